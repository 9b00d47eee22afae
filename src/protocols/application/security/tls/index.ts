/** Transport Layer Security: records, and what of the handshake is not encrypted. */
import { list, protocol, record, rest, u16, u8, type View } from '../../../../schema/index.ts'
import { tlsAlerts, tlsContentTypes, tlsVersions } from '../../../names/tls.ts'
import { handshake, isClientHello, isHandshake, wordsOf as messageWords, type Message } from './handshake.ts'

const changeCipherSpec = 20
const alert = 21
const alertLength = 2
const handshakeType = 22
const heartbeat = 24
/** A key beside all content types. */
const encryptedHandshake = 256

/** RFC 8446, section 5.1. */
const tlsRecord = record('Record', {
  contentType: u8('tls.record.content_type', 'Content Type', { names: tlsContentTypes }),
  version:     u16('tls.record.version', 'Version', { base: 16, names: tlsVersions }),
  length:      u16('tls.record.length', 'Length'),
})
  .sized((record) => (isShown(record.bytes, record.start, record.end) ? recordHeader + record.length : 0))
  .choice((record) => (!isEncrypted(record) ? record.contentType : record.contentType === handshakeType ? encryptedHandshake : 0), {
    21: {
      alertLevel:       u8('tls.alert_message.level', 'Level', { names: { 1: 'Warning', 2: 'Fatal' } }),
      alertDescription: u8('tls.alert_message.desc', 'Description', { names: tlsAlerts }),
    },
    22: { handshakes: list('tls.handshake', 'Handshake Protocol', handshake) },
    23: { applicationData: rest('tls.app_data', 'Encrypted Application Data') },
    [encryptedHandshake]: { encryptedHandshake: { ...rest('tls.handshake', 'Encrypted Handshake Message'), type: 'none' } },
  })
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
    records:      list('tls.record', 'Records', tlsRecord),
    continuation: rest('', 'Continuation of a record'),
  })
  .accepts(isRecord, 'heuristic')
  .summarized(({ bytes, start, end, origin, originalEnd }) => {
    const words: string[] = []
    // Most records are encrypted: a view is made only of those that have more to say than their type.
    for (let at = start; words.length < most && isShown(bytes, at, end); at += recordHeader + lengthOf(bytes, at))
      words.push(bytes[at] === handshakeType ? wordsOf(tlsRecord.part(bytes, at, end, origin)) : contentTypes[bytes[at]!]!)
    return words.length === 0 ? `continuation, ${originalEnd - start} bytes` : words.join(', ')
  })

/** The messages of a handshake, or else what a record holds. */
function wordsOf({ handshakes, contentType }: { readonly handshakes: readonly Message[] | undefined; readonly contentType: number }): string {
  return contentType === handshakeType && handshakes?.length ? handshakes.slice(0, most).map(messageWords).join(', ') : contentTypes[contentType]!
}

/** How many records, and messages in each, a summary names. */
const most = 6
const contentTypes: Readonly<Record<number, string>> = tlsContentTypes

const recordHeader = 5
/** RFC 5246, section 6.2.3: 2^14 octets of text, and what encryption adds. */
const longestRecord = 16384 + 2048

/** Whether a whole record begins at `start`: a type and a version that there are, and no more bytes than a record may have. */
function isRecord(bytes: Uint8Array, start: number, end: number): boolean {
  return beginsRecord(bytes, start, end) && start + recordHeader + lengthOf(bytes, start) <= end
}

/** Of records that go on in the next packet only a Client Hello is read: it says early who is asked for. */
const isShown = (bytes: Uint8Array, start: number, end: number): boolean =>
  isRecord(bytes, start, end)
  || (beginsRecord(bytes, start, end) && bytes[start] === handshakeType && isClientHello(bytes, start + recordHeader, end))

const beginsRecord = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start >= recordHeader && bytes[start]! >= changeCipherSpec && bytes[start]! <= heartbeat
  && bytes[start + 1] === 3 && bytes[start + 2]! <= 4 && lengthOf(bytes, start) <= longestRecord

const lengthOf = (bytes: Uint8Array, start: number) => (bytes[start + 3]! << 8) | bytes[start + 4]!

/** Alerts and handshake messages are encrypted behind a Change Cipher Spec; where that was in an earlier packet, they look like none. */
function isEncrypted({ bytes, start, end, origin, contentType }: View & { readonly contentType: number }): boolean {
  if (contentType === alert) return lengthOf(bytes, start) !== alertLength
  if (contentType !== handshakeType) return false
  for (let at = origin; at < start; at += recordHeader + lengthOf(bytes, at)) if (bytes[at] === changeCipherSpec) return true
  return !isHandshake(bytes, start + recordHeader, end)
}
