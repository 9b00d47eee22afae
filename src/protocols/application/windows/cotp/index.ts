/** Connection-oriented transport of ISO: X.224 (11/95), ISO/IEC 8073. Sections are those of X.224. */
import {
  ahead, bits, computed, flag, group, list, nameIn, protocol, range, record, u16, u8, type View,
} from '../../../../schema/index.ts'
import { isParameter, parameter } from './parameters.ts'

/** Section 13.3. */
const types = {
  1: 'ED Expedited Data', 2: 'EA Expedited Data Acknowledgement', 5: 'RJ Reject', 6: 'AK Data Acknowledgement', 7: 'ER TPDU Error',
  8: 'DR Disconnect Request', 12: 'DC Disconnect Confirm', 13: 'CC Connect Confirm', 14: 'CR Connect Request', 15: 'DT Data',
} as const
/** Sections 13.5.3 and 13.12.3. */
const causes = {
  0: 'Reason not specified', 1: 'Congestion at TSAP', 2: 'Session entity not attached to TSAP', 3: 'Address unknown',
  128: 'Normal disconnect initiated by session entity', 129: 'Remote transport entity congestion', 130: 'Connection negotiation failed',
  131: 'Duplicate source reference', 132: 'Mismatched references', 133: 'Protocol error', 135: 'Reference overflow',
  136: 'Connection request refused', 138: 'Header or parameter length invalid',
} as const
const rejectCauses = {
  0: 'Reason not specified', 1: 'Invalid parameter code', 2: 'Invalid TPDU type', 3: 'Invalid parameter value',
} as const
const [connectConfirm, connectRequest, data] = [13, 14, 15]

const destination = { destinationReference: u16('cotp.destref', 'Destination reference', { base: 16 }) }
const source = { sourceReference: u16('cotp.srcref', 'Source reference', { base: 16 }) }
const numbers = { numbers: group('cotp.tpdu_number_and_eot', 'TPDU number', {
  endOfData:  flag('cotp.eot', 'Last data unit'),
  tpduNumber: bits(7, 'cotp.tpdu-number', 'TPDU number', { base: 16 }),
}) }
const connect = { ...destination, ...source, options: group('cotp.class_and_options', 'Class and options', {
  class:           bits(4, 'cotp.class', 'Class'),
  reserved:        bits(2, 'cotp.opts.reserved', 'Reserved'),
  extendedFormats: flag('cotp.opts.extended_formats', 'Extended formats'),
  noFlowControl:   flag('cotp.opts.no_explicit_flow_control', 'No explicit flow control'),
}) }

const lead = record('Lead', { length: u8('cotp.li', 'Length'), type: bits(4, 'cotp.type', 'PDU Type') })
const plausible = lead.recognizer({ length: range(2, 254), type: [1, 2, 5, 6, 7, 8, 12, 13, 14, 15] })

/** After the fixed part of a connection: parameters, or what a user of the connection puts there, as RDP does. */
const hasParameters = ({ next, end, start, length }: View & { readonly next: number | undefined; readonly length: number }) =>
  end > start + 7 && length > 6 && isParameter(next)
const headerLength = (pdu: View & { readonly type: number; readonly next: number | undefined; readonly length: number }) =>
  (pdu.type === connectConfirm || pdu.type === connectRequest) && !hasParameters(pdu) ? 7 : pdu.length + 1

export const cotp = protocol('cotp', 'ISO 8073/X.224 COTP Connection-Oriented Transport Protocol', { 'tpkt.payload': [0] })
  .specified('ITU-T X.224')
  .fields({
    length: u8('cotp.li', 'Length', { unit: 'bytes' }),
    type:   bits(4, 'cotp.type', 'PDU Type', { base: 16, names: types }),
    credit: bits(4, 'cotp.credit', 'Credit', { base: 16 }),
  })
  .choice('type', {
    1:  { ...destination, ...numbers },
    2:  { ...destination, nextNumber: u8('cotp.next-tpdu-number', 'Your TPDU number', { base: 16 }) },
    5:  { ...destination, nextNumber: u8('cotp.next-tpdu-number', 'Your TPDU number', { base: 16 }) },
    6:  { ...destination, nextNumber: u8('cotp.next-tpdu-number', 'Your TPDU number', { base: 16 }) },
    7:  { ...destination, rejectCause: u8('cotp.reject_cause', 'Reject cause', { names: rejectCauses }) },
    8:  { ...destination, ...source, cause: u8('cotp.cause', 'Cause', { names: causes }) },
    12: { ...destination, ...source },
    13: { ...connect, next: ahead(8) },
    14: { ...connect, next: ahead(8) },
    // In classes 0 and 1, section 13.7.1; others have a reference first.
    15: { destinationReference: computed('cotp.destref', 'Destination reference', () => 0, { base: 16 }), ...numbers },
  })
  .length(headerLength)
  .fields({ parameters: list('cotp.parameters', 'Parameters', parameter) })
  .accepts(plausible)
  .payload({
    tables: [],
    guesses: 'cotp.payload',
    partial: ({ type, numbers }) => type === data && numbers?.endOfData === false,
  })
  .colored('stream', ({ type }) => (type === 7 ? 'error' : type === 8 ? 'warning' : undefined))
  .summarized(({ type, sourceReference, destinationReference, numbers }) => {
    const name = nameIn(types, type) ?? `TPDU of type ${type}`
    if (type === data) return `${name}, number ${numbers?.tpduNumber ?? 0}${numbers?.endOfData === false ? ', more follows' : ''}`
    const from = sourceReference === undefined ? '' : ` from 0x${sourceReference.toString(16).padStart(4, '0')}`
    return destinationReference === undefined ? name : `${name}${from} to 0x${destinationReference.toString(16).padStart(4, '0')}`
  })
