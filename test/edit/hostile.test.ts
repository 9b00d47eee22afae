/** Frames of any bytes are anonymised without an error, and keep their lengths. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { FrameAnonymiser } from '../../src/edit/anonymise/frame-anonymiser.ts'
import { bytesOf, framesIn } from '../support/packets.ts'
import { randomFrom } from '../support/random.ts'

const anonymisers = (['zero', 'random', 'cut', 'keep'] as const).map(
  (policy) => [policy, new FrameAnonymiser(new Uint8Array(32).fill(9), policy)] as const,
)
const frames = readdirSync('captures')
  .filter((name) => /\.pcap(?:ng)?$/.test(name))
  .flatMap((name) => framesIn(join('captures', name)))

test('whatever is changed or cut in frames', () => {
  const random = randomFrom(3)
  const batch = new Batch()
  for (let round = 0; round < 1500; round++) {
    const frame = frames[random(frames.length)]!
    const bytes = frame.bytes.slice(0, random(3) === 0 ? random(frame.capturedLength + 1) : frame.capturedLength)
    for (let changes = random(6); changes > 0 && bytes.length > 0; changes--) bytes[random(bytes.length)] = random(256)
    const linkType = random(8) === 0 ? random(300) : frame.linkType
    batch.hold(Frame.of(bytes, { linkType, originalLength: frame.originalLength }))
    for (const [policy, anonymiser] of anonymisers) {
      // What is written stays within the frame.
      const into = new Uint8Array(bytes.length + 32).fill(0xee)
      const before = bytes.slice()
      const length = anonymiser.write(batch, 0, into, 16)
      expect(policy === 'cut' ? length <= bytes.length : length === bytes.length).toBe(true)
      expect(into.subarray(0, 16).every((byte) => byte === 0xee)).toBe(true)
      expect(into.subarray(16 + bytes.length).every((byte) => byte === 0xee)).toBe(true)
      expect(bytes).toEqual(before)
    }
  }
})

test('a long frame of text is replaced in time that does not explode', () => {
  const batch = new Batch()
  const [, anonymiser] = anonymisers[0]!
  // Ethernet, IPv4 with the length to be filled in, TCP to port 80.
  const head = bytesOf(
    '020000000002020000000001 0800 450000000000400040060000c0000201c0000202 8000005000000001000000015018ffff00000000',
  )
  for (const filler of ['a', '1.', ':', '1:', '\u00ff', 'a ', '\r\n', '%41']) {
    const text = new TextEncoder().encode(`GET /${filler.repeat(60_000 / filler.length)} HTTP/1.1\r\n\r\n`)
    const bytes = new Uint8Array(head.length + text.length)
    bytes.set(head)
    bytes.set(text, head.length)
    new DataView(bytes.buffer).setUint16(16, bytes.length - 14)
    const into = new Uint8Array(bytes.length)
    const started = performance.now()
    anonymiser.write(batch.hold(Frame.of(bytes)), 0, into, 0)
    expect(performance.now() - started, filler).toBeLessThan(3000)
    // It was taken for a request.
    expect(new TextDecoder('latin1').decode(into.subarray(head.length, head.length + 5))).toBe('GET /')
  }
})
