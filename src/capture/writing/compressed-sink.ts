import type { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { CaptureError } from '../../files/error.ts'
import type { WrittenCompression } from '../../files/writer.ts'
import type { ByteSink } from './byte-sink.ts'
import { findZstd, ZstdProgram } from './zstd-program.ts'

/**
 * Wraps a sink with a compressor. gzip is that of Node, as is zstd from Node 22.15; older versions use the program
 * `zstd`. Throws a CaptureError (`unsupported`) if neither exists.
 */
export function compressorOf(compression: WrittenCompression): (below: ByteSink, path: string) => ByteSink {
  if (compression === 'gzip') {
    return (below, path) =>
      new CompressedSink(zlib.createGzip({ level: 1, chunkSize }), zlib.constants.Z_SYNC_FLUSH, below, path)
  }
  const { createZstdCompress, constants } = zlib as typeof zlib & ZstdOfNode
  if (createZstdCompress)
    return (below, path) => new CompressedSink(createZstdCompress({ chunkSize }), constants.ZSTD_e_flush, below, path)
  const program = findZstd()
  if (program === undefined) throw noZstd()
  return (below, path) => new ZstdProgram(program, below, path)
}

const chunkSize = 128 << 10

/** The API of Node from 22.15. */
interface ZstdOfNode {
  readonly createZstdCompress?: (options: { chunkSize: number }) => FlushableTransform
  readonly constants: { readonly ZSTD_e_flush: number }
}

function noZstd(): CaptureError {
  return new CaptureError({
    code: 'unsupported',
    expected: 'Node 22.15 or later, or the program zstd',
    found: `Node ${process.versions.node} without zstd`,
    advice: 'Install zstd, or compress with gzip',
  })
}

type FlushableTransform = Transform & { flush(kind: number, done: () => void): void }

/** Compresses bytes on a zlib thread and writes them to a sink. */
class CompressedSink implements ByteSink {
  readonly immediate = false
  private failure: Error | undefined
  /** The chain of pending writes to the sink, in order; only `settle` awaits it. */
  private passed: Promise<void> | undefined
  private fresh = false

  constructor(
    private readonly stream: FlushableTransform,
    private readonly flushKind: number,
    private readonly below: ByteSink,
    path: string,
  ) {
    stream.on('data', (piece: Uint8Array) => this.pass(piece))
    stream.on('error', (cause) => {
      this.failure ??= new CaptureError({
        code: 'unwritable',
        path,
        expected: 'compressible data',
        found: cause.message,
        cause,
      })
    })
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.fresh = true
    await new Promise<void>((resolve) => this.stream.write(bytes, () => resolve()))
    await this.settle()
  }

  async flush(): Promise<void> {
    if (!this.fresh) return
    this.fresh = false
    await new Promise<void>((resolve) => this.stream.flush(this.flushKind, resolve))
    await this.settle()
  }

  async close(): Promise<void> {
    try {
      if (!this.stream.closed) await new Promise<void>((resolve) => this.stream.once('close', resolve).end())
      await this.settle()
    } finally {
      await this.below.close()
    }
  }

  private pass(piece: Uint8Array): void {
    if (this.failure) return
    try {
      if (this.below.immediate) void this.below.write(piece)
      else
        this.passed = (this.passed ?? Promise.resolve())
          .then(() => this.below.write(piece))
          .catch((error: Error) => {
            this.failure ??= error
          })
    } catch (error) {
      this.failure = error as Error
    }
  }

  private async settle(): Promise<void> {
    await this.passed
    if (this.failure) throw this.failure
  }
}
