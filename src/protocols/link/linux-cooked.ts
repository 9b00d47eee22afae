/** Linux cooked captures: what the kernel tells about a frame in place of its link layer, https://www.tcpdump.org/linktypes.html. */
import { ahead, bytes, holding, ipv4Address, mac, otherwise, protocol, range, u16, u32, u8, when } from '../../schema/index.ts'
import { linuxHardwareTypes } from '../names/arp.ts'
import { etherTypes } from '../names/ether-types.ts'

const packetTypes = { 0: 'to us', 1: 'broadcast', 2: 'multicast', 3: 'to another host', 4: 'sent by us' }
/** What Linux has instead of an EtherType: `include/uapi/linux/if_ether.h`. */
const linuxProtocols = {
  1: 'Novell 802.3', 3: 'All', 4: 'IEEE 802.2', 9: 'PPP over Ethernet', 12: 'CAN', 13: 'CAN FD', 25: '6LoWPAN', 0xf5: 'PhoNet',
}

const firstType = 0x0600
const gre = 778
const netlink = 824

interface Addressed { readonly addressLength: number }

const otherAddress = bytes('sll.src.other', 'Source', (sll: Addressed) => Math.min(8, sll.addressLength))

/** Eight bytes for an address of any length: what it does not fill is unused. */
const address = {
  ethernetAddress: when({ addressLength: 6 }, mac('sll.src.eth', 'Source')),
  ipv4Address:     when({ addressLength: 4 }, ipv4Address('sll.src.ipv4', 'Source')),
  otherAddress:    when({ addressLength: [range(1, 3), 5, range(7)] }, holding(otherAddress, 'address')),
  unused:          bytes('sll.unused', 'Unused', (sll: Addressed) => 8 - sll.addressLength),
}

/** What the protocol number is taken from depends on its size, and on the hardware. */
const typeOfGre = { type: u16('sll.gretype', 'Protocol', { base: 16, names: etherTypes }) }
const etherType = { type: u16('sll.etype', 'Protocol', { base: 16, names: etherTypes }) }
const linuxType = { linuxType: u16('sll.ltype', 'Protocol', { base: 16, names: linuxProtocols }) }

/** Where a frame was seen, which way it went, and who sent it. */
function words({ packetType, ethernetAddress, interfaceIndex }: Seen): string {
  const direction = directions[packetType] ?? `packet type ${packetType}`
  const place = interfaceIndex === undefined ? '' : `interface ${interfaceIndex} `
  return `${place}${direction}${ethernetAddress === undefined ? '' : ` from ${ethernetAddress}`}`
}

interface Seen {
  readonly packetType: number
  readonly ethernetAddress: string | undefined
  readonly interfaceIndex?: number
}
const directions: Readonly<Record<number, string>> = { 0: 'in', 1: 'in, broadcast', 2: 'in, multicast', 3: 'to another host', 4: 'out' }

interface Cooked {
  readonly hardware: number
  readonly protocol: number
}
/** Netlink numbers its families where others have a protocol. */
const etherTypeIn = ({ protocol, hardware }: Cooked) => (protocol >= firstType && hardware !== netlink ? protocol : -1)
const linuxTypeIn = ({ protocol, hardware }: Cooked) => (protocol < firstType && hardware !== gre && hardware !== netlink ? protocol : -1)
const netlinkFamilyIn = ({ protocol, hardware }: Cooked) => (hardware === netlink ? protocol : -1)

/** LINKTYPE_LINUX_SLL. */
export const linuxCooked = protocol('sll', 'Linux Cooked Capture', { linktype: [113] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html')
  .fields({
    packetType:     u16('sll.pkttype', 'Packet Type', { names: packetTypes }),
    hardware:       ahead(16),
    hardwareType:   u16('sll.hatype', 'Hardware Type', { names: linuxHardwareTypes }),
    addressLength:  u16('sll.halen', 'Address Length'),
    protocol:       ahead(16, { skip: 64 }),
  })
  .fields(address)
  .cases([{ hardware: gre }, typeOfGre], [{ protocol: range(firstType) }, etherType], [otherwise, linuxType])
  .length(16)
  .payload({ typedBy: 'ethertype', tables: [['ethertype', etherTypeIn], ['sll.ltype', linuxTypeIn], ['netlink.family', netlinkFamilyIn]] })
  .summarized(words)

/** LINKTYPE_LINUX_SLL2: the hardware type follows the protocol. */
export const linuxCooked2 = protocol('sll', 'Linux Cooked Capture v2', { linktype: [276] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html')
  .fields({ protocol: ahead(16), hardware: ahead(16, { skip: 64 }) })
  .cases([{ hardware: gre }, typeOfGre], [{ protocol: range(firstType) }, etherType], [otherwise, linuxType])
  .fields({
    reserved:       u16('', 'Reserved'),
    interfaceIndex: u32('sll.ifindex', 'Interface Index'),
    hardwareType:   u16('sll.hatype', 'Hardware Type', { names: linuxHardwareTypes }),
    packetType:     u8('sll.pkttype', 'Packet Type', { names: packetTypes }),
    addressLength:  u8('sll.halen', 'Address Length'),
  })
  .fields(address)
  .length(20)
  .payload({ typedBy: 'ethertype', tables: [['ethertype', etherTypeIn], ['sll.ltype', linuxTypeIn], ['netlink.family', netlinkFamilyIn]] })
  .summarized(words)
