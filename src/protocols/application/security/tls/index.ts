/** Transport Layer Security: records, and what of the handshake is not encrypted. */
import {
  list, nameIn, overlay, protocol, range, record, rest, u8, unfinished, type FactValues, type View,
} from '../../../../schema/index.ts'
import { tlsAlerts, tlsContentTypes } from '../../../names/tls.ts'
import { handshake, isClientHello, isHandshake, isHello, isWholeHandshake, wordsOf as messageWords, type Message } from './handshake.ts'
import { contentStart, header, headerLength, plain, recordEnd, typeAt, types } from './records.ts'
import { choosesVersion13, remember, rememberedOf } from './stream.ts'
import type { Told } from './told.ts'

const { changeCipherSpec, alert, handshake: handshakeType, applicationData, heartbeat } = types
/** RFC 5246, section 6.2.3: 2^14 octets of text, and what encryption adds. */
const longestRecord = 16384 + 2048

const alertLevels = { 1: 'Warning', 2: 'Fatal' } as const

const { contentType, ...versionAndLength } = header
/** Since 1.3 the type of what is encrypted is encrypted, too (RFC 8446, section 5.2). */
const opaqueType = u8('tls.record.opaque_type', 'Opaque Type', { names: tlsContentTypes })

const tlsRecord = record('Record', {})
  .either(isOpaque, { opaqueType }, { contentType })
  .fields(versionAndLength)
  .length({ length: 'length', plus: headerLength })
  .cases(
    [{ contentType: changeCipherSpec }, {
      changeCipherSpec: { ...rest('tls.change_cipher_spec', 'Change Cipher Spec Message'), type: 'none' },
    }],
    [{ contentType: alert, length: 2 }, {
      alert:            overlay({ ...rest('tls.alert_message', 'Alert Message'), type: 'none' }),
      alertLevel:       u8('tls.alert_message.level', 'Level', { names: alertLevels }),
      alertDescription: u8('tls.alert_message.desc', 'Description', { names: tlsAlerts }),
    }],
    [(record) => record.contentType === handshakeType && isEncrypted(record), {
      encryptedHandshake: { ...rest('tls.handshake', 'Encrypted Handshake Message'), type: 'none' },
    }],
    [(record) => record.contentType === handshakeType && told(record)?.isContinued === true, {}],
    [(record) => record.contentType === handshakeType && told(record) !== undefined, {
      handshakes: list('tls.handshake', 'Handshake Protocol', handshake, { begins: isWholeHandshake }),
    }],
    [{ contentType: handshakeType }, { handshakes: list('tls.handshake', 'Handshake Protocol', handshake, { begins: isHandshake }) }],
    [isApplicationData, { applicationData: rest('tls.app_data', 'Encrypted Application Data') }],
  )
  .fields({ data: rest('', 'Data') })
  .summarized(wordsOf)

/** Transport Layer Security, RFC 8446 and those before it: the records that are in this packet. */
export const tls = protocol('tls', 'Transport Layer Security', {
  'tcp.port': [
    324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868, 8883, 11207, 19999, 27017,
  ],
  tcp: [],
  // RFC 2817, section 3.
  'http.upgrade': ['tls/1.0', 'tls/1.1', 'tls/1.2', 'tls/1.3'],
})
  .fields({
    records:      list('tls.record', 'Records', tlsRecord, { begins: isShown }),
    continuation: rest('', 'Continuation of a record'),
  })
  .encrypted()
  .accepts(isShown, 'heuristic')
  .streamed(
    (bytes, start, end, memory) => {
      if (!beginsRecord(bytes, start, end)) return 0
      if (end - start < headerLength) return unfinished
      if (recordEnd(bytes, start) <= end) remember(memory, bytes, start)
      return recordEnd(bytes, start) - start
    },
    { several: true, tells: (memory, earlier) => ({ ...rememberedOf(memory), ...earlier }) },
  )
  .derives(['tls.handshake'], ({ facts }) => {
    const { handshake } = (facts ?? {}) as Partial<Told>
    const label = 'Reassembled TLS handshake'
    return handshake === undefined ? [] : [{ speaks: [['tls.handshake', 'messages']], bytes: handshake, isCut: false, label, isOfFacts: true }]
  })
  .detailed({ fields: [], rows: ['records'] })
  .colored('security', ({ bytes, start, end }) => (isFatalAlert(bytes, start, end) ? 'error' : undefined))
  .summarized(({ bytes, start, end, origin, originalEnd, facts }) => {
    const words: string[] = joinedWords(facts)
    // Most records are encrypted: a view is made only of those that have more to say than their type.
    for (let at = start; words.length < most && isShown(bytes, at, end); at = recordEnd(bytes, at)) {
      const type = typeAt(bytes, at)
      if (at === start && words.length > 0) continue
      const isTold = type === handshakeType || type === alert
      words.push(isTold ? wordsOf(tlsRecord.part(bytes, at, end, origin)) : contentTypes[type]!)
    }
    return words.length === 0 ? `continuation, ${originalEnd - start} bytes` : words.join(', ')
  })

/** Handshake messages, the first of which lies in several records (RFC 8446, section 5.1). */
export const tlsHandshake = protocol('tls', 'TLS Handshake', { 'tls.handshake': ['messages'] })
  .fields({ handshakes: list('tls.handshake', 'Handshake Protocol', handshake, { begins: isWholeHandshake }) })
  .isContent()

/** The messages that the first record completes. */
function joinedWords(facts: FactValues | undefined): string[] {
  const { handshake: joined } = (facts ?? {}) as Partial<Told>
  if (joined === undefined) return []
  return tlsHandshake.view(joined, 0, joined.length).handshakes.slice(0, most).map(messageWords)
}

/** The messages of a handshake, or else what a record holds. */
function wordsOf({ handshakes, contentType = applicationData, alertLevel, alertDescription = -1 }: Words): string {
  const name = contentTypes[contentType]!
  if (contentType === alert)
    return alertLevel === undefined
      ? `Encrypted ${name}`
      : `${name} (${nameIn(alertLevels, alertLevel) ?? alertLevel}, ${nameIn(tlsAlerts, alertDescription) ?? alertDescription})`
  return handshakes?.length ? handshakes.slice(0, most).map(messageWords).join(', ') : name
}

interface Words {
  readonly contentType: number | undefined
  readonly handshakes: readonly Message[] | undefined
  readonly alertLevel: number | undefined
  readonly alertDescription: number | undefined
}

/** How many records, and messages in each, a summary names. */
const most = 6
const contentTypes: Readonly<Record<number, string>> = tlsContentTypes

/** An alert that is not encrypted, and ends the connection. */
const isFatalAlert = record('Record', { ...header, level: u8('tls.alert_message.level', 'Level') })
  .recognizer({ contentType: alert, length: 2, level: 2 })

/** A type and a version that there are, and no more bytes than a record may have. */
const isRecord = plain.recognizer({
  contentType: range(changeCipherSpec, heartbeat), version: range(0x0300, 0x0304), length: range(0, longestRecord),
})

const isType = record('Record', { contentType: header.contentType }).recognizer({ contentType: range(changeCipherSpec, heartbeat) })

/** Whether what is there of a record's header, perhaps not all of it, may be one. */
function beginsRecord(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start < headerLength ? isType(bytes, start, end) : isRecord(bytes, start, end)
}

/** Of records that go on in the next packet only a Client Hello is read: it says early who is asked for. */
function isShown(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isRecord(bytes, start, end)) return false
  return recordEnd(bytes, start) <= end || (typeAt(bytes, start) === handshakeType && isClientHello(bytes, start + headerLength, end))
}

/** Handshake messages are encrypted after a Change Cipher Spec; where that was in an earlier packet, they look like none. */
function isEncrypted(record: View): boolean {
  const { bytes, start, end, origin } = record
  let isProtected = told(record)?.isProtected === true
  for (let at = origin; at < start; at = recordEnd(bytes, at)) isProtected ||= typeAt(bytes, at) === changeCipherSpec
  // Since 1.3 those that look so are no secret, and a hello may follow it: RFC 8446, appendix D.4.
  if (isProtected) return !isHello(bytes, contentStart(start), end)
  return told(record)?.isContinued !== true && !isHandshake(bytes, contentStart(start), end)
}

function isApplicationData({ bytes, start }: View): boolean {
  return typeAt(bytes, start) === applicationData
}

/** Whether the record is encrypted as since 1.3. */
function isOpaque(record: View): boolean {
  if (record.facts === undefined || !isApplicationData(record)) return false
  const { bytes, start, end, origin } = record
  let isSince13 = told(record)?.isSince13 === true
  for (let at = origin; at < start && !isSince13; at = recordEnd(bytes, at))
    isSince13 = choosesVersion13(bytes, at, end)
  return isSince13
}

/** What is known of the first record of a layer; of those after it nothing of what came before that. */
function told({ facts, start, origin }: View): Told | undefined {
  const all = facts as Told | undefined
  return all === undefined || start === origin ? all : { ...all, isContinued: false }
}
