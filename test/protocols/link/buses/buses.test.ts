import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const lineOf = (text: string, linkType: number, protocol: string) =>
  summariesOf(packetOfHex(text, linkType), protocol)[0]

describe('USB', () => {
  const [monitor, mapped, windows] = [189, 220, 249]
  const head = (event: string, transfer: string, endpoint: string, setupFlag: string, status: string, length: string) =>
    `0000000000000001 ${event} ${transfer} ${endpoint} 05 0100 ${setupFlag} 00 0100000000000000 02000000 ${status} ${length} ${length}`
  const none = '0000000000000000'
  const device = '12 01 0002 00 00 00 40 3412 7856 0001 01 02 03 01'
  const configuration = '09 02 2000 01 01 00 80 32  09 04 00 00 01 03 01 01 00  07 05 81 03 0800 0a'
  const mappedMore = '00000000 00000000 00020000 00000000'
  const pcap = (information: string, endpoint: string, transfer: string, stage: string, length: string, size = '1c') =>
    `${size}00 0100000000000000 00000000 0800 ${information} 0100 0500 ${endpoint} ${transfer} ${length} ${stage}`

  test('trees', async () => {
    await expectGolden(
      packetOfHex(`${head('43', '02', '80', '2d', '00000000', '12000000')} ${none} ${device}`, monitor),
      'usb',
      'usb',
    )
    await expectGolden(
      packetOfHex(`${head('53', '02', '80', '00', '8dffffff', '00000000')} 80 06 0001 0000 1200 ${mappedMore}`, mapped),
      'usb-mapped',
      'usb',
    )
    await expectGolden(
      packetOfHex(`${pcap('01', '80', '02', '03', '12000000')} ${device}`, windows),
      'usb-windows',
      'usb',
    )
  })

  test.each([
    [
      `${head('53', '02', '80', '00', '8dffffff', '00000000')} 80 06 0001 0000 1200`,
      monitor,
      'host > 1.5.0 GET DESCRIPTOR DEVICE',
    ],
    [
      `${head('53', '02', '00', '00', '8dffffff', '00000000')} 00 09 0100 0000 0000`,
      monitor,
      'host > 1.5.0 SET CONFIGURATION',
    ],
    [
      `${head('53', '02', '80', '00', '8dffffff', '00000000')} 80 06 0063 0000 0000`,
      monitor,
      'host > 1.5.0 GET DESCRIPTOR 0x63',
    ],
    [
      `${head('53', '02', '00', '00', '8dffffff', '00000000')} 21 0a 0000 0000 0000`,
      monitor,
      'host > 1.5.0 Control, request 10',
    ],
    [
      `${head('53', '02', '00', '00', '8dffffff', '00000000')} 00 63 0000 0000 0000`,
      monitor,
      'host > 1.5.0 request 99',
    ],
    [
      `${head('43', '02', '80', '2d', '00000000', '20000000')} ${none} ${configuration}`,
      monitor,
      '1.5.0 > host CONFIGURATION, INTERFACE, ENDPOINT',
    ],
    [
      `${head('43', '02', '80', '2d', '00000000', '04000000')} ${none} 04 63 0000`,
      monitor,
      '1.5.0 > host descriptor 99',
    ],
    [`${head('43', '01', '81', '2d', '00000000', '04000000')} ${none} 01020304`, monitor, '1.5.1 > host Interrupt'],
    [`${head('43', '03', '82', '2d', 'e0ffffff', '00000000')} ${none}`, monitor, '1.5.2 > host Bulk, status -32'],
    [`${head('43', '09', '82', '2d', '00000000', '00000000')} ${none}`, monitor, '1.5.2 > host transfer type 9'],
    [
      `${head('43', '00', '82', '2d', '00000000', '00000000')} ${none} ${mappedMore.replace(/00000000$/, '01000000')} ${'00'.repeat(16)} aa`,
      mapped,
      '1.5.2 > host Isochronous',
    ],
    [`${pcap('00', '80', '02', '00', '08000000')} 80 06 0003 0904 ff00`, windows, 'host > 1.5.0 GET DESCRIPTOR STRING'],
    [`${pcap('01', '80', '02', '03', '06000000')} 06 03 41004200`, windows, '1.5.0 > host STRING'],
    [`${pcap('01', '81', '01', '', '02000000', '1b')} aabb`, windows, '1.5.1 > host Interrupt'],
    [
      `${pcap('01', '81', '00', '', '02000000', '27')} 01000000 00000000 00000000 aabb`,
      windows,
      '1.5.1 > host Isochronous',
    ],
  ])('%s', (text, linkType, line) => expect(lineOf(text, linkType, 'usb')).toBe(line))

  test('has words in strings', () =>
    expect(
      valuesOf(packetOfHex(`${pcap('01', '80', '02', '03', '06000000')} 06 03 41004200`, windows), 'usb.bString'),
    ).toEqual(['AB']))

  test('is safe', () =>
    expectSafe(bytesOf(`${head('43', '02', '80', '2d', '00000000', '12000000')} ${none} ${device}`), monitor))
})

describe('CAN', () => {
  const cooked = '0001 0118 0000 0000000000000000 000c'
  test('trees', async () => {
    await expectGolden(packetOfHex('89f1126a 08 00 0000 3b20d6700000ff7f', 227), 'can', 'can')
    await expectGolden(packetOfHex(`${cooked} 23010000 02 00 0000 aabb`, 113), 'can-cooked', 'can')
  })

  test.each([
    ['89f1126a 08 00 0000 3b20d6700000ff7f', 227, 'CAN id 0x09f1126a, 8 bytes'],
    ['00000123 00 00 0000', 227, 'CAN id 0x123, 0 bytes'],
    ['40000123 00 00 0000', 227, 'CAN id 0x123, remote request'],
    ['20000004 08 00 0000 0000000000000000', 227, 'CAN id 0x004, 8 bytes, error'],
    [`00000123 0c 00 0000 ${'00'.repeat(12)}`, 227, 'CAN FD id 0x123, 12 bytes'],
    ['00000123 02 05 0000 aabb', 227, 'CAN FD id 0x123, 2 bytes'],
    [`${cooked} 23010000 02 00 0000 aabb`, 113, 'CAN id 0x123, 2 bytes'],
  ])('%s', (text, linkType, line) => expect(lineOf(text, linkType, 'can')).toBe(line))

  test('is safe', () => expectSafe(bytesOf('89f1126a 08 00 0000 3b20d6700000ff7f'), 227))
})

describe('SOME/IP', () => {
  const udp = (body: string) => {
    const length = bytesOf(body).length
    const [total, datagram] = [28 + length, 8 + length].map((value) => value.toString(16).padStart(4, '0'))
    return packetOfHex(`45 00 ${total} 0000 0000 40 11 0000 c0000201 c0000202 771a 771a ${datagram} 0000 ${body}`, 101)
  }
  const head = (method: string, type: string, code: string, length: number) =>
    `ffff${method} ${(8 + length).toString(16).padStart(8, '0')} 0000 0001 01 01 ${type} ${code}`
  const offer = '01 00 00 10 1234 0001 01 000003 00000002'
  const subscribe = '06 00 00 10 1234 0001 01 000003 0000 0005'
  const option = '0009 04 00 c0000201 00 11 7530'
  const discovery = (entries: string, options: string) => {
    const [first, second] = [entries, options].map((part) => bytesOf(part).length)
    const body = `c0 000000 ${first!.toString(16).padStart(8, '0')} ${entries} ${second!.toString(16).padStart(8, '0')} ${options}`
    return udp(`${head('8100', '02', '00', bytesOf(body).length)} ${body}`)
  }

  test('tree', () => expectGolden(discovery(`${offer} ${subscribe}`, option), 'someip', 'someip', 'someipsd'))

  test.each([
    [offer, 'Offer Service 0x1234.0x0001'],
    [`${offer} ${subscribe}`, 'Offer Service 0x1234.0x0001, Subscribe Eventgroup 0x1234.0x0001'],
    [offer.replace('000003', '000000'), 'Stop Offer Service 0x1234.0x0001'],
    [subscribe.replace('06', '07').replace('000003', '000000'), 'Subscribe Eventgroup Nack 0x1234.0x0001'],
    [offer.replace('01 00', '00 00').replace('000003', '000000'), 'Find Service 0x1234.0x0001'],
    [offer.replace('01 00', '63 00'), 'type 99 0x1234.0x0001'],
  ])('discovery %s', (entries, line) => expect(summariesOf(discovery(entries, option), 'someipsd')).toEqual([line]))

  test('says where services are', () => {
    const six = `0015 06 00 20010db8000000000000000000000001 00 06 7530`
    const packet = discovery(offer, `${option} ${six} 0003 01 00 6162`)
    expect(valuesOf(packet, 'someipsd.option.port')).toEqual([30000, 30000])
    expect(protocolsOf(packet)).toBe('raw:ip:udp:someip:someipsd')
  })

  test.each([
    [`${head('0001', '00', '00', 2)} aabb`, 'Request, service 0xffff, method 0x0001, session 1'],
    [`${head('0001', '80', '02', 0)}`, 'Response, service 0xffff, method 0x0001, session 1, Unknown service'],
    [`${head('0001', '81', '63', 0)}`, 'Error, service 0xffff, method 0x0001, session 1, code 99'],
  ])('%s', (body, line) => expect(summariesOf(udp(body), 'someip')).toEqual([line]))
})
