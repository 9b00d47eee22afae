/**
 * MQ Telemetry Transport: MQTT 3.1 (IBM and Eurotech, 2010), 3.1.1 (OASIS Standard of 29 October 2014) and 5.0 (OASIS Standard of 7 March
 * 2019). Sections are those of 5.0. Only CONNECT names the version; of the others it is inferred where one packet shows it. Only a PUBLISH
 * without a topic shows it (a topic alias is in its place); the properties of others cannot be told from the payload, and are left in it.
 */
import {
  ahead, bits, bytes, flag, group, holding, list, nameIn, optional, protocol, range, record, rest, text, u16, u8, varint, vector,
} from '../../../../schema/index.ts'
import { begins, framing } from './begins.ts'
import { connectCodes, qualities, reasons, types } from './names.ts'
import { properties, willProperties } from './properties.ts'

/** Section 2.1. */
const type = bits(4, 'mqtt.msgtype', 'Packet Type', { names: types })
const qos = { names: qualities }
const publishFlags = { flags: group('mqtt.hdrflags', 'Header Flags', {
  type, duplicate: flag('mqtt.dupflag', 'DUP'), qos: bits(2, 'mqtt.qos', 'QoS', qos), retain: flag('mqtt.retain', 'Retain'),
}) }
const otherFlags = { flags: group('mqtt.hdrflags', 'Header Flags', { type, reserved: bits(4, 'mqtt.hdr_reserved', 'Reserved') }) }

const topic = { topic: vector(u16('mqtt.topic_len', 'Topic Length'), text('mqtt.topic', 'Topic')) }
const reason = (packet: string) => u8(`mqtt.${packet}.reason_code`, 'Reason Code', { names: reasons, base: 16 })
const reasonList = (packet: string) => list('', 'Reason Codes', record('Reason', { code: reason(packet) }))

/** Section 3.1. */
const connect = record('CONNECT', {
  protocolName: vector(u16('mqtt.proto_len', 'Protocol Name Length'), holding(text('mqtt.protoname', 'Protocol Name'), 'vocabulary')),
  version:      u8('mqtt.ver', 'Protocol Version', { names: { 3: '3.1', 4: '3.1.1', 5: '5.0' } }),
  connectFlags: group('mqtt.conflags', 'Connect Flags', {
    userName:     flag('mqtt.conflag.uname', 'User Name'),
    password:     flag('mqtt.conflag.passwd', 'Password'),
    willRetain:   flag('mqtt.conflag.retain', 'Will Retain'),
    willQos:      bits(2, 'mqtt.conflag.qos', 'Will QoS', qos),
    will:         flag('mqtt.conflag.willflag', 'Will'),
    cleanStart:   flag('mqtt.conflag.cleansess', 'Clean Start'),
    reserved:     flag('mqtt.conflag.reserved', 'Reserved'),
  }),
  keepAlive:    u16('mqtt.kalive', 'Keep Alive', { unit: 'seconds' }),
})
  .choice('version', { 5: properties })
  .fields({ clientId: vector(u16('mqtt.clientid_len', 'Client ID Length'), text('mqtt.clientid', 'Client ID')) })
  .cases([{ 'connectFlags.will': true, version: 5 }, willProperties])
  .cases([{ 'connectFlags.will': true }, {
    willTopic:   vector(u16('mqtt.willtopic_len', 'Will Topic Length'), text('mqtt.willtopic', 'Will Topic')),
    willMessage: vector(u16('mqtt.willmsg_len', 'Will Message Length'), bytes('mqtt.willmsg', 'Will Message')),
  }])
  .cases([{ 'connectFlags.userName': true }, {
    userName: vector(u16('mqtt.username_len', 'User Name Length'), text('mqtt.username', 'User Name')),
  }])
  .cases([{ 'connectFlags.password': true }, {
    password: vector(u16('mqtt.passwd_len', 'Password Length'), text('mqtt.passwd', 'Password')),
  }])

/** Section 3.8.3. */
const subscription = record('Subscription', { ...topic, qos: u8('mqtt.sub.qos', 'Requested QoS', qos) })
const subscription5 = record('Subscription', {
  ...topic,
  options: group('mqtt.subscription_options', 'Subscription Options', {
    reserved:          bits(2, 'mqtt.subscription_options_reserved', 'Reserved', { base: 16 }),
    retainHandling:    bits(2, 'mqtt.subscription_options_retain', 'Retain Handling'),
    retainAsPublished: flag('mqtt.subscription_options_rap', 'Retain As Published'),
    noLocal:           flag('mqtt.subscription_options_nl', 'No Local'),
    qos:               bits(2, 'mqtt.subscription_options_qos', 'QoS', qos),
  }),
})

/** Sections 3.4 to 3.7: what is left out of one of 5.0 says success, and no properties. */
const outcome = (packet: string) => ({ reason: optional(reason(packet)), properties: optional(properties.properties) })

/** Section 3.2. */
const acknowledgeFlags = { acknowledgeFlags: group('mqtt.conack.flags', 'Acknowledge Flags', {
  reserved: bits(7, 'mqtt.conack.flags.reserved', 'Reserved'), sessionPresent: flag('mqtt.conack.flags.sp', 'Session Present'),
}) }

/**
 * A topic of no length is not allowed, and one longer than the packet means that properties are before it. Numbers that the capture cut
 * are NaN, and tell nothing.
 */
const isOldList = ({ first = NaN, low = NaN, remainingLength }: ListStart) =>
  Number.isNaN(first) || Number.isNaN(low) || (first > 0 && first + 4 <= remainingLength)
interface ListStart {
  readonly first: number | undefined
  readonly low: number | undefined
  readonly remainingLength: number | bigint
}
/** All that SUBACK of 3.1.1 may say, section 3.9.3 there. With no properties and one reason, that of 5.0 can look the same. */
const grants: readonly (number | undefined)[] = [undefined, NaN, 0, 1, 2, 128]

export const mqtt = protocol('mqtt', 'MQ Telemetry Transport', {
  'tcp.port': [1883], 'ws.protocol': ['mqtt', 'mqttv3.1'], 'mqtt.next': [1],
  'tls.port': [8883], 'tls.alpn': ['mqtt'],
})
  .specified('https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html')
  .fields({ type: ahead(4) })
  .either({ type: 3 }, publishFlags, otherFlags)
  .fields({ remainingLength: varint('mqtt.len', 'Remaining Length', 'mqtt', { unit: 'bytes' }) })
  .followedBy('remainingLength')
  .choice('type', { 3: topic })
  .cases([({ type, flags }) => type === 3 ? 'qos' in flags && flags.qos > 0 : type > 3 && type < 12, {
    identifier: u16('mqtt.msgid', 'Packet Identifier'),
  }])
  .choice('type', {
    8:  { first: ahead(16), low: ahead(8, { skip: 8 }) },
    9:  { code: ahead(8), nextCode: ahead(8, { skip: 8 }) },
    10: { first: ahead(16), low: ahead(8, { skip: 8 }) },
  })
  .cases(
    [{ type: 1 }, connect],
    [{ type: 2, remainingLength: range(0, 2) }, {
      ...acknowledgeFlags, returnCode: u8('mqtt.conack.val', 'Return Code', { names: connectCodes }),
    }],
    [{ type: 2 }, { ...acknowledgeFlags, reason: reason('connack'), ...properties }],
    [{ type: 3, topicLength: 0 }, { ...properties, message: rest('mqtt.msg', 'Message') }],
    [{ type: 3 }, { message: rest('mqtt.msg', 'Message') }],
    [{ type: 4 }, outcome('puback')],
    [{ type: 5 }, outcome('pubrec')],
    [{ type: 6 }, outcome('pubrel')],
    [{ type: 7 }, outcome('pubcomp')],
    [(packet) => packet.type === 8 && isOldList(packet), { subscriptions: list('', 'Subscriptions', subscription) }],
    [{ type: 8 }, { ...properties, subscriptions: list('', 'Subscriptions', subscription5) }],
    [({ type, code, nextCode }) => type === 9 && grants.includes(code) && grants.includes(nextCode), {
      granted: list('', 'Granted', record('Granted', { qos: u8('mqtt.suback.qos', 'Granted QoS', qos) })),
    }],
    [{ type: 9 }, { ...properties, reasons: reasonList('suback') }],
    [(packet) => packet.type === 10 && isOldList(packet), { topics: list('', 'Topics', record('Topic', topic)) }],
    [{ type: 10 }, { ...properties, topics: list('', 'Topics', record('Topic', topic)) }],
    [{ type: 11, remainingLength: range(3) }, { ...properties, reasons: reasonList('unsuback') }],
    [{ type: 14 }, outcome('disconnect')],
    [{ type: 15 }, outcome('auth')],
  )
  .fields({ data: rest('', 'Data') })
  .accepts(begins)
  .streamed(framing)
  .payload({ tables: [['mqtt.next', () => 1]] })
  // From 0x80 on a reason is a failure (5.0, section 2.4); earlier versions have 0 for what was accepted.
  .colored('messages', ({ returnCode = 0, reason = 0 }) => (returnCode > 0 || reason >= 0x80 ? 'error' : undefined))
  .summarized(({ type, topic }) => `${nameIn(types, type) ?? `type ${type}`}${topic === undefined ? '' : ` ${topic}`}`)
