import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
/** A client and the KDC of MIT Kerberos, captures/scenes/windows.sh. */
const packets = followedPacketsOf('kerberos.pcapng')

const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, '0')
const sizeOf = (text: string) => bytesOf(text).length
const value = (tag: number, content: string) =>
  `${hex(tag)} ${sizeOf(content) < 128 ? hex(sizeOf(content)) : `82 ${hex(sizeOf(content), 4)}`} ${content}`
const at = (number: number, content: string) => value(0xa0 + number, content)
const sequence = (...parts: readonly string[]) => value(0x30, parts.join(''))
const integer = (number: number) => `0202 ${hex(number & 0xffff, 4)}`
const ascii = (words: string) => Array.from(words, (character) => hex(character.charCodeAt(0))).join('')
const string = (words: string) => value(0x1b, ascii(words))
const octets = (content: string) => value(4, content)
const name = (...parts: readonly string[]) => sequence(at(0, integer(1)), at(1, sequence(...parts.map(string))))
const time = value(0x18, ascii('20380119031408Z'))
const application = (number: number, ...parts: readonly string[]) => value(0x60 + number, sequence(...parts))
const start = (type: number) => at(0, integer(5)) + at(1, integer(type))
const encrypted = sequence(at(0, integer(18)), at(1, integer(2)), at(2, octets('aabb')))
const ticket = application(
  1,
  at(0, integer(5)),
  at(1, string('EXAMPLE.TEST')),
  at(2, name('host', 'a')),
  at(3, encrypted),
)
const apRequest = application(14, start(14), at(2, '0305 0020000000'), at(3, ticket), at(4, encrypted))
const data = (type: number, content: string) => sequence(at(1, integer(type)), at(2, octets(content)))
const request = (type: number, preauthentication: readonly string[], ...body: readonly string[]) =>
  application(
    type,
    at(1, integer(5)),
    at(2, integer(type)),
    at(3, sequence(...preauthentication)),
    at(4, sequence(...body)),
  )
const addresses = sequence(
  sequence(at(0, integer(2)), at(1, octets('c0000201'))),
  sequence(at(0, integer(20)), at(1, octets(`${ascii('HOST'.padEnd(15))} 20`))),
  sequence(at(0, integer(24)), at(1, octets(`20010db8 ${'00'.repeat(12)}`))),
)
const asked = request(
  10,
  [
    data(2, encrypted),
    data(128, sequence(at(0, '0101ff'))),
    data(136, at(0, sequence(at(1, sequence(at(0, integer(16)), at(1, octets('01')))), at(2, encrypted)))),
    data(138, encrypted),
    data(165, '1f000000'),
    data(149, ''),
    data(999, '01'),
  ],
  at(0, '0305 0050000010'),
  at(1, name('alice')),
  at(2, string('EXAMPLE.TEST')),
  at(3, name('krbtgt', 'EXAMPLE.TEST')),
  at(4, time),
  at(5, time),
  at(6, time),
  at(7, integer(7)),
  at(8, sequence(integer(18), integer(23))),
  at(9, addresses),
  at(10, encrypted),
)
const ticketAsked = request(
  12,
  [data(1, apRequest)],
  at(0, '0305 0050000010'),
  at(2, string('EXAMPLE.TEST')),
  at(3, name('host', 'a')),
)
const failure = (code: number, ...more: readonly string[]) =>
  application(
    30,
    start(30),
    at(4, time),
    at(5, integer(1)),
    at(6, integer(code)),
    at(9, string('EXAMPLE.TEST')),
    at(10, name('a')),
    ...more,
  )
const info = data(19, sequence(sequence(at(0, integer(18)), at(1, string('salt')), at(2, octets('00001000')))))

const udp = (payload: string) =>
  `45 00 ${hex(28 + sizeOf(payload), 4)} 0001 0000 40 11 0000 c0000201 c0000202  d000 0058 ${hex(8 + sizeOf(payload), 4)} 0000 ${payload}`
const said = (payload: string) => packetOfHex(udp(payload), raw)

describe('recorded packets', () => {
  test.each([
    [3, 'as-request', 'AS-REQ alice@EXAMPLE.TEST for krbtgt/EXAMPLE.TEST'],
    [4, 'error', 'KRB-ERROR KDC_ERR_PREAUTH_REQUIRED (NEEDED_PREAUTH)'],
    [6, 'as-reply', 'AS-REP alice@EXAMPLE.TEST for krbtgt/EXAMPLE.TEST'],
    [10, 'tgs-request', 'TGS-REQ for host/server.example.test'],
    [12, 'tgs-reply', 'TGS-REP alice@EXAMPLE.TEST for host/server.example.test'],
    [18, 'unknown', 'KRB-ERROR KDC_ERR_C_PRINCIPAL_UNKNOWN (CLIENT_NOT_FOUND)'],
  ] as const)('tree of packet %i', (number, file, line) => {
    expect(summariesOf(packets[number - 1]!, 'kerberos')).toEqual([line])
    return expectGolden(packets[number - 1]!, `kerberos-${file}`, 'kerberos')
  })
})

describe('messages', () => {
  test.each([
    [asked, 'AS-REQ alice@EXAMPLE.TEST for krbtgt/EXAMPLE.TEST'],
    [ticketAsked, 'TGS-REQ for host/a'],
    [apRequest, 'AP-REQ for host/a@EXAMPLE.TEST'],
    [application(15, start(15), at(2, encrypted)), 'AP-REP'],
    [
      application(
        20,
        start(20),
        at(2, sequence(at(0, octets('01')))),
        at(3, sequence(at(0, integer(7)), at(1, octets('02')))),
      ),
      'KRB-SAFE',
    ],
    [application(21, start(21), at(3, encrypted)), 'KRB-PRIV'],
    [application(22, start(22), at(2, sequence(ticket))), 'KRB-CRED'],
    [failure(25, at(12, octets(sequence(info, data(2, ''))))), 'KRB-ERROR KDC_ERR_PREAUTH_REQUIRED'],
    [failure(25), 'KRB-ERROR KDC_ERR_PREAUTH_REQUIRED'],
    [failure(7, at(11, string('no such')), at(12, octets('01'))), 'KRB-ERROR KDC_ERR_S_PRINCIPAL_UNKNOWN (no such)'],
    [failure(999), 'KRB-ERROR 999'],
  ] as const)('line of message %#', (text, line) => expect(summariesOf(said(text), 'kerberos')).toEqual([line]))

  test('tree of all there may be in a request', () => expectGolden(said(asked), 'kerberos-request', 'kerberos'))

  test('salts, addresses and options', () => {
    expect(valuesOf(said(failure(25, at(12, octets(sequence(info))))), 'kerberos.info2_salt')).toEqual(['salt'])
    expect(valuesOf(said(asked), 'kerberos.addr_ip')).toEqual(['192.0.2.1'])
    expect(valuesOf(said(asked), 'kerberos.addr_nb')).toEqual(['HOST'])
    expect(valuesOf(said(asked), 'kerberos.KDCOptions.renewable.ok')).toEqual([true])
    expect(valuesOf(said(ticketAsked), 'kerberos.APOptions.mutual.required')).toEqual([true])
    expect(valuesOf(said(asked), 'kerberos.till')).toEqual(['2038-01-19T03:14:08.000000000Z'])
  })

  test('messages in several segments, each with its length', () => {
    const framed = bytesOf(`${hex(sizeOf(asked), 8)} ${asked}`)
    const frames = [framed.subarray(0, 8), framed.subarray(8, 200), framed.subarray(200), bytesOf('00000003 6a0100')]
    const [, , whole, other] = dialog(
      frames.map((bytes) => ['>', bytes] as const),
      { port: 88 },
    )
    expect(summariesOf(whole!, 'kerberos')).toEqual(['AS-REQ alice@EXAMPLE.TEST for krbtgt/EXAMPLE.TEST'])
    expect(summariesOf(other!, 'kerberos')).toEqual([])
  })
})

describe('tokens of GSS-API', () => {
  const bind = (token: string) =>
    dialog(
      [
        [
          '>',
          bytesOf(
            sequence('020101', value(0x60, `020103 0400 ${value(0xa3, octets(ascii('GSSAPI')) + octets(token))}`)),
          ),
        ],
      ],
      { port: 389 },
    )[0]!
  const oid = '0609 2a864886f712010202'
  const wrapped = (content: string) =>
    value(0x60, `0606 2b0601050502 ${at(0, sequence(at(0, sequence(oid)), at(2, octets(content))))}`)
  const token = (content: string) => value(0x60, oid + content)

  test('tree of a token', () => {
    const packet = bind(wrapped(token(`0100 ${apRequest}`)))
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:ldap:gss-api:spnego:spnego-krb5:kerberos')
    return expectGolden(packet, 'spnego-krb5', 'spnego-krb5', 'kerberos')
  })
  test.each([
    [`0200 ${application(15, start(15), at(2, encrypted))}`, 'KRB5_AP_REP'],
    [`0101 1100 ffffffff ${'01'.repeat(16)}`, 'KRB5_GSS_GetMIC'],
    [`0201 1100 1000 ffff ${'01'.repeat(24)} 02`, 'KRB5_GSS_Wrap'],
    [`0404 05 ffffffffff ${'00'.repeat(8)} 01`, 'KRB_TOKEN_CFX_GetMIC'],
    [`0504 07 ff 0000 001c ${'00'.repeat(8)} 01`, 'KRB_TOKEN_CFX_WRAP'],
    ['0909 01', 'token 0x909'],
  ] as const)('token %#', (content, line) => {
    expect(summariesOf(bind(wrapped(token(content))), 'spnego-krb5')).toEqual([line])
    expect(summariesOf(bind(token(content)), 'spnego-krb5')).toEqual([line])
  })
})

test('damaged packets are safe', () => expectSafe(bytesOf(udp(failure(7))), raw))
