/** TCP connections for tests: segments from what both sides say, followed as a capture is. */
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { ConversationFollower, type FollowOptions } from '../../src/conversations/follower.ts'
import { Packet } from '../../src/packet/packet.ts'
import { join, pcap } from './capture-bytes.ts'

/** Payload of a segment: `>` from the client, `<` from the server; without payload the end of the stream. */
export type Said = readonly ['>' | '<', (string | Uint8Array)?]

export interface DialogOptions extends FollowOptions {
  readonly port?: number
  readonly clientPort?: number
}

const encoder = new TextEncoder()
const octets = (said: string | Uint8Array) => (typeof said === 'string' ? encoder.encode(said) : said)
const rawIp = 101

/** The packets of a connection whose segments are in order, one for each entry. */
export function dialog(said: readonly Said[], { port = 80, clientPort = 49152, ...options }: DialogOptions = {}) {
  const next = { '>': 1, '<': 1 }
  const frames = said.map(([side, payload]) => {
    const bytes = payload === undefined ? new Uint8Array(0) : octets(payload)
    const [source, destination] = side === '>' ? [clientPort, port] : [port, clientPort]
    const frame = segment(
      side === '>',
      source,
      destination,
      [next[side], next[side === '>' ? '<' : '>']],
      bytes,
      payload === undefined,
    )
    next[side] += bytes.length + (payload === undefined ? 1 : 0)
    return frame
  })
  const bytes = pcap(
    frames.map((frame, at) => [at, 0, frame] as const),
    { linkTypeWord: rawIp },
  )
  const { reader, position } = startReader(bytes, 0, bytes.length, 'dialog')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower(options).follow(batch)
  return [...batch].map((frame) => new Packet(frame))
}

function segment(
  isFromClient: boolean,
  source: number,
  destination: number,
  [sequence, acknowledgment]: readonly [number, number],
  payload: Uint8Array,
  isEnd: boolean,
): Uint8Array {
  const header = new DataView(new ArrayBuffer(40))
  header.setUint16(0, 0x4500)
  header.setUint16(2, 40 + payload.length)
  header.setUint16(8, 0x4006)
  header.setUint32(12, isFromClient ? 0xc0000201 : 0xc0000202)
  header.setUint32(16, isFromClient ? 0xc0000202 : 0xc0000201)
  header.setUint16(20, source)
  header.setUint16(22, destination)
  header.setUint32(24, sequence)
  header.setUint32(28, acknowledgment)
  header.setUint16(32, isEnd ? 0x5011 : 0x5018)
  header.setUint16(34, 1024)
  return join(new Uint8Array(header.buffer), payload)
}
