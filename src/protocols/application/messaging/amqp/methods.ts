/** Methods of AMQP 0-9-1, section 1 of its reference, with the extensions of RabbitMQ; by class and method. */
import { bytes, bits, flag, group, holding, text, u16, u32, u64, u8, vector } from '../../../../schema/index.ts'
import { table } from './tables.ts'

const argument = (name: string) => `amqp.method.arguments.${name}`
const short = (name: string, label: string) => text(argument(name), label, { prefix: 1 })
const word = (name: string, label: string) => holding(short(name, label), 'vocabulary')
const long = (name: string, label: string) =>
  vector(u32('amqp.method.arguments.size', 'Size', { unit: 'bytes' }), bytes(argument(name), label))
/** Flags of one byte, the first in the lowest bit: section 4.2.5.2. */
function flags(...names: readonly string[]) {
  const label = (name: string) => name.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('-')
  const [first = '', second, third, fourth, fifth] = names
  const other = (name: string | undefined) =>
    name === undefined ? flag('amqp.method.arguments.unused', 'Unused') : flag(argument(name), label(name))
  return group('', 'Flags', {
    first: other(first), second: other(second), third: other(third), fourth: other(fourth), fifth: other(fifth),
    unused: bits(3, 'amqp.method.arguments.unused_bits', 'Unused'),
  }, { order: 'little' })
}
const ticket = u16(argument('ticket'), 'Ticket')
const exchange = short('exchange', 'Exchange')
const queue = short('queue', 'Queue')
const routingKey = short('routing_key', 'Routing-Key')
const consumerTag = short('consumer_tag', 'Consumer-Tag')
const deliveryTag = u64(argument('delivery_tag'), 'Delivery-Tag')
const messageCount = u32(argument('message_count'), 'Message-Count')
const tuning = {
  channelMax: u16(argument('channel_max'), 'Channel-Max'), frameMax: u32(argument('frame_max'), 'Frame-Max', { unit: 'bytes' }),
  heartbeat: u16(argument('heartbeat'), 'Heartbeat', { unit: 's' }),
}
const closing = {
  replyCode: u16(argument('reply_code'), 'Reply-Code'), replyText: word('reply_text', 'Reply-Text'),
  classId: u16(argument('class_id'), 'Class-Id'), methodId: u16(argument('method_id'), 'Method-Id'),
}
const more = table('Arguments')
const binding = {
  ticket, destination: short('destination', 'Destination'), source: short('source', 'Source'), routingKey,
  flags: flags('nowait'), arguments: more,
}

export const classes = {
  10: 'Connection', 20: 'Channel', 30: 'Access', 40: 'Exchange', 50: 'Queue', 60: 'Basic', 85: 'Confirm', 90: 'Tx',
}
const key = (classId: number, method: number) => classId * 0x10000 + method
/** The names of methods, by class and method in one number. */
export const methods: Readonly<Record<number, string>> = {
  ...of(10, {
    10: 'Start', 11: 'Start-Ok', 20: 'Secure', 21: 'Secure-Ok', 30: 'Tune', 31: 'Tune-Ok', 40: 'Open', 41: 'Open-Ok', 50: 'Close',
    51: 'Close-Ok', 60: 'Blocked', 61: 'Unblocked', 70: 'Update-Secret', 71: 'Update-Secret-Ok',
  }),
  ...of(20, { 10: 'Open', 11: 'Open-Ok', 20: 'Flow', 21: 'Flow-Ok', 40: 'Close', 41: 'Close-Ok' }),
  ...of(30, { 10: 'Request', 11: 'Request-Ok' }),
  ...of(40, {
    10: 'Declare', 11: 'Declare-Ok', 20: 'Delete', 21: 'Delete-Ok', 30: 'Bind', 31: 'Bind-Ok', 40: 'Unbind', 51: 'Unbind-Ok',
  }),
  ...of(50, {
    10: 'Declare', 11: 'Declare-Ok', 20: 'Bind', 21: 'Bind-Ok', 30: 'Purge', 31: 'Purge-Ok', 40: 'Delete', 41: 'Delete-Ok', 50: 'Unbind',
    51: 'Unbind-Ok',
  }),
  ...of(60, {
    10: 'Qos', 11: 'Qos-Ok', 20: 'Consume', 21: 'Consume-Ok', 30: 'Cancel', 31: 'Cancel-Ok', 40: 'Publish', 50: 'Return', 60: 'Deliver',
    70: 'Get', 71: 'Get-Ok', 72: 'Get-Empty', 80: 'Ack', 90: 'Reject', 100: 'Recover-Async', 110: 'Recover', 111: 'Recover-Ok',
    120: 'Nack',
  }),
  ...of(85, { 10: 'Select', 11: 'Select-Ok' }),
  ...of(90, { 10: 'Select', 11: 'Select-Ok', 20: 'Commit', 21: 'Commit-Ok', 30: 'Rollback', 31: 'Rollback-Ok' }),
}
function of(classId: number, names: Readonly<Record<number, string>>): Record<number, string> {
  return Object.fromEntries(Object.entries(names).map(([method, name]) => [key(classId, Number(method)), name]))
}

/** Section 1.1. */
export const connectionMethods = {
  [key(10, 10)]: {
    versionMajor: u8(argument('version_major'), 'Version-Major'), versionMinor: u8(argument('version_minor'), 'Version-Minor'),
    serverProperties: table('Server-Properties'),
    mechanisms: long('mechanisms', 'Mechanisms'), locales: long('locales', 'Locales'),
  },
  [key(10, 11)]: {
    clientProperties: table('Client-Properties'),
    mechanism: word('mechanism', 'Mechanism'), response: long('response', 'Response'), locale: word('locale', 'Locale'),
  },
  [key(10, 20)]: { challenge: long('challenge', 'Challenge') },
  [key(10, 21)]: { response: long('response', 'Response') },
  [key(10, 30)]: tuning,
  [key(10, 31)]: tuning,
  [key(10, 40)]: {
    virtualHost: short('virtual_host', 'Virtual-Host'), capabilities: short('capabilities', 'Capabilities'), flags: flags('insist'),
  },
  [key(10, 41)]: { knownHosts: short('known_hosts', 'Known-Hosts') },
  [key(10, 50)]: closing,
  [key(10, 60)]: { reason: short('reason', 'Reason') },
  [key(10, 70)]: { newSecret: long('secret', 'New-Secret'), reason: short('reason', 'Reason') },
  [key(20, 10)]: { outOfBand: short('out_of_band', 'Out-Of-Band') },
  [key(20, 11)]: { channelId: long('channel_id', 'Channel-Id') },
  [key(20, 20)]: { flags: flags('active') },
  [key(20, 21)]: { flags: flags('active') },
  [key(20, 40)]: closing,
  [key(30, 10)]: { realm: short('realm', 'Realm'), flags: flags('exclusive', 'passive', 'active', 'write', 'read') },
  [key(30, 11)]: { ticket },
}
/** Sections 1.3 and 1.4. */
export const routingMethods = {
  [key(40, 10)]: {
    ticket, exchange, type: word('type', 'Type'), flags: flags('passive', 'durable', 'auto_delete', 'internal', 'nowait'),
    arguments: more,
  },
  [key(40, 20)]: { ticket, exchange, flags: flags('if_unused', 'nowait') },
  [key(40, 30)]: binding,
  [key(40, 40)]: binding,
  [key(50, 10)]: {
    ticket, queue, flags: flags('passive', 'durable', 'exclusive', 'auto_delete', 'nowait'),
    arguments: more,
  },
  [key(50, 11)]: { queue, messageCount, consumerCount: u32(argument('consumer_count'), 'Consumer-Count') },
  [key(50, 20)]: { ticket, queue, exchange, routingKey, flags: flags('nowait'), arguments: more },
  [key(50, 30)]: { ticket, queue, flags: flags('nowait') },
  [key(50, 31)]: { messageCount },
  [key(50, 40)]: { ticket, queue, flags: flags('if_unused', 'if_empty', 'nowait') },
  [key(50, 41)]: { messageCount },
  [key(50, 50)]: { ticket, queue, exchange, routingKey, arguments: more },
}
/** Section 1.5, and "Confirm" of RabbitMQ. */
export const basicMethods = {
  [key(60, 10)]: {
    prefetchSize: u32(argument('prefetch_size'), 'Prefetch-Size'), prefetchCount: u16(argument('prefetch_count'), 'Prefetch-Count'),
    flags: flags('global'),
  },
  [key(60, 20)]: { ticket, queue, consumerTag, flags: flags('no_local', 'no_ack', 'exclusive', 'nowait'), arguments: more },
  [key(60, 21)]: { consumerTag },
  [key(60, 30)]: { consumerTag, flags: flags('nowait') },
  [key(60, 31)]: { consumerTag },
  [key(60, 40)]: { ticket, exchange, routingKey, flags: flags('mandatory', 'immediate') },
  [key(60, 50)]: { replyCode: closing.replyCode, replyText: closing.replyText, exchange, routingKey },
  [key(60, 60)]: { consumerTag, deliveryTag, flags: flags('redelivered'), exchange, routingKey },
  [key(60, 70)]: { ticket, queue, flags: flags('no_ack') },
  [key(60, 71)]: { deliveryTag, flags: flags('redelivered'), exchange, routingKey, messageCount },
  [key(60, 72)]: { clusterId: short('cluster_id', 'Cluster-Id') },
  [key(60, 80)]: { deliveryTag, flags: flags('multiple') },
  [key(60, 90)]: { deliveryTag, flags: flags('requeue') },
  [key(60, 100)]: { flags: flags('requeue') },
  [key(60, 110)]: { flags: flags('requeue') },
  [key(60, 120)]: { deliveryTag, flags: flags('multiple', 'requeue') },
  [key(85, 10)]: { flags: flags('nowait') },
}
