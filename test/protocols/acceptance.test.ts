/** Bytes that are not those of the protocol of a port stay data, or are what the other port says. */
import { describe, expect, test } from 'vitest'
import { reachOf } from '../../src/packet/decode-plan.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { overTcp, overUdp, raw } from '../support/over-ip.ts'
import { bytesOf, packetOfHex, protocolsOf } from '../support/packets.ts'

const carried = (frame: string) => protocolsOf(packetOfHex(frame, raw)).split(':').slice(3).join(':')
const udp = (port: number, payload: string) => carried(overUdp(40_000, port, payload))
const more = '11'.repeat(40)

test.each([
  ['DNS', 53],
  ['DHCP', 67],
  ['NTP', 123],
  ['NetBIOS names', 137],
  ['NetBIOS datagrams', 138],
  ['RIP', 520],
  ['RIPng', 521],
  ['L2TP', 1701],
  ['SSDP', 1900],
  ['HSRP', 1985],
  ['GTP', 2152],
  ['Teredo', 3544],
  ['BFD', 3784],
  ['LISP', 4342],
  ['VXLAN', 4789],
  ['VXLAN-GPE', 4790],
  ['mDNS', 5353],
  ['LLMNR', 5355],
  ['Geneve', 6081],
  ['PFCP', 8805],
  ['Dropbox', 17_500],
])('what is no %s is data', (_, port) => expect(udp(port, `e7f6f5f4f3f2f1f0efeeedecebeae9e8 ${more}`)).toBe('data'))

test.each([
  ['a message of NTP for control', 123, `26 02 0001 ${more}`, 'ntp'],
  ['a message of NTP of private use', 123, `17 00 03 2a ${more}`, 'ntp'],
  ['a message of NTP with a stratum of 17', 123, `23 11 06 ec ${more}`, 'data'],
  ['a header of DNS that was cut', 53, '1234 8180', 'dns'],
  ['the second version of HSRP', 1985, `01 28 02 00 06 06 ${more}`, 'hsrp'],
  ['Teredo with an origin', 3544, `0000 63bf 3ffffdfe 60 ${more}`, 'teredo:ipv6:udp'],
  ['a record of DTLS that holds more than one sends', 40_001, `15 0100 0000 000203003301 0002 0100 ${more}`, 'data'],
  ['a record of DTLS with no message in it', 40_001, `16 feff 0000 000000000000 0020 fefffff000000000 ${more}`, 'data'],
  ['an alert of DTLS in plain text that is too long', 40_001, `15 fefd 0000 000000000001 0020 ${more}`, 'data'],
  ['an alert of DTLS', 40_001, '15 fefd 0000 000000000001 0002 0100', 'dtls'],
  ['an alert of DTLS that is encrypted', 40_001, `15 fefd 0001 000000000001 0020 ${more}`, 'dtls'],
  ['a change of ciphers in DTLS', 40_001, '14 fefd 0000 000000000003 0001 01', 'dtls'],
  ['a change of ciphers in DTLS that is too long', 40_001, `14 fefd 0000 000000000003 0020 ${more}`, 'data'],
  ['application data of DTLS', 40_001, `17 fefd 0000 000000000003 0020 ${more}`, 'dtls'],
  ['a message of DTLS that goes on', 40_001, `16 feff 0000 000000000000 0220 ${more}`, 'dtls'],
])('%s', (_, port, payload, names) => expect(udp(port, payload).replace(/(?<=ntp|dns|hsrp|dtls).*/, '')).toBe(names))

describe('on a port that says nothing', () => {
  const tcp = (payload: string) => carried(overTcp(40_000, 40_001, payload))
  const link = '00000010 00000015 00000000 00000007'
  test.each([
    ['messages of SMPP up to the end', `${link} ${link}`, 'smpp'],
    ['a response of SMPP with a status', '00000010 80000004 00000058 00000007', 'smpp'],
    ['a message of SMPP and something else', `${link} 00`, 'data'],
    ['a message of SMPP that is not all there', '00000020 00000004 00000000 00000007', 'data'],
    ['a command of SMPP that needs more', '00000010 00000004 00000000 00000007', 'data'],
  ])('%s', (_, payload, name) => expect(tcp(payload)).toBe(name))

  test.each([
    ['data of WireGuard', `04000000 1a2b3c4d 0100000000000000 ${'11'.repeat(32)}`, 'wg'],
    ['data of WireGuard for nobody', `04000000 00000000 0100000000000000 ${'11'.repeat(32)}`, 'data'],
    ['data of WireGuard with a counter that no session reaches', `04000000 1a2b3c4d ${'11'.repeat(40)}`, 'data'],
  ])('%s', (_, payload, name) => expect(udp(40_001, payload)).toBe(name))
})

describe('SOCKS on its port', () => {
  const tcp = (payload: string) => carried(overTcp(40_000, 1080, payload))
  test.each([
    ['methods', '05 02 00 02', 'socks'],
    ['methods that nobody has', '05 64 0a 44 03 00 04 00', 'data'],
    ['a reply of version 4', '00 5a 0050 c0000201', 'socks'],
    ['a result that there is not', '00 01 0050 c0000201', 'data'],
  ])('%s', (_, payload, name) => expect(tcp(payload)).toBe(name))
})

describe('of two ports that lead to protocols', () => {
  // A request of DNP3 with its checksum, from a port of SOCKS.
  const frame = overTcp(1080, 20_000, '056408c001000a0071af c0c001cfba')
  test('the other one counts where the first refuses the bytes', () =>
    expect(carried(frame).split(':')[0]).toBe('dnp3'))
  test('also where only that is looked for', () => {
    const id = entries.findIndex(({ schema }) => schema.name === 'dnp3')
    const [bytes, layers] = [bytesOf(frame), new Layers()]
    layers.split(bytes, 0, bytes.length, bytes.length, raw, reachOf(new Set([id])))
    expect([...layers.protocol.subarray(0, layers.count)]).toContain(id)
  })
  test('neither where both do', () => expect(carried(overTcp(1080, 20_000, `ff ${more}`))).toBe('data'))
})
