import { list, protocol, record, rest, text, u16, u32, u8 } from '../../schema/index.ts'

const families = { 0: 'Unspecified', 2: 'IPv4', 10: 'IPv6' }
/** NFULA_ values: `include/uapi/linux/netfilter/nfnetlink_log.h`. */
const types = {
  1: 'Packet header', 2: 'Mark', 3: 'Timestamp', 4: 'Incoming interface', 5: 'Outgoing interface',
  6: 'Incoming physical interface', 7: 'Outgoing physical interface', 8: 'Hardware address', 9: 'Packet', 10: 'Prefix',
  11: 'User', 12: 'Sequence', 13: 'Global sequence', 14: 'Group', 15: 'Hardware type', 16: 'Hardware header',
  17: 'Hardware header length', 18: 'Connection', 19: 'Connection state',
}
const packet = 9

/** Type, length and value; the length counts all of it. The packet is a layer of its own: its attribute has no value here. */
const attribute = record('Attribute', {
  length: u16('nflog.tlv_length', 'Length', { unit: 'bytes', order: 'little' }),
  type:   u16('nflog.tlv_type', 'Type', { names: types, order: 'little' }),
})
  .length(({ type, length }) => (type === packet ? 4 : Math.max(4, length)))
  .aligned(4)
  .choice('type', {
    1:  { hardwareProtocol: u16('nflog.protocol', 'Hardware Protocol', { base: 16 }), hook: u8('nflog.hook', 'Hook'), padding: u8('', 'Padding') },
    4:  { inputInterface: u32('nflog.ifindex_indev', 'Interface Index') },
    5:  { outputInterface: u32('nflog.ifindex_outdev', 'Interface Index') },
    6:  { physicalInputInterface: u32('nflog.ifindex_physindev', 'Interface Index') },
    7:  { physicalOutputInterface: u32('nflog.ifindex_physoutdev', 'Interface Index') },
    10: { prefix: text('nflog.prefix', 'Prefix', undefined, { padding: 'zero' }) },
    11: { userId: u32('nflog.uid', 'User', { signed: true }) },
    14: { groupId: u32('nflog.gid', 'Group', { signed: true }) },
  })
  .fields({ value: rest('nflog.tlv_value', 'Value') })

/**
 * What netfilter logs: https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html. Lengths and types of attributes are in the byte order of their
 * machine, which is taken to be little-endian.
 */
export const netfilterLog = protocol('nflog', 'Netfilter Log', { linktype: [239] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html')
  .fields({
    family:     u8('nflog.family', 'Family', { names: families }),
    version:    u8('nflog.version', 'Version'),
    resource:   u16('nflog.res_id', 'Resource'),
    attributes: list('', 'Attributes', attribute, { last: ({ type }) => type === packet, complete: true }),
  })
  .payload({ tables: [['ip.version', ({ family }) => versions[family] ?? -1]] })

const versions: Readonly<Record<number, number>> = { 2: 4, 10: 6 }
