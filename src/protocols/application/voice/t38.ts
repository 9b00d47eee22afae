/** Fax over IP: ITU-T T.38 (11/15), annex A (IFP in aligned PER), and its transport UDPTL, section 9.1. */
import {
  bits, bytes, computed, fact, flag, lineOf, list, nameIn, protocol, range, record, rest, u16, u8, when, type Names,
} from '../../../schema/index.ts'

const kinds = { 0: 't30-indicator', 1: 't30-data' } satisfies Names
const indicators = {
  0: 'no-signal', 1: 'cng', 2: 'ced', 3: 'v21-preamble', 4: 'v27-2400-training', 5: 'v27-4800-training', 6: 'v29-7200-training',
  7: 'v29-9600-training', 8: 'v17-7200-short-training', 9: 'v17-7200-long-training', 10: 'v17-9600-short-training',
  11: 'v17-9600-long-training', 12: 'v17-12000-short-training', 13: 'v17-12000-long-training', 14: 'v17-14400-short-training',
  15: 'v17-14400-long-training', 16: 'v8-ansam', 17: 'v8-signal', 18: 'v34-cntl-channel-1200', 19: 'v34-pri-channel',
  20: 'v34-CC-retrain', 21: 'v33-12000-training', 22: 'v33-14400-training',
} satisfies Names
const modulations = {
  0: 'v21', 1: 'v27-2400', 2: 'v27-4800', 3: 'v29-7200', 4: 'v29-9600', 5: 'v17-7200', 6: 'v17-9600', 7: 'v17-12000', 8: 'v17-14400',
  9: 'v8', 10: 'v34-pri-rate', 11: 'v34-CC-1200', 12: 'v34-pri-ch', 13: 'v33-12000', 14: 'v33-14400',
} satisfies Names
const fieldTypes = {
  0: 'hdlc-data', 1: 'hdlc-sig-end', 2: 'hdlc-fcs-OK', 3: 'hdlc-fcs-BAD', 4: 'hdlc-fcs-OK-sig-end', 5: 'hdlc-fcs-BAD-sig-end',
  6: 't4-non-ecm-data', 7: 't4-non-ecm-sig-end', 8: 'cm-message', 9: 'jm-message', 10: 'ci-message', 11: 'v34rate',
} satisfies Names

interface Message { readonly kind: number, readonly isExtended: boolean, readonly value: number }
/** Values beyond those of the first edition are in further bits, which are not read. */
const valueIf = (wanted: number) => (({ kind, isExtended,
  value }: Message) => (kind === wanted && !isExtended ? value : Number.NaN)) as never
const dataField = record('Data-Field item', {
  hasOctets:  flag('', 'field-data is present'),
  isExtended: flag('', 'Extended'),
  type:       bits(3, 't38.field_type', 'field-type', { names: fieldTypes }),
  unused:     bits(3, '', 'Unused'),
}).fields({
  lengthLessOne: when('hasOctets', u16('', 'Length less one')),
}).fields({
  octets: bytes('t38.field_data', 'field-data', ({ hasOctets, lengthLessOne = 0 }) => (hasOctets ? lengthLessOne + 1 : 0)),
})
const packet = record('IFPPacket', { length: u8('', 'Open Type Length', { unit: 'bytes' }) }).followedBy('length')
  .fields({
    hasData:    flag('', 'data-field is present'),
    kind:       bits(1, 't38.type_of_msg', 'type-of-msg', { names: kinds }),
    isExtended: flag('', 'Extended'),
    value:      bits(4, '', 'Value'),
    unused:     bits(1, '', 'Unused'),
  })
  .fields({
    indicator:  computed('t38.t30_indicator', 't30-indicator', valueIf(0), { names: indicators }),
    modulation: computed('t38.t30_data', 't30-data', valueIf(1), { names: modulations }),
  })
  .fields({
    count:  when('hasData', u8('t38.data_field', 'data-field')),
    fields: list('', 'Data-Field', dataField, { count: 'count' }),
  })
  .fields({ more: rest('', 'Extension') })
const correction = record('FEC data', { length: u8('', 'Octet String Length', { unit: 'bytes' }) }).followedBy('length')
  .fields({ data: rest('t38.fec_data_item', 'fec-data item') })

const errorRecovery = record('Error recovery', {
  recovery: bits(1, 't38.error_recovery', 'error-recovery', { names: { 0: 'secondary-ifp-packets', 1: 'fec-info' } }),
  unused:   bits(7, '', 'Unused'),
}).choice('recovery', {
  0: {
    count:       u8('t38.secondary_ifp_packets', 'secondary-ifp-packets'),
    secondaries: list('', 'Secondary packets', packet, { count: 'count' }),
  },
  1: {
    groupSize:   u8('', 'fec-npackets, length'),
    groups:      u8('t38.fec_npackets', 'fec-npackets'),
    count:       u8('t38.fec_data', 'fec-data'),
    corrections: list('', 'fec-data', correction, { count: 'count' }),
  },
})

const head = record('UDPTLPacket', {
  sequence: u16('', 'Sequence'), length: u8('', 'Length'), hasData: flag('', 'Data'), kind: bits(1, '', 'Kind'), isExtended: flag('',
    'Extended'),
  value: bits(4, '', 'Value'), unused: bits(1, '', 'Unused'),
})
const isIndicator = head.recognizer({ length: range(1, 3), hasData: false, kind: 0, value: range(0, 15), unused: 0 })
const isData = head.recognizer({ length: range(1, 127), kind: 1, value: range(0, 8), unused: 0 })
const [lengthAt, recovery] = [head.reader('length'), record('Recovery', { recovery: bits(1, '', 'Recovery'), unused: bits(7, '',
  'Unused') })]
const isRecovery = recovery.recognizer({ unused: 0 })
const endsWell = (octets: Uint8Array, at: number, end: number) => at === end || (at < end && isRecovery(octets, at, end))
/** A packet whose first part and what follows it fit. */
const accepts = (octets: Uint8Array, start: number, end: number) =>
  (isIndicator(octets, start, end) || isData(octets, start, end)) &&
  endsWell(octets, start + 3 + lengthAt(octets, start), end)

export const t38 = protocol('t38', 'ITU-T Recommendation T.38', { announced: ['t38'] })
  .specified('ITU-T T.38')
  .facts({ setupFrame: fact.frame('t38.setup-frame', 'Stream frame'), setupMethod: fact.text('t38.setup-method', 'Stream Method') })
  .fields({
    sequence: u16('t38.seq_number', 'seq-number'),
    primary:  list('', 'primary-ifp-packet', packet, { count: 1 }),
    recovery: list('', 'Error recovery', errorRecovery, { count: 1 }),
  })
  .fields({ more: rest('', 'Data') })
  .accepts(accepts)
  .colored('messages')
  .summarized(({ sequence, primary }) => {
    const [first] = primary
    const { indicator, modulation, fields = [] } = first ?? {}
    const types = [...new Set(fields.map(({ type }) => nameIn(fieldTypes, type) ?? `${type}`))].join(' ')
    const what = nameIn(indicators, indicator ?? -1) ?? nameIn(modulations, modulation ?? -1)
    return lineOf([`Seq=${sequence}`, what, types === '' ? undefined : types], ' ')
  })
