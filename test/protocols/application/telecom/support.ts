/** Frames of raw IPv4 written by hand, in hexadecimal. */
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { startReader } from '../../../../src/files/reader.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { bytesOf } from '../../../support/packets.ts'

export const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const over = (protocol: string, payload: string) =>
  `45 00 ${hex16(20 + bytesOf(payload).length)} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${payload}`

/** A datagram to a port of UDP, from another. */
export const udp = (port: number, payload: string, from = 40000) =>
  over('11', `${hex16(from)} ${hex16(port)} ${hex16(8 + bytesOf(payload).length)} 0000 ${payload}`)
/** A segment to a port of TCP. */
export const tcp = (port: number, payload: string) =>
  over('06', `9c40 ${hex16(port)} 00000001 00000001 50 18 ffff 0000 0000 ${payload}`)
/** A packet of any protocol over IP. */
const ip = (protocol: number, payload: string) => over(protocol.toString(16).padStart(2, '0'), payload)
/** A packet of SCTP with one chunk of data for a payload protocol. */
export const sctp = (payloadProtocol: number, payload: string) => {
  const length = bytesOf(payload).length
  const padding = '00'.repeat((4 - (length % 4)) % 4)
  const head = `00 03 ${hex16(16 + length)} 00000001 0000 0000 ${payloadProtocol.toString(16).padStart(8, '0')}`
  return ip(132, `0b59 0b59 00000001 00000000 ${head} ${payload} ${padding}`)
}

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
