import { expect, test } from 'vitest'
import { ConversationTable } from '../../src/conversations/conversation-table.ts'

/** Packets of `count` flows, addresses and ports drawn from few, so that they are alike. */
test('finds every flow again, in both directions, however many there are', () => {
  const table = new ConversationTable()
  const bytes = new Uint8Array(64)
  const seen = new Map<string, number>()
  const place = (seed: number, at: number, length: number) => {
    for (let index = 0; index < length; index++)
      bytes[at + index] = index === length - 1 ? seed & 255 : index === 0 ? seed >> 8 : 0
  }
  for (let step = 0; step < 30_000; step++) {
    const length = step % 3 === 0 ? 16 : 4
    const [a, b, p, q] = [step % 7, (step >> 3) % 11, step % 101, 60_000 + (step % 97)]
    const protocol = step % 2 === 0 ? 6 : 17
    place(a, 0, length)
    place(b, 32, length)
    const forward = table.find(bytes, 0, 32, length, p, q, protocol)
    const upward = table.upward
    const key = `${length} ${protocol} ${[`${a}:${p}`, `${b}:${q}`].sort().join()}`
    expect(forward).toBe(seen.get(key) ?? -1)
    if (forward < 0) {
      table.add(seen.size)
      seen.set(key, seen.size)
    }
    expect(table.find(bytes, 32, 0, length, q, p, protocol)).toBe(seen.get(key))
    expect(table.upward).toBe(!upward)
  }
  expect(seen.size).toBeGreaterThan(5000)
})

test('a flow may get another number', () => {
  const table = new ConversationTable()
  const bytes = Uint8Array.of(192, 0, 2, 1, 192, 0, 2, 2)
  expect(table.find(bytes, 0, 4, 4, 1, 2, 6)).toBe(-1)
  table.add(0)
  expect(table.find(bytes, 4, 0, 4, 2, 1, 6)).toBe(0)
  table.replace(5)
  expect(table.find(bytes, 0, 4, 4, 1, 2, 6)).toBe(5)
  expect(table.find(bytes, 0, 4, 4, 1, 2, 17)).toBe(-1)
})
