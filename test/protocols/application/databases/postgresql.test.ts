import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOf, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const tcp = (payload: string) =>
  `45 00 ${hex16(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  d000 1538 00000001 00000001 50 18 ffff 0000 0000 ${payload}`
const of = (payload: string) => packetOfHex(tcp(payload), raw).postgresql

describe('PostgreSQL', () => {
  test.each([
    ['pgsql-startup', 6],
    ['pgsql-authentication', 8],
  ] as const)('tree of %s, from captures/postgres-extended.pcapng', (file, number) =>
    expectGolden(packetOf('postgres-extended.pcapng', number), file, 'pgsql'),
  )

  test('types that both sides have are distinguished by what they hold', () => {
    expect(of('44 00000006 50 00')).toMatchObject({ frontend: true, portal: '' })
    expect(of('44 0000000b 0001 00000001 31')).toMatchObject({ frontend: false, count: 1 })
    expect(of('43 0000000d 53454c4543542031 00')).toMatchObject({ frontend: false, tag: 'SELECT 1' })
    expect(of('53 00000004')).toMatchObject({ frontend: true, message: 'Sync' })
  })

  test('the values of a row may be NULL', () => {
    const packet = packetOfHex(tcp('44 0000000e 0002 ffffffff 00000000'), raw)
    expect(valuesOf(packet, 'pgsql.val.length')).toEqual([-1, 0])
  })

  test('an answer of one byte follows a request for encryption, and a message may be in several segments', () => {
    const packets = dialog(
      [
        ['>', bytesOf('00000008 04d2162f')],
        ['<', 'N'],
        ['>', bytesOf('00000010 00030000 75736572')],
        ['>', bytesOf('00 61 00 00')],
        ['<', bytesOf('45 0000000a 4d 6e6f21 00 00')],
      ],
      { port: 5432 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'pgsql')[0])).toEqual([
      '> SSL request',
      '< SSL response',
      undefined,
      '> Startup message: a',
      '< Error: no!',
    ])
  })

  test('is safe', () =>
    expectSafe(bytesOf(tcp('54 0000001a 0001 6100 00000000 0000 00000017 0004 ffffffff 0000')), raw))
})
