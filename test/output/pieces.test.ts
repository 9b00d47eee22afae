import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexDump } from '../../src/output/describe/hex-dump.ts'
import { payloadWriter } from '../../src/output/describe/payload.ts'
import { pieceLength, writeWhole, type Pieces } from '../../src/output/pieces.ts'
import { printable } from '../../src/text/escape.ts'
import { TextBuffer } from '../../src/text/buffer.ts'
import type { Layers } from '../../src/packet/layers.ts'

/** The text of all pieces, and how many there were. */
function written(write: (text: TextBuffer) => Pieces): { all: string; pieces: string[] } {
  const whole = new TextBuffer()
  writeWhole(write(whole))
  const text = new TextBuffer()
  const pieces: string[] = []
  const take = () => {
    pieces.push(new TextDecoder().decode(text.written))
    text.clear()
  }
  for (const _ of write(text)) take()
  take()
  const all = new TextDecoder().decode(whole.written)
  expect(pieces.join('')).toBe(all)
  return { all, pieces }
}

/** A packet that is nothing but bytes that no protocol knows. */
const dataOnly = (bytes: Uint8Array) =>
  ({ count: 1, protocol: [0], start: [0], end: [bytes.length], bytes }) as unknown as Layers
const payload = (bytes: Uint8Array) => written((text) => payloadWriter('utf-8')(dataOnly(bytes), text))

test('a dump of many bytes comes in pieces, its offsets counted from the beginning', () => {
  const { all, pieces } = written((text) =>
    hexDump(new Uint8Array(2 * pieceLength + 5), 0, 2 * pieceLength + 5, true, text),
  )
  expect(pieces.length).toBe(3)
  expect(all.split('\n').slice(-2)).toEqual([
    `\t0x${(2 * pieceLength).toString(16)}:  0000 0000 00${' '.repeat(29)}.....`,
    '',
  ])
})

test('payload is divided into lines as they are, wherever its pieces end', () => {
  const parts = fc.constantFrom('\n', '\r\n', '\r', 'a', 'é', '€', '😀', '\t', ' '.repeat(40))
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 40 }), (texts, before) => {
      const text = `${'x'.repeat(pieceLength - before)}${texts.join('')}`
      const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
      expect(payload(new TextEncoder().encode(text)).all).toBe(lines.map((line) => `\t${printable(line)}\n`).join(''))
    }),
    { numRuns: 60 },
  )
})

test('payload with bytes of no encoding near its end is a dump as a whole', () => {
  const bytes = new Uint8Array(3 * pieceLength).fill(0x61)
  bytes[bytes.length - 9] = 0xff
  expect(payload(bytes).all).toMatch(/^\t0x0000: {2}6161/)
})

test('payload that ends within a character is text', () => {
  expect(payload(new Uint8Array([0x61, 0xe2, 0x82])).all).toBe('\ta\n')
})
