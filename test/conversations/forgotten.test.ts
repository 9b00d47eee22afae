/** Connections beyond the limit are forgotten, and what is used again for others has nothing of them. */
import { expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import type { Batch } from '../../src/files/batch.ts'
import { tcpFacts } from '../../src/protocols/index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { batchesOf, flag, type MadeSegment } from '../bench/made-batches.ts'

const shape = { isFromClient: true, flags: flag.ack, sequence: 1, acknowledgment: 1, length: 0 }
/** A segment in each of many connections, with a gap before the second half, so that both directions know something. */
function* connections(count: number): Generator<MadeSegment, void> {
  for (let client = 1; client <= count; client++)
    yield { ...shape, client, length: client % 3, sequence: client * 1000 }
}

function* conversation(client: number): Generator<MadeSegment, void> {
  const each = { ...shape, client }
  yield { ...each, flags: flag.syn, sequence: 0, acknowledgment: 0 }
  yield { ...each, isFromClient: false, flags: flag.syn | flag.ack, sequence: 0 }
  yield each
  yield { ...each, length: 100 }
  yield { ...each, sequence: 301, length: 100 }
  yield { ...each, isFromClient: false, acknowledgment: 101 }
  yield { ...each, isFromClient: false, acknowledgment: 101 }
  yield { ...each, sequence: 101, length: 200 }
  yield { ...each, isFromClient: false, flags: flag.fin | flag.ack, acknowledgment: 401 }
}

const layers = new Layers()
/** The facts of each segment, but for numbers that depend on what was before. */
function factsIn(batch: Batch): object[] {
  return Array.from({ length: batch.length }, (_, index) => {
    layers.decode(batch, index)
    const facts = layers.facts[2] as Record<string, unknown>
    const own = Object.keys(tcpFacts).filter((key) => !/stream|frame/i.test(key))
    return Object.fromEntries(own.map((key) => [key, facts[key]]))
  })
}

function factsAfter(others: number): { readonly facts: object[]; readonly follower: ConversationFollower } {
  const follower = new ConversationFollower({ again: false })
  for (const batch of batchesOf(connections(others), 2)) follower.follow(batch)
  const facts = [...batchesOf(conversation(0), 200)].flatMap((batch) => {
    follower.follow(batch)
    return factsIn(batch)
  })
  return { facts, follower }
}

test('a connection after many that were forgotten is as if it were the first', () => {
  const alone = factsAfter(0)
  const late = factsAfter(100_000)
  expect(late.facts).toEqual(alone.facts)
  expect(late.facts).toHaveLength(9)
  expect(alone.follower.left.conversations).toBe(0)
  expect(late.follower.left.conversations).toBeGreaterThanOrEqual(100_001 - (1 << 16))
})
