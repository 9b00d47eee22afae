/**
 * Payloads that came before the first one of their stream, of which nobody knows yet what is spoken in it. Memory is
 * bounded: beyond the limits they are not kept, and the stream begins with what comes.
 */
import type { TcpFlow } from './connection.ts'
import type { Payload } from './payload.ts'
import { isAfter } from './sequence.ts'
import { kept } from './stream-joiner.ts'

export class EarlyPayloads {
  private readonly flows = new Map<TcpFlow, Payload[]>()

  /** Keeps a payload, if what is missing before it may still come. */
  keep(own: TcpFlow, other: TcpFlow, payload: Payload): boolean {
    const first = (own.base + 1) | 0
    const isAcknowledged = other.acknowledgment !== 0 && isAfter(other.acknowledgment, first)
    if (!isAfter(payload.sequence, first) || isAcknowledged) return false
    const known = this.flows.get(own)
    if (known === undefined ? this.flows.size >= mostFlows : known.length >= mostPayloads) return false
    if (known === undefined) this.flows.set(own, [kept(payload)])
    else known.push(kept(payload))
    return true
  }

  /** What was kept of a stream, which is then forgotten here. */
  take(flow: TcpFlow): readonly Payload[] {
    const known = this.flows.get(flow)
    if (known === undefined) return none
    this.flows.delete(flow)
    return known
  }
}

const none: readonly Payload[] = []
/** Limits: a payload has at most 64 KB. */
const mostFlows = 64
const mostPayloads = 8
