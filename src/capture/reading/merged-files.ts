/** Several capture files as one: in order of time, or one after the other. */
import { Batch, batchCapacity } from '../../files/batch.ts'
import { type CaptureInterface, commonLinkType, type CaptureFormat, type Secret } from '../../files/description.ts'
import { Closing, type AsyncClosable, type Closable } from '../../files/streams/disposal.ts'
import { FrameSequence } from '../../files/frame-sequence.ts'
import { poison } from '../../files/poison.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import type { CaptureFile, OpenCaptureOptions } from '../../files/streams/capture-file.ts'
import { openFile } from './file.ts'
import { EarliestFirst, FileHead, OneByOne, type FileOrder } from './file-heads.ts'

/** Packets of files. */
export interface FileStream extends FrameStream, Closable, AsyncClosable {
  /** Bytes of all files; undefined where one of them is no regular file. */
  readonly size: number | undefined
  close(): void
}

export interface OpenFilesOptions extends OpenCaptureOptions {
  /** In order of time, or all packets of a file before those of the next. Default: time. */
  readonly order?: 'time' | 'append' | undefined
}

/**
 * Opens capture files to be read as one. Packets are in order of time; those of one file keep their order, and a packet
 * without a time follows the one before it. The interfaces of the files stay apart: each has a number of its own. Only
 * files that overlap in time are open at once, as far as they can be opened again. Rejects with a CaptureError, and so
 * does the loop over its batches, after all packets before the damage.
 *
 *     for await (const batch of await openFiles(['monday.pcap', 'tuesday.pcapng.gz'])) console.log(batch.length)
 */
export async function openFiles(paths: readonly string[], options: OpenFilesOptions = {}): Promise<FileStream> {
  const [only, ...more] = paths
  if (only === undefined) throw new TypeError('openFiles takes at least one path')
  if (more.length === 0) return openFile(only, options)
  const heads: FileHead[] = []
  try {
    for (const [place, path] of paths.entries())
      heads.push(await FileHead.open(path, place, paths.length <= mostOpen, options.signal))
  } catch (error) {
    for (const head of heads) head.close()
    throw error
  }
  return new MergedFiles(heads, options)
}

/** Of more files than this, those that can be opened again are closed until their first packet is due. */
const mostOpen = 16

class MergedFiles extends Closing implements FileStream {
  readonly name: string
  readonly interfaces: CaptureInterface[] = []
  private readonly course = new FrameSequence()
  private readonly reuseMemory: boolean
  private readonly inOrder: boolean
  private readonly signal: AbortSignal | undefined
  private started = false
  private readonly allSecrets: Secret[] = []
  /** How many of them are of a file. */
  private readonly secretsOf: number[] = []

  constructor(
    private readonly heads: readonly FileHead[],
    { order = 'time', reuseMemory = false, signal }: OpenFilesOptions,
  ) {
    super()
    this.signal = signal
    this.name = `${heads.length} files`
    this.reuseMemory = reuseMemory
    this.inOrder = order === 'time'
    for (const head of heads) head.declare(this.interfaces)
  }

  /** pcapng where one of them is. */
  get format(): CaptureFormat {
    return this.files.some(({ format }) => format === 'pcapng') ? 'pcapng' : 'pcap'
  }
  get sections(): CaptureFile['sections'] {
    return this.files.flatMap(({ sections }) => sections)
  }
  get names(): CaptureFile['names'] {
    return this.files.flatMap(({ names }) => names)
  }
  get secrets(): CaptureFile['secrets'] {
    // One list that grows at its end, whichever file they come from.
    for (const [place, { secrets }] of this.files.entries())
      for (let next = this.secretsOf[place] ?? 0; next < secrets.length; this.secretsOf[place] = ++next)
        this.allSecrets.push(secrets[next]!)
    return this.allSecrets
  }
  get linkType(): number | undefined {
    return commonLinkType(this.interfaces)
  }
  get size(): number | undefined {
    return this.files.reduce<number | undefined>(
      (sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size),
      0,
    )
  }
  /** The paths of the files. */
  get paths(): readonly string[] {
    return this.files.map(({ name }) => name)
  }

  close(): void {
    for (const head of this.heads) head.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    if (this.started) throw new TypeError(`${this.name} have already been read: open them again`)
    this.started = true
    let batch = new Batch()
    const room = new Uint8Array(this.reuseMemory ? memoryLength : 0)
    try {
      const next = this.inOrder
        ? new EarliestFirst(this.heads, this.interfaces)
        : new OneByOne(this.heads, this.interfaces)
      for (;;) {
        if (!this.reuseMemory) batch = new Batch()
        batch.memory = this.reuseMemory ? room : new Uint8Array(memoryLength)
        const failure = await this.fill(next, batch)
        this.signal?.throwIfAborted()
        if (batch.length > 0) {
          this.course.pass(batch)
          yield batch.of(this)
          if (this.reuseMemory) poison(batch.memory, 0, batch.memory.length)
          this.signal?.throwIfAborted()
        }
        if (failure !== undefined) throw failure.error
        if (batch.length === 0) return
      }
    } finally {
      this.close()
    }
  }

  private get files(): readonly CaptureFile[] {
    return this.heads.map(({ file }) => file)
  }

  /** Fills a batch with the next packets of all files: none at the end. Returns what ended that, if it is an error. */
  private async fill(next: FileOrder, batch: Batch): Promise<{ readonly error: unknown } | undefined> {
    let end = 0
    batch.length = 0
    try {
      for (;;) {
        const first = next.first()
        const head = first instanceof Promise ? await first : first
        if (head === undefined) return undefined
        const used = this.copy(head, batch, end)
        if (used === undefined) return undefined
        end = used
        if (!head.advance()) await head.refill(this.interfaces)
        next.moved()
      }
    } catch (error) {
      return { error }
    }
  }

  /** Appends the next frame of a file, its bytes at `at`, and returns their end; undefined if it has no place. */
  private copy(head: FileHead, batch: Batch, at: number): number | undefined {
    const { batch: from, index } = head
    const count = batch.length
    const bytes = from.capturedLength[index]! + from.optionsEnd[index]! - from.optionsStart[index]!
    if (count === 0) {
      if (bytes > batch.memory.length) batch.memory = new Uint8Array(bytes)
      batch.littleEndian = from.littleEndian
    } else if (
      count === batchCapacity ||
      at + bytes > batch.memory.length ||
      // Of frames with options all are of one byte order.
      (batch.littleEndian !== from.littleEndian && from.optionsEnd[index]! > 0)
    )
      return undefined
    const end = batch.copyFrame(count, from, index, at)
    batch.interfaceId[count] = head.interfaceId(from.interfaceId[index]!)
    batch.length++
    return end
  }
}

/** Bytes of the packets of one batch, a single larger packet apart. */
const memoryLength = 1 << 18
