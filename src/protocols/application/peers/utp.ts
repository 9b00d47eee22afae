/** Micro Transport Protocol, version 1: BEP 29 (2009). Only BitTorrent speaks it, between ports of any number. */
import {
  bits, goesOn, list, nameIn, protocol, range, record, rest, u16, u32, u8, type View,
} from '../../../schema/index.ts'

const types = { 0: 'Data', 1: 'Fin', 2: 'State', 3: 'Reset', 4: 'Syn' }
const extensionTypes = { 0: 'No Extension', 1: 'Selective ACK', 2: 'Extension bits', 3: 'Close reason' }

/** The type of an extension stands in the header, or in the extension, before it. */
const extension = record('Extension', {
  next:   u8('bt-utp.next_extension_type', 'Next Extension Type', { names: extensionTypes }),
  length: u8('bt-utp.extension_len', 'Extension Length', { unit: 'bytes' }),
}).followedBy('length').fields({ bitmask: rest('bt-utp.extension_bitmask', 'Extension Bitmask') })

const headerFields = {
  type:       bits(4, 'bt-utp.type', 'Type', { names: types }),
  version:    bits(4, 'bt-utp.ver', 'Version'),
  extension:  u8('bt-utp.next_extension_type', 'Next Extension Type', { names: extensionTypes }),
  connection: u16('bt-utp.connection_id', 'Connection ID'),
  timestamp:  u32('bt-utp.timestamp_us', 'Timestamp Microseconds'),
  difference: u32('bt-utp.timestamp_diff_us', 'Timestamp Difference Microseconds'),
  window:     u32('bt-utp.wnd_size', 'Window Size', { unit: 'bytes' }),
  sequence:   u16('bt-utp.seq_nr', 'Sequence number'),
  acknowledged: u16('bt-utp.ack_nr', 'ACK number'),
}
const header = record('Header', headerFields)
const begins = header.recognizer({ type: range(0, 4), version: 1, extension: range(0, 3) })
/** The first packet of a connection says nothing of the other end yet. */
const isOpening = header.recognizer({ type: 4, version: 1, extension: [0, 2], difference: 0, acknowledged: 0 })
/** An acknowledgment alone; windows are some MiB at most. */
const isState = header.recognizer({ type: 2, version: 1, extension: [0, 1], timestamp: range(1), window: range(1, 0xff_ffff) })
const extensionAt = header.reader('extension')
const [nextAt, lengthAt] = [extension.reader('next'), extension.reader('length')]
const headerLength = 20

/** Where extensions end, or -1 where they do not fit. */
function afterExtensions(octets: Uint8Array, start: number, end: number): number {
  let [at, next] = [start + headerLength, extensionAt(octets, start)]
  while (next !== 0) {
    if (next > 3 || at + 2 > end) return -1
    const length = lengthAt(octets, at)
    next = nextAt(octets, at)
    at += 2 + length
    if (at > end) return -1
  }
  return at
}
/** Nothing but header and extensions, of a packet that opens a connection or acknowledges one. */
const isUtp = (octets: Uint8Array, start: number, end: number) =>
  (isOpening(octets, start, end) || isState(octets, start, end)) && afterExtensions(octets, start, end) === end
const fits = (octets: Uint8Array, start: number, end: number) =>
  begins(octets, start, end) && afterExtensions(octets, start, end) >= 0

export const utp = protocol('bt-utp', 'uTorrent Transport Protocol', { udp: [], announced: ['bt-utp'] })
  .specified('BEP 29')
  .fields(headerFields)
  .fields({
    extensions: list('bt-utp.extension', 'Extensions', extension, {
      length: ({ bytes: octets, start, end }: View) => Math.max(0, afterExtensions(octets, start, end) - start - headerLength),
    }),
    data: rest('bt-utp.data', 'Data'),
  })
  .accepts(isUtp, 'heuristic')
  .trustedTo((octets, start, end) => (fits(octets, start, end) ? end : start))
  // Only these are recognized by themselves; they say that the others follow.
  .announces(['announced'], ({ type }) =>
    (type === 4 || type === 2 ? goesOn('udp', [['announced', 'bt-utp']]) : []))
  .colored('stream', ({ type }) => (type === 3 ? 'warning' : undefined))
  .summarized(({ type, connection, sequence, acknowledged, window, data }) =>
    `${nameIn(types, type) ?? type} connection ${connection}, seq ${sequence}, ack ${acknowledged}, win ${window}` +
    `${data.length > 0 ? `, ${data.length} bytes` : ''}`)
