/**
 * The sockets of a network, as /proc/net lists them (proc_net(5)): each with its inode, by which the descriptors of
 * processes name it.
 */
import { readFileSync } from 'node:fs'
import { endianness, networkInterfaces } from 'node:os'
import { ipv6Bytes } from '../../filter/display/types/addresses.ts'
import type { Flow } from './owner.ts'

/** Addresses and ports are the text they are there, which saves to take it apart. */
export class Sockets {
  /** Those that talk to one other end, by both ends. */
  private readonly connected = new Map<string, number>()
  /** Those that talk to anybody, by their own end. */
  private readonly open = new Map<string, number>()
  /**
   * Those that take all packets of a protocol; undefined where there are several, of which nobody knows whose a packet
   * is.
   */
  private readonly raw = new Map<number, number | undefined>()
  private readonly local: ReadonlySet<string> = localAddresses()
  readonly inodes = new Set<number>()

  /** Looks at /proc/net in `folder`; what cannot be read has no sockets. */
  constructor(folder: string) {
    for (const [name, protocol] of tables) this.read(textOf(`${folder}/net/${name}`), protocol)
  }

  /** The socket that two ends have between them, seen from the first. */
  between(near: End, far: End): number | undefined {
    return this.connected.get(`${near.protocol} ${near.text} ${far.text}`)
  }

  /** The socket that has an end, whoever talks to it; nobody's if the address is not one of this machine. */
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

  /** Loopback and groups are everybody's. */
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
      // 0 is a connection that has no socket yet, or none any more.
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

/** One end of a flow, as /proc/net writes it. */
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

/** Words of 32 bits in the byte order of the machine; IPv4 addresses in IPv6 as IPv4 has them. */
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
      // Those of one link have its name behind a percent sign.
      const bytes = family === 'IPv4' ? Uint8Array.from(address.split('.'), Number) : ipv6Bytes(address.split('%')[0]!)
      return bytes === undefined ? [] : [addressText(bytes)]
    }),
  )
}

/** By their names; raw sockets have the protocol where others have the port. */
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
