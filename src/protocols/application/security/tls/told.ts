/** What earlier records of a conversation tell of those of a layer. */
import type { FactValues, View } from '../../../../schema/index.ts'

export interface Told {
  /** Whether a Change Cipher Spec came before. */
  readonly isProtected: boolean
  /** Whether its first record goes on with a handshake message. */
  readonly isContinued: boolean
  /** Whether a server has chosen version 1.3. */
  readonly isSince13?: boolean
  /** Whether QUIC carries the handshake. */
  readonly isOverQuic?: boolean
  /** The cipher suite that a server has chosen. */
  readonly suiteName?: string
  /** The bytes of the records so far. */
  readonly length: number
  /** The records that were decrypted, in order. */
  readonly opened?: Opened[]
  /** What records hold of handshake messages over several records, in order. */
  readonly parts?: Part[]
  /** The handshake messages in words that its first record completes. */
  readonly completed?: readonly string[]
  /** The ports of the conversation. */
  readonly ports?: readonly number[]
  /** The application protocol that was agreed on (RFC 7301). */
  readonly applicationProtocol?: string
  /** Why records were not decrypted. */
  readonly decryptError?: readonly string[]
}

/** Why a record of a connection without secrets is not decrypted. */
export const withoutSecrets = 'no keys are known for the connection'

/** Whether records of a layer were decrypted, by what is known of it; undefined where none had to be. */
export function isDecrypted(facts: FactValues | undefined): boolean | undefined {
  const { opened, decryptError } = (facts ?? {}) as Partial<Told>
  return opened !== undefined ? true : decryptError?.includes(withoutSecrets) ? false : undefined
}

/** A record that was decrypted. */
export interface Opened {
  /** Where it begins, from the start of the layer. */
  readonly at: number
  /** What it holds, which is encrypted too since version 1.3. */
  readonly type: number
  /** Whether that is so, and the type in the header is another one. */
  readonly isOpaque?: true
  readonly bytes: Uint8Array
  /** Of a handshake: the stream of its messages, and in words those that end in it. */
  readonly stream?: string
  readonly messages?: readonly string[]
}

/** A part of a handshake message that is not encrypted: from the start of the layer. */
export interface Part {
  readonly at: number
  readonly end: number
  readonly stream: string
}

/** What is known of a layer, or of one that a part of it lies in. */
export const toldOf = ({ facts }: View): Told | undefined => facts as Told | undefined

/** The record of a layer, decrypted, that is a part of it. */
export function openedOf({ facts, start, origin }: View): Opened | undefined {
  const opened = (facts as Told | undefined)?.opened
  if (opened === undefined) return undefined
  const at = start - origin
  let [from, to] = [0, opened.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (opened[middle]!.at < at) from = middle + 1
    else to = middle
  }
  return opened[from]?.at === at ? opened[from] : undefined
}

/** What is known of a layer with one more record. */
export function toldTogether(earlier: Told | undefined, next: Told | undefined): Told | undefined {
  if (earlier === undefined || next === undefined) return earlier ?? next
  // The lists are the layer's own, and there may be thousands.
  const [opened, parts] = [earlier.opened ?? (next.opened && []), earlier.parts ?? (next.parts && [])]
  const { length } = earlier
  for (const each of next.opened ?? []) opened!.push({ ...each, at: length + each.at })
  for (const each of next.parts ?? []) parts!.push({ ...each, at: length + each.at, end: length + each.end })
  const applicationProtocol = next.applicationProtocol ?? earlier.applicationProtocol
  const decryptError = [...new Set([...(earlier.decryptError ?? []), ...(next.decryptError ?? [])])]
  return {
    ...next,
    ...earlier,
    length: length + next.length,
    ...(opened && { opened }),
    ...(parts && { parts }),
    ...(applicationProtocol !== undefined && { applicationProtocol }),
    ...(decryptError.length > 0 && { decryptError }),
  }
}
