import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const packet = (type: number, body: string) => {
  const content = body.replace(/\s/g, '')
  return `${hex(8 + content.length / 2, 2)}0000${hex(type, 1)}000000${content}`
}
const long = (type: number, body: string) => {
  const content = body.replace(/\s/g, '')
  return `${hex(8 + content.length / 2, 4)}${hex(type, 1)}200000${content}`
}
const place = hexOf('(DESCRIPTION=(CONNECT_DATA=(SID=x)))')
const connect = packet(
  1,
  `013b 012c 0c41 2000 ffff 7f08 0000 0100 ${hex(place.length / 2, 2)} 0046 00000800 41 41 ${'00'.repeat(36)} ${place}`,
)
const data = (body: string) => long(6, `0000 ${body}`)
const linesOf = (content: string) => summariesOf(packetOfHex(tcp(1521, content), raw), 'tns')

describe('TNS', () => {
  test.each([
    [connect, 'Connect (1), (DESCRIPTION=(CONNECT_DATA=(SID=x)))'],
    [packet(2, '013b 0c41 2000 ffff 0100 0000 0018 41 41'), 'Accept (2)'],
    [packet(4, `22 00 0003 ${hexOf('(E)')}`), 'Refuse (4), (E)'],
    [packet(5, `0003 ${hexOf('(A)')}`), 'Redirect (5), (A)'],
    [packet(11, ''), 'Resend (11)'],
    [packet(12, '01 00 02'), 'Marker (12)'],
    [packet(14, '0001 0102'), 'Control (14)'],
    [packet(9, `01 02 ${hexOf('x')}`), 'Abort (9)'],
    [data('deadbeef 009a 00000000 0004 00'), 'Data (6), Secure Network Services'],
    [data(`01 06 05 00 ${hexOf('x86')}00`), 'Data (6), Set Protocol'],
    [data('02 0102'), 'Data (6), Set Datatypes'],
    [
      data(`03 5e 00 01 ${hexOf('select a from t')} 00`),
      'Data (6), User OCI Functions, Bundled execution call (V7), select a from t',
    ],
    [data('11 69 00'), 'Data (6), Piggy back function follow'],
  ])('%#', (bytes, line) => expect(linesOf(bytes)).toEqual([line]))

  test('tree of a connect', () => expectGolden(packetOfHex(tcp(1521, connect), raw), 'tns-connect', 'tns'))
  test('requests and responses in segments', () => {
    const accept = bytesOf(data(`01 06 00 ${hexOf('Linux')}00`))
    const packets = dialog([['>', bytesOf(connect)], ['<', accept.slice(0, 9)], ['<', accept.slice(9)]], { port: 1521 }) // prettier-ignore
    expect(summariesOf(packets[0]!, 'tns')[0]).toMatch(/^Request, Connect/)
    expect(summariesOf(packets[2]!, 'tns')).toEqual(['Response, Data (6), Set Protocol'])
    expect(valuesOf(packets[2]!, 'tns.data_setp_resp.banner')).toEqual(['Linux'])
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(1521, hexOf('GET / HTTP/1.1')), raw))).not.toContain('tns'))
  test('is safe', () => expectSafe(bytesOf(tcp(1521, connect)), raw))
})
