import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const [bare, checked, physical, tap] = [230, 195, 215, 283]
const long = '0100000000000002'
const data = '4188 07 ff01 4d2c 0000'
const lineOf = (hex: string, protocol = 'wpan', linkType = bare) => summariesOf(packetOfHex(hex, linkType), protocol)[0]

const beacon = '0080 63 ff01 0000 ffcf 00 00 00 22 84 0807060504030201 ffffff 00'
const security = '28 01000000 0807060504030201 00'
const network = `0912 fcff 0000 01 d1 0807060504030201 ${security} 4015 cd19ab20`
const support = '0800 4d2c 0000 1e 05'

describe('IEEE 802.15.4', () => {
  test('trees', async () => {
    await expectGolden(packetOfHex(beacon, bare), 'wpan-beacon', 'wpan', 'zbee_beacon')
    await expectGolden(packetOfHex(`${data} aabb 3412`, checked), 'wpan-fcs', 'wpan')
    await expectGolden(packetOfHex(`00000000 a7 05 0200 07 3412`, physical), 'wpan-physical')
    await expectGolden(
      packetOfHex(`00 00 1400 0000 0100 02000000 0300 0300 0b00 00 00 0200 07 78563412`, tap),
      'wpan-tap',
    )
  })

  test.each([
    [beacon, 'Beacon from 0x0000'],
    ['0308 06 ffff ffff 07', 'Beacon Request to broadcast'],
    [`23c8 0c ff01 0000 ffff ${long} 01 80`, 'Association Request from 02:00:00:00:00:00:00:01 to 0x0000'],
    [
      `63cc 35 ff01 ${long} ${long} 02 4d2c 00`,
      `Association Response, address 0x2c4d from 02:00:00:00:00:00:00:01 to 02:00:00:00:00:00:00:01`,
    ],
    [
      `63cc 35 ff01 ${long} ${long} 02 ffff 01`,
      'Association Response, PAN Full from 02:00:00:00:00:00:00:01 to 02:00:00:00:00:00:00:01',
    ],
    [
      `63cc 35 ff01 ${long} ${long} 03 02`,
      'Disassociation Notification from 02:00:00:00:00:00:00:01 to 02:00:00:00:00:00:00:01',
    ],
    [`6388 0d ff01 0000 4d2c 04`, 'Data Request from 0x2c4d to 0x0000'],
    [`6388 0d ff01 0000 4d2c 08 ff01 0000 0b 4d2c`, 'Coordinator Realignment from 0x2c4d to 0x0000'],
    [`6388 0d ff01 0000 4d2c 09 31`, 'GTS Request from 0x2c4d to 0x0000'],
    [`6388 0d ff01 0000 4d2c 63`, 'command 99 from 0x2c4d to 0x0000'],
    ['0200 07', 'Ack'],
    ['0400', 'type 4'],
    [`4998 07 ff01 4d2c 0000 0d 01000000 05 aabbccdd 00000000`, 'Data from 0x0000 to 0x2c4d encrypted'],
  ])('%s', (hex, line) => expect(lineOf(hex)).toBe(line))

  test.each<[string, string, readonly unknown[]]>([
    [`4998 07 ff01 4d2c 0000 0d 01000000 05 aabb 00000000`, 'wpan.aux_sec.frame_counter', [1]],
    [`4998 07 ff01 4d2c 0000 0d 01000000 05 aabb 00000000`, 'wpan.aux_sec.key_index', [5]],
    [`4998 07 ff01 4d2c 0000 15 01000000 11223344 05 aabb`, 'wpan.aux_sec.frame_counter', [1]],
    [`4998 07 ff01 4d2c 0000 1d 01000000 1122334455667788 05 aabb`, 'wpan.aux_sec.key_index', [5]],
    [`49a8 07 ff01 4d2c 0000 20 aabb`, 'wpan.aux_sec.frame_counter', []],
    [`01a9 ff01 4d2c ff02 0000 aabb`, 'wpan.seq_no', []],
    [`01a9 ff01 4d2c ff02 0000 aabb`, 'wpan.src_pan', [0x02ff]],
    [`41ec 01 ${long} ${long} aabb`, 'wpan.dst_pan', []],
    [`01ec 01 ff01 ${long} ${long} aabb`, 'wpan.dst_pan', [0x01ff]],
    [`0128 01 ff01 4d2c aabb`, 'wpan.dst_pan', [0x01ff]],
    [`01a0 01 ff01 4d2c aabb`, 'wpan.src_pan', [0x01ff]],
    [`4120 01 ff01 aabb`, 'wpan.dst_pan', [0x01ff]],
    [`41aa 01 ff01 4d2c 0000 803f aabb`, 'wpan.header_ie.id', [0x7f]],
    ['0080 63 ff01 0000 ffcf 81 01 341200 11 3412 0807060504030201', 'wpan.pending16', [0x1234]],
    ['0080 63 ff01 0000 ffcf 81 01 341200 11 3412 0807060504030201', 'wpan.pending64', ['01:02:03:04:05:06:07:08']],
    ['0080 63 ff01 0000 ffcf 81 01 341200 11 3412 0807060504030201', 'wpan.gts.address', [0x1234]],
  ])('%s has %s', (hex, name, values) => expect(valuesOf(packetOfHex(hex, bare), name)).toEqual(values))

  test('has check sequences of 16 and of 32 bits', () => {
    expect(valuesOf(packetOfHex('0200 07 3412', checked), 'wpan.fcs')).toEqual([0x1234])
    const packet = packetOfHex('00 00 0c00 0000 0100 02000000 0200 07 78563412', tap)
    expect(valuesOf(packet, 'wpan.fcs32')).toEqual([0x12345678])
    expect(protocolsOf(packet)).toBe('wpan-tap:wpan')
  })

  test.each([
    ['00 00 0400 0200 07', ''],
    ['00 00 0c00 0300 0300 0b00 00 00 0200 07', 'channel 11'],
    ['00 00 1000 0500 0800 0102030405060708 0200 07', ''],
    ['00 00 1000 0600 0800 0102030405060708 0200 07', ''],
    ['00 00 0c00 0a00 0100 ff000000 0200 07', ''],
    ['00 00 0c00 6300 0100 ff000000 0200 07', ''],
  ])('TAP %s', (hex, line) => expect(lineOf(hex, 'wpan-tap', tap)).toBe(line))

  test('is safe', () => {
    expectSafe(bytesOf(beacon), bare)
    expectSafe(bytesOf(`${data} aabb 3412`), checked)
  })
})

describe('ZigBee', () => {
  test('trees', async () => {
    await expectGolden(packetOfHex(`${data} ${network}`, bare), 'zbee-network', 'zbee_nwk')
    await expectGolden(
      packetOfHex(`${data} ${support} 00 01 0600 0401 02 33 01 07 01`, bare),
      'zbee-data',
      'zbee_aps',
      'zbee_zcl',
    )
    await expectGolden(
      packetOfHex(`${data} ${support} 00 00 1300 0000 00 33 81 4d2c`, bare),
      'zbee-device',
      'zbee_aps',
      'zbee_zdp',
    )
  })

  test.each([
    [network, 'Command from 0x0000 to broadcast, encrypted'],
    ['0900 4d2c 0000 1e 05 01 20 07 3412 01 0807060504030201', 'Route Request from 0x0000 to 0x2c4d'],
    ['0900 4d2c 0000 1e 05 02 00 07 3412 7856 01', 'Route Reply from 0x0000 to 0x2c4d'],
    ['0900 4d2c 0000 1e 05 03 02 3412', 'Network Status from 0x0000 to 0x2c4d'],
    ['0900 4d2c 0000 1e 05 04 60', 'Leave from 0x0000 to 0x2c4d'],
    ['0900 4d2c 0000 1e 05 06 8e', 'Rejoin Request from 0x0000 to 0x2c4d'],
    ['0900 4d2c 0000 1e 05 07 3412 00', 'Rejoin Response from 0x0000 to 0x2c4d, address 0x1234'],
    ['0900 fcff 0000 1e 05 08 61 3412 11', 'Link Status from 0x0000 to broadcast'],
    ['0905 fcff 0000 1e 05 00 01 00 3412 63', 'command 99 from 0x0000 to broadcast'],
    [`0808 4d2c 0000 1e 05 ${long}`, 'Data from 0x0000 to 0x2c4d'],
  ])('network layer %s', (hex, line) =>
    expect(lineOf(`${data} ${hex.replace(/^0(9|8)0/, '0$10')}`, 'zbee_nwk')).toBe(line),
  )

  test.each([
    ['00 01 0600 0401 02 33', 'Data, On/Off, endpoint 1'],
    ['40 01 1100 0401 02 33', 'Data, cluster 0x0011, endpoint 1'],
    ['0c 3412 0600 0401 02 33', 'Data, On/Off'],
    ['00 00 0580 0000 00 33', 'Data, Active Endpoint Response, endpoint 0'],
    ['02 01 0600 0401 02 33', 'Ack, On/Off, endpoint 1'],
    ['12 33', 'Ack'],
    ['80 01 0600 0401 02 33 01 02', 'Data, On/Off, endpoint 1'],
    [`21 00 10 05000000 aabb 01020304`, 'Command, encrypted'],
    [`01 00 05 01 ${'11'.repeat(16)} 00 ${long} ${long}`, 'Transport Key'],
    [`01 00 01 ${long} ${long} ${'11'.repeat(16)}`, 'SKKE-1'],
    [`01 00 02 ${long} ${long} ${'11'.repeat(16)}`, 'SKKE-2'],
    [`01 00 06 ${long} 3412 01`, 'Update Device'],
    [`01 00 07 ${long}`, 'Remove Device'],
    ['01 00 09 01', 'Switch Key'],
    ['01 00 63', 'command 99'],
  ])('application support %s', (hex, line) => expect(lineOf(`${data} ${support} ${hex}`, 'zbee_aps')).toBe(line))

  test.each([
    ['00 07 00 0400 0500', 'Read Attributes'],
    ['10 07 0b 00 81', 'Default Response, Unsupported command'],
    ['04 5e11 07 0a', 'Report Attributes'],
    ['01 07 01', 'command 1 of the cluster'],
    ['00 07 63', 'command 99'],
  ])('cluster library %s', (hex, line) =>
    expect(lineOf(`${data} ${support} 00 01 0600 0401 02 33 ${hex}`, 'zbee_zcl')).toBe(line),
  )

  test('is safe', () => expectSafe(bytesOf(`${data} ${support} 00 01 0600 0401 02 33 00 07 00 0400`), bare))
})

describe('6LoWPAN', () => {
  test('tree', () => expectGolden(packetOfHex(`${data} 7e33 f0 1633 1634 abcd 01`, bare), '6lowpan', '6lowpan'))

  test.each([
    ['7e33 f3 12 abcd 01', 'compressed IPv6 and UDP'],
    ['7e33 f1 1633 34 abcd 01', 'compressed IPv6 and UDP'],
    ['7e33 f6 16 1634 01', 'compressed IPv6 and UDP'],
    ['6000 00 012345 3a 40 ' + '00'.repeat(32), 'compressed IPv6'],
    ['7abb 00 3a 01', 'compressed IPv6'],
    ['7a0c 3a ' + '00'.repeat(22), 'compressed IPv6'],
    ['41 60', 'uncompressed IPv6'],
    ['42 00', 'dispatch 0x42'],
    ['50 07 41 60', 'broadcast'],
    ['c100 0007 7a33', 'fragment at 0 of 256 bytes, tag 7'],
    ['e100 0007 0c 01', 'fragment at 96 of 256 bytes, tag 7'],
    ['b5 3412 7856 7a33', 'mesh'],
    [`8f 20 ${long} ${long} 7a33`, 'mesh'],
    ['ff 00', 'dispatch 0xff'],
  ])('%s', (hex, line) => expect(lineOf(`${data} ${hex}`, '6lowpan')).toBe(line))
})
