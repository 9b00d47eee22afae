/** Any packet of an index, in any order, is what a second pass in order shows. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openIndex as openAny } from '../../src/capture/reading/indexed.ts'
import { compileDisplayFilter, openIndex, type CaptureIndex, type IndexProgress } from '../../src/decode.ts'
import { segment } from '../support/conversations.ts'
import { pcap } from '../support/capture-bytes.ts'
import { captureOfPages, lz4Pages } from '../support/compressed.ts'
import { inOrder, lookIn, looksIn, twice } from '../support/packet-looks.ts'

const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))
const bytesOf = (name: string) => new Uint8Array(readFileSync(`captures/${name}`))

async function numbersOf(index: CaptureIndex, filter: string, from?: number): Promise<readonly number[]> {
  const all: number[] = []
  for await (const { numbers } of index.numbers(filter, { from })) all.push(...numbers)
  return all
}

describe('each packet is as in two passes', () => {
  test.each(captures)('%s', async (name) => {
    const capture = bytesOf(name)
    const expected = inOrder(capture)
    const sources = { bytes: await openIndex(capture), path: await openAny(`captures/${name}`) }
    for (const index of Object.values(sources)) {
      expect(index.length).toBe(expected.length)
      expect(await looksIn(index)).toEqual(expected)
      const order = fc.shuffledSubarray([...expected.keys()], { maxLength: Math.min(100, expected.length) })
      await fc.assert(
        fc.asyncProperty(order, async (places) => {
          for (const place of places) expect(await lookIn(index, place + 1)).toBe(expected[place])
        }),
        { numRuns: 3 },
      )
      index.close()
    }
  })
})

describe('sources', () => {
  const capture = bytesOf('web.pcapng')
  const expected = inOrder(capture)
  const sources: Readonly<Record<string, () => Parameters<typeof openIndex>[0]>> = {
    'a Blob': () => new Blob([capture]),
    'an ArrayBuffer': () => capture.buffer,
    'a stream': () => new Blob([capture]).stream() as never,
    gzip: () => gzipSync(capture),
    'a Blob of gzip': () => new Blob([gzipSync(capture)]),
  }
  test.each(Object.keys(sources))('%s', async (name) => {
    const index = await openIndex(sources[name]!())
    const numbers = [...expected.keys()].reverse()
    for (const place of numbers) expect(await lookIn(index, place + 1)).toBe(expected[place])
  })

  test('lz4', async () => {
    expect(await looksIn(await openIndex(lz4Pages))).toEqual(inOrder(captureOfPages))
  })

  test('what is neither', async () => {
    await expect(openIndex('captures/web.pcapng' as never)).rejects.toThrow(TypeError)
    await expect(openIndex(new TextEncoder().encode('not a capture'))).rejects.toThrow('expected a pcap or pcapng file')
    await expect(openAny('captures/missing.pcap')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('packets', () => {
  test('stay valid, with times and lengths', async () => {
    const index = await openAny('captures/dns.pcapng')
    const [first, last] = [await index.packet(1), await index.packet(index.length)]
    expect([first.frame.number, last.frame.number]).toEqual([1, index.length])
    expect(index.timestamp(1)).toBe(first.frame.timestamp)
    expect(index.originalLength(1)).toBe(first.frame.originalLength)
    const numbers: number[] = []
    for await (const packet of index.packets({ from: 3, to: 5 })) numbers.push(packet.frame.number)
    expect(numbers).toEqual([3, 4, 5])
    index.close()
    await expect(index.packet(1)).rejects.toThrow('the index of captures/dns.pcapng is closed')
  })

  test('know what came after them', async () => {
    const index = await openIndex(bytesOf('dns.pcapng'))
    const [question] = await numbersOf(index, 'dns.response_in')
    const { dns } = await index.packet(question!)
    const answer = await index.packet(dns!.facts!['responseIn'] as number)
    expect(answer.dns?.facts?.['requestIn']).toBe(question)
  })

  test.each([0, -1, 1.5, NaN, 10_000, '1'])('there is none with the number %s', async (number) => {
    const index = await openIndex(bytesOf('ping.pcap'))
    await expect(index.packet(number as number)).rejects.toThrow(TypeError)
    expect(() => index.timestamp(number as number)).toThrow(`expected a packet number from 1 to ${index.length}`)
  })
})

describe('numbers', () => {
  const filters = [
    'tcp',
    'http',
    'http.response_in',
    'tcp.analysis.flags',
    'frame.time_delta > 0.001',
    'udp and not dns',
  ]
  test.each(filters)('of %s are those of two passes', async (text) => {
    const capture = bytesOf('http.pcapng')
    const filter = compileDisplayFilter(text)
    const expected: number[] = []
    for (const batch of twice(capture))
      for (let at = 0; at < batch.length; at++) if (filter.matches(batch, at)) expected.push(batch.number(at))
    const index = await openIndex(capture)
    expect(await numbersOf(index, text)).toEqual(expected)
    const middle = Math.ceil(index.length / 2)
    expect(await numbersOf(index, text, middle)).toEqual(expected.filter((number) => number >= middle))
  })

  test('come with where to go on, and end with a signal', async () => {
    const index = await openIndex(bytesOf('http.pcapng'))
    const steps: number[] = []
    for await (const { next } of index.numbers('tcp')) steps.push(next)
    expect(steps.at(-1)).toBe(index.length + 1)
    const abort = new AbortController()
    abort.abort(new Error('enough'))
    await expect(index.numbers('tcp', { signal: abort.signal }).next()).rejects.toThrow('enough')
    expect(() => index.numbers('tcp.nosuch')).toThrow('tcp.nosuch')
  })
})

describe('an index', () => {
  test('is made with progress, and can be given up', async () => {
    const capture = bytesOf('http.pcapng')
    const seen: IndexProgress[] = []
    const index = await openIndex(capture, { progress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toEqual({ packets: index.length, bytesRead: capture.length, size: capture.length })
    const abort = new AbortController()
    const given = openIndex(capture, { signal: abort.signal, progress: () => abort.abort(new Error('enough')) })
    await expect(given).rejects.toThrow('enough')
  })

  test('of a damaged capture goes up to the damage', async () => {
    const capture = bytesOf('web.pcapng')
    const whole = await openIndex(capture)
    const index = await openIndex(capture.subarray(0, capture.length - 400))
    expect(index.length).toBeGreaterThan(0)
    expect(index.length).toBeLessThan(whole.length)
    expect(index.failure).toMatchObject({ code: 'truncated' })
    expect((await index.packet(index.length)).frame.number).toBe(index.length)
    expect(whole.failure).toBeUndefined()
  })

  test('of what is compressed is copied up to a limit', async () => {
    const index = await openIndex(gzipSync(bytesOf('http.pcapng')), { mostCopied: 4000 })
    expect(index.failure).toMatchObject({
      code: 'unsupported',
      expected: 'at most 4000 bytes of packets, decompressed',
    })
    expect(index.length).toBeGreaterThan(0)
    await expect(index.packet(index.length)).resolves.toBeDefined()
  })

  test('of no packets', async () => {
    const index = await openIndex(pcap([]))
    expect([index.length, await numbersOf(index, 'tcp')]).toEqual([0, []])
  })

  test('takes little memory', async () => {
    const sent = Array.from({ length: 20_000 }, (_, place) =>
      place % 2 === 0
        ? segment('client', 'AP', 1 + 50 * place, 1, { at: place * 1000, payload: 'x'.repeat(100) })
        : segment('server', 'A', 1, 1 + 50 * (place + 1), { at: place * 1000 }),
    )
    const index = await openIndex(
      pcap(
        sent.map(({ at, bytes }) => [0, at, bytes, bytes.length] as const),
        { linkTypeWord: 101 },
      ),
    )
    expect(index.length).toBe(20_000)
    // Columns come in chunks of 16,384 frames.
    expect(index.memory).toBeLessThan(2 * 16_384 * 44 + 20_000 * 60)
    expect(index.left).toEqual({ conversations: 0, fragments: 0, questions: 0, announced: 0, facts: 0, messages: 0 })
  })
})
