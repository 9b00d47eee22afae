/** A stream inside a conversation, such as what TLS decrypts or one of HTTP/2: its messages in both directions. */
import type { FactValues } from '../../schema/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { MessageStream } from '../messages/message-stream.ts'
import type { Payload } from '../messages/payload.ts'
import { StreamJoiner, type Budget, type StreamReader } from '../messages/stream-joiner.ts'
import type { Spoken } from '../spoken/spoken.ts'
import type { Carried, Carrying } from './carried.ts'

/** Bytes of a direction, in their order. */
export interface ObservedBytes {
  /** Memory that is valid until the next ones. */
  readonly bytes: Uint8Array
  /** How many bytes before them are missing. */
  readonly missing: number
  readonly frame: number
}

type Observes = (found: ObservedBytes) => void

/** What carries streams has ended in a direction, and so have they; `parent` is its last layer in a frame. */
export function endStreams(frame: FollowedFrame, { carried }: Carrying, isUpward: boolean, parent: number): void {
  if (carried === undefined) return
  frame.atEnd(() => {
    for (const stream of carried.open) if (stream instanceof CarriedStream) stream.endWith(frame, isUpward, parent)
  })
}

export class CarriedStream implements Carrying {
  carried: Carried | undefined = undefined
  private spoken!: Spoken
  private readonly flows: (CarriedFlow | undefined)[] = [undefined, undefined]

  constructor(private readonly budget: Budget) {}

  /** Whether it is known what is spoken. */
  get isKnown(): boolean {
    return this.spoken !== undefined && this.spoken.entry.id !== 0
  }

  /** Says what is spoken from now on. */
  speak(spoken: Spoken): void {
    this.spoken = spoken
    for (const flow of this.flows) flow?.speak(spoken)
  }

  /** One direction. */
  flow(isUpward: boolean, observe: Observes | undefined): CarriedFlow {
    const flow = (this.flows[isUpward ? 0 : 1] ??= new CarriedFlow(this.spoken, this.budget))
    flow.observe = observe
    return flow
  }

  /** What carries it has ended in a direction: shows in layer `parent` of a frame what ends with that. */
  endWith(frame: FollowedFrame, isUpward: boolean, parent: number): void {
    const flow = this.flows[isUpward ? 0 : 1]
    if (flow === undefined || flow.isOver || flow.endsAlone) return
    let last = parent
    flow.finish(frame, parent, (at) => {
      frame.place(at, this, isUpward)
      last = at
    })
    endStreams(frame, this, isUpward, last)
  }

  /** Whether it has ended in both directions. */
  get isOver(): boolean {
    return this.flows.every((flow) => flow?.isOver === true)
  }

  /** Gives back the memory of what it keeps. */
  forget(): void {
    for (const flow of this.flows) flow?.forget()
    this.carried?.forget()
  }
}

class CarriedFlow implements StreamReader<Payload> {
  observe: Observes | undefined
  /** Whether all of it was read. */
  isOver = false
  /** Whether it does not end with what carries it. */
  endsAlone = false
  /** The place of the byte after the last one, where pieces come in order. */
  private next = 0
  private end: number | undefined = undefined
  private missing = 0
  private facts: FactValues | undefined
  private messages: MessageStream
  private readonly joiner: StreamJoiner<Payload>

  constructor(
    spoken: Spoken,
    private readonly budget: Budget,
  ) {
    this.messages = new MessageStream(spoken, budget)
    this.joiner = new StreamJoiner(this, budget)
    this.joiner.begin(0)
  }

  speak(spoken: Spoken): void {
    this.messages.forget()
    this.messages = new MessageStream(spoken, this.budget)
  }

  /** Where the next piece lies in the stream, if it does not say so. */
  get place(): number {
    return this.next
  }

  /** Takes a piece, and shows in its frame what ends with it; calls `each` with the place of each layer. */
  take(
    frame: FollowedFrame,
    piece: Payload,
    isLast: boolean | undefined,
    facts: FactValues | undefined,
    each: (at: number) => void,
  ): void {
    const { joiner, messages } = this
    const shown = messages.showIn(frame, piece.layer, undefined, facts)
    this.next = (piece.sequence + piece.originalTo - piece.from) | 0
    this.facts = facts
    this.endsAlone = isLast === false
    if (isLast === true) this.end ??= this.next
    joiner.take(piece)
    if (this.end !== undefined && joiner.reaches(this.end)) {
      messages.end()
      this.isOver = true
    }
    shown.append(each)
    messages.tellBegun(frame)
  }

  /** Nothing comes any more: shows in layer `parent` of a frame what ends with that, as `take` does. */
  finish(frame: FollowedFrame, parent: number, each: (at: number) => void): void {
    const shown = this.messages.showIn(frame, parent, undefined, this.facts)
    this.joiner.finish()
    this.messages.end()
    this.isOver = true
    shown.append(each)
  }

  bytes(piece: Payload, from: number, cut: number): void {
    const { bytes, to, frame } = piece
    if (this.observe !== undefined) {
      this.observe({ bytes: bytes.subarray(from, to), missing: this.missing, frame })
      this.missing = cut
    }
    this.messages.bytes(piece, from, cut)
  }

  gap(length: number): void {
    this.missing += length
    this.messages.gap(length)
  }

  forget(): void {
    this.messages.forget()
    this.joiner.forget()
  }
}
