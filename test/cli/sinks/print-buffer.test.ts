/** Text that waits for a slow reader: in order, bounded, and counted where it was never written. */
import { expect, test } from 'vitest'
import { BufferedPrinter } from '../../../src/cli/sinks/buffered-printer.ts'
import { PrintBuffer } from '../../../src/cli/sinks/print-buffer.ts'
import { Batch, batchCapacity } from '../../../src/files/batch.ts'
import type { Output } from '../../../src/output/output.ts'

/** A sink that writes when it is told to. */
function slowSink() {
  const written: string[] = []
  let release = () => {}
  return {
    immediate: false,
    written,
    next: async () => {
      release()
      await new Promise((resolve) => setImmediate(resolve))
    },
    write: (bytes: Uint8Array) =>
      new Promise<void>((resolve) => {
        release = () => {
          written.push(new TextDecoder().decode(bytes))
          resolve()
        }
      }),
    close() {},
  }
}

const text = (value: string) => new TextEncoder().encode(value)

test('text is written in order, whatever becomes of the memory it came in', async () => {
  const sink = slowSink()
  const buffer = new PrintBuffer(sink, () => {})
  for (const value of ['a', 'b', 'c', 'd']) {
    const bytes = text(value)
    buffer.add(bytes, 1)
    bytes.fill(0)
  }
  expect(buffer.packets).toBe(4)
  await sink.next()
  expect([sink.written.join(''), buffer.packets]).toEqual(['a', 3])
  await sink.next()
  expect([sink.written.join(''), buffer.packets]).toEqual(['abcd', 0])
  expect(await buffer.finish(new Promise(() => {}))).toBe(true)
})

test('a reader that does not read is given up a second after the user wants to end, not before', async () => {
  const buffer = new PrintBuffer(slowSink(), () => {})
  buffer.add(text('never'), 7)
  let interrupt = () => {}
  const finishing = buffer.finish(new Promise<void>((resolve) => (interrupt = resolve)))
  const early = await Promise.race([finishing, new Promise((resolve) => setTimeout(resolve, 1300, 'waits'))])
  expect(early).toBe('waits')
  interrupt()
  expect(await finishing).toBe(false)
  expect(buffer.packets).toBe(7)
})

test('a failure is told once, and what comes after it is not kept', async () => {
  let failures = 0
  const gone = new Error('gone')
  const sink = { ...slowSink(), write: () => Promise.reject(gone) }
  const buffer = new PrintBuffer(sink, () => failures++)
  buffer.add(text('a'), 1)
  expect(await buffer.finish(new Promise(() => {}))).toBe(true)
  buffer.add(text('b'), 1)
  expect([buffer.failure, failures, buffer.full]).toEqual([gone, 1, true])
})

test('beyond 16 MiB of text packets are left out, and printed again when there is room', async () => {
  const sink = slowSink()
  let shown = 0
  const line = 'x'.repeat(1023) + '\n'
  const output: Output = { packet: (_batch, _index, to) => (shown++, to.text(line)) }
  const printer = new BufferedPrinter(output, 'batch', sink, {})
  const batch = new Batch()
  batch.length = batchCapacity
  for (let round = 0; round < 40; round++) printer.take(batch)
  expect(shown).toBe(16 * 1024)
  while (sink.written.join('').length < shown * 1024) await sink.next()
  printer.take(batch)
  expect(shown).toBe(17 * 1024)
})
