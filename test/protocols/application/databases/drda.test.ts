import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

const attributes = '0016 d0 41 0001 0010 1041 000c 115a d1c3c3f0f2f1f0f0'
const commit = ['000a d0 01', '0002 0004 200e'] as const

describe('DRDA', () => {
  const packets = dialog(
    [
      ['>', bytesOf(`${attributes} ${commit[0]}`)],
      ['>', bytesOf(commit[1])],
    ],
    { port: 50000 },
  )
  test('tree of EXCSAT', () => expectGolden(packets[0]!, 'drda-excsat', 'drda'))
  test('structures follow one another, over several segments', () => {
    expect(summariesOf(packets[0]!, 'drda')).toEqual(['RQSDSS EXCSAT'])
    expect(summariesOf(packets[1]!, 'drda')).toEqual(['RQSDSS RDBCMM'])
    expect(valuesOf(packets[0]!, 'drda.param.codepoint')).toEqual([0x115a])
  })
  test('lengths that contradict each other are not DRDA', () => {
    expect(dialog([['>', bytesOf('000a d0 01 0002 0006 200e')]], { port: 50000 })[0]!.drda).toBeUndefined()
  })
})
