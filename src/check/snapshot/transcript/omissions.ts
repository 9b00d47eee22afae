/**
 * The fields and protocols that a transcript omits or masks, by display-filter names: those that differ in every run,
 * and those the user names.
 */
import { namesOf, requireIgnorable, type NamedField } from '../ignorable-fields.ts'
import { placeholder } from '../masks.ts'

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
  private readonly omitted: ReadonlySet<string>
  private readonly masked: ReadonlySet<string>
  /** The names that something was omitted or masked for. */
  private readonly used = new Set<string>()

  /**
   * Throws TypeError for a name that no field has, and for a field that no transcript contains. A header has a name
   * even if filters do not know it: `http.x_my_header`.
   */
  constructor(
    private readonly ignore: readonly string[] = [],
    private readonly mask: readonly string[] = [],
  ) {
    for (const name of ignore) requireIgnorable(name)
    this.omitted = new Set([...usuallyIgnored, ...ignore])
    this.masked = new Set(mask)
  }

  /** Whether any of these names is omitted; to be asked only of what is there. */
  has(...names: readonly string[]): boolean {
    return this.finds(this.omitted, names)
  }

  /** Whether any of these names is masked; to be asked only of what is there. */
  masks(...names: readonly string[]): boolean {
    return this.finds(this.masked, names)
  }

  /** Whether a header is omitted, by its name on the wire. */
  hasHeader(name: string, version: HttpVersion): boolean {
    return this.has(...headerFields(name, version))
  }

  /** The value of a header, or what stands in its place. */
  header(name: string, value: string, version: HttpVersion): string {
    return this.masks(...headerFields(name, version)) ? placeholder : value
  }

  /** Whether the body of an HTTP message is omitted. */
  hasBody(version: HttpVersion): boolean {
    return this.has(...bodyFields(version))
  }

  /** Whether the body of an HTTP message is masked. */
  masksBody(version: HttpVersion): boolean {
    return this.masks(...bodyFields(version))
  }

  /** The value of a field of a resource record, or what stands in its place; undefined where it is omitted. */
  fieldText(field: NamedField, text: string): string | undefined {
    const names = namesOf(field)
    if (this.has(...names)) return undefined
    return this.masks(...names) ? placeholder : text
  }

  /** Names the user gave that nothing was omitted or masked for, a line each. */
  notes(): string[] {
    const without = (names: readonly string[], what: string) =>
      names.filter((name) => !this.used.has(name)).map((name) => `nothing has ${name}, which is to be ${what}`)
    return [...without(this.ignore, 'ignored'), ...without(this.mask, 'masked')]
  }

  private finds(set: ReadonlySet<string>, names: readonly string[]): boolean {
    let found = false
    for (const name of names)
      if (set.has(name)) {
        found = true
        this.used.add(name)
      }
    return found
  }

  /** The first line of an HTTP message, with `*` in place of what is omitted or masked. */
  startLine(line: string, httpVersion: HttpVersion): string {
    const star = (text: string, ...names: readonly string[]) => {
      const omitted = this.has(...names)
      return this.masks(...names) || omitted ? placeholder : text
    }
    const listed = listedIn(httpVersion)
    const [, method, target, version] = /^(\S+) (.*) (HTTP\/\S+)$/.exec(line) ?? []
    if (method !== undefined && target !== undefined && version !== undefined) {
      const [, path = '', query] = /^([^?]*)(?:\?(.*))?$/.exec(target) ?? []
      const parts = [star(path, 'http.request.uri.path')]
      if (query !== undefined) parts.push(star(query, 'http.request.uri.query'))
      const uri = star(parts.join('?'), 'http.request.uri', 'onwire.http.url', ...listed('path'))
      return [
        star(method, 'http.request.method', 'onwire.http.method', ...listed('method')),
        uri,
        star(version, 'http.request.version', 'onwire.http.version'),
      ].join(' ')
    }
    const [, answered, code, phrase] = /^(HTTP\/\S+) (\d{3})(?: (.*))?$/.exec(line) ?? []
    if (answered === undefined || code === undefined) return line
    const words = [
      star(answered, 'http.response.version', 'onwire.http.version'),
      star(code, 'http.response.code', 'onwire.http.status', ...listed('status')),
    ]
    return [...words, ...(phrase === undefined ? [] : [star(phrase, 'http.response.phrase')])].join(' ')
  }
}

/** Of an HTTP message. */
export type HttpVersion = 1 | 2 | 3

/** The names of what a list of headers has, which HTTP/1 has none of. */
const listedIn =
  (version: HttpVersion) =>
  (name: string): readonly string[] =>
    version === 1 ? [] : [`http${version}.headers.${name}`]

/** `http.content_type` for `Content-Type`, in any version, and the name of its own version. */
function headerFields(name: string, version: HttpVersion): readonly string[] {
  const word = name.toLowerCase().replaceAll('-', '_').replace(/^:/, '')
  const own = word === 'host' ? 'authority' : word
  return [`http.${word}`, 'onwire.http.header', ...listedIn(version)(own)]
}

const bodyFields = (version: HttpVersion): readonly string[] => [
  'http.file_data',
  'onwire.http.body',
  ...(version === 1 ? [] : [version === 2 ? 'http2.data.data' : 'http3.data']),
]
