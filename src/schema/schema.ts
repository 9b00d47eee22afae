/**
 * A schema says once what lies where in a run of bytes. The typed getters, the packet tree, the byte ranges of the hex
 * view, the JSON, the columns and the display filter are all read from it.
 */
import {
  casesByCondition,
  casesByValue,
  choiceOf,
  commonSize,
  eitherOf,
  expanded,
  propertiesOf,
  type AnyCase,
  type AnySet,
  type Case,
  type Cases,
  type CheckedCases,
  type CheckedSet,
  type Chosen,
  type Condition,
  type Either,
  type Key,
  type PropertiesOf,
  type SetOf,
} from './choice.ts'
import { measureAfter, measureOf, type Amount, type Computed } from './amount.ts'
import type { AnyCondition, Matches } from './condition.ts'
import type { Guess, Payload, Taken, Trust } from './engine/facts.ts'
import { builtOnUse, later, type Later } from './engine/deferral.ts'
import { payloadOf, type PayloadOf } from './payload.ts'
import type { Checked, Field, Fields, PathsOf, PropertiesOfFields } from './field.ts'
import { Conversing } from './conversing.ts'
import type { Details } from './presentation.ts'
import { recognizerOf, type Recognizer } from './engine/recognizer.ts'
import type { ValuesOf } from './values.ts'
import type { View } from './view.ts'

export class Schema<out V = unknown> extends Conversing<V> {
  declare carries: Payload<never> | undefined
  payloadStated: PayloadOf<never> | undefined = undefined
  guess: Guess | undefined = undefined
  trusted: Trust | undefined = undefined
  /** How many bytes a layer takes, whether or not they can be trusted. */
  taken: Taken | undefined = undefined
  /** What fields hold when a layer is built and no value is given. */
  initial: Readonly<Record<string, unknown>> = {}
  /** Its fields, and the sets of its choices, in wire order. */
  private readonly declarations: Later<readonly AnySet[]>[] = []

  /** `over` names the tables a protocol is found in, and under which keys; a record is in none. */
  constructor(
    label: string,
    readonly name = '',
    readonly over: Readonly<Record<string, readonly (number | string)[]>> = {},
    bit = 0,
    outer?: Schema,
  ) {
    super(label, bit, outer)
  }

  protected override begin(): void {
    super.begin()
    this.carries = undefined
  }

  /** Its fields, those of sets among them, and the records that it chooses from; it is not built for that. */
  fieldsDeclared(): readonly (Field | Schema)[] {
    return this.declarations.flatMap((sets) =>
      sets().flatMap((set): readonly (Field | Schema)[] =>
        set instanceof Schema ? [set] : expanded(set).map(([, field]) => field),
      ),
    )
  }

  /**
   * Adds the fields that follow on the wire. Their functions are given all that came before them, and names also reach
   * siblings.
   */
  fields<const F extends Fields<View & V>>(more: F & Checked<V, F>): Schema<V & PropertiesOfFields<F>> {
    const set = later<Readonly<Record<string, Field>>>(more)
    this.declarations.push(() => [set() as AnySet])
    this.step(() => {
      for (const [name, part] of expanded(set() as never)) this.add(name, part)
      for (const [key, field] of Object.entries(set())) if (field.references?.ahead) this.check(key, field)
    })
    return this as Schema as never
  }

  /**
   * Adds the fields that follow for one value of a key, a set of them for each, and `fallback` for all other values.
   * They are properties of the record itself, undefined where another set applies. Their functions and names see the
   * fields of the record around them. If all sets are of the same size and one always applies, what follows keeps its
   * fixed place.
   */
  choice<W, const C extends Readonly<Record<number | string, SetOf<W>>>, const O extends SetOf<W> = never>(
    this: Schema<W>,
    key: Key<W>,
    sets: C & { readonly [K in keyof C]: CheckedSet<W, C[K]> },
    fallback?: O & CheckedSet<W, O>,
  ): Schema<W & Chosen<PropertiesOf<C[keyof C] | O>>> {
    const [all, other] = [later<Readonly<Record<string, AnySet>>>(sets), later<AnySet | undefined>(fallback)]
    this.declarations.push(() => [...Object.values(all()), other() ?? {}])
    this.step(() => this.choose(casesByValue(key as never, all(), other())))
    return this as Schema as never
  }

  /**
   * The same for the first of several cases whose condition holds: values of fields, ranges, a function, or
   * `otherwise`.
   */
  cases<W, const C extends readonly Case<W>[]>(
    this: Schema<W>,
    ...cases: C & CheckedCases<W, C>
  ): Schema<W & Chosen<PropertiesOf<C[number][1]>>> {
    const [first] = cases as readonly unknown[]
    const all = later<readonly AnyCase[]>(typeof first === 'function' ? first : cases)
    this.declarations.push(() => all().map(([, set]) => set))
    this.step(() => this.choose(casesByCondition(all())))
    return this as Schema as never
  }

  /** Adds one of two sets of fields of the same size: the first under a condition, else the second. */
  either<W, const A extends Fields<View & W>, const B extends Fields<View & W>>(
    this: Schema<W>,
    condition: Condition<W>,
    first: A,
    second: B,
  ): Schema<W & Either<PropertiesOf<A>, PropertiesOf<B>>> {
    const [one, other] = [later<AnySet>(first), later<AnySet>(second)]
    this.declarations.push(() => [one(), other()])
    this.step(() => {
      this.choose(eitherOf(condition as AnyCondition, one(), other()))
      if (typeof this.slots.at(-1)!.field.size !== 'number')
        throw new TypeError(`${this.label}: the two sets must take the same number of bytes`)
    })
    return this as Schema as never
  }

  /** How many bytes it says it takes, which is what everything inside it ends at: only for declared lengths. */
  length<W>(this: Schema<W>, amount: Amount<PathsOf<W>> | Computed<View & W>): Schema<W> {
    this.step(() => (this.declared = measureOf(amount as never)))
    return this
  }

  /** The fields so far are a header, which says how many bytes follow it: everything added after this ends there. */
  followedBy<W>(this: Schema<W>, amount: Amount<PathsOf<W>> | Computed<View & W>): Schema<W> {
    this.step(() => (this.declared = measureAfter(this.slots.length, amount as never)))
    return this
  }

  /** In a list, the next one begins at a multiple of `bytes` after the start of this one. */
  aligned(bytes: number): this {
    this.step(() => (this.alignment = bytes))
    return this
  }

  /** Where pointers inside it count from: `lead` bytes after its start (DNS over TCP: after the length). */
  pointerOrigin(lead: number): this {
    this.step(() => (this.lead = lead))
    return this
  }

  /** What follows its own fields: where to look the next protocol up, and how many bytes it has. */
  payload<W>(this: Schema<W>, carries: PayloadOf<W>): Schema<W> {
    this.payloadStated = carries as never
    this.step(() => (this.carries = payloadOf(carries)))
    return this
  }

  /**
   * Tells by the bytes of a layer whether they can be this protocol: what it does not accept is `data`, whatever led
   * there. Under the tables that its `over` names without keys it is found by the same test; with `heuristic` only
   * there, so that elsewhere a key suffices.
   */
  accepts(test: Guess, only?: 'heuristic'): this {
    this.guess = test
    return only === 'heuristic' ? this : this.trustedTo((bytes, start, end) => (test(bytes, start, end) ? end : start))
  }

  /**
   * Lets a layer end where it contradicts itself, and carry nothing; a note of what is before that says why. `taken` is
   * how many bytes are its own all the same, to filters that take slices of it.
   */
  trustedTo(trusted: Trust, taken?: Taken): this {
    this.trusted = trusted
    this.taken = taken
    return this
  }

  /**
   * Tells whether a record of this kind begins at a place in bytes: whether its plain fields are there and have these
   * values.
   */
  recognizer<W>(this: Schema<W>, values: Partial<Matches<PathsOf<W>>>): Recognizer {
    return recognizerOf(this as never, values as Matches<string>, this.isWaiting)
  }

  /** What fields hold when a layer is built and no value is given; without that, numbers are 0 and lists empty. */
  defaults(values: ValuesOf<V>): this {
    this.initial = values
    return this
  }

  /** Says what -v and -vv add to the line of a packet. */
  detailed<W>(this: Schema<W>, details: Details<W>): Schema<W> {
    this.details = details as Details
    return this
  }

  private choose(cases: Cases): void {
    const { sets, exhaustive } = cases
    // A set begins on a whole byte: elsewhere all its values would be wrong in silence.
    if (this.bit !== 0)
      throw new TypeError(`${this.name || this.label}: a choice must begin on a whole byte, not at bit ${this.bit}`)
    const name = `choice${this.slots.length}`
    const schemas = sets.map((set) =>
      set instanceof Schema ? set : new Schema(this.label, '', {}, 0, this as Schema as never).fields(set as never),
    )
    const field = choiceOf(cases, schemas as readonly Schema[])
    const size = exhaustive ? commonSize(schemas as readonly Schema[]) : undefined
    this.add(name, size === undefined ? field : { ...field, size, elastic: false })
    for (const property of new Set(schemas.flatMap((schema) => propertiesOf(schema as Schema))))
      this.define(property, function () {
        return (this as never)[name]?.[property]
      })
  }
}

builtOnUse(Schema, 'carries')
