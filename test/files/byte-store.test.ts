/** Bytes that are appended are found again, wherever chunks end. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteStore } from '../../src/files/random/byte-store.ts'
import { bytesOfBlob, bytesOfMemory, PagedBytes } from '../../src/files/random/random-bytes.ts'

const bytes = fc.uint8Array({ maxLength: 9000 })

test('what was appended is read, whole or in parts', () =>
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 12 }), fc.nat(40_000), fc.nat(40_000), (pieces, from, length) => {
      const store = new ByteStore()
      const places = pieces.map((piece) => store.append(piece))
      for (const [at, piece] of pieces.entries()) expect(store.read(places[at]!, piece.length)).toEqual(piece)
      const all = Uint8Array.from(pieces.flatMap((piece) => [...piece]))
      expect(store.length).toBe(all.length)
      if (from < all.length) expect(store.read(from, length)).toEqual(all.slice(from, from + length))
    }),
  ))

test('pages show the same bytes as the source', async () => {
  const source = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251)
  const kinds = [new PagedBytes(bytesOfMemory(source)), bytesOfBlob(new Blob([source]))]
  await fc.assert(
    fc.asyncProperty(fc.nat(210_000), fc.nat(150_000), async (from, length) => {
      for (const each of kinds)
        expect(Buffer.compare(await each.read(from, length), source.subarray(from, from + length))).toBe(0)
    }),
    { numRuns: 50 },
  )
})
