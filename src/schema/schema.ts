/**
 * A schema says once what lies where in a run of bytes. The typed getters, the packet tree, the byte ranges of the hex
 * view, the JSON, the columns and the display filter are all read from it.
 */
import { choiceOf, propertiesOf, type Chosen, type Either, type PropertiesOf } from './choice.ts'
import { bounded } from './bounds.ts'
import { cursorOf } from './cursor.ts'
import type { Checksum, Ends, Guess, Note, Payload, Taken, Trust } from './facts.ts'
import type { Field, Fields, Reader, ValueOf } from './field.ts'
import { View } from './view.ts'

export type ViewOf<S> = S extends Schema<infer V> ? View & V : never

/** One field at its place. */
export interface Slot {
  readonly key: string
  readonly field: Field
  readonly read: Reader<unknown>
  /** Bits from the start of the view, where that is known beforehand. */
  readonly fixed: number | undefined
  /** Which bit of its byte it begins at: always known, since what varies in size is made of whole bytes. */
  readonly bit: number
  /** How many slots there are up to the last before it that what is worked out may depend on: plain fields and choices. */
  readonly plainBefore: number
}

export class Schema<out V = unknown> {
  readonly slots: Slot[] = []
  /** Where fields start, in bits, as far as that is known beforehand: up to the first of no fixed size. */
  readonly fixed: number[]
  /** How many fields there are up to the last one that must not be cut short. */
  plain = 0
  /** How many there are up to the last one that must be whole for what is worked out: choices count too. */
  private known = 0
  /** How many bytes a record says it takes. */
  declared: ((self: never) => number) | undefined = undefined
  /** Bytes in front of the place that pointers inside it count from. */
  lead = 0
  carries: Payload<never> | undefined = undefined
  guess: Guess | undefined = undefined
  trusted: Trust | undefined = undefined
  /** Whether it only chooses another protocol. */
  isChoice = false
  /** How many bytes a layer takes, whether or not they can be trusted. */
  taken: Taken | undefined = undefined
  remarks: readonly Note[] = []
  /** Who talks to whom, where the protocol says it. */
  ends: Ends | undefined = undefined
  checksum: Checksum | undefined = undefined
  /** One line of words about a layer, for lists of packets. */
  summary: ((self: never) => string) | undefined = undefined
  private readonly View = class extends View {}
  private bit: number
  private moving: (View & V) | undefined = undefined

  /** `over` names the tables a protocol is found in, and under which keys; a record is in none. */
  constructor(
    readonly label: string,
    readonly name = '',
    readonly over: Readonly<Record<string, readonly number[]>> = {},
    /** Which bit of the first byte its fields begin at: not 0 only for groups of flags. */
    bit = 0,
  ) {
    this.bit = bit
    this.fixed = [bit]
    Object.defineProperty(this.View.prototype, 'schema', { value: this })
  }

  /** Adds the fields that follow on the wire. Their functions are given all that came before them. */
  fields<const F extends Fields<View & V>>(more: F): Schema<V & { readonly [K in keyof F]: ValueOf<F[K]> }> {
    for (const [key, field] of Object.entries<Field>(more)) this.add(key, field)
    return this as Schema as never
  }

  /**
   * Adds the fields that follow for one value of a key, a set of them for each; they are properties of the record itself,
   * undefined where another set applies. A set whose fields depend on one another is a record of its own. If all sets are of the same
   * `size`, in bits, what follows keeps its fixed place.
   */
  choice<const C extends Readonly<Record<number, Fields<View & V> | Schema>>>(
    key: (self: View & V) => number,
    sets: C,
    size?: number,
  ): Schema<V & Chosen<PropertiesOf<C[keyof C]>>> {
    this.choose(key, sets, size)
    return this as Schema as never
  }

  /** Adds one of two sets of fields of the same size: the first under a condition, else the second. */
  either<const A extends Fields<View & V>, const B extends Fields<View & V>>(
    condition: (self: View & V) => boolean,
    first: A,
    second: B,
  ): Schema<V & Either<PropertiesOf<A>, PropertiesOf<B>>> {
    this.choose(
      (self) => (condition(self) ? 1 : 0),
      { 1: first, 0: second },
      Object.values<Field>(first).reduce((sum, { size }) => sum + Number(size), 0),
    )
    return this as Schema as never
  }

  /** A record that says how long it is: everything inside it ends there. */
  sized(declared: (self: View & V) => number): this {
    this.declared = declared
    return this
  }

  /** Says that pointers inside it do not count from its start, but from `lead` bytes behind. */
  pointingBehind(lead: number): this {
    this.lead = lead
    return this
  }

  payload(carries: Payload<V>): this {
    this.carries = carries as Payload<never>
    return this
  }

  /** Lets the protocol be found by its first bytes under the tables its `over` names without keys. */
  guessed(guess: Guess): this {
    this.guess = guess
    return this
  }

  /** Turns away bytes that its port brought here but that cannot be its own. */
  refusing(refusal: Guess): this {
    return this.trustedTo((bytes, start, end) => (refusal(bytes, start, end) ? start : end))
  }

  /**
   * Lets a layer end where it contradicts itself, and carry nothing; a note of what is before that says why. `taken` is how many bytes
   * are its own all the same, to filters that take slices of it.
   */
  trustedTo(trusted: Trust, taken?: Taken): this {
    this.trusted = trusted
    this.taken = taken
    return this
  }

  /** Says that it only chooses another protocol: filters do not find it, as Wireshark's do not. */
  choosing(): this {
    this.isChoice = true
    return this
  }

  noted(...remarks: readonly Note<V>[]): this {
    this.remarks = remarks as readonly Note[]
    return this
  }

  /** Says which two fields, both at fixed places, tell who sends and who receives. */
  between(kind: Ends['kind'], source: keyof V & string, destination: keyof V & string): this {
    const [from, to] = [source, destination].map((key) => this.slots.find((slot) => slot.key === key))
    if (from?.fixed === undefined || to?.fixed === undefined)
      throw new TypeError(`${this.name}: ${source} and ${destination} must be at fixed places`)
    this.ends = {
      kind,
      source: from.fixed >> 3,
      destination: to.fixed >> 3,
      type: from.field.type,
      length: Number(from.field.size) >> 3,
    }
    return this
  }

  /** Says that the field `key` is a checksum, and of what. */
  checksummed(key: keyof V & string, covers: Omit<Checksum, 'offset'>): this {
    const slot = this.slots.find((slot) => slot.key === key)
    if (slot?.fixed === undefined) throw new TypeError(`${this.name}: ${key} must be at a fixed place`)
    this.checksum = { offset: slot.fixed >> 3, ...covers }
    return this
  }

  /** One line of words about a layer, for lists of packets, or about a record, for the tree. */
  summarized(summary: (self: View & V) => string): this {
    this.summary = summary
    return this
  }

  /**
   * Looks at a layer, `bytes` from byte `start` to byte `end`, through this schema; on the wire it went on to `originalEnd`. Its `bytes`
   * end where the layer ends, so that nothing in it can read what lies after it.
   */
  view(bytes: Uint8Array, start: number, end: number, originalEnd = end): View & V {
    return this.part(bounded(bytes, end), start, end, start + this.lead, originalEnd)
  }

  /** Looks at a part of a view, whose `bytes` and `origin` it shares. */
  part(bytes: Uint8Array, start: number, end: number, origin: number, originalEnd = end): View & V {
    const view = new this.View(bytes, start, end, origin, end, originalEnd) as View & V
    return this.declared !== undefined && view.headed ? view.narrow() : view
  }

  /** The view of the layer that `point` named last, at no cost; it must not be kept. */
  get cursor(): View & V {
    return (this.moving ??= cursorOf(this, this.View.prototype))
  }

  /** The smallest a header can be, in bytes: its plain fields up to the first of no fixed size. */
  get fixedLength(): number {
    return Math.ceil(this.fixed[Math.min(this.plain, this.fixed.length - 1)]! / 8)
  }

  /** Whether all plain fields are at fixed places, and nothing else says how long it is. */
  get isFixed(): boolean {
    return this.plain < this.fixed.length && this.declared === undefined
  }

  private choose(
    key: (self: View & V) => number,
    sets: Readonly<Record<number, Fields<never> | Schema>>,
    size?: number,
  ): void {
    // Each set is a view of its own, and a view begins on a whole byte: elsewhere all its values would be wrong in silence.
    if (this.bit !== 0)
      throw new TypeError(`${this.name || this.label}: a choice must begin on a whole byte, not at bit ${this.bit}`)
    const name = `choice${this.slots.length}`
    const schemas = new Map(
      Object.entries(sets).map(([value, set]) => [
        Number(value),
        set instanceof Schema ? set : new Schema(this.label).fields(set as Fields<View>),
      ]),
    )
    const field = choiceOf(key as never, schemas as ReadonlyMap<number, Schema>)
    this.add(name, size === undefined ? field : { ...field, size, elastic: false })
    for (const property of new Set([...schemas.values()].flatMap(propertiesOf)))
      define(this.View, property, function () {
        return (this as never)[name]?.[property]
      })
  }

  private add(key: string, field: Field): void {
    const index = this.slots.length
    const { bit } = this
    const fixed = this.fixed[index]
    const read = field.bind(bit)
    this.slots.push({ key, field, read, fixed, bit, plainBefore: this.known })
    if (typeof field.size === 'number') {
      this.bit = (bit + field.size) & 7
      if (fixed !== undefined) this.fixed.push(fixed + field.size)
    }
    if (!field.elastic && !field.computed) this.plain = this.known = index + 1
    else if (field.parts?.kind === 'choice') this.known = index + 1
    if (fixed === undefined)
      define(this.View, key, function () {
        return read(this.bytes, this.start + (this.offsetOf(index) >> 3), this as never)
      })
    else {
      const offset = fixed >> 3
      define(this.View, key, function () {
        return read(this.bytes, this.start + offset, this as never)
      })
    }
  }
}

/** A part of a protocol that occurs several times, such as an option. */
export const record = <const F extends Fields<View>>(label: string, fields: F) => new Schema(label).fields(fields)

/** A protocol: its display-filter name, its label, and the tables it is found in, with the keys (Wireshark's names). */
export const protocol = (name: string, label: string, over: Schema['over'] = {}) => new Schema(label, name, over)

function define(target: { readonly prototype: object }, key: string, get: (this: View) => unknown): void {
  Object.defineProperty(target.prototype, key, { get, enumerable: true })
}
