/** Parses and builds IP datagrams in Ethernet frames, with checksums, as far as a directly connected host needs. */

/** A datagram between two hosts; not a fragment. */
export interface Datagram {
  /** 4 or 16 bytes. */
  readonly source: Uint8Array
  readonly destination: Uint8Array
  /** IP protocol number, after extension headers. */
  readonly protocol: number
  readonly payload: Uint8Array
}

export const [icmp, tcp, udp, icmpv6] = [1, 6, 17, 58]

/** Undefined if it is not IP, cut, or a fragment. Nothing is copied. */
export function readDatagram(frame: Uint8Array): Datagram | undefined {
  const type = word(frame, 12)
  return type === ipv4Type
    ? readIpv4(frame.subarray(ethernetLength))
    : type === ipv6Type
      ? readIpv6(frame.subarray(ethernetLength))
      : undefined
}

/** The source MAC address of a frame. */
export const senderOf = (frame: Uint8Array): Uint8Array => frame.slice(6, 12)

/** A frame between two MAC addresses. The checksum of the payload is filled in. */
export function writeFrame(
  { source, destination, protocol, payload }: Datagram,
  from: Uint8Array,
  to: Uint8Array,
): Uint8Array {
  const ipv6 = source.length === 16
  const header = ethernetLength + (ipv6 ? ipv6Length : ipv4Length)
  const frame = new Uint8Array(header + payload.length)
  frame.set(to)
  frame.set(from, 6)
  setWord(frame, 12, ipv6 ? ipv6Type : ipv4Type)
  frame.set(
    ipv6
      ? ipv6Header(source, destination, protocol, payload.length)
      : ipv4Header(source, destination, protocol, payload.length),
    ethernetLength,
  )
  frame.set(payload, header)
  const inside = frame.subarray(header)
  const at = checksumOffsets[protocol]
  if (at !== undefined) {
    setWord(inside, at, 0)
    const pseudo = protocol === icmp ? 0 : sum(source) + sum(destination) + protocol + payload.length
    const checksum = complement(pseudo + sum(inside))
    // In UDP, checksum 0 means no checksum.
    setWord(inside, at, protocol === udp && checksum === 0 ? 0xffff : checksum)
  }
  return frame
}

export const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

export function setWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}

const [ipv4Type, ipv6Type] = [0x0800, 0x86dd]
const [ethernetLength, ipv4Length, ipv6Length] = [14, 20, 40]
const checksumOffsets: Readonly<Record<number, number>> = { [icmp]: 2, [tcp]: 16, [udp]: 6, [icmpv6]: 2 }

function readIpv4(packet: Uint8Array): Datagram | undefined {
  const header = (packet[0]! & 0xf) * 4
  const total = word(packet, 2)
  if (
    packet.length < ipv4Length ||
    packet[0]! >> 4 !== 4 ||
    header < ipv4Length ||
    total < header ||
    packet.length < total
  )
    return undefined
  if ((word(packet, 6) & 0x3fff) !== 0) return undefined
  return {
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    protocol: packet[9]!,
    payload: packet.subarray(header, total),
  }
}

function readIpv6(packet: Uint8Array): Datagram | undefined {
  const end = ipv6Length + word(packet, 4)
  if (packet.length < end || packet[0]! >> 4 !== 6) return undefined
  let [protocol, at] = [packet[6]!, ipv6Length]
  while (extensions.has(protocol)) {
    if (at + 8 > end) return undefined
    ;[protocol, at] = [packet[at]!, at + 8 * (packet[at + 1]! + 1)]
  }
  if (at > end) return undefined
  return {
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    protocol,
    payload: packet.subarray(at, end),
  }
}

/** Hop-by-hop options, routing, destination options: RFC 8200, section 4. */
const extensions = new Set([0, 43, 60])

function ipv4Header(source: Uint8Array, destination: Uint8Array, protocol: number, length: number): Uint8Array {
  const header = Uint8Array.of(0x45, 0, 0, 0, 0, 0, 0x40, 0, hops, protocol, 0, 0, ...source, ...destination)
  setWord(header, 2, ipv4Length + length)
  setWord(header, 10, complement(sum(header)))
  return header
}

function ipv6Header(source: Uint8Array, destination: Uint8Array, protocol: number, length: number): Uint8Array {
  const header = Uint8Array.of(0x60, 0, 0, 0, 0, 0, protocol, hops, ...source, ...destination)
  setWord(header, 4, length)
  return header
}

const hops = 64

/** The sum of the 16-bit words; an odd last byte is the upper half of one (RFC 1071). */
function sum(bytes: Uint8Array): number {
  let total = 0
  for (let at = 0; at < bytes.length; at += 2) total += (bytes[at]! << 8) | (bytes[at + 1] ?? 0)
  return total
}

function complement(total: number): number {
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000)
  return ~total & 0xffff
}
