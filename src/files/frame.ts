import { optionsOfFrame, type Direction } from './pcapng/frame-options.ts'
import { processOfFrame, type FrameProcess } from './pcapng/process-options.ts'

/** One record of a capture: the bytes of a packet as they were on the wire, when they were seen, and where. */
export class Frame {
  constructor(
    /** Counted from 1 in the order of the capture. */
    readonly number: number,
    /** Since the epoch (UTC), whole seconds; NaN where the capture holds no time (Simple Packet Blocks). */
    readonly seconds: number,
    /** 0 to 999,999,999, in addition to `seconds`. */
    readonly nanoseconds: number,
    /** Bytes that are here. */
    readonly capturedLength: number,
    /** Bytes that were on the wire: more than `capturedLength` where a snap length cut the frame. */
    readonly originalLength: number,
    /** LINKTYPE_ number (https://www.tcpdump.org/linktypes.html): what the first header is. */
    readonly linkType: number,
    /** Index into the interfaces of the capture; 0 in classic pcap files. */
    readonly interfaceId: number,
    /** The memory the frame lies in, together with others. */
    readonly memory: Uint8Array,
    /** Where in `memory` the frame starts, in bytes. */
    readonly start: number,
    /** Where the options of its pcapng block lie in `memory`, and in which byte order; both 0 where there are none. */
    readonly optionsStart = 0,
    readonly optionsEnd = 0,
    readonly littleEndian = true,
  ) {}

  /** Where in `memory` the frame ends. */
  get end(): number {
    return this.start + this.capturedLength
  }

  /** The captured bytes: a window, not a copy. */
  get bytes(): Uint8Array {
    return this.memory.subarray(this.start, this.end)
  }

  /** Nanoseconds since the epoch, or undefined where the capture holds no time. */
  get timestamp(): bigint | undefined {
    return Number.isNaN(this.seconds) ? undefined : BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds)
  }

  /** What somebody wrote about it, in pcapng. */
  get comments(): readonly string[] {
    return this.options.comments
  }

  /** Whether it came to the interface or left it, where the capture says so. */
  get direction(): Direction | undefined {
    return this.options.direction
  }

  /** Frames lost between the one before and this one, on this interface, where the capture says so. */
  get dropCount(): number | undefined {
    return this.options.dropCount
  }

  /**
   * The process it belongs to: that sent it or, if it came from elsewhere, that received it; where the capture says so.
   */
  get process(): FrameProcess | undefined {
    return processOfFrame(this.memory, this.optionsStart, this.optionsEnd, this.littleEndian)
  }

  private get options() {
    return optionsOfFrame(this.memory, this.optionsStart, this.optionsEnd, this.littleEndian)
  }

  /** A frame made from bytes at hand, for tests and programs that have no capture file. */
  static of(
    bytes: Uint8Array,
    { linkType = 1, number = 1, seconds = NaN, nanoseconds = 0, originalLength = bytes.length } = {},
  ): Frame {
    // Node's own kind of byte array is seen as the Uint8Array that it is: with two kinds of array all getters would be
    // compiled once more.
    const memory =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new Frame(number, seconds, nanoseconds, bytes.length, originalLength, linkType, 0, memory, 0)
  }
}
