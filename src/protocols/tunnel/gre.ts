import { bits, flag, group, list, only, protocol, record, rest, u16, u32, u8, when } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const ppp = 0x880b
const erspan = 0x88be
/** The key of the header of no bytes, which no EtherType is. */
const erspanFirst = 0x188be

/** A part of a source route, RFC 1701; the one without an address family and a length is the last. */
const route = record('Source Route Entry', {
  family: u16('gre.routing.address_family', 'Address Family'),
  offset: u8('gre.routing.sre_offset', 'Offset'),
  length: u8('gre.routing.src_length', 'Length', { unit: 'bytes' }),
}).followedBy('length').fields({ information: rest('gre.routing.information', 'Routing Information') })

/** ERSPAN without a sequence number has no bytes of its own. */
const carried = ({ protocol, sequence }: { readonly protocol: number; readonly sequence: number | undefined }) =>
  protocol === erspan && sequence === undefined ? erspanFirst : protocol

/** Generic Routing Encapsulation, RFC 2784 and RFC 2890; with PPTP, RFC 2637; with source routes, RFC 1701. */
export const gre = protocol('gre', 'Generic Routing Encapsulation', { 'ip.proto': [47] })
  .specified('RFC 2784')
  .fields({
    flags:               group('gre.flags_and_version', 'Flags and Version', {
      checksumPresent:   flag('gre.flags.checksum', 'Checksum'),
      routingPresent:    flag('gre.flags.routing', 'Routing'),
      keyPresent:        flag('gre.flags.key', 'Key'),
      sequencePresent:   flag('gre.flags.sequence_number', 'Sequence Number'),
      strictSourceRoute: flag('gre.flags.strict_source_route', 'Strict Source Route'),
      recursion:         bits(3, 'gre.flags.recursion_control', 'Recursion Control'),
      // Reserved but in PPTP's version.
      acknowledgmentPresent: only({ version: 1 }, flag('gre.flags.ack', 'Acknowledgment')),
      reserved:          bits(4, '', 'Reserved'),
      version:           bits(3, 'gre.flags.version', 'Version'),
    }),
    protocol:            u16('gre.proto', 'Protocol Type', { base: 16, names: { ...etherTypes, [ppp]: 'PPP' } }),
  })
  .cases([(gre) => gre.flags.checksumPresent || gre.flags.routingPresent, {
    checksum:            u16('gre.checksum', 'Checksum', { base: 16 }),
    offset:              u16('gre.offset', 'Offset'),
  }])
  // PPTP's version, RFC 2637, section 4.1, splits the key.
  .cases(
    [{ 'flags.keyPresent': true, 'flags.version': 1 }, {
      payloadLength:     u16('gre.key.payload_length', 'Payload Length', { unit: 'bytes' }),
      call:              u16('gre.key.call_id', 'Call'),
    }],
    [{ 'flags.keyPresent': true }, { key: u32('gre.key', 'Key', { base: 16 }) }],
  )
  .fields({
    sequence:            when('flags.sequencePresent', u32('gre.sequence_number', 'Sequence Number')),
    acknowledgment:      when('flags.acknowledgmentPresent', u32('gre.ack_number', 'Acknowledgment Number')),
    routes:              when('flags.routingPresent', list('gre.routing', 'Routing', route, {
      last: ({ family, length }) => family === 0 && length === 0, complete: true,
    })),
  })
  .checksummed('checksum', { covers: 'message', when: 'flags.checksumPresent' })
  .payload({ tables: [['gre.proto', carried], ['ethertype', carried]] })
  .summarized((gre) => `GRE${gre.key === undefined ? '' : `, key 0x${gre.key.toString(16)}`}${gre.call === undefined ? '' : `, call ${gre.call}`}`)
