/** Header lists as they are shown: facts of a frame, whose names begin with those of their protocol. */
import { fact, nameIn, type Fact, type Facts, type View } from '../../../../schema/index.ts'
import { httpHeaderFact, httpVocabulary } from '../vocabulary.ts'
import { grpcStatusNames } from './names.ts'
import { representations, type DecodedHeader } from '../hpack/decoder.ts'

/** What a frame that completes a header block says. */
export interface ToldHeaders {
  readonly headers: readonly DecodedHeader[]
  readonly headerLength: number
  readonly tableSizes: readonly { readonly size: number }[]
  readonly isMalformed?: true
  readonly isUnknown?: true
  readonly isTooLong?: true
  /** Whether they are of a request that is promised to be answered, not sent. */
  readonly isPromise?: true
}

/** The first value of a header, by its name in lower case. */
export const headerNamed = (headers: readonly Header[] | undefined, name: string): string | undefined =>
  headers?.find((header) => header.name === name)?.value

export type Header = Pick<DecodedHeader, 'name' | 'value'>

/** The facts of a protocol whose filter names begin with `prefix`. */
export const headerFacts = (prefix: string) => ({
  tableSizes: fact.records(`${prefix}.header_table_size_update`, 'Header table size update', {
    size: fact.number(`${prefix}.header_table_size_update.header_table_size`, 'Header table size'),
  }, ({ size }) => `${size}`),
  headerLength: fact.number(`${prefix}.header.length`, 'Header Length'),
  headerCount: fact.derived(fact.number(`${prefix}.header.count`, 'Header Count'), ({ headers, tableSizes = [] }: Partial<ToldHeaders>) =>
    headers && headers.length + tableSizes.length),
  headers: fact.records(`${prefix}.header`, 'Header', {
    nameLength: of(fact.number(`${prefix}.header.name.length`, 'Name Length'), ({ name, nameLength }) => nameLength ?? name?.length),
    name: fact.text(`${prefix}.header.name`, 'Name'),
    valueLength: of(fact.number(`${prefix}.header.value.length`, 'Value Length'), ({ value, valueLength }) => valueLength ?? value?.length),
    value: fact.text(`${prefix}.header.value`, 'Value'),
    ...named(`${prefix}.headers`),
    unescaped: of(fact.text(`${prefix}.header.unescaped`, 'Unescaped'), ({ value }) => value && unescaped(value)),
    representation: of(fact.text(`${prefix}.header.repr`, 'Representation'), ({ representation }) => representations[representation]),
    index: fact.number(`${prefix}.header.index`, 'Index'),
    httpHeader: httpHeaderFact(line),
  }, ({ name = 'unknown name', value = 'unknown value' }) => `${name}: ${value}`),
  fullUri: fact.derived(fact.text(`${prefix}.request.full_uri`, 'Full request URI'), fullUri),
})

/** Those of HTTP as all versions have them: pseudo-headers are none. */
const line = ({ name, value }: Header): string | undefined =>
  (name === undefined || value === undefined || name.startsWith(':') ? undefined : `${name}: ${value}`)

/** What messages of `version` say: a promise is no request. */
export const headersVocabulary = (version: string) => httpVocabulary<unknown>({
  method: (frame) => headerNamed(messageIn(frame), ':method'),
  url: (frame) => urlIn(messageIn(frame)),
  status: (frame) => statusIn(messageIn(frame)) ?? NaN,
  version: (frame) => (messageIn(frame) && version),
})

/** The headers that a message begins with: not those of a promise, nor those after its body. */
function messageIn({ facts }: View): readonly Header[] | undefined {
  const { headers, isPromise } = (facts ?? {}) as Partial<ToldHeaders>
  return headers?.[0]?.name?.startsWith(':') === true && isPromise !== true ? headers : undefined
}

const statusIn = (headers: readonly Header[] | undefined): number | undefined => numberIn(headerNamed(headers, ':status'))

/** RFC 9113, section 8.3.1: without a host where CONNECT is asked for, section 8.5. */
function urlIn(headers: readonly Header[] | undefined): string | undefined {
  if (headerNamed(headers, ':method') === undefined) return undefined
  const [scheme, path] = [headerNamed(headers, ':scheme'), headerNamed(headers, ':path')]
  const authority = headerNamed(headers, ':authority') ?? headerNamed(headers, 'host')
  if (scheme === undefined && path === undefined) return authority
  return scheme === undefined || authority === undefined || path === undefined ? undefined : `${scheme}://${authority}${path}`
}

/** The names that have a filter name of their own. */
const texts = `
  :authority :path :method :scheme accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-origin allow
  authorization cache-control content-disposition content-encoding content-language content-location content-range content-type cookie
  date etag expect expires from if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link location
  proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie strict-transport-security user-agent vary via
  www-authenticate
`.trim().split(/\s+/)
const numbers = [':status', 'age', 'content-length', 'max-forwards']

function named(prefix: string): Facts {
  const filter = (name: string) => `${prefix}.${name.replace(':', '').replaceAll('-', '_')}`
  return Object.fromEntries([
    ...texts.map((name) => [name, of(fact.text(filter(name), name), (header) => valueOf(header, name))] as const),
    ...numbers.map((name) => [name, of(fact.number(filter(name), name), (header) => numberIn(valueOf(header, name)))] as const),
  ])
}

const valueOf = (header: Header, name: string): string | undefined => (header.name === name ? header.value : undefined)
const numberIn = (value = ''): number | undefined => (/^\d{1,15}$/.test(value) ? Number(value) : undefined)

function of<T>(shown: Fact<T>, from: (header: DecodedHeader) => T | undefined): Fact<T> {
  return fact.derived(shown, from)
}

/** A value without percent-encoding, which is left as it is where it is damaged. */
function unescaped(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** RFC 9113, section 8.3.1. */
function fullUri({ headers }: Partial<ToldHeaders>): string | undefined {
  const [scheme, authority, path] = [':scheme', ':authority', ':path'].map((name) => headerNamed(headers, name))
  return scheme === undefined || authority === undefined || path === undefined ? undefined : `${scheme}://${authority}${path}`
}

/** What a header list says in a line: `GET /path (example.test)`, `200 (text/html)`; undefined where there is none. */
export function headerWords(headers: readonly Header[] | undefined): string | undefined {
  if (headers === undefined) return undefined
  const [method, status] = [headerNamed(headers, ':method'), headerNamed(headers, ':status')]
  const authority = headerNamed(headers, ':authority')
  if (method !== undefined)
    return `${method} ${headerNamed(headers, ':path') ?? ''}${authority === undefined ? '' : ` (${authority})`}`.trim()
  const outcome = grpcOutcome(headers)
  if (status === undefined && outcome !== '') return `trailers${outcome}`
  if (status === undefined) {
    const names = headers.map(({ name }) => name ?? '?').slice(0, mostNames)
    return names.length === 0 ? undefined : `trailers ${names.join(', ')}`
  }
  const type = headerNamed(headers, 'content-type')?.split(';', 1)[0]
  return `${status}${type ? ` (${type})` : ''}${outcome}`
}

/** How a call of gRPC ended, after a space. */
function grpcOutcome(headers: readonly Header[]): string {
  const status = headerNamed(headers, 'grpc-status')
  if (status === undefined) return ''
  return ` grpc-status ${status} ${/^\d{1,2}$/.test(status) ? (nameIn(grpcStatusNames, Number(status)) ?? '') : ''}`.trimEnd()
}

const mostNames = 4
