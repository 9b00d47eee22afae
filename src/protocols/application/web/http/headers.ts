/** Header lines, RFC 9112 section 5: `field-name ":" OWS field-value OWS CRLF`. */
import {
  afterFoldedLine, afterWhiteSpace, asciiText, beforeWhiteSpace, computed, computedText, converted, holding, isAtInAnyCase, lineStop, positionOf, record, rest, trimmedEnd, upTo, type Field, type View,
} from '../../../../schema/index.ts'
import { unfolded } from './folds.ts'
import { request, response, startOf } from './start.ts'

/** Headers that have a filter name of their own; `http.` in front, and the label is the name as it is usually written. */
const known = {
  'Accept': 'accept', 'Accept-Encoding': 'accept_encoding', 'Accept-Language': 'accept_language',
  'Authorization': 'authorization', 'Cache-Control': 'cache_control', 'Connection': 'connection',
  'Content-Encoding': 'content_encoding', 'Content-Type': 'content_type', 'Cookie': 'cookie', 'Date': 'date',
  'HTTP2-Settings': 'http2_settings', 'Host': 'host', 'Last-Modified': 'last_modified', 'Location': 'location',
  'Proxy-Authenticate': 'proxy_authenticate', 'Proxy-Authorization': 'proxy_authorization', 'Referer': 'referer',
  'Sec-WebSocket-Accept': 'sec_websocket_accept', 'Sec-WebSocket-Extensions': 'sec_websocket_extensions',
  'Sec-WebSocket-Key': 'sec_websocket_key', 'Sec-WebSocket-Protocol': 'sec_websocket_protocol',
  'Sec-WebSocket-Version': 'sec_websocket_version', 'Server': 'server', 'Set-Cookie': 'set_cookie',
  'Transfer-Encoding': 'transfer_encoding', 'Upgrade': 'upgrade', 'User-Agent': 'user_agent',
  'WWW-Authenticate': 'www_authenticate', 'X-Forwarded-For': 'x_forwarded_for',
} as const

/** Headers whose values are words of the protocol, and say nothing about who uses it. */
const ofProtocol: ReadonlySet<string> = new Set([
  'accept', 'accept_encoding', 'cache_control', 'connection', 'content_encoding', 'content_type',
  'date', 'last_modified', 'sec_websocket_extensions', 'sec_websocket_protocol', 'sec_websocket_version',
  'transfer_encoding', 'upgrade',
])

const unknown = 0
const contentLength = 1
const firstKnown = 2

/** Which set of fields a header's name leads to, the name in lower case. */
const places = new Map(Object.keys(known).map((name, index) => [name.toLowerCase(), firstKnown + index]))
places.set('content-length', contentLength)

const colon = 0x3a
/** The line as it is on the wire, in messages of one kind. */
const wholeLine = (filter: string, label: string, kind: number): Field<string | undefined, View> => ({
  ...computedText(filter, label, ({ bytes, start, end, origin }) => {
    const whole = positionOf(colon, bytes, start, end) < end
    return whole && startOf(bytes, origin, end) === kind ? asciiText(bytes, start, end) : undefined
  }),
  show: (text) => (text ?? '').trimEnd(),
})

const isKnown = (name: string) => (places.has(name.toLowerCase()) ? 'vocabulary' : undefined)
const isLength = (value: string) => (/^\d+$/.test(value) ? 'vocabulary' : undefined)

export const header = record('Header', { name: holding(upTo(':', '', 'Name'), isKnown) })
  .length((header) => afterFoldedLine(header.bytes, header.start, header.end) - header.start)
  .choice((header) => places.get(header.name.toLowerCase()) ?? unknown, {
    [unknown]:       { value: fieldValue('', 'Value') },
    [contentLength]: {
      value:         holding(fieldValue('http.content_length_header', 'Content-Length'), isLength),
      contentLength: contentLengthOf('http.content_length', 'Content length'),
    },
    ...Object.fromEntries(Object.entries(known).map(([name, filter], index) => [firstKnown + index, { value: knownValue(filter, name) }])),
  })
  .fields({
    requestLine:  wholeLine('http.request.line', 'Request line', request),
    responseLine: wholeLine('http.response.line', 'Response line', response),
  })
  .summarized(({ name, value }) => `${name}: ${value ?? ''}`)

/** The value of the first header called `name`, which is in lower case with its colon, among the header lines from `at` to the empty one. */
export function headerValue(
  name: Uint8Array, bytes: Uint8Array, at: number, end: number, isShort: boolean, decode = asciiText,
): string | undefined {
  for (let next; at < end; at = next) {
    next = afterFoldedLine(bytes, at, end)
    if (lineStop(bytes, at, next) === at) return undefined
    // A line without its end may go on in the next segment, and one at the end of the capture may be folded.
    if (isAtInAnyCase(name, bytes, at, end)) return next === end && (isShort || trimmedEnd(bytes, at, end) === end) ? undefined : valueOf(bytes, at + name.length, next, decode)
  }
  return undefined
}

function knownValue(filter: string, name: string): Field<string, unknown> {
  const value = fieldValue(`http.${filter}`, name)
  return ofProtocol.has(filter) ? holding(value, 'vocabulary') : value
}

/** All of the record that is left, without the blanks around it; a fold becomes one space (RFC 9112, section 5.2). */
function fieldValue(filter: string, label: string): Field<string, unknown> {
  return converted(rest(filter, label), (bytes) => valueOf(bytes, 0, bytes.length), 'text')
}

/** White space at either end, folds included, is not part of a value (RFC 9110, section 5.5). */
function valueOf(bytes: Uint8Array, at: number, end: number, decode = asciiText): string {
  const start = afterWhiteSpace(bytes, at, end)
  return unfolded(decode(bytes, start, beforeWhiteSpace(bytes, start, end)))
}

/** The number that the value of a Content-Length is; undefined if it is none. */
function contentLengthOf(filter: string, label: string) {
  return computed(filter, label, 'value', (value: string) => (/^\d{1,15}\s*$/.test(value) ? Number(value) : undefined))
}
