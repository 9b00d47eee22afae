import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ipv4 = 228
/** A boot request with these options after the magic cookie, and these bytes in the fields before it. */
const requestWith = (options: string, serverName = '', file = '') => {
  const length = 240 + bytesOf(options).length
  const word = (value: number) => value.toString(16).padStart(4, '0')
  return `45 00 ${word(28 + length)} 0001 0000 40 11 0000 00000000 ffffffff 0044 0043 ${word(8 + length)} 0000
    01 01 06 00 12345678 0000 8000 ${'00000000'.repeat(4)} 020000000001 ${'00'.repeat(10)} ${padded(serverName, 64)} ${padded(file, 128)} 63825363 ${options}`
}

const padded = (hex: string, length: number) => `${hex} ${'00'.repeat(length - bytesOf(hex).length)}`

describe('DHCP', () => {
  test('tree of a discover', () => expectGolden(packetOf('dhcp.pcapng', 1), 'dhcp-discover', 'dhcp'))
  test('tree of an acknowledgment', () => expectGolden(packetOf('dhcp.pcapng', 4), 'dhcp-ack', 'dhcp'))

  test('says what it is about', () => {
    expect(summariesOf(packetOf('dhcp.pcapng', 1), 'dhcp')[0]).toMatch(/^Discover 02:00:00:00:00:01 id 0x/)
    expect(summariesOf(packetOf('dhcp.pcapng', 2), 'dhcp')[0]).toMatch(/^Offer 192\.0\.2\.105 02:00:00:00:00:01 id 0x/)
    expect(summariesOf(packetOfHex(requestWith('ff'), ipv4), 'dhcp')).toEqual([
      'boot request 02:00:00:00:00:01 id 0x12345678',
    ])
  })

  test('has typed options', () => {
    const packet = packetOfHex(
      requestWith(
        '35 01 03 00 32 04 c0000205 06 08 c0000201 c0000202 37 02 01 03 3d 07 01 020000000001 fe 02 aabb ff 35 01 05',
      ),
      ipv4,
    )
    expect(packet.dhcp).toMatchObject({ flags: { broadcast: true }, hardwareAddress: '02:00:00:00:00:01' })
    expect(valuesOf(packet, 'dhcp.option.dhcp')).toEqual([3]) // what follows the end does not count
    expect(valuesOf(packet, 'dhcp.option.requested_ip_address')).toEqual(['192.0.2.5'])
    expect(valuesOf(packet, 'dhcp.option.domain_name_server')).toEqual(['192.0.2.1', '192.0.2.2'])
    expect(valuesOf(packet, 'dhcp.option.request_list_item')).toEqual([1, 3])
    expect(valuesOf(packet, 'dhcp.hw.mac_addr')).toEqual(['02:00:00:00:00:01', '02:00:00:00:00:01'])
    expect(valuesOf(packet, 'dhcp.option.value')).toEqual([bytesOf('aabb')])
  })

  test('an identifier that is a hardware address of another type is not taken for one of Ethernet', () => {
    const packet = packetOfHex(requestWith('3d 07 06 020000000001 ff'), ipv4)
    expect(packet.dhcp!.options[0]).toMatchObject({ identifierType: 6, identifier: undefined })
    expect(valuesOf(packet, 'dhcp.hw.addr')).toEqual([bytesOf('020000000001')])
  })

  test.each([
    [0, { server: ['\x0c\x02ab'], file: ['\x0f\x02cd'], hostname: [], domain_name: [] }],
    [1, { server: ['\x0c\x02ab'], file: [], hostname: [], domain_name: ['cd'] }],
    [2, { server: [], file: ['\x0f\x02cd'], hostname: ['ab'], domain_name: [] }],
    [3, { server: [], file: [], hostname: ['ab'], domain_name: ['cd'] }],
  ])(
    'option overload %d: options in the server name and the file',
    (value, { server, file, hostname, domain_name }) => {
      const hex = requestWith(`34 01 0${value} 35 01 02 ff`, '0c 02 6162', '0f 02 6364')
      const packet = packetOfHex(hex, ipv4)
      expect(valuesOf(packet, 'dhcp.server')).toEqual(server)
      expect(valuesOf(packet, 'dhcp.file')).toEqual(file)
      expect(valuesOf(packet, 'dhcp.option.hostname')).toEqual(hostname)
      expect(valuesOf(packet, 'dhcp.option.domain_name')).toEqual(domain_name)
      expect(summariesOf(packet, 'dhcp')[0]).toMatch(/^Offer /)
      expectSafe(bytesOf(hex), ipv4)
    },
  )

  test('a message type may be in the file', () => {
    const packet = packetOfHex(requestWith('34 01 01 ff', '', '35 01 05 ff'), ipv4)
    expect(summariesOf(packet, 'dhcp')[0]).toMatch(/^ACK /)
  })

  test('is safe', () => {
    const { bytes, linkType } = framesOf('dhcp.pcapng')[3]!
    expectSafe(bytes, linkType)
  })
})
