/** Messages: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { amqp } from './amqp/index.ts'
import { fix } from './fix/index.ts'
import { irc } from './irc.ts'
import { kafka } from './kafka/index.ts'
import { mqtt } from './mqtt/index.ts'
import { nats } from './nats.ts'
import { nntp } from './nntp.ts'
import { xmpp } from './xmpp.ts'

export const messagingProtocols = {
  mqtt, irc, fix, nntp, amqp, kafka, nats, xmpp,
}
