/** Base64, RFC 4648 section 4, where several pieces follow one another and each may end with padding. */

/** The octets that a text says, up to `limit`; what is not part of it is passed over. */
export function decodedText(text: Uint8Array, limit: number): Uint8Array {
  const octets = new Uint8Array(Math.min(limit, Math.ceil(text.length / 4) * 3))
  let length = 0
  let held = 0
  let count = 0
  for (const character of text) {
    if (character === padding) {
      held = count = 0
      continue
    }
    const value = values[character]!
    if (value < 0) continue
    held = ((held << 6) | value) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    if (length === octets.length) break
    octets[length++] = held >> count
  }
  return octets.subarray(0, length)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const padding = 0x3d
/** By character; -1 for those that are none. */
const values = new Int8Array(256).fill(-1)
for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value
