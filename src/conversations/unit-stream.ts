/**
 * The bytes one end of a TCP connection sent, in order, for a reader that takes them unit by unit. A unit that several
 * segments make up is joined, up to a limit; bytes that came out of order are not waited for: the reader goes on at the
 * next unit that it recognises.
 */
export interface UnitReader {
  /** Takes the unit that begins at `from`: returns where it ends, -1 if it goes on behind `to`, or -2 if it is none. */
  read(bytes: Uint8Array, from: number, to: number, packet: number, time: number): number
  /** A unit that is known to be incomplete, and will not be completed. */
  broken(bytes: Uint8Array, from: number, to: number, packet: number, time: number): void
  /** How many bytes behind the unit that was read last are passed over. */
  readonly skip: number
  /** So many of these came. */
  passed(count: number, time: number): void
  /** Whether a unit may begin here, after bytes that are missing. */
  begins(bytes: Uint8Array, from: number, to: number): boolean
  /** No more comes: what lasts until then is whole. */
  close(time: number): void
  /** It is over: whatever comes now is not its. */
  readonly ended: boolean
}

/** The most bytes that are joined: a TLS record is no longer, and servers take no longer headers. */
const longestUnit = 20_000

/** How many bytes all streams together may still keep to join them. */
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
   * Takes the bytes from `from` to `to`; behind them come `cut` bytes that were not captured, before them `skipped` are
   * missing.
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

  /** No more comes. */
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

  /** Passes over what the reader does not want; returns where that ends. */
  private pass(from: number, to: number, time: number): number {
    if (this.skip === 0) return from
    const count = Math.min(this.skip, to - from)
    this.skip -= count
    this.reader.passed(count, time)
    return from + count
  }

  /** Bytes that are not there: no harm if the reader does not want them. */
  private miss(count: number, packet: number, time: number): void {
    if (this.reader.ended || this.lost) return
    const behind = this.pass(0, count, time)
    if (behind === count) return
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
