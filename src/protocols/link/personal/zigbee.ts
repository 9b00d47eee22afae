/** ZigBee Specification 05-3474-21: beacons and the network layer (chapter 3), application support (2), frame security (4). */
import {
  bits, flag, group, list, protocol, record, u16, u24, u8, when,
} from '../../../schema/index.ts'
import { carried, integrityCode, security } from './zigbee-security.ts'
import { hexadecimal, little, named, reversedAddress, short } from './addresses.ts'

const profiles = { 0: 'Network Specific', 1: 'ZigBee Home', 2: 'ZigBee PRO' }

/** Section 3.6.7. */
export const zigbeeBeacon = protocol('zbee_beacon', 'ZigBee Beacon', { 'wpan.payload': [0] })
  .specified('ZigBee Alliance 05-3474-21, chapter 3').fields({
  protocol:        u8('zbee_beacon.protocol', 'Protocol ID'),
  beacon:          group('', 'Beacon', {
    profile:       bits(4, 'zbee_beacon.profile', 'Stack Profile', { names: profiles, base: 16 }),
    version:       bits(4, 'zbee_beacon.version', 'Protocol Version'),
    reserved:      bits(2, '', 'Reserved'),
    router:        flag('zbee_beacon.router', 'Router Capacity'),
    depth:         bits(4, 'zbee_beacon.depth', 'Device Depth'),
    endDevice:     flag('zbee_beacon.end_dev', 'End Device Capacity'),
  }, little),
  network:         reversedAddress('zbee_beacon.ext_panid', 'Extended PAN ID'),
  offset:          u24('zbee_beacon.tx_offset', 'Tx Offset', little),
  update:          u8('zbee_beacon.update_id', 'Update ID'),
}).summarized(({ beacon, network }) => `${named(profiles, beacon.profile, 'profile')}, network ${network}`)

const networkTypes = { 0: 'Data', 1: 'Command', 3: 'Interpan' }
const networkCommands = {
  1: 'Route Request', 2: 'Route Reply', 3: 'Network Status', 4: 'Leave', 5: 'Route Record', 6: 'Rejoin Request', 7: 'Rejoin Response',
  8: 'Link Status', 9: 'Network Report', 10: 'Network Update', 11: 'End Device Timeout Request', 12: 'End Device Timeout Response',
}
const link = record('Link', {
  address:         u16('zbee_nwk.cmd.link.address', 'Address', hexadecimal),
  costs:           group('', 'Costs', {
    incoming:      bits(3, 'zbee_nwk.cmd.link.incoming_cost', 'Incoming Cost'), reserved1: bits(1, '', 'Reserved'),
    outgoing:      bits(3, 'zbee_nwk.cmd.link.outgoing_cost', 'Outgoing Cost'), reserved2: bits(1, '', 'Reserved'),
  }, little),
})
const routeOptions = group('zbee_nwk.cmd.route.opts', 'Command Options', {
  repair:          flag('zbee_nwk.cmd.route.opts.repair', 'Route Repair'),
  multicast:       flag('zbee_nwk.cmd.route.opts.mcast', 'Multicast'),
  longDestination: flag('zbee_nwk.cmd.route.opts.dest_ext', 'Extended Destination'),
  manyToOne:       bits(2, 'zbee_nwk.cmd.route.opts.many2one', 'Many-to-One Discovery', { base: 16 }),
  reserved:        bits(3, '', 'Reserved'),
})
/** Section 3.4. */
const networkBodies = {
  1: {
    routeOptions,
    routeId:       u8('zbee_nwk.cmd.route.id', 'Route ID'),
    routeDestination: u16('zbee_nwk.cmd.route.dest', 'Destination', hexadecimal),
    pathCost:      u8('zbee_nwk.cmd.route.cost', 'Path Cost'),
    longRouteDestination: when('routeOptions.longDestination', reversedAddress('zbee_nwk.cmd.route.dest_ext', 'Extended Destination')),
  },
  2: {
    replyOptions:  u8('zbee_nwk.cmd.route.opts', 'Command Options', { base: 16 }),
    routeId:       u8('zbee_nwk.cmd.route.id', 'Route ID'),
    originator:    u16('zbee_nwk.cmd.route.orig', 'Originator', hexadecimal),
    responder:     u16('zbee_nwk.cmd.route.resp', 'Responder', hexadecimal),
    pathCost:      u8('zbee_nwk.cmd.route.cost', 'Path Cost'),
  },
  3: {
    statusCode:    u8('zbee_nwk.cmd.status', 'Status Code', { base: 16 }),
    statusDestination: u16('zbee_nwk.cmd.route.dest', 'Destination', hexadecimal),
  },
  4: {
    leave:         group('', 'Command Options', {
      children:    flag('zbee_nwk.cmd.leave.children', 'Remove Children'),
      request:     flag('zbee_nwk.cmd.leave.request', 'Request'),
      rejoin:      flag('zbee_nwk.cmd.leave.rejoin', 'Rejoin'),
      reserved:    bits(5, '', 'Reserved'),
    }),
  },
  6: { capabilities: u8('zbee_nwk.cmd.cinfo', 'Capability Information', { base: 16 }) },
  7: {
    assigned:      u16('zbee_nwk.cmd.addr', 'Address', hexadecimal),
    rejoinStatus:  u8('zbee_nwk.cmd.rejoin_status', 'Status', { base: 16 }),
  },
  8: {
    links:         group('', 'Link Status', {
      reserved:    bits(1, '', 'Reserved'),
      last:        flag('zbee_nwk.cmd.link.last', 'Last Frame'),
      first:       flag('zbee_nwk.cmd.link.first', 'First Frame'),
      count:       bits(5, 'zbee_nwk.cmd.link.count', 'Link Status Count'),
    }),
    linkList:      list('', 'Links', link, { count: 'links.count' }),
  },
}
const isOpenCommand = (frame: { readonly control: { readonly type: number; readonly security: boolean } }) =>
  frame.control.type === 1 && !frame.control.security

/** Section 3.3.1. */
export const zigbeeNetwork = protocol('zbee_nwk', 'ZigBee Network Layer', { 'wpan.payload': [1] })
  .specified('ZigBee Alliance 05-3474-21, chapter 3')
  .borrows('zbee')
  .fields({
    control:       group('zbee_nwk.fcf', 'Frame Control Field', {
      type:        bits(2, 'zbee_nwk.frame_type', 'Frame Type', { names: networkTypes, base: 16 }),
      version:     bits(4, 'zbee_nwk.proto_version', 'Protocol Version'),
      discovery:   bits(2, 'zbee_nwk.discovery', 'Discover Route', { names: { 0: 'Suppress', 1: 'Enable', 3: 'Force' }, base: 16 }),
      multicast:   flag('zbee_nwk.multicast', 'Multicast'),
      security:    flag('zbee_nwk.security', 'Security'),
      sourceRoute: flag('zbee_nwk.src_route', 'Source Route'),
      longDestination: flag('zbee_nwk.ext_dst', 'Destination'),
      longSource:  flag('zbee_nwk.ext_src', 'Extended Source'),
      endDevice:   flag('zbee_nwk.end_device_initiator', 'End Device Initiator'),
      reserved:    bits(2, '', 'Reserved'),
    }, little),
    destination:   u16('zbee_nwk.dst', 'Destination', { ...hexadecimal, also: 'zbee_nwk.addr' }),
    source:        u16('zbee_nwk.src', 'Source', { ...hexadecimal, also: 'zbee_nwk.addr' }),
    radius:        u8('zbee_nwk.radius', 'Radius'),
    sequence:      u8('zbee_nwk.seqno', 'Sequence Number'),
    longDestination: when('control.longDestination', reversedAddress('zbee_nwk.dst64', 'Destination', 8, ['zbee_nwk.addr64'])),
    longSource:    when('control.longSource', reversedAddress('zbee_nwk.src64', 'Extended Source', 8, ['zbee_nwk.addr64'])),
    multicast:     when('control.multicast', u8('zbee_nwk.multicast.cf', 'Multicast Control Field', { base: 16 })),
    relayCount:    when('control.sourceRoute', u8('zbee_nwk.relay.count', 'Relay Count')),
    relayIndex:    when('control.sourceRoute', u8('zbee_nwk.relay.index', 'Relay Index')),
    relays:        list('', 'Relays', record('Relay', { relay: u16('zbee_nwk.relay', 'Relay', little) }), { count: 'relayCount' }),
  })
  .cases([{ 'control.security': true }, security])
  .cases([isOpenCommand, { command: u8('zbee_nwk.cmd.id', 'Command Identifier', { base: 16, names: networkCommands }) }])
  .choice('command', networkBodies)
  .fields({ code: when('control.security', integrityCode) })
  .payload({
    tables: [['zbee_nwk.payload', ({ control }) => (control.type === 0 && !control.security ? 0 : -1)]],
    length: (frame) => carried(frame.control.security, frame),
  })
  .summarized(({ control, command, source, destination, assigned }) => {
    const kind = command === undefined ? named(networkTypes, control.type, 'type') : named(networkCommands, command, 'command')
    const to = destination >= 0xfffb ? 'broadcast' : short(destination)
    const more = [...(assigned === undefined ? [] : [`address ${short(assigned)}`]), ...(control.security ? ['encrypted'] : [])]
    return [`${kind} from ${short(source)} to ${to}`, ...more].join(', ')
  })
