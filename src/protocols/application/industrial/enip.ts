/** EtherNet/IP: encapsulation (ODVA, "CIP Networks Library", volume 2, chapter 2) and the messages of CIP in it (volume 1, chapter 2). */
import {
  bits, bytes, flag, list, nameIn, protocol, range, record, rest, u16, u32, u8, unfinished, type Names,
} from '../../../schema/index.ts'

const little = { order: 'little' } as const
const hex = { order: 'little', base: 16 } as const
/** Volume 2, table 2-3.2. */
const commands = {
  0: 'NOP', 1: 'List Targets', 4: 'List Services', 0x63: 'List Identity', 0x64: 'List Interfaces', 0x65: 'Register Session',
  0x66: 'Unregister Session', 0x6f: 'Send RR Data', 0x70: 'Send Unit Data', 0x72: 'Indicate Status', 0x73: 'Cancel',
} satisfies Names
const statuses = {
  0: 'Success', 1: 'Invalid Command', 2: 'No Memory Resources', 3: 'Incorrect Data', 0x64: 'Invalid Session Handle', 0x65: 'Invalid Length',
  0x69: 'Unsupported Protocol Revision',
} satisfies Names
/** Volume 2, table 2-6.3. */
const items = {
  0: 'Null Address Item', 0x0c: 'List Identity Response', 0xa1: 'Connected Address Item', 0xb1: 'Connected Data Item',
  0xb2: 'Unconnected Data Item', 0x100: 'List Services Response', 0x8000: 'Socket Address Info O->T', 0x8001: 'Socket Address Info T->O',
  0x8002: 'Sequenced Address Item',
}
const header = record('Header', {
  command: u16('enip.command', 'Command', little), length: u16('enip.length', 'Length', little), session: u32('enip.session', 'Session'),
  status: u32('enip.status', 'Status', little),
})
const begins = header.recognizer({ command: [0, 1, 4, 0x63, 0x64, 0x65, 0x66, 0x6f, 0x70, 0x72, 0x73], status: range(0, 0xffff) })
const lengthAt = header.reader('length')
const headerLength = 24
const item = record('Item', {
  type:   u16('enip.cpf.typeid', 'Type ID', { ...hex, names: items }),
  length: u16('enip.cpf.length', 'Length', { ...little, unit: 'bytes' }),
})
const address = item.choice('type', { 0xa1: { connectionId: u32('enip.cpf.cai.connid', 'Connection ID', hex) } })
  .fields({ value: bytes('enip.cpf.data', 'Data', ({ type, length }: { readonly type: number,
    readonly length: number }) => (type === 0xa1 ? Math.max(0, length - 4) : length)) })
const dataItem = {
  dataType:   u16('enip.cpf.typeid', 'Type ID', { ...hex, names: items }),
  dataLength: u16('enip.cpf.length', 'Length', { ...little, unit: 'bytes' }),
}
const packets = {
  interface: u32('enip.srrd.iface', 'Interface Handle', hex),
  timeout:   u16('enip.timeout', 'Timeout', little),
  itemCount: u16('enip.cpf.itemcount', 'Item Count', little),
  address:   list('', 'Address Item', address, { count: () => 1 }),
  ...dataItem,
}
const [sendRequest, sendUnit] = [0x6f, 0x70]

export const enip = protocol('enip', 'EtherNet/IP (Industrial Protocol)', { 'tcp.port': [44818], 'udp.port': [44818] })
  .specified('ODVA CIP Networks Library, volume 2')
  .borrows('cip')
  .fields({
    command: u16('enip.command', 'Command', { ...hex, names: commands }),
    length:  u16('enip.length', 'Length', { ...little, unit: 'bytes' }),
    session: u32('enip.session', 'Session Handle', hex),
    status:  u32('enip.status', 'Status', { ...hex, names: statuses }),
    context: bytes('enip.context', 'Sender Context', 8),
    options: u32('enip.options', 'Options', hex),
  })
  .cases(
    [{ command: 0x65, length: range(4) }, { version: u16('enip.rs.version', 'Protocol Version', little), flags: u16('enip.rs.flags',
      'Option Flags', hex) }],
    [{ command: sendRequest, length: range(16) }, packets],
    [{ command: sendUnit, length: range(16) }, packets],
  )
  .choice(({ dataType }) => (dataType === 0xb1 ? 1 : 0), { 1: { sequence: u16('cip.seq', 'CIP Sequence Count', little) } })
  .accepts(begins)
  .streamed((bytes, start, end) =>
    (end - start < headerLength ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) + headerLength : 0))
  .payload({
    tables: [['enip.data', ({ dataType }) => dataType ?? 0]],
    length: ({ dataType, dataLength }) => (dataType === undefined ? undefined : Math.max(0,
      (dataLength ?? 0) - (dataType === 0xb1 ? 2 : 0))),
  })
  .colored('messages', ({ status }) => (status > 0 ? 'error' : undefined))
  .summarized(({ command, status, session }) =>
    `${nameIn(commands, command) ?? `command ${command}`} session 0x${session.toString(16)}${status > 0 ? `: ${nameIn(statuses,
      status) ?? status}` : ''}`)

/** Volume 1, appendix A, table A-3.1. */
const services = {
  0x01: 'Get Attributes All', 0x02: 'Set Attributes All', 0x03: 'Get Attribute List', 0x04: 'Set Attribute List', 0x05: 'Reset',
  0x06: 'Start',
  0x07: 'Stop', 0x08: 'Create', 0x09: 'Delete', 0x0a: 'Multiple Service Packet', 0x0d: 'Apply Attributes', 0x0e: 'Get Attribute Single',
  0x10: 'Set Attribute Single', 0x11: 'Find Next Object Instance', 0x15: 'Restore', 0x16: 'Save', 0x17: 'Nop', 0x18: 'Get Member',
  0x19: 'Set Member',
  0x4b: 'Execute PCCC Service', 0x4c: 'Read Tag', 0x4d: 'Write Tag', 0x4e: 'Forward Close', 0x52: 'Unconnected Send', 0x54: 'Forward Open',
  0x55: 'Get Instance Attribute List', 0x5b: 'Large Forward Open',
} satisfies Names
/** Appendix B, table B-1.1. */
const generalStatuses = {
  0: 'Success', 1: 'Connection failure', 2: 'Resource unavailable', 3: 'Invalid parameter value', 4: 'Path segment error',
  5: 'Path destination unknown', 6: 'Partial transfer', 7: 'Connection lost', 8: 'Service not supported', 9: 'Invalid attribute value',
  0x0a: 'Attribute list error', 0x0c: 'Object state conflict', 0x0e: 'Attribute not settable', 0x0f: 'Privilege violation',
  0x13: 'Not enough data', 0x14: 'Attribute not supported', 0x15: 'Too much data', 0x16: 'Object does not exist',
} satisfies Names

export const cip = protocol('cip', 'Common Industrial Protocol', { 'enip.data': [0xb1, 0xb2] })
  .specified('ODVA CIP Networks Library, volume 1')
  .fields({
    isResponse: flag('cip.rr', 'Request/Response'),
    service:    bits(7, 'cip.sc', 'Service', { base: 16, names: services }),
  })
  .cases(
    [{ isResponse: true }, {
      reserved:   u8('cip.reserved', 'Reserved'),
      status:     u8('cip.genstat', 'General Status', { base: 16, names: generalStatuses }),
      statusSize: u8('cip.addstat_size', 'Additional Status Size', { times: 2, unit: 'bytes' }),
      statusMore: bytes('cip.addstat', 'Additional Status', 'statusSize'),
    }],
    [{ isResponse: false }, {
      pathSize: u8('cip.request_path_size', 'Request Path Size', { unit: 'words' }),
      path:     bytes('cip.epath', 'Request Path', { length: 'pathSize', times: 2 }),
    }],
  )
  .fields({ data: rest('cip.data', 'Data') })
  .colored('messages', ({ status = 0 }) => (status > 0 ? 'error' : undefined))
  .summarized(({ service, isResponse, status = 0 }) => {
    const name = nameIn(services, service) ?? `service 0x${service.toString(16)}`
    return isResponse ? `${name} response: ${nameIn(generalStatuses, status) ?? `status 0x${status.toString(16)}`}` : name
  })
