/** What every frame begins with, RFC 9113 section 4.1; and what a connection begins with, section 3.4. */
import { bits, isAt, octets, range, record, u16, u24, u8 } from '../../../../schema/index.ts'
import { typeNames, types } from './names.ts'

const header = record('Frame Header', {
  length:   u24('http2.length', 'Length'),
  type:     u8('http2.type', 'Type'),
  flags:    u8('http2.flags', 'Flags'),
  reserved: bits(1, 'http2.r', 'Reserved'),
  streamId: bits(31, 'http2.streamid', 'Stream Identifier'),
})
export const headerLength = 9

/** How many bytes follow the header. */
export const payloadLengthAt = header.reader('length')
export const typeAt = header.reader('type')
export const flagsAt = header.reader('flags')
export const streamAt = header.reader('streamId')

/** The bits of flags, section 6. */
export const flags = { endStream: 0x01, acknowledgment: 0x01, endHeaders: 0x04, padded: 0x08, priority: 0x20 } as const

const magic = octets('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
export const magicLength = magic.length
/** The first three bytes of a preface, as a number: longer than a frame may be. */
export const magicStart = 0x505249

/** Whether the preface begins at `start`, as far as it is there. */
export function isMagic(bytes: Uint8Array, start: number, end: number): boolean {
  const there = Math.min(end - start, magicLength)
  return there >= shortestMagic && isAt(there === magicLength ? magic : magic.subarray(0, there), bytes, start, end)
}
/** `PRI `, which no method of HTTP/1 is. */
const shortestMagic = 4

const ofConnection = { streamId: 0, reserved: 0 } as const
/** Frames whose length and stream are fixed, by type. */
const fixed: Readonly<Record<number, ReturnType<typeof header.recognizer>>> = {
  [types.priority]:       header.recognizer({ length: 5, streamId: range(1) }),
  [types.reset]:          header.recognizer({ length: 4, streamId: range(1) }),
  [types.settings]:       header.recognizer({ ...ofConnection, length: range(0, 6 * 1024) }),
  [types.ping]:           header.recognizer({ ...ofConnection, length: 8 }),
  [types.goAway]:         header.recognizer({ ...ofConnection, length: range(8) }),
  [types.windowUpdate]:   header.recognizer({ length: 4 }),
  [types.origin]:         header.recognizer({ ...ofConnection }),
  [types.priorityUpdate]: header.recognizer({ ...ofConnection, length: range(4) }),
  [types.alternativeService]: header.recognizer({ length: range(2) }),
}
const ofStream = header.recognizer({ streamId: range(1) })

/** Whether a frame may begin at `start`. Of unknown types only the length tells, which few send at all. */
export function isFrame(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < headerLength) return false
  const type = typeAt(bytes, start)
  const length = payloadLengthAt(bytes, start)
  if (!(type in typeNames)) return length <= longestUnknown
  if (type === types.settings && length % settingLength !== 0) return false
  return (fixed[type] ?? ofStream)(bytes, start, end)
}

const settingLength = 6
const longestUnknown = 1 << 14

/**
 * Whether what a connection begins with is at `start`: a preface, or the settings of a server, of which those that are
 * there have numbers in use.
 */
export function isPreface(bytes: Uint8Array, start: number, end: number): boolean {
  if (isMagic(bytes, start, end)) return true
  if (!isFirstSettings(bytes, start, end)) return false
  const last = start + headerLength + payloadLengthAt(bytes, start)
  for (let at = start + headerLength; at + settingLength <= Math.min(last, end); at += settingLength)
    if (!isKnownSetting(bytes, at, end)) return false
  return last >= end || isFrame(bytes, last, end)
}

const isFirstSettings = header.recognizer({
  ...ofConnection, type: types.settings, flags: 0, length: [6, 12, 18, 24, 30, 36, 42, 48, 54, 60],
})
const setting = record('Setting', { id: u16('', 'Identifier') })
/** Those that are assigned, and those that are reserved for greasing or experiments, as Google's. */
const isAssigned = setting.recognizer({ id: range(1, 16) })
const isExperimental = setting.recognizer({ id: range(0xf000, 0xffff) })
const idAt = setting.reader('id')
const isKnownSetting = (bytes: Uint8Array, at: number, end: number): boolean =>
  isAssigned(bytes, at, end) || isExperimental(bytes, at, end) || (idAt(bytes, at) & 0x0f0f) === 0x0a0a
