import type { Libpcap } from './library.ts'

/** A set of descriptors for poll(2), each at an index from 0. */
export class PollSet {
  /** struct pollfd: descriptor, requested events, returned events. */
  private readonly records: DataView
  private readonly bytes: Uint8Array
  /** Number of descriptors with events; 0 also if a signal interrupted the wait. */
  private ready = 0

  constructor(
    private readonly libpcap: Libpcap,
    private readonly places: number,
  ) {
    this.bytes = new Uint8Array(places * recordLength)
    this.records = new DataView(this.bytes.buffer)
    for (let place = 0; place < places; place++) this.leave(place)
  }

  /** Adds or replaces a descriptor to wait for input on. */
  watch(place: number, descriptor: number): void {
    this.records.setInt32(place * recordLength, descriptor, littleEndian)
    this.records.setInt16(place * recordLength + 4, readable, littleEndian)
  }

  leave(place: number): void {
    // Negative descriptors are ignored.
    this.watch(place, -1)
  }

  /** Waits for events, for at most this many milliseconds. */
  wait(milliseconds: number): void {
    this.ready = this.libpcap.poll(this.bytes, this.places, milliseconds)
  }

  /** Whether there is input. */
  isReadable(place: number): boolean {
    return (this.found(place) & readable) !== 0
  }

  /** Whether the descriptor has an error or was hung up. */
  isTroubled(place: number): boolean {
    return (this.found(place) & trouble) !== 0
  }

  private found(place: number): number {
    return this.ready > 0 ? this.records.getInt16(place * recordLength + 6, littleEndian) : 0
  }
}

const recordLength = 8
/** POLLIN; and POLLERR, POLLHUP and POLLNVAL, which are always reported. */
const readable = 0x1
const trouble = 0x38
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
