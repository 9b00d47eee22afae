import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, framesOf, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const passive = 16
const reply = 331

test('the tree of a reply that announces a data connection', () =>
  expectGolden(packetOf('ftp.pcapng', passive), 'ftp-reply', 'ftp'))

test('the tree of a command', () => expectGolden(packetOf('ftp.pcapng', 87), 'ftp-command', 'ftp'))

test('damage', () => {
  for (const number of [passive, 24, 87]) expectSafe(framesOf('ftp.pcapng')[number - 1]!.bytes.slice())
})

describe('replies', () => {
  const said = [['<', '211-Features:\r\n MDTM\r\n211-not the end\r\n211 End\r\n']] as const

  test('of several lines are one', () => {
    const [packet] = dialog(said, { port: 21 })
    expect(valuesOf(packet!, 'ftp.response.code')).toEqual([211])
    expect(valuesOf(packet!, 'ftp.response.arg')).toEqual(['Features:'])
  })

  test('over several segments are put together', () => {
    const packets = dialog(
      [
        ['<', '211-Features:\r\n MD'],
        ['<', 'TM\r\n211 End\r\n331 Password'],
        ['<', ', please\r\n'],
      ],
      { port: 21 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'ftp.response.code'))).toEqual([[], [211], [reply]])
    expect(valuesOf(packets[2]!, 'ftp.response.arg')).toEqual(['Password, please'])
  })
})

test('commands that follow one another', () => {
  const [packet] = dialog([['>', 'user anna\r\nPASS secret\r\nfeat\r\n']], { port: 21 })
  expect(valuesOf(packet!, 'ftp.request.command')).toEqual(['user', 'PASS', 'feat'])
  expect(valuesOf(packet!, 'ftp.request.arg')).toEqual(['anna', 'secret'])
})

test('a list of packets shows no password', () => {
  const packets = dialog(
    [
      ['>', 'PASS secret\r\n'],
      ['<', '230 Hello\r\n'],
    ],
    { port: 21 },
  )
  expect(packets.flatMap((packet) => summariesOf(packet, 'ftp'))).toEqual(['Request: PASS', 'Response: 230 Hello'])
})
