/** How many conversations are remembered, and which. */
import { expect, test } from 'vitest'
import { LiveConversations } from '../../src/conversations/live-conversations.ts'
import { Layers } from '../../src/packet/layers.ts'
import { segment } from '../support/conversations.ts'

/** Looks a conversation up by its client port, and adds it if it is not there. */
function asking(conversations: LiveConversations<number>) {
  const layers = new Layers()
  return (port: number, side: 'client' | 'server' = 'client') => {
    const { bytes } = segment(side, 'A', 1, 1, { clientPort: port })
    layers.split(bytes, 0, bytes.length, bytes.length, rawIp)
    const known = conversations.find(layers, layers.count - 2, layers.count - 1)
    if (known === undefined) conversations.add(port)
    return known
  }
}
const rawIp = 101

test('those that were looked at least recently are forgotten, and counted', () => {
  const forgotten: number[] = []
  const conversations = new LiveConversations<number>(6, (each) => forgotten.push(each), 8)
  const ask = asking(conversations)
  for (let port = 1; port <= 100; port++) {
    expect(ask(port)).toBeUndefined()
    // One that goes on stays, seen from either side.
    expect(ask(1, port % 2 === 0 ? 'client' : 'server')).toBe(1)
  }
  expect(forgotten).not.toContain(1)
  expect(forgotten).toEqual([...new Set(forgotten)])
  expect(conversations.forgotten).toBe(forgotten.length)
  expect(forgotten.length).toBeGreaterThanOrEqual(100 - 8)
  expect(ask(2)).toBeUndefined()
  expect(ask(100)).toBe(100)
})

test('one may be remembered in place of another, also of one that was not looked at for long', () => {
  const conversations = new LiveConversations<number>(6, undefined, 8)
  const ask = asking(conversations)
  for (let port = 1; port <= 4; port++) ask(port)
  expect(ask(3)).toBe(3)
  conversations.replace(33)
  expect(ask(3)).toBe(33)
  expect(ask(2)).toBe(2)
})
