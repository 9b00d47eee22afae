import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const unit = (type: number, word: string, body: string, version = 1) =>
  `${hex(version, 1)} ${hex(type, 1)} ${word} ${hex(8 + bytesOf(body).length, 4)} ${body}`
const packet = (message: string) => packetOfHex(tcp(323, message), raw)
const system = '0000fde8'
const report = unit(10, '0002', `00000008 0101000700000000 00000004 ${hexOf('nope')}`)

describe('RPKI to router', () => {
  test.each([
    [unit(0, '0007', '00000009'), 'Serial Notify, session 7, serial 9'],
    [unit(1, '0007', '00000009'), 'Serial Query, session 7, serial 9'],
    [unit(2, '0000', ''), 'Reset Query'],
    [unit(3, '0007', ''), 'Cache Response, session 7'],
    [unit(4, '0000', `01 18 20 00 c0000200 ${system}`), 'IPv4 Prefix, 192.0.2.0/24-32, AS 65000, announce'],
    [
      unit(6, '0000', `00 20 20 00 20010db8000000000000000000000000 ${system}`),
      'IPv6 Prefix, 2001:db8::/32, AS 65000, withdraw',
    ],
    [unit(7, '0007', '00000009', 0), 'End of Data, session 7, serial 9'],
    [unit(7, '0007', '00000009 00000e10 00000258 00001c20'), 'End of Data, session 7, serial 9'],
    [unit(8, '0000', ''), 'Cache Reset'],
    [unit(9, '0100', `${'00'.repeat(20)} ${system} 0500`), 'Router Key, AS 65000, announce'],
    [report, 'Error Report, No Data Available, "nope"'],
    [unit(11, '0100', `${system} 0000fde9`, 2), 'ASPA, AS 65000, announce'],
  ])('%s', (message, line) => expect(summariesOf(packet(message), 'rpkirtr')).toEqual([line]))
  test('tree of an error', () => expectGolden(packet(report), 'rpki-router-error', 'rpkirtr'))
  test('times of version 1', () =>
    expect(
      valuesOf(packet(unit(7, '0007', '00000009 00000e10 00000258 00001c20')), 'rpki-rtr.expire_interval'),
    ).toEqual([7200]))
  test('other bytes are not it', () => expect(packet(unit(5, '0000', '')).rpkiRouter).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(tcp(323, report)), raw))
})
