/** Users of the Message Transfer Part: SCCP (ITU-T Q.713), TCAP (ITU-T Q.773), ISUP (ITU-T Q.763). */
import {
  ahead, ber, berElement, bits, group, list, nameIn, protocol, record, rest, u16, u24, u8, vector, when, type Derived, type Names,
} from '../../../../schema/index.ts'

/** ITU-T Q.713, section 2.1. */
const connectionless: Names = {
  1: 'Connection Request', 2: 'Connection Confirm', 3: 'Connection Refused', 4: 'Released', 5: 'Release Complete', 6: 'Data Form 1',
  7: 'Data Form 2', 8: 'Data Acknowledgment', 9: 'Unitdata', 10: 'Unitdata Service', 11: 'Expedited Data',
    12: 'Expedited Data Acknowledgment',
  13: 'Reset Request', 14: 'Reset Confirmation', 15: 'Error', 16: 'Inactivity Timer', 17: 'Extended Unitdata',
    18: 'Extended Unitdata Service',
  19: 'Long Unitdata', 20: 'Long Unitdata Service',
}
/** 3GPP TS 23.003, section 8.2. */
const subsystems: Names = {
  0: 'Unknown', 1: 'SCCP management', 3: 'ISUP', 4: 'OMAP', 5: 'MAP', 6: 'HLR', 7: 'VLR', 8: 'MSC', 9: 'EIR', 10: 'AuC', 142: 'RANAP',
    143: 'RNSAP',
  145: 'GMLC', 146: 'CAP', 147: 'gsmSCF', 148: 'SIWF', 149: 'SGSN', 150: 'GGSN', 248: 'CSS', 249: 'PCAP', 250: 'BSC', 251: 'MSC',
    252: 'SMLC',
  253: 'BSS O&M', 254: 'BSSAP',
}

/** ITU-T Q.713, section 3.4. */
const address = (name: string) => record('Address', {
  indicator: group('', 'Address Indicator', {
    reserved:     bits(1, `sccp.${name}.reserved`, 'Reserved for national use', { base: 16 }),
    routing:      bits(1, `sccp.${name}.ri`, 'Routing Indicator', { base: 16, names: { 0: 'Route on GT', 1: 'Route on SSN' } }),
    globalTitle:  bits(4, `sccp.${name}.gti`, 'Global Title Indicator', { base: 16 }),
    hasSubsystem: bits(1, `sccp.${name}.ssni`, 'SubSystem Number Indicator', { base: 16 }),
    hasPoint:     bits(1, `sccp.${name}.pci`, 'Point Code Indicator', { base: 16 }),
  }),
  point:          when({ 'indicator.hasPoint': 1 }, u16(`sccp.${name}.pc`, 'PC', { order: 'little' })),
  subsystem:      when({ 'indicator.hasSubsystem': 1 }, u8(`sccp.${name}.ssn`, 'SubSystem Number', { names: subsystems,
    also: 'sccp.ssn' })),
  globalTitle:    rest('', 'Global Title'),
})
/** Section 1.7: a pointer to each variable parameter, each after its length. */
const pointer = (which: number, word: string) => u8(`sccp.variable_pointer${which}`, `Pointer to ${word} Mandatory Variable parameter`)
const parameters = {
  called:  vector(u8('sccp.parameter_length', 'Called Party Address length'), list('', 'Called Party address', address('called'))),
  calling: vector(u8('sccp.parameter_length', 'Calling Party Address length'), list('', 'Calling Party address', address('calling'))),
  data:    vector(u8('sccp.parameter_length', 'Data length'), rest('', 'Data')),
}
const pointers = { firstPointer: pointer(1, 'first'), secondPointer: pointer(2, 'second'), thirdPointer: pointer(3, 'third') }
const optionalPointer = u8('sccp.optional_pointer', 'Pointer to Optional parameter')
const service = {
  handling: bits(4, 'sccp.handling', 'Message handling', { base: 16 }),
  class:    bits(4, 'sccp.class', 'Class', { base: 16 }),
}
const cause = { cause: u8('sccp.return_cause', 'Return Cause', { base: 16 }) }
const hops = { hops: u8('sccp.hops', 'Hop Counter', { base: 16 }) }
const reference = (name: string, label: string) => u24(`sccp.${name}`, label, { base: 16, order: 'little' })

export const sccp = protocol('sccp', 'Signalling Connection Control Part', { 'mtp3.service_indicator': [3] })
  .specified('ITU-T Q.713')
  .fields({ type: u8('sccp.message_type', 'Message Type', { names: connectionless, base: 16 }) })
  .choice('type', {
    1:  { source: reference('slr', 'Source Local Reference') },
    2:  { destination: reference('dlr', 'Destination Local Reference'), source: reference('slr', 'Source Local Reference') },
    4:  { destination: reference('dlr', 'Destination Local Reference'), source: reference('slr', 'Source Local Reference') },
    5:  { destination: reference('dlr', 'Destination Local Reference'), source: reference('slr', 'Source Local Reference') },
    6:  { destination: reference('dlr', 'Destination Local Reference') },
    9:  { ...service, ...pointers, ...parameters },
    10: { ...cause, ...pointers, ...parameters },
    17: { ...service, ...hops, ...pointers, optionalPointer, ...parameters },
    18: { ...cause, ...hops, ...pointers, optionalPointer, ...parameters },
  })
  .fields({ more: rest('', 'Data') })
  .derives(['sccp.user'], ({ data, cut }): readonly Derived[] =>
    (data === undefined ? [] : [{ speaks: [['sccp.user', 1]], bytes: data, isCut: Boolean(cut), label: 'Data' }]))
  .colored('messages')
  .summarized(({ type }) => nameIn(connectionless, type) ?? `message ${type}`)

/** ITU-T Q.773, section 3.1. */
const begins = { 0x61: 'Unidirectional', 0x62: 'Begin', 0x64: 'End', 0x65: 'Continue', 0x67: 'Abort' } as const
const isTransaction = record('Tag', { tag: u8('', 'Tag') }).recognizer({ tag: [0x61, 0x62, 0x64, 0x65, 0x67] })
const transaction = record('Transaction', {
  originating: ber.octets('tcap.otid', 'Origin transaction ID', { tag: 0x48, optional: true }),
  destination: ber.octets('tcap.dtid', 'Destination transaction ID', { tag: 0x49, optional: true }),
  portions:    list('', 'Portions', berElement),
})
const kind = (name: string, label: string, tag: number) => ber.sequence(`tcap.${name}_element`, label, transaction, { tag })

export const tcap = protocol('tcap', 'Transaction Capabilities Application Part', { 'sccp.user': [1] })
  .specified('ITU-T Q.773')
  .fields({ tag: ahead(8) })
  .choice('tag', {
    0x61: { message: kind('unidirectional', 'Unidirectional', 0x61) },
    0x62: { message: kind('begin', 'Begin', 0x62) },
    0x64: { message: kind('end', 'End', 0x64) },
    0x65: { message: kind('continue', 'Continue', 0x65) },
    0x67: { message: kind('abort', 'Abort', 0x67) },
  })
  .accepts(isTransaction)
  .summarized(({ tag }) => nameIn(begins, tag) ?? `message ${tag}`)

/** ITU-T Q.763, table 4. */
const messages: Names = {
  1: 'Initial address', 2: 'Subsequent address', 3: 'Information request', 4: 'Information', 5: 'Continuity', 6: 'Address complete',
    7: 'Connect',
  8: 'Forward transfer', 9: 'Answer', 12: 'Release', 13: 'Suspend', 14: 'Resume', 16: 'Release complete', 17: 'Continuity check request',
  18: 'Reset circuit', 19: 'Blocking', 20: 'Unblocking', 21: 'Blocking acknowledgment', 22: 'Unblocking acknowledgment',
  23: 'Circuit group reset', 24: 'Circuit group blocking', 25: 'Circuit group unblocking', 26: 'Circuit group blocking acknowledgment',
  27: 'Circuit group unblocking acknowledgment', 31: 'Facility request', 32: 'Facility accepted', 33: 'Facility reject',
    36: 'Loop back acknowledgment',
  40: 'Pass-along', 41: 'Circuit group reset acknowledgment', 42: 'Circuit group query', 43: 'Circuit group query response',
    44: 'Call progress',
  45: 'User-to-user information', 46: 'Unequipped circuit identification code', 47: 'Confusion', 48: 'Overload', 49: 'Charge information',
  50: 'Network resource management', 51: 'Facility', 52: 'User part test', 53: 'User part available', 54: 'Identification request',
  55: 'Identification response', 56: 'Segmentation', 64: 'Loop prevention', 65: 'Application transport', 66: 'Pre-release information',
  67: 'Subsequent directory number',
}

export const isup = protocol('isup', 'ISDN User Part', { 'mtp3.service_indicator': [5] })
  .specified('ITU-T Q.763')
  .fields({
    circuit: group('', 'Circuit', { circuit: bits(12, 'isup.cic', 'CIC'), spare: bits(4, '', 'Spare') }, { order: 'little' }),
    type:    u8('isup.message_type', 'Message Type', { names: messages }),
    parameters: rest('', 'Parameters'),
  })
  .colored('messages')
  .summarized(({ type, circuit }) => `${nameIn(messages, type) ?? `message ${type}`}, circuit ${circuit.circuit}`)
