import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

const message = (body: string) => `8=FIX.4.4|9=${body.length}|${body}10=128|`.replaceAll('|', '\x01')
const logon = message('35=A|34=1|49=ALICE|56=BOB|98=0|108=30|')
const reject = message('35=3|34=2|49=BOB|56=ALICE|58=no|9001=x|')

describe('FIX', () => {
  test('tree of a Logon', () => expectGolden(dialog([['>', logon]], { port: 9878 })[0]!, 'fix-logon', 'fix'))

  test('messages lie in segments as they come', () => {
    const packets = dialog(
      [
        ['>', logon.slice(0, 20)],
        ['>', logon.slice(20) + logon],
        ['<', reject],
      ],
      { port: 9878 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'fix'))).toEqual([
      [],
      ['Logon seq 1 from ALICE to BOB', 'Logon seq 1 from ALICE to BOB'],
      ['Reject seq 2 from BOB to ALICE no'],
    ])
    expect(valuesOf(packets[2]!, 'fix.field.value')).toEqual(['x'])
    expect(valuesOf(packets[2]!, 'fix.MsgType')).toEqual(['3'])
  })

  test('other text is not FIX', () => {
    expect(dialog([['>', '8=FIXED\x019=1\x01 and so on, for a while']], { port: 9878 })[0]!.fix).toBeUndefined()
  })
})
