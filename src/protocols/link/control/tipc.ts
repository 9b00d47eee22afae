import { bits, computedText, group, nameIn, protocol, range, u32 } from '../../../schema/index.ts'

const users = {
  0: 'Low Priority Payload Data', 1: 'Normal Priority Payload Data', 2: 'High Priority Payload Data', 3: 'Non-Rejectable Payload Data',
  4: 'Routing Table Update Messages', 5: 'Broadcast Maintenance', 6: 'Message Bundler Protocol Messages', 7: 'Link State Management',
  8: 'Connection Manager', 9: 'Route Distributor', 10: 'Changeover Protocol', 11: 'Name Distributor', 12: 'Message Fragmenter',
    13: 'Link Setup',
}
const types = { 0: 'CONN_MSG', 1: 'MCAST_MSG', 2: 'NAMED_MSG', 3: 'DIRECT_MSG' }
const errors = { 0: 'No error', 1: 'Destination port name unknown', 2: 'Destination port does not exist',
  3: 'Destination node unreachable', 4: 'Destination port congested' }
/** Bytes of the shortest header. */
const addressed = 24
type Numbers = Readonly<Partial<Record<'previousNumber' | 'originNumber' | 'destinationNumber', number>>>
/** A node as zone, cluster and node; of no use, so absent, where the header ends before it. */
const address = (name: string, label: string, number: keyof Numbers) =>
  computedText(`tipc.${name}`, label, (self: object) => nodeText((self as Numbers)[number]) as string)
const nodeText = (node: number | undefined) => (node === undefined ? undefined : `${node >>> 24}.${(node >>> 12) & 0xfff}.${node & 0xfff}`)

/** Transparent Inter Process Communication: draft-spec-tipc-10, section 3.1.2. */
export const interProcess = protocol('tipc', 'Transparent Inter Process Communication (TIPC)', { ethertype: [0x88ca] })
  .specified('https://tipc.sourceforge.io/protocol.html')
  .fields({
    head:         group('', 'Header', {
      version:    bits(3, 'tipc.ver', 'Version'),
      user:       bits(4, 'tipc.usr', 'User', { names: users }),
      headerSize: bits(4, 'tipc.hdr_size', 'Header size', { unit: 'words' }),
      unordered:  bits(1, 'tipc.non_sequenced', 'Non-sequenced'),
      droppable:  bits(1, 'tipc.destdrop', 'Destination Droppable'),
      sourceDroppable: bits(1, 'tipc.srcdrop', 'Source Droppable'),
      connects:   bits(1, 'tipc.syn', 'Connection request (SYN)'),
      size:       bits(17, 'tipc.msg_size', 'Message size', { unit: 'bytes' }),
    }),
  })
  .length(({ head }) => Math.max(addressed, 4 * head.headerSize))
  .cases([{ 'head.user': range(0, 3) }, {
    data:         group('', 'Data header', {
      type:       bits(3, 'tipc.data_type', 'Message type', { names: types }),
      error:      bits(4, 'tipc.err_code', 'Error code', { names: errors }),
      reroutes:   bits(4, 'tipc.route_cnt', 'Reroute counter'),
      scope:      bits(2, '', 'Lookup Scope'),
      options:    bits(3, '', 'Options Position'),
      broadcast:  bits(16, '', 'Broadcast Acknowledge Number'),
    }),
    acknowledged: bits(16, 'tipc.ack_link_lev_seq', 'Acknowledged link level sequence number'),
    sequence:     bits(16, 'tipc.link_lev_seq', 'Link level sequence number'),
    previousNumber: u32('', 'Previous Node', { base: 16 }),
    originPort:   u32('tipc.org_port', 'Originating port'),
    destinationPort: u32('tipc.dst_port', 'Destination port'),
  }])
  .fields({ previous: address('prev_proc', 'Previous processor', 'previousNumber') })
  .cases([{ 'head.user': range(0, 3), 'head.headerSize': range(8, 15) }, {
    originNumber: u32('', 'Originating Node', { base: 16 }), destinationNumber: u32('', 'Destination Node', { base: 16 }),
  }])
  .cases([{ 'head.user': range(0, 3), 'head.headerSize': range(10, 15) }, {
    nameType:     u32('tipc.port_name_type', 'Port name type'), nameInstance: u32('tipc.port_name_instance', 'Port name instance'),
  }])
  .fields({
    originNode:   address('org_proc', 'Originating processor', 'originNumber'),
    destinationNode: address('dst_proc', 'Destination processor', 'destinationNumber'),
  })
  .payload({ tables: [['tipc.data', () => -1]], length: ({ head }) => Math.max(0, head.size - Math.max(addressed, 4 * head.headerSize)) })
  .summarized(({ head, data, nameType, nameInstance, originPort, destinationPort }) => {
    if (data === undefined) return nameIn(users, head.user) ?? `user ${head.user}`
    const kind = nameIn(types, data.type) ?? `type ${data.type}`
    const name = nameType === undefined ? '' : `, name ${nameType}:${nameInstance}`
    const error = data.error === 0 ? '' : `, ${nameIn(errors, data.error) ?? `error ${data.error}`}`
    return `${kind}, port ${originPort} to ${destinationPort}${name}${error}`
  })
