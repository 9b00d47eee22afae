import { ahead, bits, computed, flag, overlay, protocol, range, u16, u8, when } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** Network layer protocols: ISO/IEC TR 9577. */
const networkProtocols = {
  0x08: 'Q.933', 0x80: 'SNAP', 0x81: 'CLNP', 0x82: 'ES-IS', 0x83: 'IS-IS', 0x8e: 'IPv6', 0xcc: 'IPv4', 0xcf: 'PPP',
}

/** RFC 2427 has an unnumbered frame after the address, Cisco an EtherType. A zero byte evens out what follows (RFC 2427, section 3). */
const unnumbered = { firstByte: 3 } as const
const padded = { firstByte: 3, secondByte: 0 } as const
const cisco = { firstByte: [range(0, 2), range(4)] } as const

/** Frame relay with addresses of two bytes, ITU-T Q.922, section 3.2. */
export const frameRelay = protocol('fr', 'Frame Relay', { linktype: [107] })
  .specified('RFC 2427')
  .fields({
    firstOctet:      overlay(u8('fr.first_addr_octet', 'First address octet', { base: 16 })),
    upperDlci:       bits(6, 'fr.upper_dlci', 'Upper part of the Identifier'),
    response:        flag('fr.cr', 'Response'),
    extended:        flag('fr.ea', 'Last Byte'),
    secondOctet:     overlay(u8('fr.second_addr_octet', 'Second address octet', { base: 16 })),
    lowerDlci:       bits(4, 'fr.second_dlci', 'Lower part of the Identifier'),
    fecn:            flag('fr.fecn', 'Forward Congestion'),
    becn:            flag('fr.becn', 'Backward Congestion'),
    discardEligible: flag('fr.de', 'Discard Eligible'),
    alsoExtended:    flag('fr.ea', 'Last Byte'),
    firstByte:       ahead(8),
    secondByte:      ahead(8, { skip: 8 }),
    control:         when(unnumbered, u8('fr.control', 'Control', { base: 16 })),
    padding:         when(padded, u8('', 'Padding')),
    networkProtocol: when(unnumbered, u8('fr.nlpid', 'Network Layer Protocol', { base: 16, names: networkProtocols })),
    type:            when(cisco, u16('fr.chdlctype', 'Type', { base: 16, names: etherTypes })),
  })
  .fields({
    dlci:            computed('fr.dlci', 'Data Link Connection Identifier', (frame) => (frame.upperDlci << 4) | frame.lowerDlci),
  })
  .payload({ tables: [['fr.nlpid', 'networkProtocol'], ['ethertype', 'type']] })
  .summarized((frame) => `Frame relay connection ${frame.dlci}`)
