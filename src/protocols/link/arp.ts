import { bytes, finding, hex, holding, ipv4Address, mac, nameIn, protocol, u16, u8, when } from '../../schema/index.ts'
import { arpOperations, hardwareTypes } from '../names/arp.ts'
import { etherTypes } from '../names/ether-types.ts'

/** What says how long the addresses are, and what they are. */
interface Kinds {
  readonly hardwareType: number
  readonly protocolType: number
  readonly hardwareLength: number
  readonly protocolLength: number
}

/** The fields that `isGratuitous` looks at. */
interface Claim {
  readonly operation: number
  readonly senderIpv4: string | undefined
  readonly targetIpv4: string | undefined
}

const isMac = ({ hardwareType, hardwareLength }: Kinds) => hardwareLength === 6 && [1, 2, 6].includes(hardwareType)
const isOtherHardware = (arp: Kinds) => !isMac(arp)
const isIpv4 = ({ protocolType, protocolLength }: Kinds) => protocolLength === 4 && protocolType === 0x0800
const isOtherProtocol = (arp: Kinds) => !isIpv4(arp)

const isGratuitous = ({ operation, senderIpv4, targetIpv4 }: Claim) =>
  (operation === 1 || operation === 2) && senderIpv4 !== undefined && senderIpv4 === targetIpv4

const isNothing = (mac: string | undefined) => mac === '00:00:00:00:00:00'

/** Address Resolution Protocol, RFC 826; its reverse, RFC 903. */
export const arp = protocol('arp', 'Address Resolution Protocol', { ethertype: [0x0806, 0x8035], 'arcnet.protocol_id': [213, 214, 241] })
  .specified('RFC 826')
  .fields({
    hardwareType:           u16('arp.hw.type', 'Hardware Type', { names: hardwareTypes }),
    protocolType:           u16('arp.proto.type', 'Protocol Type', { base: 16, names: etherTypes }),
    hardwareLength:         u8('arp.hw.size', 'Hardware Length'),
    protocolLength:         u8('arp.proto.size', 'Protocol Length'),
    operation:              u16('arp.opcode', 'Operation', { names: arpOperations }),
  })
  .fields({
    senderMac:              when(isMac, mac('arp.src.hw_mac', 'Sender MAC Address')),
    senderHardwareAddress:  when(isOtherHardware, holding(bytes('arp.src.hw', 'Sender Hardware Address', 'hardwareLength'), 'address')),
    senderIpv4:             when(isIpv4, ipv4Address('arp.src.proto_ipv4', 'Sender IPv4 Address')),
    senderProtocolAddress:  when(isOtherProtocol, holding(bytes('arp.src.proto', 'Sender Protocol Address', 'protocolLength'), 'address')),
    targetMac:              when(isMac, mac('arp.dst.hw_mac', 'Target MAC Address')),
    targetHardwareAddress:  when(isOtherHardware, holding(bytes('arp.dst.hw', 'Target Hardware Address', 'hardwareLength'), 'address')),
    targetIpv4:             when(isIpv4, ipv4Address('arp.dst.proto_ipv4', 'Target IPv4 Address')),
    targetProtocolAddress:  when(isOtherProtocol, holding(bytes('arp.dst.proto', 'Target Protocol Address', 'protocolLength'), 'address')),
  })
  .fields({
    gratuitous:             finding('arp.isgratuitous', 'Gratuitous', isGratuitous),
    probe:                  finding('arp.isprobe', 'Probe', (arp) => arp.operation === 1 && arp.senderIpv4 === '0.0.0.0'), // RFC 5227
    announcement:           finding('arp.isannouncement', 'Announcement', (arp) => isGratuitous(arp) && arp.operation === 1 && isNothing(arp.targetMac)),
  })
  .detailed({ fields: [['', 'hardwareType'], ['', 'protocolType'], ['operation', 'operation']] })
  .measured()
  .colored('neighbors')
  .defaults({ hardwareType: 1, protocolType: 0x0800, hardwareLength: 6, protocolLength: 4, operation: 1 })
  .summarized((arp) => {
    const { operation, senderIpv4, targetIpv4, senderMac } = arp
    if (arp.cut !== undefined || senderIpv4 === undefined) return `ARP ${nameIn(arpOperations, operation) ?? `operation ${operation}`}`
    // Addresses of other hardware are as long as the message says.
    const sender = senderMac ?? colonsIn(arp.senderHardwareAddress)
    const target = arp.targetMac ?? colonsIn(arp.targetHardwareAddress)
    if (operation === 1 && senderIpv4 === targetIpv4) return `ARP announcement: ${senderIpv4} is at ${sender}`
    if (operation === 1) return senderIpv4 === '0.0.0.0' ? `Who has ${targetIpv4}? (probe)` : `Who has ${targetIpv4}? Tell ${senderIpv4}`
    if (operation === 2) return `${senderIpv4} is at ${sender}`
    if (operation === 3) return `Who is ${target}? Tell ${sender}`
    if (operation === 4) return `${target} is at ${targetIpv4}`
    return `ARP ${nameIn(arpOperations, operation) ?? `operation ${operation}`}`
  })

const colonsIn = (address: Uint8Array | undefined) =>
  address === undefined || address.length === 0 ? 'an unknown address' : hex(address, ':')
