/** X Display Manager Control Protocol, version 1.1 (X.Org, 1989 and 2004), section "Protocol". */
import {
  bytes, holding, ipv4Address, ipv6Address, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, vector,
} from '../../../schema/index.ts'

const opcodes = {
  1: 'Broadcast_query', 2: 'Query', 3: 'Indirect_query', 4: 'Forward_query', 5: 'Willing', 6: 'Unwilling', 7: 'Request', 8: 'Accept',
  9: 'Decline', 10: 'Manage', 11: 'Refuse', 12: 'Failed', 13: 'Keepalive', 14: 'Alive',
}
const header = record('Header', { version: u16('xdmcp.version', 'Version'), opcode: u16('xdmcp.opcode', 'Opcode'),
  length: u16('xdmcp.length', 'Length') })
const begins = header.recognizer({ version: 1, opcode: range(1, 14) })

const counted = (filter: string, label: string) => vector(u16(`${filter}_len`, `${label} Length`, { unit: 'bytes' }), text(filter, label))
const dataOf = (filter: string, label: string) => vector(u16(`${filter}_len`, `${label} Length`, { unit: 'bytes' }), bytes(filter, label))
const nameList = (filter: string, label: string) => ({
  nameCount: u8(`${filter}_count`, `${label}s`),
  names: list('', `${label}s`, record(label, { name: counted(filter, label) }), { count: 'nameCount' }),
})
const word = (filter: string, label: string) => vector(u16(`${filter}_len`, `${label} Length`, { unit: 'bytes' }), holding(text(filter,
  label), 'vocabulary'))
const session = { sessionId: u32('xdmcp.session_id', 'Session ID', { base: 16 }) }
const authentication = {
  authenticationName: word('xdmcp.authentication_name', 'Authentication name'),
  authentication:     dataOf('xdmcp.authentication_data', 'Authentication data'),
}
const queries = nameList('xdmcp.authentication_name', 'Authentication name')
const address = record('Connection', { length: u16('xdmcp.connection_address_len', 'Address Length',
  { unit: 'bytes' }) }).choice('length', {
  4:  { address: ipv4Address('xdmcp.connection_address_ipv4', 'Address') },
  16: { addressV6: ipv6Address('xdmcp.connection_address_ipv6', 'Address') },
}, { other: bytes('xdmcp.connection_address_bytes', 'Address', 'length') })

export const xdmcp = protocol('xdmcp', 'X Display Manager Control Protocol', { 'udp.port': [177] })
  .specified('https://www.x.org/releases/current/doc/libXdmcp/xdmcp.html')
  .fields({
    version: u16('xdmcp.version', 'Version'),
    opcode:  u16('xdmcp.opcode', 'Opcode', { base: 16, names: opcodes }),
    length:  u16('xdmcp.length', 'Message length', { unit: 'bytes' }),
  })
  .length(({ length }) => 6 + length)
  .choice('opcode', {
    1:  queries,
    2:  queries,
    3:  queries,
    4:  {
      client: dataOf('xdmcp.client_address_bytes', 'Client Address'), clientPort: dataOf('xdmcp.client_port_bytes', 'Client port'),
        ...queries,
    },
    5:  {
      authenticationName: word('xdmcp.authentication_name', 'Authentication name'),
      hostName: counted('xdmcp.hostname', 'Hostname'), status: counted('xdmcp.status', 'Status'),
    },
    6:  { hostName: counted('xdmcp.hostname', 'Hostname'), status: counted('xdmcp.status', 'Status') },
    7:  {
      display:      u16('xdmcp.display_number', 'Display number'),
      typeCount:    u8('xdmcp.connection_type_count', 'Connection types'),
      types:        list('', 'Connection types', record('Type', {
        type: u16('xdmcp.connection_type', 'Type', { base: 16, names: { 0: 'Internet', 6: 'InternetV6' } }),
      }), { count: 'typeCount' }),
      addressCount: u8('xdmcp.connection_address_count', 'Connection addresses'),
      addresses:    list('', 'Connections', address, { count: 'addressCount' }),
      ...authentication,
      ...nameList('xdmcp.authorization_name', 'Authorization name'),
      manufacturer: dataOf('xdmcp.manufacturer_display_id', 'Manufacturer display ID'),
    },
    8:  {
      ...session, ...authentication, authorizationName: word('xdmcp.authorization_name', 'Authorization name'),
      authorization: dataOf('xdmcp.authorization_data', 'Authorization data'),
    },
    9:  { status: counted('xdmcp.status', 'Status'), ...authentication },
    10: { ...session, display: u16('xdmcp.display_number', 'Display number'), displayClass: dataOf('xdmcp.display_class',
      'Display class') },
    11: session,
    12: { ...session, status: counted('xdmcp.status', 'Status') },
    13: { display: u16('xdmcp.display_number', 'Display number'), ...session },
    14: { running: u8('xdmcp.session_running', 'Session running'), ...session },
  })
  .fields({ undecoded: rest('xdmcp.data', 'Data') })
  .accepts(begins)
  .defaults({ version: 1 })
  .colored('stream', ({ opcode }) => (opcode === 6 || opcode === 9 || opcode === 11 || opcode === 12 ? 'warning' : undefined))
  .summarized(({ opcode, status, sessionId }) => {
    const session = sessionId === undefined ? '' : `, session 0x${sessionId.toString(16)}`
    return `${nameIn(opcodes, opcode) ?? `opcode ${opcode}`}${session}${status ? `: ${status}` : ''}`
  })
