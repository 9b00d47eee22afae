/** NetBIOS Name Service, which WINS servers answer too: RFC 1002, section 4.2. */
import {
  bits, flag, group, ipv4Address, list, mac, nameIn, only, protocol, range, record, rest, u16, u32, u8, type Field,
} from '../../../../schema/index.ts'
import { describedName, encodedName, plainName } from './names.ts'

const opcodes = {
  0: 'Name query', 5: 'Registration', 6: 'Release', 7: 'WACK', 8: 'Refresh', 9: 'Refresh (altcode)', 15: 'Multi-homed registration',
} as const
const replies = {
  0: 'No error', 1: 'Request was invalidly formatted', 2: 'Server failure', 3: 'Requested name does not exist',
  4: 'Unsupported request', 5: 'Request refused', 6: 'Name is owned by another node', 7: 'Name is in conflict',
} as const
const types = { 1: 'A', 2: 'NS', 10: 'NULL', 32: 'NB', 33: 'NBSTAT' } as const
const classes = { 1: 'IN' } as const
const nodeTypes = { 0: 'B-node', 1: 'P-node', 2: 'M-node', 3: 'H-node' } as const

const inResponses = <T, N>(field: Field<T, unknown, N>) => only('response', field)

/** Section 4.2.1.2. */
const names = {
  name:  encodedName('nbns.name', 'Name'),
  type:  u16('nbns.type', 'Type', { names: types }),
  class: u16('nbns.class', 'Class', { names: classes }),
}
const question = record('Query', names).defaults({ type: 32, class: 1 })

/** Section 4.2.2. */
const address = record('Address', {
  flags:   group('nbns.nb_flags', 'Name flags', {
    group:    flag('nbns.nb_flags.group', 'Name type'),
    owner:    bits(2, 'nbns.nb_flags.ont', 'ONT', { names: nodeTypes }),
    reserved: bits(13, 'nbns.nb_flags.reserved', 'Reserved'),
  }),
  address: ipv4Address('nbns.addr', 'Addr'),
})
/** Section 4.2.18. */
const ownName = record('Name', {
  name:  plainName('nbns.netbios_name', 'Name'),
  flags: group('nbns.name_flags', 'Name flags', {
    group:          flag('nbns.name_flags.group', 'Name type'),
    owner:          bits(2, 'nbns.name_flags.ont', 'ONT', { names: nodeTypes }),
    isDeregistered: flag('nbns.name_flags.drg', 'Name is being deregistered'),
    isInConflict:   flag('nbns.name_flags.cnf', 'Name is in conflict'),
    isActive:       flag('nbns.name_flags.act', 'Name is active'),
    isPermanent:    flag('nbns.name_flags.prm', 'Permanent node name'),
    reserved:       bits(9, 'nbns.name_flags.reserved', 'Reserved'),
  }),
})
const statistics = {
  unitId:          mac('nbns.unit_id', 'Unit ID'),
  jumpers:         u8('nbns.jumpers', 'Jumpers', { base: 16 }),
  testResult:      u8('nbns.test_result', 'Test result', { base: 16 }),
  versionNumber:   u16('nbns.version_number', 'Version number', { base: 16 }),
  period:          u16('nbns.period_of_statistics', 'Period of statistics', { base: 16 }),
  crcs:            u16('nbns.num_crcs', 'Number of CRCs'),
  alignmentErrors: u16('nbns.num_alignment_errors', 'Number of alignment errors'),
  collisions:      u16('nbns.num_collisions', 'Number of collisions'),
  aborts:          u16('nbns.num_send_aborts', 'Number of send aborts'),
  sent:            u32('nbns.num_good_sends', 'Number of good sends'),
  received:        u32('nbns.num_good_receives', 'Number of good receives'),
  retransmits:     u16('nbns.numretransmits', 'Number of retransmits'),
  noResources:     u16('nbns.num_no_resource_conditions', 'Number of no resource conditions'),
  commandBlocks:   u16('nbns.numcommand_blocks', 'Number of command blocks'),
  pending:         u16('nbns.numpending_sessions', 'Number of pending sessions'),
  mostPending:     u16('nbns.max_num_pending_sessions', 'Max number of pending sessions'),
  mostSessions:    u16('nbns.max_total_sessions_possible', 'Max total sessions possible'),
  packetSize:      u16('nbns.session_data_packet_size', 'Session data packet size'),
}

/** Section 4.2.1.3. */
const resource = record('Record', {
  ...names,
  name:       describedName('nbns.name', 'Name'),
  timeToLive: u32('nbns.ttl', 'Time to live', { unit: 'seconds' }),
  dataLength: u16('nbns.data_length', 'Data length', { unit: 'bytes' }),
}).followedBy('dataLength').choice('type', {
  32: { addresses: list('nbns.addresses', 'Addresses', address) },
  33: {
    nameCount: u8('nbns.number_of_names', 'Number of names'),
    names:     list('nbns.names', 'Names', ownName, { count: 'nameCount' }),
    ...statistics,
  },
}).fields({ data: rest('nbns.data', 'Data') })

const isHeader = record('Header', {
  id: u16('nbns.id', 'Transaction ID'), response: flag('nbns.flags.response', 'Response'), opcode: bits(4, 'nbns.flags.opcode', 'Opcode'),
  rest: bits(11, 'nbns.flags', 'Flags'), questionCount: u16('nbns.count.queries', 'Questions'),
  answerCount: u16('nbns.count.answers', 'Answer RRs'),
}).recognizer({ questionCount: range(0, 16), answerCount: range(0, 16) })

export const nbns = protocol('nbns', 'NetBIOS Name Service', { 'udp.port': [137] })
  .specified('RFC 1002')
  .accepts(isHeader)
  .fields({
    transactionId: u16('nbns.id', 'Transaction ID', { base: 16 }),
    flags:         group('nbns.flags', 'Flags', {
      response:           flag('nbns.flags.response', 'Response'),
      opcode:             bits(4, 'nbns.flags.opcode', 'Opcode', { names: opcodes }),
      authoritative:      inResponses(flag('nbns.flags.authoritative', 'Authoritative')),
      truncated:          flag('nbns.flags.truncated', 'Truncated'),
      recursionDesired:   flag('nbns.flags.recdesired', 'Recursion desired'),
      recursionAvailable: inResponses(flag('nbns.flags.recavail', 'Recursion available')),
      reserved:           bits(2, 'nbns.flags.reserved', 'Reserved'),
      broadcast:          flag('nbns.flags.broadcast', 'Broadcast'),
      replyCode:          inResponses(bits(4, 'nbns.flags.rcode', 'Reply code', { names: replies })),
    }),
    questionCount:   u16('nbns.count.queries', 'Questions'),
    answerCount:     u16('nbns.count.answers', 'Answer RRs'),
    authorityCount:  u16('nbns.count.auth_rr', 'Authority RRs'),
    additionalCount: u16('nbns.count.add_rr', 'Additional RRs'),
  })
  .fields({
    questions:   list('nbns.queries', 'Queries', question, { count: 'questionCount' }),
    answers:     list('nbns.answers', 'Answers', resource, { count: 'answerCount' }),
    authorities: list('nbns.authorities', 'Authoritative nameservers', resource, { count: 'authorityCount' }),
    additionals: list('nbns.additionals', 'Additional records', resource, { count: 'additionalCount' }),
  })
  .colored('names', ({ flags }) => (flags.response && (flags.replyCode ?? 0) > 0 ? 'warning' : undefined))
  .summarized(({ flags, questions, answers, additionals }) => {
    const { response, opcode, replyCode = 0 } = flags
    const [named] = response ? answers : questions
    const type = nameIn(types, named?.type ?? 0) ?? ''
    const [told] = [...answers, ...additionals]
    const addresses = (told?.addresses ?? []).map(({ address }) => address).join(' ')
    return [
      nameIn(opcodes, opcode) ?? `Opcode ${opcode}`, ...(response ? ['response'] : []), type, named?.name ?? '', addresses,
      ...(response && replyCode > 0 ? [nameIn(replies, replyCode) ?? `reply code ${replyCode}`] : []),
    ].filter((word) => word !== '').join(' ')
  })
