/** Pragmatic General Multicast: RFC 3208. */
import {
  ahead, bits, bytes, flag, group, ipv4Address, ipv6Address, list, nameIn, protocol, record, rest, u16, u32, u8,
} from '../../schema/index.ts'

/** Section 8.1; those of congestion control as draft-ietf-rmt-bb-pgmcc-03. */
const types = {
  0x00: 'SPM', 0x01: 'POLL', 0x02: 'POLR', 0x04: 'ODATA', 0x05: 'RDATA', 0x08: 'NAK', 0x09: 'NNAK', 0x0a: 'NCF', 0x0c: 'SPMR', 0x0d: 'ACK',
} as const
const optionTypes = {
  0x00: 'Length', 0x01: 'Fragment', 0x02: 'NAK List', 0x03: 'Join', 0x04: 'NAK Back-off Interval', 0x05: 'NAK Back-off Range',
  0x07: 'Redirect', 0x08: 'Parity Parameters', 0x09: 'Parity Group', 0x0a: 'Current Transmission Group Size',
  0x0b: 'NAK Unreliable Neighbor', 0x0c: 'Path NLA', 0x0d: 'Syn', 0x0e: 'Fin', 0x0f: 'Reset', 0x10: 'Congestion Report',
  0x11: 'Congestion Query', 0x12: 'Congestion Data', 0x13: 'Congestion Feedback',
} as const
const families = { 1: 'IPv4', 2: 'IPv6' } as const
const hex = { base: 16 } as const

/** An address after its family: section 8.1. */
const address = (name: string, label: string, family: string, reserved: string) => record(label, {
  family: u16(family, 'Address Family', { names: families }), reserved: u16(reserved, 'Reserved', hex),
}).choice('family', { 1: { address: ipv4Address(`${name}.ipv4`, label) }, 2: { address: ipv6Address(`${name}.ipv6`, label) } })
const one = { count: () => 1 }
const path = list('', 'Path NLA', address('pgm.spm.path', 'Path NLA', 'pgm.spm.pathafi', 'pgm.spm.res'), one)
const pollPath = list('', 'Path NLA', address('pgm.poll.path', 'Path NLA', 'pgm.poll.pathafi', 'pgm.poll.res'), one)
const source = list('', 'Source NLA', address('pgm.nak.src', 'Source NLA', 'pgm.nak.srcafi', 'pgm.nak.srcres'), one)
const multicast = list('', 'Multicast Group NLA', address('pgm.nak.grp', 'Multicast Group NLA', 'pgm.nak.grpafi', 'pgm.nak.grpres'), one)
const acker = list('', 'Acker', address('pgm.opts.ccdata.acker', 'Acker', 'pgm.opts.ccdata.afi', 'pgm.opts.ccdata.res2'), one)
const repairer = list('', 'DLR', address('pgm.opts.redirect.dlr', 'DLR', 'pgm.opts.redirect.afi', 'pgm.opts.redirect.res2'), one)
const congestion = {
  reserved: u8('pgm.opts.ccdata.res', 'Reserved', hex), stamp: u32('pgm.opts.ccdata.tstamp', 'Time Stamp'), acker,
}

/** Section 9.1. */
const option = record('Option', { kind: ahead(7, { skip: 1 }) })
  .choice('kind', {
    0: {
      isLast: bits(1, '', 'Option end'), type: bits(7, 'pgm.opts.type', 'Type', { base: 16, names: optionTypes }),
      length: u8('pgm.opts.len', 'Length', { unit: 'bytes' }),
    },
  }, {
    isLast: bits(1, 'pgm.genopts.end', 'Option end'), type: bits(7, 'pgm.genopts.type', 'Type', { base: 16, names: optionTypes }),
    length: u8('pgm.genopts.len', 'Length', { unit: 'bytes' }), reserved1: bits(6, '', 'Reserved'),
    extensibility: bits(2, 'pgm.genopts.opx', 'Option Extensibility Bits', {
      names: { 0: 'Ignore', 1: 'Invalidate', 2: 'Discard' },
    }),
  })
  .followedBy(({ kind, length = 0 }) => Math.max(0, length - (kind === 0 ? 2 : 3)))
  .choice('kind', {
    0x00: { total: u16('pgm.opts.tlen', 'Total Length', { unit: 'bytes' }) },
    0x01: {
      reserved: u8('pgm.opts.fragment.res', 'Reserved', hex), first: u32('pgm.opts.fragment.first_sqn', 'First Sequence Number', hex),
      offset: u32('pgm.opts.fragment.fragment_offset', 'Fragment Offset'), whole: u32('pgm.opts.fragment.total_length', 'Total Length'),
    },
    0x02: { reserved: u8('pgm.opts.nak.op', 'Reserved', hex), numbers: rest('pgm.opts.nak.list', 'List') },
    0x03: { reserved: u8('pgm.opts.join.res', 'Reserved', hex), least: u32('pgm.opts.join.min_join', 'Minimum Sequence Number', hex) },
    0x04: {
      reserved: u8('pgm.opts.nak_bo_ivl.res', 'Reserved', hex), interval: u32('pgm.opts.nak_bo_ivl.bo_ivl', 'Back-off Interval'),
      intervalNumber: u32('pgm.opts.nak_bo_ivl.bo_ivl_sqn', 'Back-off Interval Sequence Number', hex),
    },
    0x05: {
      reserved: u8('pgm.opts.nak_bo_rng.res', 'Reserved', hex), least: u32('pgm.opts.nak_bo_rng.min_bo_ivl', 'Min Back-off Interval'),
      most: u32('pgm.opts.nak_bo_rng.max_bo_ivl', 'Max Back-off Interval'),
    },
    0x07: { reserved: u8('pgm.opts.redirect.res', 'Reserved', hex), repairer },
    0x08: {
      parity: u8('pgm.opts.parity_prm.op', 'Parity Parameters',
        { base: 16, names: { 1: 'On-demand parity', 2: 'Pro-active parity', 3: 'Both parities' } }),
      groupSize: u32('pgm.opts.parity_prm.prm_grp', 'Transmission Group Size'),
    },
    0x12: congestion, 0x13: congestion,
  })
  .cases([{ kind: 0x13 }, { loss: u16('pgm.opts.ccdata.lossrate', 'Loss Rate') }])
  .fields({ value: rest('', 'Value') })
const options = list('', 'Options', option, { last: ({ isLast }) => isLast === 1, complete: true })

const number = (name: string, label: string) => u32(`pgm.${name}`, label, hex)
const data = { sequence: number('spm.sqn', 'Sequence number'), trail: number('spm.trail', 'Trailing Edge Sequence Number') }
const request = { sequence: number('nak.sqn', 'Requested Sequence Number'), source, multicast }

/** Section 8. */
export const pgm = protocol('pgm', 'Pragmatic General Multicast', { 'ip.proto': [113] })
  .specified('RFC 3208')
  .fields({
    sourcePort:      u16('pgm.hdr.sport', 'Source Port', { also: 'pgm.port' }),
    destinationPort: u16('pgm.hdr.dport', 'Destination Port', { also: 'pgm.port' }),
    type:            u8('pgm.hdr.type', 'Type', { base: 16, names: types }),
    flags:           group('pgm.hdr.opts', 'Options', {
      isParity:      flag('pgm.hdr.opts.parity', 'Parity'),
      isVariable:    flag('pgm.hdr.opts.varlen', 'Variable length Parity Packet Option'),
      reserved:      bits(4, '', 'Reserved'),
      isSignificant: flag('pgm.hdr.opts.netsig', 'Network Significant Options'),
      hasOptions:    flag('pgm.hdr.opts.opt', 'Options present'),
    }),
    checksum:        u16('pgm.hdr.cksum', 'Checksum', hex),
    sourceId:        bytes('pgm.hdr.gsi', 'Global Source Identifier', 6),
    length:          u16('pgm.hdr.tsdulen', 'Transport Service Data Unit Length', { unit: 'bytes' }),
  })
  .choice('type', {
    0x00: { ...data, lead: number('spm.lead', 'Leading Edge Sequence Number'), path },
    0x01: {
      sequence: number('poll.sqn', 'Sequence Number'), round: u16('pgm.poll.round', 'Round'), subtype: u16('pgm.poll.subtype', 'Subtype', {
        base: 16, names: { 0: 'General', 1: 'DLR' },
      }),
      pollPath, backOff: u32('pgm.poll.backoff_ivl', 'Back-off Interval'), random: u32('pgm.poll.rand_str', 'Random String', hex),
      mask: u32('pgm.poll.matching_bmask', 'Matching Bitmask', hex),
    },
    0x02: { sequence: number('polr.sqn', 'Sequence Number'), round: u16('pgm.polr.round', 'Round'),
      reserved: u16('pgm.polr.res', 'Reserved', hex) },
    0x04: data, 0x05: data, 0x08: request, 0x09: request, 0x0a: request,
    0x0d: { sequence: number('ack.maxsqn', 'Maximum Received Sequence Number'), bitmap: number('ack.bitmap', 'Packet Bitmap') },
  })
  .cases([{ 'flags.hasOptions': true }, { options }])
  .payload({ tables: [], length: 'length' })
  .between('port', 'sourcePort', 'destinationPort')
  .checksummed('checksum', { covers: 'message', optional: true })
  .summarized(({ sourcePort, destinationPort, type, sequence, length }) => {
    const more = `${sequence === undefined ? '' : ` sqn ${sequence}`}${length === 0 ? '' : ` len ${length}`}`
    return `${sourcePort} > ${destinationPort} ${nameIn(types, type) ?? `type ${type}`}${more}`
  })
