/** The head of a message of version 3 and the User-based Security Model: RFC 3412, section 6, RFC 3414, section 2.4. */
import {
  ber, bits, computedBytes, flag, group, ipv4Address, ipv6Address, mac, record, rest, text, time, u32, u8, type View,
} from '../../../../schema/index.ts'
import { engineFormats, securityModels } from './names.ts'

const enterprise = (label: string) => group('', label, {
  isConforming: flag('snmp.engineid.conform', 'Engine ID Conformance'),
  enterprise:   bits(31, 'snmp.engineid.enterprise', 'Engine Enterprise ID'),
})
/** The bytes of what has been captured whole. */
const wholeOf = ({ bytes, start, end, isShort }: View) => (isShort ? undefined : bytes.subarray(start, end))

/** RFC 3411, section 5, SnmpEngineID; the formats from 128 on belong to the enterprise. */
const engine = (filter: string, label: string) => ber.sequence('', label, record(label, {})
  .fields({ id: computedBytes(filter, label, wholeOf) })
  .cases([({ start, end }: View) => end - start >= 5, {
    enterprise: enterprise('Enterprise'),
    format:     u8('snmp.engineid.format', 'Engine ID Format', { names: engineFormats }),
  }])
  .choice('format', {
    1: { address: ipv4Address('snmp.engineid.ipv4', 'Engine ID Data: IPv4 address') },
    2: { address6: ipv6Address('snmp.engineid.ipv6', 'Engine ID Data: IPv6 address') },
    3: { mac: mac('snmp.engineid.mac', 'Engine ID Data: MAC address') },
    4: { text: text('snmp.engineid.text', 'Engine ID Data: Text') },
  })
  .cases([({ format, enterprise, start, end }) => format === 128 && enterprise?.enterprise === netSnmp && end - start === 13, {
    random:  u32('', 'Engine ID Data: Random', { base: 16 }),
    created: time('snmp.engineid.time', 'Engine ID Data: Creation Time', 'unix', { order: 'little' }),
  }])
  .fields({ data: rest('snmp.engineid.data', 'Engine ID Data') }), { tag: 0x04 })
const netSnmp = 8072

const messageFlags = record('msgFlags', { bits: group('snmp.msgFlags', 'Flags', {
  reserved:     bits(5, '', 'Reserved'),
  isReportable: flag('snmp.v3.flags.report', 'Reportable'),
  isEncrypted:  flag('snmp.v3.flags.crypt', 'Encrypted'),
  hasDigest:    flag('snmp.v3.flags.auth', 'Authenticated'),
}) })
export const globalData = ber.sequence('snmp.msgGlobalData_element', 'msgGlobalData', record('msgGlobalData', {
  id:            ber.integer('snmp.msgID', 'msgID'),
  maximumSize:   ber.integer('snmp.msgMaxSize', 'msgMaxSize'),
  flags:         ber.sequence('', 'Flags', messageFlags, { tag: 0x04 }),
  securityModel: ber.integer('snmp.msgSecurityModel', 'msgSecurityModel', { names: securityModels }),
}))

const parameters = record('UsmSecurityParameters', {
  engine:         engine('snmp.msgAuthoritativeEngineID', 'msgAuthoritativeEngineID'),
  boots:          ber.integer('snmp.msgAuthoritativeEngineBoots', 'msgAuthoritativeEngineBoots'),
  time:           ber.integer('snmp.msgAuthoritativeEngineTime', 'msgAuthoritativeEngineTime'),
  user:           ber.text('snmp.msgUserName', 'msgUserName'),
  authentication: ber.octets('snmp.msgAuthenticationParameters', 'msgAuthenticationParameters'),
  privacy:        ber.octets('snmp.msgPrivacyParameters', 'msgPrivacyParameters'),
})
export const securityParameters = ber.sequence('', 'msgSecurityParameters', record('msgSecurityParameters', {
  user: ber.sequence('', 'UsmSecurityParameters', parameters),
}), { tag: 0x04 })
export const otherParameters = ber.octets('snmp.msgSecurityParameters', 'msgSecurityParameters')

/** RFC 3412, section 6. */
export const scope = {
  contextEngine: engine('snmp.contextEngineID', 'contextEngineID'),
  contextName:   ber.text('snmp.contextName', 'contextName'),
}
