/** Session Initiation Protocol, RFC 3261: a request or status line, header lines, an empty line, a body. */
import {
  afterLine, asciiText, computedText, emptyLine, fact, headLength, headerValue, holding, isAtInAnyCase, isHeaderLine, isPrintable, line,
  lineStop,
  numberWord, octets, parts, protocol, wholeLine, word, type Framing, type View,
} from '../../../../schema/index.ts'
import { header, type Header } from './headers.ts'
import { partsOfUri } from './addresses.ts'

const kinds = { request: 1, status: 2 } as const
const statusLine = /^SIP\/2\.0 \d{3}(?: |$)/i
const requestLine = /^[A-Z][A-Z-]{1,31} \S+ SIP\/2\.0$/i

const versionMark = octets('sip/2.0')

const firstLine = (bytes: Uint8Array, start: number, end: number) =>
  asciiText(bytes, start, lineStop(bytes, start, Math.min(end, start + longestLine)))

/** Whether the first line is one that only SIP has, and whole. */
function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  // What is binary is turned away by its first byte, before a line end is looked for.
  if (!isPrintable(bytes, start, start + 1)) return false
  const stop = lineStop(bytes, start, Math.min(end, start + longestLine))
  if (stop === end || stop - start < shortestLine) return false
  // Text is made only of what has the version where it belongs.
  if (isAtInAnyCase(versionMark, bytes, start, stop)) return statusLine.test(asciiText(bytes, start, stop))
  return isAtInAnyCase(versionMark, bytes, stop - versionMark.length, stop) && requestLine.test(asciiText(bytes, start, stop))
}

function kindOf({ bytes, start, end }: View): number | undefined {
  const first = firstLine(bytes, start, end)
  return statusLine.test(first) ? kinds.status : requestLine.test(first) ? kinds.request : undefined
}

const ofUri = (filter: string, label: string, part: 'user' | 'host' | 'port') =>
  computedText(filter, label, ({ uri = '' }: { readonly uri?: string }) => partsOfUri(uri)[part])

/** A message in a stream ends where its Content-Length says (RFC 3261, section 18.3). */
const framing: Framing = (bytes, start, end, _memory, progress) => {
  // What keeps a connection alive, RFC 5626 section 4.4.1.
  const stop = lineStop(bytes, start, end)
  if (stop === start && stop < end) return afterLine(bytes, stop, end) - start
  const head = headLength(bytes, start, end, progress)
  if (stop < end && !isMessage(bytes, start, end)) return 0
  if (head <= 0) return head
  return head + (contentLength(bytes, afterLine(bytes, stop, end), start + head) ?? 0)
}

function contentLength(bytes: Uint8Array, headers: number, end: number): number | undefined {
  const value = headerValue(lengthName, bytes, headers, end, false) ?? headerValue(shortLengthName, bytes, headers, end, false)
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

const lengthName = octets('content-length:')
const shortLengthName = octets('l:')

export const sip = protocol('sip', 'Session Initiation Protocol', {
  'udp.port': [5060], 'tcp.port': [5060], 'udp': [], 'tcp': [],
  'tls.port': [5061], 'tls.alpn': ['sip/2'],
})
  .specified('RFC 3261')
  .choice(kindOf, {
    [kinds.request]: {
      requestLine: wholeLine('sip.Request-Line', 'Request-Line'),
      method:      holding(word('sip.Method', 'Method'), 'vocabulary'),
      uri:         word('sip.r-uri', 'Request-URI'),
      version:     holding(line('sip.version', 'SIP version'), 'vocabulary'),
      user:        ofUri('sip.r-uri.user', 'Request-URI User Part', 'user'),
      host:        ofUri('sip.r-uri.host', 'Request-URI Host Part', 'host'),
      port:        ofUri('sip.r-uri.port', 'Request-URI Host Port', 'port'),
    },
    [kinds.status]: {
      statusLine:  wholeLine('sip.Status-Line', 'Status-Line'),
      version:     holding(word('sip.version', 'SIP version'), 'vocabulary'),
      statusCode:  numberWord('sip.Status-Code', 'Status-Code'),
      phrase:      line('sip.phrase', 'Reason phrase'),
    },
  })
  .fields({
    headers:   parts('Headers', header, { begins: isHeaderLine }),
    emptyLine: emptyLine('End of headers'),
  })
  .payload({
    tables: [['media_type', ({ headers }) => mediaTypeOf(headers)]],
    length: ({ headers }) => {
      const stated = valueIn(headers, 'content-length', 'l')
      return typeof stated === 'number' ? stated : undefined
    },
  })
  .accepts(isMessage)
  .streamed(framing)
  .facts({
    requestFrame: fact.frame('sip.response-request', 'Request Frame'),
    responseIn:   fact.frame('sip.response_in', 'Response in frame'),
    time:         fact.duration('sip.response_time', 'Time since the request'),
  })
  .exchanged({
    part: ({ method, statusCode }) => (method !== undefined ? 'question' : statusCode !== undefined ? 'answer' : undefined),
    // RFC 3261, section 17.1.3: the branch of the topmost Via and the method of the CSeq.
    key: ({ headers }) => `${branchOf(headers)} ${String(valueIn(headers, 'cseq') ?? '')}`,
    facts: { answeredIn: 'responseIn', answers: 'requestFrame', time: 'time' },
  })
  .colored('messages', ({ statusCode = 0 }) => (statusCode >= 500 ? 'error' : statusCode >= 400 ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['headers'] })
  .summarized(({ method, uri, statusCode, phrase }) =>
    method !== undefined ? `Request: ${method} ${uri}` : `Status: ${statusCode} ${phrase}`)

type Headers = readonly Header[]

function valueIn(headers: Headers, ...names: readonly string[]): string | number | undefined {
  return headers.find(({ name }) => names.includes(name.trim().toLowerCase()))?.value
}

/** The body's type as the table has it: in lower case, without parameters. */
function mediaTypeOf(headers: Headers): string {
  return String(valueIn(headers, 'content-type', 'c') ?? '').split(';', 1)[0]!.trim().toLowerCase()
}

const branchOf = (headers: Headers) => /;\s*branch=([^;,\s]+)/i.exec(String(valueIn(headers, 'via', 'v') ?? ''))?.[1] ?? ''

/** No line is searched further than this for its end. */
const longestLine = 8000
const shortestLine = 'SIP/2.0 200'.length
