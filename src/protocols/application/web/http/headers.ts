/** Header lines, RFC 9112 section 5: `field-name ":" OWS field-value OWS CRLF`. */
import {
  asciiText, computed, computedText, headerLine, headerText, holding, positionOf, type Field, type HeaderLine,
  type View,
} from '../../../../schema/index.ts'
import { httpHeader } from '../vocabulary.ts'
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

const colon = 0x3a
/** The line as it is on the wire, in messages of one kind. */
const wholeLine = (filter: string, label: string, kind: number): Field<string | undefined, View> => ({
  ...computedText(filter, label, ({ bytes, start, end, origin }) => {
    const whole = positionOf(colon, bytes, start, end) < end
    return whole && startOf(bytes, origin, end) === kind ? asciiText(bytes, start, end) : undefined
  }),
  show: (text) => (text ?? '').trimEnd(),
})

const isLength = (value: string) => (/^\d+$/.test(value) ? 'vocabulary' : undefined)

export const header = headerLine<HeaderLine & { readonly contentLength: number | undefined }>({
  'Content-Length': {
    value:         holding(headerText('http.content_length_header', 'Content-Length'), isLength),
    contentLength: contentLengthOf('http.content_length', 'Content length'),
  },
  ...Object.fromEntries(Object.entries(known).map(([name, filter]) => [name, { value: knownValue(filter, name) }])),
})
  .fields({
    requestLine:  wholeLine('http.request.line', 'Request line', request),
    responseLine: wholeLine('http.response.line', 'Response line', response),
    httpHeader:   httpHeader<HeaderLine>(({ name, value }) => (value === undefined ? undefined : `${name}: ${value}`)),
  })

function knownValue(filter: string, name: string): Field<string, unknown> {
  return headerText(`http.${filter}`, name, ofProtocol.has(filter) ? 'vocabulary' : undefined)
}

/** The number that the value of a Content-Length is; undefined if it is none. */
function contentLengthOf(filter: string, label: string) {
  return computed(filter, label, 'value', (value: string) => (/^\d{1,15}\s*$/.test(value) ? Number(value) : undefined))
}
