import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, '0')
const sizeOf = (text: string) => bytesOf(text).length
const value = (tag: string, content: string) => `${tag} ${hex(sizeOf(content))} ${content}`
const text = (words: string, tag = '04') =>
  value(tag, Array.from(words, (character) => hex(character.charCodeAt(0))).join(''))
const message = (id: number, operation: string) => value('30', `0201 ${hex(id)} ${operation}`)

const bind = message(1, value('60', `0201 03 ${text('cn=a')} ${text('b', '80')}`))
const refused = message(1, value('61', `0a01 31 ${text('')} ${text('no')}`))
const search = message(
  2,
  value(
    '63',
    `${text('dc=a')} 0a01 02 0a01 00 0201 00 0201 00 0101 00 ${text('objectClass', '87')} ${value('30', text('cn'))}`,
  ),
)
const entry = message(
  2,
  value('64', `${text('cn=a')} ${value('30', value('30', `${text('cn')} ${value('31', text('a'))}`))}`),
)
const udp = (payload: string) =>
  `45 00 ${hex(28 + sizeOf(payload), 4)} 0001 0000 40 11 0000 c0000201 c0000202  d000 0185 ${hex(8 + sizeOf(payload), 4)} 0000 ${payload}`
const said = (...messages: readonly string[]) => dialog([['>', bytesOf(messages.join(''))]], { port: 389 })[0]!

describe('LDAP', () => {
  test.each([
    ['ldap-bind', bind],
    ['ldap-search', search],
    ['ldap-entry', entry],
  ] as const)('tree of %s', (file, bytes) => expectGolden(said(bytes), file, 'ldap'))

  test('tree of a datagram', () => expectGolden(packetOfHex(udp(search), raw), 'cldap', 'cldap'))

  test('says what is asked and answered', () => {
    const packet = said(bind, refused, search, entry)
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:ldap:ldap:ldap:ldap')
    expect(summariesOf(packet, 'ldap')).toEqual([
      'bindRequest 1 "cn=a" simple',
      'bindResponse 1 invalidCredentials (no)',
      'searchRequest 2 "dc=a" wholeSubtree (objectClass=*)',
      'searchResEntry 2 "cn=a"',
    ])
  })
})

const searched = (filter: string) =>
  message(2, value('63', `0400 0a01 02 0a01 00 0201 00 0201 00 0101 00 ${filter} 3000`))
const equal = (tag: string, words: string) => value(tag, `${text('cn')} ${text(words)}`)
const parts = (...each: readonly string[]) => value('a4', `${text('cn')} ${value('30', each.join(''))}`)
const deep = Array.from({ length: 12 }).reduce<string>((inner) => value('a2', inner), equal('a3', 'a'))

test.each([
  [equal('a3', 'a*(b)'), String.raw`(cn=a\2a\28b\29)`],
  [equal('a5', 'a'), '(cn>=a)'],
  [equal('a6', 'a'), '(cn<=a)'],
  [equal('a8', 'a'), '(cn~=a)'],
  [text('cn', '87'), '(cn=*)'],
  [value('a0', equal('a3', 'a') + value('a2', equal('a3', 'b'))), '(&(cn=a)(!(cn=b)))'],
  [value('a1', equal('a3', 'a') + equal('a3', 'b')), '(|(cn=a)(cn=b))'],
  [parts(text('a', '80'), text('b', '81'), text('c', '82')), '(cn=a*b*c)'],
  [parts(text('b', '81')), '(cn=*b*)'],
  [parts(), '(cn=**)'],
  [value('a9', `${text('1.2', '81')} ${text('cn', '82')} ${text('a', '83')} 8401ff`), '(cn:dn:1.2:=a)'],
  [value('a9', text('a', '83')), '(:=a)'],
  ['8500', '(?)'],
  [deep, `${'(!'.repeat(9)}(?)${')'.repeat(9)}`],
] as const)('filter %#', (filter, words) =>
  expect(summariesOf(said(searched(filter)), 'ldap')).toEqual([`searchRequest 2 "" wholeSubtree ${words}`]),
)

test('damaged packets are safe', () => expectSafe(bytesOf(udp(search)), raw))
