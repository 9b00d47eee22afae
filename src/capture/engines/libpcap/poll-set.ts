import type { Libpcap } from './library.ts'

/** Descriptors that are waited for in one call: poll(2). Each has a place, from 0 on. */
export class PollSet {
  /** struct pollfd: a descriptor, what is waited for, what has come. */
  private readonly records: DataView
  private readonly bytes: Uint8Array
  /** How many have something; none also where a signal broke off the wait. */
  private ready = 0

  constructor(
    private readonly libpcap: Libpcap,
    private readonly places: number,
  ) {
    this.bytes = new Uint8Array(places * recordLength)
    this.records = new DataView(this.bytes.buffer)
    for (let place = 0; place < places; place++) this.leave(place)
  }

  /** Waits from now on for something to read there. */
  watch(place: number, descriptor: number): void {
    this.records.setInt32(place * recordLength, descriptor, littleEndian)
    this.records.setInt16(place * recordLength + 4, readable, littleEndian)
  }

  leave(place: number): void {
    // Those below 0 are passed over.
    this.watch(place, -1)
  }

  /** Waits until there is something, at most so many milliseconds. */
  wait(milliseconds: number): void {
    this.ready = this.libpcap.poll(this.bytes, this.places, milliseconds)
  }

  /** Whether there is something to read. */
  isReadable(place: number): boolean {
    return (this.found(place) & readable) !== 0
  }

  /** Whether the descriptor has an error, or its other end is gone. */
  isTroubled(place: number): boolean {
    return (this.found(place) & trouble) !== 0
  }

  private found(place: number): number {
    return this.ready > 0 ? this.records.getInt16(place * recordLength + 6, littleEndian) : 0
  }
}

const recordLength = 8
/** POLLIN; and POLLERR, POLLHUP and POLLNVAL, which come unasked. */
const readable = 0x1
const trouble = 0x38
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
