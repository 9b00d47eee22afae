/**
 * The names of what all versions of HTTP say (RFC 9110): `onwire.http.method`, `.url`, `.status`, `.version`, `.header`, `.body`. Each
 * definition states how its messages tell them, under the same properties; filters, columns and checks find them in any version.
 */
import { computed, computedBytes, computedText, fact, type View } from '../../../schema/index.ts'

/** How a message tells each, undefined where it does not. */
export interface HttpWords<V> {
  method(message: View & V): string | undefined
  /** Absolute: `https://example.test/path?query`; of CONNECT, host and port. */
  url(message: View & V): string | undefined
  /** NaN where it has none. */
  status(message: View & V): number
  /** Such as `HTTP/1.1`. */
  version(message: View & V): string | undefined
}

/** The fields of a message, which are not in its tree. */
export const httpVocabulary = <V>({ method, url, status, version }: HttpWords<V>) => ({
  httpMethod:  { ...computedText<V>('onwire.http.method', 'Method', method), hidden: true },
  httpUrl:     { ...computedText<V>('onwire.http.url', 'URL', url), hidden: true },
  httpStatus:  { ...computed<View & V>('onwire.http.status', 'Status', status), hidden: true },
  httpVersion: { ...computedText<V>('onwire.http.version', 'Version', version), hidden: true },
})

/** The field of a body without its codings. */
export const httpBody = <V>(body: (message: View & V) => Uint8Array | undefined) =>
  ({ ...computedBytes<V>('onwire.http.body', 'Body', body), hidden: true })

/** The field of a header as `name: value`. */
export const httpHeader = <V>(line: (header: View & V) => string | undefined) =>
  ({ ...computedText<V>('onwire.http.header', 'Header', line), hidden: true })

/** The same as a fact, where headers are records of facts. */
export const httpHeaderFact = <R>(line: (header: R) => string | undefined) =>
  ({ ...fact.derived(fact.text('onwire.http.header', 'Header'), line), hidden: true })

/** What is known of the layer of a whole body that streams carry: since version 2, no message holds it. */
export interface BodyFacts {
  readonly isHttpBody?: true
}

/** The field of a layer that may be such a body, whatever its media type. */
export const httpBodyHere = {
  httpBody: httpBody(({ bytes, start, end, facts }: View) =>
    ((facts as BodyFacts | undefined)?.isHttpBody ? bytes.subarray(start, end) : undefined)),
}
