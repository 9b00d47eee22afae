/** The codings of HTTP bodies that Node knows, besides those that onwire decodes itself. */
import { brotliDecompressSync, constants } from 'node:zlib'
import type { Decoders } from '../../protocols/index.ts'

export const decoders: Decoders = {
  br(bytes, limit) {
    try {
      const options = { maxOutputLength: limit, finishFlush: constants.BROTLI_OPERATION_FLUSH }
      return { bytes: brotliDecompressSync(bytes, options), isCut: false }
    } catch {
      return undefined
    }
  },
}
