/** Parameters of TPDUs: X.224 (ISO/IEC 8073), section 13.2.3. */
import {
  asciiText, bits, computedText, converted, flag, group, hex, rest, text, tlv, u16, u32, u8, when, type View,
} from '../../../../schema/index.ts'

const codes = {
  0x85: 'Acknowledge time', 0x86: 'Residual error rate', 0x87: 'Priority', 0x88: 'Transit delay', 0x89: 'Throughput',
  0x8a: 'Sequence number', 0x8b: 'Reassignment time', 0x8c: 'Flow control confirmation', 0x8f: 'Selective acknowledgment',
  0xc0: 'TPDU size', 0xc1: 'Calling TSAP',
  0xc2: 'Called TSAP', 0xc3: 'Checksum', 0xc4: 'Version', 0xc5: 'Protection', 0xc6: 'Additional options',
  0xc7: 'Alternative protocol classes',
  0xe0: 'Additional information', 0xf0: 'Preferred maximum TPDU size', 0xf2: 'Inactivity timer',
} as const

/** Whether a byte is the code of a parameter; what else stands there in a connection request is user data. */
export const isParameter = (code: number | undefined): boolean => code !== undefined && Object.hasOwn(codes, code)

/** A selector of a transport user may be text, or a number such as the rack and slot of a controller. */
const isText = ({ bytes, start, end }: View) => /^[ -~]+$/.test(asciiText(bytes, start + 2, end))
const isBinary = (parameter: View) => parameter.end > parameter.start + 2 && !isText(parameter)
const digitsOf = (parameter: View) =>
  isBinary(parameter) && !parameter.isShort ? `0x${hex(parameter.bytes.subarray(parameter.start + 2, parameter.end))}` : undefined

export const parameter = tlv('Parameter', {
  code:   u8('cotp.parameter_code', 'Parameter code', { base: 16, names: codes }),
  length: u8('cotp.parameter_length', 'Parameter length', { unit: 'bytes' }),
}).choice('code', {
  0x85: { acknowledgeTime: u16('cotp.ack_time', 'Ack time', { unit: 'ms' }) },
  0x87: { priority: u16('cotp.vp_priority', 'Priority') },
  0x8a: { sequenceNumber: u16('cotp.sequence_number', 'Sequence number', { base: 16 }) },
  0x8b: { reassignmentTime: u16('cotp.reassignment_time', 'Reassignment time', { unit: 'seconds' }) },
  0xc0: { tpduSize: converted(u8('cotp.tpdu_size', 'TPDU size', { unit: 'bytes' }), (power) => 2 ** Math.min(power, 30)) },
  0xc1: {
    source:      when(isText, text('cotp.src-tsap', 'Source TSAP')),
    sourceBytes: when(isBinary, rest('cotp.src-tsap-bytes', 'Source TSAP')),
    sourceText:  computedText('cotp.src-tsap', 'Source TSAP', digitsOf),
  },
  0xc2: {
    destination:      when(isText, text('cotp.dst-tsap', 'Destination TSAP')),
    destinationBytes: when(isBinary, rest('cotp.dst-tsap-bytes', 'Destination TSAP')),
    destinationText:  computedText('cotp.dst-tsap', 'Destination TSAP', digitsOf),
  },
  0xc3: { checksum: u16('cotp.checksum', 'Checksum', { base: 16 }) },
  0xc4: { version: u8('cotp.vp_version_nr', 'Version') },
  0xc6: { options: group('cotp.additional_options', 'Additional options', {
    reserved:         bits(4, 'cotp.additional_options.reserved', 'Reserved'),
    networkExpedited: flag('cotp.network_expedited_data', 'Use of network expedited data'),
    receipt:          flag('cotp.vp_opt_sel_class1_use', 'Use of receipt confirmation'),
    noChecksum:       flag('cotp.use_16_bit_checksum', '16 bit checksum'),
    expedited:        flag('cotp.transport_expedited_data_transfer', 'Transport expedited data transfer'),
  }) },
  0xf2: { inactivityTimer: u32('cotp.inactivity_timer', 'Inactivity timer', { unit: 'ms' }) },
}).fields({ value: rest('cotp.parameter_value', 'Parameter value') })
