/**
 * The sockets of a network namespace, from /proc/net (proc_net(5)), with their inodes, by which descriptors of
 * processes refer to them.
 */
import { readFileSync } from 'node:fs'
import { endianness, networkInterfaces } from 'node:os'
import { ipv6Bytes } from '../../filter/display/types/addresses.ts'
import type { Flow } from './owner.ts'

/** Addresses and ports are kept as text, which saves parsing them. */
export class Sockets {
  /** Connected sockets, by both endpoints. */
  private readonly connected = new Map<string, number>()
  /** Unconnected sockets, by local endpoint. */
  private readonly open = new Map<string, number>()
  /** Raw sockets by protocol; undefined if there are several, so that the owner is ambiguous. */
  private readonly raw = new Map<number, number | undefined>()
  private readonly local: ReadonlySet<string> = localAddresses()
  readonly inodes = new Set<number>()

  /** Reads /proc/net in `folder`; unreadable tables count as empty. */
  constructor(folder: string) {
    for (const [name, protocol] of tables) this.read(textOf(`${folder}/net/${name}`), protocol)
  }

  /** The socket connected between two endpoints, at the first one. */
  between(near: End, far: End): number | undefined {
    return this.connected.get(`${near.protocol} ${near.text} ${far.text}`)
  }

  /** The unconnected socket of a local endpoint; none if the address is not one of this host. */
  at({ protocol, address, port }: End): number | undefined {
    if (!this.isLocal(address)) return undefined
    const { open } = this
    return (
      open.get(`${protocol} ${address}:${port}`) ??
      open.get(`${protocol} ${anyIpv4}:${port}`) ??
      open.get(`${protocol} ${anyIpv6}:${port}`) ??
      this.raw.get(protocol)
    )
  }

  /** Loopback and multicast addresses are always local. */
  isLocal(address: string): boolean {
    return (
      this.local.has(address) || (address.length === 8 ? isOurs(address) : address.startsWith('FF', bigEndian ? 0 : 6))
    )
  }

  private read(text: string, protocol: number): void {
    let from = text.indexOf('\n') + 1
    for (let to = text.indexOf('\n', from); from > 0 && to >= 0; from = to + 1, to = text.indexOf('\n', from)) {
      const words = text.slice(from, to).trimStart().split(/ +/, 10)
      const inode = Number(words[9])
      // Inode 0: a connection without a socket, not yet accepted or already closed.
      if (words[1] === undefined || words[2] === undefined || !(inode > 0)) continue
      const [local, remote] = [plain(words[1]), plain(words[2])]
      this.inodes.add(inode)
      if (protocol < 0) this.addRaw(Number.parseInt(words[1].slice(-4), 16), inode)
      else if (/^0+:/.test(remote)) this.open.set(`${protocol} ${local}`, inode)
      else this.connected.set(`${protocol} ${local} ${remote}`, inode)
    }
  }

  private addRaw(protocol: number, inode: number): void {
    this.raw.set(protocol, this.raw.has(protocol) ? undefined : inode)
  }
}

/** One endpoint of a flow, in the notation of /proc/net. */
export interface End {
  readonly protocol: number
  readonly address: string
  readonly port: string
  /** Both. */
  readonly text: string
}

export function endsOf({
  protocol,
  source,
  sourcePort,
  destination,
  destinationPort,
}: Flow): readonly [source: End, destination: End] {
  return [endOf(protocol, source, sourcePort), endOf(protocol, destination, destinationPort)]
}

function endOf(protocol: number, bytes: Uint8Array, number: number): End {
  const [address, port] = [addressText(bytes), number.toString(16).toUpperCase().padStart(4, '0')]
  return { protocol, address, port, text: `${address}:${port}` }
}

/** 32-bit words in host byte order; IPv4-mapped IPv6 addresses as IPv4. */
export function addressText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let text = ''
  for (let at = 0; at < bytes.length; at += 4)
    text += view.getUint32(at, !bigEndian).toString(16).toUpperCase().padStart(8, '0')
  return plain(text)
}

const bigEndian = endianness() === 'BE'
const mapped = `0000000000000000${bigEndian ? '0000FFFF' : 'FFFF0000'}`
const plain = (end: string) => (end.startsWith(mapped) ? end.slice(mapped.length) : end)
const anyIpv4 = '0'.repeat(8)
const anyIpv6 = '0'.repeat(32)

/** 127.0.0.0/8, 224.0.0.0/4 and the broadcast. */
function isOurs(address: string): boolean {
  const first = Number.parseInt(address.slice(bigEndian ? 0 : 6, bigEndian ? 2 : 8), 16)
  return first === 127 || (first >= 224 && first < 240) || address === 'FFFFFFFF'
}

function localAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return new Set(
    all.flatMap(({ address, family }) => {
      // Link-local addresses have the interface after a percent sign.
      const bytes = family === 'IPv4' ? Uint8Array.from(address.split('.'), Number) : ipv6Bytes(address.split('%')[0]!)
      return bytes === undefined ? [] : [addressText(bytes)]
    }),
  )
}

/** By table name; raw sockets have the protocol in place of the port. */
const tables: readonly (readonly [name: string, protocol: number])[] = [
  ['tcp', 6],
  ['tcp6', 6],
  ['udp', 17],
  ['udp6', 17],
  ['udplite', 136],
  ['udplite6', 136],
  ['icmp', 1],
  ['icmp6', 58],
  ['raw', -1],
  ['raw6', -1],
]

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
