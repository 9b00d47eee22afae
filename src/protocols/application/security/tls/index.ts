/** Transport Layer Security: records, and what of the handshake is not encrypted or was decrypted. */
import { fact, list, protocol, range, record, rest, u8, unfinished, when, type View } from '../../../../schema/index.ts'
import { handshake, isClientHello, isWholeHandshake, messageLength, wordsOf as messageWords } from './handshake.ts'
import { isOldHello, oldHello, oldHelloEnd, oldHelloWords } from './old-hello.ts'
import { heldBy, heldTables } from './held.ts'
import { contentTypes, most, openedWords, tlsRecord, wordsOf } from './record.ts'
import { header, headerLength, plain, recordEnd, typeAt, types } from './records.ts'
import { remember, tells } from './stream.ts'
import type { Told } from './told.ts'

const { changeCipherSpec, alert, handshake: handshakeType, heartbeat } = types
/** RFC 5246, section 6.2.3: 2^14 octets of text, and what encryption adds. */
const longestRecord = 16384 + 2048
const handshakeHeader = 4
const longestHandshake = 1 << 20

export { isDecrypted } from './told.ts'

/** Transport Layer Security, RFC 8446 and those before it: the records that are in this packet. */
export const tls = protocol('tls', 'Transport Layer Security', {
  'tcp.port': [
    324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252,
    3496, 5061, 5671, 5684, 5868, 8883, 11207, 19999,
  ],
  tcp: [],
  // RFC 2817, section 3.
  'http.upgrade': ['tls/1.0', 'tls/1.1', 'tls/1.2', 'tls/1.3'],
})
  .specified('RFC 8446')
  .borrows('ocsp', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields({
    oldRecords:   when(
      ({ bytes, start, end }: View) => isOldHello(bytes, start, end), list('tls.record', 'Records', oldHello, { count: 1 }),
    ),
    records:      list('tls.record', 'Records', tlsRecord, { begins: isShown }),
    continuation: rest('', 'Continuation of a record'),
  })
  .encrypted()
  .accepts(isShown, 'heuristic')
  .streamed(
    (bytes, start, end, memory) => {
      if (!beginsRecord(bytes, start, end)) return isOldHello(bytes, start, end) ? oldHelloEnd(bytes, start) - start : 0
      if (end - start < headerLength) return unfinished
      if (recordEnd(bytes, start) <= end) remember(memory, bytes, start)
      return recordEnd(bytes, start) - start
    },
    { several: true, tells, isAlone: true },
  )
  .derives(heldTables, heldBy)
  .facts({ decryptError: fact.text('tls.decrypt_error', 'Not decrypted') })
  .detailed({ fields: [], rows: ['records'] })
  .colored('security', (layer) => (isFatalAlert(layer.bytes, layer.start, layer.end) || holdsFatalAlert(layer) ? 'error' : undefined))
  .summarized(summaryOf)

/** Handshake messages that were decrypted, or lie in several records (RFC 8446, section 5.1). */
export const tlsHandshake = protocol('tls', 'TLS Handshake', { 'tls.handshake': ['messages'] })
  .specified('RFC 8446')
  .borrows('ocsp', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields({ handshakes: list('tls.handshake', 'Handshake Protocol', handshake, { begins: isWholeHandshake }) })
  .streamed(
    (bytes, start, end) => {
      if (end - start < handshakeHeader) return unfinished
      const length = messageLength(bytes, start)
      return length > longestHandshake ? 0 : length
    },
    { several: true },
  )
  .isContent()
  .summarized(({ handshakes }) => handshakes.slice(0, most).map(messageWords).join(', '))

function summaryOf({ bytes, start, end, origin, originalEnd, facts }: View): string {
  const { completed = [], opened = [] } = (facts ?? {}) as Partial<Told>
  const words = [...completed]
  if (isOldHello(bytes, start, end)) words.push(oldHelloWords(bytes, start))
  let next = 0
  // Most records are encrypted: a view is made only of those that have more to say than their type.
  for (let at = start; words.length < most && isShown(bytes, at, end); at = recordEnd(bytes, at)) {
    const type = typeAt(bytes, at)
    if (opened[next]?.at === at - start) words.push(openedWords(opened[next++]!))
    else if (at > start || words.length === 0) {
      const isTold = type === handshakeType || type === alert
      words.push(isTold ? wordsOf(tlsRecord.part(bytes, at, end, origin)) : contentTypes[type]!)
    }
  }
  return words.length === 0 ? `continuation, ${originalEnd - start} bytes` : words.join(', ')
}

const holdsFatalAlert = ({ facts }: View): boolean =>
  ((facts ?? {}) as Partial<Told>).opened?.some(({ type, bytes }) => type === alert && bytes.at(0) === 2) === true

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
