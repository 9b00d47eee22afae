import { readFileSync } from 'node:fs'
import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openIndex } from '../../../../src/decode.ts'
import { registry } from '../../../../src/packet/registry/index.ts'
import { decodeAsWords } from '../../../../src/packet/registry/decode-as.ts'
import type { Packet } from '../../../../src/packet/packet.ts'
import { deflateParameters, MessageInflater } from '../../../../src/protocols/application/web/websocket/deflate.ts'
import { join } from '../../../support/capture-bytes.ts'
import { followedIn } from '../../../support/conversations.ts'
import { dialog, type Said } from '../../../support/dialog.ts'
import { inOrder, looksIn } from '../../../support/packet-looks.ts'
import { expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const captureOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../captures/${name}`, import.meta.url)))
const textsIn = (name: string) => followedIn(captureOf(name)).flatMap(({ values }) => values('websocket.payload.text'))
const octets = (text: string) => new TextEncoder().encode(text)
const mask = Uint8Array.of(1, 20, 200, 0)
/** A frame; `code` is its first byte. */
function frame(code: number, payload: Uint8Array | string, isMasked = false): Uint8Array {
  const bytes = typeof payload === 'string' ? octets(payload) : payload
  const size =
    bytes.length < 126
      ? [bytes.length]
      : bytes.length < 65_536
        ? [126, bytes.length >> 8, bytes.length & 255]
        : [127, 0, 0, 0, 0, 0, bytes.length >> 16, (bytes.length >> 8) & 255, bytes.length & 255]
  const head = Uint8Array.of(code, size[0]! | (isMasked ? 0x80 : 0), ...size.slice(1))
  return isMasked
    ? join(
        head,
        mask,
        bytes.map((byte, at) => byte ^ mask[at & 3]!),
      )
    : join(head, bytes)
}
const upgraded = (frames: readonly Said[], headers = ''): Packet[] =>
  dialog([
    ['>', 'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
    ['<', `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n${headers}\r\n`],
    ...frames,
  ]).slice(2)
const deflating = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
const compressed = (text: string | Uint8Array) =>
  new Uint8Array(deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })).slice(0, -4)
const wordsOf = (packets: readonly Packet[]) => packets.flatMap((packet) => summariesOf(packet, 'websocket'))
const textsOf = (packets: readonly Packet[]) => packets.flatMap((packet) => valuesOf(packet, 'websocket.payload.text'))

describe('WebSocket', () => {
  const said = [
    'hello',
    'hello',
    'hello, hello, wörld',
    'hello, hello, wörld',
    `long ${'0123456789'.repeat(40)}`,
    `long ${'0123456789'.repeat(40)}`,
    'hello, hello, wörld',
    'hello, hello, wörld',
    'a message in two parts',
    'a message in two parts',
    'fragments',
    'one, two, three',
  ]
  test('messages of captures/websocket.pcapng', () => {
    expect(textsIn('websocket.pcapng')).toEqual([...said, 'bye'])
  })
  test('compressed messages of captures/websocket-deflate.pcapng, with and without those before them', () => {
    expect(textsIn('websocket-deflate.pcapng')).toEqual([...said, ...said])
  })
  test('MQTT of captures/websocket-mqtt.pcapng', () => {
    const frames = followedIn(captureOf('websocket-mqtt.pcapng'))
    expect(frames.flatMap(({ values }) => values('mqtt.msgtype'))).toEqual([1, 2, 8, 9, 3, 3, 14])
    expect(frames.flatMap(({ values }) => values('mqtt.topic'))).toEqual(['meters', 'meters', 'meters'])
  })
  test.each(['websocket.pcapng', 'websocket-deflate.pcapng', 'websocket-mqtt.pcapng'])(
    '%s is the same again',
    async (name) => {
      const capture = captureOf(name)
      expect(await looksIn(await openIndex(capture))).toEqual(inOrder(capture))
    },
  )

  test('trees of frames', async () => {
    const [text, last] = upgraded(
      [
        ['>', frame(0xc1, compressed('hello'), true)],
        ['<', join(frame(0x01, 'hel'), frame(0x80, 'lo'))],
      ],
      deflating,
    )
    await expectGolden(text!, 'websocket-text', 'websocket', 'data-text-lines')
    await expectGolden(last!, 'websocket-fragments', 'websocket', 'data-text-lines')
  })

  test('several in a segment, and one over several', () => {
    const long = frame(0x82, new Uint8Array(70_000), true)
    const packets = upgraded([
      ['>', join(frame(0x81, 'a', true), frame(0x89, '', true))],
      ...[0, 30_000, 60_000].map((at) => ['>', long.slice(at, at + 30_000)] as const),
    ])
    expect(packets.map(protocolsOf)).toEqual([
      'raw:ip:tcp:websocket:websocket:data-text-lines',
      'raw:ip:tcp',
      'raw:ip:tcp',
      'raw:ip:tcp:websocket:data',
    ])
    expect(wordsOf(packets)).toEqual(['Text "a"', 'Ping', 'Binary, 70000 bytes'])
    expect(valuesOf(packets.at(-1)!, 'websocket.payload_length_ext_64')).toEqual([70_000n])
  })

  test('lines say what a frame is', () => {
    const frames = [
      frame(0x81, `two\nlines ${'x'.repeat(100)}`),
      frame(0x01, 'begin'),
      frame(0x8a, 'pong'),
      frame(0x80, ' end'),
      frame(0x80, 'nothing began'),
      frame(0x83, 'what is this'),
      frame(0x88, join(Uint8Array.of(3, 0xf3), octets('sorry'))),
      frame(0x88, ''),
      frame(0xc1, 'nobody agreed to compress'),
    ]
    expect(wordsOf(upgraded(frames.map((each) => ['<', each])))).toEqual([
      `Text "two lines ${'x'.repeat(70)}…"`,
      'Text, fragment of 5 bytes',
      'Pong, 4 bytes',
      'Text "begin end" (in 2 fragments)',
      'Continuation, 13 bytes',
      'Opcode 3, 12 bytes',
      'Close 1011 "sorry"',
      'Close',
      'Text, compressed, 25 bytes',
    ])
  })

  test('notes', () => {
    const noted = (packets: readonly Packet[]) =>
      packets.flatMap((packet) => packet.layers().flatMap((layer) => layer.notes().map(({ name }) => name)))
    expect(noted(upgraded([['<', frame(0x09, '')]]))).toEqual(['websocket.control_frame'])
    expect(noted(upgraded([['<', frame(0xc1, 'no deflate')]], deflating))).toEqual(['websocket.decompression.failed'])
  })

  test('any damage', () => {
    for (const bytes of [
      frame(0x81, 'hello', true),
      frame(0x82, new Uint8Array(200)),
      frame(0x88, join(Uint8Array.of(3, 0xe8), octets('bye')), true),
    ]) {
      const [packet] = dialog([['>', bytes]], { port: 9009 })
      expect(protocolsOf(packet!)).toMatch(/^raw:ip:tcp:websocket/)
      expectSafe(packet!.frame.bytes.slice(), 101)
    }
  })
  const restore = registry.checkpoint()
  decodeAsWords(registry, 'tcp.port==9009,websocket')
  afterAll(restore)
})

describe('permessage-deflate', () => {
  test('parameters of each direction', () => {
    const extensions = 'x-other; a=b, permessage-deflate; server_no_context_takeover; client_max_window_bits="10"'
    expect(deflateParameters(extensions, true)).toEqual({ isFresh: false, windowBits: 10 })
    expect(deflateParameters(extensions, false)).toEqual({ isFresh: true, windowBits: 15 })
    expect(deflateParameters('permessage-deflate; server_max_window_bits=99', false)).toMatchObject({ windowBits: 15 })
    expect(deflateParameters('x-webkit-deflate-frame', true)).toBeUndefined()
  })

  test('what is compressed in fragments', () => {
    const whole = compressed('one two three')
    const parts: Said[] = [
      ['>', frame(0x41, whole.slice(0, 4), true)],
      ['>', frame(0x00, whole.slice(4, 9), true)],
      ['>', frame(0x80, whole.slice(9), true)],
      ['>', frame(0x81, 'not compressed', true)],
    ]
    expect(textsOf(upgraded(parts, deflating))).toEqual(['one two three', 'not compressed'])
  })

  test('what is damaged says so, and so do those after it that need it', () => {
    const inflater = new MessageInflater({ isFresh: false, windowBits: 15 })
    expect(inflater.message([compressed('first')], 1000)).toEqual({ bytes: octets('first'), isCut: false })
    expect(inflater.message([Uint8Array.of(7, 7, 7)], 1000)).toMatchObject({ isCut: true })
    expect(inflater.message([compressed('third')], 1000)).toMatchObject({ bytes: new Uint8Array(0), isCut: true })
    const fresh = new MessageInflater({ isFresh: true, windowBits: 15 })
    expect(fresh.message([Uint8Array.of(7, 7, 7)], 1000)).toMatchObject({ isCut: true })
    expect(fresh.message([compressed('third')], 1000)).toMatchObject({ bytes: octets('third') })
  })

  test('bombs are bounded, one by one and all together', () => {
    const bomb = frame(0xc2, compressed(new Uint8Array(40 << 20)))
    const packets = upgraded(
      Array.from({ length: 8 }, () => ['<', bomb] as const),
      `${deflating.slice(0, -2)}; server_no_context_takeover\r\n`,
    )
    const sizes = packets.map((packet) => packet.layers().at(-1)!.end)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16 << 20)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(96 << 20)
  })
})
