/** Acme Relay, TCP port 9998: requests with a number, and answers that have it too, whose content is scrambled. */
import type {} from 'onwire'
import { fact, protocol, rest, text, u16, u8 } from 'onwire/schema'

const request = 1
const answer = 2
const kinds = { [request]: 'Request', [answer]: 'Answer' }
const statuses = { 0: 'OK', 1: 'no such sensor' }

export const relay = protocol('relay', 'Acme Relay', { 'tcp.port': [9998] })
  .fields({
    length: u16('relay.length', 'Length', { unit: 'bytes' }),
    kind: u8('relay.kind', 'Kind', { names: kinds }),
    number: u16('relay.number', 'Number'),
  })
  // What the length says is all of a message: in the frame, and in the stream, where it may be in several segments.
  .length('length')
  .streamed({ length: 'length' })
  .choice('kind', {
    [request]: { sensor: text('relay.sensor', 'Sensor', { prefix: 1 }) },
    [answer]: { status: u8('relay.status', 'Status', { names: statuses }), content: rest('relay.content', 'Content') },
  })
  // What only another packet tells, under names of its own, and what makes an answer that of a request.
  .facts({
    answeredIn: fact.frame('relay.response_in', 'Response in'),
    requestIn: fact.frame('relay.request_in', 'Request in'),
    time: fact.duration('relay.time', 'Time since request'),
  })
  .exchanged({
    part: ({ kind }) => (kind === request ? 'question' : 'answer'),
    key: ({ number }) => `${number}`,
    facts: { answeredIn: 'answeredIn', answers: 'requestIn', time: 'time' },
  })
  // The content in another form is a layer of its own, of the protocol that the key leads to.
  .derives(['relay.content'], ({ content, cut }) =>
    content === undefined || content.length === 0
      ? []
      : [{ speaks: [['relay.content', 1]], bytes: unscrambled(content), isCut: Boolean(cut), label: 'Unscrambled' }],
  )
  .colored('messages', ({ status }) => (status === undefined || status === 0 ? undefined : 'error'))
  .summarized(({ kind, number, sensor, status }) =>
    kind === request ? `Request ${number}: ${sensor ?? ''}` : `Answer ${number}, status ${status ?? ''}`,
  )

const unscrambled = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)

declare module 'onwire' {
  interface Protocols {
    readonly relay: typeof relay
  }
}
