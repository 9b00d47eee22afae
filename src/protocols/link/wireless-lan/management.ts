/** The bodies of management frames: IEEE 802.11-2020, section 9.3.3. */
import { bits, flag, group, list, mac, nameIn, range, u16, u24, u64, u8, when, type View } from '../../../schema/index.ts'
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
  reserved1:         bits(1, 'wlan.fixed.capabilities.reserved1', 'Reserved'),
  reserved2:         bits(1, 'wlan.fixed.capabilities.reserved2', 'Reserved'),
  privacy:           flag('wlan.fixed.capabilities.privacy', 'Privacy'),
  shortPreamble:     flag('wlan.fixed.capabilities.short_preamble', 'Short Preamble'),
  reserved3:         bits(1, 'wlan.fixed.capabilities.reserved3', 'Reserved'),
  reserved4:         bits(1, 'wlan.fixed.capabilities.reserved4', 'Reserved'),
  spectrumManagement: flag('wlan.fixed.capabilities.spec_man', 'Spectrum Management'),
  qos:               flag('wlan.fixed.capabilities.qos', 'QoS'),
  shortSlotTime:     flag('wlan.fixed.capabilities.short_slot_time', 'Short Slot Time'),
  powerSave:         flag('wlan.fixed.capabilities.apsd', 'Automatic Power Save Delivery'),
  radioMeasurement:  flag('wlan.fixed.capabilities.radio_measurement', 'Radio Measurement'),
  epd:               flag('wlan.fixed.capabilities.epd', 'EPD'),
  reserved5:         bits(1, 'wlan.fixed.capabilities.reserved5', 'Reserved'),
  reserved6:         bits(1, 'wlan.fixed.capabilities.reserved6', 'Reserved'),
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
const actionCode = (names: Readonly<Record<number, string>>) => ({ actionCode: u8('wlan.fixed.action_code', 'Action code', { names }) })
const dialogToken = u8('wlan.fixed.dialog_token', 'Dialog token', { base: 16 })
/** Section 9.6: what follows the category, with a dialog token where all of its actions have one. */
const managing = { 0: 'Measurement Request', 1: 'Measurement Report', 2: 'TPC Request', 3: 'TPC Report' }
const blockAckActions = { 0: 'Add Block Ack Request', 1: 'Add Block Ack Response', 2: 'Delete Block Ack' }
const measuring = {
  0: 'Radio Measurement Request', 1: 'Radio Measurement Report', 2: 'Link Measurement Request', 3: 'Link Measurement Report',
  4: 'Neighbor Report Request', 5: 'Neighbor Report Response',
}
const publicActions = {
  0: '20/40 BSS Coexistence', 4: 'Measurement Pilot', 7: 'Extended Channel Switch', 9: 'Vendor Specific', 10: 'GAS Initial Request',
  11: 'GAS Initial Response', 12: 'GAS Comeback Request', 13: 'GAS Comeback Response', 14: 'TDLS Discovery Response',
}
const networkActions = {
  6: 'BSS Transition Management Query', 7: 'BSS Transition Management Request', 8: 'BSS Transition Management Response',
  16: 'WNM Sleep Mode Request', 17: 'WNM Sleep Mode Response', 26: 'WNM Notification Request', 27: 'WNM Notification Response',
}
const throughputActions = { 0: 'Notify Channel Width', 1: 'SM Power Save', 2: 'PSMP', 4: 'CSI', 5: 'Noncompressed Beamforming',
  6: 'Compressed Beamforming' }
export const actionBodies = [
  [{ category: 0 }, { ...actionCode(managing), dialogToken }],
  [{ category: 3 }, actionCode(blockAckActions)],
  [{ category: 4 }, actionCode(publicActions)],
  [{ category: 5 }, {
    ...actionCode(measuring), dialogToken,
    repetitions:     when({ actionCode: 0 }, u16('wlan.rm.repetitions', 'Repetitions', { order: 'little' })),
  }],
  [{ category: 7 }, actionCode(throughputActions)],
  [{ category: 8 }, {
    ...actionCode({ 0: 'SA Query Request', 1: 'SA Query Response' }),
    transactionId:   u16('wlan.fixed.transaction_id', 'Transaction ID', { base: 16, order: 'little' }),
  }],
  [{ category: 10 }, actionCode(networkActions)],
  [{ category: [126, 127] }, { vendor: u24('wlan.tag.oui', 'OUI', { base: 16 }) }],
  [{ category: [1, 2, 6, 12, range(13, 22)] }, actionCode({})],
] as const
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
