/** Several bodies in one: multipart media types, RFC 2046 section 5.1, and those of forms (RFC 7578). */
import {
  asciiText, computedText, emptyLine, found, headerLine, headerText, isAt, isHeaderLine, lineStop, octets, parts, positionOf, protocol,
  record, rest, type Derived, type Found, type View,
} from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'
import { mediaTypeKeys, mediaTypeOf, parameterOf, typeOf } from './media-types.ts'

const named = (name: string) => ({ value: headerText(`mime_multipart.header.${name.toLowerCase()}`, name) })
const names = [
  'Content-Description', 'Content-Disposition', 'Content-Encoding', 'Content-Id', 'Content-Language', 'Content-Length',
  'Content-Transfer-Encoding', 'Content-Type',
]
const header = headerLine(Object.fromEntries(names.map((name) => [name, named(name)])))

const part = record('Part', {
  headers:   parts('Headers', header, { begins: isHeaderLine }),
  emptyLine: emptyLine('End of headers'),
  body:      rest('', 'Body'),
})

export const multipart = protocol('mime_multipart', 'MIME Multipart Media Encapsulation', { media_type: ['multipart/*'] })
  .specified('RFC 2046')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ type: computedText('mime_multipart.type', 'Type', (layer: View) => typeIn(layer)) })
  .fields({ parts: found('mime_multipart.part', 'Encapsulated multipart parts', part, partsIn) })
  .derives(['media_type'], ({ parts, isShort }) => parts.map((each, index): Derived => {
    const value = each.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
    const isCut = isShort && index === parts.length - 1
    const common = { bytes: each.body, isCut, label: 'Part' }
    return value === undefined ? { ...common, speaks: [] } : { ...common, speaks: mediaTypeKeys(value), facts: { mediaType: value } }
  }), { isCostly: true })
  .isContent()

function typeIn(layer: View): string | undefined {
  const value = mediaTypeOf(layer)
  return value === undefined ? undefined : typeOf(value)
}

/** Between its delimiters: `CRLF "--" boundary`, the last of which ends with `--`. */
function partsIn(layer: View): readonly Found[] {
  const { bytes, start, end, isShort } = layer
  const boundary = boundaryOf(layer)
  const items: Found[] = []
  if (boundary === undefined) return items
  const delimiter = octets(`--${boundary}`)
  let from = -1
  for (let at = delimiterIn(bytes, start, start, end, delimiter); items.length < mostParts; ) {
    if (from >= 0 && (at < end || isShort)) items.push({ start: from, end: at < end ? beforeLineEnd(bytes, from, at) : end })
    if (at >= end || isAt(dashes, bytes, at + delimiter.length, end)) break
    const stop = lineStop(bytes, at, end)
    // What the capture cut may be the last delimiter.
    from = Math.min(end, stop + (isAt(lineBreak, bytes, stop, end) ? 2 : 1))
    if (from === end) break
    at = delimiterIn(bytes, from, from, end, delimiter)
  }
  return items
}

/** Where the next delimiter begins, at the start of a line; `end` if there is none. */
function delimiterIn(bytes: Uint8Array, start: number, from: number, end: number, delimiter: Uint8Array): number {
  for (let at = from; at < end; at++) {
    at = positionOf(dash, bytes, at, end)
    if (isAt(delimiter, bytes, at, end) && (at === start || isAt(lineFeed, bytes, at - 1, at))) return at
  }
  return end
}

/** Without the line end that is of the delimiter. */
function beforeLineEnd(bytes: Uint8Array, from: number, at: number): number {
  if (at - 2 >= from && isAt(lineBreak, bytes, at - 2, at)) return at - 2
  return Math.max(from, at - 1)
}

/** As the Content-Type says, or the first line. */
function boundaryOf(layer: View): string | undefined {
  const stated = parameterOf(mediaTypeOf(layer) ?? '', 'boundary')
  if (stated !== undefined && stated !== '') return stated
  const { bytes, start, end } = layer
  const stop = lineStop(bytes, start, end)
  if (stop + 1 >= end) return undefined
  const line = asciiText(bytes, start, Math.min(stop, start + longestBoundary + 2))
  return /^--\S/.test(line) ? line.slice(2).trimEnd() : undefined
}

const dash = 0x2d
const dashes = octets('--')
const lineFeed = octets('\n')
const lineBreak = octets('\r\n')
const longestBoundary = 70
const mostParts = 1024
