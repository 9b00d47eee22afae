/** HTTP/1, and the service discovery that speaks like it in datagrams. */
import {
  afterLine, asciiText, bytes, computedBytes, computedText, fact, headerValue, holding, lineStop, list, octets, protocol, record, when,
  type Derived, type Field, type Schema, type Severity, utf8Text, type View,
} from '../../../../schema/index.ts'
import { httpBody, httpVocabulary } from '../vocabulary.ts'
import { mediaTypeKeys } from '../media/media-types.ts'
import { decodedBody, isCoded } from './body.ts'
import { chunk } from './chunks.ts'
import { tokensIn } from './credentials.ts'
import { header } from './headers.ts'
import { outlineOf, statusOf, type Outline } from './message.ts'
import { isMessage, none, response, startOf } from './start.ts'
import { startLines } from './start-lines.ts'
import { lengthInStream, switches, tells, type Told } from './stream.ts'

export { bodyLength, decodedAs, decodedBody, provideDecoders, type BodyOptions, type Decoded, type Decoders } from './body.ts'

const contentType = octets('content-type:')
const host = octets('host:')

/** Where a request goes to, the host in front of the target; absent where it names none. */
function urlOf({ bytes, start, end, isShort, facts }: View): string | undefined {
  const kind = startOf(bytes, start, end)
  if (kind === none || kind === response) return undefined
  const stop = lineStop(bytes, start, end)
  const [method, target] = asciiText(bytes, start, stop).split(' ')
  const name = headerValue(host, bytes, afterLine(bytes, stop, end), end, isShort)
  if (!target || name === undefined) return undefined
  const { isSecure = false } = (facts ?? {}) as Told
  // RFC 9112, section 3.2.3: the target of CONNECT is a host and a port.
  return method === 'CONNECT' || /^https?:\/\//i.test(target) ? target : `${isSecure ? 'https' : 'http'}://${name}${target}`
}

const vocabulary = httpVocabulary<Message>({
  method: ({ method }) => method,
  url: urlOf,
  status: ({ statusCode }) => statusCode ?? NaN,
  version: ({ version }) => version,
})

/** Nothing is no body. */
const plainBody = ({ body }: Message): Uint8Array | undefined => (body?.length === 0 ? undefined : body)

interface Message {
  readonly method?: string | undefined
  readonly statusCode?: number | undefined
  readonly version?: string | undefined
  readonly body?: Uint8Array | undefined
}

/** A message that follows another in the same packet: pipelined, or the next response. */
const following = message(record('Message', {})).length((message: View) => outline(message).end - message.start)

/** How many messages are looked for in one packet. */
const mostMessages = 32

/** Hypertext Transfer Protocol version 1, RFC 9112: what of a message is in this packet, and those that follow it there. */
export const http = message(protocol('http', 'Hypertext Transfer Protocol', {
  'tcp.port': [80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371],
  tcp: [],
  'tls.port': [443],
  'tls.alpn': ['http/1.0', 'http/1.1'],
}).specified('RFC 9112').borrows('onwire'))
  .fields({
    following: list('', 'Messages', following, {
      count: () => mostMessages, length: (message: View) => message.end - outline(message).end,
    }),
  })
  .accepts(isMessage, 'heuristic')
  .streamed(lengthInStream, { switches, tells })
  .derives(['security.token', 'media_type', 'http.body'], carriedIn, { isCostly: true })
  .facts({
    responseIn: fact.frame('http.response_in', 'Response in frame'),
    requestIn:  fact.frame('http.request_in', 'Request in frame'),
    time:       fact.duration('http.time', 'Time since the request'),
  })
  .exchanged({
    part: ({ bytes, start, end }: View) => {
      const kind = startOf(bytes, start, end)
      return kind === none ? undefined : kind === response ? 'answer' : 'question'
    },
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })

/** Limit of a decoded body in bytes, in the layers of a packet: what is compressed may claim more than it holds. */
const longestDecoded = 16 << 20
/** Of the field that shows it: what is compressed usually becomes a few times as long. */
const leastDecoded = 1 << 16
const usualRatio = 64

/** Simple Service Discovery Protocol, UPnP Device Architecture 1.1 section 1. */
export const ssdp = message(protocol('ssdp', 'Simple Service Discovery Protocol', { 'udp.port': [1900] })
  .specified('UPnP Device Architecture 2.0, section 1')
  .borrows('http', 'onwire'))
  .accepts((bytes, start, end) => startOf(bytes, start, end) !== none)

/** The tokens in the headers, and the body. */
function carriedIn(message: View, limit: number): readonly Derived[] {
  const { bytes, isShort } = message
  const { headers, body, start: kind } = outline(message)
  return kind === none ? bodyIn(message, limit) : [...tokensIn(bytes, headers, body, isShort), ...bodyIn(message, limit)]
}

/** The body of a message without its codings, by its media type. */
function bodyIn(message: View, limit: number): readonly Derived[] {
  const { bytes, end, isShort } = message
  const { start: kind, headers, body, end: last } = outline(message)
  if (last <= body) return []
  if (kind === none) return headers === body ? [{ speaks: [], bytes: bytes.subarray(body, last), isCut: isShort, label: 'Body' }] : []
  const mediaType = headerValue(contentType, bytes, headers, end, isShort)
  const speaks = mediaType === undefined ? [] : mediaTypeKeys(mediaType)
  const facts = mediaType === undefined ? undefined : { facts: { mediaType } }
  if (!isCoded(message)) {
    const isCut = decodedBody(message).isCut
    return [{ speaks, bytes: bytes.subarray(body, last), isCut, label: 'Body', ...facts }]
  }
  const { bytes: decoded, isCut, encodings } = decodedBody(message, { limit: Math.min(limit, longestDecoded) })
  if (encodings.length === 0) return []
  const label = encodings.some((each) => each !== 'chunked') ? 'Decompressed' : 'Joined chunks'
  return [{ speaks: [...speaks, ['http.body', 'decoded']], bytes: decoded, isCut, label, ...facts }]
}

function isCodedWhole(message: View): boolean {
  return !outline(message).chunked && isCoded(message)
}

/** The body in another form than it has in the message; absent where it would be too much. */
function decodedData(message: View): Uint8Array | undefined {
  const { body, end } = outline(message)
  if (end <= body || !isCoded(message)) return undefined
  const limit = Math.min(longestDecoded, leastDecoded + usualRatio * (end - body))
  const { bytes, isCut, encodings } = decodedBody(message, { limit })
  return isCut || encodings.length === 0 ? undefined : bytes
}

function message<V>(schema: Schema<V>) {
  return schema
    .choice((message) => startOf(message.bytes, message.start, message.end), startLines)
    .fields({
      headers:   list('', 'Headers', header, { length: (message: View) => outline(message).headersEnd - outline(message).headers }),
      emptyLine: holding(unseen('End of headers', (message) => outline(message).body - outline(message).headersEnd), 'vocabulary'),
      chunks:    when((message: View) => outline(message).chunked, list('', 'Chunks', chunk, { last: ({ size }) => size === 0 })),
      trailer:   unseen('Trailer', (message, at) => (outline(message).chunked ? outline(message).end - at : 0)),
      fullUri:   computedText('http.request.full_uri', 'Full request URI', urlOf),
      body:      when((message: View) => !isCoded(message), bytes('http.file_data', 'File Data', shownLength)),
      codedBody: when(isCodedWhole, bytes('', 'Content-encoded entity body', shownLength)),
      decoded:   computedBytes('http.file_data', 'File Data', decodedData),
    })
    .fields(vocabulary)
    .fields({ httpBody: httpBody<Message>((message) => decodedData(message) ?? plainBody(message)) })
    .detailed({ fields: [], rows: ['headers'] })
    .colored('web', severity)
    .summarized(words)
}

/** The first line, and what one wants to know besides: the host of a request, the type of what a response brings. */
function words({ bytes, start, end, originalEnd, isShort }: View): string {
  const kind = startOf(bytes, start, end)
  if (kind === none) return `continuation, ${originalEnd - start} bytes`
  // Straight from the bytes: what comes after the headers is not asked for here.
  const stop = lineStop(bytes, start, end)
  const headers = afterLine(bytes, stop, end)
  // Fields are ASCII, as Wireshark's are; people can read more.
  const told = headerValue(kind === response ? contentType : host, bytes, headers, end, isShort, utf8Text)
  const aside = kind === response ? told?.split(';')[0] : told
  return `${utf8Text(bytes, start, stop).trimEnd()}${aside ? ` (${aside})` : ''}`
}

/** What the server refused, or could not do (RFC 9110, sections 15.5 and 15.6). */
function severity({ bytes, start, end }: View): Severity | undefined {
  if (startOf(bytes, start, end) !== response) return undefined
  const status = statusOf(bytes, start, end)
  return status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined
}

function shownLength(message: View): number {
  return outline(message).end - outline(message).body
}

function outline(message: View): Outline {
  return message.once(outlineOf, () => outlineOf(message.bytes, message.start, message.end))
}

/** Bytes that say nothing. */
function unseen(label: string, length: (message: View, at: number) => number): Field<undefined, View> {
  return { filter: '', label, also: [], type: 'none', elastic: true, size: length, bind: () => () => undefined, show: () => '' }
}
