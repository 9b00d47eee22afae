/** BACnet/IP: ANSI/ASHRAE 135-2020, annex J (virtual link control), clause 6 (network layer), clause 20 (application layer). */
import {
  ahead, bits, bytes, flag, group, lineOf, nameIn, protocol, range, record, rest, u16, u8, when, type Names,
} from '../../../schema/index.ts'

/** Annex J.2. */
const functions = {
  0: 'BVLC-Result', 1: 'Write-Broadcast-Distribution-Table', 2: 'Read-Broadcast-Distribution-Table',
  3: 'Read-Broadcast-Distribution-Table-Ack',
  4: 'Forwarded-NPDU', 5: 'Register-Foreign-Device', 6: 'Read-Foreign-Device-Table', 7: 'Read-Foreign-Device-Table-Ack',
  8: 'Delete-Foreign-Device-Table-Entry', 9: 'Distribute-Broadcast-To-Network', 10: 'Original-Unicast-NPDU', 11: 'Original-Broadcast-NPDU',
  12: 'Secure-BVLL',
} satisfies Names
const begins = record('BVLC', { type: u8('bvlc.type', 'Type'), function: u8('bvlc.function', 'Function'), length: u16('bvlc.length',
  'Length') })
  .recognizer({ type: 0x81, function: range(0, 12), length: range(4, 1600) })

export const bvlc = protocol('bvlc', 'BACnet Virtual Link Control', { 'udp.port': [47808] })
  .specified('ANSI/ASHRAE 135-2020, annex J')
  .fields({
    type:     u8('bvlc.type', 'Type', { base: 16, names: { 0x81: 'BACnet/IP (Annex J)' } }),
    function: u8('bvlc.function', 'Function', { base: 16, names: functions }),
    length:   u16('bvlc.length', 'BVLC-Length', { unit: 'bytes' }),
  })
  .choice('function', {
    0: { result: u16('bvlc.result', 'Result', { base: 16 }) },
    4: { forwarded: bytes('bvlc.fwd', 'Forwarded from', 6) },
    5: { timeToLive: u16('bvlc.reg_ttl', 'TTL', { unit: 's' }) },
  })
  .accepts(begins)
  .payload({ tables: [['bacnet.npdu', ({ function: code }) => (code === 4 || (code >= 9 && code <= 11) ? 1 : 0)]] })
  .colored('messages', ({ result = 0 }) => (result > 0 ? 'error' : undefined))
  .summarized(({ function: code }) => nameIn(functions, code) ?? `function ${code}`)

export const bacnet = protocol('bacnet', 'Building Automation and Control Network NPDU', { 'bacnet.npdu': [1] })
  .specified('ANSI/ASHRAE 135-2020, clause 6')
  .fields({
    version: u8('bacnet.version', 'Version', { base: 16 }),
    control: group('bacnet.control', 'Control', {
      network:     flag('bacnet.control_net', 'NSDU contains'),
      reserved:    bits(1, 'bacnet.control_res_high', 'Reserved'),
      destination: flag('bacnet.control_dest', 'Destination Specifier'),
      reserved2:   bits(1, 'bacnet.control_res_low', 'Reserved'),
      source:      flag('bacnet.control_src', 'Source specifier'),
      expectsReply: flag('bacnet.control_expect', 'Expecting Reply'),
      priority:    bits(2, 'bacnet.control_prio_low', 'Priority'),
    }),
  })
  .fields({
    destinationNetwork: when('control.destination', u16('bacnet.dnet', 'Destination Network Address')),
    destinationLength:  when('control.destination', u8('bacnet.dlen', 'Destination MAC Layer Address Length')),
  })
  .fields({ destination: when('control.destination', bytes('bacnet.dadr', 'Destination MAC',
    ({ destinationLength = 0 }: Lengths) => destinationLength)) })
  .fields({
    sourceNetwork: when('control.source', u16('bacnet.snet', 'Source Network Address')),
    sourceLength:  when('control.source', u8('bacnet.slen', 'Source MAC Layer Address Length')),
  })
  .fields({
    source:   when('control.source', bytes('bacnet.sadr', 'Source MAC', ({ sourceLength = 0 }: Lengths) => sourceLength)),
    hopCount: when('control.destination', u8('bacnet.hopc', 'Hop Count')),
    message:  when('control.network', u8('bacnet.mesgtyp', 'Network Layer Message Type', { base: 16 })),
  })
  .payload({ tables: [['bacnet.apdu', ({ control }) => (control.network ? 0 : 1)]] })
  .colored('messages')
  .summarized(({ message }) => (message === undefined ? 'application message' : `network message ${message}`))
interface Lengths {
  readonly destinationLength?: number | undefined
  readonly sourceLength?: number | undefined
}

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
  20: 'reinitializeDevice', 26: 'readRange', 27: 'lifeSafetyOperation', 28: 'subscribeCOVProperty', 29: 'getEventInformation',
} satisfies Names
const unconfirmed = {
  0: 'i-Am', 1: 'i-Have', 2: 'unconfirmedCOVNotification', 3: 'unconfirmedEventNotification', 4: 'unconfirmedPrivateTransfer',
  5: 'unconfirmedTextMessage', 6: 'timeSynchronization', 7: 'who-Has', 8: 'who-Is', 9: 'utcTimeSynchronization', 10: 'writeGroup',
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

export const bacapp = protocol('bacapp', 'Building Automation and Control Network APDU', { 'bacnet.apdu': [1] })
  .specified('ANSI/ASHRAE 135-2020, clause 20')
  .fields({ kind: ahead(4) })
  .choice('kind', {
    0: {
      ...segments,
      maximumSegments: bits(4, 'bacapp.response_segments', 'Max Response Segments accepted'),
      maximumSize:     bits(4, 'bacapp.max_adpu_size', 'Size of Maximum ADPU accepted'),
      ...invoke, ...segment, ...service,
    },
    1: { ...plain, unconfirmedService: u8('bacapp.unconfirmed_service', 'Unconfirmed Service Choice', { names: unconfirmed }) },
    2: { ...plain, ...invoke, ...service },
    3: { ...segments, ...invoke, ...segment, ...service },
    4: { ...plain, ...invoke, sequence: u8('bacapp.sequence_number', 'Sequence Number'),
      window: u8('bacapp.window_size', 'Actual Window Size') },
    5: { ...plain, ...invoke, ...service },
    6: { ...plain, ...invoke, reason: u8('bacapp.reject_reason', 'Reject Reason') },
    7: { ...plain, ...invoke, reason: u8('bacapp.abort_reason', 'Abort Reason') },
  }, plain)
  .fields({ parameters: rest('', 'Parameters') })
  .colored('messages', ({ type }) => (type === 5 || type === 6 || type === 7 ? 'error' : undefined))
  .summarized(({ type, service, unconfirmedService, invokeId }) => {
    const name = service === undefined ? unconfirmedService === undefined ? '' : nameIn(unconfirmed,
      unconfirmedService) ?? `service ${unconfirmedService}`
      : nameIn(confirmed, service) ?? `service ${service}`
    return lineOf([(type === undefined ? undefined : nameIn(apduTypes, type)) ?? 'APDU', name,
      ...(invokeId === undefined ? [] : [`id ${invokeId}`])], ' ')
  })
