/** Enhanced Interior Gateway Routing Protocol, RFC 7868, section 6. */
import {
  bits, bytes, flag, group, ipv4Address, ipv4Prefix, ipv6Address, ipv6Prefix, list, nameIn, protocol, record, rest, tlv, u16, u24, u32, u48,
  u8,
  type View,
} from '../../../schema/index.ts'

const opcodes = { 1: 'Update', 2: 'Request', 3: 'Query', 4: 'Reply', 5: 'Hello', 7: 'Probe', 10: 'SIA-Query', 11: 'SIA-Reply' }
const [hello] = [5]
const tlvTypes = {
  0x0001: 'Parameters', 0x0002: 'Authentication', 0x0003: 'Sequence', 0x0004: 'Software Version', 0x0005: 'Next Multicast Sequence',
  0x0006: 'Stub', 0x0007: 'Peer Termination', 0x0008: 'Topology ID List', 0x0102: 'IPv4 Internal Routes', 0x0103: 'IPv4 External Routes',
  0x0104: 'IPv4 Community', 0x0402: 'IPv6 Internal Routes', 0x0403: 'IPv6 External Routes', 0x0602: 'Internal Routes',
  0x0603: 'External Routes',
}

/** Section 6.9.1. */
const metricFlags = {
  unused: bits(4, 'eigrp.metric.flags.unused', 'Unused'), replicated: flag('eigrp.metric.flags.repl', 'Route is Replicated'),
  active: flag('eigrp.metric.flags.active', 'Route is Active'), candidate: flag('eigrp.metric.flags.cd', 'Candidate Default'),
  withdrawn: flag('eigrp.metric.flags.srcwd', 'Source Withdraw'),
}
const metric = {
  delay:       u32('eigrp.old_metric.delay', 'Scaled Delay'),
  bandwidth:   u32('eigrp.old_metric.bw', 'Scaled Bandwidth'),
  mtu:         u24('eigrp.old_metric.mtu', 'MTU', { unit: 'bytes' }),
  hops:        u8('eigrp.old_metric.hopcount', 'Hop Count'),
  reliability: u8('eigrp.old_metric.rel', 'Reliability'),
  load:        u8('eigrp.old_metric.load', 'Load'),
  routeTag:    u8('eigrp.old_metric.intag', 'Route Tag'),
  ...metricFlags,
}
const destination4 = record('Destination', {
  prefixLength: u8('eigrp.ipv4.prefixlen', 'Prefix Length', { unit: 'bits' }),
  prefix: ipv4Prefix('eigrp.ipv4.destination', 'Destination', 'prefixLength'),
})
const destination6 = record('Destination', {
  prefixLength: u8('eigrp.ipv6.prefixlen', 'Prefix Length', { unit: 'bits' }),
  prefix: ipv6Prefix('eigrp.ipv6.destination', 'Destination', 'prefixLength'),
})
/** Section 6.9.3. */
const external = {
  originRouter: ipv4Address('eigrp.extdata.origrid', 'Originating Router'),
  originAs:     u32('eigrp.extdata.as', 'Originating AS'),
  tag:          u32('eigrp.extdata.tag', 'Administrative Tag'),
  externalMetric: u32('eigrp.extdata.metric', 'External Metric'),
  reserved:     u16('eigrp.extdata.reserved', 'Reserved'),
  protocol:     u8('eigrp.extdata.proto', 'External Protocol', {
    names: {
      1: 'IGRP', 2: 'EIGRP', 3: 'Static', 4: 'RIP', 5: 'HELLO', 6: 'OSPF', 7: 'IS-IS', 8: 'EGP', 9: 'BGP', 10: 'IDRP', 11: 'Connected',
    },
  }),
  opaqueUnused: bits(6, 'eigrp.opaque.unused', 'Unused'), isCandidate: flag('eigrp.opaque.flag.cd', 'Candidate Default'),
  isExternal: flag('eigrp.opaque.flag.ext', 'External'),
}
const hop4 = { hop: ipv4Address('eigrp.ipv4.nexthop', 'Next Hop') }
const hop6 = { hop: ipv6Address('eigrp.ipv6.nexthop', 'Next Hop') }
const routes4 = { destinations: list('eigrp.ipv4.destinations', 'Destinations', destination4) }
const routes6 = { destinations: list('eigrp.ipv6.destinations', 'Destinations', destination6) }
/** Section 6.9.6: bytes of attributes are in words of two. */
const wide = {
  topology:    u16('eigrp.tid', 'Topology'),
  family:      u16('eigrp.afi', 'Address Family', { names: { 1: 'IPv4', 2: 'IPv6' } }),
  router:      ipv4Address('eigrp.routerid', 'Router ID'),
  offset:      u8('eigrp.metric.offset', 'Offset'),
  priority:    u8('eigrp.metric.priority', 'Priority'),
  reliability: u8('eigrp.metric.reliability', 'Reliability'),
  load:        u8('eigrp.metric.load', 'Load'),
  mtu:         u24('eigrp.metric.mtu', 'MTU', { unit: 'bytes' }),
  hops:        u8('eigrp.metric.hopcount', 'Hop Count'),
  delay:       u48('eigrp.metric.delay', 'Delay'),
  bandwidth:   u48('eigrp.metric.bandwidth', 'Bandwidth'),
  reserved:    u16('eigrp.metric.reserved', 'Reserved'),
  flagsUnused: bits(12, 'eigrp.metric.flags.high', 'Unused'), replicated: metricFlags.replicated, active: metricFlags.active,
  candidate:   metricFlags.candidate, withdrawn: metricFlags.withdrawn,
}
const attributes = { attributes: bytes('eigrp.attributes', 'Attributes', { length: 'offset', times: 2 }) }
const neighbor = record('Neighbor', { length: u8('eigrp.seq.addrlen', 'Address Length', { unit: 'bytes' }) })
  .choice('length', {
    4: { address: ipv4Address('eigrp.seq.ipv4addr', 'IP Address') }, 16: { address6: ipv6Address('eigrp.seq.ipv6addr', 'IPv6 Address') },
  })

const part = tlv('TLV', {
  type: u16('eigrp.tlv_type', 'Type', { base: 16, names: tlvTypes }), length: u16('eigrp.tlv.len', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', {
    0x0001: {
      k1: u8('eigrp.par.k1', 'K1'), k2: u8('eigrp.par.k2', 'K2'), k3: u8('eigrp.par.k3', 'K3'), k4: u8('eigrp.par.k4', 'K4'),
      k5: u8('eigrp.par.k5', 'K5'),
      k6: u8('eigrp.par.k6', 'K6'), holdTime: u16('eigrp.par.holdtime', 'Hold Time', { unit: 's' }),
    },
    0x0002: {
      authentication: u16('eigrp.auth.type', 'Authentication Type', { names: { 2: 'MD5', 3: 'SHA-256' } }),
      digestLength: u16('eigrp.auth.length', 'Length', { unit: 'bytes' }),
      keyId: u32('eigrp.auth.keyid', 'Key ID'), keySequence: u32('eigrp.auth.keyseq', 'Key Sequence'),
      padding: bytes('eigrp.nullpad', 'Padding', 8),
      digest: bytes('eigrp.auth.digest', 'Digest', 'digestLength'),
    },
    0x0003: { neighbors: list('eigrp.seq.list', 'Neighbors', neighbor) },
    0x0004: {
      release: u16('eigrp.release_version', 'Release', { base: 16 }), tlvVersion: u16('eigrp.tlv_version', 'TLV Version', { base: 16 }),
    },
    0x0005: { next: u32('eigrp.next_mcast_seq', 'Next Multicast Sequence') },
    0x0006: { stub: group('eigrp.stub_options', 'Stub Options', {
      unused: bits(10, 'eigrp.stub_options.unused', 'Unused'), receiveOnly: flag('eigrp.stub_options.recvonly', 'Receive-Only'),
      leakMap: flag('eigrp.stub_options.leakmap', 'Leak-Map'), redistributed: flag('eigrp.stub_options.redist', 'Redistributed'),
      summary: flag('eigrp.stub_options.summary', 'Summary'), fixed: flag('eigrp.stub_options.static', 'Static'),
      connected: flag('eigrp.stub_options.connected', 'Connected'),
    }) },
    0x0102: { ...hop4, ...metric, ...routes4 },
    0x0103: { ...hop4, ...external, ...metric, ...routes4 },
    0x0402: { ...hop6, ...metric, ...routes6 },
    0x0403: { ...hop6, ...external, ...metric, ...routes6 },
    0x0602: { ...wide, ...attributes },
    0x0603: { ...wide, ...attributes },
  })
  .cases(
    [{ type: [0x0602], family: 1 }, { wideHop: hop4.hop, wideDestinations: routes4.destinations }],
    [{ type: [0x0602], family: 2 }, { wideHop: hop6.hop, wideDestinations: routes6.destinations }],
    [{ type: [0x0603], family: 1 }, {
      wideHop: hop4.hop, wideExternal: bytes('eigrp.extdata', 'External Data', 20), wideDestinations: routes4.destinations,
    }],
    [{ type: [0x0603], family: 2 }, {
      wideHop: hop6.hop, wideExternal: bytes('eigrp.extdata', 'External Data', 20), wideDestinations: routes6.destinations,
    }],
  )
  .fields({ value: rest('eigrp.value', 'Value') })

export const eigrp = protocol('eigrp', 'Enhanced Interior Gateway Routing Protocol', { 'ip.proto': [88] })
  .specified('RFC 7868')
  .fields({
    version:  u8('eigrp.version', 'Version'),
    opcode:   u8('eigrp.opcode', 'Opcode', { names: opcodes }),
    checksum: u16('eigrp.checksum', 'Checksum', { base: 16 }),
    flags:    group('eigrp.flags', 'Flags', {
      unused: bits(28, 'eigrp.flags.unused', 'Unused'), endOfTable: flag('eigrp.flags.eot', 'End Of Table'),
      restart: flag('eigrp.flags.restart', 'Restart'),
      conditional: flag('eigrp.flags.condrecv', 'Conditional Receive'), initial: flag('eigrp.flags.init', 'Init'),
    }),
    sequence:    u32('eigrp.seq', 'Sequence'),
    acknowledge: u32('eigrp.ack', 'Acknowledge'),
    virtual:     u16('eigrp.vrid', 'Virtual Router ID'),
    as:          u16('eigrp.as', 'Autonomous System'),
    tlvs:        list('eigrp.tlvs', 'TLVs', part, { last: ({ length }) => length < 4 }),
  })
  .defaults({ version: 2 })
  .colored('routing')
  .summarized(({ opcode, acknowledge, as, tlvs }) => {
    const words = tlvs.flatMap(
      (tlv) => (tlv.destinations ?? tlv.wideDestinations ?? []).map(({ prefix, prefixLength }: Destination) => `${prefix}/${prefixLength}`)
    )
    const name = opcode === hello && acknowledge > 0 ? 'Acknowledge' : (nameIn(opcodes, opcode) ?? `opcode ${opcode}`)
    return `${name}, AS ${as}${words.length > 0 ? `: ${words.slice(0, 3).join(' ')}${words.length > 3 ? ' ...' : ''}` : ''}`
  })
interface Destination extends View {
  readonly prefix: string
  readonly prefixLength: number
}
