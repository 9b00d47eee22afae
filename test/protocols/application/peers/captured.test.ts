import { describe, expect, test } from 'vitest'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { expectGolden, summariesOf } from '../../../support/packets.ts'

/** Two programs aria2, captures/scenes/peers.sh. */
const packets = followedPacketsOf('bittorrent.pcapng')
const packet = (number: number) => packets[number - 1]!

describe('bittorrent.pcapng', () => {
  test.each([
    [19, 'handshake'],
    [21, 'extended'],
    [23, 'requests'],
  ] as const)('tree of packet %i', (number, golden) =>
    expectGolden(packet(number), `captured-bittorrent-${golden}`, 'bittorrent'),
  )

  test('pieces over several segments', () =>
    expect([22, 24, 28, 33, 34].map((number) => summariesOf(packet(number), 'bittorrent'))).toEqual([
      ['Extended', 'Have All', 'Allowed Fast piece 1', 'Allowed Fast piece 2', 'Allowed Fast piece 0'],
      ['Piece piece 2, offset 0, 701 bytes'],
      ['Piece piece 1, offset 0, 4096 bytes'],
      ['Piece piece 0, offset 0, 4096 bytes', 'Unchoke'],
      ['Not Interested', 'Have All'],
    ]))
})
