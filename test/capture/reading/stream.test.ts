import { createReadStream, readFileSync } from 'node:fs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import {
  openBytes,
  openFile,
  openFiles,
  openStream,
  Packet,
  type CaptureFile,
  type CaptureSource,
} from '../../../src/index.ts'
import { bytesOf, join, pcap } from '../../support/capture-bytes.ts'
import { captureOfPages, lz4Pages, zstdPages } from '../../support/compressed.ts'

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
const three = pcap([1, 2, 3].map((second) => [second, 0, ping] as const))
const web = new Uint8Array(readFileSync('captures/web.pcapng'))

async function secondsOf(capture: CaptureFile): Promise<number[]> {
  const seconds: number[] = []
  for await (const batch of capture) for (const frame of batch) seconds.push(frame.seconds)
  return seconds
}

function* piecesOf(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

async function* slowly(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await new Promise((resolve) => setImmediate(resolve))
    yield piece
  }
}

const webStream = (bytes: Uint8Array, length: number) => {
  const pieces = piecesOf(bytes, length)
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** Every kind of source, from its bytes. */
const sources: readonly (readonly [string, (bytes: Uint8Array) => CaptureSource])[] = [
  ['a Uint8Array', (bytes) => bytes],
  ['a Buffer within a larger one', (bytes) => Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(3)]).subarray(5, -3)],
  ['an ArrayBuffer', (bytes) => Uint8Array.from(bytes).buffer],
  ['a DataView', (bytes) => new DataView(Uint8Array.from(bytes).buffer)],
  ['bytes of another realm', (bytes) => runInNewContext('Uint8Array.from(given)', { given: [...bytes] }) as Uint8Array],
  ['a Blob', (bytes) => new Blob([Uint8Array.from(bytes)])],
  ['an array of pieces', (bytes) => [...piecesOf(bytes, 7)]],
  ['a generator, with empty pieces', (bytes) => withEmpty(piecesOf(bytes, 5))],
  ['an async generator', (bytes) => slowly(piecesOf(bytes, 11))],
  ['a Readable', (bytes) => Readable.from(piecesOf(bytes, 13))],
  ['a web stream', (bytes) => webStream(bytes, 17)],
  ['a web stream of Node', (bytes) => NodeReadableStream.from(piecesOf(bytes, 19)) as NodeReadableStream<Uint8Array>],
  ['a Response', (bytes) => new Response(Uint8Array.from(bytes))],
  ['the body of a Response', (bytes) => new Response(Uint8Array.from(bytes)).body!],
]

function* withEmpty(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) {
    yield new Uint8Array(0)
    yield piece
  }
}

describe('openStream', () => {
  test.each(sources)('reads %s', async (_, source) => {
    const capture = await openStream(source(three))
    expect(capture).toMatchObject({ format: 'pcap', linkType: 1, name: 'capture', interfaces: [{ linkType: 1 }] })
    expect(await secondsOf(capture)).toEqual([1, 2, 3])
    expect(capture.bytesRead).toBe(three.length)
    await expect(secondsOf(capture)).rejects.toThrow('capture has already been read: open it again')
  })

  test.each(sources)('decompresses %s', async (_, source) => {
    for (const [compression, bytes] of [
      ['gzip', gzipSync(captureOfPages)],
      ['zstd', zstdPages],
      ['lz4', lz4Pages],
    ] as const) {
      const capture = await openStream(source(bytes))
      expect(capture.compression).toBe(compression)
      expect(await secondsOf(capture)).toHaveLength(50)
    }
  })

  test('delivers the frames before the end of a cut stream, then an error', async () => {
    const seen: number[] = []
    const capture = await openStream(slowly(piecesOf(three.subarray(0, -1), 9)), { name: 'upload' })
    const reading = (async () => {
      for await (const batch of capture) for (const frame of batch) seen.push(frame.seconds)
    })()
    await expect(reading).rejects.toMatchObject({ name: 'CaptureError', code: 'truncated', path: 'upload' })
    expect(seen).toEqual([1, 2])
  })

  test('knows the size of bytes and blobs, and the names of files and responses', async () => {
    expect((await openStream(new Blob([Uint8Array.from(three)]))).size).toBe(three.length)
    expect((await openStream(slowly([three]))).size).toBeUndefined()
    expect((await openStream(new File([Uint8Array.from(three)], 'a.pcap'))).name).toBe('a.pcap')
    expect((await openStream(new File([Uint8Array.from(three)], 'a.pcap'), { name: 'b' })).name).toBe('b')
    await expect(openStream(new File([''], 'none.pcap'))).rejects.toThrow('none.pcap, byte 0: ')
  })

  test('keeps batches valid unless memory is reused', async () => {
    const bytes = pcap(Array.from({ length: 5000 }, (_, second) => [second, 0, ping] as const))
    const kept = []
    for await (const batch of await openStream(slowly(piecesOf(bytes, 20_000)))) kept.push(...batch)
    expect(kept.every((frame) => frame.bytes.join() === ping.join())).toBe(true)
    const reused = []
    for await (const batch of await openStream(slowly(piecesOf(bytes, 20_000)), { reuseMemory: true }))
      reused.push(batch)
    expect(reused.length).toBeGreaterThan(2)
    expect(new Set(reused).size).toBe(1)
  })

  test.each([
    ['a path', 'trace.pcap', 'a string; openFile() takes a path'],
    ['a number', 5, 'a number'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a promise', Promise.resolve(three), 'a Promise'],
    ['a plain object', {}, 'an object'],
  ])('refuses %s', async (_, source, found) => {
    await expect(openStream(source as never)).rejects.toThrow(
      new TypeError(
        `openStream() expected bytes, a Blob, a stream, a Response or an iterable of Uint8Array, found ${found}`,
      ),
    )
  })

  test.each([
    ['text', () => Readable.from(['abc']), 'a string'],
    ['decoded text', () => new PassThrough({ encoding: 'utf8' }).end('abc'), 'a string'],
    ['numbers', () => [1, 2], 'a number'],
    ['arrays', () => slowly([[1] as never]), 'an array'],
  ])('refuses pieces that are %s', async (_, source, found) => {
    await expect(openStream(source() as never)).rejects.toThrow(
      new TypeError(`capture: expected pieces of type Uint8Array, found ${found}`),
    )
  })

  test('refuses responses without a capture and streams that are read already', async () => {
    const response = new Response('no', { status: 404 })
    await expect(openStream(response)).rejects.toMatchObject({ code: 'unreadable', found: 'status 404' })
    await expect(openStream(new Response(null))).rejects.toMatchObject({ code: 'unreadable', found: 'none' })
    const stream = webStream(three, 3)
    stream.getReader()
    await expect(openStream(stream)).rejects.toThrow(/found one that is locked/)
  })

  test.each([
    ['an async generator', () => failing()],
    ['a Readable', () => Readable.from(failing())],
    ['a generator', () => failingAtOnce()],
    ['a web stream', () => new ReadableStream<Uint8Array>({ pull: (each) => each.error(new Error('line cut')) })],
  ])('reports the failure of %s', async (_, source) => {
    const reading = openStream(source()).then(secondsOf)
    await expect(reading).rejects.toMatchObject({
      name: 'CaptureError',
      code: 'unreadable',
      message: 'capture: expected bytes that can be read, found line cut',
      cause: { message: 'line cut' },
    })
  })

  test('passes on that another read was aborted', async () => {
    const controller = new AbortController()
    const stream = new PassThrough({ signal: controller.signal })
    stream.write(three)
    const capture = await openStream(stream)
    const reading = secondsOf(capture)
    controller.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('releases its source when the loop is left, at damage, and at the end of opening that fails', async () => {
    const stream = new PassThrough()
    stream.write(three)
    for await (const batch of await openStream(stream)) if (batch.length > 0) break
    expect(stream.destroyed).toBe(true)

    let cancelled = 0
    const cancellable = (bytes: Uint8Array) =>
      new ReadableStream<Uint8Array>({ start: (each) => each.enqueue(bytes), cancel: () => void cancelled++ })
    for await (const batch of await openStream(cancellable(three))) if (batch.length > 0) break
    await expect(openStream(cancellable(ping))).rejects.toMatchObject({ code: 'not-a-capture' })
    expect(cancelled).toBe(2)

    let returned = 0
    const pieces = { [Symbol.iterator]: () => ({ next: () => ({ value: ping }), return: () => (returned++, {}) }) }
    await expect(openStream(pieces as never)).rejects.toMatchObject({ code: 'not-a-capture' })
    expect(returned).toBe(1)
  })

  test('yields to the event loop while it reads bytes in memory', async () => {
    const record = three.subarray(24)
    const bytes = join(pcap([]), ...Array.from({ length: 50_000 }, () => record))
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await secondsOf(await openBytes(bytes))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })
})

describe('openBytes', () => {
  test('reads bytes without copying them', async () => {
    const capture = await openBytes(web, { name: 'web.pcapng', reuseMemory: true })
    expect(capture).toMatchObject({ format: 'pcapng', name: 'web.pcapng', size: web.length })
    const frames = []
    for await (const batch of capture) frames.push(...batch)
    expect(frames[0]!.memory.buffer).toBe(web.buffer)
    // Not even in the debug mode, in which tests run, are they overwritten.
    expect(frames.some((frame) => new Packet(frame).http !== undefined)).toBe(true)
  })

  test.each([
    ['a path', 'trace.pcap', 'a string'],
    ['an array', [1, 2], 'an array'],
  ])('refuses %s', async (_, bytes, found) => {
    await expect(openBytes(bytes as never)).rejects.toThrow(
      new TypeError(`openBytes() expected a Uint8Array or an ArrayBuffer, found ${found}`),
    )
  })
})

describe('openFile', () => {
  const folder = mkdtempSync(joinPath(tmpdir(), 'onwire-stream-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = joinPath(folder, 'a.pcap')
  writeFileSync(path, three)

  test('takes a file URL', async () => {
    const file = await openFile(pathToFileURL(path))
    expect(file.name).toBe(path)
    expect(await secondsOf(file)).toEqual([1, 2, 3])
  })

  test.each([
    ['a Buffer', Buffer.from(three), 'a Buffer; openBytes() reads bytes'],
    ['a Readable', Readable.from([three]), 'a Readable; openStream() reads other sources'],
    ['nothing', undefined, 'undefined; openStream() reads other sources'],
  ])('refuses %s', async (_, given, found) => {
    await expect(openFile(given as never)).rejects.toThrow(new TypeError(`openFile() expected a path, found ${found}`))
  })

  test('reads the same as a stream of the file', async () => {
    expect(await secondsOf(await openStream(createReadStream(path)))).toEqual([1, 2, 3])
  })
})

describe('a signal', () => {
  const reason = new Error('enough')
  const aborted = AbortSignal.abort(reason)

  test('that is aborted already keeps a capture from being opened', async () => {
    await expect(openFile('captures/web.pcapng', { signal: aborted })).rejects.toBe(reason)
    await expect(openFiles(['captures/web.pcapng', 'captures/dns.pcapng'], { signal: aborted })).rejects.toBe(reason)
    await expect(openBytes(three, { signal: aborted })).rejects.toBe(reason)
    await expect(openStream([three], { signal: aborted })).rejects.toBe(reason)
  })

  test('ends opening, and a loop that waits', async () => {
    for (const source of [() => new PassThrough(), () => never(), () => new ReadableStream<Uint8Array>()]) {
      const controller = new AbortController()
      const opening = openStream(source(), { signal: controller.signal })
      controller.abort(reason)
      await expect(opening).rejects.toBe(reason)
    }
    const stream = new PassThrough()
    stream.write(three)
    const controller = new AbortController()
    const seen: number[] = []
    const reading = (async () => {
      for await (const batch of await openStream(stream, { signal: controller.signal }))
        for (const frame of batch) seen.push(frame.seconds)
    })()
    while (seen.length < 3) await new Promise((resolve) => setImmediate(resolve))
    controller.abort(reason)
    await expect(reading).rejects.toBe(reason)
    expect(stream.destroyed).toBe(true)
  })

  test.each([
    ['one file', () => ['captures/web.pcapng']],
    ['several', () => ['captures/web.pcapng', 'captures/dns.pcapng']],
  ])('ends a loop over %s between batches', async (_, paths) => {
    const controller = new AbortController()
    const reading = (async () => {
      for await (const batch of await openFiles(paths(), { signal: controller.signal }))
        if (batch.length > 0) controller.abort(reason)
    })()
    await expect(reading).rejects.toBe(reason)
  })

  test('keeps no listener of captures that have ended', async () => {
    const controller = new AbortController()
    let listeners = 0
    const signal = new Proxy(controller.signal, {
      get(target, name) {
        if (name === 'addEventListener') listeners++
        if (name === 'removeEventListener') listeners--
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    await secondsOf(await openBytes(three, { signal }))
    await expect(openBytes(ping, { signal })).rejects.toMatchObject({ code: 'not-a-capture' })
    expect(listeners).toBe(0)
  })
})

async function* failing(): AsyncGenerator<Uint8Array> {
  yield three
  throw new Error('line cut')
}

function* failingAtOnce(): Generator<Uint8Array> {
  yield three
  throw new Error('line cut')
}

async function* never(): AsyncGenerator<Uint8Array> {
  await new Promise(() => {})
  yield three
}
