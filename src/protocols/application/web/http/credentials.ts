/** Tokens of GSS-API and NTLM in headers: RFC 4559, section 4. */
import { headerValue, octets, type Derived } from '../../../../schema/index.ts'

const names = ['authorization:', 'proxy-authorization:', 'www-authenticate:', 'proxy-authenticate:'].map((name) => octets(name))
const credentials = /^(?:negotiate|ntlm)\s+([a-z\d+/]+)=*\s*$/i
const message = 'TlRMTVNTUA'

/** The tokens in the headers from byte `headers` to byte `end`. */
export function tokensIn(bytes: Uint8Array, headers: number, end: number, isShort: boolean): readonly Derived[] {
  return names.flatMap((name): readonly Derived[] => {
    const [, digits] = credentials.exec(headerValue(name, bytes, headers, end, isShort) ?? '') ?? []
    if (digits === undefined || digits.length % 4 === 1) return []
    const token = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0))
    return [{
      speaks: [['security.token', digits.startsWith(message) ? 'ntlmssp' : 'gss-api']], bytes: token, isCut: false, label: 'Token',
    }]
  })
}
