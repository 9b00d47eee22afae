/** Follows a stream inside a conversation, such as what is decrypted of TLS, or one of the streams of HTTP/2 or QUIC. */
import type { Batch } from '../../files/batch.ts'
import { ConversationFollower, type FollowOptions } from '../follower.ts'
import type { CarriedPiece } from '../carried/carried-role.ts'
import {
  carriedProtocols,
  type CarriedKind,
  type CarriedName,
  type StreamChunk,
  type StreamEnds,
  type StreamProtocol,
} from './chunk.ts'
import { StreamFollower } from './stream-follower.ts'

export class CarriedFollower {
  private readonly conversations: ConversationFollower
  /** Knows who talks to whom. */
  private readonly carrier: StreamFollower
  private readonly conversation: string
  private readonly kind: CarriedKind
  private found: Found[] = []

  constructor(
    readonly name: CarriedName,
    options: FollowOptions = {},
  ) {
    const { protocol, stream } = name
    this.kind = carriedProtocols[protocol]
    this.carrier = new StreamFollower({ protocol: this.kind.carrier, stream })
    this.conversation = `${this.kind.carrier} ${stream}`
    const observe = (piece: CarriedPiece) => this.note(piece)
    this.conversations = new ConversationFollower({
      ...options,
      again: false,
      facts: new Set(),
      content: false,
      observe,
    })
  }

  /** Undefined as long as nothing of it was found. */
  ends: StreamEnds | undefined = undefined

  /** How many conversations there are so far. */
  count(protocol: StreamProtocol): number {
    return this.carrier.count(protocol)
  }

  /** The next bytes of the stream, from the frames of a batch. */
  take(batch: Batch): readonly StreamChunk[] {
    this.carrier.take(batch)
    this.found = []
    this.conversations.follow(batch)
    if (this.found.length === 0) return this.found as never
    this.ends = this.carrier.ends
    const indexes = new Map(Array.from({ length: batch.length }, (_, index) => [batch.number(index), index]))
    return this.found.map(({ isUpward, bytes, missing, frame }) => {
      const index = indexes.get(frame)!
      const [seconds, nanoseconds] = [batch.seconds[index]!, batch.nanoseconds[index]!]
      const side = isUpward === this.carrier.isClientLower ? 'client' : 'server'
      return { side, bytes, missing, cut: 0, isAcknowledged: true, frame, seconds, nanoseconds }
    })
  }

  finish(): readonly StreamChunk[] {
    return []
  }

  private note({ protocol, id, conversation, bytes, ...more }: CarriedPiece): void {
    const { name, kind } = this
    if (protocol !== name.protocol || conversation !== this.conversation) return
    if (`${id}` !== (kind.id ?? `${name.within}`)) return
    this.found.push({ bytes: bytes.slice(), ...more })
  }
}

type Found = Pick<CarriedPiece, 'isUpward' | 'bytes' | 'missing' | 'frame'>
