/** The frames of a packet: RFC 9000, section 19; DATAGRAM (RFC 9221), ACK_FREQUENCY (draft-ietf-quic-ack-frequency). */
import {
  bits, bytes, computed, computedFlag, finding, flag, list, nameIn, otherwise, protocol, range, record, rest, text, u8, varint, vector,
  when, type View,
} from '../../../../schema/index.ts'
import { quicErrors, quicFrameTypes } from '../../../names/quic.ts'
import { tlsAlerts } from '../../../names/tls.ts'
import { streamsIn } from './streams.ts'

type Number62 = number | bigint
const number = (filter: string, label: string) => varint(filter, label, 'quic')

/** Section 19.3. */
const ackRange = record('ACK Range', { gap: number('quic.ack.gap', 'Gap'), length: number('quic.ack.ack_range', 'ACK Range') })
const ack = {
  largestAcknowledged: number('quic.ack.largest_acknowledged', 'Largest Acknowledged'),
  ackDelay:            number('quic.ack.ack_delay', 'ACK Delay'),
  ackRangeCount:       number('quic.ack.ack_range_count', 'ACK Range Count'),
  firstAckRange:       number('quic.ack.first_ack_range', 'First ACK Range'),
  ackRanges:           list('', 'ACK Ranges', ackRange, { count: 'ackRangeCount' }),
}
const ecnCounts = {
  ect0Count:  number('quic.ack.ect0_count', 'ECT(0) Count'),
  ect1Count:  number('quic.ack.ect1_count', 'ECT(1) Count'),
  ecnCeCount: number('quic.ack.ecn_ce_count', 'ECN-CE Count'),
}

/** Sections 19.4 to 19.7. */
const resetStream = {
  resetStreamId: number('quic.rsts.stream_id', 'Stream ID'),
  resetError:    number('quic.rsts.application_error_code', 'Application Error Code'),
  finalSize:     number('quic.rsts.final_size', 'Final Size'),
}
const stopSending = {
  stoppedStreamId: number('quic.ss.stream_id', 'Stream ID'),
  stopError:       number('quic.ss.application_error_code', 'Application Error Code'),
}
const crypto = {
  cryptoOffset: number('quic.crypto.offset', 'Offset'),
  cryptoLength: number('quic.crypto.length', 'Length'),
  cryptoData:   { ...bytes('quic.crypto.crypto_data', 'Crypto Data', 'cryptoLength'), type: 'none' as const },
}
const newToken = { token: vector(number('quic.nt.length', 'Token Length'), bytes('quic.nt.token', 'Token')) }

/** Section 19.8: bits of the type say which fields there are. */
const hasBit = (bit: number) => ({ type }: { readonly type: Number62 }) => (Number(type) & bit) !== 0
const [finBit, lengthBit, offsetBit] = [1, 2, 4] as const
type Streamed = { readonly streamId: Number62 | undefined }
const bitOfId = (filter: string, label: string, bit: bigint, names: Readonly<Record<number, string>>) =>
  computed(filter, label, (frame: Streamed) => Number((BigInt(frame.streamId ?? 0) >> bit) & 1n), { names })

const types = {
  padding: 0, ack: 2, ackWithCounts: 3, resetStream: 4, stopSending: 5, crypto: 6, newToken: 7, stream: range(8, 15), maxData: 16,
  maxStreamData: 17, maxStreams: [18, 19], dataBlocked: 20, streamDataBlocked: 21, streamsBlocked: [22, 23], newConnectionId: 24,
  retireConnectionId: 25, pathChallenge: 26, pathResponse: 27, close: 28, applicationClose: 29, datagram: 48, datagramWithLength: 49,
  ackFrequency: 0xaf, timeStamp: 0x2f5, withoutFields: [1, 30, 0xac],
} as const

/** Section 19.1: how many zeros there are in a row, each of which is a frame. */
function paddingLength({ bytes: all, start, end }: View): number {
  let at = start + 1
  while (at < end && all[at] === 0) at++
  return at - start
}

/** Section 19.15. */
const newConnectionId = {
  sequence:        number('quic.nci.sequence', 'Sequence Number'),
  retirePriorTo:   number('quic.nci.retire_prior_to', 'Retire Prior To'),
  newConnectionId: vector(u8('quic.nci.connection_id.length', 'Connection ID Length'), bytes('quic.nci.connection_id', 'Connection ID')),
  resetToken:      bytes('quic.nci.stateless_reset_token', 'Stateless Reset Token', 16),
}

/** Section 19.19. */
const isCryptoError = ({ closeError }: { readonly closeError: Number62 }) => closeError >= 0x100 && closeError <= 0x1ff
const alertOf = ({ closeError }: { readonly closeError: Number62 }) => Number(closeError) & 0xff
const reason = {
  reason: vector(number('quic.cc.reason_phrase.length', 'Reason phrase Length'), text('quic.cc.reason_phrase', 'Reason phrase')),
}
const close = record('Close', { closeError: varint('quic.cc.error_code', 'Error Code', 'quic', { names: quicErrors }) })
  .fields({
    alert: when(isCryptoError, computed('quic.cc.error_code.tls_alert', 'TLS Alert Description', alertOf, { names: tlsAlerts })),
    closedBy: varint('quic.cc.frame_type', 'Frame Type', 'quic', { names: quicFrameTypes }),
    ...reason,
  })

/** draft-ietf-quic-ack-frequency-02, section 4. */
const ackFrequency = {
  sequenceNumber:        number('quic.af.sequence_number', 'Sequence Number'),
  ackElicitingThreshold: number('quic.af.ack_eliciting_threshold', 'Ack-Eliciting Threshold'),
  requestMaxAckDelay:    number('quic.af.request_max_ack_delay', 'Request Max Ack Delay'),
  reserved:              bits(6, 'quic.af.reserved', 'Reserved'),
  ignoreOrder:           flag('quic.af.ignore_order', 'Ignore Order'),
  ignoreCe:              flag('quic.af.ignore_ce', 'Ignore CE'),
}

const frame = record('Frame', { type: varint('quic.frame_type', 'Frame Type', 'quic', { names: quicFrameTypes, base: 16 }) })
  .cases([{ type: types.stream }, {
    isLast:    computedFlag('quic.stream.fin', 'Fin', hasBit(finBit)),
    hasLength: computedFlag('quic.stream.len', 'Length present', hasBit(lengthBit)),
    hasOffset: computedFlag('quic.stream.off', 'Offset present', hasBit(offsetBit)),
    streamId:  number('quic.stream.stream_id', 'Stream ID'),
  }])
  .cases(
    [{ type: types.padding }, {
      paddingLength: computed('quic.padding_length', 'Padding Length', paddingLength),
      padding:       bytes('', 'Padding', (frame: View) => paddingLength(frame) - 1),
    }],
    [{ type: types.ack }, ack],
    [{ type: types.ackWithCounts }, { ...ack, ...ecnCounts }],
    [{ type: types.resetStream }, resetStream],
    [{ type: types.stopSending }, stopSending],
    [{ type: types.crypto }, crypto],
    [{ type: types.newToken }, newToken],
    [{ type: types.stream }, {
      initiator: bitOfId('quic.stream.initiator', 'Stream initiator', 0n, { 0: 'Client-initiated', 1: 'Server-initiated' }),
      direction: bitOfId('quic.stream.direction', 'Stream direction', 1n, { 0: 'Bidirectional', 1: 'Unidirectional' }),
      offset:    when(hasBit(offsetBit), number('quic.stream.offset', 'Offset')),
      length:    when(hasBit(lengthBit), number('quic.stream.length', 'Length')),
    }],
    [{ type: types.maxData }, { maxData: number('quic.md.maximum_data', 'Maximum Data') }],
    [{ type: types.maxStreamData }, {
      allowedStreamId: number('quic.msd.stream_id', 'Stream ID'),
      maxStreamData:   number('quic.msd.maximum_stream_data', 'Maximum Stream Data'),
    }],
    [{ type: types.maxStreams }, { maxStreams: number('quic.ms.max_streams', 'Maximum Streams') }],
    [{ type: types.dataBlocked }, { dataLimit: number('quic.sb.stream_data_limit', 'Data Limit') }],
    [{ type: types.streamDataBlocked }, {
      blockedStreamId: number('quic.sdb.stream_id', 'Stream ID'),
      streamDataLimit: number('quic.sb.stream_data_limit', 'Stream Data Limit'),
    }],
    [{ type: types.streamsBlocked }, { streamLimit: number('quic.sib.stream_limit', 'Stream Limit') }],
    [{ type: types.newConnectionId }, newConnectionId],
    [{ type: types.retireConnectionId }, { retired: number('quic.rci.sequence', 'Sequence Number') }],
    [{ type: types.pathChallenge }, { challenge: bytes('quic.path_challenge.data', 'Data', 8) }],
    [{ type: types.pathResponse }, { response: bytes('quic.path_response.data', 'Data', 8) }],
    [{ type: types.close }, close],
    [{ type: types.applicationClose }, {
      applicationError: number('quic.cc.error_code.app', 'Application Error Code'), ...reason,
    }],
    [{ type: types.datagram }, { datagram: rest('quic.dg', 'Datagram') }],
    [{ type: types.datagramWithLength }, {
      datagram: vector(number('quic.dg.length', 'Datagram Length'), bytes('quic.dg', 'Datagram')),
    }],
    [{ type: types.ackFrequency }, ackFrequency],
    [{ type: types.timeStamp }, { timeStamp: number('quic.ts', 'Time Stamp') }],
    [{ type: types.withoutFields }, {}],
    [otherwise, { unknown: finding('quic.ft.unknown', 'Unknown Frame Type', () => true), rest: rest('', 'Rest') }],
  )
  .cases(
    [(frame) => frame.streamId !== undefined && frame.length !== undefined, { data: bytes('quic.stream_data', 'Stream Data', 'length') }],
    [(frame) => frame.streamId !== undefined, { data: rest('quic.stream_data', 'Stream Data') }],
  )
  .summarized((frame) => {
    const { type, streamId, data, cryptoOffset, cryptoLength, largestAcknowledged } = frame
    const name = nameIn(quicFrameTypes, Number(type)) ?? `frame 0x${type.toString(16)}`
    if (streamId !== undefined) return `${name} ${streamId}, ${data?.length ?? 0} bytes`
    if (cryptoOffset !== undefined) return `${name} at ${cryptoOffset}, ${cryptoLength} bytes`
    return largestAcknowledged === undefined ? name : `${name} ${largestAcknowledged}`
  })

/** The frames of a packet that was decrypted. */
export const quicFrames = protocol('quic', 'QUIC frames', { 'quic.packet': ['payload'] })
  .specified('RFC 9000')
  .fields({ frames: list('quic.frame', 'Frames', frame) })
  .isContent()
  .derives(['tls.handshake', 'quic.alpn'], streamsIn, { isAlone: true })
