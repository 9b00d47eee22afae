/** Conversations built by hand, packet by packet: IPv4 without a link, a millisecond between one packet and the next. */
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { TrafficReport, type TrafficLimits, type TrafficSummary } from '../../src/reports/index.ts'

export interface Segment {
  readonly flags?: string
  readonly sequence: number
  readonly acknowledgment?: number
  readonly payload?: Uint8Array | string
}

export const client = { address: [192, 0, 2, 1], port: 40_000 } as const
export const server = { address: [192, 0, 2, 2], port: 80 } as const
type Place = { readonly address: readonly number[]; readonly port: number }

const rawIp = 101
const bits: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 }

export const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** A TCP segment from one place to another. */
export function segment(
  from: Place,
  to: Place,
  { flags = 'A', sequence, acknowledgment = 0, payload = '' }: Segment,
): Uint8Array {
  const data = typeof payload === 'string' ? octets(payload) : payload
  const header = new Uint8Array(20)
  const view = new DataView(header.buffer)
  view.setUint16(0, from.port)
  view.setUint16(2, to.port)
  view.setUint32(4, sequence >>> 0)
  view.setUint32(8, acknowledgment >>> 0)
  header[12] = 5 << 4
  header[13] = [...flags].reduce((sum, flag) => sum | bits[flag]!, 0)
  return packet(6, from.address, to.address, header, data)
}

export function datagram(from: Place, to: Place, payload: Uint8Array): Uint8Array {
  const header = new Uint8Array(8)
  const view = new DataView(header.buffer)
  view.setUint16(0, from.port)
  view.setUint16(2, to.port)
  view.setUint16(4, 8 + payload.length)
  return packet(17, from.address, to.address, header, payload)
}

export function packet(
  protocol: number,
  from: readonly number[],
  to: readonly number[],
  header: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(20 + header.length + data.length)
  bytes.set([0x45, 0, bytes.length >> 8, bytes.length & 255, 0, 0, 0, 0, 64, protocol, 0, 0, ...from, ...to])
  bytes.set(header, 20)
  bytes.set(data, 20 + header.length)
  return bytes
}

/** A connection that can be spoken on: each call is a segment, in order. */
export class Talk {
  readonly packets: Uint8Array[] = []
  private readonly next: [number, number]

  constructor(
    private readonly from: Place = client,
    private readonly to: Place = server,
    start: readonly [number, number] = [1000, 9000],
  ) {
    this.next = [...start]
  }

  open(): this {
    return this.say(0, '', 'S').say(1, '', 'SA').say(0, '')
  }

  /** One end says something: 0 is the client. */
  say(who: 0 | 1, payload: Uint8Array | string, flags = 'A'): this {
    const [from, to] = who === 0 ? [this.from, this.to] : [this.to, this.from]
    this.packets.push(
      segment(from, to, { flags, sequence: this.next[who], acknowledgment: this.next[who === 0 ? 1 : 0], payload }),
    )
    this.next[who] = (this.next[who] + payload.length + (/[SF]/.test(flags) ? 1 : 0)) >>> 0
    return this
  }

  close(): this {
    return this.say(0, '', 'FA').say(1, '', 'FA').say(0, '')
  }
}

/** What a report makes of packets; those cut are `captured` bytes of as many as there were. */
export function summaryOf(
  packets: readonly Uint8Array[],
  limits: Partial<TrafficLimits> = {},
  captured = Infinity,
): TrafficSummary {
  const frames = packets.map((bytes, index) =>
    Frame.of(bytes.subarray(0, captured), {
      linkType: rawIp,
      number: index + 1,
      seconds: 1_700_000_000,
      nanoseconds: index * 1_000_000,
      originalLength: bytes.length,
    }),
  )
  return summaryOfFrames(frames, limits)
}

export function summaryOfFrames(frames: Iterable<Frame>, limits: Partial<TrafficLimits> = {}): TrafficSummary {
  const report = new TrafficReport(limits)
  for (const frame of frames) report.take(new Batch().hold(frame))
  return report.summary()
}
