/** RC4, which old captures have and platforms no longer: a key stream that goes on from call to call. */

/** What decrypts the next bytes of a stream. */
export function rc4(key: Uint8Array): (bytes: Uint8Array) => Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  let [i, j] = [0, 0]
  const swap = () => {
    const kept = state[i]!
    state[i] = state[j]!
    state[j] = kept
  }
  for (i = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff
    swap()
  }
  i = j = 0
  return (bytes) =>
    bytes.map((byte) => {
      i = (i + 1) & 0xff
      j = (j + state[i]!) & 0xff
      swap()
      return byte ^ state[(state[i]! + state[j]!) & 0xff]!
    })
}
