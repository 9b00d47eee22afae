/** What messages of the LISP control plane are made of, RFC 9301, section 5. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, mac, record, u16, u32, u8, type Field,
} from '../../../schema/index.ts'

/** IANA "Address Family Numbers", 2026-11: those that LISP uses. */
export const families = { 0: 'Reserved', 1: 'IPv4', 2: 'IPv6', 16387: 'LISP Canonical Address Format', 16389: '48-bit MAC' }
const canonical = 16387

/** LISP Canonical Address Format, RFC 8060, section 3. */
const canonicalAddress = record('Canonical Address', {
  canonicalReserved:      u8('lisp.lcaf.res1', 'Reserved'),
  canonicalFlags:         u8('lisp.lcaf.flags', 'Flags', { base: 16 }),
  canonicalType:          u8('lisp.lcaf.type', 'Type'),
  canonicalOtherReserved: u8('lisp.lcaf.res2', 'Reserved'),
  canonicalLength:        u16('lisp.lcaf.length', 'Length', { unit: 'bytes' }),
  canonicalValue:         bytes('', 'Value', 'canonicalLength'),
})

/** An address by its family; Wireshark has a name for each. */
export const addressSets = (label: string, ipv4: string, ipv6: string, ethernet: string) => ({
  1:     { ipv4Address: ipv4Address(ipv4, label) },
  2:     { ipv6Address: ipv6Address(ipv6, label) },
  16389: { macAddress: mac(ethernet, label) },
  [canonical]: canonicalAddress,
})

/** Where the answer to a request may be sent. */
export const router = record('Router', { family: u16('lisp.mreq.itr_rloc.afi', 'Address Family', { names: families }) })
  .choice('family', addressSets('Address', 'lisp.mreq.itr_rloc_ipv4', 'lisp.mreq.itr_rloc_ipv6', ''))

/** What a request asks for. */
export const wantedPrefix = record('Prefix', {
  reserved:     u8('lisp.mreq.record.res', 'Reserved'),
  prefixLength: u8('lisp.mreq.record.prefix.length', 'Prefix Length', { unit: 'bits' }),
  family:       u16('lisp.mreq.record.prefix.afi', 'Address Family', { names: families }),
}).choice('family', addressSets('Prefix', 'lisp.mreq.record.prefix.ipv4', 'lisp.mreq.record.prefix.ipv6', 'lisp.mreq.record.prefix.mac'))

/** The same under one name whatever its family, which Wireshark has as text. */
const asText = (field: Field<string, unknown>): Field<string, unknown> => ({ ...field, type: 'text' })
const locatorAddress = {
  1:     { address: asText(ipv4Address('lisp.loc.locator', 'Address')) },
  2:     { address: asText(ipv6Address('lisp.loc.locator', 'Address')) },
  16389: { address: asText(mac('lisp.loc.locator', 'Address')) },
  [canonical]: canonicalAddress,
}

const locator = record('Locator', {
  priority:          u8('lisp.loc.priority', 'Priority'),
  weight:            u8('lisp.loc.weight', 'Weight'),
  multicastPriority: u8('lisp.loc.multicast_priority', 'Multicast Priority'),
  multicastWeight:   u8('lisp.loc.multicast_weight', 'Multicast Weight'),
  flags:             group('lisp.loc.flags', 'Flags', {
    reserved:        bits(13, 'lisp.loc.flags.res', 'Reserved'),
    local:           flag('lisp.loc.flags.local', 'Local'),
    probe:           flag('lisp.loc.flags.probe', 'Probe'),
    reachable:       flag('lisp.loc.flags.reach', 'Reachable'),
  }),
  family:            u16('lisp.loc.afi', 'Address Family', { names: families }),
}).choice('family', locatorAddress)

const actions = { 0: 'No-Action', 1: 'Natively-Forward', 2: 'Send-Map-Request', 3: 'Drop/No-Reason', 4: 'Drop/Policy-Denied', 5: 'Drop/Authentication-Failure' }

/** Where an endpoint identifier is reached. */
export const mapping = record('Mapping', {
  timeToLive:    u32('lisp.mapping.ttl', 'Time to Live', { unit: 'minutes' }),
  locatorCount:  u8('lisp.mapping.loccnt', 'Locator Count'),
  prefixLength:  u8('lisp.mapping.eid.masklen', 'Prefix Length', { unit: 'bits' }),
  action:        bits(3, 'lisp.mapping.act', 'Action', { names: actions }),
  authoritative: flag('lisp.mapping.auth', 'Authoritative'),
  incomplete:    flag('lisp.referral.incomplete', 'Incomplete'),
  reserved:      bits(11, 'lisp.mapping.res1', 'Reserved'),
  otherReserved: bits(4, 'lisp.mapping.res2', 'Reserved'),
  version:       bits(12, 'lisp.mapping.ver', 'Map Version'),
  family:        u16('lisp.mapping.eid.afi', 'Address Family', { names: families }),
})
  .choice('family', addressSets('Prefix', 'lisp.mapping.eid.ipv4', 'lisp.mapping.eid.ipv6', 'lisp.mapping.eid.mac'))
  .fields({ locators: list('lisp.loc', 'Locators', locator, { count: 'locatorCount' }) })
