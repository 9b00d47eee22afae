/** Online Certificate Status Protocol: RFC 6960, section 4, in bodies of HTTP (appendix A). */
import { nameIn, protocol, record, u8 } from '../../../schema/index.ts'
import { httpBodyHere } from '../web/vocabulary.ts'
import { certificateStatuses, ocspRequest, ocspResponse, ocspStatuses } from './x509/status.ts'

/** How the content of the outermost sequence begins: with the status of an answer, or the data of a request. */
const statusTag = 0x0a
const lead = record('Message', { tag: u8('', 'Tag'), length: u8('', 'Length') })
const [tagAt, lengthAt] = [lead.reader('tag'), lead.reader('length')]
function isAnswer(bytes: Uint8Array, start: number): boolean {
  const first = lengthAt(bytes, start)
  return tagAt(bytes, start + 2 + (first > 0x80 ? first & 0x7f : 0)) === statusTag
}

export const ocsp = protocol('ocsp', 'Online Certificate Status Protocol', {
  media_type: ['application/ocsp-request', 'application/ocsp-response'],
})
  .specified('RFC 6960')
  .borrows('onwire', 'tls', 'x509af', 'x509ce', 'x509if', 'x509sat', 'pkcs1', 'pkix1implicit')
  .fields(httpBodyHere)
  .cases(
    [({ bytes, start }) => isAnswer(bytes, start), { response: ocspResponse }],
    [({ bytes, start }) => !isAnswer(bytes, start), { request: ocspRequest }],
  )
  .colored('security', ({ response: given }) => (given !== undefined && given.status !== 0 ? 'warning' : undefined))
  .isContent()
  .summarized(({ request: wanted, response: given }) => {
    if (given === undefined) return `OCSP request for ${wanted?.data?.requests?.length ?? 0} certificates`
    const words = (given.content?.basic?.response?.data?.responses ?? [])
      .map((each) => nameIn(certificateStatuses, each.response?.status ?? -1) ?? 'unknown')
    return ['OCSP response', nameIn(ocspStatuses, Number(given.status)) ?? given.status, ...words].join(' ')
  })
