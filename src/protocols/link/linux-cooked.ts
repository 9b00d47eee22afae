/** Linux cooked captures: what the kernel tells about a frame in place of its link layer, https://www.tcpdump.org/linktypes.html. */
import { bytes, ipv4Address, mac, protocol, u16, u32, u8, when, type View } from '../../schema/index.ts'
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
const isOther = (sll: Addressed) => ![0, 4, 6].includes(sll.addressLength)

/** Eight bytes for an address of any length: what it does not fill is unused. */
const address = {
  ethernetAddress: when((sll: Addressed) => sll.addressLength === 6, mac('sll.src.eth', 'Source')),
  ipv4Address:     when((sll: Addressed) => sll.addressLength === 4, ipv4Address('sll.src.ipv4', 'Source')),
  otherAddress:    when(isOther, bytes('sll.src.other', 'Source', (sll: Addressed) => Math.min(8, sll.addressLength))),
  unused:          bytes('sll.unused', 'Unused', (sll: Addressed) => Math.max(0, 8 - sll.addressLength)),
}

const word = ({ bytes, start }: View, offset: number) => (bytes[start + offset]! << 8) | bytes[start + offset + 1]!

/** Netlink numbers its families where others have a protocol. */
const etherTypeAt = (offset: number, hardwareOffset: number) => (sll: View) =>
  (word(sll, offset) >= firstType && word(sll, hardwareOffset) !== netlink ? word(sll, offset) : -1)
const linuxTypeAt = (offset: number, hardwareOffset: number) => (sll: View) =>
  (word(sll, offset) < firstType && word(sll, hardwareOffset) !== gre ? word(sll, offset) : -1)

/** What the protocol number is taken from depends on its size, and on the hardware. */
const types = {
  0: { type: u16('sll.etype', 'Protocol', { base: 16, names: etherTypes }) },
  1: { linuxType: u16('sll.ltype', 'Protocol', { base: 16, names: linuxProtocols }) },
  2: { type: u16('sll.gretype', 'Protocol', { base: 16, names: etherTypes }) },
}
const kindAt = (offset: number, hardwareOffset: number) => (sll: View) =>
  (word(sll, hardwareOffset) === gre ? 2 : word(sll, offset) < firstType ? 1 : 0)

/** LINKTYPE_LINUX_SLL. */
export const linuxCooked = protocol('sll', 'Linux Cooked Capture', { linktype: [113] })
  .fields({
    packetType:     u16('sll.pkttype', 'Packet Type', { names: packetTypes }),
    hardwareType:   u16('sll.hatype', 'Hardware Type', { names: linuxHardwareTypes }),
    addressLength:  u16('sll.halen', 'Address Length'),
  })
  .fields(address)
  .choice(kindAt(14, 2), types)
  .sized(() => 16)
  .payload({ tables: [['ethertype', etherTypeAt(14, 2)], ['sll.ltype', linuxTypeAt(14, 2)]] })

/** LINKTYPE_LINUX_SLL2. */
export const linuxCooked2 = protocol('sll', 'Linux Cooked Capture v2', { linktype: [276] })
  .choice(kindAt(0, 8), types)
  .fields({
    reserved:       u16('', 'Reserved'),
    interfaceIndex: u32('sll.ifindex', 'Interface Index'),
    hardwareType:   u16('sll.hatype', 'Hardware Type', { names: linuxHardwareTypes }),
    packetType:     u8('sll.pkttype', 'Packet Type', { names: packetTypes }),
    addressLength:  u8('sll.halen', 'Address Length'),
  })
  .fields(address)
  .sized(() => 20)
  .payload({ tables: [['ethertype', etherTypeAt(0, 8)], ['sll.ltype', linuxTypeAt(0, 8)]] })
