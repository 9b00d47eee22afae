/** The header of a record: RFC 6347, section 4.1; with a connection identifier RFC 9146, section 4. */
import { bytes, range, record, u16, u48, u8, when, type View } from '../../../../schema/index.ts'
import { tlsContentTypes, tlsVersions } from '../../../names/tls.ts'

export const types = {
  changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23, heartbeat: 24, withConnectionId: 25,
} as const

const contentTypes = { ...tlsContentTypes, [types.withConnectionId]: 'Connection ID' } as const
const first = {
  version:        u16('dtls.record.version', 'Version', { base: 16, names: tlsVersions }),
  epoch:          u16('dtls.record.epoch', 'Epoch'),
  sequenceNumber: u48('dtls.record.sequence_number', 'Sequence Number'),
}
export const header = {
  ...first,
  connectionId: when(hasConnectionId, bytes('dtls.record.connection_id', 'Connection ID', idLengthOf)),
  length:       u16('dtls.record.length', 'Length'),
}
export const contentType = u8('dtls.record.content_type', 'Content Type', { names: contentTypes })
/** The type of what is encrypted is encrypted, too. */
export const specialType = u8('dtls.record.special_type', 'Special Type', { names: contentTypes })

const fixedLength = 13
const plain = record('Record', { contentType, ...first, length: u16('dtls.record.length', 'Length') })
export const typeAt = plain.reader('contentType')
export const versionAt = plain.reader('version')
export const epochAt = plain.reader('epoch')
export const sequenceAt = plain.reader('sequenceNumber')
/** Where a record without an identifier, of that much less, has its length. */
const lengthAt = plain.reader('length')

const versions = [0xfeff, 0xfefd, 0x0100]
const isPlainRecord = plain.recognizer({ contentType: range(types.changeCipherSpec, types.heartbeat), version: versions })
const isRecordWithId = plain.recognizer({ contentType: types.withConnectionId, version: versions })

/** A type and a version that there are, and no more bytes than a record may have. */
export function isRecord(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < fixedLength) return false
  if (isPlainRecord(bytes, start, end)) return lengthAt(bytes, start) <= longestRecord
  return isRecordWithId(bytes, start, end) && idLengthIn(bytes, start, end) !== undefined
}

/** Where what a record at `start` holds begins, and where that ends. */
export function contentOf(bytes: Uint8Array, start: number, end: number): { readonly from: number; readonly to: number } {
  const id = typeAt(bytes, start) === types.withConnectionId ? (idLengthIn(bytes, start, end) ?? 0) : 0
  const from = start + fixedLength + id
  return { from, to: from + lengthAt(bytes, start + id) }
}

/**
 * The receiver alone knows how long its identifier is: the length with which records fill the datagram, as those of
 * one sender that are protected follow each other.
 */
function idLengthIn(bytes: Uint8Array, start: number, end: number): number | undefined {
  for (let length = 0; length <= longestId && start + length + fixedLength <= end; length++) {
    const to = start + length + fixedLength + lengthAt(bytes, start + length)
    if (to === end || (to < end && isRecordWithId(bytes, to, end))) return length
  }
  return undefined
}

function hasConnectionId({ bytes, start }: View): boolean {
  return typeAt(bytes, start) === types.withConnectionId
}

function idLengthOf({ bytes, start, limit }: View): number {
  return idLengthIn(bytes, start, limit) ?? 0
}

/** RFC 6347, section 4.1.1.1: 2^14 octets of text, and what encryption adds. */
const longestRecord = 16384 + 2048
const longestId = 20
