import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

describe('NNTP', () => {
  const packets = dialog(
    [
      ['>', 'ARTICLE 7\r\n'],
      ['<', '220 7 <a@b> article\r\nSubject: x\r\n\r\nbody\r\n.\r\n'],
      ['>', 'AUTHINFO PASS secret\r\n'],
      ['<', '481 no\r\n'],
    ],
    { port: 119 },
  )
  test('tree of a response', () => expectGolden(packets[1]!, 'nntp-article', 'nntp'))
  test('commands and responses, without what authenticates', () => {
    expect(packets.map((packet) => summariesOf(packet, 'nntp')[0])).toEqual([
      'Request: ARTICLE 7',
      'Response: 220 7 <a@b> article',
      'Request: AUTHINFO',
      'Response: 481 no',
    ])
    expect(valuesOf(packets[1]!, 'nntp.response')).toEqual([true])
  })
})
