import { expect, test } from 'vitest'
import { ConversationHash } from '../../src/conversations/conversation-hash.ts'
import { ConversationTable } from '../../src/conversations/conversation-table.ts'

const hashOf = (hash: ConversationHash, ...[first = 0, second = 0, third = 0, fourth = 0]: readonly number[]) => {
  hash.start(first, second)
  hash.add(third, fourth)
  return hash.end()
}

test('the hash depends on the key and on every word', () => {
  const one = new ConversationHash(Int32Array.of(1, 2))
  const other = new ConversationHash(Int32Array.of(1, 3))
  const words = [5, 6, 7, 8]
  const base = hashOf(one, ...words)
  expect(hashOf(one, ...words)).toBe(base)
  expect(hashOf(other, ...words)).not.toBe(base)
  for (const at of words.keys())
    for (let bit = 0; bit < 32; bit++) expect(hashOf(one, ...words.with(at, words[at]! ^ (1 << bit)))).not.toBe(base)
})

test('two tables have different keys', () => {
  expect(hashOf(new ConversationHash(), 1, 2, 3, 4)).not.toBe(hashOf(new ConversationHash(), 1, 2, 3, 4))
})

/** Addresses chosen so that an unkeyed combination by exclusive or and multiplication has one value for all of them. */
test('addresses that collide without a key are spread, and found again', () => {
  const inverse = (constant: number) => {
    let result = constant
    for (let step = 0; step < 5; step++) result = Math.imul(result, 2 - Math.imul(constant, result))
    return result
  }
  const factor = inverse(0x85ebca6b)
  const table = new ConversationTable()
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  const find = (number: number) => {
    view.setInt32(0, number)
    view.setInt32(4, Math.imul(0x12345678 ^ number, factor))
    return table.find(bytes, 0, 4, 4, 1000, 80, 6)
  }
  const rounds = 20_000
  for (let number = 0; number < rounds; number++) {
    expect(find(number)).toBe(-1)
    table.add(number)
  }
  for (let number = 0; number < rounds; number++) expect(find(number)).toBe(number)
})
