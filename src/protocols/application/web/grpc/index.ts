/** gRPC over HTTP/2, and gRPC-Web: grpc.io, "PROTOCOL-HTTP2" and "PROTOCOL-WEB", as of November 2025. */
import { asciiText, bits, bytes, protocol, rest, u32, type Derived, type View } from '../../../../schema/index.ts'
import { decodedAs } from '../http/body.ts'
import type { Body } from '../http2/stream.ts'
import { typeOf } from '../media/media-types.ts'
import { decodedText } from './base64.ts'

export { protobuf } from './protobuf.ts'

const frameTypes = { 0: 'Data', 1: 'Trailers' } as const
const compressedFlags = { 0: 'Not Compressed', 1: 'Compressed' } as const

/** `Compressed-Flag Message-Length Message`, where the highest bit of the flag is of gRPC-Web. */
export const grpc = protocol('grpc', 'GRPC Message', {
  'media_type': ['application/grpc', 'application/grpc-web'], 'grpc.next': [1],
})
  .specified('https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md')
  .fields({
    frameType:      bits(1, 'grpc.frame_type', 'Frame Type', { names: frameTypes }),
    reserved:       bits(6, 'grpc.reserved', 'Reserved'),
    compressedFlag: bits(1, 'grpc.compressed_flag', 'Compressed Flag', { names: compressedFlags }),
    messageLength:  u32('grpc.message_length', 'Message Length'),
  })
  .followedBy('messageLength')
  .fields({ messageData: bytes('grpc.message_data', 'Message Data', 'messageLength') })
  .streamed({ length: 'messageLength', plus: 5 })
  .payload({ tables: [['grpc.next', () => 1]] })
  .derives(['grpc_message_type'], messageOf)
  .colored('web')
  .isContent()
  .summarized(({ frameType, messageLength, messageData, facts }) => {
    const { path, isRequest } = (facts ?? {}) as Body
    const trailer = frameType === 1 ? asciiText(messageData, 0, Math.min(messageData.length, longestTrailer)) : undefined
    if (trailer !== undefined) return `trailers ${trailer.trim().replaceAll('\r\n', ', ')}`
    return `${path === undefined ? '' : `${path} `}${isRequest ? 'request' : 'response'}, ${messageLength} bytes`
  })

/** The body of gRPC-Web in base64, which browsers ask for; several pieces may each have padding. */
export const grpcWebText = protocol('grpc', 'gRPC-Web text', { media_type: ['application/grpc-web-text'] })
  .specified('https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md')
  .fields({ text: rest('grpc.text', 'Text') })
  .derives(['grpc.next'], ({ text, isShort, facts }, limit) => {
    const decoded = decodedText(text, limit)
    return [{ speaks: [['grpc.next', 1]], bytes: decoded, isCut: isShort, label: 'Decoded base64', facts: facts ?? {} }]
  })
  .isContent()

/** The message in a frame, without its compression. */
function messageOf(frame: View & Frame, limit: number): readonly Derived[] {
  const { frameType, compressedFlag, messageData, facts } = frame
  if (frameType !== 0 || messageData.length === 0) return []
  const { mediaType = 'application/grpc', messageEncoding } = (facts ?? {}) as Body
  const type = typeOf(mediaType)
  const plus = type.indexOf('+')
  const speaks = [['grpc_message_type', type], ['grpc_message_type', plus < 0 ? type : type.slice(0, plus)]] as const
  const isCut = frame.cut !== undefined
  if (compressedFlag === 0) return [{ speaks, bytes: messageData, isCut, label: 'Message' }]
  const decoded = decodedAs(messageEncoding ?? '', { bytes: messageData, isCut }, { limit: Math.min(limit, longestDecoded) })
  return decoded.encodings.length === 0 ? [] : [{ speaks, bytes: decoded.bytes, isCut: decoded.isCut, label: 'Decompressed' }]
}

interface Frame {
  readonly frameType: number
  readonly compressedFlag: number
  readonly messageData: Uint8Array
}

/** Limit of a decompressed message in bytes. */
const longestDecoded = 16 << 20
const longestTrailer = 1024
