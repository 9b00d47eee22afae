/** The frames of a capture at random: where they are, and their bytes, of the capture itself or of a copy in memory. */
import { Batch, batchCapacity } from '../files/batch.ts'
import type { CaptureInterface } from '../files/description.ts'
import { CaptureError } from '../files/error.ts'
import { Frame } from '../files/frame.ts'
import { ByteStore } from '../files/random/byte-store.ts'
import { FrameColumns, optionsLength } from '../files/random/frame-columns.ts'
import type { RandomBytes } from '../files/random/random-bytes.ts'

/** What is common to all frames. */
export interface StoredCapture {
  readonly name: string
  readonly interfaces: readonly CaptureInterface[]
  readonly names: Batch['capture']['names']
  readonly secrets: Batch['capture']['secrets']
}

export class StoredFrames {
  readonly columns = new FrameColumns()
  private readonly copy: ByteStore | undefined
  private firstSeconds = NaN
  private firstNanoseconds = 0

  /** Without `bytes`, those of the frames are copied, `mostCopied` at most. */
  constructor(
    private readonly capture: StoredCapture,
    private readonly bytes: RandomBytes | undefined,
    private readonly mostCopied: number,
  ) {
    this.copy = bytes === undefined ? new ByteStore() : undefined
  }

  get length(): number {
    return this.columns.length
  }

  /** Bytes of memory. */
  get memory(): number {
    return this.columns.memory + (this.copy?.length ?? 0)
  }

  /** Adds frame `index` of a batch. Throws a CaptureError (`unsupported`) where there is no room for it. */
  add(batch: Batch, index: number, note: number): void {
    const { columns, copy } = this
    if (Number.isNaN(this.firstSeconds)) this.begin(batch)
    if (columns.length === mostFrames) throw this.full(`at most ${mostFrames} packets`, 'more')
    const start = batch.start[index]!
    if (copy === undefined) return columns.add(batch, index, batch.memoryStart + start, note)
    const end = start + batch.capturedLength[index]! + optionsLength(batch, index)
    if (copy.length + end - start > this.mostCopied)
      throw this.full(`at most ${this.mostCopied} bytes of packets, decompressed`, 'more')
    columns.add(batch, index, copy.append(batch.memory, start, end), note)
  }

  /** The bytes of a frame and of its options. */
  read(number: number): Uint8Array | Promise<Uint8Array> {
    const from = this.columns.position(number)
    return this.span(from, this.columns.end(number))
  }

  /** A frame with bytes of its own. */
  async frame(number: number, gain: object | undefined): Promise<Frame> {
    const { columns } = this
    const own = Uint8Array.from(await this.read(number))
    const captured = columns.capturedLength(number)
    const optionsStart = columns.optionsStart(number)
    return new Frame(
      number,
      columns.seconds(number),
      columns.nanoseconds(number),
      captured,
      columns.originalLength(number),
      this.linkType(number),
      columns.interfaceId(number),
      own,
      0,
      optionsStart,
      optionsStart === 0 ? 0 : own.length,
      columns.littleEndian(number),
      own.length === captured ? own : own.subarray(0, captured),
      gain,
    )
  }

  /** Frames from a number on, to `last` at most, that lie in one memory: at most 1,024, and at least one. */
  async batch(first: number, last: number): Promise<Batch> {
    const { columns } = this
    const from = columns.position(first)
    const littleEndian = columns.littleEndian(first)
    const most = Math.min(last, first + batchCapacity - 1)
    let next = first + 1
    while (next <= most && columns.end(next) - from <= longestSpan && columns.littleEndian(next) === littleEndian)
      next++
    const batch = new Batch()
    batch.memory = await this.span(from, columns.end(next - 1))
    for (let number = first; number < next; number++) this.show(batch, number - first, number, from)
    batch.length = next - first
    batch.littleEndian = littleEndian
    batch.numberFrom(first)
    this.time(batch, first)
    return batch.of(this.capture)
  }

  linkType(number: number): number {
    return this.capture.interfaces[this.columns.interfaceId(number)]?.linkType ?? -1
  }

  close(): void {
    this.bytes?.close()
  }

  private show(batch: Batch, index: number, number: number, from: number): void {
    this.columns.copyTo(batch, index, number, this.columns.position(number) - from)
    batch.linkType[index] = this.linkType(number)
  }

  private time(batch: Batch, first: number): void {
    const { columns, firstSeconds, firstNanoseconds } = this
    const before = Math.max(1, first - 1)
    batch.firstSeconds = firstSeconds
    batch.firstNanoseconds = firstNanoseconds
    batch.earlierSeconds = columns.seconds(before)
    batch.earlierNanoseconds = columns.nanoseconds(before)
  }

  private begin({ firstSeconds, firstNanoseconds }: Batch): void {
    this.firstSeconds = firstSeconds
    this.firstNanoseconds = firstNanoseconds
  }

  private span(from: number, to: number): Uint8Array | Promise<Uint8Array> {
    const length = to - from
    const found = (this.copy ?? this.bytes!).read(from, length)
    return found instanceof Uint8Array
      ? this.whole(found, from, length)
      : found.then((bytes) => this.whole(bytes, from, length))
  }

  /** Throws a CaptureError (`truncated`) where the capture has become shorter. */
  private whole(bytes: Uint8Array, offset: number, length: number): Uint8Array {
    if (bytes.length === length) return bytes
    const path = this.capture.name
    const expected = `a packet of ${length} bytes, as when the file was indexed`
    throw new CaptureError({ code: 'truncated', path, offset, expected, found: `${bytes.length} bytes` })
  }

  private full(expected: string, found: string): CaptureError {
    return new CaptureError({ code: 'unsupported', path: this.capture.name, expected, found })
  }
}

/** Bytes that are read at once. */
const longestSpan = 4 << 20
/** Limit of frames in one index; their columns take 1.5 GB then. */
const mostFrames = 1 << 25
