/** An HTTP message of any version, and its lines. */
import { printable } from '../../../../text/escape.ts'
import { shownHeader, shownUrls } from '../../../../text/secrets.ts'
import { placeholder } from '../../masks.ts'
import type { Content } from '../content.ts'
import { prefixed, type RenderContext, type Role } from '../dialog.ts'
import type { HttpVersion } from '../omissions.ts'

export type Header = readonly [name: string, value: string]

export interface HttpMessage {
  readonly version: HttpVersion
  /** `GET / HTTP/1.1`, `HTTP/1.1 200 OK`, `HTTP/2 200`. */
  readonly first: string
  /** Names as they were sent, in order. */
  readonly headers: readonly Header[]
  /** Those after the body. */
  readonly trailer: Header[]
  readonly body: Content
  complete: boolean
  /** Why it was given up. */
  reset?: string
}

/** The value of the first header of a name in lower case. */
export const headerOf = ({ headers }: HttpMessage, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

export const chunked = -1

/** The length of the body by the headers (RFC 9112, section 6.3); undefined if they do not say. */
export function statedLength(message: HttpMessage): number | undefined {
  const coding = headerOf(message, 'transfer-encoding')
  if (coding !== undefined) return /(^|,\s*)chunked\s*$/i.test(coding) ? chunked : Infinity
  const length = headerOf(message, 'content-length')
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

export function messageLines(role: Role, message: HttpMessage, context: RenderContext): string[] {
  const { omissions, normalize: plain, showSecrets } = context
  const { version, first, headers, trailer, body } = message
  // The boundary of a form is random.
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(headerOf(message, 'content-type') ?? '')?.[1]
  const normalize = (text: string) => plain(boundary === undefined ? text : text.replaceAll(boundary, 'boundary'))
  const shown = (all: readonly Header[]) =>
    all
      .filter(([name]) => !omissions.hasHeader(name, version))
      .map(([name, value]) => {
        const told = withoutExpiry(name, showSecrets ? value : shownHeader(name, value))
        return printable(normalize(`${name}: ${omissions.header(name, told, version)}`))
      })
  const start = omissions.startLine(showSecrets ? first : shownUrls(first), version)
  const told = body.size === 0 ? [] : bodyLines(message, { ...context, normalize })
  const trailed = shown(trailer)
  const after = [...told, ...(told.length > 0 && trailed.length > 0 ? [''] : []), ...trailed, ...endLines(message)]
  return [printable(normalize(start)), ...shown(headers)]
    .concat(after.length === 0 ? [] : ['', ...after])
    .map((line) => prefixed(role, line))
}

function bodyLines({ body, version }: HttpMessage, context: RenderContext): string[] {
  const { omissions } = context
  if (omissions.hasBody(version)) return []
  return omissions.masksBody(version) ? [placeholder] : body.lines(context)
}

function endLines(message: HttpMessage): string[] {
  const { complete, version, body, reset } = message
  if (reset !== undefined) return [`(reset: ${reset})`]
  // What HTTP/3 does not say is known where the length is stated.
  const stated = statedLength(message) ?? (version === 2 ? chunked : 0)
  return !complete && stated !== Infinity && (stated === chunked || body.size < stated) ? ['(not complete)'] : []
}

/** When a cookie expires differs in every run. */
const withoutExpiry = (name: string, value: string): string =>
  /^set-cookie$/i.test(name) ? value.replace(/; *expires=[^;]*/i, '') : value
