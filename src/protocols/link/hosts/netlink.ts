/** What Linux and its programs tell each other of interfaces, addresses and routes: RFC 3549, `include/uapi/linux/netlink.h`. */
import {
  ahead, bytes, ipv4Address, ipv6Address, list, mac, nameIn, otherwise, protocol, range, record, rest, text, u16, u32, u8, type Schema,
    type View,
} from '../../../schema/index.ts'

type Order = { readonly order?: 'little' }

const families = { 0: 'Route', 4: 'Socket monitoring', 6: 'XFRM', 7: 'SELinux', 9: 'Audit', 10: 'FIB lookup', 12: 'Netfilter',
  15: 'Kernel events', 16: 'Generic' }
const types = {
  1: 'Nothing', 2: 'Error', 3: 'Done', 4: 'Overrun',
  16: 'Create network interface', 17: 'Remove network interface', 18: 'Get info about network interface', 19: 'Set network interface',
  20: 'Add IP address', 21: 'Delete IP address', 22: 'Get IP address', 24: 'Add network route', 25: 'Delete network route',
    26: 'Get network route',
  28: 'Add neighbor entry', 29: 'Delete neighbor entry', 30: 'Get neighbor entry', 32: 'Add rule', 33: 'Delete rule', 34: 'Get rule',
  36: 'Add queueing discipline', 37: 'Delete queueing discipline', 38: 'Get queueing discipline',
}
const linkAttributes = {
  1: 'Address', 2: 'Broadcast', 3: 'Device name', 4: 'MTU', 5: 'Link', 6: 'Queueing discipline', 7: 'Statistics', 10: 'Master',
    13: 'TxQueue length',
  14: 'Map', 16: 'Operstate', 17: 'Link mode', 18: 'Link info', 19: 'Network namespace pid', 23: '64-bit statistics', 26: 'AF SPEC',
    27: 'Group',
  30: 'Promiscuity', 31: 'Number of Tx queues', 32: 'Number of Rx queues', 33: 'Carrier', 35: 'Carrier changes',
    40: 'Maximum GSO segment count',
  41: 'Maximum GSO size', 43: 'XDP', 47: 'Carrier changes to up', 48: 'Carrier changes to down', 50: 'Minimum MTU', 51: 'Maximum MTU',
}
const states = { 0: 'Unknown', 1: 'Not present', 2: 'Down', 3: 'Lower layer down', 4: 'Testing', 5: 'Dormant', 6: 'Up' }
const addressAttributes = { 1: 'Interface address', 2: 'Local address', 3: 'Name of interface', 4: 'Broadcast address', 6: 'Address info',
  8: 'Flags' }
const routeAttributes = { 1: 'Route destination', 2: 'Route source', 3: 'Input interface', 4: 'Output interface', 5: 'Gateway',
  6: 'Priority', 7: 'Preferred source', 15: 'Table' }
const [typeMask, macLength, ip6Length] = [0x3fff, 10, 20]

/** Attributes of a kind: length with its header, type whose two highest bits are flags, value. */
function attributeOf(order: Order, filter: string, names: Readonly<Record<number, string>>) {
  return record('Attribute', {
    length:   u16('netlink.attr_len', 'Len', { ...order, unit: 'bytes' }),
    type:     u16('netlink.attr_type', 'Type', { ...order, base: 16, names, also: filter }),
  }).length(({ length }) => Math.max(4, length)).aligned(4)
}

const linkAttributeOf = (order: Order) => {
  const number = (name: string, label: string) => ({ [name]: u32(`netlink-route.ifla_${name}`, label, order) })
  return attributeOf(order, 'netlink-route.ifla_attr_type', linkAttributes).choice(({ type, length }) =>
    (type <= 2 && length !== macLength ? 0 : type & typeMask), {
    1: { address: mac('netlink-route.ifla_hwaddr', 'HW Address') },
    2: { broadcast: mac('netlink-route.ifla_broadcast', 'Broadcast') },
    3: { name: text('netlink-route.ifla_ifname', 'Device name', undefined, { padding: 'zero' }) },
    4: number('mtu', 'MTU of device'),
    6: { discipline: text('netlink-route.ifla_qdisc', 'Queueing discipline', undefined, { padding: 'zero' }) },
    13: number('txqlen', 'TxQueue length'),
    16: { state: u8('netlink-route.ifla_operstate', 'Operstate', { names: states }) },
    27: number('group', 'Group'), 30: number('promiscuity', 'Promiscuity'), 31: number('txqnum', 'Number of Tx queues'),
    32: number('rxqnum', 'Number of Rx queues'), 35: number('carrier_changes', 'Carrier changes'), 40: number('gso_maxsegs',
      'Maximum GSO segment count'),
    41: number('gso_maxsize', 'Maximum GSO size'), 47: number('carrier_up_count', 'Carrier changes to up'),
    48: number('carrier_down_count', 'Carrier changes to down'), 50: number('min_mtu', 'Minimum MTU of device'), 51: number('max_mtu',
      'Maximum MTU of device'),
  }).fields({ data: rest('netlink.attr_data', 'Data') })
}

const addressAttributeOf = (order: Order) =>
  attributeOf(order, 'netlink-route.ifa_attr_type', addressAttributes).cases(
    [{ type: 3 }, { name: text('netlink-route.ifa_label', 'Interface name', undefined, { padding: 'zero' }) }],
    [{ type: 8 }, { flags: u32('netlink-route.ifa_flags32', 'Address flags', { ...order, base: 16 }) }],
    [{ type: [1, 2], length: 8 }, { address: ipv4Address('netlink-route.ifa_address.ipv4', 'Address') }],
    [{ type: [1, 2], length: ip6Length }, { address: ipv6Address('netlink-route.ifa_address.ipv6', 'Address') }],
  ).fields({ data: rest('netlink.attr_data', 'Data') })

const routeAttributeOf = (order: Order) =>
  attributeOf(order, 'netlink-route.rta_attr_type', routeAttributes).cases(
    [{ type: 3 }, { input: u32('netlink-route.rta_iif', 'Input interface index', order) }],
    [{ type: 4 }, { output: u32('netlink-route.rta_oif', 'Output interface index', order) }],
  ).fields({ data: rest('netlink.attr_data', 'Data') })

function routeBodies(order: Order) {
  return {
    link: {
      linkFamily: u8('netlink-route.ifi_family', 'Interface family'), padding: u8('', 'Padding'),
      deviceType: u16('netlink-route.ifi_type', 'Device type', order),
      index:    u32('netlink-route.ifi_index', 'Interface index', { ...order, signed: true }),
      deviceFlags: u32('netlink-route.ifi_flags', 'Device flags', { ...order, base: 16 }),
      change:   u32('netlink-route.ifi_change', 'Device change flags', order),
      linkAttributes: list('', 'Attributes', linkAttributeOf(order)),
    },
    address: {
      addressFamily: u8('netlink-route.ifa_family', 'Address type'),
      prefixLength: u8('netlink-route.ifa_prefixlen', 'Address prefixlength'),
      addressFlags: u8('netlink-route.ifa_flags', 'Address flags', { base: 16 }),
      addressScope: u8('netlink-route.ifa_scope', 'Address scope'),
      index:    u32('netlink-route.ifa_index', 'Interface index', { ...order, signed: true }),
      addressAttributes: list('', 'Attributes', addressAttributeOf(order)),
    },
    route: {
      routeFamily: u8('netlink-route.rt_family', 'Address family'),
      destinationLength: u8('netlink-route.rt_dst_len', 'Length of destination'),
      sourceLength: u8('netlink-route.rt_src_len', 'Length of source'),
      service:  u8('netlink-route.rt_tos', 'TOS filter', { base: 16 }),
      table:    u8('netlink-route.rt_table', 'Routing table ID'),
      routeProtocol: u8('netlink-route.rt_protocol', 'Routing protocol', { base: 16 }),
      routeScope: u8('netlink-route.rt_scope', 'Route origin', { base: 16 }),
      routeType: u8('netlink-route.rt_type', 'Route type', { base: 16 }),
      routeFlags: u32('netlink-route.rt_flags', 'Route flags', { ...order, base: 16 }),
      routeAttributes: list('', 'Attributes', routeAttributeOf(order)),
    },
    neighbor: {
      neighborFamily: u8('netlink-route.nd_family', 'Family'), neighborPadding: bytes('', 'Padding', 3),
      index:    u32('netlink-route.nd_index', 'Interface index', { ...order, signed: true }),
      neighborState: u16('netlink-route.nd_state', 'State', { ...order, base: 16 }),
      neighborFlags: u8('netlink-route.nd_flags', 'Flags', { base: 16 }),
      neighborType: u8('netlink-route.nd_type', 'Type', { base: 16 }),
    },
  }
}

/** RFC 3549, section 2.3.2. */
function messageOf(order: Order, isRoute: boolean) {
  const { link, address, route, neighbor } = routeBodies(order)
  const message = record('Message', {
    length:     u32('netlink.hdr_len', 'Length', { ...order, unit: 'bytes' }),
    type:       u16('netlink.hdr_type', 'Message type', { ...order, base: 16, names: types }),
    flags:      u16('netlink.hdr_flags', 'Flags', { ...order, base: 16 }),
    sequence:   u32('netlink.hdr_seq', 'Sequence', order),
    port:       u32('netlink.hdr_pid', 'Port ID', order),
  }).length(({ length }) => Math.max(16, length)).aligned(4)
    .cases([{ type: 2 }, { error: u32('netlink.error', 'Error code', { ...order, signed: true }) }])
  if (!isRoute) return message.fields({ data: rest('netlink.attr_data', 'Data') }) as Schema<{ readonly type: number }>
  return message.cases(
    [{ type: range(16, 19) }, link], [{ type: range(20, 22) }, address], [{ type: range(24, 26) }, route], [{ type: range(28, 30) },
      neighbor],
  ).fields({ data: rest('netlink.attr_data', 'Data') }) as Schema<{ readonly type: number }>
}

interface Ahead extends View {
  readonly littleLength: number
}
/** Numbers are in the order of the machine, which the first length tells: it is not longer than what there is. */
const isLittle = ({ littleLength, start, originalEnd }: Ahead) => littleLength >= 16 && littleLength <= originalEnd - start

interface Told {
  readonly messages?: readonly { readonly type: number; readonly name?: string; readonly index?: number }[] | undefined
}
function words({ messages = [] }: Told): string {
  return messages.map(({ type, index }) => `${nameIn(types, type) ?? `type ${type}`}${index === undefined ? '' : ` ${index}`}`).join(', ')
}

export const netlinkRoute = protocol('netlink-route', 'Linux rtnetlink (route netlink) protocol', { 'netlink.family': [0] })
  .specified('RFC 3549')
  .borrows('netlink')
  .fields({ littleLength: ahead(32, { order: 'little' }) })
  .cases(
    [isLittle, { messages: list('', 'Messages', messageOf({ order: 'little' }, true)) }],
    [otherwise, { messages: list('', 'Messages', messageOf({}, true)) }],
  )
  .summarized(words)

export const netlinkMessages = protocol('netlink', 'Linux netlink', { 'netlink.family': [4, 6, 7, 9, 10, 12, 15, 16] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_NETLINK.html')
  .fields({ littleLength: ahead(32, { order: 'little' }) })
  .cases(
    [isLittle, { messages: list('', 'Messages', messageOf({ order: 'little' }, false)) }],
    [otherwise, { messages: list('', 'Messages', messageOf({}, false)) }],
  )
  .summarized(words)

/** LINKTYPE_NETLINK: a cooked header in front, https://www.tcpdump.org/linktypes/LINKTYPE_NETLINK.html. */
export const netlink = protocol('netlink', 'Linux netlink (cooked header)', { linktype: [253] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_NETLINK.html')
  .fields({
    packetType: u16('', 'Packet type'),
    hardware:   u16('netlink.hatype', 'Link-layer address type', { names: { 824: 'Netlink' } }),
    unused:     bytes('', 'Unused', 10),
    family:     u16('netlink.family', 'Family', { base: 16, names: families }),
  })
  .payload({ tables: [['netlink.family', 'family']] })
  .summarized(({ family }) => nameIn(families, family) ?? `family ${family}`)
