import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'

const beacon = '{"host_int": 42, "version": [2, 0], "displayname": "", "port": 17500, "namespaces": [7, 8]}'
const packet = (text: string) => packetOfHex(datagram(17500, hexOf(text)), raw)

describe('Dropbox discovery', () => {
  test('tree', () => expectGolden(packet(beacon), 'dropbox', 'db-lsp-disc', 'json'))
  test('is JSON', () => {
    expect(protocolsOf(packet(beacon))).toContain('db-lsp-disc:json')
    expect(summariesOf(packet(beacon), 'db-lsp-disc')).toEqual([
      'LAN sync discovery of client 42 on TCP port 17500, 2 folders',
    ])
  })
  test('or something else', () => expect(packet('C5').dropboxDiscovery).toMatchObject({ text: 'C5' }))
  test('is safe', () => expectSafe(bytesOf(datagram(17500, hexOf(beacon.slice(0, 40)))), raw))
})
