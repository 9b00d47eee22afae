/** What routing protocols say in a line, which lines are errors, and routes with labels. */
import { describe, expect, test } from 'vitest'
import { linesInSegments, lookOf } from '../../../support/looks.ts'
import { overTcp, overUdp, raw } from '../../../support/over-ip.ts'
import { bytesOf, packetOfHex, valuesOf } from '../../../support/packets.ts'

const size = (text: string, digits: number) => bytesOf(text).length.toString(16).padStart(digits, '0')
const bgp = (type: string, body = '') => `${'ff'.repeat(16)} ${size(`${'ff'.repeat(19)} ${body}`, 4)} ${type} ${body}`
const update = (attributes: string, routes = '', withdrawn = '') =>
  bgp('02', `${size(withdrawn, 4)} ${withdrawn} ${size(attributes, 4)} ${attributes} ${routes}`)
const attribute = (type: string, body: string) => `80 ${type} ${size(body, 2)} ${body}`
const toBgp = (text: string) => overTcp(50000, 179, text)

describe('lines of BGP', () => {
  test.each([
    ['a KEEPALIVE', bgp('04'), 'KEEPALIVE'],
    ['an OPEN', bgp('01', '04 fde8 00b4 c0000201 00'), 'OPEN AS 65000, identifier 192.0.2.1, hold time 180 s'],
    [
      'a long OPEN',
      bgp('01', '04 fde8 00b4 c0000201 ff ff 0000'),
      'OPEN AS 65000, identifier 192.0.2.1, hold time 180 s',
    ],
    ['a known family', bgp('05', '0001 00 01'), 'ROUTE-REFRESH IPv4 Unicast'],
    ['an unknown family', bgp('05', '4004 00 63'), 'ROUTE-REFRESH BGP-LS 99'],
    ['a shutdown', bgp('03', '06 02'), 'error: NOTIFICATION Cease: Administrative Shutdown'],
    ['a shutdown with words', bgp('03', '06 02 05 48656c6c6f'), 'error: NOTIFICATION Cease: Administrative Shutdown'],
    ['an unknown reason', bgp('03', '06 63'), 'error: NOTIFICATION Cease: 99'],
    ['an unknown error', bgp('03', '63 01'), 'error: NOTIFICATION error 99'],
    ['a wrong header', bgp('03', '01 02'), 'error: NOTIFICATION Message Header Error'],
    ['a wrong OPEN', bgp('03', '02 02 fde9'), 'error: NOTIFICATION OPEN Message Error'],
    ['a wrong UPDATE', bgp('03', '03 01'), 'error: NOTIFICATION UPDATE Message Error'],
    ['silence', bgp('03', '04 00'), 'error: NOTIFICATION Hold Timer Expired'],
    ['a wrong state', bgp('03', '05 01'), 'error: NOTIFICATION Finite State Machine Error'],
    ['a wrong refresh', bgp('03', '07 01'), 'error: NOTIFICATION ROUTE-REFRESH Message Error'],
    ['more than three routes', update('', '08 0a 08 0b 08 0c 08 0d'), 'UPDATE, 10.0.0.0/8 11.0.0.0/8 12.0.0.0/8 ...'],
    ['a route withdrawn', update('', '', '08 0a'), 'UPDATE, withdrawn 10.0.0.0/8'],
    ['path identifiers', update('', '00000001 08 0a 00000002 18 0b0000'), 'UPDATE, 10.0.0.0/8 11.0.0.0/24'],
    [
      'the same withdrawn',
      update('', '', '00000001 08 0a 00000002 18 0b0000'),
      'UPDATE, withdrawn 10.0.0.0/8 11.0.0.0/24',
    ],
  ] as const)('%s', (_, text, line) => expect(lookOf(toBgp(text), raw, 'bgp')).toBe(line))

  test('of messages in two segments', () => {
    const line = 'ROUTE-REFRESH IPv4 Unicast'
    expect(linesInSegments(179, bgp('05', '0001 00 01'), 'bgp', 10)).toEqual([[line], [], [line], [line, line]])
  })
})

describe('labels and route distinguishers of BGP', () => {
  const reached = '0c 0000000000000000 c0000201 00'
  test.each([
    ['0e', `0001 80 ${reached} 70 000101 0000 fde8 00000064 0a0000`, ['16 (bottom)'], ['65000:100'], '10.0.0.0'],
    [
      '0e',
      `0001 80 ${reached} 88 000100 000111 0001 c0000209 0064 0a0000`,
      ['16,17 (bottom)'],
      ['192.0.2.9:100'],
      '10.0.0.0',
    ],
    ['0e', '0001 04 04 c0000201 00 30 000101 0a0000', ['16 (bottom)'], [], '10.0.0.0'],
    ['0f', '0001 80 70 800000 0000 fde8 00000064 0a0000', ['524288 (withdrawn)'], ['65000:100'], '10.0.0.0'],
    ['0f', '0001 04 30 000000 0a0000', ['0 (withdrawn)'], [], '10.0.0.0'],
  ] as const)('attribute %s, %s', (type, body, labels, distinguishers, prefix) => {
    const packet = packetOfHex(toBgp(update(attribute(type, body))), raw)
    expect(valuesOf(packet, 'bgp.label_stack')).toEqual(labels)
    expect(valuesOf(packet, 'bgp.rd')).toEqual(distinguishers)
    expect(valuesOf(packet, `bgp.mp_${type === '0e' ? '' : 'un'}reach_nlri_ipv4_prefix`)).toEqual([prefix])
  })

  test('of IPv6, with an autonomous system of four bytes', () => {
    const next = '18 0000000000000000 20010db8000000000000000000000001 00'
    const route = '78 000101 0002 0000fde8 0064 20010db8'
    const packet = packetOfHex(toBgp(update(attribute('0e', `0002 80 ${next} ${route}`))), raw)
    expect(valuesOf(packet, 'bgp.rd')).toEqual(['65000:100'])
    expect(valuesOf(packet, 'bgp.mp_reach_nlri_ipv6_prefix')).toEqual(['2001:db8::'])
  })

  test('targets of routes', () => {
    const targets = '60 0000fde8 0002 fde8 00000064 00 20 0000fde8'
    const packet = packetOfHex(toBgp(update(attribute('0e', `0001 84 04 c0000201 00 ${targets}`))), raw)
    expect(valuesOf(packet, 'bgp.originating_as')).toEqual([65000, 65000])
    expect(valuesOf(packet, 'bgp.community_prefix')[0]).toBe('65000:100')
  })
})

test.each([
  ['01 01 0000 0000 0000 00000000 00000000 00000000 00000010', 'v1 Request, 0.0.0.0 metric 16'],
  ['02 02 0000 0002 0007 0a000000 ff000000 c0000201 00000003', 'v2 Response, 10.0.0.0 metric 3'],
  [
    `02 02 0000 ${['0a', '0b', '0c', '0d'].map((net) => `0002 0000 ${net}000000 ff000000 00000000 00000001`).join(' ')}`,
    'v2 Response, 10.0.0.0 metric 1, 11.0.0.0 metric 1, 12.0.0.0 metric 1, ...',
  ],
  [
    `02 02 0000 ffff 0002 ${'00'.repeat(16)} 0002 0000 0a000000 ff000000 00000000 00000010`,
    'v2 Response, 10.0.0.0 metric 16',
  ],
] as const)('RIP: %s', (text, line) => expect(lookOf(overUdp(520, 520, text), raw, 'rip')).toBe(line))
