/** The bytes that values are made of, and slices of them. */
import type { SliceOperand } from '../check/typed-tree.ts'
import { endOf, firstOf } from '../syntax/ranges.ts'
import type { Range } from '../syntax/tree.ts'
import { valueTypes, type ValueType } from '../types/value-types.ts'
import type { Evaluate } from './context.ts'
import { ValueBuffer } from './value-buffer.ts'

/**
 * The bytes of ranges, one after another, given the bytes to slice. Everything from the first range that is not there
 * whole is left out, as in Wireshark: what remains may be no bytes at all, which differ from any others.
 */
export function evaluateSlice({ ranges }: SliceOperand, evaluate: Evaluate): Evaluate {
  const whole = new ValueBuffer()
  const [only] = ranges
  const take =
    ranges.length === 1
      ? (into: ValueBuffer, index: number) => {
          takeRange(whole, index, only!, into)
        }
      : (into: ValueBuffer, index: number) => {
          takeRanges(whole, index, ranges, into)
        }
  return (into) => {
    whole.clear()
    evaluate(whole)
    for (let index = 0; index < whole.count; index++) take(into, index)
  }
}

function takeRange(whole: ValueBuffer, index: number, range: Range, into: ValueBuffer): void {
  const from = whole.from[index]!
  const size = whole.to[index]! - from
  const first = firstOf(range, size)
  into.addBytes(whole.memory[index]!, from + Math.max(0, first), first < 0 ? from : from + endOf(range, first, size))
}

function takeRanges(whole: ValueBuffer, index: number, ranges: readonly Range[], into: ValueBuffer): void {
  const from = whole.from[index]!
  const size = whole.to[index]! - from
  const parts: Uint8Array[] = []
  let length = 0
  for (const range of ranges) {
    const first = firstOf(range, size)
    if (first < 0) break
    const part = whole.memory[index]!.subarray(from + first, from + endOf(range, first, size))
    parts.push(part)
    length += part.length
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  into.addBytes(bytes, 0, length)
}

/** Values of a type as the bytes they are made of. */
export function evaluateBytes(type: ValueType, evaluate: Evaluate): Evaluate {
  if (valueTypes[type].shape === 'bytes') return evaluate
  const values = new ValueBuffer()
  return (into) => {
    values.clear()
    evaluate(values)
    for (let index = 0; index < values.count; index++) {
      const value = values.values[index]!
      const bytes = type === 'ipv4' ? wordBytes(Number(value)) : encoder.encode(`${value}`)
      into.addBytes(bytes, 0, bytes.length)
    }
  }
}

const wordBytes = (word: number) => Uint8Array.of(word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff)
const encoder = new TextEncoder()
