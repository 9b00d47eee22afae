/** One conversation followed: its bytes, both sides joined. */
import { describe, expect, test } from 'vitest'
import { findStream, followStream, StreamFollower, type StreamChunk } from '../../src/conversations/streams/index.ts'
import { openFile } from '../../src/index.ts'
import { captureOf, client, handshake, server, type BuiltSegment } from '../support/segments.ts'

const said = ({ side, bytes, missing, cut, isAcknowledged }: StreamChunk) =>
  (side === 'client' ? '>' : '<') +
  (missing > 0 ? `[${missing}]` : '') +
  new TextDecoder().decode(bytes) +
  (cut > 0 ? `(${cut})` : '') +
  (isAcknowledged ? '' : '?')

/** What stream 0 says: the chunks, separated by spaces. */
async function followed(segments: readonly BuiltSegment[], stream = 0): Promise<string> {
  const words: string[] = []
  for await (const chunk of followStream(await captureOf(segments), { protocol: 'tcp', stream }))
    words.push(said(chunk))
  return words.join(' ')
}

describe('a TCP stream', () => {
  test('is what both sides sent, in the order of capture', async () =>
    expect(await followed([...handshake, client(1, 'ask'), server(1, 'answer', { ack: 4 }), client(4, 'thanks')])).toBe(
      '>ask <answer >thanks',
    ))

  test.each([
    ['as a whole', [client(1, 'one'), client(1, 'one'), client(4, 'two')], '>one >two'],
    ['with more after it', [client(1, 'one'), client(1, 'onetwo')], '>one >two'],
    ['in the middle', [client(1, 'onetwo'), client(3, 'etw'), client(7, 'three')], '>onetwo >three'],
  ])('leaves out what was sent again %s', async (_, segments, text) =>
    expect(await followed([...handshake, ...segments])).toBe(text),
  )

  test('waits for what comes late', async () =>
    expect(await followed([...handshake, client(4, 'two'), client(7, 'three'), server(1, 'x'), client(1, 'one')])).toBe(
      '<x >one >two >three',
    ))

  test('tells what is missing once the other side has acknowledged it', async () =>
    expect(
      await followed([
        ...handshake,
        client(1, 'one'),
        client(7, 'three'),
        client(20, 'five'),
        server(1, 'first', { ack: 12 }),
        server(6, 'second', { ack: 24 }),
        client(24, 'six'),
      ]),
    ).toBe('>one >[3] >three <first >[8] >five <second >six'))

  test('ends with what was never acknowledged, said to be that', async () =>
    expect(await followed([...handshake, client(1, 'one'), client(7, 'three'), server(1, 'x', { ack: 4 })])).toBe(
      '>one <x >[3]? >three?',
    ))

  test.each([
    ['in part', [client(1, 'onetwo', { cut: 3 }), client(7, 'three')], '>one(3) >three'],
    ['as a whole', [client(1, 'one', { cut: 3 }), client(4, 'two'), server(1, 'x', { ack: 7 })], '>[3] >two <x'],
    [
      'where it came early',
      [client(4, 'twothree', { cut: 5 }), client(1, 'one'), client(12, 'four'), server(1, 'x', { ack: 16 })],
      '>one >two >[5] >four <x',
    ],
  ])('says what the capture cut %s', async (_, segments, text) =>
    expect(await followed([...handshake, ...segments])).toBe(text),
  )

  test('may begin in the middle, and with data in its SYN', async () => {
    expect(await followed([server(900, 'b', { ack: 500 }), client(500, 'a', { ack: 901 })])).toBe('>b <a')
    expect(await followed([client(0, 'fast', { flags: { syn: true } }), client(5, 'open')])).toBe('>fast >open')
  })

  test('goes on where sequence numbers begin again at 0', async () => {
    const first = 0xffff_fffc
    const segments = [...handshake, client(6, 'late'), client(1, 'first'), server(1, 'x', { ack: 10 })]
    expect(await followed(segments.map((segment) => ({ ...segment, first })))).toBe('>first >late <x')
  })

  test('ends where its ports are used again', async () => {
    const again = [...handshake, client(1, 'new')].map((segment) => ({ ...segment, first: 70_000 }))
    const segments = [...handshake, client(1, 'old'), ...again]
    expect(await followed(segments)).toBe('>old')
    expect(await followed(segments, 1)).toBe('>new')
    expect(await followed(segments, 2)).toBe('')
  })

  test('takes data of a reset, and nothing of quoted packets', async () => {
    expect(await followed([...handshake, server(1, 'refused', { flags: { rst: true } })])).toBe('<refused')
    const capture = await openFile('captures/unreachable.pcapng')
    const follower = new StreamFollower({ protocol: 'udp', stream: 0 })
    for await (const batch of capture) for (const { side } of follower.take(batch)) expect(side).toBe('client')
  })
})

describe('the ends', () => {
  const endsOf = async (segments: readonly BuiltSegment[]) => {
    const follower = new StreamFollower({ protocol: 'tcp', stream: 0 })
    for await (const batch of await captureOf(segments)) follower.take(batch)
    return [follower.ends?.client.address, follower.ends?.client.port, follower.ends?.server.port]
  }

  test('the client sent the SYN', async () => expect(await endsOf(handshake)).toEqual(['192.0.2.1', 40000, 7777]))
  test('the server answered it', async () =>
    expect(await endsOf(handshake.slice(1))).toEqual(['192.0.2.1', 40000, 7777]))
  test('without both, the client is who sent first', async () =>
    expect(await endsOf([server(1, 'x')])).toEqual(['192.0.2.2', 7777, 40000]))
})

describe('which stream', () => {
  test('a filter picks the first, which is then followed from its beginning', async () => {
    const open = () => openFile('captures/http-post.pcapng')
    const name = await findStream(await open(), (batch, index) => batch.number(index) === 20)
    expect(name).toEqual({ protocol: 'tcp', stream: 1 })
    const chunks: StreamChunk[] = []
    for await (const chunk of followStream(await open(), name!)) chunks.push(chunk)
    expect(chunks[0]!.frame).toBeLessThan(20)
    expect(await findStream(await open(), () => false)).toBeUndefined()
  })

  test('without a second pass it is followed from the packet on', async () => {
    const frames: number[] = []
    const source = await openFile('captures/http-post.pcapng')
    for await (const { frame } of followStream(source, (batch, index) => batch.number(index) === 20)) frames.push(frame)
    expect(frames[0]).toBe(20)
  })

  test('fragments of datagrams are put together', async () => {
    const lengths: number[] = []
    for await (const { bytes } of followStream(await openFile('captures/fragments.pcapng'), {
      protocol: 'udp',
      stream: 0,
    }))
      lengths.push(bytes.length)
    expect(lengths).toContain(4000)
  })

  test('counts streams', async () => {
    const follower = new StreamFollower({ protocol: 'tcp', stream: 99 })
    for await (const batch of await openFile('captures/http-post.pcapng')) expect(follower.take(batch)).toEqual([])
    expect([follower.count('tcp'), follower.count('udp'), follower.ends]).toEqual([3, 0, undefined])
  })
})

describe('work', () => {
  /** Bytes that are copied while a stream is followed, in pieces of 10, in a shuffled order within each 50. */
  async function copied(segments: number): Promise<number> {
    const order = Array.from({ length: segments }, (_, index) => index - (index % 50) + ((index * 7) % 50))
    const capture = await captureOf([
      ...handshake,
      ...order.map((place) => client(1 + place * 10, `${place}`.padStart(10, '0'))),
    ])
    const { slice } = Uint8Array.prototype
    let bytes = 0
    const follower = new StreamFollower({ protocol: 'tcp', stream: 0 })
    let length = 0
    try {
      Uint8Array.prototype.slice = function (this: Uint8Array, from, to) {
        const copy = slice.call(this, from, to)
        bytes += copy.length
        return copy
      } as typeof slice
      for await (const batch of capture) for (const chunk of follower.take(batch)) length += chunk.bytes.length
    } finally {
      Uint8Array.prototype.slice = slice
    }
    expect(length).toBe(segments * 10)
    return bytes / segments
  }

  test('grows with the bytes of a stream only', async () => {
    const few = await copied(200)
    expect(await copied(2000)).toBeLessThan(1.1 * few)
    expect(few).toBeLessThanOrEqual(20)
  })
})
