import { bits, flag, group, list, protocol, record, rest, u16, u32, u8, when, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const ppp = 0x880b
const erspan = 0x88be
const bridging = 0x6558

/** The flags by their place in the first byte. */
const checksumBit = 0x80
const routingBit = 0x40
const keyBit = 0x20
const sequenceBit = 0x10

const has = (flags: number) => ({ bytes, start }: View) => (bytes[start]! & flags) !== 0
const acknowledges = ({ bytes, start }: View) => (bytes[start + 1]! & 0x80) !== 0
/** PPTP's version, RFC 2637, section 4.1, splits the key. */
const isEnhanced = ({ bytes, start }: View) => (bytes[start + 1]! & 0x07) === 1
const has32BitKey = (gre: View) => has(keyBit)(gre) && !isEnhanced(gre)
const hasCall = (gre: View) => has(keyBit)(gre) && isEnhanced(gre)

/** A part of a source route, RFC 1701; the one without an address family and a length is the last. */
const route = record('Source Route Entry', {
  family: u16('gre.routing.address_family', 'Address Family'),
  offset: u8('gre.routing.sre_offset', 'Offset'),
  length: u8('gre.routing.src_length', 'Length', { unit: 'bytes' }),
})
  .sized((route) => 4 + route.length)
  .fields({ information: rest('gre.routing.information', 'Routing Information') })

function headerLength(gre: View): number {
  const { bytes, start, end } = gre
  const plain = 4 * (1 + +has(checksumBit | routingBit)(gre) + +has(keyBit)(gre) + +has(sequenceBit)(gre) + +acknowledges(gre))
  if (!has(routingBit)(gre)) return plain
  let at = start + plain
  for (let more = true; more && at + 4 <= end; at += 4 + bytes[at + 3]!) more = (bytes[at]! | bytes[at + 1]! | bytes[at + 3]!) !== 0
  return at - start
}

/** ERSPAN without a sequence number has no header of its own: it is bridging. */
const carried = (gre: { readonly protocol: number } & View) => (gre.protocol === erspan && !has(sequenceBit)(gre) ? bridging : gre.protocol)

/** Generic Routing Encapsulation, RFC 2784 and RFC 2890; with PPTP, RFC 2637; with source routes, RFC 1701. */
export const gre = protocol('gre', 'Generic Routing Encapsulation', { 'ip.proto': [47] })
  .fields({
    flags:               group('gre.flags_and_version', 'Flags and Version', {
      checksumPresent:   flag('gre.flags.checksum', 'Checksum'),
      routingPresent:    flag('gre.flags.routing', 'Routing'),
      keyPresent:        flag('gre.flags.key', 'Key'),
      sequencePresent:   flag('gre.flags.sequence_number', 'Sequence Number'),
      strictSourceRoute: flag('gre.flags.strict_source_route', 'Strict Source Route'),
      recursion:         bits(3, 'gre.flags.recursion_control', 'Recursion Control'),
      acknowledgmentPresent: flag('', 'Acknowledgment'),
      reserved:          bits(4, '', 'Reserved'),
      version:           bits(3, 'gre.flags.version', 'Version'),
    }),
    protocol:            u16('gre.proto', 'Protocol Type', { base: 16, names: { ...etherTypes, [ppp]: 'PPP' } }),
  })
  .fields({
    checksum:            when(has(checksumBit | routingBit), u16('gre.checksum', 'Checksum', { base: 16 })),
    offset:              when(has(checksumBit | routingBit), u16('gre.offset', 'Offset')),
    key:                 when(has32BitKey, u32('gre.key', 'Key', { base: 16 })),
    payloadLength:       when(hasCall, u16('gre.key.payload_length', 'Payload Length', { unit: 'bytes' })),
    call:                when(hasCall, u16('gre.key.call_id', 'Call')),
    sequence:            when(has(sequenceBit), u32('gre.sequence_number', 'Sequence Number')),
    acknowledgment:      when(acknowledges, u32('gre.ack_number', 'Acknowledgment Number')),
    routes:              when(has(routingBit), list('', 'Routing', route, { last: ({ family, length }) => family === 0 && length === 0 })),
  })
  .sized(headerLength)
  .payload({ tables: [['gre.proto', carried], ['ethertype', carried]] })
  .summarized((gre) => `GRE${gre.key === undefined ? '' : `, key 0x${gre.key.toString(16)}`}${gre.call === undefined ? '' : `, call ${gre.call}`}`)
