import { expect, test } from 'vitest'
import { build, layer } from '../../../../src/packet/build/index.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'

const { ethernet, ipv4, udp } = layer
const packetOfText = (text: string) =>
  Packet.of(
    build(
      ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }),
      ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }),
      udp({ destinationPort: 2944 }),
      text,
    ),
  )

test('the tree of a request', () =>
  expectGolden(packetOfText('!/1 <gw>\nT=7{C=-{AV=DS/1/5{AT{M}}}}'), 'megaco', 'megaco'))

test('words may be long or short', () => {
  const packet = packetOfText('MEGACO/3 [192.0.2.1]:2944\nTransaction = 8 {\n Context = 12 {\n  Subtract = R/1 }}')
  expect(valuesOf(packet, 'megaco.context')).toEqual([12])
  expect(valuesOf(packet, 'megaco.command')).toEqual(['Subtract'])
  expect(valuesOf(packet, 'megaco.termid')).toEqual(['R/1'])
  expect(summariesOf(packetOfText('!/1 <gw> P=7{C=-{AV=a}}'), 'megaco')).toEqual(['Reply 7 AuditValue=a'])
  expect(protocolsOf(packetOfText('other'))).toBe('eth:ip:udp:data')
})
