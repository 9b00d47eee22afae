/** Hypertext Transfer Protocol version 3, RFC 9114: each frame, and the type of each stream, is a layer. */
import { fact, holding, list, nameIn, otherwise, protocol, record, rest, text, varint, type View } from '../../../../schema/index.ts'
import { dataOf } from '../http2/body.ts'
import { headerFacts, headerNamed, headersVocabulary, headerWords } from '../http2/headers.ts'
import { settingNames, streamNames, typeNames, types } from './names.ts'
import { lengthInStream, toldIn, toldOf, type Kind } from './stream.ts'

/** Section 7.2.4. */
const setting = record('Setting', { id: varint('http3.settings.id', 'Settings Identifier', 'quic', { names: settingNames }) })
  .choice('id', {
    1: { value: varint('http3.settings.qpack.max_table_capacity', 'Max Table Capacity', 'quic') },
    6: { value: varint('http3.settings.max_field_section_size', 'Max header list size', 'quic') },
    7: { value: varint('http3.settings.qpack.blocked_streams', 'Blocked Streams', 'quic') },
    8: { value: varint('http3.settings.extended_connect', 'Extended CONNECT', 'quic') },
  }, { value: varint('http3.settings.value', 'Settings Value', 'quic') })

const pushId = varint('http3.push_id', 'Push ID', 'quic')

/** Section 7.1. */
const frame = record('Frame', {
  type:   varint('http3.frame_type', 'Type', 'quic', { names: typeNames }),
  length: varint('http3.frame_length', 'Length', 'quic'),
})
  .followedBy('length')
  .choice('type', {
    [types.data]:               { data: rest('http3.data', 'Data') },
    [types.headers]:            { section: rest('http3.headers', 'Header Block') },
    [types.cancelPush]:         { pushId },
    [types.settings]:           { settings: list('http3.settings', 'Settings', setting) },
    [types.pushPromise]:        { pushId, section: rest('http3.headers', 'Header Block') },
    [types.goAway]:             { id: varint('http3.goaway.id', 'ID', 'quic') },
    [types.maxPushId]:          { pushId },
    [types.priorityUpdate]:     priority(),
    [types.pushPriorityUpdate]: priority(),
  }, { content: rest('http3.frame_payload', 'Frame Payload') })

function priority() {
  return {
    elementId: varint('http3.priority_update_element_id', 'Priority Update Element ID', 'quic'),
    priority:  holding(text('http3.priority_update_field_value', 'Priority Update Field Value'), 'vocabulary'),
  }
}

const isOf = (kind: Kind) => (layer: View) => (toldOf(layer)?.kind ?? 'frame') === kind

export const http3 = protocol('http3', 'Hypertext Transfer Protocol Version 3', { 'quic.alpn': ['h3', 'h3-29'] })
  .specified('RFC 9114')
  .borrows('onwire')
  .cases(
    [isOf('frame'), frame],
    [isOf('type'), { streamType: varint('http3.stream_type', 'Stream Type', 'quic', { names: streamNames }) }],
    [isOf('push'), { pushId }],
    [isOf('encoder'), { encoderInstructions: rest('http3.qpack.encoder', 'QPACK encoder instructions') }],
    [isOf('decoder'), { decoderInstructions: rest('http3.qpack.decoder', 'QPACK decoder instructions') }],
    [otherwise, { unknown: rest('http3.unknown_stream', 'Data of an unknown stream') }],
  )
  .fields(headersVocabulary('HTTP/3'))
  .streamed(lengthInStream, { tells: toldIn })
  .facts({
    streamId:   fact.number('http3.stream_id', 'Stream ID'),
    ...headerFacts('http3'),
    responseIn: fact.frame('http3.response_in', 'Response in frame'),
    requestIn:  fact.frame('http3.request_in', 'Request in frame'),
    time:       fact.duration('http3.time', 'Time since the request'),
  })
  .derives(['media_type', 'http.body'], (layer) => {
    const { body, isLastData, headers } = toldOf(layer) ?? {}
    // Without a stated length it ends with the stream.
    const ends = (isLastData === true || headers !== undefined) && { isLast: true }
    return body === undefined ? [] : [dataOf(layer, body, layer.data, 'HTTP/3 body', { id: 'body', ...ends })]
  })
  .exchanged({
    part: (layer) => {
      const { headers } = toldOf(layer) ?? {}
      if (headerNamed(headers, ':method') !== undefined) return layer.type === types.headers ? 'question' : undefined
      return headerNamed(headers, ':status')?.match(/^[2-9]/) ? 'answer' : undefined
    },
    key: (layer) => `${toldOf(layer)?.streamId}`,
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .colored('web')
  .summarized((layer) => {
    const { streamType, type, length, data, encoderInstructions, decoderInstructions } = layer
    const { headers, streamId } = toldOf(layer) ?? {}
    const words = headerWords(headers)
    if (words !== undefined) return type === types.pushPromise ? `PUSH_PROMISE ${words}` : words
    if (streamType !== undefined) return nameIn(streamNames, Number(streamType)) ?? `stream of type ${streamType}`
    if (encoderInstructions !== undefined) return 'QPACK encoder instructions'
    if (decoderInstructions !== undefined) return 'QPACK decoder instructions'
    const name = type === undefined ? 'data of an unknown stream' : (nameIn(typeNames, Number(type)) ?? `type ${type}`)
    return `${name}${streamId === undefined ? '' : `[${streamId}]`}${data === undefined ? '' : ` ${length} bytes`}`
  }, { all: true })
