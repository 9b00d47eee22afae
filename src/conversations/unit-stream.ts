/**
 * One direction of a TCP connection as a sequence of units, such as TLS records. A unit in several segments is joined,
 * up to a limit. Out-of-order bytes are not waited for: the reader resumes at the next unit it recognizes.
 */
export interface UnitReader {
  /** Reads the unit at `from`: returns its end, -1 if it continues after `to`, or -2 if it is not a unit. */
  read(bytes: Uint8Array, from: number, to: number, packet: number, time: number): number
  /** Reads a unit that is incomplete and will not be completed. */
  broken(bytes: Uint8Array, from: number, to: number, packet: number, time: number): void
  /** Number of bytes to skip after the last unit. */
  readonly skip: number
  /** This many of the skipped bytes arrived. */
  passed(count: number, time: number): void
  /** Whether a unit may begin here, after missing bytes. */
  begins(bytes: Uint8Array, from: number, to: number): boolean
  /** End of the stream: a unit that extends to it is complete. */
  close(time: number): void
  /** The protocol has ended: further bytes are not its own. */
  readonly ended: boolean
}

/** Limit of a joined unit in bytes: TLS records are not longer, and servers accept no longer headers. */
const longestUnit = 20_000

/** The buffer budget shared by all streams, in bytes. */
export interface StreamBudget {
  bytes: number
}

export class UnitStream {
  private skip = 0
  private rest: Uint8Array | undefined = undefined
  private lost = false

  constructor(
    readonly reader: UnitReader,
    private readonly room: StreamBudget,
  ) {}

  /**
   * Processes the bytes from `from` to `to`; `skipped` bytes before them are missing, and `cut` bytes after them were
   * not captured.
   */
  take(bytes: Uint8Array, from: number, to: number, cut: number, skipped: number, packet: number, time: number): void {
    if (skipped > 0) this.miss(skipped, packet, time)
    const at = this.pass(from, to, time)
    if (at < to && this.lost) {
      if (!this.reader.begins(bytes, at, to)) return
      this.lost = false
    }
    if (at < to && this.rest !== undefined) {
      const joined = new Uint8Array(this.rest.length + to - at)
      joined.set(this.rest)
      joined.set(bytes.subarray(at, to), this.rest.length)
      this.forget(this.rest)
      this.units(joined, 0, joined.length, packet, time)
    } else if (at < to) this.units(bytes, at, to, packet, time)
    if (cut > 0) this.miss(cut, packet, time)
  }

  /** Ends the stream. */
  close(packet: number, time: number): void {
    if (this.rest !== undefined) this.miss(1, packet, time)
    else if (!this.lost && !this.reader.ended) this.reader.close(time)
  }

  private units(bytes: Uint8Array, from: number, to: number, packet: number, time: number): void {
    const { reader } = this
    for (let at = from; at < to && !reader.ended;) {
      const end = reader.read(bytes, at, to, packet, time)
      if (end < 0) {
        if (end === -1 && to - at <= longestUnit && this.room.bytes >= to - at) this.remember(bytes.slice(at, to))
        else this.lost = true
        return
      }
      this.skip = reader.skip
      at = this.pass(end, to, time)
    }
  }

  /** Skips bytes that the reader does not want; returns the position reached. */
  private pass(from: number, to: number, time: number): number {
    if (this.skip === 0) return from
    const count = Math.min(this.skip, to - from)
    this.skip -= count
    this.reader.passed(count, time)
    return from + count
  }

  /** Missing bytes, which matter only if the reader wants them. */
  private miss(count: number, packet: number, time: number): void {
    if (this.reader.ended || this.lost) return
    const reached = this.pass(0, count, time)
    if (reached === count) return
    if (this.rest !== undefined) {
      this.reader.broken(this.rest, 0, this.rest.length, packet, time)
      this.forget(this.rest)
    }
    this.lost = true
  }

  private remember(rest: Uint8Array): void {
    this.rest = rest
    this.room.bytes -= rest.length
  }

  private forget(rest: Uint8Array): void {
    this.rest = undefined
    this.room.bytes += rest.length
  }
}
