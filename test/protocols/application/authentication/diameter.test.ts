import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { overTcp, raw } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const hexOf = (text: string) => [...new TextEncoder().encode(text)].map((byte) => hex(byte, 2)).join('')
/** An attribute, padded to words; of a vendor, if one is given. */
const avp = (code: number, value: string, vendor?: number) => {
  const content = value.replace(/\s/g, '')
  const length = (vendor === undefined ? 8 : 12) + content.length / 2
  const head = `${hex(code, 8)}${vendor === undefined ? '40' : 'c0'}${hex(length, 6)}${vendor === undefined ? '' : hex(vendor, 8)}`
  return `${head}${content}${'00'.repeat((4 - (length & 3)) & 3)}`
}
const message = (flags: string, command: number, application: number, ...attributes: readonly string[]) => {
  const body = attributes.join('')
  return `01 ${hex(20 + body.length / 2, 6)} ${flags} ${hex(command, 6)} ${hex(application, 8)} 00000007 00000008 ${body}`
}
const session = avp(263, hexOf('a;1;2'))
const host = avp(264, hexOf('client.example.net'))
const exchange = message(
  '80',
  257,
  0,
  host,
  avp(296, hexOf('example.net')),
  avp(257, '0001 c0000201'),
  avp(257, '0002 20010db8000000000000000000000001'),
  avp(257, '0008 0102'),
  avp(266, '000028af'),
  avp(269, hexOf('test')),
  avp(265, '00000009'),
  avp(55, 'ed000000'),
)
const credit = message(
  'c0',
  272,
  4,
  session,
  host,
  avp(1, hexOf('bob')),
  avp(416, '00000001'),
  avp(443, avp(450, '00000000') + avp(444, hexOf('491701234567'))),
  avp(
    437,
    avp(413, avp(445, avp(447, 'fffffffffffffffe') + avp(429, 'ffffffff')) + avp(425, '000003d2')) +
      avp(421, '0000000000000400'),
  ),
  avp(1016, avp(515, '000003e8', 10415) + avp(1028, '00000009', 10415), 10415),
  avp(1, hexOf('x'), 9),
  avp(60000, '0102'),
)
const answer = (code: string) => message('00', 272, 4, avp(268, code), session)
const experimental = message('20', 316, 16777251, avp(297, avp(266, '000028af') + avp(298, '00001389')))
const lineOf = (payload: string) => summariesOf(packetOfHex(overTcp(40000, 3868, payload), raw), 'diameter')

describe('Diameter', () => {
  test.each([
    ['diameter-exchange', exchange],
    ['diameter-credit', credit],
  ])('tree of %s', (file, payload) => expectGolden(packetOfHex(overTcp(40000, 3868, payload), raw), file, 'diameter'))

  test.each([
    [exchange, 'Capabilities-Exchange Request, from client.example.net'],
    [
      credit,
      'Credit-Control Request, Diameter Credit Control, INITIAL_REQUEST, from client.example.net, user bob, session a;1;2',
    ],
    [answer('000007d1'), 'Credit-Control Answer, Diameter Credit Control, DIAMETER_SUCCESS, session a;1;2'],
    [answer('00001f40'), 'Credit-Control Answer, Diameter Credit Control, result 8000, session a;1;2'],
    [
      experimental,
      '3GPP-Update-Location Answer, 3GPP S6a/S6d, result 5001'.replace('result 5001', 'DIAMETER_AVP_UNSUPPORTED'),
    ],
    [message('80', 999, 77, avp(480, '00000009')), 'Command 999 Request, application 77, type 9'],
    [message('80', 271, 3, avp(480, '00000002')), 'Accounting Request, Diameter Base Accounting, START_RECORD'],
  ])('%#: says what it is', (payload, text) => expect(lineOf(payload)).toEqual([text]))

  test('groups hold attributes, to some depth', () => {
    const nested = Array.from({ length: 9 }).reduce<string>((inner) => avp(279, inner), avp(1, hexOf('deep')))
    const packet = packetOfHex(overTcp(40000, 3868, message('80', 272, 4, nested)), raw)
    expect(valuesOf(packet, 'diameter.avp.code')).toEqual(Array.from({ length: 4 }, () => 279))
    expect(valuesOf(packetOfHex(overTcp(40000, 3868, credit), raw), 'diameter.Value-Digits')).toEqual([-2n])
  })

  test('messages in several segments, and answers', () => {
    const bytes = bytesOf(credit + credit)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 10)],
        ['>', bytes.subarray(10)],
        ['<', bytesOf(answer('000007d1'))],
      ],
      { port: 3868 },
    )
    expect(
      packets.map(
        (packet) =>
          protocolsOf(packet)
            .split(':')
            .filter((name) => name === 'diameter').length,
      ),
    ).toEqual([0, 2, 1])
    expect(valuesOf(packets[2]!, 'diameter.answer_to')).toEqual([2])
  })

  test('what is not a message is data', () => {
    for (const text of ['02 000014', '01 000013', '01'])
      expect(protocolsOf(packetOfHex(overTcp(40000, 3868, text), raw))).toBe('raw:ip:tcp:data')
  })

  test('is safe', () => {
    expectSafe(
      bytesOf(overTcp(40000, 3868, message('80', 257, 0, avp(257, '0001 c0000201'), avp(266, '00000009', 9)))),
      raw,
    )
    expectSafe(bytesOf(overTcp(40000, 3868, answer('000007d1'))), raw)
  })
})
