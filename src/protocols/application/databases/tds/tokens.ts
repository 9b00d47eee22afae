/** Tokens of the answers of a server: [MS-TDS], section 2.2.7. */
import {
  bits, bytes, flag, group, list, record, rest, text, u16, u32, u64, u8, uint, type View,
} from '../../../../schema/index.ts'

export const little = { order: 'little' } as const
export const utf16 = { encoding: 'utf-16le' } as const
/** A text of as many characters as a field says. */
const characters = (filter: string, label: string, length: string) =>
  text(filter, label, { length, times: 2 } as never, utf16) as ReturnType<typeof text>

const tokens = {
  0x21: 'Language', 0x79: 'ReturnStatus', 0x81: 'ColumnMetaData', 0xa4: 'TableName', 0xa5: 'ColumnInfo', 0xa9: 'Order', 0xaa: 'Error',
  0xab: 'Info', 0xac: 'ReturnValue', 0xad: 'LoginAck', 0xae: 'FeatureExtAck', 0xd1: 'Row', 0xd2: 'NBCRow', 0xe3: 'EnvChange',
  0xe4: 'SessionState', 0xed: 'SSPI', 0xee: 'FedAuthInfo', 0xfd: 'Done', 0xfe: 'DoneProc', 0xff: 'DoneInProc',
} as const
const changes = {
  1: 'Database', 2: 'Language', 3: 'Character set', 4: 'Packet size', 5: 'Unicode data sorting local id',
  6: 'Unicode data sorting comparison flags', 7: 'SQL Collation', 8: 'Begin Transaction', 9: 'Commit Transaction',
  10: 'Rollback Transaction',
  11: 'Enlist DTC Transaction', 12: 'Defect Transaction', 13: 'Real Time Log Shipping', 15: 'Promote Transaction',
  16: 'Transaction Manager Address', 17: 'Transaction ended', 18: 'Reset of the connection', 19: 'User instance', 20: 'Routing',
} as const
const length = (name: string) => u16(`tds.${name}.length`, 'Token length', little)

/** What is left after the texts: four bytes from version 7.2 on. */
const lineSize = ({ length: size = 0, textLength = 0, serverLength = 0, procLength = 0 }: Lengths) =>
  Math.min(4, size - 10 - 2 * (textLength + serverLength + procLength))
/** Sections 2.2.7.10 and 2.2.7.13. */
const message = (name: 'error' | 'info') => ({
  length:       length(name),
  number:       u32(`tds.${name}.number`, 'SQL Error Number', little),
  state:        u8(`tds.${name}.state`, 'State'),
  class:        u8(`tds.${name}.class`, 'Class (Severity)'),
  textLength:   u16(`tds.${name}.msgtext_length`, 'Error message length', { ...little, unit: 'characters' }),
  text:         characters(`tds.${name}.msgtext`, 'Error message', 'textLength'),
  serverLength: u8(`tds.${name}.servername_length`, 'Server name length', { unit: 'characters' }),
  server:       characters(`tds.${name}.servername`, 'Server name', 'serverLength'),
  procLength:   u8(`tds.${name}.procname_length`, 'Process name length', { unit: 'characters' }),
  proc:         characters(`tds.${name}.procname`, 'Process name', 'procLength'),
  line:         uint(`tds.${name}.linenumber`, 'Line number', lineSize, little),
})
export interface Lengths {
  readonly length?: number | undefined
  readonly textLength?: number | undefined
  readonly serverLength?: number | undefined
  readonly procLength?: number | undefined
  readonly kind?: number | undefined
  readonly newLength?: number | undefined
  readonly oldLength?: number | undefined
}

const doneFlags = (name: string) => group(`tds.${name}.status`, 'Status flags', {
  more: flag(`tds.${name}.status.more`, 'More'), error: flag(`tds.${name}.status.error`, 'Error'),
  transaction: flag(`tds.${name}.status.inxact`, 'In Transaction'), proc: flag(`tds.${name}.status.proc`, 'Procedure'),
  count: flag(`tds.${name}.status.count`, 'Row count valid'), attention: flag(`tds.${name}.status.attn`, 'Acknowledge ATTN'),
  event: flag(`tds.${name}.status.event`, 'Event'), batch: flag(`tds.${name}.status.rpcinbatch`, 'RPC in batch'),
  serverError: flag(`tds.${name}.status.srverror`, 'Server Error'), reserved: bits(7, '', 'Reserved'),
}, little)
/** Section 2.2.7.6: the count has 64 bits from version 7.2 on. */
const done = (name: string, isOld: boolean) => ({
  status:  doneFlags(name),
  command: u16(`tds.${name}.curcmd`, 'Operation', { ...little, base: 16 }),
  ...(isOld ? { rows: u32(`tds.${name}.donerowcount`, 'Row count', little) }
    : { rows: u64(`tds.${name}.donerowcount64`, 'Row count', little) }),
})
const firstOfLong = 0x72000000
const isOld = ({ facts }: View) => ((facts as { readonly version?: number } | undefined)?.version ?? firstOfLong) < firstOfLong

/** Environment changes whose values are texts: section 2.2.7.9. */
const isText = (kind = 0) => kind <= 6 || kind === 13 || kind === 19
const collation = 7
const ofChange = (key: 'new' | 'old', isOfText: boolean) => {
  const label = key === 'new' ? 'New Value' : 'Old Value'
  return isOfText ? characters(`tds.envchange.${key}value_string`, label, `${key}Length`)
    : bytes(`tds.envchange.${key}value`, label, ({ newLength = 0, oldLength = 0 }: Lengths) => (key === 'new' ? newLength : oldLength))
}
const change = record('EnvChange', {
  kind:      u8('tds.envchange.type', 'Type', { names: changes }),
  newLength: u8('tds.envchange.newvalue_length', 'New Value Length'),
}).cases(
  [({ kind }) => isText(kind), { newText: ofChange('new', true) }],
  [({ kind, newLength }) => kind === collation && newLength === 5, {
    codepage:   u16('tds.envchange.collate_codepage', 'Collate codepage', little),
    collation:  u16('tds.envchange.collate_flags', 'Collate flags', { ...little, base: 16 }),
    characters: u8('tds.envchange.collate_charset_id', 'Collate charset ID'),
  }],
  [({ kind }) => !isText(kind), { newValue: ofChange('new', false) }],
).fields({ oldLength: u8('tds.envchange.oldvalue_length', 'Old Value Length') }).cases(
  [({ kind }) => isText(kind), { oldText: ofChange('old', true) }],
  [({ kind }) => !isText(kind), { oldValue: ofChange('old', false) }],
).fields({ more: rest('', 'More') })

const version = (filter: string, label: string) => u32(filter, label, { base: 16 })
const withLength = { size: u16('', 'Token length', little), data: bytes('', 'Data', 'size') }
const keyOf = (token: View & { readonly token: number }) => {
  const { token: code } = token
  return code >= 0xfd && isOld(token) ? code - 0x100 : code
}
const names = [[0xfd, 'done'], [0xfe, 'doneproc'], [0xff, 'doneinproc']] as const

const column = record('Column', { number: u16('tds.order.colnum', 'Order column', little) })
/** One token; those whose length depends on columns, and all after them, are bytes. */
export const token = record('Token', { token: u8('', 'Token', { base: 16, names: tokens }) }).choice(keyOf, {
  0x21: {
    size:   u32('tds.lang.length', 'Token Length - Language', little),
    status: group('tds.lang.token_status', 'Status', { reserved: bits(7, '', 'Reserved'),
      parameters: flag('tds.lang.token_status.parameterized', 'Parameters follow') }),
    text:   text('tds.lang.language_text', 'Language text', { length: 'size', minus: 1 }, { encoding: 'latin-1' }),
  },
  0x79: { value: u32('tds.returnstatus.value', 'Value', little) },
  0xa4: withLength,
  0xa5: withLength,
  0xa9: { length: length('order'), columns: list('', 'Columns', column, { length: 'length' }) },
  0xaa: message('error'),
  0xab: message('info'),
  0xad: {
    length:         length('loginack'),
    interface:      u8('tds.loginack.interface', 'Interface'),
    version:        version('tds.loginack.tdsversion', 'TDS version'),
    programLength:  u8('', 'Server name length', { unit: 'characters' }),
    program:        text('tds.loginack.progname', 'Server name', { length: 'programLength', times: 2 }, { ...utf16, padding: 'zero' }),
    programVersion: version('tds.loginack.progversion', 'Server Version'),
  },
  0xe3: { length: length('envchange'), change: list('', 'EnvChange', change, { length: 'length' }) },
  0xe4: { size: u32('', 'Token length', little), data: bytes('', 'Data', 'size') },
  0xed: { size: u16('', 'Token length', little), security: bytes('tds.sspi.buffer', 'State Value', 'size') },
  0xee: { size: u32('', 'Token length', little), data: bytes('', 'Data', 'size') },
  ...Object.fromEntries(names.flatMap(([code, name]) => [[code, done(name, false)], [code - 0x100, done(name, true)]])) as Readonly<
    Record<0xfd, ReturnType<typeof done>>>,
}, { rest: rest('', 'Data') })
