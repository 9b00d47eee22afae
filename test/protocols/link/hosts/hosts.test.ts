import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  expectGolden,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf as rawValuesOf,
} from '../../../support/packets.ts'
import { hex } from '../../../../src/schema/index.ts'
import { expectSafe } from '../../../support/safe.ts'

const valuesOf = (packet: Parameters<typeof rawValuesOf>[0], name: string) =>
  rawValuesOf(packet, name).map((value) => (value instanceof Uint8Array ? hex(value) : value))
const lineOf = (text: string, linkType: number, protocol: string) =>
  summariesOf(packetOfHex(text, linkType), protocol)[0]
const ipv4 = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
const frame = `020000000001 020000000002 0800 ${ipv4}`
const cooked = '0004 0338 0000 0000000000000000'
const netlink = 253

const littleHead = (type: string, length: number) =>
  `${length.toString(16).padStart(2, '0')}000000 ${type} 0003 01000000 02000000`
const message = (type: string, body: string) => `${cooked} 0000 ${littleHead(type, 16 + bytesOf(body).length)} ${body}`
const link = '00 00 0100 02000000 03100000 00000000'

describe('netlink', () => {
  const added = message('1000', `${link} 0900 0300 6574683000 000000 0a00 0100 020000000001 0000 0800 0400 dc050000`)
  test('trees', async () => {
    await expectGolden(packetOfHex(added, netlink), 'netlink', 'netlink', 'netlink-route')
    await expectGolden(
      packetOfHex(`${cooked} 0010 ${littleHead('1000', 20)} 03010000`, netlink),
      'netlink-generic',
      'netlink',
    )
  })

  test.each([
    [added, 'Create network interface 2'],
    [message('1400', '02 18 80 00 02000000 0800 0100 c0000201 0800 0300 6574683000'), 'Add IP address 2'],
    [
      message('1800', '02 18 00 00 fe 03 00 01 00000000 0800 0400 02000000 0800 0300 03000000 0800 0100 c0000200'),
      'Add network route',
    ],
    [message('1c00', '02 000000 02000000 0200 00 01'), 'Add neighbor entry 2'],
    [message('0200', 'ffffffff 00000000'), 'Error'],
    [message('6300', ''), 'type 99'],
    [
      `${cooked} 0000 00000020 0010 0000 00000000 00000000 00 00 0001 00000002 00001003 00000000`,
      'Create network interface 2',
    ],
  ])('%s', (text, line) => expect(lineOf(text, netlink, 'netlink-route')).toBe(line))

  test.each<[string, string, readonly unknown[]]>([
    ['1000 ', `${link} 0500 1000 02 000000`, [2]],
    ['1000  ', `${link} 0800 0d00 e8030000`, [1000]],
    ['1000   ', `${link} 0800 0600 66710000`, ['fq']],
    ['1000    ', `${link} 0800 0200 01020304`, ['01020304']],
    ['1400', '0a 40 80 00 02000000 1400 0100 20010db8000000000000000000000001 0800 0800 80000000', ['2001:db8::1']],
  ])('attributes of %s', (type, body, values) => {
    const names = {
      '1000 ': 'ifla_operstate',
      '1000  ': 'ifla_txqlen',
      '1000   ': 'ifla_qdisc',
      '1400': 'ifa_address.ipv6',
    }
    const name = `netlink-route.${names[type as never] as string}`
    expect(
      valuesOf(packetOfHex(message(type.trim(), body), netlink), type === '1000    ' ? 'netlink.attr_data' : name),
    ).toEqual(values)
  })

  test('in cooked captures', () =>
    expect(protocolsOf(packetOfHex(added.replace('0004', '0000'), 113))).toBe('sll:netlink-route'))

  test('names families', () => {
    expect(lineOf(`${cooked} 0010 00`, netlink, 'netlink')).toBe('Generic')
    expect(lineOf(`${cooked} 0063 00`, netlink, 'netlink')).toBe('family 99')
  })

  test('is safe', () => expectSafe(bytesOf(added), netlink))
})

describe('vsock', () => {
  const head = (operation: string, transport: string, length: string) =>
    `0300000000000000 0200000000000000 00040000 d2040000 ${operation} ${transport} ${length} 0000`
  const virtio = '0300000000000000 0200000000000000 00040000 d2040000 00000000 0100 0100 00000000 00000400 00000000'
  test('tree', () => expectGolden(packetOfHex(`${head('0100', '0200', '2c00')} ${virtio}`, 271), 'vsock', 'vsock'))

  test.each([
    [`${head('0100', '0200', '2c00')} ${virtio}`, '3:1024 > 2:1234 Connect, Request'],
    [
      `${head('0100', '0200', '2c00')} ${virtio.replace('0100 0100', '0100 6300')}`,
      '3:1024 > 2:1234 Connect, operation 99',
    ],
    [`${head('0400', '0100', '0200')} aabb 68656c6c6f`, '3:1024 > 2:1234 Payload'],
    [`${head('6300', '0000', '0000')}`, '3:1024 > 2:1234 operation 99'],
  ])('%s', (text, line) => expect(lineOf(text, 271, 'vsock')).toBe(line))
})

describe('PKTAP', () => {
  const head = (linkType: string, command: string) =>
    `6c000000 01000000 ${linkType} ${'656e30'.padEnd(48, '0')} 02000000 02000000 0e000000 00000000 00020000 ${command.padEnd(40, '0')} 00000000 0600 0000 ffffffff ${'00'.repeat(20)}`
  test('tree', () => expectGolden(packetOfHex(`${head('01000000', '')} ${frame}`, 258), 'pktap', 'pktap'))

  test.each([
    [`${head('01000000', '')} ${frame}`, 'en0, process 512', 'pktap:eth:ip'],
    [`${head('0c000000', '6375726c')} ${ipv4}`, 'en0, curl, process 512', 'pktap:raw:ip'],
  ])('%s', (text, line, layers) => {
    expect(lineOf(text, 258, 'pktap')).toBe(line)
    expect(protocolsOf(packetOfHex(text, 258))).toBe(layers)
  })
})

describe('Juniper', () => {
  const extensions = '0010 01 02 8400 05 04 4c010000 06 01 00 07 01 0e 02 00'.replace('0010', '0012')
  test('trees', async () => {
    await expectGolden(packetOfHex(`4d4743 80 ${extensions} ${frame}`, 178), 'juniper', 'juniper')
    await expectGolden(packetOfHex(`4d4743 00 0021 ${ipv4}`, 179), 'juniper-ppp', 'juniper')
    await expectGolden(packetOfHex(`4d4743 00 0000`, 180), 'juniper-relay', 'juniper')
    await expectGolden(packetOfHex(`4d4743 01 0f00 0800 ${ipv4}`, 181), 'juniper-hdlc', 'juniper')
    await expectGolden(packetOfHex(`4d4743 00 01`, 137), 'juniper-atm1', 'juniper')
    await expectGolden(packetOfHex(`4d4743 00 01`, 135), 'juniper-atm2', 'juniper')
  })

  test.each([
    [`4d4743 80 ${extensions} ${frame}`, 178, 'out', 'juniper:eth:ip'],
    [`4d4743 03 02000000 ${ipv4}`, 178, 'in', 'juniper:ip'],
    [`4d4744 00 ${frame}`, 178, 'out', 'juniper:data'],
    [`4d4743 01 0f00 0800 ${ipv4}`, 181, 'in', 'juniper:chdlc:ip'],
  ])('%s', (text, linkType, line, layers) => {
    expect(lineOf(text, linkType, 'juniper')).toBe(line)
    expect(protocolsOf(packetOfHex(text, linkType))).toBe(layers)
  })

  test('says which interface it was', () =>
    expect(valuesOf(packetOfHex(`4d4743 80 ${extensions} ${frame}`, 178), 'juniper.ext.ifl')).toEqual([332]))

  test('is safe', () => expectSafe(bytesOf(`4d4743 80 ${extensions} ${frame}`), 178))
})
