/** Diagnostic communication over Internet Protocol, ISO 13400-2. */
import {
  bytes, nameIn, optional, protocol, range, record, rest, text, u16, u32, u8, unfinished, type Names,
} from '../../../schema/index.ts'

const types = {
  0x0000: 'Generic DoIP header NACK', 0x0001: 'Vehicle identification request', 0x0002: 'Vehicle identification request with EID',
  0x0003: 'Vehicle identification request with VIN', 0x0004: 'Vehicle announcement message/vehicle identification response',
  0x0005: 'Routing activation request', 0x0006: 'Routing activation response', 0x0007: 'Alive check request',
  0x0008: 'Alive check response', 0x4001: 'DoIP entity status request', 0x4002: 'DoIP entity status response',
  0x4003: 'Diagnostic power mode information request', 0x4004: 'Diagnostic power mode information response',
  0x8001: 'Diagnostic message', 0x8002: 'Diagnostic message ACK', 0x8003: 'Diagnostic message NACK',
} satisfies Names
const versions = { 1: 'ISO/DIS 13400-2:2010', 2: 'ISO 13400-2:2012', 3: 'ISO 13400-2:2019', 255: 'Default' } satisfies Names
const headerNacks = {
  0: 'Incorrect pattern format', 1: 'Unknown payload type', 2: 'Message too large', 3: 'Out of memory', 4: 'Invalid payload length',
} satisfies Names
const activations = {
  0: 'Denied: unknown source address', 1: 'Denied: all sockets are registered and active',
  2: 'Denied: source address differs from the one activated', 3: 'Denied: source address is already activated',
  4: 'Denied: missing authentication', 5: 'Denied: rejected confirmation', 6: 'Denied: unsupported routing activation type',
  16: 'Routing successfully activated', 17: 'Routing will be activated; confirmation required',
} satisfies Names
const nacks = {
  2: 'Invalid source address', 3: 'Unknown target address', 4: 'Diagnostic message too large', 5: 'Out of memory',
  6: 'Target unreachable', 7: 'Unknown network', 8: 'Transport protocol error',
} satisfies Names
const header = record('Header', {
  version: u8('doip.version', 'Version'), inverse: u8('doip.inverse', 'Inverse'), type: u16('doip.type', 'Type'),
  length: u32('doip.length', 'Length'),
})
const typed = header.recognizer({ type: [range(0, 8), range(0x4001, 0x4004), range(0x8001, 0x8003)], length: range(0, 0xffffff) })
const versionAt = header.reader('version')
const inverseAt = header.reader('inverse')
const lengthAt = header.reader('length')
const begins = (data: Uint8Array, start: number, end: number) =>
  typed(data, start, end) && versionAt(data, start) === 255 - inverseAt(data, start)

const hex = { base: 16 } as const
const source = { source: u16('doip.source_address', 'Source Address', hex) }
const target = { target: u16('doip.target_address', 'Target Address', hex) }
const vin = { vin: text('doip.vin', 'VIN', 17) }
const eid = { eid: bytes('doip.eid', 'EID', 6) }
const previous = { previous: rest('doip.previous', 'Previous message') }
const iso = { iso: bytes('doip.reserved_iso', 'Reserved by ISO', 4) }

export const doip = protocol('doip', 'DoIP Protocol', { 'tcp.port': [13400], 'udp.port': [13400], 'doip.next': [1] })
  .specified('ISO 13400-2')
  .fields({
    version: u8('doip.version', 'Version', { ...hex, names: versions }),
    inverse: u8('doip.inverse', 'Inverse version', hex),
    type:    u16('doip.type', 'Type', { ...hex, names: types }),
    length:  u32('doip.length', 'Length', { unit: 'bytes' }),
  })
  .length({ length: 'length', plus: 8 })
  .choice('type', {
    0x0000: { headerNack: u8('doip.nack_code', 'DoIP Header NACK code', { names: headerNacks }) },
    0x0002: eid,
    0x0003: vin,
    0x0004: {
      ...vin,
      address:    u16('doip.logical_address', 'Logical Address', hex),
      ...eid,
      gid:        bytes('doip.gid', 'GID', 6),
      action:     u8('doip.futher_action', 'Further action required', hex),
      syncStatus: optional(u8('doip.sync_status', 'VIN/GID sync. status', hex)),
    },
    0x0005: {
      ...source,
      activation: u8('doip.activation_type', 'Activation type', hex),
      ...iso,
      oem:        optional(u32('doip.reserved_oem', 'Reserved by OEM', hex)),
    },
    0x0006: {
      tester:   u16('doip.tester_logical_address', 'Logical address of external tester', hex),
      ...source,
      response: u8('doip.response_code', 'Routing activation response code', { names: activations }),
      ...iso,
      oem:      optional(u32('doip.reserved_oem', 'Reserved by OEM', hex)),
    },
    0x0008: source,
    0x4002: {
      nodeType:   u8('doip.node_type', 'Node type', { names: { 0: 'DoIP gateway', 1: 'DoIP node' } }),
      maxSockets: u8('doip.max_sockets', 'Max concurrent sockets'),
      sockets:    u8('doip.sockets', 'Currently open sockets'),
      maxSize:    optional(u32('doip.max_data_size', 'Max data size')),
    },
    0x4004: { power: u8('doip.power_mode', 'Diagnostic power mode', { names: { 0: 'not ready', 1: 'ready', 2: 'not supported' } }) },
    0x8001: { ...source, ...target, data: rest('doip.data', 'User data') },
    0x8002: { ...source, ...target, ack: u8('doip.diag_ack_code', 'ACK code', hex), ...previous },
    0x8003: { ...source, ...target, nack: u8('doip.diag_nack_code', 'NACK code', { ...hex, names: nacks }), ...previous },
  })
  .accepts(begins)
  .streamed((data, start, end) => (end - start < 8 ? unfinished : begins(data, start, end) ? lengthAt(data, start) + 8 : 0))
  .payload({ tables: [['doip.next', () => 1]] })
  .derives(['doip.diagnostic'], ({ data, cut, source: from, target: to }) =>
    (data === undefined || data.length === 0 ? []
      : [{ speaks: [['doip.diagnostic', 1]], bytes: data, isCut: Boolean(cut), label: 'Diagnostic message', facts: { source: from,
        target: to } }]),
  { isAlone: true })
  .colored('messages', ({ type, response = 16 }) => (type === 0 || type === 0x8003 || response < 16 ? 'error' : undefined))
  .summarized(({ type, source: from, target: to, vin: vehicle, headerNack, response, nack }) => [
    nameIn(types, type) ?? `type 0x${type.toString(16)}`,
    ...(from === undefined ? [] : [`from 0x${from.toString(16)}`]), ...(to === undefined ? [] : [`to 0x${to.toString(16)}`]),
    ...(vehicle === undefined ? [] : [vehicle]),
    ...(headerNack === undefined ? [] : [nameIn(headerNacks, headerNack) ?? `code ${headerNack}`]),
    ...(response === undefined ? [] : [nameIn(activations, response) ?? `code ${response}`]),
    ...(nack === undefined ? [] : [nameIn(nacks, nack) ?? `code ${nack}`]),
  ].join(' '))
