/** Datagram Transport Layer Security 1.0 and 1.2, RFC 4347 and RFC 6347, with connection identifiers, RFC 9146. */
import {
  computed, fact, list, overlay, protocol, record, rest, u8, when, type Derived, type FactValues, type StreamMemory, type View,
} from '../../../../schema/index.ts'
import { tlsAlerts, tlsContentTypes } from '../../../names/tls.ts'
import { alertLevels, alertWords, openedAlert } from '../tls/alerts.ts'
import { Decryption } from './decryption.ts'
import { handshakeOfAll, handshakes, isFragment, wordsOf as messageWords } from './handshake.ts'
import { contentOf, contentType, epochAt, header, isRecord, sequenceAt, specialType, typeAt, types } from './records.ts'
import { openedOf, type Held, type Told } from './told.ts'

const { changeCipherSpec, alert, handshake, applicationData } = types

const dtlsRecord = record('Record', {})
  .either(({ bytes, start }) => typeAt(bytes, start) === types.withConnectionId, { specialType }, { contentType })
  .fields(header)
  .followedBy('length')
  .fields({
    innerType:         when(hasInnerType, computed('dtls.record.content_type', 'Content Type', typeOfOpened, { names: tlsContentTypes })),
    ...openedAlert('dtls', openedOf),
  })
  .cases(
    [(record) => openedOf(record) !== undefined && openedOf(record)!.type !== applicationData, {}],
    [{ contentType: changeCipherSpec }, {
      changeCipherSpec: { ...rest('dtls.change_cipher_spec', 'Change Cipher Spec Message'), type: 'none' },
    }],
    [{ contentType: alert, epoch: 0, length: 2 }, {
      alert:            overlay({ ...rest('dtls.alert_message', 'Alert Message'), type: 'none' }),
      alertLevel:       u8('dtls.alert_message.level', 'Level', { names: alertLevels }),
      alertDescription: u8('dtls.alert_message.desc', 'Description', { names: tlsAlerts }),
    }],
    [{ contentType: handshake, epoch: 0 }, { handshakes }],
    [{ contentType: handshake }, { encryptedHandshake: { ...rest('dtls.handshake', 'Encrypted Handshake Message'), type: 'none' } }],
    [{ contentType: applicationData }, { applicationData: rest('dtls.app_data', 'Encrypted Application Data') }],
    [(record) => record.contentType === undefined, { encryptedContent: rest('dtls.enc_content', 'Encrypted Record Content') }],
  )
  .fields({ data: rest('', 'Data') })
  .summarized(wordsOf)

export const dtls = protocol('dtls', 'Datagram Transport Layer Security', {
  'udp.port': [853, 2221, 5684, 5868], udp: [],
  // RFC 5415, section 4.2.
  'capwap': [4],
})
  .specified('RFC 6347')
  .borrows('ocsp', 'tls', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields({
    records: list('dtls.record', 'Records', dtlsRecord, { begins: isRecord }),
    rest:    rest('', 'Data'),
  })
  .encrypted()
  .accepts(isFirstRecord)
  .remembers(({ bytes, start, end }, memory) => decryptionOf(memory).take(bytes, start, end) as FactValues | undefined)
  .derives(['dtls.handshake', 'dtls.port'], heldBy)
  .facts({ decryptError: fact.text('dtls.decrypt_error', 'Not decrypted') })
  .detailed({ fields: [], rows: ['records'] })
  .colored('security', ({ records }) => (records.some((record) => (record.alertLevel ?? record.openedLevel) === 2) ? 'error' : undefined))
  .summarized(({ records, facts }) => {
    const words = records.slice(0, most).map((record) => {
      if (facts !== undefined) record.facts = facts
      return wordsOf(record)
    })
    return words.length === 0 ? 'no record' : words.join(', ')
  })

/** Handshake messages that were decrypted or put together. */
export const dtlsHandshake = protocol('dtls', 'DTLS Handshake', { 'dtls.handshake': ['messages'] })
  .specified('RFC 6347')
  .borrows('ocsp', 'tls', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields({ handshakes })
  .accepts(isFragment)
  .isContent()
  .summarized(({ handshakes }) => handshakes.slice(0, most).map(messageWords).join(', '))

/** A handshake message that was put together. */
export const dtlsMessage = protocol('dtls', 'DTLS Handshake Message', { 'dtls.handshake': ['message'] })
  .specified('RFC 6347')
  .borrows('ocsp', 'tls', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields({ handshakes: list('', 'Handshake Protocol', handshakeOfAll, { begins: isFragment }) })
  .accepts(isFragment)
  .isContent()
  .summarized(({ handshakes }) => handshakes.slice(0, most).map(messageWords).join(', '))

/** Whether a record that is not encrypted holds what it says it does; of numbers those that occur. */
function isFirstRecord(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isRecord(bytes, start, end) || sequenceAt(bytes, start) >= mostRecords) return false
  const { from, to } = contentOf(bytes, start, end)
  if (epochAt(bytes, start) > 0) return true
  const type = typeAt(bytes, start)
  if (type === handshake) return to > end || isFragment(bytes, from, to)
  return type === alert ? to - from === 2 : type !== changeCipherSpec || to - from <= 3
}
const mostRecords = 2 ** 32

const decryptionOf = (memory: StreamMemory) => (memory.own.dtls ??= new Decryption(memory)) as Decryption

function heldBy({ facts }: View): readonly Derived[] {
  const { held = [], ports = [], suiteName } = (facts ?? {}) as Partial<Told>
  return held.flatMap(({ type, bytes }): readonly Derived[] => {
    const common = { bytes, isCut: false, isOfFacts: true, facts: { suiteName } }
    if (type === undefined) return [{ ...common, speaks: [['dtls.handshake', 'message']], label: 'Reassembled DTLS' }]
    const label = 'Decrypted DTLS'
    if (type === handshake) return [{ ...common, speaks: [['dtls.handshake', 'messages']], label }]
    if (type !== applicationData || bytes.length === 0) return []
    return [{ ...common, speaks: ports.toSorted((one, other) => one - other).map((port) => ['dtls.port', port]), label }]
  })
}

function wordsOf(record: View & Words): string {
  const { handshakes, contentType: type, alertLevel, alertDescription } = record
  const opened = openedOf(record)
  if (opened !== undefined) return openedWords(opened)
  const name = names[type ?? applicationData] ?? 'Record'
  if (type === alert) return alertLevel === undefined ? `Encrypted ${name}` : alertWords(alertLevel, alertDescription ?? -1)
  return handshakes?.length ? handshakes.slice(0, most).map(messageWords).join(', ') : name
}

function openedWords({ type = 0, bytes, words }: Held): string {
  if (type === alert && bytes.length === 2) return alertWords(bytes.at(0)!, bytes.at(1)!)
  return words?.length ? words.join(', ') : (names[type] ?? 'Record')
}

interface Words {
  readonly contentType: number | undefined
  readonly handshakes: readonly Parameters<typeof messageWords>[0][] | undefined
  readonly alertLevel: number | undefined
  readonly alertDescription: number | undefined
}

function hasInnerType(record: View): boolean {
  return typeAt(record.bytes, record.start) === types.withConnectionId && openedOf(record) !== undefined
}

function typeOfOpened(record: View): number {
  return openedOf(record)?.type ?? 0
}

const names: Readonly<Record<number, string>> = tlsContentTypes
/** How many records, and messages in each, a summary names. */
const most = 6
