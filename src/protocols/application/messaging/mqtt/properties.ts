/** The properties of MQTT 5.0 (OASIS Standard of 7 March 2019, section 2.2.2). */
import { bytes, list, record, rest, text, u16, u32, u8, varint, vector } from '../../../../schema/index.ts'

/** Table 2-4. */
const names = {
  0x01: 'Payload Format Indicator', 0x02: 'Message Expiry Interval', 0x03: 'Content Type', 0x08: 'Response Topic', 0x09: 'Correlation Data',
  0x0b: 'Subscription Identifier', 0x11: 'Session Expiry Interval', 0x12: 'Assigned Client Identifier', 0x13: 'Server Keep Alive',
  0x15: 'Authentication Method', 0x16: 'Authentication Data', 0x17: 'Request Problem Information', 0x18: 'Will Delay Interval',
  0x19: 'Request Response Information', 0x1a: 'Response Information', 0x1c: 'Server Reference',
  0x1f: 'Reason String', 0x21: 'Receive Maximum',
  0x22: 'Topic Alias Maximum', 0x23: 'Topic Alias', 0x24: 'Maximum QoS', 0x25: 'Retain Available', 0x26: 'User Property',
  0x27: 'Maximum Packet Size', 0x28: 'Wildcard Subscription Available', 0x29: 'Subscription Identifier Available',
  0x2a: 'Shared Subscription Available',
}
const number8 = { number: u8('mqtt.prop_number', 'Value') }
const number16 = { number: u16('mqtt.prop_number', 'Value') }
const number32 = { number: u32('mqtt.prop_number', 'Value') }
const string = { string: vector(u16('mqtt.prop_string_len', 'Length'), text('mqtt.prop_string', 'Value')) }
/** Binary data has the filter name of text in Wireshark, and so its type. */
const binary = { binary: vector(u16('mqtt.prop_string_len', 'Length'), bytes('', 'Value')) }

const property = record('Property', { id: u8('mqtt.property_id', 'ID', { names, base: 16 }) }).choice('id', {
  0x01: number8,
  0x02: number32,
  0x03: { contentType: text('mqtt.property.content_type', 'Content Type', { prefix: 2 }) },
  0x08: string,
  0x09: binary,
  0x0b: { identifier: varint('mqtt.prop_number', 'Value', 'mqtt') },
  0x11: number32,
  0x12: string,
  0x13: number16,
  0x15: string,
  0x16: binary,
  0x17: number8,
  0x18: number32,
  0x19: number8,
  0x1a: string,
  0x1c: string,
  0x1f: string,
  0x21: number16,
  0x22: number16,
  0x23: { topicAlias: u16('mqtt.property.topic_alias', 'Topic Alias') },
  0x24: { maximumQos: u8('mqtt.property.max_qos', 'Maximum QoS') },
  0x25: number8,
  0x26: {
    key:   vector(u16('mqtt.prop_key_len', 'Key Length'), text('mqtt.prop_key', 'Key')),
    value: vector(u16('mqtt.prop_value_len', 'Value Length'), text('mqtt.prop_value', 'Value')),
  },
  0x27: number32,
  0x28: number8,
  0x29: number8,
  0x2a: number8,
}, { unknown: rest('mqtt.prop_unknown', 'Unknown Property') })

const length = varint('mqtt.property_len', 'Property Length', 'mqtt', { unit: 'bytes' })

export const properties = { properties: vector(length, list('mqtt.properties', 'Properties', property)) }
export const willProperties = { willProperties: vector(length, list('mqtt.will_properties', 'Will Properties', property)) }
