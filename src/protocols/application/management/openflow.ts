/** OpenFlow: what a switch and its controller say to each other, in its versions 1.0 and 1.3. */
import {
  bits, bytes, flag, group, holding, list, nameIn, padding, peek, protocol, range, record, rest, tlv, u16, u32, u64, u8,
  unfinished, type Names, type View,
} from '../../../schema/index.ts'

/** The keys are versions on the wire; Ethernet has the one that no version has. */
const keys = { ethernet: 0, version10: 1, version13: 4 }

/** What all versions begin with. */
const header = record('Header', { version: u8('', 'Version'), type: u8('', 'Type'), length: u16('', 'Length') })
/** A message of a version that is known here, no shorter than its header. */
const begins = header.recognizer({ version: [keys.version10, keys.version13], length: range(8) })
const versionAt = header.reader('version')
const lengthAt = header.reader('length')
/** What the first byte of a message may be. */
const isVersion = record('Version', { version: u8('openflow.version', 'Version') })
  .recognizer({ version: [keys.version10, keys.version13] })
const headerLength = 8

/** Chooses the version; it has no bytes of its own. */
export const openflow = protocol('openflow', 'OpenFlow', { 'tcp.port': [6633, 6634, 6653] })
  .specified('Open Networking Foundation, OpenFlow Switch Specification')
  .accepts(begins)
  .streamed((bytes, start, end) => {
    if (end - start < headerLength) return isVersion(bytes, start, end) ? unfinished : 0
    return begins(bytes, start, end) ? lengthAt(bytes, start) : 0
  })
  .payload({ tables: [['openflow.version', peek(8)]] })
  .selects()

const [packetIn, packetOut] = [10, 13]

interface Message {
  readonly type: number
  readonly length: number
}
/** Where the frame in a message begins, from the start of the message; undefined where it carries none. */
type FrameAt<M> = (message: M) => number | undefined

/** Only what lies within its message is a frame. */
const frameIn = <M extends Message>(frameAt: FrameAt<M>): FrameAt<M> => (message) => {
  const at = frameAt(message)
  return at !== undefined && at < message.length ? at : undefined
}

/** What follows a message: the frame it carries, else the next message of the segment. */
const following = <M extends Message>(frameAt: FrameAt<M>) => ({
  tables: [['openflow.version', (message: View & M) => {
    if (frameAt(message) !== undefined) return keys.ethernet
    const { bytes, start, length, limit } = message
    return begins(bytes, start + length, limit) ? versionAt(bytes, start + length) : -1
  }]],
  length: (message: M) => {
    const at = frameAt(message)
    return at === undefined ? undefined : message.length - at
  },
} as const)

const words = (types: Names) => (message: { readonly type: number }) => nameIn(types, message.type) ?? `OpenFlow message of type ${message.type}`

/** OpenFlow 1.0, section 5.1. */
const types10 = {
  0: 'Hello', 1: 'Error', 2: 'Echo request', 3: 'Echo reply', 4: 'Vendor', 5: 'Features request', 6: 'Features reply', 7: 'Get config request',
  8: 'Get config reply', 9: 'Set config', 10: 'Packet in', 11: 'Flow removed', 12: 'Port status', 13: 'Packet out', 14: 'Flow mod', 15: 'Port mod',
  16: 'Stats request', 17: 'Stats reply', 18: 'Barrier request', 19: 'Barrier reply', 20: 'Queue get config request', 21: 'Queue get config reply',
}
const action10 = tlv('Action', { type: u16('openflow.action_typ', 'Type'), length: u16('openflow.action_len', 'Length', { unit: 'bytes' }) }, { counts: 'all' })
  .choice('type', { 0: { port: u16('openflow.output_port', 'Output Port'), mostBytes: u16('openflow.max_len', 'Maximum Length', { unit: 'bytes' }) } })
  .fields({ data: rest('', 'Data') })
const configuration10 = { configuration: u16('openflow.config_flags', 'Configuration', { base: 16 }), missLength: u16('openflow.miss_send_len', 'Bytes sent of what matches nothing') }

const frameAt10 = frameIn(({ type, actionsLength }: Message & { readonly actionsLength: number | undefined }) =>
  type === packetIn ? 18 : type === packetOut && actionsLength !== undefined ? 16 + actionsLength : undefined)

export const openflow10 = protocol('openflow_v1', 'OpenFlow 1.0', { 'openflow.version': [keys.version10] })
  .specified('Open Networking Foundation, OpenFlow Switch Specification 1.0')
  .borrows('openflow', 'openflow_1_0')
  .fields({
    experimental:  flag('', 'Experimental'),
    version:       bits(7, 'openflow.version', 'Version', { names: { 1: '1.0' } }),
    type:          u8('openflow_1_0.type', 'Type', { names: types10 }),
    length:        u16('openflow.length', 'Length', { unit: 'bytes' }),
    transactionId: u32('openflow.xid', 'Transaction ID'),
  })
  .choice('type', {
    6: {
      datapath:     holding(u64('openflow.datapath_id', 'Datapath', { base: 16 }), 'address'),
      buffers:      u32('openflow.n_buffers', 'Buffers'),
      tables:       u8('openflow.n_tables', 'Tables'),
      padding:      bytes('openflow.features_reply.pad', 'Padding', 3),
      capabilities: u32('openflow.capabilities', 'Capabilities', { base: 16 }),
      actions:      u32('openflow.actions', 'Actions', { base: 16 }),
    },
    8: configuration10,
    9: configuration10,
    10: {
      bufferId:     u32('openflow.buffer_id', 'ID of the buffer', { base: 16 }),
      totalLength:  u16('openflow.total_len', 'Total Length', { unit: 'bytes' }),
      inPort:       u16('openflow.in_port', 'In Port'),
      reason:       u8('openflow.reason', 'Reason', { names: { 0: 'No matching flow', 1: 'Action' } }),
      padding:      bytes('openflow.pkt_in.pad', 'Padding', 1),
    },
    13: {
      bufferId:      u32('openflow.buffer_id', 'ID of the buffer', { base: 16 }),
      inPort:        u16('openflow.in_port', 'In Port'),
      actionsLength: u16('openflow.actions_len', 'Actions Length', { unit: 'bytes' }),
      actionList:    list('', 'Actions', action10, { length: 'actionsLength' }),
    },
  })
  .fields({ data: rest('', 'Data') })
  .length((message) => frameAt10(message) ?? message.length)
  .payload(following(frameAt10))
  .colored('management', ({ type }) => (type === 1 ? 'error' : undefined))
  .summarized(words(types10))

/** OpenFlow 1.3.5, section 7.1. */
const types13 = {
  0: 'Hello', 1: 'Error', 2: 'Echo request', 3: 'Echo reply', 4: 'Experimenter', 5: 'Features request', 6: 'Features reply', 7: 'Get config request',
  8: 'Get config reply', 9: 'Set config', 10: 'Packet in', 11: 'Flow removed', 12: 'Port status', 13: 'Packet out', 14: 'Flow mod', 15: 'Group mod',
  16: 'Port mod', 17: 'Table mod', 18: 'Multipart request', 19: 'Multipart reply', 20: 'Barrier request', 21: 'Barrier reply',
  22: 'Queue get config request', 23: 'Queue get config reply', 24: 'Role request', 25: 'Role reply', 26: 'Get async request', 27: 'Get async reply',
  28: 'Set async', 29: 'Meter mod',
}
const matchField = record('Match Field', {
  class:  u16('openflow_v4.oxm.class', 'Class', { base: 16 }),
  field:  bits(7, 'openflow_v4.oxm.field', 'Field'),
  masked: flag('openflow_v4.oxm.hm', 'Masked'),
  length: u8('openflow_v4.oxm.length', 'Length', { unit: 'bytes' }),
  value:  bytes('', 'Value', 'length'),
})
const action13 = tlv('Action', { type: u16('openflow_v4.action.type', 'Type'), length: u16('openflow_v4.action.length', 'Length', { unit: 'bytes' }) }, { counts: 'all' })
  .choice('type', {
    0: {
      port:      u32('openflow_v4.action.output.port', 'Port'),
      mostBytes: u16('openflow_v4.action.output.max_len', 'Maximum Length', { unit: 'bytes' }),
      padding:   bytes('openflow_v4.action.output.pad', 'Padding', 6),
    },
  })
  .fields({ data: rest('', 'Data') })
const helloElement = tlv('Element', {
  type:   u16('openflow_v4.hello_element.type', 'Type'),
  length: u16('openflow_v4.hello_element.length', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .fields({ versions: rest('openflow_v4.hello_element.version.bitmap', 'Versions') })
const configuration13 = {
  configuration: u16('openflow_v4.switch_config.flags', 'Configuration', { base: 16 }),
  missLength:    u16('openflow_v4.switch_config.miss_send_len', 'Bytes sent of what matches nothing'),
}
const multipart = (name: string) => ({
  part:          u16(`openflow_v4.${name}.type`, 'Multipart Type'),
  multipart:     group(`openflow_v4.${name}.flags`, 'Flags', { reserved: bits(15, '', 'Reserved'), more: bits(1, `openflow_v4.${name}.flags.more`, 'More follows') }),
  padding:       bytes(`openflow_v4.${name}.pad`, 'Padding', 4),
})

/** A match is padded to words of eight bytes, and two more follow. */
const padded = (length: number) => (length + 7) & ~7
const frameAt13 = frameIn(({ matchLength, actionsLength }: Message & { readonly [K in 'matchLength' | 'actionsLength']: number | undefined }) =>
  matchLength !== undefined ? 24 + padded(matchLength) + 2 : actionsLength !== undefined ? 24 + actionsLength : undefined)

export const openflow13 = protocol('openflow_v4', 'OpenFlow 1.3', { 'openflow.version': [keys.version13] })
  .specified('Open Networking Foundation, OpenFlow Switch Specification 1.3')
  .fields({
    version:       u8('openflow_v4.version', 'Version', { names: { 4: '1.3' } }),
    type:          u8('openflow_v4.type', 'Type', { names: types13 }),
    length:        u16('openflow_v4.length', 'Length', { unit: 'bytes' }),
    transactionId: u32('openflow_v4.xid', 'Transaction ID'),
  })
  .choice('type', {
    0: { elements: list('', 'Elements', helloElement) },
    1: {
      errorType:     u16('openflow_v4.error.type', 'Error Type'),
      errorCode:     u16('openflow_v4.error.code', 'Error Code'),
    },
    2: { echo: rest('openflow_v4.echo.data', 'Data') },
    3: { echo: rest('openflow_v4.echo.data', 'Data') },
    6: {
      datapath:      holding(u64('openflow_v4.switch_features.datapath_id', 'Datapath', { base: 16 }), 'address'),
      buffers:       u32('openflow_v4.switch_features.n_buffers', 'Buffers'),
      tables:        u8('openflow_v4.switch_features.n_tables', 'Tables'),
      auxiliaryId:   u8('openflow_v4.switch_features.auxiliary_id', 'Auxiliary ID'),
      reserved:      u16('openflow_v4.switch_features.pad', 'Padding'),
      capabilities:  u32('openflow_v4.switch_features.capabilities', 'Capabilities', { base: 16 }),
    },
    8: configuration13,
    9: configuration13,
    10: {
      bufferId:      u32('openflow_v4.packet_in.buffer_id', 'ID of the buffer'),
      totalLength:   u16('openflow_v4.packet_in.total_len', 'Total Length', { unit: 'bytes' }),
      reason:        u8('openflow_v4.packet_in.reason', 'Reason', { names: { 0: 'No matching flow', 1: 'Action', 2: 'Invalid TTL' } }),
      tableId:       u8('openflow_v4.packet_in.table_id', 'Table ID'),
      cookie:        u64('openflow_v4.packet_in.cookie', 'Cookie', { base: 16 }),
      matchType:     u16('openflow_v4.match.type', 'Match Type'),
      matchLength:   u16('openflow_v4.match.length', 'Match Length', { unit: 'bytes' }),
      match:         list('', 'Match Fields', matchField, { length: 'matchLength', minus: 4 }),
      matchPadding:  padding(8, 'openflow_v4.match.pad', 'Padding'),
      padding:       bytes('openflow_v4.packet_in.pad', 'Padding', 2),
    },
    13: {
      bufferId:      u32('openflow_v4.packet_out.buffer_id', 'ID of the buffer'),
      inPort:        u32('openflow_v4.packet_out.in_port', 'In Port'),
      actionsLength: u16('openflow_v4.packet_out.acts_len', 'Actions Length', { unit: 'bytes' }),
      padding:       bytes('openflow_v4.packet_out.pad', 'Padding', 6),
      actionList:    list('', 'Actions', action13, { length: 'actionsLength' }),
    },
    14: {
      cookie:        u64('openflow_v4.flowmod.cookie', 'Cookie', { base: 16 }),
      cookieMask:    u64('openflow_v4.flowmod.cookie_mask', 'Cookie Mask', { base: 16 }),
      tableId:       u8('openflow_v4.flowmod.table_id', 'Table ID'),
      command:       u8('openflow_v4.flowmod.command', 'Command', { names: { 0: 'Add', 1: 'Modify', 2: 'Modify strictly', 3: 'Delete', 4: 'Delete strictly' } }),
      idleTimeout:   u16('openflow_v4.flowmod.idle_timeout', 'Idle Timeout', { unit: 'seconds' }),
      hardTimeout:   u16('openflow_v4.flowmod.hard_timeout', 'Hard Timeout', { unit: 'seconds' }),
      priority:      u16('openflow_v4.flowmod.priority', 'Priority'),
      bufferId:      u32('openflow_v4.flowmod.buffer_id', 'ID of the buffer'),
      outPort:       u32('openflow_v4.flowmod.out_port', 'Out Port'),
      outGroup:      u32('openflow_v4.flowmod.out_group', 'Out Group'),
      flowFlags:     u16('openflow_v4.flowmod.flags', 'Flags', { base: 16 }),
      padding:       bytes('openflow_v4.flowmod.pad', 'Padding', 2),
    },
    18: multipart('multipart_request'),
    19: multipart('multipart_reply'),
  })
  .fields({ data: rest('', 'Data') })
  .length((message) => frameAt13(message) ?? message.length)
  .payload(following(frameAt13))
  .colored('management', ({ type }) => (type === 1 ? 'error' : undefined))
  .summarized(words(types13))
