import { describe, expect, test } from 'vitest'
import { raw, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOf, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'

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
    [5, 'Confirmable GET /time?ticks id 9820'],
    [7, 'Confirmable PUT /example_data id 8487'],
    [8, 'Acknowledgement 2.01 Created id 8487'],
    [12, 'Non-Confirmable 4.04 Not Found id 32053'],
    [16, 'Acknowledgement Empty Message id 22387'],
    [22, 'Acknowledgement 4.05 Method Not Allowed id 10365'],
  ] as const)('coap.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('coap.pcapng', number), 'coap')).toEqual([line]),
  )

  test.each([
    [7, 'coap.opt.uri_path', ['example_data']],
    [5, 'coap.opt.uri_query', ['ticks']],
    [4, 'coap.opt.ctype', ['application/link-format']],
    [14, 'coap.opt.observe', [2]],
    [14, 'coap.opt.max_age', [1]],
  ] as const)('coap.pcapng, packet %i: %s', (number, name, values) =>
    expect(valuesOf(packetOf('coap.pcapng', number), name)).toEqual(values),
  )

  test.each([
    ['a block', 'd1 0a 0e', 'coap.opt.block_number', [0]],
    ['more blocks follow', 'd1 0a 2e', 'coap.opt.block_mflag', [1]],
    ['the size of blocks', 'd1 0a 2e', 'coap.opt.block_size', [6]],
    ['a long number', 'e0 0001', 'coap.opt.delta_ext', [1]],
    ['a long value', `bd 00 ${'61'.repeat(13)}`, 'coap.opt.uri_path', ['a'.repeat(13)]],
    ['an unknown number', 'd1 59 41', 'coap.opt.unknown', [bytesOf('41')]],
    ['an unknown format', '92 04d2', 'coap.opt.ctype', []],
    ['an accepted format', 'd2 04 04d2', 'coap.opt.accept', ['Unknown Type 1234']],
    ['a port after a host', '34 61626364 42 1633', 'coap.opt.uri_port', [5683]],
  ] as const)('%s', (_, options, name, values) =>
    expect(valuesOf(packetOfHex(udp(5683, `40 01 1234 ${options}`), raw), name)).toEqual(values),
  )
})
