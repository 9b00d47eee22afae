import type { Field } from './field.ts'
import type { Note } from './engine/facts.ts'
import type { FactValues } from './kinds/facts.ts'
import { endNode, factNodes, FieldNode, ViewNode, type Node } from './node.ts'
import type { Schema } from './schema.ts'

export type { Node } from './node.ts'

/** What console.log calls. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')
/** Controls that console.log does not escape. */
const bidirectional = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * A window on the bytes of one packet, from byte `start` to byte `end`, with a getter for each field of its schema.
 * Nothing is copied, and nothing is read until asked for.
 */
export abstract class View {
  declare readonly schema: Schema
  declare readonly bytes: Uint8Array
  declare readonly start: number
  declare readonly end: number
  /** Where the layer around the window starts, for pointers that count from there. */
  declare readonly origin: number
  /** Where what holds the window ends: for a layer that says its own length, its payload reaches that far. */
  declare readonly limit: number
  /** Where that ended on the wire: after `limit` if a snap length cut it. */
  declare readonly originalEnd: number
  /** What its conversation tells of a layer and its records, by property; undefined without any. */
  declare facts: FactValues | undefined
  /** Where fields after the first of no fixed size start, in bits; filled on demand. */
  declare private offsets: number[] | undefined
  /** Whether it is asked at the moment how long it says it is. */
  declare private isMeasuring: boolean | undefined
  /** What `isShort` is, once asked. */
  declare private knownShort: boolean | undefined
  /** What was worked out once, key and value in turn: a view remembers one or two things, too few for a map. */
  declare private remembered: unknown[] | undefined

  /**
   * What the capture left out: `body` when options, records or payload stop early, `header` when even the plain fields
   * do not fit, or stop where they contradict themselves, so that no getter can be trusted; undefined when all is here.
   */
  get cut(): 'header' | 'body' | undefined {
    const { carries, declared } = this.schema
    if (!this.headed) return 'header'
    const whole = declared ? declared(this as never) * 8 : this.offsetOf()
    const carried = (carries?.length?.(this as never) ?? 0) * 8
    // What cannot be told, as where a length is itself cut, is not whole either.
    return this.originalEnd > this.limit || !(whole + carried <= (this.limit - this.start) * 8) ? 'body' : undefined
  }

  /** Whether it says how long it is, and is there as far as that. */
  get isDeclaredWhole(): boolean {
    const { declared } = this.schema
    // What it says may depend on a part whose length depends on this, if that part is cut.
    if (declared === undefined || this.isMeasuring === true) return false
    this.isMeasuring = true
    const room = this.end - this.start
    const isHere = declared(this as never) <= room
    const mayBeLonger = isHere && this.originalEnd > this.limit && this.end + extension > this.limit
    const isWhole = isHere && (!mayBeLonger || declared(this.asIfLonger as never) <= room)
    this.isMeasuring = false
    return isWhole
  }

  /** Whether the window ends where the capture does, and went on from there on the wire. */
  get endsWithCapture(): boolean {
    return this.end === this.limit && this.originalEnd > this.limit
  }

  /**
   * The same as if it went on a little beyond where the capture ends, with bytes that are absent: lengths that go by
   * the end of the window, or by what is found up to there, come out longer.
   */
  get asIfLonger(): this {
    return this.schema.bare(
      this.bytes,
      this.start,
      Math.min(this.originalEnd, this.limit + extension),
      this.origin,
    ) as never
  }

  /** Whether the window ends because the capture does, so that what reaches its end may have gone on. */
  get isShort(): boolean {
    return (this.knownShort ??=
      this.schema.declared === undefined ? this.originalEnd > this.limit : !this.isDeclaredWhole)
  }

  /** Whether all of its plain fields are here, so that the getters can be trusted. */
  get headed(): boolean {
    return this.offsetOf(this.schema.plain) <= (this.end - this.start) * 8
  }

  /** Bytes its fields take, or that it says it takes, payload apart; never more than there are. */
  get extent(): number {
    const { declared } = this.schema
    const room = this.end - this.start
    const taken = declared ? declared(this as never) : Math.ceil(this.offsetOf() / 8)
    return taken < room ? Math.max(0, taken) : room
  }

  /** The bytes it carries after its own fields. */
  get payload(): Uint8Array {
    const from = this.start + this.extent
    return this.bytes.subarray(
      from,
      Math.min(this.limit, from + Math.max(0, this.schema.carries?.length?.(this as never) ?? Infinity)),
    )
  }

  /** What contradicts itself here, as the schema's notes say. */
  notes(): readonly Note[] {
    const { headed } = this
    const length = this.end - this.start
    return this.schema.remarks.filter(
      (note) => (headed || length >= (note.within ?? Infinity)) && note.when(this as never),
    )
  }

  /** Its fields in wire order, from slot `from` on, as far as the bytes reach. */
  nodes(from = 0): Node[] {
    const nodes: Node[] = []
    const { slots } = this.schema
    for (let index = from; index < slots.length; index++) {
      const { key, field, read, hidden } = slots[index]!
      if (hidden) continue
      if (!this.reaches(index)) {
        if (field.computed) continue
        break
      }
      const first = this.start * 8 + this.offsetOf(index)
      const last = this.start * 8 + this.offsetOf(index + 1)
      if (first === last && !field.computed) continue
      const offset = Math.min(this.end, Math.floor(first / 8))
      const value = read(this.bytes, offset, this as never)
      if (isAbsent(value)) continue
      if (field.parts?.kind === 'choice') {
        nodes.push(...field.parts.views(value).flatMap((view) => view.nodes()))
        continue
      }
      if (field.atEnd !== undefined) nodes.push(endNode(key, field, value, this))
      if (field.atEnd !== undefined) continue
      const length = field.computed ? 0 : Math.ceil(Math.min(last, this.end * 8) / 8) - offset
      const toTheEnd = field.computed ? field.type === 'bytes' : last === this.end * 8 && field.elastic === true
      const cut = (!field.computed && last > this.end * 8) || (toTheEnd && this.isShort)
      nodes.push(new FieldNode(key, field, value, offset, length, this, cut))
    }
    if (this.facts !== undefined && from === 0) nodes.push(...factNodes(this.schema.factFields, this.facts, this.start))
    return nodes
  }

  /** Whether the bytes reach as far as field `index`: all of it, or some of what is still of use when cut. */
  reaches(index: number): boolean {
    const { field, plainBefore, openBefore } = this.schema.slots[index]!
    const room = (this.end - this.start) * 8
    if (field.computed) {
      const before = this.offsetOf(plainBefore)
      return before < room || (before === room && !(openBefore && this.isShort))
    }
    const next = this.offsetOf(index + 1)
    if (field.elastic !== true || next < room) return next <= room
    // It goes up to the end or beyond.
    if (!isUsefulInPart(field)) return next === room && !this.mayGoOn(index)
    return next === room || this.offsetOf(index) < room
  }

  /** Whether field `index`, which reaches just to the end of the window, may go on where that was not captured. */
  private mayGoOn(index: number): boolean {
    if (!this.isShort) return false
    const { size } = this.schema.slots[index]!.field
    const at = this.start + (this.offsetOf(index) >> 3)
    return !(this.endsWithCapture && typeof size === 'function' && size(this.asIfLonger as never, at) <= this.end - at)
  }

  /** The view as a whole, as one line of the tree above its fields. */
  node(key = this.schema.name): Node {
    return new ViewNode(key, this)
  }

  /** Field values by property name; bytes as hexadecimal text, nested views as objects. */
  toJSON(): object {
    return Object.fromEntries(
      this.nodes().map((node) => [node.key, node.value instanceof Uint8Array ? node.text : node.value]),
    )
  }

  /** Its fields by property, for `console.log`. */
  [inspectKey](depth: number, options: object, inspect?: (value: unknown, options: object) => string): string {
    const { name, label } = this.schema
    const cut = name !== '' && this.cut !== undefined ? ` (${this.cut} cut)` : ''
    const title = `${name || label || 'record'}${cut}`
    return inspect === undefined || depth < 0
      ? `[${title}]`
      : `${title} ${inspect(this.toJSON(), options).replace(bidirectional, escaped)}`
  }

  /** Where field `index` starts, in bits from here; one past the last, where the fields end. */
  offsetOf(index = this.schema.slots.length): number {
    const { slots, fixed } = this.schema
    if (index < fixed.length) return fixed[index]!
    this.offsets ??= []
    return (this.offsets[index] ??= offsetBehind(this, this.offsetOf(index - 1), slots[index - 1]!.field))
  }

  /** Does work that is worth doing once for this view, such as reading the records of a list. */
  once<T>(key: object, work: () => T): T {
    const { remembered } = this
    if (remembered !== undefined)
      for (let index = 0; index < remembered.length; index += 2)
        if (remembered[index] === key) return remembered[index + 1] as T
    const value = work()
    if (this.remembered === undefined) this.remembered = [key, value]
    else this.remembered.push(key, value)
    return value
  }

  /** Makes the window end earlier, at what its schema says it takes; what was worked out before that is forgotten. */
  narrow(): this {
    // Nobody has seen the view yet: only the schema that makes it calls this.
    ;(this as { end: number }).end = this.start + this.extent
    this.offsets = undefined
    this.remembered = undefined
    return this
  }
}

/** Whether a part of a value is of use: part of a text or number is another text or number. */
export const isUsefulInPart = ({ elastic, type }: Field): boolean =>
  elastic === true && (type === 'bytes' || type === 'none')

/**
 * How far, in bytes, `asIfLonger` goes: far enough for any fixed part of a header, and no more, since lengths may be
 * searched for.
 */
export const extension = 16

/** Where the field after `field` starts, in bits, if `field` itself starts at bit `before` of the view. */
export function offsetBehind(view: View, before: number, { size }: Field): number {
  if (typeof size === 'number') return before + size
  if (before === Infinity) return before
  const length = size(view as never, view.start + (before >> 3))
  // What cannot be told, since it depends on bytes that are absent, has no end.
  return length >= 0 ? before + length * 8 : length < 0 ? before : Infinity
}

/** What a reader gives where there is nothing, or where it worked with bytes that are absent. */
export const isAbsent = (value: unknown): boolean => value === undefined || value !== value
