/** Frames by type: RFC 9113, section 6; RFC 7838, section 4; RFC 8336, section 2; RFC 9218, section 7.1. */
import {
  ahead, bits, bytes, computed, flag, group, holding, list, record, rest, text, u16, u24, u32, u8, vector, when,
} from '../../../../schema/index.ts'
import { flags, headerLength } from './header.ts'
import { errorNames, settingNames, typeNames, types } from './names.ts'

const endStream = flag('http2.flags.end_stream', 'End Stream')
const endHeaders = flag('http2.flags.eh', 'End Headers')
const padded = flag('http2.flags.padded', 'Padded')
const none = (size: number) => bits(size, '', 'Unused')

/** The flags that a type does not use, as a number of the bits from the lowest of them up. */
const unused = (filter: string, mask: number) =>
  computed(filter, 'Unused', 'flagBits', (value: number) => (value & mask) >> Math.log2(mask & -mask))

const flagSets = {
  [types.data]: {
    unusedFlags: unused('http2.flags.unused_data', 0xf6),
    flags:       group('http2.flags', 'Flags', { unused: none(4), padded, alsoUnused: none(2), endStream }),
  },
  [types.headers]: {
    unusedFlags: unused('http2.flags.unused_headers', 0xd2),
    flags:       group('http2.flags', 'Flags', {
      unused: none(2), priority: flag('http2.flags.priority', 'Priority'), moreUnused: none(1), padded, endHeaders,
      alsoUnused: none(1), endStream,
    }),
  },
  [types.settings]: {
    unusedFlags: unused('http2.flags.unused_settings', 0xfe),
    flags:       group('http2.flags', 'Flags', { unused: none(7), acknowledgment: flag('http2.flags.ack.settings', 'ACK') }),
  },
  [types.pushPromise]: {
    unusedFlags: unused('http2.flags.unused_push_promise', 0xf3),
    flags:       group('http2.flags', 'Flags', { unused: none(4), padded, endHeaders, alsoUnused: none(2) }),
  },
  [types.ping]: {
    unusedFlags: unused('http2.flags.unused_ping', 0xfe),
    flags:       group('http2.flags', 'Flags', { unused: none(7), acknowledgment: flag('http2.flags.ack.ping', 'ACK') }),
  },
  [types.continuation]: {
    unusedFlags: unused('http2.flags.unused_continuation', 0xfb),
    flags:       group('http2.flags', 'Flags', { unused: none(5), endHeaders, alsoUnused: none(2) }),
  },
}
const noFlags = {
  unusedFlags: unused('http2.flags.unused', 0xff),
  flags:       group('http2.flags', 'Flags', { unused: none(8) }),
}

const hasFlag = (flag: number) => ({ flagBits }: { readonly flagBits: number }) => (flagBits & flag) !== 0

/** Section 6.1. */
const paddingLength = { padLength: when(hasFlag(flags.padded), u8('http2.padding', 'Pad Length', { base: 16 })) }

const paddedTypes: readonly number[] = [types.data, types.headers, types.pushPromise]

/** Section 6.3. */
const dependency = {
  exclusive:        flag('http2.exclusive', 'Exclusive'),
  streamDependency: bits(31, 'http2.stream_dependency', 'Stream Dependency'),
  weight:           u8('http2.headers.weight', 'Weight'),
}
export interface Frame {
  readonly start: number
  readonly length: number
  readonly padLength?: number | undefined
  readonly weight?: number | undefined
}

/** How many bytes of a frame are left before its padding, after `before` bytes of its payload. */
const unpadded = ({ length, padLength }: Frame, before: number): number =>
  Math.max(0, length - before - (padLength === undefined ? 0 : padLength + 1))

const priorityLength = ({ weight }: Frame): number => (weight === undefined ? 0 : 5)

/** Section 6.5. */
const setting = record('Setting', { id: u16('http2.settings.id', 'Settings Identifier', { names: settingNames }) })
  .choice('id', {
    1: { value: u32('http2.settings.header_table_size', 'Header table size') },
    2: { value: u32('http2.settings.enable_push', 'Enable PUSH') },
    3: { value: u32('http2.settings.max_concurrent_streams', 'Max concurrent streams') },
    4: { value: u32('http2.settings.initial_window_size', 'Initial Windows Size') },
    5: { value: u32('http2.settings.max_frame_size', 'Max frame size') },
    6: { value: u32('http2.settings.max_header_list_size', 'Max header list size') },
    8: { value: u32('http2.settings.extended_connect', 'Extended CONNECT') },
  }, { value: u32('http2.settings.unknown', 'Unknown Settings') })

/** RFC 8336, section 2. */
const origin = record('Origin', { ascii: vector(u16('http2.origin.origin_len', 'Origin Length'), text('http2.origin.origin', 'Origin')) })

const error = (filter: string) => u32(filter, 'Error', { names: errorNames })

export const frame = record('Frame', {
  flagBits: ahead(8, { skip: 32 }),
  length:   u24('http2.length', 'Length'),
  type:     u8('http2.type', 'Type', { names: typeNames }),
})
  .choice('type', flagSets, noFlags)
  .fields({
    reserved: bits(1, 'http2.r', 'Reserved', { base: 16 }),
    streamId: bits(31, 'http2.streamid', 'Stream Identifier'),
  })
  .cases([{ type: paddedTypes }, paddingLength])
  .fields({
    paddingCount: computed('http2.pad_length', 'Pad Length', ({ type, padLength = 0 }) => (paddedTypes.includes(type) ? padLength : NaN)),
  })
  .cases(
    [({ type, flagBits }) => type === types.headers && (flagBits & flags.priority) !== 0, dependency],
    [{ type: types.priority }, dependency],
    [{ type: types.pushPromise }, {
      promiseReserved: bits(1, 'http2.push_promise.r', 'Reserved', { base: 16 }),
      promisedStreamId: bits(31, 'http2.push_promise.promised_stream_id', 'Promised-Stream-ID'),
    }],
  )
  .fields({ realWeight: computed('http2.headers.weight_real', 'Weight real', ({ weight = NaN }) => weight + 1) })
  .choice('type', {
    [types.data]: {
      data:           bytes('http2.data.data', 'Data', (frame: Frame) => unpadded(frame, 0)),
      padding:        rest('http2.data.padding', 'Padding'),
    },
    [types.headers]: {
      fragment:       bytes('http2.headers', 'Header Block Fragment', (frame: Frame) => unpadded(frame, priorityLength(frame))),
      padding:        rest('http2.headers.padding', 'Padding'),
    },
    [types.reset]: {
      error:          error('http2.rst_stream.error'),
    },
    [types.settings]: {
      settings:       list('http2.settings', 'Settings', setting),
    },
    [types.pushPromise]: {
      fragment:       bytes('http2.push_promise.header', 'Header Block Fragment', (frame: Frame) => unpadded(frame, 4)),
      padding:        rest('http2.push_promise.padding', 'Padding'),
    },
    [types.ping]: {
      ping:           when((frame) => !hasFlag(flags.acknowledgment)(frame as never), bytes('http2.ping', 'Ping', 8)),
      pong:           when(hasFlag(flags.acknowledgment), bytes('http2.pong', 'Pong', 8)),
    },
    [types.goAway]: {
      goAwayReserved: bits(1, 'http2.goway.r', 'Reserved', { base: 16 }),
      lastStreamId:   bits(31, 'http2.goaway.last_stream_id', 'Last-Stream-ID'),
      error:          error('http2.goaway.error'),
      debugData:      rest('http2.goaway.addata', 'Additional Debug Data'),
    },
    [types.windowUpdate]: {
      windowReserved: bits(1, 'http2.window_update.r', 'Reserved', { base: 16 }),
      increment:      bits(31, 'http2.window_update.window_size_increment', 'Window Size Increment'),
    },
    [types.continuation]: {
      fragment:       rest('http2.continuation.header', 'Continuation Header'),
    },
    [types.alternativeService]: {
      serviceOrigin:  vector(u16('http2.altsvc.origin.len', 'Origin Length'), text('http2.altsvc.origin', 'Origin')),
      fieldValue:     text('http2.altsvc.field_value', 'Field/Value'),
    },
    [types.origin]: {
      origins:        list('http2.origin', 'Origins', origin),
    },
    [types.priorityUpdate]: {
      updatedStreamId: u32('http2.priority_update_stream_id', 'Priority Update Stream ID'),
      priority:       holding(text('http2.priority_update_field_value', 'Priority Update Field Value'), 'vocabulary'),
    },
  }, { unknown: rest('http2.unknown', 'Unknown') })

/** Where the payload of a frame begins, without what is before a header block or data; and where it ends without padding. */
export function contentOf(bytes: Uint8Array, start: number, end: number): { readonly from: number; readonly to: number } {
  const view = frame.part(bytes, start, end, start)
  const { padLength, weight, promisedStreamId } = view
  const before = (padLength === undefined ? 0 : 1) + (weight === undefined ? 0 : 5) + (promisedStreamId === undefined ? 0 : 4)
  const from = start + headerLength + before
  return { from: Math.min(from, end), to: Math.max(from, end - (padLength ?? 0)) }
}
