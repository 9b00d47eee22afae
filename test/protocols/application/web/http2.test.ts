/** HTTP/2 in its conversations: frames, header blocks, bodies, questions and answers. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import type { Packet } from '../../../../src/packet/packet.ts'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { followed, followedIn, segment, type Followed } from '../../../support/conversations.ts'
import { dialog } from '../../../support/dialog.ts'
import {
  batchesOf,
  bytesOf,
  expectGolden,
  packetOf,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const magic = '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a'
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
/** A frame in hexadecimal digits. */
const frame = (type: number, flags: number, stream: number, payload = ''): string =>
  `${hex(payload.replaceAll(' ', '').length / 2, 6)}${hex(type, 2)}${hex(flags, 2)}${hex(stream, 8)}${payload.replaceAll(' ', '')}`
const settings = frame(4, 0, 0, '0003 00000064')
const ack = frame(4, 1, 0)
/** `:method GET`, `:path /`, `:scheme http`, and `:authority a.test` for the table. */
const get = '82 84 86 41 06 612e74657374'
const ok = '88 5f 0a 766964656f2f6d706567'
const text = (words: string) => Buffer.from(words).toString('hex')
type Side = '>' | '<'
const talk = (...parts: readonly (readonly [Side, ...string[]])[]): Packet[] =>
  dialog(parts.map(([side, ...frames]) => [side, bytesOf(frames.join(''))] as const))
const headersOf = (packet: Packet) =>
  valuesOf(packet, 'http2.header.name').map(
    (name, index) => `${name}: ${valuesOf(packet, 'http2.header.value')[index]}`,
  )
const opening = [
  ['>', magic, settings],
  ['<', settings, ack],
] as const
const capture = (name: string): Followed[] => followedIn(new Uint8Array(readFileSync(`captures/${name}`)))

describe('trees', () => {
  test('of the preface, settings and a request', () =>
    expectGolden(talk(['>', magic, settings, frame(1, 0x25, 1, `00000000 0f ${get}`)])[0]!, 'http2-request', 'http2'))
  test('of other frames', () =>
    expectGolden(
      talk(...opening, [
        '>',
        frame(1, 0x0c, 3, `02 ${get} 0000`),
        frame(0, 0x09, 3, `01 ${text('body')} 00`),
        frame(2, 0, 5, '80000003 10'),
        frame(3, 0, 3, '00000008'),
        frame(6, 0, 0, '0102030405060708'),
        frame(8, 0, 0, '0000ffff'),
        frame(16, 0, 0, `00000003 ${text('u=1')}`),
        frame(0x21, 0xff, 1, '0102'),
      ])[2]!,
      'http2-frames',
      'http2',
    ))
  test('of frames of a server', () =>
    expectGolden(
      talk(...opening, [
        '<',
        frame(5, 4, 1, `00000002 ${get}`),
        frame(1, 0, 1, '88'),
        frame(9, 4, 1, '5f 0a 766964656f2f6d706567'),
        frame(6, 1, 0, '0102030405060708'),
        frame(10, 0, 0, `0006 ${text('a.test')} ${text('h3=":443"')}`),
        frame(12, 0, 0, `000e ${text('https://a.test')}`),
        frame(7, 0, 0, `00000001 0000000b ${text('calm')}`),
      ])[2]!,
      'http2-server',
      'http2',
    ))
  test('of a body', () =>
    expectGolden(talk(...opening, ['<', frame(1, 4, 1, ok), frame(0, 1, 1, text('hello'))])[2]!, 'http2-body', 'media'))
})

describe('header blocks', () => {
  test('are in the order of the connection', () => {
    const packets = talk(...opening, ['>', frame(1, 5, 1, get)], ['>', frame(1, 5, 3, '82 84 86 be')])
    expect(packets.slice(2).map(headersOf)).toEqual(
      Array.from({ length: 2 }, () => [':method: GET', ':path: /', ':scheme: http', ':authority: a.test']),
    )
  })

  test('have a table for each direction', () => {
    const packets = talk(...opening, ['>', frame(1, 5, 1, get)], ['<', frame(1, 5, 1, '88 be')])
    expect(headersOf(packets[3]!)).toEqual([':status: 200'])
    expect(packets[3]!.http2!.notes().map(({ name }) => name)).toEqual(['http2.header.unknown'])
  })

  test('go on in further frames and segments', () => {
    const whole = frame(9, 4, 1, get.slice(9))
    const [, , first, second, last] = talk(
      ...opening,
      ['>', frame(1, 1, 1, get.slice(0, 9))],
      ['>', whole.slice(0, 20)],
      ['>', whole.slice(20)],
    )
    expect([first!, second!].flatMap(headersOf)).toEqual([])
    expect(headersOf(last!)).toEqual([':method: GET', ':path: /', ':scheme: http', ':authority: a.test'])
    expect(summariesOf(last!, 'http2')).toEqual(['GET / (a.test)'])
  })

  test('without their beginning are not read, nor what they would add', () => {
    const [, , , last] = talk(...opening, ['>', frame(9, 4, 1, get)], ['>', frame(1, 5, 3, '82 be')])
    expect(headersOf(last!)).toEqual([':method: GET'])
  })

  test('that are too long are passed over', () => {
    const long = frame(1, 1, 1, '00'.repeat(1 << 14))
    const more = Array.from({ length: 17 }, () => frame(9, 0, 1, '00'.repeat(1 << 14)))
    const packets = talk(...opening, ...[long, ...more, frame(9, 4, 1, '82')].map((each): ['>', string] => ['>', each]))
    expect(
      packets
        .at(-1)!
        .http2!.notes()
        .map(({ name }) => name),
    ).toEqual(['http2.header_size_exceeded'])
  })

  test('after the capture begins, refer to what is not there', () => {
    const [, packet] = talk(['<', settings], ['<', frame(1, 5, 1, '88 be bf')])
    expect(valuesOf(packet!, 'http2.header.index')).toEqual([8, 62, 63])
    expect(headersOf(packet!)).toEqual([':status: 200'])
    expect(packet!.http2!.notes().map(({ text: words }) => words)).toEqual([
      'headers that refer to frames before the capture',
    ])
  })

  test('that are damaged are said to be', () => {
    const [, , packet] = talk(...opening, ['>', frame(1, 5, 1, '82 80')])
    expect(headersOf(packet!)).toEqual([':method: GET'])
    expect(packet!.http2!.notes().map(({ severity }) => severity)).toEqual(['error'])
  })
})

describe('bodies', () => {
  test('are put together by stream, though frames of others are between', () => {
    const packets = talk(
      ...opening,
      ['<', frame(1, 4, 1, ok), frame(1, 4, 3, ok), frame(0, 0, 1, text('one '))],
      ['<', frame(0, 0, 3, text('two '))],
      ['<', frame(0, 9, 1, `02 ${text('more')} 0000`)],
      ['<', frame(0, 1, 3, text('too'))],
    )
    expect(
      packets.slice(2).map((packet) => packet.mediaBody && Buffer.from(packet.mediaBody.data!).toString()),
    ).toEqual([undefined, undefined, 'one more', 'two too'])
  })

  test('end with a trailer', () => {
    const packets = talk(
      ...opening,
      ['<', frame(1, 4, 1, ok)],
      ['<', frame(0, 0, 1, text('body'))],
      ['<', frame(1, 5, 1, '40 01 78 01 79')],
    )
    expect(packets.slice(2).map(protocolsOf)).toEqual([
      'raw:ip:tcp:http2',
      'raw:ip:tcp:http2',
      'raw:ip:tcp:http2:media',
    ])
    expect(summariesOf(packets[4]!, 'http2')).toEqual(['trailers x'])
  })

  test('end with a reset', () => {
    const packets = talk(
      ...opening,
      ['<', frame(1, 4, 1, ok), frame(0, 0, 1, text('part'))],
      ['<', frame(3, 0, 1, '00000008')],
    )
    expect(protocolsOf(packets[3]!)).toBe('raw:ip:tcp:http2:media')
    expect(`${packets[3]}`).toContain('RST_STREAM[1] CANCEL')
  })

  test('are without their coding', () => {
    const packet = capture('http2-frames.pcapng')[17]!
    expect(packet.names.slice(-2)).toEqual(['media', 'data-text-lines'])
    expect(packet.values('http2.body.reassembled.data')).toHaveLength(1)
  })
})

describe('a connection', () => {
  test('says which response is whose', () => {
    const packets = talk(
      ...opening,
      ['>', frame(1, 5, 1, get), frame(1, 5, 3, get)],
      ['<', frame(1, 4, 1, '08 03 313033')],
      ['<', frame(1, 5, 3, '88')],
      ['<', frame(1, 5, 1, '8d')],
    )
    expect(valuesOf(packets[4]!, 'http2.request_in')).toEqual([3])
    expect(valuesOf(packets[3]!, 'http2.request_in')).toEqual([])
    // Of questions, a second pass tells.
    expect(capture('http2.pcapng')[11]!.values('http2.response_in')).toEqual([13, 13])
  })

  test('begins with its server, on any port', () =>
    expect(capture('grpc.pcapng').filter(({ names }) => names.includes('http2'))).toHaveLength(15))

  test('begins after an upgrade', () => {
    const frames = capture('http2-upgrade.pcapng')
    expect(frames[5]!.names).toContain('http')
    expect(frames[7]!.names.filter((name) => name === 'http2')).toHaveLength(1)
    expect(frames[11]!.values('http2.headers.content_type')).toEqual(['text/plain'])
  })

  test('is not what only looks like it', () => {
    expect(protocolsOf(packetOf('tls.pcapng', 6))).not.toContain('http2')
    const [packet] = talk(['>', frame(4, 0, 0, '0003 00000064'), 'ffffffffffffffffff'])
    expect(protocolsOf(packet!)).not.toContain('http2')
  })

  test('is found by its headers', () => {
    const numbers = (filter: string) => {
      const compiled = compileDisplayFilter(filter)
      const follower = new ConversationFollower({ facts: compiled.facts, content: compiled.showsContent })
      return batchesOf('http2-frames.pcapng').flatMap((batch) => {
        follower.follow(batch)
        return Array.from({ length: batch.length }, (_, index) => index + 1).filter((number) =>
          compiled.matches(batch, number - 1),
        )
      })
    }
    expect(numbers('http2.headers.method == "POST"')).toEqual([27])
    expect(numbers('http2.header.value == "/missing" and http2.header.count > 1')).toEqual([25])
    expect(numbers('http2.headers.status == 404')).toEqual([26])
  })

  test('of a small table says how large it is', () => {
    const packet = capture('http2.pcapng').find(
      (each) => each.values('http2.header_table_size_update.header_table_size').length > 0,
    )!
    expect(packet.values('http2.header_table_size_update.header_table_size')).toEqual([64, 128])
    expect(packet.values('http2.push_promise.promised_stream_id')).toEqual([2])
    expect(packet.values('http2.headers.path')).toEqual(['/style.css'])
  })
})

describe('after bytes that were lost', () => {
  /** What a request says after one that is missing, which the server acknowledges. */
  const afterLossOf = (lost: string): Followed => {
    const [first, second, third] = [magic + settings + frame(1, 5, 1, get), lost, frame(1, 5, 5, '82 be')].map(bytesOf)
    const next = 1 + first!.length + second!.length
    const frames = followed([
      segment('client', 'PA', 1, 1, { payload: first! }),
      segment('server', 'PA', 1, 1 + first!.length, { payload: bytesOf(settings) }),
      segment('client', 'PA', next, 1, { payload: third! }),
      segment('server', 'A', 1 + bytesOf(settings).length, next, {}),
      segment('client', 'PA', next + third!.length, 1, { payload: bytesOf(ack) }),
    ])
    return frames[4]!
  }
  test('no header of the table is taken for another', () => {
    expect(afterLossOf(frame(1, 5, 3, get)).values('http2.header.name')).toEqual([':method'])
  })
})

test('is safe', () => {
  for (const [name, number] of [
    ['http2.pcapng', 6],
    ['http2-frames.pcapng', 8],
  ] as const) {
    const {
      frame: { bytes },
    } = packetOf(name, number)
    expectSafe(bytes.slice())
  }
})
