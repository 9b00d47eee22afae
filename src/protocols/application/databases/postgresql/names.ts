/** Messages of PostgreSQL, by their type: PostgreSQL 17 documentation, section 53.7 "Message Formats". */

/** From the client. */
export const frontend: Readonly<Record<string, string>> = {
  B: 'Bind', C: 'Close', D: 'Describe', E: 'Execute', F: 'Function call', H: 'Flush', P: 'Parse', Q: 'Simple query', S: 'Sync',
  X: 'Termination', c: 'Copy completion', d: 'Copy data', f: 'Copy failure', p: 'Password message',
}
/** From the server. */
export const backend: Readonly<Record<string, string>> = {
  1: 'Parse completion', 2: 'Bind completion', 3: 'Close completion', A: 'Notification', C: 'Command completion', D: 'Data row',
  E: 'Error', G: 'Copy in response', H: 'Copy out response', I: 'Empty query', K: 'Backend key data', N: 'Notice',
  R: 'Authentication request', S: 'Parameter status', T: 'Row description', V: 'Function call response', W: 'Copy both response',
  Z: 'Ready for query', c: 'Copy completion', d: 'Copy data', n: 'No data', s: 'Portal suspended', t: 'Parameter description',
  v: 'Negotiate protocol version',
}
/** Those whose type one side alone sends. */
const onlyFrontend = 'BFPQXfp'
const onlyBackend = '123AGIKNRTVWZnstv'

/** Which side sent a message, by its type; undefined where both have that type. */
export const isOfFrontend = (type: string): boolean | undefined =>
  onlyFrontend.includes(type) ? true : onlyBackend.includes(type) ? false : undefined
export const isType = (type: string): boolean => type in frontend || type in backend

/** Section 53.7, AuthenticationOk and those after it. */
export const authentications = {
  0: 'Success', 1: 'Kerberos V4', 2: 'Kerberos V5', 3: 'Plaintext password', 4: 'crypt()\'ed password', 5: 'MD5 password',
  6: 'SCM credentials', 7: 'GSSAPI', 8: 'GSSAPI/SSPI continue', 9: 'SSPI', 10: 'SASL', 11: 'SASL continue', 12: 'SASL complete',
}
export const statuses = { 73: 'Idle', 84: 'In a transaction', 69: 'In a failed transaction' }
export const formats = { 0: 'Text', 1: 'Binary' }

/** The codes in place of a version that begin something else than a session. */
export const codes = { cancel: 0x04d2162e, ssl: 0x04d2162f, gss: 0x04d21630 } as const
