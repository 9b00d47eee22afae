/**
 * Looks for bytes in bytes, as Horspool does ("Practical fast searching in strings", 1980): from the back, in steps as
 * long as what is wanted.
 */

/** Whether something is in the bytes from `from` to `to`. */
export type Search = (bytes: Uint8Array, from: number, to: number) => boolean

/** A search for bytes; no bytes at all are found nowhere. */
export function searchFor(wanted: Uint8Array): Search {
  const { length } = wanted
  if (length === 0) return () => false
  const last = length - 1
  const steps = new Int32Array(256).fill(length)
  for (let at = 0; at < last; at++) steps[wanted[at]!] = last - at
  return (bytes, from, to) => {
    for (let at = from + last; at < to; at += steps[bytes[at]!]!) {
      let back = 0
      while (back < length && bytes[at - back] === wanted[last - back]) back++
      if (back === length) return true
    }
    return false
  }
}
