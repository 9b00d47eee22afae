/** Certificates of X.509: RFC 5280, section 4. */
import { ber, overlay, record, rest, u8 } from '../../../../schema/index.ts'
import { certificateExtension } from './extensions.ts'
import { names } from './names.ts'
import { time } from './times.ts'

const versions = { 0: 'v1', 1: 'v2', 2: 'v3' } as const
const rsaEncryption = '1.2.840.113549.1.1.1'
const ellipticCurve = '1.2.840.10045.2.1'

const algorithm = record('Algorithm', { id: ber.oid('x509af.algorithm.id', 'Algorithm Id') })
  .cases([{ id: ellipticCurve }, { curve: ber.oid('pkcs1.namedCurve', 'Named Curve', { optional: true }) }])
  .fields({ parameters: rest('', 'Parameters') })

/** RFC 8017, appendix A.1.1. */
const rsaPublicKey = record('RSA Public Key', {
  modulus:        ber.octets('pkcs1.modulus', 'Modulus', { tag: 0x02 }),
  publicExponent: ber.integer('pkcs1.publicExponent', 'Public Exponent'),
})
const keyInBits = record('Subject Public Key', {
  unusedBits: u8('', 'Unused Bits'),
  rsa:        ber.sequence('', 'RSA Public Key', rsaPublicKey),
})

const publicKey = record('Subject Public Key Info', {
  algorithm: ber.sequence('x509af.algorithm_element', 'Algorithm', algorithm),
}).cases(
  [({ algorithm }) => algorithm?.id === rsaEncryption, {
    key: overlay(ber.bits('x509af.subjectPublicKey', 'Subject Public Key')),
    rsa: ber.sequence('', 'Subject Public Key', keyInBits, { tag: 0x03 }),
  }],
  [({ algorithm }) => algorithm?.id !== rsaEncryption, { key: ber.bits('x509af.subjectPublicKey', 'Subject Public Key') }],
)

const version = record('Version', { number: ber.integer('x509af.version', 'Version', { names: versions }) })
const extensions = record('Extensions', { list: ber.list('x509af.extensions', 'Extensions', certificateExtension) })

const toBeSigned = record('Signed Certificate', {
  version:            ber.sequence('', 'Version', version, { tag: 0xa0, optional: true }),
  serialNumber:       ber.octets('x509af.serialNumber', 'Serial Number', { tag: 0x02 }),
  signatureAlgorithm: ber.sequence('x509af.signature_element', 'Signature', algorithm),
  issuer:             names('x509af.issuer', 'Issuer'),
  validity:           ber.list('x509af.validity_element', 'Validity', time),
  subject:            names('x509af.subject', 'Subject'),
  publicKey:          ber.sequence('x509af.subjectPublicKeyInfo_element', 'Subject Public Key Info', publicKey),
  issuerUniqueId:     ber.bits('x509af.issuerUniqueIdentifier', 'Issuer Unique Identifier', { tag: 0x81, optional: true }),
  subjectUniqueId:    ber.bits('x509af.subjectUniqueIdentifier', 'Subject Unique Identifier', { tag: 0x82, optional: true }),
  extensions:         ber.sequence('', 'Extensions', extensions, { tag: 0xa3, optional: true }),
})

const signed = record('Certificate', {
  certificate: ber.sequence('x509af.signedCertificate_element', 'Signed Certificate', toBeSigned),
  algorithm:   ber.sequence('x509af.algorithmIdentifier_element', 'Algorithm Identifier', algorithm),
  signature:   ber.bits('x509af.encrypted', 'Signature'),
})

/** A certificate in DER. */
export const x509Certificate = ber.sequence('', 'Certificate', signed)
