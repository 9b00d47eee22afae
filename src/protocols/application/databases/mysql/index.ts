/** MySQL and MariaDB: handshake, commands and their responses (MySQL 8.4 source documentation, "Client/Server Protocol"). */
import {
  ahead, bits, bytes, flag, group, holding, nameIn, optional, protocol, record, rest, text, u16, u24, u32, u8, type View,
} from '../../../../schema/index.ts'
import { commands, responses } from './names.ts'
import { framing, kindAlone, kinds, opens, switches, tells } from './stream.ts'

const little = { order: 'little' } as const
const zeroed = (filter: string, label: string) => text(filter, label, { until: 'zero' })

/** "Capabilities Flags": the lower half. */
const capabilities = (side: 'server' | 'client') => group(`mysql.caps.${side}`, side === 'server'
  ? 'Server Capabilities' : 'Client Capabilities', {
  longPassword: flag('mysql.caps.lp', 'Long Password'), foundRows: flag('mysql.caps.fr', 'Found Rows'),
  longFlag: flag('mysql.caps.lf', 'Long Column Flags'), withDatabase: flag('mysql.caps.cd', 'Connect With Database'),
  noSchema: flag('mysql.caps.ns', 'Don\'t Allow database.table.column'), compress: flag('mysql.caps.cp', 'Can use compression protocol'),
  odbc: flag('mysql.caps.ob', 'ODBC Client'), localFiles: flag('mysql.caps.li', 'Can Use LOAD DATA LOCAL'),
  ignoreSpace: flag('mysql.caps.is', 'Ignore Spaces before \'(\''), protocol41: flag('mysql.caps.cu', 'Speaks 4.1 protocol (new flag)'),
  interactive: flag('mysql.caps.ia', 'Interactive Client'), tls: flag('mysql.caps.sl', 'Switch to SSL after handshake'),
  ignoreSignals: flag('mysql.caps.ii', 'Ignore sigpipes'), transactions: flag('mysql.caps.ta', 'Knows about transactions'),
  old41: flag('mysql.caps.rs', 'Speaks 4.1 protocol (old flag)'), secure: flag('mysql.caps.sc', 'Can do 4.1 authentication'),
}, little)
/** The upper half. */
const extended = (side: 'server' | 'client') => group(`mysql.extcaps.${side}`, 'Extended Capabilities', {
  multipleStatements: flag('mysql.caps.ms', 'Multiple statements'), multipleResults: flag('mysql.caps.mr', 'Multiple results'),
  preparedResults: flag('mysql.caps.pm', 'PS Multiple results'), pluginAuth: flag('mysql.caps.pa', 'Plugin Auth'),
  attributes: flag('mysql.caps.ca', 'Connect attrs'), lengthEncoded: flag('mysql.caps.pal', 'Plugin Auth LENENC Client Data'),
  expired: flag('mysql.caps.ep', 'Client can handle expired passwords'), tracking: flag('mysql.caps.session_track',
    'Session variable tracking'),
  noEof: flag('mysql.caps.deprecate_eof', 'Deprecate EOF'), optionalMetadata: flag('mysql.caps.optional_metadata',
    'Optional resultset metadata'),
  zstd: flag('mysql.caps.compress_zsd', 'ZSTD Compression Algorithm'), queryAttributes: flag('mysql.caps.query_attrs', 'Query Attributes'),
  multifactor: flag('mysql.caps.mf_auth', 'Multifactor Authentication'), extension: flag('mysql.caps.cap_ext', 'Capability Extension'),
  unused: bits(2, 'mysql.caps.unused', 'Unused'),
}, little)
/** "Status flags". */
const status = group('mysql.server_status', 'Server Status', {
  inTransaction: flag('mysql.stat.it', 'In transaction'), autoCommit: flag('mysql.stat.ac', 'AUTO_COMMIT'),
  multiQuery: flag('mysql.stat.mu', 'Multi query / Unused'), moreResults: flag('mysql.stat.mr', 'More results'),
  badIndex: flag('mysql.stat.bi', 'Bad index used'), noIndex: flag('mysql.stat.ni', 'No index used'),
  cursor: flag('mysql.stat.cr', 'Cursor exists'), lastRow: flag('mysql.stat.lr', 'Last row sent'),
  dropped: flag('mysql.stat.dr', 'Database dropped'), noEscapes: flag('mysql.stat.bs', 'No backslash escapes'),
  metadata: flag('mysql.stat.mc', 'Metadata changed'), slow: flag('mysql.stat.query_was_slow', 'Query was slow'),
  outParameters: flag('mysql.stat.ps_out_params', 'PS Out Params'), readOnly: flag('mysql.stat.trans_readonly', 'In Trans Readonly'),
  session: flag('mysql.stat.session_state_changed', 'Session state changed'), reserved: flag('mysql.stat.reserved', 'Reserved'),
}, little)

/** "Protocol::HandshakeV10". */
const greeting = record('Server Greeting', {
  protocol:     u8('mysql.protocol', 'Protocol'),
  version:      zeroed('mysql.version', 'Version'),
  threadId:     u32('mysql.thread_id', 'Thread ID', little),
  salt:         zeroed('mysql.salt', 'Salt'),
  capabilities: capabilities('server'),
  language:     u8('mysql.server_language', 'Server Language'),
  status,
  extended:     extended('server'),
  pluginLength: u8('mysql.auth_plugin.length', 'Authentication Plugin Length'),
  unused:       bytes('mysql.unused', 'Unused', 10),
  salt2:        zeroed('mysql.salt2', 'Salt'),
  plugin:       holding(zeroed('mysql.auth_plugin', 'Authentication Plugin'), 'vocabulary'),
})
/** "Protocol::HandshakeResponse41", or the beginning of it that asks for TLS. */
const login = record('Login Request', {
  capabilities: capabilities('client'),
  extended:     extended('client'),
  maxPacket:    u32('mysql.max_packet', 'MAX Packet', little),
  charset:      u8('mysql.charset', 'Charset'),
  unused:       bytes('mysql.unused', 'Unused', 23),
  user:         optional(zeroed('mysql.user', 'Username')),
}).cases([{ 'capabilities.tls': false }, {
  passwordLength: u8('mysql.passwd_len', 'Password Length'), password: bytes('mysql.passwd', 'Password', 'passwordLength'),
}])
  .cases([{ 'capabilities.withDatabase': true, 'capabilities.tls': false }, { database: zeroed('mysql.schema', 'Schema') }])
  .cases([{ 'extended.pluginAuth': true, 'capabilities.tls': false }, {
    plugin: holding(zeroed('mysql.client_auth_plugin', 'Client Auth Plugin'), 'vocabulary'),
  }])

const request = record('Request Command', { command: u8('mysql.command', 'Command', { names: commands }) }).choice('command', {
  2:  { database: text('mysql.schema', 'Schema') },
  3:  { query: text('mysql.query', 'Statement') },
  5:  { database: text('mysql.schema', 'Schema') },
  6:  { database: text('mysql.schema', 'Schema') },
  12: { threadId: u32('mysql.thread_id', 'Thread ID', little) },
  22: { query: text('mysql.query', 'Statement') },
  23: { statement: u32('mysql.stmt_id', 'Statement ID', little), flags: u8('mysql.exec_flags', 'Flags') },
  25: { statement: u32('mysql.stmt_id', 'Statement ID', little) },
  26: { statement: u32('mysql.stmt_id', 'Statement ID', little) },
  27: { option: u16('mysql.option', 'Option', little) },
})
/** "OK_Packet" and "ERR_Packet"; counts above 250 are longer, and left. */
const response = record('Response', { first: ahead(8), second: ahead(8, { skip: 8 }), third: ahead(8, { skip: 16 }) }).cases(
  [{ first: 0xff }, {
    code:      u8('mysql.response_code', 'Response Code', { base: 16, names: responses }),
    error:     u16('mysql.error_code', 'Error Code', little),
    marker:    holding(text('mysql.sqlstate_marker', 'Marker', 1), 'vocabulary'),
    sqlState:  holding(text('mysql.sqlstate', 'SQL state', 5), 'vocabulary'),
    message:   text('mysql.error.message', 'Error message'),
  }],
  [({ first, second, third, start, end }) => first === 0 && second < 251 && third < 251 && end - start >= 7, {
    code:      u8('mysql.response_code', 'Response Code', { base: 16, names: responses }),
    affected:  u8('mysql.affected_rows', 'Affected Rows'),
    insertId:  u8('mysql.insert_id', 'Last INSERT ID'),
    status,
    warnings:  u16('mysql.warnings', 'Warnings', little),
  }],
  [({ first, start, end }) => first === 0xfe && end - start === 5, {
    eof:       u8('mysql.eof', 'EOF marker', { names: { 0xfe: 'EOF' } }),
    warnings:  u16('mysql.warnings', 'Warnings', little),
    status,
  }],
  [({ first, start, end }) => first > 0 && first < 251 && end - start === 1, { fields: u8('mysql.num_fields', 'Number of fields') }],
)

const kindOf = ({ facts, bytes, start, end }: View) => (facts?.['kind'] as number | undefined) ?? kindAlone(bytes, start, end)

export const mysql = protocol('mysql', 'MySQL Protocol', { 'tcp.port': [3306], 'mysql.next': [1] })
  .specified('https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html')
  .fields({
    length: u24('mysql.packet_length', 'Packet Length', { ...little, unit: 'bytes' }),
    number: u8('mysql.packet_number', 'Packet Number'),
  })
  .length(({ length }) => 4 + length)
  .choice(kindOf, { [kinds.greeting]: greeting, [kinds.login]: login, [kinds.request]: request, [kinds.response]: response })
  .fields({ undecoded: rest('mysql.payload', 'Payload') })
  .streamed(framing, { opens, switches, tells })
  .payload({ tables: [['mysql.next', () => 1]] })
  .colored('stream', ({ error }) => (error === undefined ? undefined : 'error'))
  .summarized((layer) => {
    const { version, user, command, query, database, error, message, affected, eof, fields } = layer
    if (version !== undefined) return `Server Greeting version=${version}`
    if (kindOf(layer) === kinds.login) return user === undefined ? 'Login Request, TLS follows' : `Login Request user=${user}`
    const said = (query ?? database ?? '').slice(0, longestShown)
    if (command !== undefined) return `Request ${nameIn(commands, command) ?? `command ${command}`} ${said}`.trimEnd()
    if (error !== undefined) return `Response Error ${error}: ${message}`
    if (affected !== undefined) return `Response OK, ${affected} rows affected`
    if (eof !== undefined) return 'Response EOF'
    return fields === undefined ? `Response, ${layer.length} bytes` : `Response ${fields} columns`
  }, { all: true })
const longestShown = 120
