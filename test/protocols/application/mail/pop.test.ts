import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const said = [
  ['<', '+OK ready\r\n'],
  ['>', 'PASS secret\r\n'],
  ['<', '-ERR no\r\n'],
  ['>', 'RETR 1\r\nDELE 1\r\n'],
  ['<', '+OK 40 octets\r\nSubject: One\r\n\r\n..dot\r\n.\r\n+OK deleted\r\n'],
] as const
const packets = () => dialog(said, { port: 110 })

test('the tree of commands', () => expectGolden(packets()[3]!, 'pop-commands', 'pop'))

test('commands and responses', () => {
  expect(packets().map((packet) => valuesOf(packet, 'pop.request.command'))).toEqual([
    [],
    ['PASS'],
    [],
    ['RETR', 'DELE'],
    [],
  ])
  expect(packets().map((packet) => valuesOf(packet, 'pop.response.indicator'))).toEqual([
    ['+OK'],
    [],
    ['-ERR'],
    [],
    ['+OK', '+OK'],
  ])
  expect(summariesOf(packets()[1]!, 'pop')).toEqual(['C: PASS'])
})

test('a mail is a layer of its own', () => {
  expect(protocolsOf(packets()[4]!)).toContain('imf')
  expect(valuesOf(packets()[4]!, 'imf.subject')).toEqual(['One'])
})

test('lines of a list are data', () => {
  const listed = dialog(
    [
      ['>', 'CAPA\r\n'],
      ['<', '+OK\r\nTOP\r\nSTLS\r\n.\r\n'],
    ],
    { port: 110 },
  )
  expect(valuesOf(listed[1]!, 'pop.response.indicator')).toEqual(['+OK'])
})

test('damage', () => {
  for (const packet of packets()) expectSafe(packet.frame.bytes.slice(), 101)
})
