/** What chunks of SCTP hold after their fixed part: parameters (RFC 9260, section 3.2.1) and causes (section 3.3.10). */
import { ipv4Address, ipv6Address, list, record, rest, text, tlv, u16, u32, u8 } from '../../../schema/index.ts'
import { causeCodes, chunkTypes, parameterTypes } from './names.ts'

const chunkList = (filter: string, label: string) => list('', label, record('Type', { chunkType: u8(filter, label,
  { names: chunkTypes }) }))
const sequences = {
  request:  u32('sctp.parameter_reconfig_request_sequence_number', 'Re-configuration request sequence number'),
  response: u32('sctp.parameter_reconfig_response_sequence_number', 'Re-configuration response sequence number'),
}
const streams = list('', 'Streams', record('Stream', { stream: u16('sctp.parameter_reconfig_sid', 'Stream Identifier') }))
const added = (way: string) => ({
  request:  sequences.request,
  count:    u16(`sctp.parameter_add_${way}_streams_number`, 'Number of streams'),
  reserved: u16(`sctp.parameter_add_${way}_streams_reserved`, 'Reserved'),
})

const header = {
  type:   u16('sctp.parameter_type', 'Parameter type', { base: 16, names: parameterTypes }),
  length: u16('sctp.parameter_length', 'Parameter length', { unit: 'bytes' }),
}
const addresses = {
  5: { ipv4Address: ipv4Address('sctp.parameter_ipv4_address', 'IP Version 4 address') },
  6: { ipv6Address: ipv6Address('sctp.parameter_ipv6_address', 'IP Version 6 address') },
}
const inner = tlv('Parameter', header, { counts: 'all', align: 4 })
  .choice('type', addresses)
  .fields({ value: rest('sctp.parameter_value', 'Parameter value') })
/** RFC 5061, section 4.2. */
const change = {
  correlation: u32('sctp.correlation_id', 'Correlation ID', { base: 16 }),
  parameters:  list('', 'Parameters', inner),
}

export const cause = tlv('Cause', {
  code:   u16('sctp.cause_code', 'Cause code', { base: 16, names: causeCodes }),
  length: u16('sctp.cause_length', 'Cause length', { unit: 'bytes' }),
}, { counts: 'all', align: 4 })
  .choice('code', {
    1: { stream: u16('sctp.cause_stream_identifier', 'Stream identifier'), reserved: u16('sctp.cause_reserved', 'Reserved') },
    2: {
      count:   u32('sctp.cause_nr_of_missing_parameters', 'Number of missing parameters'),
      missing: list('', 'Missing', record('Parameter', {
        parameter: u16('sctp.cause_missing_parameter_type', 'Missing parameter type', { base: 16, names: parameterTypes }),
      })),
    },
    3: { staleness: u32('sctp.cause_measure_of_staleness', 'Measure of staleness', { unit: 'µs' }) },
    9: { sequence: u32('sctp.cause_tsn', 'TSN') },
  })
  .fields({ information: rest('sctp.cause_information', 'Cause information') })

export const parameter = tlv('Parameter', header, { counts: 'all', align: 4 })
  .choice('type', {
    ...addresses,
    1:  { heartbeat: rest('sctp.parameter_heartbeat_information', 'Heartbeat information') },
    7:  { cookie: rest('sctp.parameter_state_cookie', 'State cookie') },
    9:  { increment: u32('sctp.parameter_cookie_preservative_incr', 'Suggested Cookie life-span increment', { unit: 'ms' }) },
    11: { host: text('sctp.parameter_hostname', 'Hostname', { until: 'zero' }) },
    12: { families: list('', 'Families', record('Family', {
      family: u16('sctp.parameter_supported_address_type', 'Supported address type', { names: parameterTypes }),
    })) },
    13: { // RFC 6525, section 4
      ...sequences, lastSequence: u32('sctp.parameter_senders_last_assigned_tsn', 'Senders last assigned TSN'), streams,
    },
    14: { request: sequences.request, streams },
    15: { request: sequences.request },
    16: { response: sequences.response, result: u32('sctp.parameter_reconfig_response_result', 'Result') },
    17: added('outgoing'),
    18: added('incoming'),
    0x8002: { random: rest('sctp.random_number', 'Random number') }, // RFC 4895, section 3
    0x8003: { chunks: chunkList('sctp.chunk_type_to_auth', 'Chunk type') },
    0x8004: { algorithms: list('', 'Algorithms', record('Algorithm', { algorithm: u16('sctp.hmac_id', 'HMAC identifier') })) },
    0x8005: { padding: rest('sctp.padding_data', 'Padding data') },
    0x8008: { chunks: chunkList('sctp.supported_chunk_type', 'Supported chunk type') },
    0xc001: change,
    0xc002: change,
    0xc003: { correlation: u32('sctp.correlation_id', 'Correlation ID', { base: 16 }), causes: list('', 'Causes', cause) },
    0xc004: change,
    0xc005: { correlation: u32('sctp.correlation_id', 'Correlation ID', { base: 16 }) },
    0xc006: { indication: u32('sctp.adaptation_layer_indication', 'Indication', { base: 16 }) },
  })
  .fields({ value: rest('sctp.parameter_value', 'Parameter value') })
