/** Tabular Data Stream of SQL Server and Sybase: [MS-TDS] (version 34.0), and TDS 5.0. Sections are those of the former. */
import {
  bits, flag, group, lineOf, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished, when, type View,
} from '../../../../schema/index.ts'
import { encryptions, headerSize, login, prelogin, valueOf } from './login.ts'
import { little, token, utf16 } from './tokens.ts'

/** Section 2.2.3.1.1. */
const types = {
  1: 'SQL batch', 2: 'TDS4/5 login', 3: 'Remote Procedure Call', 4: 'Response', 6: 'Attention', 7: 'Bulk load data', 8: 'Federated token',
  14: 'Transaction Manager Request', 15: 'TDS5 query', 16: 'TDS7 login', 17: 'SSPI message', 18: 'TDS7 pre-login message',
  23: 'TLS exchange',
} as const
/** Section 2.2.6.6. */
const procedures = {
  1: 'Sp_Cursor', 2: 'Sp_CursorOpen', 3: 'Sp_CursorPrepare', 4: 'Sp_CursorExecute', 5: 'Sp_CursorPrepExec', 6: 'Sp_CursorUnprepare',
  7: 'Sp_CursorFetch', 8: 'Sp_CursorOption', 9: 'Sp_CursorClose', 10: 'Sp_ExecuteSql', 11: 'Sp_Prepare', 12: 'Sp_Execute',
  13: 'Sp_PrepExec', 14: 'Sp_PrepExecRpc', 15: 'Sp_Unprepare',
} as const
const requests = {
  0: 'Get the DTC address', 1: 'Propagate', 5: 'Begin', 6: 'Promote', 7: 'Commit', 8: 'Roll back', 9: 'Save',
} as const

const lead = record('Packet', { type: u8('', 'Type'), status: u8('', 'Status'), length: u16('', 'Length'), channel: u16('', 'Channel'),
  number: u8('', 'Number'), window: u8('', 'Window') })
const begins = lead.recognizer({
  type: [range(1, 4), range(6, 8), range(14, 18), 23], status: range(0, 31), length: range(8, 32767), window: 0,
})
const lengthOf = lead.reader('length')

/** Section 2.2.5.3: where they are, their length and that of the first of them are small. */
const heading = record('Headers', { total: u32('', 'Total', little), length: u32('', 'Length', little), type: u16('', 'Type', little) })
const isHeading = heading.recognizer({ total: range(10, 4096), length: range(6, 4092), type: [1, 2, 3] })
const totalOf = heading.reader('total')
const header = record('Header', { length: u32('tds.all_headers.header.length', 'Length', little) })
  .length(({ length }) => Math.max(4, length))
  .fields({ type: u16('tds.all_headers.header.type', 'Type', { ...little, names: { 1: 'Query notifications', 2: 'Transaction descriptor',
    3: 'Trace activity' } }), data: rest('', 'Data') })
const hasHeaders = ({ bytes: memory, start, end }: View) => isHeading(memory, start + headerSize, end)
const headers = {
  headersLength: when(hasHeaders, u32('tds.all_headers.total_length', 'Total length', little)),
  headers:       when(hasHeaders, list('', 'Headers', header, { length: ({ bytes: memory, start }: View) =>
    totalOf(memory, start + headerSize) - 4 })),
}
/** An answer to the options before the login is of the same type as others. */
const isPrelogin = ({ bytes: memory, start, end }: View) =>
  option.recognizer({ option: 0, offset: range(6, 64), length: 6 })(memory, start + headerSize, end)
const option = record('Option', { option: u8('', 'Option'), offset: u16('', 'Offset'), length: u16('', 'Length') })

const byId = 0xffff

export const tds = protocol('tds', 'Tabular Data Stream', { 'tcp.port': [1433, 2433] })
  .specified('[MS-TDS]')
  .fields({
    type:    u8('tds.type', 'Type', { names: types }),
    status:  group('tds.status', 'Status', {
      reserved: bits(3, '', 'Reserved'), resetButTransaction: flag('tds.status.reset_conn_skip_tran',
        'Reset connection keeping transaction state'),
      reset: flag('tds.status.reset_conn', 'Reset connection'), notification: flag('tds.status.event_notif', 'Event notification'),
      ignore: flag('tds.status.ignore', 'Ignore this event'), last: flag('tds.status.eom', 'End of message'),
    }),
    length:  u16('tds.length', 'Length', { unit: 'bytes' }),
    channel: u16('tds.channel', 'Channel'),
    number:  u8('tds.packet_number', 'Packet Number'),
    window:  u8('tds.window', 'Window'),
  })
  .length('length')
  .cases(
    [(layer) => layer.number > 1, { continuation: rest('', 'Continuation') }],
    [{ type: 1 }, { ...headers, query: text('tds.query', 'Query', undefined, utf16) }],
    [{ type: 3 }, { ...headers, procedureLength: u16('tds.rpc.name_length', 'Procedure name length', little) }],
    [(layer) => layer.type === 18 || (layer.type === 4 && isPrelogin(layer)), prelogin],
    [{ type: [4, 15] }, { tokens: list('', 'Tokens', token) }],
    [{ type: 14 }, { ...headers, request: u16('tds.transmgr', 'Transaction Manager Request', { ...little, names: requests }),
      requestData: rest('', 'Payload') }],
    [{ type: 16 }, login],
    [{ type: 17 }, { security: rest('', 'SSPI') }],
  )
  .cases(
    [{ procedureLength: byId }, { procedureId: u16('tds.rpc.proc_id', 'Stored procedure ID', { ...little, names: procedures }) }],
    [{ procedureLength: range(0, byId - 1) }, { procedure: text('tds.rpc.name', 'Procedure name', ({ procedureLength = 0 }: Called) =>
      2 * procedureLength, utf16) }],
  )
  .cases([({ procedureLength }) => procedureLength !== undefined, {
    options3: group('tds.rpc.options', 'Option flags', {
      recompile: flag('tds.rpc.options.with_recomp', 'With recompile'), noMetadata: flag('tds.rpc.options.no_metadata', 'No metadata'),
      reuse: flag('tds.rpc.options.reuse_metadata', 'Reuse metadata'), reserved: bits(13, '', 'Reserved'),
    }, little),
  }])
  .fields({ rest: rest('', 'Data') })
  .accepts((memory, start, end) => begins(memory, start, end))
  .streamed((memory, start, end, { both }) => {
    if (end - start < headerSize) return unfinished
    if (!begins(memory, start, end)) return 0
    // The version that the client asks for, on which the length of counts depends.
    if (memory[start] === loginType && end - start >= versionAt + 4) both.version = versionIn(memory, start + versionAt)
    return lengthOf(memory, start)
  }, { tells: ({ both }) => (both.version === undefined ? undefined : { version: both.version }) })
  .derives(['security.token'], ({ security, loginValues, tokens, isShort }) => {
    const said = security ?? loginValues?.find((each) => each.security !== undefined)?.security
      ?? tokens?.find((each) => each.security !== undefined)?.security
    return said === undefined || said.length === 0 ? [] : [{
      speaks: [['security.token', 'gss-api']], bytes: said, isCut: isShort, label: 'SSPI',
    }]
  })
  .colored('messages', ({ tokens }) => (tokens?.some((each) => each.token === errorToken) ? 'warning' : undefined))
  .summarized(({ type, number, query, options, values, loginValues, tokens, procedure, procedureId, request }) => {
    const name = nameIn(types, type) ?? `type ${type}`
    if (number > 1) return `${name}, packet ${number}`
    const words = query?.trim().replace(/\s+/g, ' ').slice(0, 200) ?? procedure
      ?? (procedureId === undefined ? undefined : (nameIn(procedures, procedureId) ?? `procedure ${procedureId}`))
      ?? (request === undefined ? undefined : nameIn(requests, request))
      ?? (options === undefined ? undefined : nameIn(encryptions, values?.find((each) => each.encryption !== undefined)?.encryption ?? -1))
      ?? (loginValues === undefined ? undefined : loginWords(loginValues)) ?? (tokens === undefined ? undefined : tokenWords(tokens))
    return words === undefined || words === '' ? name : `${name}, ${words}`
  })

const loginType = 16
const versionAt = headerSize + 4
const versionIn = record('Version', { version: u32('', 'Version', little) }).reader('version')
const errorToken = 0xaa

export interface Called {
  readonly procedureLength?: number | undefined
}
const loginWords = (values: Parameters<typeof valueOf>[0]) => {
  const [user, database, program] = ['username', 'databasename', 'appname'].map((kind) => valueOf(values, kind))
  const words = [user && `user ${user}`, database && `database ${database}`, program]
  return lineOf(words)
}
/** What the server says, an error before all else. */
const tokenWords = (all: readonly { readonly token: number; readonly text?: string | undefined; readonly program?: string | undefined;
  readonly number?: number | undefined }[]) => {
  const said = all.find(({ token: code }) => code === errorToken) ?? all.find((each) => (each.text ?? each.program) !== undefined)
  if (said === undefined) return ''
  return said.token === errorToken ? `error ${said.number}: ${said.text ?? ''}` : (said.text ?? said.program ?? '')
}
