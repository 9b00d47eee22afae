/** Datagrams: the summary of known protocols, otherwise the payload. */
import type { View } from '../../../schema/index.ts'
import { printable } from '../../../text/escape.ts'
import { Content, type ByteBudget } from './content.ts'
import { placeholder } from '../masks.ts'
import { prefixed, type Role, type Dialog, type RenderContext } from './dialog.ts'

export class Datagrams implements Dialog {
  protocol = 'udp'
  private readonly datagrams: { readonly role: Role; readonly content: Content | string }[] = []
  private more = 0
  private answered = false

  constructor(private readonly budget: ByteBudget) {}

  get unanswered(): boolean {
    return !this.answered
  }

  /** Takes the summary of a datagram of a known protocol; without one, only the protocol is noted. */
  summary(role: Role, protocol: string, words: string | undefined): void {
    this.protocol = protocol
    // Identifiers are random.
    if (words !== undefined) this.keep(role, words.replace(/ id 0x[0-9a-f]+/g, ''))
  }

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    const content = new Content(this.budget)
    content.add(bytes, from, to)
    this.keep(role, content)
  }

  /** The last datagram was longer on the wire. */
  gap(_side: Role, length: number): void {
    const last = this.datagrams.at(-1)?.content
    if (last instanceof Content) last.miss(length)
  }

  lines(context: RenderContext): string[] {
    const { omissions, normalize } = context
    if (this.datagrams.length === 0 || omissions.has('udp.payload')) return []
    const masked = omissions.masks('udp.payload')
    const lines = this.datagrams.flatMap(({ role, content }) =>
      (masked
        ? [placeholder]
        : typeof content === 'string'
          ? [printable(normalize(content))]
          : content.size === 0
            ? ['(empty)']
            : content.lines(context, true)
      ).map((line) => prefixed(role, line)),
    )
    return this.more === 0 ? lines : [...lines, `... and ${this.more} more datagrams`]
  }

  private keep(role: Role, content: Content | string): void {
    this.answered ||= role === 'server'
    if (this.datagrams.length < mostDatagrams) this.datagrams.push({ role, content })
    else this.more++
  }
}

const mostDatagrams = 500

/** ICMP echo requests and replies, counted by length. */
export class Echoes implements Dialog {
  private readonly counts = new Map<string, { readonly role: Role; readonly length: number; count: number }>()

  constructor(readonly protocol: string) {}

  get unanswered(): boolean {
    return !Array.from(this.counts.values()).some(({ role }) => role === 'server')
  }

  take(role: Role, _bytes: Uint8Array, from: number, to: number): void {
    const key = `${role} ${to - from}`
    const known = this.counts.get(key)
    if (known !== undefined) known.count++
    else if (this.counts.size < mostLengths) this.counts.set(key, { role, length: to - from, count: 1 })
  }

  gap(): void {
    // Only lengths are shown, and they are known.
  }

  lines(): string[] {
    return Array.from(this.counts.values(), ({ role, length, count }) =>
      prefixed(role, `${count} echo ${echoNouns[role][count === 1 ? 0 : 1]} of ${length} bytes`),
    )
  }
}

const echoNouns = { client: ['request', 'requests'], server: ['reply', 'replies'] } as const
const mostLengths = 100

/** The summary line of a layer; undefined if its protocol has none. */
export function summaryOf(view: View): string | undefined {
  // A schema erases the type of its own views.
  return view.schema.summary?.(view as never)
}
