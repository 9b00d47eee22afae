/** Real Time Streaming Protocol, RFC 2326: requests and responses like those of HTTP, and media interleaved with them. */
import {
  afterLine, decimalIn, emptyLine, fact, headerLine, headerNumber, headerText, headerValue, headLength,
  holding, isAt, isHeaderLine, isPrintable,
  line, lineStop, numberWord, octets, optionalLine, parts, protocol, record, tokenStop, u16, u8, unfinished, wholeLine, word,
    type Announced,
  type Framing, type HeaderLine,
} from '../../../schema/index.ts'

const kinds = { interleaved: 0, request: 1, response: 2 } as const
const dollar = 0x24
const versionMark = octets('RTSP/1.')
const blank = octets(' ')
const largestPort = 65535

const interleaved = {
  magic:   u8('rtsp.magic', 'Magic', { base: 16 }),
  channel: u8('rtsp.channel', 'Channel', { base: 16 }),
  length:  u16('rtsp.length', 'Length', { unit: 'bytes' }),
}
const lengthAt = record('Interleaved', interleaved).reader('length')

const isInterleaved = record('Interleaved', interleaved).recognizer({ magic: dollar })
const isMarked = record('Mark', { magic: u8('rtsp.magic', 'Magic') }).recognizer({ magic: dollar })

/** Which of these begins at `start`; undefined for none. */
function kindOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (isInterleaved(bytes, start, end)) return kinds.interleaved
  if (isAt(versionMark, bytes, start, end)) return kinds.response
  const method = tokenStop(bytes, start, Math.min(end, start + longestMethod))
  if (method === start || !isAt(blank, bytes, method, end) || !isPrintable(bytes, start, method)) return undefined
  const stop = lineStop(bytes, start, Math.min(end, start + longestLine))
  return isAt(versionMark, bytes, stop - versionMark.length - 1, stop) ? kinds.request : undefined
}
const longestMethod = 32
const longestLine = 4096

/** A message ends where its Content-Length says (RFC 2326, section 4.4), what is interleaved as its own length does (section 10.12). */
const framing: Framing = (bytes, start, end, _memory, progress) => {
  if (isMarked(bytes, start, end)) return end - start < 4 ? unfinished : 4 + lengthAt(bytes, start)
  if (lineStop(bytes, start, end) === end) return end - start > longestLine ? 0 : unfinished
  if (kindOf(bytes, start, end) === undefined) return 0
  const head = headLength(bytes, start, end, progress)
  if (head <= 0) return head
  return head + (contentLength(bytes, start, start + head) ?? 0)
}

function contentLength(bytes: Uint8Array, start: number, end: number): number | undefined {
  const value = headerValue(lengthName, bytes, afterLine(bytes, lineStop(bytes, start, end), end), end, false)
  return value === undefined ? undefined : decimalIn(octets(value), 0, value.length)
}
const lengthName = octets('content-length:')

const header = headerLine({
  'Content-Type':   { value: headerText('rtsp.content-type', 'Content-type', 'vocabulary') },
  'Content-Length': { value: headerNumber('rtsp.content-length', 'Content-length') },
  Session:          { value: headerText('rtsp.session', 'Session') },
  Transport:        { value: headerText('rtsp.transport', 'Transport') },
  'X-Vig-Msisdn':   { value: headerText('rtsp.X_Vig_Msisdn', 'X-Vig-Msisdn', 'digits') },
  RDTFeatureLevel:  { value: headerNumber('rtsp.rdt-feature-level', 'RDTFeatureLevel') },
})

const common = {
  headers:   parts('Headers', header, { begins: isHeaderLine }),
  emptyLine: emptyLine('End of headers'),
}

export const rtsp = protocol('rtsp', 'Real Time Streaming Protocol', { 'tcp.port': [554, 8554] })
  .specified('RFC 2326')
  .choice(({ bytes, start, end }) => kindOf(bytes, start, end), {
    [kinds.interleaved]: interleaved,
    [kinds.request]: record('Request', {
      request: wholeLine('rtsp.request', 'Request'),
      method:  holding(word('rtsp.method', 'Method'), 'vocabulary'),
      url:     word('rtsp.url', 'URL'),
      version: holding(line('', 'Version'), 'vocabulary'),
      ...common,
    }),
    [kinds.response]: record('Response', {
      response: wholeLine('rtsp.response', 'Response'),
      version:  holding(word('', 'Version'), 'vocabulary'),
      status:   numberWord('rtsp.status', 'Status'),
      phrase:   optionalLine('', 'Phrase'),
      ...common,
    }),
  })
  .payload({
    tables: [
      ['announced', ({ channel }) => (channel === undefined ? '' : channel % 2 === 0 ? 'rtp' : 'rtcp')],
      ['media_type', ({ headers }) => String(valueIn(headers, 'content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase()],
    ],
    length: ({ magic, length, headers }) =>
      magic !== undefined ? length : Number(valueIn(headers, 'content-length') ?? 0),
  })
  .accepts((bytes, start, end) => {
    const kind = kindOf(bytes, start, end)
    return kind === kinds.request || kind === kinds.response || (kind === kinds.interleaved && end - start >= 4)
  })
  .streamed(framing)
  .announces(['announced'], ({ response, headers }, frame) =>
    (response === undefined ? [] : announcedBy(String(valueIn(headers, 'transport') ?? ''), frame)))
  .facts({
    requestFrame: fact.frame('', 'Request in frame'),
    responseIn:   fact.frame('', 'Response in frame'),
    time:         fact.duration('', 'Time since the request'),
  })
  .exchanged({
    part: ({ method, status }) => (method !== undefined ? 'question' : status !== undefined ? 'answer' : undefined),
    facts: { answeredIn: 'responseIn', answers: 'requestFrame', time: 'time' },
  })
  .colored('messages', ({ status = 0 }) => (status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['headers'] })
  .summarized(({ magic, channel, length, request, response }) =>
    magic !== undefined ? `Interleaved channel 0x${(channel ?? 0).toString(16).padStart(2, '0')}, ${length} bytes`
      : request !== undefined ? request : `Reply: ${response ?? ''}`)

/** The value of the first header of this name, which is in lower case. */
const valueIn = (headers: readonly HeaderLine[] | undefined, called: string) =>
  headers?.find(({ name }) => name.trim().toLowerCase() === called)?.value

/** Section 12.39: a response to SETUP says the ports of both ends, in pairs of media and reports. */
function announcedBy(transport: string, frame: number): readonly Announced[] {
  if (!/^RTP\/AVP/i.test(transport)) return []
  const facts = { setupFrame: frame, setupMethod: 'RTSP' }
  return (['client', 'server'] as const).flatMap((side) => {
    const [, first, last] = new RegExp(`${side}_port=(\\d{1,5})(?:-(\\d{1,5}))?`, 'i').exec(transport) ?? []
    const address = side === 'client' ? 'destination' : 'source'
    const [media, reports] = [Number(first), Number(last ?? first)]
    if (!(media > 0) || media > largestPort || reports > largestPort) return []
    const common = { transport: 'udp', address, facts } as const
    return [
      { ...common, port: media, speaks: [['announced', 'rtcp'], ['announced', 'rtp']] } as const,
      ...(reports === media ? [] : [{ ...common, port: reports, speaks: [['announced', 'rtcp']] } as const]),
    ]
  })
}
