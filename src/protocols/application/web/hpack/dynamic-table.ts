/** The dynamic table of HPACK and QPACK: RFC 7541, sections 2.3.2 and 4; RFC 9204, section 3.2. */

/** A header as it lies in a table; undefined where it came before the capture began. */
export interface HeaderEntry {
  readonly name: string | undefined
  readonly value: string | undefined
  /** In octets. */
  readonly nameLength: number
  readonly valueLength: number
}

export class DynamicTable {
  /** The newest last; those before `first` are gone. */
  private entries: HeaderEntry[] = []
  private first = 0
  private size = 0
  /** How many entries were added since the beginning, as far as that was seen. */
  inserted = 0

  constructor(private limit: number) {}

  get capacity(): number {
    return this.limit
  }

  /** The entry `index` places before the newest; undefined where it is not known. */
  get(index: number): HeaderEntry | undefined {
    const at = this.entries.length - 1 - index
    return index >= 0 && at >= this.first ? this.entries[at] : undefined
  }

  /** The entry that was added after `absolute` others. */
  added(absolute: number): HeaderEntry | undefined {
    return this.get(this.inserted - 1 - absolute)
  }

  /** Adds an entry, for which the oldest make room; one that is larger than the table empties it. */
  add(entry: HeaderEntry): void {
    this.inserted++
    this.size += sizeOf(entry)
    this.entries.push(entry)
    this.evict()
  }

  /** What it may hold from now on, in octets as section 4.1 counts them. */
  resize(limit: number): void {
    this.limit = limit
    this.evict()
  }

  /** Forgets all entries: what follows is not known to follow them. */
  forget(): void {
    this.entries = []
    this.first = this.size = 0
  }

  private evict(): void {
    const { entries } = this
    while (this.size > this.limit) this.size -= sizeOf(entries[this.first++]!)
    if (this.first < mostGone) return
    this.entries = entries.slice(this.first)
    this.first = 0
  }
}

/** RFC 7541, section 4.1. */
export const sizeOf = ({ nameLength, valueLength }: HeaderEntry): number => nameLength + valueLength + 32

/** How many entries may be gone and not taken out of the list. */
const mostGone = 256
