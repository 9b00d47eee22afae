/**
 * The first payloads of streams, as long as nobody knows what is spoken in them: they came before the first one, or are
 * too short to tell. Memory is bounded: beyond the limits they are not kept, and what is spoken is decided by what
 * comes.
 */
import type { TcpFlow } from '../connection.ts'
import type { Payload } from '../../messages/payload.ts'
import { isAfter } from '../sequence.ts'
import { kept, StreamJoiner } from '../../messages/stream-joiner.ts'

export class FirstPayloads {
  private readonly flows = new Map<TcpFlow, Payload[]>()

  /** What was kept of a stream. */
  of(flow: TcpFlow): readonly Payload[] {
    return this.flows.get(flow) ?? none
  }

  /** Whether bytes between a beginning and a payload are missing that may still come. */
  isEarly(own: TcpFlow, other: TcpFlow, { sequence }: Payload, beginning: Uint8Array): boolean {
    const next = (firstOf(own) + beginning.length) | 0
    const isAcknowledged = other.acknowledgment !== 0 && isAfter(other.acknowledgment, next)
    return isAfter(sequence, next) && !isAcknowledged
  }

  /** Keeps a payload, if there is room. */
  keep(own: TcpFlow, payload: Payload): boolean {
    const known = this.flows.get(own)
    if (known === undefined ? this.flows.size >= mostFlows : known.length >= mostPayloads) return false
    if (known === undefined) this.flows.set(own, [kept(payload)])
    else known.push(kept(payload))
    return true
  }

  /** What was kept of a stream, which is then forgotten here. */
  take(flow: TcpFlow): readonly Payload[] {
    const known = this.of(flow)
    if (known !== none) this.flows.delete(flow)
    return known
  }
}

/** The bytes at the beginning of a stream, as far as they are in some of its payloads. */
export function beginningIn(own: TcpFlow, payloads: readonly Payload[]): Uint8Array {
  const parts: Uint8Array[] = []
  const joiner = new StreamJoiner<Payload>(
    { bytes: ({ bytes, to }, from) => parts.push(bytes.subarray(from, to)), gap() {} },
    { left: Infinity },
  )
  joiner.begin(firstOf(own))
  for (const each of payloads) joiner.take(each)
  return joined(parts)
}

/** The sequence number of the first byte. */
const firstOf = ({ base }: TcpFlow): number => (base + 1) | 0

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const none: readonly Payload[] = []
/** Limits: a payload has at most 64 KB. */
const mostFlows = 64
const mostPayloads = 16
