/** Performatives, outcomes and sections of messages: AMQP 1.0, part 2 section 2.7, part 3 sections 2 to 5, part 4 and part 5. */
import { computed, list, record, text, u64, u8, uint, type Schema } from '../../../../schema/index.ts'
import { value, type Described, type Filters } from './values1.ts'

const performative = (name: string) => `amqp.performative.arguments.${name}`
/** A field of a list: its property, its label, and the filter names of its types. */
type Argument = readonly [property: string, label: string, filters: Filters, described?: Schema<object> | undefined]
const number = (property: string, label: string, filter = performative(property), names?: Readonly<Record<number, string>>): Argument =>
  [property, label, names === undefined ? { number: filter } : { number: filter, names }]
const flag = (property: string, label: string, filter = performative(property)): Argument => [property, label, { boolean: filter }]
const string = (property: string, label: string, filter = performative(property)): Argument => [property, label, { text: filter }]
const symbol = (property: string, label: string, filter = performative(property)): Argument =>
  [property, label, { text: filter, isVocabulary: true }]
const binary = (property: string, label: string, filter = performative(property)): Argument => [property, label, { bytes: filter }]
const any = (property: string, label: string, filter?: string, described?: Schema<object>): Argument =>
  [property, label, filter === undefined ? {} : {
    number: `${filter}.uint`, text: `${filter}.string`, bytes: `${filter}.bytes`, guid: `${filter}.guid`,
  }, described]

interface Sized {
  readonly listCode: number
  readonly listSize: number
}
/** Bytes of the size and of the count of a list. */
const widthOf = ({ listCode }: { readonly listCode: number }) => (listCode === 0xc0 ? 1 : listCode === 0xd0 ? 4 : 0)
/** A list of fields in the order of the specification, of which the last may be absent: part 1, section 4. */
function listOf(label: string, ...fields: readonly Argument[]) {
  const content = Object.fromEntries(fields.map(([property, name, filters, described]) =>
    [property, list('', name, value(name, filters, 0, described), { count: 1 })]))
  return record(label, { listCode: u8('amqp.constructor', 'Constructor', { base: 16 }) })
    .fields({ listSize: uint('amqp.size', 'Size', widthOf, { unit: 'bytes' }), count: uint('amqp.count', 'Count', widthOf) })
    .fields({ fields: list('', 'Fields', record(label, content), {
      length: (self: Sized) => Math.max(0, self.listSize - widthOf(self)), count: () => 1,
    }) })
}
const one = (label: string, filter: string, kind: 'bytes' | 'text' = 'bytes') =>
  record(label, { section: list('', label, value(label, kind === 'bytes' ? { bytes: filter } : { text: filter, isVocabulary: true }),
    { count: 1 }) })

/** A described value: its descriptor, and what that stands for. */
function described(label: string, sets: Readonly<Record<number, Schema<object>>>, names: Readonly<Record<number, string>>,
  filter = 'amqp.descriptor') {
  return record(label, { descriptorCode: u8('amqp.constructor', 'Constructor', { base: 16 }) }).cases(
    [{ descriptorCode: 0x53 }, { descriptor: u8(filter, label, { names }) }],
    [{ descriptorCode: 0x80 }, { domain: u64('amqp.descriptor', 'Descriptor', { base: 16 }), descriptor: computed(filter, label, lowOf) }],
    [{ descriptorCode: 0xa3 }, { descriptorName: text('amqp.descriptor.name', 'Descriptor', { prefix: 1 }) }],
  ).choice('descriptor', sets)
}
const lowOf = ({ domain }: { readonly domain?: bigint | undefined }) => (domain !== undefined && domain < 256n ? Number(domain) : NaN)

const errorList = listOf('Error', symbol('condition', 'Condition', 'amqp.error.condition'),
  string('description', 'Description', 'amqp.error.description'), any('info', 'Info'))
const error = described('Error', { 0x1d: errorList }, { 0x1d: 'error' })
const simple = {
  0x23: listOf('Received', number('sectionNumber', 'Section-Number', 'amqp.received.sectionNumber'),
    number('sectionOffset', 'Section-Offset', 'amqp.received.sectionOffset')),
  0x24: listOf('Accepted'),
  0x25: listOf('Rejected', any('error', 'Error', undefined, error)),
  0x26: listOf('Released'),
  0x27: listOf('Modified', flag('deliveryFailed', 'Delivery-Failed', 'amqp.modified.deliveryFailed'),
    flag('undeliverableHere', 'Undeliverable-Here', 'amqp.modified.undeliverableHere'), any('annotations', 'Message-Annotations')),
}
const stateNames = {
  0x23: 'received', 0x24: 'accepted', 0x25: 'rejected', 0x26: 'released', 0x27: 'modified', 0x33: 'declared', 0x34: 'transactional-state',
}
const outcome = described('Outcome', simple, stateNames)
const transaction = (property: string, label: string) => binary(property, label, 'amqp.tx.arguments.txnId')
const state = described('State', {
  ...simple, 0x33: listOf('Declared', transaction('transaction', 'Txn-Id')),
  0x34: listOf('Transactional-State', transaction('transaction', 'Txn-Id'), any('outcome', 'Outcome', undefined, outcome)),
}, stateNames)

const durable = number('durable', 'Terminus-Durable', performative('terminusDurable'),
  { 0: 'none', 1: 'configuration', 2: 'unsettled-state' })
const terminus: readonly Argument[] = [
  ['address', 'Address', { text: `${performative('address')}.string` }], durable,
  symbol('expiryPolicy', 'Expiry-Policy', 'amqp.properties.expiryPolicy'), number('timeout', 'Timeout', 'amqp.properties.timeout'),
  flag('dynamic', 'Dynamic', 'amqp.properties.dynamic'), any('dynamicNodeProperties', 'Dynamic-Node-Properties'),
]
const capabilities = symbol('capabilities', 'Capabilities', 'amqp.properties.capabilities_sym')
const source = described('Source', {
  0x28: listOf('Source', ...terminus, symbol('distributionMode', 'Distribution-Mode', 'amqp.properties.distributionMode'),
    any('filter', 'Filter'), any('defaultOutcome', 'Default-Outcome', undefined, outcome),
    symbol('outcomes', 'Outcomes', 'amqp.properties.outcomes_sym'), capabilities),
}, { 0x28: 'source' })
const target = described('Target', { 0x29: listOf('Target', ...terminus, capabilities), 0x30: listOf('Coordinator', capabilities) },
  { 0x29: 'target', 0x30: 'coordinator' })

const ended = [
  symbol('offeredCapabilities', 'Offered-Capabilities', 'amqp.arguments.offeredCapabilities_sym'),
  symbol('desiredCapabilities', 'Desired-Capabilities', `${performative('desiredCapabilities')}_sym`), any('properties', 'Properties'),
]
const failed = any('error', 'Error', undefined, error)
const settle = number('rcvSettleMode', 'Receive-Settle-Mode', performative('rcvSettleMode'), { 0: 'first', 1: 'second' })
const handle = number('handle', 'Handle')
const windows = [
  number('incomingWindow', 'Incoming-Window'), number('nextOutgoingId', 'Next-Outgoing-Id'), number('outgoingWindow', 'Outgoing-Window'),
]
export const performatives = {
  0x10: 'open', 0x11: 'begin', 0x12: 'attach', 0x13: 'flow', 0x14: 'transfer', 0x15: 'disposition', 0x16: 'detach', 0x17: 'end',
  0x18: 'close',
}
const frames = described('Performative', {
  0x10: listOf('Open', string('containerId', 'Container-Id'), string('hostname', 'Hostname'), number('maxFrameSize', 'Max-Frame-Size'),
    number('channelMax', 'Channel-Max'), number('idleTimeout', 'Idle-Timeout'),
    symbol('outgoingLocales', 'Outgoing-Locales', `${performative('outgoingLocales')}_sym`),
    symbol('incomingLocales', 'Incoming-Locales', `${performative('incomingLocales')}_sym`), ...ended),
  0x11: listOf('Begin', number('remoteChannel', 'Remote-Channel'), number('nextOutgoingId', 'Next-Outgoing-Id'),
    number('incomingWindow', 'Incoming-Window'), number('outgoingWindow', 'Outgoing-Window'), number('handleMax', 'Handle-Max'), ...ended),
  0x12: listOf('Attach', string('name', 'Name'), handle, flag('role', 'Role'),
    number('sndSettleMode', 'Send-Settle-Mode', performative('sndSettleMode'), { 0: 'unsettled', 1: 'settled', 2: 'mixed' }), settle,
    any('source', 'Source', undefined, source), any('target', 'Target', undefined, target), any('unsettled', 'Unsettled'),
    flag('incompleteUnsettled', 'Incomplete-Unsettled'), number('initDeliveryCount', 'Initial-Delivery-Count'),
    number('maxMessageSize', 'Max-Message-Size'), ...ended),
  0x13: listOf('Flow', number('nextIncomingId', 'Next-Incoming-Id'), ...windows, handle, number('deliveryCount', 'Delivery-Count'),
    number('linkCredit', 'Link-Credit'), number('available', 'Available'), flag('drain', 'Drain'), flag('echo', 'Echo'),
    any('properties', 'Properties')),
  0x14: listOf('Transfer', handle, number('deliveryId', 'Delivery-Id'), binary('deliveryTag', 'Delivery-Tag'),
    number('messageFormat', 'Message-Format'), flag('settled', 'Settled'), flag('more', 'More'), settle,
    any('state', 'State', undefined, state), flag('resume', 'Resume'), flag('aborted', 'Aborted'), flag('batchable', 'Batchable')),
  0x15: listOf('Disposition', flag('role', 'Role'), number('first', 'First'), number('last', 'Last'), flag('settled', 'Settled'),
    any('state', 'State', undefined, state), flag('batchable', 'Batchable')),
  0x16: listOf('Detach', handle, flag('closed', 'Closed'), failed),
  0x17: listOf('End', failed),
  0x18: listOf('Close', failed),
}, performatives, 'amqp.performative')

/** Part 5, section 3.3. */
export const saslMethods = { 0x40: 'sasl.mechanisms', 0x41: 'sasl.init', 0x42: 'sasl.challenge', 0x43: 'sasl.response',
  0x44: 'sasl.outcome' }
export const saslCodes = { 0: 'ok', 1: 'auth', 2: 'sys', 3: 'sys-perm', 4: 'sys-temp' }
const sasl = described('SASL Method', {
  0x40: listOf('Mechanisms', symbol('mechanisms', 'Mechanisms', 'amqp.sasl.mechanisms_sym')),
  0x41: listOf('Init', symbol('mechanism', 'Mechanism', 'amqp.sasl.mechanism'),
    binary('initResponse', 'Init-Response', 'amqp.sasl.initResponse'), string('hostname', 'Hostname')),
  0x42: listOf('Challenge', binary('challenge', 'Challenge', 'amqp.sasl.challenge')),
  0x43: listOf('Response', binary('response', 'Response', 'amqp.sasl.response')),
  0x44: listOf('Outcome', number('saslCode', 'Code', 'amqp.sasl.saslCode', saslCodes),
    binary('addData', 'Additional-Data', 'amqp.sasl.addData')),
}, saslMethods, 'amqp.sasl.method')

const property = (name: string) => `amqp.message.${name}`
const id = (name: string, label: string) => any(name, label, property(name))
const moment = (name: string, label: string): Argument => [name, label, { time: property(name) }]
/** Part 3, section 3.2. */
const sections = described('Section', {
  0x70: listOf('Header', flag('durable', 'Durable', property('durable')), number('priority', 'Priority', property('priority')),
    number('ttl', 'Ttl', property('ttl')), flag('firstAcquirer', 'First-Acquirer', property('firstAcquirer')),
    number('deliveryCount', 'Delivery-Count')),
  0x73: listOf('Properties', id('messageId', 'Message-Id'), binary('userId', 'User-Id', property('userId')), id('to', 'To'),
    string('subject', 'Subject', property('subject')), id('replyTo', 'Reply-To'), id('correlationId', 'Correlation-Id'),
    symbol('contentType', 'Content-Type', property('contentType')),
    symbol('contentEncoding', 'Content-Encoding', property('contentEncoding')),
    moment('expiryTime', 'Expiry-Time'), moment('creationTime', 'Creation-Time'), string('groupId', 'Group-Id', property('groupId')),
    number('groupSequence', 'Group-Sequence', property('groupSequence')),
    string('replyToGroupId', 'Reply-To-Group-Id', property('replyToGroupId'))),
  ...Object.fromEntries([0x71, 0x72, 0x74, 0x75, 0x76, 0x77, 0x78].map((code) => [code, one('Value', 'amqp.data')])),
}, {
  0x70: 'header', 0x71: 'delivery-annotations', 0x72: 'message-annotations', 0x73: 'properties', 0x74: 'application-properties',
  0x75: 'data', 0x76: 'amqp-sequence', 0x77: 'amqp-value', 0x78: 'footer',
}, 'amqp.section')

/** What is used of a performative. */
export type Performative = Described
const startOfDescribed = u8('amqp.constructor', 'Constructor', { base: 16 })
const performativeOf = (schema: Schema<object>) =>
  record('Performative', { startOfDescribed, performative: list('', 'Performative', schema as Schema<Described>, { count: 1 }) })
export const amqpPerformative = performativeOf(frames)
export const saslPerformative = performativeOf(sasl)
export const section = record('Section', { startOfDescribed, section: list('', 'Section', sections, { count: 1 }) })
