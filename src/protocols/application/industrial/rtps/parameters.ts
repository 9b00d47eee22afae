/** Lists of parameters, DDSI-RTPS 2.5, sections 9.4.2.11 and 9.6.3: what participants, writers and readers say of themselves. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, nameIn, otherwise, overlay, padding, record, rest, text, u16, u32, u8,
} from '../../../../schema/index.ts'
import { entities, kinds, locatorKinds, parameters, vendors } from './names.ts'

export type Order = 'big' | 'little'
export const looks = { big: {}, little: { order: 'little' } } as const

export const version = group('rtps.version', 'Protocol version', {
  major: bits(8, 'rtps.version.major', 'major'), minor: bits(8, 'rtps.version.minor', 'minor'),
})
export const vendor = u16('rtps.vendorId', 'vendorId', { base: 16, names: vendors })
/** An entity by its number, and the two parts of that. */
export const entityNumber = (filter: string, label: string) => overlay(u32(filter, label, { base: 16, names: entities }))
export const entityParts = (filter: string, label: string) => group('', 'Entity', {
  key:  bits(24, `${filter}.entityKey`, `${label}EntityKey`, { base: 16 }),
  kind: bits(8, `${filter}.entityKind`, `${label}EntityKind`, { base: 16, names: kinds }),
})

const guidParts = {
  host:     u32('rtps.param.guid.hostId', 'hostId', { base: 16 }),
  app:      u32('rtps.param.guid.appId', 'appId', { base: 16 }),
  instance: u32('rtps.param.guid.instanceId', 'instanceId', { base: 16 }),
  entity:   entityNumber('rtps.param.guid.entityId', 'entityId'),
  entityParts: entityParts('rtps.param.guid', ''),
}
const endpoint = (name: string, label: string) => flag(`rtps.flag.${name}`, label)
/** Section 9.3.2.12 and DDS Security 1.1, table 12; from the lowest bit up. */
const endpoints = {
  participantAnnouncer: endpoint('participant_announcer', 'Participant Announcer'),
  participantDetector:  endpoint('participant_detector', 'Participant Detector'),
  publicationAnnouncer: endpoint('publication_announcer', 'Publication Announcer'),
  publicationDetector:  endpoint('publication_detector', 'Publication Detector'),
  subscriptionAnnouncer: endpoint('subscription_announcer', 'Subscription Announcer'),
  subscriptionDetector: endpoint('subscription_detector', 'Subscription Detector'),
  proxyAnnouncer:       endpoint('participant_proxy_announcer', 'Participant Proxy Announcer'),
  proxyDetector:        endpoint('participant_proxy_detector', 'Participant Proxy Detector'),
  stateAnnouncer:       endpoint('participant_state_announcer', 'Participant State Announcer'),
  stateDetector:        endpoint('participant_state_detector', 'Participant State Detector'),
  messageWriter:        endpoint('participant_message_datawriter', 'Participant Message DataWriter'),
  messageReader:        endpoint('participant_message_datareader', 'Participant Message DataReader'),
  reserved:             bits(4, 'rtps.flag.reserved_bits', 'Reserved endpoints'),
  securePublicationWriter: endpoint('secure_publication_writer', 'Secure Publication Writer'),
  securePublicationReader: endpoint('secure_publication_reader', 'Secure Publication Reader'),
  secureSubscriptionWriter: endpoint('secure_subscription_writer', 'Secure Subscription Writer'),
  secureSubscriptionReader: endpoint('secure_subscription_reader', 'Secure Subscription Reader'),
  secureMessageWriter:  endpoint('secure_participant_message_writer', 'Secure Participant Message Writer'),
  secureMessageReader:  endpoint('secure_participant_message_reader', 'Secure Participant Message Reader'),
  statelessWriter:      endpoint('participant_stateless_message_writer', 'Participant Stateless Message Writer'),
  statelessReader:      endpoint('participant_stateless_message_reader', 'Participant Stateless Message Reader'),
  volatileWriter:       endpoint('secure_participant_volatile_message_writer', 'Secure Participant Volatile Message Writer'),
  volatileReader:       endpoint('secure_participant_volatile_message_reader', 'Secure Participant Volatile Message Reader'),
  secureWriter:         endpoint('participant_secure_writer', 'Participant Secure Writer'),
  secureReader:         endpoint('participant_secure_reader', 'Participant Secure Reader'),
  others:               bits(4, 'rtps.others', 'Other endpoints'),
}

/** A group is declared from its lowest bit up, in the little-endian order that nearly all have; here the same in the other. */
const inOrder = <F extends object>(fields: F, order: Order): F =>
  order === 'little' ? fields : Object.fromEntries(Object.entries(fields).reverse()) as never

/** Section 9.6.3.9; it is always in big-endian order. */
const status = group('rtps.param.status_info', 'Flags', {
  reserved0:    bits(24, 'rtps.reserved', 'Reserved'),
  reserved1:    flag('rtps.flag.reserved', 'Reserved'),
  reserved2:    flag('rtps.flag.reserved', 'Reserved'),
  reserved3:    flag('rtps.flag.reserved', 'Reserved'),
  reserved4:    flag('rtps.flag.reserved', 'Reserved'),
  reserved5:    flag('rtps.flag.reserved', 'Reserved'),
  reserved6:    flag('rtps.flag.reserved', 'Reserved'),
  unregistered: flag('rtps.flag.unregistered', 'Unregistered'),
  disposed:     flag('rtps.flag.undisposed', 'Disposed'),
})
const kindsOf = {
  durability: { 0: 'VOLATILE_DURABILITY_QOS', 1: 'TRANSIENT_LOCAL_DURABILITY_QOS', 2: 'TRANSIENT_DURABILITY_QOS',
    3: 'PERSISTENT_DURABILITY_QOS' },
  reliability: { 1: 'BEST_EFFORT_RELIABILITY_QOS', 2: 'RELIABLE_RELIABILITY_QOS' },
  liveliness: { 0: 'AUTOMATIC_LIVELINESS_QOS', 1: 'MANUAL_BY_PARTICIPANT_LIVELINESS_QOS', 2: 'MANUAL_BY_TOPIC_LIVELINESS_QOS' },
  ownership: { 0: 'SHARED_OWNERSHIP_QOS', 1: 'EXCLUSIVE_OWNERSHIP_QOS' },
  order: { 0: 'BY_RECEPTION_TIMESTAMP_DESTINATIONORDER_QOS', 1: 'BY_SOURCE_TIMESTAMP_DESTINATIONORDER_QOS' },
  scope: { 0: 'INSTANCE_PRESENTATION_QOS', 1: 'TOPIC_PRESENTATION_QOS', 2: 'GROUP_PRESENTATION_QOS' },
  history: { 0: 'KEEP_LAST_HISTORY_QOS', 1: 'KEEP_ALL_HISTORY_QOS' },
}

/** What fields of one byte order are made with. */
const wordsIn = (order: Order) => {
  const look = looks[order]
  const number = (filter: string, label: string) => u32(filter, label, look)
  const signed = (filter: string, label: string) => u32(filter, label, { ...look, signed: true })
  const kind = (filter: string, label: string, names: Readonly<Record<number, string>>) => u32(filter, label, { ...look, base: 16, names })
  const duration = {
    seconds:  signed('rtps.param.ntpTime.sec', 'seconds'),
    fraction: number('rtps.param.ntpTime.fraction', 'fraction'),
  }
  const size = u32('', 'Length', { ...look, unit: 'bytes' })
  const string = (filter: string, label: string) => ({ size, words: text(filter, label, 'size', { padding: 'zero' }) })
  const octets = (filter: string, label: string) => ({ size, octets: bytes(filter, label, 'size') })
  return { look, number, signed, kind, duration, size, string, octets }
}
const recordsIn = (order: Order) => {
  const { look, number, signed, size, string } = wordsIn(order)
  const locator = {
    locatorKind: u32('rtps.locator.kind', 'Kind', { ...look, base: 16, names: locatorKinds }),
    port:        number('rtps.locator.port', 'Port'),
  }
  const property = record('Property', {
    nameSize:  size,
    name:      text('rtps.property_name', 'Property Name', 'nameSize', { padding: 'zero' }),
    nameFill:  padding(4, '', 'Padding'),
    valueSize: size,
    value:     text('rtps.property_value', 'Value', 'valueSize', { padding: 'zero' }),
    valueFill: padding(4, '', 'Padding'),
  })
  const partition = record('Partition', { ...string('rtps.param.partition', 'name') }).aligned(4)
  const representation = record('Representation', {
    representation: u16('rtps.param.data_representation', 'Data Representation Kind', look),
  })
  const transport = record('Transport', {
    classId: signed('rtps.transportInfo.classID', 'classID'), most: signed('rtps.transportInfo.messageSizeMax', 'messageSizeMax'),
  })
  return { locator, property, partition, representation, transport }
}

/** Quality of service, by parameter. */
const qualityIn = (order: Order) => {
  const { number, signed, kind, duration, octets } = wordsIn(order)
  const { partition, representation } = recordsIn(order)
  return {
    0x0002: duration, 0x0004: duration, 0x0023: duration, 0x0027: duration, 0x002b: duration,
    0x0006: { strength: signed('rtps.param.strength', 'strength') },
    0x001a: { reliability: kind('rtps.reliability_kind', 'Kind', kindsOf.reliability), ...duration },
    0x001b: { liveliness: kind('rtps.liveliness.kind', 'Kind', kindsOf.liveliness), ...duration },
    0x001d: { durability: kind('rtps.durability', 'Durability', kindsOf.durability) },
    0x001e: {
      ...duration,
      history:     kind('rtps.durability_service.history_kind', 'History Kind', kindsOf.history),
      depth:       signed('rtps.durability_service.history_depth', 'History Depth'),
      samples:     signed('rtps.durability_service.max_samples', 'Max Samples'),
      instances:   signed('rtps.durability_service.max_instances', 'Max Instances'),
      perInstance: signed('rtps.durability_service.max_samples_per_instance', 'Max Samples Per Instance'),
    },
    0x001f: { ownership: kind('rtps.ownership', 'Kind', kindsOf.ownership) },
    0x0021: {
      scope:    kind('rtps.presentation.access_scope', 'Access Scope', kindsOf.scope),
      coherent: u8('rtps.presentation.coherent_access', 'Coherent Access'),
      ordered:  u8('rtps.presentation.ordered_access', 'Ordered Access'),
    },
    0x0025: { destinationOrder: kind('rtps.destination_order', 'Kind', kindsOf.order) },
    0x0029: {
      partitionCount: signed('rtps.param.partition_num', 'Number of partition names'),
      partitions:     list('rtps.partitions', 'Partitions', partition, { count: 'partitionCount' }),
    },
    0x002c: octets('rtps.param.userData', 'userData'),
    0x002d: octets('rtps.param.groupData', 'groupData'),
    0x002e: octets('rtps.param.topicData', 'topicData'),
    0x0040: { history: kind('rtps.history.kind', 'Kind', kindsOf.history), depth: signed('rtps.history_depth', 'Depth') },
    0x0041: {
      samples:     signed('rtps.resource_limit.max_samples', 'Max Samples'),
      instances:   signed('rtps.resource_limit.max_instances', 'Max Instances'),
      perInstance: signed('rtps.resource_limit.max_samples_per_instance', 'Max Samples Per Instance'),
    },
    0x0043: { expectsQos: u8('rtps.expects_qos', 'Expects Inline QoS') },
    0x0049: { priority: number('rtps.param.transport_priority', 'Value') },
    0x0060: { mostSerialized: number('rtps.param.type_max_size_serialized', 'Value') },
    0x0073: {
      representationCount: number('', 'Number of representations'),
      representations:     list('rtps.representations', 'Representations', representation, { count: 'representationCount' }),
    },
  }
}
/** Who somebody is and where, by parameter. */
const identityIn = (order: Order) => {
  const { look, number, string } = wordsIn(order)
  const { locator, property } = recordsIn(order)
  return {
    0x0005: string('rtps.param.topicName', 'topic'),
    0x0007: string('rtps.param.typeName', 'typeName'),
    0x000f: { domain: number('rtps.domain_id', 'domain_id') },
    0x0015: { version },
    0x0016: { vendor },
    0x002f: locator, 0x0030: locator, 0x0031: locator, 0x0032: locator, 0x0033: locator, 0x0048: locator,
    0x0034: { manualCount: u32('rtps.participant_manual_liveliness_count', 'Manual Liveliness Count', { ...look, base: 16 }) },
    0x0044: { builtin: u32('rtps.participant_builtin_endpoints', 'BuiltIn Endpoint', { ...look, base: 16 }) },
    0x0050: { guid: overlay(bytes('rtps.param.participant_guid', 'Participant GUID', 16)), ...guidParts },
    0x0052: { guid: overlay(bytes('rtps.param.group_guid', 'Group GUID', 16)), ...guidParts },
    0x0053: { groupEntity: entityNumber('rtps.sm.entityId', 'entityId'), groupParts: entityParts('rtps.sm.entityId', '') },
    0x0058: { endpoints: group('rtps.param.builtin_endpoint_set', 'Flags', inOrder(endpoints, order), look) },
    0x0059: {
      propertyCount: number('', 'Number of properties'),
      properties:    list('rtps.properties', 'Property List', property, { count: 'propertyCount' }),
    },
    0x005a: { guid: overlay(bytes('rtps.param.endpoint_guid', 'Endpoint GUID', 16)), ...guidParts },
    0x0062: string('rtps.param.entityName', 'entityName'),
    0x0070: { guid: bytes('rtps.guid', 'guid', 16) },
    0x0071: { status },
  }
}
const wholeLength = (({ length = 0 }: { readonly length?: number }) => length) as never
/** Of vendors, by parameter. */
const vendorIn = (order: Order) => {
  const { number, string } = wordsIn(order)
  const { transport } = recordsIn(order)
  return {
    0x4014: string('rtps.domain_tag', 'domain_tag'),
    0x8000: {
      productData: overlay(bytes('rtps.parameter_data', 'parameterData', 4)),
      major:       u8('rtps.param.product_version.major', 'Major'),
      minor:       u8('rtps.param.product_version.minor', 'Minor'),
      release:     u8('rtps.param.product_version.release', 'Release'),
      revision:    u8('rtps.param.product_version.revision', 'Revision'),
    },
    0x800e: {
      epochData: overlay(bytes('rtps.parameter_data', 'parameterData', 4)),
      epoch:     number('rtps.param.peer_host_epoch', 'Peer Host Epoch'),
    },
    0x800f: { domainData: overlay(bytes('rtps.parameter_data', 'parameterData', 4)), domain: number('rtps.domain_id', 'domain_id') },
    0x8010: {
      transportData:  overlay(bytes('rtps.parameter_data', 'parameterData', wholeLength)),
      transportCount: number('', 'Number of transports'),
      transports:     list('rtps.transports', 'Transports', transport, { count: 'transportCount' }),
    },
  }
}

const parametersIn = (order: Order) => {
  const look = looks[order]
  return record('Parameter', { id: u16('rtps.param.id', 'parameterId', { ...look, base: 16, names: parameters }) })
    .cases(
      [{ id: 1 }, { unused: u16('rtps.unused', 'Unused', look) }],
      [otherwise, { length: u16('rtps.param.length', 'parameterLength', { ...look, unit: 'bytes' }) }],
    )
    .followedBy('length')
    .choice('id', { ...qualityIn(order), ...identityIn(order), ...vendorIn(order)}, { data: rest('rtps.parameter_data', 'parameterData') })
    .cases(
      [{ locatorKind: [1, 4, 8, 9, 10, 11] }, {
        unusedAddress: bytes('', 'Unused', 12), ipv4: ipv4Address('rtps.locator.ipv4', 'Address'),
      }],
      [{ locatorKind: 2 }, { ipv6: ipv6Address('rtps.locator.ipv6', 'Address') }],
      [{ locatorKind: [16, 0x01000000] }, {
        sharedMemory: bytes('', 'Unused', 2), memoryHost: u32('rtps.param.guid.hostId', 'hostId', { base: 16 }),
      }],
    )
    .fields({ more: rest('rtps.more', 'Padding') })
    .summarized(({ id }) => nameIn(parameters, id) ?? `PID 0x${id.toString(16)}`)
}

export const littleParameter = parametersIn('little')
export const bigParameter = parametersIn('big')
