/** The IP packets of a capture, as texts that can be compared, and whose they are: read here byte by byte, whatever the decoder thinks. */
import { openFile } from '../../../src/capture/reading/file.ts'

export interface IpPacket {
  /** From the IP header on, in hexadecimal. */
  readonly bytes: string
  /** `noise` is what noise.js sends and receives, `system` what the kernel says by itself; the rest is the command's. */
  readonly whose: 'noise' | 'system' | 'command'
  /** Seen on the loopback interface. */
  readonly loopback: boolean
}

export async function ipPackets(path: string): Promise<readonly IpPacket[]> {
  const packets: IpPacket[] = []
  const noise = new Set<string>()
  for await (const batch of await openFile(path))
    for (const { bytes, linkType } of batch) {
      const [header, type] = linkType === linuxSll2 ? [20, 0] : [14, 12]
      const ip = Buffer.from(bytes.subarray(header))
      const isIp = [0x0800, 0x86dd].includes((bytes[type]! << 8) | bytes[type + 1]!)
      // The number of the interface: 1 is the loopback interface.
      if (isIp)
        packets.push({
          bytes: ip.toString('hex'),
          whose: whose(ip, noise),
          loopback: linkType === linuxSll2 && bytes[7] === 1,
        })
    }
  return packets
}

const linuxSll2 = 276

/** Those that are not as often in the other list. */
export function without(packets: readonly IpPacket[], others: readonly IpPacket[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { bytes } of others) counts.set(bytes, (counts.get(bytes) ?? 0) + 1)
  return packets.flatMap(({ bytes }) => {
    const left = counts.get(bytes) ?? 0
    counts.set(bytes, left - 1)
    return left > 0 ? [] : [bytes.slice(0, 160)]
  })
}

/** `noise` collects the datagrams whose first fragment was noise. */
function whose(ip: Buffer, noise: Set<string>): IpPacket['whose'] {
  const { protocol, at, datagram, laterFragment } = header(ip)
  if (laterFragment) return noise.has(datagram) ? 'noise' : 'command'
  if (protocol === 6 || protocol === 17) {
    const isNoise = [ip.readUInt16BE(at), ip.readUInt16BE(at + 2)].some((port) => port >= 20_000 && port < 30_000)
    if (isNoise) noise.add(datagram)
    return isNoise ? 'noise' : 'command'
  }
  if (protocol === 2 || (protocol === 58 && ip[at]! >= 130)) return 'system'
  const isError = protocol === 1 ? ip[at] === 3 || ip[at] === 11 : ip[at]! < 5
  if (isError) return whose(ip.subarray(at + 8), noise)
  return ip.includes('noise') ? 'noise' : 'command'
}

function header(ip: Buffer): {
  readonly protocol: number
  readonly at: number
  readonly datagram: string
  readonly laterFragment: boolean
} {
  if (ip[0]! >> 4 === 4) {
    const fragment = ip.readUInt16BE(6)
    return {
      protocol: ip[9]!,
      at: (ip[0]! & 15) * 4,
      datagram: `${ip[9]} ${ip.toString('hex', 4, 6)} ${ip.toString('hex', 12, 20)}`,
      laterFragment: (fragment & 0x1fff) !== 0,
    }
  }
  let [protocol, at, datagram, laterFragment] = [ip[6]!, 40, '', false]
  while ([0, 43, 44, 60].includes(protocol) && !laterFragment) {
    if (protocol === 44)
      [datagram, laterFragment] = [
        ip.toString('hex', at + 4, at + 8) + ip.toString('hex', 8, 40),
        (ip.readUInt16BE(at + 2) & 0xfff8) !== 0,
      ]
    const length = protocol === 44 ? 8 : (ip[at + 1]! + 1) * 8
    protocol = ip[at]!
    at += length
  }
  return { protocol, at, datagram, laterFragment }
}
