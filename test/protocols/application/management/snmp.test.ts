import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { dialog } from '../../../support/dialog.ts'
import { expectSafe } from '../../../support/safe.ts'
import { integer, octets, oid, tlv } from './ber.ts'
import { datagram, raw } from '../../../support/raw-frames.ts'

const uptime = '1.3.6.1.2.1.1.3.0'
const sequence = (...contents: readonly string[]) => tlv(0x30, ...contents)
const variable = (name: string, value: string) => sequence(oid(name), value)
const pdu = (tag: number, ...variables: readonly string[]) =>
  tlv(tag, integer(77), integer(0), integer(0), sequence(...variables))
const message = (content: string, version = 1) => sequence(integer(version), octets('public'), content)
const empty = tlv(5)

const request = message(pdu(0xa0, variable(uptime, empty)))
const reply = message(
  pdu(
    0xa2,
    variable(uptime, integer(9010203, 0x43)),
    variable('1.3.6.1.2.1.1.5.0', octets('router\nsecond line')),
    variable('1.3.6.1.2.1.2.2.1.6.3', tlv(4, '02c000020001')),
    variable('1.3.6.1.2.1.1.2.0', oid('1.3.6.1.4.1.8072.3.2.10')),
    variable('1.3.6.1.2.1.4.20.1.1.192.0.2.1', tlv(0x40, 'c0000201')),
  ),
)
const counters = message(
  pdu(
    0xa2,
    variable('1.3.6.1.2.1.2.2.1.10.1', tlv(0x41, 'ffffffff')),
    variable('1.3.6.1.2.1.31.1.1.1.6.1', tlv(0x46, '00ffffffffffffffff')),
    variable('1.3.6.1.2.1.2.2.1.5.1', integer(1_000_000_000, 0x42)),
    variable('1.3.6.1.2.1.2.1.0', integer(3)),
    variable('0.1', tlv(0x44, '0102')),
  ),
)
const exceptions = message(
  pdu(
    0xa2,
    variable('1.3.6.1.2.1.1.1', tlv(0x80)),
    variable('1.3.6.1.2.1.1.1.1', tlv(0x81)),
    variable('1.3.6.1.6.3.1.1.4.2', tlv(0x82)),
    variable('1.3', tlv(0x45, '01')),
    variable('1.3.1', tlv(0x40, '01')),
    variable('1.3.2', empty),
  ),
)
const refused = message(tlv(0xa2, integer(78), integer(2), integer(1), sequence(variable(uptime, empty))), 0)
const bulk = message(tlv(0xa5, integer(1), integer(0), integer(10), sequence(variable(uptime, empty))))
const trap = (generic: number, specific: number) =>
  message(
    tlv(
      0xa4,
      oid('1.3.6.1.4.1.9.1'),
      tlv(0x40, 'c0000207'),
      integer(generic),
      integer(specific),
      integer(500, 0x43),
      sequence(variable('1.3.6.1.2.1.2.2.1.1.2', integer(2))),
    ),
    0,
  )
const trap2 = message(pdu(0xa7, variable('1.3.6.1.6.3.1.1.4.1.0', oid('1.3.6.1.6.3.1.1.5.3'))))

const head = (flags: string, model = 3) => sequence(integer(5), integer(65507), tlv(4, flags), integer(model))
const usm = (engine: string, user: string) =>
  tlv(4, sequence(tlv(4, engine), integer(3), integer(900), octets(user), tlv(4), tlv(4)))
const netSnmp = '80001f8880123456785f3c0a69'
const version3 = (flags: string, engine: string, data: string, user = 'admin') =>
  sequence(integer(3), head(flags), usm(engine, user), data)
const scoped = (engine: string, content: string) => sequence(tlv(4, engine), octets('ctx'), content)
const report = scoped(netSnmp, pdu(0xa8, variable('1.3.6.1.6.3.15.1.1.4.0', integer(1, 0x41))))

const packet = (payload: string) => packetOfHex(datagram(161, payload), raw)
const lineOf = (payload: string) => summariesOf(packet(payload), 'snmp')[0]

describe('SNMP', () => {
  test.each([
    ['snmp-response', reply],
    ['snmp-trap', trap(6, 3)],
    ['snmp-report', version3('04', netSnmp, report)],
  ])('tree of %s', (file, payload) => expectGolden(packet(payload), file, 'snmp'))

  test.each([
    [request, 'v2c get-request sysUpTime.0'],
    [
      reply,
      'v2c get-response sysUpTime.0 = 1:01:01:42.03, sysName.0 = "router", ifPhysAddress.3 = 6 bytes, ' +
        'sysObjectID.0 = enterprises.8072.3.2.10, ipAdEntAddr.192.0.2.1 = 192.0.2.1',
    ],
    [
      counters,
      'v2c get-response ifInOctets.1 = 4294967295, ifHCInOctets.1 = 18446744073709551615, ifSpeed.1 = 1000000000, ' +
        'ifNumber.0 = 3, 0.1 = 2 bytes',
    ],
    [
      exceptions,
      'v2c get-response sysDescr = noSuchObject, sysDescr.1 = noSuchInstance, snmpV2.3.1.1.4.2 = endOfMibView, ' +
        '1.3, 1.3.1 and 1 more',
    ],
    [refused, 'v1 get-response noSuchName at 1: sysUpTime.0'],
    [bulk, 'v2c getBulkRequest (0 + 10) sysUpTime.0'],
    [trap(2, 0), 'v1 trap enterprises.9.1 linkDown from 192.0.2.7 ifIndex.2 = 2'],
    [trap(6, 3), 'v1 trap enterprises.9.1 3 from 192.0.2.7 ifIndex.2 = 2'],
    [trap(9, 3), 'v1 trap enterprises.9.1 9 from 192.0.2.7 ifIndex.2 = 2'],
    [trap2, 'v2c snmpV2-trap snmpTrapOID.0 = linkDown'],
    [message(pdu(0xa1)), 'v2c get-next-request'],
    [message(pdu(0xa3)), 'v2c set-request'],
    [message(pdu(0xa6)), 'v2c informRequest'],
    [message(tlv(0xa9)), 'v2c message'],
    [message(tlv(0xa2, integer(1), integer(99), integer(0))), 'v2c get-response error 99 at 0:'],
    [message(tlv(0xa4, empty), 0), 'v1 trap  undefined from ?'],
    [version3('04', '', scoped('', pdu(0xa0)), ''), 'v3 get-request'],
    [version3('04', netSnmp, report), 'v3 user admin report usmStatsUnknownEngineIDs.0 = 1'],
    [version3('03', netSnmp, tlv(4, '0102030405')), 'v3 user admin encrypted, 5 bytes, id 5'],
    [sequence(integer(3), head('00', 1), tlv(4, '01'), scoped('', pdu(0xa0))), 'v3 get-request'],
    [sequence(integer(3)), 'v3 message'],
  ])('%#: says what it is', (payload, text) => expect(lineOf(payload)).toBe(text))

  test.each([
    ['800000090 1c0000201', 'snmp.engineid.ipv4', '192.0.2.1'],
    ['8000000902 20010db8000000000000000000000001', 'snmp.engineid.ipv6', '2001:db8::1'],
    ['8000000903 020000000001', 'snmp.engineid.mac', '02:00:00:00:00:01'],
    ['8000000904 616263', 'snmp.engineid.text', 'abc'],
    ['8000000905 616263', 'snmp.engineid.data', bytesOf('616263')],
    ['80001f8880 12345678 5f3c0a6900000000', 'snmp.engineid.data', bytesOf('123456785f3c0a6900000000')],
    ['80001f8880 12345678 5f3c0a69', 'snmp.engineid.time', '2025-11-04T17:48:15.000000000Z'],
  ])('engine %s', (engine, field, value) =>
    expect(valuesOf(packet(version3('04', engine, report)), field)[0]).toEqual(value),
  )

  test('numbers that lack the zero in front of their highest bit', () =>
    expect(
      valuesOf(packet(message(pdu(0xa2, variable(uptime, tlv(0x43, 'ffffffff'))))), 'snmp.value.timeticks'),
    ).toEqual([4294967295]))

  test('what is not a message is data', () => {
    for (const text of ['ff', '3003020109', '300204', '3003020101'.slice(0, 4)])
      expect(protocolsOf(packet(text))).toBe('raw:ip:udp:data')
  })

  test('answers are found, and messages in several segments', () => {
    const bytes = bytesOf(request)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 20)],
        ['>', bytes.subarray(20)],
        ['<', bytesOf(reply)],
      ],
      { port: 161 },
    )
    expect(packets.map((one) => one.snmp?.message?.community)).toEqual([undefined, 'public', 'public'])
    expect(valuesOf(packets[2]!, 'snmp.response_to')).toEqual([2])
  })

  test('is safe', () => {
    expectSafe(bytesOf(datagram(161, request)), raw)
    expectSafe(bytesOf(datagram(161, version3('04', '', scoped('', pdu(0xa0)), ''))), raw)
  })
})
