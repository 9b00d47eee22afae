/** The Babel Routing Protocol, RFC 8966, section 4. */
import { bytes, group, list, nameIn, protocol, range, record, rest, tlv, u16, u32, u8, flag, bits } from '../../../schema/index.ts'

/** IANA "Babel TLV Types", 2026-11. */
const types = {
  0: 'Pad1', 1: 'PadN', 2: 'Acknowledgment Request', 3: 'Acknowledgment', 4: 'Hello', 5: 'IHU', 6: 'Router-ID', 7: 'Next Hop', 8: 'Update',
  9: 'Route Request', 10: 'Seqno Request', 11: 'TS/PC', 12: 'HMAC', 16: 'MAC', 17: 'PC', 18: 'Challenge Request', 19: 'Challenge Reply',
}
const encodings = { 0: 'Wildcard', 1: 'IPv4', 2: 'IPv6', 3: 'Link-local IPv6', 4: 'IPv4 through IPv6' }
const encoding = u8('babel.message.ae', 'Address Encoding', { names: encodings })
const prefixLength = u8('babel.message.plen', 'Prefix Length', { unit: 'bits' })
const interval = u16('babel.message.interval', 'Interval', { unit: 'cs' })
const sequence = u16('babel.message.seqno', 'Sequence Number', { base: 16 })
const metric = u16('babel.message.metric', 'Metric')
const router = bytes('babel.message.routerid', 'Router ID', 8)
const reserved = (size: number) => bytes('babel.message.reserved', 'Reserved', size)
const sizes: readonly number[] = [0, 4, 16, 8]
const addressBytes = ({ encoding }: { readonly encoding?: number | undefined }) => sizes[encoding ?? 0] ?? 0
export interface Prefixed {
  readonly prefixLength?: number | undefined
  readonly omitted?: number | undefined
}
const address = bytes('babel.message.prefix', 'Address', addressBytes)
const prefix = bytes(
  'babel.message.prefix', 'Prefix', ({ prefixLength = 0, omitted = 0 }: Prefixed) => Math.max(0, Math.ceil(prefixLength / 8) - omitted)
)

/** Section 4.4; RFC 9616 for timestamps. */
const sub = tlv('Sub-TLV', {
  type: u8('babel.subtlv.type', 'Sub-TLV Type', { names: { 0: 'Pad1', 1: 'PadN', 2: 'Diversity', 3: 'Timestamp', 128: 'Source Prefix' } }),
  length: u8('babel.subtlv.length', 'Sub-TLV Length', { unit: 'bytes' }),
}, { bare: [0] })
  .fields({ value: rest('babel.subtlv.value', 'Value') })

const part = tlv('TLV', {
  type: u8('babel.message.type', 'Type', { names: types }), length: u8('babel.message.length', 'Length', { unit: 'bytes' }),
}, { bare: [0] })
  .choice('type', {
    2:  { before: reserved(2), nonce: u16('babel.message.nonce', 'Nonce', { base: 16 }), interval },
    3:  { nonce: u16('babel.message.nonce', 'Nonce', { base: 16 }) },
    4:  { before: reserved(2), sequence, interval },
    5:  { encoding, before: reserved(1), cost: u16('babel.message.rxcost', 'Rxcost', { base: 16 }), interval, address },
    6:  { before: reserved(2), router },
    7:  { encoding, before: reserved(1), address },
    8:  {
      encoding, flags: group('babel.message.flags', 'Flags', {
        prefix: flag('babel.message.flags.prefix', 'Prefix'), router: flag('babel.message.flags.router', 'Router-ID'),
        unused: bits(6, 'babel.message.flags.unused', 'Unused'),
      }),
      prefixLength, omitted: u8('babel.message.omitted', 'Omitted', { unit: 'bytes' }), interval, sequence, metric, prefix,
    },
    9:  { encoding, prefixLength, prefix },
    10: { encoding, prefixLength, sequence, hops: u8('babel.message.hopcount', 'Hop Count'), before: reserved(1), router, prefix },
    16: { digest: rest('babel.message.mac', 'MAC') },
    17: { counter: u32('babel.message.pc', 'Packet Counter'), index: rest('babel.message.index_bytes', 'Index') },
  })
  .cases([{ type: range(2, 10) }, { subs: list('babel.subtlvs', 'Sub-TLVs', sub) }])
  .fields({ value: rest('babel.message.value', 'Value') })

export const babel = protocol('babel', 'Babel', { 'udp.port': [6696, 6697] })
  .specified('RFC 8966')
  .fields({
    magic:   u8('babel.magic', 'Magic'),
    version: u8('babel.version', 'Version'),
    length:  u16('babel.bodylen', 'Body Length', { unit: 'bytes' }),
    tlvs:    list('babel.tlvs', 'TLVs', part, { length: 'length' }),
    trailer: list('babel.trailer', 'Trailer', part),
  })
  .accepts(record('Header', { magic: u8('babel.magic', 'Magic'), version: u8('babel.version', 'Version') }).recognizer({ magic: 42 }))
  .defaults({ magic: 42, version: 2 })
  .colored('routing')
  .summarized(({ tlvs }) => countedNames(tlvs.map(({ type }) => nameIn(types, type) ?? `type ${type}`)))

/** `Hello, 2 IHU`. */
function countedNames(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Array.from(counts, ([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(', ')
}
