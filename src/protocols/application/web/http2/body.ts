/** The data of streams, RFC 9113 section 8.1: what their headers say that they are, without their codings. */
import { otherwise, protocol, rest, type Derived, type FactValues, type StreamPlace, type TableKey, type View } from '../../../../schema/index.ts'
import { decodedAs } from '../http/body.ts'
import { mediaTypeKeys, typeOf } from '../media/media-types.ts'
import { httpBodyHere, type BodyFacts } from '../vocabulary.ts'
import type { Body, Told } from './stream.ts'

interface DataFrame {
  readonly data?: Uint8Array | undefined
  readonly streamId?: number | undefined
  readonly flags?: unknown
}

/** The next bytes of a stream that a frame has, or that it ends. */
export function derivedBody(frame: View & DataFrame): readonly Derived[] {
  const { data, streamId = 0, flags } = frame
  const { body } = (frame.facts ?? {}) as Told
  const isLast = data === undefined || (flags as { readonly endStream?: boolean } | undefined)?.endStream === true
  return body === undefined ? [] : [dataOf(frame, body, data, 'HTTP/2 body', { id: streamId, isLast })]
}

/** Bytes of a body in a frame, which may only end it. */
export function dataOf(frame: View, body: Body, data: Uint8Array | undefined, label: string, stream: StreamPlace): Derived {
  return {
    speaks: body.encoding === undefined ? keysOf(body) : [wholeBody],
    bytes: data ?? frame.bytes.subarray(frame.end, frame.end),
    isCut: frame.cut !== undefined,
    label,
    stream,
    facts: body.encoding === undefined ? asBody(body) : { ...body },
  }
}

/** Where the protocol of data is looked up: by their type, and by what that is a kind of, as in `application/grpc+proto`. */
function keysOf({ mediaType }: Body): readonly TableKey[] {
  if (mediaType === undefined) return [wholeBody]
  const type = typeOf(mediaType)
  const plus = type.indexOf('+')
  const [whole, ...others] = mediaTypeKeys(type)
  return [whole!, ...(plus < 0 ? [] : [['media_type', type.slice(0, plus)] as const]), ...others]
}

const asBody = (body: Body): Body & BodyFacts & FactValues => ({ ...body, isHttpBody: true })

const wholeBody: TableKey = ['http.body', 'whole']

/** A whole body of a type that has no protocol of its own, or in a coding. */
export const mediaBody = protocol('media', 'Media Type', { 'http.body': ['whole'] })
  .specified('RFC 6838')
  .borrows('http', 'http2', 'onwire')
  .cases(
    [({ facts }: View) => (facts as Body | undefined)?.encoding === undefined, { data: rest('http.file_data', 'File Data') }],
    [otherwise, { encoded: rest('http2.body.reassembled.data', 'Encoded data') }],
  )
  .fields(httpBodyHere)
  .derives(['media_type', 'http.body'], ({ bytes, start, end, isShort, facts }, limit) => {
    const { encoding, ...body } = (facts ?? {}) as Body
    if (encoding === undefined || end === start) return []
    const decoded = decodedAs(encoding, { bytes: bytes.subarray(start, end), isCut: isShort }, { limit: Math.min(limit, longestDecoded) })
    if (decoded.encodings.length === 0) return []
    const speaks: readonly TableKey[] = [...keysOf(body), ['http.body', 'decoded']]
    return [{ speaks, bytes: decoded.bytes, isCut: decoded.isCut, label: 'Decompressed', facts: asBody(body) }]
  }, { isCostly: true })
  .isContent()

/** Limit of a decoded body in bytes: what is compressed may claim more than it holds. */
const longestDecoded = 16 << 20
