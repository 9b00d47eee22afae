/** Short Message Peer to Peer, versions 3.4 and 5.0 (SMS Forum): short messages between centers and programs. */
import {
  bits, bytes, fact, group, nameIn, protocol, range, record, rest, text, u32, u8, unfinished, when, type Names,
} from '../../../schema/index.ts'

/** Section 4.7.5 of 5.0; responses have the highest bit set. */
const commands: Names = {
  1: 'Bind_receiver', 2: 'Bind_transmitter', 3: 'Query_sm', 4: 'Submit_sm', 5: 'Deliver_sm', 6: 'Unbind', 7: 'Replace_sm', 8: 'Cancel_sm',
  9: 'Bind_transceiver', 11: 'Outbind', 21: 'Enquire_link', 33: 'Submit_multi', 0x102: 'Alert_notification', 0x103: 'Data_sm',
  0x111: 'Broadcast_sm', 0x112: 'Query_broadcast_sm', 0x113: 'Cancel_broadcast_sm',
}
const statuses: Names = {
  0: 'Ok', 1: 'Message length is invalid', 2: 'Command length is invalid', 3: 'Invalid command ID', 4: 'Incorrect bind status',
    5: 'Already bound',
  6: 'Invalid priority flag', 7: 'Invalid registered delivery flag', 8: 'System error', 10: 'Invalid source address',
  11: 'Invalid destination address', 12: 'Message ID is invalid', 13: 'Bind failed', 14: 'Invalid password', 15: 'Invalid system ID',
  20: 'Message queue full', 21: 'Invalid service type', 69: 'Submit failed', 88: 'Throttling error',
}
const zero = { until: 'zero' } as const
const system = text('smpp.system_id', 'System ID', zero)
const response = 0x80000000

const bind = {
  system,
  password:         text('smpp.password', 'Password', zero),
  systemType:       text('smpp.system_type', 'System type', zero),
  interfaceVersion: u8('smpp.interface_version', 'Version (if)', { base: 16 }),
  addressType:      u8('smpp.addr_ton', 'Type of number', { base: 16 }),
  addressPlan:      u8('smpp.addr_npi', 'Numbering plan indicator', { base: 16 }),
  addressRange:     text('smpp.address_range', 'Address range', zero),
}
/** Sections 4.2.1 and 4.3.1. */
const message = {
  service:          text('smpp.service_type', 'Service type', zero),
  sourceType:       u8('smpp.source_addr_ton', 'Type of number (originator)', { base: 16 }),
  sourcePlan:       u8('smpp.source_addr_npi', 'Numbering plan indicator (originator)', { base: 16 }),
  source:           text('smpp.source_addr', 'Originator address', zero),
  destinationType:  u8('smpp.dest_addr_ton', 'Type of number (recipient)', { base: 16 }),
  destinationPlan:  u8('smpp.dest_addr_npi', 'Numbering plan indicator (recipient)', { base: 16 }),
  destination:      text('smpp.destination_addr', 'Recipient address', zero),
  class:            group('', 'ESM class', {
    features:       bits(2, 'smpp.esm.submit.features', 'GSM features', { base: 16 }),
    type:           bits(4, 'smpp.esm.submit.msg_type', 'Message type', { base: 16 }),
    mode:           bits(2, 'smpp.esm.submit.msg_mode', 'Messaging mode', { base: 16 }),
  }),
  protocolId:       u8('smpp.protocol_id', 'Protocol id.', { base: 16 }),
  priority:         u8('smpp.priority_flag', 'Priority level', { base: 16 }),
  schedule:         text('smpp.schedule_delivery_time', 'Scheduled delivery time', zero),
  validity:         text('smpp.validity_period', 'Validity period', zero),
  delivery:         group('', 'Registered delivery', {
    reserved:       bits(3, '', 'Reserved'),
    intermediate:   bits(1, 'smpp.regdel.notif', 'Intermediate notif', { base: 16 }),
    acknowledgment: bits(2, 'smpp.regdel.acks', 'Message type', { base: 16 }),
    receipt:        bits(2, 'smpp.regdel.receipt', 'Delivery receipt', { base: 16 }),
  }),
  replaces:         group('', 'Replace', { reserved: bits(7, '', 'Reserved'), replace: bits(1, 'smpp.replace_if_present_flag', 'Replace',
    { base: 16 }) }),
  coding:           u8('smpp.data_coding', 'Data coding', { base: 16 }),
  predefined:       u8('smpp.sm_default_msg_id', 'Predefined message'),
  messageLength:    u8('smpp.sm_length', 'Message length', { unit: 'bytes' }),
  message:          bytes('smpp.message', 'Message bytes', 'messageLength'),
}

const header = record('Header', { length: u32('', 'Length'), command: u32('', 'Command'), status: u32('', 'Status') })
const isRequest = header.recognizer({ length: range(16, 65536), command: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 21, 33, 0x102, 0x103, 0x111,
  0x112, 0x113], status: 0 })
const isResponse = header.recognizer({
  length: range(16, 65536), status: range(0, 0x5ff),
  command: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 33, 0x103, 0x111, 0x112, 0x113].map((command) => response + command),
})
const begins = (bytes: Uint8Array, start: number, end: number) => isRequest(bytes, start, end) || isResponse(bytes, start, end)
const lengthAt = header.reader('length')
/** Of these nothing but the header is there. */
const isBare = header.recognizer({ length: 16, command: [6, 21, response, response + 6, response + 7, response + 8, response + 21] })
const hasBody = header.recognizer({ length: range(17) })
const isFailed = header.recognizer({ command: range(response), status: range(1) })
/** On any port: whole messages up to the end, each with what its command needs. */
function areMessages(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && begins(bytes, at, end) && (isBare(bytes, at, end) || hasBody(bytes, at, end) || isFailed(bytes, at, end)))
    at += lengthAt(bytes, at)
  return at === end && at > start
}

const nameOf = (command: number) =>
  command < response ? nameIn(commands, command) ?? `command ${command}`
    : command === response ? 'Generic_nack' : `${nameIn(commands, command - response) ?? `command ${command - response}`} - resp`

export const smpp = protocol('smpp', 'Short Message Peer to Peer', { 'tcp.port': [2775], tcp: [] })
  .specified('SMS Forum, SMPP 5.0')
  .fields({
    length:   u32('smpp.command_length', 'Length', { unit: 'bytes' }),
    command:  u32('smpp.command_id', 'Operation', { base: 16, names: commands }),
  })
  .fields({
    status:   when(({ command }) => command >= response, u32('smpp.command_status', 'Result', { base: 16, names: statuses })),
    unused:   when(({ command }) => command < response, u32('', 'Unused')),
    sequence: u32('smpp.sequence_number', 'Sequence #'),
  })
  .length('length')
  .choice('command', {
    1: bind, 2: bind, 9: bind, 4: message, 5: message,
    [response + 1]: { system }, [response + 2]: { system }, [response + 9]: { system },
    [response + 4]: { messageId: text('smpp.message_id', 'Message id.', zero) },
    [response + 5]: { messageId: text('smpp.message_id', 'Message id.', zero) },
  })
  .fields({ parameters: rest('', 'Optional parameters') })
  .accepts(areMessages, 'heuristic')
  .trustedTo((bytes, start, end) => (begins(bytes, start, end) ? end : start))
  .streamed((octets, start, end) => (end - start < 12 ? unfinished : begins(octets, start, end) ? lengthAt(octets, start) : 0))
  .facts({
    responseIn: fact.frame('', 'Response in frame'),
    requestIn:  fact.frame('', 'Request in frame'),
    time:       fact.duration('', 'Time since the request'),
  })
  .exchanged({
    part: ({ command }) => (command < response ? 'question' : 'answer'),
    key: ({ sequence }) => `${sequence}`,
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .colored('messages', ({ status = 0 }) => (status > 0 ? 'error' : undefined))
  .summarized(({ command, status }) => `SMPP ${nameOf(command)}${status === undefined ? '' : `: ${nameIn(statuses,
    status) ?? `status ${status}`}`}`)
