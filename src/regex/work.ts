/** One text that is matched, what its groups have matched so far, and how much work it took. */
export class Run {
  text = ''
  /** How deep repeats of groups are within each other. */
  depth = 0
  /** Where each group's last match begins and ends; -1 where it has none. */
  readonly from: Int32Array
  readonly to: Int32Array
  private left = mostWork
  private readonly perStart: number

  constructor(groups: number) {
    this.from = new Int32Array(groups)
    this.to = new Int32Array(groups)
    this.perStart = step + (groups >> 2)
  }

  /** Begins with another text. */
  begin(text: string): void {
    this.text = text
    this.left = mostWork
  }

  /** Begins to match at another place; false if there was too much work. */
  start(): boolean {
    this.from.fill(-1)
    this.to.fill(-1)
    this.depth = 0
    return this.spend(this.perStart)
  }

  get isExhausted(): boolean {
    return this.left < 0
  }

  /** Counts work; false if it is too much in all. */
  spend(units: number): boolean {
    this.left -= units
    return this.left >= 0
  }

  exhaust(): void {
    this.left = -1
  }
}

/** Units of work that one text may take, one of them a byte that is scanned or compared: some tenths of a second. */
const mostWork = 80_000_000

/** What the call takes that tries one way of several, in the same units. */
export const step = 16

/** What it takes to look at one byte by a call. */
export const look = 8

export type Next = (at: number) => boolean

/** Matches from `at` on, and then what is `next`. */
export type Match = (at: number, next: Next) => boolean
