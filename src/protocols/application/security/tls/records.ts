/** The header of a record: RFC 8446, section 5.1. */
import { record, u16, u8 } from '../../../../schema/index.ts'
import { tlsContentTypes, tlsVersions } from '../../../names/tls.ts'

export const header = {
  contentType: u8('tls.record.content_type', 'Content Type', { names: tlsContentTypes }),
  version:     u16('tls.record.version', 'Version', { base: 16, names: tlsVersions }),
  length:      u16('tls.record.length', 'Length'),
}
export const headerLength = 5
export const types = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23, heartbeat: 24 } as const

export const plain = record('Record', header)
export const typeAt = plain.reader('contentType')
export const versionAt = plain.reader('version')
const lengthAt = plain.reader('length')
export const contentStart = (start: number): number => start + headerLength
export const recordEnd = (bytes: Uint8Array, start: number): number => start + headerLength + lengthAt(bytes, start)
