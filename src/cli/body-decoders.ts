/** Content codings of HTTP that Node.js and onwire's file reader know, besides those that every platform has. */
import { brotliDecompressSync } from 'node:zlib'
import { ZstdDecompressor } from '../files/compression/zstd.ts'
import type { Decoded, Decoders } from '../protocols/index.ts'

export const bodyDecoders: Decoders = { br: unbrotli, zstd: unzstd }

/** All or nothing: Node.js gives no part of what is cut, damaged or beyond the limit. */
function unbrotli(bytes: Uint8Array, limit: number): Decoded | undefined {
  try {
    return { bytes: brotliDecompressSync(bytes, { maxOutputLength: limit }), isCut: false }
  } catch {
    return undefined
  }
}

function unzstd(bytes: Uint8Array, limit: number): Decoded | undefined {
  const decompressor = new ZstdDecompressor()
  const parts: Uint8Array[] = []
  let length = 0
  let isCut = false
  try {
    let at = 0
    for (let next = -1; at < bytes.length && length < limit; at = next) {
      next = decompressor.decompress(bytes, at, bytes.length)
      parts.push(decompressor.output.slice(0, limit - length))
      length += parts.at(-1)!.length
      if (next === at) break
    }
    isCut = at < bytes.length
  } catch {
    isCut = true
  }
  return length === 0 && isCut ? undefined : { bytes: Buffer.concat(parts), isCut }
}
