/** The files of a merge, each with its next packet. */
import { Batch } from '../../files/batch.ts'
import type { CaptureInterface } from '../../files/description.ts'
import type { CaptureFile } from '../../files/streams/capture-file.ts'
import { openFile } from './file.ts'

/** A file and the batch that its next packet is in. */
export class FileHead {
  batch = new Batch()
  index = 0
  /** The time of the next packet: that of the one before it where it has none. */
  seconds = -Infinity
  nanoseconds = 0
  private batches: AsyncIterator<Batch> | undefined
  /** The number in the merge of each interface of the file. */
  private readonly numbers: number[] = []

  private constructor(
    readonly path: string,
    /** Its place among the files. */
    readonly place: number,
    public file: CaptureFile,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Opens a file and reads its first packets; closes it again unless it stays open or cannot be opened twice. */
  static async open(path: string, place: number, stays: boolean, signal?: AbortSignal): Promise<FileHead> {
    const head = new FileHead(path, place, await openFile(path, { reuseMemory: true, signal }), signal)
    await head.read()
    if (!stays && head.file.size !== undefined) head.close()
    return head
  }

  get hasFrame(): boolean {
    return this.index < this.batch.length
  }

  /** Opens it again where it was closed. */
  async reopen(interfaces: CaptureInterface[]): Promise<void> {
    if (this.batches !== undefined) return
    this.file = await openFile(this.path, { reuseMemory: true, signal: this.signal })
    await this.read()
    this.declare(interfaces)
  }

  /** Goes on to the next packet; false if that has to be read. */
  advance(): boolean {
    this.index++
    if (!this.hasFrame) return false
    this.lookAtTime()
    return true
  }

  /** Reads the next packets, if there are any. */
  async refill(interfaces: CaptureInterface[]): Promise<void> {
    await this.read()
    this.declare(interfaces)
  }

  /** Gives the interfaces that it has by now a number in the merge. */
  declare(interfaces: CaptureInterface[]): void {
    const { numbers, file } = this
    for (const [id, one] of file.interfaces.entries()) {
      const number = numbers[id]
      if (number === undefined) numbers.push(interfaces.push(one) - 1)
      // Opened again it describes the same interfaces, whose statistics come with its end.
      else interfaces[number] = one
    }
  }

  interfaceId(id: number): number {
    return this.numbers[id] ?? id
  }

  close(): void {
    this.batches = undefined
    this.file.close()
    // Its first packets are read again.
    this.batch = new Batch()
    this.index = 0
  }

  private async read(): Promise<void> {
    this.batches ??= this.file[Symbol.asyncIterator]()
    this.index = 0
    const { done, value } = await this.batches.next()
    this.batch = done ? new Batch() : value
    if (this.hasFrame) this.lookAtTime()
  }

  private lookAtTime(): void {
    const seconds = this.batch.seconds[this.index]!
    if (Number.isNaN(seconds)) return
    this.seconds = seconds
    this.nanoseconds = this.batch.nanoseconds[this.index]!
  }
}

const isBefore = (one: FileHead, other: FileHead): boolean =>
  (one.seconds - other.seconds || one.nanoseconds - other.nanoseconds || one.place - other.place) < 0

/** In which order the packets of several files come. */
export interface FileOrder {
  /**
   * The file with the next packet; undefined if there is none. A promise only if a file has to be opened, not for each
   * packet.
   */
  first(): FileHead | undefined | Promise<FileHead | undefined>
  /** The packet was taken, and the file is at the one after it, or at its end. */
  moved(): void
}

/** All packets of a file before those of the next. */
export class OneByOne implements FileOrder {
  private readonly rest: FileHead[]

  constructor(
    heads: readonly FileHead[],
    private readonly interfaces: CaptureInterface[],
  ) {
    this.rest = [...heads]
  }

  first(): FileHead | Promise<FileHead | undefined> {
    const head = this.rest[0]
    return head?.hasFrame ? head : this.next()
  }

  private async next(): Promise<FileHead | undefined> {
    for (let head; (head = this.rest[0]) !== undefined; this.rest.shift()) {
      await head.reopen(this.interfaces)
      if (head.hasFrame) return head
      head.close()
    }
    return undefined
  }

  moved(): void {
    /* the first file stays the first until it has no more packets */
  }
}

/** The file whose next packet is the earliest; of equal ones the file that was named first. */
export class EarliestFirst implements FileOrder {
  /** Files whose first packet is not due yet, the latest first; they may be closed. */
  private readonly later: FileHead[]
  /** Open files, the earliest first. */
  private readonly open: FileHead[] = []

  constructor(
    heads: readonly FileHead[],
    private readonly interfaces: CaptureInterface[],
  ) {
    this.later = heads.toSorted((one, other) => (isBefore(one, other) ? 1 : -1))
  }

  first(): FileHead | undefined | Promise<FileHead | undefined> {
    return this.isDue(this.later.at(-1)) ? this.opened() : this.open[0]
  }

  /** Whether a file has a packet before those of all open ones. */
  private isDue(file: FileHead | undefined): file is FileHead {
    return file !== undefined && (this.open.length === 0 || isBefore(file, this.open[0]!))
  }

  private async opened(): Promise<FileHead | undefined> {
    const { later, open } = this
    for (let next; this.isDue((next = later.at(-1)));) {
      later.pop()
      await next.reopen(this.interfaces)
      if (next.hasFrame) this.insert(next)
      else next.close()
    }
    return open[0]
  }

  moved(): void {
    const head = this.open.shift()!
    if (head.hasFrame) this.insert(head)
    else head.close()
  }

  private insert(head: FileHead): void {
    const { open } = this
    let at = open.length
    while (at > 0 && isBefore(head, open[at - 1]!)) at--
    open.splice(at, 0, head)
  }
}
