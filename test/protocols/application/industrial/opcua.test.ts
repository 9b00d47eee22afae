import { describe, expect, test } from 'vitest'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const word = (value: number) => {
  const octets = Buffer.alloc(4)
  octets.writeInt32LE(value)
  return octets.toString('hex')
}
const string = (text: string) => `${word(text.length)} ${hexOf(text)}`
const none = 'ffffffff'
const message = (type: string, body: string) => `${hexOf(`${type}F`)} ${word(8 + bytesOf(body).length)} ${body}`
const packetWith = (type: string, body: string) => packetOfHex(tcp(4840, message(type, body)), raw)
const limits = `${word(0)} ${word(65536)} ${word(65536)} ${word(0)} ${word(0)}`
const request = (token: string) => `${token} 0000000000000000 ${word(1)} ${word(0)} ${none} ${word(10000)} 0000 00`
const answer = (result: string) => `01803ed5deb19d01 ${word(1)} ${result} 00 ${word(0)} 0000 00`
const open = `${word(7)} ${string('http://opcfoundation.org/UA/SecurityPolicy#None')} ${none} ${none} ${word(1)} ${word(1)} 0100 be01
  ${request('0000')} ${word(0)} ${word(0)} ${word(1)} ${none} ${word(3600000)}`
const opened = `${word(7)} ${string('http://opcfoundation.org/UA/SecurityPolicy#None')} ${none} ${none} ${word(1)} ${word(1)} 0100 c101
  ${answer(word(0))} ${word(0)} ${word(7)} ${word(8)} 01803ed5deb19d01 ${word(3600000)} ${none}`
const service = (id: string, body: string) => `${word(7)} ${word(8)} ${word(2)} ${word(2)} 0100 ${id} ${body}`

describe('OPC UA', () => {
  test('tree of an opening', () => expectGolden(packetWith('OPN', open), 'opcua-open', 'opcua'))
  test.each([
    ['HEL', `${limits} ${string('opc.tcp://server.example:4840/')}`, 'HEL opc.tcp://server.example:4840/'],
    ['HEL', `${limits} ${none}`, 'HEL'],
    ['ACK', limits, 'ACK'],
    ['ERR', `00007d80 ${string('busy')}`, 'ERR BadTcpServerTooBusy'],
    ['RHE', `${string('urn:a')} ${string('opc.tcp://a:4840')}`, 'RHE opc.tcp://a:4840'],
    ['OPN', open, 'OPN None OpenSecureChannelRequest id 1'],
    ['OPN', opened, 'OPN None OpenSecureChannelResponse id 1'],
    ['MSG', service('7702', request('02 0100 01020304')), 'MSG ReadRequest id 2'],
    ['MSG', service('7702', request(`03 0100 ${string('x')}`)), 'MSG ReadRequest id 2'],
    ['MSG', service('7702', request(`04 0100 ${'ab'.repeat(16)}`)), 'MSG ReadRequest id 2'],
    ['MSG', service('7702', request(`05 0100 ${string('x')}`)), 'MSG ReadRequest id 2'],
    ['MSG', service('8d01', answer('00001f80')), 'MSG ServiceFault id 2 BadUserAccessDenied'],
    ['MSG', service('ac01', `${request('0000')} ${string('opc.tcp://a')}`), 'MSG GetEndpointsRequest id 2'],
    ['MSG', `${word(7)} ${word(8)} ${'ab'.repeat(64)}`, 'MSG'],
    ['CLO', service('c401', request('0000')), 'CLO CloseSecureChannelRequest id 2'],
  ])('line of %s', (type, body, line) => expect(summariesOf(packetWith(type, body), 'opcua')).toEqual([line]))
  test('values', () => {
    expect(valuesOf(packetWith('OPN', opened), 'opcua.CreatedAt')).toEqual(['1970-01-01T00:00:00.000000100Z'])
    expect(valuesOf(packetWith('OPN', open), 'opcua.MessageSecurityMode')).toEqual([1])
  })
  test('other bytes are not it', () =>
    expect(packetOfHex(tcp(4840, `${hexOf('HELLO WORLD')} 00`), raw).opcua).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(tcp(4840, message('OPN', open))), raw))
})
