import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { followed, raw, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const frame = (message: string) => udp(13400, `02fd8001${hex(4 + message.length / 2, 4)}0e001000${message}`)

const messages: readonly (readonly [message: string, line: string])[] = [
  ['1003', 'Request Diagnostic Session Control, Extended Diagnostic Session'],
  ['5003003201f4', 'Reply Diagnostic Session Control, Extended Diagnostic Session'],
  ['1101', 'Request ECU Reset, Hard Reset'],
  ['5101', 'Reply ECU Reset, Hard Reset'],
  ['14ffffff', 'Request Clear Diagnostic Information'],
  ['54', 'Reply Clear Diagnostic Information'],
  ['1902ff', 'Request Read DTC Information, DTC by status mask'],
  ['5902ff12345608', 'Reply Read DTC Information, DTC by status mask'],
  ['22f190f187', 'Request Read Data By Identifier, 0xf190 0xf187'],
  ['62f1905756575a5a5a', 'Reply Read Data By Identifier, 0xf190'],
  ['23140000100010', 'Request Read Memory By Address'],
  ['63aabb', 'Reply Read Memory By Address'],
  ['2701', 'Request Security Access, type 0x1'],
  ['670111223344', 'Reply Security Access, type 0x1'],
  ['270255667788', 'Request Security Access, type 0x2'],
  ['6702', 'Reply Security Access, type 0x2'],
  ['2ef1904142', 'Request Write Data By Identifier, 0xf190'],
  ['6ef190', 'Reply Write Data By Identifier, 0xf190'],
  ['2f12340301', 'Request Input Output Control By Identifier, 0x1234'],
  ['6f12340301', 'Reply Input Output Control By Identifier, 0x1234'],
  ['3101ff0001', 'Request Routine Control, Start routine, 0xff00'],
  ['7101ff000001', 'Reply Routine Control, Start routine, 0xff00'],
  ['3400440000100000000100', 'Request Request Download'],
  ['74200102', 'Reply Request Download'],
  ['3500440000100000000100', 'Request Request Upload'],
  ['75200102', 'Reply Request Upload'],
  ['3601aabb', 'Request Transfer Data'],
  ['7601', 'Reply Transfer Data'],
  ['37', 'Request Request Transfer Exit'],
  ['77', 'Reply Request Transfer Exit'],
  ['3e00', 'Request Tester Present'],
  ['7e00', 'Reply Tester Present'],
  ['3e80', 'Request Tester Present'],
  ['8502', 'Request Control DTC Setting, type 0x2'],
  ['c502', 'Reply Control DTC Setting, type 0x2'],
  ['7f2231', 'Reply Error, Read Data By Identifier, Request out of range'],
  ['7f1078', 'Reply Error, Diagnostic Session Control, Request correctly received, response pending'],
  ['280301', 'Request Communication Control'],
  ['6803', 'Reply Communication Control'],
]

describe('UDS over DoIP', () => {
  test.each(messages)('%s', (message, line) => {
    const [packet] = followed(frame(message))
    expect(summariesOf(packet!, 'uds')).toEqual([line])
  })
  test('trees and values', async () => {
    const [read, download, error] = followed(frame('62f1905756'), frame('3400440000100000000100'), frame('7f2231'))
    await expectGolden(read!, 'uds-read', 'uds')
    await expectGolden(download!, 'uds-download', 'uds')
    await expectGolden(error!, 'uds-error', 'uds')
    expect(valuesOf(download!, 'uds.rd.memory_address')).toEqual([0x1000])
    expect(valuesOf(read!, 'uds.diag_addr_target')).toEqual([0x1000])
  })
  test('is safe', () => {
    for (const [message] of messages.slice(0, 8)) expectSafe(bytesOf(frame(message)), raw)
    expect(packetOfHex(frame('1003'), raw).doip).toBeDefined()
  })
})
