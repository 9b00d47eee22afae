/** Cassandra's native protocol, CQL BINARY PROTOCOL v3 and v4 (cassandra.apache.org, 2026-11); sections are those of v4. */
import {
  bits, bytes, fact, flag, group, lineOf, list, nameIn, protocol, range, record, rest, text, time, u16, u32, u8, vector, when,
} from '../../../schema/index.ts'

/** Section 2.4. */
const operations = {
  0: 'ERROR', 1: 'STARTUP', 2: 'READY', 3: 'AUTHENTICATE', 5: 'OPTIONS', 6: 'SUPPORTED', 7: 'QUERY', 8: 'RESULT', 9: 'PREPARE',
  10: 'EXECUTE', 11: 'REGISTER', 12: 'EVENT', 13: 'BATCH', 14: 'AUTH_CHALLENGE', 15: 'AUTH_RESPONSE', 16: 'AUTH_SUCCESS',
}
/** Section 9. */
const errors = {
  0x0000: 'server error', 0x000a: 'protocol error', 0x0100: 'authentication error', 0x1000: 'unavailable', 0x1001: 'overloaded',
  0x1002: 'is bootstrapping', 0x1003: 'truncate error', 0x1100: 'write timeout', 0x1200: 'read timeout', 0x1300: 'read failure',
  0x1400: 'function failure', 0x1500: 'write failure', 0x2000: 'syntax error', 0x2100: 'unauthorized', 0x2200: 'invalid',
  0x2300: 'configuration error', 0x2400: 'already exists', 0x2500: 'unprepared',
}
/** Section 3. */
const consistencies = {
  0: 'ANY', 1: 'ONE', 2: 'TWO', 3: 'THREE', 4: 'QUORUM', 5: 'ALL', 6: 'LOCAL_QUORUM', 7: 'EACH_QUORUM', 8: 'SERIAL', 9: 'LOCAL_SERIAL',
  10: 'LOCAL_ONE',
}
/** Section 4.2.5. */
const results = { 1: 'Void', 2: 'Rows', 3: 'Set_keyspace', 4: 'Prepared', 5: 'Schema_change' }

const header = record('Header', {
  version: u8('cql.version', 'Version', { base: 16 }), flags: u8('cql.flags', 'Flags'), stream: u16('cql.stream', 'Stream'),
  operation: u8('cql.opcode', 'Opcode'), length: u32('cql.message_length', 'Length'),
})
/** Section 2.5: a frame has at most 256 MB. */
const isHeader = header.recognizer({
  version: [3, 4, 0x83, 0x84], flags: range(0, 15), operation: Object.keys(operations).map(Number), length: range(0, 0x1000_0000),
})
const size = u16('cql.string_length', 'String Length', { unit: 'bytes' })
const string = vector(size, text('cql.string', 'String'))
const longString = vector(u32('cql.string_length', 'String Length', { unit: 'bytes' }), text('cql.string', 'String'))
const word = record('String', { string })
const count = u16('cql.string_list_size', 'String List Size')
const strings = { count, strings: list('', 'Strings', word, { count: 'count' }) }
const option = record('Option', { name: vector(size, text('cql.string', 'Name')), value: vector(size, text('cql.string', 'Value')) })
const supported = record('Option', { name: vector(size, text('cql.string', 'Name')), ...strings })
const queryId = vector(u16('cql.bytes_length.short', 'Bytes Length'), bytes('cql.query_id', 'Query ID'))

/** Section 3: a value of less than 0 bytes is null. */
const length = u32('cql.bytes_length.int', 'Bytes Length', { signed: true, unit: 'bytes' })
const value = record('Value', { length }).fields({ data: bytes('cql.bytes', 'Bytes', 'length') })
const namedValue = record('Value', { name: vector(size, text('cql.string', 'Name')), length })
  .fields({ data: bytes('cql.bytes', 'Bytes', 'length') })
const token = { tokenLength: length, token: bytes('cql.token', 'Token', 'tokenLength') }

/** Section 4.1.4. */
const parameters = record('Parameters', {
  consistency: u16('cql.consistency', 'Consistency', { names: consistencies }),
  flags: group('cql.query.flags', 'Flags', {
    reserved: bits(1, 'cql.query_flags.reserved', 'Reserved'), names: flag('cql.query.flags.value_names', 'Names for Values'),
    timestamp: flag('cql.query.flags.default_timestamp', 'Default Timestamp'),
    serial: flag('cql.query.flags.serial_consistency', 'Serial Consistency'), state: flag('cql.query.flags.paging_state', 'Paging State'),
    pageSize: flag('cql.query.flags.page_size', 'Page Size'), skipMetadata: flag('cql.query.flags.skip_metadata', 'Skip Metadata'),
    values: flag('cql.query.flags.values', 'Values'),
  }),
  valueCount: when('flags.values', u16('cql.value_count', 'Value Count')),
}).choice(({ flags: { names } }) => (names ? 1 : 0), {
  0: { values: list('', 'Values', value, { count: 'valueCount' }) },
  1: { namedValues: list('', 'Values', namedValue, { count: 'valueCount' }) },
}).fields({
  pageSize:    when('flags.pageSize', u32('cql.page_size', 'Page Size')),
  stateLength: when('flags.state', u32('cql.bytes_length.int', 'Bytes Length')),
  state:       when('flags.state', bytes('cql.paging_state', 'Paging State', 'stateLength')),
  serial:      when('flags.serial', u16('cql.consistency', 'Serial Consistency', { names: consistencies })),
  timestamp:   when('flags.timestamp', time('cql.timestamp', 'Timestamp', 'unix-us')),
})
const query = list('', 'Parameters', parameters, { count: 1 })

export const cassandra = protocol('cql', 'Cassandra CQL Protocol', { 'tcp.port': [9042], 'tls.port': [9142] })
  .specified('https://cassandra.apache.org/doc/latest/cassandra/reference/native-protocol.html')
  .facts({
    answeredIn: fact.frame('cql.response_in', 'Response in frame'),
    answers:    fact.frame('cql.response_to', 'Request in frame'),
    time:       fact.duration('cql.response_time', 'Time from request'),
  })
  .fields({
    version:   group('cql.version', 'Version', {
      direction: flag('cql.direction', 'Response'), number: bits(7, 'cql.protocol_version', 'Protocol Version'),
    }),
    flags:     group('cql.flags', 'Flags', {
      reserved: bits(4, 'cql.flags.reserved', 'Reserved'), warning: flag('cql.flags.warning', 'Warning'),
      customPayload: flag('cql.flags.custom_payload', 'Custom Payload'), tracing: flag('cql.flags.tracing', 'Tracing'),
      compressed: flag('cql.flags.compression', 'Compression'),
    }),
    stream:    u16('cql.stream', 'Stream', { signed: true }),
    operation: u8('cql.opcode', 'Opcode', { names: operations }),
    length:    u32('cql.message_length', 'Message Length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .choice(({ operation, flags: { compressed, customPayload, tracing } }) => (compressed || customPayload || tracing ? -1 : operation), {
    0:  { error: u32('cql.error_code', 'Error Code', { names: errors, base: 16 }), message: string },
    1:  { optionCount: u16('cql.string_map_size', 'String Map Size'), options: list('', 'Options', option, { count: 'optionCount' }) },
    3:  { authenticator: string },
    6:  { optionCount: u16('cql.string_map_size', 'String Map Size'), supported: list('', 'Options', supported, { count: 'optionCount' }) },
    7:  { query: longString, parameters: query },
    8:  { result: u32('cql.result.kind', 'Result Kind', { names: results }) },
    9:  { query: longString },
    10: { queryId, parameters: query },
    11: strings,
    12: { event: string },
    14: token, 15: token, 16: token,
  }, { compressed: rest('cql.raw_compressed_bytes', 'Data') })
  .choice('result', { 3: { keyspace: string }, 4: { preparedId: queryId } })
  .fields({ more: rest('', 'Data') })
  .accepts(isHeader)
  .streamed({ length: 'length', plus: 9 })
  .exchanged({
    part: ({ version: { direction: isAnswer }, stream }) => (isAnswer ? (stream < 0 ? undefined : 'answer') : 'question'),
    key: ({ stream }) => `${stream}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', ({ error }) => (error === undefined ? undefined : 'error'))
  .summarized((layer) => {
    const { operation, query: asked, error, message, result, keyspace, event, authenticator, parameters: given, stream } = layer
    const consistency = given?.[0]?.consistency
    const parts = [
      nameIn(operations, operation) ?? `opcode ${operation}`, asked,
      consistency === undefined ? undefined : nameIn(consistencies, consistency),
      error === undefined ? undefined : nameIn(errors, error) ?? `error ${error}`, message,
      result === undefined ? undefined : nameIn(results, result),
      keyspace, event, authenticator, `stream ${stream}`,
    ]
    return lineOf(parts)
  })
