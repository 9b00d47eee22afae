/** Frames of Google QUIC from Q034 to Q046, as "QUIC Wire Layout Specification" (Google, 2016) has them, before they are encrypted. */
import {
  ahead, bits, bytes, flag, list, otherwise, overlay, range, record, rest, u16, u32, u8, uint, when, type Schema, type View,
} from '../../../../schema/index.ts'
import { message, messageNumbers, type Message } from './message.ts'

interface Order {
  readonly order?: 'little'
}
const sizes = [1, 2, 4, 6] as const
const kinds = {
  0: 'PADDING', 1: 'RST_STREAM', 2: 'CONNECTION_CLOSE', 3: 'GOAWAY', 4: 'WINDOW_UPDATE', 5: 'BLOCKED', 6: 'STOP_WAITING', 7: 'PING',
} as const

const bodyLength = ({ dataLength, end, start }: View & { readonly dataLength: number | undefined }) => dataLength ?? end - start
interface Lengths {
  readonly streamLength: number
  readonly offsetLength: number
}
/** The first byte says how long the fields are; the handshake is spoken on stream 1. */
const streamOf = (order: Order) => record('STREAM', {
  type:         overlay(u8('gquic.frame_type', 'Frame Type', { base: 16 })),
  isStream:     flag('gquic.frame_type.stream', 'Stream'),
  isLast:       flag('gquic.frame_type.stream.f', 'FIN'),
  hasLength:    flag('gquic.frame_type.stream.d', 'Data Length'),
  offsetLength: bits(3, 'gquic.frame_type.stream.ooo', 'Offset Length'),
  streamLength: bits(2, 'gquic.frame_type.stream.ss', 'Stream Length'),
})
  .fields({
    stream:     uint('gquic.stream_id', 'Stream ID', ({ streamLength }: Lengths) => streamLength + 1, order),
    offset:     when(({ offsetLength }) => offsetLength > 0,
      uint('gquic.offset', 'Offset', ({ offsetLength }: Lengths) => offsetLength + 1, order)),
    dataLength: when('hasLength', u16('gquic.data_len', 'Data Length', order)),
    tag:        ahead(32),
  })
  .cases(
    [{ tag: messageNumbers }, { message: list('', 'Message', message, { length: bodyLength, count: () => 1 }) }],
    [otherwise, { data: bytes('gquic.stream_data', 'Stream Data', bodyLength) }],
  )

const largestSize = ({ largestLength }: { readonly largestLength: number }) => sizes[largestLength as 0]
const ackOf = (order: Order) => {
  const blockLength = (filter: string, label: string) => uint(filter, label, (self: View) =>
    sizes[((self as unknown as { readonly lengths: number }).lengths ?? 0) & 3]!, order)
  return record('ACK', {
    type:          overlay(u8('gquic.frame_type', 'Frame Type', { base: 16 })),
    isStream:      flag('gquic.frame_type.stream', 'Stream'),
    isAck:         flag('gquic.frame_type.ack', 'ACK'),
    hasBlocks:     flag('gquic.frame_type.ack.n', 'NACK'),
    unused:        flag('gquic.frame_type.ack.u', 'Unused'),
    largestLength: bits(2, 'gquic.frame_type.ack.ll', 'Largest Observed Length'),
    lengths:       bits(2, 'gquic.frame_type.ack.mm', 'Missing Packet Length'),
  })
    .fields({
      largest:     uint('gquic.frame_type.ack.largest_acked', 'Largest Acked', largestSize, order),
      delay:       u16('gquic.frame_type.ack.largest_acked_delta_time', 'Largest Acked Delta Time', order),
      blocks:      when('hasBlocks', u8('gquic.frame_type.ack.num_blocks', 'Num blocks')),
      first:       blockLength('gquic.frame_type.ack.first_ack_block_length', 'First Ack block length'),
    })
    .fields({
      gaps:        bytes('', 'Further blocks', ({ blocks = 0, lengths }) => blocks * (1 + sizes[lengths as 0])),
      timestamps:  u8('gquic.frame_type.ack.num_timestamp', 'Num Timestamp'),
    })
    .fields({
      delta:       when(({ timestamps }) => timestamps > 0, u8('gquic.frame_type.ack.delta_largest_acked', 'Delta Largest Observed')),
      since:       when(({ timestamps }) => timestamps > 0,
        u32('gquic.frame_type.ack.time_since_largest_acked', 'Time Since Largest Acked', order)),
      more:        bytes('', 'Further timestamps', ({ timestamps }: { readonly timestamps: number }) => Math.max(0, timestamps - 1) * 3),
    })
}
/** The number of the packet it is in says how long its own is. */
const waiting = {
  type:  u8('gquic.frame_type', 'Frame Type', { names: kinds, base: 16 }),
  delta: uint('gquic.frame_type.sw.least_unacked_delta', 'Least unacked delta', ({ facts }: Known) => facts?.numberLength ?? 1),
}
const padding = rest('gquic.frame_type.padding', 'Padding')
const named = { type: u8('gquic.frame_type', 'Frame Type', { names: kinds, base: 16 }) }

/** What is known of a packet: its version as a number, and how long its number is. */
export interface Known {
  readonly facts?: { readonly version?: number, readonly numberLength?: number } | undefined
}
export interface Frame {
  readonly message: readonly (View & Message)[] | undefined
}
const frameOf = (order: Order) => record('Frame', { kind: ahead(8) }).cases(
  [{ kind: range(0x80) }, streamOf(order)],
  [{ kind: range(0x40, 0x7f) }, ackOf(order)],
  [{ kind: 0 }, { ...named, padding }],
  [{ kind: 6 }, waiting],
  [{ kind: 7 }, named],
  [otherwise, { ...named, rest: rest('', 'Frame') }],
) as unknown as Schema<Frame>
const littleFrame = frameOf({ order: 'little' })
const bigFrame = frameOf({})

/** Numbers were in little-endian order before Q039. */
const bigEndianSince = 39
export const isLittle = (version: number) => version < bigEndianSince
export const framesLittle = list('gquic.frame', 'Frames', littleFrame)
export const framesBig = list('gquic.frame', 'Frames', bigFrame)

const most = 4
const probes = {
  little: record('Packet', { frames: list('', 'Frames', littleFrame, { count: () => most }) }),
  big: record('Packet', { frames: list('', 'Frames', bigFrame, { count: () => most }) }),
}
/** Whether there is a message of the handshake among the first frames from byte `at` on: then they are not encrypted. */
export function isOpen(bytes: Uint8Array, at: number, end: number, version: number): boolean {
  const { frames } = probes[isLittle(version) ? 'little' : 'big'].part(bytes, at, end, at)
  return frames.some(({ message: found }) => found !== undefined && found.length > 0)
}
