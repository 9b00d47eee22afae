/** External Data Representation, RFC 4506: all is aligned to 4 bytes, and what is of any length has that before it. */
import { bytes, list, padding, record, text, u32, type Schema } from '../../../schema/index.ts'

/** A record that is there once. */
export const one = <V>(label: string, schema: Schema<V>) => list('', label, schema, { count: 1 })

const length = u32('rpc.opaque_length', 'Length', { unit: 'bytes' })
const fill = padding(4, 'rpc.fill_bytes', 'Fill Bytes')

/** Sections 4.10 and 4.11. */
export const opaque = (filter: string, label: string) => one(label, record(label, { length, value: bytes(filter, label, 'length'), fill }))
export const string = (filter: string, label: string) => one(label, record(label, { length, value: text(filter, label, 'length'), fill }))

/** Section 4.19, optional data: what says whether something follows. */
export const follows = { 0: 'no value', 1: 'value follows' }

/** Of lists whose entries come each after such a word: which is the last, and how many there are, as far as they were captured. */
interface Entry {
  readonly next: number
}
export const last = ({ next }: Entry): boolean => next !== 1
export const countText = (entries: readonly Entry[] | undefined, what: string): string | undefined => {
  if (entries === undefined) return undefined
  const isWhole = entries.at(-1)?.next === 0
  return `${entries.filter(({ next }) => next === 1).length}${isWhole ? '' : ' or more'} ${what}`
}
