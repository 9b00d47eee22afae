import { list, protocol, record, rest, u16, u32, u8, when, type Field, type View } from '../../schema/index.ts'

/** IANA "SCTP Chunk Types", 2026-11. */
const chunkTypes: Readonly<Record<number, string>> = {
  0: 'DATA', 1: 'INIT', 2: 'INIT ACK', 3: 'SACK', 4: 'HEARTBEAT', 5: 'HEARTBEAT ACK', 6: 'ABORT', 7: 'SHUTDOWN', 8: 'SHUTDOWN ACK', 9: 'ERROR',
  10: 'COOKIE ECHO', 11: 'COOKIE ACK', 12: 'ECNE', 13: 'CWR', 14: 'SHUTDOWN COMPLETE', 15: 'AUTH', 64: 'I-DATA', 128: 'ASCONF-ACK', 130: 'RE-CONFIG',
  132: 'PAD', 192: 'FORWARD-TSN', 193: 'ASCONF', 194: 'I-FORWARD-TSN',
}

/** What INIT and INIT ACK have in common, RFC 9260, sections 3.3.2 and 3.3.3. */
const initiation = (name: string) => ({
  initiateTag:     u32(`sctp.${name}_initiate_tag`, 'Initiate tag', { base: 16 }),
  windowCredit:    u32(`sctp.${name}_credit`, 'Advertised receiver window credit'),
  outboundStreams: u16(`sctp.${name}_nr_out_streams`, 'Number of outbound streams'),
  inboundStreams:  u16(`sctp.${name}_nr_in_streams`, 'Number of inbound streams'),
  initialSequence: u32(`sctp.${name}_initial_tsn`, 'Initial TSN'),
})

interface Chunk { readonly type: number; readonly length: number }

const isKnown = ({ type }: Chunk) => chunkTypes[type] !== undefined
const isUnknown = (chunk: Chunk) => !isKnown(chunk)

/** All bytes up to where the chunk says it ends, which is before its padding. */
const upToLength = (filter: string, label: string): Field<Uint8Array, Chunk> => {
  const last = ({ start, end, length }: View & Chunk) => Math.min(end, start + length)
  return {
    ...rest(filter, label),
    size: (chunk, at) => Math.max(0, last(chunk) - at),
    bind: () => (bytes, at, chunk) => bytes.subarray(at, Math.max(at, last(chunk))),
  }
}

/** RFC 9260, section 3.2; padded to a multiple of four bytes, which its length leaves out. */
const chunk = record('Chunk', {
  type:   u8('sctp.chunk_type', 'Chunk type', { names: chunkTypes }),
  flags:  u8('sctp.chunk_flags', 'Chunk flags', { base: 16 }),
  length: u16('sctp.chunk_length', 'Chunk length', { unit: 'bytes' }),
})
  .length((chunk) => (chunk.length < 4 ? 0 : (chunk.length + 3) & ~3))
  .choice('type', {
    0: {
      transmissionSequence: u32('sctp.data_tsn_raw', 'Transmission sequence number'),
      stream:               u16('sctp.data_sid', 'Stream identifier', { base: 16 }),
      streamSequence:       u16('sctp.data_ssn', 'Stream sequence number'),
      payloadProtocol:      u32('sctp.data_payload_proto_id', 'Payload protocol identifier'),
    },
    1: initiation('init'),
    2: initiation('initack'),
    3: {
      cumulativeAcknowledgment: u32('sctp.sack_cumulative_tsn_ack_raw', 'Cumulative TSN ACK'),
      windowCredit:             u32('sctp.sack_a_rwnd', 'Advertised receiver window credit'),
      gapBlocks:                u16('sctp.sack_number_of_gap_blocks', 'Number of gap acknowledgment blocks'),
      duplicates:               u16('sctp.sack_number_of_duplicated_tsns', 'Number of duplicated TSNs'),
    },
  })
  .fields({
    data:    when(isKnown, upToLength('', 'Data')),
    value:   when(isUnknown, upToLength('sctp.chunk_value', 'Chunk value')),
    padding: rest('sctp.chunk_padding', 'Chunk padding'),
  })

/** Stream Control Transmission Protocol, RFC 9260. */
export const sctp = protocol('sctp', 'Stream Control Transmission Protocol', { 'ip.proto': [132], 'udp.port': [9899] })
  .fields({
    sourcePort:      u16('sctp.srcport', 'Source port', { also: 'sctp.port' }),
    destinationPort: u16('sctp.dstport', 'Destination port', { also: 'sctp.port' }),
    verificationTag: u32('sctp.verification_tag', 'Verification tag', { base: 16 }),
    checksum:        u32('sctp.checksum', 'Checksum', { base: 16 }),
    chunks:          list('', 'Chunks', chunk),
  })
  .checksummed('checksum', { covers: 'message', algorithm: 'crc32c' })
  .between('port', 'sourcePort', 'destinationPort')
  .detailed({ fields: [['tag', 'verificationTag']], rows: ['chunks'] })
  .colored('stream', ({ chunks }) => {
    const failed = chunks.slice(0, mostChunks).some(({ type }) => type === abort || type === operationError)
    return failed ? 'error' : undefined
  })
  .summarized(({ chunks }) => chunks.slice(0, mostChunks).map(({ type }) => chunkTypes[type] ?? `chunk ${type}`).join(', '))

const abort = 6
const operationError = 9
/** How many chunks a summary names. */
const mostChunks = 8
