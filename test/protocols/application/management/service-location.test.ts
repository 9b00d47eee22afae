import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'

const counted = (text: string) => text.length.toString(16).padStart(4, '0') + hexOf(text)
const message2 = (called: string, body: string) => {
  const length = bytesOf(body).length + 16
  return `02 ${called} ${length.toString(16).padStart(6, '0')} 2000 000000 0102 ${counted('en')} ${body}`
}
const request = message2('01', `0000 ${counted('service:printer')} ${counted('DEFAULT')} 0000 0000`)
const reply = message2('02', `0000 0001 00 ffff ${counted('service:printer:lpr://192.0.2.9')} 00`)
const refused = message2('02', '0002 0000')
const types = message2('09', `0000 ffff ${counted('DEFAULT')}`)
const request1 = `01 01 0020 40 00 656e 0003 0007 0000 ${counted('printer///(x=y)/')}`
const packet = (payload: string) => packetOfHex(datagram(427, payload), raw)

describe('SLP', () => {
  test('tree of a request', () => expectGolden(packet(request), 'srvloc', 'srvloc'))
  test('tree of a reply', () => expectGolden(packet(reply), 'srvloc-reply', 'srvloc'))

  test.each([
    [request, 'v2 Service Request, service:printer, id 258'],
    [reply, 'v2 Service Reply, service:printer:lpr://192.0.2.9, id 258'],
    [refused, 'v2 Service Reply, Protocol parse error, id 258'],
    [types, 'v2 Service Type Request, id 258'],
    [request1, 'v1 Service Request, id 7'],
  ])('says what it is', (payload, text) => expect(summariesOf(packet(payload), 'srvloc')).toEqual([text]))

  test('of version 1 has other sizes', () =>
    expect(packet(request1).serviceLocation).toMatchObject({ language: 'en', xid: 7, predicate: 'printer///(x=y)/' }))

  test('of all authorities names none', () =>
    expect(packet(types).serviceLocation).toMatchObject({
      authorityLength: 0xffff,
      authority: undefined,
      scopes: 'DEFAULT',
    }))

  test('is safe', () => {
    expectSafe(bytesOf(datagram(427, reply)), raw)
    expectSafe(bytesOf(datagram(427, request1)), raw)
  })
})
