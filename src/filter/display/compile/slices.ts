/** Slices of values: some of their bytes. */
import { Column } from './value-buffer.ts'
import type { Filling } from '../types/fields.ts'
import { kinds } from '../types/value-types.ts'
import { endOf, firstOf } from '../syntax/ranges.ts'
import type { Range } from '../syntax/tree.ts'
import type { Term } from '../check/typed-operand.ts'

/**
 * The bytes of ranges, one after another. From the first range on that is not there whole all is left out, as Wireshark does: what is
 * left may be no bytes at all, which differ from any others.
 */
export function sliceFilling(term: Term, ranges: readonly Range[]): Filling {
  const whole = new Column()
  const fill = slicedFilling(term)
  const [only] = ranges
  const take =
    ranges.length === 1
      ? (column: Column, index: number) => {
          takeRange(whole, index, only!, column)
        }
      : (column: Column, index: number) => {
          takeRanges(whole, index, ranges, column)
        }
  return (column) => {
    whole.clear()
    fill(whole)
    for (let index = 0; index < whole.count; index++) take(column, index)
  }
}

/** Of a protocol only its own fields are sliced, as Wireshark has it. */
const slicedFilling = (term: Term): Filling => term.extents ?? bytesFilling(term)

function takeRange(whole: Column, index: number, range: Range, column: Column): void {
  const from = whole.from[index]!
  const size = whole.to[index]! - from
  const first = firstOf(range, size)
  column.addBytes(whole.memory[index]!, from + Math.max(0, first), first < 0 ? from : from + endOf(range, first, size))
}

function takeRanges(whole: Column, index: number, ranges: readonly Range[], column: Column): void {
  const bytes = whole.slice(index)
  const parts: number[] = []
  for (const range of ranges) {
    const first = firstOf(range, bytes.length)
    if (first < 0) break
    parts.push(...bytes.subarray(first, endOf(range, first, bytes.length)))
  }
  column.addBytes(Uint8Array.from(parts), 0, parts.length)
}

/** Appends values as the bytes they are made of. */
export function bytesFilling({ kind, fill }: Term): Filling {
  if (kinds[kind].shape === 'bytes') return fill
  const values = new Column()
  return (column) => {
    values.clear()
    fill(values)
    for (let index = 0; index < values.count; index++) {
      const value = values.values[index]!
      const bytes = kind === 'ipv4' ? wordBytes(Number(value)) : encoder.encode(`${value}`)
      column.addBytes(bytes, 0, bytes.length)
    }
  }
}

const wordBytes = (word: number) => Uint8Array.of(word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff)
const encoder = new TextEncoder()
