/** Where the fields of a schema lie, and the views that read them. */
import { bounded } from './bounds.ts'
import { cursorOf } from './cursor.ts'
import { builtOnUse, Deferred } from './deferral.ts'
import type { Field, Reader } from '../field.ts'
import type { Schema } from '../schema.ts'
import { setConstructor, viewConstructor, type SetConstructor, type ViewConstructor } from './constructors.ts'
import { SetView } from './set-view.ts'
import { isUsefulInPart, View } from '../view.ts'

/** One field at its place. */
export interface Slot {
  readonly key: string
  readonly field: Field
  readonly read: Reader<unknown>
  /** Bits from the start of the view (of a set: from where it begins), where that is known beforehand. */
  readonly fixed: number | undefined
  /** Which bit of its byte it begins at: always known, since what varies in size is made of whole bytes. */
  readonly bit: number
  /**
   * How many slots there are up to the last before it that what is worked out may depend on: all but bytes and lists.
   */
  readonly plainBefore: number
  /** Whether the last of them may end where the view ends, whatever that is. */
  readonly openBefore: boolean
  /** Whether the field is no line of the tree. */
  readonly hidden: boolean
}

export class Layout<out V = unknown> extends Deferred {
  declare readonly slots: Slot[]
  /** Where fields start, in bits, as far as that is known beforehand: up to the first of no fixed size. */
  declare readonly fixed: number[]
  /** How many fields there are up to the last one that must not be cut short. */
  declare plain: number
  /**
   * How many there are up to the last one that must be whole for what is worked out, and whether that may end where the
   * view does.
   */
  private known = 0
  private open = false
  /** How many bytes a record says it takes. */
  declare declared: ((self: never) => number) | undefined
  /** What its size is padded to a multiple of, in bytes, where others follow it. */
  declare alignment: number
  /** Bytes in front of the place that pointers inside it count from. */
  declare lead: number
  /** Which bit of its byte the next field begins at. */
  protected bit: number
  /** What its views inherit from: a getter for each field. */
  #prototype: object | undefined = undefined
  /** What the views of its latest sets inherit from, and the properties that later sets inherit besides. */
  #inherited: object | undefined = undefined
  private readonly sinceThen: string[] = []
  private constructorOfViews: ViewConstructor<View & V> | undefined = undefined
  private constructorOfSets: SetConstructor | undefined = undefined
  private moving: (View & V) | undefined = undefined

  /**
   * `bit` is the bit of the first byte that the fields begin at, not 0 only for groups of flags; `outer` is the schema
   * around a set of fields, whose scope it shares.
   */
  constructor(
    readonly label: string,
    bit: number,
    private readonly outer?: Schema,
  ) {
    super()
    this.bit = bit
    if (!this.isWaiting) this.begin()
    // It inherits what is there now, not what is there when it is first used.
    else if (outer !== undefined) this.build()
  }

  protected begin(): void {
    const { outer } = this
    Object.assign(this, { slots: [], fixed: [this.bit], plain: 0, declared: undefined, alignment: 1, lead: 0 })
    this.#prototype = Object.create(outer === undefined ? View.prototype : outer.inheritedBySets()) as object
    Object.defineProperty(this.#prototype, 'schema', { value: this })
  }

  /** What its views inherit from. */
  private get prototype(): object {
    this.build()
    return this.#prototype!
  }

  /**
   * Looks at a layer, `bytes` from byte `start` to byte `end`, through this schema; on the wire it went on to
   * `originalEnd`. Its `bytes` end where the layer ends, so that nothing in it can read what lies after it.
   */
  view(bytes: Uint8Array, start: number, end: number, originalEnd = end): View & V {
    return this.part(bounded(bytes, end), start, end, start + this.lead, originalEnd)
  }

  /** Looks at a part of a view, whose `bytes` and `origin` it shares. */
  part(bytes: Uint8Array, start: number, end: number, origin: number, originalEnd = end): View & V {
    const View = (this.constructorOfViews ??= viewConstructor(this.prototype, this.label) as ViewConstructor<View & V>)
    const view = new View(bytes, start, end, origin, end, originalEnd)
    return this.declared !== undefined && view.headed ? view.narrow() : view
  }

  /** A view that ends at `end`, whatever it says of its length. */
  bare(bytes: Uint8Array, start: number, end: number, origin: number, originalEnd = end): View & V {
    const View = (this.constructorOfViews ??= viewConstructor(this.prototype, this.label) as ViewConstructor<View & V>)
    return new View(bytes, start, end, origin, end, originalEnd)
  }

  /** Looks at what begins at byte `at` of another view: as a record of its own, or, a set of fields, as part of it. */
  viewInside(outer: View, at: number): View {
    if (this.outer === undefined) {
      const part = this.part(outer.bytes, at, outer.end, outer.origin, outer.isShort ? Infinity : outer.end)
      if (outer.facts !== undefined) part.facts = outer.facts
      return part
    }
    const View = (this.constructorOfSets ??= setConstructor(this.prototype, this.label))
    return new View(outer, at)
  }

  /** The view of the layer that `point` named last, at no cost; it must not be kept. */
  get cursor(): View & V {
    return (this.moving ??= cursorOf(this as never, this.prototype))
  }

  /** The smallest a header can be, in bytes: its plain fields up to the first of no fixed size. */
  get fixedLength(): number {
    return Math.ceil(this.fixed[Math.min(this.plain, this.fixed.length - 1)]! / 8)
  }

  /** Whether all plain fields are at fixed places, and nothing else says how long it is. */
  get isFixed(): boolean {
    return this.plain < this.fixed.length && this.declared === undefined
  }

  /** Bits that all of its fields take; undefined if that varies. */
  get fixedSize(): number | undefined {
    return this.fixed.length > this.slots.length ? this.fixed.at(-1)! - this.fixed[0]! : undefined
  }

  /** Whether it is a set of fields that shares the scope of the schema around it. */
  get isSet(): boolean {
    return this.outer !== undefined
  }

  /** Adds a field at the end. */
  protected add(key: string, field: Field): void {
    if (!field.references?.ahead) this.check(key, field)
    const index = this.slots.length
    const { bit } = this
    const fixed = this.fixed[index]
    const read = field.bind(bit)
    this.slots.push({
      key,
      field,
      read,
      fixed,
      bit,
      plainBefore: this.known,
      openBefore: this.open,
      hidden: field.hidden === true,
    })
    if (typeof field.size === 'number') {
      this.bit = (bit + field.size) & 7
      if (fixed !== undefined) this.fixed.push(fixed + field.size)
    }
    if (!field.elastic && !field.computed) this.plain = index + 1
    if (!field.computed && (!isUsefulInPart(field) || field.parts?.kind === 'choice')) {
      this.known = index + 1
      this.open = field.elastic === true
    }
    this.define(key, this.getterOf(read, index, fixed))
  }

  /** Throws a TypeError if a field names another that there is not. */
  protected check(key: string, { references }: Field): void {
    for (const path of references?.paths ?? [])
      if (!this.knows(path.split('.')[0]!))
        throw new TypeError(`${this.label}: ${key} needs ${path}, and no field before it has that name`)
  }

  /** Gives its views a property. */
  protected define(key: string, get: (this: View) => unknown): void {
    if (Object.hasOwn(this.prototype, key))
      throw new TypeError(`${this.label}: two fields, or two choices, have a property called ${key}`)
    Object.defineProperty(this.prototype, key, { get, enumerable: true })
    this.sinceThen.push(key)
  }

  private getterOf(read: Reader<unknown>, index: number, fixed: number | undefined): (this: View) => unknown {
    if (fixed === undefined)
      return function () {
        return read(this.bytes, this.start + (this.offsetOf(index) >> 3), this as never)
      }
    const offset = fixed >> 3
    return this.outer === undefined
      ? function () {
          return read(this.bytes, this.start + offset, this as never)
        }
      : function () {
          return read(this.bytes, (this as SetView).place + offset, this as never)
        }
  }

  /** Gives the views of a set the properties that there are so far, those of the set itself not among them. */
  private inheritedBySets(): object {
    if (this.#inherited !== undefined && this.sinceThen.length === 0) return this.#inherited
    const before =
      this.#inherited ?? (this.outer === undefined ? SetView.prototype : Object.getPrototypeOf(this.prototype))
    const inherited = Object.create(before as object) as object
    for (const key of this.sinceThen.splice(0)) inherit(inherited, key)
    return (this.#inherited = inherited)
  }

  private knows(key: string): boolean {
    return key in this.prototype
  }
}

builtOnUse(Layout, 'slots', 'fixed', 'plain', 'declared', 'alignment', 'lead')

/** Lets the views of sets have a property of the view around them. */
function inherit(prototype: object, key: string): void {
  Object.defineProperty(prototype, key, {
    get(this: SetView) {
      return (this.outer as unknown as Readonly<Record<string, unknown>>)[key]
    },
    configurable: true,
  })
}
