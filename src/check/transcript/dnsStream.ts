/** DNS over TCP: messages with their length in front (RFC 1035, section 4.2.2), put together from however many segments. */
import { protocols } from '../../protocols/index.ts'
import type { Message } from '../../reports/names.ts'
import { joined, type Side, type Speech } from './speech.ts'

export class DnsStream implements Speech {
  readonly protocol = 'dns'
  readonly unanswered = false
  private readonly rest: Record<Side, Uint8Array> = { client: new Uint8Array(0), server: new Uint8Array(0) }
  private readonly lost: Record<Side, boolean> = { client: false, server: false }

  constructor(private readonly listener: (message: Message) => void) {}

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    if (this.lost[side]) return
    const all = joined(this.rest[side], bytes, from, to)
    let at = 0
    for (let end; at + 2 <= all.length && (end = at + 2 + ((all[at]! << 8) | all[at + 1]!)) <= all.length; at = end) {
      const message = protocols.dnsOverTcp.view(all, at, end)
      if (message.headed) this.listener(message)
    }
    this.rest[side] = all.slice(at)
  }

  gap(side: Side): void {
    this.lost[side] = true
  }

  /** Its questions are told elsewhere. */
  lines(): string[] {
    return []
  }
}
