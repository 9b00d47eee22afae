/** Nothing in a packet makes following it fail, and following twice tells the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fields } from '../../src/packet/fields.ts'
import { followed, segment, ipv4, type Followed, type Sent } from '../support/conversations.ts'

const payloads = [
  'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
  '\u0000\u0014\u00124\u0001\u0000\u0000\u0001',
  '\u0016\u0003\u0001\u0000\u0005hello',
  'x',
]
const letters = ['S', 'SA', 'A', 'AP', 'FA', 'R', 'RA', '']

const segments = fc
  .record({
    side: fc.constantFrom('client' as const, 'server' as const),
    flags: fc.constantFrom(...letters),
    sequence: fc.oneof(fc.nat(200), fc.nat(2 ** 32 - 1)),
    acknowledgment: fc.oneof(fc.nat(200), fc.nat(2 ** 32 - 1)),
    payload: fc.constantFrom(...payloads),
    serverPort: fc.constantFrom(53, 80, 443),
    options: fc.constantFrom([], [5, 10, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0], [3, 3, 255, 0], [5, 200, 0, 0]),
    cut: fc.nat(60),
  })
  .map(({ side, flags, sequence, acknowledgment, cut, ...shape }): Sent => {
    const { at, bytes } = segment(side, flags, sequence, acknowledgment, shape)
    return cut < 40 ? { at, bytes } : { at, bytes: bytes.subarray(0, cut), originalLength: bytes.length }
  })

const fragments = fc
  .record({
    offset: fc.nat(8000).map((units) => units * 8),
    more: fc.boolean(),
    length: fc.nat(100),
    protocol: fc.constantFrom(1, 4, 6, 17),
  })
  .map(({ offset, more, length, protocol }): Sent => ({
    at: 0,
    bytes: ipv4(protocol, true, new Uint8Array(length).fill(0x45), { identification: 1, offset: offset % 160, more }),
  }))

const packets = fc.array(fc.oneof(segments, segments, fragments), { maxLength: 40 })
const names = [...new Set(fields().map(({ name }) => name))].filter((name) =>
  /^(tcp|udp|ip|icmp|dns|http)\./.test(name),
)
const toldIn = (frames: readonly Followed[]) => frames.map((frame) => names.map((name) => frame.values(name).join()))

test('whatever segments and fragments say', () =>
  fc.assert(
    fc.property(packets, (sent) => {
      expect(toldIn(followed(sent))).toEqual(toldIn(followed(sent)))
    }),
  ))
