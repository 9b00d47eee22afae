/** The application layer of BACnet: ANSI/ASHRAE 135-2020, clauses 20 and 21. */
import {
  ahead, bits, flag, lineOf, list, nameIn, protocol, rest, u8, when, type Names,
} from '../../../../schema/index.ts'
import { abortReasons, errorClasses, errorCodes, rejectReasons } from './names.ts'
import { isValue, parameterOf, parameterText, type Contexts } from './tags.ts'

/** Clause 20.1. */
const apduTypes = {
  0: 'Confirmed-REQ', 1: 'Unconfirmed-REQ', 2: 'Simple-ACK', 3: 'Complex-ACK', 4: 'Segment-ACK', 5: 'Error', 6: 'Reject', 7: 'Abort',
} satisfies Names
/** Clause 21. */
const confirmed = {
  0: 'acknowledgeAlarm', 1: 'confirmedCOVNotification', 2: 'confirmedEventNotification', 3: 'getAlarmSummary', 4: 'getEnrollmentSummary',
  5: 'subscribeCOV', 6: 'atomicReadFile', 7: 'atomicWriteFile', 8: 'addListElement', 9: 'removeListElement', 10: 'createObject',
  11: 'deleteObject', 12: 'readProperty', 13: 'readPropertyConditional', 14: 'readPropertyMultiple', 15: 'writeProperty',
  16: 'writePropertyMultiple', 17: 'deviceCommunicationControl', 18: 'confirmedPrivateTransfer', 19: 'confirmedTextMessage',
  20: 'reinitializeDevice', 21: 'vtOpen', 22: 'vtClose', 23: 'vtData', 24: 'authenticate', 25: 'requestKey', 26: 'readRange',
  27: 'lifeSafetyOperation', 28: 'subscribeCOVProperty', 29: 'getEventInformation', 30: 'subscribeCOVPropertyMultiple',
  31: 'confirmedCOVNotificationMultiple', 32: 'confirmedAuditNotification', 33: 'auditLogQuery',
} satisfies Names
const unconfirmed = {
  0: 'i-Am', 1: 'i-Have', 2: 'unconfirmedCOVNotification', 3: 'unconfirmedEventNotification', 4: 'unconfirmedPrivateTransfer',
  5: 'unconfirmedTextMessage', 6: 'timeSynchronization', 7: 'who-Has', 8: 'who-Is', 9: 'utcTimeSynchronization', 10: 'writeGroup',
  11: 'unconfirmedCOVNotificationMultiple', 12: 'unconfirmedAuditNotification', 13: 'who-Am-I', 14: 'you-Are',
} satisfies Names
/** Clauses 20.1.2.4 and 20.1.2.5. */
const mostSegments = {
  0: 'Unspecified', 1: '2 segments', 2: '4 segments', 3: '8 segments', 4: '16 segments', 5: '32 segments', 6: '64 segments',
  7: 'more than 64 segments',
} satisfies Names
const mostBytes = {
  0: '50 bytes', 1: '128 bytes', 2: '206 bytes', 3: '480 bytes', 4: '1024 bytes', 5: '1476 bytes', '6..15': 'Reserved by ASHRAE',
} satisfies Names
const invoke = { invokeId: u8('bacapp.invoke_id', 'Invoke ID') }
const service = { service: u8('bacapp.confirmed_service', 'Service Choice', { names: confirmed }) }
const type = { type: bits(4, 'bacapp.type', 'APDU Type', { names: apduTypes }) }
const segments = {
  ...type,
  isSegmented: flag('bacapp.segmented_request', 'Segmented Request'),
  moreFollows: flag('bacapp.more_segments', 'More Segments'),
  accepts:     flag('bacapp.SA', 'Segmented response accepted'),
  reserved:    bits(1, 'bacapp.pduflags', 'Reserved'),
}
const segment = {
  sequence: when('isSegmented', u8('bacapp.sequence_number', 'Sequence Number')),
  window:   when('isSegmented', u8('bacapp.window_size', 'Proposed Window Size')),
}
const plain = { ...type, reserved: bits(4, 'bacapp.pduflags', 'Reserved') }

/** What context tags mean: clauses 13.1, 13.14, 15.5, 15.9, 16.9 and 16.10. */
const objectFirst: Contexts = { 0: 'object', 1: 'property' }
const limits: Contexts = { 0: 'low', 1: 'high', 2: 'object', 3: 'text' }
const subscription: Contexts = { 0: 'process', 1: 'object' }
const notification: Contexts = { 0: 'process', 1: 'device', 2: 'object' }

interface Header {
  readonly type?: number | undefined
  readonly service?: number | undefined
  readonly unconfirmedService?: number | undefined
  readonly isSegmented?: boolean | undefined
}
/** Segments after the first begin anywhere; those that say why something was refused have no parameters. */
function kindOfParameters({ type, service, unconfirmedService, isSegmented }: Header): string {
  if (isSegmented === true || type === undefined || type > 5 || type === 2 || type === 4) return ''
  if (type === 5) return 'error'
  if (service === 12 || service === 15) return 'object'
  if (service === 5 || service === 28) return 'subscribes'
  if (service === 1 || unconfirmedService === 2) return 'notifies'
  return unconfirmedService === 7 || unconfirmedService === 8 ? 'range' : 'other'
}

export const bacapp = protocol('bacapp', 'Building Automation and Control Network APDU', { 'bacnet.apdu': [1] })
  .specified('ANSI/ASHRAE 135-2020, clause 20')
  .fields({ kind: ahead(4) })
  .choice('kind', {
    0: {
      ...segments,
      reserved2:       bits(1, '', 'Reserved'),
      maximumSegments: bits(3, 'bacapp.response_segments', 'Max Response Segments accepted', { names: mostSegments }),
      maximumSize:     bits(4, 'bacapp.max_adpu_size', 'Size of Maximum ADPU accepted', { names: mostBytes }),
      ...invoke, ...segment, ...service,
    },
    1: { ...plain, unconfirmedService: u8('bacapp.unconfirmed_service', 'Unconfirmed Service Choice', { names: unconfirmed }) },
    2: { ...plain, ...invoke, ...service },
    3: { ...segments, ...invoke, ...segment, ...service },
    4: { ...plain, ...invoke, sequence: u8('bacapp.sequence_number', 'Sequence Number'),
      window: u8('bacapp.window_size', 'Actual Window Size') },
    5: { ...plain, ...invoke, ...service },
    6: { ...plain, ...invoke, reason: u8('bacapp.reject_reason', 'Reject Reason', { names: rejectReasons }) },
    7: { ...plain, ...invoke, abortReason: u8('bacapp.abort_reason', 'Abort Reason', { names: abortReasons }) },
  }, plain)
  .choice(kindOfParameters, {
    object:     { parameters: list('', 'Parameters', parameterOf(objectFirst)) },
    range:      { parameters: list('', 'Parameters', parameterOf(limits)) },
    subscribes: { parameters: list('', 'Parameters', parameterOf(subscription)) },
    notifies:   { parameters: list('', 'Parameters', parameterOf(notification)) },
    // Clause 21: some services have their errors in a tag that opens others.
    error: {
      errorClass: list('', 'Error Class', parameterOf({}, 'errorClass'), { last: isValue }),
      errorCode:  list('', 'Error Code', parameterOf({}, 'errorCode'), { last: isValue }),
      parameters: list('', 'Parameters', parameterOf({})),
    },
    other:      { parameters: list('', 'Parameters', parameterOf({})) },
  })
  .fields({ left: rest('', 'Segment') })
  .colored('messages', ({ type }) => (type === 5 || type === 6 || type === 7 ? 'error' : undefined))
  .summarized(({ type, service, unconfirmedService, invokeId, parameters, errorClass, errorCode, reason, abortReason }) => {
    const name = service === undefined ? unconfirmedService === undefined ? '' : nameIn(unconfirmed,
      unconfirmedService) ?? `service ${unconfirmedService}`
      : nameIn(confirmed, service) ?? `service ${service}`
    return lineOf([(type === undefined ? undefined : nameIn(apduTypes, type)) ?? 'APDU', name,
      ...(invokeId === undefined ? [] : [`id ${invokeId}`]), parameterText(parameters ?? []),
      nameOf(errorClasses, errorClass?.at(-1)?.enumerated), nameOf(errorCodes, errorCode?.at(-1)?.enumerated),
      nameOf(rejectReasons, reason), nameOf(abortReasons, abortReason)], ' ')
  })

const nameOf = (names: Names, value: number | undefined): string | undefined =>
  value === undefined ? undefined : nameIn(names, value) ?? `${value}`
