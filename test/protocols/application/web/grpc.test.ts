/** gRPC over HTTP/2, gRPC-Web, and Protocol Buffers without a schema. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodedText } from '../../../../src/protocols/application/web/grpc/base64.ts'
import { protocols } from '../../../../src/protocols/index.ts'
import type { Packet } from '../../../../src/packet/packet.ts'
import { followedIn, type Followed } from '../../../support/conversations.ts'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { randomFrom } from '../../../support/random.ts'

const capture = (): Followed[] => followedIn(new Uint8Array(readFileSync('captures/grpc.pcapng')))
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const text = (words: string) => Buffer.from(words).toString('hex')
const frame = (type: number, flags: number, stream: number, payload = ''): string =>
  `${hex(payload.length / 2, 6)}${hex(type, 2)}${hex(flags, 2)}${hex(stream, 8)}${payload}`
const message = (payload: string, flag = 0): string => hex(flag, 2) + hex(payload.length / 2, 8) + payload
const header = (name: string, value: string) =>
  `00${hex(name.length, 2)}${text(name)}${hex(value.length, 2)}${text(value)}`
/** What a client says: headers of a call, and data in as many segments. */
const call = (type: string, more: string, ...data: readonly string[]): Packet[] =>
  dialog([
    ['>', bytesOf(text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') + frame(4, 0, 0))],
    [
      '>',
      bytesOf(
        frame(1, 4, 1, header(':method', 'POST') + header(':path', '/a.B/C') + header('content-type', type) + more),
      ),
    ],
    ...data.map((each, index) => ['>', bytesOf(frame(0, index === data.length - 1 ? 1 : 0, 1, each))] as const),
  ]).slice(2)
const inner = '08960112057465737431'

describe('gRPC', () => {
  test('tree of a message', () =>
    expectGolden(call('application/grpc', '', message('089601120474657374'))[0]!, 'grpc', 'grpc', 'protobuf'))

  test('messages are put together from several frames, and several are in one', () => {
    const two = message('089601') + message('0801')
    const packets = call('application/grpc+proto', '', two.slice(0, 6), two.slice(6))
    expect(packets.map(protocolsOf)).toEqual(['raw:ip:tcp:http2', 'raw:ip:tcp:http2:grpc:grpc:protobuf:protobuf'])
    expect(summariesOf(packets[1]!, 'grpc')).toEqual(['/a.B/C request, 3 bytes', '/a.B/C request, 2 bytes'])
    expect(valuesOf(packets[1]!, 'protobuf.field.value.uint32')).toEqual([150, 1])
  })

  test('messages are decompressed', () => {
    const packed = gzipSync(bytesOf('089601')).toString('hex')
    expect(
      valuesOf(
        call('application/grpc', header('grpc-encoding', 'gzip'), message(packed, 1))[0]!,
        'protobuf.field.value.uint32',
      ),
    ).toEqual([150])
    const [unknown] = call('application/grpc', header('grpc-encoding', 'other'), message(packed, 1))
    expect(protocolsOf(unknown!)).toBe('raw:ip:tcp:http2:grpc')
  })

  test('of a real server', () => {
    const frames = capture()
    expect(frames.flatMap(({ values }) => values('grpc.message_length'))).toEqual([54, 54, 74, 1080, 7, 9, 9, 9, 0])
    expect(frames[13]!.values('protobuf.field.number')).toHaveLength(140)
    expect(frames[7]!.values('protobuf.field.value.uint64')).toEqual([4609434218613702656n, 18446744073709551615n])
    expect(frames[7]!.values('protobuf.field.value.string')).toEqual(['testing'])
  })

  test('says how a call ended', () => {
    const [packet] = dialog([
      [
        '<',
        bytesOf(frame(4, 0, 0, '000300000064') + frame(1, 5, 1, header(':status', '200') + header('grpc-status', '5'))),
      ],
    ])
    expect(`${packet}`).toContain('200 grpc-status 5 NOT_FOUND')
  })
})

describe('gRPC-Web', () => {
  const trailers = message(text('grpc-status: 0\r\ngrpc-message: ok\r\n'), 0x80)

  test('has its trailers in the body', () => {
    const [packet] = call('application/grpc-web+proto', '', message('0801') + trailers)
    expect(valuesOf(packet!, 'grpc.frame_type')).toEqual([0, 1])
    expect(summariesOf(packet!, 'grpc')).toEqual([
      '/a.B/C request, 2 bytes',
      'trailers grpc-status: 0, grpc-message: ok',
    ])
  })

  test('may be text', async () => {
    const encoded = [message('0801'), trailers].map((each) => text(bytesToBase64(each))).join('')
    const [packet] = call('application/grpc-web-text', '', encoded)
    expect(protocolsOf(packet!)).toBe('raw:ip:tcp:http2:grpc:grpc:grpc:protobuf')
    expect(valuesOf(packet!, 'protobuf.field.value.uint32')).toEqual([1])
    await expectGolden(packet!, 'grpc-web-text', 'grpc')
  })

  test('pieces of base64 have padding of their own', () => {
    const decode = (words: string, limit = 100) => Buffer.from(decodedText(Buffer.from(words), limit)).toString()
    expect(['YQ==YmM=', 'YWJj', 'Y\r\nWJj', '', '===', 'YWJjZA'].map((each) => decode(each))).toEqual([
      'abc',
      'abc',
      'abc',
      '',
      '',
      'abcd',
    ])
    expect(decode('YWJjZGVm', 2)).toBe('ab')
  })
})

const bytesToBase64 = (digits: string): string => Buffer.from(digits, 'hex').toString('base64')

describe('Protocol Buffers', () => {
  const fieldsOf = (digits: string) => protocols.protobuf.view(bytesOf(digits), 0, bytesOf(digits).length)
  test('fields by their wire types', () => {
    const { fields } = fieldsOf(
      `${inner} 1d 0000c03f 21 000000000000f83f 8001 ffffffffffffffffff01 08 ffffffff0f 08 8080808010`,
    )
    expect(
      fields.map(({ number, wireType, uint32, uint64, text: words }) => [number, wireType, uint32 ?? uint64 ?? words]),
    ).toEqual([
      [1, 0, 150],
      [2, 2, 'test1'],
      [3, 5, 0x3fc00000],
      [4, 1, 0x3ff8000000000000n],
      [16, 0, 18446744073709551615n],
      [1, 0, 0xffffffff],
      [1, 0, 0x100000000],
    ])
  })

  test.each([
    ['0a05 6869', 'too short'],
    ['0f', 'an unknown wire type'],
    ['00 00', 'field 0'],
    ['08', 'no value'],
    ['ffffffffffffffffffffff', 'no tag'],
  ])('%s is none: %s', (digits) => {
    const [packet] = call(
      'application/grpc',
      '',
      message(bytesOf(digits).reduce((all, byte) => all + hex(byte, 2), '')),
    )
    expect(protocolsOf(packet!)).toBe('raw:ip:tcp:http2:grpc:data')
  })

  test('damage breaks nothing', () => {
    const random = randomFrom(9)
    for (let round = 0; round < 500; round++) {
      const bytes = Uint8Array.from({ length: random(40) }, () => random(256))
      expect(
        JSON.stringify(
          protocols.protobuf
            .view(bytes, 0, bytes.length)
            .nodes()
            .map(({ text: words }) => words),
        ),
      ).toBeDefined()
    }
  })
})
