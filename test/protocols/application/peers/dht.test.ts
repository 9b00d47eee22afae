import { describe, expect, test } from 'vitest'
import { followed, hexOf, raw, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const id = 'ab'.repeat(20)
const item = (bytes: string) => `${hexOf(`${bytesOf(bytes).length}:`)}${bytes}`
const node = `${id} c0000201 1ae1`.replaceAll(' ', '')
const node6 = `${id} 20010db8000000000000000000000001 1ae1`.replaceAll(' ', '')
const query = `${hexOf('d1:ad2:id')}${item(id)}${hexOf('9:info_hash')}${item(id)}${hexOf('e1:q9:get_peers1:t2:aa1:y1:qe')}`
const lists = `${hexOf('5:nodes')}${item(node + node)}${hexOf('6:nodes6')}${item(node6)}${hexOf('6:valuesl')}${item('c000020a1ae2')}`
const answer = `${hexOf('d1:rd2:id')}${item(id)}${lists}${hexOf('ee1:t2:aa1:y1:re')}`
const error = hexOf('d1:eli201e13:Generic Errore1:t2:aa1:y1:ee')
const packetWith = (payload: string) => packetOfHex(udp(6881, payload), raw)

describe('BitTorrent DHT', () => {
  test('tree of a request', () => expectGolden(packetWith(query), 'dht-request', 'bt-dht'))
  test('tree of a response', () => expectGolden(packetWith(answer), 'dht-response', 'bt-dht'))
  test.each([
    [query, `Request get_peers ${id} tid aa`],
    [answer, 'Response 3 nodes 1 peers tid aa'],
    [error, 'Error 201 Generic Error tid aa'],
  ])('line %#', (payload, line) => expect(summariesOf(packetWith(payload), 'bt-dht')).toEqual([line]))
  test('values', () => {
    expect(valuesOf(packetWith(answer), 'bt-dht.ip')).toEqual(['192.0.2.1', '192.0.2.1', '192.0.2.10'])
    expect(valuesOf(packetWith(answer), 'bt-dht.ip6')).toEqual(['2001:db8::1'])
    expect(valuesOf(packetWith(answer), 'bt-dht.port')).toEqual([0x1ae1, 0x1ae1, 0x1ae1, 0x1ae2])
    expect(valuesOf(packetWith(error), 'bt-dht.bencoded.int')).toEqual(['201'])
  })
  test.each(['d1:ad2:id3:abce1:t2:aae', 'd1:y1:q', 'd1:y1:xe', 'd1:y1:qeX', 'd1:yi1ee', `d1:y${'l'.repeat(100)}`])(
    'other bytes are not it: %s',
    (text) => expect(packetWith(hexOf(text)).dht).toBeUndefined(),
  )
  test('is safe', () => {
    expectSafe(bytesOf(udp(6881, answer)), raw)
    expectSafe(bytesOf(udp(6881, error)), raw)
  })
})

describe('uTP', () => {
  const syn = '41 02 5302 10eeb5b0 00000000 00000000 e7f5 0000 00 08 0000000000000000'
  const data = '01 00 5303 10eeb5b0 00000005 00100000 e7f6 49c6 0102'
  const packets = followed(udp(6881, syn), udp(6881, data))
  test('tree of a Syn', () => expectGolden(packets[0]!, 'utp-syn', 'bt-utp'))
  test('what follows a Syn', () =>
    expect(packets.map((packet) => summariesOf(packet, 'bt-utp'))).toEqual([
      ['Syn connection 21250, seq 59381, ack 0, win 0'],
      ['Data connection 21251, seq 59382, ack 18886, win 1048576, 2 bytes'],
    ]))
  test.each([
    ['data alone', data],
    ['a Syn that has more', `${syn} 00`],
    ['an extension that is too long', syn.replace('00 08', '00 09')],
    ['a version of others', syn.replace('41 02', '42 02')],
  ])('other bytes are not it: %s', (_, payload) => expect(packetWith(payload).utp).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(udp(6881, syn)), raw))
})
