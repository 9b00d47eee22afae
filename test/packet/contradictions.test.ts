/** Fields that say of a whole frame what contradicts itself in it. */
import { expect, test } from 'vitest'
import { followedIn } from '../support/conversations.ts'
import { join, pcap } from '../support/capture-bytes.ts'
import { builtPackets } from '../support/built-packets.ts'

const udp = builtPackets['udp over ipv4']!
const values = (bytes: Uint8Array, originalLength = bytes.length) => {
  const [frame] = followedIn(pcap([[0, 0, bytes, originalLength]]), { passes: 1 })
  return ['_ws.malformed', '_ws.expert', '_ws.expert.message', '_ws.expert.severity'].map(
    (name) => frame!.values(name)[0],
  )
}

test('a packet that is as it should be has none', () =>
  expect(values(udp)).toEqual([undefined, undefined, undefined, undefined]))

test('notes are told in words, with the gravest', () => {
  const short = udp.slice()
  short[14 + 20 + 5] = 4
  const [, expert, message, severity] = values(short)
  expect([expert, message, severity]).toEqual([true, 'length below 8 bytes', 0x800000])
})

test('a header that ends too early on the wire is malformed; one that the capture cut is not', () => {
  const cut = join(udp.subarray(0, 14 + 12))
  expect(values(cut)[0]).toBe(true)
  expect(values(cut, udp.length)[0]).toBeUndefined()
})
