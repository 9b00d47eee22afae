/** PPP over Ethernet, RFC 2516: how a session is found, and what it carries. */
import { bits, list, nameIn, protocol, rest, text, tlv, u16, u8, type Fields, type View } from '../../schema/index.ts'

const codes = {
  0x00: 'Session data', 0x07: 'Active discovery offer', 0x09: 'Active discovery initiation', 0x0a: 'Session grant',
  0x0b: 'Session credit response', 0x0c: 'Quality', 0x19: 'Active discovery request',
  0x65: 'Active discovery session confirmation', 0xa7: 'Active discovery terminate',
}
/** IANA "PPPoE Parameters", 2026-11. */
const tagTypes = {
  0x0000: 'End of List', 0x0101: 'Service-Name', 0x0102: 'AC-Name', 0x0103: 'Host-Uniq', 0x0104: 'AC-Cookie',
  0x0105: 'Vendor-Specific', 0x0106: 'Credits', 0x0107: 'Metrics', 0x0108: 'Sequence Number', 0x0109: 'Credit Scale Factor',
  0x0110: 'Relay-Session-Id', 0x0111: 'HURL', 0x0112: 'MOTM', 0x0120: 'PPP-Max-Payload', 0x0121: 'IP Route Add',
  0x0201: 'Service-Name-Error', 0x0202: 'AC-System-Error', 0x0203: 'Generic-Error',
}

const header = {
  version:       bits(4, 'pppoe.version', 'Version'),
  type:          bits(4, 'pppoe.type', 'Type'),
  code:          u8('pppoe.code', 'Code', { base: 16, names: codes }),
  sessionId:     u16('pppoe.session_id', 'Session', { base: 16 }),
  payloadLength: u16('pppoe.payload_length', 'Payload Length', { unit: 'bytes' }),
} satisfies Fields<View>

/** RFC 2516, appendix A. */
const tag = tlv('Tag', {
  type:   u16('pppoed.tag', 'Type', { base: 16, names: tagTypes }),
  length: u16('pppoed.tag_length', 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    0x0101: { serviceName: text('pppoed.tags.service_name', 'Service Name') },
    0x0102: { acName: text('pppoed.tags.ac_name', 'Access Concentrator Name') },
    0x0103: { hostUniq: rest('pppoed.tags.host_uniq', 'Host-Uniq') },
    0x0104: { acCookie: rest('pppoed.tags.ac_cookie', 'Access Concentrator Cookie') },
    0x0110: { relaySessionId: rest('pppoed.tags.relay_session_id', 'Relay Session') },
    0x0120: { maximumPayload: rest('pppoed.tags.max_payload', 'Maximum PPP Payload') },
    0x0201: { serviceNameError: text('pppoed.tags.service_name_error', 'Service Name Error') },
    0x0202: { acSystemError: text('pppoed.tags.ac_system_error', 'Access Concentrator Error') },
    0x0203: { genericError: text('pppoed.tags.generic_error', 'Generic Error') },
  })
  .fields({ data: rest('pppoed.tag.unknown_data', 'Data') })

export const pppoeDiscovery = protocol('pppoed', 'PPP over Ethernet Discovery', { ethertype: [0x8863] })
  .specified('RFC 2516')
  .borrows('pppoe')
  .fields({ ...header, tags: list('pppoed.tags', 'Tags', tag, { length: 'payloadLength' }) })
  .defaults({ version: 1, type: 1, code: 0x09 }) // an initiation
  .summarized((pppoe) => nameIn(codes, pppoe.code) ?? `PPPoE code 0x${pppoe.code.toString(16)}`)

export const pppoeSession = protocol('pppoes', 'PPP over Ethernet Session', { ethertype: [0x8864], linktype: [51] })
  .specified('RFC 2516')
  .borrows('pppoe')
  .fields(header)
  .defaults({ version: 1, type: 1 })
  .payload({ tables: [['pppoe', (pppoe) => (pppoe.code === 0 ? 0 : -1)]], length: 'payloadLength' })
  .summarized((pppoe) => `PPPoE session 0x${pppoe.sessionId.toString(16)}`)
