import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const string = (text: string) => hex(text.length, 4) + hexOf(text)
const binary = (type: number, name: string, fields: string, sequence = 7) =>
  `800100${hex(type, 1)}${string(name)}${hex(sequence, 4)}${fields.replaceAll(' ', '')}00`
const framed = (message: string) => hex(message.length / 2, 4) + message
const word = (text: string) => hex(text.length, 1) + hexOf(text)
const compact = (type: number, name: string, fields: string) =>
  `82${hex(type * 32 + 1, 1)}8101${word(name)}${fields.replaceAll(' ', '')}00`
const linesOf = (content: string) => summariesOf(packetOfHex(tcp(9090, content), raw), 'thrift')

const every = `02 0001 01  03 0002 fe  06 0003 fffe  08 0004 fffffffe  0a 0005 fffffffffffffffe  04 0006 3ff8000000000000
  0b 0007 ${string('text')}  0b 0008 00000002 00ff  0c 0009 08 0001 00000001 00  0d 000a 0b 08 00000001 ${string('k')} 00000005
  0e 000b 06 00000002 0001 0002  0f 000c 0b 00000001 ${string('x')}  10 000d 000102030405060708090a0b0c0d0e0f`
  .replace(/\s/g, '') // prettier-ignore
const all = binary(1, 'every', every)
const everyCompact = `11 12 13 fe 14 03 15 03 16 03 17 000000000000f83f 18 ${word('text')} 18 02 00ff 1c 15 02 00
  1b 01 85 ${word('k')} 0a  1a 24 02 04  19 18 ${word('x')}  03 80 01 07  1d 000102030405060708090a0b0c0d0e0f  19 f5 0f ${'02'.repeat(15)}`
  .replace(/\s/g, '') // prettier-ignore
const allCompact = compact(1, 'every', everyCompact)

describe('Thrift', () => {
  test.each([
    [binary(1, 'ping', ''), 'CALL ping'],
    [framed(binary(1, 'Service:ping', '08 0001 00000001')), 'CALL Service:ping'],
    [binary(2, 'ping', '0b 0000 00000001 61'), 'REPLY ping'],
    [binary(3, 'ping', `0b 0001 ${string('no such')} 08 0002 00000001`), 'EXCEPTION ping: no such'],
    [binary(4, 'log', ''), 'ONEWAY log'],
    [compact(1, 'ping', ''), 'CALL ping'],
    [framed(compact(4, 'emitBatch', '15 02')), 'ONEWAY emitBatch'],
    [compact(3, 'ping', `18 ${word('no')} 15 0c`), 'EXCEPTION ping: no'],
    [all, 'CALL every'],
    [allCompact, 'CALL every'],
  ])('%#', (bytes, line) => expect(linesOf(bytes)).toEqual([line]))

  test('tree of binary values', () => expectGolden(packetOfHex(tcp(9090, all), raw), 'thrift-binary', 'thrift'))
  test('tree of compact values', () =>
    expectGolden(packetOfHex(tcp(9090, allCompact), raw), 'thrift-compact', 'thrift'))

  test('is known on any port, and over UDP', () => {
    expect(protocolsOf(packetOfHex(tcp(11010, all), raw))).toBe('raw:ip:tcp:thrift')
    expect(protocolsOf(packetOfHex(udp(6831, allCompact), raw))).toBe('raw:ip:udp:thrift')
    expect(protocolsOf(packetOfHex(tcp(11010, all.replace('80010001', '80010005')), raw))).toBe('raw:ip:tcp:data')
    expect(protocolsOf(packetOfHex(tcp(11010, binary(1, 'not a name', '')), raw))).toBe('raw:ip:tcp:data')
  })
  test('messages without a length end with their struct', () => {
    const bytes = bytesOf(all + binary(4, 'log', ''))
    const packets = dialog(
      [
        ['>', bytes.slice(0, 50)],
        ['>', bytes.slice(50)],
        ['<', bytesOf(binary(2, 'every', ''))],
      ],
      { port: 9090 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'thrift'))).toEqual([
      [],
      ['CALL every', 'ONEWAY log'],
      ['REPLY every'],
    ])
    expect(valuesOf(packets[2]!, 'thrift.call_in')).toEqual([2])
  })
  test('structs in structs are bounded', () =>
    expectSafe(bytesOf(tcp(9090, binary(1, 'deep', '0c 0001'.repeat(60)))), raw))
  test('is safe', async () => {
    expectSafe(bytesOf(tcp(9090, framed(all))), raw)
    expectSafe(bytesOf(tcp(9090, allCompact)), raw)
  })
})
