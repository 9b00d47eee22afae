import { readFileSync } from 'node:fs'
import { constants, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import * as decode from '../src/decode.ts'
import { CaptureBytes, Frame, openBytes, openStream, packets, type CaptureFile, type Packet } from '../src/decode.ts'
import * as onwire from '../src/index.ts'
import { join } from './support/capture-bytes.ts'

const web = new Uint8Array(readFileSync('captures/web.pcapng'))
const large = Uint8Array.from(readFileSync('captures/http.pcapng'))

afterEach(() => vi.unstubAllGlobals())

async function numbersOf(capture: CaptureFile): Promise<number[]> {
  const numbers: number[] = []
  for await (const batch of capture) for (const frame of batch) numbers.push(frame.number)
  return numbers
}

const numbersIn = async (bytes: Uint8Array) => numbersOf(await openBytes(bytes))

test('is the library without what needs Node', () => {
  const names = Object.keys(decode)
  expect(Object.keys(onwire)).toEqual(expect.arrayContaining(names))
  expect(names.filter((name) => /^open|^list|^interface|^Flight|^annotated|^table/.test(name)).toSorted()).toEqual([
    'openBytes',
    'openIndex',
    'openStream',
  ])
  const whole = new Map(Object.entries(onwire))
  const different = names.filter((name) => new Map(Object.entries(decode)).get(name) !== whole.get(name))
  // These read paths in Node, and decompress with its zlib.
  expect(different.toSorted()).toEqual(['openBytes', 'openIndex', 'openStream', 'packets'])
})

test('packets of bytes, a blob, a response and an open capture', async () => {
  const sources = [web, new Blob([web]), new Response(web), web.buffer, await openBytes(web)]
  for (const source of sources) {
    const names: string[] = []
    for await (const packet of packets(source, { filter: 'dns' })) {
      expectTypeOf(packet).toEqualTypeOf<Packet>()
      for (const { name } of packet.dns?.questions ?? []) names.push(name)
    }
    expect(names.length).toBeGreaterThan(1)
    expect(new Set(names)).toEqual(new Set(['example.test']))
  }
  expect(() => packets('captures/web.pcapng' as never)).toThrow(
    'packets() expected an open capture, bytes, a Blob, a stream, a Response or an iterable of Uint8Array, found a string',
  )
})

describe('gzip data', () => {
  const pieces = (bytes: Uint8Array, length: number) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += length) controller.enqueue(bytes.subarray(at, at + length))
        controller.close()
      },
    })

  test.each([1, 7, 1000, 1 << 20])('in pieces of %i bytes', async (length) => {
    const capture = await openStream(pieces(gzipSync(large), length))
    expect(capture.compression).toBe('gzip')
    expect(await numbersOf(capture)).toEqual(await numbersIn(large))
  })

  test.each([1, 7, 1 << 20])('of several members, where one is decompressed, in pieces of %i', async (length) => {
    const opened = oneMemberEach()
    const members = [large.subarray(0, 100), new Uint8Array(0), large.subarray(100, 5000), large.subarray(5000)]
    const capture = await openStream(pieces(join(...members.map((member) => gzipSync(member))), length))
    expect(await numbersOf(capture)).toEqual(await numbersIn(large))
    expect(opened.count).toBe(4)
  })

  test('with the beginning of a member among its bytes', async () => {
    const opened = oneMemberEach()
    const magic = Uint8Array.of(0x1f, 0x8b, 8, 0)
    // Stored, not compressed, so that they stand there as they are.
    const frames = Array.from({ length: 50 }, (_, index) => Frame.of(join(magic, Uint8Array.of(index), magic)))
    const written = new CaptureBytes()
    for (const frame of frames) written.write(frame)
    const capture = await openStream(pieces(gzipSync(written.finish(), { level: 0 }), 100))
    expect(await numbersOf(capture)).toHaveLength(50)
    expect(opened.count).toBe(1)
  })

  test('that ends early gives the packets before', async () => {
    const whole = gzipSync(large)
    oneMemberEach()
    const numbers: number[] = []
    const capture = await openBytes(whole.subarray(0, whole.length - 200), { name: 'cut.gz' })
    await expect(
      (async () => {
        for await (const batch of capture) for (const frame of batch) numbers.push(frame.number)
      })(),
    ).rejects.toMatchObject({ code: 'truncated', path: 'cut.gz' })
    expect(numbers.length).toBeGreaterThan(5)
  })

  test('that is damaged is an error with its place', async () => {
    const damaged = gzipSync(large)
    damaged.fill(0xff, 800, 840)
    await expect(numbersIn(damaged)).rejects.toMatchObject({ code: 'damaged', expected: 'gzip data' })
    oneMemberEach()
    const junk = join(gzipSync(large), Uint8Array.of(1, 2, 3))
    await expect(numbersIn(junk)).rejects.toMatchObject({ code: 'damaged', found: 'junk after the end' })
  })

  test('is refused in words where nothing decompresses it', async () => {
    vi.stubGlobal('DecompressionStream', undefined)
    await expect(numbersIn(gzipSync(large))).rejects.toMatchObject({
      code: 'unsupported',
      found: 'gzip data, and no DecompressionStream to decompress it',
    })
  })

  test('is released when it is closed', async () => {
    let cancelled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(gzipSync(large)).subarray(0, 3000))
        return new Promise(() => {})
      },
      cancel() {
        cancelled++
      },
    })
    const capture = await openStream(endless)
    for await (const _ of capture) break
    expect(cancelled).toBe(1)
  })
})

describe('captures in memory', () => {
  test('written with their source are the same', async () => {
    const bytes = new Uint8Array(readFileSync('captures/snaplen.pcap'))
    const source = await openBytes(bytes)
    const written = new CaptureBytes({ source, format: source.format })
    const parts: Uint8Array[] = []
    for await (const batch of source) {
      for (let index = 0; index < batch.length; index++) written.write(batch, index)
      parts.push(written.take())
    }
    parts.push(written.finish())
    expect(written.length).toBe(0)
    expect(join(...parts)).toEqual(bytes)
  })

  test('need no source: frames of several link types become several interfaces', async () => {
    const frames = [
      Frame.of(Uint8Array.of(1), { seconds: 1, nanoseconds: 5 }),
      Frame.of(Uint8Array.of(2), { linkType: 101, seconds: 2 }),
      Frame.of(Uint8Array.of(3)),
    ]
    const written = new CaptureBytes()
    for (const frame of frames) written.write(frame)
    expect(written.frames).toBe(3)
    const capture = await openBytes(written.finish())
    expect(capture.format).toBe('pcapng')
    const read: unknown[] = []
    for await (const batch of capture)
      for (const { bytes, linkType, seconds, nanoseconds } of batch)
        read.push([bytes[0], linkType, seconds, nanoseconds])
    expect(read).toEqual([
      [1, 1, 1, 5],
      [2, 101, 2, 0],
      [3, 1, NaN, 0],
    ])
    expect(() => written.write(frames[0]!)).toThrow('this capture is finished')
  })

  test('of the format pcap have one link type', () => {
    const written = new CaptureBytes({ format: 'pcap' })
    written.write(Frame.of(Uint8Array.of(1), { linkType: 101 }))
    expect(() => written.write(Frame.of(Uint8Array.of(2)))).toThrow('frames of one link type (101) in a pcap file')
  })
})

/**
 * Makes `DecompressionStream` one of a browser: it takes one member and nothing after it, and what bytes decompress to
 * can be read as soon as they are taken. Counts them.
 */
function oneMemberEach(): { count: number } {
  const opened = { count: 0 }
  class DecompressionStream extends TransformStream<Uint8Array, Uint8Array> {
    constructor() {
      opened.count++
      let given: Uint8Array = new Uint8Array(0)
      let produced = 0
      super({
        transform(bytes, controller) {
          given = join(given, bytes)
          if (lengthOfMember(given) < given.length) throw new TypeError('junk after the end')
          const output = gunzipSync(given, { finishFlush: constants.Z_SYNC_FLUSH })
          if (output.length > produced) controller.enqueue(output.subarray(produced))
          produced = output.length
        },
        flush() {
          if (given.length < 18 || lengthOfMember(given) > given.length) throw new TypeError('truncated')
        },
      })
    }
  }
  vi.stubGlobal('DecompressionStream', DecompressionStream)
  return opened
}

/** Bytes of the first member, whose header is one of `gzipSync`; Infinity if it does not end. */
function lengthOfMember(bytes: Uint8Array): number {
  if (bytes.length < 18) return Infinity
  const options = { info: true, finishFlush: constants.Z_SYNC_FLUSH }
  const { engine } = inflateRawSync(bytes.subarray(10), options) as unknown as { engine: { bytesWritten: number } }
  const end = 10 + engine.bytesWritten
  try {
    inflateRawSync(bytes.subarray(10, end))
    return end + 8
  } catch {
    return Infinity
  }
}
