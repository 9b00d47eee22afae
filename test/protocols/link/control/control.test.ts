import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const source = '02 00 00 00 00 01'
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const sized = (text: string) => `${hex16(bytesOf(text).length)} ${text}`
/** A frame of an EtherType, of LLC, and of Cisco's protocols in SNAP. */
const typed = (type: string, text: string) => `01 80 c2 00 00 02 ${source} ${type} ${text}`
const linked = (text: string) => `01 80 c2 00 00 00 ${source} ${sized(`42 42 03 ${text}`)}`
const cisco = (protocol: string, text: string) =>
  `01 00 0c cc cc cc ${source} ${sized(`aa aa 03 00000c ${protocol} ${text}`)}`

const line = (text: string, name: string) => summariesOf(packetOfHex(text), name)[0]

const bridge = '8001 020000000010 00000004 8001 020000000011 8002 0100 1400 0200 0f00'
const region = `00 ${'74657374'.padEnd(64, '0')} 0001 ${'ab'.repeat(16)} 00000008 8000 020000000012 13`
const instance = '7e 6001 020000000013 00000010 60 80 14'
const multiple = linked(`0000 03 02 7c ${bridge} 00 0050 ${region} ${instance}`)
const agreement = `00 ${'737074'.padEnd(64, '0')} 0002 ${'cd'.repeat(16)} 16 00 00 20 0020 ${'00'.repeat(8)} ${'ef'.repeat(20)}`
const shortest = linked(`0000 04 02 7c ${bridge} 00 0040 ${region} 0055 ${agreement}`)
const perVlan = cisco('010b', `0000 02 02 3d ${bridge} 00 0000 0002 0005`)
const plainPerVlan = cisco('010b', `0000 00 00 81 ${bridge} 00 0000 0002 0005`)
const notification = linked('0000 00 80')

describe('spanning tree', () => {
  test.each([
    ['stp', multiple],
    ['stp-shortest', shortest],
    ['stp-vlan', perVlan],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(text), file, 'stp'))

  test('lines', () =>
    expect([multiple, perVlan, plainPerVlan, notification].map((text) => line(text, 'stp'))).toEqual([
      'MSTP root 32768/1/02:00:00:00:00:10, cost 4, port 0x8002, designated port',
      'RSTP root 32768/1/02:00:00:00:00:10, cost 4, port 0x8002, designated port, topology change',
      'STP root 32768/1/02:00:00:00:00:10, cost 4, port 0x8002, topology change',
      'Topology change notification',
    ]))

  test('times are in parts of a second, and the VLAN is that of either form', () => {
    expect(packetOfHex(multiple).stp).toMatchObject({ messageAge: 1, maximumAge: 20, helloTime: 2, forwardDelay: 15 })
    expect(valuesOf(packetOfHex(perVlan), 'stp.pvst.origvlan')).toEqual([5])
    expect(valuesOf(packetOfHex(plainPerVlan), 'stp.pvst.origvlan')).toEqual([5])
  })

  test('is safe', () => expectSafe(bytesOf(perVlan)))
})

const tlv = (type: number, value: string) => `${hex16((type << 9) | bytesOf(value).length)} ${value}`
const textOf = (text: string) => Buffer.from(text).toString('hex')
const station = [
  tlv(1, '04 020000000010'),
  tlv(2, `05 ${textOf('ge0')}`),
  tlv(3, '0078'),
  tlv(4, textOf('uplink')),
  tlv(5, textOf('sw1')),
  tlv(6, textOf('bridge 1')),
  tlv(7, '0014 0004'),
  tlv(8, '05 01 c0000201 02 00000003 04 2b060102'),
].join('')
const ieee1 = [
  '01 0005',
  '02 06 0007',
  `03 0005 04 ${textOf('five')}`,
  '04 02 888e',
  '07 03 00000009',
  '08 0f 03',
  '09 c3 01234567 0a0a0a0a0a0a2800 0002020202020202',
  '0a 00 01234567 0a0a0a0a0a0a2800 0002020202020202',
  '0b 84 34',
  '0c 00 63 0cbc',
]
  .map((value) => tlv(127, `0080c2 ${value}`))
  .join('')
const ieee3 = [
  '01 03 6c11 0010',
  '02 07 01 05 51 0082 0082',
  '03 01 00000000',
  '04 05ee',
  '05 0011 0011 0011 0011 0011',
  '07 0007',
]
  .map((value) => tlv(127, `00120f ${value}`))
  .join('')
const media = [
  '01 003f 03',
  '02 01 400aed',
  `03 02 0a 02 ${textOf('CH')} 06 04 ${textOf('Road')}`,
  `03 03 ${textOf('0123456789')}`,
  '04 53 0041',
  `05 ${textOf('h1')}`,
  `0a ${textOf('m1')}`,
  '03 01 4c 0123456789 4c 0123456789 15 00001e00 01',
]
  .map((value) => tlv(127, `0012bb ${value}`))
  .join('')
const dataCenter = tlv(
  127,
  `001b21 02 ${[
    tlv(1, '00 00 00000001 00000002'),
    tlv(2, '00 00 c0 00 01234567 0a0a0a0a0a0a2800 03'),
    tlv(3, '00 00 80 00 08 02'),
    tlv(4, '00 00 80 00 8906 001b21 08'),
  ].join('')}`,
)
const others = tlv(127, `00005e 01 ${textOf('https://example.test/mud')}`) + tlv(127, '00000c 01 aabb')

const addresses = '00000002 01 01 cc 0004 c0000201 02 08 aaaa0300000086dd 0010 20010db8000000000000000000000001'
const cdpTlv = (type: string, value: string) => `${type} ${hex16(bytesOf(value).length + 4)} ${value}`
const discovery = [
  cdpTlv('0001', textOf('sw1')),
  cdpTlv('0002', addresses),
  cdpTlv('0003', textOf('ge0')),
  cdpTlv('0004', '00000028'),
  cdpTlv('0005', textOf('version 1')),
  cdpTlv('0006', textOf('model 1')),
  cdpTlv('0007', 'c0000200 18'),
  cdpTlv('0007', 'c0000201'),
  cdpTlv('0008', '00000c 0112 c0000201 ffffffff 01 02 21 ff 020000000001 020000000002 ff 0001'),
  cdpTlv('0009', textOf('lab')),
  cdpTlv('000a', '0001'),
  cdpTlv('000b', '01'),
  cdpTlv('000e', '01 0005'),
  cdpTlv('0010', '1770'),
  cdpTlv('0011', '000005dc'),
  cdpTlv('0012', '00'),
  cdpTlv('0013', '00'),
  cdpTlv('0014', textOf('sw1')),
  cdpTlv('0016', '00000000'),
  cdpTlv('0017', `00 ${textOf('room 1')}`),
  cdpTlv('0019', '0001 0002 00001770'),
  cdpTlv('001a', '0001 0002 00001770 00000000'),
  cdpTlv('001f', '05'),
  cdpTlv('00ff', '0102'),
].join('')
const udld = cisco(
  '0111',
  `21 03 6d85 ${cdpTlv('0001', textOf('dev1'))} ${cdpTlv('0002', textOf('ge0'))} ${cdpTlv('0003', '00000000')} ${cdpTlv('0004', '07')}`,
)
const dtp = cisco(
  '2004',
  `01 ${cdpTlv('0001', `${textOf('lab')}00`)} ${cdpTlv('0002', '83')} ${cdpTlv('0003', 'a5')} ${cdpTlv('0004', '020000000001')}`,
)
const domain = textOf('lab').padEnd(64, '0')
const vtpSummary = cisco('2003', `01 01 01 03 ${domain} 00000002 c0000201 ${textOf('930301000900')} ${'ab'.repeat(16)}`)
const vtpSubset = cisco(
  '2003',
  `01 02 01 03 ${domain} 00000002 14 00 01 07 0001 05dc 000186a1 ${textOf('default')} 00 18 01 03 03 03eb 05dc 00018a8b ${textOf('tok')}00 01 01 0001 03 01 0002`,
)
const vtpRequest = cisco('2003', `01 03 00 03 ${domain} 0000`)
const vtpJoin = cisco('2003', `01 04 00 03 ${domain} 0001 03ff 80`)
const slarp = (text: string) => packetOfHex(`8f 00 8035 ${text}`, 104)

const actor = (type: string, state: string) => `${type} 14 8000 020000000010 000d 8000 0016 ${state} 000000`
const lacp = typed(
  '8809',
  `01 01 ${actor('01', '3d')} ${actor('02', '85')} 03 10 8000 ${'00'.repeat(12)} 00 00 ${'00'.repeat(50)}`,
)
const marker = typed('8809', `02 01 01 10 0005 020000000010 00000007 0000 00 00 ${'00'.repeat(90)}`)
const oamInformation = typed('8809', `03 0052 00 01 10 01 0001 04 01 05ee 00000c 00000000 00`)
const oamEvents = typed('8809', `03 0000 01 0001 02 1a 0001 000a 00000001 00000002 0000000000000003 00000004 00`)
const clock = typed('8809', '0a 0019a7 0001 18 000000 01 0004 0b 02 0014 20 0200000000000001 03 01 02 0000000000')

const eapolKey = `01 03 007f 02 13ca 0010 0000000000000001 ${'11'.repeat(32)} ${'00'.repeat(16)} ${'00'.repeat(8)} ${'00'.repeat(8)} ${'22'.repeat(16)} 0020 ${'33'.repeat(32)}`
const identity = `02 00 000a 02 07 000a 01 ${textOf('alice')}`

const ether = (file: string, type: string, text: string, ...layers: string[]) =>
  [file, packetOfHex(typed(type, text)), layers] as const
describe('trees', () => {
  test.each([
    ether('lldp', '88cc', station + tlv(0, ''), 'lldp'),
    ether('lldp-bridging', '88cc', ieee1, 'lldp'),
    ether('lldp-ethernet', '88cc', ieee3, 'lldp'),
    ether('lldp-media', '88cc', media, 'lldp'),
    ether('lldp-data-center', '88cc', dataCenter + others, 'lldp'),
    ether('eapol-key', '888e', eapolKey, 'eapol'),
    ether('eap', '888e', identity, 'eapol', 'eap'),
    ['cdp', packetOfHex(cisco('2000', `02 b4 0000 ${discovery}`)), ['cdp']],
    ['udld', packetOfHex(udld), ['udld']],
    ['dtp', packetOfHex(dtp), ['dtp']],
    ['vtp', packetOfHex(vtpSubset), ['vtp']],
    ['slarp', slarp('00000002 00000005 00000002 ffff'), ['slarp']],
    ['lacp', packetOfHex(lacp), ['slow', 'lacp']],
    ['marker', packetOfHex(marker), ['marker']],
    ['oam', packetOfHex(oamInformation), ['oampdu']],
    ['oam-events', packetOfHex(oamEvents), ['oampdu']],
    ['ossp', packetOfHex(clock), ['ossp']],
    ether('loop', '9000', '0800 0200 020000000002 0100 0700 0000', 'loop'),
  ] as const)('%s', (file, packet, layers) => expectGolden(packet, file, ...layers))
})

describe('lines', () => {
  const eap = (text: string) => line(typed('888e', `02 00 ${sized(text)}`), 'eap')

  test('of discovery', () => {
    expect(line(typed('88cc', station), 'lldp')).toBe('sw1, port ge0, for 120 s')
    expect(line(cisco('2000', `02 b4 0000 ${discovery}`), 'cdp')).toBe('sw1, port ge0, model 1')
    expect(line(udld, 'udld')).toBe('Probe, dev1, ge0')
    expect(line(dtp, 'dtp')).toBe('domain lab, Trunk/Desirable, 802.1Q/802.1Q')
    expect([vtpSummary, vtpSubset, vtpRequest, vtpJoin].map((text) => line(text, 'vtp'))).toEqual([
      'Summary advertisement, domain lab, revision 2, followers 1',
      'Subset advertisement, domain lab, revision 2',
      'Advertisement request, domain lab',
      'Join/prune message, domain lab',
    ])
  })

  test('of links', () => {
    expect(summariesOf(slarp('00000001 c0000201 ffffff00 0000'), 'slarp')).toEqual([
      'Address reply 192.0.2.1, mask 255.255.255.0',
    ])
    expect(line(lacp, 'lacp')).toBe(
      'LACP version 1, actor 02:00:00:00:00:10 port 22 key 13 [active, aggregatable, in sync, collecting, distributing], ' +
        'partner 02:00:00:00:00:10 port 22 key 13 [active, aggregatable, expired]',
    )
    expect(line(marker, 'marker')).toBe('Marker Information of 02:00:00:00:00:10 port 5, transaction 7')
    expect(line(oamInformation, 'oampdu')).toBe('OAM information, dying gasp')
    expect(line(clock, 'ossp')).toBe('ESMC event, QL-SEC or EEC1')
  })

  test('of authentication', () => {
    expect(line(typed('888e', eapolKey), 'eapol')).toBe('Key, message 3 of the four-way handshake')
    expect(line(typed('888e', '01 01 0000'), 'eapol')).toBe('Start')
    expect(line(typed('888e', identity), 'eap')).toBe('Response, Identity, alice')
    expect(eap('01 05 0016 04 10 000102030405060708090a0b0c0d0e0f')).toBe('Request, MD5-Challenge')
    expect(eap('01 05 0006 19 20')).toBe('Request, PEAP, start')
    expect(eap('02 05 0006 03 19')).toBe('Response, Legacy Nak')
    expect(eap('01 05 0010 12 0a 0000 0f 02 0002 00010000')).toBe('Request, EAP-SIM')
    expect(eap('01 05 0017 1a 01 05 0012 08 0102030405060708 616263 6465')).toBe(
      'Request, MS-EAP-Authentication, Challenge',
    )
    expect(eap('04 05 0004')).toBe('Failure')
  })

  test('of stations that test a path', () => {
    expect(packetOfHex(typed('9000', '0000 0100 0700 0000')).configurationTesting).toMatchObject({ relevant: 1 })
    expect(line(typed('9000', '0000 0200 020000000002 0100 0700 0000'), 'loop')).toBe(
      'Forward data to 02:00:00:00:00:02, receipt 7',
    )
    expect(protocolsOf(packetOfHex(typed('9000', '0000 0100 0700 0000')))).toMatch(/^eth:loop/)
  })
})

describe('damage', () => {
  test.each([
    ['LLDP', typed('88cc', tlv(1, '04 020000000010') + tlv(127, '0080c2 0b 84 34') + tlv(127, '0012bb 02 01 400aed'))],
    ['OAM', oamEvents],
  ])('%s', (_, text) => expectSafe(bytesOf(text)))
})
