import { dialog } from '../../../support/dialog.ts'
import { bytesOf } from '../../../support/packets.ts'

export const word = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')
export const words = (...values: readonly number[]): string => values.map(word).join('')
/** What may have any length, with that before it, filled up to four bytes. */
export const opaque = (hex: string): string =>
  word(hex.length / 2) + hex + '00'.repeat((4 - ((hex.length / 2) % 4)) % 4)
export const string = (text: string): string =>
  opaque([...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))

const marked = (hex: string) => bytesOf(word(0x80000000 + hex.length / 2) + hex)
const nothing = words(0, 0)

/** The packets of a call of a program and of its reply, in a stream. */
export function called(
  [program, version, procedure]: readonly [number, number, number],
  values: string,
  results: string,
) {
  const call = words(7, 0, 2, program, version, procedure) + nothing + nothing + values
  const reply = words(7, 1, 0) + nothing + word(0) + results
  return dialog([['>', marked(call)], ['<', marked(reply)]], { port: 2049 }) // prettier-ignore
}
