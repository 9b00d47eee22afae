/**
 * Follows one conversation: its bytes, both sides joined. The frames of others are only looked up, to know that they
 * are of others.
 */
import type { Batch } from '../../files/batch.ts'
import { reachOf } from '../../packet/decode-plan.ts'
import { portAt, writePlace, type End } from '../../packet/endpoints.ts'
import { entries, idOf } from '../../packet/registry/index.ts'
import { PlainFrames } from '../../packet/registry/plain-frames.ts'
import { protocols } from '../../protocols/index.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { FollowedFrame } from '../followed-frame.ts'
import { Foresight } from '../foresight.ts'
import { FragmentsRole } from '../fragments-role.ts'
import { flagsOf, headerAt } from '../tcp/connections.ts'
import { flags } from '../tcp/segment.ts'
import type { Side, StreamChunk, StreamEnd, StreamEnds, StreamProtocol } from './chunk.ts'
import { FlowChunks, type StreamSegment } from './flow-chunks.ts'
import { TcpStreams, UdpStreams } from './stream-roles.ts'

/** Whether a frame is one of the conversation that is to be followed. */
export type ChoosesStream = (batch: Batch, index: number) => boolean

export interface ConversationName {
  readonly protocol: StreamProtocol
  readonly stream: number
}

export class StreamFollower {
  /** The conversation that is followed; undefined until one is chosen. */
  name: ConversationName | undefined
  /** Who talks to whom; undefined before the first frame of the conversation. */
  ends: StreamEnds | undefined
  /** Whether the client is the lower one of the two ends. */
  isClientLower = true
  private readonly frame = new FollowedFrame(undefined, new Foresight())
  private readonly tcp = new TcpStreams((...found) => this.found('tcp', ...found))
  private readonly udp = new UdpStreams((...found) => this.found('udp', ...found))
  private readonly roles = entries.map(({ schema }) => {
    if (schema === protocols.tcp) return this.tcp
    if (schema === protocols.udp) return this.udp
    return schema.fragmentation && new FragmentsRole(schema.fragmentation)
  })
  private readonly reach = reachOf(carriers)
  private readonly plain = PlainFrames.for(carriers)
  /** What a frame has of the conversation, or of any as long as none is chosen. */
  private readonly layers: FoundLayer[] = []
  private chunks: StreamChunk[] = []
  private readonly flows: Readonly<Record<Side, FlowChunks>> = {
    client: new FlowChunks((chunk) => this.chunks.push({ side: 'client', ...chunk })),
    server: new FlowChunks((chunk) => this.chunks.push({ side: 'server', ...chunk })),
  }

  /** `wanted` names a conversation, or is true of the first frame of one that is to be followed. */
  constructor(private readonly wanted: ConversationName | ChoosesStream) {
    if (typeof wanted !== 'function') this.name = wanted
  }

  /** How many conversations there are so far. */
  count(protocol: StreamProtocol): number {
    return this[protocol].count
  }

  /** The next bytes of the conversation, from the frames of a batch. */
  take(batch: Batch): readonly StreamChunk[] {
    const { frame, layers, roles, reach } = this
    this.chunks = []
    for (let index = 0; index < batch.length; index++) {
      if (this.isElsewhere(batch, index)) continue
      frame.begin(batch, index, reach)
      frame.walk(roles)
      if (layers.length === 0) continue
      if (this.name === undefined) this.choose(batch, index)
      if (this.name !== undefined) for (const layer of layers) this.followed(batch, index, layer)
      layers.length = 0
    }
    return this.chunks
  }

  /** What still waits for bytes that have not come. */
  finish(): readonly StreamChunk[] {
    this.chunks = []
    this.flows.client.finish()
    this.flows.server.finish()
    return this.chunks
  }

  /** Whether a frame has only headers that are soon looked at, and is of another conversation than the one chosen. */
  private isElsewhere(batch: Batch, index: number): boolean {
    const { name, plain } = this
    if (name === undefined || plain === undefined) return false
    const found = plain.find(batch, index)
    if (found !== 'plain') return found === 'nothing'
    // How many conversations of the other protocol there are does not matter any more.
    if (plain.isTcp !== (name.protocol === 'tcp')) return true
    return this[name.protocol].isElsewhere(batch.memory, plain, name.stream)
  }

  private found(protocol: StreamProtocol, stream: number, at: number, address: number, upward: boolean): void {
    const { name } = this
    if (name === undefined || (name.stream === stream && name.protocol === protocol))
      this.layers.push({ protocol, stream, at, address, upward })
  }

  /** Chooses the innermost conversation of a frame, if it is wanted. */
  private choose(batch: Batch, index: number): void {
    const { layers, wanted } = this
    const { protocol, stream } = layers.at(-1)!
    if (typeof wanted !== 'function' || !wanted(batch, index)) return
    this.name = { protocol, stream }
    const chosen = layers.filter((layer) => layer.protocol === protocol && layer.stream === stream)
    layers.splice(0, layers.length, ...chosen)
  }

  private followed(batch: Batch, index: number, layer: FoundLayer): void {
    if (layer.protocol === 'tcp') this.segment(batch, index, layer)
    else this.datagram(batch, index, layer)
  }

  private segment(batch: Batch, index: number, layer: FoundLayer): void {
    const { frame } = this
    const { layers } = frame
    const tcp = headerAt(layers, layer.at)
    const [sequence, acknowledgment, bits] = [tcp.sequence | 0, tcp.acknowledgment | 0, flagsOf(tcp)]
    const originalTo = layers.originalEnd[layer.at]!
    const from = originalTo - Math.max(0, tcp.segmentLength)
    const isSyn = (bits & flags.syn) !== 0
    const isAck = (bits & flags.ack) !== 0
    const side = this.sideOf(layer, isSyn && isAck)
    if (isAck) this.flows[side === 'client' ? 'server' : 'client'].acknowledge(acknowledgment)
    const segment = this.pieceOf(batch, index, layer, from, layers.end[layer.at]!, originalTo)
    this.flows[side].take({ ...segment, sequence: (sequence + (isSyn ? 1 : 0)) | 0 })
  }

  private datagram(batch: Batch, index: number, layer: FoundLayer): void {
    const { layers } = this.frame
    layers.look(layer.at)
    const start = layers.start[layer.at]!
    const { length } = protocols.udp.cursor
    const stated = length < udpHeader ? Infinity : start + length
    const originalTo = Math.min(layers.originalEnd[layer.at]!, stated)
    const to = Math.min(layers.end[layer.at]!, stated)
    const { bytes, frame, seconds, nanoseconds } = this.pieceOf(batch, index, layer, 0, to, originalTo)
    const payload = bytes.slice(start + udpHeader, to)
    const side = this.sideOf(layer, false)
    const [missing, cut] = [0, originalTo - to]
    this.chunks.push({ side, bytes: payload, missing, cut, isAcknowledged: true, frame, seconds, nanoseconds })
  }

  private pieceOf(
    batch: Batch,
    index: number,
    { at }: FoundLayer,
    from: number,
    to: number,
    originalTo: number,
  ): StreamSegment {
    const bytes = this.frame.layers.bytesOf(at)
    const [seconds, nanoseconds] = [batch.seconds[index]!, batch.nanoseconds[index]!]
    return { sequence: 0, bytes, from, to, originalTo, isOwn: false, frame: this.frame.number, seconds, nanoseconds }
  }

  /** The side that sent a layer. The first to send is the client, unless it is answering. */
  private sideOf(layer: FoundLayer, isAnswer: boolean): Side {
    if (this.ends === undefined) {
      this.isClientLower = layer.upward !== isAnswer
      const [source, destination] = [this.endOf(layer, 'source'), this.endOf(layer, 'destination')]
      this.ends = isAnswer ? { client: destination, server: source } : { client: source, server: destination }
    }
    return layer.upward === this.isClientLower ? 'client' : 'server'
  }

  private endOf({ at, address }: FoundLayer, end: End): StreamEnd {
    const { layers } = this.frame
    const text = new TextBuffer(64)
    writePlace(layers, address, -1, end, text)
    return { address: text.toString(), port: portAt(layers, at, end) }
  }
}

const carriers: ReadonlySet<number> = new Set([idOf(protocols.tcp), idOf(protocols.udp)])

/** A layer and the conversation that it is part of. */
interface FoundLayer {
  readonly protocol: StreamProtocol
  readonly stream: number
  readonly at: number
  /** The layer with its addresses. */
  readonly address: number
  /** Whether its source is the lower one of the two ends. */
  readonly upward: boolean
}

const udpHeader = 8
