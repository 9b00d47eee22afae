/** What layers tell of later ones, and answers of their questions, in frames that are part of no conversation. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { Packet } from '../../src/packet/packet.ts'
import { registerProtocols } from '../../src/packet/register.ts'
import { fact, protocol, u8, type View } from '../../src/schema/index.ts'
import { pcap } from '../support/capture-bytes.ts'
import { followedIn } from '../support/conversations.ts'

const linkType = 154
const exchange = {
  part: ({ schema }: View) => (schema.name === 'question' ? 'question' : 'answer') as 'question' | 'answer',
  key: () => '',
  facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
}
const frames = protocol('frames', 'Frames', { linktype: [linkType] })
  .facts({ before: fact.number('frames.before', 'Value before') })
  .fields({ kind: u8('frames.kind', 'Kind') })
  .remembers(
    ({ kind }, { both }) => {
      const before = both['last'] as number | undefined
      both['last'] = kind
      return { before }
    },
    { isAlone: true },
  )
  .payload({ tables: [['frames.kind', 'kind']] })
const question = protocol('question', 'Question', { 'frames.kind': [1] })
  .facts({ answeredIn: fact.frame('question.answer', 'Answer') })
  .fields({ asked: u8('question.asked', 'Asked') })
  .exchanged(exchange)
const answer = protocol('answer', 'Answer', { 'frames.kind': [2] })
  .facts({ answers: fact.frame('answer.question', 'Question') })
  .fields({ told: u8('answer.told', 'Told') })
  .exchanged(exchange)
registerProtocols({ frames, question, answer })

function followed(wanted: readonly string[]) {
  const bytes = pcap([[0, 0, Uint8Array.of(1, 7)] as const, [1, 0, Uint8Array.of(2, 8)] as const], {
    linkTypeWord: linkType,
  })
  const { reader, position } = startReader(bytes, 0, bytes.length, 'frames')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower({ facts: new Set(wanted) }).follow(batch)
  return [...batch].map((frame) => new Packet(frame).layers().map(({ facts }) => facts))
}

test('a layer remembers those before it', () => {
  expect(followed(['frames.before']).map(([facts]) => facts?.['before'])).toEqual([undefined, 1])
})
test('an answer finds a question of another protocol, where only its own facts are wanted', () => {
  expect(followed(['answer.question'])[1]![1]?.['answers']).toBe(1)
})

describe('where nothing is put together', () => {
  const values = (file: string, ...names: readonly string[]) =>
    followedIn(readFileSync(`captures/${file}`), { reassemble: false }).map((frame) => names.map(frame.values))

  test('what TLS agreed on still says what records are', () => {
    const told = values('tls.pcapng', 'tls.record.content_type', 'tls.record.opaque_type')
    expect(told.slice(7, 11)).toEqual([
      [
        [22, 20],
        [23, 23, 23, 23],
      ],
      [[], []],
      [[20], [23]],
      [[], [23]],
    ])
  })

  test('the first packets of QUIC are opened', () => {
    expect(values('quic.pcapng', 'tls.handshake.type', 'tls.handshake.extensions_server_name')[2]).toEqual([
      [1],
      ['example.test'],
    ])
  })
})
