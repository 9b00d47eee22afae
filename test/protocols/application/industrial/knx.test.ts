import { describe, expect, test } from 'vitest'
import { hexOf, raw, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const place = '08 01 c0000201 0e57'
const kip = (service: string, body: string) =>
  `06 10 ${service} ${(6 + bytesOf(body).length).toString(16).padStart(4, '0')} ${body}`
const packetWith = (service: string, body: string) => packetOfHex(udp(3671, kip(service, body)), raw)
const name = Buffer.from('Router'.padEnd(30, '\0')).toString('hex')
const device = `36 01 02 00 1101 0000 010203040506 e000170c 020000000001 ${name}`
const families = '0a 02 02 01 03 02 04 02 05 01'

describe('KNXnet/IP', () => {
  test('tree of a search response', () =>
    expectGolden(packetWith('0202', `${place} ${device} ${families}`), 'knx-search', 'kip'))
  test.each([
    ['0201', place, 'Search Request @192.0.2.1:3671'],
    ['0202', `${place} ${device} ${families}`, 'Search Response @192.0.2.1:3671 Router'],
    ['0203', place, 'Description Request @192.0.2.1:3671'],
    ['0204', `${device} ${families}`, 'Description Response Router'],
    ['0205', `${place} ${place} 04 04 02 00`, 'Connect Request @192.0.2.1:3671'],
    ['0206', `15 00 ${place} 04 04 110a`, 'Connect Response channel 21 OK'],
    ['0207', `15 00 ${place}`, 'ConnectionState Request channel 21 @192.0.2.1:3671'],
    ['0208', '15 21', 'ConnectionState Response channel 21 E_CONNECTION_ID'],
    ['0209', `15 00 ${place}`, 'Disconnect Request channel 21 @192.0.2.1:3671'],
    ['020b', `${place} 06 84 01020607`, 'Search Request Extended @192.0.2.1:3671'],
    ['0421', '04 15 07 00', 'Tunneling Ack channel 21 seq 7 OK'],
    ['0423', '04 01 02 00 06 00 1087', 'Tunneling Feature Response channel 1 seq 2 OK IndividualAddress'],
    ['0531', '04 00 0005', 'Routing Lost Message 5 lost'],
    ['0532', '06 00 0064 0000', 'Routing Busy 100 ms'],
    ['0950', '0001 000000000001 010203040506 0000 ffff', 'Secure Wrapper'],
    ['0952', `0001 ${'ab'.repeat(48)}`, 'Session Response'],
    ['0954', '00 00', 'Session Status'],
  ])('line of service %s', (service, body, line) =>
    expect(summariesOf(packetWith(service, body), 'kip')).toEqual([line]),
  )
  test('several messages in a segment are told by their length', () =>
    expect(packetOfHex(udp(3671, '0610 0201 0003'), raw).knx).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(udp(3671, kip('0202', `${place} ${device}`))), raw))
})

describe('cEMI', () => {
  test('tree of a group telegram', () =>
    expectGolden(packetWith('0420', '04 15 00 00 29 00 bc e0 1101 0901 01 0081'), 'knx-telegram', 'kip', 'cemi'))
  test.each([
    ['0420', '04 15 00 00 29 00 bc e0 1101 0901 01 0081', 'L_Data.ind 1.1.1->1/1/1 GroupValueWrite $01'],
    ['0530', '29 00 bc d0 1101 0901 03 0080 0c1a', 'L_Data.ind 1.1.1->1/1/1 GroupValueWrite $0C1A'],
    ['0530', '29 04 03 02 0102 bc d0 1101 0901 01 0000', 'L_Data.ind 1.1.1->1/1/1 GroupValueRead'],
    ['0530', '29 00 b0 60 1101 1102 00 80', 'L_Data.ind 1.1.1->1.1.2 Connect'],
    ['0530', '29 00 b0 60 1101 1102 01 4300', 'L_Data.ind 1.1.1->1.1.2 DevDescrRead'],
    ['0530', '29 00 b0 60 1101 1102 05 43d5 000b 1001', 'L_Data.ind 1.1.1->1.1.2 PropValueRead object 0 property 11'],
    ['0310', '04 15 00 00 fb 000b 01 38 1001 0001', 'M_PropRead.con object 11 property 56 $0001'],
    ['0310', '04 15 00 00 f1', 'M_Reset.req'],
  ])('line %#', (service, body, line) => expect(summariesOf(packetWith(service, body), 'cemi')).toEqual([line]))
  test('values', () => {
    const packet = packetWith('0530', '29 00 b0 60 1101 1102 05 43d5 000b 1001')
    expect(valuesOf(packet, 'cemi.ax')).toEqual([0x3d5])
    expect(valuesOf(packet, 'cemi.pid')).toEqual([11])
  })
  test('is safe', () =>
    expectSafe(bytesOf(udp(3671, kip('0530', '29 04 03 02 0102 bc d0 1101 0901 03 0080 0c1a'))), raw))
})

test('other services are not it', () => expect(packetOfHex(udp(3671, hexOf('hello world')), raw).knx).toBeUndefined())
