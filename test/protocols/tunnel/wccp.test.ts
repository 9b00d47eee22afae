import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../support/packets.ts'
import { datagram, raw } from '../../support/raw-frames.ts'
import { expectSafe } from '../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const item = (type: number, body: string) => `${hex(type, 2)} ${hex(bytesOf(body).length, 2)} ${body} `
const message = (type: number, ...items: readonly string[]) =>
  `${hex(type, 4)} 0200 ${hex(bytesOf(items.join('')).length, 2)} ${items.join('')}`
const packet = (text: string) => packetOfHex(datagram(2048, text), raw)
const [first, second] = ['0a000001', '0a000002']
const http = item(1, `00 00 f0 06 00000011 0050 ${'0000'.repeat(7)}`)
const dynamic = item(1, `01 3d 22 06 00000031 0050 01bb ${'0000'.repeat(6)}`)
const cache = `${first} 0000 0000 ${'ff'.repeat(32)} 0019 0000`
const view = item(5, `00000001 00000001 ${second} 00000007 00000001 ${first}`)
const capabilities = item(8, '0001 0004 00000003 0002 0004 00000001 0003 0004 00000002')
const here = message(10, item(0, '00000000'), http, item(3, cache), view, capabilities)

describe('WCCP', () => {
  test.each([
    [here, '2.0 Here I am, service HTTP'],
    [message(11, item(0, `00000001 ${'11'.repeat(16)}`), dynamic), '2.0 I see you, dynamic service 61'],
    [
      message(
        12,
        http,
        item(6, `${first} 00000005 00000001 ${second} 00000007 00000002 00000001 ${first} ${'00'.repeat(256)}`),
      ),
      '2.0 Redirect assign, service HTTP',
    ],
    [message(13, http, item(7, `${second} 00000007 ${first} ${first}`)), '2.0 Removal query, service HTTP'],
    [`00000007 00000004 00000000 ${'ff'.repeat(32)} 00000000 00000001`, '1.0 Here I am'],
    [`00000008 00000004 00000002 00000007 00000001 ${first} 00000000 ${'ff'.repeat(32)} 00000000`, '1.0 I see you'],
    [`00000009 00000007 00000001 ${first} ${'00'.repeat(256)}`, '1.0 Assign bucket'],
  ])('%s', (text, line) => expect(summariesOf(packet(text), 'wccp')).toEqual([line]))
  test('tree', () => expectGolden(packet(here), 'wccp-here', 'wccp'))
  test('ports are of the source or of the destination', () => {
    expect(valuesOf(packet(message(11, dynamic)), 'wccp.service_info_source_port')).toEqual([80, 443])
    expect(valuesOf(packet(message(11, http)), 'wccp.service_info_destination_port')).toEqual([80])
  })
  test('views', () => {
    const seen = message(11, http, item(4, `00000002 ${first} 00000005 00000001 ${second} 00000001 ${cache}`))
    expect(valuesOf(packet(seen), 'wccp.router_view.ipv4')).toEqual(['10.0.0.2'])
    expect(valuesOf(packet(seen), 'wccp.assignment_weight')).toEqual([25])
  })
  test('other bytes are not it', () => expect(packet('0000000e 0200 0000').wccp).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(datagram(2048, here)), raw))
})
