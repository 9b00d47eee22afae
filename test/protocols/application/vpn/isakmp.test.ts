import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const hex32 = (value: number) => value.toString(16).padStart(8, '0')
const udp = (port: number, payload: string) => {
  const { length } = bytesOf(payload)
  const ip = `45 00 ${hex16(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202`
  return `${ip} ${hex16(port)} ${hex16(port)} ${hex16(8 + length)} 0000 ${payload}`
}
const spis = 'a1a2a3a4a5a6a7a8 0000000000000000'
const message = (next: string, version: string, exchange: string, flags: string, payloads: string) =>
  `${spis} ${next} ${version} ${exchange} ${flags} 00000000 ${hex32(28 + bytesOf(payloads).length)} ${payloads}`

/** RFC 2408, section 3.4: a proposal with a transform that has attributes of both forms, and a vendor ID. */
const mainMode = message(
  '01',
  '10',
  '02',
  '00',
  `0d 00 0038 00000001 00000001
     00 00 002c 01 01 00 01  00 00 0024 01 01 0000 80010007 80020004 80030001 8004000e 800b0001 000c0004 00007080
   00 00 0014 afcad71368a1f1c96b8696fc77570100`,
)
/** RFC 7296, section 1.2: association, key exchange, nonce and notifications. */
const initial = message(
  '21',
  '20',
  '22',
  '08',
  `22 00 0030 00 00 002c 01 01 00 04
     03 00 000c 01 00 000c 800e0100  03 00 0008 02 00 0005  03 00 0008 03 00 000c  00 00 0008 04 00 001f
   28 00 000c 001f 0000 01020304
   29 00 0008 0a0b0c0d
   29 00 000c 00 00 4004 01020304
   00 00 0010 00 00 402f 0002 0003 0004 0005`,
)
const authentication = message('2e', '20', '23', '20', '27 00 0014 00112233445566778899aabbccddeeff')
const fragment = message('35', '20', '23', '08', '27 00 0010 0002 0003 0011223344556677')
const quick = message('08', '10', '20', '01', '00112233')
const selectors = message(
  '2c',
  '20',
  '24',
  '08',
  `2d 00 0018 01 000000 07 06 0010 0050 0050 c0000200 c00002ff
   2a 00 0030 01 000000 08 00 0028 0000 ffff ${'20010db8'.padEnd(32, '0')} ${'20010db8'.padEnd(32, 'f')}
   2f 00 000c 03 04 0001 11223344
   23 00 0010 01 000000 0001 0004 c0000210
   00 00 000c 02 000000 61626364`,
)
const identities = message(
  '05',
  '10',
  '04',
  '00',
  `05 00 000c 01 11 01f4 c0000201
   0b 00 0010 04 00 0000 c0000200 ffffff00
   0c 00 0010 00000001 01 00 000e 61626364
   0e 00 0010 00000001 03 04 0001 01020304
   84 00 000c 01 00 0007 c0880000
   00 00 000c 0001 02 01 aabbccdd`,
)

describe('ISAKMP', () => {
  test.each([
    ['isakmp-main-mode', mainMode],
    ['isakmp-initial', initial],
    ['isakmp-selectors', selectors],
    ['isakmp-identities', identities],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(udp(500, text), raw), file, 'isakmp'))

  test('the line names the exchange and its payloads', () => {
    const line = (text: string) => summariesOf(packetOfHex(udp(500, text), raw), 'isakmp')[0]
    expect(line(mainMode)).toBe(
      'IKEv1 Identity Protection (Main Mode): Security Association, Vendor ID RFC 3706 DPD (Dead Peer Detection)',
    )
    expect(line(initial)).toBe(
      'IKEv2 IKE_SA_INIT, initiator request: Security Association, Key Exchange, Nonce, ' +
        'Notify NAT_DETECTION_SOURCE_IP, Notify SIGNATURE_HASH_ALGORITHMS',
    )
    expect(line(authentication)).toBe('IKEv2 IKE_AUTH, responder response: Encrypted and Authenticated')
    expect(line(fragment)).toBe('IKEv2 IKE_AUTH, initiator request: Encrypted and Authenticated Fragment 2 of 3')
    expect(line(quick)).toBe('IKEv1 Quick Mode: encrypted')
  })

  test('on port 4500 it follows a marker', () => {
    const packet = packetOfHex(udp(4500, `00000000 ${authentication}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:udpencap:isakmp')
    expect(valuesOf(packet, 'isakmp.exchangetype')).toEqual([35])
  })

  test('what is encrypted has no payloads', () => {
    expect(valuesOf(packetOfHex(udp(500, quick), raw), 'isakmp.typepayload')).toEqual([])
    expect(valuesOf(packetOfHex(udp(500, authentication), raw), 'isakmp.typepayload')).toEqual([46])
  })

  test('another version is not ISAKMP', () =>
    expect(protocolsOf(packetOfHex(udp(500, message('01', '30', '02', '00', '')), raw))).toBe('raw:ip:udp:data'))

  test('damage', () => {
    expectSafe(bytesOf(udp(500, fragment)), raw)
    // Nothing is left of a value that is read twice, and the fields made of it are absent.
    expectSafe(bytesOf(udp(500, mainMode)), raw, ['3:isakmp/payloads/0/proposals/0/transforms/0/attributes/5/value'])
  })
})
