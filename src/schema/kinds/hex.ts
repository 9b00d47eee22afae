/** Bytes as hexadecimal text. */

/**
 * Bytes that a value shows at most: as many as a frame of most link types has, so that only those of a few are shown in
 * part.
 */
export const mostShown = 256 << 10

/**
 * Two hexadecimal digits a byte, with `between` in between. Of more than `mostShown` bytes the first ones, and how many
 * there are: `6161... (134217728 bytes)`.
 */
export function hex(value: Uint8Array, between = ''): string {
  const length = Math.min(value.length, mostShown)
  let text = ''
  if (between === '' && length > digits.length / 2) {
    for (let at = 0; at < length; at += digits.length / 2) text += pieceOf(value, at, length)
  } else {
    for (let at = 0; at < length; at++) text += at === 0 ? pairs[value[at]!]! : between + pairs[value[at]!]!
  }
  return length === value.length ? text : `${text}... (${value.length} bytes)`
}

/**
 * The digits of as many bytes from `at` on as fit, made at once: joining two a byte takes many times the memory of the
 * text.
 */
function pieceOf(value: Uint8Array, at: number, end: number): string {
  let length = 0
  for (; at < end && length < digits.length; at++) {
    digits[length++] = digitCodes[value[at]! >> 4]!
    digits[length++] = digitCodes[value[at]! & 15]!
  }
  return String.fromCharCode.apply(undefined, digits.subarray(0, length) as unknown as number[])
}

/** No more than a function surely takes as arguments. */
const digits = new Uint8Array(4096)
const digitCodes = new TextEncoder().encode('0123456789abcdef')
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
