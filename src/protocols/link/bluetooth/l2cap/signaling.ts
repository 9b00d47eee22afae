/** What channels of L2CAP are agreed on with: Core Specification 5.3, volume 3, part A, sections 4 and 5. */
import { list, record, rest, tlv, u16, u32, u8 } from '../../../../schema/index.ts'
import { flags, hexadecimal, little } from '../common.ts'

export const commandNames = {
  0x01: 'Command Reject', 0x02: 'Connection Request', 0x03: 'Connection Response', 0x04: 'Configure Request', 0x05: 'Configure Response',
  0x06: 'Disconnection Request', 0x07: 'Disconnection Response', 0x08: 'Echo Request', 0x09: 'Echo Response', 0x0a: 'Information Request',
  0x0b: 'Information Response', 0x0c: 'Create Channel Request', 0x0d: 'Create Channel Response', 0x0e: 'Move Channel Request',
  0x0f: 'Move Channel Response', 0x10: 'Move Channel Confirmation', 0x11: 'Move Channel Confirmation Response',
  0x12: 'Connection Parameter Update Request', 0x13: 'Connection Parameter Update Response', 0x14: 'LE Credit Based Connection Request',
  0x15: 'LE Credit Based Connection Response', 0x16: 'LE Flow Control Credit', 0x17: 'Credit Based Connection Request',
  0x18: 'Credit Based Connection Response', 0x19: 'Credit Based Reconfigure Request', 0x1a: 'Credit Based Reconfigure Response',
}
/** Assigned Numbers, section 2.5. */
export const serviceNames = {
  0x01: 'SDP', 0x03: 'RFCOMM', 0x05: 'TCS-BIN', 0x07: 'TCS-BIN-CORDLESS', 0x0f: 'BNEP', 0x11: 'HID-Control', 0x13: 'HID-Interrupt',
  0x15: 'UPnP', 0x17: 'AVCTP-Control', 0x19: 'AVDTP', 0x1b: 'AVCTP-Browsing', 0x1d: 'UDI', 0x1f: 'ATT', 0x21: '3DSP', 0x23: 'LE-IPSP',
  0x25: 'OTS', 0x27: 'EATT',
}
export const results = {
  0: 'Successful', 1: 'Pending', 2: 'Refused - PSM not supported', 3: 'Refused - security block', 4: 'Refused - no resources available',
  6: 'Refused - invalid source CID', 7: 'Refused - source CID already allocated',
}
export const creditResults = {
  0: 'Successful', 2: 'Refused - LE_PSM not supported', 4: 'Refused - no resources available', 5: 'Refused - insufficient authentication',
  6: 'Refused - insufficient authorization', 7: 'Refused - insufficient encryption key size', 8: 'Refused - insufficient encryption',
  9: 'Refused - invalid source CID', 10: 'Refused - source CID already allocated', 11: 'Refused - unacceptable parameters',
}
export const configurationResults = { 0: 'Success', 1: 'Unacceptable parameters', 2: 'Rejected', 3: 'Unknown options', 4: 'Pending',
  5: 'Flow spec rejected' }
const at = (name: string) => `btl2cap.${name}`
const cid = (name: string, label: string) => u16(at(name), label, hexadecimal)
const number = (name: string, label: string) => u16(at(name), label, little)
const optionTypes = {
  1: 'Maximum Transmission Unit', 2: 'Flush Timeout', 3: 'Quality of Service', 4: 'Retransmission and Flow Control', 5: 'FCS',
  6: 'Extended Flow Specification', 7: 'Extended Window Size',
}
const modes = { 0: 'Basic', 1: 'Retransmission', 2: 'Flow Control', 3: 'Enhanced Retransmission', 4: 'Streaming' }
const long = (name: string, label: string) => u32(at(name), label, little)

/** Section 5; the highest bit of the type says that it may be skipped. */
const option = tlv('Option', {
  type: u8(at('option_type'), 'Type', { base: 16, names: optionTypes }), length: u8(at('option_length'), 'Length', { unit: 'bytes' }),
}).choice(({ type }) => type & 0x7f, {
  1: { mtu: number('option_mtu', 'MTU') },
  2: { flush: number('option_flushto', 'Flush Timeout') },
  3: {
    flags: u8(at('option_flags'), 'Flags', { base: 16 }), service: u8(at('option_servicetype'), 'Service Type', { base: 16 }),
    rate: long('option_tokenrate', 'Token Rate'), bucket: long('option_tokenbsize', 'Token Bucket Size'),
    peak: long('option_peakbandwidth', 'Peak Bandwidth'), latency: long('option_latency', 'Latency'),
    variation: long('option_delayvar', 'Delay Variation'),
  },
  4: {
    mode: u8(at('retransmissionmode'), 'Mode', { base: 16, names: modes }), window: u8(at('txwindow'), 'TxWindow'),
    most: u8(at('maxtransmit'), 'MaxTransmit'), retransmit: number('retransmittimeout', 'Retransmit timeout'),
    monitor: number('monitortimeout', 'Monitor Timeout'), largest: number('mps', 'MPS'),
  },
  5: { check: u8(at('option_fcs'), 'FCS', { base: 16, names: { 0: 'No FCS', 1: '16-bit FCS' } }) },
  6: {
    identifier: u8(at('option_ident'), 'Identifier', { base: 16 }), service: u8(at('option_servicetype'), 'Service Type', { base: 16 }),
    size: number('option_sdu_size', 'Maximum SDU Size'), arrival: long('option_sdu_arrival_time', 'SDU Inter-arrival Time'),
    accessLatency: long('option_access_latency', 'Access Latency'), flushLong: u32(at('option_flushto'), 'Flush Timeout', little),
  },
  7: { extendedWindow: number('option_window', 'Extended Window Size') },
}).fields({ value: rest('btl2cap.value', 'Value') })
const options = { options: list('btl2cap.options', 'Options', option) }
const flagsField = flags('', 'Flags', 16, 'flags.continuation Continuation | flags.reserved:15 Reserved', 'btl2cap.')

const credit = {
  mtu: number('option_mtu', 'MTU'), mps: number('mps', 'MPS'), credits: number('initial_credits', 'Initial Credits'),
}
const information = { 1: 'Connectionless MTU', 2: 'Extended Features', 3: 'Fixed Channels' }
const sources = { sources: list('btl2cap.sources', 'Source CIDs', record('CID', { source: cid('scid', 'Source CID') })) }
const destinations = { destinations: list('btl2cap.destinations', 'Destination CIDs',
  record('CID', { destination: cid('dcid', 'Destination CID') })) }

export const command = tlv('Command', {
  code: u8(at('cmd_code'), 'Command Code', { base: 16, names: commandNames }),
  identifier: u8(at('cmd_ident'), 'Command Identifier', { base: 16 }),
  length: u16(at('cmd_length'), 'Command Length', { ...little, unit: 'bytes' }),
}).choice('code', {
  0x01: {
    reason: u16(at('rej_reason'), 'Reason', { ...hexadecimal, names: { 0: 'Command not understood', 1: 'Signaling MTU exceeded',
      2: 'Invalid CID in request' } }),
  },
  0x02: { service: u16(at('psm'), 'PSM', { ...hexadecimal, names: serviceNames }), source: cid('scid', 'Source CID') },
  0x03: {
    destination: cid('dcid', 'Destination CID'), source: cid('scid', 'Source CID'),
    result: u16(at('result'), 'Result', { ...hexadecimal, names: results }),
    status: u16(at('status'), 'Status', { ...hexadecimal, names: { 0: 'No further information', 1: 'Authentication pending',
      2: 'Authorization pending' } }),
  },
  0x04: { destination: cid('dcid', 'Destination CID'), flags: flagsField, ...options },
  0x05: {
    source: cid('scid', 'Source CID'), flags: flagsField,
    configured: u16(at('conf_result'), 'Result', { ...hexadecimal, names: configurationResults }), ...options,
  },
  0x06: { destination: cid('dcid', 'Destination CID'), source: cid('scid', 'Source CID') },
  0x07: { destination: cid('dcid', 'Destination CID'), source: cid('scid', 'Source CID') },
  0x0a: { informationType: u16(at('info_type'), 'Information Type', { ...hexadecimal, names: information }) },
  0x0b: {
    informationType: u16(at('info_type'), 'Information Type', { ...hexadecimal, names: information }),
    informationResult: u16(at('info_result'), 'Result', { ...hexadecimal, names: { 0: 'Success', 1: 'Not Supported' } }),
  },
  0x0c: {
    service: u16(at('psm'), 'PSM', { ...hexadecimal, names: serviceNames }), source: cid('scid', 'Source CID'),
    controller: u8(at('ctrl_id'), 'Controller ID'),
  },
  0x0d: {
    destination: cid('dcid', 'Destination CID'), source: cid('scid', 'Source CID'),
    result: u16(at('result'), 'Result', { ...hexadecimal, names: results }), status: u16(at('status'), 'Status', hexadecimal),
  },
  0x0e: { initiator: cid('icid', 'Initiator CID'), controller: u8(at('dctrl_id'), 'Destination Controller ID') },
  0x0f: { initiator: cid('icid', 'Initiator CID'), moved: u16(at('move_result'), 'Move Result', hexadecimal) },
  0x10: { initiator: cid('icid', 'Initiator CID'), moved: u16(at('move_result'), 'Move Result', hexadecimal) },
  0x11: { initiator: cid('icid', 'Initiator CID') },
  0x12: {
    least: number('min_interval', 'Min. Interval'), most: number('max_interval', 'Max. Interval'),
    latency: number('slave_latency', 'Peripheral Latency'), timeout: number('timeout_multiplier', 'Timeout Multiplier'),
  },
  0x13: { accepted: u16(at('move_result'), 'Result', { ...hexadecimal, names: { 0: 'Accepted', 1: 'Rejected' } }) },
  0x14: { service: u16(at('le_psm'), 'LE PSM', { ...hexadecimal, names: serviceNames }), source: cid('scid', 'Source CID'), ...credit },
  0x15: { destination: cid('dcid', 'Destination CID'), ...credit, creditResult: u16(at('le_result'), 'Result', { ...hexadecimal,
    names: creditResults }) },
  0x16: { channel: cid('cid', 'CID'), more: number('credits', 'Credits') },
  0x17: { service: u16(at('le_psm'), 'SPSM', { ...hexadecimal, names: serviceNames }), ...credit, ...sources },
  0x18: { ...credit, creditResult: u16(at('le_result'), 'Result', { ...hexadecimal, names: creditResults }), ...destinations },
  0x19: { mtu: number('option_mtu', 'MTU'), mps: number('mps', 'MPS'), ...destinations },
  0x1a: { reconfigured: u16(at('result'), 'Result', hexadecimal) },
}).cases(
  [{ code: 0x0b, informationType: 1, informationResult: 0 }, { connectionless: number('info_mtu', 'Remote Entity MTU') }],
  [{ code: 0x0b, informationType: 2, informationResult: 0 }, {
    features: flags('', 'Features', 32, 'info_flowcontrol:1 Flow Control Mode | info_retransmission:1 Retransmission Mode'
      + ' | info_bidirqos:1 Bi-Directional QOS | info_enh_retransmission:1 Enhanced Retransmission Mode | info_streaming:1 Streaming Mode'
      + ' | info_fcs:1 FCS | info_flow_spec:1 Extended Flow Specification | info_fixedchan:1 Fixed Channels'
      + ' | info_window:1 Extended Window Size | info_unicast:1 Unicast Connectionless Data Reception', 'btl2cap.'),
  }],
  [{ code: 0x0b, informationType: 3, informationResult: 0 }, {
    fixed: flags('', 'Fixed Channels', 32, 'info_fixedchans_null:1 Null identifier | info_fixedchans_signal:1 L2CAP signaling channel'
      + ' | info_fixedchans_connless:1 Connectionless reception | info_fixedchans_amp_man:1 AMP Manager | -:27 Reserved'
      + ' | info_fixedchans_amp_test:1 AMP Test Manager', 'btl2cap.'),
  }],
).fields({ data: rest('btl2cap.data', 'Data') })
