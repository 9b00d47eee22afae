import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (text: string) => Buffer.from(text).toString('hex')
const packet = (number: string, content: string) =>
  `${(bytesOf(content).length & 255).toString(16).padStart(2, '0')}0000 ${number} ${content}`
const salt = '3131313131313131'
const greeting = packet(
  '00',
  `0a ${hex('8.0.1')}00 07000000 ${salt}00 ffff 08 0200 0800 15 ${'00'.repeat(10)} ${salt}32323232 00 ${hex('mysql_native_password')}00`,
)
const head = (flags: string) => `${flags} 0800 00000001 21 ${'00'.repeat(23)}`
const login = packet('01', `${head('05a2')} ${hex('bob')}00 02 abcd ${hex('mysql_native_password')}00`)
const tls = packet('01', head('05aa'))
const ok = (number: string) => packet(number, '00 01 02 0200 0000')

describe('MySQL', () => {
  const packets = dialog(
    [
      ['<', bytesOf(greeting)],
      ['>', bytesOf(login)],
      ['<', bytesOf(ok('02'))],
      ['>', bytesOf(packet('00', `03 ${hex('select 1')}`))],
      ['<', bytesOf(`${packet('01', '01')} ${packet('02', 'fe 0000 0200')}`)],
      ['>', bytesOf(packet('00', '0e'))],
      ['<', bytesOf(packet('01', `ff 2804 23 ${hex('42000')} ${hex('no')}`))],
    ],
    { port: 3306 },
  )
  test.each([
    ['mysql-greeting', 0],
    ['mysql-login', 1],
    ['mysql-error', 6],
  ] as const)('tree of %s', (file, index) => expectGolden(packets[index]!, file, 'mysql'))

  test('a session from its greeting to an error', () => {
    expect(packets.map((packet) => summariesOf(packet, 'mysql'))).toEqual([
      ['Server Greeting version=8.0.1'],
      ['Login Request user=bob'],
      ['Response OK, 1 rows affected'],
      ['Request Query select 1'],
      ['Response 1 columns', 'Response EOF'],
      ['Request Ping'],
      ['Response Error 1064: no'],
    ])
    expect(valuesOf(packets[2]!, 'mysql.insert_id')).toEqual([2])
  })

  test('a request for TLS ends before the name of the user', () => {
    const [, request] = dialog(
      [
        ['<', bytesOf(greeting)],
        ['>', bytesOf(tls)],
      ],
      { port: 3306 },
    )
    expect(summariesOf(request!, 'mysql')).toEqual(['Login Request, TLS follows'])
  })

  test('is safe', () => {
    expectSafe(packets[0]!.frame.bytes.slice(), 101)
    expectSafe(packets[6]!.frame.bytes.slice(), 101)
  })
})
