/**
 * Values of packets as text, written as in a filter where possible. They are as hostile as the packets: control
 * characters are left in.
 */
import { ipv6Text, macText } from '../../../schema/index.ts'
import type { ValueBuffer } from '../compile/value-buffer.ts'
import { textOfBytes } from '../../../regex/pattern.ts'
import type { OperandType } from '../types/literals.ts'

/** How numbers and bytes look: as filters have them, numbers in hexadecimal, or bytes as text. */
export type Notation = 'filter' | 'hexadecimal' | 'text'

/** One text for each value of an operand, at most `mostValues`, and an ellipsis if there are more. */
export function valueTexts(values: ValueBuffer, type: OperandType, notation: Notation): string[] {
  const count = Math.min(values.count, mostValues)
  const texts = Array.from({ length: count }, (_, index) => valueText(values, index, type, notation))
  return count < values.count ? [...texts, '…'] : texts
}

const mostValues = 8

/** Characters of text and bytes of data that are shown of one value. */
const mostText = 80
const mostBytes = 24

function valueText(values: ValueBuffer, index: number, { type, names }: OperandType, notation: Notation): string {
  const value = values.values[index]
  switch (type) {
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
      return macText(values.memory[index]!, values.from[index]!)
    case 'ipv6':
      return ipv6Text(values.memory[index]!, values.from[index]!)
    case 'bytes':
    case 'protocol':
      return bytesText(values.bytes(index), notation)
    case 'time':
      return `"${timeText(Number(value), values.from[index]!)}"`
    case 'duration':
      return `${value}.${`${values.from[index]}`.padStart(9, '0')}`
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
