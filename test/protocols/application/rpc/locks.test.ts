import { describe, expect, test } from 'vitest'
import { expectGolden, summariesOf, goldenTree, valuesOf } from '../../../support/packets.ts'
import { called, opaque, string, word, words } from './called.ts'

const cookie = opaque('01020304')
const start = string('host') + opaque('000102030405060708090a0b') + opaque('6f776e6572') + word(9)
const long = start + words(0, 0, 0, 100)
const short = start + words(0, 100)
const holder = words(1, 7) + opaque('6f6f') + words(0, 0, 0, 5)
const where = 'host, FH 0x9270c965, offset 0, 100 bytes'

const locks: readonly [
  version: number,
  procedure: number,
  values: string,
  results: string,
  call: string,
  reply: string,
][] = [
  [4, 0, '', '', 'NULL call', 'NULL reply'],
  [4, 1, cookie + word(1) + long, cookie + word(1) + holder, `TEST call, ${where}`, 'TEST reply, denied'],
  [4, 2, cookie + words(1, 1) + long + words(0, 3), cookie + word(3), `LOCK call, ${where}`, 'LOCK reply, blocked'],
  [3, 3, cookie + words(0, 1) + short, cookie + word(0), `CANCEL call, ${where}`, 'CANCEL reply, granted'],
  [1, 4, cookie + short, cookie + word(0), `UNLOCK call, ${where}`, 'UNLOCK reply, granted'],
  [4, 5, cookie + word(1) + long, cookie + word(0), `GRANTED call, ${where}`, 'GRANTED reply, granted'],
  [4, 7, cookie + words(1, 1) + long + words(0, 3), '', `LOCK_MSG call, ${where}`, 'LOCK_MSG reply'],
  [4, 11, cookie + word(0), '', 'TEST_RES call, granted', 'TEST_RES reply'],
  [4, 15, cookie + word(4), '', 'GRANTED_RES call, denied, grace period', 'GRANTED_RES reply'],
  [
    3,
    20,
    cookie + string('host') + opaque('000102030405060708090a0b') + opaque('6f') + words(1, 2, 0),
    cookie + words(0, 1),
    'SHARE call, host, FH 0x9270c965',
    'SHARE reply, granted',
  ],
  [
    3,
    22,
    cookie + words(1, 1) + short + words(0, 3),
    cookie + word(0),
    `NM_LOCK call, ${where}`,
    'NM_LOCK reply, granted',
  ],
  [3, 23, string('host') + word(5), '', 'FREE_ALL call', 'FREE_ALL reply'],
]

describe('NLM', () => {
  test.each(locks)('version %i, procedure %i', (version, procedure, values, results, call, reply) => {
    const packets = called([100021, version, procedure], values, results)
    expect(packets.map((packet) => summariesOf(packet, 'nlm'))).toEqual([[call], [reply]])
  })
  test('tree and values', async () => {
    const [, , values, results] = locks[1]!
    const [call, reply] = called([100021, 4, 1], values, results)
    await expectGolden(call!, 'nlm-test', 'nlm')
    expect(valuesOf(reply!, 'nlm.test_stat.stat')).toEqual([1])
  })
  test('any part of it is safe', () => {
    for (const [version, procedure, values, results] of locks)
      for (let cut = 0; cut <= values.length; cut += 14)
        for (const packet of called([100021, version, procedure], values.slice(0, cut), results.slice(0, cut)))
          expect(goldenTree(packet)).toContain('Remote Procedure Call')
  })
})

const caller = string('client') + words(100021, 4, 16)
describe('NSM', () => {
  test.each([
    [1, string('srv'), words(0, 7), 'STAT call, srv', 'STAT reply, success'],
    [2, string('srv') + caller + '00'.repeat(16), words(1, 9), 'MON call, srv', 'MON reply, failure'],
    [3, string('srv') + caller, word(11), 'UNMON call, srv', 'UNMON reply, state 11'],
    [4, caller, word(13), 'UNMON_ALL call', 'UNMON_ALL reply, state 13'],
    [5, '', '', 'SIMU_CRASH call', 'SIMU_CRASH reply'],
    [6, string('srv') + word(15), '', 'NOTIFY call, srv, state 15', 'NOTIFY reply'],
  ] as const)('procedure %i', (procedure, values, results, call, reply) => {
    const packets = called([100024, 1, procedure], values, results)
    expect(packets.map((packet) => summariesOf(packet, 'stat'))).toEqual([[call], [reply]])
  })
  test('tree', async () => {
    const [call, reply] = called([100024, 1, 2], string('srv') + caller + '00'.repeat(16), words(1, 9))
    await expectGolden(call!, 'nsm-mon', 'stat')
    await expectGolden(reply!, 'nsm-mon-reply', 'stat')
  })
})
