/** What records tell about those to come: RFC 8446, sections 5.1 and D.4, and RFC 5246, section 7.1. */
import { nameIn, type FactValues, type StreamMemory } from '../../../../schema/index.ts'
import { tlsCipherSuites } from '../../../names/tls-cipher-suites.ts'
import { Decryption } from './decryption.ts'
import { handshake, isHello, isServerHello, wordsOf } from './handshake.ts'
import { HandshakeJoiner } from './joiner.ts'
import { isSince13 } from './protection/session.ts'
import { contentStart, recordEnd, typeAt, types } from './records.ts'
import { toldTogether, type Told } from './told.ts'

interface Remembered {
  isProtected: boolean
  readonly joiner: HandshakeJoiner
  /** Where there are secrets. */
  readonly decryption: Decryption | undefined
  told: Told | undefined
}

/** What is known of a layer with the record that was taken note of last. */
export function tells({ own }: StreamMemory, earlier: FactValues | undefined): FactValues | undefined {
  const remembered = own.tls as Remembered | undefined
  const told = toldTogether(earlier as Told | undefined, remembered?.told)
  // What was decrypted is no longer kept here.
  if (remembered !== undefined) remembered.told = undefined
  return told as FactValues | undefined
}

/** Takes note of the whole record at `start`. */
export function remember(memory: StreamMemory, bytes: Uint8Array, start: number): void {
  const remembered = (memory.own.tls ??= beginning(memory)) as Remembered
  const { isProtected, joiner, decryption } = remembered
  const [type, from, to] = [typeAt(bytes, start), contentStart(start), recordEnd(bytes, start)]
  const chosen = memory.both.tls as Chosen | undefined
  const isPlain = type === types.handshake && (isProtected ? isHello(bytes, from, to) : true)
  const isContinued = isPlain && joiner.isPending
  const completed: string[] = []
  let part: number | undefined
  if (isPlain)
    part = joiner.take(bytes, from, to, (...message) => {
      if (isContinued && completed.length < mostCompleted) completed.push(wordsOf(handshake.part(...message, message[1])))
      memory.both.tls ??= chosenBy(...message)
      decryption?.message(...message)
    })
  else joiner.drop()
  const opened = isPlain ? undefined : decryption?.open(bytes, start, isProtected)
  if (type === types.changeCipherSpec) remembered.isProtected = true
  remembered.told = {
    isProtected: remembered.isProtected,
    isContinued,
    length: to - start,
    ...(completed.length > 0 && { completed }),
    ...(part !== undefined && { parts: [{ at: part - start, end: to - start, stream: `handshake ${joiner.runs}` }] }),
    ...chosen,
    ...opened,
  }
}

function beginning(memory: StreamMemory): Remembered {
  const decryption = memory.keys.isEmpty ? undefined : new Decryption(memory)
  return { isProtected: false, joiner: new HandshakeJoiner(), decryption, told: undefined }
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
  const { version: stated, extensions, cipherSuite = 0 } = handshake.part(bytes, start, end, start)
  // Drafts before 22 stated the version in the hello itself.
  const version = extensions?.find(({ chosenVersion }) => chosenVersion !== undefined)?.chosenVersion ?? stated
  const suiteName = nameIn(tlsCipherSuites, cipherSuite)
  return { isSince13: isSince13(version), ...(suiteName !== undefined && { suiteName }) }
}

/** Messages that one record completes and a summary names. */
const mostCompleted = 6
