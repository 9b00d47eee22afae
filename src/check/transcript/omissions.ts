/** What a transcript leaves out, by display-filter names: what differs each time anyway, and whatever else one asks for. */
import { alikeField, fields } from '../../packet/fields.ts'

/** Left out unless asked for otherwise: times, and what servers and libraries number or draw at random. */
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

  /** Throws TypeError for a name that no field has; a header has one even if filters do not know it: `http.x_my_header`. */
  constructor(ignore: readonly string[] = []) {
    for (const name of ignore) check(name)
    this.names = new Set([...usuallyIgnored, ...ignore])
  }

  /** Whether any of these names is left out. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.names.has(name))
  }

  /** Whether a header is left out, by its name on the wire. */
  hasHeader(name: string): boolean {
    return this.names.has(headerField(name))
  }
}

/** `http.content_type` for `Content-Type`. */
const headerField = (name: string) => `http.${name.toLowerCase().replaceAll('-', '_')}`

function check(name: string): void {
  if (/^http\.[a-z0-9_]+$/.test(name) || fields().some((field) => field.name === name)) return
  const meant = alikeField(name)
  throw new TypeError(
    `there is no field ${JSON.stringify(name)} to ignore${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  )
}
