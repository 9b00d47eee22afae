/** Frames of raw IPv4 between documentation addresses, in hexadecimal, from payloads in hexadecimal; and their packets. */
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { Packet } from '../../src/packet/packet.ts'
import { pcap } from './capture-bytes.ts'
import { bytesOf } from './packets.ts'

/** LINKTYPE_RAW. */
export const raw = 101

const hex = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, '0')
/** A packet of an IP protocol. */
export const ip = (protocol: number, payload: string): string =>
  `45 00 ${hex(20 + bytesOf(payload).length, 2)} 0001 0000 40 ${hex(protocol, 1)} 0000 c0000201 c0000202 ${payload}`

/** A datagram to a port, from one of a client. */
export const udp = (port: number, payload: string, from = 0xd000): string =>
  ip(17, `${hex(from, 2)} ${hex(port, 2)} ${hex(8 + bytesOf(payload).length, 2)} 0000 ${payload}`)
/** A datagram between the same ports of both ends. */
export const datagram = (port: number, payload: string, from = port): string => udp(port, payload, from)
/** A segment to a port, from one of a client. */
export const tcp = (port: number, payload: string): string =>
  ip(6, `d000 ${hex(port, 2)} 00000001 00000001 50 18 ffff 0000 0000 ${payload}`)
/** A packet of SCTP with one chunk of data for a payload protocol. */
export function sctp(payloadProtocol: number, payload: string): string {
  const { length } = bytesOf(payload)
  const padding = '00'.repeat((4 - (length % 4)) % 4)
  const head = `00 03 ${hex(16 + length, 2)} 00000001 0000 0000 ${hex(payloadProtocol, 4)}`
  return ip(132, `0b59 0b59 00000001 00000000 ${head} ${payload} ${padding}`)
}

export const hexOf = (text: string): string => Buffer.from(text).toString('hex')

/** The packets of frames whose conversations are followed. */
export function followed(...frames: readonly string[]): Packet[] {
  const bytes = pcap(
    frames.map((frame, at) => [at, 0, bytesOf(frame)] as const),
    { linkTypeWord: raw },
  )
  const { reader, position } = startReader(bytes, 0, bytes.length, 'frames')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower().follow(batch)
  return [...batch].map((frame) => new Packet(frame))
}
