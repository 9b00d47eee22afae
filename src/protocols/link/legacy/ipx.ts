/** Novell's Internetwork Packet Exchange and what it carries: "IPX Router Specification", Novell, part number 107-000029-001 (1992). */
import {
  flag, group, list, mac, nameIn, protocol, record, rest, text, u16, u32, u8,
} from '../../../schema/index.ts'

const packetTypes = {
  0: 'IPX', 1: 'RIP', 2: 'Echo', 3: 'Error', 4: 'PEP', 5: 'SPX', 17: 'NCP', 20: 'NetBIOS',
}
const sockets = {
  0x0451: 'NCP', 0x0452: 'SAP', 0x0453: 'RIP', 0x0455: 'NetBIOS', 0x0456: 'Diagnostics', 0x0457: 'Serialization',
  0x0550: 'NWLink SMB Server',
  0x0551: 'NWLink SMB Name Query', 0x0552: 'NWLink SMB Redirector', 0x0553: 'NWLink SMB Datagram', 0x85be: 'EIGRP', 0x9001: 'NLSP',
  0x9004: 'IPXWAN',
}
const socket = { base: 16, names: sockets } as const
const spxType = 5
const netbiosType = 20
const looksUp = [0x0451, 0x0452, 0x0453, 0x0455, 0x0550, 0x0551, 0x0552, 0x0553]
const network = (value: number) => value.toString(16).padStart(8, '0')

/** Section 2 of the specification. */
export const ipx = protocol('ipx', 'Internetwork Packet Exchange', {
  ethertype: [0x8137, 0x8138], 'llc.dsap': [0xe0, 0x10], 'eth.length': [1], 'ppp.protocol': [0x002b], 'udp.port': [213],
})
  .specified('Novell 107-000029-001, IPX Router Specification')
  .fields({
    checksum:           u16('ipx.checksum', 'Checksum', { base: 16 }),
    length:             u16('ipx.len', 'Length', { unit: 'bytes' }),
    hops:               u8('ipx.hops', 'Transport Control', { unit: 'hops' }),
    type:               u8('ipx.packet_type', 'Packet Type', { names: packetTypes }),
    destinationNetwork: u32('ipx.dst.net', 'Destination Network', { base: 16, also: 'ipx.net' }),
    destinationNode:    mac('ipx.dst.node', 'Destination Node', { also: 'ipx.node' }),
    destinationSocket:  u16('ipx.dst.socket', 'Destination Socket', { ...socket, also: 'ipx.socket' }),
    sourceNetwork:      u32('ipx.src.net', 'Source Network', { base: 16, also: 'ipx.net' }),
    sourceNode:         mac('ipx.src.node', 'Source Node', { also: 'ipx.node' }),
    sourceSocket:       u16('ipx.src.socket', 'Source Socket', { ...socket, also: 'ipx.socket' }),
  })
  .defaults({ checksum: 0xffff })
  .payload({
    tables: [
      ['ipx.packet_type', (ipx) => (ipx.type === spxType || ipx.type === netbiosType ? ipx.type : -1)],
      ['ipx.socket', (ipx) => (looksUp.includes(ipx.destinationSocket) ? ipx.destinationSocket : ipx.sourceSocket)],
    ],
    length: { length: 'length', minus: 30 },
  })
  .summarized((ipx) => `${network(ipx.sourceNetwork)}.${ipx.sourceNode}:0x${ipx.sourceSocket.toString(16)} > `
    + `${network(ipx.destinationNetwork)}.${ipx.destinationNode}:0x${ipx.destinationSocket.toString(16)} `
    + `${nameIn(packetTypes, ipx.type) ?? `type ${ipx.type}`}`)

const spxTypes = { 0xfc: 'Orderly Release Request', 0xfd: 'Orderly Release Acknowledgment', 0xfe: 'End-of-Connection',
  0xff: 'End-of-Connection Acknowledgment' }

/** Sequenced Packet Exchange, whose form is that of Xerox's SPP; the last field only in version II. */
export const spx = protocol('spx', 'Sequenced Packet Exchange', { 'ipx.packet_type': [spxType] })
  .specified('Novell 107-000029-001, IPX Router Specification')
  .fields({
    control:        group('spx.ctl', 'Connection Control', {
      system:       flag('spx.ctl.sys', 'System Packet'),
      acknowledge:  flag('spx.ctl.send_ack', 'Send Ack'),
      attention:    flag('spx.ctl.attn', 'Attention'),
      endOfMessage: flag('spx.ctl.eom', 'End of Message'),
      isVersion2:   flag('spx.ctl.v2', 'SPXII Packet'),
      negotiate:    flag('spx.ctl.neg_size', 'Negotiate Size'),
      reserved:     flag('spx.ctl.reserved', 'Reserved'),
      extended:     flag('spx.ctl.ext_header', 'Extended Header'),
    }),
    type:           u8('spx.type', 'Datastream Type', { base: 16, names: spxTypes }),
    source:         u16('spx.src', 'Source Connection ID'),
    destination:    u16('spx.dst', 'Destination Connection ID'),
    sequence:       u16('spx.seq', 'Sequence Number'),
    acknowledgment: u16('spx.ack', 'Acknowledgment Number'),
    allocation:     u16('spx.alloc', 'Allocation Number'),
  })
  .cases([(spx) => spx.control.isVersion2, { negotiationSize: u16('spx.neg_size', 'Negotiation Size') }])
  .payload({ tables: [] })
  .summarized((spx) => `SPX ${spx.source} > ${spx.destination}, seq ${spx.sequence}, ack ${spx.acknowledgment}`
    + `${spx.control.acknowledge ? ', acknowledge' : ''}${spx.type in spxTypes ? `, ${nameIn(spxTypes, spx.type)}` : ''}`)

const routeTypes = { 1: 'Request', 2: 'Response' }
/** Section 3: the distance in hops, and in ticks of 1/18 s. */
const route = record('Route', {
  network: u32('ipxrip.network', 'Network', { base: 16 }),
  hops:    u16('ipxrip.hops', 'Hops'),
  ticks:   u16('ipxrip.ticks', 'Ticks'),
})
export const ipxRip = protocol('ipxrip', 'IPX Routing Information Protocol', { 'ipx.socket': [0x0453] })
  .specified('Novell 107-000029-001, IPX Router Specification')
  .fields({ operation: u16('ipxrip.operation', 'Operation', { names: routeTypes }), routes: list('', 'Routes', route) })
  .colored('routing')
  .summarized(({ operation, routes }) => `${nameIn(routeTypes, operation) ?? `operation ${operation}`}`
    + routes.slice(0, 5).map(({ network: to, hops }) => ` ${network(to)}/${hops}`).join(''))

const serviceOperations = { 1: 'General query', 2: 'General response', 3: 'Nearest query', 4: 'Nearest response' }
const serviceTypes = {
  0x0001: 'User', 0x0003: 'Print Queue', 0x0004: 'File Server', 0x0007: 'Print Server', 0x0047: 'Advertising Print Server',
  0x0107: 'NetWare 386 / RSPX',
  0x026b: 'Time Synchronization', 0x0278: 'NetWare Directory Services', 0x0640: 'Windows NT Server', 0xffff: 'Wild',
}
/** Section 4. */
const service = record('Service', {
  type:    u16('ipxsap.service_type', 'Service Type', { base: 16, names: serviceTypes }),
  name:    text('ipxsap.server_name', 'Server Name', 48, { padding: 'zero' }),
  network: u32('ipxsap.network', 'Network', { base: 16 }),
  address: mac('ipxsap.node', 'Node'),
  socket:  u16('ipxsap.socket', 'Socket', { base: 16, names: sockets }),
  hops:    u16('ipxsap.intermediate_networks', 'Intermediate Networks'),
})
const [generalQuery, nearestQuery] = [1, 3]
export const ipxSap = protocol('ipxsap', 'IPX Service Advertisement Protocol', { 'ipx.socket': [0x0452] })
  .specified('Novell 107-000029-001, IPX Router Specification')
  .fields({ operation: u16('ipxsap.operation', 'Operation', { names: serviceOperations }) })
  .cases(
    [{ operation: [generalQuery, nearestQuery] }, { type: u16('ipxsap.service_type', 'Service Type', { base: 16, names: serviceTypes }) }],
    [() => true, { services: list('', 'Services', service) }],
  )
  .colored('names')
  .summarized(({ operation, type, services = [] }) => `${nameIn(serviceOperations, operation) ?? `operation ${operation}`}`
    + `${type === undefined ? '' : ` for ${nameIn(serviceTypes, type) ?? `0x${type.toString(16)}`}`}`
    + `${services.map(({ name }) => ` ${name}`).join('')}`)

const dataTypes = {
  1: 'Find name', 2: 'Name recognized', 3: 'Check name', 4: 'Name in use', 5: 'Deregister name', 6: 'Session data', 7: 'Session end',
  8: 'Session end acknowledgment', 9: 'Status query', 10: 'Status response', 11: 'Directed datagram',
}
/** NetBIOS over IPX: the networks that a broadcast passed, and a name with what it is for. */
export const nbipx = protocol('nbipx', 'NetBIOS over IPX', { 'ipx.packet_type': [netbiosType], 'ipx.socket': [0x0455] })
  .specified('Novell 107-000029-001, IPX Router Specification')
  .fields({
    networks:  list('', 'Networks', record('Network', { network: u32('nbipx.network', 'Network', { base: 16 }) }), { count: () => 8 }),
    nameFlags: u8('nbipx.name_type_flag', 'Name Type Flag', { base: 16 }),
    type:      u8('nbipx.packet_type', 'Packet Type', { names: dataTypes }),
    name:      text('nbipx.name', 'Name', 15, { padding: 'space' }),
    service:   u8('nbipx.service', 'Service', { base: 16 }),
    data:      rest('nbipx.data', 'Data'),
  })
  .colored('names')
  .summarized(({ type, name, service }) =>
    `${nameIn(dataTypes, type) ?? `type ${type}`} ${name.trimEnd()}<${service.toString(16).padStart(2, '0')}>`)
