import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, '0')
const little = (value: number, size: number) =>
  hex(value, 2 * size)
    .match(/../g)!
    .toReversed()
    .join('')
const sizeOf = (text: string) => bytesOf(text).length
const utf16 = (words: string) => Array.from(words, (character) => little(character.charCodeAt(0), 2)).join('')
const ascii = (words: string) => Array.from(words, (character) => hex(character.charCodeAt(0))).join('')
const packet = (type: number, body: string, number = 1) =>
  `${hex(type)} 01 ${hex(8 + sizeOf(body), 4)} 0000 ${hex(number)} 00 ${body}`
const token = (code: number, body: string) => `${hex(code)} ${little(sizeOf(body), 2)} ${body}`
const counted = (words: string) => `${hex(words.length)} ${utf16(words)}`

const prelogin = `00 001f 0006 01 0025 0001 02 0026 0001 03 0027 0004 04 002b 0001 05 002c 0002 ff
  0a000000 0000 03 00 00000007 01 0102`
const names = ['HOST', 'bob', 'secret', 'test', 'db.example', '', 'ODBC', '', 'shop']
const hidden = (words: string) =>
  (utf16(words).match(/../g) ?? [])
    .map((pair) => Number.parseInt(pair, 16))
    .map((byte) => hex((((byte & 15) << 4) | (byte >> 4)) ^ 0xa5))
    .join('')
const login = (version: number, sspi = '') => {
  const values = names.map((each, index) => (index === 2 ? hidden(each) : utf16(each)))
  const offsets = values.map((_, index) => 86 + values.slice(0, index).reduce((sum, each) => sum + sizeOf(each), 0))
  const places = names.map((each, index) => `${little(offsets[index]!, 2)} ${little(each.length, 2)}`).join('')
  const end = offsets.at(-1)! + sizeOf(values.at(-1)!)
  return `${little(end + sizeOf(sspi), 4)} ${little(version, 4)} 00100000 00000007 b0060000 00000000 e0 03 00 00 00000000 09080000 ${places}
    020000000001 ${little(end, 2)} ${little(sizeOf(sspi), 2)} 0000 0000 ${values.join('')} ${sspi}`
}
const message = (text: string, line: string) =>
  `15160000 02 0e ${little(text.length, 2)} ${utf16(text)} ${counted('DB')} ${counted('')} ${line}`
const acknowledged = token(0xad, `01 74000004 ${counted('Microsoft SQL Server\0\0')} 10000fa0`)
const changes = [
  token(0xe3, `01 ${counted('shop')} ${counted('master')}`),
  token(0xe3, '07 05 0904d00034 00'),
  token(0xe3, '08 08 0102030405060708 00'),
].join('')
const done = 'fd 1000 c100 0100000000000000'
const oldDone = 'fe 1000 c100 01000000'
const headers = '16000000 12000000 0200 0000000000000000 01000000'
const negotiate = `${ascii('NTLMSSP')}00 01000000 05020000 ${'00'.repeat(16)}`

const said = (...texts: readonly string[]) => dialog([['>', bytesOf(texts.join(''))]], { port: 1433 })[0]!
const lineOf = (text: string) => summariesOf(said(text), 'tds')

describe('TDS', () => {
  test.each([
    ['tds-prelogin', packet(18, prelogin)],
    ['tds-login', packet(16, login(0x74000004))],
    ['tds-response', packet(4, `${changes} ${token(0xab, message('Changed.', '01000000'))} ${acknowledged} ${done}`)],
  ] as const)('tree of %s', (file, text) => expectGolden(said(text), file, 'tds'))

  test.each([
    [packet(18, prelogin), 'TDS7 pre-login message, Encryption is required'],
    [packet(4, prelogin), 'Response, Encryption is required'],
    [packet(16, login(0x74000004)), 'TDS7 login, user bob, database shop, test'],
    [packet(4, `${changes} ${token(0xab, message('Changed.', '0100'))}`), 'Response, Changed.'],
    [packet(4, acknowledged), 'Response, Microsoft SQL Server'],
    [
      packet(4, `${token(0xab, message('Changed.', '0100'))} ${token(0xaa, message('No such table', '0100'))}`),
      'Response, error 5653: No such table',
    ],
    [
      packet(
        4,
        `79 00000000 ${done} ${token(0xa9, '0100')} ${token(0xa4, '01')} ${token(0xa5, '01')} e4 01000000 01 ee 01000000 01`,
      ),
      'Response',
    ],
    [packet(4, '81 0100 00000000'), 'Response'],
    [packet(1, utf16('select 1')), 'SQL batch, select 1'],
    [packet(1, headers + utf16('select  2')), 'SQL batch, select 2'],
    [packet(1, utf16('ct 1'), 2), 'SQL batch, packet 2'],
    [packet(3, `${headers} 0200 ${utf16('sp')} 0100 00`), 'Remote Procedure Call, sp'],
    [packet(3, 'ffff 0a00 0000'), 'Remote Procedure Call, Sp_ExecuteSql'],
    [packet(3, 'ffff ff00 0000'), 'Remote Procedure Call, procedure 255'],
    [packet(6, ''), 'Attention'],
    [packet(14, `${headers} 0500 01`), 'Transaction Manager Request, Begin'],
    [packet(15, `21 05000000 00 ${ascii('use a')}`.replace('05000000', '06000000')), 'TDS5 query, use a'],
    [packet(7, '0102'), 'Bulk load data'],
  ] as const)('line of message %#', (text, line) => expect(lineOf(text)).toEqual([line]))

  test('passwords can be read', () =>
    expect(valuesOf(said(packet(16, login(0x74000004))), 'tds.7login.password')).toEqual(['secret']))

  test('counts have 64 bits from version 7.2 on', () => {
    const rows = (version: number, text: string) =>
      valuesOf(
        dialog(
          [
            ['>', bytesOf(packet(16, login(version)))],
            ['<', bytesOf(packet(4, text))],
          ],
          { port: 1433 },
        )[1]!,
        version < 0x72000000 ? 'tds.doneproc.donerowcount' : 'tds.done.donerowcount64',
      )
    expect(rows(0x71000001, oldDone)).toEqual([1])
    expect(rows(0x74000004, done)).toEqual([1n])
  })

  test('tokens of security', () => {
    expect(protocolsOf(said(packet(16, login(0x74000004, negotiate))))).toBe('raw:ip:tcp:tds:gss-api:ntlmssp')
    expect(protocolsOf(said(packet(17, negotiate)))).toBe('raw:ip:tcp:tds:gss-api:ntlmssp')
    expect(protocolsOf(said(packet(4, token(0xed, negotiate))))).toBe('raw:ip:tcp:tds:gss-api:ntlmssp')
  })

  test('several packets in one segment, and other bytes', () => {
    expect(summariesOf(said(packet(6, ''), packet(1, utf16('go'))), 'tds')).toEqual(['Attention', 'SQL batch, go'])
    expect(protocolsOf(said('474554202f0d0a0d0a'))).toBe('raw:ip:tcp:data')
  })
})

test('damaged packets are safe', () => {
  const text = packet(18, prelogin)
  expectSafe(
    bytesOf(
      `45 00 ${hex(40 + sizeOf(text), 4)} 0001 0000 40 06 0000 c0000201 c0000202  c000 0599 00000001 00000001 5018 ffff 0000 0000 ${text}`,
    ),
    101,
  )
})
