/** Options of Multipath TCP by subtype: RFC 8684, section 3, and RFC 6824 for version 0. */
import {
  ahead, bits, flag, group, ipv4Address, ipv6Address, list, optional, record, rest, u16, u32, u64, u8, when,
} from '../../../schema/index.ts'

/** IANA "MPTCP Option Subtypes", 2026-11. */
const subtypes = { 0: 'MP_CAPABLE', 1: 'MP_JOIN', 2: 'DSS', 3: 'ADD_ADDR', 4: 'REMOVE_ADDR', 5: 'MP_PRIO', 6: 'MP_FAIL',
  7: 'MP_FASTCLOSE', 8: 'MP_TCPRST' }

const subtype = { multipathSubtype: bits(4, 'tcp.options.mptcp.subtype', 'Multipath TCP subtype', { names: subtypes }) }
const reserved = { reserved: bits(12, 'tcp.options.mptcp.reserved', 'Reserved', { base: 16 }) }
const backup = flag('tcp.options.mptcp.backup.flag', 'Backup flag')
const address = u8('tcp.options.mptcp.addrid', 'Address ID')

const capable = record('MP_CAPABLE', {
  ...subtype,
  version:  bits(4, 'tcp.options.mptcp.version', 'Multipath TCP version'),
  flags:    group('tcp.options.mptcp.flags', 'Multipath TCP flags', {
    checksumRequired: flag('tcp.options.mptcp.checksumreq.flags', 'Checksum required'),
    extensible:       flag('tcp.options.mptcp.extensibility.flag', 'Extensibility'),
    noMoreSubflows:   flag('tcp.options.mptcp.nomoresubflows.flag', 'Do not attempt to establish new subflows to this address and port'),
    reserved:         bits(4, '', 'Reserved', { base: 16 }),
    usesHmac:         flag('', 'HMAC-SHA1 or HMAC-SHA256'),
  }),
  senderKey:   optional(u64('tcp.options.mptcp.sendkey', "Sender's Key")),
  receiverKey: optional(u64('tcp.options.mptcp.recvkey', "Receiver's Key")),
  dataLength:  optional(u16('tcp.options.mptcp.datalvllen', 'Data-level Length', { unit: 'bytes' })),
  checksum:    optional(u16('tcp.options.mptcp.checksum', 'Checksum', { base: 16 })),
})
/** Of a first, a second and a third segment, by their length (section 3.2). */
const join = record('MP_JOIN', { ...subtype, reserved: bits(3, '', 'Reserved'), backup })
  .cases(
    [({ start, end }) => end - start <= 10, {
      address, token: u32('tcp.options.mptcp.recvtok', "Receiver's Token"), random: u32('tcp.options.mptcp.sendrand',
        "Sender's Random Number"),
    }],
    [({ start, end }) => end - start <= 14, {
      address, code: u64('tcp.options.mptcp.sendtrunchmac', "Sender's Truncated HMAC"),
      random: u32('tcp.options.mptcp.sendrand', "Sender's Random Number"),
    }],
    [() => true, { unused: u8('', 'Reserved'), fullCode: rest('tcp.options.mptcp.sendhmac', "Sender's HMAC") }],
  )
/** Section 3.3. */
const dataSequence = record('DSS', {
  ...subtype,
  reserved: bits(4, '', 'Reserved'),
  flags:    group('tcp.options.mptcp.flags', 'Multipath TCP flags', {
    reserved:    bits(3, '', 'Reserved'),
    dataFin:     flag('tcp.options.mptcp.datafin.flag', 'DATA_FIN'),
    isLong:      flag('tcp.options.mptcp.dseqn8.flag', 'Data Sequence Number is 8 octets'),
    hasSequence: flag('tcp.options.mptcp.dseqnpresent.flag', 'Data Sequence Number, Subflow Sequence Number, Data-level Length present'),
    isLongAck:   flag('tcp.options.mptcp.dataack8.flag', 'Data ACK is 8 octets'),
    hasAck:      flag('tcp.options.mptcp.dataackpresent.flag', 'Data ACK is present'),
  }),
})
  .fields({
    shortAck:      when({ 'flags.hasAck': true, 'flags.isLongAck': false }, u32('tcp.options.mptcp.rawdataack', 'Data ACK')),
    longAck:       when({ 'flags.hasAck': true, 'flags.isLongAck': true }, u64('tcp.options.mptcp.rawdataack', 'Data ACK')),
    shortSequence: when({ 'flags.hasSequence': true, 'flags.isLong': false }, u32('tcp.options.mptcp.rawdataseqno',
      'Data Sequence Number')),
    longSequence:  when({ 'flags.hasSequence': true, 'flags.isLong': true }, u64('tcp.options.mptcp.rawdataseqno', 'Data Sequence Number')),
    subflow:       when('flags.hasSequence', u32('tcp.options.mptcp.subflowseqno', 'Subflow Sequence Number')),
    dataLength:    when('flags.hasSequence', u16('tcp.options.mptcp.datalvllen', 'Data-level Length', { unit: 'bytes' })),
    checksum:      optional(u16('tcp.options.mptcp.checksum', 'Checksum', { base: 16 })),
  })
/** Lengths of ADD_ADDR with a port, without the two bytes of every option (section 3.4.1). */
const hasPort: ReadonlySet<number> = new Set([8, 16, 20, 28])

export const multipath = record('Multipath TCP', { kindOfOption: ahead(4) }).choice('kindOfOption', {
  0: capable,
  1: join,
  2: dataSequence,
  // In version 0 this is the version of the address, from version 1 on whether it is an echo (section 3.4.1).
  3: record('ADD_ADDR', { ...subtype, addressKind: bits(4, 'tcp.options.mptcp.ipver', 'IP version, or 1 for an echo'), address })
    .cases(
      [({ start, end }) => end - start < 18, { ipv4: ipv4Address('tcp.options.mptcp.ipv4', 'Advertised IPv4 Address') }],
      [() => true, { ipv6: ipv6Address('tcp.options.mptcp.ipv6', 'Advertised IPv6 Address') }],
    )
    .cases([({ start, end }) => hasPort.has(end - start), { port: u16('tcp.options.mptcp.port', 'Advertised port') }]),
  4: record('REMOVE_ADDR', {
    ...subtype, reserved: bits(4, '', 'Reserved'), addresses: list('', 'Addresses', record('Address', { address })),
  }),
  5: record('MP_PRIO', { ...subtype, reserved: bits(3, '', 'Reserved'), backup, address: optional(address) }),
  6: record('MP_FAIL', { ...subtype, ...reserved, sequence: u64('tcp.options.mptcp.rawdataseqno', 'Data Sequence Number') }),
  7: record('MP_FASTCLOSE', { ...subtype, ...reserved, receiverKey: u64('tcp.options.mptcp.recvkey', "Receiver's Key") }),
  8: record('MP_TCPRST', {
    ...subtype,
    unacceptable: flag('tcp.options.mptcp.flag_U.flag', 'Flag U'), policy: flag('tcp.options.mptcp.flag_V.flag', 'Flag V'),
    resources: flag('tcp.options.mptcp.flag_W.flag', 'Flag W'), transient: flag('tcp.options.mptcp.flag_T.flag', 'Transient'),
    reason: u8('tcp.options.mptcp.rst_reason', 'Reason', { base: 16 }),
  }),
})
