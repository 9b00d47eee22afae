/** NFS version 2 (RFC 1094). */
import { describe, expect, test } from 'vitest'
import { expectGolden, goldenTree, summariesOf, valuesOf } from '../../../support/packets.ts'
import { called, opaque, string, word, words } from './called.ts'

const handle = '0100000100080008020000000380340086711051000000000000000000000000'
const attributes = words(1, 0o100644, 1, 1000, 100, 5, 4096, 0, 8, 2056, 77, 1e9, 1, 1e9, 2, 1e9, 3)
const newAttributes = words(0o644, -1, -1, 0, -1, -1, -1, -1)
const where = handle + string('a.txt')
const file = 'file of 5 bytes, user 1000, group 100'

const exchanges: readonly [procedure: number, values: string, results: string, call: string, reply: string][] = [
  [1, handle, word(0) + attributes, 'GETATTR call, FH 0xf3f5f169', `GETATTR reply, ${file}`],
  [2, handle + newAttributes, word(13), 'SETATTR call, FH 0xf3f5f169', 'SETATTR reply, permission denied'],
  [3, '', '', 'ROOT call', 'ROOT reply'],
  [4, where, word(0) + handle + attributes, 'LOOKUP call, FH 0xf3f5f169/a.txt', `LOOKUP reply, FH 0xf3f5f169, ${file}`],
  [4, where, word(2), 'LOOKUP call, FH 0xf3f5f169/a.txt', 'LOOKUP reply, no such file or directory'],
  [5, handle, word(0) + string('/target'), 'READLINK call, FH 0xf3f5f169', 'READLINK reply'],
  [
    6,
    handle + words(512, 100, 0),
    word(0) + attributes + opaque('01020304'),
    'READ call, FH 0xf3f5f169, offset 512, 100 bytes',
    `READ reply, 4 bytes, ${file}`,
  ],
  [7, '', '', 'WRITECACHE call', 'WRITECACHE reply'],
  [
    8,
    handle + words(0, 512, 3) + opaque('010203'),
    word(0) + attributes,
    'WRITE call, FH 0xf3f5f169, offset 512, 3 bytes',
    `WRITE reply, ${file}`,
  ],
  [
    9,
    where + newAttributes,
    word(0) + handle + attributes,
    'CREATE call, FH 0xf3f5f169/a.txt',
    `CREATE reply, FH 0xf3f5f169, ${file}`,
  ],
  [10, where, word(0), 'REMOVE call, FH 0xf3f5f169/a.txt', 'REMOVE reply'],
  [11, where + handle + string('b'), word(0), 'RENAME call, FH 0xf3f5f169/a.txt, to b', 'RENAME reply'],
  [12, handle + where, word(0), 'LINK call, FH 0xf3f5f169, FH 0xf3f5f169/a.txt', 'LINK reply'],
  [13, where + string('b') + newAttributes, word(0), 'SYMLINK call, FH 0xf3f5f169/a.txt', 'SYMLINK reply'],
  [14, where + newAttributes, word(17), 'MKDIR call, FH 0xf3f5f169/a.txt', 'MKDIR reply, file exists'],
  [15, where, word(66), 'RMDIR call, FH 0xf3f5f169/a.txt', 'RMDIR reply, directory not empty'],
  [
    16,
    handle + words(0, 4096),
    words(0, 1, 5) + string('a') + words(1, 1, 6) + string('b') + words(2, 0, 1),
    'READDIR call, FH 0xf3f5f169, 4096 bytes',
    'READDIR reply, 2 entries',
  ],
  [17, handle, words(0, 8192, 512, 1000, 500, 400), 'STATFS call, FH 0xf3f5f169', 'STATFS reply'],
]

describe('NFS version 2', () => {
  test.each(exchanges)('procedure %i', (procedure, values, results, call, reply) => {
    const packets = called([100003, 2, procedure], values, results)
    expect(packets.map((packet) => summariesOf(packet, 'nfs'))).toEqual([[call], [reply]])
    expect(packets.flatMap((packet) => valuesOf(packet, 'nfs.procedure_v2'))).toEqual([procedure, procedure])
  })

  test('reads all there is', () => {
    const [, listed] = called([100003, 2, 16], exchanges[16]![1], exchanges[16]![2])
    expect(valuesOf(listed!, 'nfs.readdir.entry.name')).toEqual(['a', 'b'])
    expect(valuesOf(listed!, 'nfs.readdir.eof')).toEqual([1])
    const [, known] = called([100003, 2, 1], handle, word(0) + attributes)
    expect(valuesOf(known!, 'nfs.ctime')).toEqual(['2001-09-09T01:46:40.000003000Z'])
    expect(valuesOf(known!, 'nfs.mode.name')).toEqual([8])
  })

  test('tree of a call and its reply', async () => {
    const [call, reply] = called([100003, 2, 4], where, exchanges[3]![2])
    await expectGolden(call!, 'nfs2-lookup-call', 'nfs')
    await expectGolden(reply!, 'nfs2-lookup-reply', 'nfs')
  })

  test('a handle that is cut has no hash', () => {
    const [call] = called([100003, 2, 1], handle.slice(0, -8), '')
    expect(summariesOf(call!, 'nfs')).toEqual(['GETATTR call'])
  })

  test('any part of it is safe', () => {
    for (const [procedure, values, results] of exchanges)
      for (let cut = 0; cut <= Math.max(values.length, results.length); cut += 14)
        for (const packet of called([100003, 2, procedure], values.slice(0, cut), results.slice(0, cut)))
          expect(goldenTree(packet)).toContain('Remote Procedure Call')
  })
})
