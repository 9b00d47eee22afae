import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const said: readonly (readonly ['>' | '<', string, string])[] = [
  ['<', '@RSYNCD: 31.0 sha512 md5\n', 'Version 31.0 sha512 md5'],
  ['>', '@RSYNCD: 31.0\n', 'Version 31.0'],
  ['>', 'mod\n', 'Module mod'],
  ['<', 'Welcome\n', 'Welcome'],
  ['<', '@RSYNCD: AUTHREQD abc\n', '@RSYNCD: AUTHREQD abc'],
  ['>', 'user 1234hash\n', 'User user'],
  ['<', '@RSYNCD: OK\n', '@RSYNCD: OK'],
  ['>', '--server\0--sender\0.\0mod/\0\0', 'Arguments --server --sender . mod/'],
  ['<', '\x01\x02\x03\x04', 'Data 4 bytes'],
  ['>', '\0\0\0\0', 'Data 4 bytes'],
]

describe('rsync', () => {
  test('lines of a session', () => {
    const packets = dialog(
      said.map(([side, text]): Said => [side, text]),
      { port: 873 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'rsync')[0])).toEqual(said.map(([, , line]) => line))
  })
  test('older versions have arguments in lines', () => {
    const packets = dialog([['<', '@RSYNCD: 29\n'], ['>', '@RSYNCD: 29\n\n'], ['<', '@RSYNCD: OK\n'], ['>', '--server\n.\n\nxy']], { port: 873 }) // prettier-ignore
    expect(packets.map((packet) => summariesOf(packet, 'rsync'))).toEqual([
      ['Version 29'],
      ['Version 29', 'List of modules'],
      ['@RSYNCD: OK'],
      ['Arguments --server .', 'Data 2 bytes'],
    ])
  })
  test('tree of a greeting', () =>
    expectGolden(packetOfHex(tcp(873, hexOf('@RSYNCD: 31.0\n')), raw), 'rsync-greeting', 'rsync'))
  test('another protocol on its port', () =>
    expect(protocolsOf(dialog([['>', 'GET / HTTP/1.1\r\n\r\n']], { port: 873 })[0]!)).not.toContain('rsync'))
  test('is safe', () => expectSafe(bytesOf(tcp(873, hexOf('@RSYNCD: 31.0\n'))), raw))
})
