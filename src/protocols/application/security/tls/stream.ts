/** What records tell about those to come: RFC 8446, sections 5.1 and D.4, and RFC 5246, section 7.1. */
import { nameIn, type StreamMemory } from '../../../../schema/index.ts'
import { tlsCipherSuites } from '../../../names/tls-cipher-suites.ts'
import { handshake, isHandshake, isHello, isServerHello, messageLength } from './handshake.ts'
import { contentStart, recordEnd, typeAt, types } from './records.ts'
import type { Told } from './told.ts'

interface Remembered {
  isProtected: boolean
  /** The beginning of a handshake message that is not all there. */
  rest: Uint8Array | undefined
  told: Told
}

export const rememberedOf = (memory: StreamMemory): Told | undefined => (memory.own.tls as Remembered | undefined)?.told

/** Takes note of the whole record at `start`. */
export function remember(memory: StreamMemory, bytes: Uint8Array, start: number): void {
  const remembered = (memory.own.tls ??= { isProtected: false, rest: undefined, told: undefined }) as Remembered
  const { isProtected, rest } = remembered
  const [type, from, to] = [typeAt(bytes, start), contentStart(start), recordEnd(bytes, start)]
  const isPlain = type === types.handshake && (isProtected ? isHello(bytes, from, to) : true)
  const isContinued = isPlain && rest !== undefined
  let messages: Uint8Array | undefined
  const chosen = memory.both.tls as Chosen | undefined
  remembered.rest = undefined
  if (isContinued) {
    const all = joined(rest, bytes.subarray(from, to))
    const end = wholeMessagesEnd(all, 0, all.length)
    if (end > 0) messages = all.subarray(0, end)
    remembered.rest = restOf(all, end, all.length)
  } else if (isPlain) remembered.rest = restOf(bytes, wholeMessagesEnd(bytes, from, to), to)
  if (type === types.changeCipherSpec) remembered.isProtected = true
  if (isPlain) memory.both.tls ??= chosenBy(messages ?? bytes, messages ? 0 : from, messages?.length ?? to)
  remembered.told = {
    isProtected,
    isContinued,
    ...(messages && { handshake: messages }),
    ...chosen,
  }
}

/** Whether the record at `start` is a Server Hello that chooses version 1.3, or a draft of it. */
export function choosesVersion13(bytes: Uint8Array, start: number, end: number): boolean {
  if (typeAt(bytes, start) !== types.handshake) return false
  return chosenBy(bytes, contentStart(start), Math.min(end, recordEnd(bytes, start)))?.isSince13 === true
}

type Chosen = Pick<Told, 'isSince13' | 'suiteName'>

/** What a Server Hello chooses. */
function chosenBy(bytes: Uint8Array, start: number, end: number): Chosen | undefined {
  if (!isServerHello(bytes, start, end)) return undefined
  const { extensions, cipherSuite = 0 } = handshake.part(bytes, start, end, start)
  const version = extensions?.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion
  const isSince13 = version === version13 || (version !== undefined && draftsOf13.has(version >> 8))
  const suiteName = nameIn(tlsCipherSuites, cipherSuite)
  return { isSince13, ...(suiteName !== undefined && { suiteName }) }
}

const version13 = 0x0304
/** The upper byte of the versions of drafts, those of Facebook among them. */
const draftsOf13: ReadonlySet<number> = new Set([0x7f, 0xfb])

/** Where the last handshake message ends that is all there. */
function wholeMessagesEnd(bytes: Uint8Array, at: number, end: number): number {
  while (isHandshake(bytes, at, end) && at + messageLength(bytes, at) <= end) at += messageLength(bytes, at)
  return at
}

/** A copy of what is the beginning of a message, if it is one. */
function restOf(bytes: Uint8Array, at: number, end: number): Uint8Array | undefined {
  return end - at <= longestMessage && isHandshake(bytes, at, end) ? bytes.slice(at, end) : undefined
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

const longestMessage = 1 << 17
