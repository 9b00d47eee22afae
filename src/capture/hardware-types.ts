/** Link types (LINKTYPE_ numbers) of Linux interfaces, as far as they are known without opening them. */
import { linkTypes } from '../protocols/names/link-types.ts'

const cooked = 113

/**
 * The mapping of hardware types, ARPHRD_ in linux/if_arp.h, to link types in libpcap 1.10 (`pcap-linux.c`); unknown
 * types are captured without a link-layer header.
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
  // Interfaces with raw IP packets, or treated like them: DLCI, SLIP variants, ADAPT, raw HDLC, tunnels, none.
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
  // IEEE 802.11, without and with a radio header; IEEE 802.15.4.
  [801, 105],
  [802, 119],
  [803, 127],
  [804, 230],
  [824, 253],
  [826, 271],
])

/** For DSA switches: by the content of `dsa/tagging` of the CPU port. */
export const linkTypeOfTagging: ReadonlyMap<string, number> = new Map([
  ['brcm', 281],
  ['brcm-prepend', 282],
  ['dsa', 284],
  ['edsa', 285],
])

/** Devices that libpcap offers in addition to network interfaces, by name prefix. */
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

/** The name of a link type, `ETHERNET`; undefined if it has none. */
export function linkTypeName(number: number | undefined): string | undefined {
  return (linkTypes as Readonly<Record<number, string>>)[number ?? -1]
}
