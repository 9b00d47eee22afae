/** The rows of a table of addresses: sums, addresses and ports in columns that grow, since there may be a million. */
export class TableRows {
  count = 0
  /** Sums of each row, `width` of them. */
  sums: Float64Array
  /** Addresses of each row, 16 bytes for each of `ends`. */
  addresses: Uint8Array
  /** Bytes of an address of each row. */
  lengths: Uint8Array
  ports: Uint16Array
  private room = 256

  constructor(
    readonly width: number,
    readonly ends: 1 | 2,
    readonly most: number,
  ) {
    const { room } = this
    this.sums = new Float64Array(room * width)
    this.addresses = new Uint8Array(room * ends * longestAddress)
    this.lengths = new Uint8Array(room)
    this.ports = new Uint16Array(room * ends)
  }

  /** The place of a new row, all zero; -1 if the table is full. */
  add(): number {
    if (this.count === this.most) return -1
    if (this.count === this.room) this.grow()
    return this.count++
  }

  /** Notes an end of a row. */
  name(row: number, end: number, bytes: Uint8Array, at: number, length: number, port: number): void {
    const place = row * this.ends + end
    for (let index = 0; index < length; index++) this.addresses[place * longestAddress + index] = bytes[at + index]!
    this.lengths[row] = length
    this.ports[place] = port
  }

  private grow(): void {
    const { ends, width } = this
    this.room *= 2
    const { room, sums, addresses, lengths, ports } = this
    ;(this.sums = new Float64Array(room * width)).set(sums)
    ;(this.addresses = new Uint8Array(room * ends * longestAddress)).set(addresses)
    ;(this.lengths = new Uint8Array(room)).set(lengths)
    ;(this.ports = new Uint16Array(room * ends)).set(ports)
  }
}

/** Bytes of the longest address. */
export const longestAddress = 16
/** Rows of a table of addresses where no other limit is given; a million take some 200 MB. */
export const usualRows = 1_000_000
