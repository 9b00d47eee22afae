import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf } from '../../../support/packets.ts'

/** Tunnels of OpenVPN and key exchanges of strongSwan, captures/scenes/private.sh. */
const packets = [
  ['ikev1', 3, 'isakmp', 'captured-ikev1-proposal'],
  ['ikev1', 5, 'isakmp', 'captured-ikev1-keys'],
  ['ikev2', 3, 'isakmp', 'captured-ikev2-init'],
  ['ikev2', 5, 'isakmp', 'captured-ikev2-auth'],
  ['openvpn', 4, 'openvpn', 'captured-openvpn-reset'],
  ['openvpn', 6, 'openvpn', 'captured-openvpn-control'],
  ['openvpn-tcp', 8, 'openvpn', 'captured-openvpn-tcp-reset'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    ['ikev1', 5, 'isakmp', 'IKEv1 Identity Protection (Main Mode): Key Exchange, Nonce, NAT-D, NAT-D'],
    ['ikev1', 9, 'isakmp', 'IKEv1 Quick Mode: encrypted'],
    ['ikev2', 5, 'isakmp', 'IKEv2 IKE_AUTH, initiator request: Encrypted and Authenticated'],
    ['ikev2', 8, 'isakmp', 'IKEv2 INFORMATIONAL, responder response: Encrypted and Authenticated'],
    ['openvpn', 3, 'openvpn', 'P_CONTROL_HARD_RESET_CLIENT_V2, message 0'],
    ['openvpn', 6, 'openvpn', 'P_CONTROL_V1, message 1, acknowledges 2'],
    ['openvpn', 12, 'openvpn', 'P_DATA_V2'],
  ] as const)('line of %s.pcapng, packet %i', (file, number, layer, line) =>
    expect(summariesOf(packetOf(`${file}.pcapng`, number), layer)).toEqual([line]),
  )
})
