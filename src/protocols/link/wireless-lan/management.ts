/** The bodies of management frames: IEEE 802.11-2020, section 9.3.3. */
import { bits, flag, group, list, mac, nameIn, u16, u64, u8, type View } from '../../../schema/index.ts'
import { element } from './elements.ts'
import { authentications, categories, reasons, statuses } from './names.ts'

/** Subtypes of management frames. */
export const subtype = {
  associationRequest: 0, associationResponse: 1, reassociationRequest: 2, reassociationResponse: 3, probeRequest: 4, probeResponse: 5,
  beacon: 8, disassociation: 10, authentication: 11, deauthentication: 12, action: 13, actionWithoutAck: 14,
} as const

/** Section 9.4.1.4. */
const capabilities = group('wlan.fixed.capabilities', 'Capabilities Information', {
  ess:               flag('wlan.fixed.capabilities.ess', 'ESS capabilities'),
  ibss:              flag('wlan.fixed.capabilities.ibss', 'IBSS status'),
  reserved1:         flag('wlan.fixed.capabilities.reserved1', 'Reserved'),
  reserved2:         flag('wlan.fixed.capabilities.reserved2', 'Reserved'),
  privacy:           flag('wlan.fixed.capabilities.privacy', 'Privacy'),
  shortPreamble:     flag('wlan.fixed.capabilities.short_preamble', 'Short Preamble'),
  reserved3:         flag('wlan.fixed.capabilities.reserved3', 'Reserved'),
  reserved4:         flag('wlan.fixed.capabilities.reserved4', 'Reserved'),
  spectrumManagement: flag('wlan.fixed.capabilities.spec_man', 'Spectrum Management'),
  qos:               flag('wlan.fixed.capabilities.qos', 'QoS'),
  shortSlotTime:     flag('wlan.fixed.capabilities.short_slot_time', 'Short Slot Time'),
  powerSave:         flag('wlan.fixed.capabilities.apsd', 'Automatic Power Save Delivery'),
  radioMeasurement:  flag('wlan.fixed.capabilities.radio_measurement', 'Radio Measurement'),
  epd:               flag('wlan.fixed.capabilities.epd', 'EPD'),
  reserved5:         flag('wlan.fixed.capabilities.reserved5', 'Reserved'),
  reserved6:         flag('wlan.fixed.capabilities.reserved6', 'Reserved'),
}, { order: 'little' })

const status = u16('wlan.fixed.status_code', 'Status code', { names: statuses, order: 'little' })
const listenInterval = u16('wlan.fixed.listen_ival', 'Listen Interval', { order: 'little' })

export const announcement = {
  timestamp:         u64('wlan.fixed.timestamp', 'Timestamp', { unit: 'microseconds', order: 'little' }),
  beaconInterval:    u16('wlan.fixed.beacon', 'Beacon Interval', { unit: 'units of 1,024 microseconds', order: 'little' }),
  capabilities,
}
export const associationRequest = { capabilities, listenInterval }
export const reassociationRequest = { capabilities, listenInterval, currentAccessPoint: mac('wlan.fixed.current_ap', 'Current AP') }
export const associationResponse = {
  capabilities,
  status,
  associationId:     bits(14, 'wlan.fixed.aid', 'Association ID', { order: 'little' }),
  associationReserved: bits(2, 'wlan.fixed.aid_reserved', 'Reserved', { order: 'little' }),
}
export const authentication = {
  algorithm:         u16('wlan.fixed.auth.alg', 'Authentication Algorithm', { names: authentications, order: 'little' }),
  transaction:       u16('wlan.fixed.auth_seq', 'Authentication SEQ', { order: 'little' }),
  status,
}
export const farewell = { reason: u16('wlan.fixed.reason_code', 'Reason code', { names: reasons, order: 'little' }) }
export const action = { category: u8('wlan.fixed.category_code', 'Category code', { names: categories }) }
/** Section 9.6.4: what adds and deletes block acknowledgement. */
const blockAckActions = { 0: 'Add Block Ack Request', 1: 'Add Block Ack Response', 2: 'Delete Block Ack' }
const actionCode = u8('wlan.fixed.action_code', 'Action code', { names: blockAckActions })
const dialogToken = u8('wlan.fixed.dialog_token', 'Dialog token', { base: 16 })
const parameters = group('wlan.fixed.baparams', 'Block Ack Parameters', {
  amsdu:             flag('wlan.fixed.baparams.amsdu', 'A-MSDUs'),
  immediate:         flag('wlan.fixed.baparams.policy', 'Block Ack Policy'),
  tid:               bits(4, 'wlan.fixed.baparams.tid', 'Traffic Identifier', { base: 16 }),
  buffers:           bits(10, 'wlan.fixed.baparams.buffersize', 'Number of Buffers'),
}, { order: 'little' })
const timeout = u16('wlan.fixed.batimeout', 'Block Ack Timeout', { base: 16, order: 'little' })
/** Section 9.3.1.7.2. */
export const startingSequence = group('wlan.fixed.ssc', 'Block Ack Starting Sequence Control (SSC)', {
  fragment:          bits(4, 'wlan.fixed.ssc.fragment', 'Fragment'),
  sequence:          bits(12, 'wlan.fixed.ssc.sequence', 'Starting Sequence Number'),
}, { order: 'little' })
export const blockAckAction = { actionCode }
export const addRequest = { requestToken: dialogToken, requestedParameters: parameters, requestedTimeout: timeout, startingSequence }
export const addResponse = { responseToken: dialogToken, blockAckStatus: status, grantedParameters: parameters, grantedTimeout: timeout }
export const deletion = {
  deletion:          group('wlan.fixed.delba.param', 'Delete Block Ack (DELBA) Parameter Set', {
    reserved:        bits(11, 'wlan.fixed.delba.param.reserved', 'Reserved', { base: 16 }),
    initiator:       flag('wlan.fixed.delba.param.initiator', 'Initiator'),
    tid:             bits(4, 'wlan.fixed.delba.param.tid', 'TID', { base: 16 }),
  }, { order: 'little' }),
  deletionReason:    u16('wlan.fixed.reason_code', 'Reason code', { names: reasons, order: 'little' }),
}
export const elements = list('wlan.tag', 'Tag', element)

/** What a line says of a body, after the subtype. */
export interface Body extends Pick<View, 'start' | 'end'> {
  readonly algorithm?: number | undefined
  readonly transaction?: number | undefined
  readonly status?: number | undefined
  readonly reason?: number | undefined
  readonly category?: number | undefined
  readonly elements?: readonly (View & { readonly length: number; readonly ssid?: string | undefined })[] | undefined
}

export function bodyWords({ algorithm, transaction, status, reason, category, start, end, elements = [] }: Body): string {
  const isCaptured = (element: View & { readonly length: number }) =>
    element.start >= start + headerLength && element.start + 2 + element.length <= end
  const network = elements.find((element) => element.ssid !== undefined && isCaptured(element))?.ssid
  const parts = [
    algorithm === undefined ? undefined : (nameIn(authentications, algorithm) ?? `algorithm ${algorithm}`),
    transaction === undefined ? undefined : `sequence ${transaction}`,
    // The first message of an authentication has no status.
    status === undefined || transaction === 1 ? undefined : `status ${named(statuses, status)}`,
    reason === undefined ? undefined : `reason ${named(reasons, reason)}`,
    category === undefined ? undefined : (nameIn(categories, category & 0x7f) ?? `category ${category}`),
    network === undefined ? undefined : network === '' ? 'wildcard SSID' : `SSID="${network}"`,
  ]
  return parts.filter((part) => part !== undefined).map((part) => `, ${part}`).join('')
}

/** Bytes before a body. */
const headerLength = 24
const named = (names: Readonly<Record<number, string>>, value: number) => [value, nameIn(names, value)].join(' ').trim()
