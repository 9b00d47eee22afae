/** What a schema says of conversations: what they tell of a layer, and how they put its parts and messages together. */
import { Declarations } from './declarations.ts'
import {
  unfinished,
  type Announced,
  type Announcing,
  type Derivation,
  type Derived,
  type Exchange,
  type ExchangeFacts,
  type Fragmentation,
  type Framing,
  type Messages,
  type Remembering,
  type Repeats,
  type StreamMemory,
} from './engine/conversing.ts'
import { placeOf } from './engine/recognizer.ts'
import type { PathsOf } from './field.ts'
import type { Facts, FactValues } from './kinds/facts.ts'
import type { Schema } from './schema.ts'
import type { View } from './view.ts'

export class Conversing<out V = unknown> extends Declarations<V> {
  /** What conversations tell of a layer, by property. */
  factFields: Facts = {}
  fragmentation: Fragmentation | undefined = undefined
  messages: Messages | undefined = undefined
  exchange: Exchange | undefined = undefined
  derivation: Derivation | undefined = undefined
  announcing: Announcing | undefined = undefined
  remembering: Remembering | undefined = undefined
  /** Whether layers that are in no conversation are remembered too. */
  remembersAlone = false

  /** Reads a plain field of a record of this kind that begins at a byte; what is absent reads as 0. */
  reader<W>(this: Conversing<W>, path: PathsOf<W>): (bytes: Uint8Array, start: number) => number {
    const make = () => placeOf(this as never, path).read as (bytes: Uint8Array, start: number) => number
    // Its definition may not be built yet.
    let made = this.isWaiting ? undefined : make()
    return made ?? ((bytes, start) => (made ??= make())(bytes, start))
  }

  /** What the conversation of a layer tells of it: the properties of `facts` in its views. */
  facts(facts: Facts): this {
    this.factFields = facts
    return this
  }

  /**
   * Says that a layer may carry a part of a larger payload, whose parts have the addresses and the identification in
   * common. `offset` counts units of `unit` bytes.
   */
  fragmented<W>(
    this: Schema<W>,
    of: string,
    {
      offset,
      unit,
      more,
      identification,
      protocol,
    }: Readonly<Record<'offset' | 'more' | 'identification', PathsOf<W>>> & {
      readonly unit: number
      readonly protocol?: PathsOf<W>
    },
  ): Schema<W> {
    const [offsetAt, moreAt] = [this.reader(offset), this.reader(more)]
    this.fragmentation = {
      of,
      offset: (bytes, start) => offsetAt(bytes, start) * unit,
      more: (bytes, start) => Boolean(moreAt(bytes, start)),
      identification: this.reader(identification),
      ...(protocol !== undefined && { protocol: this.reader(protocol) }),
    }
    return this
  }

  /** Says how long its messages are, so that those which lie in several segments of a stream are put together. */
  streamed<W>(
    this: Schema<W>,
    framing: Framing | { readonly length: PathsOf<W>; readonly plus?: number },
    messages: Omit<Messages, 'framing'> = {},
  ): Schema<W> {
    this.messages = {
      framing:
        typeof framing === 'function' ? framing : framingBy(() => placeOf(this as never, framing.length), framing.plus),
      ...messages,
    }
    return this
  }

  /**
   * Says what is known of each layer of a protocol without a stream from those before it, by property: `memory` is what
   * they left there. With `isAlone` also of layers that are in no conversation, all of which share one memory: that of
   * both directions and of each is then one for the whole capture.
   */
  remembers<W>(
    this: Schema<W>,
    remembering: (layer: View & W, memory: StreamMemory) => FactValues | undefined,
    { isAlone = false }: { readonly isAlone?: boolean } = {},
  ): Schema<W> {
    this.remembering = remembering as Remembering
    this.remembersAlone = isAlone
    return this
  }

  /**
   * Says what bytes a layer holds in another form, or of streams in it, for layers of the protocols that `tables` lead
   * to. What is costly to make is made only where somebody looks at it; what needs no other layers is made also where
   * nothing is put together.
   */
  derives<W>(
    this: Schema<W>,
    tables: readonly string[],
    derive: (layer: View & W, limit: number) => readonly Derived[],
    { isCostly = false, isAlone = false }: Partial<Pick<Derivation, 'isCostly' | 'isAlone'>> = {},
  ): Schema<W> {
    this.derivation = { tables, isCostly, isAlone, derive: derive as Derivation['derive'] }
    return this
  }

  /** Says what other conversations a layer announces, for protocols that the keys of `tables` lead to. */
  announces<W>(
    this: Schema<W>,
    tables: readonly string[],
    conversations: (layer: View & W, frame: number, memory: Record<string, unknown>) => readonly Announced[],
  ): Schema<W> {
    this.announcing = { tables, conversations: conversations as Announcing['conversations'] }
    return this
  }

  /** Says which layers are questions and which are answers, and how they find each other. */
  exchanged<W>(
    this: Schema<W>,
    exchange: {
      part(layer: View & W): 'question' | 'answer' | undefined
      key?(layer: View & W): string
      readonly facts: ExchangeFacts
      readonly repeats?: Repeats
      tells?(question: View & W): FactValues
    },
  ): Schema<W> {
    this.exchange = exchange as Exchange
    return this
  }
}

/** Of messages whose length is a field at a fixed place, which is looked for when it is first needed. */
function framingBy(find: () => ReturnType<typeof placeOf>, plus = 0): Framing {
  let found: ReturnType<typeof placeOf> | undefined
  return (bytes, start, end) => {
    const { read, needed } = (found ??= find())
    return end - start < needed ? unfinished : Math.max(needed, (read(bytes, start) as number) + plus)
  }
}
