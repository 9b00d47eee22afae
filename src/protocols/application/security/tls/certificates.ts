/** Certificates in a handshake: RFC 5246, section 7.4.2, and RFC 8446, section 4.4.2. */
import { bytes, list, overlay, record, rest, u16, u24, u8, vector, type View } from '../../../../schema/index.ts'
import { tlsCertificateCompressions } from '../../../names/tls.ts'
import { x509Certificate } from '../x509/index.ts'
import { extension } from './extensions.ts'
import { named } from './named.ts'

const certificate = named((tls) => record('Certificate', { length: u24(`${tls}.handshake.certificate_length`, 'Certificate Length') })
  .followedBy('length')
  .fields({
    der:         overlay(rest(`${tls}.handshake.certificate`, 'Certificate')),
    certificate: x509Certificate,
  }))

/** Since version 1.3 each has extensions of its own. */
const entry = named((tls) => record('Certificate Entry', {
  certificates: list('', 'Certificate', certificate(tls), { count: () => 1 }),
  extensions:   vector(u16(`${tls}.handshake.extensions_length`, 'Extensions Length'), list('', 'Extensions', extension(tls))),
}))

const listLength = record('Certificates', { length: u24('', 'Length') }).reader('length')
const lengthOfLength = 3

const requestContext = named((tls) => vector(
  u8(`${tls}.handshake.certificate_request_context_length`, 'Certificate Request Context Length'),
  bytes(`${tls}.handshake.certificate_request_context`, 'Certificate Request Context'),
))
const extensions = named((tls) =>
  vector(u16(`${tls}.handshake.extensions_length`, 'Extensions Length'), list('', 'Extensions', extension(tls))))

export const certificates = named((tls) => ({
  before13: {
    certificates: vector(
      u24(`${tls}.handshake.certificates_length`, 'Certificates Length'),
      list(`${tls}.handshake.certificates`, 'Certificates', certificate(tls)),
    ),
  },
  since13: {
    requestContext: requestContext(tls),
    certificateEntries: vector(
      u24(`${tls}.handshake.certificates_length`, 'Certificates Length'),
      list(`${tls}.handshake.certificates`, 'Certificates', entry(tls)),
    ),
  },
  /** RFC 8446, section 4.3.2. */
  requestSince13: { requestContext: requestContext(tls), extensions: extensions(tls) },
  /** Whether a message begins with the length of all that follows, as those before version 1.3 do. */
  areBefore13: ({ bytes, start, end, originalEnd }: View): boolean => {
    const from = start + messageHeader
    return end - from >= lengthOfLength && listLength(bytes, from) === originalEnd - from - lengthOfLength
  },
  /** RFC 8879, section 4. */
  compressed: {
    algorithm:          u16(`${tls}.compress_certificate.algorithm`, 'Algorithm', { names: tlsCertificateCompressions }),
    uncompressedLength: u24(`${tls}.compress_certificate.uncompressed_length`, 'Uncompressed Length'),
    compressed:         vector(
      u24(`${tls}.compress_certificate.compressed_certificate_message.length`, 'Length'),
      bytes(`${tls}.compress_certificate.compressed_certificate_message`, 'Compressed Certificate Message'),
    ),
  },
}))

const messageHeader = 4
