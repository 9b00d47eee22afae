/** The frame that is followed: its layers as they become, when it came, and what it gains. */
import type { Batch } from '../files/batch.ts'
import type { BegunMessage, Gain, LayerChange } from '../packet/gain.ts'
import { kindsOfEnds, placeOf, quotes, sizeOf, type End } from '../packet/endpoints.ts'
import { Layers } from '../packet/layers.ts'
import type { Reach } from '../packet/registry/steps.ts'
import { hex, type FactValues } from '../schema/index.ts'
import type { Carrying } from './carried/carried.ts'
import type { Foresight } from './foresight.ts'

/** The conversation that a layer is part of, and whether it goes from its lower end to the upper one. */
export interface FramePlace {
  readonly conversation: Carrying
  readonly isUpward: boolean
}

/** What is done at each layer of a protocol. */
export interface Role {
  /** Looks at layer `at` of a frame, and may change it and those it carries. */
  follow(frame: FollowedFrame, at: number): void
}

export class FollowedFrame {
  readonly layers = new Layers()
  number = 0
  /** Nanoseconds since the first frame that was followed; NaN if the frame has no time. */
  time = NaN
  /** The layer with the addresses of what is looked at; -1 if there is none. */
  address = -1
  /** The conversation that what is looked at is part of: its protocol and number. */
  private carrier: '' | 'tcp' | 'udp' = ''
  private stream = 0
  /** The layers with which a conversation or a stream begins, in the first `placed` places. */
  private placed = 0
  private readonly placedAt: number[] = []
  private readonly conversations: Carrying[] = []
  private readonly upward: boolean[] = []
  /** Whether what is looked at is quoted: it is not part of its conversation but told about. */
  isQuoted = false
  private startSeconds = NaN
  private startNanoseconds = 0
  /** The frame, where not all of its layers were looked for. */
  private leftOut: { readonly batch: Batch; readonly index: number } | undefined
  private facts: (FactValues | undefined)[] | undefined
  private changes: LayerChange[] | undefined
  private begun: BegunMessage[] | undefined
  private endings: (() => void)[] | undefined

  /** `known` is what later frames told in a first pass; what this pass learns of that goes to `learned`. */
  constructor(
    private readonly known: Foresight | undefined,
    private readonly learned: Foresight,
  ) {}

  /** Goes on to a frame; with `reach`, its layers only as far as that says. */
  begin(batch: Batch, index: number, reach?: Reach): void {
    this.layers.decodeAlone(batch, index, reach)
    this.leftOut = reach === undefined ? undefined : { batch, index }
    this.number = batch.number(index)
    const seconds = batch.seconds[index]!
    if (Number.isNaN(this.startSeconds)) {
      this.startSeconds = seconds
      this.startNanoseconds = batch.nanoseconds[index]!
    }
    this.time = (seconds - this.startSeconds) * 1e9 + (batch.nanoseconds[index]! - this.startNanoseconds)
    this.enter(-1)
    this.isQuoted = false
    this.placed = 0
    this.facts = this.changes = this.begun = this.endings = undefined
  }

  /** What follows is between the addresses of a layer, or -1 if it has none, whatever carries it. */
  enter(address: number): void {
    this.address = address
    this.carrier = ''
  }

  /** Layer `at` and what follows is part of a conversation. */
  join(
    at: number,
    carrier: 'tcp' | 'udp',
    conversation: Carrying & { readonly stream: number },
    isUpward: boolean,
  ): void {
    this.carrier = carrier
    this.stream = conversation.stream
    this.place(at, conversation, isUpward)
  }

  /** Layer `at` and those it carries are part of a conversation, or of a stream in one. */
  place(at: number, conversation: Carrying, isUpward: boolean): void {
    const { placed } = this
    this.placedAt[placed] = at
    this.conversations[placed] = conversation
    this.upward[placed] = isUpward
    this.placed++
  }

  /** The conversation that a layer is part of. */
  placeOf(at: number): FramePlace | undefined {
    const { layers, placedAt, conversations, upward } = this
    for (let layer = at; layer >= 0; layer = layers.parent(layer))
      for (let place = this.placed - 1; place >= 0; place--)
        if (placedAt[place] === layer) return { conversation: conversations[place]!, isUpward: upward[place]! }
    return undefined
  }

  /** The conversation that what is looked at is part of, as text; empty if it is part of none. */
  get conversation(): string {
    return this.carrier === '' ? '' : `${this.carrier} ${this.stream}`
  }

  /** The address that it goes from or to, as text that is the same for the same address. */
  end(end: End): string {
    const { layers, address } = this
    const at = placeOf(layers, address, end)
    return hex(layers.bytesOf(address).subarray(at, at + sizeOf(layers, address)))
  }

  /**
   * Lets the role of each layer's protocol look at it, outermost first; roles are in the order of the entries. `after`
   * comes after each.
   */
  walk(roles: readonly (Role | undefined)[], after?: (frame: this, at: number) => void): void {
    const { layers } = this
    for (let at = 0; at < layers.count || this.endOne(); at++) {
      const id = layers.protocol[at]!
      const kind = kindsOfEnds[id]
      if (kind === 'address' || kind === 'link') this.enter(kind === 'address' ? at : -1)
      roles[id]?.follow(this, at)
      after?.(this, at)
      if (quotes[id]) this.isQuoted = true
    }
  }

  /** Does something that may add layers, once all there are have been looked at; the last one said comes first. */
  atEnd(ending: () => void): void {
    ;(this.endings ??= []).push(ending)
  }

  /** Does what waits for that until there are further layers; false if there are none. */
  private endOne(): boolean {
    const { layers, endings } = this
    if (endings === undefined) return false
    const { count } = layers
    while (endings.length > 0 && layers.count === count) endings.pop()!()
    return layers.count > count
  }

  /** Finds the layers that were left out since they lead to nothing that is wanted. */
  decodeAll(): void {
    const { leftOut, changes } = this
    if (leftOut !== undefined && changes === undefined) this.layers.decodeAlone(leftOut.batch, leftOut.index)
    this.leftOut = undefined
  }

  /** Says what the conversation of a layer tells of it. */
  tell(layer: number, facts: FactValues): void {
    // Most frames have facts of one of the first three layers: an array that grows takes far more memory.
    const all = (this.facts ??= [undefined, undefined, undefined])
    const known = all[layer]
    all[layer] = known === undefined ? facts : Object.assign(known, facts)
  }

  /** What was said of a layer so far. */
  factsOf(layer: number): FactValues | undefined {
    return this.facts?.[layer]
  }

  /** The same where there is something to tell, of a layer that is there. */
  tellMore(layer: number, facts: FactValues | undefined): void {
    if (facts !== undefined && layer < this.layers.count) this.tell(layer, { ...facts })
  }

  /** Says what this frame tells of a layer of an earlier one or its own, which a second look will show. */
  tellEarlier(frame: number, layer: number, facts: FactValues): void {
    this.learned.tell(frame, layer, facts)
  }

  /** Cuts the layers off at one, and adds others in their place. */
  change(change: LayerChange): void {
    this.layers.change(change)
    ;(this.changes ??= []).push(change)
    // What was said of layers that are no more.
    if (this.facts !== undefined && this.facts.length > change.at) this.facts.length = change.at
  }

  /** Says that the head of a message is all there that is shown in a later frame. */
  tellBegun(message: BegunMessage): void {
    ;(this.begun ??= []).push(message)
  }

  /** What the frame gained; undefined if nothing. */
  gain(): Gain | undefined {
    if (this.known !== undefined) for (const { layer, facts } of this.known.of(this.number)) this.tell(layer, facts)
    const { facts, changes, begun } = this
    if (begun !== undefined) return { facts: facts ?? noFacts, changes: changes ?? noChanges, begun }
    return facts === undefined && changes === undefined
      ? undefined
      : { facts: facts ?? noFacts, changes: changes ?? noChanges }
  }
}

const noFacts: Gain['facts'] = []
const noChanges: Gain['changes'] = []
