import { describe, expect, test } from 'vitest'
import { tcp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const padded = (text: string, size: number) => Buffer.from(text.padEnd(size, '\0')).toString('hex')
const message = (control: number, body: string) =>
  `${hex(12 + body.length / 2, 2)}0001 1a2b3c4d ${hex(control, 2)}0000 ${body}`
const packet = (control: number, ...parts: readonly string[]) =>
  packetOfHex(tcp(1723, message(control, parts.join('').replaceAll(' ', ''))), 101)
const sides = `00000003 00000002 0010 0100 ${padded('gate', 64)} ${padded('maker', 64)}`
const receiving = '0040 0000'

describe('PPTP', () => {
  test.each([
    [1, [`0100 0000 ${sides}`], 'Start-Control-Connection-Request, gate'],
    [2, [`0100 01 00 ${sides}`], 'Start-Control-Connection-Reply, gate'],
    [2, [`0100 04 04 ${sides}`], 'Start-Control-Connection-Reply, gate, result 4, no resource'],
    [3, ['03 000000'], 'Stop-Control-Connection-Request'],
    [4, ['01 00 0000'], 'Stop-Control-Connection-Reply'],
    [5, ['00000007'], 'Echo-Request, id 7'],
    [6, ['00000007 01 00 0000'], 'Echo-Reply, id 7'],
    [
      7,
      ['0005 0001 00000001 0000ffff 00000003 00000003', receiving, '0003 0000', padded('123', 64), padded('', 64)],
      'Outgoing-Call-Request, call 5',
    ],
    [8, ['0006 0005 01 00 0000 0000ffff', receiving, '00000000'], "Outgoing-Call-Reply, call 6, peer's call 5"],
    [
      9,
      ['0005 0001 00000001 00000002 0003 0000', padded('123', 64), padded('', 64), padded('', 64)],
      'Incoming-Call-Request, call 5',
    ],
    [10, ['0006 0005 03 00', receiving, '0000'], "Incoming-Call-Reply, call 6, peer's call 5, result 3"],
    [11, ['0005 0000 0000ffff', receiving, '00000001'], "Incoming-Call-Connected, peer's call 5"],
    [12, ['0005 0000'], 'Call-Clear-Request, call 5'],
    [13, ['0005 02 09 0001 0000', padded('none', 128)], 'Call-Disconnect-Notify, call 5, result 2, error 9'],
    [14, ['0005 0000', '00000001'.repeat(6)], "WAN-Error-Notify, peer's call 5"],
    [15, ['0005 0000 ffffffff 00000000'], "Set-Link-Info, peer's call 5"],
    [16, [''], 'message 16'],
  ])('message %i', (control, parts, line) => expect(summariesOf(packet(control, ...parts), 'pptp')).toEqual([line]))

  test('tree of a request', () => expectGolden(packet(1, `0100 0000 ${sides}`), 'pptp-request', 'pptp'))
  test('values of a call', () => {
    const call = packet(9, '0005 0001 00000001 00000002 0003 0000', padded('123', 64), padded('', 64), padded('', 64))
    expect(valuesOf(call, 'pptp.dialed_number')).toEqual(['123'])
    expect(valuesOf(call, 'pptp.physical_channel_id')).toEqual([2])
  })
  test('other bytes are not it', () =>
    expect(packetOfHex(tcp(1723, '000c 0001 1a2b3c4e 0005 0000'), 101).pptp).toBeUndefined())
  test('is safe', () =>
    expectSafe(bytesOf(tcp(1723, message(8, `00060005010000000000ffff${receiving.replace(' ', '')}00000000`))), 101))
})
