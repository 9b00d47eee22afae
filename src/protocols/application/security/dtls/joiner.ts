/** Handshake messages put together from fragments, in their order: RFC 6347, section 4.2.3. */
import { fragmentLengthAt, headerLength, isFragment, lengthAt, offsetAt, sequenceAt, typeAt } from './handshake.ts'

interface Pending {
  readonly header: Uint8Array
  readonly length: number
  readonly parts: { readonly offset: number; readonly bytes: Uint8Array }[]
  /** Where bytes are missing: from and to, in order. */
  missing: readonly (readonly [from: number, to: number])[]
}

export class MessageJoiner {
  /** The number of the next message. */
  private next = 0
  private readonly pending = new Map<number, Pending>()
  /** The bytes that are kept. */
  private kept = 0

  /**
   * Takes the fragments from `from` to `to`. Gives each message that is complete, in order and once: those in one
   * fragment where they lie, the others in a memory of their own, which are returned.
   */
  take(bytes: Uint8Array, from: number, to: number, each: MessageTaker): Uint8Array[] {
    const joined: Uint8Array[] = []
    for (let at = from; isFragment(bytes, at, to); at += headerLength + fragmentLengthAt(bytes, at)) {
      const sequence = sequenceAt(bytes, at)
      // A client that begins again, as a server without memory lets it, counts from any number.
      if (typeAt(bytes, at) === clientHello && sequence < this.next) this.begin(sequence)
      if (sequence < this.next || sequence >= this.next + mostPending) {
        if (this.next > 0 || this.pending.size > 0) continue
        this.next = sequence
      }
      const whole = this.add(bytes, at, sequence)
      if (whole === undefined) continue
      if (whole !== bytes) joined.push(whole)
      this.next = sequence + 1
      each(whole, whole === bytes ? at : 0)
    }
    return joined
  }

  private begin(sequence: number): void {
    this.next = sequence
    this.kept = 0
    this.pending.clear()
  }

  /** The memory that a message lies in, once all of it is there. */
  private add(bytes: Uint8Array, at: number, sequence: number): Uint8Array | undefined {
    const [length, offset, part] = [lengthAt(bytes, at), offsetAt(bytes, at), fragmentLengthAt(bytes, at)]
    if (part === length) {
      this.forget(sequence)
      return bytes
    }
    if (this.pending.get(sequence)?.length !== length) this.forget(sequence)
    const pending = this.pending.get(sequence) ?? { header: bytes.slice(at, at + headerLength), length, parts: [], missing: [[0, length]] }
    this.pending.set(sequence, pending)
    const missing = without(pending.missing, offset, offset + part)
    // One that comes again brings nothing.
    if (missing.length === pending.missing.length && sizeOf(missing) === sizeOf(pending.missing)) return undefined
    const start = at + headerLength
    pending.parts.push({ offset, bytes: bytes.slice(start, start + part) })
    pending.missing = missing
    this.kept += part
    if (missing.length > 0 && missing.length <= mostGaps && this.kept <= mostKept) return undefined
    this.forget(sequence)
    return missing.length === 0 ? wholeOf(pending) : undefined
  }

  private forget(sequence: number): void {
    for (const { bytes } of this.pending.get(sequence)?.parts ?? []) this.kept -= bytes.length
    this.pending.delete(sequence)
  }
}

export type MessageTaker = (bytes: Uint8Array, start: number) => void

/** One fragment that is the whole message. */
function wholeOf({ header, length, parts }: Pending): Uint8Array {
  const whole = new Uint8Array(headerLength + length)
  whole.set(header)
  whole.fill(0, offsetPlace, lengthPlace)
  whole.set(header.subarray(1, 4), lengthPlace)
  for (const { offset, bytes } of parts) whole.set(bytes, headerLength + offset)
  return whole
}

const sizeOf = (ranges: Pending['missing']): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0)

function without(ranges: Pending['missing'], from: number, to: number): Pending['missing'] {
  return ranges.flatMap(([start, end]): Pending['missing'] => {
    if (to <= start || from >= end) return [[start, end]]
    const before: Pending['missing'] = start < from ? [[start, from]] : []
    return to < end ? [...before, [to, end]] : before
  })
}

const [offsetPlace, lengthPlace] = [6, 9]
const clientHello = 1
/** Messages that may be put together at a time. */
const mostPending = 16
/** Places where bytes of one message are missing. */
const mostGaps = 64
/** Bytes of messages that are not all there. */
const mostKept = 1 << 16
