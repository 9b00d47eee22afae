import { expect, test } from 'vitest'
import { build, layer } from '../../../../src/packet/build/index.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { expectGolden, framesOf, packetOf, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

test('the tree of a request with options', () => expectGolden(packetOf('tftp.pcapng', 16), 'tftp-request', 'tftp'))

test('damage', () => expectSafe(framesOf('tftp.pcapng')[15]!.bytes.slice()))

const { ethernet, ipv4, udp } = layer
const sent = (content: string | Uint8Array) =>
  Packet.of(
    build(
      ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }),
      ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }),
      udp({ destinationPort: 69 }),
      content,
    ),
  )

test.each([
  ['\0\x02file\0octet\0', 'tftp.destination_file', 'file'],
  ['\0\x03\0\x07data', 'tftp.block', 7],
  ['\0\x04\0\x07', 'tftp.block', 7],
  ['\0\x05\0\x01gone\0', 'tftp.error.code', 1],
  ['\0\x06blksize\x001024\0', 'tftp.option.name', 'blksize'],
] as const)('%j has a field of its operation', (content, name, value) =>
  expect(valuesOf(sent(content), name)).toEqual([value]),
)

test('other operations are not TFTP', () => expect(protocolsOf(sent('\0\x07data'))).toBe('eth:ip:udp:data'))

test('a line says which file, and why there is none', () => {
  expect(summariesOf(sent('\0\x01a.txt\0octet\0'), 'tftp')).toEqual(['Read Request: a.txt'])
  expect(summariesOf(sent('\0\x05\0\x02\0'), 'tftp')).toEqual(['Error Code: Access violation'])
})
