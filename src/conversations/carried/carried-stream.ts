/** A stream inside a conversation, such as what TLS decrypts or one of HTTP/2: its messages in both directions. */
import type { FactValues } from '../../schema/index.ts'
import type { FollowedFrame } from '../followed-frame.ts'
import { MessageStream } from '../messages/message-stream.ts'
import type { Payload } from '../messages/payload.ts'
import { StreamJoiner, type Budget } from '../messages/stream-joiner.ts'
import type { Spoken } from '../spoken/spoken.ts'
import type { Carried, Carrying } from './carried.ts'

export class CarriedStream implements Carrying {
  /** What is spoken, once that is known. */
  spoken: Spoken | undefined = undefined
  carried: Carried | undefined = undefined
  private readonly flows: (CarriedFlow | undefined)[] = [undefined, undefined]

  constructor(private readonly budget: Budget) {}

  /** One direction. */
  flow(isUpward: boolean): CarriedFlow {
    return (this.flows[isUpward ? 0 : 1] ??= new CarriedFlow(this, this.budget))
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

class CarriedFlow {
  /** Whether all of it was read. */
  isOver = false
  /** The place of the byte after the last one, where pieces come in order. */
  private next = 0
  private end: number | undefined = undefined
  private messages: MessageStream | undefined = undefined
  private joiner: StreamJoiner<Payload> | undefined = undefined

  constructor(
    private readonly stream: CarriedStream,
    private readonly budget: Budget,
  ) {}

  /** Where the next piece lies in the stream, if it does not say so. */
  get place(): number {
    return this.next
  }

  /** Takes a piece, and shows in its frame what ends with it; calls `each` with the place of each layer. */
  take(
    frame: FollowedFrame,
    piece: Payload,
    isLast: boolean,
    facts: FactValues | undefined,
    each: (at: number) => void,
  ): void {
    const messages = (this.messages ??= new MessageStream(this.stream.spoken!, this.budget))
    const joiner = (this.joiner ??= this.joinerFor(messages))
    const shown = messages.showIn(frame, piece.layer, undefined, facts)
    this.next = (piece.sequence + piece.originalTo - piece.from) | 0
    if (isLast) this.end ??= this.next
    joiner.take(piece)
    if (this.end !== undefined && joiner.reaches(this.end)) {
      messages.end()
      this.isOver = true
    }
    shown.append(each)
    messages.tellBegun(frame)
  }

  forget(): void {
    this.messages?.forget()
    this.joiner?.forget()
  }

  private joinerFor(messages: MessageStream): StreamJoiner<Payload> {
    const joiner = new StreamJoiner<Payload>(messages, this.budget)
    joiner.begin(0)
    return joiner
  }
}
