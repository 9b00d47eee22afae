/**
 * Tells TCP connections that reuse the ports of an earlier one by their sequence numbers: a SYN with another initial
 * sequence number than that of its side begins a new one. Numbers are kept by row.
 */
export class ConnectionStarts {
  /** The initial sequence number of each side. */
  private initial = new Int32Array(512)
  /** Which sides have one. */
  private known = new Uint8Array(512)

  /** Whether the segment whose header is at `at` begins another connection than that of a row. */
  isNew(bytes: Uint8Array, at: number, row: number, forward: boolean): boolean {
    if ((bytes[at + 13]! & (syn | ack)) !== syn) return false
    const side = 2 * row + (forward ? 0 : 1)
    return this.known[side] === 1 && this.initial[side] !== word(bytes, at + 4)
  }

  /** Notes what a segment of a row tells about both sides. */
  note(bytes: Uint8Array, at: number, row: number, forward: boolean): void {
    if (2 * row + 1 >= this.known.length) this.grow()
    const { initial, known } = this
    const flags = bytes[at + 13]!
    const side = 2 * row + (forward ? 0 : 1)
    if (known[side] === 0 || (flags & (syn | ack)) === (syn | ack)) {
      initial[side] = (word(bytes, at + 4) - ((flags & syn) === 0 ? 1 : 0)) | 0
      known[side] = 1
    }
    const other = 2 * row + (forward ? 1 : 0)
    if (known[other] === 0 && (flags & ack) !== 0) {
      initial[other] = (word(bytes, at + 8) - 1) | 0
      known[other] = 1
    }
  }

  private grow(): void {
    const { initial, known } = this
    ;(this.initial = new Int32Array(2 * initial.length)).set(initial)
    ;(this.known = new Uint8Array(2 * known.length)).set(known)
  }
}

const syn = 0x02
const ack = 0x10

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
