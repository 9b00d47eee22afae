/** The fields and protocols that a transcript omits, by display-filter names: those that differ in every run, and those the user names. */
import { alikeField, fields } from '../../../packet/fields.ts'
import { entries } from '../../../packet/tables.ts'
import { protocols } from '../../../protocols/index.ts'
import type { Field, Schema } from '../../../schema/index.ts'

/** Always omitted: times, and what servers and libraries number or draw at random. */
export const usuallyIgnored: readonly string[] = [
  'http.date',
  'http.age',
  'http.expires',
  'http.last_modified',
  'http.etag',
  'http.x_request_id',
  'http.x_runtime',
  'http.server_timing',
  'http.traceparent',
  'http.tracestate',
  'http.x_amzn_trace_id',
  'http.sec_websocket_key',
  'http.sec_websocket_accept',
  'dns.rrsig.signature_expiration',
  'dns.rrsig.signature_inception',
  'dns.rrsig.signature',
  'dns.tsig.time_signed',
  'dns.tsig.mac',
  'dns.tsig.original_id',
]

/** What is asked of a field: nodes of a packet have no more. */
type NamedField = Pick<Field, 'filter' | 'also'> & {
  readonly parts?: Pick<NonNullable<Field['parts']>, 'kind' | 'schemas'>
}

export class Omissions {
  private readonly names: ReadonlySet<string>

  /**
   * Throws TypeError for a name that no field has, and for a field that no transcript contains. A header has a name even if filters do not
   * know it: `http.x_my_header`.
   */
  constructor(ignore: readonly string[] = []) {
    for (const name of ignore) check(name)
    this.names = new Set([...usuallyIgnored, ...ignore])
  }

  /** Whether any of these names is omitted. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.names.has(name))
  }

  /** Whether a header is omitted, by its name on the wire. */
  hasHeader(name: string): boolean {
    return this.names.has(headerField(name))
  }

  /** Whether a field of a resource record is omitted. */
  hasField(field: NamedField): boolean {
    return this.has(...namesOf(field))
  }

  /** The first line of an HTTP message, with `*` in place of what is omitted. */
  startLine(line: string): string {
    const star = (text: string, ...names: readonly string[]) => (this.has(...names) ? '*' : text)
    const [, method, target, version] = /^(\S+) (.*) (HTTP\/\S+)$/.exec(line) ?? []
    if (method !== undefined && target !== undefined && version !== undefined) {
      const [, path = '', query] = /^([^?]*)(?:\?(.*))?$/.exec(target) ?? []
      const parts = [star(path, 'http.request.uri.path')]
      if (query !== undefined) parts.push(star(query, 'http.request.uri.query'))
      const uri = star(parts.join('?'), 'http.request.uri')
      return [star(method, 'http.request.method'), uri, star(version, 'http.request.version')].join(' ')
    }
    const [, answered, code, phrase] = /^(HTTP\/\S+) (\d{3})(?: (.*))?$/.exec(line) ?? []
    if (answered === undefined || code === undefined) return line
    const words = [star(answered, 'http.response.version'), star(code, 'http.response.code')]
    return [...words, ...(phrase === undefined ? [] : [star(phrase, 'http.response.phrase')])].join(' ')
  }
}

/** `http.content_type` for `Content-Type`. */
const headerField = (name: string) => `http.${name.toLowerCase().replaceAll('-', '_')}`

function check(name: string): void {
  if (isContained(name)) return
  if (fields().some((field) => field.name === name))
    throw new TypeError(`snapshots never contain ${name}, so there is nothing to ignore`)
  const meant = alikeField(name)
  throw new TypeError(
    `there is no field ${JSON.stringify(name)} to ignore${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  )
}

/** Whether a transcript may contain a field or a protocol. */
function isContained(name: string): boolean {
  if (/^http\.[a-z0-9_]+$/.test(name)) return !otherHttpFields.has(name)
  return containedFields.has(name) || isSpoken(name) || recordNames().has(name)
}

/** Fields of HTTP that look like those of headers. */
const otherHttpFields: ReadonlySet<string> = new Set(
  ['request', 'response', 'notification', 'chunk_size', 'chunk_data', 'content_length_header'].map(
    (name) => `http.${name}`,
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
  'tls.handshake.extensions_server_name',
  'tls.handshake.extensions_alpn_str',
  'tls.handshake.version',
  'tls.handshake.ciphersuite',
])

/** Whether conversations are called by this name: transports, what is recognized in TCP streams, and the protocols over UDP. */
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
function namesOf({ filter, also, parts }: NamedField): readonly string[] {
  const own = [filter, ...also].filter((name) => name !== '')
  if (own.length > 0 || parts?.kind !== 'list') return own
  return parts.schemas
    .flatMap(({ slots }) => slots.flatMap(({ field }) => [field.filter, ...field.also]))
    .filter(Boolean)
}
