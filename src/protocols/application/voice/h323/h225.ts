/** Call signaling and registration of H.323: ITU-T H.225.0 (12/09), annex H, in aligned PER (X.691). Of each message its start is read. */
import {
  bits, computed, converted, flag, ipv4Address, lineOf, nameIn, oid, otherwise, protocol, range, record, rest, u16, u8, when,
  type Names,
} from '../../../../schema/index.ts'

/** `h323-message-body`; from 7 on they are extensions. */
const bodies = {
  0: 'setup', 1: 'callProceeding', 2: 'connect', 3: 'alerting', 4: 'information', 5: 'releaseComplete', 6: 'facility', 7: 'progress',
  8: 'empty', 9: 'status', 10: 'statusInquiry', 11: 'setupAcknowledge', 12: 'notify',
} satisfies Names
/** `RasMessage`; from 25 on they are extensions. */
const requests = {
  0: 'gatekeeperRequest', 1: 'gatekeeperConfirm', 2: 'gatekeeperReject', 3: 'registrationRequest', 4: 'registrationConfirm',
  5: 'registrationReject', 6: 'unregistrationRequest', 7: 'unregistrationConfirm', 8: 'unregistrationReject', 9: 'admissionRequest',
  10: 'admissionConfirm', 11: 'admissionReject', 12: 'bandwidthRequest', 13: 'bandwidthConfirm', 14: 'bandwidthReject',
  15: 'disengageRequest', 16: 'disengageConfirm', 17: 'disengageReject', 18: 'locationRequest', 19: 'locationConfirm',
  20: 'locationReject', 21: 'infoRequest', 22: 'infoRequestResponse', 23: 'nonStandardMessage', 24: 'unknownMessageResponse',
  25: 'requestInProgress', 26: 'resourcesAvailableIndicate', 27: 'resourcesAvailableConfirm', 28: 'infoRequestAck', 29: 'infoRequestNak',
  30: 'serviceControlIndication', 31: 'serviceControlResponse', 32: 'admissionConfirmSequence',
} satisfies Names
/** How many of its parts may be absent, of each request: two or more of these bits go on into a second byte. */
const optionalParts = [4, 2, 2, 3, 3, 2, 3, 1, 1, 7, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 2, 3, 0, 0]


const identifier = {
  identifierSize: u8('h225.identifier_size', 'Object Identifier Length'),
  identifier:     oid('h225.protocolIdentifier', 'protocolIdentifier', 'identifierSize'),
}
interface Body { readonly choice: number, readonly isExtension: boolean, readonly extended?: number | undefined }
/** An index of six bits, of which the first two end the byte of the choice. */
const bodyOf = ({ isExtension, choice, extended = 0 }: Body) => (isExtension ? 7 + (((choice & 3) << 4) | extended) : choice)
const versionText = (text: string | undefined) => /^0\.0\.8\.2250\.0\.(\d+)$/.exec(text ?? '')?.[1]
const begins = record('Message', {
  userBits: bits(2, 'h225.user_bits', 'Outer'), unitBits: bits(2, 'h225.unit_bits', 'Inner'),
  isExtension: flag('h225.extension', 'Extension'), choice: bits(3, 'h225.choice', 'Choice'),
  bodyBits: u8('h225.body_bits', 'Body'), size: u8('h225.size', 'Length'),
})
const isPlain = begins.recognizer({ userBits: range(0, 1), isExtension: false, choice: range(0, 6), size: range(1, 16) })
const isExtended = begins.recognizer({ userBits: range(0, 1), isExtension: true, choice: range(0, 3) })

/** A message of call signaling, in an element of Q.931. */
export const h225 = protocol('h225', 'H.225.0', { 'q931.user': [5] })
  .specified('ITU-T H.225.0')
  .fields({
    isOuterExtended: flag('h225.outer_extended', 'H323-UserInformation is extended'),
    hasUserData: flag('h225.user_data', 'user-data is present'),
    isInnerExtended: flag('h225.inner_extended', 'h323-uu-pdu is extended'),
    hasNonStandardData: flag('h225.non_standard_data', 'nonStandardData is present'),
    isExtension: flag('h225.extension', 'Extension'),
    choice:      bits(3, 'h225.choice', 'Choice'),
  })
  .cases(
    [{ isExtension: true }, { extended: bits(4, 'h225.extended', 'Extension Choice'), unused: bits(4, 'h225.unused', 'Unused'),
      size: u8('h225.size', 'Open Type Length') }],
    [otherwise, {}],
  )
  .fields({
    body: computed('h225.h323_message_body', 'h323-message-body', (layer) => bodyOf(layer as Body), { names: bodies }),
  })
  .cases([{ body: [range(0, 7), range(9, 12)] }, {
    isBodyExtended: flag('h225.body_extended', 'Body is extended'),
    hasControlAddress: flag('h225.control_address', 'First optional part is present'),
    otherParts: bits(6, 'h225.other_parts', 'Other optional parts'), ...identifier,
  }])
  .cases([{ body: [0, 2], hasControlAddress: true }, {
    controlAddress: u8('h225.h245Address', 'h245Address', { names: { 0: 'ipAddress' } }),
    ipv4: when({ controlAddress: 0 }, ipv4Address('h225.ipV4', 'ip')),
    port: when({ controlAddress: 0 }, u16('h225.ipV4_port', 'port')),
  }])
  .fields({ more: rest('h225.more', 'Message') })
  .accepts((octets, start, end) => isPlain(octets, start, end) || isExtended(octets, start, end))
  .announces(['announced'], ({ ipv4, port }) =>
    (ipv4 === undefined || port === undefined ? []
      : [{ transport: 'tcp', address: ipv4, port, speaks: [['announced', 'h245']] }]))
  .colored('messages')
  .summarized(({ body, identifier: text, ipv4, port }) =>
    lineOf(['CS:', nameIn(bodies, body) ?? `body ${body}`, versionText(text) === undefined ? undefined : `version ${versionText(text)}`,
      ipv4 === undefined ? undefined : `H.245 at ${ipv4}:${port}`], ' '))

const firstByte = record('Request', { isExtension: flag('h225.extension', 'Extension'), choice: bits(5, 'h225.choice', 'Choice'),
  rest: bits(2, 'h225.rest', 'Rest') })
const isRequest = firstByte.recognizer({ isExtension: false, choice: range(0, 24) })
const isNewRequest = firstByte.recognizer({ isExtension: true, choice: range(0, 1) })

interface Choice { readonly isExtension: boolean, readonly choice: number, readonly isBodyExtended: boolean, readonly part: boolean }
/** The index of an extension is all six bits after that it is small. */
const requestOf = ({ isExtension, choice, isBodyExtended, part }: Choice) =>
  (isExtension ? 25 + ((choice & 15) << 2 | Number(isBodyExtended) << 1 | Number(part)) : choice)

/** Registration, admission and status, between endpoints and gatekeepers. */
export const h225Ras = protocol('h225', 'H.225.0 RAS', { 'udp.port': [1718, 1719] })
  .specified('ITU-T H.225.0')
  .fields({
    isExtension:    flag('h225.extension', 'Extension'),
    choice:         bits(5, 'h225.choice', 'Choice'),
    isBodyExtended: flag('h225.body_extended', 'Message is extended'),
    part:           flag('h225.part', 'First optional part is present'),
  })
  .cases([{ isExtension: true }, { size: u8('h225.size', 'Open Type Length'), optionalParts: u8('h225.optional_parts', 'Optional parts') }])
  .fields({ request: computed('h225.RasMessage', 'RasMessage', requestOf, { names: requests }) })
  .cases([({ request }) => (optionalParts[request] ?? 0) > 1, { moreParts: u8('h225.more_parts', 'Optional parts') }])
  .fields({ sequence: converted(u16('h225.requestSeqNum', 'requestSeqNum'), (number) => number + 1, 'number', (number) => number - 1) })
  .cases([{ request: [range(0, 5), 26, 27] }, identifier])
  .fields({ more: rest('h225.more', 'Message') })
  .accepts((octets, start, end) => isRequest(octets, start, end) || isNewRequest(octets, start, end))
  .colored('messages', ({ request }) => ([2, 5, 8, 11, 14, 17, 20, 29].includes(request) ? 'warning' : undefined))
  .summarized(({ request, sequence }) => `RAS: ${nameIn(requests, request) ?? `message ${request}`}, request ${sequence}`)
