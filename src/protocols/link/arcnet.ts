import { bytes, protocol, u16, u8, when, type View } from '../../schema/index.ts'

const protocols = { 196: 'IPv6', 212: 'IPv4', 213: 'ARP', 214: 'Reverse ARP', 240: 'IPv4, RFC 1051', 241: 'ARP, RFC 1051' }

/** RFC 1201, section 1: its protocols count their fragments; those of RFC 1051 have none. An exception frame says it all again. */
const isCounted = (offset: number) => ({ bytes, start }: View) => bytes[start + offset]! < 240
const isException = (offset: number) => (frame: View) => isCounted(offset)(frame) && frame.bytes[frame.start + offset + 1] === 0xff

/** `offset`: where the protocol number stands, which Linux puts behind two more bytes. */
const arcnetAt = (offset: number, linkType: number, label: string) => protocol('arcnet', label, { linktype: [linkType] })
  .fields({
    source:      u8('arcnet.src', 'Source', { base: 16 }),
    destination: u8('arcnet.dst', 'Destination', { base: 16 }),
    offset:      bytes('arcnet.offset', 'Offset', () => offset - 2),
    protocol:    u8('arcnet.protID', 'Protocol', { names: protocols }),
  })
  .fields({
    exception:     when(isException(offset), u8('arcnet.exception_flag', 'Exception Flag', { base: 16 })),
    padding:       when(isException(offset), u16('arcnet.padding', 'Padding', { base: 16 })),
    protocolAgain: when(isException(offset), u8('arcnet.protID', 'Protocol', { names: protocols })),
    splitFlag:     when(isCounted(offset), u8('arcnet.split_flag', 'Split Flag')),
    sequence:      when(isCounted(offset), u16('arcnet.sequence', 'Sequence Number')),
  })
  .sized((frame) => offset + 1 + (isException(offset)(frame) ? 7 : isCounted(offset)(frame) ? 3 : 0))
  .payload({ tables: [['arcnet.protocol_id', ({ bytes, start }) => bytes[start + offset]!]] })

/** ARCNET as BSD and Linux capture it: RFC 1201, RFC 1051. */
export const arcnet = arcnetAt(2, 7, 'ARCNET')
export const arcnetLinux = arcnetAt(4, 129, 'ARCNET, Linux')
