import {
  type Compression,
  compressionMagicLength,
  type Decompressor,
  nothing,
  recognizeCompression,
} from '../compression/compression.ts'
import type { ByteSource } from './byte-source.ts'
import { SourceReader, type BufferedReader } from './buffered-reader.ts'

/** Opens a gzip decompressor: that of browsers (`web-gzip.ts`) or that of Node, which loses less at damage. */
export type GzipOpener = (compressed: BufferedReader, name: string) => Promise<ByteSource>

/** A reader of the content of `input`, decompressed if its magic number says so. */
export async function openDecompressed(
  input: BufferedReader,
  name: string,
  reuse: boolean,
  openGzip: GzipOpener,
): Promise<{ intake: BufferedReader; compression: Compression | undefined }> {
  while (input.end - input.from < compressionMagicLength && (await input.more())) {
    /* until there are enough, or no more */
  }
  const compression = recognizeCompression(input.memory, input.from, input.end)
  return {
    intake: compression ? new SourceReader(await decompressed(compression, input, name, openGzip), reuse) : input,
    compression,
  }
}

/** Decompressors are loaded on demand: most files are not compressed. */
async function decompressed(
  compression: Compression,
  input: BufferedReader,
  name: string,
  openGzip: GzipOpener,
): Promise<ByteSource> {
  switch (compression) {
    case 'gzip':
      return openGzip(input, name)
    case 'zstd':
      return new DecompressedSource(input, new (await import('../compression/zstd.ts')).ZstdDecompressor(name))
    case 'lz4':
      return new DecompressedSource(input, new (await import('../compression/lz4.ts')).Lz4Decompressor(name))
  }
}

/** The output of a decompressor, block by block. */
class DecompressedSource implements ByteSource {
  readonly size = undefined
  private piece: Uint8Array = nothing

  constructor(
    private readonly compressed: BufferedReader,
    private readonly decompressor: Decompressor,
  ) {}

  get bytesRead(): number {
    return this.compressed.bytesRead
  }
  get immediate(): boolean {
    return this.compressed.immediate
  }

  async read(memory: Uint8Array, at: number): Promise<number> {
    const { compressed, decompressor } = this
    while (this.piece.length === 0) {
      const from = decompressor.decompress(compressed.memory, compressed.from, compressed.end)
      const stuck = from === compressed.from
      compressed.from = from
      this.piece = decompressor.output
      if (!stuck || (await compressed.more())) continue
      decompressor.finish(compressed.memory, compressed.from, compressed.end)
      return 0
    }
    const taken = this.piece.subarray(0, memory.length - at)
    memory.set(taken, at)
    this.piece = this.piece.subarray(taken.length)
    return taken.length
  }

  close(): void {
    this.compressed.close()
  }
}
