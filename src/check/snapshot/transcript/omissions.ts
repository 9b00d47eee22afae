/**
 * The fields and protocols that a transcript omits, by display-filter names: those that differ in every run, and those
 * the user names.
 */
import { namesOf, requireIgnorable, type NamedField } from '../ignorable-fields.ts'

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

export class Omissions {
  private readonly names: ReadonlySet<string>

  /**
   * Throws TypeError for a name that no field has, and for a field that no transcript contains. A header has a name
   * even if filters do not
   * know it: `http.x_my_header`.
   */
  constructor(ignore: readonly string[] = []) {
    for (const name of ignore) requireIgnorable(name)
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
