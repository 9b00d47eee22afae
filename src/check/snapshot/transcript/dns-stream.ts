/** DNS over TCP: messages with a length prefix (RFC 1035, section 4.2.2), reassembled from the stream. */
import { protocols } from '../../../protocols/index.ts'
import type { Message } from '../../../reports/names/names.ts'
import { joined, type Role, type Dialog } from './dialog.ts'

export class DnsStream implements Dialog {
  readonly protocol = 'dns'
  readonly unanswered = false
  private readonly rest: Record<Role, Uint8Array> = { client: new Uint8Array(0), server: new Uint8Array(0) }
  private readonly lost: Record<Role, boolean> = { client: false, server: false }

  constructor(private readonly listener: (message: Message) => void) {}

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    if (this.lost[role]) return
    const all = joined(this.rest[role], bytes, from, to)
    let at = 0
    for (let end; at + 2 <= all.length && (end = at + 2 + ((all[at]! << 8) | all[at + 1]!)) <= all.length; at = end) {
      const message = protocols.dnsOverTcp.view(all, at, end)
      if (message.headed) this.listener(message)
    }
    this.rest[role] = all.slice(at)
  }

  gap(role: Role): void {
    this.lost[role] = true
  }

  /** Questions are entries of their own. */
  lines(): string[] {
    return []
  }
}
