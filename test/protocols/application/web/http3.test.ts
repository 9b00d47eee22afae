/** HTTP/3 in streams as QUIC hands them on. */
import { afterAll, describe, expect, test } from 'vitest'
import { build, layer } from '../../../../src/packet/build/index.ts'
import { registerProtocols } from '../../../../src/packet/register.ts'
import { registry } from '../../../../src/packet/registry/index.ts'
import { http3 } from '../../../../src/protocols/application/web/http3/index.ts'
import { protocol, rest, u8, type View } from '../../../../src/schema/index.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { followedIn, type Followed } from '../../../support/conversations.ts'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { batchesOf, bytesOf, expectGolden, valuesOf } from '../../../support/packets.ts'
import { randomFrom } from '../../../support/random.ts'

afterAll(registry.checkpoint())

/** Datagrams with a byte for the stream, one that is 1 for those of the client, and the next bytes of the stream. */
let connection = {}
const carrier = protocol('carrier', 'Carrier', { 'udp.port': [7443] })
  .fields({
    streamId: u8('carrier.stream', 'Stream'),
    fromClient: u8('carrier.client', 'From client'),
    content: rest('carrier.content', 'Content'),
  })
  .derives(
    ['quic.alpn'],
    (datagram: View & { readonly streamId: number; readonly fromClient: number; readonly content: Uint8Array }) => {
      const { streamId, content } = datagram
      const isFromClient = datagram.fromClient === 1
      return [
        {
          speaks: [['quic.alpn', 'h3']],
          bytes: content,
          isCut: false,
          label: 'Stream',
          stream: { id: streamId, of: { conversation: connection, isUpward: isFromClient } },
          facts: { streamId, isUnidirectional: (streamId & 2) !== 0, isFromClient, connection },
        },
      ]
    },
  )
registerProtocols({ carrier, ...(registry.find('quic.alpn', 'h3') === 0 && { http3 }) })

const { ethernet, ipv4, udp } = layer
const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
const ip = ipv4({ source: '192.0.2.1', destination: '192.0.2.2' })
/** Datagrams of one connection: the side, the stream, and bytes in hexadecimal digits. */
function talk(...said: readonly (readonly [side: '>' | '<', stream: number, hex: string])[]): Followed[] {
  connection = {}
  return followedIn(
    pcap(
      said.map(([side, stream, hex], index) => {
        const content = Uint8Array.of(stream, side === '>' ? 1 : 0, ...bytesOf(hex))
        return [1 + index, 0, build(link, ip, udp({ sourcePort: 7443, destinationPort: 7443 }), content)] as const
      }),
    ),
    { passes: 1 },
  )
}
const text = (words: string) => Buffer.from(words).toString('hex')
const frame = (type: string, payload: string) => {
  const length = bytesOf(payload).length
  return `${type} ${length < 64 ? length.toString(16).padStart(2, '0') : (0x4000 + length).toString(16)} ${payload}`
}
/** A control stream that allows a table of 220 octets; an encoder stream with `:authority` and `:path`. */
const control = `00 ${frame('04', '01 40dc 06 4400 07 10 21 00')}`
const encoder = '02 3fbd01 c00f 7777772e6578616d706c652e636f6d c10c 2f73616d706c652f70617468'

test('tree of a request and its response in QUIC', async () => {
  const follower = new ConversationFollower()
  const packets = batchesOf('quic.pcapng').flatMap((batch) => {
    follower.follow(batch)
    return [...batch].map((each) => new Packet(each))
  })
  const found = packets.find((packet) => valuesOf(packet, 'http3.headers.status').length > 0)
  await expectGolden(found!, 'http3', 'http3')
})

describe('streams', () => {
  test('of one direction say what they are', () => {
    const frames = talk(
      ['<', 3, control],
      ['>', 2, '00 04 00'],
      ['>', 6, encoder],
      ['<', 11, '03 81'],
      ['<', 15, '21 ffff'],
    )
    expect(frames.map(({ names }) => names.filter((name) => name === 'http3').length)).toEqual([2, 2, 2, 2, 2])
    expect(frames.map(({ values }) => values('http3.stream_type'))).toEqual([[0], [0], [2], [3], [33]])
    expect(frames[0]!.values('http3.settings.qpack.max_table_capacity')).toEqual([220])
    expect(frames[0]!.values('http3.settings.id')).toEqual([1, 6, 7, 33])
    expect(frames[4]!.values('http3.unknown_stream')).toEqual(['ffff'])
  })

  test('share tables', () => {
    const request = frame('01', '0381 10 11 d1 d7')
    const frames = talk(['<', 3, control], ['>', 6, encoder], ['>', 0, request])
    expect(frames[2]!.values('http3.header.name')).toEqual([':authority', ':path', ':method', ':scheme'])
    expect(frames[2]!.values('http3.headers.path')).toEqual(['/sample/path'])
    expect(frames[2]!.values('http3.request.full_uri')).toEqual(['https://www.example.com/sample/path'])
    // The other direction has its own.
    expect(talk(['>', 2, control], ['>', 6, encoder], ['<', 0, request])[2]!.values('http3.header.name')).toEqual([
      ':method',
      ':scheme',
    ])
  })

  test('go on in several datagrams', () => {
    const request = frame('01', '0000 d1 d7 c1').replaceAll(' ', '')
    const frames = talk(['>', 0, request.slice(0, 6)], ['>', 0, request.slice(6)])
    expect(frames.map(({ values }) => values('http3.header.name'))).toEqual([[], [':method', ':scheme', ':path']])
  })
})

describe('messages', () => {
  const ok = frame('01', `0000 d9 f5 54 01 35`)

  test('have bodies', () => {
    const frames = talk(
      ['>', 0, frame('01', '0000 d1 d7 c1')],
      ['<', 0, ok + frame('00', text('hel'))],
      ['<', 0, frame('00', text('lo'))],
    )
    expect(frames[1]!.values('http3.headers.status')).toEqual([200])
    expect(frames[2]!.values('onwire.http.body')).toEqual([text('hello')])
    expect(frames[1]!.values('http3.request_in')).toEqual([1])
  })

  test('have other frames', () => {
    const [packet] = talk([
      '>',
      2,
      `00 ${frame('04', '')} ${frame('07', '04')} ${frame('0d', '08')} ${frame('800f0700', `00 ${text('u=1')}`)} ${frame('21', 'abcd')}`,
    ])
    expect(packet!.values('http3.frame_type')).toEqual([4, 7, 13, 0xf0700, 0x21])
    expect(packet!.values('http3.priority_update_field_value')).toEqual(['u=1'])
    expect(packet!.values('http3.frame_payload')).toEqual(['abcd'])
  })
})

test('damage breaks nothing', () => {
  const random = randomFrom(9114)
  for (let round = 0; round < 40; round++) {
    const said = Array.from({ length: 10 }, () => {
      const bytes = Array.from({ length: random(30) }, () => (random(2) === 0 ? random(8) : random(256)))
      return [random(2) === 0 ? '>' : '<', random(12), Buffer.from(bytes).toString('hex')] as const
    })
    expect(talk(['<', 3, control], ['>', 6, encoder], ...said)).toHaveLength(12)
  }
})
