/** The codings of HTTP bodies that Node knows, besides those that onwire decodes itself. */
import { brotliDecompressSync, constants } from 'node:zlib'
import type { ObjectDecoders } from '../../conversations/objects/index.ts'

export const decoders: ObjectDecoders = {
  br(bytes, limit) {
    try {
      const options = { maxOutputLength: limit, finishFlush: constants.BROTLI_OPERATION_FLUSH }
      return { bytes: brotliDecompressSync(bytes, options), isCut: false }
    } catch {
      return undefined
    }
  },
}
