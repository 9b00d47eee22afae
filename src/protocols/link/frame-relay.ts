import { bits, computed, flag, protocol, u16, u8, when, type View } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** Network layer protocols: ISO/IEC TR 9577. */
const networkProtocols = {
  0x08: 'Q.933', 0x80: 'SNAP', 0x81: 'CLNP', 0x82: 'ES-IS', 0x83: 'IS-IS', 0x8e: 'IPv6', 0xcc: 'IPv4', 0xcf: 'PPP',
}

/** RFC 2427 puts an unnumbered frame behind the address, Cisco an EtherType. */
const isUnnumbered = ({ bytes, start }: View) => bytes[start + 2] === 0x03
const isCisco = (frame: View) => !isUnnumbered(frame)
/** A zero byte evens out what follows (RFC 2427, section 3). */
const isPadded = (frame: View) => isUnnumbered(frame) && frame.bytes[frame.start + 3] === 0

const networkProtocol = (frame: View) => (isUnnumbered(frame) ? frame.bytes[frame.start + (isPadded(frame) ? 4 : 3)]! : -1)
const etherType = (frame: View) => (isCisco(frame) ? (frame.bytes[frame.start + 2]! << 8) | frame.bytes[frame.start + 3]! : -1)

/** Frame relay with addresses of two bytes, ITU-T Q.922, section 3.2. */
export const frameRelay = protocol('fr', 'Frame Relay', { linktype: [107] })
  .fields({
    upperIdentifier: bits(6, 'fr.upper_dlci', 'Upper part of the Identifier'),
    response:        flag('fr.cr', 'Response'),
    extended:        flag('fr.ea', 'Last Byte'),
    lowerIdentifier: bits(4, 'fr.second_dlci', 'Lower part of the Identifier'),
    forward:         flag('fr.fecn', 'Forward Congestion'),
    backward:        flag('fr.becn', 'Backward Congestion'),
    discardEligible: flag('fr.de', 'Discard Eligible'),
    alsoExtended:    flag('fr.ea', 'Last Byte'),
  })
  .fields({
    control:         when(isUnnumbered, u8('fr.control', 'Control', { base: 16 })),
    padding:         when(isPadded, u8('', 'Padding')),
    networkProtocol: when(isUnnumbered, u8('fr.nlpid', 'Network Layer Protocol', { base: 16, names: networkProtocols })),
    type:            when(isCisco, u16('fr.chdlctype', 'Type', { base: 16, names: etherTypes })),
    identifier:      computed('fr.dlci', 'Data Link Connection Identifier', (frame) => (frame.upperIdentifier << 4) | frame.lowerIdentifier),
  })
  .sized((frame) => (isPadded(frame) ? 5 : 4))
  .payload({ tables: [['fr.nlpid', networkProtocol], ['ethertype', etherType]] })
  .summarized((frame) => `Frame relay connection ${frame.identifier}`)
