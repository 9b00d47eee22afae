/** Conversations for tests: segments and datagrams built byte by byte, and what following them tells. */
import { ConversationFollower, type FollowOptions } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { fieldNamed, type Value } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { join, pcap } from './capture-bytes.ts'

/** A packet of a capture: when it came in microseconds, its bytes from the IP header on, its length on the wire. */
export interface Sent {
  readonly at: number
  readonly bytes: Uint8Array
  readonly originalLength?: number
}

const numberOf = { F: 1, S: 2, R: 4, P: 8, A: 16 } as const
const client = { from: 1, port: 40_000, base: 1_000_000 }
const server = { from: 2, port: 80, base: 5_000_000 }

export interface SegmentShape {
  readonly at?: number
  readonly window?: number
  readonly options?: readonly number[]
  readonly payload?: Uint8Array | string
  /** Where sequence numbers begin; the other end's are acknowledged. */
  readonly bases?: readonly [client: number, server: number]
  readonly clientPort?: number
  readonly serverPort?: number
}

/** A segment over IPv4 with numbers relative to where each side begins; flags in letters, such as `SA`. */
export function segment(
  side: 'client' | 'server',
  flags: string,
  sequence: number,
  acknowledgment: number,
  shape: SegmentShape = {},
): Sent {
  const { at = 0, window = 500, options = [], payload = '', bases = [client.base, server.base] } = shape
  const { clientPort = client.port, serverPort = server.port } = shape
  const [own, other] = side === 'client' ? bases : [bases[1], bases[0]]
  const ports = side === 'client' ? [clientPort, serverPort] : [serverPort, clientPort]
  const bits = [...flags].reduce((sum, letter) => sum | numberOf[letter as keyof typeof numberOf], 0)
  const header = new Uint8Array(20)
  const view = new DataView(header.buffer)
  view.setUint16(0, ports[0]!)
  view.setUint16(2, ports[1]!)
  view.setUint32(4, (own + sequence) >>> 0)
  if (flags.includes('A')) view.setUint32(8, (other + acknowledgment) >>> 0)
  view.setUint8(12, (5 + options.length / 4) << 4)
  view.setUint8(13, bits)
  view.setUint16(14, window)
  const data = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload
  return { at, bytes: ipv4(6, side === 'client', join(header, Uint8Array.from(options), data)) }
}

/** An IPv4 packet; `more` is that of a fragment at `offset` bytes. */
export function ipv4(
  protocol: number,
  isFromClient: boolean,
  payload: Uint8Array,
  { identification = 0, offset = 0, more = false } = {},
): Uint8Array {
  const header = new Uint8Array(20)
  const view = new DataView(header.buffer)
  view.setUint8(0, 0x45)
  view.setUint16(2, 20 + payload.length)
  view.setUint16(4, identification)
  view.setUint16(6, (more ? 0x2000 : 0) | (offset >> 3))
  view.setUint8(8, 64)
  view.setUint8(9, protocol)
  header.set([192, 0, 2, isFromClient ? client.from : server.from], 12)
  header.set([192, 0, 2, isFromClient ? server.from : client.from], 16)
  return join(header, payload)
}

/** A frame as it is after its conversations were followed. */
export interface Followed {
  readonly layers: Layers
  /** The values of a field. */
  values(name: string): readonly Value[]
  /** The names of its layers. */
  readonly names: readonly string[]
}

/** Follows packets in their order, and looks at them in a second pass unless `passes` is 1. */
export function followed(
  packets: readonly Sent[],
  options: FollowOptions & { readonly passes?: 1 | 2 } = {},
): Followed[] {
  return followedIn(
    pcap(
      packets.map(({ at, bytes, originalLength }) => [
        1_000_000 + Math.floor(at / 1e6),
        at % 1e6,
        bytes,
        originalLength ?? bytes.length,
      ]),
      { linkTypeWord: 101 },
    ),
    options,
  )
}

/** Follows the frames of a capture. */
export function followedIn(
  capture: Uint8Array,
  { passes = 2, ...options }: FollowOptions & { readonly passes?: 1 | 2 } = {},
): Followed[] {
  let follower = new ConversationFollower(options)
  if (passes === 2) {
    for (const batch of batchesIn(capture)) follower.follow(batch)
    follower = follower.again()
  }
  const frames: Followed[] = []
  for (const batch of batchesIn(capture)) {
    follower.follow(batch)
    for (let index = 0; index < batch.length; index++) frames.push(look(batch, index))
  }
  return frames
}

/** The frames of a capture, in batches. */
export function* batchesIn(capture: Uint8Array): Iterable<Batch> {
  const { reader, position } = startReader(capture, 0, capture.length, 'capture')!
  for (let at = position, from = -1; at !== from;) {
    const batch = new Batch()
    from = at
    at = reader.read(capture, from, capture.length, batch)
    yield batch.of(reader)
  }
}

function look(batch: Batch, index: number): Followed {
  const layers = new Layers()
  layers.decode(batch, index)
  return {
    layers,
    values(name) {
      const source = fieldNamed(name)
      if (source.kind === 'frame') return [source.read(batch, index, layers)].filter((value) => value !== undefined)
      const into: Value[] = []
      source.collect(layers, into)
      return into
    },
    names: Array.from({ length: layers.count }, (_, at) => entries[layers.protocol[at]!]!.schema.name),
  }
}
