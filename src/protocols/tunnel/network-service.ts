import { bits, bytes, flag, list, otherwise, protocol, record, rest, tlv, u16, u24, u8 } from '../../schema/index.ts'

/** What a next protocol is (RFC 8300, section 2.2) as an EtherType. */
const carried: Readonly<Record<number, number>> = { 1: 0x0800, 2: 0x86dd, 3: 0x6558, 4: 0x894f, 5: 0x8847 }

/** RFC 8300, section 2.5.1. */
const metaData = tlv('Metadata', {
  class:      u16('nsh.metadataclass', 'Class', { base: 16 }),
  type:       u8('nsh.metadatatype', 'Type'),
  unassigned: bits(1, 'nsh.metadataunassignedbit', 'Unassigned'),
  length:     bits(7, 'nsh.metadatalen', 'Length', { unit: 'bytes' }),
}, { align: 4 }).fields({ data: rest('nsh.metadata', 'Data') })

/** RFC 8300, section 2.4. */
const context = record('Context Header', { data: bytes('nsh.contextheader', 'Data', 4) })

/** The bytes after the service path header. */
const further = { length: 'words', times: 4, minus: 8 } as const

/** Network Service Header, RFC 8300, section 2. What is unassigned is to be ignored (section 2.2). */
export const networkService = protocol('nsh', 'Network Service Header', { ethertype: [0x894f] })
  .specified('RFC 8300')
  .fields({
    version:    bits(2, 'nsh.version', 'Version'),
    oam:        flag('nsh.Obit', 'Operations, Administration and Management'),
    unassigned: flag('nsh.CBit', 'Unassigned, once Critical Metadata'),
    timeToLive: bits(6, 'nsh.ttl', 'Time to Live'),
    words:      bits(6, 'nsh.length', 'Length', { unit: 'words of 4 bytes' }),
    unassignedMore: bits(4, '', 'Unassigned'),
    mdType:     bits(4, 'nsh.mdtype', 'Metadata Type', { names: { 1: 'fixed length', 2: 'variable length' } }),
    nextProtocol: u8('nsh.nextproto', 'Next Protocol', { names: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' } }),
    servicePathIdentifier: u24('nsh.spi', 'Service Path Identifier'),
    serviceIndex: u8('nsh.si', 'Service Index'),
  })
  .cases(
    [{ mdType: 1 }, { contexts: list('', 'Context Headers', context, further) }],
    [{ mdType: 2 }, { metaData: list('', 'Metadata', metaData, further) }],
    [otherwise, { other: bytes('', 'Metadata of an unknown type', further) }],
  )
  .payload({ tables: [['ethertype', (header) => carried[header.nextProtocol] ?? -1]] })
  .summarized((header) => `NSH path ${header.servicePathIdentifier}, index ${header.serviceIndex}`)
