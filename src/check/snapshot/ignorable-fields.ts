/** The fields and protocols that a transcript may contain, by display-filter names: what can be ignored or masked. */
import { adviceAbout, fields } from '../../packet/fields.ts'
import { entries } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import type { Field, Schema } from '../../schema/index.ts'

/** What is asked of a field: nodes of a packet have no more. */
export type NamedField = Pick<Field, 'filter' | 'also'> & {
  readonly parts?: Pick<NonNullable<Field['parts']>, 'kind' | 'schemas'>
}

/** Throws TypeError for a name that no field has, and for a field that no transcript contains. */
export function requireIgnorable(name: string): void {
  if (isContained(name)) return
  if (isField(name)) throw new TypeError(`snapshots never contain ${name}, so there is nothing to ignore`)
  throw new TypeError(`unknown field ${JSON.stringify(name)} to ignore${adviceAbout(name)}`)
}

/**
 * Whether a mask is the name of a field, rather than a regular expression. Throws TypeError for a field that no
 * transcript contains.
 */
export function isMaskedField(mask: string): boolean {
  if (!mask.includes('.')) return false
  if (isContained(mask)) return true
  if (isField(mask)) throw new TypeError(`snapshots never contain ${mask}, so there is nothing to mask`)
  return false
}

const isField = (name: string) => fields().some((field) => field.name === name)

/** Whether a transcript may contain a field or a protocol. */
function isContained(name: string): boolean {
  if (/^http\.[a-z0-9_]+$/.test(name)) return !otherHttpFields.has(name)
  if (/^http[23]\.headers\.[a-z0-9_]+$/.test(name)) return !otherListFields.has(name)
  return containedFields.has(name) || isSpoken(name) || recordNames().has(name)
}

/** Fields of HTTP that look like those of headers. */
const otherHttpFields: ReadonlySet<string> = new Set(
  ['request', 'response', 'notification', 'chunk_size', 'chunk_data', 'content_length_header'].map(
    (name) => `http.${name}`,
  ),
)

/** Fields of lists that are not of headers, or of headers that are not shown. */
const otherListFields: ReadonlySet<string> = new Set(
  [2, 3].flatMap((version) =>
    ['scheme', 'weight', 'weight_real', 'padding'].map((name) => `http${version}.headers.${name}`),
  ),
)

const containedFields: ReadonlySet<string> = new Set([
  'ip.addr',
  'ipv6.addr',
  'tcp.payload',
  'udp.payload',
  'http.request.method',
  'http.request.uri',
  'http.request.uri.path',
  'http.request.uri.query',
  'http.request.version',
  'http.response.version',
  'http.response.code',
  'http.response.phrase',
  'onwire.http.method',
  'onwire.http.url',
  'onwire.http.status',
  'onwire.http.version',
  'onwire.http.header',
  'onwire.http.body',
  'http2.data.data',
  'http3.data',
  'tls.handshake.extensions_server_name',
  'tls.handshake.extensions_alpn_str',
  'tls.handshake.version',
  'tls.handshake.ciphersuite',
])

/**
 * Whether conversations are called by this name: transports, what is recognized in TCP streams, and the protocols over
 * UDP.
 */
const isSpoken = (name: string) =>
  spoken.has(name) ||
  entries.some(({ schema }) => schema.name === name && ('udp.port' in schema.over || 'udp' in schema.over))

const spoken: ReadonlySet<string> = new Set([
  'tcp',
  'udp',
  'sctp',
  'icmp',
  'icmpv6',
  'http',
  'http2',
  'http3',
  'ssh',
  'tls',
  'quic',
  'websocket',
])

/** The names of the fields that the data of resource records consists of. */
const recordNames = (): ReadonlySet<string> =>
  (knownRecordNames ??= new Set(dataFields(resourceRecord()).flatMap(namesOf)))
let knownRecordNames: ReadonlySet<string> | undefined

const resourceRecord = (): Schema => protocols.dns.slots.find(({ key }) => key === 'answers')!.field.parts!.schemas[0]!

/** The fields after the length of the data, those of each record type included. */
function dataFields({ slots }: Schema): readonly NamedField[] {
  const data = slots.slice(slots.findIndex(({ key }) => key === 'dataLength') + 1)
  return data.flatMap(({ field }) =>
    field.parts?.kind === 'choice' ? field.parts.schemas.flatMap(dataFields) : [field],
  )
}

/** The names of a field; of a list that has none, those of the fields in it. */
export function namesOf({ filter, also, parts }: NamedField): readonly string[] {
  const own = [filter, ...also].filter((name) => name !== '')
  if (own.length > 0 || parts?.kind !== 'list') return own
  return parts.schemas
    .flatMap(({ slots }) => slots.flatMap(({ field }) => [field.filter, ...field.also]))
    .filter(Boolean)
}
