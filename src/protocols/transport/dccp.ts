/** Datagram Congestion Control Protocol, RFC 4340: datagrams that are numbered and acknowledged. */
import {
  bits, list, nameIn, otherwise, protocol, rest, tlv, u16, u24, u32, u48, u8, uint, type Names,
} from '../../schema/index.ts'

/** IANA "Datagram Congestion Control Protocol (DCCP) Parameters", 2026-11. */
const types: Names = {
  0: 'Request', 1: 'Response', 2: 'Data', 3: 'Ack', 4: 'DataAck', 5: 'CloseReq', 6: 'Close', 7: 'Reset', 8: 'Sync', 9: 'SyncAck',
    10: 'Listen',
}
const optionTypes: Names = {
  0: 'Padding', 1: 'Mandatory', 2: 'Slow Receiver', 32: 'Change L', 33: 'Confirm L', 34: 'Change R', 35: 'Confirm R', 36: 'Init Cookie',
  37: 'NDP Count', 38: 'Ack Vector [Nonce 0]', 39: 'Ack Vector [Nonce 1]', 40: 'Data Dropped', 41: 'Timestamp', 42: 'Timestamp Echo',
  43: 'Elapsed Time', 44: 'Data Checksum', 192: 'CCID3 Loss Event Rate', 193: 'CCID3 Loss Intervals', 194: 'CCID3 Receive Rate',
}
const resetCodes: Names = {
  0: 'Unspecified', 1: 'Closed', 2: 'Aborted', 3: 'No Connection', 4: 'Packet Error', 5: 'Option Error', 6: 'Mandatory Error',
    7: 'Connection Refused',
  8: 'Bad Service Code', 9: 'Too Busy', 10: 'Bad Init Cookie', 11: 'Aggression Penalty',
}
const features: Names = {
  1: 'Congestion Control ID', 2: 'Allow Short Sequence Numbers', 3: 'Sequence Window', 4: 'ECN Incapable', 5: 'Ack Ratio',
    6: 'Send Ack Vector',
  7: 'Send NDP Count', 8: 'Minimum Checksum Coverage', 9: 'Check Data Checksum', 192: 'Send Loss Event Rate',
}
const bare = Array.from({ length: 32 }, (_, type) => type)
const feature = { feature: u8('dccp.feature_number', 'Feature Number', { names: features }), values: rest('', 'Values') }

/** Section 5.8: those below 32 are a byte alone. */
const option = tlv('Option', {
  type:   u8('dccp.option_type', 'Option Type', { names: optionTypes }),
  length: u8('', 'Length', { unit: 'bytes' }),
}, { counts: 'all', bare })
  .choice('type', {
    32: feature, 33: feature, 34: feature, 35: feature,
    36: { cookie: rest('dccp.init_cookie', 'Init Cookie') },
    37: { count: uint('dccp.ndp_count', 'NDP Count', { length: 'length', minus: 2 }) },
    38: { vector: rest('dccp.ack_vector.nonce_0', 'Ack Vector [Nonce 0]') },
    39: { vector: rest('dccp.ack_vector.nonce_1', 'Ack Vector [Nonce 1]') },
    40: { dropped: rest('dccp.data_dropped', 'Data Dropped') },
    41: { timestamp: u32('dccp.timestamp', 'Timestamp') },
    42: { echo: u32('dccp.timestamp_echo', 'Timestamp Echo'), elapsed: uint('dccp.elapsed_time', 'Elapsed Time', { length: 'length',
      minus: 6 }) },
    43: { elapsed: uint('dccp.elapsed_time', 'Elapsed Time', { length: 'length', minus: 2 }) },
    44: { dataChecksum: u32('dccp.checksum_data', 'Data Checksum', { base: 16 }) },
    192: { lossRate: u32('dccp.ccid3_loss_event_rate', 'CCID3 Loss Event Rate') },
    194: { receiveRate: u32('dccp.ccid3_receive_rate', 'CCID3 Receive Rate', { unit: 'bytes/s' }) },
  })
  .fields({ data: rest('', 'Data') })

interface Header { readonly type: number; readonly isLong: number }
const acknowledges = ({ type }: Header) => type !== 0 && type !== 2 && type !== 10

export const dccp = protocol('dccp', 'Datagram Congestion Control Protocol', { 'ip.proto': [33] })
  .specified('RFC 4340')
  .fields({
    sourcePort:      u16('dccp.srcport', 'Source Port', { also: 'dccp.port' }),
    destinationPort: u16('dccp.dstport', 'Destination Port', { also: 'dccp.port' }),
    dataOffset:      u8('dccp.data_offset', 'Data Offset'),
    ccval:           bits(4, 'dccp.ccval', 'CCVal'),
    coverage:        bits(4, 'dccp.cscov', 'Checksum Coverage'),
    checksum:        u16('dccp.checksum', 'Checksum', { base: 16 }),
    reserved:        bits(3, 'dccp.res1', 'Reserved', { base: 16 }),
    type:            bits(4, 'dccp.type', 'Type', { names: types }),
    isLong:          bits(1, 'dccp.x', 'Extended Sequence Numbers'),
  })
  .length(({ dataOffset }) => 4 * dataOffset)
  .cases(
    [{ isLong: 1 }, { moreReserved: u8('dccp.res2', 'Reserved', { base: 16 }), sequence: u48('dccp.seq_raw', 'Sequence Number (raw)') }],
    [otherwise, { sequence: u24('dccp.seq_raw', 'Sequence Number (raw)') }],
  )
  .cases(
    [(header) => acknowledges(header) && header.isLong === 1, {
      acknowledgeReserved: u16('dccp.ack_res', 'Reserved', { base: 16 }), acknowledgment: u48('dccp.ack_raw',
        'Acknowledgment Number (raw)'),
    }],
    [acknowledges, {
      acknowledgeReserved: u8('dccp.ack_res', 'Reserved', { base: 16 }), acknowledgment: u24('dccp.ack_raw', 'Acknowledgment Number (raw)'),
    }],
  )
  .choice('type', {
    0: { service: u32('dccp.service_code', 'Service Code') },
    1: { service: u32('dccp.service_code', 'Service Code') },
    7: {
      resetCode: u8('dccp.reset_code', 'Reset Code', { names: resetCodes }),
      data1: u8('dccp.data1', 'Data 1'), data2: u8('dccp.data2', 'Data 2'), data3: u8('dccp.data3', 'Data 3'),
    },
  })
  .fields({ options: list('dccp.options', 'Options', option) })
  .between('port', 'sourcePort', 'destinationPort')
  .payload({ tables: [['dccp.port', { smaller: ['sourcePort', 'destinationPort'] }], ['dccp.port', { larger: ['sourcePort',
    'destinationPort'] }]] })
  .colored('datagrams', ({ type }) => (type === 7 ? 'error' : undefined))
  .summarized(({ sourcePort, destinationPort, type }) => `${sourcePort} > ${destinationPort} [${nameIn(types, type) ?? type}]`)
