/** What two ends of a connection say to one another, as lines of a transcript: `> ` before what the client says, `< ` before the server's. */
import type { ByteBudget } from './content.ts'
import type { Omissions } from './omissions.ts'

export type Role = 'client' | 'server'

export interface Dialog {
  /** The name of what is spoken. */
  readonly protocol: string
  /** Takes the next bytes of one end: from `from` to `to`, which may be overwritten afterwards. */
  take(role: Role, bytes: Uint8Array, from: number, to: number): void
  /** So many bytes of one end were not captured. */
  gap(role: Role, length: number): void
  /** What was said so far. */
  lines(context: RenderContext): string[]
  /** The same in parts that stand for themselves, where it has such: then the connection they were said on is of no account. */
  passages?(context: RenderContext): Passage[] | undefined
  /** Whether the client waits for an answer. */
  readonly unanswered: boolean
}

export interface Passage {
  /** The packets in which it began and ended, counted in the order of the capture. */
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** What is spoken in. */
export interface ConversationState {
  /** Which packet is at hand. */
  readonly place: number
  readonly budget: ByteBudget
}

/** How things are told. */
export interface RenderContext {
  readonly omissions: Omissions
  /** Takes out of a text what differs each time, such as the ports of servers that have any free one. */
  normalize(text: string): string
}

export const mark = (role: Role): string => (role === 'client' ? '>' : '<')

/** A line that one end says. */
export const said = (role: Role, line: string): string => (line === '' ? mark(role) : `${mark(role)} ${line}`)

/** Bytes that two pieces make. */
export function joined(before: Uint8Array, bytes: Uint8Array, from: number, to: number): Uint8Array {
  const both = new Uint8Array(before.length + to - from)
  both.set(before)
  both.set(bytes.subarray(from, to), before.length)
  return both
}
