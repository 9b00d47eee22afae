/** Frames of AMQP 0-9-1, section 2.3 of its specification: methods, headers and bodies of content, and heartbeats. */
import {
  bits, flag, group, holding, record, rest, text, time, u16, u64, u8, when,
} from '../../../../schema/index.ts'
import { basicMethods, classes, connectionMethods, routingMethods } from './methods.ts'
import { table } from './tables.ts'

export const frameTypes = { 1: 'Method', 2: 'Content header', 3: 'Content body', 4: 'Heartbeat', 8: 'Heartbeat' }
const ofClass = (filter: string) => u16(filter, 'Class', { names: classes })

/** Arguments are chosen by class and method in one number. */
export const method = record('Method', { class: ofClass('amqp.method.class'), method: u16('amqp.method.method', 'Method') })
  .choice((view) => view.class * 0x10000 + view.method, { ...connectionMethods, ...routingMethods, ...basicMethods })
  .fields({ more: rest('amqp.method.arguments', 'Arguments') })

const property = (name: string, label: string) => text(`amqp.method.properties.${name}`, label, { prefix: 1 })
/** Section 4.2.6.1: of flags beyond the first 16 there are none in any class. */
export const contentHeader = record('Content header', {
  class:    ofClass('amqp.header.class'),
  weight:   u16('amqp.header.weight', 'Weight'),
  bodySize: u64('amqp.header.body-size', 'Body size', { unit: 'bytes' }),
  flags:    group('amqp.header.property-flags', 'Property flags', {
    contentType: flag('amqp.header.flags.content_type', 'Content-Type'),
    contentEncoding: flag('amqp.header.flags.content_encoding', 'Content-Encoding'),
    headers: flag('amqp.header.flags.headers', 'Headers'), deliveryMode: flag('amqp.header.flags.delivery_mode', 'Delivery-Mode'),
    priority: flag('amqp.header.flags.priority', 'Priority'), correlationId: flag('amqp.header.flags.correlation_id', 'Correlation-Id'),
    replyTo: flag('amqp.header.flags.reply_to', 'Reply-To'), expiration: flag('amqp.header.flags.expiration', 'Expiration'),
    messageId: flag('amqp.header.flags.message_id', 'Message-Id'), timestamp: flag('amqp.header.flags.timestamp', 'Timestamp'),
    type: flag('amqp.header.flags.type', 'Type'), userId: flag('amqp.header.flags.user_id', 'User-Id'),
    appId: flag('amqp.header.flags.app_id', 'App-Id'), clusterId: flag('amqp.header.flags.cluster_id', 'Cluster-Id'),
    reserved: bits(2, 'amqp.header.flags.reserved', 'Reserved'),
  }),
  contentType:     when('flags.contentType', holding(property('content_type', 'Content-Type'), 'vocabulary')),
  contentEncoding: when('flags.contentEncoding', holding(property('content_encoding', 'Content-Encoding'), 'vocabulary')),
}).cases([{ 'flags.headers': true }, { headers: table('Headers') }]).fields({
  deliveryMode:  when('flags.deliveryMode', u8('amqp.method.properties.delivery_mode', 'Delivery-Mode', {
    names: { 1: 'transient', 2: 'persistent' },
  })),
  priority:      when('flags.priority', u8('amqp.method.properties.priority', 'Priority')),
  correlationId: when('flags.correlationId', property('correlation_id', 'Correlation-Id')),
  replyTo:       when('flags.replyTo', property('reply_to', 'Reply-To')),
  expiration:    when('flags.expiration', property('expiration', 'Expiration')),
  messageId:     when('flags.messageId', property('message_id', 'Message-Id')),
  timestamp:     when('flags.timestamp', time('amqp.method.properties.timestamp', 'Timestamp', 'unix-64')),
  type:          when('flags.type', property('type', 'Type')),
  userId:        when('flags.userId', property('user_id', 'User-Id')),
  appId:         when('flags.appId', property('app_id', 'App-Id')),
  clusterId:     when('flags.clusterId', property('cluster_id', 'Cluster-Id')),
  more:          rest('amqp.header.properties', 'Properties'),
})
