/**
 * All fields by filter name. Built by one walk over the schemas, so that a lookup costs the same however many protocols
 * there are.
 */
import { factPlaces, Schema, type Field, type FieldType, type Names } from '../schema/index.ts'
import { packetFields } from './packet-fields.ts'
import { derivedFrom } from './names/derived-fields.ts'
import { trailerNames } from './trailer.ts'

/** What filters and completion need to know of a name. */
export interface FieldDescription {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  /** Of numbers: bits, where that is always the same. */
  readonly bits: number | undefined
  /** What its numbers are called. */
  readonly names: Names | undefined
  /** Whether its numbers can be negative. */
  readonly signed?: boolean | undefined
}

export class FieldIndex {
  private readonly listed: FieldDescription[] = []
  private readonly descriptions = new Map<string, FieldDescription[]>()
  /** The schemas that declare a name themselves, not only in a part. */
  private readonly declaring = new Map<string, Schema[]>()
  /** The schemas that a schema is a part of; empty for one that is only a protocol. */
  private readonly wholes = new Map<Schema, Schema[]>()
  /** The positions of protocols in the list that the index was built from. */
  private readonly positions = new Map<Schema, number>()

  /**
   * `prefix` is what the names begin with that will be asked for, if not all are: only protocols that may have such
   * names are built.
   */
  constructor(all: readonly Schema[], prefix?: string) {
    const protocols = prefix === undefined ? all : all.filter((schema) => mayHave(schema, prefix))
    for (const [name, field] of Object.entries(packetFields)) this.describe(name, field, undefined)
    for (const [position, schema] of all.entries()) this.positions.set(schema, position)
    for (const schema of protocols) {
      this.declare(schema.name, { type: 'protocol', label: schema.label }, undefined, schema)
      this.addSchema(schema)
    }
    for (const schema of protocols)
      if (schema.payloadStated?.filter !== undefined)
        this.declare(schema.payloadStated.filter, { type: 'bytes', label: 'Payload' }, undefined, schema)
    for (const schema of protocols)
      for (const [name, part] of trailerNames(schema)) {
        const type = part === 'checksum' ? 'number' : 'bytes'
        this.declare(name, { type, label: trailerLabels[part] }, undefined, schema)
      }
  }

  /** Every name, in the order of the protocols; a name that several fields share occurs once for each. */
  get all(): readonly FieldDescription[] {
    return this.listed
  }

  /** Each name once. */
  names(): IterableIterator<string> {
    return this.descriptions.keys()
  }

  /** What the names of protocols begin with. */
  prefixes(): ReadonlySet<string> {
    return new Set(Array.from(this.declaring.keys(), prefixOf))
  }

  /** The fields of one name, in the order of `all`; empty if there are none. */
  named(name: string): readonly FieldDescription[] {
    return this.descriptions.get(name) ?? none
  }

  /**
   * The positions of the protocols that have a field of this name, in themselves or in a part, in no particular order.
   */
  protocolsWith(name: string): Iterable<number> {
    const seen = new Set(this.declaring.get(name))
    const found = new Set<number>()
    // A set that grows while it is walked: each schema is visited once, however many share it.
    for (const schema of seen) {
      const position = this.positions.get(schema)
      if (position !== undefined) found.add(position)
      for (const whole of this.wholes.get(schema)!) seen.add(whole)
    }
    return found
  }

  /**
   * Adds the fields of a schema and of its parts, once: many protocols share a part. It takes what they declare, since
   * to build all takes longer.
   */
  private addSchema(schema: Schema): void {
    if (this.wholes.has(schema)) return
    this.wholes.set(schema, [])
    for (const declared of schema.fieldsDeclared())
      if (declared instanceof Schema) this.addPart(declared, schema)
      else this.addField(declared, schema)
    for (const { fact } of factPlaces(schema.factFields))
      if (fact.filter !== '') this.declare(fact.filter, fact, undefined, schema)
  }

  private addField(field: Field, schema: Schema): void {
    const bits = typeof field.size === 'number' && !field.computed ? field.size : undefined
    if (field.filter !== '') this.declare(field.filter, field, bits, schema)
    for (const name of field.also) this.declare(name, field, bits, schema)
    for (const { field: aspect } of field.aspects ?? [])
      for (const name of [aspect.filter, ...aspect.also]) this.declare(name, aspect, Number(aspect.size), schema)
    for (const part of field.parts?.schemas ?? []) this.addPart(part, schema)
  }

  private addPart(part: Schema, whole: Schema): void {
    this.addSchema(part)
    this.wholes.get(part)!.push(whole)
  }

  private declare(name: string, field: Described, bits: number | undefined, schema: Schema | undefined): void {
    this.describe(name, field, bits)
    if (schema === undefined) return
    for (const derived of derivedFrom(name)) this.declare(derived.name, derived, undefined, schema)
    const declaring = this.declaring.get(name)
    if (declaring === undefined) this.declaring.set(name, [schema])
    else declaring.push(schema)
  }

  private describe(name: string, { type, label, names, signed }: Described, bits: number | undefined): void {
    const description = { name, type, label, bits, names, signed }
    this.listed.push(description)
    const same = this.descriptions.get(name)
    if (same === undefined) this.descriptions.set(name, [description])
    else same.push(description)
  }
}

/** What a name begins with, up to the first dot: the name of its protocol, as a rule. */
export const prefixOf = (name: string): string => {
  const end = name.indexOf('.')
  return end < 0 ? name : name.slice(0, end)
}

const mayHave = (schema: Schema, prefix: string) => prefixOf(schema.name) === prefix || schema.borrowed.includes(prefix)

type Described = Pick<FieldDescription, 'type' | 'label'> & Partial<FieldDescription>

const none: readonly FieldDescription[] = []

const trailerLabels = {
  padding: 'Padding',
  trailer: 'Trailer',
  checksum: 'Frame Check Sequence',
  tagged: 'Trailer',
} as const
