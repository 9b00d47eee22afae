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
const value = (tag: string, content: string) =>
  sizeOf(content) < 128
    ? `${tag} ${hex(sizeOf(content))} ${content}`
    : `${tag} 82 ${hex(sizeOf(content), 4)} ${content}`
const ascii = (words: string) => Array.from(words, (character) => hex(character.charCodeAt(0))).join('')
const utf16 = (words: string) => Array.from(words, (character) => little(character.charCodeAt(0), 2)).join('')
const base64 = (text: string) => Buffer.from(bytesOf(text)).toString('base64')

/** A message of NTLM: its fields, of which the numbers are places of the values, then the values. */
function ntlm(type: number, fields: readonly (string | number)[], values: readonly string[], from: number): string {
  const offsets = values.map((_, index) => from + values.slice(0, index).reduce((sum, each) => sum + sizeOf(each), 0))
  const place = (index: number) => {
    const size = little(sizeOf(values[index]!), 2)
    return `${size} ${size} ${little(offsets[index]!, 4)}`
  }
  return `${ascii('NTLMSSP')}00 ${little(type, 4)} ${fields.map((each) => (typeof each === 'number' ? place(each) : each)).join(' ')} ${values.join(' ')}`
}
const version = '0a00 614a 000000 0f'
const negotiate = ntlm(1, ['05020002', 0, 1, version], [ascii('HOME'), ascii('HOST')], 40)
const pair = (type: number, content: string) => `${little(type, 2)} ${little(sizeOf(content), 2)} ${content}`
const pairs = [
  pair(2, utf16('HOME')),
  pair(1, utf16('FILES')),
  pair(4, utf16('example.test')),
  pair(3, utf16('files.example.test')),
  pair(5, utf16('example.test')),
  pair(7, '0080 3ed5 deb1 9d01'),
  pair(6, '02000000'),
  pair(8, '00'.repeat(8)),
  pair(9, utf16('cifs/files')),
  pair(10, '00'.repeat(16)),
  pair(99, '01'),
  pair(0, ''),
].join(' ')
const challenge = ntlm(2, [0, '15828ae2', '0102030405060708', '00'.repeat(8), 1, version], [utf16('HOME'), pairs], 56)
const proof = `${'ab'.repeat(16)} 01 01 ${'00'.repeat(6)} 0080 3ed5 deb1 9d01 ${'cd'.repeat(8)} 00000000 ${pairs} 00000000`
const authenticate = ntlm(
  3,
  [4, 5, 0, 1, 2, 3, '158288e2', version, 'ee'.repeat(16)],
  [utf16('HOME'), utf16('bob'), utf16('HOST'), '77'.repeat(16), `${'11'.repeat(8)} ${'00'.repeat(16)}`, proof],
  88,
)
const oem = ntlm(
  3,
  [0, 1, 2, 3, 4, 1, '04020000'],
  ['22'.repeat(24), '', ascii('HOME'), ascii('bob'), ascii('HOST')],
  64,
)

const spnego = '06 06 2b0601050502'
const mechanisms = value('a0', value('30', '06 0a 2b06010401823702020a 06 0a 2b06010401823702021e 06 03 2b0601'))
const init = (token: string) =>
  value(
    '60',
    `${spnego} ${value('a0', value('30', `${mechanisms} ${value('a1', '0302 0640')} ${value('a2', value('04', token))}`))}`,
  )
const hint = value(
  '60',
  `${spnego} ${value(
    'a0',
    value(
      '30',
      `${mechanisms} ${value('a3', value('30', value('a0', value('1b', ascii('ignore')))))}
    ${value('a4', value('04', '01'))}`,
    ),
  )}`,
)
const next = (content: string) => value('a1', value('30', content))
const incomplete = next(
  `a003 0a01 01 ${value('a1', '06 0a 2b06010401823702020a')} ${value('a2', value('04', challenge))}`,
)
const last = next(
  `${value('a2', value('04', authenticate))} ${value('a3', value('04', `01000000 ${'99'.repeat(12)}`))}`,
)

const bind = (authentication: string) => value('30', `020101 ${value('60', `020103 0400 ${authentication}`)}`)
const sasl = (token: string) => bind(value('a3', `04 0a ${ascii('GSS-SPNEGO')} ${value('04', token)}`))
const ldap = (...messages: readonly string[]) => dialog([['>', bytesOf(messages.join(' '))]], { port: 389 })[0]!
const request = (line: string) => Buffer.from(`GET / HTTP/1.1\r\nHost: example.test\r\n${line}\r\n\r\n`)
const http = (line: string) => dialog([['>', request(line)]], { port: 80 })[0]!

describe('tokens of security', () => {
  test.each([
    ['spnego-init', sasl(init(negotiate))],
    ['spnego-targ', sasl(incomplete)],
    ['spnego-auth', sasl(last)],
  ] as const)('tree of %s', (file, text) => expectGolden(ldap(text), file, 'gss-api', 'spnego', 'ntlmssp'))

  test.each([
    [init(negotiate), 'negTokenInit NTLMSSP, NEGOEX, 1.3.6.1', ['NTLMSSP_NEGOTIATE']],
    [incomplete, 'negTokenTarg accept-incomplete NTLMSSP', ['NTLMSSP_CHALLENGE, HOME']],
    [last, 'negTokenTarg', ['NTLMSSP_AUTH, user HOME\\bob', 'NTLMSSP verifier']],
    [init('010203'), 'negTokenInit NTLMSSP, NEGOEX, 1.3.6.1', []],
    [next('a003 0a01 02'), 'negTokenTarg reject', []],
    [hint, 'negTokenInit NTLMSSP, NEGOEX, 1.3.6.1', []],
  ] as const)('says what is negotiated', (token, words, tokens) => {
    const packet = ldap(sasl(token))
    expect(summariesOf(packet, 'spnego')).toEqual([words])
    expect(summariesOf(packet, 'ntlmssp')).toEqual(tokens)
  })

  test('tokens of NTLM without a header', () => {
    expect(protocolsOf(ldap(bind(value('8a', negotiate))))).toBe('raw:ip:tcp:ldap:ntlmssp')
    const packet = ldap(bind(value('8b', oem)))
    expect(summariesOf(packet, 'ntlmssp')).toEqual(['NTLMSSP_AUTH, user HOME\\bob'])
    expect(valuesOf(packet, 'ntlmssp.auth.ntresponse')).toEqual([])
    expect(valuesOf(packet, 'ntlmssp.ntlmclientchallenge')).toEqual([])
    expect(summariesOf(ldap(sasl(negotiate)), 'gss-api')).toEqual(['token'])
    expect(protocolsOf(ldap(value('30', `020101 ${value('61', `0a010e 0400 0400 ${value('87', incomplete)}`)}`)))).toBe(
      'raw:ip:tcp:ldap:gss-api:spnego:ntlmssp',
    )
    expect(protocolsOf(ldap(sasl('6e3d75')))).toBe('raw:ip:tcp:ldap')
  })

  test('values that lie in the header or in each other are left out', () => {
    const damaged = ntlm(3, [0, 0, 1, 2, 3, 0, '01020000'], ['11'.repeat(4), '', utf16('bob'), utf16('HOST')], 40)
    expect(summariesOf(ldap(bind(value('8b', damaged))), 'ntlmssp')).toEqual(['NTLMSSP_AUTH, user '])
    const packet = ldap(bind(value('8b', damaged)))
    expect(valuesOf(packet, 'ntlmssp.auth.domain')).toEqual(['NULL'])
    expect(summariesOf(ldap(bind(value('8b', ntlm(9, ['00000000'], [], 0)))), 'ntlmssp')).toEqual(['NTLMSSP message 9'])
  })

  test('tokens in headers of HTTP', () => {
    expect(protocolsOf(http(`Authorization: NTLM ${base64(negotiate)}`))).toBe('raw:ip:tcp:http:ntlmssp')
    expect(protocolsOf(http(`Proxy-Authorization: Negotiate ${base64(init(negotiate))}`))).toBe(
      'raw:ip:tcp:http:gss-api:spnego:ntlmssp',
    )
    expect(protocolsOf(http('Authorization: NTLM A'))).toBe('raw:ip:tcp:http')
    expect(protocolsOf(http('Authorization: Basic QTpC'))).toBe('raw:ip:tcp:http')
  })
})

test('damaged packets are safe', () =>
  expectSafe(
    bytesOf(`45 00 00 9c 0001 0000 40 11 0000 c0000201 c0000202  d000 0185 0088 0000 ${sasl(last)}`).subarray(0, 120),
    101,
  ))
