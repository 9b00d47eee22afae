/** What frames of Bluetooth leave for later ones: the way of the frame that is looked at, and the channels of its connections. */
import type { StreamMemory } from '../../../schema/index.ts'

/** A channel of L2CAP: what is spoken there, and how its frames lie. */
export interface Channel {
  readonly service: number
  readonly isCredited: boolean
  isControlled: boolean
  /** Bytes of a message that are still to come, where its first frame says how long it is. */
  left: number
}

export class Way {
  /** Whether the frame comes from the other device; undefined if that is not known. */
  isReceived: boolean | undefined
  /** The adapter and the connection. */
  adapter = 0
  handle = 0
  private readonly kept = new Map<string, unknown>()
  /** Messages of which parts are still to come. */
  private readonly open = new Map<string, Parts>()

  /** The direction in which something is kept, or the other one. */
  private side(isOther: boolean): string {
    return this.isReceived === undefined ? '' : this.isReceived === isOther ? 'sent' : 'received'
  }

  key(kind: string, what: number | string, isOther = false): string {
    return `${kind} ${this.adapter} ${this.handle} ${this.side(isOther)} ${what}`
  }

  get<T>(key: string): T | undefined {
    return this.kept.get(key) as T | undefined
  }

  set(key: string, value: unknown): void {
    this.kept.delete(key)
    this.kept.set(key, value)
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!)
  }

  /**
   * Takes a part of a message: `whole` is the length that its first part says, undefined with those after it. Gives the message with its
   * last part; one of which the capture cut a part is not put together.
   */
  messageWith(part: Uint8Array, isCut: boolean, whole?: number): Uint8Array | undefined {
    const key = this.key('message', '')
    const parts = whole === undefined ? this.open.get(key) : new Parts(whole)
    this.open.delete(key)
    if (parts === undefined || isCut) return undefined
    parts.add(part)
    if (parts.length >= parts.whole) return parts.joined
    this.open.set(key, parts)
    if (this.open.size > mostOpen) this.open.delete(this.open.keys().next().value!)
    return undefined
  }
}

/** Limit of what is remembered of all connections. */
const mostKept = 1 << 14
/** Limit of messages of which parts are still to come; each has up to 64 kB. */
const mostOpen = 256

export const wayOf = ({ everywhere }: StreamMemory): Way => (everywhere['bluetooth'] ??= new Way()) as Way

/** Joins the parts of a message that follow one another. */
class Parts {
  private readonly parts: Uint8Array[] = []
  length = 0

  constructor(readonly whole: number) {}

  add(part: Uint8Array): void {
    this.parts.push(part.slice())
    this.length += part.length
  }

  get joined(): Uint8Array {
    const all = new Uint8Array(Math.min(this.length, this.whole))
    let at = 0
    for (const part of this.parts) {
      all.set(part.subarray(0, all.length - at), at)
      at += Math.min(part.length, all.length - at)
    }
    return all
  }
}
