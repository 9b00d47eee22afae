/** PostgreSQL frontend/backend protocol, version 3: PostgreSQL 17 documentation, chapter 53; messages are in section 53.7. */
import {
  ahead, asciiText, bytes, computedFlag, computedText, holding, list, nameIn, otherwise, protocol, record, rest, text, u16, u32, u8,
    type View,
} from '../../../../schema/index.ts'
import { authentications, backend, codes, formats, frontend, isOfFrontend, statuses } from './names.ts'
import { begins, framing, isStartup, switches, tells, type Told } from './stream.ts'

const zeroed = (filter: string, label: string) => text(filter, label, { until: 'zero' })
const word = (filter: string, label: string) => holding(zeroed(filter, label), 'vocabulary')
const typeOf = ({ bytes, start }: View) => asciiText(bytes, start, start + 1)
const told = ({ facts }: View) => (facts ?? {}) as Told

const kinds = { startup: 'startup', answer: 'answer', regular: 'regular' } as const
const formOf = ({ bytes, start, end }: View) =>
  isStartup(bytes, start, end) ? kinds.startup : end - start === 1 ? kinds.answer : kinds.regular

const lengthAt = record('Length', { type: u8('pgsql.type', 'Type'), length: u32('pgsql.length', 'Length') }).reader('length')
const partAt = record('Part', { type: u8('pgsql.type', 'Type'), length: u32('pgsql.length', 'Length'), part: u8('pgsql.part', 'Part') })
  .recognizer({ part: [0x53, 0x50] })

/** Without what earlier messages told, types that both sides have are distinguished by what they can hold. */
function isFrontend(layer: View): boolean {
  if (formOf(layer) !== kinds.regular) return formOf(layer) === kinds.startup
  const { isFrontend } = told(layer)
  const type = typeOf(layer)
  const known = isFrontend ?? isOfFrontend(type)
  if (known !== undefined) return known
  const length = layer.end - layer.start < 5 ? 0 : lengthAt(layer.bytes, layer.start)
  if (type === 'H' || type === 'S') return length === 4
  const isPart = partAt(layer.bytes, layer.start, layer.end)
  return type === 'D' ? isPart : type === 'C' ? isPart && length === 6 : type === 'E' && length === 9
}
function nameOf(layer: View): string {
  const form = formOf(layer)
  if (form === kinds.answer) return 'SSL response'
  if (form === kinds.startup) return startupNames[startupCodeAt(layer.bytes, layer.start)] ?? 'Startup message'
  const type = typeOf(layer)
  if (!isFrontend(layer)) return backend[type] ?? 'Unknown'
  const { authentication = 0 } = told(layer)
  if (type !== 'p') return frontend[type] ?? 'Unknown'
  return authentication === 10 ? 'SASLInitialResponse message' : authentication === 11 ? 'SASLResponse message'
    : authentication >= 7 && authentication < 10 ? 'GSSResponse message' : 'Password message'
}
const startupNames: Readonly<Record<number, string>> = {
  [codes.cancel]: 'Cancel request', [codes.ssl]: 'SSL request', [codes.gss]: 'GSS encrypt request',
}
const startupCodeAt = record('Startup', { length: u32('pgsql.length', 'Length'), code: u32('pgsql.code', 'Code') }).reader('code')

const parameter = record('Parameter', { next: ahead(8) }).choice('next', { 0: { terminator: u8('pgsql.terminator', 'Terminator') } }, {
  name: word('pgsql.parameter_name', 'Parameter name'), value: zeroed('pgsql.parameter_value', 'Parameter value'),
})
const formatList = (label: string, count: string) =>
  list('', label, record('Format', { format: u16('pgsql.format', 'Format', { names: formats }) }), { count })
const value = record('Value', { size: u32('pgsql.val.length', 'Column length', { signed: true }) })
  .fields({ data: bytes('pgsql.val.data', 'Data', ({ size }) => Math.max(size, 0)) })
const column = record('Column', {
  name:     zeroed('pgsql.col.name', 'Column name'),
  table:    u32('pgsql.oid.table', 'Table OID'),
  index:    u16('pgsql.col.index', 'Column index'),
  type:     u32('pgsql.oid.type', 'Type OID'),
  length:   u16('pgsql.val.length', 'Column length', { signed: true }),
  modifier: u32('pgsql.col.typemod', 'Type modifier', { signed: true }),
  format:   u16('pgsql.format', 'Format', { names: formats }),
})
/** Section 53.8, "Error and Notice Message Fields". */
const field = record('Field', { code: ahead(8) }).choice('code', { 0: { terminator: u8('pgsql.terminator', 'Terminator') } },
  { fieldType: holding(text('pgsql.field_type', 'Field Type', 1), 'vocabulary') })
  .choice(({ code }) => String.fromCharCode(code || 0), {
    S: { severity: word('pgsql.severity', 'Severity') }, V: { plainSeverity: word('pgsql.severity_not_localized',
      'Severity, not localized') },
    C: { sqlState: word('pgsql.code', 'Code') }, M: { message: zeroed('pgsql.message', 'Message') },
    D: { detail: zeroed('pgsql.detail', 'Detail') }, H: { hint: zeroed('pgsql.hint', 'Hint') },
    P: { position: word('pgsql.position', 'Position') }, p: { internalPosition: word('pgsql.internal_position', 'Position (Internal)') },
    q: { internalQuery: zeroed('pgsql.internal_query', 'Query (Internal)') }, W: { context: zeroed('pgsql.where', 'Context') },
    s: { schemaName: zeroed('pgsql.schema_name', 'Schema') }, t: { table: zeroed('pgsql.table_name', 'Table') },
    c: { column: zeroed('pgsql.column_name', 'Column') }, d: { dataType: zeroed('pgsql.type_name', 'Type') },
    n: { constraint: zeroed('pgsql.constraint_name', 'Constraint') }, F: { file: zeroed('pgsql.file', 'File') },
    L: { line: word('pgsql.line', 'Line') }, R: { routine: zeroed('pgsql.routine', 'Routine') },
  })
const problems = { fields: list('', 'Fields', field, { last: ({ code }) => code === 0 }) }
const mechanism = record('Mechanism', { next: ahead(8) })
  .choice('next', { 0: { terminator: u8('pgsql.terminator', 'Terminator') } }, { mechanism: word('pgsql.auth.sasl.mech',
    'SASL authentication mechanism') })
const oids = (count: string) => list('', 'Types', record('Type', { oid: u32('pgsql.oid.type', 'Type OID') }), { count })
const part = { part: holding(text('pgsql.portal_or_statement', 'Portal or Statement', 1), 'vocabulary') }
const portalOrStatement = record('Part', part)
  .choice('part', { P: { portal: zeroed('pgsql.portal', 'Portal') }, S: { statement: zeroed('pgsql.statement', 'Statement') } })
const copy = record('Copy', {
  format: u8('pgsql.format', 'Format', { names: formats }), columns: u16('pgsql.field.count', 'Field count'),
  formats: formatList('Columns', 'columns'),
})

const authentication = record('Authentication', { kind: u32('pgsql.authtype', 'Authentication type', { names: authentications }) })
  .choice('kind', {
    4:  { salt: bytes('pgsql.salt', 'Salt value', 2) },
    5:  { salt: bytes('pgsql.salt', 'Salt value', 4) },
    8:  { token: rest('pgsql.auth.gssapi_sspi.data', 'GSSAPI or SSPI data') },
    10: { mechanisms: list('', 'Mechanisms', mechanism, { last: ({ next }) => next === 0 }) },
    11: { data: rest('pgsql.auth.sasl.data', 'SASL authentication data') },
    12: { data: rest('pgsql.auth.sasl.data', 'SASL authentication data') },
  })


/** What a layer holds: `>` before the types of clients, `<` before those of servers. */
function kindOf(layer: View): string {
  const form = formOf(layer)
  if (form === kinds.answer) return kinds.answer
  if (form === kinds.startup) {
    const code = startupCodeAt(layer.bytes, layer.start)
    return code === codes.cancel ? 'cancel' : code === codes.ssl || code === codes.gss ? 'encrypt' : kinds.startup
  }
  const type = typeOf(layer)
  if (!isFrontend(layer)) return `<${type}`
  return type === 'p' ? `>p${told(layer).authentication ?? ''}` : `>${type}`
}
const length = { length: u32('pgsql.length', 'Length', { unit: 'bytes' }) }
const regular = { type: holding(text('', 'Message Type', 1), 'vocabulary'), ...length }
const token = { token: rest('pgsql.auth.gssapi_sspi.data', 'GSSAPI or SSPI data') }

export const postgresql = protocol('pgsql', 'PostgreSQL', { 'tcp.port': [5432], 'pgsql.next': [1] })
  .specified('https://www.postgresql.org/docs/current/protocol.html')
  .cases(
    [(layer: View) => formOf(layer) === kinds.answer, { answer: holding(text('pgsql.answer', 'Answer', 1), 'vocabulary') }],
    [(layer: View) => formOf(layer) === kinds.startup, length],
    [otherwise, regular],
  )
  .length((layer) => (layer.answer !== undefined ? 1 : (layer.length ?? 0) + (layer.type === undefined ? 0 : 1)))
  .fields({
    frontend: { ...computedFlag('pgsql.frontend', 'Frontend', (layer: View) => isFrontend(layer)), hidden: true },
    message:  computedText('pgsql.type', 'Type', (layer: View) => nameOf(layer)),
  })
  .choice(kindOf, {
    startup: {
      major:      u16('pgsql.version_major', 'Protocol major version'),
      minor:      u16('pgsql.version_minor', 'Protocol minor version'),
      parameters: list('', 'Parameters', parameter, { last: ({ next }) => next === 0 }),
    },
    cancel: { code: u32('pgsql.request_code', 'Request code', { base: 16 }), processId: u32('pgsql.pid', 'PID'), key: u32('pgsql.key',
      'Key') },
    encrypt: { code: u32('pgsql.request_code', 'Request code', { base: 16 }) },
    '<R': authentication,
    '<S': { name: word('pgsql.parameter_name', 'Parameter name'), value: zeroed('pgsql.parameter_value', 'Parameter value') },
    '<K': { processId: u32('pgsql.pid', 'PID'), key: u32('pgsql.key', 'Key') },
    '<Z': { status: u8('pgsql.status', 'Status', { names: statuses }) },
    '<T': { count: u16('pgsql.field.count', 'Field count'), columns: list('', 'Columns', column, { count: 'count' }) },
    '<D': { count: u16('pgsql.field.count', 'Field count'), values: list('', 'Values', value, { count: 'count' }) },
    '<C': { tag: zeroed('pgsql.tag', 'Tag') },
    '<t': { count: u16('pgsql.parameters', 'Parameters'), types: oids('count') },
    '<E': problems,
    '<N': problems,
    '<A': { processId: u32('pgsql.pid', 'PID'), condition: zeroed('pgsql.condition', 'Condition'), information: zeroed('pgsql.text',
      'Text') },
    '<G': copy,
    '<H': copy,
    '<W': copy,
    '<V': value,
    '<d': { copied: rest('pgsql.copydata', 'Copy data') },
    '<v': {
      minor:      u32('pgsql.version_supported_minor', 'Supported minor version'),
      count:      u32('pgsql.number_nonsupported_options', 'Number nonsupported options'),
      options:    list('', 'Options', record('Option', { option: word('pgsql.nonsupported_option', 'Nonsupported option') }),
        { count: 'count' }),
    },
    '>Q': { query: zeroed('pgsql.query', 'Query') },
    '>P': {
      statement: zeroed('pgsql.statement', 'Statement'), query: zeroed('pgsql.query', 'Query'), count: u16('pgsql.parameters',
        'Parameters'), types: oids('count'),
    },
    '>B': {
      portal:        zeroed('pgsql.portal', 'Portal'),
      statement:     zeroed('pgsql.statement', 'Statement'),
      formatCount:   u16('pgsql.parameter_formats', 'Parameter formats'),
      formats:       formatList('Parameter formats', 'formatCount'),
      count:         u16('pgsql.parameter_values', 'Parameter values'),
      values:        list('', 'Parameter values', value, { count: 'count' }),
      resultCount:   u16('pgsql.result_formats', 'Result formats'),
      resultFormats: formatList('Result formats', 'resultCount'),
    },
    '>E': { portal: zeroed('pgsql.portal', 'Portal'), rows: u32('pgsql.returns', 'Returns') },
    '>D': portalOrStatement,
    '>C': portalOrStatement,
    '>F': {
      function:     u32('pgsql.oid', 'Function OID'),
      formatCount:  u16('pgsql.parameter_formats', 'Parameter formats'),
      formats:      formatList('Parameter formats', 'formatCount'),
      count:        u16('pgsql.parameter_values', 'Parameter values'),
      values:       list('', 'Parameter values', value, { count: 'count' }),
      resultFormat: u16('pgsql.format', 'Result format', { names: formats }),
    },
    '>d': { copied: rest('pgsql.copydata', 'Copy data') },
    '>f': { error: zeroed('pgsql.error', 'Error') },
    '>p': { password: zeroed('pgsql.password', 'Password') },
    '>p3': { password: zeroed('pgsql.password', 'Password') },
    '>p5': { password: zeroed('pgsql.password', 'Password') },
    '>p7': token,
    '>p8': token,
    '>p9': token,
    '>p10': {
      mechanism:  word('pgsql.auth.sasl.mech', 'SASL authentication mechanism'),
      dataLength: u32('pgsql.auth.sasl.data.length', 'SASL authentication data length', { signed: true }),
      data:       rest('pgsql.auth.sasl.data', 'SASL authentication data'),
    },
    '>p11': { data: rest('pgsql.auth.sasl.data', 'SASL authentication data') },
  })
  .fields({ undecoded: rest('pgsql.data', 'Data') })
  .accepts(begins)
  .streamed(framing, { switches, tells })
  .payload({ tables: [['pgsql.next', () => 1]] })
  .colored('stream', (layer: View) => (kindOf(layer) === '<E' ? 'error' : kindOf(layer) === '<N' ? 'warning' : undefined))
  .summarized((layer) => `${layer.frontend ? '>' : '<'} ${layer.message}${wordsOf(layer)}`, { all: true })

interface Shown {
  readonly query?: string | undefined
  readonly tag?: string | undefined
  readonly value?: unknown
  readonly kind?: number | undefined
  readonly status?: number | undefined
  readonly fields?: readonly { readonly message: string | undefined }[] | undefined
  readonly parameters?: readonly { readonly name: string | undefined; readonly value: string | undefined }[] | undefined
}
function wordsOf({ query, tag, kind, status, fields, parameters }: Shown): string {
  const said = query ?? tag ?? fields?.find(({ message }) => message !== undefined)?.message ??
    (kind === undefined ? undefined : nameIn(authentications, kind)) ?? (status === undefined ? undefined : nameIn(statuses, status)) ??
    parameters?.find(({ name }) => name === 'user')?.value
  return said === undefined || said === '' ? '' : `: ${said.slice(0, longestShown)}`
}
const longestShown = 120
