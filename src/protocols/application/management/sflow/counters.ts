/** Counters of sFlow 5: sFlow Version 5 (July 2004), section "Counter Data Format". */
import { bits, bytes, flag, group, mac, u32, u64 } from '../../../../schema/index.ts'

export const counterFormats = {
  1: 'Generic interface counters', 2: 'Ethernet interface counters', 3: 'Token ring counters', 4: '100 BASE-VG interface counters',
  5: 'VLAN counters', 7: 'LAG counters', 1001: 'Processor information', 2000: 'Host description', 2001: 'Host adapters',
  2002: 'Host parent', 2003: 'Host CPU', 2004: 'Host memory', 2005: 'Host disk I/O', 2006: 'Host network I/O', 2007: 'MIB-2 IP group',
  2008: 'MIB-2 ICMP group', 2009: 'MIB-2 TCP group', 2010: 'MIB-2 UDP group', 2202: 'App operations', 2203: 'App resources',
} as const
const directions = { 0: 'Unknown', 1: 'Full-Duplex', 2: 'Half-Duplex', 3: 'In', 4: 'Out' } as const

/** Numbers of 32 bits one after another: `name label` of each. */
const numbers = <const L extends Readonly<Record<string, string>>>(prefix: string, labels: L) => Object.fromEntries(
  Object.entries(labels).map(([name, label]) => [name, u32(`${prefix}${name}`, label)]),
) as { readonly [K in keyof L]: ReturnType<typeof u32> }

const lagStates = group('sflow.lag_port.state', 'State', {
  actorAdmin:       bits(8, 'sflow.lag_port.actor_admin_state', 'Actor Admin State', { base: 16 }),
  actorOperational: bits(8, 'sflow.lag_port.actor_oper_state', 'Actor Oper State', { base: 16 }),
  partnerAdmin:     bits(8, 'sflow.lag_port.partner_admin_state', 'Partner Admin State', { base: 16 }),
  partner:          bits(8, 'sflow.lag_port.partner_oper_state', 'Partner Oper State', { base: 16 }),
})

/** By format. */
export const counterSets = {
  1: {
    index:        u32('sflow_245.ifindex', 'Interface index'),
    type:         u32('sflow_245.iftype', 'Interface Type'),
    speed:        u64('sflow_245.ifspeed', 'Interface Speed', { unit: 'bit/s' }),
    direction:    u32('sflow_245.ifdirection', 'Interface Direction', { names: directions }),
    status:       group('', 'Interface Status', {
      reserved:       bits(30, '', 'Reserved'),
      isOperational:  flag('sflow_245.ifoper_status', 'IfOperStatus'),
      isEnabled:      flag('sflow_245.ifadmin_status', 'IfAdminStatus'),
    }),
    inOctets:     u64('sflow_245.ifinoct', 'Input Octets'),
    inPackets:    u32('sflow_245.ifinpkt', 'Input Packets'),
    inMulticast:  u32('sflow_245.ifinmcast', 'Input Multicast Packets'),
    inBroadcast:  u32('sflow_245.ifinbcast', 'Input Broadcast Packets'),
    inDiscards:   u32('sflow_245.ifindisc', 'Input Discarded Packets'),
    inErrors:     u32('sflow_245.ifinerr', 'Input Errors'),
    inUnknown:    u32('sflow_245.ifinunk', 'Input Unknown Protocol Packets'),
    outOctets:    u64('sflow_245.ifoutoct', 'Output Octets'),
    outPackets:   u32('sflow_245.ifoutpkt', 'Output Packets'),
    outMulticast: u32('sflow_245.ifoutmcast', 'Output Multicast Packets'),
    outBroadcast: u32('sflow_245.ifoutbcast', 'Output Broadcast Packets'),
    outDiscards:  u32('sflow_245.ifoutdisc', 'Output Discarded Packets'),
    outErrors:    u32('sflow_245.ifouterr', 'Output Errors'),
    promiscuous:  u32('sflow_245.ifpromisc', 'Promiscuous Mode'),
  },
  2: numbers('sflow_245.dot3Stats', {
    AlignmentErrors: 'Alignment Errors', FCSErrors: 'FCS Errors', SingleCollisionFrames: 'Single Collision Frames',
    MultipleCollisionFrames: 'Multiple Collision Frames', SQETestErrors: 'SQE Test Errors', DeferredTransmissions: 'Deferred Transmissions',
    LateCollisions: 'Late Collisions', ExcessiveCollisions: 'Excessive Collisions',
    InternalMacTransmitErrors: 'Internal Mac Transmit Errors', CarrierSenseErrors: 'Carrier Sense Errors',
    FrameTooLongs: 'Frame Too Longs', InternalMacReceiveErrors: 'Internal Mac Receive Errors', SymbolErrors: 'Symbol Errors',
  }),
  3: numbers('sflow_245.dot5Stats', {
    LineErrors: 'Line Errors', BurstErrors: 'Burst Errors', ACErrors: 'AC Errors', AbortTransErrors: 'Abort Trans Errors',
    InternalErrors: 'Internal Errors', LostFrameErrors: 'Lost Frame Errors', ReceiveCongestions: 'Receive Congestions',
    FrameCopiedErrors: 'Frame Copied Errors', TokenErrors: 'Token Errors', SoftErrors: 'Soft Errors', HardErrors: 'Hard Errors',
    SignalLoss: 'Signal Loss', TransmitBeacons: 'Transmit Beacons', Recoveries: 'Recoveries', LobeWires: 'Lobe Wires', Removes: 'Removes',
    Singles: 'Singles', FreqErrors: 'Freq Errors',
  }),
  5: {
    vlan:        u32('sflow_245.vlan_id', 'VLAN ID'),
    octets:      u64('sflow_245.octets', 'Octets'),
    unicast:     u32('sflow_245.ucastPkts', 'Unicast Packets'),
    multicast:   u32('sflow_245.multicastPkts', 'Multicast Packets'),
    broadcast:   u32('sflow_245.broadcastPkts', 'Broadcast Packets'),
    discards:    u32('sflow_245.discards', 'Discards'),
  },
  7: {
    actor:          mac('sflow.lag_port.actor_system_id', 'Actor System ID'),
    actorPadding:   bytes('sflow.lag_port.padding', 'Padding', 2),
    partner:        mac('sflow.lag_port.partner_oper_system_id', 'Partner Oper System ID'),
    partnerPadding: bytes('sflow.lag_port.padding', 'Padding', 2),
    attached:       u32('sflow.lag_port.attached_agg_id', 'Port Attached Agg ID'),
    states:         lagStates,
    ...numbers('sflow.lag_port.', {
      'lacpdus.rx': 'LACPDUs Rx', 'marker_pdus.rx': 'Marker PDUs Rx', 'marker_response_pdus.rx': 'Marker Response PDUs Rx',
      'unknown.rx': 'Unknown Rx', 'illegal.rx': 'Illegal Rx', 'lacpdus.tx': 'LACPDUs Tx', 'marker_pdus.tx': 'Marker PDUs Tx',
      'marker_response_pdus.tx': 'Marker Response PDUs Tx',
    }),
  },
  1001: {
    cpu5Seconds: u32('sflow_5.cpu_5s', '5s CPU Load (100 = 1%)'),
    cpu1Minute:  u32('sflow_5.cpu_1m', '1m CPU Load (100 = 1%)'),
    cpu5Minutes: u32('sflow_5.cpu_5m', '5m CPU Load (100 = 1%)'),
    memory:      u64('sflow_5.total_memory', 'Total Memory', { unit: 'bytes' }),
    free:        u64('sflow_5.free_memory', 'Free Memory', { unit: 'bytes' }),
  },
}
