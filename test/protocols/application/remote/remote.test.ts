import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

describe('rsh', () => {
  const packets = dialog(
    [
      ['>', '1022\0'],
      ['<', '\0'],
      ['>', 'alice\0root\0'],
      ['>', 'uptime\0'],
      ['<', 'up 1 day\n'],
    ],
    { port: 514 },
  )
  test('tree of a command', () => expectGolden(packets[3]!, 'rsh-command', 'rsh'))
  test('the port for errors, then who and what, then output', () => {
    expect(packets.map((packet) => summariesOf(packet, 'rsh')[0])).toEqual([
      'Stderr port: 1022',
      'Data, 1 bytes',
      undefined,
      'alice as root: uptime',
      'Data, 9 bytes',
    ])
  })
})

describe('rlogin', () => {
  const packets = dialog(
    [
      ['>', '\0alice\0root\0xterm/38400\0'],
      ['<', '\0'],
      ['>', bytesOf('ffff7373 0018 0050 0000 0000')],
      ['>', 'ls\r'],
    ],
    { port: 513 },
  )
  test('tree of the user information', () => expectGolden(packets[0]!, 'rlogin-info', 'rlogin'))
  test('startup, size of the window, and data', () => {
    expect(packets.map((packet) => summariesOf(packet, 'rlogin')[0])).toEqual([
      'User Info: alice as root, terminal xterm/38400',
      'Startup info received',
      'Window: 80 columns, 24 rows',
      'Data: ls\r',
    ])
  })
})

describe.each([
  ['whois', 43, 'whois.query'],
  ['finger', 79, 'finger.query'],
] as const)('%s', (name, port, filter) => {
  const packets = dialog(
    [
      ['>', 'example.com\r\n'],
      ['<', 'one\r\ntwo\r\n'],
    ],
    { port },
  )
  test('tree of the answer', () => expectGolden(packets[1]!, `${name}-answer`, name))
  test('a question and its answer', () => {
    expect(valuesOf(packets[0]!, filter)).toEqual(['example.com'])
    expect(summariesOf(packets[1]!, name)).toEqual(['Answer: one'])
    expect(packets[1]![name]?.answers?.map(({ text }) => text)).toEqual(['one', 'two'])
  })
})
