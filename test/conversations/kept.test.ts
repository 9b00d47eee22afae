/** What frames gained is kept in few bytes, and comes back as it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addHindsight } from '../../src/conversations/hindsight.ts'
import { Foresight } from '../../src/conversations/foresight.ts'
import { GainCodec } from '../../src/conversations/kept/gain-codec.ts'
import { SourceCache } from '../../src/conversations/kept/source-cache.ts'
import { Segment } from '../../src/conversations/tcp/segment.ts'
import type { Gain } from '../../src/packet/gain.ts'

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.bigInt(),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.record({ one: tie('value'), other: tie('value') }),
  ),
})).value

const facts = fc.array(fc.option(fc.record({ stream: value, time: value, frames: value }), { nil: undefined }))

test('facts of any kind come back', () =>
  fc.assert(
    fc.property(facts, fc.nat(), (given, number) => {
      const codec = new GainCodec()
      const first = codec.encode(number, { facts: [{ other: 1 }], changes: [] }).slice()
      const bytes = codec.encode(number, { facts: given as Gain['facts'], changes: [] }).slice()
      expect(codec.decode(number, bytes).facts).toEqual(given)
      expect(codec.decode(number, first).facts).toEqual([{ other: 1 }])
    }),
  ))

test('facts of segments come back as segments, in some 30 bytes', () => {
  const segment = new Segment(-5, 7, 16, 502, 0)
  segment.stream = 3
  segment.marks = 1
  const codec = new GainCodec()
  const bytes = codec.encode(9, { facts: [undefined, segment as never], changes: [] })
  expect(bytes.length).toBeLessThan(40)
  const [none, found] = codec.decode(9, bytes.slice()).facts
  expect(none).toBeUndefined()
  expect(found).toBeInstanceOf(Segment)
  expect(found).toEqual(segment)
  expect((found as unknown as Segment).retransmission).toBe(true)
})

test('sources are kept by how they are made, and facts that are their bytes refer to them', () => {
  const bytes = new Uint8Array(5000)
  const parts = [
    { frame: 7, layer: 2, from: 20, length: 2500 },
    { frame: 9, layer: 2, from: 20, length: 2500 },
  ]
  const source = { bytes, label: 'Reassembled TCP', frames: [7, 9], recipe: { kind: 'joined', parts } } as const
  const added = { protocol: 4, parent: 2, source, from: 0, to: 5000, originalTo: 5000 }
  const codec = new GainCodec()
  const changes = [{ at: 3 }, { at: Infinity, added }]
  const kept = codec.encode(9, { facts: [{ data: bytes }], changes }).slice()
  expect(kept.length).toBeLessThan(40)
  const found = codec.decode(9, kept)
  expect(found.changes).toEqual([{ at: 3 }, { at: Infinity, added: { ...added, source: 0 } }])
  expect(found.sources).toEqual([{ label: 'Reassembled TCP', length: 5000, recipe: source.recipe }])
  expect(found.references).toMatchObject([{ key: 'data', source: 0 }])
  expect(codec.decodeLayers(9, kept)).toEqual({ changes: found.changes, sources: found.sources })
})

describe('what is known only later', () => {
  test('belongs to a layer, in the order in which it was told, and can be taken back', () => {
    const known = new Foresight()
    known.tell(5, 2, { unanswered: true })
    known.tell(5, 3, { reassembledIn: 8 })
    known.tell(5, 2, { answeredIn: 7, unanswered: undefined })
    expect(known.of(4)).toEqual([])
    const told: object[] = [{ stream: 1 }]
    addHindsight(told as never, 5, known)
    expect(told).toEqual([{ stream: 1 }, undefined, { unanswered: undefined, answeredIn: 7 }, { reassembledIn: 8 }])
  })

  test('is not noted where nobody will ask', () => {
    const known = new Foresight(false)
    known.tell(5, 2, { answeredIn: 7 })
    known.tellConnection(1, 31, 5)
    expect([known.of(5), known.completeness, known.left]).toEqual([[], [], 0])
  })

  test('is left out beyond a limit, and counted', () => {
    const known = new Foresight()
    known.tell(1 << 26, 0, { answeredIn: 7 })
    expect([known.of(1 << 26), known.left]).toEqual([[], 1])
  })
})

test('sources that were made last are kept up to 32 MiB', () => {
  const cache = new SourceCache()
  const large = () => new Uint8Array(15 << 20)
  for (const frame of [1, 2]) cache.set(frame, 0, large())
  expect(cache.get(1, 0)).toBeDefined()
  cache.set(3, 0, large())
  expect([1, 2, 3].map((frame) => cache.get(frame, 0) !== undefined)).toEqual([true, false, true])
})
