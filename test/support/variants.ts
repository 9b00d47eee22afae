/** Frames of a capture as another network would have delivered them: reordered, sent again, in other segments, lost, cut. */
import fc from 'fast-check'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { framesOf } from './packets.ts'

/** A frame, and what is sent in it if it is a segment with payload that neither opens nor ends a connection. */
export interface Sent {
  readonly bytes: Uint8Array
  readonly linkType: number
  readonly originalLength: number
  /** Ports in their order: those of a direction of a connection. */
  readonly direction: string | undefined
  /** Where the IP header, the TCP header and the payload are. */
  readonly ip: number
  readonly tcp: number
  readonly payload: number
}

/** The frames of one of the project's own captures. */
export const sentIn = (name: string): Sent[] => framesOf(name).map(sentOf)

function sentOf(frame: Frame): Sent {
  const { linkType, originalLength } = frame
  const bytes = frame.bytes.slice()
  const layers = new Layers()
  layers.decodeAlone(new Batch().hold(Frame.of(bytes, { linkType, originalLength })), 0)
  const names = Array.from({ length: layers.count }, (_, at) => entries[layers.protocol[at]!]!.schema.name)
  const at = names.indexOf('tcp')
  const [tcp, ip] = at < 1 ? [0, 0] : [layers.start[at]!, layers.start[at - 1]!]
  const payload = tcp + (bytes[tcp + 12]! >> 4) * 4
  const isPlain =
    originalLength === bytes.length &&
    at > 0 &&
    names[at - 1] === 'ip' &&
    (bytes[tcp + 13]! & 7) === 0 &&
    layers.end[at]! > payload
  const ports = [...bytes.subarray(tcp, tcp + 4)].join(' ')
  const address = [...bytes.subarray(ip + 12, ip + 20)].join(' ')
  const direction = isPlain && layers.end[at]! === bytes.length ? `${address} ${ports}` : undefined
  return { bytes, linkType, originalLength, direction, ip, tcp, payload }
}

/** A segment with some of the payload of another. */
function partOf(sent: Sent, from: number, to: number): Sent {
  const { bytes, ip, tcp, payload } = sent
  const part = new Uint8Array(payload + to - from)
  part.set(bytes.subarray(0, payload))
  part.set(bytes.subarray(payload + from, payload + to), payload)
  const view = new DataView(part.buffer)
  view.setUint16(ip + 2, part.length - ip)
  view.setUint32(tcp + 4, (view.getUint32(tcp + 4) + from) >>> 0)
  return { ...sent, bytes: part, originalLength: part.length }
}

/** Numbers that decide what is done; the frames decide what can be. */
export const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 60 })

/** Puts segments into other ones, some of which overlap. */
export function resegmented(frames: readonly Sent[], numbers: readonly number[]): Sent[] {
  return frames.flatMap((sent, index) => {
    const length = sent.bytes.length - sent.payload
    const number = numbers[index % numbers.length]!
    if (sent.direction === undefined || length < 2 || number % 3 === 0) return [sent]
    const place = 1 + (number % (length - 1))
    const overlap = number % 2 === 0 ? 0 : Math.min(place, number % 7)
    return [partOf(sent, 0, place), partOf(sent, place - overlap, length)]
  })
}

/** Shuffles segments that one side sent in a row. */
export function reordered(frames: readonly Sent[], numbers: readonly number[]): Sent[] {
  const shuffled = [...frames]
  for (let from = 0, to; from < shuffled.length; from = to) {
    const { direction } = shuffled[from]!
    to = from + 1
    while (direction !== undefined && shuffled[to]?.direction === direction) to++
    for (let at = to - 1; at > from; at--) {
      const other = from + (numbers[at % numbers.length]! % (at - from + 1))
      ;[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!]
    }
  }
  return shuffled
}

/** Sends some segments again, later. */
export function repeated(frames: readonly Sent[], numbers: readonly number[]): Sent[] {
  const all = [...frames]
  for (const number of numbers) {
    const at = number % all.length
    if (all[at]!.direction !== undefined) all.splice(at + 1 + (number % (all.length - at)), 0, all[at]!)
  }
  return all
}

/** Leaves some segments out. */
export const thinned = (frames: readonly Sent[], numbers: readonly number[]): Sent[] =>
  frames.filter(({ direction }, index) => direction === undefined || numbers[index % numbers.length]! % 5 !== 0)

/** Cuts some segments, as a snap length does. */
export const cut = (frames: readonly Sent[], numbers: readonly number[]): Sent[] =>
  frames.map((sent, index) => {
    const number = numbers[index % numbers.length]!
    if (sent.direction === undefined || number % 4 !== 0) return sent
    return { ...sent, bytes: sent.bytes.subarray(0, sent.payload + (number % (sent.bytes.length - sent.payload))) }
  })

/** A batch of frames, a millisecond between one and the next. */
export function* batchesFrom(frames: readonly Sent[]): Iterable<Batch> {
  for (const [index, { bytes, linkType, originalLength }] of frames.entries())
    yield new Batch().hold(
      Frame.of(bytes, {
        linkType,
        originalLength,
        number: index + 1,
        seconds: 1_700_000_000,
        nanoseconds: index * 1_000_000,
      }),
    )
}
