import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const head = '01 04 0001 0000 0a0b0c0d0e0f'
const hello = '01 1c 00 20 00 64 0000 00000bb8 00002710 0258 3840 0000 01 04 0a000001'
const hello6 = '01 28 00 10 00 64 0000 00000bb8 00002710 0258 3840 0000 02 10 20010db8000000000000000000000001'
const forwarder = '02 14 01 20 00 a7 64 00000000000000 0007b4000101'
const password = `03 08 01 04 ${hexOf('abcd')}`
const packet = (...parts: readonly string[]) => packetOfHex(datagram(3222, `${head} ${parts.join(' ')}`), raw)

describe('GLBP', () => {
  test.each([
    [[hello], 'group 1, Hello (Active), priority 100, 10.0.0.1'],
    [[hello6], 'group 1, Hello (Standby), priority 100, 2001:db8::1'],
    [[hello, forwarder], 'group 1, Hello (Active), priority 100, 10.0.0.1, forwarder 1 (Active), weight 100'],
    [['09 04 0102'], 'group 1'],
  ])('%s', (parts, line) => expect(summariesOf(packet(...parts), 'glbp')).toEqual([line]))
  test('tree', () => expectGolden(packet(hello, forwarder, password), 'glbp-hello', 'glbp'))
  test('authentication', () => {
    expect(valuesOf(packet(password), 'glbp.auth.plainpass')).toEqual(['abcd'])
    expect(valuesOf(packet(`03 18 03 14 00000001 ${'22'.repeat(16)}`), 'glbp.auth.md5chainindex')).toEqual([1])
  })
  test('other bytes are not it', () =>
    expect(packetOfHex(datagram(3222, '02 04 0001 0000 0a0b0c0d0e0f'), raw).glbp).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(datagram(3222, `${head} ${hello} ${forwarder} ${password}`)), raw))
})
