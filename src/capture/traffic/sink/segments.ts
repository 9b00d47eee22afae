/** TCP segments of the sink, parsed and built: RFC 9293, section 3.1. */
import { type Datagram, setWord, tcp, word } from './datagrams.ts'

export interface Segment {
  readonly sequence: number
  readonly acknowledged: number
  readonly flags: number
  readonly data: Uint8Array
  /** Maximum segment size of the peer. */
  readonly most: number
}

/** FIN, SYN, RST, PSH, ACK. */
export const [finish, synchronize, reset, push, acknowledge] = [0x01, 0x02, 0x04, 0x08, 0x10]
export const none = new Uint8Array(0)

/** Number of sequence numbers that a segment takes, without SYN. */
export const lengthOf = ({ flags, data }: { readonly flags: number; readonly data: Uint8Array }) =>
  data.length + (flags & finish ? 1 : 0)

/** Undefined if the header is malformed or cut. */
export function readSegment(payload: Uint8Array): Segment | undefined {
  const header = ((payload[12] ?? 0) >> 4) << 2
  if (header < 20 || payload.length < header) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  return {
    sequence: view.getUint32(4),
    acknowledged: view.getUint32(8),
    flags: payload[13]!,
    data: payload.subarray(header),
    most: mostOf(payload.subarray(20, header)),
  }
}

/** The Maximum Segment Size option. */
function mostOf(options: Uint8Array): number {
  for (let at = 0; at + 1 < options.length && options[at] !== 0;) {
    if (options[at] === 2 && options[at + 1] === 4) return word(options, at + 2)
    at += options[at] === 1 ? 1 : Math.max(2, options[at + 1]!)
  }
  return 536
}

export function writeSegment(
  from: number,
  to: number,
  sequence: number,
  acknowledged: number,
  flags: number,
  options: readonly number[],
  data: Uint8Array,
): Uint8Array {
  const header = 20 + options.length
  const payload = new Uint8Array(header + data.length)
  const view = new DataView(payload.buffer)
  setWord(payload, 0, from)
  setWord(payload, 2, to)
  view.setUint32(4, sequence)
  view.setUint32(8, acknowledged)
  payload[12] = (header >> 2) << 4
  payload[13] = flags
  setWord(payload, 14, 0xffff)
  payload.set(options, 20)
  payload.set(data, header)
  return payload
}

/** The reply to a segment without a connection (RFC 9293, section 3.5.2). */
export function resetOf(
  { source, destination, payload }: Datagram,
  { acknowledged, flags, sequence, data }: Segment,
): Datagram {
  const [from, to] = [word(payload, 2), word(payload, 0)]
  const answer =
    flags & acknowledge
      ? writeSegment(from, to, acknowledged, 0, reset, [], none)
      : writeSegment(from, to, 0, (sequence + data.length) >>> 0, reset | acknowledge, [], none)
  return { source: destination, destination: source, protocol: tcp, payload: answer }
}
