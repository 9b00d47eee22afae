import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { overTcp, overUdp, raw } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex4 = (value: number) => value.toString(16).padStart(4, '0')
const sized = (head: string, body: string) => `${head} ${hex4(bytesOf(body).length)} ${body}`
const message = (type: string, ...tlvs: readonly string[]) => sized(type, `00000009 ${tlvs.join('')}`)
const pdu = (...messages: readonly string[]) => sized('0001', `c0000201 0000 ${messages.join('')}`)

const hello = pdu(
  message(
    '0100',
    sized('0400', '000f e000'),
    sized('0401', 'c0000201'),
    sized('0402', '00000007'),
    sized('8701', '40000000'),
  ),
)
const prefix = sized('0100', '02 0001 18 c63364')
const mapping = message('0400', prefix, sized('0200', '00000010'), sized('0103', '01'), sized('0104', 'c0000201'))
const start = message('0200', sized('0500', '0001 00b4 c0 05 1000 c0000202 0000'))
const addresses = message('0300', sized('0101', '0001 c0000201 c0000202'))
const shutdown = pdu(message('0001', sized('0300', '8000000a 00000000 0000')))
const tcp = (payload: string) => packetOfHex(overTcp(40000, 646, payload), raw)

describe('LDP', () => {
  test.each([
    ['ldp-hello', packetOfHex(overUdp(646, 646, hello), raw)],
    ['ldp-session', tcp(pdu(start, addresses, mapping))],
  ])('tree of %s', (file, packet) => expectGolden(packet, file, 'ldp'))

  test.each([
    [hello, 'Hello hold time 15 s transport 192.0.2.1'],
    [shutdown, 'Notification Shutdown'],
    [pdu(message('0001', sized('0300', '00000063 00000000 0000'))), 'Notification status 99'],
    [pdu(message('0001', sized('0300', '00000000 00000000 0000'))), 'Notification Success'],
    [
      pdu(start, addresses, mapping),
      'Initialization keepalive 180 s, Address 192.0.2.1 192.0.2.2, Label Mapping 198.51.100.0/24 label 16',
    ],
    [pdu(message('0402', sized('0100', '01'))), 'Label Withdraw Wildcard'],
    [pdu(message('0402', sized('0100', '02 0002 20 20010db8'))), 'Label Withdraw 2001:db8::/32'],
    [pdu(message('0400', sized('0100', '80 8005 08 00000001 0000000201040000'))), 'Label Mapping PWid'],
    [pdu(message('0400', sized('0100', '63 01'))), 'Label Mapping FEC 99'],
    [pdu(message('0404', prefix, sized('0600', '00000009'))), 'Label Abort Request 198.51.100.0/24'],
    [pdu(message('0300', sized('0101', '0002 20010db8000000000000000000000001'))), 'Address'],
    [pdu(message('0100', sized('0403', '20010db8000000000000000000000001'))), 'Hello transport 2001:db8::1'],
    [pdu(message('7f00')), 'message 0x7f00'],
    [
      pdu(...Array.from({ length: 6 }, () => message('0201'))),
      'Keep Alive, Keep Alive, Keep Alive, Keep Alive and 2 more',
    ],
  ])('%#: says what it is', (payload, text) => expect(summariesOf(tcp(payload), 'ldp')).toEqual([text]))

  test('messages in several segments', () => {
    const bytes = bytesOf(pdu(start) + pdu(mapping))
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 10)],
        ['>', bytes.subarray(10)],
      ],
      { port: 646 },
    )
    expect(packets.flatMap((packet) => summariesOf(packet, 'ldp'))).toHaveLength(2)
    expect(valuesOf(packets[1]!, 'ldp.msg.tlv.generic.label')).toEqual([16])
  })

  test('what is not LDP is data', () => {
    for (const text of ['0002 0010', '0001 0005', '0001']) expect(protocolsOf(tcp(text))).toBe('raw:ip:tcp:data')
  })

  test('is safe', () => {
    expectSafe(bytesOf(overUdp(646, 646, hello)), raw)
    expectSafe(bytesOf(overTcp(40000, 646, pdu(addresses))), raw)
  })
})
