/**
 * Puts fragments together: RFC 791, section 3.2; RFC 8200, section 4.5. Memory is bounded: beyond a number of payloads
 * or bytes the oldest is given up, and counted.
 */
import type { Layers } from '../packet/layers.ts'
import { data } from '../packet/registry/index.ts'
import type { Fragmentation } from '../schema/index.ts'
import type { FollowedFrame } from './followed-frame.ts'

/** A payload that is not all there yet. */
interface Whole {
  readonly parts: Part[]
  /** The bytes of the parts. */
  bytes: number
  /** Its length, once its last part is there. */
  length: number | undefined
  /** The protocol of what it carries, once its first part is there. */
  protocol: number
  overlaps: boolean
  conflicts: boolean
}

interface Part {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly frame: number
  readonly layer: number
}

export class FragmentsRole {
  /** Payloads that were given up. */
  abandoned = 0
  private readonly wholes = new Map<string, Whole>()
  private bytes = 0

  constructor(private readonly fragmentation: Fragmentation) {}

  follow(frame: FollowedFrame, at: number): void {
    const { layers } = frame
    const { fragmentation } = this
    const bytes = layers.bytesOf(at)
    const start = layers.start[at]!
    const offset = fragmentation.offset(bytes, start)
    const more = fragmentation.more(bytes, start)
    if ((offset === 0 && !more) || frame.address < 0 || at + 1 >= layers.count || frame.isQuoted) return
    const next = at + 1
    // A part that is cut leaves a hole that nothing fills.
    if (layers.originalEnd[next]! > layers.end[next]!) return
    const key = `${fragmentation.identification(bytes, start)} ${frame.end('source')} ${frame.end('destination')}`
    const whole = this.wholeOf(key)
    const part = bytes.slice(layers.start[next]!, layers.end[next]!)
    if (offset === 0) whole.protocol = layers.protocol[next]!
    if (!more) whole.length ??= offset + part.length
    this.add(whole, { offset, bytes: part, frame: frame.number, layer: at })
    const complete = this.completed(whole)
    if (complete === undefined) {
      showPart(layers, frame, at)
      this.limit()
      return
    }
    this.forget(key, whole)
    this.show(frame, at, whole, complete)
  }

  private wholeOf(key: string): Whole {
    let whole = this.wholes.get(key)
    if (whole === undefined) {
      whole = { parts: [], bytes: 0, length: undefined, protocol: data.id, overlaps: false, conflicts: false }
      this.wholes.set(key, whole)
    }
    return whole
  }

  private add(whole: Whole, part: Part): void {
    whole.parts.push(part)
    whole.bytes += part.bytes.length
    this.bytes += part.bytes.length
  }

  /** The bytes of a payload of which all is there, else undefined. */
  private completed(whole: Whole): Uint8Array | undefined {
    const { length, parts } = whole
    if (length === undefined || whole.bytes < length) return undefined
    const inOrder = parts.toSorted((one, other) => one.offset - other.offset)
    let reached = 0
    for (const { offset, bytes } of inOrder) {
      if (offset > reached) return undefined
      reached = Math.max(reached, offset + bytes.length)
    }
    if (reached < length) return undefined
    const joined = new Uint8Array(length)
    let filled = 0
    for (const { offset, bytes } of inOrder) {
      const old = Math.min(bytes.length, filled - offset)
      if (old > 0) {
        whole.overlaps = true
        for (let at = 0; at < old && !whole.conflicts; at++) whole.conflicts = joined[offset + at] !== bytes[at]
      }
      // What came first counts.
      if (old < bytes.length && filled < length)
        joined.set(bytes.subarray(Math.max(0, old), Math.max(0, length - offset)), Math.max(offset, filled))
      filled = Math.max(filled, offset + bytes.length)
    }
    return joined
  }

  private show(
    frame: FollowedFrame,
    at: number,
    { parts, protocol, overlaps, conflicts }: Whole,
    bytes: Uint8Array,
  ): void {
    const frames = parts.map((part) => part.frame)
    for (const part of parts)
      if (part.frame !== frame.number) frame.tellEarlier(part.frame, part.layer, { reassembledIn: frame.number })
    const source = { bytes, label: `Reassembled ${this.fragmentation.of}`, frames }
    const { length } = bytes
    frame.change({ at: at + 1, added: { protocol, parent: at, source, from: 0, to: length, originalTo: length } })
    frame.tell(at, {
      fragments: frames,
      fragmentCount: frames.length,
      fragmentOverlap: overlaps || undefined,
      fragmentConflict: conflicts || undefined,
      reassembledLength: length,
    })
  }

  private forget(key: string, whole: Whole): void {
    this.wholes.delete(key)
    this.bytes -= whole.bytes
  }

  private limit(): void {
    for (const [key, whole] of this.wholes) {
      if (this.wholes.size <= mostWholes && this.bytes <= mostBytes) return
      this.forget(key, whole)
      this.abandoned++
    }
  }
}

/** Limits of what waits for further parts. */
const mostWholes = 4096
const mostBytes = 64 << 20

/** Of a part, only the bytes are shown: what it carries may go on in others. */
function showPart(layers: Layers, frame: FollowedFrame, at: number): void {
  const next = at + 1
  const base = layers.source(next) === undefined ? layers.start[0]! : 0
  frame.change({
    at: next,
    added: {
      protocol: data.id,
      parent: at,
      source: layers.source(next),
      from: layers.start[next]! - base,
      to: layers.end[next]! - base,
      originalTo: layers.originalEnd[next]! - base,
    },
  })
}
