/** Streams inside a conversation: in a stream of TCP, in datagrams, and inside each other. */
import { afterAll, describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { openIndex } from '../../src/decode.ts'
import { build, layer } from '../../src/packet/build/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import { registerProtocols } from '../../src/packet/register.ts'
import { registry } from '../../src/packet/registry/index.ts'
import {
  bytes,
  protocol,
  record,
  list,
  rest,
  text,
  u8,
  unfinished,
  type Derived,
  type View,
} from '../../src/schema/index.ts'
import { join, pcap } from '../support/capture-bytes.ts'
import { batchesIn } from '../support/conversations.ts'
import { inOrder, lookIn } from '../support/packet-looks.ts'
import { protocolsOf, valuesOf } from '../support/packets.ts'

afterAll(registry.checkpoint())

/** Pieces of streams: a byte each for the stream, where it goes on, that it ends, and the length. */
const piece = record('Piece', {
  stream: u8('mux.stream', 'Stream'),
  offset: u8('mux.offset', 'Offset'),
  isLast: u8('mux.last', 'Last'),
  length: u8('mux.length', 'Length'),
  content: bytes('mux.content', 'Content', 'length'),
})
interface Piece extends View {
  readonly stream: number
  readonly offset: number
  readonly isLast: number
  readonly content: Uint8Array
}
const inOrderFrom = 0xff
/** Streams from 100 on are hidden: each byte is inverted. */
const derivedOf = ({ stream, offset, isLast, content }: Piece): Derived => ({
  speaks: [['mux.stream', stream % 100]],
  bytes: stream < 100 ? content : content.map((byte) => byte ^ 0xff),
  isOfFacts: stream >= 100,
  isCut: false,
  label: 'Shown',
  stream: { id: stream, ...(isLast < 2 && { isLast: isLast === 1 }), ...(offset !== inOrderFrom && { offset }) },
  facts: { of: stream },
})
const mux = protocol('mux', 'Multiplexer', { 'tcp.port': [7700] })
  .fields({ pieces: list('', 'Pieces', piece) })
  .streamed((bytes, start, end) => (end - start < 4 ? unfinished : 4 + bytes[start + 3]!), { several: true })
  .derives(['mux.stream'], ({ pieces }) => pieces.map((each) => derivedOf(each as never)))
/** The same in datagrams; counts them, and moves with its first byte. */
const owners = new Map<number, object>()
const grams = protocol('grams', 'Datagrams', { 'udp.port': [7700] })
  .fields({ owner: u8('grams.owner', 'Owner'), pieces: list('', 'Pieces', piece) })
  .remembers(({ owner }, { own, both, everywhere }) => {
    for (const memory of [own, both, everywhere]) memory['count'] = ((memory['count'] as number | undefined) ?? 0) + 1
    return { counts: [own['count'], both['count'], everywhere['count']], owner }
  })
  .derives(['mux.stream'], ({ pieces, facts, owner }) =>
    pieces.map((each) => {
      const derived = derivedOf(each as never)
      if (owner === 0) return { ...derived, facts: { ...derived.facts, counts: facts!['counts'] } }
      const conversation = owners.get(owner) ?? {}
      owners.set(owner, conversation)
      return { ...derived, stream: { ...derived.stream!, of: { conversation, isUpward: true } } }
    }),
  )
const toldOf = ({ facts }: View): string => JSON.stringify(facts)
const lines = protocol('lines', 'Lines', { 'mux.stream': [1] })
  .fields({ words: text('lines.words', 'Words') })
  .streamed((bytes, start, end) => {
    const at = bytes.subarray(start, end).indexOf(0x0a)
    return at < 0 ? unfinished : at + 1
  })
  .summarized(toldOf)
/** Goes on until its stream ends. */
const whole = protocol('whole', 'Whole', { 'mux.stream': [2] }).fields({ all: text('whole.all', 'All') })
/** Another one inside. */
const nested = protocol('nested', 'Nested', { 'mux.stream': [3] })
  .fields({ all: rest('nested.all', 'All') })
  .streamed((_, start, end) => end - start)
  .derives(['mux.stream'], (layer) => [
    {
      speaks: [['mux.stream', 1]],
      bytes: layer.bytes.subarray(layer.start, layer.end),
      isCut: false,
      label: 'Inner',
      stream: { id: 'inner' },
    },
  ])
/** A layer of everything, which holds what goes on until its stream ends. */
const wrapped = protocol('wrapped', 'Wrapped', { 'mux.stream': [4] })
  .fields({ all: rest('wrapped.all', 'All') })
  .streamed((_, start, end) => end - start)
  .derives(['mux.stream'], (layer) => [
    {
      speaks: [['mux.stream', 2]],
      bytes: layer.bytes.subarray(layer.start, layer.end),
      isCut: false,
      label: 'Inner',
      stream: { id: 'inner' },
    },
  ])
registerProtocols({ mux, grams, lines, whole, nested, wrapped })

const { ethernet, ipv4, tcp, udp } = layer
const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
const ip = ipv4({ source: '192.0.2.1', destination: '192.0.2.2' })
/** With `isLast` undefined, nothing is said of it. */
type Place = { readonly offset?: number; readonly isLast?: boolean | undefined }
type Part = readonly [stream: number, text: string, place?: Place]
const pieceBytes = ([stream, words, place = { isLast: false }]: Part): Uint8Array => {
  const { offset = inOrderFrom, isLast } = { isLast: false, ...place }
  const content = new TextEncoder().encode(words).map((byte) => (stream < 100 ? byte : byte ^ 0xff))
  return join(Uint8Array.of(stream, offset, isLast === undefined ? 2 : Number(isLast), content.length), content)
}
/** A capture with a segment for each text; an empty one is a FIN. */
function overTcp(segments: readonly Uint8Array[]): Uint8Array {
  let sequence = 1
  return pcap(
    segments.map((bytes, index) => {
      const header = tcp({
        sourcePort: 40_000,
        destinationPort: 7700,
        sequence,
        acknowledgment: 1,
        flags: { ack: true, fin: bytes.length === 0 },
      })
      sequence += bytes.length
      return [1 + index, 0, build(link, ip, header, bytes)] as const
    }),
  )
}
const overUdp = (datagrams: readonly (readonly [port: number, owner: number, ...parts: Part[]])[]): Uint8Array =>
  pcap(
    datagrams.map(([port, owner, ...parts], index) => {
      const content = join(Uint8Array.of(owner), ...parts.map(pieceBytes))
      return [1 + index, 0, build(link, ip, udp({ sourcePort: port, destinationPort: 7700 }), content)] as const
    }),
  )
/** The packets of a capture, as they are after their conversations were followed. */
function packetsIn(capture: Uint8Array): Packet[] {
  const follower = new ConversationFollower()
  return [...batchesIn(capture)].flatMap((batch) => {
    follower.follow(batch)
    return [...batch].map((frame) => new Packet(frame))
  })
}
const shown = (capture: Uint8Array, field: string) => packetsIn(capture).map((packet) => valuesOf(packet, field))

describe('streams in a stream', () => {
  test('a message in one piece, several in one, one in several pieces and segments', () => {
    const capture = overTcp([
      join(pieceBytes([1, 'one\n']), pieceBytes([1, 'two\nthree\nfo'])),
      pieceBytes([1, 'ur\n']),
      join(pieceBytes([1, 'fi']), pieceBytes([1, 've\n'])),
    ])
    expect(shown(capture, 'lines.words')).toEqual([['one\n', 'two\n', 'three\n'], ['four\n'], ['five\n']])
    expect(protocolsOf(packetsIn(capture)[1]!)).toBe('eth:ip:tcp:mux:lines')
  })

  test('of a piece that lies in two segments', () => {
    const all = join(pieceBytes([1, 'one\n']), pieceBytes([101, 'two\n']))
    expect(shown(overTcp([all.subarray(0, 6), all.subarray(6, 14), all.subarray(14)]), 'lines.words')).toEqual([
      [],
      ['one\n'],
      ['two\n'],
    ])
  })

  test('several at a time, each by itself', () => {
    const capture = overTcp([
      join(pieceBytes([1, 'o']), pieceBytes([101, 'x\ny'])),
      join(pieceBytes([101, '\n']), pieceBytes([1, 'k\n'])),
    ])
    expect(shown(capture, 'lines.words')).toEqual([['x\n'], ['y\n', 'ok\n']])
  })

  test('one that is a message as a whole', () => {
    const capture = overTcp([pieceBytes([2, 'a']), pieceBytes([2, 'b']), pieceBytes([2, 'c', { isLast: true }])])
    expect(shown(capture, 'whole.all')).toEqual([[], [], ['abc']])
    const emptyEnd = overTcp([pieceBytes([2, 'a']), pieceBytes([2, '', { isLast: true }])])
    expect(shown(emptyEnd, 'whole.all')).toEqual([[], ['a']])
  })

  test('in each other', () =>
    expect(
      shown(overTcp([pieceBytes([3, 'on']), pieceBytes([103, 'no']), pieceBytes([3, 'e\n'])]), 'lines.words'),
    ).toEqual([[], [], ['one\n']]))

  test('of which nobody knows what is spoken, piece by piece', () =>
    expect(shown(overTcp([join(pieceBytes([7, 'a']), pieceBytes([107, 'b']))]), 'data.data')).toEqual([
      [Uint8Array.of(0x61), Uint8Array.of(0x62)],
    ]))

  test('bytes of the frame are shown there, others in memory of their own', () => {
    const [packet] = packetsIn(overTcp([join(pieceBytes([1, 'one\n']), pieceBytes([101, 'two\n']))]))
    const sources = packet!
      .layers()
      .slice(-2)
      .map((view) => new TextDecoder().decode(view.bytes.subarray(view.start, view.end)))
    expect(sources).toEqual(['one\n', 'two\n'])
    expect(packet!.layers().at(-2)!.bytes.buffer).toBe(packet!.layers()[0]!.bytes.buffer)
    expect(packet!.layers().at(-1)!.bytes.buffer).not.toBe(packet!.layers()[0]!.bytes.buffer)
  })
})

describe('streams in datagrams', () => {
  test('in the order of their places', () => {
    const capture = overUdp([
      [1000, 0, [1, 'b\nc\n', { offset: 2 }]],
      [1000, 0, [1, 'a\n', { offset: 0 }]],
      [1000, 0, [1, 'a\nb\n', { offset: 0 }]],
      [1000, 0, [1, 'd\n', { offset: 6 }]],
    ])
    expect(shown(capture, 'lines.words')).toEqual([[], ['a\n', 'b\n', 'c\n'], [], ['d\n']])
  })

  test('remember by direction, conversation and everywhere', () => {
    const capture = overUdp([
      [1000, 0, [1, 'a\n']],
      [1000, 0, [1, 'a\n']],
      [1001, 0, [1, 'a\n']],
    ])
    const told = packetsIn(capture).map((packet) => packet.layers().at(-1)!.facts!['counts'])
    expect(told).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [1, 1, 3],
    ])
  })

  test('move to another conversation', () => {
    const capture = overUdp([
      [1000, 5, [1, 'on']],
      [2000, 6, [1, 'an']],
      [3000, 5, [1, 'e\n']],
      [1000, 6, [1, 'y\n']],
    ])
    expect(shown(capture, 'lines.words')).toEqual([[], [], ['one\n'], ['any\n']])
  })
})

test('an index shows the same, in any order', async () => {
  const capture = overTcp([
    join(pieceBytes([1, 'one\n']), pieceBytes([101, 'two\nthr'])),
    join(pieceBytes([101, 'ee\n']), pieceBytes([2, 'x'])),
    join(pieceBytes([103, 'ei']), pieceBytes([2, 'y', { isLast: true }])),
    pieceBytes([3, 'n']),
    pieceBytes([103, 'n\n']),
  ])
  const expected = inOrder(capture)
  expect(expected.join()).toMatch(/three/)
  const index = await openIndex(capture)
  for (const number of [5, 2, 1, 3, 4, 2]) expect(await lookIn(index, number)).toBe(expected[number - 1])
  index.close()
})

describe('the end of a stream', () => {
  const open = { isLast: undefined }
  const fin = new Uint8Array(0)

  test('comes with that of the connection, if it says nothing of it', () => {
    expect(shown(overTcp([pieceBytes([2, 'ab', open]), pieceBytes([2, 'c', open]), fin]), 'whole.all')).toEqual([
      [],
      [],
      ['abc'],
    ])
  })

  test('does not, if it says that it goes on', () => {
    expect(shown(overTcp([pieceBytes([2, 'ab']), fin]), 'whole.all')).toEqual([[], []])
  })

  test('comes with that of the stream around it, in the same frame, at any depth', () => {
    const frames = [
      pieceBytes([4, 'ab', open]),
      pieceBytes([4, 'c', { isLast: true }]),
      pieceBytes([104, 'de', open]),
      fin,
    ]
    expect(shown(overTcp(frames), 'whole.all')).toEqual([[], ['abc'], [], ['de']])
  })

  test('waits for segments that come late', () => {
    const [first, second] = [pieceBytes([2, 'ab', open]), pieceBytes([2, 'c', open])]
    const capture = overTcp([first, second, fin])
    const packets = packetsIn(reordered(capture))
    expect(packets.flatMap((packet) => valuesOf(packet, 'whole.all'))).toEqual(['abc'])
  })
})

/** The same capture with its second frame last. */
function reordered(capture: Uint8Array): Uint8Array {
  const [first, second, ...others] = [...batchesIn(capture)].flatMap((batch) =>
    [...batch].map((frame) => frame.bytes.slice()),
  )
  return pcap([first!, ...others, second!].map((bytes, index) => [1 + index, 0, bytes] as const))
}
