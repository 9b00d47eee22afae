/** Frames out of the ring of a capturing thread: joined in order of time, at little more cost than those of one interface, and none forgotten. */
import { expect, test, vi } from 'vitest'
import { ByteRing } from '../../../src/capture/engines/libpcap/byte-ring.ts'
import { CaptureCounts } from '../../../src/capture/engines/libpcap/capture-counts.ts'
import { RingBatches } from '../../../src/capture/engines/libpcap/ring-batches.ts'
import { Batch } from '../../../src/files/batch.ts'
import { decodePcapHeader } from '../../../src/files/pcap/header.ts'
import { PcapReader } from '../../../src/files/pcap/reader.ts'

/** Milliseconds since 1970. */
const begin = Date.now()

test('an idle interface beside a busy one costs little', () => {
  const one = millisecondsFor(1)
  expect(millisecondsFor(2)).toBeLessThan(5 * one)
})

test('frames come in order of time, with their bytes and the drops before them', () => {
  const { ring, counts, batches } = capture(2)
  push(ring, 0, [1, 4, 5], 3, begin)
  push(ring, 1, [2, 3, 6], 0, begin)
  push(ring, 0, [7, 8], 2, begin + 6)
  for (const id of [0, 1]) counts.setComplete(id, begin + 8)
  const frames = all(batches)
  expect(frames.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(frames.map(({ byte }) => byte)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(frames.map(({ id }) => id)).toEqual([0, 1, 1, 0, 0, 1, 0, 0])
  expect(frames.map(({ drops }) => drops)).toEqual([3, 0, 0, 0, 0, 0, 2, 0])
  expect(batches.delivered).toEqual([5, 3])
  expect(batches.waiting).toBe(false)
})

test('a frame waits for other interfaces until nothing older can come from them', () => {
  const { ring, counts, batches } = capture(2)
  push(ring, 0, [5, 9], 0, begin)
  counts.setComplete(0, begin + 20)
  counts.setComplete(1, begin + 4)
  expect(all(batches)).toEqual([])
  expect(batches.waiting).toBe(true)
  counts.setComplete(1, begin + 6)
  expect(all(batches).map(({ at }) => at)).toEqual([5])
  push(ring, 1, [7], 0, begin + 6)
  expect(all(batches, true).map(({ at }) => at)).toEqual([7, 9])
})

test('what waits for a slow reader waits in the ring, which is bounded', () => {
  const { ring, counts, batches } = capture(2)
  for (let piece = 0; piece < 50; piece++) push(ring, 0, numbers(piece * 60, 60), 0, begin + piece * 60)
  for (const id of [0, 1]) counts.setComplete(id, begin + 3000)
  let taken = 0
  for (const batch = new Batch(); batches.take(batch, false); taken += batch.length)
    if (taken < 2000) expect(ring.empty).toBe(false)
  expect(taken).toBe(3000)
})

test('frames whose times lie ahead of the clock do not wait for good', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const { ring, counts, batches } = capture(2)
    push(ring, 0, [3_600_001, 3_600_002], 0, begin)
    for (const id of [0, 1]) counts.setComplete(id, begin)
    expect(all(batches)).toEqual([])
    vi.advanceTimersByTime(900)
    expect(all(batches)).toEqual([])
    vi.advanceTimersByTime(200)
    expect(all(batches).map(({ at }) => at)).toEqual([3_600_001, 3_600_002])
  } finally {
    vi.useRealTimers()
  }
})

test.each([1, 2])('of %d interfaces, frames tell of each drop that has a frame after it', (interfaces) => {
  const { ring, counts, batches } = capture(interfaces, 1 << 16)
  let [told, dropped, pushed, noted, frames] = [0, 0, 0, 0, 0]
  // The reader looks only now and then, so that the ring is full most of the time.
  for (let round = 0; round < 300; round++) {
    if (push(ring, 0, numbers(round * 10, 10), dropped - told, begin + round * 10)) {
      told = dropped
      pushed += 10
    } else {
      dropped += 10
    }
    for (let id = 0; id < interfaces; id++) counts.setComplete(id, begin + round * 10 + 10)
    if (round % 100 !== 99) continue
    for (const frame of all(batches)) {
      frames++
      noted += frame.drops
    }
  }
  expect(dropped).toBeGreaterThan(500)
  expect([frames, noted]).toEqual([pushed, told])
  // Those after the last frame are told by the next one.
  expect(told).toBeLessThan(dropped)
  push(ring, 0, [9000], dropped - told, begin + 9000)
  expect(all(batches, true).map(({ drops }) => drops)).toEqual([dropped - told])
})

/** Milliseconds for 50,000 frames of the first of so many interfaces, the least of three times. */
function millisecondsFor(interfaces: number): number {
  const { ring, counts, batches } = capture(interfaces)
  const batch = new Batch()
  let [least, at, frames] = [Infinity, 0, 0]
  for (let time = 0; time < 3; time++) {
    const start = performance.now()
    for (let piece = 0; piece < 800; piece++, at += 60) {
      push(ring, 0, numbers(at, 60), 0, begin + at)
      for (let id = 0; id < interfaces; id++) counts.setComplete(id, begin + at + 60)
      while (batches.take(batch, false)) frames += batch.length
    }
    least = Math.min(least, performance.now() - start)
  }
  expect(frames).toBe(3 * 800 * 60)
  return least
}

function capture(interfaces: number, capacity = 1 << 20) {
  const ring = new ByteRing(ByteRing.memory(capacity))
  const counts = new CaptureCounts(CaptureCounts.memory(interfaces))
  const readers = Array.from({ length: interfaces }, () => new PcapReader(decodePcapHeader(header(), 0)))
  return { ring, counts, batches: new RingBatches(ring, readers, counts, true) }
}

function header(): Uint8Array {
  const view = new DataView(new ArrayBuffer(24))
  view.setUint32(0, 0xa1b2c3d4, true)
  view.setUint16(4, 2, true)
  view.setUint16(6, 4, true)
  view.setUint32(16, 262_144, true)
  view.setUint32(20, 1, true)
  return new Uint8Array(view.buffer)
}

const recordLength = 16 + 64

/** Puts frames of 64 bytes into the ring that came so many milliseconds after `begin`, each with that number (modulo 256) as its first byte. */
function push(ring: ByteRing, id: number, times: readonly number[], drops: number, complete: number): boolean {
  const bytes = new Uint8Array(times.length * recordLength)
  const view = new DataView(bytes.buffer)
  times.forEach((after, place) => {
    const at = place * recordLength
    const time = begin + after
    view.setUint32(at, Math.floor(time / 1000), true)
    view.setUint32(at + 4, (time % 1000) * 1000, true)
    view.setUint32(at + 8, 64, true)
    view.setUint32(at + 12, 64, true)
    bytes[at + 16] = after
  })
  return ring.push(bytes, bytes.length, id, drops, complete)
}

const numbers = (from: number, length: number) => Array.from({ length }, (_, index) => from + index)

function all(batches: RingBatches, atEnd = false) {
  const frames: { readonly at: number; readonly byte: number; readonly id: number; readonly drops: number }[] = []
  for (const batch = new Batch(); batches.take(batch, atEnd);)
    for (let index = 0; index < batch.length; index++) {
      const frame = batch.frame(index)
      const at = Math.round(batch.seconds[index]! * 1000 + batch.nanoseconds[index]! / 1e6 - begin)
      const byte = batch.memory[batch.start[index]!]!
      frames.push({ at, byte, id: batch.interfaceId[index]!, drops: frame.dropCount ?? 0 })
    }
  return frames
}
