/** Hypertext Transfer Protocol version 2, RFC 9113: each frame is a layer. */
import { ahead, fact, holding, nameIn, otherwise, protocol, text, type Note, type Severity, type View } from '../../../../schema/index.ts'
import { derivedBody } from './body.ts'
import { frame } from './frame.ts'
import { headerLength, isFrame, isMagic, isPreface, magicLength, magicStart, payloadLengthAt } from './header.ts'
import { headerFacts, headerNamed, headersVocabulary, headerWords } from './headers.ts'
import { errorNames, typeNames, types } from './names.ts'
import { lengthInStream, toldIn, toldOf } from './stream.ts'

export { mediaBody } from './body.ts'
export { headerNamed } from './headers.ts'
export { grpcStatusNames } from './names.ts'

const magic = {
  ...holding(text('http2.magic', 'Magic', magicLength), 'vocabulary'),
  show: (words: string) => words.replaceAll('\r\n', '\\r\\n'),
}

export const http2 = protocol('http2', 'HyperText Transfer Protocol 2', {
  'tcp': [], 'tls.alpn': ['h2'], 'http.upgrade': ['h2c'], 'http2.next': [1],
})
  .specified('RFC 9113')
  .borrows('onwire')
  .fields({ first: ahead(24) })
  .cases([{ first: magicStart }, { magic }], [otherwise, frame])
  .fields(headersVocabulary('HTTP/2'))
  .length(({ bytes, start, end }) => (isMagic(bytes, start, end) ? magicLength : headerLength + payloadLengthAt(bytes, start)))
  .accepts(isPreface, 'heuristic')
  .trustedTo((bytes, start, end) => (isMagic(bytes, start, end) || isFrame(bytes, start, end) ? end : start))
  .payload({ tables: [['http2.next', () => 1]] })
  .streamed(lengthInStream, { tells: toldIn })
  .facts({
    ...headerFacts('http2'),
    responseIn: fact.frame('http2.response_in', 'Response in frame'),
    requestIn:  fact.frame('http2.request_in', 'Request in frame'),
    time:       fact.duration('http2.time', 'Time since the request'),
  })
  .derives(['media_type', 'http.body'], derivedBody)
  .exchanged({
    part: (frame) => {
      const { headers } = toldOf(frame) ?? {}
      if (headerNamed(headers, ':method') !== undefined) return frame.type === types.headers ? 'question' : undefined
      // An interim response is followed by another.
      return headerNamed(headers, ':status')?.match(/^[2-9]/) ? 'answer' : undefined
    },
    key: ({ streamId }) => `${streamId}`,
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .notes(
    noteOf('http2.header.malformed', 'error', 'header block that cannot be decompressed', 'isMalformed'),
    noteOf('http2.header.unknown', 'note', 'headers that refer to frames before the capture', 'isUnknown'),
    noteOf('http2.header_size_exceeded', 'warning', 'more headers than are shown', 'isTooLong'),
  )
  .detailed({
    fields: [['stream', 'streamId'], ['length', 'length']],
    rows: (frame) => (toldOf(frame)?.headers ?? []).map(({ name = 'unknown name', value = 'unknown value' }) => `${name}: ${value}`),
  })
  .colored('web', severity)
  .summarized(words, { all: true })

function noteOf(name: string, severity: Severity, text: string, key: 'isMalformed' | 'isUnknown' | 'isTooLong'): Note<unknown> {
  return { name, severity, text, when: (frame) => toldOf(frame as View)?.[key] === true }
}

interface Shown extends View {
  readonly magic?: string | undefined
  readonly type?: number | undefined
  readonly streamId?: number | undefined
  readonly length?: number | undefined
  readonly data?: Uint8Array | undefined
  readonly error?: number | undefined
  readonly increment?: number | undefined
  readonly flags?: unknown
}

/** A frame in a few words; the stream stands in brackets. */
function words(frame: Shown): string {
  const { magic, type = -1, streamId = 0, length = 0, data, increment, error } = frame
  if (magic !== undefined) return 'connection preface'
  const told = headerWords(toldOf(frame)?.headers)
  if (told !== undefined) return type === types.pushPromise ? `PUSH_PROMISE ${told}` : told
  const name = `${nameIn(typeNames, type) ?? `type ${type}`}${streamId === 0 ? '' : `[${streamId}]`}`
  if (type === types.data) return `${name} ${data?.length ?? length} bytes`
  if (error !== undefined) return `${name} ${nameIn(errorNames, error) ?? error}`
  return `${name}${increment === undefined ? '' : ` ${increment}`}${isAcknowledgment(frame) ? ' ACK' : ''}`
}

const isAcknowledgment = ({ flags }: Shown): boolean =>
  (flags as { readonly acknowledgment?: boolean } | undefined)?.acknowledgment === true

/** What the server refused, or could not do (RFC 9110, sections 15.5 and 15.6), and what ended a stream early. */
function severity(frame: View & { readonly error?: number | undefined }): Severity | undefined {
  if (frame.error !== undefined && frame.error !== 0) return 'warning'
  const { headers } = toldOf(frame) ?? {}
  if ((headerNamed(headers, 'grpc-status') ?? '0') !== '0') return 'warning'
  const status = headerNamed(headers, ':status') ?? ''
  return status.startsWith('5') ? 'error' : status.startsWith('4') ? 'warning' : undefined
}
