import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

describe('Git', () => {
  const packets = dialog(
    [
      ['>', '0023git-upload-pack /a\0host=b.test\0'],
      ['<', '000ahello\n00'],
      ['<', '000008\x02hey'],
    ],
    { port: 9418 },
  )
  test('tree of a request', () => expectGolden(packets[0]!, 'git-request', 'git'))
  test('packets, those without data, and side bands', () => {
    expect(packets.map((packet) => summariesOf(packet, 'git'))).toEqual([
      ['git-upload-pack /a'],
      ['hello'],
      ['Flush', 'hey'],
    ])
    expect(valuesOf(packets[2]!, 'git.sideband_control_code')).toEqual([2])
  })
})
