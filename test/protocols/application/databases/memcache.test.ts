import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const linesOf = (content: string) => summariesOf(packetOfHex(tcp(11211, content), raw), 'memcache')
const binary = (magic: number, operation: number, extras = '', key = '', value = '', status = 0) =>
  `${hex(magic, 1)}${hex(operation, 1)}${hex(key.length, 2)}${hex(extras.length / 2, 1)}00${hex(status, 2)}` +
  `${hex(extras.length / 2 + key.length + value.length / 2, 4)}00000007${'00'.repeat(8)}${extras}${hexOf(key)}${value}`
const set = binary(0x80, 1, '0000000100000e10', 'key', hexOf('value'))
const values = 'VALUE k 5 5 77\r\nhello\r\nVALUE l 0 1\r\nx\r\nEND\r\n'

describe('Memcached', () => {
  test.each([
    ['set k 5 60 5\r\nhello\r\n', 'set k'],
    ['cas k 0 0 2 77 noreply\r\nab\r\n', 'cas k'],
    ['get k l\r\n', 'get k l'],
    [values, 'VALUE k'],
    ['delete k\r\n', 'delete k'],
    ['incr n 5\r\n', 'incr n'],
    ['12\r\n', '12'],
    ['touch k 60\r\n', 'touch k'],
    ['stats slabs\r\n', 'stats slabs'],
    ['STAT pid 1\r\nEND\r\n', 'STAT pid 1'],
    ['VERSION 1.6\r\n', 'VERSION'],
    ['flush_all 10 noreply\r\n', 'flush_all'],
    ['STORED\r\n', 'STORED'],
    ['SERVER_ERROR out of memory\r\n', 'SERVER_ERROR'],
    ['mg k v t\r\n', 'mg k'],
    ['VA 2 f0\r\nab\r\n', 'VA'],
  ])('text %j', (said, line) => expect(linesOf(hexOf(said))).toEqual([line]))
  test.each([
    [set, 'Set Request key'],
    [binary(0x81, 1), 'Set Response'],
    [binary(0x81, 0, '00000001', '', hexOf('value')), 'Get Response'],
    [binary(0x81, 0, '', '', hexOf('Not found'), 1), 'Get Response: Key not found'],
    [binary(0x80, 5, `${'00'.repeat(19)}01`, 'n'), 'Increment Request n'],
    [binary(0x81, 5, '', '', '000000000000000d'), 'Increment Response'],
    [binary(0x80, 0x1c, '0000003c', 'k'), 'Touch Request k'],
    [binary(0x80, 0x21, '', 'PLAIN', '00610062'), 'SASL Authenticate Request PLAIN'],
    [binary(0x80, 0x3f), 'opcode 63 Request'],
  ])('binary %#', (bytes, line) => expect(linesOf(bytes)).toEqual([line]))

  test('trees', async () => {
    await expectGolden(packetOfHex(tcp(11211, set), raw), 'memcache-set', 'memcache')
    await expectGolden(packetOfHex(tcp(11211, hexOf(values)), raw), 'memcache-values', 'memcache')
  })
  test('values over segments, and answers', () => {
    const packets = dialog([['>', 'get k l\r\n'], ['<', values.slice(0, 20)], ['<', values.slice(20)]], { port: 11211 }) // prettier-ignore
    expect(packets.map((packet) => summariesOf(packet, 'memcache'))).toEqual([['get k l'], [], ['VALUE k']])
    expect(valuesOf(packets[2]!, 'memcache.value')).toEqual(['hello', 'x'])
    expect(valuesOf(packets[2]!, 'memcache.response_to')).toEqual([1])
  })
  test('over UDP', async () => {
    const packet = packetOfHex(udp(11211, `0001 0000 0001 0000 ${hexOf('stats\r\n')}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:memcache_udp:memcache')
    await expectGolden(packet, 'memcache-udp', 'memcache_udp')
    expect(summariesOf(packet, 'memcache_udp')).toEqual(['request 1, datagram 1 of 1'])
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(11211, '0a0b0c0d0e0f1011'), raw))).toBe('raw:ip:tcp:data'))
  test('is safe', async () => {
    expectSafe(bytesOf(tcp(11211, set)), raw)
    expectSafe(bytesOf(tcp(11211, hexOf(values))), raw)
  })
})
