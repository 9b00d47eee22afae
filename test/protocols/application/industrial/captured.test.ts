import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf } from '../../../support/packets.ts'

/** CoAP of libcoap, captures/scenes/more-services.sh. */
const packets = [
  ['coap', 4, 'coap', 'captured-coap-core'],
  ['coap', 7, 'coap', 'captured-coap-put'],
  ['coap', 14, 'coap', 'captured-coap-observe'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [5, 'Confirmable GET /time id 9820'],
    [7, 'Confirmable PUT /example_data id 8487'],
    [8, 'Acknowledgement 2.01 Created id 8487'],
    [12, 'Non-Confirmable 4.04 Not Found id 32053'],
    [16, 'Acknowledgement Empty Message id 22387'],
    [22, 'Acknowledgement 4.05 Method Not Allowed id 10365'],
  ] as const)('coap.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('coap.pcapng', number), 'coap')).toEqual([line]),
  )
})
