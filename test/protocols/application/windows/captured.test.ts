import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** SMB 1 and NetBIOS of Samba, captures/scenes/accounts.sh. */
const packets = [
  ['smb1', 8, 'smb', 'captured-smb1-negotiate'],
  ['smb1', 12, 'smb', 'captured-smb1-session-setup'],
  ['smb1', 22, 'smb', 'captured-smb1-create'],
  ['smb1', 25, 'smb', 'captured-smb1-file-info'],
  ['netbios', 1, 'nbns', 'captured-netbios-registration'],
  ['netbios', 6, 'nbdgm', 'captured-netbios-datagram'],
  ['netbios', 34, 'nbns', 'captured-netbios-status'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    ['smb1', 11, 'smb', 'Session Setup AndX Response, NTLMSSP_CHALLENGE, STATUS_MORE_PROCESSING_REQUIRED'],
    ['smb1', 14, 'smb', String.raw`Tree Connect AndX Request, \\192.0.2.2\IPC$`],
    ['smb1', 22, 'smb', String.raw`NT Create AndX Request, \hello.txt`],
    ['netbios', 1, 'nbns', 'Registration NB EXAMPLE<20> 192.0.2.2'],
    ['netbios', 31, 'nbns', 'Name query response NB EXAMPLE<00> (Workstation/Redirector) 192.0.2.2'],
  ] as const)('line of %s.pcapng, packet %i', (file, number, layer, line) =>
    expect(summariesOf(packetOf(`${file}.pcapng`, number), layer)).toEqual([line]),
  )

  test('capabilities of a server are 32 bits, before its time', () => {
    const negotiate = packetOf('smb1.pcapng', 8)
    expect(valuesOf(negotiate, 'smb.server_cap.extended_security')).toEqual([true])
    expect(valuesOf(negotiate, 'smb.server_timezone')).toEqual([0])
    expect(valuesOf(negotiate, 'smb.bcc')).toEqual([90])
  })
})
