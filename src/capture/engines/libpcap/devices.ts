import type koffiTypes from 'koffi'
import type { LibraryHandle } from 'koffi'
import { CaptureError } from '../../../files/error.ts'
import { ipv4Text, ipv6Text, macText } from '../../../schema/kinds/addresses.ts'
import type { Device, InterfaceFlag } from '../engine.ts'

/** The devices of libpcap, in the order of `tcpdump -D`: pcap_findalldevs(3). Rejects with a CaptureError. */
export async function devicesOfLibpcap(libpcap: LibraryHandle): Promise<Device[]> {
  const { default: koffi } = await import('koffi')
  const { device, address, find, free } = (declared ??= declarations(koffi, libpcap))
  const first: [unknown] = [null]
  const message = new Uint8Array(256)
  if (find(first, message) !== 0) throw failure(message)
  try {
    return listOf<DeviceRecord>(first[0], (at) => koffi.decode(at, device)).map(
      ({ name, description, addresses, flags }) => ({
        name,
        ...(description ? { description } : {}),
        flags: flagsOf(flags),
        ...addressesOf(
          listOf<AddressRecord>(addresses, (at) => koffi.decode(at, address)).flatMap(
            (each) => socketAddress(each.address) ?? [],
          ),
        ),
      }),
    )
  } finally {
    free(first[0])
  }

  function socketAddress(at: unknown): SocketAddress | undefined {
    return at ? readSocketAddress((length) => new Uint8Array(koffi.view(at, length).slice(0))) : undefined
  }
}

/** Declared once: koffi never frees a declaration. */
let declared: ReturnType<typeof declarations> | undefined

function declarations(koffi: typeof koffiTypes, libpcap: LibraryHandle) {
  return {
    // struct pcap_if and struct pcap_addr of pcap/pcap.h.
    device: koffi.struct({ next: 'void *', name: 'str', description: 'str', addresses: 'void *', flags: 'uint32_t' }),
    address: koffi.struct({
      next: 'void *',
      address: 'void *',
      netmask: 'void *',
      broadcast: 'void *',
      peer: 'void *',
    }),
    find: libpcap.func('int pcap_findalldevs(_Out_ void **list, void *message)'),
    free: libpcap.func('void pcap_freealldevs(void *list)'),
  }
}

interface DeviceRecord {
  readonly next: unknown
  readonly name: string
  readonly description: string | null
  readonly addresses: unknown
  readonly flags: number
}

interface AddressRecord {
  readonly next: unknown
  readonly address: unknown
}

/** The records of a linked list in the memory of C. */
function listOf<T extends { readonly next: unknown }>(first: unknown, read: (at: unknown) => T): T[] {
  const records: T[] = []
  for (let at = first; at; at = records.at(-1)!.next) records.push(read(at))
  return records
}

/** PCAP_IF_ in pcap/pcap.h. */
function flagsOf(bits: number): InterfaceFlag[] {
  return (['loopback', 'up', 'running', 'wireless'] as const).filter((_, bit) => (bits & (1 << bit)) !== 0)
}

function addressesOf(found: readonly SocketAddress[]): Pick<Device, 'addresses' | 'mac'> {
  const mac = found.find(({ kind }) => kind === 'mac')?.text
  return {
    addresses: found.filter(({ kind }) => kind === 'ip').map(({ text }) => text),
    ...(mac === undefined || /^[0:]+$/.test(mac) ? {} : { mac }),
  }
}

interface SocketAddress {
  readonly kind: 'ip' | 'mac'
  readonly text: string
}

/**
 * A struct sockaddr in this system's layout; `read` returns its first bytes, since the length follows from the first
 * two. Undefined for other address families.
 */
export function readSocketAddress(
  read: (length: number) => Uint8Array,
  platform: string = process.platform,
): SocketAddress | undefined {
  const start = read(2)
  const family = withLength.has(platform) ? start[1] : new Uint16Array(start.buffer, start.byteOffset, 1)[0]
  if (family === 2) return { kind: 'ip', text: ipv4Text(read(8), 4) }
  if (family === (ipv6Families[platform] ?? 28)) return { kind: 'ip', text: ipv6Text(read(24), 8) }
  if (platform === 'linux' && family === 17) {
    // struct sockaddr_ll of linux/if_packet.h: the length, then the address.
    const bytes = read(20)
    return bytes[11] === 6 ? { kind: 'mac', text: macText(bytes, 12) } : undefined
  }
  if (withLength.has(platform) && family === 18) {
    // struct sockaddr_dl of net/if_dl.h: the length of the name, that of the address, then both.
    const bytes = read(start[0]!)
    return bytes[6] === 6 && bytes.length >= 14 + bytes[5]!
      ? { kind: 'mac', text: macText(bytes, 8 + bytes[5]!) }
      : undefined
  }
  return undefined
}

/** Systems where sockaddr begins with a length, so that the family is one byte. */
const withLength: ReadonlySet<string> = new Set(['darwin', 'freebsd', 'openbsd', 'netbsd'])
const ipv6Families: Readonly<Record<string, number>> = {
  linux: 10,
  darwin: 30,
  freebsd: 28,
  openbsd: 24,
  netbsd: 24,
  win32: 23,
}

function failure(message: Uint8Array): CaptureError {
  const found = new TextDecoder().decode(message.subarray(0, Math.max(message.indexOf(0), 0)))
  return new CaptureError({
    code: 'interface-failed',
    expected: 'a list of interfaces from libpcap',
    found: found || 'nothing',
  })
}
