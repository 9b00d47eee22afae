import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, followed, raw } from '../../../support/raw-frames.ts'

const hex8 = (value: number) => value.toString(16).padStart(8, '0')
const head = (samples: number, agent = `00000001 c0000207`) =>
  `00000005 ${agent} 00000003 00000010 0000ea60 ${hex8(samples)}`
const sized = (type: string, ...parts: readonly string[]) => {
  const body = parts.join('')
  return `${type} ${hex8(bytesOf(body).length)} ${body}`
}
const flowSample = (records: number, ...parts: readonly string[]) =>
  sized('00000001', '00000007 00000002 00000040 00001000 00000001 00000002 80000003', hex8(records), ...parts)
const expandedFlow = (records: number, ...parts: readonly string[]) =>
  sized(
    '00000003',
    '00000007 00000000 00000002 00000040 00001000 00000001 00000000 00000002 00000000 00000003',
    hex8(records),
    ...parts,
  )
const counterSample = (...parts: readonly string[]) =>
  sized('00000002', '00000007 00000002', hex8(parts.length), ...parts)
const expandedCounters = (...parts: readonly string[]) =>
  sized('00000004', '00000007 00000000 00000002', hex8(parts.length), ...parts)

const ip = '4500001c 00010000 40110000 c0000203 c0000204 00350036 00080000'
const quoted = (protocol: string, bytes: string, length = 64) =>
  sized('00000001', protocol, hex8(length), '00000004', hex8(bytesOf(bytes).length), bytes)
const ethernet = `020000000001 020000000002 0800 ${ip}`
const generic = sized(
  '00000001',
  '00000002 00000006 000000003b9aca00 00000001 00000003 0000000000000064 00000001 00000002 00000003 00000004 00000005',
  '00000006 00000000000000c8 00000007 00000008 00000009 0000000a 0000000b 00000000',
)
const counted = (format: string, size: number) => sized(format, '00000001'.repeat(size))
const dotted = (text: string) => bytesOf(text).length

const flows = [
  quoted('00000001', `${ethernet} 0000`),
  sized('00000002', '00000040 020000000001 0000 020000000002 0000 00000800'),
  sized('00000003', '00000054 00000006 c0000201 c0000202 0000d000 00000050 00000012 00000000'),
  sized(
    '00000004',
    '00000054 00000006 20010db8000000000000000000000001 20010db8000000000000000000000002',
    '0000d000 00000050 00000002 00000000',
  ),
  sized('000003e9', '0000000a 00000001 00000014 00000002'),
  sized('000003ea', '00000001 c00002fe 00000018 00000010'),
  sized(
    '000003eb',
    '00000002 20010db8000000000000000000000009 0000fde8 0000fde9 0000fdea 00000001 00000002 00000002 0000fdeb 0000fdec',
    '00000001 fde80001 00000064',
  ),
  sized('000003ec', '0000006a 00000003 61626300 0000006a 00000004 64656667'),
  sized('000003ed', '00000001 00000005 2f61626364 000000 00000004 686f7374'),
  sized('000003ee', '00000001 c00002fe 00000001 00000010 00000002 00000011 00000012'),
  sized('000003ef', '01020304'),
  sized('00001001', '01020304'),
]
const flowDatagram = `${head(1)} ${flowSample(flows.length, ...flows)}`
const counters = [
  generic,
  counted('00000002', 13),
  counted('00000003', 18),
  sized('00000005', '0000000a 0000000000000001 00000002 00000003 00000004 00000005'),
  sized('00000007', '020000000001 0000 020000000002 0000 00000001 4d3d4d3d', '00000001'.repeat(8)),
  sized('000003e9', '00000064 00000065 00000066 0000000000100000 0000000000080000'),
  sized('000007d3', '00000001'),
]
const agent6 = '00000002 20010db8000000000000000000000007'
const counterDatagram = `${head(2, agent6)} ${counterSample(...counters)} ${expandedCounters(generic)}`

const packet = (payload: string) => packetOfHex(datagram(6343, payload), raw)

describe('sFlow', () => {
  test.each([
    ['sflow-flows', flowDatagram],
    ['sflow-counters', counterDatagram],
  ])('tree of %s', (file, payload) => expectGolden(packet(payload), file, 'sflow'))

  test.each([
    [flowDatagram, 'V5, agent 192.0.2.7, seq 16, 1 sample (1 flow)'],
    [counterDatagram, 'V5, agent 2001:db8::7, seq 16, 2 samples (2 counters)'],
    [
      `${head(2)} ${expandedFlow(1, flows[4]!)} ${counterSample(generic)}`,
      'V5, agent 192.0.2.7, seq 16, 2 samples (1 flow, 1 counters)',
    ],
    [`${head(1)} ${sized('00009001', '00000001')}`, 'V5, agent 192.0.2.7, seq 16, 1 sample'],
    ['00000004 00000001 c0000207 00000010 0000ea60 00000001 01020304', 'V4, agent 192.0.2.7, seq 16, 1 sample'],
    ['00000005 00000000 00000000 00000010 0000ea60 00000000', 'V5, agent unknown, seq 16, 0 samples'],
  ])('%#: says what it is', (payload, text) => expect(summariesOf(packet(payload), 'sflow')).toEqual([text]))

  test('packets that are quoted are layers, and not described', () => {
    const samples = [
      flowSample(1, quoted('00000001', ethernet)),
      expandedFlow(2, quoted('0000000b', ip), quoted('00000009', '0102')),
      flowSample(1, quoted('0000000c', '', 0)),
    ]
    const [frame] = followed(datagram(6343, `${head(3)} ${samples.join('')}`))
    expect(protocolsOf(frame!)).toBe('raw:ip:udp:sflow:eth:ip:udp:ip:udp:data')
    expect(`${frame}`).toContain('seq 16, 3 samples (3 flow) (192.0.2.3:53 > 192.0.2.4:54')
    expect(valuesOf(frame!, 'sflow_245.header.sampled_header_length')).toEqual([dotted(ethernet), dotted(ip), 2, 0])
  })

  test('other versions are not sFlow', () => expect(protocolsOf(packet('00000003 00000001'))).toBe('raw:ip:udp:data'))

  test('is safe', () => {
    expectSafe(bytesOf(datagram(6343, `${head(1)} ${flowSample(1, quoted('0000000b', ip))}`)), raw)
    expectSafe(bytesOf(datagram(6343, `${head(1)} ${counterSample(counters[5]!)}`)), raw)
  })
})
