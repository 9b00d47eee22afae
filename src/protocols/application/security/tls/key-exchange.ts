/** Messages of the key exchange before version 1.3: RFC 5246, section 7.4, and RFC 8422, section 5. */
import { ahead, bytes, list, optional, otherwise, range, record, rest, u16, u8, vector, type View } from '../../../../schema/index.ts'
import { tlsClientCertificateTypes, tlsGroups } from '../../../names/tls.ts'
import { signatureScheme, signatureSchemes } from './signatures.ts'
import { toldOf } from './told.ts'
import { named } from './named.ts'

const namedCurve = 3
const curveTypes = { 1: 'explicit_prime', 2: 'explicit_char2', [namedCurve]: 'named_curve' } as const

const ellipticParameters = named((tls) => ({
  curveType:  u8(`${tls}.handshake.server_curve_type`, 'Curve Type', { base: 16, names: curveTypes }),
  namedCurve: u16(`${tls}.handshake.server_named_curve`, 'Named Curve', { base: 16, names: tlsGroups }),
  publicKey:  vector(u8(`${tls}.handshake.server_point_len`, 'Pubkey Length'), bytes(`${tls}.handshake.server_point`, 'Pubkey')),
}))
const finiteParameters = named((tls) => ({
  prime:     vector(u16(`${tls}.handshake.p_len`, 'p Length'), bytes(`${tls}.handshake.p`, 'p')),
  generator: vector(u16(`${tls}.handshake.g_len`, 'g Length'), bytes(`${tls}.handshake.g`, 'g')),
  publicKey: vector(u16(`${tls}.handshake.ys_len`, 'Pubkey Length'), bytes(`${tls}.handshake.ys`, 'Pubkey')),
}))

/** The rest of a message is one signature, with the name of its algorithm since version 1.2. */
const signatureValue = named((tls) =>
  vector(u16(`${tls}.handshake.sig_len`, 'Signature Length'), bytes(`${tls}.handshake.sig`, 'Signature')))
const signed = named((tls) => record('Digitally Signed', { lengthOrScheme: ahead(16) })
  .cases(
    [isUnnamed, { signatureValue: signatureValue(tls) }],
    [otherwise, { ...signatureScheme(tls), signatureValue: signatureValue(tls) }],
  ))

export const serverKeyExchange = named((tls) => record('Server Key Exchange', { first: ahead(8) })
  .cases([{ first: namedCurve }, ellipticParameters(tls)], [{ first: [0, 1, 2, range(namedCurve + 1)] }, finiteParameters(tls)])
  .fields({ signed: list('', 'Digitally Signed', signed(tls), { count: () => 1 }) }))

function isUnnamed({ lengthOrScheme, start, originalEnd }: View & { readonly lengthOrScheme: number }): boolean {
  return lengthOrScheme === originalEnd - start - 2
}

/** RFC 8446, section 4.4.3, and RFC 5246, section 7.4.8; before version 1.2 without the name of the algorithm. */
const clientSignature = named((tls) => vector(
  u16(`${tls}.handshake.client_cert_vrfy.sig_len`, 'Signature length'),
  bytes(`${tls}.handshake.client_cert_vrfy.sig`, 'Signature'),
))
export const certificateVerify = named((tls) => record('Certificate Verify', { lengthOrScheme: ahead(16) })
  .cases(
    [isUnnamed, { clientSignature: clientSignature(tls) }],
    [otherwise, { ...signatureScheme(tls), clientSignature: clientSignature(tls) }],
  ))

const point = named((tls) =>
  vector(u8(`${tls}.handshake.client_point_len`, 'Pubkey Length'), bytes(`${tls}.handshake.client_point`, 'Pubkey')))
const secret = named((tls) =>
  vector(u16(`${tls}.handshake.epms_len`, 'Encrypted PreMaster length'), bytes(`${tls}.handshake.epms`, 'Encrypted PreMaster')))
const finiteKey = named((tls) => vector(u16(`${tls}.handshake.yc_len`, 'Pubkey Length'), bytes(`${tls}.handshake.yc`, 'Pubkey')))

/** How the key is exchanged says the cipher suite; one byte of length is that of a point, whatever it says. */
export const clientKeyExchange = named((tls) => record('Client Key Exchange', { first: ahead(8), statedLength: ahead(16) }).cases(
  [({ first, start, originalEnd }) => first === originalEnd - start - 1, { point: point(tls) }],
  [(message) => keyExchangeOf(message) === 'RSA', { encryptedSecret: secret(tls) }],
  [(message) => keyExchangeOf(message) === 'DH', { publicKey: finiteKey(tls) }],
  [otherwise, { key: rest('', 'Key') }],
))

type Keyed = View & { readonly statedLength: number }

function keyExchangeOf(message: Keyed): 'RSA' | 'DH' | undefined {
  if (message.statedLength !== message.originalEnd - message.start - 2) return undefined
  const suite = toldOf(message)?.suiteName
  if (suite === undefined) return undefined
  return suite.startsWith('TLS_RSA_WITH') ? 'RSA' : /^TLS_DHE?_/.test(suite) ? 'DH' : undefined
}

const certificateType = named((tls) => record('Certificate type', {
  type: u8(`${tls}.handshake.cert_type`, 'Certificate type', { names: tlsClientCertificateTypes }),
}))
const authority = named((tls) => record('Distinguished Name', {
  name: vector(u16(`${tls}.handshake.dname_len`, 'Distinguished Name Length'), rest(`${tls}.handshake.dname`, 'Distinguished Name')),
}))

/** RFC 5246, section 7.4.4; before version 1.2 without algorithms. */
export const certificateRequest = named((tls) => record('Certificate Request', {
  types: vector(
    u8(`${tls}.handshake.cert_types_count`, 'Certificate types count'),
    list(`${tls}.handshake.cert_types`, 'Certificate types', certificateType(tls)),
  ),
  lengthOrAlgorithms: ahead(16),
})
  .cases([hasAlgorithms, signatureSchemes(tls)])
  .fields({
    authorities: optional(vector(
      u16(`${tls}.handshake.dnames_len`, 'Distinguished Names Length'),
      list(`${tls}.handshake.dnames`, 'Distinguished Names', authority(tls)),
    )),
  }))

type Requested = View & { readonly typesLength: number; readonly lengthOrAlgorithms: number }

function hasAlgorithms({ typesLength, lengthOrAlgorithms, start, originalEnd }: Requested): boolean {
  return lengthOrAlgorithms !== originalEnd - start - typesLength - 3
}
