/** One line of a key log: https://www.ietf.org/archive/id/draft-ietf-tls-keylogfile-05.html, and older forms of NSS. */

export interface LoggedSecret {
  /** Such as `CLIENT_RANDOM`; `RSA` and `RSA Session-ID` are the older forms. */
  readonly label: string
  /** In hexadecimal digits: the Client Random, or of an older form what that names. */
  readonly of: string
  readonly secret: Uint8Array
}

/** What a line says; undefined for a line that is damaged or not of a key log. */
export function secretIn(line: string): LoggedSecret | undefined {
  const [, label, of, digits] = usual.exec(line) ?? rsa.exec(line) ?? session.exec(line) ?? []
  if (digits === undefined || digits.length % 2 !== 0 || of!.length % 2 !== 0) return undefined
  return { label: label ?? 'RSA Session-ID', of: of!.toLowerCase(), secret: bytesOf(digits) }
}

/** Whether a line says nothing, as it may. */
export const isEmpty = (line: string): boolean => /^(?:\s*$|#)/.test(line)

const usual = /^([A-Z][A-Z0-9_]{2,63}) ([0-9a-fA-F]{64}) ([0-9a-fA-F]{2,128})\s*$/
/** The first 8 bytes of the encrypted premaster secret, and the premaster secret. */
const rsa = /^(RSA) ([0-9a-fA-F]{16}) ([0-9a-fA-F]{96})\s*$/
/** A session by its number, and its master secret. */
const session = /^RSA Session-ID:()?([0-9a-fA-F]{2,64}) Master-Key:([0-9a-fA-F]{96})\s*$/

function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  return bytes
}
