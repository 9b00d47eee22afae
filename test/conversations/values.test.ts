/** Values are those of whole messages, wherever segments begin and in whatever order they come. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followed, segment, type Sent, type SegmentShape } from '../support/conversations.ts'
import { bytesOf } from '../support/packets.ts'

const text = (value: string) => new TextEncoder().encode(value)
const opened = (shape: SegmentShape): Sent[] => [
  segment('client', 'S', 0, 0, shape),
  segment('server', 'SA', 0, 1, shape),
  segment('client', 'A', 1, 1, shape),
]

/** What one side says, cut at some places. */
function said(
  side: 'client' | 'server',
  bytes: Uint8Array,
  cuts: readonly number[],
  shape: SegmentShape = {},
  before = 0,
): Sent[] {
  const edges = [0, ...cuts, bytes.length]
  return edges
    .slice(1)
    .map((edge, index) =>
      segment(side, 'AP', 1 + edges[index]!, 1 + before, { ...shape, payload: bytes.subarray(edges[index]!, edge) }),
    )
}

/** The values of a field in all frames, in order. */
const valuesIn = (sent: readonly Sent[], name: string) => followed(sent).flatMap((frame) => frame.values(name))

describe('HTTP', () => {
  const request = text('GET /path/to/page HTTP/1.1\r\nHost: example.test\r\n\r\n')
  const response = text(
    'HTTP/1.1 404 Not Found\r\nContent-Length: 11\r\nLocation: http://good.test/\r\n\r\nhello world',
  )
  const cutsOf = (bytes: Uint8Array, from: number) =>
    fc
      .uniqueArray(fc.integer({ min: from, max: bytes.length - 1 }), { maxLength: 6 })
      .map((cuts) => cuts.toSorted((a, b) => a - b))

  test('is read whole wherever it is cut after its first line has begun', () =>
    fc.assert(
      fc.property(cutsOf(request, 5), cutsOf(response, 9), (asked, answered) => {
        const sent = [
          ...opened({}),
          ...said('client', request, asked),
          ...said('server', response, answered, {}, request.length),
        ]
        expect(valuesIn(sent, 'http.request.uri')).toEqual(['/path/to/page'])
        expect(valuesIn(sent, 'http.host')).toEqual(['example.test'])
        expect(valuesIn(sent, 'http.response.code')).toEqual([404])
        expect(valuesIn(sent, 'http.content_length')).toEqual([11])
        expect(valuesIn(sent, 'http.location')).toEqual(['http://good.test/'])
      }),
    ))

  test('has the answers of its questions where a response comes in two segments that were swapped', () => {
    const second = text('GET /second HTTP/1.1\r\nHost: example.test\r\n\r\n')
    const first = said('client', text('GET /a HTTP/1.1\r\nHost: example.test\r\n\r\n'), [])
    const length = first[0]!.bytes.length - 40
    const [head, rest] = said('server', response, [40], {}, length)
    const next = segment('client', 'AP', 1 + length, 1 + response.length, { payload: second })
    const last = segment('server', 'AP', 1 + response.length, 1 + length + second.length, {
      payload: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    })
    const sent = [...opened({}), ...first, rest!, head!, next, last]
    expect(valuesIn(sent, 'http.response.code')).toEqual([404, 200])
    expect(valuesIn(sent, 'http.request_in')).toEqual([4, 7])
  })
})

describe('DNS over TCP', () => {
  const shape = { serverPort: 53 }
  const question = bytesOf('001a 1234 0100 0001 0000 0000 0000 03746370 0474657374 00 0001 0001')
  const answer = bytesOf(
    '002a 1234 8180 0001 0001 0000 0000 03746370 0474657374 00 0001 0001 c00c 0001 0001 0000003c 0004 c0000209',
  )

  for (const [name, asked, answered] of [
    ['in one segment', [], []],
    ['with its length apart', [2], [2]],
    ['with its header apart', [], [14]],
    ['a byte at a time', [...question.keys()].slice(1), [...answer.keys()].slice(1)],
  ] as const)
    test(`is read ${name}`, () => {
      const sent = [
        ...opened(shape),
        ...said('client', question, asked, shape),
        ...said('server', answer, answered, shape, question.length),
      ]
      expect(valuesIn(sent, 'dns.qry.name')).toEqual(['tcp.test', 'tcp.test'])
      expect(valuesIn(sent, 'dns.a')).toEqual(['192.0.2.9'])
      expect(valuesIn(sent, 'dns.response_to')).toEqual([4 + asked.length])
    })
})
