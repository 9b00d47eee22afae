import { describe, expect, test } from 'vitest'
import { hexOf } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const size = (bytes: string, digits: number) => bytesOf(bytes).length.toString(16).padStart(digits, '0')
const frame = (type: string, payload: string) => `010ecf000000 020000000001 ${type} ${payload}`

describe('PROFINET DCP', () => {
  const block = (option: string, body: string) =>
    `${option} ${size(body, 4)} ${body} ${bytesOf(body).length % 2 === 1 ? '00' : ''}`
  const dcp = (id: string, service: string, delay: string, blocks: string) =>
    frame('8892', `${id} ${service} 12345678 ${delay} ${size(blocks, 4)} ${blocks}`)
  const name = hexOf('plc-one')
  const address = 'c0000205 ffffff00 c0000201'
  const identified = [
    block('0201', `0000 ${hexOf('S7-1200')}`),
    block('0202', `0000 ${name}`),
    block('0203', '0000 002a 010d'),
    block('0204', '0000 02 00'),
    block('0205', '0000 0201 0202'),
    block('0207', '0000 0064'),
    block('0208', '0000 002a 0001'),
    block('0102', `0001 ${address}`),
  ].join('')
  test('tree of an answer', () =>
    expectGolden(packetOfHex(dcp('feff', '05 01', '0000', identified)), 'profinet-identified', 'pn_rt', 'pn_dcp'))
  test.each([
    [dcp('fefe', '05 00', '0001', 'ffff 0000'), 'Identify, Req, Xid:0x12345678'],
    [dcp('fefe', '05 00', '0001', block('0202', name)), 'Identify, Req, Xid:0x12345678, "plc-one"'],
    [dcp('feff', '05 01', '0000', identified), 'Identify, Ok, Xid:0x12345678, "plc-one", 192.0.2.5'],
    [dcp('fefd', '04 00', '0000', block('0102', `0001 ${address}`)), 'Set, Req, Xid:0x12345678, 192.0.2.5'],
    [dcp('fefd', '04 01', '0000', block('0504', '01 02 00')), 'Set, Ok, Xid:0x12345678'],
    [dcp('fefd', '03 00', '0000', '0202 0102'), 'Get, Req, Xid:0x12345678'],
    [dcp('fefd', '03 01', '0000', block('0206', `0000 ${name}`)), 'Get, Ok, Xid:0x12345678, plc-one'],
    [dcp('fefd', '04 00', '0000', block('0503', '0000 0100') + block('0506', '0004')), 'Set, Req, Xid:0x12345678'],
    [
      dcp('fefc', '06 00', '0000', block('0202', `0000 ${name}`) + block('0601', '0000 0001')),
      'Hello, Req, Xid:0x12345678, "plc-one"',
    ],
    [dcp('fefd', '03 05', '0000', ''), 'Get, Unsupported, Xid:0x12345678'],
  ])('line %#', (bytes, line) => expect(summariesOf(packetOfHex(bytes), 'pn_dcp')).toEqual([line]))
  test('cyclic data are not it', () =>
    expect(summariesOf(packetOfHex(frame('8892', '8000 0102 0304')), 'pn_rt')).toEqual(['frame 0x8000']))
  test('is safe', () => expectSafe(bytesOf(dcp('feff', '05 01', '0000', identified))))
})

describe('GOOSE', () => {
  const tlv = (tag: string, body: string) => {
    const { length } = bytesOf(body)
    return `${tag} ${length < 128 ? '' : '81'} ${length.toString(16).padStart(2, '0')} ${body}`
  }
  const time = '64a1b2c3 800000 0a'
  const goose = (flags: string, data: string, count: string) => {
    const body = [
      tlv('80', hexOf('LD0/LLN0$GO$gcb01')),
      tlv('81', '07d0'),
      tlv('82', hexOf('LD0/LLN0$ds01')),
      tlv('83', hexOf('G1')),
      tlv('84', time),
      tlv('85', '05'),
      tlv('86', '00c8'),
      tlv('87', flags === '0000' ? '00' : 'ff'),
      tlv('88', '01'),
      tlv('89', '00'),
      tlv('8a', count),
      tlv('ab', data),
    ].join('')
    const pdu = tlv('61', body)
    return `010ccd010001 020000000001 88b8 3001 ${(8 + bytesOf(pdu).length).toString(16).padStart(4, '0')} ${flags} 0000 ${pdu}`
  }
  const data = [
    tlv('83', '01'),
    tlv('84', '030000'),
    tlv('a2', tlv('83', '00') + tlv('84', '060a40') + tlv('91', time)),
    tlv('85', 'ff38'),
    tlv('86', '0064'),
    tlv('87', '0842c80000'),
    tlv('8a', hexOf('abc')),
    tlv('89', '0102'),
    tlv('a1', tlv('85', '01')),
    tlv('92', '00'),
  ].join('')
  test('tree', () => expectGolden(packetOfHex(goose('0000', data, '0a')), 'goose', 'goose'))
  test('lines', () => {
    expect(summariesOf(packetOfHex(goose('0000', data, '0a')), 'goose')).toEqual([
      'LD0/LLN0$GO$gcb01, state 5, sequence 200, 10 values',
    ])
    expect(summariesOf(packetOfHex(goose('8000', tlv('83', '00'), '01')), 'goose')).toEqual([
      'LD0/LLN0$GO$gcb01, state 5, sequence 200, 1 values, simulated',
    ])
    expect(
      summariesOf(packetOfHex('010ccd010001 020000000001 88b8 3001 000d 0000 0000 62 03 80 01 00'), 'goose'),
    ).toEqual(['management, APPID 0x3001'])
  })
  test('values', () => {
    const packet = packetOfHex(goose('0000', data, '0a'))
    expect(valuesOf(packet, 'goose.float_value')).toEqual([100])
    expect(valuesOf(packet, 'goose.t')).toEqual(['2023-07-02T17:24:19.500Z'])
    expect(valuesOf(packet, 'goose.integer')).toEqual([-200, 1])
  })
  test('other bytes are not it', () =>
    expect(packetOfHex('010ccd010001 020000000001 88b8 3001 0000 0000 0000 61 00').goose).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(goose('0000', data, '0a'))))
})
