import { describe, expect, test } from 'vitest'
import { followed, hexOf, raw, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const lines = (...all: readonly string[]) => hexOf(all.map((line) => `${line}\r\n`).join(''))
const create = lines(
  'CRCX 1204 aaln/1@gate.example MGCP 1.0',
  'C: A3C47F21456789F0',
  'L: p:10, a:PCMU',
  'M: recvonly',
  '',
)
const media = ['v=0', 'o=- 1 1 IN IP4 192.0.2.2', 's=-', 'c=IN IP4 192.0.2.2', 't=0 0', 'm=image 3456 udptl t38']
const answer = lines('200 1204 OK', 'I: FDE234C8', '', ...media)
const mgcp = (payload: string) => packetOfHex(udp(2427, payload), raw)

describe('MGCP', () => {
  test('tree of a command', () => expectGolden(mgcp(create), 'mgcp-create', 'mgcp'))
  test.each([
    [create, 'CRCX (CreateConnection) 1204 aaln/1@gate.example'],
    [answer, '200 1204 OK'],
    [lines('401 2002'), '401 2002 Phone is off hook'],
    [lines('NTFY 2002 aaln/1@gate.example MGCP 1.0', 'X: 12', 'O: L/hd'), 'NTFY (Notify) 2002 aaln/1@gate.example'],
    [lines('XYZW 2002 aaln/1@gate.example MGCP 1.0'), 'XYZW 2002 aaln/1@gate.example'],
  ])('line %#', (payload, line) => expect(summariesOf(mgcp(payload), 'mgcp')).toEqual([line]))
  test('a description follows', () => {
    expect(protocolsOf(mgcp(answer))).toContain('mgcp:sdp')
    expect(valuesOf(mgcp(create), 'mgcp.param.connectionmode')).toEqual(['recvonly'])
  })
  test('other bytes are not it', () => expect(mgcp(lines('GET / HTTP/1.1')).mgcp).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(udp(2427, create)), raw))
})

describe('T.38', () => {
  const fax = (payload: string) => followed(udp(2427, answer), udp(3456, payload))[1]!
  const data = '0001 09 c0 01 80 0003 ffc80102 00 01 01 06'
  test('tree of data', () => expectGolden(fax(data), 't38-data', 't38'))
  test.each([
    ['0000 01 06 00 00', 'Seq=0 v21-preamble'],
    [data, 'Seq=1 v21 hdlc-data'],
    ['0002 03 c2 01 08', 'Seq=2 v27-2400 hdlc-sig-end'],
    ['0003 01 04 80 01 03 01 02 0102', 'Seq=3 ced'],
  ])('line %s', (payload, line) => expect(summariesOf(fax(payload), 't38')).toEqual([line]))
  test('media of the call may be there before', () =>
    expect(protocolsOf(fax('80 08 0734 67d39788 0eaf0eaf d555d555d5d5d5'))).toContain('udp:rtp'))
  test('is safe', () => expectSafe(bytesOf(udp(3456, data)), raw))
})
