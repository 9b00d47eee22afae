/** The status of certificates: RFC 6960, section 4. */
import { ahead, ber, berElement, computed, list, record, rest } from '../../../../schema/index.ts'
import { x509Certificate } from './index.ts'
import { names } from './names.ts'

export const ocspStatuses = {
  0: 'successful', 1: 'malformedRequest', 2: 'internalError', 3: 'tryLater', 5: 'sigRequired', 6: 'unauthorized',
} as const
/** RFC 5280, section 5.3.1. */
const reasons = {
  0: 'unspecified', 1: 'keyCompromise', 2: 'cACompromise', 3: 'affiliationChanged', 4: 'superseded', 5: 'cessationOfOperation',
  6: 'certificateHold', 8: 'removeFromCRL', 9: 'privilegeWithdrawn', 10: 'aACompromise',
} as const
export const certificateStatuses = { 0: 'good', 1: 'revoked', 2: 'unknown' } as const

const others = list('', 'More', berElement)
const algorithm = record('Algorithm', { id: ber.oid('x509af.algorithm.id', 'Algorithm Id'), parameters: rest('', 'Parameters') })
const certificateId = record('CertID', {
  algorithm:      ber.sequence('ocsp.hashAlgorithm_element', 'hashAlgorithm', algorithm),
  issuerNameHash: ber.octets('ocsp.issuerNameHash', 'issuerNameHash'),
  issuerKeyHash:  ber.octets('ocsp.issuerKeyHash', 'issuerKeyHash'),
  serialNumber:   ber.octets('ocsp.serialNumber', 'serialNumber', { tag: 0x02 }),
})

/** Section 4.1.1. */
const asked = record('Request', { request: ber.sequence('ocsp.Request_element', 'Request', record('Request', {
  certificate: ber.sequence('ocsp.reqCert_element', 'reqCert', certificateId), others,
})) })
const request = record('tbsRequest', {
  version:  ber.integer('ocsp.version', 'version', { explicit: 0, optional: true }),
  name:     ber.octets('ocsp.requestorName', 'requestorName', { tag: 0xa1, optional: true }),
  requests: ber.list('ocsp.requestList', 'requestList', asked),
  others,
})

/** Section 4.2.1. */
const revoked = record('RevokedInfo', {
  time:   ber.time('ocsp.revocationTime', 'revocationTime'),
  reason: ber.enumerated('ocsp.revocationReason', 'revocationReason', { explicit: 0, optional: true, names: reasons }),
})
const single = record('SingleResponse', { response: ber.sequence('ocsp.SingleResponse_element', 'SingleResponse', record('SingleResponse', {
  certificate: ber.sequence('ocsp.certID_element', 'certID', certificateId),
  tag:         ahead(8),
  status:      computed('ocsp.certStatus', 'certStatus', 'tag', (tag) => tag & 31, { names: certificateStatuses }),
  good:        ber.octets('ocsp.good_element', 'good', { tag: 0x80, optional: true }),
  revoked:     ber.sequence('ocsp.revoked_element', 'revoked', revoked, { tag: 0xa1, optional: true }),
  unknown:     ber.octets('ocsp.unknown_element', 'unknown', { tag: 0x82, optional: true }),
  thisUpdate:  ber.time('ocsp.thisUpdate', 'thisUpdate'),
  nextUpdate:  ber.time('ocsp.nextUpdate', 'nextUpdate', { explicit: 0, optional: true }),
  others,
})) })
const responder = record('byName', { name: names('ocsp.byName', 'byName') })
const data = record('tbsResponseData', {
  version:   ber.integer('ocsp.version', 'version', { explicit: 0, optional: true }),
  byName:    ber.sequence('', 'responderID', responder, { tag: 0xa1, optional: true }),
  byKey:     ber.octets('ocsp.byKey', 'byKey', { explicit: 2, optional: true }),
  producedAt: ber.time('ocsp.producedAt', 'producedAt'),
  responses: ber.list('ocsp.responses', 'responses', single),
  others,
})
const basic = record('BasicOCSPResponse', { response: ber.sequence('ocsp.BasicOCSPResponse_element', 'BasicOCSPResponse', record(
  'BasicOCSPResponse', {
    data:         ber.sequence('ocsp.tbsResponseData_element', 'tbsResponseData', data),
    algorithm:    ber.sequence('ocsp.signatureAlgorithm_element', 'signatureAlgorithm', algorithm),
    signature:    ber.bits('ocsp.signature', 'signature'),
    certificates: ber.list('ocsp.certs', 'certs', record('Certificate', { certificate: x509Certificate }), { explicit: 0, optional: true }),
  })) })
const response = record('OCSPResponse', {
  status:  ber.enumerated('ocsp.responseStatus', 'responseStatus', { names: ocspStatuses }),
  content: ber.sequence('ocsp.responseBytes_element', 'responseBytes', record('responseBytes', {
    type:  ber.oid('ocsp.responseType.id', 'ResponseType Id'),
    basic: ber.sequence('', 'response', basic, { tag: 0x04 }),
  }), { explicit: 0, optional: true }),
})
const signedRequest = record('OCSPRequest', { data: ber.sequence('ocsp.tbsRequest_element', 'tbsRequest', request), others })

export const ocspResponse = ber.sequence('', 'OCSPResponse', response, { optional: true })
export const ocspRequest = ber.sequence('', 'OCSPRequest', signedRequest)
