import { ahead, bytes, protocol, range, u16, u8, when } from '../../schema/index.ts'

const protocols = { 205: 'BACnet', 196: 'IPv6', 212: 'IPv4', 213: 'ARP', 214: 'Reverse ARP', 240: 'IPv4, RFC 1051', 241: 'ARP, RFC 1051' }

/**
 * RFC 1201, section 1: its protocols count their fragments; those of RFC 1051 have none, nor has BACnet (ANSI/ASHRAE 135-2020, clause 8).
 * An exception frame repeats the protocol.
 */
const counted = { protocol: [range(0, 204), range(206, 239)] } as const
const exception = { ...counted, nextByte: 0xff } as const

/** `offset`: the bytes that Linux has in front of the protocol number. */
const arcnetWith = (offset: 0 | 2, linkType: number, label: string) => protocol('arcnet', label, { linktype: [linkType] })
  .specified('RFC 1201')
  .fields({
    source:        u8('arcnet.src', 'Source', { base: 16 }),
    destination:   u8('arcnet.dst', 'Destination', { base: 16 }),
    offset:        bytes('arcnet.offset', 'Offset', offset),
    protocol:      u8('arcnet.protID', 'Protocol', { names: protocols }),
    nextByte:      ahead(8),
    exception:     when(exception, u8('arcnet.exception_flag', 'Exception Flag', { base: 16 })),
    padding:       when(exception, u16('arcnet.padding', 'Padding', { base: 16 })),
    protocolAgain: when(exception, u8('arcnet.protID', 'Protocol', { names: protocols })),
    splitFlag:     when(counted, u8('arcnet.split_flag', 'Split Flag')),
    sequence:      when(counted, u16('arcnet.sequence', 'Sequence Number')),
  })
  .payload({ tables: [['arcnet.protocol_id', 'protocol']] })

/** ARCNET as BSD and Linux capture it: RFC 1201, RFC 1051. */
export const arcnet = arcnetWith(0, 7, 'ARCNET')
export const arcnetLinux = arcnetWith(2, 129, 'ARCNET, Linux')
