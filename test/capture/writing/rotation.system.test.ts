import { spawnSync } from 'node:child_process'
import { openSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { countedNames } from '../../../src/capture/writing/file-names.ts'
import { openFile } from '../../../src/capture/reading/file.ts'
import { FileOpener } from '../../../src/capture/writing/file-opener.ts'
import type { Rotation } from '../../../src/capture/writing/rotation.ts'
import { openWriter, type OpenWriterOptions } from '../../../src/capture/writing/writer.ts'
import { readCapture } from '../../support/capture-bytes.ts'
import { ethernet, numberedBatch, numberedPcap, numbersIn, numbersTo } from '../../support/numbered.ts'

const base = mkdtempSync(join(tmpdir(), 'onwire-rotation-'))
afterAll(() => rmSync(base, { recursive: true }))
const original = join(base, 'original.pcap')
writeFileSync(original, numberedPcap(5000, 0.02))

let folder = base
let made = 0
beforeEach(() => {
  folder = join(base, `${made++}`)
  mkdirSync(folder)
})

describe('no packet is lost or twice', () => {
  test.each<[string, Rotation, string, number]>([
    ['packets', { packets: 50 }, 'a.pcap', 100],
    ['one packet a file', { packets: 1 }, 'a.pcap', 5000],
    ['bytes', { size: 4000 }, 'a.pcapng', 120],
    ['seconds', { seconds: 1 }, 'a.pcap', 100],
    ['times of the clock', { interval: 1 }, 'a.pcapng', 100],
    ['whatever comes first', { packets: 70, seconds: 1, size: 3500 }, 'a.pcap', 115],
    ['packets, in gzip', { packets: 50 }, 'a.pcapng.gz', 100],
  ])('by %s', async (_, rotate, name, atLeast) => {
    expect(await copied(name, { rotate })).toEqual(numbersTo(5000))
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThanOrEqual(atLeast)
    expect(files.length).toBeLessThan(atLeast * 1.5)
  })

  test.skipIf(spawnSync('zstd', ['-V']).status !== 0)('by packets, in zstd (needs the program zstd)', async () => {
    expect(await copied('a.pcapng.zst', { rotate: { packets: 400 } })).toEqual(numbersTo(5000))
    expect(spawnSync('zstd', ['-t', ...paths()]).status).toBe(0)
  })

  test('by a clock that goes as it likes', async () => {
    let now = 1_700_000_000
    const writer = await openWriter(join(folder, 'a.pcap'), {
      source: ethernet,
      rotate: { seconds: 10, clock: () => now },
    })
    const counts = new Map<number, number>()
    let began = now
    for (let number = 1; number <= 3000; number++) {
      now += ((number * 7919) % 13) / 10
      if (now - began >= 10) began = now
      counts.set(began, (counts.get(began) ?? 0) + 1)
      await writer.write(numberedBatch(number), 0)
    }
    await writer.close()
    expect(counts.size).toBeGreaterThan(100)
    const files = await Promise.all(paths().map(numbersIn))
    expect(files.flat()).toEqual(numbersTo(3000))
    expect(files.map(({ length }) => length)).toEqual([...counts.values()])
  })
})

test('a file has as many packets or bytes as it is to have, and no fewer', async () => {
  await copied('a.pcap', { rotate: { packets: 1001 } })
  expect((await Promise.all(paths().map(numbersIn))).map(({ length }) => length)).toEqual([1001, 1001, 1001, 1001, 996])
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  await copied('a.pcap', { rotate: { size: 10_000 } })
  const sizes = paths().map((path) => statSync(path).size)
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(10_000)
  expect(Math.max(...sizes)).toBeLessThan(10_000 + 16 + 14 + 97)
})

test('sizes are those before compression', async () => {
  await copied('a.pcap', { rotate: { size: 50_000 } })
  await copied('b.pcap.gz', { rotate: { size: 50_000 } })
  expect(readdirSync(folder).filter((name) => name.startsWith('b'))).toHaveLength(
    readdirSync(folder).filter((name) => name.startsWith('a')).length,
  )
})

test('each file is complete: interfaces and statistics as they are when it ends', async () => {
  const source = { ...ethernet, interfaces: [{ ...ethernet.interfaces[0]! }] }
  const writer = await openWriter(join(folder, 'a.pcapng'), { source, rotate: { packets: 2 } })
  for (let number = 1; number <= 6; number++) {
    source.interfaces[0]!.statistics = { received: number }
    await writer.write(numberedBatch(number), 0)
  }
  await writer.close()
  const read = paths().map((path) => readCapture(new Uint8Array(readFileSync(path))))
  expect(read.map(({ reader }) => reader!.interfaces[0]!.statistics?.received)).toEqual([2, 4, 6])
  for (const { reader, error } of read) {
    expect(error).toBeUndefined()
    expect(reader!.interfaces).toMatchObject([{ name: 'eth0', timeResolution: 9 }])
    expect(reader!.sections).toMatchObject([{ application: 'a test' }])
  }
})

test('of a ring the last files are left, and no file that was there before is deleted', async () => {
  const others = ['a_00000_20200101000000.pcap', 'other.pcap']
  for (const name of others) writeFileSync(join(folder, name), 'kept')
  await copied('a.pcap', { rotate: { packets: 100, keep: 3 } }, true)
  for (const name of others) expect(readFileSync(join(folder, name), 'utf8')).toBe('kept')
  const files = readdirSync(folder)
    .filter((name) => !others.includes(name))
    .map((name) => join(folder, name))
  expect((await Promise.all(files.map(numbersIn))).flat()).toEqual(numbersTo(5000, 4701))
})

test('a ring goes on where somebody else deleted its oldest file, and one of one name never deletes it', async () => {
  const remove: string[] = []
  const writer = await openWriter(join(folder, 'a.pcap'), {
    source: ethernet,
    rotate: { packets: 1, keep: 1 },
    files: { ...new FileOpener(), remove: (path) => void remove.push(path) },
  })
  for (let number = 1; number <= 3; number++) await writer.write(numberedBatch(number), 0)
  await writer.close()
  expect(remove).toHaveLength(2)
  const name = countedNames(join(folder, 'b.pcap'), { counted: false })
  const same = await openWriter(join(folder, 'b.pcap'), { source: ethernet, rotate: { packets: 1, keep: 2, name } })
  for (let number = 1; number <= 5; number++) await same.write(numberedBatch(number), 0)
  await same.close()
  expect(await numbersIn(join(folder, 'b.pcap'))).toEqual([5])
})

describe('the end of a series', () => {
  test('by packets is known as soon as the last file is full', async () => {
    const writer = await openWriter(join(folder, 'a.pcap'), { source: ethernet, rotate: { packets: 2, files: 2 } })
    const done = []
    for (let number = 1; number <= 6; number++) {
      await writer.write(numberedBatch(number), 0)
      done.push([writer.done, writer.frames])
    }
    await writer.close()
    expect(done).toEqual([
      [false, 1],
      [false, 2],
      [false, 3],
      [true, 4],
      [true, 4],
      [true, 4],
    ])
  })

  test('by time is known with the first packet after it, or when it is flushed', async () => {
    let now = 100
    const rotate = { seconds: 5, files: 1, clock: () => now }
    const writer = await openWriter(join(folder, 'a.pcap'), { source: ethernet, rotate })
    await writer.write(numberedBatch(1), 0)
    now = 105
    await writer.write(numberedBatch(2), 0)
    expect([writer.done, writer.frames]).toEqual([true, 1])
    await writer.close()
    const quiet = await openWriter(join(folder, 'b.pcap'), { source: ethernet, rotate })
    await quiet.flush()
    expect(quiet.done).toBe(false)
    now = 110
    await quiet.flush()
    expect(quiet.done).toBe(true)
    await quiet.close()
  })
})

test('a number of files ends in time when no packet comes', async () => {
  let now = 1000
  const rotate = { seconds: 2, files: 2, clock: () => now }
  const writer = await openWriter(join(folder, 'idle.pcap'), { source: ethernet, rotate })
  await writer.flush()
  expect(readdirSync(folder)).toHaveLength(1)
  now = 1002
  await writer.flush()
  expect([readdirSync(folder).length, writer.done]).toEqual([2, false])
  now = 1004
  await writer.flush()
  expect([readdirSync(folder).length, writer.done]).toEqual([2, true])
  await writer.close()
})

test('a punctual series begins a file on time when no packet comes, another one does not', async () => {
  const files = async (punctual: boolean) => {
    let now = 100
    const writer = await openWriter(join(folder, `${punctual}.pcap`), {
      source: ethernet,
      rotate: { interval: 60, punctual, clock: () => now },
    })
    for (now of [110, 119, 120, 130, 180]) await writer.flush()
    await writer.close()
    return readdirSync(folder).filter((name) => name.startsWith(`${punctual}`)).length
  }
  expect([await files(true), await files(false)]).toEqual([3, 1])
})

test('a series without packets has one file, which a reader can read', async () => {
  const writer = await openWriter(join(folder, 'a.pcapng'), { source: ethernet, rotate: { packets: 5 } })
  await writer.close()
  await writer.close()
  expect(paths()).toHaveLength(1)
  expect(await numbersIn(paths()[0]!)).toEqual([])
})

test('files are opened by whom one says', async () => {
  const opened: string[] = []
  const open = (path: string) => {
    opened.push(path)
    return openSync(path, 'w')
  }
  await copied('a.pcap', { rotate: { packets: 2500 }, files: { ...new FileOpener(), open } })
  expect(opened).toEqual(paths())
})

describe('what goes wrong', () => {
  test('a folder that goes away is told, and the file that was begun is closed', async () => {
    const source = await openFile(original)
    const inside = join(folder, 'inside')
    mkdirSync(inside)
    const writer = await openWriter(join(inside, 'a.pcap'), { source, rotate: { packets: 10, keep: 2 } })
    await writer.write(numberedBatch(1), 0)
    rmSync(inside, { recursive: true })
    const writing = async () => {
      for (let number = 2; number <= 11; number++) await writer.write(numberedBatch(number), 0)
    }
    await expect(writing()).rejects.toMatchObject({ name: 'CaptureError', code: 'unwritable', found: 'no such folder' })
    await writer.close()
    source.close()
  })

  test('a file that cannot be deleted is told', async () => {
    const remove = () => {
      throw Object.assign(new Error('EPERM: not allowed'), { code: 'EPERM' })
    }
    const writer = await openWriter(join(folder, 'a.pcap'), {
      source: ethernet,
      rotate: { packets: 1, keep: 1 },
      files: { ...new FileOpener(), remove },
    })
    await writer.write(numberedBatch(1), 0)
    expect(() => writer.write(numberedBatch(2), 0)).toThrow(
      expect.objectContaining({ code: 'unwritable', expected: 'an oldest file that can be deleted' }),
    )
    await writer.close()
  })

  test('standard output is one file', async () => {
    await expect(openWriter('-', { source: ethernet, rotate: { packets: 1 } })).rejects.toThrow(TypeError)
  })
})

/** Writes the numbered packets and gives the numbers in all files, in the order of their names. */
async function copied(name: string, options: Omit<OpenWriterOptions, 'source'>, unread = false): Promise<number[]> {
  const source = await openFile(original, { reuseMemory: true })
  const writer = await openWriter(join(folder, name), { source, ...options })
  for await (const batch of source) {
    for (let index = 0; index < batch.length; index++) await writer.write(batch, index)
    await writer.drain()
  }
  await writer.close()
  expect(writer.frames).toBe(5000)
  return unread ? [] : (await Promise.all(paths().map(numbersIn))).flat()
}

const paths = () =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
