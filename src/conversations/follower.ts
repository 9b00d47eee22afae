/**
 * Follows the frames of a capture in their order, and adds to each what its conversations tell: streams, what was sent
 * again, messages over several segments, which answer is whose.
 */
import type { Batch } from '../files/batch.ts'
import type { Gain } from '../packet/gain.ts'
import type { KnownLayers, PacketGains } from '../packet/layers.ts'
import { entries, registry } from '../packet/registry/index.ts'
import { protocols, tcpFacts } from '../protocols/index.ts'
import { noKeys, type Fact, type Keys } from '../schema/index.ts'
import { AnnouncedRole } from './announced/announced-role.ts'
import { Announcements } from './announced/announcements.ts'
import { Announcer } from './announced/announcer.ts'
import { CarriedRole, type ObservesCarried } from './carried/carried-role.ts'
import { FollowedFrame, type Role } from './followed-frame.ts'
import { Foresight } from './foresight.ts'
import { ExchangesRole } from './exchanges-role.ts'
import { LayerIndex } from './layer-index.ts'
import { FragmentsRole } from './fragments-role.ts'
import { Keyring } from './keys/keyring.ts'
import { LoneMessageReader } from './tcp/messages/lone-message-reader.ts'
import { MessageReader } from './tcp/messages/message-reader.ts'
import { TcpRole } from './tcp/tcp-role.ts'
import { UdpRole } from './udp-role.ts'

export interface FollowOptions {
  /** Whether fragments and segments are put together. Default: true. */
  readonly reassemble?: boolean
  /** Whether a second pass may follow, which takes memory. Default: true. */
  readonly again?: boolean
  /** The facts that somebody looks at, by filter name: others may be absent, which takes less time. Default: all. */
  readonly facts?: ReadonlySet<string> | undefined
  /** Whether somebody looks at what messages hold in a form that takes time to make, such as decompressed. Default: true. */
  readonly content?: boolean | undefined
  /** The secrets of encrypted conversations, besides those that the capture itself holds. Default: none. */
  readonly keys?: Keys | undefined
  /** Is given the bytes of streams inside conversations, in their order. */
  readonly observe?: ObservesCarried | undefined
  /** Whether what is encrypted is decrypted where there are secrets. Default: true. */
  readonly decrypt?: boolean | undefined
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
  /** Conversations that were announced: if they begin, what is spoken there is not known. */
  readonly announced: number
}

export class ConversationFollower {
  private readonly frame: FollowedFrame
  private readonly roles: readonly (Role | undefined)[]
  private readonly announcements = new Announcements()
  /** Adds what a layer holds in another form, and notes what it announces, after it was looked at. */
  private readonly after: (frame: FollowedFrame, at: number) => void
  private readonly carried: CarriedRole
  private readonly index = new LayerIndex()
  private readonly keys: Keyring | undefined
  /** What later frames told about earlier ones. */
  readonly learned: Foresight

  /** `known` is what a first pass over the same frames has learned. */
  constructor(
    private readonly options: FollowOptions = {},
    known?: Foresight,
  ) {
    const { reassemble = true, again = true, facts, content = true, decrypt = true, observe } = options
    this.keys = decrypt ? new Keyring(options.keys) : undefined
    this.learned = new Foresight(again && known === undefined)
    this.frame = new FollowedFrame(known, this.learned)
    const cheap = content ? derivations : cheapDerivations
    const derived = reassemble ? cheap : soleDerivations
    const shared = { everywhere: {}, keys: this.keys ?? noKeys, ports: noPorts }
    const carried = (this.carried = new CarriedRole(shared, observe))
    const announcer = new Announcer(this.announcements)
    this.after = (frame, at) => {
      const id = frame.layers.protocol[at]!
      if (remembering[id]) carried.remember(frame, at)
      if (announcing[id]) announcer.look(frame, at)
      if (derived[id]) carried.derive(frame, at)
    }
    this.roles = this.rolesFor(
      facts,
      known,
      reassemble ? new MessageReader(shared) : new LoneMessageReader({ ...shared, keys: noKeys }),
    )
  }

  /** Follows the frames of the next batch, unless that was done before. */
  follow(batch: Batch): void {
    if (batch.gains !== undefined) return
    this.keys?.look(batch.capture)
    const gains = new BatchGains(batch, this.index)
    this.carried.begin()
    this.index.begin(batch)
    for (let index = 0; index < batch.length; index++) gains.add(batch.number(index), this.gainOf(batch, index))
    batch.gains = gains
  }

  /** What was given up since there was no room for it. */
  get left(): Left {
    const roles = new Set(this.roles)
    const announced = this.announcements.forgotten
    const left = { conversations: 0, fragments: 0, questions: 0, facts: this.learned.left, announced }
    for (const each of roles) {
      const role = each instanceof AnnouncedRole ? each.next : each
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

  /** What is done at each layer, by the place of its protocol in `entries`: no more than the facts take. */
  private rolesFor(
    facts: ReadonlySet<string> | undefined,
    known: Foresight | undefined,
    messages: MessageReader | LoneMessageReader,
  ): readonly (Role | undefined)[] {
    const isWanted = ({ filter }: Fact) => facts === undefined || facts.has(filter)
    const isAnalyzed = Object.values(tcpFacts).some((fact) => isAnalysis(fact) && isWanted(fact))
    const tcp = new TcpRole({ known, learned: this.learned, messages, isAnalyzed })
    const roles = new Map<object, Role>([
      [protocols.tcp, new AnnouncedRole(this.announcements, 'tcp', tcp)],
      [protocols.udp, new AnnouncedRole(this.announcements, 'udp', new UdpRole())],
    ])
    // Questions and answers may be of two protocols.
    const told = new Set(
      entries.flatMap(({ schema: { exchange, factFields } }) =>
        exchange !== undefined && Object.values(factFields).some(isWanted) ? [exchange] : [],
      ),
    )
    return entries.map(({ schema }) => {
      if (roles.has(schema)) return roles.get(schema)
      if (schema.fragmentation !== undefined)
        return this.options.reassemble === false ? undefined : new FragmentsRole(schema.fragmentation)
      // One for all definitions of one protocol: an answer may come framed in another way.
      // What answers get of their questions may say what they carry.
      const { exchange } = schema
      if (exchange === undefined || (exchange.tells === undefined && !told.has(exchange))) return undefined
      const exchanges = roles.get(exchange) ?? new ExchangesRole(exchange)
      roles.set(exchange, exchanges)
      return exchanges
    })
  }

  private gainOf(batch: Batch, index: number): Gain | undefined {
    const { frame } = this
    frame.begin(batch, index)
    this.index.add(frame.number, frame.layers)
    frame.walk(this.roles, this.after)
    return frame.gain()
  }
}

const noPorts: readonly number[] = []
const isAnalysis = ({ filter }: Fact) => filter.startsWith('tcp.analysis')

const derivations = registry.column(({ schema }) => schema.derivation !== undefined)
const cheapDerivations = registry.column(({ schema: { derivation } }) => derivation?.isCostly === false)
const soleDerivations = registry.column(({ schema: { derivation } }) => derivation?.isAlone === true)
const remembering = registry.column(({ schema }) => schema.remembering !== undefined)
const announcing = registry.column(({ schema }) => schema.announcing !== undefined)

/** What the frames of one batch gained. */
class BatchGains implements PacketGains {
  private readonly gains: (Gain | undefined)[] = []
  private readonly first: number

  /** `layers` knows the layers of its frames, until those of another batch are followed. */
  constructor(
    batch: Batch,
    readonly layers: KnownLayers,
  ) {
    this.first = batch.length > 0 ? batch.number(0) : 0
  }

  add(number: number, gain: Gain | undefined): void {
    this.gains[number - this.first] = gain
  }

  of(number: number): Gain | undefined {
    return this.gains[number - this.first]
  }
}
