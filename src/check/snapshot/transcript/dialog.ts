/**
 * The application data of a connection as lines of a transcript: `> ` before what the client sends, `< ` before what
 * the server sends.
 */
import type { Layers } from '../../../packet/layers.ts'
import type { BinaryForm, ByteBudget } from './content.ts'
import type { Omissions } from './omissions.ts'

export type Role = 'client' | 'server'

export interface Dialog {
  /** The name of the application protocol. */
  readonly protocol: string
  /** Takes the next bytes of one end, from `from` to `to`. The memory may be overwritten after the call. */
  take(role: Role, bytes: Uint8Array, from: number, to: number): void
  /** Takes a layer of a message that ends in a frame of one end, after the bytes of that frame. */
  layer?(role: Role, layers: Layers, at: number): void
  /** Takes what was decrypted of its bytes, after those of the same frame. */
  carried?(role: Role, piece: CarriedBytes): void
  /** `length` bytes of one end were not captured. */
  gap(role: Role, length: number): void
  /** The lines so far. */
  lines(context: RenderContext): string[]
  /** The same in independent parts, if the protocol has them: then it does not matter which connection carried them. */
  passages?(context: RenderContext): Passage[] | undefined
  /** Whether all of it is shown in another conversation, from which it has moved. */
  readonly isElsewhere?: boolean
  /** Whether the client waits for an answer. */
  readonly unanswered: boolean
}

/** Bytes that were decrypted, in their order. The memory may be overwritten after the call. */
export interface CarriedBytes {
  readonly bytes: Uint8Array
  /** How many bytes before them are missing. */
  readonly missing: number
}

export interface Passage {
  /** The packets in which it began and ended, counted in the order of the capture. */
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** The part of a conversation that its dialog needs. */
export interface ConversationState {
  /** The position of the current packet in the capture. */
  readonly place: number
  readonly budget: ByteBudget
}

/** How dialogs are rendered. */
export interface RenderContext {
  readonly omissions: Omissions
  /** How data that is not text is shown. */
  readonly binary: BinaryForm
  /** Whether credentials are shown. */
  readonly showSecrets: boolean
  /** Removes from a text what differs in every run, such as ephemeral ports of servers, and what the user masks. */
  normalize(text: string): string
}

export const mark = (role: Role): string => (role === 'client' ? '>' : '<')

/** A line with the mark of the end that sent it. */
export const prefixed = (role: Role, line: string): string => (line === '' ? mark(role) : `${mark(role)} ${line}`)

/** The concatenation of kept bytes and new ones, as a copy. */
export function joined(before: Uint8Array, bytes: Uint8Array, from: number, to: number): Uint8Array {
  const both = new Uint8Array(before.length + to - from)
  both.set(before)
  both.set(bytes.subarray(from, to), before.length)
  return both
}
