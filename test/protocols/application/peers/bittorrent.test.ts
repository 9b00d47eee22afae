import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

const handshake = `13 ${Buffer.from('BitTorrent protocol').toString('hex')} 0000000000100005 ${'ab'.repeat(20)} ${'2d'.repeat(20)}`

describe('BitTorrent', () => {
  const packets = dialog(
    [
      ['>', bytesOf(`${handshake} 00000005 04 00000002`)],
      ['<', bytesOf(`${handshake} 00000000 0000000d`)],
      ['<', bytesOf('06 00000001 00004000 00004000')],
      ['>', bytesOf('0000000b 07 00000001 00004000 0102')],
    ],
    { port: 6881 },
  )
  test('tree of a handshake', () => expectGolden(packets[0]!, 'bittorrent-handshake', 'bittorrent'))
  test('messages follow one another', () => {
    expect(packets.map((packet) => summariesOf(packet, 'bittorrent'))).toEqual([
      ['Handshake', 'Have piece 2'],
      ['Handshake', 'Keep-Alive'],
      ['Request piece 1, offset 16384, 16384 bytes'],
      ['Piece piece 1, offset 16384, 2 bytes'],
    ])
    expect(valuesOf(packets[3]!, 'bittorrent.piece.begin')).toEqual([0x4000])
  })
})
