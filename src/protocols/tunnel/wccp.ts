/** Web Cache Communication Protocol of Cisco: draft-wilson-wrec-wccp-v2-01, and version 1, draft-forster-wrec-wccp-v1-00. */
import {
  bits, bytes, flag, group, ipv4Address, list, nameIn, protocol, range, record, rest, u16, u32, u8, type Schema,
} from '../../schema/index.ts'
import { ipProtocols } from '../names/ip-protocols.ts'

const types = {
  7: '1.0 Here I am', 8: '1.0 I see you', 9: '1.0 Assign bucket', 10: '2.0 Here I am', 11: '2.0 I see you', 12: '2.0 Redirect assign',
  13: '2.0 Removal query',
} as const
const itemTypes = {
  0: 'Security Info', 1: 'Service Info', 2: 'Router Identity Info', 3: 'Web-Cache Identity Info', 4: 'Router View Info',
  5: 'Web-Cache View Info', 6: 'Assignment Info', 7: 'Router Query Info', 8: 'Capabilities Info', 13: 'Alternate Assignment',
  14: 'Assignment Map', 15: 'Command Extension', 16: 'Alternative Assignment Map', 17: 'Address Table',
} as const
const firstOfVersion2 = 10
const standardServices = { 0: 'HTTP' } as const

const address = (name: string, label: string) => ipv4Address(`wccp.${name}.ipv4`, label)
const count = (name: string, label: string) => u32(`wccp.${name}`, label)
const received = u32('wccp.router_identity.receive_id', 'Receive ID')
const key = { keyAddress: ipv4Address('wccp.assignment_key.ipv4', 'Assignment Key IP Address'),
  keyChange: count('assignment_key.change_num', 'Assignment Key Change Number') }

/** Section 5.7.3 of the draft. */
const cache = {
  address:  ipv4Address('wccp.web_cache_identity.ipv4', 'Web-Cache IP Address'),
  revision: u16('wccp.web_cache_identity.hash_rev', 'Hash Revision'),
  flags:    group('wccp.web_cache_identity.flags', 'Flags', {
    reserved:  bits(12, 'wccp.web_cache_identity.flags.reserved', 'Reserved', { base: 16 }),
    requests:  flag('wccp.web_cache_identity.flags.version_request', 'Version Request'),
    kind:      bits(2, 'wccp.web_cache_identity.flags.assign_type', 'Assignment Type', {
      base: 16, names: { 0: 'Hash', 1: 'Mask', 2: 'Not present', 3: 'Extended' },
    }),
    isHistorical: flag('wccp.web_cache_identity.flags.hash_info', 'Hash information historical'),
  }),
}
const weight = { weight: u16('wccp.assignment_weight', 'Assignment Weight'), status: u16('wccp.assignment_status', 'Status', { base: 16 }) }
const identity = record('Web-Cache', cache).cases([{ 'flags.kind': 0 }, { buckets: bytes('', 'Bucket blocks', 32), ...weight }])
const oneIdentity = list('', 'Web-Cache', identity, { count: () => 1 })

const port = record('Port', { port: u16('wccp.service_info_destination_port', 'Port') })
const sourcePort = record('Port', { port: u16('wccp.service_info_source_port', 'Port') })
const service = {
  serviceType: u8('wccp.service_info_type', 'Service Type', { names: { 0: 'Standard predefined service', 1: 'Dynamic service' } }),
}
const hash = (name: string, label: string) => flag(`wccp.service_info_flag.${name}`, label)
const serviceMore = {
  priority:     u8('wccp.service_info_priority', 'Priority'),
  protocol:     u8('wccp.service_info_protocol', 'Protocol', { names: ipProtocols }),
  serviceFlags: group('wccp.service_info_flags', 'Flags', {
    reserved: bits(20, 'wccp.service_info_flag.reserved', 'Reserved', { base: 16 }),
    destinationPortAlternate: hash('dest_port_alt_hash', 'Alternative Destination Port Hash'),
    sourcePortAlternate: hash('src_port_alt_hash', 'Alternative Source Port Hash'),
    destinationAlternate: hash('dest_ip_alt_hash', 'Alternative Destination IP Hash'),
    sourceAlternate: hash('src_ip_alt_hash', 'Alternative Source IP Hash'), unused: bits(1, 'wccp.unused', 'Unused'),
    onlyFirst: hash('redirect_only_protocol_0', 'Redirect only protocol 0'), areSources: hash('ports_source', 'Ports refer to source'),
    hasPorts: hash('ports_defined', 'Ports defined'), destinationPort: hash('dest_port_hash', 'Destination Port Hash'),
    sourcePort: hash('src_port_hash', 'Source Port Hash'), destination: hash('dest_ip_hash', 'Destination IP Hash'),
    source: hash('src_ip_hash', 'Source IP Hash'),
  }),
}

const methods = (kind: string, low: string, high: string, lowLabel: string, highLabel: string) => ({
  value: group('wccp.capability_info.value', 'Value', {
    reserved: bits(30, 'wccp.reserved', 'Reserved'), high: flag(`wccp.capability_info.${kind}_method_flag.${high}`, highLabel),
    low: flag(`wccp.capability_info.${kind}_method_flag.${low}`, lowLabel),
  }),
})
/** Section 5.7.8. */
const capability = record('Capability', {
  type: u16('wccp.capability_element.type', 'Type', { names: { 1: 'Forwarding Method', 2: 'Assignment Method', 3: 'Packet Return Method',
    4: 'Transmit_t', 5: 'Timer scale' } }),
  length: u16('wccp.capability_element.length', 'Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    1: methods('forwarding', 'gre', 'l2', 'IP-GRE', 'L2'), 2: methods('assignment', 'hash', 'mask', 'Hash', 'Mask'),
    3: methods('return', 'gre', 'l2', 'IP-GRE', 'L2'),
  })
  .fields({ other: rest('wccp.capability.value', 'Value') })
const routerAndId = record('Router', { address: address('router_identity.ip_address', 'Router IP Address'), received })
const assigned = record('Router', {
  address: address('router_identity.ip_address', 'Router IP Address'), received,
  change: count('router_assignment_element.change_num', 'Change Number'),
})
const cacheAddress = (name: string) => record('Web-Cache', { address: address(name, 'Web-Cache IP Address') })

export interface Item {
  readonly type: number
  readonly serviceType: number | undefined
  readonly serviceId: number | undefined
}
/** Section 5.7. */
const item = record('Item', {
  type: u16('wccp.item_type', 'Type', { names: itemTypes }), length: u16('wccp.item_length', 'Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    0:  { security: u32('wccp.security_info_option', 'Security Option', { names: { 0: 'None', 1: 'MD5' } }) },
    1:  service,
    2:  {
      address: address('router_identity.ip_address', 'Router IP Address'), received,
      sentTo: address('router_identity.send_to_ip', 'Sent To IP Address'),
      count: count('router.num_recv_ip', 'Number of Received From IP addresses'),
      from: list('wccp.from', 'Received From', record('Address', { address: address('router_identity.received_from_ip',
        'Received From IP Address') }), { count: 'count' }),
    },
    3:  { identity: oneIdentity },
    4:  {
      change: count('router_view.member_change_num', 'Member Change Number'), ...key,
      count: count('router_view.router_num', 'Number of Routers'),
      routers: list('wccp.routers', 'Routers', record('Router', { address: ipv4Address('wccp.router_view.ipv4', 'Router IP Address') }),
        { count: 'count' }),
      cacheCount: count('wc_view_info.wc_num', 'Number of Web Caches'),
      identities: list('wccp.identities', 'Web-Caches', identity, { count: 'cacheCount' }),
    },
    5:  {
      change: count('wc_view_info.change_num', 'Change Number'), count: count('wc_view_info.router_num', 'Number of Routers'),
      routers: list('wccp.routers', 'Routers', routerAndId, { count: 'count' }),
      cacheCount: count('wc_view_info.wc_num', 'Number of Web Caches'),
      caches: list('wccp.caches', 'Web-Caches', cacheAddress('wc_view_info.wc_ip'), { count: 'cacheCount' }),
    },
    6:  {
      ...key, count: count('assignment_info.router_num', 'Number of Routers'),
      routers: list('wccp.routers', 'Routers', assigned, { count: 'count' }),
      cacheCount: count('hash_buckets_assignment.wc_num', 'Number of Web-Caches'),
      caches: list('wccp.caches', 'Web-Caches', cacheAddress('hash_buckets_assignment.wc_ip'), { count: 'cacheCount' }),
      buckets: bytes('', 'Buckets', 256),
    },
    7:  {
      address: address('router_identity.ip_address', 'Router IP Address'), received,
      sentTo: address('router_query_info.send_to_ip', 'Sent To IP Address'),
      target: address('router_query_info.target_ip', 'Target IP Address'),
    },
    8:  { capabilities: list('wccp.capabilities', 'Capabilities', capability) },
    13: {
      assignment: u16('wccp.alt_assignment_info.assignment_type', 'Assignment type'),
      assignmentLength: u16('wccp.alt_assignment_info.assignment_length', 'Assignment length'),
      ...key, count: count('alt_assignment_info.num_routers', 'Number of Routers'),
      routers: list('wccp.routers', 'Routers', assigned, { count: 'count' }),
    },
    15: { command: u16('wccp.command_element_type', 'Command Type'),
      commandLength: u16('wccp.command_element_length', 'Command Length', { also: 'wccp.command_length' }) },
  })
  .cases(
    [{ type: 0, security: 1 }, { digest: bytes('wccp.security_md5_checksum', 'MD5 Checksum', 16) }],
    [{ type: 1, serviceType: 0 }, { serviceId: u8('wccp.service_info_std_id', 'Service ID', { names: standardServices }), ...serviceMore }],
    [{ type: 1 }, { serviceId: u8('wccp.service_info_dyn_id', 'Service ID'), ...serviceMore }],
    [{ type: 15, command: [1, 2], commandLength: 4 }, { shutDown: address('command_element_shudown_ip_address', 'IP Address') }],
  )
  .cases(
    [{ type: 1, 'serviceFlags.areSources': true }, { ports: list('wccp.ports', 'Ports', sourcePort,
      { begins: sourcePort.recognizer({ port: range(1) }) }) }],
    [{ type: 1 }, { ports: list('wccp.ports', 'Ports', port, { begins: port.recognizer({ port: range(1) }) }) }],
  )
  .choice('type', { 1: { unusedPorts: rest('wccp.unused_ports', 'Unused ports') } },
    { data: rest('wccp.item_data', 'Data') }) as unknown as Schema<Item>

const bucketFlags = group('wccp.hash_flag', 'Flags', { isHistorical: flag('wccp.hash_flag.u', 'Hash information historical'),
  reserved: bits(31, 'wccp.reserved', 'Reserved') })
const hashes = { revision: u32('wccp.hash_revision', 'Hash Revision'), blocks: bytes('', 'Hash information', 32), bucketFlags }
const listed = record('Web-Cache', { address: ipv4Address('wccp.cache_ip', 'Web Cache IP Address'), ...hashes })
const identifier = u32('wccp.recvd_id', 'Received ID')
const caches = u32('wccp.wc_num', 'Number of Web Caches')

const header = record('Header', { type: u32('wccp.type', 'Type'), version: u16('wccp.version', 'Version'),
  length: u16('wccp.length', 'Length') })
const isVersion2 = header.recognizer({ type: range(firstOfVersion2, 13), version: [0x200, 0x201] })
const isVersion1 = header.recognizer({ type: [7, 8], version: 0 })
const isAssignment = header.recognizer({ type: 9 })

export const wccp = protocol('wccp', 'Web Cache Communication Protocol', { 'udp.port': [2048] })
  .specified('draft-mclaggan-wccp-v2rev1-00')
  .accepts((all, start, end) => isVersion2(all, start, end) || isVersion1(all, start, end) || isAssignment(all, start, end))
  .fields({ type: u32('wccp.message', 'Type', { names: types }) })
  .choice('type', {
    7: { version: u32('wccp.version', 'Version', { base: 16 }), ...hashes, identifier },
    8: {
      version: u32('wccp.version', 'Version', { base: 16 }), change: u32('wccp.change_num', 'Change Number'), identifier, caches,
      listed: list('wccp.listed', 'Web-Caches', listed, { count: 'caches' }),
    },
    9: {
      identifier, caches, addresses: list('wccp.addresses', 'Web-Caches', record('Web-Cache',
        { address: ipv4Address('wccp.cache_ip', 'Web Cache IP Address') }), { count: 'caches' }),
      buckets: bytes('', 'Buckets', 256),
    },
  }, {
    version: u16('wccp.message_header_version', 'Version', { base: 16 }),
    length: u16('wccp.message_header_length', 'Length', { unit: 'bytes' }),
    items: list('wccp.items', 'Items', item, { length: 'length' }),
  })
  .colored('management')
  .summarized(({ type, items }) => {
    const words: string[] = [nameIn(types, type) ?? `type ${type}`]
    const one = items?.find(({ serviceType }) => serviceType !== undefined)
    if (one?.serviceType === 0) words.push(`service ${nameIn(standardServices, one.serviceId ?? 0) ?? one.serviceId}`)
    else if (one !== undefined) words.push(`dynamic service ${one.serviceId}`)
    return words.join(', ')
  })
