/** A packet as a plain object. */
import type { Frame } from '../../files/frame.ts'
import { hex, type View } from '../../schema/index.ts'
import { entries } from '../registry/index.ts'

/** A packet as `JSON.stringify` writes it. */
export interface PacketJson {
  readonly frame: FrameJson
  /** A layer by the property of `Packet`; an array where a protocol occurs several times. */
  readonly [property: string]: unknown
}

export interface FrameJson {
  readonly number: number
  /** Seconds since 1970 with nine decimal places; absent if the frame has no time. */
  readonly time?: string
  /** In bytes, on the wire. */
  readonly originalLength: number
  /** In bytes. */
  readonly capturedLength: number
  readonly interfaceId: number
  /** LINKTYPE_ number. */
  readonly linkType: number
}

/** Texts of packets are passed through `shown`. */
export function packetObject(frame: Frame, layers: readonly View[], shown = (text: string) => text): PacketJson {
  const packet: Record<string, unknown> & { frame: FrameJson } = { frame: frameObject(frame) }
  for (const layer of layers) {
    const property = propertyOf(layer)
    const value = layerObject(layer, shown)
    const before = packet[property]
    if (before === undefined) packet[property] = value
    else if (Array.isArray(before)) before.push(value)
    else packet[property] = [before, value]
  }
  return packet
}

function frameObject(frame: Frame): FrameJson {
  const { number, seconds, nanoseconds, originalLength, capturedLength, interfaceId, linkType } = frame
  const time = Number.isNaN(seconds) ? {} : { time: `${seconds}.${`${nanoseconds}`.padStart(9, '0')}` }
  return { number, ...time, originalLength, capturedLength, interfaceId, linkType }
}

function layerObject(layer: View, shown: (text: string) => string): object {
  const notes = layer.notes().map(({ name }) => name)
  return {
    ...(layer.cut === undefined ? {} : { cut: layer.cut }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(plain(layer, shown) as object),
  }
}

/** The property under which a packet has the first layer of this protocol: one that is framed in two ways has two. */
function propertyOf({ schema }: View): string {
  return entries.find((entry) => entry.schema.name === schema.name)?.property ?? schema.name
}

/** A value as JSON has it. */
function plain(value: unknown, shown: (text: string) => string): unknown {
  if (typeof value === 'string') return shown(value)
  if (typeof value === 'bigint') return `${value}`
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Uint8Array) return hex(value)
  if (Array.isArray(value)) return value.map((each) => plain(each, shown))
  const object = 'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as object) : value
  const parts = Object.entries(object).filter(([, part]) => part !== undefined)
  return Object.fromEntries(parts.map(([key, part]) => [key, plain(part, shown)]))
}
