/** Protocol Buffers, as far as messages tell without their schema: protobuf.dev, "Encoding", as of November 2025. */
import {
  ahead, bytes, computed, computedText, converted, list, otherwise, overlay, protocol, record, u32, u64, utf8Text, varint, type View,
} from '../../../../schema/index.ts'

const wireTypes = { 0: 'varint', 1: '64-bit', 2: 'Length-delimited', 3: 'Start group', 4: 'End group', 5: '32-bit' } as const

/** `tag value`, where the lowest three bits of the tag say how long the value is. */
const field = record('Field', {
  first:    ahead(8),
  number:   converted(varint('protobuf.field.number', 'Field Number', 'leb128'), (tag) => Math.floor(Number(tag) / 8)),
  wireType: computed('protobuf.field.wiretype', 'Wire Type', 'first', (tag: number) => tag & 7, { names: wireTypes }),
})
  .cases(
    [(field) => field.wireType === 0 && isSmall(field), {
      value:  overlay(bytes('protobuf.field.value', 'Value', valueLength)),
      uint32: varint('protobuf.field.value.uint32', 'Uint32', 'leb128'),
    }],
    [{ wireType: 0 }, {
      value:  overlay(bytes('protobuf.field.value', 'Value', valueLength)),
      uint64: varint('protobuf.field.value.uint64', 'Uint64', 'leb128'),
    }],
    [{ wireType: 1 }, {
      value: overlay(bytes('protobuf.field.value', 'Value', 8)), uint64: u64('protobuf.field.value.uint64', 'Uint64', { order: 'little' }),
    }],
    [{ wireType: 2 }, {
      length: varint('protobuf.field.value.length', 'Value Length', 'leb128'), value: bytes('protobuf.field.value', 'Value', 'length'),
    }],
    [{ wireType: 5 }, {
      value: overlay(bytes('protobuf.field.value', 'Value', 4)), uint32: u32('protobuf.field.value.uint32', 'Uint32', { order: 'little' }),
    }],
    [otherwise, {}],
  )
  .fields({
    text: computedText('protobuf.field.value.string', 'String', ({ length, value }) => (length ? textIn(value) : undefined)),
  })
  .summarized(({ number, uint32, uint64, value, text }) =>
    `${number}: ${uint32 ?? uint64 ?? (text === undefined ? `${value?.length ?? 0} bytes` : JSON.stringify(text))}`)

/** A message whose type nobody said. */
export const protobuf = protocol('protobuf', 'Protocol Buffers', {
  'media_type': ['application/protobuf', 'application/x-protobuf', 'application/vnd.google.protobuf'],
  'grpc_message_type': ['application/grpc', 'application/grpc-web', 'application/grpc-web-text'],
})
  .specified('https://protobuf.dev/programming-guides/encoding/')
  .fields({ fields: list('', 'Fields', field) })
  .accepts(isMessage)
  .colored('web')
  .detailed({ fields: [], rows: ['fields'] })
  .isContent()

/** Whether fields of known kinds follow one another up to the end. */
function isMessage(message: Uint8Array, start: number, end: number): boolean {
  let count = 0
  for (let at = start; at < end; count++) {
    if (count > mostFields) return true
    const view = field.part(message, at, end, start)
    if (!view.headed || view.number === 0 || !(view.wireType in wireTypes)) return false
    const size = view.offsetOf() >> 3
    if (!(size > 0 && at + size <= end)) return false
    if (view.length !== undefined && Number(view.length) !== view.value?.length) return false
    at += size
  }
  return true
}

/** How long the number after the tag is. */
function valueLength({ bytes: message, start, end }: View): number {
  const from = varintEnd(message, start, end)
  return varintEnd(message, from, end) - from
}

/** Whether the number after the tag is below 2^32. */
function isSmall({ bytes: message, start, end }: View): boolean {
  const from = varintEnd(message, start, end)
  const size = varintEnd(message, from, end) - from
  return size < 5 || (size === 5 && (message.at(from + 4) ?? 0) < 16)
}

function varintEnd(message: Uint8Array, from: number, end: number): number {
  const most = Math.min(end, from + longestVarint)
  for (let at = from; at < most; at++) if ((message.at(at) ?? 0) < 0x80) return at + 1
  return most
}

/** Bytes as text, if they are printable; other bytes may be messages, or packed numbers. */
function textIn(value: Uint8Array | undefined): string | undefined {
  const words = value === undefined ? '' : utf8Text(value, 0, Math.min(value.length, longestText))
  // eslint-disable-next-line no-control-regex
  return words === '' || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(words) ? undefined : words
}

const longestVarint = 10
const longestText = 4096
/** How many fields are looked over before it is believed. */
const mostFields = 1000
