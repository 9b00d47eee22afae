import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { hexOf, raw, tcp, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const size = (hex: string, more = 0) => (bytesOf(hex).length + more).toString(16).padStart(4, '0')
const tpkt = (message: string) => `0300 ${size(message, 4)} ${message}`
const user = (message: string) => `7e ${size(message, 1)} 05 ${message}`
const oid = '06 0008914a0004'
const setup = `08 02 77f4 05 04 03 8090a3 6c 06 0180 ${hexOf('1234')} 70 05 c1 ${hexOf('5678')} 28 04 ${hexOf('bob')}00 ${user(`20 80 ${oid} 01`)}`
const connect = `08 02 f7f4 07 ${user(`22 c0 ${oid} 00 c0000202 04d0 00`)}`
const call = (message: string) => packetOfHex(tcp(1720, tpkt(message)), raw)

describe('Q.931 and H.225.0', () => {
  test('tree of a setup', () => expectGolden(call(setup), 'h323-setup', 'q931', 'h225'))
  test.each([
    [setup, 'SETUP reference 30708 from 1234 to 5678', 'CS: setup version 4'],
    [connect, 'CONNECT reference 30708', 'CS: connect version 4 H.245 at 192.0.2.2:1232'],
    [
      `08 02 f7f4 5a 08 02 8090 ${user(`25 80 ${oid}`)}`,
      'RELEASE COMPLETE reference 30708 cause 16 Normal call clearing',
      'CS: releaseComplete version 4',
    ],
    [
      `08 02 f7f4 5a 08 03 008091 ${user(`25 80 ${oid}`)}`,
      'RELEASE COMPLETE reference 30708 cause 17 User busy',
      'CS: releaseComplete version 4',
    ],
    [`08 02 f7f4 03 1e 02 8188 ${user(`28 00 08 80 ${oid}`)}`, 'PROGRESS reference 30708', 'CS: progress version 4'],
    [`08 02 f7f4 62 ${user('28 10 01 00')}`, 'FACILITY reference 30708', 'CS: empty'],
    ['08 01 85 75 14 01 04 34 01 4f 2c 02 3132 27 01 80 a1', 'STATUS ENQUIRY reference 5', undefined],
    ['08 00 01', 'ALERTING', undefined],
  ])('line %#', (message, line, user) => {
    expect(summariesOf(call(message), 'q931')).toEqual([line])
    expect(summariesOf(call(message), 'h225')).toEqual(user === undefined ? [] : [user])
  })
  test('what COTP is spoken on is another port', () =>
    expect(protocolsOf(packetOfHex(tcp(102, '0300 0007 02f080'), raw))).toContain('tpkt:cotp'))
  test('is safe', () => expectSafe(bytesOf(tcp(1720, tpkt(setup))), raw))
})

describe('H.225.0 RAS', () => {
  const ras = (message: string) => packetOfHex(udp(1719, message), raw)
  test.each([
    [`00 80 0000 ${oid} 00`, 'RAS: gatekeeperRequest, request 1'],
    [`0e 40 0001 ${oid} 00`, 'RAS: registrationRequest, request 2'],
    ['16 80 0001 010041', 'RAS: registrationReject, request 2'],
    ['26 80 0002 00', 'RAS: admissionRequest, request 3'],
    ['3e 1053 00', 'RAS: disengageRequest, request 4180'],
    ['80 05 80 1053 00', 'RAS: requestInProgress, request 4180'],
    ['81 05 80 1053 00', 'RAS: resourcesAvailableIndicate, request 4180'],
  ])('line %s', (message, line) => expect(summariesOf(ras(message), 'h225')).toEqual([line]))
  test('tree of a request', () => expectGolden(ras(`0e 40 0001 ${oid} 00`), 'h323-registration', 'h225'))
  test('values', () =>
    expect(valuesOf(ras(`0e 40 0001 ${oid} 00`), 'h225.protocolIdentifier')).toEqual(['0.0.8.2250.0.4']))
  test('other bytes are not it', () => expect(packetOfHex(udp(1719, 'ff010203'), raw).h225Ras).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(udp(1719, `0e 40 0001 ${oid} 00`)), raw))
})

describe('H.245', () => {
  const messages = [
    ['0270 01 06 00088175 0005 00', 'terminalCapabilitySet'],
    ['0100 32 03783782', 'masterSlaveDetermination'],
    ['2180 01', 'terminalCapabilitySetAck'],
    ['20a0', 'masterSlaveDeterminationAck'],
    ['0300 0064 0c201d', 'openLogicalChannel, channel 101'],
    ['22c0 0064 0280', 'openLogicalChannelAck, channel 101'],
    ['0400 0064 00', 'closeLogicalChannel, channel 101'],
    ['2380 0064', 'closeLogicalChannelAck, channel 101'],
    ['4a40', 'endSessionCommand'],
    ['6d40 0131', 'userInput'],
    ['7120 00', 'genericIndication'],
  ] as const
  const packets = dialog([['>', bytesOf(messages.map(([message]) => tpkt(message)).join(' '))]], { port: 40_000 })
  test('tree', () => expectGolden(packets[0]!, 'h323-control', 'h245'))
  test('lines', () => expect(summariesOf(packets[0]!, 'h245')).toEqual(messages.map(([, line]) => line)))
  test('other TPKT packets are not it', () =>
    expect(packetOfHex(tcp(40_000, tpkt('0270 01 06 00088176 0005 00')), raw).h245).toBeUndefined())
})
