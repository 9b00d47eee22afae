/** Values of packets as text, as near as can be to how a filter would have them. They are as hostile as the packets: control characters are left in. */
import { ipv6Text, macText } from '../../../schema/index.ts'
import type { Column } from '../compile/value-buffer.ts'
import { textOfBytes } from '../../../regex/pattern.ts'
import type { Term } from '../check/typed-operand.ts'

/** How numbers and bytes look: as filters have them, numbers in hexadecimal, or bytes as text. */
export type Notation = 'filter' | 'hexadecimal' | 'text'

/** One text for each value of a term, at most `mostValues`, and an ellipsis if there are more. */
export function valueTexts(column: Column, term: Term, notation: Notation): string[] {
  const count = Math.min(column.count, mostValues)
  const texts = Array.from({ length: count }, (_, index) => valueText(column, index, term, notation))
  return count < column.count ? [...texts, '…'] : texts
}

const mostValues = 8

/** Characters of text and bytes of data that are shown of one value. */
const mostText = 80
const mostBytes = 24

function valueText(column: Column, index: number, { kind, names }: Term, notation: Notation): string {
  const value = column.values[index]
  switch (kind) {
    case 'number':
    case 'boolean': {
      const name = names.find(([number]) => number === value)?.[1]
      const digits = notation === 'hexadecimal' ? `0x${value!.toString(16).padStart(2, '0')}` : `${value}`
      return name === undefined ? digits : `${digits} (${name})`
    }
    case 'float':
      return `${value}`
    case 'ipv4':
      return [24, 16, 8, 0].map((shift) => (Number(value) >>> shift) & 0xff).join('.')
    case 'text':
      return quoted(`${value}`)
    case 'ether':
      return macText(column.memory[index]!, column.from[index]!)
    case 'ipv6':
      return ipv6Text(column.memory[index]!, column.from[index]!)
    case 'bytes':
    case 'protocol':
      return bytesText(column.slice(index), notation)
    case 'time':
      return `"${timeText(Number(value), column.from[index]!)}"`
    case 'duration':
      return `${value}.${`${column.from[index]}`.padStart(9, '0')}`
  }
}

function quoted(text: string): string {
  const shown = text.slice(0, mostText).replace(/["\\]/g, '\\$&')
  return `"${shown}${text.length > mostText ? '…' : ''}"`
}

function bytesText(bytes: Uint8Array, notation: Notation): string {
  if (notation === 'text') return quoted(textOfBytes(bytes.subarray(0, 2 * mostText)))
  const digits = Array.from(bytes.subarray(0, mostBytes), (byte) => byte.toString(16).padStart(2, '0')).join(':')
  return bytes.length > mostBytes ? `${digits}:… (${bytes.length} bytes)` : digits
}

function timeText(seconds: number, nanoseconds: number): string {
  const date = new Date(seconds * 1000)
  const fraction = `${nanoseconds}`.padStart(9, '0')
  return Number.isNaN(date.getTime())
    ? `${seconds}.${fraction}`
    : `${date.toISOString().slice(0, 19).replace('T', ' ')}.${fraction}Z`
}
