/** What a definition declares of a protocol besides its fields, for all that reads, changes and writes packets. */
import { conditionOf, type AnyCondition, type Matches } from './condition.ts'
import { builtOnUse } from './engine/deferral.ts'
import { offsetOf, type Checksum, type Note, type Trailer } from './engine/facts.ts'
import type { PathsOf } from './field.ts'
import { Presentation } from './presentation.ts'
import type { Schema } from './schema.ts'
import type { View } from './view.ts'

type Condition<V> = PathsOf<V> | Partial<Matches<PathsOf<V>>> | ((self: View & V) => boolean)

/** What is said of a checksum; `headerWhen` and `when` are conditions, as of `.cases`. */
export type ChecksumOf<V> = Omit<Checksum, 'key' | 'offset' | 'headerWhen' | 'when'> & {
  readonly headerWhen?: Condition<V>
  readonly when?: Condition<V>
}

export class Declarations<out V = unknown> extends Presentation<V> {
  remarks: readonly Note[] = []
  /** Where it is specified; empty if nothing is published. */
  specification = ''
  /** What its filter names begin with, besides its own name. */
  borrowed: readonly string[] = []
  declare checksum: Checksum | undefined
  /** Whether it is only what the layer around it holds. */
  holdsContent = false
  /** Whether it only chooses another protocol. */
  isChoice = false
  /** What it is, where it stands between the header of a frame and its packet. */
  shim: 'tag' | 'labels' | undefined = undefined
  /** Whether it says where its packet ends. */
  isMeasured = false
  /** Whether what follows its fields is encrypted. */
  isEncrypted = false
  /** The byte, from the start of a layer, that routers count down. */
  declare hopLimit: number | undefined
  /** What may follow its payload. */
  trailer: Trailer | undefined = undefined

  protected override begin(): void {
    super.begin()
    this.checksum = this.hopLimit = undefined
  }

  /** Names its specification, `RFC 2637` or `IEEE 802.1AX-2014`, or gives the link to it. */
  specified(specification: string): this {
    this.specification = specification
    return this
  }

  /** Names the first parts of those of its filter names that do not begin with its own name, such as `tls`. */
  borrows(...prefixes: readonly string[]): this {
    this.borrowed = prefixes
    return this
  }

  /** Says that it only selects another protocol: filters do not find it, as Wireshark's do not. */
  selects(): this {
    this.isChoice = true
    return this
  }

  /** Says that it is what the layer around it holds: lists of packets describe that layer. */
  isContent(): this {
    this.holdsContent = true
    return this
  }

  /** What contradicts itself in a layer, each under a name that filters and reports can use. */
  notes(...remarks: readonly Note<V>[]): this {
    this.remarks = [...this.remarks, ...(remarks as readonly Note[])]
    return this
  }

  /** Says that the field `key` is a checksum, and of what. */
  checksummed<W>(this: Schema<W>, key: keyof W & string, covers: ChecksumOf<W>): Schema<W> {
    const { headerWhen, when, ...more } = covers
    this.step(() => {
      this.checksum = {
        ...more,
        key,
        offset: offsetOf(this, key),
        ...(headerWhen !== undefined && { headerWhen: conditionOf(headerWhen as AnyCondition) }),
        ...(when !== undefined && { when: conditionOf(when as AnyCondition) }),
      }
    })
    return this
  }

  /** Says that the field `key`, of one byte, is what each router takes one from. */
  hopLimited(key: keyof V & string): this {
    this.step(() => (this.hopLimit = offsetOf(this, key)))
    return this
  }

  /**
   * Says that it stands between the header of a frame and its packet: a tag, without which what is left is a frame, or
   * labels.
   */
  shimmed(shim: 'tag' | 'labels'): this {
    this.shim = shim
    return this
  }

  /** Says that it tells where its packet ends: what follows in a frame is not of the packet. */
  measured(): this {
    this.isMeasured = true
    return this
  }

  /** Says that what follows its fields is encrypted: what else is in there is not seen. */
  encrypted(): this {
    this.isEncrypted = true
    return this
  }

  /** Says what may follow its payload in a frame. */
  trailed(trailer: Trailer): this {
    this.trailer = trailer
    return this
  }
}

builtOnUse(Declarations, 'checksum', 'hopLimit')
