/** Numbers from 0 up to `below`, the same row for the same seed (a xorshift of 32 bits). */
export function randomFrom(seed: number): (below: number) => number {
  let state = (seed * 2654435761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
