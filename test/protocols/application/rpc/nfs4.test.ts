import { describe, expect, test } from 'vitest'
import { expectGolden, summariesOf, goldenTree, valuesOf } from '../../../support/packets.ts'
import { called, words } from './called.ts'
import { compounds } from './compounds.ts'

const program = [100003, 4, 1] as const

describe('NFS version 4', () => {
  test.each(compounds)('%#', (values, results, asked, answered) => {
    const packets = called(program, values, results)
    expect(packets.map((packet) => summariesOf(packet, 'nfs'))).toEqual([[asked], [answered]])
  })
  test('trees', async () => {
    const [call, reply] = called(program, compounds[2]![0], compounds[2]![1])
    await expectGolden(call!, 'nfs4-open', 'nfs')
    await expectGolden(reply!, 'nfs4-open-reply', 'nfs')
    await expectGolden(called(program, compounds[7]![0], compounds[7]![1])[1]!, 'nfs4-readdir', 'nfs')
  })
  test('values', () => {
    const [call] = called(program, compounds[9]![0], '')
    expect(valuesOf(call!, 'nfs.opcode')).toEqual([22, 32, 22, 29, 31, 28])
    expect(valuesOf(call!, 'nfs.pathname.component')).toEqual(['a', 'b', 'x'])
  })
  test('what follows an unknown operation is not looked at', () => {
    const [call] = called(program, words(0, 1, 2, 54, 1, 22), '')
    expect(summariesOf(call!, 'nfs')).toEqual(['COMPOUND call v4.1, SET_SSV'])
  })
  test('any part of it is safe', () => {
    for (const [values, results] of compounds)
      for (let cut = 0; cut <= Math.max(values.length, results.length); cut += 38)
        for (const packet of called(program, values.slice(0, cut), results.slice(0, cut)))
          expect(goldenTree(packet)).toContain('Remote Procedure Call')
  })
})
