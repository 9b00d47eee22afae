import type { ByteSource } from './byte-source.ts'
export async function decompressed(source: ByteSource, _name: string): Promise<ByteSource> {
  return source
}
