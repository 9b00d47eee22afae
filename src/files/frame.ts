import { optionsOfFrame, type Direction } from './pcapng/frame-options.ts'
import { processOfFrame, type FrameProcess } from './pcapng/process-options.ts'

/** With a symbol as key, the buffer is not part of what `structuredClone` and `JSON.stringify` take. */
const memoryKey = Symbol('memory')
const gainKey = Symbol('gain')

/** What console.log calls. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')

/**
 * One record of a capture: the bytes of a packet, its timestamp and its interface. `structuredClone` and `postMessage`
 * take its numbers, and the bytes of a `copy()` as `ownBytes`: `Frame.of(clone.ownBytes, clone)` is the frame again.
 */
export class Frame {
  private readonly [memoryKey]: Uint8Array
  /** Only there where it has a value: most frames gain nothing. */
  declare private [gainKey]?: object

  constructor(
    /** Frame number in the capture, from 1. */
    readonly number: number,
    /** Whole seconds since the epoch (UTC); NaN if there is no timestamp (Simple Packet Blocks). */
    readonly seconds: number,
    /** 0 to 999,999,999, in addition to `seconds`. */
    readonly nanoseconds: number,
    /** Captured length in bytes. */
    readonly capturedLength: number,
    /** Length on the wire in bytes; larger than `capturedLength` if the frame was cut at the snap length. */
    readonly originalLength: number,
    /** LINKTYPE_ number (https://www.tcpdump.org/linktypes.html): the type of the link-layer header. */
    readonly linkType: number,
    /** Index into the interfaces of the capture; 0 in classic pcap files. */
    readonly interfaceId: number,
    memory: Uint8Array,
    /** Start of the frame in `memory`, in bytes. */
    readonly start: number,
    /** Range in `memory` of the options of its pcapng block, both 0 if there are none, and their byte order. */
    readonly optionsStart = 0,
    readonly optionsEnd = 0,
    readonly littleEndian = true,
    /** The bytes of a copy; undefined if the frame is part of a buffer with others. */
    readonly ownBytes?: Uint8Array,
    /** See `gain`. */
    gain?: object,
  ) {
    this[memoryKey] = memory
    if (gain !== undefined) this[gainKey] = gain
  }

  /** The buffer that contains this frame and others. */
  get memory(): Uint8Array {
    return this[memoryKey]
  }

  /** What it gained from its conversations, if they were followed. */
  get gain(): object | undefined {
    return this[gainKey]
  }

  /** End of the frame in `memory`, in bytes. */
  get end(): number {
    return this.start + this.capturedLength
  }

  /** The captured bytes: a subarray of `memory`, not a copy. */
  get bytes(): Uint8Array {
    return this.memory.subarray(this.start, this.end)
  }

  /** The same frame with bytes and options of its own, which stays valid after its batch. */
  copy(): Frame {
    const { capturedLength, start, optionsStart, memory } = this
    const optionsLength = this.optionsEnd - optionsStart
    const own = new Uint8Array(capturedLength + optionsLength)
    own.set(memory.subarray(start, start + capturedLength))
    if (optionsLength > 0) own.set(memory.subarray(optionsStart, optionsStart + optionsLength), capturedLength)
    return new Frame(
      this.number,
      this.seconds,
      this.nanoseconds,
      capturedLength,
      this.originalLength,
      this.linkType,
      this.interfaceId,
      own,
      0,
      optionsLength > 0 ? capturedLength : 0,
      optionsLength > 0 ? own.length : 0,
      this.littleEndian,
      optionsLength > 0 ? own.subarray(0, capturedLength) : own,
      this.gain,
    )
  }

  /** Nanoseconds since the epoch, or undefined if there is no timestamp. */
  get timestamp(): bigint | undefined {
    return Number.isNaN(this.seconds) ? undefined : BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds)
  }

  /** Packet comments (pcapng). */
  get comments(): readonly string[] {
    return this.options.comments
  }

  /** Inbound or outbound, as seen from the interface; undefined if not recorded. */
  get direction(): Direction | undefined {
    return this.options.direction
  }

  /** Frames dropped on this interface between the preceding frame and this one; undefined if not recorded. */
  get dropCount(): number | undefined {
    return this.options.dropCount
  }

  /** The local process that sent the packet or, for packets of other hosts, received it; undefined if not recorded. */
  get process(): FrameProcess | undefined {
    return processOfFrame(this.memory, this.optionsStart, this.optionsEnd, this.littleEndian)
  }

  /** Its numbers and bytes, for `console.log`, without the buffer. */
  [inspectKey](depth: number, options: object, inspect?: (value: unknown, options: object) => string): string {
    if (inspect === undefined || depth < 0) return `[Frame ${this.number}]`
    const { seconds, nanoseconds, capturedLength, originalLength, linkType, interfaceId, bytes } = this
    const shown = { seconds, nanoseconds, capturedLength, originalLength, linkType, interfaceId, bytes }
    return `Frame ${this.number} ${inspect(shown, options)}`
  }

  private get options() {
    return optionsOfFrame(this.memory, this.optionsStart, this.optionsEnd, this.littleEndian)
  }

  /** Makes a frame of bytes, which are not copied, for tests and programs without a capture file. */
  static of(
    bytes: Uint8Array,
    { linkType = 1, number = 1, seconds = NaN, nanoseconds = 0, originalLength = bytes.length } = {},
  ): Frame {
    // A subclass of Uint8Array is converted: with two array types, V8 would compile all getters twice.
    const memory =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new Frame(number, seconds, nanoseconds, bytes.length, originalLength, linkType, 0, memory, 0)
  }
}
