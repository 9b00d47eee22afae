import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number) => value.toString(16).padStart(4, '0')
const tcp = (payload: string, port = '0066') =>
  `45 00 ${hex(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  ${port} d000 00000001 00000001 50 18 ffff 0000 0000 ${payload}`
const tpkt = (payload: string) => `03 00 ${hex(4 + bytesOf(payload).length)} ${payload}`

const request = tpkt('11 e0 0000 0100 00  c0 01 0a  c1 02 0100  c2 02 5341')
const data = tpkt('02 f0 80 72 03 02')
const negotiation = tpkt(
  '45 e0 0000 0000 00  436f6f6b69653a206d737473686173683d610d0a  01 08 0800 03000000' +
    '06 00 2400 000102030405060708090a0b0c0d0e0f 00000000000000000000000000000000',
)
const confirm = tpkt('0e d0 0000 1234 00  02 1f 0800 02000000')
const failure = tpkt('0e d0 0000 1234 00  03 00 0800 05000000')

describe('TPKT and COTP', () => {
  test.each([
    ['cotp-request', request],
    ['cotp-data', data],
    ['rdp-request', negotiation],
    ['rdp-confirm', confirm],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(tcp(text), raw), file, 'tpkt', 'cotp', 'rdp'))

  test('selectors are text or numbers', () => {
    const packet = packetOfHex(tcp(request), raw)
    expect(valuesOf(packet, 'cotp.src-tsap')).toEqual(['0x0100'])
    expect(valuesOf(packet, 'cotp.dst-tsap')).toEqual(['SA'])
    expect(valuesOf(packet, 'cotp.tpdu_size')).toEqual([1024])
    expect(summariesOf(packet, 'cotp')).toEqual(['CR Connect Request from 0x0100 to 0x0000'])
  })

  test('unknown data is data', () => {
    expect(protocolsOf(packetOfHex(tcp(data), raw))).toBe('raw:ip:tcp:tpkt:cotp:data')
    expect(protocolsOf(packetOfHex(tcp('04 00 0007 02 f0 80'), raw))).toBe('raw:ip:tcp:data')
  })

  test('other TPDUs name their references', () => {
    const words = (text: string) => summariesOf(packetOfHex(tcp(tpkt(text)), raw), 'cotp')
    expect(words('06 80 0001 0002 80')).toEqual(['DR Disconnect Request from 0x0002 to 0x0001'])
    expect(words('04 70 0001 02')).toEqual(['ER TPDU Error to 0x0001'])
    expect(words('02 f0 05 61')).toEqual(['DT Data, number 5, more follows'])
  })
})

describe('RDP', () => {
  test('says what is asked for and selected', () => {
    const words = (text: string) => summariesOf(packetOfHex(tcp(text, '0d3d'), raw), 'rdp')
    expect(words(negotiation)).toEqual(['Cookie: mstshash=a, Negotiation request: TLS, CredSSP'])
    expect(words(confirm)).toEqual(['Negotiation response: CredSSP'])
    expect(words(failure)).toEqual(['Negotiation failure: HYBRID_REQUIRED_BY_SERVER'])
  })

  test('TLS follows what selects it', () => {
    const packets = dialog(
      [
        ['>', bytesOf(tpkt('0e e0 0000 0000 00  01 00 0800 03000000'))],
        ['<', bytesOf(confirm)],
        ['>', bytesOf('15 03 03 0002 01 00')],
      ],
      { port: 3389 },
    )
    expect(packets.map(protocolsOf)).toEqual(['raw:ip:tcp:tpkt:cotp:rdp', 'raw:ip:tcp:tpkt:cotp:rdp', 'raw:ip:tcp:tls'])
  })
})

test('damaged packets are safe', () => {
  expectSafe(bytesOf(tcp(request)), raw)
  expectSafe(bytesOf(tcp(confirm)), raw)
})
