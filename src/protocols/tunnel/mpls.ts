/** Multiprotocol Label Switching: one layer a label, and the Ethernet that may lie below them. */
import { bits, namedBy, peek, protocol, u16, u8, type View } from '../../schema/index.ts'

/** IANA "Special-Purpose MPLS Label Values", 2026-11. */
const specialLabels = {
  0: 'IPv4 explicit null', 1: 'Router alert', 2: 'IPv6 explicit null', 3: 'Implicit null', 7: 'Entropy label indicator',
  13: 'Generic associated channel', 14: 'OAM alert', 15: 'Extension',
}

/** No label says what lies below the last: the first four bits of it do, where it is IP (RFC 4928, section 3). */
const version = peek(4)
/** A pseudowire of Ethernet begins with a control word of zero bits or, if it has none, with an address that is neither. */
const guessed = (mpls: View) => (version(mpls) === 0 ? 1 : version(mpls) === 4 || version(mpls) === 6 ? -1 : 2)

/** RFC 3032, section 2.1. */
export const mpls = protocol('mpls', 'Multiprotocol Label Switching', {
  ethertype: [0x8847, 0x8848], 'mpls.below': [0], 'ip.proto': [137], 'ppp.protocol': [0x0281, 0x0283], 'udp.port': [6635],
})
  .specified('RFC 3032')
  .fields({
    label:         namedBy(bits(20, 'mpls.label', 'Label'), () => specialLabels),
    trafficClass:  bits(3, 'mpls.exp', 'Traffic Class'),
    bottomOfStack: bits(1, 'mpls.bottom', 'Bottom of Stack'),
    timeToLive:    u8('mpls.ttl', 'Time to Live'),
  })
  .defaults({ timeToLive: 64 })
  .shimmed('labels')
  .payload({
    tables: [['ip.version', (mpls) => (mpls.bottomOfStack === 1 ? version(mpls) : -1)], ['mpls.below', (mpls) => (mpls.bottomOfStack === 1 ? guessed(mpls) : 0)]],
  })
  .summarized((mpls) => `MPLS label ${mpls.label}`)

/** The control word of an Ethernet pseudowire, RFC 4448, section 4.6. */
export const pseudowire = protocol('pwethcw', 'Ethernet Pseudowire Control Word', { 'mpls.below': [1] })
  .specified('RFC 4448')
  .fields({
    nibble:        bits(4, '', 'Zero'),
    reserved:      bits(12, '', 'Reserved'),
    sequence:      u16('', 'Sequence Number'),
  })
  .payload({ tables: [['ethertype', () => 0x6558]] })
