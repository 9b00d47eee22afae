/** What a diagnosis finds: plain values, the same for a terminal, a page and a table. */
import { maxListedPackets } from '../flow.ts'

/**
 * `error`: something did not work; `warning`: it worked badly, or will fail for others; `note`: what explains other
 * findings, or is worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note'
export const severities = ['error', 'warning', 'note'] as const satisfies readonly Severity[]

export const findingKinds = [
  'name-failed',
  'name-unanswered',
  'name-slow',
  'connection-refused',
  'connection-reset',
  'connection-unanswered',
  'unreachable',
  'time-exceeded',
  'slow-accept',
  'slow-answer',
  'loss-before',
  'loss-after',
  'retransmission-storm',
  'capture-gaps',
  'zero-window',
  'mtu-exceeded',
  'mtu-black-hole',
  'fragments-incomplete',
  'duplicate-address',
  'arp-storm',
  'tls-alert',
  'tls-outdated',
  'http-error',
  'http-unanswered',
  'http-slow',
  'one-way',
  'duplicate-frames',
  'clock-backwards',
] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  readonly kind: FindingKind
  readonly severity: Severity
  /** What it is about: a name, a server, a connection, the capture. */
  readonly subject: string
  /** What is wrong. */
  readonly text: string
  /** What to do about it. */
  readonly advice: string
  /** How often it was seen. */
  readonly count: number
  /** Numbers of the first packets that show it. */
  readonly packets: readonly number[]
  /** What was measured; times are seconds, lengths bytes, shares parts of 1. */
  readonly figures: Readonly<Record<string, number>>
}

/** Orders findings: the gravest first, then the most frequent, then by packet. */
export const byGravity = (one: Finding, other: Finding): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
  findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind) ||
  other.count - one.count ||
  (one.packets[0] ?? 0) - (other.packets[0] ?? 0)

/** How often something was seen, and in which packets first. */
export class Evidence {
  count = 0
  packets: readonly number[] = none
  private own: number[] | undefined = undefined

  add(...packets: readonly number[]): void {
    this.count++
    for (const packet of packets) this.show(packet)
  }

  /** Adds a packet without counting. */
  show(packet: number): void {
    if (this.packets.length >= maxListedPackets || this.packets.includes(packet)) return
    if (this.own === undefined) this.packets = this.own = []
    this.own.push(packet)
  }

  join({ count, packets }: Pick<Evidence, 'count' | 'packets'>): void {
    this.count += count
    for (const packet of packets) this.show(packet)
  }
}
const none: readonly number[] = []

/** Seconds, or a share, rounded for a figure. */
export const rounded = (value: number, digits = 6): number => Math.round(value * 10 ** digits) / 10 ** digits

/** A share of 1 as percent. */
export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
