import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { readFileSync } from 'node:fs'

/** A batch of all frames of a capture. */
function batchOf(name: string): { batch: Batch; readAgain: () => void } {
  const bytes = new Uint8Array(readFileSync(`captures/${name}`))
  const { reader, position } = startReader(bytes, 0, bytes.length, name)!
  const batch = new Batch()
  const next = reader.read(bytes, position, bytes.length, batch)
  return {
    batch,
    readAgain: () => {
      reader.read(bytes, next, bytes.length, batch)
    },
  }
}

test('frames that are kept keep their numbers and everything else', () => {
  const { batch } = batchOf('http.pcapng')
  const before = [...batch]
  batch.keep((whole, index) => whole.number(index) % 3 === 0)
  expect([...batch]).toEqual(before.filter(({ number }) => number % 3 === 0))
})

test('what was thinned out can be thinned out again', () => {
  const { batch } = batchOf('http.pcapng')
  const before = [...batch]
  batch.keep((whole, index) => whole.number(index) % 2 === 0)
  batch.keep((whole, index) => whole.number(index) % 3 === 0)
  expect([...batch]).toEqual(before.filter(({ number }) => number % 6 === 0))
  batch.keep(() => false)
  expect(batch.length).toBe(0)
})

test('what is read next has its own numbers', () => {
  const { batch, readAgain } = batchOf('http.pcapng')
  const { length } = batch
  batch.keep((_whole, index) => index > 3)
  readAgain()
  expect(batch.number(0)).toBe(length + 1)
})
