/** Extensions of certificates: RFC 5280, section 4.2. */
import { ber, bits, flag, group, list, optional, overlay, record, rest, u8, type Schema } from '../../../../schema/index.ts'
import { names } from './names.ts'
import { timestamps } from './timestamps.ts'

const octetString = 0x04

const generalName = record('GeneralName', {
  rfc822Name:    ber.text('x509ce.rfc822Name', 'rfc822Name', { tag: 0x81, optional: true, encoding: 'ascii' }),
  dnsName:       ber.text('x509ce.dNSName', 'dNSName', { tag: 0x82, optional: true, encoding: 'ascii' }),
  directoryName: ber.sequence('x509ce.directoryName', 'directoryName', record('Name', { name: names('', 'Name') }), {
    tag: 0xa4, optional: true,
  }),
  uri:           ber.text('x509ce.uniformResourceIdentifier', 'uniformResourceIdentifier', {
    tag: 0x86, optional: true, encoding: 'ascii',
  }),
  ipAddress:     ber.octets('x509ce.iPAddress', 'iPAddress', { tag: 0x87, optional: true }),
  registeredId:  ber.oid('x509ce.registeredID', 'registeredID', { tag: 0x88, optional: true }),
})
const generalNames = record('GeneralNames', { names: ber.list('x509ce.GeneralNames', 'GeneralNames', generalName) })

const keyUsage = record('KeyUsage', {
  bits:       overlay(ber.bits('x509ce.KeyUsage', 'KeyUsage')),
  tag:        u8('', 'Tag'),
  length:     u8('', 'Length'),
  unusedBits: u8('', 'Unused Bits'),
  usage:      group('', 'Key Usage', {
    digitalSignature:  flag('x509ce.KeyUsage.digitalSignature', 'digitalSignature'),
    contentCommitment: flag('x509ce.KeyUsage.contentCommitment', 'contentCommitment'),
    keyEncipherment:   flag('x509ce.KeyUsage.keyEncipherment', 'keyEncipherment'),
    dataEncipherment:  flag('x509ce.KeyUsage.dataEncipherment', 'dataEncipherment'),
    keyAgreement:      flag('x509ce.KeyUsage.keyAgreement', 'keyAgreement'),
    keyCertSign:       flag('x509ce.KeyUsage.keyCertSign', 'keyCertSign'),
    crlSign:           flag('x509ce.KeyUsage.cRLSign', 'cRLSign'),
    encipherOnly:      flag('x509ce.KeyUsage.encipherOnly', 'encipherOnly'),
  }),
  more:       optional(group('', 'Key Usage', {
    decipherOnly: flag('x509ce.KeyUsage.decipherOnly', 'decipherOnly'),
    unused:       bits(7, '', 'Unused'),
  })),
})

const basicConstraints = record('BasicConstraints', {
  constraints: ber.sequence('x509ce.BasicConstraintsSyntax_element', 'BasicConstraints', record('BasicConstraints', {
    isAuthority: ber.boolean('x509ce.cA', 'cA', { optional: true }),
    pathLength:  ber.integer('x509ce.pathLenConstraint', 'pathLenConstraint', { optional: true }),
  })),
})

const authorityKey = record('AuthorityKeyIdentifier', {
  identifier: ber.sequence('x509ce.AuthorityKeyIdentifier_element', 'AuthorityKeyIdentifier', record('Key', {
    keyIdentifier: ber.octets('x509ce.keyIdentifier', 'keyIdentifier', { tag: 0x80, optional: true }),
    issuer:        ber.list('x509ce.authorityCertIssuer', 'authorityCertIssuer', generalName, { tag: 0xa1, optional: true }),
    serialNumber:  ber.octets('x509ce.authorityCertSerialNumber', 'authorityCertSerialNumber', { tag: 0x82, optional: true }),
  })),
})
const subjectKey = record('SubjectKeyIdentifier', {
  keyIdentifier: ber.octets('x509ce.SubjectKeyIdentifier', 'SubjectKeyIdentifier'),
})

const purpose = record('KeyPurposeId', { purpose: ber.oid('x509ce.KeyPurposeId', 'KeyPurposeId') })
const purposes = record('KeyPurposeIDs', { purposes: ber.list('x509ce.KeyPurposeIDs', 'KeyPurposeIDs', purpose) })

/** Section 4.2.2.1. */
const access = record('AccessDescription', {
  access: ber.sequence('pkix1implicit.AccessDescription_element', 'AccessDescription', record('AccessDescription', {
    method:   ber.oid('pkix1implicit.accessMethod', 'accessMethod'),
    location: list('pkix1implicit.accessLocation', 'accessLocation', generalName, { count: () => 1 }),
  })),
})
const authorityAccess = record('AuthorityInfoAccess', {
  accesses: ber.list('pkix1implicit.AuthorityInfoAccessSyntax', 'AuthorityInfoAccessSyntax', access),
})

/** Section 4.2.1.13: of each place only its full name. */
const fullName = record('distributionPoint', {
  names: ber.list('x509ce.fullName', 'fullName', generalName, { tag: 0xa0, optional: true }),
})
const distributionPoint = record('DistributionPoint', {
  point: ber.sequence('x509ce.DistributionPoint_element', 'DistributionPoint', record('DistributionPoint', {
    name:   ber.sequence('x509ce.distributionPoint', 'distributionPoint', fullName, { tag: 0xa0, optional: true }),
    others: rest('', 'Reasons and issuer'),
  })),
})
const distributionPoints = record('CRLDistributionPoints', {
  points: ber.list('x509ce.CRLDistPointsSyntax', 'CRLDistPointsSyntax', distributionPoint),
})

/** RFC 6962, section 3.3: in octets of their own, inside those of the value. */
const certificateTimestamps = record('Signed Certificate Timestamps', {
  list: inOctets('Signed Certificate Timestamp List', record('Timestamps', timestamps)),
})

/** A value inside the octets that hold it. */
function inOctets<V>(label: string, value: Schema<V>) {
  return ber.sequence('', label, value, { tag: octetString })
}

const content = record('Extension', {
  id:         ber.oid('x509af.extension.id', 'Extension Id'),
  isCritical: ber.boolean('x509af.critical', 'critical', { optional: true }),
}).cases(
  [{ id: '2.5.29.14' }, { subjectKey: inOctets('SubjectKeyIdentifier', subjectKey) }],
  [{ id: '2.5.29.15' }, { keyUsage: inOctets('KeyUsage', keyUsage) }],
  [{ id: '2.5.29.17' }, { alternativeNames: inOctets('SubjectAltName', generalNames) }],
  [{ id: '2.5.29.18' }, { alternativeNames: inOctets('IssuerAltName', generalNames) }],
  [{ id: '2.5.29.19' }, { basicConstraints: inOctets('BasicConstraints', basicConstraints) }],
  [{ id: '2.5.29.35' }, { authorityKey: inOctets('AuthorityKeyIdentifier', authorityKey) }],
  [{ id: '2.5.29.31' }, { distributionPoints: inOctets('CRLDistributionPoints', distributionPoints) }],
  [{ id: '1.3.6.1.5.5.7.1.1' }, { authorityAccess: inOctets('AuthorityInfoAccess', authorityAccess) }],
  [{ id: '1.3.6.1.4.1.11129.2.4.2' }, { timestamps: inOctets('SignedCertificateTimestampList', certificateTimestamps) }],
  [{ id: '2.5.29.37' }, { purposes: inOctets('ExtKeyUsage', purposes) }],
)
  .fields({ data: rest('', 'Value') })

export const certificateExtension = record('Extension', {
  extension: ber.sequence('x509af.Extension_element', 'Extension', content),
})
