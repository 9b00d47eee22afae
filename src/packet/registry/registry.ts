/**
 * All protocols and what follows from them: which key leads to which, and how each finds the next. More can be
 * registered at any time.
 */
import type { Guess, Schema } from '../../schema/index.ts'
import { checkAssociation, checkTables, unknownProtocol } from './checks.ts'
import { stepOf, type Step } from './steps.ts'
import { lookUp, Tables, type Key, type Table } from './tables.ts'

/** A protocol and its place among the others. */
export interface Entry {
  readonly id: number
  /** The property of `Packet`. */
  readonly property: string
  readonly schema: Schema
  /** Bytes without which nothing more can be said. */
  readonly fixedLength: number
  /** Whether its header is whole as soon as it has these. */
  readonly isFixed: boolean
  readonly guess: Guess | undefined
  /** What its payload may be by its first bytes. */
  readonly guesses: readonly Entry[]
}

/** A key of a table that leads to a protocol. */
interface Association {
  readonly table: string
  readonly key: Key
  readonly entry: Entry
  /** Whether a user or a program chose it, and no definition. */
  readonly isChosen?: true
}

export type Definitions = Readonly<Record<string, Schema>>

export class Registry {
  /** Every protocol; `entry.id` is its place here, and 0 is `data`. The array grows, and no place in it changes. */
  readonly entries: readonly Entry[] = []
  /** The step of each protocol, in the order of `entries`; made when a protocol is met for the first time. */
  readonly steps: readonly Step[] = []
  /** The protocol a frame of a link type begins with. */
  readonly linkTypes: Table
  /** Of each protocol, whether it may refuse bytes that a key leads to it. */
  readonly refuses: readonly boolean[] = []
  /** Another number after each change. */
  version = 0
  /** Where keys lead. */
  readonly tables = new Tables()
  private readonly ids = new Map<Schema, number>()
  private readonly guessing = new Map<string, readonly Entry[]>()
  private readonly listeners: (() => void)[] = []
  private readonly chosen = this.derived(
    () => new Set(this.associations.flatMap(({ table, key, isChosen }) => (isChosen ? [`${table} ${key}`] : []))),
  )
  /** Which key leads where; where two speak of one key, the last counts. */
  associations: readonly Association[] = []
  /** Names of protocols that nothing is decoded as. */
  disabled: ReadonlySet<string> = new Set()

  /**
   * The first of the protocols is that of bytes nobody knows. `TypeError` for definitions that contradict each other.
   */
  constructor(protocols: Definitions) {
    this.linkTypes = this.tables.named('linktype')
    this.register(protocols)
  }

  /**
   * Adds protocols, by the property of `Packet`. `TypeError` for definitions that contradict each other; then nothing
   * is added.
   */
  register(protocols: Definitions): void {
    checkTables(protocols, this.entries)
    const entries = this.entries as Entry[]
    const added = Object.entries(protocols).map(([property, schema], index) =>
      entryOf(entries.length + index, property, schema),
    )
    entries.push(...added)
    this.associations = [...this.associations, ...added.flatMap(associationsOf)]
    this.rebuild()
  }

  /** Lets keys of a table lead to a protocol, whatever they led to before. `TypeError` for a table there is not. */
  associate(table: string, keys: Key | readonly Key[], schema: Schema): void {
    const all = typeof keys === 'object' ? keys : [keys]
    for (const key of all) checkAssociation(table, key, this.entries)
    const entry = this.entries[this.idOf(schema)]
    if (entry === undefined) throw new TypeError(`${schema.name} is no registered protocol`)
    this.associations = [...this.associations, ...all.map((key) => ({ table, key, entry, isChosen: true as const }))]
    this.rebuild()
  }

  /** Lets no key lead to the protocols of a name, and no guess. `TypeError` for a name that none has. */
  disable(name: string): void {
    if (!this.entries.some(({ schema }) => schema.name === name)) throw unknownProtocol(name, this.entries)
    this.disabled = new Set([...this.disabled, name])
    this.rebuild()
  }

  /** The place of a protocol in `entries`, or -1. */
  idOf(schema: Schema): number {
    return this.ids.get(schema) ?? -1
  }

  /** The place in `entries` of the protocol that a key of a table leads to; 0 if it leads to none. */
  find(table: string, key: Key): number {
    return lookUp(this.tables.named(table), key)
  }

  /** The protocols that know themselves by their first bytes under a table. */
  guesses(table: string): readonly Entry[] {
    let found = this.guessing.get(table)
    if (found === undefined) this.guessing.set(table, (found = this.guessesIn(table)))
    return found
  }

  /** Whether a user or a program chose where a key of a table leads. */
  isChosen(table: string, key: Key): boolean {
    return this.chosen().has(`${table} ${key}`)
  }

  /** A value for each protocol, in the order of `entries`. The array grows with them. */
  column<T>(valueOf: (entry: Entry) => T): readonly T[] {
    const values: T[] = []
    this.onChange(() => {
      values.length = 0
      for (const entry of this.entries) values.push(valueOf(entry))
    })
    return values
  }

  /** Something made of all protocols, when it is asked for, and again after a change. */
  derived<T>(make: () => T): () => T {
    let made: { readonly version: number; readonly value: T } | undefined
    return () => {
      if (made?.version !== this.version) made = { version: this.version, value: make() }
      return made.value
    }
  }

  /** Calls a function now and after each change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener)
    listener()
  }

  /** Returns a function that undoes all changes since. For tests. */
  checkpoint(): () => void {
    const { entries, associations, disabled } = this
    const count = entries.length
    return () => {
      ;(entries as Entry[]).length = count
      this.associations = associations
      this.disabled = disabled
      this.rebuild()
    }
  }

  private rebuild(): void {
    const { entries, tables, ids, disabled } = this
    tables.clear()
    for (const { table, key, entry } of this.associations)
      if (!disabled.has(entry.schema.name)) tables.add(table, key, entry.id)
    ids.clear()
    for (const { schema, id } of entries) ids.set(schema, id)
    for (const entry of entries as readonly Mutable<Entry>[])
      entry.guesses = this.guessesIn(entry.schema.payloadStated?.guesses)
    this.guessing.clear()
    ;(this.refuses as boolean[]).splice(0, Infinity, ...entries.map(({ schema }) => schema.trusted !== undefined))
    this.forgetSteps()
    this.version++
    for (const listener of this.listeners) listener()
  }

  /** The protocols that know themselves by their first bytes under a table. */
  private guessesIn(table: string | undefined): readonly Entry[] {
    return table === undefined
      ? []
      : this.entries.filter(
          ({ guess, schema }) =>
            guess !== undefined && schema.over[table]?.length === 0 && !this.disabled.has(schema.name),
        )
  }

  private forgetSteps(): void {
    const steps = this.steps as Step[]
    steps.length = 0
    for (const entry of this.entries)
      steps.push((layers, index, reach) => {
        const step = stepOf(entry, this)
        steps[entry.id] = step
        return step(layers, index, reach)
      })
  }
}

/** What the definition must be built for is found when it is asked for, and kept. */
const entryOf = (id: number, property: string, schema: Schema): Entry => ({
  id,
  property,
  schema,
  guess: schema.guess,
  guesses: [],
  get fixedLength() {
    return kept(this, 'fixedLength', schema.fixedLength)
  },
  get isFixed() {
    return kept(this, 'isFixed', schema.isFixed)
  },
})

/** Puts a value in the place of the getter that has found it. */
function kept<K extends keyof Entry>(entry: Entry, key: K, value: Entry[K]): Entry[K] {
  Object.defineProperty(entry, key, { value, enumerable: true, configurable: true, writable: true })
  return value
}

const associationsOf = (entry: Entry): readonly Association[] =>
  Object.entries(entry.schema.over).flatMap(([table, keys]) => keys.map((key) => ({ table, key, entry })))

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
