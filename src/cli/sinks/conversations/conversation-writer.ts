import { ConversationKey } from '../../../conversations/conversation-key.ts'
import { AsyncClosing } from '../../../files/streams/disposal.ts'
import { Batch } from '../../../files/batch.ts'
import type { CaptureEncoder } from '../../../files/capture-encoder.ts'
import type { Frame } from '../../../files/frame.ts'
import { OutputBytes } from '../../../files/output-bytes.ts'
import { Layers } from '../../../packet/layers.ts'
import { placeOf, sizeOf } from '../../../packet/endpoints.ts'
import type { ByteSink } from '../../../capture/writing/byte-sink.ts'
import type { CaptureWriter } from '../../../capture/writing/capture-writer.ts'
import type { SeriesFile } from '../../../capture/writing/rotation.ts'

/** The functions that files of conversations need. */
export interface ConversationParts {
  readonly name: (file: SeriesFile) => string
  /** Opens a new file, or one of its own to continue it. */
  readonly open: (path: string, again: boolean) => ByteSink
  readonly encoder: (path: string) => CaptureEncoder
  /** How many files there may be; the last holds all conversations that come after. */
  readonly most?: number
  /** How many of them are open at once; others are opened again when a frame is written to them. */
  readonly mostOpen?: number
}

/**
 * Writes each conversation (addresses and ports of TCP, UDP and SCTP, ICMP messages by their identifier) to a file of
 * its own, in the order in which they begin; all frames that belong to none share one.
 */
export class ConversationWriter extends AsyncClosing implements CaptureWriter {
  readonly done = false
  frames = 0
  /** Frames of conversations that share the last file, since there were too many. */
  gathered = 0
  private readonly files = new Map<string, ConversationFile>()
  private readonly open = new Set<ConversationFile>()
  private readonly single = new Batch()
  private readonly layers = new Layers()
  private readonly key = new ConversationKey()
  private readonly last: string[] = []
  private pending: Promise<void> | undefined
  /** Bytes that wait to be written to any file. */
  private collected = 0
  private closed = false

  constructor(private readonly parts: ConversationParts) {
    super()
  }

  write(from: Batch | Frame, index = 0): void | Promise<void> {
    if (this.closed) throw new TypeError('this writer is closed')
    const batch = from instanceof Batch ? from : this.single.hold(from)
    const file = this.fileOf(batch, index)
    const before = file.output.length
    file.encoder.frame(file.output, batch, index)
    this.frames++
    this.collected += file.output.length - before
    if (file.output.length >= enough) this.handOver(file)
    else if (this.collected >= mostCollected) for (const each of this.files.values()) this.handOver(each)
    return this.pending
  }

  drain(): Promise<void> | undefined {
    return this.pending
  }

  async flush(): Promise<void> {
    for (const file of this.files.values()) this.handOver(file)
    await this.pending
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    try {
      for (const file of this.files.values()) {
        file.encoder.finish(file.output)
        this.handOver(file)
        this.release(file)
        await this.pending
      }
    } finally {
      for (const file of this.open) this.release(file)
      await this.pending
    }
  }

  private fileOf(batch: Batch, index: number): ConversationFile {
    const key = this.keyOf(batch, index)
    const known = this.files.get(key)
    if (known !== undefined) return known
    const { most = 10_000 } = this.parts
    if (this.files.size >= most) {
      this.gathered++
      return this.files.get(this.last[0]!)!
    }
    this.last[0] = key
    const time = batch.seconds[index]!
    const number = this.files.size
    const path = this.parts.name({
      number,
      numberInPeriod: number,
      time: Number.isNaN(time) ? 0 : time,
      periodTime: time,
    })
    const encoder = this.parts.encoder(path)
    const file: ConversationFile = {
      path,
      encoder,
      output: emptyOutput(encoder),
      sink: undefined,
      written: false,
    }
    encoder.start(file.output)
    this.collected += file.output.length
    this.files.set(key, file)
    return file
  }

  /** The same in both directions. */
  private keyOf(batch: Batch, index: number): string {
    const { key, layers } = this
    layers.decode(batch, index)
    if (!key.find(layers)) return ''
    const { address } = key.ends
    const end = (which: 'source' | 'destination', port: number) => {
      const at = placeOf(layers, address, which)
      return `${layers.bytes.subarray(at, at + sizeOf(layers, address)).join('.')}:${port}`
    }
    return [key.kind, ...[end('source', key.sourcePort), end('destination', key.destinationPort)].toSorted()].join(' ')
  }

  private handOver(file: ConversationFile): void {
    if (file.output.length === 0) return
    const bytes = file.output.bytes.subarray(0, file.output.length)
    file.output = emptyOutput(file.encoder)
    this.collected -= bytes.length
    this.afterPending(() => this.sinkOf(file).write(bytes))
  }

  private sinkOf(file: ConversationFile): ByteSink {
    const { open, parts } = this
    open.delete(file)
    file.sink ??= parts.open(file.path, file.written)
    file.written = true
    open.add(file)
    const [oldest] = open
    if (open.size > (parts.mostOpen ?? 128)) this.release(oldest!)
    return file.sink
  }

  private release(file: ConversationFile): void {
    this.open.delete(file)
    this.afterPending(() => {
      const { sink } = file
      file.sink = undefined
      return sink?.close()
    })
  }

  /** Does work once all before it is done: a file is not opened again before it is closed. */
  private afterPending(work: () => void | Promise<void>): void {
    const done = this.pending === undefined ? work() : this.pending.then(work)
    if (!done) return
    const pending: Promise<void> = done.finally(() => {
      if (this.pending === pending) this.pending = undefined
    })
    // It is awaited by the next write, and its failure reported there.
    pending.catch(() => {})
    this.pending = pending
  }
}

interface ConversationFile {
  readonly path: string
  readonly encoder: CaptureEncoder
  output: OutputBytes
  sink: ByteSink | undefined
  /** Whether it has been opened before. */
  written: boolean
}

/** Bytes collected for a file before they are written. */
const enough = 1 << 14
/** The same for all files. */
const mostCollected = 16 << 20

const emptyOutput = ({ littleEndian }: CaptureEncoder) => new OutputBytes(littleEndian, 1 << 10)
