import { describe, expect, test } from 'vitest'
import { Packet } from '../../src/packet/packet.ts'
import { bytesOf, expectGolden, packetOf, packetOfHex, protocolsOf } from '../support/packets.ts'
import { expectSafe } from '../support/safe.ts'

const ethernet = '020000000002 020000000001'

describe('bytes that nobody knows', () => {
  test('tree', () => expectGolden(packetOf('ping.pcap', 3), 'data', 'data'))

  test('are a layer, from where the last protocol ends', () => {
    const packet = packetOfHex(`${ethernet} ffff 010203`)
    expect(protocolsOf(packet)).toBe('eth:data')
    expect(packet.data).toMatchObject({ start: 14, data: bytesOf('010203') })
  })

  test('are no layer where there are none', () => {
    expect(protocolsOf(packetOfHex(`${ethernet} ffff`))).toBe('eth')
    expect(Packet.of(new Uint8Array(0)).layers()).toEqual([])
  })

  test('are the whole frame if its link type is not known', () =>
    expect(protocolsOf(packetOfHex('010203', 147))).toBe('data'))

  test('are safe', () => expectSafe(bytesOf(`${ethernet} ffff 010203`)))
})
