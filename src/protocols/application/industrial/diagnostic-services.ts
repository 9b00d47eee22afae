/** Unified diagnostic services of vehicles: ISO 14229-1:2020. They are carried over IP by DoIP, and over CAN by ISO 15765-2. */
import {
  ahead, bits, computed, converted, fact, group, lineOf, list, nameIn, protocol, record, rest, u16, u24, u8, uint, when, type Names,
} from '../../../schema/index.ts'

/** Table 2 and section 12 on; an answer has bit 6 set. */
const services: Names = {
  0x10: 'Diagnostic Session Control', 0x11: 'ECU Reset', 0x14: 'Clear Diagnostic Information', 0x19: 'Read DTC Information',
  0x22: 'Read Data By Identifier', 0x23: 'Read Memory By Address', 0x24: 'Read Scaling Data By Identifier', 0x27: 'Security Access',
  0x28: 'Communication Control', 0x29: 'Authentication', 0x2a: 'Read Data By Periodic Identifier',
  0x2c: 'Dynamically Define Data Identifier', 0x2e: 'Write Data By Identifier', 0x2f: 'Input Output Control By Identifier',
  0x31: 'Routine Control', 0x34: 'Request Download', 0x35: 'Request Upload', 0x36: 'Transfer Data', 0x37: 'Request Transfer Exit',
  0x38: 'Request File Transfer', 0x3d: 'Write Memory By Address', 0x3e: 'Tester Present', 0x3f: 'Error', 0x83: 'Access Timing Parameters',
  0x84: 'Secured Data Transmission', 0x85: 'Control DTC Setting', 0x86: 'Response On Event', 0x87: 'Link Control',
}
/** Table A.1. */
const codes: Names = {
  0x10: 'General reject', 0x11: 'Service not supported', 0x12: 'Sub-function not supported',
  0x13: 'Incorrect message length or invalid format', 0x14: 'Response too long', 0x21: 'Busy, repeat request',
  0x22: 'Conditions not correct', 0x24: 'Request sequence error', 0x25: 'No response from subnet component',
  0x26: 'Failure prevents execution of requested action', 0x31: 'Request out of range', 0x33: 'Security access denied',
  0x34: 'Authentication required', 0x35: 'Invalid key', 0x36: 'Exceed number of attempts', 0x37: 'Required time delay not expired',
  0x38: 'Secure data transmission required', 0x70: 'Upload/download not accepted', 0x71: 'Transfer data suspended',
  0x72: 'General programming failure', 0x73: 'Wrong block sequence counter', 0x78: 'Request correctly received, response pending',
  0x7e: 'Sub-function not supported in active session', 0x7f: 'Service not supported in active session', 0x81: 'RPM too high',
  0x82: 'RPM too low', 0x83: 'Engine is running', 0x84: 'Engine is not running', 0x86: 'Temperature too high', 0x87: 'Temperature too low',
  0x88: 'Vehicle speed too high', 0x89: 'Vehicle speed too low', 0x92: 'Voltage too high', 0x93: 'Voltage too low',
}
const sessions = { 1: 'Default Session', 2: 'Programming Session', 3: 'Extended Diagnostic Session',
  4: 'Safety System Diagnostic Session' }
const resets = { 1: 'Hard Reset', 2: 'Key Off On Reset', 3: 'Soft Reset', 4: 'Enable Rapid Power Shutdown',
  5: 'Disable Rapid Power Shutdown' }
const routines = { 1: 'Start routine', 2: 'Stop routine', 3: 'Request routine result' }
const controls = { 0: 'Return Control To ECU', 1: 'Reset To Default', 2: 'Freeze Current State', 3: 'Short Term Adjustment' }
const reports = {
  1: 'Number of DTC by status mask', 2: 'DTC by status mask', 3: 'DTC snapshot identification', 4: 'DTC snapshot record by DTC number',
  5: 'DTC stored data by record number', 6: 'DTC extended data record by DTC number', 0x0a: 'Supported DTC', 0x0b: 'First test failed DTC',
  0x0c: 'First confirmed DTC', 0x0d: 'Most recent test failed DTC', 0x0e: 'Most recent confirmed DTC',
}
const at = (name: string) => `uds.${name}`
const hex = { base: 16 } as const
const kind = (name: string, names: Names = {}) => ({ kind: u8(at(`${name}.type`), 'Type', { ...hex, names }) })
const identifier = (name: string) => u16(at(`${name}.data_identifier`), 'Data Identifier', hex)
/** Section 14.2: how many bytes an address and a size take. */
const sizes = group('', 'Lengths', {
  size: bits(4, at('rd.memory_size_length'), 'Memory size length'), address: bits(4, at('rd.memory_address_length'),
    'Memory address length'),
})
const blockSizes = group('', 'Lengths', { size: bits(4, at('rd.max_number_of_block_length_length'), 'Block length length'),
  reserved: bits(4, '', 'Reserved') })
interface Sized { readonly sizes: { readonly size: number; readonly address: number } }
const memory = {
  sizes,
  address: uint(at('rd.memory_address'), 'Memory Address', (({ sizes: { address } }: Sized) => address) as never, hex),
  size: uint(at('rd.memory_size'), 'Memory Size', (({ sizes: { size } }: Sized) => size) as never, hex),
}
const download = {
  method: group('', 'Method', {
    compression: bits(4, at('rd.compression_method'), 'Compression Method', hex),
    encryption:  bits(4, at('rd.encrypting_method'), 'Encrypting Method', hex),
  }),
  ...memory,
}
const granted = {
  blockSizes,
  block: uint(at('rd.max_number_of_block_length'), 'Maximum block length',
    (({ blockSizes: { size } }: { readonly blockSizes: { readonly size: number } }) => size) as never, hex),
}
const block = { sequence: u8(at('td.block_sequence_counter'), 'Block Sequence Counter') }
const present = { suppress: group('', 'Sub-function', {
  suppressed: bits(1, at('tp.suppress_reply.indification'), 'Suppress reply'), kind: bits(7, at('tp.suppress_reply'), 'Sub-function',
    hex) }) }
const routine = { ...kind('rc', routines), routine: u16(at('rc.identifier'), 'Identifier', hex) }
const identifiers = list('', 'Identifiers', record('Identifier', { identifier: identifier('rdbi') }))
const answers = 0x100
const [evenLevel, failure] = [2, 0x3f]

/** What requests hold, and, 0x100 further on, what answers do. */
const sets = {
  0x10: kind('dsc', sessions), [answers + 0x10]: { ...kind('dsc', sessions), parameters: rest(at('dsc.parameter_record'),
    'Parameter Record') },
  0x11: kind('er', resets), [answers + 0x11]: kind('er', resets),
  0x14: { groupOfCodes: u24('', 'Group of DTC', hex) },
  0x19: { ...kind('rdtci', reports), record: rest(at('rdtci.record'), 'Record') },
  [answers + 0x19]: { ...kind('rdtci', reports), record: rest(at('rdtci.record'), 'Record') },
  0x22: { identifiers },
  [answers + 0x22]: { identifier: identifier('rdbi'), data: rest(at('rdbi.data_record'), 'Data Record') },
  0x23: memory,
  0x27: { ...kind('sa'), key: when((({ kind: level }: { readonly kind: number }) => level % evenLevel === 0) as never,
    rest(at('sa.key'), 'Key')) },
  [answers + 0x27]: { ...kind('sa'),
    seed: when((({ kind: level }: { readonly kind: number }) => level % evenLevel === 1) as never, rest(at('sa.seed'), 'Seed')) },
  0x2e: { identifier: identifier('wdbi'), data: rest(at('wdbi.data_record'), 'Data Record') },
  [answers + 0x2e]: { identifier: identifier('wdbi') },
  0x2f: { identifier: identifier('iocbi'), parameter: u8(at('iocbi.parameter'), 'Parameter', { ...hex, names: controls }),
    state: rest(at('iocbi.state'), 'State') },
  [answers + 0x2f]: { identifier: identifier('iocbi'), parameter: u8(at('iocbi.parameter'), 'Parameter', { ...hex, names: controls }),
    state: rest(at('iocbi.state'), 'State') },
  0x31: { ...routine, options: rest(at('rc.option_record'), 'Option record') },
  [answers + 0x31]: { ...routine, info: u8(at('rc.info'), 'Info', hex), results: rest(at('rc.status_record'), 'Status Record') },
  0x34: download, [answers + 0x34]: granted, 0x35: download, [answers + 0x35]: granted,
  0x36: block, [answers + 0x36]: block,
  0x3e: present, [answers + 0x3e]: present,
  0x85: kind('cdtcs', { 1: 'on', 2: 'off' }), [answers + 0x85]: kind('cdtcs', { 1: 'on', 2: 'off' }),
  [answers + failure]: { failed: u8(at('err.sid'), 'Service Identifier', { ...hex, names: services }), code: u8(at('err.code'),
    'Code', { ...hex, names: codes }) },
}
const [pending, serviceMask] = [0x78, 0xbf]
interface Told {
  readonly kind?: number
  readonly identifier?: number
  readonly identifiers?: readonly { readonly identifier: number }[]
  readonly routine?: number
  readonly failed?: number
  readonly code?: number
}
const hexadecimal = (value: number) => `0x${value.toString(16).padStart(4, '0')}`
const kinds: Readonly<Record<number, Names>> = { 0x10: sessions, 0x11: resets, 0x19: reports, 0x31: routines }

export const diagnosticServices = protocol('uds', 'Unified Diagnostic Services', { 'doip.diagnostic': [1] })
  .specified('ISO 14229-1')
  .facts({
    source: fact.number(at('diag_addr_source'), 'Diagnostic Source Address', hex),
    target: fact.number(at('diag_addr_target'), 'Diagnostic Target Address', hex),
    answeredIn: fact.frame('', 'Response in frame'), answers: fact.frame('', 'Request in frame'), time: fact.duration('',
      'Time from the request'),
  })
  .fields({
    first:   ahead(8),
    service: converted(u8(at('sid'), 'Service Identifier', { ...hex, names: services }), (value) => value & serviceMask, 'number'),
    reply:   computed(at('reply'), 'Reply Flag', 'first', (value) => (value >> 6) & 1),
  })
  .choice((({ service, reply }: { readonly service: number; readonly reply: number }) =>
    service + (reply > 0 ? answers : 0)) as never, sets as never)
  .fields({ more: rest('', 'Data') })
  .exchanged({
    part: ({ reply }) => (reply > 0 ? 'answer' : 'question'),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', (layer) => {
    const { code } = layer as unknown as Told
    return code === undefined || code === pending ? undefined : 'error'
  })
  .summarized((layer) => {
    const { service, reply } = layer
    const { kind: of, identifier: id, identifiers: ids, routine: number, failed, code } = layer as unknown as Told
    const parts = [
      `${reply > 0 ? 'Reply' : 'Request'} ${nameIn(services, service) ?? `service 0x${service.toString(16)}`}`,
      failed === undefined ? undefined : nameIn(services, failed) ?? `service 0x${failed.toString(16)}`,
      code === undefined ? undefined : nameIn(codes, code) ?? `code 0x${code.toString(16)}`,
      of === undefined ? undefined : nameIn(kinds[service] ?? {}, of) ?? `type 0x${of.toString(16)}`,
      id === undefined ? undefined : hexadecimal(id), ids?.map(({ identifier: one }) => hexadecimal(one)).join(' ') || undefined,
      number === undefined ? undefined : hexadecimal(number),
    ]
    return lineOf(parts)
  })
