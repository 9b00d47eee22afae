/** The records of a layer, and what of them is not encrypted or was decrypted: RFC 8446, section 5.1. */
import { computed, list, overlay, record, rest, u8, when, type View } from '../../../../schema/index.ts'
import { tlsAlerts, tlsContentTypes } from '../../../names/tls.ts'
import { alertLevels, alertWords, openedAlert } from './alerts.ts'
import { handshake, isHandshake, isHello, isWholeHandshake, wordsOf as messageWords, type Message } from './handshake.ts'
import { contentStart, header, headerLength, recordEnd, typeAt, types } from './records.ts'
import { choosesVersion13 } from './stream.ts'
import { openedOf, type Opened, type Told } from './told.ts'

const { changeCipherSpec, alert, handshake: handshakeType, applicationData } = types

const { contentType, ...versionAndLength } = header
/** Since 1.3 the type of what is encrypted is encrypted, too (RFC 8446, section 5.2). */
const opaqueType = u8('tls.record.opaque_type', 'Opaque Type', { names: tlsContentTypes })

/** A record that is all there, or a Client Hello as far as it is. */
export const tlsRecord = record('Record', {})
  .either(isOpaque, { opaqueType }, { contentType })
  .fields(versionAndLength)
  .length({ length: 'length', plus: headerLength })
  .fields({
    innerType:         when(isOpenedSince13, computed('tls.record.content_type', 'Content Type', typeOfOpened, { names: tlsContentTypes })),
    ...openedAlert('tls', openedOf),
  })
  .cases(
    [isOpenedOther, {}],
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

/** The messages of a handshake, or else what a record holds. */
export function wordsOf({ handshakes, contentType = applicationData, alertLevel, alertDescription = -1 }: Words): string {
  const name = contentTypes[contentType]!
  if (contentType === alert)
    return alertLevel === undefined
      ? `Encrypted ${name}`
      : alertWords(alertLevel, alertDescription)
  return handshakes?.length ? handshakes.slice(0, most).map(messageWords).join(', ') : name
}

/** The same of a record that was decrypted. */
export function openedWords({ type, bytes, messages }: Opened): string {
  const name = contentTypes[type] ?? 'Record'
  if (messages !== undefined && messages.length > 0) return messages.join(', ')
  if (type !== alert || bytes.length < 2) return name
  return wordsOf({ handshakes: undefined, contentType: alert, alertLevel: bytes.at(0), alertDescription: bytes.at(1) })
}

interface Words {
  readonly contentType: number | undefined
  readonly handshakes: readonly Message[] | undefined
  readonly alertLevel: number | undefined
  readonly alertDescription: number | undefined
}

/** How many records, and messages in each, a summary names. */
export const most = 6
export const contentTypes: Readonly<Record<number, string>> = tlsContentTypes

/** Handshake messages are encrypted after a Change Cipher Spec; where that was in an earlier packet, they look like none. */
function isEncrypted(record: View): boolean {
  const { bytes, start, end, origin } = record
  let isProtected = told(record)?.isProtected === true
  for (let at = origin; at < start; at = recordEnd(bytes, at)) isProtected ||= typeAt(bytes, at) === changeCipherSpec
  // Since 1.3 those that look so are no secret, and a hello may follow it: RFC 8446, appendix D.4.
  if (isProtected) return !isHello(bytes, contentStart(start), end)
  return told(record)?.isContinued !== true && !isHandshake(bytes, contentStart(start), end)
}

function isOpenedSince13(record: View): boolean {
  return openedOf(record)?.isOpaque === true
}

/** Neither of the two is in the record as it is. */
function isOpenedOther(record: View): boolean {
  const type = openedOf(record)?.type
  return type === handshakeType || type === alert
}

function typeOfOpened(record: View): number {
  return openedOf(record)?.type ?? 0
}

function isApplicationData({ bytes, start }: View): boolean {
  return typeAt(bytes, start) === applicationData
}

/** Whether the record is encrypted as since 1.3. */
function isOpaque(record: View): boolean {
  if (!isApplicationData(record)) return false
  if (openedOf(record)?.isOpaque) return true
  const { bytes, start, end, origin } = record
  let isSince13 = told(record)?.isSince13 === true
  for (let at = origin; at < start && !isSince13 && typeAt(bytes, at) !== applicationData; at = recordEnd(bytes, at))
    isSince13 = choosesVersion13(bytes, at, end)
  return isSince13
}

/** What is known of the first record of a layer; of those after it nothing of what came before that. */
function told({ facts, start, origin }: View): Told | undefined {
  const all = facts as Told | undefined
  return all === undefined || start === origin ? all : { ...all, isContinued: false }
}
