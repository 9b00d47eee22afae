import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => (value < 0 ? 2 ** 32 + value : value).toString(16).padStart(2 * size, '0')
const framed = (...parts: readonly string[]) => {
  const content = parts.join('').replace(/\s/g, '')
  return hex(content.length / 2, 4) + content
}
const string = (text: string) => hex(text.length, 4) + hexOf(text)
const connect = framed('00000000 0000000000000000 00007530 0000000000000000 00000010', '00'.repeat(16), '00')
const connected = framed('00000000 00007530 0100000000000001 00000010', '00'.repeat(16), '00')
const request = (xid: number, type: number, body = '') => framed(hex(xid, 4), hex(type, 4), body)
const response = (xid: number, error: number, body = '') => framed(hex(xid, 4), '0000000000000009', hex(error, 4), body)
const zxid = (value: number) => hex(value, 8)
const times = '0000018bcfe56800'.repeat(2)
const stat = `${zxid(1)}${zxid(2)}${times}00000001 00000000 00000000 ${zxid(0)} 00000005 00000000 ${zxid(1)}`
const acl = `00000001 0000001f ${string('world')} ${string('anyone')}`
const create = request(1, 1, `${string('/a')} ${string('data')} ${acl} 00000001`)

const said: readonly (readonly ['>' | '<', string, string])[] = [
  ['>', connect, 'Connect, timeout 30000 ms'],
  ['<', connected, 'Connected, timeout 30000 ms'],
  ['>', create, 'create, /a, xid 1'],
  ['<', response(1, 0, string('/a')), 'create response, /a, xid 1'],
  ['>', request(2, 4, `${string('/a')}01`), 'getData, /a, xid 2'],
  ['<', response(2, 0, `${string('data')}${stat}`), 'getData response, xid 2'],
  ['>', request(3, 12, `${string('/')}00`), 'getChildren2, /, xid 3'],
  ['<', response(3, 0, `00000001${string('a')}${stat}`), 'getChildren2 response, xid 3'],
  ['>', request(4, 2, `${string('/b')}ffffffff`), 'delete, /b, xid 4'],
  ['<', response(4, -101), 'delete response, no node, xid 4'],
  ['<', response(-1, 0, `00000003 00000003 ${string('/a')}`), 'notification, node data changed, /a'],
  ['>', request(-2, 11), 'ping'],
  ['<', response(-2, 0), 'ping response'],
  ['>', request(5, -11), 'closeSession, xid 5'],
  ['<', response(5, 0), 'closeSession response, xid 5'],
]

describe('ZooKeeper', () => {
  const packets = dialog(
    said.map(([side, bytes]): Said => [side, bytesOf(bytes)]),
    { port: 2181 },
  )
  test('lines of a session', () =>
    expect(packets.map((packet) => summariesOf(packet, 'zookeeper')[0])).toEqual(said.map(([, , line]) => line)))
  test('values and answers', () => {
    expect(valuesOf(packets[5]!, 'zookeeper.data')).toEqual([bytesOf(hexOf('data'))])
    expect(valuesOf(packets[5]!, 'zookeeper.response_to')).toEqual([5])
    expect(valuesOf(packets[7]!, 'zookeeper.child')).toEqual(['a'])
  })
  test('trees', async () => {
    await expectGolden(packets[2]!, 'zookeeper-create', 'zookeeper')
    await expectGolden(packets[5]!, 'zookeeper-data', 'zookeeper')
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(2181, '0a0b0c0d0e0f10110a0b0c0d0e0f1011'), raw))).toBe('raw:ip:tcp:data'))
  test('is safe', () => expectSafe(bytesOf(tcp(2181, create)), raw))
})
