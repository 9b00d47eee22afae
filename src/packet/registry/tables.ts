/** Dissector tables, named as Wireshark names them: which protocol a key leads to. */

/** What leads to a protocol: a port or type, or a text such as a media type. */
export type Key = number | string

/** One table. Protocols are positions in `Registry.entries`; 0 where a key leads to none. */
export interface Table {
  /** By number, up to 255 or 65535. */
  readonly numbers: Uint16Array
  /** By text, and by larger numbers; undefined if there are none. */
  readonly others: ReadonlyMap<Key, number> | undefined
}

/** The protocol that a key leads to, 0 if it leads to none. */
export function lookUp({ numbers, others }: Table, key: Key): number {
  // A text is no index: a typed array has properties such as `length`.
  const found = typeof key === 'number' ? numbers[key] : undefined
  return found || (others?.get(key) ?? 0)
}

/** All tables of a registry. A table remains the same object while it grows. */
export class Tables {
  private readonly tables = new Map<string, { numbers: Uint16Array; others: Map<Key, number> | undefined }>()

  /** The table of a name, empty if no key was added to it. */
  named(name: string): Table {
    return this.table(name)
  }

  /** Lets a key lead to a protocol, in place of the one it led to before. */
  add(name: string, key: Key, id: number): void {
    const table = this.table(name)
    if (typeof key === 'string' || key >= largest) {
      table.others ??= new Map()
      table.others.set(key, id)
      return
    }
    if (key >= table.numbers.length) {
      const smaller = table.numbers
      table.numbers = new Uint16Array(largest)
      table.numbers.set(smaller)
    }
    table.numbers[key] = id
  }

  clear(): void {
    for (const table of this.tables.values()) {
      table.numbers = new Uint16Array(smallest)
      table.others = undefined
    }
  }

  private table(name: string) {
    let table = this.tables.get(name)
    if (table === undefined) this.tables.set(name, (table = { numbers: new Uint16Array(smallest), others: undefined }))
    return table
  }
}

const smallest = 256
const largest = 65536
