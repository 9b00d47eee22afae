/** What the protocols of plants say in a line, which lines are errors, and messages in several segments. */
import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { raw, tcp, udp } from '../../../support/raw-frames.ts'
import { linesInSegments, lookOf } from '../../../support/looks.ts'
import { bytesOf, summariesOf } from '../../../support/packets.ts'

const enip = (command: string, status = '00000000', data = '') =>
  `${command} ${hex16(bytesOf(data).length)} 07000000 ${status} 0000000000000000 00000000 ${data}`
/** Little-endian. */
const hex16 = (value: number) =>
  `${(value & 255).toString(16).padStart(2, '0')}${(value >> 8).toString(16).padStart(2, '0')}`
const cip = (data: string) =>
  enip('6f00', '00000000', `00000000 0a00 0200 0000 0000 b200 ${hex16(bytesOf(data).length)} ${data}`)
const ads = (command: string, flags: string, error: string, data = '') => {
  const length = `${hex16(bytesOf(data).length)} 0000`
  const size = `${hex16(bytesOf(data).length + 32)} 0000`
  return `0000 ${size} c0a80002 0101 5303 c0a80001 0101 0180 ${command} ${flags} ${length} ${error} 01000000 ${data}`
}
const doip = (type: string, data: string) =>
  `02 fd ${type} ${bytesOf(data).length.toString(16).padStart(8, '0')} ${data}`
const s7 = (kind: string, error: string, parameters: string, data = '') => {
  const lengths = [parameters, data].map((part) => bytesOf(part).length.toString(16).padStart(4, '0')).join(' ')
  const message = `32 ${kind} 0000 0001 ${lengths} ${error} ${parameters} ${data}`
  return `0300 ${(bytesOf(message).length + 7).toString(16).padStart(4, '0')} 02 f0 80 ${message}`
}
const modbus = (text: string) => `0001 0000 ${(bytesOf(text).length + 1).toString(16).padStart(4, '0')} 11 ${text}`

describe('lines', () => {
  test.each([
    ['enip', 44818, enip('6500', '00000000', '0100 0000'), 'Register Session session 0x7'],
    ['enip', 44818, enip('6500', '01000000'), 'error: Register Session session 0x7: Invalid Command'],
    ['enip', 44818, enip('6400', '99000000'), 'error: List Interfaces session 0x7: 153'],
    ['cip', 44818, cip('0e 03 2001 2401 3007'), 'Get Attribute Single'],
    ['cip', 44818, cip('33 00'), 'service 0x33'],
    ['cip', 44818, cip('8e 00 00 00'), 'Get Attribute Single response: Success'],
    ['cip', 44818, cip('8e 00 99 00'), 'error: Get Attribute Single response: status 0x99'],
    [
      'ams',
      48898,
      ads('0200', '0400', '00000000', '01f00000 00000000 04000000'),
      'ADS Read Request 192.168.0.1.1.1 > 192.168.0.2.1.1',
    ],
    [
      'ams',
      48898,
      ads('0200', '0500', '00000000', '00000000 02000000 0102'),
      'ADS Read Response 192.168.0.1.1.1 > 192.168.0.2.1.1',
    ],
    [
      'ams',
      48898,
      ads('0500', '0500', '07070000'),
      'error: ADS Write Control Response 192.168.0.1.1.1 > 192.168.0.2.1.1: DEVICE NOT READY',
    ],
    [
      'ams',
      48898,
      ads('0000', '0500', '99090000'),
      'error: Invalid Response 192.168.0.1.1.1 > 192.168.0.2.1.1: error 2457',
    ],
    ['doip', 13400, doip('0000', '02'), 'error: Generic DoIP header NACK Message too large'],
    ['doip', 13400, doip('0000', '77'), 'error: Generic DoIP header NACK code 119'],
    [
      'doip',
      13400,
      doip('0006', '0e80 1001 00 00000000'),
      'error: Routing activation response from 0x1001 Denied: unknown source address',
    ],
    [
      'doip',
      13400,
      doip('8003', '1001 0e80 03'),
      'error: Diagnostic message NACK from 0x1001 to 0xe80 Unknown target address',
    ],
    ['doip', 13400, doip('8003', '1001 0e80 77'), 'error: Diagnostic message NACK from 0x1001 to 0xe80 code 119'],
    ['doip', 13400, doip('8002', '1001 0e80 00'), 'Diagnostic message ACK from 0x1001 to 0xe80'],
    ['s7comm', 102, s7('03', '8104', '04 01'), 'error: Ack_Data: Read Var, error 0x8104'],
    ['s7comm', 102, s7('03', '0000', '04 02', 'ff 04 0010 0102 ff 09 0001 05'), 'Ack_Data: Read Var, 2 items'],
    ['s7comm', 102, s7('03', '0000', '05 01', 'ff'), 'Ack_Data: Write Var'],
    ['s7comm', 102, s7('01', '', '99'), 'Job: function 153'],
    ['modbus', 502, modbus('83 63'), 'error: Read Holding Registers: exception 99'],
    ['modbus', 502, modbus('01 0001 0010'), 'Read Coils 1 count 16'],
    ['modbus', 502, modbus('02 02 0102'), 'Read Discrete Inputs'],
    ['modbus', 502, modbus('0f 0001 0008 01 ff'), 'Write Multiple Coils 1 count 8'],
    ['modbus', 502, modbus('0f 0001 0008'), 'Write Multiple Coils 1 count 8'],
    ['modbus', 502, modbus('10 0001 0002'), 'Write Multiple Registers 1 count 2'],
    ['modbus', 502, modbus('16 0004 00f2 0025'), 'Mask Write Register 4'],
    ['modbus', 502, modbus('17 0003 0006 000e 0001 02 00ff'), 'Read/Write Multiple Registers 3 count 6 255'],
    ['modbus', 502, modbus('17 02 00fe'), 'Read/Write Multiple Registers 254'],
    ['modbus', 502, modbus('03 0c 0001 0002 0003 0004 0005 0006'), 'Read Holding Registers 1 2 3 4 …'],
    ['modbus', 502, modbus('2b 0e 01 01 00 00 01 00 02 4142'), 'Encapsulated Interface Transport'],
    ['modbus', 502, modbus('63 01'), 'function 99'],
  ] as const)('of %s on port %i: %s', (name, port, text, line) => expect(lookOf(tcp(port, text), raw, name)).toBe(line))

  test.each([
    [
      'doip',
      13400,
      doip('0004', `${'41'.repeat(17)} 1001 020000000001 020000000002 00`),
      'Vehicle announcement message/vehicle identification response AAAAAAAAAAAAAAAAA',
    ],
  ] as const)('of %s over UDP: %s', (name, port, text, line) => expect(lookOf(udp(port, text), raw, name)).toBe(line))
})

describe('a message in two segments, then two in one', () => {
  test.each([
    ['enip', 44818, enip('6500', '00000000', '0100 0000'), 9, 'Register Session session 0x7'],
    ['ams', 48898, ads('0400', '0400', '00000000'), 20, 'ADS Read State Request 192.168.0.1.1.1 > 192.168.0.2.1.1'],
    ['doip', 13400, doip('8002', '1001 0e80 00'), 5, 'Diagnostic message ACK from 0x1001 to 0xe80'],
  ] as const)('of %s', (name, port, text, cut, line) =>
    expect(linesInSegments(port, text, name, cut)).toEqual([[line], [], [line], [line, line]]),
  )
})

test('who asks by Modbus is known from the first message that tells', () => {
  const [echo, , answer] = dialog(
    [
      ['<', bytesOf(modbus('06 0001 0002'))],
      ['>', bytesOf(modbus('06 0001 0002'))],
      ['<', bytesOf(modbus('07 05'))],
    ],
    { port: 502 },
  )
  expect(summariesOf(echo!, 'modbus')).toEqual(['Write Single Register 1'])
  expect(summariesOf(answer!, 'modbus')).toEqual(['Read Exception Status'])
})
