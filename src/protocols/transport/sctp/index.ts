import {
  bits, flag, group, list, protocol, record, rest, u16, u32, u8, when, type Derived, type Field, type View,
} from '../../../schema/index.ts'
import { chunkTypes, payloadProtocols } from './names.ts'
import { cause, parameter } from './parameters.ts'

const parameters = list('', 'Parameters', parameter)
const causes = list('', 'Causes', cause)
const streamsIn = (name: string) => list('', 'Streams', record('Stream', {
  stream:   u16(`sctp.${name}_sid`, 'Stream identifier'),
  sequence: u16(`sctp.${name}_ssn`, 'Stream sequence number'),
}))

/** What INIT and INIT ACK have in common, RFC 9260, sections 3.3.2 and 3.3.3. */
const initiation = (name: string) => ({
  initiateTag:     u32(`sctp.${name}_initiate_tag`, 'Initiate tag', { base: 16 }),
  windowCredit:    u32(`sctp.${name}_credit`, 'Advertised receiver window credit'),
  outboundStreams: u16(`sctp.${name}_nr_out_streams`, 'Number of outbound streams'),
  inboundStreams:  u16(`sctp.${name}_nr_in_streams`, 'Number of inbound streams'),
  initialSequence: u32(`sctp.${name}_initial_tsn`, 'Initial TSN'),
  parameters,
})

export interface Chunk { readonly type: number; readonly length: number }

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

/** Flags of DATA, RFC 9260, section 3.3.1. */
const dataFlags = {
  immediate: flag('sctp.data_i_bit', 'I-Bit'), unordered: flag('sctp.data_u_bit', 'U-Bit'),
  first: flag('sctp.data_b_bit', 'B-Bit'), last: flag('sctp.data_e_bit', 'E-Bit'),
}
const flags = (name: string) => ({ flags: group('sctp.chunk_flags', 'Chunk flags', {
  reserved: bits(7, '', 'Reserved'), tag: flag(`sctp.${name}_t_bit`, 'T-Bit'),
}) })

/** RFC 9260, section 3.2; padded to a multiple of four bytes, which its length leaves out. */
const chunk = record('Chunk', {
  type:   u8('sctp.chunk_type', 'Chunk type', { names: chunkTypes }),
})
  .choice('type', {
    0:  { flags: group('sctp.chunk_flags', 'Chunk flags', { reserved: bits(4, '', 'Reserved'), ...dataFlags }) },
    64: { flags: group('sctp.chunk_flags', 'Chunk flags', { reserved: bits(4, '', 'Reserved'), ...dataFlags }) },
    6:  flags('abort'),
    14: flags('shutdown_complete'),
  }, { flags: u8('sctp.chunk_flags', 'Chunk flags', { base: 16 }) })
  .fields({ length: u16('sctp.chunk_length', 'Chunk length', { unit: 'bytes' }) })
  .length((chunk) => (chunk.length < 4 ? 0 : (chunk.length + 3) & ~3))
  .choice('type', {
    0: {
      transmissionSequence: u32('sctp.data_tsn_raw', 'Transmission sequence number'),
      stream:               u16('sctp.data_sid', 'Stream identifier', { base: 16 }),
      streamSequence:       u16('sctp.data_ssn', 'Stream sequence number'),
      payloadProtocol:      u32('sctp.data_payload_proto_id', 'Payload protocol identifier', { names: payloadProtocols }),
    },
    1: initiation('init'),
    2: initiation('initack'),
    3: {
      cumulativeAcknowledgment: u32('sctp.sack_cumulative_tsn_ack_raw', 'Cumulative TSN ACK'),
      windowCredit:             u32('sctp.sack_a_rwnd', 'Advertised receiver window credit'),
      gapBlocks:                u16('sctp.sack_number_of_gap_blocks', 'Number of gap acknowledgment blocks'),
      duplicates:               u16('sctp.sack_number_of_duplicated_tsns', 'Number of duplicated TSNs'),
      gaps:                     list('', 'Gap blocks', record('Gap block', {
        first:                  u16('sctp.sack_gap_block_start', 'Start'),
        last:                   u16('sctp.sack_gap_block_end', 'End'),
      }), { count: 'gapBlocks' }),
      duplicated:               list('', 'Duplicated', record('Duplicate', {
        duplicate:              u32('sctp.sack_duplicate_tsn', 'Duplicate TSN'),
      }), { count: 'duplicates' }),
    },
    4: { parameters },
    5: { parameters },
    6: { causes },
    7: { cumulativeAcknowledgment: u32('sctp.shutdown_cumulative_tsn_ack', 'Cumulative TSN Ack') },
    9: { causes },
    10: { cookie: upToLength('sctp.cookie', 'Cookie') },
    12: { lowest: u32('sctp.ecne_lowest_tsn', 'Lowest TSN') },
    13: { lowest: u32('sctp.cwr_lowest_tsn', 'Lowest TSN') },
    15: { // RFC 4895, section 4.1
      sharedKey:            u16('sctp.shared_key_id', 'Shared key identifier'),
      algorithm:            u16('sctp.hmac_id', 'HMAC identifier'),
      code:                 upToLength('sctp.hmac', 'HMAC'),
    },
    64: { // RFC 8260, section 2.1; of a first fragment the identifier of the protocol, of others their number
      transmissionSequence: u32('sctp.data_tsn_raw', 'Transmission sequence number'),
      stream:               u16('sctp.data_sid', 'Stream identifier', { base: 16 }),
      reserved:             u16('sctp.data_reserved', 'Reserved'),
      message:              u32('sctp.data_mid', 'Message identifier'),
      payloadProtocol:      u32('sctp.data_payload_proto_id', 'Payload protocol identifier', { names: payloadProtocols }),
    },
    128: { serial: u32('sctp.asconf_ack_seq_nr_number', 'Sequence number', { base: 16 }), parameters },
    130: { parameters },
    132: { filler: upToLength('sctp.padding_data', 'Padding data') },
    192: { newSequence: u32('sctp.forward_tsn_tsn', 'New cumulative TSN'), skipped: streamsIn('forward_tsn') }, // RFC 3758
    193: { serial: u32('sctp.asconf_seq_nr_number', 'Sequence number', { base: 16 }), parameters }, // RFC 5061
    194: { newSequence: u32('sctp.i_forward_tsn_tsn', 'New cumulative TSN') },
  })
  .fields({
    data:    when(isKnown, upToLength('', 'Data')),
    value:   when(isUnknown, upToLength('sctp.chunk_value', 'Chunk value')),
    padding: rest('sctp.chunk_padding', 'Chunk padding'),
  })

/** Stream Control Transmission Protocol, RFC 9260. */
export const sctp = protocol('sctp', 'Stream Control Transmission Protocol', { 'ip.proto': [132], 'udp.port': [9899] })
  .specified('RFC 9260')
  .fields({
    sourcePort:      u16('sctp.srcport', 'Source port', { also: 'sctp.port' }),
    destinationPort: u16('sctp.dstport', 'Destination port', { also: 'sctp.port' }),
    verificationTag: u32('sctp.verification_tag', 'Verification tag', { base: 16 }),
    checksum:        u32('sctp.checksum', 'Checksum', { base: 16 }),
    chunks:          list('', 'Chunks', chunk),
  })
  .checksummed('checksum', { covers: 'message', algorithm: 'crc32c' })
  .between('port', 'sourcePort', 'destinationPort')
  .derives(['sctp.ppi', 'sctp.port'], ({ chunks, sourcePort, destinationPort, originalEnd }) =>
    chunks.slice(0, mostCarried).flatMap(({ type, flags, payloadProtocol, data, end }): readonly Derived[] => {
      const isWhole = type === dataChunk && typeof flags === 'object' && 'first' in flags && flags.first && flags.last
      if (!isWhole || payloadProtocol === undefined || data === undefined || data.length === 0) return []
      const [smaller, larger] = [Math.min(sourcePort, destinationPort), Math.max(sourcePort, destinationPort)]
      return [{
        speaks: [['sctp.ppi', payloadProtocol], ['sctp.port', smaller], ['sctp.port', larger]],
        bytes: data, isCut: end > originalEnd, label: 'User data',
      }]
    }))
  .detailed({ fields: [['tag', 'verificationTag']], rows: ['chunks'] })
  .colored('stream', ({ chunks }) => {
    const failed = chunks.slice(0, mostChunks).some(({ type }) => type === abort || type === operationError)
    return failed ? 'error' : undefined
  })
  .summarized(({ chunks }) => chunks.slice(0, mostChunks).map(({ type }) => chunkTypes[type] ?? `chunk ${type}`).join(', '))

const dataChunk = 0
const abort = 6
const operationError = 9
/** How many chunks a summary names. */
const mostChunks = 8
/** In how many chunks messages are looked for. */
const mostCarried = 64
