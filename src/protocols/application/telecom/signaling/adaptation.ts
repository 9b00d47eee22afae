/** User adaptation layers of SIGTRAN, which carry signaling over SCTP: a common header (RFC 4666, section 3.1), and parameters. */
import {
  bytes, list, nameIn, protocol, record, rest, text, tlv, u16, u24, u32, u8, type Derived, type Fields, type Names, type View,
} from '../../../../schema/index.ts'

/** IANA "Signaling User Adaptation Layer Assignments", 2026-11. */
const classes: Names = {
  0: 'Management', 1: 'Transfer', 2: 'SS7 signaling network management', 3: 'ASP state maintenance', 4: 'ASP traffic maintenance',
  5: 'Q.921/Q.931 boundary primitives transport', 6: 'MTP2 user adaptation', 7: 'Connectionless', 8: 'Connection-oriented',
  9: 'Routing key management', 10: 'Interface identifier management', 11: 'M2PA',
}
/** The class in the upper byte, the type in the lower one. */
const messages: Names = {
  0x000: 'ERR', 0x001: 'NTFY', 0x101: 'DATA', 0x201: 'DUNA', 0x202: 'DAVA', 0x203: 'DAUD', 0x204: 'SCON', 0x205: 'DUPU', 0x206: 'DRST',
  0x301: 'ASPUP', 0x302: 'ASPDN', 0x303: 'BEAT', 0x304: 'ASPUP ACK', 0x305: 'ASPDN ACK', 0x306: 'BEAT ACK', 0x401: 'ASPAC', 0x402: 'ASPIA',
  0x403: 'ASPAC ACK', 0x404: 'ASPIA ACK', 0x501: 'Data Request', 0x502: 'Data Indication', 0x503: 'Unit Data Request',
    0x504: 'Unit Data Indication',
  0x505: 'Establish Request', 0x506: 'Establish Confirm', 0x507: 'Establish Indication', 0x508: 'Release Request', 0x509: 'Release Confirm',
  0x50a: 'Release Indication', 0x601: 'Data', 0x602: 'Establish Request', 0x603: 'Establish Confirm', 0x604: 'Release Request',
  0x605: 'Release Confirm', 0x606: 'Release Indication', 0x607: 'State Request', 0x608: 'State Confirm', 0x609: 'State Indication',
  0x60f: 'Data Acknowledge', 0x701: 'CLDT', 0x702: 'CLDR', 0x801: 'CORE', 0x802: 'COAK', 0x803: 'COREF', 0x804: 'RELRE', 0x805: 'RELCO',
  0x806: 'RESCO', 0x807: 'RESRE', 0x808: 'CODT', 0x809: 'CODA', 0x80a: 'COERR', 0x80b: 'COIT', 0x901: 'REG REQ', 0x902: 'REG RSP',
  0x903: 'DEREG REQ', 0x904: 'DEREG RSP', 0xa01: 'REG REQ', 0xa02: 'REG RSP', 0xa03: 'DEREG REQ', 0xa04: 'DEREG RSP',
}
const tags: Names = {
  1: 'Interface identifier', 3: 'Interface identifier (text)', 4: 'Info string', 5: 'DLCI', 6: 'Routing context',
    7: 'Diagnostic information',
  8: 'Interface identifier range', 9: 'Heartbeat data', 10: 'Reason', 11: 'Traffic mode type', 12: 'Error code', 13: 'Status',
    14: 'Protocol data',
  15: 'Release reason', 16: 'Status', 17: 'ASP identifier', 18: 'Affected point code', 19: 'Correlation identifier',
    512: 'Network appearance',
  516: 'User / cause', 517: 'Congestion indications', 518: 'Concerned destination', 519: 'Routing key', 520: 'Registration result',
  521: 'Deregistration result', 522: 'Local routing key identifier', 523: 'Destination point code', 524: 'Service indicators',
  526: 'Originating point code list', 528: 'Protocol data', 530: 'Registration status', 531: 'Deregistration status', 768: 'Data 1',
    769: 'Data 2',
}
const modes: Names = { 1: 'Override', 2: 'Loadshare', 3: 'Broadcast' }
const services: Names = { 3: 'SCCP', 5: 'ISUP', 9: 'Broadband ISUP', 10: 'Satellite ISUP', 12: 'AAL type 2 signaling', 13: 'BICC',
  14: 'GCP' }

/** One of these layers, with what its own parameters hold besides those that all have. */
function adaptation<const S extends Readonly<Record<number, Fields<never>>>>(
  name: string, label: string, specification: string, identifier: number, sets: S, carried: (parameter: Carrier) => Derived | undefined,
) {
  const parameter = tlv('Parameter', {
    tag:    u16(`${name}.parameter_tag`, 'Parameter Tag', { names: tags }),
    length: u16(`${name}.parameter_length`, 'Parameter length', { unit: 'bytes' }),
  }, { counts: 'all', align: 4 })
    .choice('tag', {
      4:  { information: text(`${name}.info_string`, 'Info string') },
      7:  { diagnostic: rest(`${name}.diagnostic_information`, 'Diagnostic information') },
      11: { mode: u32(`${name}.traffic_mode_type`, 'Traffic mode type', { names: modes }) },
      12: { error: u32(`${name}.error_code`, 'Error code') },
      13: { status: u16(`${name}.status_type`, 'Status type'), statusInformation: u16(`${name}.status_info`, 'Status info') },
      17: { server: u32(`${name}.asp_identifier`, 'ASP identifier') },
      ...sets,
    } as never)
    .fields({ value: rest(`${name}.parameter_value`, 'Parameter value') })
  return protocol(name, label, { 'sctp.ppi': [identifier] })
    .specified(specification)
    .fields({
      version:  u8(`${name}.version`, 'Version'),
      reserved: u8(`${name}.reserved`, 'Reserved', { base: 16 }),
      class:    u8(`${name}.message_class`, 'Message class', { names: classes }),
      type:     u8(`${name}.message_type`, 'Message Type'),
      length:   u32(`${name}.message_length`, 'Message length', { unit: 'bytes' }),
    })
    .length('length')
    .fields({ parameters: list('', 'Parameters', parameter) })
    .derives(['mtp3.service_indicator', 'mtp3.link', 'q921'], ({ parameters }) => {
      const found = parameters.slice(0, mostParameters).map((one) => carried(one as never)).find((one) => one !== undefined)
      return found === undefined ? [] : [found]
    })
    .colored('messages', ({ class: kind, type }) => (kind === 0 && type === 0 ? 'error' : undefined))
    .summarized(({ class: kind, type }) => nameIn(messages, kind * 256 + type) ?? `message ${kind}/${type}`)
}
const mostParameters = 32

interface Carrier extends View {
  readonly tag: number
  readonly userData?: Uint8Array | undefined
  readonly service?: number | undefined
}
const carries = (speaks: Derived['speaks'], { userData, cut }: Carrier): Derived | undefined =>
  userData === undefined ? undefined : { speaks, bytes: userData, isCut: Boolean(cut), label: 'Protocol data' }

const context = (name: string) => list('', 'Routing contexts', record('Routing context', { context: u32(`${name}.routing_context`,
  'Routing context') }))

export const m3ua = adaptation('m3ua', 'MTP 3 User Adaptation Layer', 'RFC 4666', 3, {
  6:   { contexts: context('m3ua') },
  512: { network: u32('m3ua.network_appearance', 'Network appearance') },
  528: {
    originating: u32('m3ua.protocol_data_opc', 'OPC', { also: ['mtp3.opc', 'mtp3.pc'] }),
    destination: u32('m3ua.protocol_data_dpc', 'DPC', { also: ['mtp3.dpc', 'mtp3.pc'] }),
    service:     u8('m3ua.protocol_data_si', 'SI', { names: services }),
    network:     u8('m3ua.protocol_data_ni', 'NI', { also: 'mtp3.ni' }),
    priority:    u8('m3ua.protocol_data_mp', 'MP'),
    selection:   u8('m3ua.protocol_data_sls', 'SLS', { also: 'mtp3.sls' }),
    userData:    rest('', 'User data'),
  },
}, (parameter) => carries([['mtp3.service_indicator', parameter.service ?? -1]], parameter))
  .borrows('mtp3')

const interfaces = {
  1: { interface: u32('m2ua.interface_identifier_int', 'Interface Identifier (integer)') },
  3: { interfaceName: text('m2ua.interface_identifier_text', 'Interface identifier (text)') },
}
export const m2ua = adaptation('m2ua', 'MTP 2 User Adaptation Layer', 'RFC 3331', 2, {
  ...interfaces,
  768: { userData: rest('', 'MTP2 user data') },
  769: { lengthIndicator: u8('m2ua.data_2_li', 'Length indicator'), userData: rest('', 'MTP2 user data') },
}, (parameter) => carries([['mtp3.link', 1]], parameter))

export const sua = adaptation('sua', 'SS7 SCCP-User Adaptation Layer', 'RFC 3868', 4, {
  6:   { contexts: context('sua') },
  267: { userData: rest('sua.data', 'Data') },
}, () => undefined)

export const iua = adaptation('iua', 'ISDN Q.921-User Adaptation Layer', 'RFC 4233', 1, {
  1: { interface: u32('iua.int_interface_identifier', 'Integer interface identifier') },
}, () => undefined)

/** RFC 4165: signaling links between points of a network over SCTP. */
export const m2pa = protocol('m2pa', 'MTP2 Peer Adaptation Layer', { 'sctp.ppi': [5] })
  .specified('RFC 4165')
  .fields({
    version:      u8('m2pa.version', 'Version'),
    spare:        u8('m2pa.spare', 'Spare', { base: 16 }),
    class:        u8('m2pa.class', 'Message Class'),
    type:         u8('m2pa.type', 'Message Type', { names: { 1: 'User Data', 2: 'Link Status' } }),
    length:       u32('m2pa.length', 'Message length', { unit: 'bytes' }),
    unused:       u8('m2pa.unused', 'Unused'),
    backward:     u24('m2pa.bsn', 'BSN'),
    otherUnused:  u8('m2pa.unused', 'Unused'),
    forward:      u24('m2pa.fsn', 'FSN'),
  })
  .choice('type', {
    2: { status: u32('m2pa.status', 'Link Status', { names: {
      1: 'Alignment', 2: 'Proving Normal', 3: 'Proving Emergency', 4: 'Ready', 5: 'Processor Outage', 6: 'Processor Recovered', 7: 'Busy',
      8: 'Busy Ended', 9: 'Out of Service',
    } }), filler: bytes('m2pa.filler', 'Filler') },
    1: { priority: u8('m2pa.priority', 'Priority', { base: 16 }) },
  })
  .payload({ tables: [['mtp3.link', ({ type, extent, length }) => (type === 1 && length > extent ? 1 : -1)]] })
  .summarized(({ type, status }) => (type === 2 ? `Link Status ${status}` : 'User Data'))
