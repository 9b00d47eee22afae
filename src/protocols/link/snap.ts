import { ahead, otherwise, protocol, u16, u24 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const organizations = {
  0x000000: 'Encapsulated Ethernet', 0x00000c: 'Cisco', 0x000081: 'Nortel', 0x0000f8: 'Cisco, 90-compatible', 0x0080c2: 'IEEE 802.1',
  0x080007: 'Apple',
}
const ciscoProtocols = {
  0x0102: 'Dynamic Ring Protocol', 0x0104: 'Port Aggregation Protocol', 0x0105: 'MLS Hello', 0x010b: 'Per-VLAN Spanning Tree',
  0x010c: 'VLAN Bridge', 0x0111: 'UniDirectional Link Detection', 0x2000: 'Cisco Discovery Protocol',
  0x2001: 'Cisco Group Management Protocol', 0x2003: 'VLAN Trunking Protocol', 0x2004: 'Dynamic Trunking Protocol',
  0x200a: 'STP Uplink Fast',
}

/** Under these the protocol identifier is an EtherType. Apple numbers its own protocols by their EtherTypes too. */
const [encapsulatedEthernet, cisco90, apple, cisco, bridging, nortel] = [0, 0x0000f8, 0x080007, 0x00000c, 0x0080c2, 0x000081]
const isEtherType = (organization: number) => organization === encapsulatedEthernet || organization === cisco90 || organization === apple

/** Subnetwork Access Protocol, IEEE 802, section 9.2; RFC 1042. */
export const snap = protocol('snap', 'Subnetwork Access Protocol', { 'llc.dsap': [0xaa], 'fr.nlpid': [0x80] })
  .specified('IEEE 802-2014')
  .borrows('llc')
  .fields({
    organization:       u24('llc.oui', 'Organization Code', { base: 16, names: organizations }),
    protocolIdentifier: ahead(16),
  })
  .cases(
    [{ organization: [encapsulatedEthernet, cisco90, apple] }, { type: u16('llc.type', 'Type', { base: 16, names: etherTypes }) }],
    [{ organization: cisco }, { ciscoProtocol: u16('llc.cisco_pid', 'Cisco Protocol', { base: 16, names: ciscoProtocols }) }],
    [otherwise, { protocol: u16('llc.pid', 'Protocol', { base: 16 }) }],
  )
  .payload({
    tables: [
      ['ethertype', (snap) => (isEtherType(snap.organization) ? snap.protocolIdentifier : -1)],
      ['llc.cisco_pid', (snap) => (snap.organization === cisco ? snap.protocolIdentifier : -1)],
      ['llc.nortel_pid', (snap) => (snap.organization === nortel ? snap.protocolIdentifier : -1)],
      ['llc.bridge_pid', (snap) => (snap.organization === bridging ? snap.protocolIdentifier : -1)],
    ],
  })
