import { expect, test } from 'vitest'
import { bytesOf } from '../../../support/capture-bytes.ts'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const port = { port: 23 }
const packets = () =>
  dialog(
    [
      ['>', bytesOf('fffb03 fffd18 fffa18 00 787465726d ffff fff0 fff1')],
      ['<', 'login: \r\nPassword: '],
    ],
    port,
  )

test('the tree of commands', () => expectGolden(packets()[0]!, 'telnet-commands', 'telnet'))

test('damage', () => {
  for (const packet of packets()) expectSafe(packet.frame.bytes.slice(), 101)
})

test('commands, options and their values', () => {
  expect(valuesOf(packets()[0]!, 'telnet.cmd')).toEqual([251, 253, 250, 240, 241])
  expect(valuesOf(packets()[0]!, 'telnet.subcmd')).toEqual([3, 24, 24])
  expect(valuesOf(packets()[0]!, 'telnet.option_data')).toEqual([bytesOf('00 787465726d ffff')])
})

test('text is a value for each line', () => {
  expect(valuesOf(packets()[1]!, 'telnet.data')).toEqual(['login: \r\n', 'Password: '])
  expect(summariesOf(packets()[1]!, 'telnet')).toEqual(['login: \r\nPassword: '])
})
