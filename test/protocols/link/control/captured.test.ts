import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf } from '../../../support/packets.ts'

/** Open vSwitch bundles two links; hostapd asks who is there. captures/scenes/more-services.sh. */
const packets = [
  ['lacp', 3, 'lacp', 'captured-lacp-bundle'],
  ['eap', 1, 'eapol', 'captured-eap-start'],
  ['eap', 4, 'eap', 'captured-eap-challenge'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [4, 'Request, MD5-Challenge'],
    [6, 'Success'],
  ] as const)('line of eap.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('eap.pcapng', number), 'eap')).toEqual([line]),
  )
})
