/** Transport Layer Security: records, and what of the handshake is not encrypted. */
import { list, nameIn, protocol, range, record, rest, tlv, u16, u8, unfinished, type View } from '../../../../schema/index.ts'
import { tlsAlerts, tlsContentTypes, tlsVersions } from '../../../names/tls.ts'
import { handshake, isClientHello, isHandshake, wordsOf as messageWords, type Message } from './handshake.ts'

const [changeCipherSpec, alert, handshakeType, heartbeat] = [20, 21, 22, 24]
/** RFC 5246, section 6.2.3: 2^14 octets of text, and what encryption adds. */
const longestRecord = 16384 + 2048

/** RFC 8446, section 5.1. */
const header = {
  contentType: u8('tls.record.content_type', 'Content Type', { names: tlsContentTypes }),
  version:     u16('tls.record.version', 'Version', { base: 16, names: tlsVersions }),
  length:      u16('tls.record.length', 'Length'),
}
const headerLength = 5
const alertLevels = { 1: 'Warning', 2: 'Fatal' } as const

const tlsRecord = tlv('Record', header)
  .cases(
    [{ contentType: alert, length: 2 }, {
      alertLevel:       u8('tls.alert_message.level', 'Level', { names: alertLevels }),
      alertDescription: u8('tls.alert_message.desc', 'Description', { names: tlsAlerts }),
    }],
    [(record) => record.contentType === handshakeType && isEncrypted(record), {
      encryptedHandshake: { ...rest('tls.handshake', 'Encrypted Handshake Message'), type: 'none' },
    }],
    [{ contentType: handshakeType }, { handshakes: list('tls.handshake', 'Handshake Protocol', handshake, { begins: isHandshake }) }],
    [{ contentType: 23 }, { applicationData: rest('tls.app_data', 'Encrypted Application Data') }],
  )
  .fields({ data: rest('', 'Data') })
  .summarized(wordsOf)

/** Transport Layer Security, RFC 8446 and those before it: the records that are in this packet. */
export const tls = protocol('tls', 'Transport Layer Security', {
  'tcp.port': [
    324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868, 8883, 11207, 19999, 27017,
  ],
  tcp: [],
})
  .fields({
    records:      list('tls.record', 'Records', tlsRecord, { begins: isShown }),
    continuation: rest('', 'Continuation of a record'),
  })
  .encrypted()
  .accepts(isWhole, 'heuristic')
  .streamed(
    (bytes, start, end) => {
      if (!beginsRecord(bytes, start, end)) return 0
      return end - start < headerLength ? unfinished : headerLength + lengthAt(bytes, start)
    },
    { several: true },
  )
  .detailed({ fields: [], rows: ['records'] })
  .colored('security', ({ bytes, start, end }) => (isFatalAlert(bytes, start, end) ? 'error' : undefined))
  .summarized(({ bytes, start, end, origin, originalEnd }) => {
    const words: string[] = []
    // Most records are encrypted: a view is made only of those that have more to say than their type.
    for (let at = start; words.length < most && isShown(bytes, at, end); at = nextRecord(bytes, at)) {
      const type = typeAt(bytes, at)
      const isTold = type === handshakeType || type === alert
      words.push(isTold ? wordsOf(tlsRecord.part(bytes, at, end, origin)) : contentTypes[type]!)
    }
    return words.length === 0 ? `continuation, ${originalEnd - start} bytes` : words.join(', ')
  })

/** The messages of a handshake, or else what a record holds. */
function wordsOf({ handshakes, contentType, alertLevel, alertDescription = -1 }: Told): string {
  const name = contentTypes[contentType]!
  if (contentType === alert)
    return alertLevel === undefined
      ? `Encrypted ${name}`
      : `${name} (${nameIn(alertLevels, alertLevel) ?? alertLevel}, ${nameIn(tlsAlerts, alertDescription) ?? alertDescription})`
  return handshakes?.length ? handshakes.slice(0, most).map(messageWords).join(', ') : name
}

interface Told {
  readonly contentType: number
  readonly handshakes: readonly Message[] | undefined
  readonly alertLevel: number | undefined
  readonly alertDescription: number | undefined
}

/** How many records, and messages in each, a summary names. */
const most = 6
const contentTypes: Readonly<Record<number, string>> = tlsContentTypes

const plain = record('Record', header)
const typeAt = plain.reader('contentType')
const lengthAt = plain.reader('length')
const nextRecord = (bytes: Uint8Array, start: number) => start + headerLength + lengthAt(bytes, start)

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

/** Whether a whole record begins at `start`. */
function isWhole(bytes: Uint8Array, start: number, end: number): boolean {
  return isRecord(bytes, start, end) && nextRecord(bytes, start) <= end
}

/** Of records that go on in the next packet only a Client Hello is read: it says early who is asked for. */
function isShown(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isRecord(bytes, start, end)) return false
  return nextRecord(bytes, start) <= end || (typeAt(bytes, start) === handshakeType && isClientHello(bytes, start + headerLength, end))
}

/** Handshake messages are encrypted after a Change Cipher Spec; where that was in an earlier packet, they look like none. */
function isEncrypted({ bytes, start, end, origin }: View): boolean {
  for (let at = origin; at < start; at = nextRecord(bytes, at)) if (typeAt(bytes, at) === changeCipherSpec) return true
  return !isHandshake(bytes, start + headerLength, end)
}
