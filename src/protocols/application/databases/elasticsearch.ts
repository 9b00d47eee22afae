/** Elasticsearch transport: the header of its messages, TcpHeader of Elasticsearch 7.17. */
import {
  bits, computedText, fact, flag, group, holding, nameIn, protocol, range, record, rest, text, u16, u32, u64, unfinished,
} from '../../../schema/index.ts'

const header = record('Header', { token: u16('elasticsearch.header.token', 'Token'), length: u32('elasticsearch.header.message_length',
  'Length') })
const begins = header.recognizer({ token: 0x4553 })
const lengthAt = header.reader('length')
const longest = 0x4000_0000
const kinds = { 0: 'Request', 1: 'Response' }

/** Its last two digits are those of a build. */
const versionText = (id: number) => `${Math.floor(id / 1000000)}.${Math.floor(id / 10000) % 100}.${Math.floor(id / 100) % 100}`

export const elasticsearch = protocol('elasticsearch', 'Elasticsearch', { 'tcp.port': [9300] })
  .fields({
    token:     holding(text('elasticsearch.header.token', 'Token', 2), 'vocabulary'),
    length:    u32('elasticsearch.header.message_length', 'Message length', { unit: 'bytes' }),
    requestId: u64('elasticsearch.header.request_id', 'Request ID'),
    flags:     group('elasticsearch.header.status_flags', 'Status flags', {
      reserved:    bits(5, 'elasticsearch.header.status_flags.reserved', 'Reserved'),
      compression: flag('elasticsearch.header.status_flags.compression', 'Compression'),
      error:       flag('elasticsearch.header.status_flags.error', 'Error'),
      messageType: bits(1, 'elasticsearch.header.status_flags.message_type', 'Message type', { names: kinds }),
    }),
    version:   u32('elasticsearch.version', 'Version'),
  })
  .length(({ length }) => 6 + length)
  .fields({ versionText: computedText('elasticsearch.version.text', 'Version', ({ version }) => versionText(version)) })
  // The size of variable headers, from 7.6 on.
  .cases([{ version: range(7060000) }, { headerSize: u32('elasticsearch.header.size', 'Header size', { unit: 'bytes' }) }])
  .fields({ data: rest('elasticsearch.data.bytes', 'Data') })
  .accepts(begins)
  .streamed((bytes, start, end) => {
    if (end - start < 6) return unfinished
    return begins(bytes, start, end) && lengthAt(bytes, start) < longest ? 6 + lengthAt(bytes, start) : 0
  })
  .facts({
    responseIn: fact.frame('elasticsearch.response_in', 'Response In'),
    requestIn:  fact.frame('elasticsearch.response_to', 'Request In'),
    time:       fact.duration('elasticsearch.time', 'Response Time'),
  })
  .exchanged({
    part: ({ flags }) => (flags.messageType === 0 ? 'question' : 'answer'),
    key: ({ requestId }) => `${requestId}`,
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .colored('stream', ({ flags }) => (flags.error ? 'error' : undefined))
  .summarized(({ flags, requestId, versionText }) =>
    `${nameIn(kinds, flags.messageType) ?? ''} ${requestId}, version ${versionText}${flags.error ? ', error' : ''}`)
