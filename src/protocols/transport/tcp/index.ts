import { alias, bits, computed, flag, group, letters, list, protocol, record, rest, tlv, u16, u32, u8 } from '../../../schema/index.ts'
import { tcpFacts } from './facts.ts'
import { multipath } from './multipath.ts'

export { tcpFacts } from './facts.ts'

/** IANA "TCP Option Kind Numbers", 2026-11. */
const optionKinds = {
  0: 'End of Option List', 1: 'No-Operation', 2: 'Maximum Segment Size', 3: 'Window Scale', 4: 'SACK Permitted', 5: 'SACK', 8: 'Timestamps',
  19: 'MD5 Signature', 28: 'User Timeout', 29: 'TCP Authentication', 30: 'Multipath TCP', 34: 'TCP Fast Open Cookie', 253: 'Experiment 1',
    254: 'Experiment 2',
}
/** RFC 2018, section 3. */
const block = record('Block', {
  leftEdge:  u32('tcp.options.sack_le', 'Left edge'),
  rightEdge: u32('tcp.options.sack_re', 'Right edge'),
})

/** RFC 9293, section 3.2. */
const option = tlv('Option', {
  kind:   u8('tcp.option_kind', 'Kind', { names: optionKinds }),
  length: u8('tcp.option_len', 'Length'),
}, { counts: 'all', bare: [0, 1] })
  .choice('kind', {
    2:  { maximumSegmentSize: u16('tcp.options.mss_val', 'Maximum segment size', { unit: 'bytes' }) },
    3:  { windowShift: u8('tcp.options.wscale.shift', 'Window scale shift') },
    5:  { blocks: list('tcp.options.sack', 'Selective acknowledgment', block) },
    8:  {
      timestamp:     u32('tcp.options.timestamp.tsval', 'Timestamp value'),
      timestampEcho: u32('tcp.options.timestamp.tsecr', 'Timestamp echo reply'),
    },
    30: multipath,
    34: { fastOpenCookie: rest('tcp.options.tfo.cookie', 'Fast Open cookie') },
  })
  .fields({ data: rest('tcp.option_data', 'Data') })

/** Transmission Control Protocol, RFC 9293. */
export const tcp = protocol('tcp', 'Transmission Control Protocol', { 'ip.proto': [6] })
  .specified('RFC 9293')
  .fields({
    sourcePort:      u16('tcp.srcport', 'Source Port', { also: 'tcp.port' }),
    destinationPort: u16('tcp.dstport', 'Destination Port', { also: 'tcp.port' }),
    sequence:        u32('tcp.seq_raw', 'Sequence Number (raw)'),
    acknowledgment:  u32('tcp.ack_raw', 'Acknowledgment Number (raw)'),
    headerLength:    bits(4, 'tcp.hdr_len', 'Header Length', { times: 4, unit: 'bytes' }),
    flags:           alias(group('tcp.flags', 'Flags', {
      reserved:      bits(3, 'tcp.flags.res', 'Reserved'),
      ae:            flag('tcp.flags.ae', 'Accurate ECN'),
      cwr:           flag('tcp.flags.cwr', 'Congestion Window Reduced'),
      ece:           flag('tcp.flags.ece', 'ECN-Echo'),
      urg:           flag('tcp.flags.urg', 'Urgent'),
      ack:           flag('tcp.flags.ack', 'Acknowledgment'),
      psh:           flag('tcp.flags.push', 'Push'),
      rst:           flag('tcp.flags.reset', 'Reset'),
      syn:           flag('tcp.flags.syn', 'Syn'),
      fin:           flag('tcp.flags.fin', 'Fin'),
    }), { bit: 0, field: letters('tcp.flags.str', 'Flags in letters', 'RRRACEUAPRSF') }),
    window:          u16('tcp.window_size_value', 'Window'),
    checksum:        u16('tcp.checksum', 'Checksum', { base: 16 }),
    urgentPointer:   u16('tcp.urgent_pointer', 'Urgent Pointer'),
  })
  .fields({
    options:         list('tcp.options', 'Options', option, { length: 'headerLength', minus: 20, last: (option) => option.kind === 0 }),
    segmentLength:   computed('tcp.len', 'Segment Length', (tcp) => tcp.originalEnd - tcp.start - tcp.headerLength, { unit: 'bytes' }),
  })
  .defaults({ sourcePort: 49152, window: 65535 }) // the first dynamic port, RFC 6335
  .checksummed('checksum', { covers: 'message', pseudo: 6 })
  .between('port', 'sourcePort', 'destinationPort')
  .payload({
    tables: [
      ['tcp.port', { smaller: ['sourcePort', 'destinationPort'] }],
      ['tcp.port', { larger: ['sourcePort', 'destinationPort'] }],
    ],
    guesses: 'tcp',
    filter: 'tcp.payload',
  })
  .colored('stream', ({ flags, window }) => {
    if (flags.rst) return 'error'
    return window === 0 && !flags.syn && !flags.fin ? 'warning' : undefined
  })
  .facts(tcpFacts)
  .detailed({
    fields: [['urgent pointer', ({ flags, urgentPointer }) => (flags.urg ? urgentPointer : undefined)]],
    more: [['raw seq', 'sequence'], ['raw ack', 'acknowledgment'], ['header', 'headerLength']],
  })
  .notes({ name: 'tcp.bogus_header_length', severity: 'error', text: 'header length below 20 bytes', when: (tcp) => tcp.headerLength < 20 })
