import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const headed = 'HMSG a.b 9 _INBOX.x 22 27\r\nNATS/1.0\r\nBar: Baz\r\n\r\nhello\r\n'

describe('NATS', () => {
  test.each([
    ['INFO {"server_name":"s","version":"2.10"}\r\n', 'INFO s 2.10'],
    ['CONNECT {"name":"c","lang":"go","pass":"x"}\r\n', 'CONNECT c go'],
    ['PUB a.b 5\r\nhello\r\n', 'PUB a.b 5 bytes'],
    ['PUB a.b reply 0\r\n\r\n', 'PUB a.b reply reply 0 bytes'],
    ['HPUB a 12 17\r\nNATS/1.0\r\n\r\nhello\r\n', 'HPUB a 5 bytes'],
    ['SUB a.* workers 9\r\n', 'SUB a.* workers 9'],
    ['UNSUB 9 5\r\n', 'UNSUB 9'],
    ['MSG a.b 9 5\r\nhello\r\n', 'MSG a.b 9 5 bytes'],
    [headed, 'HMSG a.b 9 reply _INBOX.x 5 bytes'],
    ['PING\r\n', 'PING'],
    ['pong\r\n', 'PONG'],
    ['+OK\r\n', '+OK'],
    ["-ERR 'Unknown Protocol Operation'\r\n", "-ERR 'Unknown Protocol Operation'"],
  ])('%j', (said, line) => expect(summariesOf(packetOfHex(tcp(4222, hexOf(said)), raw), 'nats')).toEqual([line]))

  test('tree of a message', () =>
    expectGolden(packetOfHex(tcp(4222, hexOf('MSG a.b 9 _INBOX.x 5\r\nhello\r\n')), raw), 'nats-message', 'nats'))
  test('messages over segments', () => {
    const packets = dialog([['>', 'PING\r\nPUB a 1'], ['>', '0\r\n0123456789\r\n'], ['<', 'PONG\r\n']], { port: 4222 }) // prettier-ignore
    expect(packets.map((packet) => summariesOf(packet, 'nats'))).toEqual([['PING'], ['PUB a 10 bytes'], ['PONG']])
    expect(valuesOf(packets[2]!, 'nats.response_to')).toEqual([1])
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(4222, '0a0b0c0d0e0f1011'), raw))).toBe('raw:ip:tcp:data'))
  test('is safe', () => expectSafe(bytesOf(tcp(4222, hexOf(headed))), raw))
})
