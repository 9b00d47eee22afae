import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const said = [
  ['>', 'NICK anna\r\nUSER anna 0 * :Anna A\r\n'],
  ['<', ':irc.example.test 001 anna :Welcome\r\n:bert!b@192.0.2.1 JOIN #test\r\n'],
] as const
const packets = () => dialog(said, { port: 6667 })

test('the tree of responses', () => expectGolden(packets()[1]!, 'irc-response', 'irc'))

test('requests have a command, parameters and a trailer', () => {
  expect(valuesOf(packets()[0]!, 'irc.request.command')).toEqual(['NICK', 'USER'])
  expect(valuesOf(packets()[0]!, 'irc.request.command_parameter')).toEqual(['anna', 'anna 0 *'])
  expect(valuesOf(packets()[0]!, 'irc.request.trailer')).toEqual(['Anna A'])
})

test('responses have a prefix, and a number or a command', () => {
  expect(valuesOf(packets()[1]!, 'irc.response.prefix')).toEqual(['irc.example.test', 'bert!b@192.0.2.1'])
  expect(valuesOf(packets()[1]!, 'irc.response.num_command')).toEqual([1])
  expect(valuesOf(packets()[1]!, 'irc.response.command')).toEqual(['JOIN'])
})

test('damage', () => {
  for (const packet of packets()) expectSafe(packet.frame.bytes.slice(), 101)
})
