import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import {
  Batch,
  compileCaptureFilter,
  compileDisplayFilter,
  FilterError,
  openBytes,
  openFile,
  openFiles,
  packets,
  type FrameStream,
  type Packet,
  type PacketsOptions,
} from '../../src/index.ts'
import { bytesOf, pcap } from '../support/capture-bytes.ts'

const path = 'captures/web.pcapng'
const web = new Uint8Array(readFileSync(path))
const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')

async function collect(source: Parameters<typeof packets>[0], options?: PacketsOptions): Promise<Packet[]> {
  const all: Packet[] = []
  for await (const packet of packets(source, options)) all.push(packet)
  return all
}

const numbersOf = (all: readonly Packet[]) => all.map(({ frame }) => frame.number)

describe('packets', () => {
  test.each([
    ['a path', () => path],
    ['a URL', () => new URL(`../../${path}`, import.meta.url)],
    ['bytes', () => web],
    ['a stream', () => new PassThrough().end(web)],
    ['an open capture', async () => openFile(path)],
    ['an open capture that reuses memory', async () => openBytes(web, { reuseMemory: true })],
    ['several files', async () => openFiles([path, 'captures/dns.pcapng'], { order: 'append' })],
  ])('of %s outlive their batches', async (_, source) => {
    const all = await collect(await source())
    expect(numbersOf(all)).toEqual(all.map((_, index) => index + 1))
    expect(all.find(({ dns }) => dns !== undefined)?.dns?.questions[0]?.name).toBe('example.test')
    expect(all.find(({ http }) => http?.method !== undefined)?.frame.capturedLength).toBe(142)
    expect(all.every(({ frame }) => frame.memory.buffer.byteLength < 2000)).toBe(true)
  })

  test.each([
    ['a display filter', 'http.request'],
    ['a compiled display filter', compileDisplayFilter('http.request')],
    ['a capture filter', compileCaptureFilter('tcp port 80 and greater 142 and less 142', 1)],
  ])('pass %s, and keep their numbers', async (_, filter) => {
    const all = await collect(path, { filter })
    expect(all.map(({ http }) => http?.method)).toContain('GET')
    expect(numbersOf(all).every((number) => number > 1)).toBe(true)
  })

  test('are filtered by what lies between frames', async () => {
    const bytes = pcap([1, 2, 7].map((second) => [second, 0, ping] as const))
    expect(numbersOf(await collect(bytes, { filter: 'frame.time_delta > 4' }))).toEqual([3])
  })

  test('are refused at once where the source or the filter is not one', () => {
    expect(() => packets(path, { filter: 'tcp.prt' })).toThrow(FilterError)
    expect(() => packets(5 as never)).toThrow(
      new TypeError(
        'packets() expected a path, an open capture, bytes, a Blob, a stream, a Response or an iterable of Uint8Array, ' +
          'found a number',
      ),
    )
    expect(() => packets(undefined as never)).toThrow(/found undefined/)
  })

  test('come with the error of their source after them', async () => {
    await expect(collect('none.pcap')).rejects.toMatchObject({ name: 'CaptureError', code: 'not-found' })
    const seen: number[] = []
    const cut = pcap([1, 2].map((second) => [second, 0, ping] as const)).slice(0, -1)
    const reading = (async () => {
      for await (const { frame } of packets(cut, { name: 'cut.pcap' })) seen.push(frame.number)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'truncated', path: 'cut.pcap' })
    expect(seen).toEqual([1])
  })

  test('close their source at the end and where the loop is left', async () => {
    for (const leave of [false, true]) {
      const capture = await openBytes(web)
      for await (const packet of packets(capture)) if (leave && packet.frame.number === 2) break
      await expect(collect(capture)).rejects.toThrow(/already been read/)
    }
    const stream = new PassThrough()
    stream.write(web)
    for await (const packet of packets(stream)) if (packet.frame.number === 2) break
    expect(stream.destroyed).toBe(true)
  })

  test('end with the reason of a signal, also of an open capture that waits', async () => {
    const reason = new Error('enough')
    await expect(collect(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    for (const source of [web, endless()]) {
      const controller = new AbortController()
      const seen: number[] = []
      const reading = (async () => {
        for await (const { frame } of packets(source, { signal: controller.signal })) {
          seen.push(frame.number)
          if (source === web) controller.abort(reason)
        }
      })()
      if (source !== web) setTimeout(() => controller.abort(reason), 5)
      await expect(reading).rejects.toBe(reason)
      expect(seen).toEqual([1])
    }
  })
})

/** A live capture of one frame, which then waits until it is closed. */
function endless(): FrameStream {
  let wake = () => {}
  const closed = new Promise<void>((resolve) => (wake = resolve))
  return {
    name: 'endless',
    format: 'pcap',
    interfaces: [],
    sections: [],
    names: [],
    secrets: [],
    linkType: 1,
    close: () => wake(),
    async *[Symbol.asyncIterator]() {
      const batch = new Batch()
      batch.memory = ping
      batch.capturedLength[0] = batch.originalLength[0] = ping.length
      batch.linkType[0] = 1
      batch.length = 1
      yield batch
      await closed
    },
  }
}

describe('a filter', () => {
  test('decides about single packets and frames', async () => {
    const filters = [compileDisplayFilter('http.request'), compileCaptureFilter('tcp port 80', 1)]
    const all = await collect(path)
    for await (const batch of await openFile(path))
      for (let index = 0; index < batch.length; index++)
        for (const filter of filters) {
          const passes = filter.matches(batch, index)
          expect(filter.matches(all[batch.number(index) - 1]!)).toBe(passes)
          expect(filter.matches(batch.frame(index))).toBe(passes)
        }
  })

  test('refuses what is neither', () => {
    const message = 'matches() expected a batch and an index, a packet or a frame'
    for (const filter of [compileDisplayFilter('tcp'), compileCaptureFilter('tcp', 1)])
      for (const given of [undefined, new Batch(), web])
        expect(() => filter.matches(given as never)).toThrow(new TypeError(message))
  })
})
