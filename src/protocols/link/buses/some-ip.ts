/** Scalable service-oriented middleware over IP: AUTOSAR, "SOME/IP Protocol Specification" and "SOME/IP Service Discovery". */
import {
  bits, bytes, computed, flag, group, ipv4Address, ipv6Address, list, nameIn, protocol, range, record, rest, u16, u24, u32, u8,
} from '../../../schema/index.ts'

const messageTypes = {
  0: 'Request', 1: 'Request, no return', 2: 'Notification', 0x20: 'TP Request', 0x21: 'TP Request, no return', 0x22: 'TP Notification',
  0x80: 'Response', 0x81: 'Error', 0xa0: 'TP Response', 0xa1: 'TP Error',
}
const returnCodes = {
  0: 'Ok', 1: 'Not ok', 2: 'Unknown service', 3: 'Unknown method', 4: 'Not ready', 5: 'Not reachable', 6: 'Timeout',
    7: 'Wrong protocol version',
  8: 'Wrong interface version', 9: 'Malformed message', 10: 'Wrong message type',
}
const discovery = 0xffff8100
const hexadecimal = (value: number) => `0x${value.toString(16).padStart(4, '0')}`

const header = {
  service:       u16('someip.serviceid', 'Service ID', { base: 16 }),
  method:        u16('someip.methodid', 'Method ID', { base: 16 }),
  length:        u32('someip.length', 'Length', { unit: 'bytes' }),
  client:        u16('someip.clientid', 'Client ID', { base: 16 }),
  session:       u16('someip.sessionid', 'Session ID', { base: 16 }),
  version:       u8('someip.protoversion', 'SOME/IP Version', { base: 16 }),
  interfaceVersion: u8('someip.interfaceversion', 'Interface Version', { base: 16 }),
  messageType:   u8('someip.messagetype', 'Message Type', { base: 16, names: messageTypes }),
  returnCode:    u8('someip.returncode', 'Return Code', { base: 16, names: returnCodes }),
} as const
/** Several things that all messages have: a version, a length, a type that there is. */
const begins = record('SOME/IP', header).recognizer({ version: 1, length: range(8), messageType: Object.keys(messageTypes).map(Number) })

export const someIp = protocol('someip', 'SOME/IP Protocol', { 'udp.port': [30490], 'tcp.port': [30490] })
  .specified('AUTOSAR, SOME/IP Protocol Specification')
  .fields(header)
  .fields({
    message:       computed('someip.messageid', 'Message ID', ({ service, method }) => service * 0x10000 + method, { base: 16 }),
  })
  .accepts(begins)
  .streamed({ length: 'length', plus: 8 })
  .payload({ tables: [['someip.messageid', ({ service, method }) => service * 0x10000 + method]], length: { length: 'length', minus: 8 } })
  .colored('messages', ({ returnCode }) => (returnCode === 0 ? undefined : 'error'))
  .summarized(({ service, method, messageType, returnCode, session }) => {
    const kind = nameIn(messageTypes, messageType) ?? `type ${messageType}`
    const code = returnCode === 0 ? '' : `, ${nameIn(returnCodes, returnCode) ?? `code ${returnCode}`}`
    return `${kind}, service ${hexadecimal(service)}, method ${hexadecimal(method)}, session ${session}${code}`
  })

const entryTypes = { 0: 'Find Service', 1: 'Offer Service', 6: 'Subscribe Eventgroup', 7: 'Subscribe Eventgroup Ack' }
const entry = record('Entry', {
  type:            u8('someipsd.entry.type', 'Type', { base: 16, names: entryTypes }),
  firstIndex:      u8('someipsd.entry.index1', 'Index 1', { base: 16 }),
  secondIndex:     u8('someipsd.entry.index2', 'Index 2', { base: 16 }),
  counts:          group('', 'Number of Opts', {
    first:         bits(4, 'someipsd.entry.numopt1', 'Number of Opts 1', { base: 16 }),
    second:        bits(4, 'someipsd.entry.numopt2', 'Number of Opts 2', { base: 16 }),
  }),
  service:         u16('someipsd.entry.serviceid', 'Service ID', { base: 16 }),
  instance:        u16('someipsd.entry.instanceid', 'Instance ID', { base: 16 }),
  major:           u8('someipsd.entry.majorver', 'Major Version'),
  lifetime:        u24('someipsd.entry.ttl', 'TTL', { unit: 'seconds' }),
}).choice('type', {
  0: { minor: u32('someipsd.entry.minorver', 'Minor Version') },
  1: { minor: u32('someipsd.entry.minorver', 'Minor Version') },
}, {
  reserved:        u16('someipsd.entry.reserved', 'Reserved', { base: 16 }),
  eventGroup:      u16('someipsd.entry.eventgroupid', 'Eventgroup ID', { base: 16 }),
})

const optionTypes = {
  1: 'Configuration', 2: 'Load Balancing', 4: 'IPv4 Endpoint', 6: 'IPv6 Endpoint', 0x14: 'IPv4 Multicast', 0x16: 'IPv6 Multicast',
  0x24: 'IPv4 SD Endpoint', 0x26: 'IPv6 SD Endpoint',
}
const endOf = <A>(address: A) => ({
  discardable:     u8('someipsd.option.reserved', 'Reserved', { base: 16 }),
  address,
  reserved:        u8('someipsd.option.reserved2', 'Reserved 2', { base: 16 }),
  transport:       u8('someipsd.option.proto', 'Protocol', { names: { 6: 'TCP', 17: 'UDP' } }),
  port:            u16('someipsd.option.port', 'Port'),
})
const ipv4End = endOf(ipv4Address('someipsd.option.ipv4address', 'IPv4 Address'))
const ipv6End = endOf(ipv6Address('someipsd.option.ipv6address', 'IPv6 Address'))
const option = record('Option', {
  length: u16('someipsd.option.length', 'Length', { unit: 'bytes' }), type: u8('someipsd.option.type', 'Type', { names: optionTypes }),
}).length(({ length }) => 3 + length).choice('type', {
  4: ipv4End, 0x14: ipv4End, 0x24: ipv4End, 6: ipv6End, 0x16: ipv6End, 0x26: ipv6End,
}).fields({ data: rest('', 'Data') })

export const someIpDiscovery = protocol('someipsd', 'SOME/IP Service Discovery Protocol', { 'someip.messageid': [discovery] })
  .specified('AUTOSAR, SOME/IP Service Discovery Protocol Specification')
  .fields({
    flags:         group('someipsd.flags', 'Flags', {
      reboot:      flag('someipsd.flags.reboot', 'Reboot Flag'),
      unicast:     flag('someipsd.flags.unicast', 'Unicast Flag'),
      events:      flag('someipsd.flags.exp_init_events', 'Explicit Initial Events Flag'),
      reserved:    bits(5, '', 'Reserved'),
    }),
    reserved:      bytes('someipsd.reserved', 'Reserved', 3),
    entriesLength: u32('someipsd.length_entriesarray', 'Length of Entries Array', { unit: 'bytes' }),
    entries:       list('', 'Entries Array', entry, { length: 'entriesLength' }),
    optionsLength: u32('someipsd.length_optionsarray', 'Length of Options Array', { unit: 'bytes' }),
    options:       list('', 'Options Array', option, { length: 'optionsLength' }),
  })
  .colored('names')
  .summarized(({ entries }) => entries.map(({ type, service, instance, lifetime }) => {
    // What has no lifetime is taken back.
    const words = lifetime === 0 && type !== 0 ? refusals[type] : nameIn(entryTypes, type)
    return `${words ?? `type ${type}`} ${hexadecimal(service)}.${hexadecimal(instance)}`
  }).join(', '))
const refusals: Readonly<Record<number, string>> = { 1: 'Stop Offer Service', 6: 'Stop Subscribe Eventgroup',
  7: 'Subscribe Eventgroup Nack' }
