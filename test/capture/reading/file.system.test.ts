import { execFileSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { CaptureFile } from '../../../src/files/streams/capture-file.ts'
import { CaptureError } from '../../../src/files/error.ts'
import { bytesOf, join, pcap, pcapngBlocks, words } from '../../support/capture-bytes.ts'
import { captureOfPages, lz4LinkedPages, lz4Pages, zstdPages } from '../../support/compressed.ts'

const folder = mkdtempSync(joinPath(tmpdir(), 'onwire-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')

describe('openFile', () => {
  test('reads frames, and knows the interface before the first of them', async () => {
    const file = await openFile(
      saved(
        'a.pcap',
        pcap([
          [1, 2, ping],
          [3, 4, ping, 90],
        ]),
      ),
    )
    expect(file).toBeInstanceOf(CaptureFile)
    expect(file).toMatchObject({
      format: 'pcap',
      linkType: 1,
      interfaces: [{ linkType: 1, snapLength: 65_535 }],
      size: 84,
      compression: undefined,
    })
    const { frames, error } = await readFile(file)
    expect(error).toBeUndefined()
    expect(frames).toMatchObject([
      { number: 1, seconds: 1 },
      { number: 2, seconds: 3, originalLength: 90 },
    ])
    expect(file.bytesRead).toBe(84)
    await expect(readFile(file)).rejects.toThrow(/has already been read/)
  })

  test('has no link type if those of the interfaces differ', async () => {
    const { section, packet, ...blocks } = pcapngBlocks()
    const file = await openFile(
      saved('b.pcapng', join(section(), blocks.interface(1, 0), blocks.interface(113, 0), packet(1, 5n, ping))),
    )
    expect((await readFile(file)).frames).toMatchObject([{ linkType: 113, interfaceId: 1, nanoseconds: 5000 }])
    expect(file.linkType).toBeUndefined()
  })

  test.each([
    ['lz4', lz4Pages],
    ['lz4', lz4LinkedPages],
    ['zstd', zstdPages],
    ['gzip', gzipSync(captureOfPages)],
    ['gzip', join(gzipSync(captureOfPages.subarray(0, 1000)), gzipSync(captureOfPages.subarray(1000)))],
  ])('reads what %s compressed', async (compression, bytes) => {
    const file = await openFile(saved('compressed', bytes))
    const { frames, error } = await readFile(file)
    expect(error).toBeUndefined()
    expect(frames).toHaveLength(50)
    expect(new TextDecoder().decode(frames[49]!.bytes)).toContain('GET /page/49')
    expect(file).toMatchObject({ compression, format: 'pcap', size: bytes.length, bytesRead: bytes.length })
  })

  test.each([
    ['gzip', gzipSync(captureOfPages)],
    ['lz4', lz4LinkedPages],
    ['zstd', zstdPages],
  ])('delivers what comes before the end of cut %s data, and then one error', async (_, bytes) => {
    const { frames, error } = await readFile(await openFile(saved('cut', bytes.subarray(0, bytes.length - 3))))
    expect(error).toMatchObject({ code: 'truncated', path: joinPath(folder, 'cut') })
    expect(frames).toHaveLength(50)
  })

  test('delivers most of what comes before damage in gzip data', async () => {
    const bytes = gzipSync(manyFrames(20_000), { level: 1 })
    const damage = Math.floor(bytes.length * 0.8)
    bytes.fill(0xff, damage, damage + 50)
    const { frames, error } = await readFile(await openFile(saved('damaged.gz', bytes)))
    expect(error).toMatchObject({ code: 'damaged' })
    expect(frames.length).toBeGreaterThan(14_000)
    expect(frames.every((frame, index) => frame.number === index + 1 && frame.seconds === index)).toBe(true)
  })

  const whole = gzipSync(manyFrames(500))
  const changed = (at: number, byte: number) =>
    whole.map((value, index) => (index === whole.length + at ? byte ^ value : value))
  test.each([
    ['other text after it', join(whole, new TextEncoder().encode('and more')), whole.length],
    ['a second member that is damaged', join(whole, bytesOf('1f8b08ff')), whole.length],
    ['another checksum', changed(-8, 1), whole.length - 5],
    ['another length', changed(-4, 1), whole.length - 1],
  ])('delivers all that comes before the damage in gzip data: %s', async (_, bytes, offset) => {
    const { frames, error } = await readFile(await openFile(saved('damaged.gz', bytes)))
    expect(error).toMatchObject({ code: 'damaged' })
    expect(Math.abs((error?.offset ?? NaN) - offset)).toBeLessThanOrEqual(4)
    expect(frames).toHaveLength(500)
  })

  test('delivers the frames before a changed byte in the only piece of gzip data', async () => {
    const bytes = gzipSync(manyFrames(500), { level: 0 })
    // A length of a stored block that contradicts its complement.
    const split = join(bytes.subarray(0, -8), bytesOf('0001000000'))
    const { frames, error } = await readFile(await openFile(saved('damaged.gz', split)))
    expect(error).toBeInstanceOf(CaptureError)
    expect(frames).toHaveLength(500)
  })

  test('keeps memory small, whatever gzip data unfolds to', async () => {
    const file = await openFile(saved('bomb.gz', gzipSync(join(pcap([]), new Uint8Array(200 << 20)))), {
      reuseMemory: true,
    })
    const before = process.memoryUsage().arrayBuffers
    let frames = 0
    let most = 0
    for await (const batch of file) {
      frames += batch.length
      most = Math.max(most, process.memoryUsage().arrayBuffers)
    }
    expect(frames).toBe((200 << 20) / 16)
    expect(most - before).toBeLessThan(64 << 20)
  }, 20_000)

  test('leaves frames as they are, unless memory is to be used again', async () => {
    const path = saved('many.pcap', manyFrames(40_000))
    for (const reuseMemory of [false, true]) {
      const file = await openFile(path, { reuseMemory })
      const memories = new Set<Uint8Array>()
      const batches = new Set<unknown>()
      for await (const batch of file) {
        memories.add(batch.memory)
        batches.add(batch)
      }
      if (reuseMemory) expect([memories.size, batches.size]).toEqual([1, 1])
      else expect(memories.size).toBeGreaterThan(2)
    }
    const { frames } = await readFile(await openFile(path))
    expect(frames.every((frame, index) => frame.number === index + 1 && frame.bytes[0] === (index & 0xff))).toBe(true)
  })

  test('reads a frame that is longer than what it reads at once', async () => {
    const long = new Uint8Array(3 << 20).fill(7)
    for (const reuseMemory of [false, true]) {
      const { frames, error } = await readFile(
        await openFile(
          saved(
            'long.pcap',
            pcap(
              [
                [1, 0, ping],
                [2, 0, long],
                [3, 0, ping],
              ],
              { linkTypeWord: 231 },
            ),
          ),
          { reuseMemory },
        ),
      )
      expect(error).toBeUndefined()
      expect(frames.map((frame) => frame.capturedLength)).toEqual([14, 3 << 20, 14])
    }
  })

  test('takes no memory for a length without bytes', async () => {
    const path = saved(
      'claims.pcap',
      join(pcap([], { linkTypeWord: 231 }), words(true, 1, 0, 120 << 20, 120 << 20), new Uint8Array(100)),
    )
    const before = process.memoryUsage().arrayBuffers
    const { error } = await readFile(await openFile(path))
    expect(error).toMatchObject({ code: 'truncated', path, offset: 24 })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 << 20)
  })

  test.each([
    ['nothing there', () => joinPath(folder, 'missing'), 'not-found'],
    ['a folder', () => folder, 'unreadable'],
    ['an empty file', () => saved('empty', new Uint8Array(0)), 'truncated'],
    ['text', () => saved('text', new TextEncoder().encode('Hello, world')), 'not-a-capture'],
    ['compressed text', () => saved('text.gz', gzipSync('Hello, world')), 'not-a-capture'],
    ['what was compressed twice', () => saved('twice.gz', gzipSync(lz4Pages)), 'not-a-capture'],
  ])('rejects %s', async (_, path, code) => {
    await expect(openFile(path())).rejects.toMatchObject({ name: 'CaptureError', code })
  })

  test.skipIf(!existsSync('/proc/self/fd'))(
    'releases the file at the end, at an error, and when the loop is left (needs /proc)',
    async () => {
      const path = saved('release.pcap', manyFrames(5000))
      const cut = saved('cut.pcap', manyFrames(10).subarray(0, 200))
      const text = saved('text2', new TextEncoder().encode('Hello, world'))
      const before = readdirSync('/proc/self/fd').length
      for (let round = 0; round < 20; round++) {
        await readFile(await openFile(path))
        await readFile(await openFile(cut))
        await openFile(text).catch(() => {})
        for await (const batch of await openFile(path)) if (batch.length > 0) break
        ;(await openFile(path)).close()
      }
      expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 10)
    },
  )
})

describe.skipIf(process.platform === 'win32')('a named pipe (not on Windows)', () => {
  test('gives frames as they come', async () => {
    const { path, writer } = pipe('slow')
    const [first, second] = [
      pcap([[1, 0, ping]]),
      pcap([
        [2, 0, ping],
        [3, 0, ping],
      ]).subarray(24),
    ]
    writer.write(first)
    const file = await openFile(path)
    const batches = file[Symbol.asyncIterator]()
    expect((await batches.next()).value).toMatchObject({ length: 1 })
    writer.write(second.subarray(0, 40))
    expect((await batches.next()).value).toMatchObject({ length: 1, firstNumber: 2 })
    writer.end(second.subarray(40))
    expect((await batches.next()).value).toMatchObject({ length: 1, firstNumber: 3 })
    expect(await batches.next()).toEqual({ done: true, value: undefined })
  })

  test('can be closed while it waits', async () => {
    const { path, writer } = pipe('idle')
    writer.write(pcap([[1, 0, ping]]))
    const file = await openFile(path)
    const started = process.cpuUsage()
    setTimeout(() => file.close(), 200)
    const { frames, error } = await readFile(file)
    expect([frames.length, error]).toEqual([1, undefined])
    expect(process.cpuUsage(started).user).toBeLessThan(150_000)
    writer.on('error', () => {}).destroy()
  })

  function pipe(name: string) {
    const path = joinPath(folder, name)
    execFileSync('mkfifo', [path])
    return { path, writer: createWriteStream(path) }
  }
})

function saved(name: string, bytes: Uint8Array): string {
  const path = joinPath(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** Frames whose second and first byte count. */
function manyFrames(count: number): Uint8Array {
  return pcap(
    Array.from(
      { length: count },
      (_, index) =>
        [index, 0, Uint8Array.from({ length: 100 }, (_, at) => (at === 0 ? index : (index * at * 31) >> 3))] as const,
    ),
  )
}

async function readFile(file: CaptureFile) {
  const frames = []
  try {
    for await (const batch of file) frames.push(...batch)
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    return { frames, error }
  }
  return { frames, error: undefined }
}
