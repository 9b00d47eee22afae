/**
 * Advanced Message Queuing Protocol: version 0-9-1 (AMQP Working Group, with the extensions of RabbitMQ), and 1.0 (OASIS Standard, ISO/IEC
 * 19464), which share nothing but the protocol header. Frames show which it is: those of 1.0 begin with a length below 2^24.
 */
import {
  ahead, bytes, fact, holding, list, protocol, range, record, text, u16, u32, u8, unfinished, when, type Framing,
} from '../../../../schema/index.ts'
import { contentHeader, frameTypes, method } from './frames.ts'
import { argumentOf, conditionOf, keyOf, methodLine, partOf, performativeLine, saslLine } from './lines.ts'
import { amqpPerformative, saslPerformative, section } from './performatives.ts'

const letterA = 0x41
const header = record('Protocol Header', {
  first: u8('amqp.init.protocol', 'First'), second: u8('amqp.init.protocol', 'Second'), third: u8('amqp.init.protocol', 'Third'),
  fourth: u8('amqp.init.protocol', 'Fourth'), id: u8('amqp.init.id', 'Protocol ID'),
})
const isHeader = header.recognizer({ first: letterA, second: 0x4d, third: 0x51, fourth: 0x50, id: range(0, 3) })
const frame0 = record('Frame', {
  type: u8('amqp.type', 'Type'), channel: u16('amqp.channel', 'Channel'), length: u32('amqp.length', 'Length'),
})
/** A frame has at most what was negotiated: 128 KB in most servers. */
const longest = 0x100_0000
const isFrame0 = frame0.recognizer({ type: [1, 2, 3, 4, 8], length: range(0, longest) })
const frame1 = record('Frame', { length: u32('amqp.length', 'Length'), offset: u8('amqp.doff', 'Doff'), type: u8('amqp.type', 'Type') })
const isFrame1 = frame1.recognizer({ length: range(8, longest - 1), offset: range(2, 16), type: [0, 1] })
const [length0At, length1At] = [frame0.reader('length'), frame1.reader('length')]
const headerSize = 8
const head0 = 7
const endSize = 1
const needed = 7

const begins = (octets: Uint8Array, start: number, end: number): boolean =>
  isHeader(octets, start, end) || isFrame0(octets, start, end) || isFrame1(octets, start, end)
const framing: Framing = (octets, start, end) => {
  if (end - start < needed) return unfinished
  if (isHeader(octets, start, end)) return headerSize
  if (isFrame0(octets, start, end)) return head0 + length0At(octets, start) + endSize
  return isFrame1(octets, start, end) ? length1At(octets, start) : 0
}

export const amqp = protocol('amqp', 'Advanced Message Queuing Protocol',
  { 'tcp.port': [5672], 'tls.port': [5671], 'ws.protocol': ['amqp'] })
  .specified('https://www.amqp.org/resources/specifications')
  .facts({
    answeredIn: fact.frame('amqp.response_in', 'Response in frame'),
    answers:    fact.frame('amqp.response_to', 'Request in frame'),
    time:       fact.duration('amqp.time', 'Time from request'),
  })
  .fields({ first: ahead(8) })
  .cases(
    [{ first: letterA }, {
      protocol: holding(text('amqp.init.protocol', 'Protocol', 4), 'vocabulary'), version1: ahead(24, { skip: 8 }),
    }],
    [{ first: 0 }, {
      size:    u32('amqp.length', 'Length', { unit: 'bytes' }),
      doff:    u8('amqp.doff', 'Doff'),
      kind:    u8('amqp.type', 'Type', { names: { 0: 'AMQP', 1: 'SASL' } }),
      channel: u16('amqp.channel', 'Channel'),
      extended: bytes('amqp.extended_header', 'Extended Header', { length: 'doff', times: 4, minus: 8 }),
    }],
    [{ first: [1, 2, 3, 4, 8] }, {
      type:    u8('amqp.type', 'Type', { names: frameTypes }),
      channel: u16('amqp.channel', 'Channel'),
      length:  u32('amqp.length', 'Length', { unit: 'bytes' }),
    }],
  )
  .cases(
    [{ version1: 0x10000 }, {
      protocolId: u8('amqp.init.id', 'Protocol-ID'),
      versionMajor: u8('amqp.init.version_major', 'Version Major'), versionMinor: u8('amqp.init.version_minor', 'Version Minor'),
      versionRevision: u8('amqp.init.version_revision', 'Version-Revision'),
    }],
    [{ first: letterA }, {
      idMajor: u8('amqp.init.id_major', 'Protocol ID Major'), idMinor: u8('amqp.init.id_minor', 'Protocol ID Minor'),
      versionMajor: u8('amqp.init.version_major', 'Version Major'), versionMinor: u8('amqp.init.version_minor', 'Version Minor'),
    }],
  )
  .length(({ size, length }) => size ?? (length === undefined ? headerSize : head0 + length + endSize))
  .cases(
    [{ kind: 0 }, { performative: list('', 'Performative', amqpPerformative, { count: 1 }), sections: list('', 'Sections', section) }],
    [{ kind: 1 }, { sasl: list('', 'SASL', saslPerformative, { count: 1 }) }],
    [{ type: 1 }, { method: list('', 'Method', method, { length: 'length', count: 1 }) }],
    [{ type: 2 }, { header: list('', 'Content header', contentHeader, { length: 'length', count: 1 }) }],
    [{ type: 3 }, { body: bytes('amqp.payload', 'Payload', 'length') }],
    [{ type: [4, 8] }, { heartbeat: bytes('amqp.payload', 'Payload', 'length') }],
  )
  .fields({ frameEnd: when({ type: [1, 2, 3, 4, 8] }, u8('amqp.frame_end', 'Frame End', { base: 16 })) })
  .accepts(begins)
  .streamed(framing, { opens: (octets, start, end) => end - start < needed || begins(octets, start, end) })
  .exchanged({
    part: ({ method: called }) => (called?.[0] === undefined ? undefined : partOf(called[0])),
    key: ({ channel, method: called }) => `${channel} ${called?.[0] === undefined ? '' : keyOf(called[0])}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .notes({
    name: 'amqp.bad_frame_end', severity: 'error', text: 'the frame does not end with 0xce',
    when: ({ frameEnd }) => frameEnd !== undefined && frameEnd !== 0xce,
  })
  .colored('messages', (layer) => {
    const code = layer.method?.[0]?.replyCode ?? 0
    const isFailed = code >= 300 || (argumentOf(layer.sasl?.[0],
      'saslCode')?.number ?? 0) > 0 || conditionOf(layer.performative?.[0]) !== undefined
    return isFailed ? 'error' : undefined
  })
  .summarized((layer) => {
    const { type, body } = layer
    const [content] = layer.header ?? []
    const [called] = layer.method ?? []
    const { versionMajor, versionMinor, versionRevision, idMinor } = layer
    const versions = idMinor === undefined ? [versionMajor, versionMinor, versionRevision] : [idMinor, versionMajor, versionMinor]
    if (layer.protocol !== undefined) return `Protocol-Header ${versions.join('-')}`
    if (called !== undefined) return methodLine(called)
    if (content !== undefined)
      return `Content-Header${content.contentType === undefined ? '' : ` type=${content.contentType}`} size=${content.bodySize}`
    if (body !== undefined) return `Content-Body ${body.length} bytes`
    if (type !== undefined) return 'Heartbeat'
    const [sasl] = layer.sasl ?? []
    if (sasl !== undefined) return saslLine(sasl)
    const [performative] = layer.performative ?? []
    return performative === undefined ? 'Empty frame' : performativeLine(performative)
  }, { all: true })
