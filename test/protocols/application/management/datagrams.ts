import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { startReader } from '../../../../src/files/reader.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { bytesOf } from '../../../support/packets.ts'

const hex16 = (value: number) => value.toString(16).padStart(4, '0')

/** A datagram between documentation addresses, as IPv4 without a link layer. */
export const datagram = (port: number, payload: string, from = port) => {
  const { length } = bytesOf(payload)
  return `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202 ${hex16(from)} ${hex16(port)} ${hex16(8 + length)} 0000 ${payload}`
}
export const raw = 101
export const hexOf = (text: string) =>
  [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

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
