/** Fields of text that end at a delimiter. The delimiter belongs to the field it ends, but not to its value. */
import type { Field } from '../../field.ts'
import type { View } from '../../view.ts'
import { asciiText, afterBlanks, afterLine, lineStop, positionOf, space } from './scan.ts'

/** Text up to a space or the end of the line. */
export const word = (filter: string, label: string): Field<string, unknown> => ({
  filter,
  label,
  also: [],
  type: 'text',
  elastic: true,
  relative: true,
  size: (self, at) => behindWord(self.bytes, at, self.end) - at,
  bind: () => (bytes, at, self) => asciiText(bytes, at, wordStop(bytes, at, self.end)),
  show: (text) => text,
  wire: { kind: 'delimited text', by: ' ' },
})

/** A decimal number up to a space or the end of the line; 0 if it is none. */
export const numberWord = (filter: string, label: string): Field<number, unknown> => ({
  filter,
  label,
  also: [],
  type: 'number',
  holds: 'digits',
  elastic: true,
  relative: true,
  size: (self, at) => behindWord(self.bytes, afterBlanks(self.bytes, at, self.end), self.end) - at,
  bind: () => (bytes, at, self) => {
    const from = afterBlanks(bytes, at, self.end)
    return Number.parseInt(asciiText(bytes, from, Math.min(wordStop(bytes, from, self.end), from + 9)), 10) || 0
  },
  show: (value) => `${value}`,
  wire: { kind: 'delimited text', by: ' ' },
})

/** What is left of the line. */
export const line = (filter: string, label: string): Field<string, unknown> => ({
  filter,
  label,
  also: [],
  type: 'text',
  elastic: true,
  relative: true,
  size: (self, at) => afterLine(self.bytes, lineStop(self.bytes, at, self.end), self.end) - at,
  bind: () => (bytes, at, self) => asciiText(bytes, afterBlanks(bytes, at, self.end), lineStop(bytes, at, self.end)),
  show: (text) => text,
  wire: { kind: 'delimited text', by: '\r\n' },
})

/** The same; absent if that is nothing. */
export function optionalLine(filter: string, label: string): Field<string | undefined, unknown> {
  const field = line(filter, label)
  const read = field.bind(0)
  return { ...field, bind: () => (bytes, at, self) => read(bytes, at, self) || undefined, show: (text) => text ?? '' }
}

/** The line as a whole, whose parts the fields after it read once more; absent where it is cut. */
export const wholeLine = (filter: string, label: string): Field<string | undefined, unknown> => ({
  ...line(filter, label),
  size: 0,
  computed: true,
  bind: () => (bytes, at, self) => {
    const stop = lineStop(bytes, at, self.end)
    return stop === self.end && (self as View).isShort ? undefined : asciiText(bytes, at, stop)
  },
  show: (text) => text ?? '',
  wire: undefined,
})

/** Text up to a delimiter of one ASCII character, or to the end of the line. */
export function upTo(character: string, filter: string, label: string): Field<string, unknown> {
  const delimiter = character.charCodeAt(0)
  return {
    filter,
    label,
    also: [],
    type: 'text',
    elastic: true,
    relative: true,
    size: (self, at) => Math.min(self.end, positionOf(delimiter, self.bytes, at, self.end) + 1) - at,
    bind: () => (bytes, at, self) =>
      asciiText(bytes, at, positionOf(delimiter, bytes, at, lineStop(bytes, at, self.end))),
    show: (text) => text,
    wire: { kind: 'delimited text', by: character },
  }
}

const wordStop = (bytes: Uint8Array, at: number, end: number) => positionOf(space, bytes, at, lineStop(bytes, at, end))

function behindWord(bytes: Uint8Array, at: number, end: number): number {
  const stop = wordStop(bytes, at, end)
  return stop < end && bytes[stop] === space ? stop + 1 : stop
}
