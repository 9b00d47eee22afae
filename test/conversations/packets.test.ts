import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openBytes } from '../../src/decode.ts'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { packets } from '../../src/filter/packets.ts'
import { Layers } from '../../src/packet/layers.ts'
import type { Packet } from '../../src/packet/packet.ts'

const capture = () => readFileSync('captures/dns.pcapng')

async function packetsOf(options: Parameters<typeof packets>[1]): Promise<Packet[]> {
  const found: Packet[] = []
  for await (const packet of packets(capture(), options)) found.push(packet)
  return found
}

describe('packets whose conversations are followed', () => {
  test('have messages over several segments, and keep them after their batch', async () => {
    const filter = 'tcp and dns.flags.response == 1'
    const followed = await packetsOf({ filter, conversations: true })
    const alone = await packetsOf({ filter })
    const joined = followed.filter((packet) => packet.layers().some(({ bytes }) => bytes !== packet.frame.memory))
    expect(joined.length).toBeGreaterThan(0)
    for (const packet of joined) expect(packet.dns?.cut).toBeUndefined()
    expect(alone.some((packet) => packet.dns?.cut !== undefined)).toBe(true)
  })

  test('know their stream, and answers their question', async () => {
    const [answer] = await packetsOf({ filter: 'udp.stream == 0 and dns.response_to', conversations: true })
    expect(answer?.udp?.facts?.stream).toBe(0)
    expect(answer?.dns?.facts?.requestIn).toBeLessThan(answer!.frame.number)
    expect(await packetsOf({ filter: 'udp.stream == 0' })).toEqual([])
  })
})

test('a batch is followed once, and shows the same at a second look', async () => {
  const layers = new Layers()
  const follower = new ConversationFollower()
  for await (const batch of await openBytes(capture())) {
    follower.follow(batch)
    const looks = [0, 1].map(() =>
      Array.from({ length: batch.length }, (_, index) => {
        const at = batch.length - 1 - index
        layers.decode(batch, at)
        return JSON.stringify(layers.views(), (_key, value: unknown) =>
          typeof value === 'bigint' ? `${value}` : value,
        )
      }),
    )
    expect(looks[1]).toEqual(looks[0])
    const { gains } = batch
    follower.follow(batch)
    expect(batch.gains).toBe(gains)
  }
})
