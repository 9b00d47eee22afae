import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { bytesOf, join, pcapngBlocks, readCapture } from '../support/capture-bytes.ts'

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
const { section, packet, option, ...blocks } = pcapngBlocks()
const capture = join(
  section(),
  blocks.interface(1, 0),
  packet(0, 1_000_000n, ping, 90, option(1, 'the first')),
  packet(0, 2_000_000n, ping, 14, option(1, 'the second')),
)
const framesOf = () => readCapture(capture).frames

describe('a frame', () => {
  test('is copied with its bytes and options', () => {
    const [, second] = framesOf()
    const copy = second!.copy()
    second!.memory.fill(0xa5)
    expect(copy).toMatchObject({
      number: 2,
      seconds: 2,
      capturedLength: 14,
      originalLength: 14,
      comments: ['the second'],
    })
    expect(copy.bytes).toEqual(ping)
    expect(copy.memory.buffer.byteLength).toBeLessThan(60)
    const again = copy.copy()
    expect([again.bytes, again.comments]).toEqual([ping, ['the second']])
    expect(again.memory).not.toBe(copy.memory)
  })

  test('without options is copied too, cut or empty', () => {
    const copy = Frame.of(ping, { originalLength: 90, linkType: 101, seconds: 5 }).copy()
    expect(copy).toMatchObject({ originalLength: 90, linkType: 101, seconds: 5, comments: [] })
    expect(copy.memory).toEqual(ping)
    expect(Frame.of(new Uint8Array(0)).copy().bytes).toEqual(new Uint8Array(0))
  })

  test('takes its own bytes along when it is cloned, never those of its batch', () => {
    const memory = new Uint8Array(1 << 20)
    const batch = new Batch().hold(new Frame(7, 1, 2, 14, 14, 1, 0, memory, 100))
    memory.set(ping, 100)
    const clone = structuredClone(batch.frame(0))
    expect(clone).toMatchObject({ number: 7, seconds: 1, nanoseconds: 2, linkType: 1, ownBytes: undefined })
    expect(Object.values(clone).some((value) => ArrayBuffer.isView(value))).toBe(false)
    expect(JSON.stringify(batch.frame(0)).length).toBeLessThan(300)

    const copied = structuredClone(batch.frame(0).copy())
    expect(copied.ownBytes!.buffer.byteLength).toBe(14)
    const revived = Frame.of(copied.ownBytes!, copied)
    expect(revived).toMatchObject({ number: 7, seconds: 1, nanoseconds: 2, originalLength: 14, linkType: 1 })
    expect(revived.bytes).toEqual(ping)
  })
})
