import {
  bits, bytes, computed, converted, flag, ipv4Address, list, nameIn, protocol, record, rest, u16, u24, u8, type Field, type View,
} from '../../schema/index.ts'

/** IANA "Internet Group Management Protocol Type Numbers", 2026-11. */
const types = {
  0x11: 'Membership query', 0x12: 'Membership report, version 1', 0x13: 'DVMRP', 0x14: 'PIM version 1',
  0x16: 'Membership report, version 2', 0x17: 'Leave group', 0x1e: 'Multicast traceroute response',
  0x1f: 'Multicast traceroute', 0x22: 'Membership report, version 3', 0x30: 'Multicast router advertisement',
  0x31: 'Multicast router solicitation', 0x32: 'Multicast router termination',
}
/** RFC 3376, section 4.2.12. */
const recordTypes = {
  1: 'Mode is include', 2: 'Mode is exclude', 3: 'Change to include mode', 4: 'Change to exclude mode', 5: 'Allow new sources',
  6: 'Block old sources',
}

const source = record('Source', { address: ipv4Address('igmp.saddr', 'Source Address') })

/** RFC 3376, section 4.2. */
const groupRecord = record('Group Record', {
  type:            u8('igmp.record_type', 'Record Type', { names: recordTypes }),
  auxiliaryLength: u8('igmp.aux_data_len', 'Auxiliary Data Length', { unit: 'words of 4 bytes' }),
  sourceCount:     u16('igmp.num_src', 'Number of Sources'),
  group:           ipv4Address('igmp.maddr', 'Multicast Address'),
  sources:         list('', 'Sources', source, { count: 'sourceCount' }),
  auxiliaryData:   bytes('igmp.aux_data', 'Auxiliary Data', { length: 'auxiliaryLength', times: 4 }),
})

const maximumResponseTime: Field<number, unknown> = u8('igmp.max_resp', 'Maximum Response Time', { unit: 'tenths of a second' })
const checksum: Field<number, unknown> = u16('igmp.checksum', 'Checksum', { base: 16 })
const group: Field<string, unknown> = ipv4Address('igmp.maddr', 'Multicast Address')
const reserved: Field<Uint8Array, unknown> = bytes('igmp.reserved', 'Reserved', 1)

/** From 128 on a floating-point number: four bits of fraction, three of exponent (section 4.1.1). */
const responseCode = converted(maximumResponseTime, responseTime, 'number', (time) => {
  const code = Array.from({ length: 256 }, (_, index) => index).find((index) => responseTime(index) === time)
  if (code === undefined) throw new TypeError(`no code stands for a response time of ${time}`)
  return code
})
const traceroute = {
  hops:            u8('igmp.mtrace.max_hops', 'Hops'),
  checksum,
  group,
  traceSource:     ipv4Address('igmp.mtrace.saddr', 'Source Address'),
  receiver:        ipv4Address('igmp.mtrace.raddr', 'Receiver Address'),
  responseAddress: ipv4Address('igmp.mtrace.rspaddr', 'Response Address'),
  responseTtl:     u8('igmp.mtrace.resp_ttl', 'Response Time to Live'),
  queryIdentifier: u24('igmp.mtrace.q_id', 'Query Identifier'),
}

function responseTime(code: number): number {
  return code < 128 ? code : ((code & 0x0f) | 0x10) << (((code >> 4) & 0x07) + 3)
}

/** Three versions tell their queries apart by length, and by a byte the first did not have (RFC 3376, section 7.1). */
const version = ({ bytes, start, originalEnd }: View): number => {
  const type = bytes[start]!
  if (type === 0x11) return originalEnd - start >= 12 ? 3 : bytes[start + 1] === 0 ? 1 : 2
  return type === 0x12 ? 1 : type === 0x22 ? 3 : 2
}

/** Internet Group Management Protocol, RFC 1112 (1), RFC 2236 (2), RFC 3376 (3). */
export const igmp = protocol('igmp', 'Internet Group Management Protocol', { 'ip.proto': [2] })
  .specified('RFC 3376')
  .fields({ type: u8('igmp.type', 'Type', { base: 16, names: types }) })
  .cases(
    [(igmp) => igmp.type === 0x11 && version(igmp) === 1, { reserved, checksum, group }],
    [(igmp) => igmp.type === 0x11 && version(igmp) === 3, {
      maximumResponseTime: responseCode, checksum, group,
      flags:         bits(4, '', 'Flags'),
      suppress:      flag('igmp.s', 'Suppress Router-side Processing'),
      robustness:    bits(3, 'igmp.qrv', "Querier's Robustness Variable"),
      queryInterval: u8('igmp.qqic', "Querier's Query Interval Code"),
      sourceCount:   u16('igmp.num_src', 'Number of Sources'),
      sources:       list('', 'Sources', source, { count: 'sourceCount' }),
    }],
    [{ type: [0x11, 0x16, 0x17] }, { maximumResponseTime, checksum, group }],
    [{ type: 0x12 }, { reserved, checksum, group }],
    [{ type: [0x1e, 0x1f] }, traceroute],
    [{ type: 0x22 }, {
      reserved,
      checksum,
      alsoReserved:  bytes('igmp.reserved', 'Reserved', 2),
      recordCount:   u16('igmp.num_grp_recs', 'Number of Group Records'),
      records:       list('', 'Group Records', groupRecord, { count: 'recordCount' }),
    }],
  )
  .fields({
    version:       computed('igmp.version', 'IGMP Version', version),
    data:          rest('igmp.data', 'Data'),
  })
  .colored('control')
  .checksummed('checksum', { covers: 'message' })
  .defaults({ type: 0x16 })
  .summarized((igmp) => {
    const name = nameIn(types, igmp.type) ?? `IGMP type 0x${igmp.type.toString(16)}`
    if (igmp.records !== undefined) return `${name}: ${igmp.records.map(({ group }) => group).join(', ')}`
    if (igmp.group === undefined) return name
    return igmp.group === '0.0.0.0' ? `${name}, general` : `${name} ${igmp.group}`
  })
