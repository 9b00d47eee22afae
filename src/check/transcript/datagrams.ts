/** Datagrams: in words where their protocol has a sheet, else what they hold. */
import { printable } from '../../text/escape.ts'
import { Content, type KeepingRoom } from './content.ts'
import { said, type Side, type Speech, type Telling } from './speech.ts'

export class Datagrams implements Speech {
  protocol = 'udp'
  private readonly told: { readonly side: Side; readonly content: Content | string }[] = []
  private more = 0
  private answered = false

  constructor(private readonly room: KeepingRoom) {}

  get unanswered(): boolean {
    return !this.answered
  }

  /** Takes a datagram of a known protocol, in words; without any, it is only told that this is spoken. */
  say(side: Side, protocol: string, words: string | undefined): void {
    this.protocol = protocol
    // Numbers that are drawn at random.
    if (words !== undefined) this.keep(side, words.replace(/ id 0x[0-9a-f]+/g, ''))
  }

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    const content = new Content(this.room)
    content.add(bytes, from, to)
    this.keep(side, content)
  }

  /** The datagram taken last went on. */
  gap(_side: Side, length: number): void {
    const last = this.told.at(-1)?.content
    if (last instanceof Content) last.miss(length)
  }

  lines({ omissions, steady }: Telling): string[] {
    if (omissions.has('udp.payload')) return []
    const told = this.told.flatMap(({ side, content }) =>
      (typeof content === 'string'
        ? [printable(steady(content))]
        : content.size === 0
          ? ['(empty)']
          : content.lines(steady, true)
      ).map((line) => said(side, line)),
    )
    return this.more === 0 ? told : [...told, `... and ${this.more} more datagrams`]
  }

  private keep(side: Side, content: Content | string): void {
    this.answered ||= side === 'server'
    if (this.told.length < mostDatagrams) this.told.push({ side, content })
    else this.more++
  }
}

const mostDatagrams = 500

/** Echo requests of ICMP, and the replies to them: how many, and how long. */
export class Echoes implements Speech {
  private readonly counts = new Map<string, { readonly side: Side; readonly length: number; count: number }>()

  constructor(readonly protocol: string) {}

  get unanswered(): boolean {
    return !Array.from(this.counts.values()).some(({ side }) => side === 'server')
  }

  take(side: Side, _bytes: Uint8Array, from: number, to: number): void {
    const key = `${side} ${to - from}`
    const known = this.counts.get(key)
    if (known !== undefined) known.count++
    else if (this.counts.size < mostLengths) this.counts.set(key, { side, length: to - from, count: 1 })
  }

  gap(): void {
    // Only lengths are told, and they are known.
  }

  lines(): string[] {
    return Array.from(this.counts.values(), ({ side, length, count }) =>
      said(
        side,
        `${count} echo ${side === 'client' ? (count === 1 ? 'request' : 'requests') : count === 1 ? 'reply' : 'replies'} of ${length} bytes`,
      ),
    )
  }
}

const mostLengths = 100
