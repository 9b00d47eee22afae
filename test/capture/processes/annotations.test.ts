import { describe, expect, test } from 'vitest'
import { annotated } from '../../../src/capture/processes/annotate.ts'
import { ProcessAnnotations } from '../../../src/capture/processes/annotations.ts'
import type { Flow, FlowOwners, Process } from '../../../src/capture/processes/owner.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { processOf } from '../../../src/packet/frame-fields.ts'
import { bytesOf } from '../../support/packets.ts'

const curl: Process = { pid: 1234, name: 'curl', command: 'curl http://a.test/', user: 1000, bestEffort: false }
const dig: Process = { pid: 77, name: 'dig', command: 'dig a.test', user: undefined, bestEffort: true }

/** An Ethernet frame of UDP, or a fragment of it. */
const udp = (port: number, { flags = '0000', id = 1, size = 20 } = {}) =>
  Frame.of(
    bytesOf(`020000000002 020000000001 0800
  45 00 ${hex(28 + size)} ${hex(id)} ${flags} 40 11 0000 0a000001 0a000002 ${hex(port)} 0035 ${hex(8 + size)} 0000 ${'ab'.repeat(size)}`),
  )
const syn = (port: number) =>
  Frame.of(
    bytesOf(
      `020000000002 020000000001 0800 45 00 0028 0001 0000 40 06 0000 0a000001 0a000002 ${hex(port)} 0050 00000000 00000000 5002 0000 0000 0000`,
    ),
  )
const hex = (number: number) => number.toString(16).padStart(4, '0')

/** Frames in one memory, some with options. */
function batchOf(frames: readonly Frame[], options: Readonly<Record<number, Uint8Array>> = {}): Batch {
  const batch = new Batch()
  batch.memory = new Uint8Array(10_000)
  let at = 100
  for (const [index, frame] of frames.entries()) {
    const own = options[index] ?? new Uint8Array(0)
    const memory = Uint8Array.from([...frame.bytes, ...own])
    const end = frame.capturedLength
    const from = new Batch().hold(
      new Frame(
        index + 1,
        1,
        0,
        end,
        end,
        1,
        0,
        memory,
        0,
        own.length > 0 ? end : 0,
        own.length > 0 ? memory.length : 0,
        true,
      ),
    )
    at = batch.copyFrame(index, from, 0, at)
  }
  batch.length = frames.length
  return batch
}

function ownersOf(byPort: Record<number, Process>): FlowOwners & { asked: Flow[]; closed: boolean } {
  return {
    asked: [],
    closed: false,
    ownerOf(flow) {
      this.asked.push(flow)
      return byPort[flow.sourcePort]
    },
    close() {
      this.closed = true
    },
  }
}

const pidsIn = (batch: Batch) => Array.from({ length: batch.length }, (_, index) => processOf(batch, index)?.pid)

describe.each([true, false])('labels, memory used again: %s', (reuse) => {
  test('each frame of a known flow has its process, and its bytes as before', () => {
    const owners = ownersOf({ 1: curl, 2: dig })
    const labels = new ProcessAnnotations(owners, reuse)
    const frames = [udp(1), udp(3), udp(2, { size: 21 }), udp(1, { size: 400 }), udp(2)]
    for (let round = 0; round < 3; round++) {
      const batch = batchOf(frames)
      labels.label(batch, 1000 + round)
      expect(pidsIn(batch)).toEqual([1234, undefined, 77, 1234, 77])
      expect(Array.from(batch, ({ bytes }) => bytes.slice())).toEqual(frames.map(({ bytes }) => bytes))
      expect(batch.frame(0).process).toEqual(curl)
      expect(batch.frame(2).process).toEqual(dig)
    }
    // Frames of one process share one text.
    const batch = batchOf(frames)
    labels.label(batch, 1004)
    expect(batch.optionsStart[3]).toBe(batch.optionsStart[0])
    expect(owners.asked.map(({ sourcePort }) => sourcePort)).toEqual([1, 3, 2])
  })

  test('a batch in which nobody is known is left as it is', () => {
    const batch = batchOf([udp(3), udp(4)])
    const { memory } = batch
    new ProcessAnnotations(ownersOf({}), reuse).label(batch, 1)
    expect(batch.memory).toBe(memory)
    expect(pidsIn(batch)).toEqual([undefined, undefined])
  })

  test('options that were there stay', () => {
    const lost = Uint8Array.from([4, 0, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    const comment = Uint8Array.from([1, 0, 3, 0, ...new TextEncoder().encode('hey'), 0, 0, 0, 0, 0])
    const batch = batchOf([udp(1), udp(3), udp(2), udp(1)], { 0: lost, 1: comment, 2: comment })
    new ProcessAnnotations(ownersOf({ 1: curl, 2: dig }), reuse).label(batch, 1)
    expect(Array.from(batch, ({ dropCount }) => dropCount)).toEqual([5, undefined, undefined, undefined])
    expect(pidsIn(batch)).toEqual([1234, undefined, 77, 1234])
    expect(batch.frame(1).comments).toEqual(['hey'])
    expect(batch.frame(2).comments).toEqual(['hey', 'process: dig, pid 77, best effort, command: dig a.test'])
  })

  test('who is unknown is asked for again after a while, and who is known stays so', () => {
    const byPort: Record<number, Process> = {}
    const labels = new ProcessAnnotations(ownersOf(byPort), reuse)
    const at = (time: number) => {
      const batch = batchOf([udp(1)])
      labels.label(batch, time)
      return pidsIn(batch)[0]
    }
    expect(at(1000)).toBeUndefined()
    byPort[1] = curl
    expect(at(1050)).toBeUndefined()
    expect(at(1101)).toBe(1234)
    delete byPort[1]
    expect(at(5000)).toBe(1234)
    byPort[1] = dig
    expect(at(7000)).toBe(77)
  })

  test('a new connection may be somebody else’s', () => {
    const byPort: Record<number, Process> = { 9: curl }
    const labels = new ProcessAnnotations(ownersOf(byPort), reuse)
    const pid = () => {
      const batch = batchOf([syn(9)])
      labels.label(batch, 1000)
      return pidsIn(batch)[0]
    }
    expect(pid()).toBe(1234)
    byPort[9] = dig
    expect(pid()).toBe(77)
    delete byPort[9]
    expect(pid()).toBeUndefined()
  })

  test('fragments are those of who sent the first', () => {
    const labels = new ProcessAnnotations(ownersOf({ 1: curl, 43981: dig }), reuse)
    const batch = batchOf([
      udp(0xabab, { flags: '0002', id: 7 }),
      udp(1, { flags: '2000', id: 7 }),
      udp(0xabab, { flags: '2002', id: 7 }),
      udp(0xabab, { flags: '0004', id: 7 }),
      udp(0xabab, { flags: '0002', id: 8 }),
    ])
    labels.label(batch, 1)
    expect(pidsIn(batch)).toEqual([undefined, 1234, 1234, 1234, undefined])
    const late = batchOf([udp(0xabab, { flags: '0004', id: 7 })])
    labels.label(late, 40_000)
    expect(pidsIn(late)).toEqual([undefined])
  })
})

test('batches of a big-endian machine have big-endian labels', () => {
  const labels = new ProcessAnnotations(ownersOf({ 1: curl }), true)
  for (const littleEndian of [false, true, false]) {
    const batch = batchOf([udp(1)])
    batch.littleEndian = littleEndian
    labels.label(batch, 1)
    expect(batch.frame(0).process).toEqual(curl)
  }
})

test('a labelled capture is the capture with names', async () => {
  const owners = ownersOf({ 1: curl })
  class Made {
    readonly name = 'made'
    closed = 0
    private stopped = false
    get engine(): string {
      return 'none'
    }
    stop(): void {
      this.stopped = true
    }
    wasStopped(): boolean {
      return this.stopped
    }
    async close(): Promise<void> {
      this.closed++
    }
    async *[Symbol.asyncIterator]() {
      yield batchOf([udp(1), udp(2)])
    }
  }
  const made = new Made()
  const capture = annotated(made as never, owners) as unknown as Made
  const pids: unknown[] = []
  for await (const batch of capture) pids.push(...pidsIn(batch))
  expect(pids).toEqual([1234, undefined])
  expect(owners.closed).toBe(true)
  capture.stop()
  expect([capture.name, capture.engine, capture.wasStopped(), made.wasStopped()]).toEqual(['made', 'none', true, true])
  await capture.close()
  expect([made.closed, owners.closed]).toEqual([1, true])
})

test('a labelled capture that cannot be closed has closed the owners', async () => {
  const owners = ownersOf({})
  const capture = annotated({ close: () => Promise.reject(new Error('busy')) } as never, owners) as unknown as {
    close(): Promise<void>
  }
  await expect(capture.close()).rejects.toThrow('busy')
  expect(owners.closed).toBe(true)
})
