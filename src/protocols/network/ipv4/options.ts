/** Options of IPv4: RFC 791, section 3.1, and those that came later. */
import { bits, ipv4Address, list, range, record, rest, text, tlv, u16, u32, u8, when, type View } from '../../../schema/index.ts'

/** IANA "Internet Protocol Version 4 Parameters", 2026-11. */
export const optionTypes = {
  0: 'End of Options List', 1: 'No-Operation', 7: 'Record Route', 10: 'Experimental Measurement', 11: 'MTU Probe',
  12: 'MTU Reply', 15: 'Encode', 25: 'Quick-Start', 30: 'Experiment', 68: 'Timestamp', 82: 'Traceroute', 94: 'Experiment',
  130: 'Security', 131: 'Loose Source Route', 133: 'Extended Security', 134: 'Commercial IP Security', 136: 'Stream Identifier',
  137: 'Strict Source Route', 142: 'Experimental Access Control', 144: 'IMI Traffic Descriptor',
  145: 'Extended Internet Protocol', 147: 'Address Extension', 148: 'Router Alert', 149: 'Selective Directed Broadcast',
  151: 'Dynamic Packet State', 152: 'Upstream Multicast Packet', 158: 'Experiment', 205: 'Experimental Flow Control',
  222: 'Experiment',
}
const routerAlerts = { 0: 'Router shall examine packet' }
const quickStartFunctions = { 0: 'Rate request', 8: 'Rate report' }
const classifications = { 0x3d: 'Top Secret', 0x5a: 'Secret', 0x96: 'Confidential', 0xab: 'Unclassified' }
const timestampFlags = { 0: 'Timestamps only', 1: 'Addresses and timestamps', 3: 'Timestamps of given addresses' }

const recordedStop = record('Recorded Route', { address: ipv4Address('ip.rec_rt', 'Recorded Route', { also: 'ip.rec_rt_host' }) })
const plannedStop = record('Source Route', { address: ipv4Address('ip.src_rt', 'Source Route', { also: 'ip.src_rt_host' }) })
const freeStop = record('Free', { address: ipv4Address('ip.empty_rt', 'Free', { also: 'ip.empty_rt_host' }) })
const time = record('Timestamp', { time: u32('ip.opt.time_stamp', 'Timestamp', { unit: 'ms' }) })
const addressAndTime = record('Timestamp', {
  address: ipv4Address('ip.opt.time_stamp_addr', 'Address'),
  time:    u32('ip.opt.time_stamp', 'Timestamp', { unit: 'ms' }),
})

/** Bytes of the addresses before the pointer, which counts from 1 at the option's type: 4 is the first address. */
const before = ({ bytes, start }: View) => Math.max(0, (bytes[start + 2]! - 4) & ~3)
/** The last address is the destination, and shown as that, until it is reached. */
const ahead = (option: View) => Math.max(0, option.end - option.start - 3 - before(option) - 4)

const route = {
  pointer:           u8('ip.opt.ptr', 'Pointer'),
  recordedRoute:     list('', 'Recorded Route', recordedStop, { length: before }),
}
const sourceRoute = {
  ...route,
  plannedRoute:      list('', 'Source Route', plannedStop, { length: ahead }),
}
const mtu = { mtu: u16('ip.opt.mtu', 'MTU', { unit: 'bytes' }) }
/** The security option of RFC 791 has one length; that of RFC 1108 is never so long. */
const isFirstSecurity = ({ start, end }: View) => end - start === 11
const isLaterSecurity = (option: View) => !isFirstSecurity(option)

export const option = tlv('IP Option', {
  type:   u8('ip.opt.type', 'Type', { names: optionTypes }),
  length: u8('ip.opt.len', 'Length', { unit: 'bytes' }),
}, { counts: 'all', bare: [0, 1] })
  .choice('type', {
    7:   { ...route, freeRoute: list('', 'Free', freeStop) },
    11:  mtu, // RFC 1063
    12:  mtu,
    25:  { // RFC 4782, section 3.1
      quickStartFunction: bits(4, 'ip.opt.qs_func', 'Function', { names: quickStartFunctions }),
      quickStartRate:     bits(4, 'ip.opt.qs_rate', 'Rate'),
      quickStartTtl:      u8('ip.opt.qs_ttl', 'Quick-Start Time to Live'),
      quickStartNonce:    bits(30, 'ip.opt.qs_nonce', 'Nonce', { base: 16 }),
      quickStartReserved: bits(2, 'ip.opt.qs_reserved', 'Reserved'),
    },
    68:  {
      pointer:            u8('ip.opt.ptr', 'Pointer'),
      overflow:           bits(4, 'ip.opt.overflow', 'Overflow'),
      timestampFlag:      bits(4, 'ip.opt.flag', 'Flag', { names: timestampFlags }),
      times:              when({ timestampFlag: 0 }, list('', 'Timestamps', time)),
      addressesAndTimes:  when({ timestampFlag: range(1) }, list('', 'Timestamps', addressAndTime)),
    },
    82:  { // RFC 1393, section 2.2
      traceIdentifier:    u16('ip.opt.id_number', 'Identifier'),
      outboundHops:       u16('ip.opt.ohc', 'Outbound Hop Count'),
      returnHops:         u16('ip.opt.rhc', 'Return Hop Count'),
      originator:         ipv4Address('ip.opt.originator', 'Originator'),
    },
    130: {
      security:           when(isFirstSecurity, u16('ip.opt.sec_rfc791_sec', 'Security', { base: 16 })),
      compartments:       when(isFirstSecurity, u16('ip.opt.sec_rfc791_comp', 'Compartments')),
      handling:           when(isFirstSecurity, text('ip.opt.sec_rfc791_hr', 'Handling Restrictions', 2)),
      transmissionCode:   when(isFirstSecurity, text('ip.opt.sec_rfc791_tcc', 'Transmission Control Code', 3)),
      classification:     when(isLaterSecurity, u8('ip.opt.sec_cl', 'Classification Level', { base: 16, names: classifications })),
      authorities:        rest('', 'Protection Authorities'),
    },
    131: sourceRoute,
    133: {
      securityFormat:     u8('ip.opt.ext_sec_add_sec_info_format_code', 'Additional Security Info Format'),
      securityInfo:       rest('ip.opt.ext_sec_add_sec_info', 'Additional Security Info'),
    },
    134: { domainOfInterpretation: u32('ip.cipso.doi', 'Domain of Interpretation'), tags: rest('', 'Tags') },
    136: { streamIdentifier: u16('ip.opt.sid', 'Stream Identifier') },
    137: sourceRoute,
    148: { routerAlert: u16('ip.opt.ra', 'Router Alert', { names: routerAlerts }) }, // RFC 2113
  })
  .fields({ data: rest('', 'Data') })

const looseRoute = 131
const strictRoute = 137

/**
 * Where the address lies to which a packet goes at last: that of the header (`at`, 16 bytes into it), or the last of a source
 * route that is not used up. The layer ends at `layerEnd`; of options that are cut, only what is whole counts.
 */
export function lastHop(bytes: Uint8Array, at: number, layerEnd: number): number {
  const end = Math.min(layerEnd, at - 16 + (bytes[at - 16]! & 0x0f) * 4)
  for (let option = at + 4; option + 2 < end; ) {
    const type = bytes[option]!
    if (type === 0) break
    const length = type === 1 ? 1 : bytes[option + 1]!
    const isRoute = (type === looseRoute || type === strictRoute) && length >= 7 && option + length <= end
    if (isRoute && bytes[option + 2]! < length) return option + length - 4
    if (length < 1) break
    option += length
  }
  return at
}
