/** What the frames of Linux's interfaces begin with, as far as it is known without opening them: LINKTYPE_ numbers. */
import { linkTypes } from '../protocols/names/link-types.ts'

const cooked = 113

/**
 * What libpcap makes of a hardware type, ARPHRD_ in linux/if_arp.h (libpcap 1.10, `pcap-linux.c`); what it does not
 * know it captures without the header of the link.
 */
export function linkTypeOfHardware(type: number): number {
  return byHardwareType.get(type) ?? cooked
}

const byHardwareType: ReadonlyMap<number, number> = new Map([
  // Ethernet, Metricom, loopback.
  [1, 1],
  [23, 1],
  [772, 1],
  [2, 2],
  [3, 202],
  [4, 4],
  [5, 5],
  [6, 6],
  [800, 6],
  [7, 129],
  [774, 10],
  [280, 227],
  // Interfaces that give IP packets, or what is treated as such: DLCI, SLIP and its kin, ADAPT, raw HDLC, tunnels,
  // none.
  [15, 101],
  [256, 101],
  [257, 101],
  [258, 101],
  [259, 101],
  [264, 101],
  [518, 101],
  [768, 101],
  [776, 101],
  [65_534, 101],
  [513, 104],
  [770, 107],
  [773, 114],
  [18, 122],
  [784, 224],
  [785, 224],
  [786, 224],
  [787, 224],
  [783, 144],
  [8445, 177],
  // IEEE 802.11: bare, and with what the radio says; IEEE 802.15.4.
  [801, 105],
  [802, 119],
  [803, 127],
  [804, 230],
  [824, 253],
  [826, 271],
])

/** Of the ports of a switch, what stands in `dsa/tagging` of the one that leads to the processor. */
export const linkTypeOfTagging: ReadonlyMap<string, number> = new Map([
  ['brcm', 281],
  ['brcm-prepend', 282],
  ['dsa', 284],
  ['edsa', 285],
])

/** What libpcap offers beside the interfaces of the system, by the beginning of its name. */
export function linkTypeOfPseudoDevice(name: string): number | undefined {
  return pseudoDevices.find(([pattern]) => pattern.test(name))?.[1]
}

const pseudoDevices: readonly (readonly [RegExp, number])[] = [
  [/^any$/, cooked],
  [/^nflog(:|$)/, 239],
  [/^nfqueue(:|$)/, 228],
  [/^bluetooth-monitor$/, 254],
  [/^bluetooth\d+$/, 201],
  [/^usbmon\d+$/, 220],
  [/^dbus-/, 231],
]

/** `ETHERNET`; undefined for numbers without a name. */
export function linkTypeName(number: number | undefined): string | undefined {
  return (linkTypes as Readonly<Record<number, string>>)[number ?? -1]
}
