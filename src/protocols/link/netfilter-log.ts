import { list, protocol, record, rest, u16, u8, type View } from '../../schema/index.ts'

const families = { 0: 'Unspecified', 2: 'IPv4', 10: 'IPv6' }
const types = {
  1: 'Packet header', 2: 'Mark', 3: 'Timestamp', 4: 'Incoming interface', 5: 'Outgoing interface',
  6: 'Incoming physical interface', 7: 'Outgoing physical interface', 8: 'Hardware address', 9: 'Packet', 10: 'Prefix',
  11: 'User', 12: 'Sequence', 13: 'Global sequence', 14: 'Group', 15: 'Hardware type', 16: 'Hardware header',
  17: 'Hardware header length', 18: 'Connection', 19: 'Connection state',
}
const packet = 9

const little = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8)

/** Bytes up to the packet, which is the value of the attribute that comes last; attributes begin at multiples of 4. */
function headerLength({ bytes, start, end }: View): number {
  let at = start + 4
  while (at + 4 <= end && little(bytes, at + 2) !== packet) at += Math.max(4, (little(bytes, at) + 3) & ~3)
  return Math.min(at + 4, end) - start
}

/** The packet is a layer of its own: its attribute has no value here. */
const attribute = record('Attribute', {
  length: u16('nflog.tlv_length', 'Length', { unit: 'bytes', order: 'little' }),
  type:   u16('nflog.tlv_type', 'Type', { names: types, order: 'little' }),
})
  .sized((attribute) => (attribute.type === packet ? 4 : Math.max(4, (attribute.length + 3) & ~3)))
  .fields({ value: rest('', 'Value') })

/**
 * What netfilter logs: https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html. Attributes are in the byte order of their machine,
 * which is taken to be little-endian.
 */
export const netfilterLog = protocol('nflog', 'Netfilter Log', { linktype: [239] })
  .fields({
    family:     u8('nflog.family', 'Family', { names: families }),
    version:    u8('nflog.version', 'Version'),
    resource:   u16('nflog.res_id', 'Resource'),
  })
  .fields({ attributes: list('', 'Attributes', attribute, { last: (attribute) => attribute.type === packet }) })
  .sized(headerLength)
  .payload({ tables: [['ip.version', (log) => (log.family === 2 ? 4 : log.family === 10 ? 6 : -1)]] })
