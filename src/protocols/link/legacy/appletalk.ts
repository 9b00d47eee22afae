/** AppleTalk: Inside AppleTalk, second edition (1990); EtherTalk, phase 2, has SNAP with Apple's organization code. */
import { bits, bytes, list, mac, nameIn, overlay, protocol, record, rest, text, u16, u8 } from '../../../schema/index.ts'

const types = { 1: 'RTMP response', 2: 'NBP', 3: 'ATP', 4: 'AEP', 5: 'RTMP request', 6: 'ZIP', 7: 'ADSP', 22: 'IP', 88: 'EIGRP' }

/** Chapter 4: the extended header. */
export const ddp = protocol('ddp', 'Datagram Delivery Protocol', { ethertype: [0x809b], 'ppp.protocol': [0x29] })
  .specified('Inside AppleTalk, second edition')
  .fields({
    reserved:           bits(2, 'ddp.reserved', 'Reserved'),
    hops:               bits(4, 'ddp.hopcount', 'Hop Count'),
    length:             bits(10, 'ddp.len', 'Datagram Length', { unit: 'bytes' }),
    checksum:           u16('ddp.checksum', 'Checksum'),
    destinationNetwork: u16('ddp.dst.net', 'Destination Net'),
    sourceNetwork:      u16('ddp.src.net', 'Source Net'),
    destinationNode:    u8('ddp.dst.node', 'Destination Node'),
    sourceNode:         u8('ddp.src.node', 'Source Node'),
    destinationSocket:  u8('ddp.dst_socket', 'Destination Socket'),
    sourceSocket:       u8('ddp.src_socket', 'Source Socket'),
    type:               u8('ddp.type', 'Protocol Type', { names: types }),
  })
  .payload({ tables: [['ddp.type', 'type']], length: { length: 'length', minus: 13 } })
  .summarized((ddp) => `${ddp.sourceNetwork}.${ddp.sourceNode}:${ddp.sourceSocket} > `
    + `${ddp.destinationNetwork}.${ddp.destinationNode}:${ddp.destinationSocket} `
    + (nameIn(types, ddp.type) ?? `type ${ddp.type}`))

const operations = { 1: 'Broadcast request', 2: 'Lookup', 3: 'Lookup reply', 4: 'Forward request' }
/** Chapter 7. */
const name = record('Tuple', {
  network:    u16('nbp.net', 'Network'),
  nodeId:     u8('nbp.node', 'Node'),
  socket:     u8('nbp.port', 'Port'),
  enumerator: u8('nbp.enum', 'Enumerator'),
  object:     text('nbp.object', 'Object', { prefix: 1 }),
  type:       text('nbp.type', 'Type', { prefix: 1 }),
  zone:       text('nbp.zone', 'Zone', { prefix: 1 }),
})
export const nbp = protocol('nbp', 'Name Binding Protocol', { 'ddp.type': [2] })
  .specified('Inside AppleTalk, second edition')
  .fields({
    operation:  bits(4, 'nbp.op', 'Operation', { names: operations }),
    count:      bits(4, 'nbp.count', 'Count'),
    id:         u8('nbp.tid', 'Transaction ID'),
    names:      list('', 'Names', name, { count: 'count' }),
  })
  .colored('names')
  .summarized(({ operation, names }) => `${nameIn(operations, operation) ?? `operation ${operation}`}`
    + `${names.map(({ object, type, zone }) => ` ${object}:${type}@${zone}`).join(',')}`)

const functions = { 1: 'Request', 2: 'Reply', 3: 'Probe' }
const address = { ethernet: 0x0001, appletalk: 0x809b }

/** Chapter 2: addresses of four bytes are a zero, the network and the node. */
export const aarp = protocol('aarp', 'AppleTalk Address Resolution Protocol', { ethertype: [0x80f3] })
  .specified('Inside AppleTalk, second edition')
  .fields({
    hardware:       u16('aarp.hard.type', 'Hardware Type', { base: 16, names: { [address.ethernet]: 'Ethernet', 2: 'Token Ring' } }),
    protocol:       u16('aarp.proto.type', 'Protocol Type', { base: 16, names: { [address.appletalk]: 'AppleTalk' } }),
    hardwareLength: u8('aarp.hard.size', 'Hardware Size', { unit: 'bytes' }),
    protocolLength: u8('aarp.proto.size', 'Protocol Size', { unit: 'bytes' }),
    function:       u16('aarp.opcode', 'Opcode', { names: functions }),
  })
  .cases([{ hardwareLength: 6, protocolLength: 4 }, {
    sender:         mac('aarp.src.hw_mac', 'Sender MAC Address'),
    senderId:       overlay(bytes('aarp.src.proto_id', 'Sender ID', 4)),
    senderReserved: u8('aarp.reserved', 'Reserved'), senderNetwork: u16('aarp.sender_network', 'Sender Network'),
    senderNode: u8('aarp.sender_node', 'Sender Node'),
    target:         mac('aarp.dst.hw_mac', 'Target MAC Address'),
    targetId:       overlay(bytes('aarp.dst.proto_id', 'Target ID', 4)),
    targetReserved: u8('aarp.reserved', 'Reserved'), targetNetwork: u16('aarp.target_network', 'Target Network'),
    targetNode: u8('aarp.target_node', 'Target Node'),
  }])
  .fields({ data: rest('aarp.data', 'Data') })
  .defaults({ hardware: address.ethernet, protocol: address.appletalk, hardwareLength: 6, protocolLength: 4, function: 1 })
  .summarized((aarp) => {
    if (aarp.sender === undefined) return nameIn(functions, aarp.function) ?? `function ${aarp.function}`
    const [target, sender] = [`${aarp.targetNetwork}.${aarp.targetNode}`, `${aarp.senderNetwork}.${aarp.senderNode}`]
    if (aarp.function === 2) return `${sender} is at ${aarp.sender}`
    return `${nameIn(functions, aarp.function) ?? `function ${aarp.function}`}: who has ${target}? Tell ${sender}`
  })
