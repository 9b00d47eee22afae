import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { openWriter } from '../../../src/capture/writing/writer.ts'
import { bytesOf, join, pcap, pcapngBlocks } from '../../support/capture-bytes.ts'

const folder = mkdtempSync(joinPath(tmpdir(), 'onwire-writer-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
const many = pcap(
  Array.from(
    { length: 30_000 },
    (_, index) => [index, index, Uint8Array.from({ length: index % 200 }, (_, at) => at ^ index)] as const,
  ),
)
const original = joinPath(folder, 'original.pcap')
writeFileSync(original, many)

describe('openWriter', () => {
  test('writes the same file again', async () => {
    const path = joinPath(folder, 'copy.pcap')
    expect(await copy(original, path)).toBe(30_000)
    expect(readFileSync(path).equals(many)).toBe(true)
  })

  test('writes the frames that are wanted', async () => {
    const path = joinPath(folder, 'some.pcap')
    await copy(original, path, (number) => number % 10_000 === 0)
    const frames = []
    for await (const batch of await openFile(path)) frames.push(...batch)
    expect(frames.map((frame) => [frame.number, frame.seconds])).toEqual([
      [1, 9999],
      [2, 19_999],
      [3, 29_999],
    ])
  })

  test('takes the format from how the name ends, and otherwise from the link types', async () => {
    const { section, packet, ...blocks } = pcapngBlocks()
    const mixed = joinPath(folder, 'mixed.pcapng')
    writeFileSync(
      mixed,
      join(section(), blocks.interface(1, 0), blocks.interface(113, 0), packet(1, 5n, ping), packet(0, 6n, ping)),
    )
    const formatOf = async (from: string, name: string) => {
      await copy(from, joinPath(folder, name))
      return (await openFile(joinPath(folder, name))).format
    }
    expect(await formatOf(original, 'a.pcapng')).toBe('pcapng')
    expect(await formatOf(original, 'b.dump')).toBe('pcap')
    expect(await formatOf(mixed, 'c.dump')).toBe('pcapng')
    await expect(copy(mixed, joinPath(folder, 'd.pcap'))).rejects.toMatchObject({
      code: 'unsupported',
      path: joinPath(folder, 'd.pcap'),
    })
  })

  test('writes a file without frames, and what is there when told to', async () => {
    const path = joinPath(folder, 'flushed.pcap')
    const source = await openFile(original)
    const writer = await openWriter(path, { source })
    await writer.flush()
    expect(readFileSync(path).equals(many.subarray(0, 24))).toBe(true)
    for await (const batch of source) {
      void writer.write(batch.frame(1))
      break
    }
    await writer.flush()
    expect(readFileSync(path)).toHaveLength(24 + 16 + 1)
    await writer.close()
    expect(() => writer.write(new Error() as never)).toThrow(TypeError)
  })

  test('does not empty the file that is read', async () => {
    const source = await openFile(original)
    await expect(openWriter(original, { source })).rejects.toMatchObject({ code: 'unwritable', found: 'the same file' })
    source.close()
    expect(readFileSync(original)).toHaveLength(many.length)
  })

  test.each([
    ['in no folder', 'no/such/folder.pcap'],
    ['that is a folder', '.'],
  ])('rejects a path %s', async (_, path) => {
    const source = await openFile(original)
    await expect(openWriter(joinPath(folder, path), { source })).rejects.toMatchObject({
      name: 'CaptureError',
      code: 'unwritable',
    })
    source.close()
  })

  test.skipIf(!existsSync('/dev/full'))('says when there is no space (needs /dev/full)', async () => {
    await expect(copy(original, '/dev/full')).rejects.toMatchObject({
      code: 'unwritable',
      found: 'no space left on the device',
    })
  })

  test.skipIf(process.platform === 'win32')('waits for a slow reader of a named pipe (not on Windows)', async () => {
    const path = joinPath(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const copied = copy(original, path)
    const pieces: Uint8Array[] = []
    for await (const piece of createReadStream(path)) {
      pieces.push(piece)
      if (pieces.length < 5) await setTimeout(20)
    }
    await copied
    expect(Buffer.concat(pieces).equals(many)).toBe(true)
  })
})

async function copy(from: string, to: string, wanted: (number: number) => boolean = () => true): Promise<number> {
  const source = await openFile(from, { reuseMemory: true })
  const writer = await openWriter(to, { source })
  for await (const batch of source) {
    for (let index = 0; index < batch.length; index++) if (wanted(batch.number(index))) void writer.write(batch, index)
    await writer.drain()
  }
  await writer.close()
  return writer.frames
}
