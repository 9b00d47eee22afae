import { describe, expect, test } from 'vitest'
import { hex } from '../../../src/schema/index.ts'
import {
  bytesOf,
  expectGolden,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf as rawValuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const valuesOf = (packet: Parameters<typeof rawValuesOf>[0], name: string) =>
  rawValuesOf(packet, name).map((value) => (value instanceof Uint8Array ? hex(value) : value))

const acknowledgement = 'd400 0000 020000000001'
const check = '78563412'
const group = 'ffffffffffff 020000000001 020000000002 1000'

const twoAntennas = `00 00 2400 2f4000a0 20080000 00000000 0000000000000000 10 04 6c09 a000 c4 00 0000 c0 01 ${acknowledgement} ${check}`

describe('radiotap', () => {
  test('tree of several antennas', () =>
    expectGolden(packetOfHex(twoAntennas, 127), 'radiotap-antennas', 'radiotap', 'wlan'))

  test('gives each antenna its signal', () => {
    const packet = packetOfHex(twoAntennas, 127)
    expect(valuesOf(packet, 'radiotap.dbm_antsignal')).toEqual([-60, -64])
    expect(valuesOf(packet, 'radiotap.antenna')).toEqual([1])
    expect(valuesOf(packet, 'wlan_radio.channel')).toEqual([1])
    expect(valuesOf(packet, 'wlan.fcs')).toEqual([0x12345678])
  })

  test('keeps the data of a vendor apart', () => {
    const words = '02000040 22000000'
    const packet = packetOfHex(
      `00 00 1700 ${words.replace('40', 'c0')} 00 00 aabbcc 07 0300 010203 00 ${acknowledgement}`.replace(
        'c0 22000000',
        'c0 00000000',
      ),
      127,
    )
    expect(valuesOf(packet, 'radiotap.vendor_oui')).toEqual([0xaabbcc])
    expect(valuesOf(packet, 'radiotap.vendor_data')).toEqual(['010203'])
  })

  test.each<[string, string, readonly unknown[]]>([
    ['00000800 07 05 03 00', 'radiotap.mcs.index', [3]],
    ['00000800 07 05 03 00', 'radiotap.mcs.gi', [1]],
    ['00001000 01000000 0800 00 00', 'radiotap.ampdu.flags.last', [true]],
    ['00002000 4400 04 04 92000000 00 05 0600', 'radiotap.vht.nss.0', [2]],
    ['00002000 4400 04 04 92000000 00 05 0600', 'radiotap.vht.paid', [6]],
    ['00004000 0000000001000000 0200 11 03', 'radiotap.timestamp.unit', [1]],
    ['00008000 0100 0000 3f00 0000 0000 0000', 'radiotap.he.data_3.bss_color', [0x3f]],
    ['00000004 ff', 'radiotap.0_len_psdu.type', [255]],
    ['00000008 0300 b502', 'radiotap.l_sig.rate', [5]],
    ['00000400 a0000000 9914 24 00', 'radiotap.xchannel.freq', [0x1499]],
    ['00c00200 0200 0800 03', 'radiotap.data_retries', [3]],
    ['00c00200 0200 0800 03', 'radiotap.rxflags.noack', [true]],
    ['00000003 000000000000000000000000 000000000000', 'wlan.fc.type', [1]],
  ])('reads data (%s)', (data, name, values) => {
    const length = 4 + bytesOf(data).length
    const header = `00 00 ${length.toString(16).padStart(2, '0')}00 ${data}`
    expect(valuesOf(packetOfHex(`${header} ${acknowledgement}`, 127), name)).toEqual(values)
  })

  test.each([
    [2484, 14],
    [2437, 6],
    [5180, 36],
    [900, undefined],
    [6000, undefined],
  ])('channel of %d MHz', (frequency, channel) => {
    const place = `${(frequency & 255).toString(16).padStart(2, '0')}${(frequency >> 8).toString(16).padStart(2, '0')}`
    const packet = packetOfHex(`00 00 0c00 08000000 ${place} a000 ${acknowledgement}`, 127)
    expect(valuesOf(packet, 'wlan_radio.channel')).toEqual(channel === undefined ? [] : [channel])
  })

  test('is safe', () => expectSafe(bytesOf(twoAntennas), 127))
})

describe('the check sequence', () => {
  const llc = 'aa aa 03 000000 0800 45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
  test.each([
    [`0801 3000 ${group} ${llc}`, 'radiotap:wlan:llc:snap:ip'],
    [`8803 3000 ${group} 020000000003 0000 ${llc}`, 'radiotap:wlan:llc:snap:ip'],
    [`8881 3000 ${group} 0000 00000000 ${llc}`, 'radiotap:wlan:llc:snap:ip'],
    [`0841 3000 ${group} 01020340 aabb`, 'radiotap:wlan:data'],
    [`0841 3000 ${group} 01002060 00000000 aabb`, 'radiotap:wlan:data'],
    [`8000 0000 ${group} 0102030400000000 6400 1104 0000 030106`, 'radiotap:wlan'],
  ])('ends before it (%s)', (frame, layers) => {
    const packet = packetOfHex(`00 00 0900 02000000 10 ${frame} ${check}`, 127)
    expect(protocolsOf(packet)).toBe(layers)
    expect(valuesOf(packet, 'wlan.fcs')).toEqual([0x12345678])
    expect(valuesOf(packet, 'data.data')).toEqual(layers.endsWith('data') ? ['aabb'] : [])
  })
})

describe('PPI', () => {
  const common = '0200 1400 0102030400000000 0100 0c00 6c09 a000 00 00 c4 a0'
  const ppi =
    `00 00 3400 69000000 ${common} 0300 0c00 11000000 07000000 02 000000 ff00 0000 ${acknowledgement} ${check}`.replace(
      '3400',
      '3400',
    )
  test('tree', () => expectGolden(packetOfHex(ppi, 192), 'ppi-common', 'ppi', 'wlan'))

  test('says how well a frame was received, and that it has a check sequence', () => {
    const packet = packetOfHex(ppi, 192)
    expect(summariesOf(packet, 'ppi')).toEqual(['6 Mb/s, 2412 MHz, signal -60 dBm'])
    expect(valuesOf(packet, 'wlan.fcs')).toEqual([0x12345678])
    expect(valuesOf(packet, 'ppi.80211n-mac.ampdu_id')).toEqual([7])
  })

  test('has measures of antennas', () => {
    const more = `0400 3000 00000000 00000000 00 07 02 ${'00'.repeat(9)} 6c09 a000 c4a0 c4a0 0000 0000 ${'00'.repeat(16)}`
    const packet = packetOfHex(`00 00 3c00 69000000 ${more} ${acknowledgement}`, 192)
    expect(valuesOf(packet, 'ppi.80211n-mac-phy.dbmant1.signal')).toEqual([-60])
    expect(summariesOf(packet, 'ppi')).toEqual(['link type 105'])
    expect(protocolsOf(packet)).toBe('ppi:wlan')
  })
})

describe('Prism and AVS', () => {
  const item = (type: string, value: string) => `${type} 0000 0400 ${value}`
  const prism = `44000000 48000000 ${'776c616e30'.padEnd(32, '0')} ${item('44000300', '06000000')} ${item('44000600', 'c4ffffff')} ${item('44000a00', '0a000000')} ${item('ffff0000', '01000000')} ${acknowledgement}`
  const avs = `80211001 00000040 0000000000000001 0000000000000002 00000004 00000006 0000006e 00000000 00000000 00000002 ffffffc4 ffffffa0 00000001 00000000 ${acknowledgement}`

  test('trees', async () => {
    await expectGolden(packetOfHex(prism, 119), 'prism', 'prism')
    await expectGolden(packetOfHex(avs, 163), 'wlancap', 'wlancap')
  })

  test.each([
    [prism, 119, 'prism', 'wlan0, channel 6'],
    [`44000000 18000000 ${'00'.repeat(16)} ${acknowledgement}`, 119, 'prism', ''],
    [avs, 163, 'wlancap', 'channel 6, 11 Mb/s, signal -60 dBm'],
    [
      avs.replace('00000002 ffffffc4', '00000001 00000010'),
      163,
      'wlancap',
      'channel 6, 11 Mb/s, signal 16 Normalized RSSI',
    ],
    [avs.replace('00000002 ffffffc4', '00000003 00000010'), 163, 'wlancap', 'channel 6, 11 Mb/s, signal 16 Raw RSSI'],
    [avs.replace('00000002 ffffffc4', '00000009 00000010'), 163, 'wlancap', 'channel 6, 11 Mb/s, signal 16'],
    [
      avs
        .replace('80211001 00000040', '80211002 00000050')
        .replace(acknowledgement, `00000001 00000000 020000000009 0000 ${acknowledgement}`),
      163,
      'wlancap',
      'channel 6, 11 Mb/s, signal -60 dBm',
    ],
  ])('%s', (hex, linkType, protocol, line) => {
    const packet = packetOfHex(hex, linkType)
    expect(summariesOf(packet, protocol)).toEqual([line])
    expect(protocolsOf(packet)).toBe(`${protocol}:wlan`)
  })

  test('all items of Prism', () => {
    const all = Array.from({ length: 10 }, (_, index) =>
      item(`4400${(index + 1).toString(16).padStart(2, '0')}00`, '05000000'),
    ).join('')
    const packet = packetOfHex(`44000000 90000000 ${'00'.repeat(16)} ${all} ${acknowledgement}`, 119)
    for (const name of ['hosttime', 'mactime', 'channel', 'rssi', 'sq', 'signal', 'noise', 'rate', 'istx', 'frmlen'])
      expect(valuesOf(packet, `prism.did.${name}`)).toEqual([5])
  })
})

describe('management frames', () => {
  const action = (body: string) => packetOfHex(`d000 0000 ${group} ${body}`, 105)
  test.each<[string, string, readonly unknown[]]>([
    ['00 02 07 2300', 'wlan.fixed.action_code', [2]],
    ['04 0a', 'wlan.fixed.action_code', [10]],
    ['05 04 01 0004686f6d65', 'wlan.ssid', ['home']],
    ['05 00 01 0500 0000', 'wlan.rm.repetitions', [5]],
    ['07 01 03', 'wlan.fixed.action_code', [1]],
    ['08 00 3412', 'wlan.fixed.transaction_id', [0x1234]],
    ['0a 07', 'wlan.fixed.action_code', [7]],
    ['7f 0050f2 01', 'wlan.tag.oui', [0x0050f2]],
    ['15 02', 'wlan.fixed.action_code', [2]],
  ])('action %s', (body, name, values) => expect(valuesOf(action(body), name)).toEqual(values))

  test('elements of Aironet', () => {
    const packet = packetOfHex(`4000 0000 ${group} dd06 004096 03 01 02`, 105)
    expect(valuesOf(packet, 'wlan.aironet.data')).toEqual(['0102'])
  })
})

describe('key data', () => {
  const key = (information: string, data: string, descriptor = '02') =>
    `888e 02 03 0000 ${descriptor} ${information} 0010 0000000000000001 ${'00'.repeat(80)} ${(bytesOf(data).length >> 8).toString(16).padStart(2, '0')}${(bytesOf(data).length & 255).toString(16).padStart(2, '0')} ${data}`.replace(
      '02 03 0000',
      `02 03 00${(95 + bytesOf(data).length).toString(16)}`,
    )
  const frame = (information: string, data: string, descriptor?: string) =>
    packetOfHex(`020000000001 020000000002 ${key(information, data, descriptor)}`, 1)
  const security = '3014 0100 000fac04 0100 000fac04 0100 000fac02 0000'

  test('tree', () => expectGolden(frame('010a', security), 'eapol-key-data', 'eapol'))

  test.each<[string, string, string, readonly unknown[]]>([
    ['010a', security, 'wlan.rsn.akms.type', [2]],
    ['13ca', security, 'wlan.rsn.akms.type', []],
    ['0382', security, 'wlan.rsn.akms.type', []],
    ['008a', `dd14 000fac 04 ${'11'.repeat(16)}`, 'wlan.rsn.ie.pmkid', ['11'.repeat(16)]],
    ['008a', 'dd08 000fac 01 0500 aabb', 'wlan.rsn.ie.gtk_kde.gtk', ['aabb']],
    ['008a', 'dd0a 000fac 03 020000000009', 'wlan.rsn.ie.mac_address_kde.mac_address', ['02:00:00:00:00:09']],
    ['008a', `dd24 000fac 06 ${'22'.repeat(32)}`, 'wlan.rsn.ie.key_nonce_kde.nonce', ['22'.repeat(32)]],
    ['008a', 'dd08 000fac 07 0000003c', 'wlan.rsn.ie.key_lifetime_kde.lifetime', [60]],
    ['008a', 'dd08 000fac 08 0000 0001', 'wlan.rsn.ie.error_kde.error_type', [1]],
    ['008a', 'dd0e 000fac 09 0400 010000000000 aabb', 'wlan.rsn.ie.igtk.kde.ipn', [1]],
    ['008a', 'dd07 000fac 0d 51 06 00', 'wlan.rsn.ie.oci_kde.operating_class', [0x51]],
    ['008a', 'dd0e 000fac 0e 0600 010000000000 aabb', 'wlan.rsn.ie.bigtk_kde.bigtk', ['aabb']],
    ['008a', 'dd06 000fac 63 0102', 'wlan.rsn.ie.unknown', ['0102']],
  ])('%s %s', (information, data, name, values) => expect(valuesOf(frame(information, data), name)).toEqual(values))
})
