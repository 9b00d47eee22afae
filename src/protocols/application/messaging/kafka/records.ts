/** Record batches and message sets: kafka.apache.org/documentation, "Message Format", 2026-11. */
import {
  ahead, bits, bytes, group, list, otherwise, range, record, text, time, u16, u32, u64, u8, varint, type Schema,
} from '../../../../schema/index.ts'

const signed = { signed: true } as const
const codecs = { 0: 'None', 1: 'Gzip', 2: 'Snappy', 3: 'LZ4', 4: 'Zstd' }
const timestampTypes = { 0: 'CreateTime', 1: 'LogAppendTime' }
const count = (value: number | bigint | undefined) => Math.max(0, Number(value ?? 0))

const header = record('Header', {
  keyLength:   varint('kafka.record_length', 'Key Length', 'zigzag'),
}).fields({ key: text('kafka.header_key', 'Header Key', ({ keyLength }) => count(keyLength)) }).fields({
  valueLength: varint('kafka.record_length', 'Value Length', 'zigzag'),
}).fields({ value: bytes('kafka.header_value', 'Header Value', ({ valueLength }) => count(valueLength)) })

const entry = record('Record', { length: varint('kafka.record_length', 'Record Length', 'zigzag', { unit: 'bytes' }) })
  .followedBy(({ length }) => count(length))
  .fields({
    attributes:     u8('kafka.record_attributes', 'Record Attributes (reserved)', signed),
    timestampDelta: varint('kafka.record_timestamp_delta', 'Timestamp Delta', 'zigzag', { unit: 'ms' }),
    offsetDelta:    varint('kafka.record_offset_delta', 'Offset Delta', 'zigzag'),
    keyLength:      varint('kafka.record_length', 'Key Length', 'zigzag'),
  })
  .fields({ key: bytes('kafka.message_key', 'Key', ({ keyLength }) => count(keyLength)) })
  .fields({ valueLength: varint('kafka.record_length', 'Value Length', 'zigzag') })
  .fields({ value: bytes('kafka.message_value', 'Value', ({ valueLength }) => count(valueLength)) })
  .fields({ headerCount: varint('kafka.header_count', 'Headers', 'zigzag') })
  .fields({ headers: list('', 'Headers', header, { count: ({ headerCount }) => count(headerCount) }) })

/** Version 2, since Kafka 0.11: 61 bytes before the records. */
const batch = {
  leaderEpoch: u32('kafka.leader_epoch', 'Leader Epoch', signed),
  magic:       u8('kafka.message_magic', 'Magic Byte', signed),
  crc:         u32('kafka.batch_crc', 'CRC32', { base: 16 }),
  attributes:  group('kafka.batch_attributes', 'Attributes', {
    reserved:      bits(10, 'kafka.batch_reserved', 'Reserved'),
    control:       bits(1, 'kafka.batch_control_batch', 'Control Batch'),
    transactional: bits(1, 'kafka.batch_transactional', 'Transactional'),
    timestampType: bits(1, 'kafka.batch_timestamp_type', 'Timestamp Type', { names: timestampTypes }),
    codec:         bits(3, 'kafka.batch_codec', 'Compression Codec', { names: codecs }),
  }),
  lastDelta:   u32('kafka.batch_last_offset_delta', 'Last Offset Delta'),
  first:       time('kafka.batch_first_timestamp', 'First Timestamp', 'unix-ms'),
  last:        time('kafka.batch_last_timestamp', 'Last Timestamp', 'unix-ms'),
  producerId:  u64('kafka.producer_id', 'Producer ID', signed),
  epoch:       u16('kafka.producer_epoch', 'Producer Epoch', signed),
  sequence:    u32('kafka.batch_base_sequence', 'Base Sequence', signed),
  size:        u32('kafka.batch_size', 'Size', { unit: 'records' }),
}
const batchHead = 49
const message = {
  messageCrc: u32('kafka.message_crc', 'CRC32', { base: 16 }),
  magic:      u8('kafka.message_magic', 'Magic Byte', signed),
  attributes: group('kafka.message_attributes', 'Attributes', {
    reserved:      bits(4, 'kafka.message_reserved', 'Reserved'),
    timestampType: bits(1, 'kafka.message_timestamp_type', 'Timestamp Type', { names: timestampTypes }),
    codec:         bits(3, 'kafka.message_codec', 'Compression Codec', { names: codecs }),
  }),
}
const content = {
  keyLength:   u32('kafka.bytes_length', 'Key Length', signed),
  key:         bytes('kafka.message_key', 'Key', 'keyLength'),
  valueLength: u32('kafka.bytes_length', 'Value Length', signed),
  value:       bytes('kafka.message_value', 'Value', 'valueLength'),
}

/** A batch, or a message of versions 0 and 1: where its version is, they agree. */
export const recordBatch = record('Record Batch', {
  offset:  u64('kafka.offset', 'Offset', signed),
  length:  u32('kafka.message_size', 'Message Size', { unit: 'bytes', signed: true }),
  version: ahead(8, { skip: 32 }),
})
  .followedBy('length')
  .cases(
    [{ version: 2 }, batch],
    [{ version: range(0, 1) }, message],
    [otherwise, { unknown: bytes('kafka.truncated_content', 'Truncated Content', 'length') }],
  )
  .cases([{ version: 1 }, { timestamp: time('kafka.message_timestamp', 'Timestamp', 'unix-ms'), ...content }], [{ version: 0 }, content])
  .cases(
    [{ version: 2, 'attributes.codec': 0 }, { records: list('', 'Records', entry, { count: 'size' }) }],
    [{ version: 2 }, { compressed: bytes('kafka.compressed_records', 'Compressed Records', { length: 'length', minus: batchHead }) }],
  ) as unknown as Schema
