import { expect, test } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { FrameRing } from '../../src/capture/writing/frame-ring.ts'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { LentFrames } from '../../src/files/poison.ts'

const poisoned = (bytes: Uint8Array) => bytes.every((octet) => octet === 0xa5)

/** The bytes of all frames of a file, taken while their batches were valid and looked at when the loop was over. */
async function windowsOf(path: string, reuseMemory: boolean): Promise<Uint8Array[]> {
  const windows: Uint8Array[] = []
  for await (const batch of await openFile(path, { reuseMemory })) for (const frame of batch) windows.push(frame.bytes)
  return windows
}

test.each(['captures/web.pcapng', 'captures/udp.pcap'])('%s: memory that is reused is overwritten', async (path) => {
  const windows = await windowsOf(path, true)
  expect(windows.length).toBeGreaterThan(1)
  expect(windows.filter(poisoned)).toHaveLength(windows.length)
  expect((await windowsOf(path, false)).filter(poisoned)).toHaveLength(0)
})

test('frames that were lent are overwritten when they are taken back, also those that a filter removed', () => {
  const memory = Uint8Array.of(1, 2, 3, 4, 5, 6)
  const batch = new Batch().hold(new Frame(1, 0, 0, 2, 2, 1, 0, memory, 1, 4, 5))
  const lent = new LentFrames()
  lent.lend(batch)
  batch.keep(() => false)
  expect(memory).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6))
  lent.takeBack()
  expect(memory).toEqual(Uint8Array.of(1, 0xa5, 0xa5, 4, 0xa5, 6))
})

test('the flight recorder overwrites a frame once the next is taken', () => {
  const kept = new FrameRing({})
  for (const octet of [1, 2]) kept.add(new Batch().hold(Frame.of(Uint8Array.of(octet, octet))), 0)
  const first = kept.take()!.frame(0).bytes
  expect(first).toEqual(Uint8Array.of(1, 1))
  const second = kept.take()!.frame(0).bytes
  expect(poisoned(first)).toBe(true)
  expect(second).toEqual(Uint8Array.of(2, 2))
})
