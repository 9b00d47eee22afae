import { describe, expect, test } from 'vitest'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { expectGolden, packetOf, summariesOf } from '../../../support/packets.ts'

/** A login of OpenSSH and an allocation of coturn, captures/scenes/private.sh. */
const packets = [
  ['ssh', 13, 'ssh', 'captured-ssh-key-exchange'],
  ['ssh', 16, 'ssh', 'captured-ssh-reply'],
  ['turn', 4, 'stun', 'captured-turn-binding'],
  ['turn', 6, 'stun', 'captured-turn-unauthorized'],
  ['turn', 17, 'stun', 'captured-turn-channel-bind'],
  ['turn', 31, 'stun', 'captured-turn-data'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test('lines of a login', () => {
    const packets = followedPacketsOf('ssh.pcapng')
    const lines = [6, 13, 15, 16, 20, 22].map((number) => summariesOf(packets[number - 1]!, 'ssh'))
    expect(lines).toEqual([
      ['Protocol SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10'],
      ['Key Exchange Init'],
      ['Elliptic Curve Diffie-Hellman Key Exchange Init'],
      ['Key Exchange Method Reply', 'New Keys', 'Encrypted packet, 200 bytes'],
      ['New Keys'],
      ['Encrypted packet, 44 bytes'],
    ])
  })

  test.each([
    [6, 'Allocate Error Response, error 401 Unauthorized'],
    [17, 'ChannelBind Request, XOR-PEER-ADDRESS 192.0.2.2:3481, user alice'],
    [29, 'CreatePermission Success Response'],
    [31, 'ChannelData, channel 0x51f8, 100 bytes'],
  ] as const)('turn.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('turn.pcapng', number), 'stun')).toEqual([line]),
  )
})
