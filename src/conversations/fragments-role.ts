/**
 * Puts fragments together: RFC 791, section 3.2; RFC 8200, section 4.5. Memory is bounded: beyond a number of payloads
 * or bytes the oldest is given up, and counted.
 */
import type { Source, SourcePart } from '../packet/gain.ts'
import type { Layers } from '../packet/layers.ts'
import { data } from '../packet/registry/index.ts'
import type { Fragmentation } from '../schema/index.ts'
import type { FollowedFrame } from './followed-frame.ts'

/** A payload that is not all there yet. */
interface Whole {
  /** In the order of their places, of two at one place the first first. */
  readonly parts: Part[]
  /** The bytes of the parts. */
  bytes: number
  /** Its length, once its last part is there. */
  length: number | undefined
  /** The protocol of what it carries, once its first part is there. */
  protocol: number
  hasSeveralEnds: boolean
}

interface Part {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly frame: number
  readonly layer: number
  /** Where the bytes are, counted from where the layer begins. */
  readonly from: number
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
    if ((offset === 0 && !more) || frame.address < 0 || frame.isQuoted) return
    if (at + 1 >= layers.count) frame.decodeAll()
    if (at + 1 >= layers.count) return
    const next = at + 1
    // A part that is cut leaves a hole that nothing fills.
    if (layers.originalEnd[next]! > layers.end[next]!) return
    const key = this.keyOf(frame, bytes, start)
    const whole = this.wholeOf(key)
    const from = layers.start[next]!
    const part = bytes.slice(from, layers.end[next]!)
    if (offset === 0) whole.protocol = layers.protocol[next]!
    if (!more) endAt(whole, offset + part.length)
    this.add(whole, { offset, bytes: part, frame: frame.number, layer: at, from: from - start })
    if (!isWhole(whole)) {
      showPart(layers, frame, at)
      this.limit(key, whole)
      return
    }
    this.forget(key, whole)
    this.show(frame, at, whole)
  }

  private keyOf(frame: FollowedFrame, bytes: Uint8Array, start: number): string {
    const { identification, protocol } = this.fragmentation
    const number = `${identification(bytes, start)} ${protocol?.(bytes, start)}`
    return `${number} ${frame.end('source')} ${frame.end('destination')}`
  }

  private wholeOf(key: string): Whole {
    let whole = this.wholes.get(key)
    if (whole === undefined) {
      whole = { parts: [], bytes: 0, length: undefined, protocol: data.id, hasSeveralEnds: false }
      this.wholes.set(key, whole)
    }
    return whole
  }

  private add(whole: Whole, part: Part): void {
    const { parts } = whole
    let at = parts.length
    while (at > 0 && parts[at - 1]!.offset > part.offset) at--
    parts.splice(at, 0, part)
    whole.bytes += part.bytes.length
    this.bytes += part.bytes.length
  }

  private show(frame: FollowedFrame, at: number, whole: Whole): void {
    const { protocol, parts } = whole
    const { bytes, overlaps, conflicts, isTooLong, used } = joined(whole)
    const frames = parts.map((part) => part.frame)
    for (const part of parts)
      if (part.frame !== frame.number) frame.tellEarlier(part.frame, part.layer, { reassembledIn: frame.number })
    const recipe = { kind: 'joined', parts: used } as const
    const source: Source = { bytes, label: `Reassembled ${this.fragmentation.of}`, frames, recipe }
    const { length } = bytes
    frame.change({ at: at + 1, added: { protocol, parent: at, source, from: 0, to: length, originalTo: length } })
    frame.tell(at, {
      fragments: frames,
      fragmentCount: frames.length,
      fragmentOverlap: overlaps || undefined,
      fragmentConflict: conflicts || undefined,
      multipleTails: whole.hasSeveralEnds || undefined,
      fragmentTooLong: isTooLong || undefined,
      reassembledLength: length,
      reassembledData: bytes,
    })
  }

  private forget(key: string, whole: Whole): void {
    this.wholes.delete(key)
    this.bytes -= whole.bytes
  }

  /** Gives up one that is in too many parts, and the oldest beyond the limits of all. */
  private limit(key: string, whole: Whole): void {
    if (whole.parts.length > mostParts) this.abandon(key, whole)
    for (const [oldest, other] of this.wholes) {
      if (this.wholes.size <= mostWholes && this.bytes <= mostBytes) return
      this.abandon(oldest, other)
    }
  }

  private abandon(key: string, whole: Whole): void {
    this.forget(key, whole)
    this.abandoned++
  }
}

/** Limits of what waits for further parts; no payload has more parts without overlaps. */
const mostWholes = 4096
const mostBytes = 64 << 20
const mostParts = 1 << 13

/** Notes where a payload ends: what the first last part says counts. */
function endAt(whole: Whole, end: number): void {
  if (whole.length !== undefined && whole.length !== end) whole.hasSeveralEnds = true
  whole.length ??= end
}

function isWhole({ length, bytes, parts }: Whole): boolean {
  if (length === undefined || bytes < length) return false
  let reached = 0
  for (const { offset, bytes: part } of parts) {
    if (offset > reached) return false
    reached = Math.max(reached, offset + part.length)
  }
  return reached >= length
}

/** The bytes of a payload of which all is there; where parts overlap, what comes first counts. */
function joined({ length = 0, parts }: Whole) {
  const bytes = new Uint8Array(length)
  const used: SourcePart[] = []
  let [filled, overlaps, conflicts, isTooLong] = [0, false, false, false]
  for (const { offset, bytes: part, frame, layer, from } of parts) {
    const end = offset + part.length
    isTooLong ||= end > length
    const old = Math.min(part.length, filled - offset)
    if (old > 0) overlaps = true
    for (let at = 0; at < old && !conflicts && offset + at < length; at++) conflicts = bytes[offset + at] !== part[at]
    const fresh = part.subarray(old, Math.max(old, Math.min(part.length, length - offset)))
    if (fresh.length > 0) bytes.set(fresh, filled)
    used.push({ frame, layer, from: from + old, length: fresh.length })
    filled = Math.max(filled, end)
  }
  return { bytes, overlaps, conflicts, isTooLong, used }
}

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
