import { describe, expect, test } from 'vitest'
import { Packet } from '../../../src/packet/packet.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const wireless = 105
const [all, station, network] = ['ffffffffffff', '020000000001', '020000000002']
const frame = (control: string, body: string) => `${control} 0000 ${all} ${station} ${network} 1000 ${body}`

const ssid = '00 04 686f6d65'
const rates = '01 04 82848b16'
const channel = '03 01 06'
const traffic = '05 04 00 02 01 00'
const country = '07 06 4445 20 010d14'
const security = '30 14 0100 000fac04 0100 000fac04 0100 000fac02 8000'
const vendor = 'dd 10 0050f2 02 01 01 80 00 03a40000 27a40000'
const capabilities = `2d 1a 6f00 17 ffff${'00'.repeat(14)} 0000 00000000 00  7f 03 000008  c0 05 01 2a 00 0000  36 03 3412 01`
const beacon = frame(
  '80 00',
  `0102030400000000 6400 1104 ${ssid}${rates}${channel}${traffic}${country}${security}${capabilities}${vendor}`,
)

const named = 'Beacon frame, SSID="home"'
const lineOf = (hex: string) => summariesOf(packetOfHex(hex, wireless), 'wlan')[0]

describe('management frames', () => {
  test('tree', () => expectGolden(packetOfHex(beacon, wireless), 'wlan-beacon', 'wlan'))

  test('are one layer', () => expect(protocolsOf(packetOfHex(beacon, wireless))).toBe('wlan'))

  test.each([
    [beacon, 'Beacon frame, SSID="home"'],
    [frame('40 00', `00 00 ${rates}`), 'Probe request, wildcard SSID'],
    [frame('00 00', `1104 0a00 ${ssid}`), 'Association request, SSID="home"'],
    [frame('10 00', `1104 1100 01c0 ${rates}`), 'Association response, status 17 AP cannot handle more STAs'],
    [frame('20 00', `1104 0a00 ${network} ${ssid}`), 'Reassociation request, SSID="home"'],
    [frame('b0 00', '0000 0100 0000'), 'Authentication, Open System, sequence 1'],
    [frame('b0 00', '0000 0200 0000'), 'Authentication, Open System, sequence 2, status 0 Successful'],
    [frame('b0 00', '0300 0100 0000 1300 0102'), 'Authentication, SAE, sequence 1'],
    [frame('c0 00', '0700'), 'Deauthentication, reason 7 Class 3 frame received from nonassociated STA'],
    [frame('a0 00', '0003'), 'Disassociation, reason 768'],
    [frame('d0 00', '03 01 02'), 'Action, Block Ack'],
    [frame('d0 00', '83 01 02'), 'Action, Block Ack'],
    [frame('c0 40', '0700'), 'Deauthentication'],
    [frame('80 00', '0102'), 'Beacon frame'],
  ])('%s', (hex, line) => expect(lineOf(hex)).toBe(line))

  test.each<[string, readonly unknown[]]>([
    ['wlan.ssid', ['home']],
    ['wlan.fixed.beacon', [100]],
    ['wlan.tag.number', [0, 1, 3, 5, 7, 48, 45, 127, 192, 54, 221]],
    ['wlan.supported_rates', [0x82, 0x84, 0x8b, 0x16]],
    ['wlan.ds.current_channel', [6]],
    ['wlan.country_info.code', ['DE']],
    ['wlan.country_info.fnm.mtpl', [20]],
    ['wlan.rsn.akms.type', [2]],
    ['wlan.rsn.pcs.type', [4]],
    ['wlan.rsn.capabilities.mfpc', [true]],
    ['wlan.tag.oui', [0x0050f2]],
    ['wlan.wfa.ie.type', [2]],
    ['wlan.wfa.ie.wme.subtype', [1]],
    ['wlan.wfa.ie.wme.acp.aci', [0, 1]],
    ['wlan.ht.capabilities.short20', [true]],
    ['wlan.extcap.b19', [true]],
    ['wlan.vht.op.channelcenter0', [42]],
    ['wlan.mobility_domain.mdid', [0x1234]],
  ])('have the field %s', (name, values) => {
    const found = valuesOf(packetOfHex(beacon, wireless), name)
    expect(found.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value))).toEqual(
      values,
    )
  })

  test('leave alone what is encrypted, and what other authentications carry', () => {
    for (const hex of [frame('c0 40', '0700'), frame('b0 00', '0300 0100 0000 1300 0102'), frame('d0 00', '04 01 02')])
      expect(protocolsOf(packetOfHex(hex, wireless))).toBe('wlan:data')
  })

  test.each<[string, string, readonly unknown[]]>([
    ['03 00 01 0210 0000 3012', 'wlan.fixed.ssc.sequence', [0x123]],
    ['03 01 01 2500 0210 0000', 'wlan.fixed.status_code', [37]],
    ['03 02 0018 2700', 'wlan.fixed.reason_code', [39]],
  ])('of block acknowledgement (%s)', (body, name, values) =>
    expect(valuesOf(packetOfHex(frame('d0 00', body), wireless), name)).toEqual(values),
  )

  test('end a list of elements where the frame ends', () => {
    const packet = packetOfHex(frame('40 00', `${ssid} 01 ff 8284`), wireless)
    expect(valuesOf(packet, 'wlan.tag.number')).toEqual([0, 1])
    expect(protocolsOf(packet)).toBe('wlan')
  })

  test('do not reach a terminal with control characters', () =>
    expect(lineOf(frame('40 00', '00 03 1b5b6d'))).toContain('SSID="'))

  test('name a network as far as it was captured', () => {
    const whole = bytesOf(beacon)
    const lines = [36, 38, 40, 42, 60].map(
      (length) => summariesOf(Packet.of(whole.subarray(0, length), wireless), 'wlan')[0],
    )
    expect(lines).toEqual(['Beacon frame', 'Beacon frame', 'Beacon frame', named, named])
  })

  test('are safe', () => expectSafe(bytesOf(beacon), wireless))
})
