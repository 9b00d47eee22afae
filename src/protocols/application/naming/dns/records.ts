/** The questions and resource records of DNS messages, RFC 1035 sections 4.1.2 and 4.1.3. */
import {
  bits, computed, domainName, domainNameMeasures, flag, group, record, rest, u16, u32, u8, type Field, type View,
} from '../../../../schema/index.ts'
import { dnsClasses, dnsTypes } from '../../../names/dns-types.ts'
import { dataByType } from './data.ts'

const names = { base: 16, names: dnsClasses } as const

export const question = questionWith({ class: u16('dns.qry.class', 'Class', names) })
export const resource = resourceWith(
  { class: u16('dns.resp.class', 'Class', names) },
  { udpPayloadSize: u16('dns.rr.udp_payload_size', 'UDP payload size') },
)

/** In multicast DNS the first bit of the class says something else, RFC 6762 sections 10.2 and 18.12. */
export const multicastQuestion = questionWith({
  unicastResponse: flag('dns.qry.qu', '"QU" question'),
  class: bits(15, 'dns.qry.class', 'Class', names),
})
export const multicastResource = resourceWith(
  { cacheFlush: flag('dns.resp.cache_flush', 'Cache flush'), class: bits(15, 'dns.resp.class', 'Class', names) },
  { cacheFlush: flag('dns.resp.cache_flush', 'Cache flush'), udpPayloadSize: bits(15, 'dns.rr.udp_payload_size', 'UDP payload size') },
)

type NumbersAndFlags = Readonly<Record<string, Field<number | boolean, unknown>>>

function questionWith<const C extends NumbersAndFlags>(classFields: C) {
  return record('Query', {
    name:   domainName('dns.qry.name', 'Name'),
    length: computed('dns.qry.name.len', 'Name Length', (query: View) => domainNameMeasures(query).length),
    labels: computed('dns.count.labels', 'Label Count', (query: View) => domainNameMeasures(query).labels),
    type:   u16('dns.qry.type', 'Type', { names: dnsTypes }),
  }).fields<C>(classFields as never).defaults({ type: 1, class: 1 } as never)
}

function resourceWith<const C extends NumbersAndFlags, const P extends NumbersAndFlags>(classFields: C, payloadFields: P) {
  return record('Record', {
    name: domainName('dns.resp.name', 'Name'),
    type: u16('dns.resp.type', 'Type', { names: dnsTypes }),
  })
    .either((resource) => resource.type === optType, {
      ...payloadFields,
      extendedResponseCode: u8('dns.resp.ext_rcode', 'Higher bits in extended RCODE', { base: 16 }),
      version:              u8('dns.resp.edns0_version', 'EDNS0 version'),
      extendedFlags:        group('dns.resp.z', 'Z', {
        dnssecOk:             flag('dns.resp.z.do', 'DO bit'),
        reserved:             bits(15, 'dns.resp.z.reserved', 'Reserved', { base: 16 }),
      }),
    }, {
      ...classFields,
      timeToLive:           u32('dns.resp.ttl', 'Time to live', { unit: 'seconds' }),
    })
    .fields({ dataLength: u16('dns.resp.len', 'Data length') })
    .followedBy('dataLength' as never)
    .choice('type' as never, dataByType)
    .fields({ data: rest('dns.data', 'Data') })
    .defaults({ class: 1 } as never)
}

/** An OPT record uses class and time to live for something else, RFC 6891 section 6.1.2. */
const optType = 41
