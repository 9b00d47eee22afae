/** The data of further words of presence, for each antenna or vendor: https://www.radiotap.org/#presence-words-and-extended-presence. */
import { bytes, found, otherwise, record, rest, u16, u24, u8, when, type View } from '../../../schema/index.ts'

/** Alignment and size of the data of each bit, in bytes: https://www.radiotap.org/fields/defined. */
const layouts: readonly (readonly [alignment: number, size: number])[] = [
  [8, 8], [1, 1], [1, 1], [2, 4], [2, 2], [1, 1], [1, 1], [2, 2], [2, 2], [2, 2], [1, 1], [1, 1], [1, 1], [1, 1], [2, 2], [2, 2],
  [1, 1], [1, 1], [4, 8], [1, 3], [4, 8], [2, 12], [8, 12], [2, 12], [2, 12], [2, 6], [1, 1], [2, 4],
]
const [namespaceNext, vendorNext, another] = [29, 30, 31]
const has = (word: number, bit: number) => ((word >>> bit) & 1) === 1

/** Where the data of bits `from` to `to` of a word end that begin at byte `at`. */
function passed(word: number, from: number, to: number, at: number): number {
  for (let bit = from; bit < to; bit++) {
    const [alignment, size] = layouts[bit]!
    if (has(word, bit)) at = Math.ceil(at / alignment) * alignment + size
  }
  return at
}

interface Known extends View {
  readonly facts: { readonly word: number; readonly isVendor: boolean } & NonNullable<View['facts']>
}
const [signalBit, qualityBit, antennaBit] = [5, 7, 11]
const wordOf = (self: unknown) => (self as Known).facts.word
const present = (bit: number) => (self: View) => has(wordOf(self), bit)
const skipped = (from: number, to: number) => (self: View) => {
  const at = passed(wordOf(self), 0, from, self.start - self.origin)
  return passed(wordOf(self), from, to, at) - at
}

const dataOf = record('Namespace', {})
  .cases(
    [(self: View) => (self as Known).facts.isVendor, {
      vendor:    bytes('radiotap.vendor_namespace', 'Vendor namespace', 0),
      oui:       u24('radiotap.vendor_oui', 'Vendor OUI', { base: 16 }),
      subspace:  u8('radiotap.vendor_subns', 'Vendor sub namespace'),
      size:      u16('radiotap.vendor_data_len', 'Vendor data length', { unit: 'bytes', order: 'little' }),
      vendorData: rest('radiotap.vendor_data', 'Vendor data'),
    }],
    [otherwise, {
      before:    bytes('', 'Other data', skipped(0, signalBit)),
      signal:    when(present(signalBit), u8('radiotap.dbm_antsignal', 'Antenna Signal', { signed: true, unit: 'dBm' })),
      noise:     when(present(signalBit + 1), u8('radiotap.dbm_antnoise', 'Antenna Noise', { signed: true, unit: 'dBm' })),
      between:   bytes('', 'Other data', skipped(qualityBit, antennaBit)),
      antenna:   when(present(antennaBit), u8('radiotap.antenna', 'Antenna')),
      signalDb:  when(present(antennaBit + 1), u8('radiotap.db_antsignal', 'Antenna Signal', { unit: 'dB' })),
      noiseDb:   when(present(antennaBit + 2), u8('radiotap.db_antnoise', 'Antenna Noise', { unit: 'dB' })),
      after:     rest('', 'Other data'),
    }],
  )

interface Words extends View {
  readonly present: { readonly extended: boolean }
}
const vendorHead = 6

/** What follows the data of the first word. */
export const namespaces = found<unknown, Words>('', 'Namespaces', dataOf as never, ({ bytes: memory, start, end, present }, at) => {
  const places: { start: number; end: number; facts: object }[] = []
  let word = wordAt(memory, start + firstWord)
  if (!present.extended) return []
  for (let place = start + firstWord + 4; has(word, another) && place + 4 <= end && at < end; place += 4) {
    const isVendor = has(word, vendorNext)
    const isNamed = isVendor || has(word, namespaceNext)
    word = wordAt(memory, place)
    // Bits from 32 on have no meaning yet: what follows cannot be told.
    if (!isNamed) break
    const from = isVendor ? start + Math.ceil((at - start) / 2) * 2 : at
    const size = isVendor ? vendorHead + (memory[from + 4]! | (memory[from + 5]! << 8)) : 0
    const to = Math.min(end, isVendor ? from + size : start + passed(word, 0, layouts.length, at - start))
    if (!(to > from)) break
    places.push({ start: from, end: to, facts: { word, isVendor } })
    at = to
  }
  return places as never
})
const firstWord = 4
const wordAt = (memory: Uint8Array, at: number) => memory[at]! | (memory[at + 1]! << 8) | (memory[at + 2]! << 16) | (memory[at + 3]! << 24)
