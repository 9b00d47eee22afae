/**
 * Follows the frames of a capture in their order, and adds to each what its conversations tell: streams, what was sent
 * again, messages over several segments, which answer is whose.
 */
import type { Batch, Gains } from '../files/batch.ts'
import type { Gain } from '../packet/gain.ts'
import { entries, registry } from '../packet/registry/index.ts'
import { protocols } from '../protocols/index.ts'
import { derive, derivedBudget } from './derived-role.ts'
import { FollowedFrame, type Role } from './followed-frame.ts'
import { Foresight } from './foresight.ts'
import { ExchangesRole } from './exchanges-role.ts'
import { FragmentsRole } from './fragments-role.ts'
import { MessageReader } from './tcp/message-reader.ts'
import { TcpRole } from './tcp/tcp-role.ts'
import { UdpRole } from './udp-role.ts'

export interface FollowOptions {
  /** Whether fragments and segments are put together. Default: true. */
  readonly reassemble?: boolean
  /** Whether a second pass may follow, which takes memory. Default: true. */
  readonly again?: boolean
}

/** Counts of what was given up since there was no room for it. */
export interface Left {
  /** Conversations that were forgotten: if they go on, they are others. */
  readonly conversations: number
  /** Datagrams that are not put together. */
  readonly fragments: number
  /** Questions without an answer that were forgotten: an answer that comes finds none. */
  readonly questions: number
  /** Frames of which a second pass does not show what later ones tell. */
  readonly facts: number
}

export class ConversationFollower {
  private readonly frame: FollowedFrame
  private readonly roles: readonly (Role | undefined)[]
  /** Adds what a layer holds in another form, after it was looked at. */
  private readonly after: ((frame: FollowedFrame, at: number) => void) | undefined
  private budget = derivedBudget()
  /** What later frames told about earlier ones. */
  private readonly learned: Foresight

  /** `known` is what a first pass over the same frames has learned. */
  constructor(
    private readonly options: FollowOptions = {},
    known?: Foresight,
  ) {
    const { reassemble = true, again = true } = options
    this.learned = new Foresight(again && known === undefined)
    this.frame = new FollowedFrame(known, this.learned)
    if (reassemble)
      this.after = (frame, at) => {
        if (derivations[frame.layers.protocol[at]!]) derive(frame, at, this.budget)
      }
    const roles = new Map<object, Role>([
      [protocols.tcp, new TcpRole(known, this.learned, reassemble ? new MessageReader() : undefined)],
      [protocols.udp, new UdpRole()],
    ])
    this.roles = entries.map(({ schema }) => {
      if (roles.has(schema)) return roles.get(schema)
      if (schema.fragmentation !== undefined) return reassemble ? new FragmentsRole(schema.fragmentation) : undefined
      // One for all definitions of one protocol: an answer may come framed in another way.
      if (schema.exchange === undefined) return undefined
      const exchanges = roles.get(schema.exchange) ?? new ExchangesRole(schema.exchange)
      roles.set(schema.exchange, exchanges)
      return exchanges
    })
  }

  /** Follows the frames of the next batch, unless that was done before. */
  follow(batch: Batch): void {
    if (batch.gains !== undefined) return
    const gains = new BatchGains()
    this.budget = derivedBudget()
    for (let index = 0; index < batch.length; index++) gains.add(batch.number(index), this.gainOf(batch, index))
    batch.gains = gains
  }

  /** What was given up since there was no room for it. */
  get left(): Left {
    const roles = new Set(this.roles)
    const left = { conversations: 0, fragments: 0, questions: 0, facts: this.learned.left }
    for (const role of roles) {
      if (role instanceof TcpRole || role instanceof UdpRole) left.conversations += role.forgotten
      if (role instanceof FragmentsRole) left.fragments += role.abandoned
      if (role instanceof ExchangesRole) left.questions += role.forgotten
    }
    return left
  }

  /** A follower for a second pass over the same frames, which shows what only later frames tell. */
  again(): ConversationFollower {
    return new ConversationFollower(this.options, this.learned)
  }

  private gainOf(batch: Batch, index: number): Gain | undefined {
    const { frame } = this
    frame.begin(batch, index)
    frame.walk(this.roles, this.after)
    return frame.gain()
  }
}

const derivations = registry.column(({ schema }) => schema.derivation !== undefined)

/** What the frames of one batch gained. */
class BatchGains implements Gains {
  private readonly gains: (Gain | undefined)[] = []
  private first = -1

  add(number: number, gain: Gain | undefined): void {
    if (this.first < 0) this.first = number
    this.gains[number - this.first] = gain
  }

  of(number: number): Gain | undefined {
    return this.gains[number - this.first]
  }
}
