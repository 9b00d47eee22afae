/** A followed conversation as text, in hexadecimal, as bytes, JSON and YAML. */
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import type { Side, StreamChunk } from '../../src/conversations/streams/index.ts'
import { plainPalette, TextBuffer } from '../../src/index.ts'
import type { StreamFormat } from '../../src/output/streams/formats.ts'
import { streamOutput } from '../../src/output/streams/stream-output.ts'

const ends = { client: { address: '192.0.2.1', port: 40000 }, server: { address: '2001:db8::2', port: 80 } }

function chunk(side: Side, bytes: string | Uint8Array, more: Partial<StreamChunk> = {}): StreamChunk {
  const own = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  const time = { seconds: 1_700_000_000, nanoseconds: 5 }
  return { side, bytes: own, missing: 0, cut: 0, isAcknowledged: true, frame: 7, ...time, ...more }
}

function shown(format: StreamFormat, chunks: readonly StreamChunk[]): string {
  const output = streamOutput(format, plainPalette)
  const text = new TextBuffer()
  output.begin?.({ protocol: 'tcp', stream: 3 }, ends, text)
  for (const each of chunks) output.chunk(each, text)
  output.end?.(text)
  return text.toString()
}

const header = 'TCP stream 3: client 192.0.2.1:40000, server [2001:db8::2]:80\n\n'

describe('text', () => {
  test.each([
    ['lines of both sides', [chunk('client', 'one\r\ntwo\r\n'), chunk('server', 'three\n')], '> one\n> two\n< three\n'],
    ['empty lines', [chunk('client', 'a\n\nb\n')], '> a\n>\n> b\n'],
    [
      'lines that are not ended',
      [chunk('client', 'a'), chunk('client', 'b'), chunk('server', 'c'), chunk('client', 'd')],
      '> ab\n< c\n> d\n',
    ],
    ['a line end in two segments', [chunk('client', 'a\r'), chunk('client', '\nb')], '> a\n> b\n'],
    [
      'a character in two segments',
      [chunk('client', Uint8Array.of(0x61, 0xc3)), chunk('server', 'x\n'), chunk('client', Uint8Array.of(0xa4))],
      '> a\n< x\n> ä\n',
    ],
    ['what is no text', [chunk('client', Uint8Array.of(0, 0x1b, 0x5b, 0x9b, 0x41, 0xff))], '> ..[.A.\n'],
    ['what turns text around', [chunk('client', 'a\u202eb\u0085c\rd')], '> a.b.c.d\n'],
    [
      'gaps',
      [
        chunk('client', 'a', { cut: 1 }),
        chunk('client', '', { missing: 2000 }),
        chunk('client', 'b'),
        chunk('client', '', { missing: 1, isAcknowledged: false }),
      ],
      '> a\n[1 byte cut by the capture]\n[2,000 bytes missing in the capture]\n> b\n' +
        '[1 byte missing, perhaps never received]\n',
    ],
  ])('shows %s', (_, chunks, text) => expect(shown('text', chunks)).toBe(header + text))
})

test('hex has the offsets of each side, gaps included', () =>
  expect(
    shown('hex', [
      chunk('client', 'GET / HTTP/1.1\r\n\r\n'),
      chunk('server', 'ok', { cut: 14 }),
      chunk('server', '', { missing: 16 }),
      chunk('server', '\x1b[31m'),
    ]),
  ).toBe(
    `${header}00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..
00000010  0d 0a                                             ..
    00000000  6f 6b                                             ok
[14 bytes cut by the capture]
[16 bytes missing in the capture]
    00000020  1b 5b 33 31 6d                                    .[31m
`,
  ))

test('raw is the bytes, with a text for what is missing', () =>
  expect(
    shown('raw', [
      chunk('client', '\x1b'),
      chunk('server', '', { missing: 3 }),
      chunk('server', 'b', { cut: 2 }),
      chunk('server', '', { missing: 1, isAcknowledged: false }),
      chunk('server', 'c', { isAcknowledged: false }),
    ]),
  ).toBe('\x1b[3 bytes missing in capture file]\0b'))

const chunks = [
  chunk('client', 'x'.repeat(100)),
  chunk('server', Uint8Array.of(0, 255), { missing: 3, cut: 4, isAcknowledged: false, seconds: NaN }),
  chunk('server', ''),
]
const values = {
  protocol: 'tcp',
  stream: 3,
  ...ends,
  chunks: [
    { side: 'client', frame: 7, time: '1700000000.000000005', data: btoa('x'.repeat(100)) },
    { side: 'server', frame: 7, missing: 3, cut: 4, acknowledged: false, data: 'AP8=' },
    { side: 'server', frame: 7, time: '1700000000.000000005', data: '' },
  ],
}

test('json is one document', () => {
  expect(JSON.parse(shown('json', chunks))).toEqual(values)
  expect(JSON.parse(shown('json', []))).toEqual({ ...values, chunks: [] })
})

test('yaml has the same values', () => {
  const read = parse(shown('yaml', chunks)) as { chunks: { data: Uint8Array }[] }
  const inText = read.chunks.map((each) => ({ ...each, data: btoa(String.fromCharCode(...each.data)) }))
  expect({ ...read, chunks: inText }).toEqual(values)
  expect(parse(shown('yaml', []))).toEqual({ ...values, chunks: [] })
})
