/** What NetBIOS and DCE/RPC say in a line, and which lines are warnings or errors. */
import { describe, expect, test } from 'vitest'
import { linesInSegments, lookOf } from '../../../support/looks.ts'
import { overTcp, overUdp, raw } from '../../../support/over-ip.ts'
import { bytesOf, packetOfHex, valuesOf } from '../../../support/packets.ts'

/** A name of NetBIOS in half octets: `EXAMPLE` and its type. */
const encoded = (name: string, type: number) =>
  `20 ${Buffer.from(name.padEnd(15, ' ') + String.fromCharCode(type), 'latin1')
    .toString('hex')
    .replace(/./g, (digit) => (0x41 + Number.parseInt(digit, 16)).toString(16))} 00`
const session = (type: string, body: string) =>
  `${type} 00 ${bytesOf(body).length.toString(16).padStart(4, '0')} ${body}`

describe('sessions of NetBIOS', () => {
  test.each([
    [session('81', `${encoded('SERVER', 0x20)} ${encoded('CLIENT', 0)}`), 'Session request, CLIENT<00> to SERVER<20>'],
    [session('82', ''), 'Positive session response, 0 bytes'],
    [session('83', '82'), 'warning: Negative session response, Called name not present'],
    [session('83', '99'), 'warning: Negative session response, 153'],
    [session('84', 'c0000209 008b'), 'Retarget session response, 6 bytes'],
    [session('85', ''), 'Session keep-alive, 0 bytes'],
  ] as const)('%s', (text, line) => expect(lookOf(overTcp(50000, 139, text), raw, 'nbss')).toBe(line))

  test('a request in two segments', () => {
    const line = 'Negative session response, Unspecified error'
    expect(linesInSegments(139, session('83', '8f'), 'nbss', 3)).toEqual([[line], [], [line], [line, line]])
  })
})

const datagram = (type: string, flags: string, rest: string) => `${type} ${flags} 1234 c0000201 008a ${rest}`

describe('datagrams of NetBIOS', () => {
  const names = `${encoded('CLIENT', 0)} ${encoded('SERVER', 0x20)}`
  test.each([
    [datagram('10', '02', `0044 0000 ${names}`), 'Direct_unique datagram CLIENT<00> to SERVER<20>'],
    [datagram('13', '02', '82'), 'warning: Datagram error Destination name not present'],
    [datagram('13', '02', '99'), 'warning: Datagram error 153'],
    [datagram('14', '02', encoded('SERVER', 0x20)), 'Datagram query request SERVER<20>'],
  ] as const)('%s', (text, line) => expect(lookOf(overUdp(138, 138, text), raw, 'nbdgm')).toBe(line))

  test('fragments are only a part', () => {
    const packet = packetOfHex(overUdp(138, 138, datagram('10', '03', `0044 0100 ${names} ff534d42`)), raw)
    expect(valuesOf(packet, 'nbdgm.next')).toEqual([true])
    expect(packet.smb).toBeUndefined()
  })
})

const little = (value: number) =>
  value
    .toString(16)
    .padStart(4, '0')
    .replace(/(..)(..)/, '$2$1')
const pdu = (type: string, body: string, flags = '03', authentication = '') => {
  const length = 16 + bytesOf(body + authentication).length
  const authenticated = authentication === '' ? 0 : bytesOf(authentication).length - 8
  return `05 00 ${type} ${flags} 10000000 ${little(length)} ${little(authenticated)} 07000000 ${body} ${authentication}`
}
const big = (type: string, body: string) =>
  `05 00 ${type} 03 00000000 ${(16 + bytesOf(body).length).toString(16).padStart(4, '0')} 0000 00000007 ${body}`
const ndr = '045d888aeb1cc9119fe808002b104860'

describe('DCE/RPC', () => {
  test.each([
    [pdu('00', '04000000 0000 0300 01020304', '01'), 'Request, call 7: opnum 3, context 0, first fragment'],
    [pdu('00', '04000000 0000 0300 01020304', '02'), 'Request, call 7: opnum 3, context 0, last fragment'],
    [pdu('00', '04000000 0000 0300 01020304', '00'), 'Request, call 7: opnum 3, context 0, fragment'],
    [pdu('00', `04000000 0100 0300 ${'11'.repeat(16)} 01020304`, '83'), 'Request, call 7: opnum 3, context 1'],
    [pdu('02', '04000000 0100 0000 01020304'), 'Response, call 7: context 1'],
    [big('02', '00000004 0001 0000 01020304'), 'Response, call 7: context 1'],
    [pdu('03', '00000000 0000 00 00 99999999 00000000'), 'error: Fault, call 7: 0x99999999'],
    [big('03', '00000000 0000 00 00 1c010002 00000000'), 'error: Fault, call 7: nca_op_rng_error'],
    [pdu('0d', '0400 00'), 'error: Bind_nak, call 7: Protocol version not supported'],
    [pdu('0d', '6300 00'), 'error: Bind_nak, call 7: 99'],
    [pdu('0c', `b810 b810 01000000 0400 31333500 0000 01 000000 6300 0000 ${ndr} 02000000`), 'Bind_ack, call 7: 99'],
    [
      pdu('0b', `b810 b810 00000000 01 000000 0000 01 00 ${'12'.repeat(16)} 0300 0000 ${ndr} 02000000`),
      `Bind, call 7: ${['12121212', '1212', '1212', '1212', '121212121212'].join('-')} V3`,
    ],
    [pdu('11', ''), 'Shutdown, call 7'],
  ] as const)('%s', (text, line) => expect(lookOf(overTcp(50000, 135, text), raw, 'dcerpc')).toBe(line))

  test('data end before the authentication', () => {
    const packet = packetOfHex(
      overTcp(50000, 135, pdu('00', '04000000 0000 0300 01020304', '03', '0a 05 00 00 00000000 aabbccdd')),
      raw,
    )
    expect(valuesOf(packet, 'dcerpc.stub_data')).toEqual([bytesOf('01020304')])
    expect(valuesOf(packet, 'dcerpc.auth_credentials')).toEqual([bytesOf('aabbccdd')])
  })

  test('of an operation on an object, what is after the object', () => {
    const packet = packetOfHex(
      overTcp(50000, 135, pdu('00', `04000000 0100 0300 ${'11'.repeat(16)} 01020304`, '83')),
      raw,
    )
    expect(valuesOf(packet, 'dcerpc.stub_data')).toEqual([bytesOf('01020304')])
  })
})
