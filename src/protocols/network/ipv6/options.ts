/** Options of IPv6 and the two headers that hold them: RFC 8200, sections 4.2, 4.3 and 4.6. */
import {
  bits, computed, flag, ipv6Address, list, nameIn, protocol, rest, text, tlv, u16, u32, u8,
} from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'

/** IANA "Destination Options and Hop-by-Hop Options", 2026-11. The upper bits say what to do with one that is not known. */
const optionTypes = {
  0x00: 'Pad1', 0x01: 'PadN', 0x04: 'Tunnel Encapsulation Limit', 0x05: 'Router Alert', 0x07: 'CALIPSO',
  0x08: 'SMF Duplicate Packet Detection', 0x0f: 'Performance and Diagnostic Metrics', 0x11: 'IOAM', 0x1e: 'Experiment',
  0x23: 'RPL', 0x26: 'Quick-Start', 0x30: 'Minimum Path MTU', 0x31: 'IOAM', 0x3e: 'Experiment', 0x5e: 'Experiment', 0x63: 'RPL',
  0x6d: 'MPL', 0x7e: 'Experiment', 0x8a: 'Endpoint Identification', 0x8b: 'ILNP Nonce', 0x8c: 'Line Identification',
  0x9e: 'Experiment', 0xbe: 'Experiment', 0xc2: 'Jumbo Payload', 0xc9: 'Home Address', 0xde: 'Experiment',
  0xee: 'Depth-First Forwarding', 0xfe: 'Experiment',
}
/** IANA "IPv6 Router Alert Option Values", 2026-11. */
const routerAlerts = { 0: 'Multicast Listener Discovery', 1: 'RSVP', 2: 'Active Networks', 68: 'NSIS NATFW NSLP', 69: 'MPLS OAM' }

const rpl = { // RFC 6553, section 3
  rplDown:            flag('ipv6.opt.rpl.flag.o', 'Down'),
  rplRankError:       flag('ipv6.opt.rpl.flag.r', 'Rank Error'),
  rplForwardingError: flag('ipv6.opt.rpl.flag.f', 'Forwarding Error'),
  rplReserved:        bits(5, 'ipv6.opt.rpl.flag.rsv', 'Reserved'),
  rplInstance:        u8('ipv6.opt.rpl.instance_id', 'RPL Instance'),
  rplSenderRank:      u16('ipv6.opt.rpl.sender_rank', 'Sender Rank'),
}

/** RFC 8200, section 4.2. */
const option = tlv('IPv6 Option', {
  type:   u8('ipv6.opt.type', 'Type', { names: optionTypes }),
  length: u8('ipv6.opt.length', 'Length', { unit: 'bytes' }),
}, { bare: [0] }) // padding of one byte
  .choice('type', {
    0x01: { padding: rest('ipv6.opt.padn', 'PadN') },
    0x04: { tunnelEncapsulationLimit: u8('ipv6.opt.tel', 'Tunnel Encapsulation Limit') }, // RFC 2473
    0x05: { routerAlert: u16('ipv6.opt.router_alert', 'Router Alert', { names: routerAlerts }) }, // RFC 2711
    0x0f: { // RFC 8250, section 3.2
      scaleLastReceived:   u8('ipv6.opt.pdm.scale_dtlr', 'Scale of Delta Time Last Received'),
      scaleLastSent:       u8('ipv6.opt.pdm.scale_dtls', 'Scale of Delta Time Last Sent'),
      packetNumber:        u16('ipv6.opt.pdm.psn_this_pkt', 'Packet Sequence Number'),
      lastReceived:        u16('ipv6.opt.pdm.psn_last_recv', 'Last Received Sequence Number'),
      deltaLastReceived:   u16('ipv6.opt.pdm.delta_last_recv', 'Delta Time Last Received'),
      deltaLastSent:       u16('ipv6.opt.pdm.delta_last_sent', 'Delta Time Last Sent'),
    },
    0x23: rpl,
    0x26: { // RFC 4782, section 3.2
      quickStartFunction:  bits(4, 'ipv6.opt.qs_func', 'Function'),
      quickStartRate:      bits(4, 'ipv6.opt.qs_rate', 'Rate'),
      quickStartTtl:       u8('ipv6.opt.qs_ttl', 'Quick-Start Time to Live'),
      quickStartNonce:     bits(30, 'ipv6.opt.qs_nonce', 'Nonce', { base: 16 }),
      quickStartReserved:  bits(2, 'ipv6.opt.qs_reserved', 'Reserved'),
    },
    0x30: { // RFC 9268, section 5
      minimumPathMtu:      u16('ipv6.opt.pmtu.min', 'Minimum Path MTU', { unit: 'bytes' }),
      returnPathMtu:       bits(15, 'ipv6.opt.pmtu.rtn', 'Returned Path MTU', { times: 2, unit: 'bytes' }),
      returnRequested:     flag('ipv6.opt.pmtu.r_flag', 'Return Flag'),
    },
    0x63: rpl,
    0x6d: { // RFC 7731, section 6.1
      seedLength:          bits(2, 'ipv6.opt.mpl.flag.s', 'Seed Identifier Length'),
      largestSequence:     flag('ipv6.opt.mpl.flag.m', 'Largest Sequence'),
      mplVersion:          flag('ipv6.opt.mpl.flag.v', 'Version'),
      mplReserved:         bits(4, 'ipv6.opt.mpl.flag.rsv', 'Reserved'),
      mplSequence:         u8('ipv6.opt.mpl.sequence', 'Sequence'),
      seed:                rest('ipv6.opt.mpl.seed_id', 'Seed Identifier'),
    },
    0x8b: { nonce: rest('ipv6.opt.ilnp_nonce', 'ILNP Nonce') }, // RFC 6744
    0x8c: { // RFC 6788, section 5
      lineLength:          u8('ipv6.opt.lio.length', 'Line Identifier Length'),
      line:                text('ipv6.opt.lio.line_id', 'Line Identifier'),
    },
    0xc2: { jumboPayloadLength: u32('ipv6.opt.jumbo', 'Payload Length', { unit: 'bytes' }) }, // RFC 2675
    0xc9: { homeAddress: ipv6Address('ipv6.opt.mipv6.home_address', 'Home Address') }, // RFC 6275
  })
  .fields({ data: rest('ipv6.opt.unknown', 'Data') })

const optionsHeader = (name: string, label: string, key: number) => protocol(name, label, { 'ip.proto': [key] })
  .specified('RFC 8200')
  .fields({
    nextHeader: u8(`${name}.nxt`, 'Next Header', { names: ipProtocols }),
    length:     u8(`${name}.len`, 'Length, in 8 bytes without the first 8'),
    options:    list(`${name}.options`, 'Options', option, { length: 'length', times: 8, plus: 6 }),
    octets:     computed(`${name}.len_oct`, 'Length', 'length', (length) => (length + 1) * 8, { unit: 'bytes' }),
  })
  .payload({ tables: [['ip.proto', 'nextHeader']] })
  .summarized((header) => header.options.map(({ type }) => nameIn(optionTypes, type) ?? `option ${type}`).join(', '))

export const hopByHopOptions = optionsHeader('ipv6.hopopts', 'IPv6 Hop-by-Hop Options', 0)
export const destinationOptions = optionsHeader('ipv6.dstopts', 'IPv6 Destination Options', 60)
