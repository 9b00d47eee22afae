import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const said = [
  ['<', '* OK ready\r\n'],
  ['>', 'a1 FETCH 1 BODY[]\r\n'],
  ['<', '* 1 FETCH (BODY[] {13}\r\n* NO\r\na1 NO\r\n)\r\na1 OK done\r\n'],
] as const
const packets = () => dialog(said, { port: 143 })

test('the tree of a response with a literal', () => expectGolden(packets()[2]!, 'imap-response', 'imap'))

test('what is in a literal is no response', () => {
  expect(valuesOf(packets()[2]!, 'imap.response.status')).toEqual(['OK'])
  expect(valuesOf(packets()[2]!, 'imap.response_tag')).toEqual(['a1'])
  expect(valuesOf(packets()[1]!, 'imap.request.command')).toEqual(['FETCH'])
})

test('the tagged response answers, after others', () =>
  expect(valuesOf(packets()[2]!, 'imap.response_to')).toEqual([2]))

test('a literal over several segments is put together', () => {
  const parts = dialog(
    [
      ['<', '* 1 FETCH {13}\r\n* NO'],
      ['<', '\r\na1 NO\r\n)\r\n'],
    ],
    { port: 143 },
  )
  expect(parts.map((packet) => valuesOf(packet, 'imap.line'))).toEqual([[], ['* 1 FETCH {13}']])
})

test('damage', () => {
  for (const packet of packets()) expectSafe(packet.frame.bytes.slice(), 101)
})
