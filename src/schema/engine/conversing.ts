/** What a schema may say of conversations: parts of a larger whole, messages in a stream, answers to questions. */
import type { FactValues } from '../kinds/facts.ts'
import type { View } from '../view.ts'

/** How a layer says that it carries a part of a larger payload. */
export interface Fragmentation {
  /** What it is a part of, such as `IPv4`. */
  readonly of: string
  /** Where in the whole the part of the layer at byte `start` begins, in bytes. */
  offset(bytes: Uint8Array, start: number): number
  /** Whether others follow it. */
  more(bytes: Uint8Array, start: number): boolean
  /** What parts of one whole have in common, besides the addresses. */
  identification(bytes: Uint8Array, start: number): number
  /** The same, where a number of a protocol is part of it. */
  protocol?(bytes: Uint8Array, start: number): number
}

/**
 * How long a message is that begins at byte `start` of a stream of which the bytes up to `end` are there: in bytes,
 * header included; `unfinished` if these bytes do not tell yet; `untilEnd` if it ends with the stream; 0 if no message
 * begins there.
 */
export type Framing = (
  bytes: Uint8Array,
  start: number,
  end: number,
  memory: StreamMemory,
  progress: FramingProgress,
) => number

/** How far a message was looked over when it was not all there, so that it is not done again: bytes from its start. */
export interface FramingProgress {
  looked: number
  /** The length of its head, once that is known. */
  head: number
  /** Whether a head says that nothing follows it, whatever it says of a length; undefined as long as it was not read. */
  isBodiless?: boolean
  /** Whether bytes before it are missing that belong to other messages. */
  readonly isAfterLoss?: boolean
}

export const unfinished = -1
export const untilEnd = Infinity

/** What messages remember for those to come. */
export interface StreamMemory {
  /** Of this direction. */
  readonly own: Record<string, unknown>
  /** Of both directions. */
  readonly both: Record<string, unknown>
  /** Of all conversations that are followed: what a protocol keeps there has limits of its own. */
  readonly everywhere: Record<string, unknown>
  readonly keys: Keys
  /** The ports of the conversation that carries the stream, where it is not carried by another stream. */
  readonly ports: readonly number[]
  /** What is known of the layers in the stream, where it is carried by another conversation. */
  facts?: FactValues | undefined
}

/** Secrets of encrypted conversations, for those who own them. */
export interface Keys {
  /** A secret by its label in a key log, such as `CLIENT_RANDOM`, and the Client Random of its connection. */
  secret(label: string, random: Uint8Array): Uint8Array | undefined
  /** What the first of the RSA keys that fits opens. */
  openRsa(encrypted: Uint8Array): Uint8Array | undefined
  /** Whether there are none, and none are awaited: then nothing is remembered for them. */
  readonly isEmpty?: boolean
}

export const noKeys: Keys = { secret: () => undefined, openRsa: () => undefined, isEmpty: true }

/** How messages of a protocol lie in a stream. */
export interface Messages {
  readonly framing: Framing
  /**
   * Whether bytes with which a direction begins can be of this protocol, or the beginning of such bytes. Asked only of
   * connections captured from their start, whose protocol was known by a port, until a message of it was found: what
   * fails, or where `framing` finds no message, is `data`. Default: `framing` alone tells.
   */
  readonly opens?: (bytes: Uint8Array, start: number, end: number) => boolean
  /** Whether a layer may hold several of them: whether the one measured last may be in the layer of those before it. */
  readonly several?: boolean | ((memory: StreamMemory) => boolean)
  /** That another protocol may follow on the same stream. */
  readonly switches?: {
    /** The tables it is looked up in. */
    readonly tables: readonly string[]
    /** Where to look it up, if its first bytes do not tell; undefined as long as none follows. */
    to(memory: StreamMemory): readonly TableKey[] | undefined
    /** What it finds in its memory of both directions. Default: nothing. */
    leaves?(memory: StreamMemory): StreamMemory['both']
  }
  /**
   * What is known of the layer of the message that was measured last, to its functions: `view.facts`. `earlier` is what
   * is known so far of a layer that holds several messages.
   */
  tells?(memory: StreamMemory, earlier: FactValues | undefined): FactValues | undefined
  /** Whether `tells` holds also where messages are not put together, and those in several segments are not read. */
  readonly isAlone?: boolean
}

/** Where a protocol is looked up. */
export type TableKey = readonly [table: string, key: number | string]

/** Bytes that a layer holds in another form, such as decompressed or decrypted, or that are part of a stream in it. */
export interface Derived {
  /** What leads to their protocol: the first key that does, after what the bytes of a stream look like. */
  readonly speaks: readonly TableKey[]
  readonly bytes: Uint8Array
  /** Whether they are not all. */
  readonly isCut: boolean
  /** What was done to them, such as `Decompressed`. */
  readonly label: string
  /** The stream that they are the next bytes of. Default: they are a layer by themselves. */
  readonly stream?: StreamPlace
  /** Whether they are part of what is known of the layer, not made of its bytes: then they are kept, not made again. */
  readonly isOfFacts?: boolean
  /** What is known of the layers that lie in them, by property. */
  readonly facts?: FactValues
}

/** A place in one of several streams that a conversation carries, in the direction of the layer. */
export interface StreamPlace {
  /** Which stream: the same in both directions. */
  readonly id: number | string
  /** Where in the stream the bytes begin, where they may come out of order. Default: after those before them. */
  readonly offset?: number
  /**
   * Whether the stream ends after the bytes in this direction. Default: it ends with what carries it; with false, not
   * even then.
   */
  readonly isLast?: boolean
  /** The table whose protocols are asked whether the first bytes are theirs, before the keys. Default: none. */
  readonly guesses?: string
  /** What the streams are of, and the direction there. Default: the conversation of the layer. */
  readonly of?: { readonly conversation: object; readonly isUpward: boolean }
}

export interface Derivation {
  /** The tables in which its protocols are looked up. */
  readonly tables: readonly string[]
  /** Whether it is left out where nobody looks at it. */
  readonly isCostly: boolean
  /** Whether it needs no other layers, so that it is made where nothing is put together, too. */
  readonly isAlone: boolean
  /** Makes at most `limit` bytes. */
  derive(layer: View, limit: number): readonly Derived[]
}

/**
 * Looks at each layer of a protocol without a stream, in the order of the frames, and says what is known of it:
 * `view.facts`.
 */
export type Remembering = (layer: View, memory: StreamMemory) => FactValues | undefined

/** How an answer finds its question. */
export interface Exchange {
  /** What a layer is; undefined for neither. */
  part(layer: View): 'question' | 'answer' | undefined
  /** What both have in common, within their conversation; undefined: the first question without an answer is meant. */
  readonly key?: ((layer: View) => string) | undefined
  /** The facts that both get, by property. */
  readonly facts: ExchangeFacts
  /** The facts of those that come again; without it, a question that comes again asks the same. */
  readonly repeats?: Repeats | undefined
  /** What an answer gets of its question, by property. */
  readonly tells?: ((question: View) => FactValues) | undefined
}

export interface Repeats {
  /** Nanoseconds after a question in which the same one is the same again, answered or not. */
  readonly within: number
  /** Whether a question that was answered is another one when it comes again. */
  readonly untilAnswered?: boolean
  /** The facts of a question or an answer that comes again after that of a frame. */
  question(frame: number): FactValues
  answer(frame: number): FactValues
  /** The facts of an answer that nobody asked for. */
  readonly unasked: FactValues
}

export interface ExchangeFacts {
  /** Of a question: the frame of its answer. */
  readonly answeredIn: string
  /** Of a question: that there is no answer, as a second pass tells. */
  readonly unanswered?: string
  /** Of an answer: the frame of its question, and the time since that. */
  readonly answers: string
  readonly time: string
}

/**
 * A conversation that a message announces: one of its ends, and what is spoken there. Addresses and ports are given, or
 * are those that the message itself goes from (`source`) or to (`destination`).
 */
export interface Announced {
  readonly transport: 'tcp' | 'udp'
  /** In text, such as `192.0.2.1` or `2001:db8::1`. */
  readonly address: 'source' | 'destination' | (string & {})
  readonly port: 'source' | 'destination' | number
  /** The address of the other end. Default: any. */
  readonly peer?: 'source' | 'destination' | (string & {})
  /** Where its protocol is looked up; of several keys the first whose protocol accepts the bytes counts. */
  readonly speaks: readonly TableKey[]
  /** Seconds in which it must begin. Default: as long as there is memory for it. */
  readonly within?: number
  /** What is known of the layers of that protocol, by property. */
  readonly facts?: FactValues
}

/** How messages announce other conversations. */
export interface Announcing {
  /** The tables in which their protocols are looked up. */
  readonly tables: readonly string[]
  /** Those that a layer announces, in frame `frame`; `memory` is what earlier ones of its conversation left there. */
  conversations(layer: View, frame: number, memory: Record<string, unknown>): readonly Announced[]
}

/** That the conversation of a message goes on in a protocol, also where its packets do not tell by themselves. */
export const goesOn = (transport: Announced['transport'], speaks: readonly TableKey[]): readonly Announced[] => [
  { transport, address: 'source', port: 'source', peer: 'destination', speaks },
  { transport, address: 'destination', port: 'destination', peer: 'source', speaks },
]
