import {
  type Compression,
  compressionMagicLength,
  type Decompressor,
  nothing,
  recognizeCompression,
} from '../../files/compression/compression.ts'
import type { ByteSource } from './byte-source.ts'
import { SourceReader, type BufferedReader } from './buffered-reader.ts'

/** A buffered reader of a source, which decompresses it if its magic number says so. */
export async function openDecompressed(
  source: ByteSource,
  name: string,
  reuse: boolean,
): Promise<{ intake: BufferedReader; compression: Compression | undefined }> {
  const intake = new SourceReader(source, reuse)
  while (intake.end - intake.from < compressionMagicLength && (await intake.more())) {
    /* until there are enough, or no more */
  }
  const compression = recognizeCompression(intake.memory, intake.from, intake.end)
  return {
    intake: compression ? new SourceReader(await decompressed(compression, intake, name), reuse) : intake,
    compression,
  }
}

/** Decompressors are loaded on demand: most files are not compressed. */
async function decompressed(compression: Compression, intake: BufferedReader, name: string): Promise<ByteSource> {
  switch (compression) {
    case 'gzip':
      return new (await import('../gzip.ts')).GzipSource(intake, name)
    case 'zstd':
      return new DecompressedSource(
        intake,
        new (await import('../../files/compression/zstd.ts')).ZstdDecompressor(name),
      )
    case 'lz4':
      return new DecompressedSource(intake, new (await import('../../files/compression/lz4.ts')).Lz4Decompressor(name))
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
