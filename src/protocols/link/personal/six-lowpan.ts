/** IPv6 over low-power wireless networks: headers of RFC 4944 (section 5) and RFC 6282 (section 3). */
import {
  ahead, bits, bytes, flag, group, otherwise, protocol, range, rest, u16, u24, u8, when, type View,
} from '../../../schema/index.ts'

const hopLimits = { 0: 'Inline', 1: '1', 2: '64', 3: '255' }
const flows = { 0: 'Traffic class and flow label inline', 1: 'ECN and flow label inline', 2: 'Traffic class inline', 3: 'Compressed' }
const modes = { 0: 'Inline', 1: '64-bits inline', 2: '16-bits inline', 3: 'Compressed' }

interface Compressed {
  readonly header: {
    readonly multicast: boolean
    readonly destinationStateful: boolean
    readonly destinationMode: number
    readonly sourceStateful: boolean
    readonly sourceMode: number
  }
}
/** How many bytes of an address are there: RFC 6282, section 3.1.1. */
const sizes = [16, 8, 2, 0]
const groupSizes = [16, 6, 4, 1]
const sourceSize = ({ header: { sourceStateful, sourceMode } }: Compressed) => (sourceStateful && sourceMode === 0 ? 0 : sizes[sourceMode]!)
const destinationSize = ({ header: { multicast, destinationStateful, destinationMode } }: Compressed) => {
  if (!multicast) return destinationStateful && destinationMode === 0 ? 0 : sizes[destinationMode]!
  return destinationStateful ? (destinationMode === 0 ? 6 : 0) : groupSizes[destinationMode]!
}

const compression = {
  header:          group('', 'IPHC Header', {
    pattern:       bits(3, '6lowpan.pattern', 'Pattern', { base: 16 }),
    flow:          bits(2, '6lowpan.iphc.tf', 'Traffic class and flow label', { names: flows, base: 16 }),
    nextCompressed: flag('6lowpan.iphc.nh', 'Next header'),
    hopLimit:      bits(2, '6lowpan.iphc.hlim', 'Hop limit', { names: hopLimits, base: 16 }),
    contexts:      flag('6lowpan.iphc.cid', 'Context identifier extension'),
    sourceStateful: flag('6lowpan.iphc.sac', 'Source address compression'),
    sourceMode:    bits(2, '6lowpan.iphc.sam', 'Source address mode', { names: modes, base: 16 }),
    multicast:     flag('6lowpan.iphc.m', 'Multicast address compression'),
    destinationStateful: flag('6lowpan.iphc.dac', 'Destination address compression'),
    destinationMode: bits(2, '6lowpan.iphc.dam', 'Destination address mode', { names: modes, base: 16 }),
  }),
  contexts:        when('header.contexts', group('', 'Contexts', {
    source:        bits(4, '6lowpan.iphc.sci', 'Source context identifier', { base: 16 }),
    destination:   bits(4, '6lowpan.iphc.dci', 'Destination context identifier', { base: 16 }),
  })),
  trafficClass:    when({ 'header.flow': [0, 2] }, u8('6lowpan.dscp', 'ECN and DSCP')),
  flowLabel:       when({ 'header.flow': [0, 1] }, u24('6lowpan.flow', 'Flow label', { base: 16 })),
  nextHeader:      when({ 'header.nextCompressed': false }, u8('6lowpan.next', 'Next header', { base: 16 })),
  hops:            when({ 'header.hopLimit': 0 }, u8('6lowpan.hops', 'Hop limit')),
  sourceBytes:     bytes('', 'Source', sourceSize as never),
  destinationBytes: bytes('', 'Destination', destinationSize as never),
}
const ports = { 0: 'Inline', 1: 'Source Inline, first 8 bits of Destination elided',
  2: 'First 8 bits of Source elided, Destination inline', 3: 'First 12 bits elided' }

/** RFC 6282, section 4.3. */
const datagram = {
  udpHeader:       group('', 'UDP header compression', {
    pattern:       bits(5, '6lowpan.nhc.pattern', 'Pattern', { base: 16 }),
    unchecked:     flag('6lowpan.nhc.udp.checksum', 'Checksum'),
    ports:         bits(2, '6lowpan.nhc.udp.ports', 'Ports', { names: ports }),
  }),
  sourcePort:      when({ 'udpHeader.ports': [0, 1] }, u16('6lowpan.udp.src', 'Source port')),
  sourcePortLow:   when({ 'udpHeader.ports': 2 }, u8('6lowpan.udp.src', 'Source port')),
  destinationPort: when({ 'udpHeader.ports': [0, 2] }, u16('6lowpan.udp.dst', 'Destination port')),
  destinationPortLow: when({ 'udpHeader.ports': 1 }, u8('6lowpan.udp.dst', 'Destination port')),
  bothPorts:       when({ 'udpHeader.ports': 3 }, u8('', 'Ports', { base: 16 })),
  checksum:        when({ 'udpHeader.unchecked': false }, u16('6lowpan.udp.checksum', 'UDP checksum', { base: 16 })),
}

export const sixLowPan = protocol('6lowpan', 'IPv6 over Low power Wireless Personal Area Networks', { 'wpan.payload': [2] })
  .specified('RFC 6282')
  .fields({ dispatch: ahead(8) })
  .cases(
    [{ dispatch: range(0x60, 0x7f) }, compression],
    [{ dispatch: [0x41, 0x42] }, { pattern: u8('6lowpan.pattern', 'Pattern', { base: 16, names: { 0x41: 'Uncompressed IPv6',
      0x42: 'IPv6 header compression (HC1)' } }) }],
    [{ dispatch: 0x50 }, { pattern: u8('6lowpan.pattern', 'Pattern', { base: 16 }), broadcast: u8('6lowpan.bcast.seqnum',
      'Sequence number') }],
    [{ dispatch: [range(0xc0, 0xc7), range(0xe0, 0xe7)] }, {
      fragment:    group('', 'Fragmentation Header', {
        pattern:   bits(5, '6lowpan.pattern', 'Pattern', { base: 16 }), size: bits(11, '6lowpan.frag.size', 'Datagram size'),
      }),
      tag:         u16('6lowpan.frag.tag', 'Datagram tag', { base: 16 }),
      offset:      when({ dispatch: range(0xe0, 0xe7) }, u8('6lowpan.frag.offset', 'Datagram offset', { times: 8 })),
    }],
    [{ dispatch: range(0x80, 0xbf) }, {
      mesh:        group('', 'Mesh Header', {
        pattern:   bits(2, '6lowpan.pattern', 'Pattern', { base: 16 }), shortSource: flag('6lowpan.mesh.v', 'V'),
        shortDestination: flag('6lowpan.mesh.f', 'D'), hops: bits(4, '6lowpan.mesh.hops', 'Hops left'),
      }),
      deepHops:    when({ 'mesh.hops': 15 }, u8('6lowpan.mesh.hops8', 'Deep Hops left')),
      shortOriginator: when('mesh.shortSource', u16('6lowpan.mesh.orig16', 'Originator', { base: 16 })),
      longOriginator: when({ 'mesh.shortSource': false }, bytes('6lowpan.mesh.orig64', 'Originator', 8)),
      shortFinal:  when('mesh.shortDestination', u16('6lowpan.mesh.dest16', 'Destination', { base: 16 })),
      longFinal:   when({ 'mesh.shortDestination': false }, bytes('6lowpan.mesh.dest64', 'Destination', 8)),
    }],
    [otherwise, { other: rest('', 'Data') }],
  )
  .fields({ following: ahead(8) })
  .cases([{ 'header.nextCompressed': true, following: range(0xf0, 0xf7) }, datagram])
  .payload({ tables: [
    ['ip.version', ({ dispatch }) => (dispatch === 0x41 ? 6 : -1)],
    ['wpan.payload', ({ mesh, broadcast }) => (mesh !== undefined || broadcast !== undefined ? 2 : -1)],
  ] })
  .summarized((self) => words(self as never))

interface Said extends View {
  readonly fragment?: { readonly size: number }
  readonly tag?: number
  readonly offset?: number
  readonly mesh?: unknown
  readonly header?: unknown
  readonly udpHeader?: unknown
  readonly dispatch: number
}
function words({ fragment, tag, offset, mesh, header, udpHeader, dispatch }: Said): string {
  if (fragment !== undefined) return `fragment at ${offset ?? 0} of ${fragment.size} bytes, tag ${tag}`
  if (mesh !== undefined) return 'mesh'
  if (header !== undefined) return `compressed IPv6${udpHeader === undefined ? '' : ' and UDP'}`
  return dispatch === 0x41 ? 'uncompressed IPv6' : dispatch === 0x50 ? 'broadcast' : `dispatch 0x${dispatch.toString(16)}`
}
