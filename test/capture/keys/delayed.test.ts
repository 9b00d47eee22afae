import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { delayed } from '../../../src/capture/keys/delayed.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'

/** One memory for all batches, as a live capture has it. */
function batchOf(memory: Uint8Array, number: number, length = 1): Batch {
  memory.fill(number)
  return new Batch().hold(Frame.of(memory.subarray(0, length), { number }))
}

async function* source(count: number, milliseconds: number, length = 1): AsyncGenerator<Batch> {
  const memory = new Uint8Array(length)
  for (let number = 1; number <= count; number++) {
    yield batchOf(memory, number, length)
    memory.fill(0)
    await sleep(milliseconds)
  }
}
const nothing = async () => {}

describe('batches a moment later', () => {
  test('come as they were, each after the time', async () => {
    const began = performance.now()
    const seen: (readonly [number, number | undefined, number])[] = []
    for await (const batch of delayed(source(3, 40), 100, nothing))
      for (const { number, bytes } of batch) seen.push([number, bytes[0], performance.now() - began])
    expect(seen.map(([number, byte]) => [number, byte])).toEqual([1, 2, 3].map((number) => [number, number]))
    expect(seen[0]![2]).toBeGreaterThanOrEqual(99)
    // The source ends after 120 ms.
    expect(seen[2]![2]).toBeLessThan(1000)
  })

  test('come at once where the source ends, and before its error', async () => {
    const began = performance.now()
    const seen: number[] = []
    async function* failing() {
      yield* source(2, 0)
      throw new Error('broken')
    }
    await expect(
      (async () => {
        for await (const batch of delayed(failing(), 10_000, nothing)) seen.push(batch.number(0))
      })(),
    ).rejects.toThrow('broken')
    expect(seen).toEqual([1, 2])
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('do not wait where their memory is needed', async () => {
    const seen: number[] = []
    for await (const batch of delayed(source(5, 0, 10 << 20), 600_000, nothing)) {
      seen.push(batch.number(0))
      if (seen.length === 1) break
    }
    expect(seen).toEqual([1])
  })

  test('stop the source where the loop is left', async () => {
    let isStopped = false
    async function* endless() {
      yield* source(1, 0)
      await new Promise(() => {})
    }
    const stop = async () => {
      isStopped = true
    }
    for await (const _ of delayed(endless(), 1, stop)) break
    expect(isStopped).toBe(true)
  })
})
