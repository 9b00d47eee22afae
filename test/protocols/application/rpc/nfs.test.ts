import { describe, expect, test } from 'vitest'
import { expectGolden, summariesOf, goldenTree, valuesOf } from '../../../support/packets.ts'
import { called, opaque, string, word, words } from './called.ts'

const handle = opaque('0100000100080008020000000380340086711051')
const attributes = words(2, 0o40755, 2, 1000, 100, 0, 4096, 0, 8192, 0, 0, 0, 2056, 0, 77, 1e9, 1, 1e9, 2, 1e9, 3)
const known = word(1) + attributes
const around = words(1, 0, 4096, 1e9, 2, 1e9, 3) + known
const verifier = words(1, 2)
const directory = `of 4096 bytes, user 1000, group 100`
const where = handle + string('a.txt')
const noNewAttributes = words(0, 0, 0, 0, 0, 0)

const exchanges: readonly [procedure: number, values: string, results: string, call: string, reply: string][] = [
  [1, handle, word(0) + attributes, 'GETATTR call, FH 0xc678dae4', `GETATTR reply, directory ${directory}`],
  [
    2,
    handle + words(1, 0o644, 1, 5, 1, 6, 1, 0, 100, 2, 1e9, 5, 1) + words(1, 1e9, 7),
    word(0) + around,
    'SETATTR call, FH 0xc678dae4',
    'SETATTR reply',
  ],
  [3, where, word(2) + known, 'LOOKUP call, FH 0xc678dae4/a.txt', 'LOOKUP reply, no such file or directory'],
  [
    3,
    where,
    word(0) + handle + known + word(0),
    'LOOKUP call, FH 0xc678dae4/a.txt',
    `LOOKUP reply, FH 0xc678dae4, directory ${directory}`,
  ],
  [4, handle + word(3), words(0, 0, 1), 'ACCESS call, FH 0xc678dae4, read look up', 'ACCESS reply, read'],
  [4, handle + word(3), words(0, 0, 0), 'ACCESS call, FH 0xc678dae4, read look up', 'ACCESS reply, no access'],
  [5, handle, words(0, 0) + string('/target'), 'READLINK call, FH 0xc678dae4', 'READLINK reply'],
  [
    6,
    handle + words(0, 512, 100),
    words(0, 0, 4, 1) + opaque('01020304'),
    'READ call, FH 0xc678dae4, offset 512, 100 bytes',
    'READ reply, 4 bytes',
  ],
  [
    7,
    handle + words(0, 0, 3, 2) + opaque('010203'),
    word(0) + around + words(3, 2) + verifier,
    'WRITE call, FH 0xc678dae4, offset 0, 3 bytes',
    'WRITE reply, 3 bytes',
  ],
  [
    8,
    where + words(2, 1, 2),
    words(0, 1) + handle + known + around,
    'CREATE call, FH 0xc678dae4/a.txt',
    `CREATE reply, FH 0xc678dae4, directory ${directory}`,
  ],
  [9, where + noNewAttributes, words(17) + around, 'MKDIR call, FH 0xc678dae4/a.txt', 'MKDIR reply, file exists'],
  [
    10,
    where + noNewAttributes + string('b'),
    words(13) + around,
    'SYMLINK call, FH 0xc678dae4/a.txt',
    'SYMLINK reply, permission denied',
  ],
  [
    11,
    where + word(4) + noNewAttributes + words(1, 3),
    words(28) + around,
    'MKNOD call, FH 0xc678dae4/a.txt',
    'MKNOD reply, no space left',
  ],
  [12, where, word(0) + around, 'REMOVE call, FH 0xc678dae4/a.txt', 'REMOVE reply'],
  [13, where, word(66) + around, 'RMDIR call, FH 0xc678dae4/a.txt', 'RMDIR reply, directory not empty'],
  [
    14,
    where + handle + string('b'),
    word(0) + around + around,
    'RENAME call, FH 0xc678dae4/a.txt, to b',
    'RENAME reply',
  ],
  [15, handle + where, words(0, 0) + around, 'LINK call, FH 0xc678dae4, FH 0xc678dae4/a.txt', 'LINK reply'],
  [
    16,
    handle + words(0, 0) + verifier + word(4096),
    words(0, 0) +
      verifier +
      words(1, 0, 5) +
      string('a') +
      words(0, 1) +
      words(1, 0, 6) +
      string('b') +
      words(0, 2, 0, 1),
    'READDIR call, FH 0xc678dae4, 4096 bytes',
    'READDIR reply, 2 entries',
  ],
  [
    17,
    handle + words(0, 0) + verifier + words(512, 4096),
    words(0, 0) + verifier + words(1, 0, 5) + string('a') + words(0, 1, 0, 1) + handle + words(0, 1),
    'READDIRPLUS call, FH 0xc678dae4, 512 bytes',
    'READDIRPLUS reply, 1 entries',
  ],
  [18, handle, words(0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 7), 'FSSTAT call, FH 0xc678dae4', 'FSSTAT reply'],
  [19, handle, words(0, 0, 1, 2, 3, 4, 5, 6, 7, 0, 8, 0, 1, 27), 'FSINFO call, FH 0xc678dae4', 'FSINFO reply'],
  [20, handle, words(0, 0, 1, 2, 3, 1, 0, 1), 'PATHCONF call, FH 0xc678dae4', 'PATHCONF reply'],
  [
    21,
    handle + words(0, 0, 0),
    word(70) + around,
    'COMMIT call, FH 0xc678dae4, offset 0, 0 bytes',
    'COMMIT reply, stale file handle',
  ],
]

describe('NFS version 3', () => {
  test.each(exchanges)('procedure %i', (procedure, values, results, call, reply) => {
    const packets = called([100003, 3, procedure], values, results)
    expect(packets.map((packet) => summariesOf(packet, 'nfs'))).toEqual([[call], [reply]])
    expect(packets.flatMap((packet) => valuesOf(packet, 'nfs.procedure_v3'))).toEqual([procedure, procedure])
  })

  test('reads all there is', () => {
    const [, listed] = called([100003, 3, 17], exchanges[16]![1], exchanges[18]![2])
    expect(valuesOf(listed!, 'nfs.readdirplus.entry.name')).toEqual(['a'])
    expect(valuesOf(listed!, 'nfs.readdir.eof')).toEqual([1])
    const [changed] = called([100003, 3, 2], exchanges[1]![1], '')
    expect(valuesOf(changed!, 'nfs.ctime')).toEqual(['2001-09-09T01:46:40.000000007Z'])
    expect(valuesOf(changed!, 'nfs.set_it')).toEqual([1, 1, 1, 1, 2, 1])
  })

  test('tree of a call and its reply', async () => {
    const [call, reply] = called([100003, 3, 3], where, exchanges[3]![2])
    await expectGolden(call!, 'nfs-lookup-call', 'nfs')
    await expectGolden(reply!, 'nfs-lookup-reply', 'nfs')
  })

  test('nothing follows a call of NULL, and an error of RPC is none of its own', () => {
    expect(called([100003, 3, 0], '', '').map((packet) => summariesOf(packet, 'nfs'))).toEqual([
      ['NULL call'],
      ['NULL reply'],
    ])
    const [, failed] = called([100003, 3, 1], handle, '')
    expect(summariesOf(failed!, 'nfs')).toEqual(['GETATTR reply'])
  })

  test('a handle that is cut has no hash', () => {
    const [call] = called([100003, 3, 1], handle.slice(0, -4), '')
    expect(summariesOf(call!, 'nfs')).toEqual(['GETATTR call'])
    expect(valuesOf(call!, 'nfs.fh.hash')).toEqual([])
  })

  test('any part of it is safe', () => {
    for (const [procedure, values, results] of exchanges)
      for (let cut = 0; cut <= Math.max(values.length, results.length); cut += 14)
        for (const packet of called([100003, 3, procedure], values.slice(0, cut), results.slice(0, cut)))
          expect(goldenTree(packet)).toContain('Remote Procedure Call')
  })
})
