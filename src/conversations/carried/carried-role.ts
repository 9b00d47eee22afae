/**
 * Looks at layers that hold more than their fields say: bytes in another form, such as compressed or decrypted, and
 * bytes of streams. Both become layers of the frame.
 */
import type { AddedLayers, Source } from '../../packet/gain.ts'
import { registry } from '../../packet/registry/index.ts'
import type { Derived, StreamPlace, TableKey } from '../../schema/index.ts'
import type { FollowedFrame, FramePlace } from '../followed-frame.ts'
import type { Payload } from '../messages/payload.ts'
import type { Budget } from '../messages/stream-joiner.ts'
import { guessed, Spoken, type SharedMemory } from '../spoken/spoken.ts'
import { Carried, type Carrying } from './carried.ts'
import { CarriedStream, endStreams, type ObservedBytes } from './carried-stream.ts'
import { KnownOwners } from './known-owners.ts'

/** Bytes of a stream, in their order. */
export interface CarriedPiece extends ObservedBytes {
  /** The name of the protocol of the layer that carries them, such as `tls`. */
  readonly protocol: string
  readonly id: number | string
  /** Such as `tcp 3`. */
  readonly conversation: string
  readonly isUpward: boolean
}

export type ObservesCarried = (piece: CarriedPiece) => void

export class CarriedRole {
  /** Bytes that may still be made for the frames of a batch, which are kept as long as that is. */
  private room = mostDerived
  private readonly budget: Budget = { left: mostBytes }
  private readonly owners = new KnownOwners()
  /** What layers share that are in no conversation. */
  private readonly apart: FramePlace = { conversation: { carried: undefined }, isUpward: true }

  constructor(
    private readonly shared: SharedMemory,
    private readonly observe?: ObservesCarried,
  ) {}

  /** Goes on to another batch. */
  begin(): void {
    this.room = mostDerived
  }

  /** Takes note of what layer `at` tells of those to come, and what those before it tell of it. */
  remember(frame: FollowedFrame, at: number): void {
    if (frame.isQuoted) return
    const view = frame.layers.view(at)
    const place = frame.placeOf(at) ?? (view.schema.remembersAlone ? this.apart : undefined)
    if (place === undefined || !view.headed) return
    const memory = carriedBy(place.conversation).memory(frame.layers.protocol[at]!, place.isUpward, this.shared)
    const facts = view.schema.remembering!(view, memory)
    if (facts !== undefined) frame.tell(at, { ...facts })
  }

  /** Adds the layers of what layer `at` holds. */
  derive(frame: FollowedFrame, at: number): void {
    const { layers } = frame
    const view = layers.view(at)
    if (frame.isQuoted || !view.headed) return
    const facts = frame.factsOf(at)
    if (facts !== undefined) view.facts = facts
    const { room } = this
    for (const [index, derived] of view.schema.derivation!.derive(view, room).entries()) {
      const bytes = bytesOf(frame, at, derived, index, room)
      if (bytes.source !== undefined) this.room -= derived.bytes.length
      if (derived.stream === undefined) this.alone(frame, at, derived, bytes)
      else this.take(frame, at, derived, derived.stream, bytes)
    }
  }

  /** Adds the layers of bytes that are not of a stream; they are observed as messages. */
  private alone(frame: FollowedFrame, at: number, derived: Derived, held: HeldBytes): void {
    add(frame, at, derived, held)
    const place = this.observe === undefined ? undefined : frame.placeOf(at)
    if (place === undefined || held.from === held.to) return
    const bytes = held.bytes.subarray(held.from, held.to)
    this.observerFor(frame, at, messages, place.isUpward)?.({ bytes, missing: 0, frame: frame.number })
  }

  private take(frame: FollowedFrame, at: number, derived: Derived, place: StreamPlace, bytes: HeldBytes): void {
    const of = place.of === undefined ? frame.placeOf(at) : this.owners.placeOf(place.of)
    if (of === undefined) return this.alone(frame, at, derived, bytes)
    const carried = carriedBy(of.conversation)
    const name = `${frame.layers.protocol[at]} ${place.id}`
    const stream = carried.stream(name, () => new CarriedStream(this.budget))
    if (!stream.isKnown) stream.speak(this.spokenIn(derived, place))
    const flow = stream.flow(of.isUpward, this.observerFor(frame, at, place.id, of.isUpward))
    const piece: Payload = {
      ...bytes,
      sequence: place.offset === undefined ? flow.place : place.offset | 0,
      originalTo: bytes.to + (derived.isCut ? 1 : 0),
      frame: frame.number,
      layer: at,
    }
    let last = at
    flow.take(frame, piece, place.isLast, derived.facts, (layer) => {
      frame.place(layer, stream, of.isUpward)
      last = layer
    })
    if (!flow.isOver) return
    if (stream.isOver) frame.atEnd(() => carried.end(name))
    endStreams(frame, stream, of.isUpward, last)
  }

  private spokenIn({ bytes, speaks }: Derived, { guesses }: StreamPlace): Spoken {
    const entry = guesses === undefined ? undefined : guessed(bytes, 0, bytes.length, guesses)
    return new Spoken(entry ?? registry.entries[protocolOf(speaks)]!, this.shared)
  }

  private observerFor({ layers, conversation }: FollowedFrame, at: number, id: number | string, isUpward: boolean) {
    const { observe } = this
    if (observe === undefined) return undefined
    const protocol = registry.entries[layers.protocol[at]!]!.schema.name
    return (found: ObservedBytes) => observe({ protocol, id, conversation, isUpward, ...found })
  }
}

/** Where derived bytes lie: in the layer itself, or in a source of their own. */
type HeldBytes = Pick<Payload, 'bytes' | 'from' | 'to' | 'offset' | 'isOwn' | 'source'>

function bytesOf(
  { layers, number }: FollowedFrame,
  at: number,
  derived: Derived,
  index: number,
  room: number,
): HeldBytes {
  const { bytes, label, isOfFacts } = derived
  const layer = layers.bytesOf(at)
  const from = bytes.byteOffset - layer.byteOffset
  // Small pieces of memory may share a larger one.
  const isWithin = bytes.buffer === layer.buffer && from >= 0 && from + bytes.length <= layer.length
  if (isWithin && isOfFacts !== true) {
    return {
      bytes: layer,
      from,
      to: from + bytes.length,
      offset: from - layers.start[at]!,
      isOwn: false,
    }
  }
  const frames = layers.source(at)?.frames ?? [number]
  const source: Source = {
    bytes,
    label,
    frames,
    recipe: isOfFacts ? { kind: 'kept' } : { kind: 'derived', layer: at, index, room },
  }
  return { bytes, from: 0, to: bytes.length, offset: 0, isOwn: true, source }
}

/** Adds the layers of bytes that are not of a stream. */
function add(frame: FollowedFrame, at: number, derived: Derived, { source: own, from, to }: HeldBytes): void {
  const { speaks, isCut, facts } = derived
  // What holds nothing is a layer only where something is known of it.
  if (from === to && !isCut && facts === undefined) return
  const { layers } = frame
  const next = layers.count
  const source = own ?? layers.source(at)
  const base = source === undefined ? layers.start[0]! : 0
  const added: AddedLayers = {
    protocol: protocolOf(speaks),
    parent: at,
    source,
    from: from - base,
    to: to - base,
    originalTo: to - base + (isCut ? 1 : 0),
  }
  frame.change({ at: Infinity, added })
  frame.tellMore(next, facts)
}

const carriedBy = (conversation: Carrying): Carried => (conversation.carried ??= new Carried())

/** The place in the entries of the registry of the first protocol that a key leads to; 0 for unknown bytes. */
function protocolOf(speaks: readonly TableKey[]): number {
  for (const [table, key] of speaks) {
    const id = registry.find(table, key)
    if (id !== 0) return id
  }
  return 0
}

/** What bytes are called to those who observe them that are not of a stream. */
const messages = 'messages'
/** Small inputs may claim large outputs, in many frames. */
const mostDerived = 64 << 20
/** Limit of the bytes that all streams keep. */
const mostBytes = 256 << 20
