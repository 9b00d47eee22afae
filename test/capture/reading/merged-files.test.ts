/** Several files read as one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openFiles } from '../../../src/capture/reading/merged-files.ts'
import { openWriter } from '../../../src/capture/writing/writer.ts'
import { join as joined, pcap, pcapngBlocks } from '../../support/capture-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-merge-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
/** A file of packets of one byte, each at a time in seconds. */
const packets = (name: string, ...records: readonly (readonly [seconds: number, byte: number])[]) =>
  file(name, pcap(records.map(([seconds, byte]) => [seconds, 0, Uint8Array.of(byte)] as const)))

interface Seen {
  readonly number: number
  readonly seconds: number
  readonly byte: number | undefined
  readonly interfaceId: number
}

async function seen(paths: readonly string[], options: Parameters<typeof openFiles>[1] = {}): Promise<Seen[]> {
  const all: Seen[] = []
  for await (const batch of await openFiles(paths, { reuseMemory: true, ...options }))
    for (const { number, seconds, bytes, interfaceId } of batch)
      all.push({ number, seconds, byte: bytes[0], interfaceId })
  return all
}
const bytesOf = (frames: readonly Seen[]) => frames.map(({ byte }) => byte)

describe('several files', () => {
  const one = packets('one.pcap', [10, 1], [30, 2], [50, 3])
  const other = packets('other.pcap', [20, 4], [30, 5], [40, 6])

  test('are merged in order of time, of equal times the file named first', async () => {
    expect(await seen([one, other])).toEqual([
      { number: 1, seconds: 10, byte: 1, interfaceId: 0 },
      { number: 2, seconds: 20, byte: 4, interfaceId: 1 },
      { number: 3, seconds: 30, byte: 2, interfaceId: 0 },
      { number: 4, seconds: 30, byte: 5, interfaceId: 1 },
      { number: 5, seconds: 40, byte: 6, interfaceId: 1 },
      { number: 6, seconds: 50, byte: 3, interfaceId: 0 },
    ])
    expect(bytesOf(await seen([other, one]))).toEqual([1, 4, 5, 2, 6, 3])
  })

  test('or one after the other', async () => {
    expect(bytesOf(await seen([other, one], { order: 'append' }))).toEqual([4, 5, 6, 1, 2, 3])
  })

  test('keep the order of each file, whatever its times', async () => {
    const back = packets('back.pcap', [60, 7], [5, 8], [45, 9])
    expect(bytesOf(await seen([one, back]))).toEqual([1, 2, 3, 7, 8, 9])
  })

  test('a packet without a time follows the one before it', async () => {
    const { section, interface: described, packet, block } = pcapngBlocks()
    const simple = block(3, Uint8Array.of(1, 0, 0, 0, 9))
    const path = file(
      'simple.pcapng',
      joined(section(), described(1, 0), packet(0, 25_000_000n, Uint8Array.of(8)), simple),
    )
    expect(bytesOf(await seen([one, path]))).toEqual([1, 8, 9, 2, 3])
  })

  test('the same file can be read twice, and an empty one among others', async () => {
    expect(bytesOf(await seen([one, packets('empty.pcap'), one]))).toEqual([1, 1, 2, 2, 3, 3])
  })

  test('more files than are open at once', async () => {
    const paths = Array.from({ length: 40 }, (_, index) =>
      packets(`many${index}.pcap`, [1000 - index * 10, index], [1000 - index * 10 + 15, 100 + index]),
    )
    const frames = await seen(paths)
    expect(frames.map(({ seconds }) => seconds)).toEqual(frames.map(({ seconds }) => seconds).toSorted((a, b) => a - b))
    expect(new Set(bytesOf(frames)).size).toBe(80)
    expect(new Set(frames.map(({ interfaceId }) => interfaceId)).size).toBe(40)
    expect((await seen(paths, { order: 'append' })).map(({ byte }) => byte! % 100)).toEqual(
      paths.flatMap((_, index) => [index, index]),
    )
  })

  test('at damage, all packets before it are delivered', async () => {
    const whole = pcap([
      [15, 0, Uint8Array.of(1)],
      [35, 0, Uint8Array.of(2, 2, 2)],
    ])
    const cut = file('cut.pcap', whole.subarray(0, whole.length - 2))
    const frames: (number | undefined)[] = []
    await expect(
      (async () => {
        for await (const batch of await openFiles([one, cut])) for (const { bytes } of batch) frames.push(bytes[0])
      })(),
    ).rejects.toMatchObject({ code: 'truncated', path: cut })
    expect(frames.slice(0, 2)).toEqual([1, 1])
  })

  test('options are read in the byte order of their file', async () => {
    const commented = (name: string, littleEndian: boolean, microseconds: bigint, text: string) => {
      const { section, interface: described, packet, option } = pcapngBlocks(littleEndian)
      const frame = packet(0, microseconds, Uint8Array.of(1), 1, option(1, text), option(0, ''))
      return file(name, joined(section(), described(1, 0), frame))
    }
    const comments: string[] = []
    const paths = [commented('big.pcapng', false, 1n, 'big'), commented('little.pcapng', true, 2n, 'little')]
    for await (const batch of await openFiles(paths)) for (const frame of batch) comments.push(...frame.comments)
    expect(comments).toEqual(['big', 'little'])
  })

  test('have the secrets of all, in one list that grows at its end', async () => {
    const keyed = (name: string, ...times: readonly bigint[]) => {
      const { section, interface: described, packet, block } = pcapngBlocks()
      const parts = times.map((time) => {
        const text = new TextEncoder().encode(`${name.slice(0, 1)}${time}  `.slice(0, 4))
        return joined(block(10, Uint8Array.of(0x4b, 0x4c, 0x53, 0x54, 4, 0, 0, 0), text), packet(0, time, text))
      })
      return file(name, joined(section(), described(1, 0), ...parts))
    }
    const source = await openFiles([keyed('one.pcapng', 1n, 3n), keyed('two.pcapng', 2n, 4n)])
    const list = source.secrets
    for await (const batch of source) expect(batch.capture.secrets).toBe(list)
    const texts = list.map(({ bytes }) => new TextDecoder().decode(bytes).trim())
    expect(texts.toSorted()).toEqual(['o1', 'o3', 't2', 't4'])
  })

  test('are written with the interfaces of each, and none of them is overwritten', async () => {
    const source = await openFiles([one, other])
    const copy = join(folder, 'copy.pcapng')
    const writer = await openWriter(copy, { source })
    for await (const batch of source)
      for (let index = 0; index < batch.length; index++) await writer.write(batch, index)
    await writer.close()
    expect((await seen([copy])).map(({ byte, interfaceId }) => [byte, interfaceId])).toEqual(
      (await seen([one, other])).map(({ byte, interfaceId }) => [byte, interfaceId]),
    )
    const before = readFileSync(other)
    const again = await openFiles([one, other])
    await expect(openWriter(other, { source: again })).rejects.toMatchObject({ code: 'unwritable' })
    again.close()
    expect(readFileSync(other)).toEqual(before)
  })

  test('one that is missing is named, and none stays open', async () => {
    await expect(openFiles([one, join(folder, 'none.pcap')])).rejects.toMatchObject({
      code: 'not-found',
      path: join(folder, 'none.pcap'),
    })
    await expect(openFiles([])).rejects.toThrow(TypeError)
  })
})
