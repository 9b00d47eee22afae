import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import type { CaptureError } from '../../../src/files/error.ts'
import { pcap } from '../../support/capture-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-large-'))
const path = join(folder, 'large.pcap')
/** Bytes, many times those of a read. */
const large = 16 << 20
const dbus = 231 // its frames may be larger than a chunk
let frames = 0

/** Frames of all lengths, one of them of three chunks. */
beforeAll(() => {
  const records: [number, number, Uint8Array][] = []
  for (let bytes = 0; bytes < large + (3 << 20); frames++) {
    const length = frames === 50 ? 3 << 20 : (frames * 7919) % 60_000
    records.push([frames, frames, new Uint8Array(length).fill(frames & 255)])
    bytes += length + 16
  }
  writeFileSync(path, pcap(records, { linkTypeWord: dbus }))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** All a file holds, as one hash, and the error that ended it. */
async function contentOf(file: string, reuseMemory: boolean) {
  const hash = createHash('sha256')
  let count = 0
  let failure: unknown
  const source = await openFile(file, { reuseMemory })
  try {
    for await (const batch of source)
      for (const frame of batch) {
        hash.update(`${frame.number} ${frame.seconds} ${frame.capturedLength}`).update(frame.bytes)
        count++
      }
  } catch (error) {
    failure = error
  }
  return { count, hash: hash.digest('hex'), bytesRead: source.bytesRead, failure }
}

describe('a large file, read into the same memory again and again,', () => {
  test('gives the same frames as one read into fresh memory', async () => {
    const reused = await contentOf(path, true)
    expect(reused).toEqual(await contentOf(path, false))
    expect(reused.count).toBe(frames)
  })

  test('gives what is before its damage, and says where that is', async () => {
    const cut = join(folder, 'cut.pcap')
    writeFileSync(
      cut,
      pcap(
        [
          [0, 0, new Uint8Array(large)],
          [1, 0, new Uint8Array(1000)],
        ],
        { linkTypeWord: dbus },
      ).subarray(0, -1),
    )
    const reused = await contentOf(cut, true)
    expect(reused).toEqual(await contentOf(cut, false))
    expect([reused.count, (reused.failure as CaptureError).code]).toEqual([1, 'truncated'])
  })

  test('gives also what is written to it meanwhile', async () => {
    const growing = join(folder, 'growing.pcap')
    writeFileSync(
      growing,
      pcap(
        Array.from({ length: 17 }, (_, second) => [second, 0, new Uint8Array(1 << 20).fill(1)] as const),
        { linkTypeWord: dbus },
      ),
    )
    const source = await openFile(growing, { reuseMemory: true })
    appendFileSync(growing, pcap([[17, 0, new Uint8Array(100)]], { linkTypeWord: dbus }).subarray(24))
    const seconds: number[] = []
    for await (const batch of source) for (const frame of batch) seconds.push(frame.seconds)
    expect(seconds).toEqual(Array.from({ length: 18 }, (_, second) => second))
  })

  test('ends quietly when it is closed while it is read', async () => {
    const source = await openFile(path, { reuseMemory: true })
    let batches = 0
    for await (const batch of source) {
      batches += Number(batch.length > 0)
      if (batches === 1) setImmediate(() => source.close())
    }
    expect(batches).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 50))
  })

  test.runIf(process.platform === 'linux')('is closed when the loop is left', async () => {
    const open = () => readdirSync('/proc/self/fd').length
    const before = open()
    for (let time = 0; time < 5; time++)
      for await (const batch of await openFile(path, { reuseMemory: true })) if (batch.length > 0) break
    await expect.poll(open).toBeLessThanOrEqual(before)
  })
})
