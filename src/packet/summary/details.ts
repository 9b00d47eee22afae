/** What -v adds to the line of a packet: a line about each layer, and lines about what is in it. */
import { counted } from '../../text/amounts.ts'
import { printable } from '../../text/escape.ts'
import type { protocols } from '../../protocols/index.ts'
import { View, type Detail, type Details, type Node, type ViewOf } from '../../schema/index.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { hasPlaces, placeOf, placeText } from '../names/address-facts.ts'
import { checksumHex, verifyChecksums, type ChecksumVerdict } from '../checksums/index.ts'
import { data, displayName } from '../registry/index.ts'
import type { Description } from './description.ts'

export interface DetailLine {
  /** 0 for a layer, 1 for what is in it; one more in a packet that is quoted. */
  readonly depth: number
  /** The protocol; empty below it. */
  readonly name: string
  readonly family: string | undefined
  readonly parts: readonly DetailPart[]
}

export interface DetailPart {
  readonly text: string
  readonly isWrong?: boolean
}

/**
 * The lines about the packet described last, from its first network layer on, or with `link` from its first layer on.
 * `verbose` is how often -v was given.
 */
export function detailLines(description: Description, verbose: number, link: boolean): readonly DetailLine[] {
  const views = description.layers.views()
  const { address, last } = description.ends
  const first = link ? 0 : firstNetwork(description, views)
  const verdicts = verifyChecksums(views)
  const { segment } = description
  const lines: DetailLine[] = []
  for (let index = first; index < views.length; index++) {
    if (lines.length >= mostLines) return [...lines, leftOut(views.length - index)]
    const view = views[index]!
    if (view.schema === data.schema || !view.headed) return lines
    const depth = address >= 0 && index > last ? 1 : 0
    const own = index === segment ? segmentParts(description) : []
    const verdict = verdicts.find(({ layer }) => layer === view)
    lines.push(...layerLines(view, { verbose, depth, own, verdict }))
  }
  return lines
}

/** What -v adds about a TCP segment: what its line does not say, the window as it is meant, options. */
function segmentParts({ tcp, segment, ends, layers }: Description): readonly string[] {
  const isDescribed = segment === ends.last
  const { flags } = layers.view(segment) as ViewOf<typeof protocols.tcp>
  const words = new TextBuffer(256)
  if (!isDescribed) tcp.write(words)
  const { window } = tcp
  const options = isDescribed && flags.syn ? [] : tcp.options()
  return [
    new TextDecoder().decode(words.written).trim(),
    ...(window === undefined ? [] : [`window ${window}`]),
    ...(options.length === 0 ? [] : [`options ${options.join(' ')}`]),
  ]
}

const leftOut = (count: number): DetailLine => ({
  depth: 0,
  name: '',
  family: undefined,
  parts: [{ text: `and ${counted(count, 'more layer')}` }],
})

/** The first layer that has addresses of a network, or where there is none, that follows the link layer. */
function firstNetwork({ ends }: Description, views: readonly View[]): number {
  const first = views.findIndex(({ schema }) => schema.ends?.kind === 'address')
  return first >= 0 ? first : ends.link + 1 < views.length ? ends.link + 1 : 0
}

interface Circumstances {
  readonly verbose: number
  readonly depth: number
  /** What is known of the layer from packets before. */
  readonly own: readonly string[]
  readonly verdict: ChecksumVerdict | undefined
}

function layerLines(view: View, { verbose, depth, own, verdict }: Circumstances): readonly DetailLine[] {
  const { name, family, details } = view.schema
  const nodes = view.nodes()
  const plain = verdict === undefined ? nodes : nodes.filter(({ key }) => key !== view.schema.checksum?.key)
  const found = details === undefined ? mainFields(plain, verbose) : told(view, nodes, details.fields)
  const more = details?.more === undefined || verbose < 2 ? [] : told(view, nodes, details.more)
  const texts = [...own, ...found, ...placesOf(view, nodes), ...more].filter((text) => text !== '')
  const parts: readonly DetailPart[] = [...texts.map((text) => ({ text: short(text) })), ...checksumPart(verdict)]
  const rows = rowsOf(view, nodes, details?.rows ?? (verbose > 1 ? 'all' : []))
  return [
    ...(parts.length === 0 && rows.length === 0 ? [] : [{ depth, name: displayName(name), family, parts }]),
    ...firstOf(rows).map((row) => ({ depth: depth + 1, name: '', family, parts: [{ text: short(row) }] })),
  ]
}

/** Where the addresses of a layer are, as far as that is known. */
function placesOf({ schema: { ends } }: View, nodes: readonly Node[]): readonly string[] {
  if (!hasPlaces() || ends?.kind !== 'address') return []
  return [
    ['source', 'from'],
    ['destination', 'to'],
  ].flatMap(([key, word]) => {
    const node = nodes.find((each) => each.key === key)
    const place = node && placeOf(node.text)
    return place === undefined ? [] : [`${word} ${placeText(place)}`]
  })
}

/** The fields that a definition names. */
const told = (view: View, nodes: readonly Node[], details: readonly Detail[]): readonly string[] =>
  details.flatMap(([word, value]) => {
    const found = typeof value === 'function' ? (value as Function)(view) : shownAt(nodes, value)
    if (found === undefined || found === false || found === '') return []
    return [found === true ? word : word === '' ? `${found}` : `${word} ${found}`]
  })

/** The value at a path such as `length` or `flags.key`, as text. */
function shownAt(nodes: readonly Node[], path: string): string | boolean | undefined {
  const [key, ...rest] = path.split('.')
  const node = nodes.find((each) => each.key === key)
  if (node === undefined) return undefined
  if (rest.length > 0) return shownAt(node.parts, rest.join('.'))
  return typeof node.value === 'boolean' ? node.value : node.text
}

/** The plain fields at the beginning of a layer, for definitions that do not say which are the main ones. */
const mainFields = (nodes: readonly Node[], verbose: number): readonly string[] =>
  nodes
    .filter(({ field, value }) => field.filter !== '' && !field.computed && isPlain(field.type) && value !== false)
    .slice(0, verbose > 1 ? mostFields : mainCount)
    .map(({ field, value, text }) => (value === true ? field.label : `${field.label} ${text}`))

const isPlain = (type: string) => type !== 'bytes' && type !== 'none' && type !== 'protocol'

/** A line for each member of lists of a layer: its own words, or those of its fields. */
function rowsOf(view: View, nodes: readonly Node[], rows: NonNullable<Details['rows']> | 'all'): readonly Row[] {
  if (typeof rows === 'function') return rows(view as never).map((text) => () => text)
  const named: readonly string[] | 'all' = rows
  return nodes.flatMap(({ key, field, parts, value }) =>
    Array.isArray(value) && (named === 'all' || named.includes(key))
      ? parts.map((part) => () => memberText(part, field.label))
      : [],
  )
}

/** The text of a member, made only if it is shown. */
type Row = () => string

/** The first texts, and how many more there are. */
function firstOf(rows: readonly Row[]): readonly string[] {
  const texts = rows.slice(0, mostRows).map((row) => row())
  return rows.length > mostRows ? [...texts, `and ${rows.length - mostRows} more`] : texts
}

/** A member of a list in its own words, or what it is called and its fields; what is no record has words of its own. */
function memberText(part: Node, listLabel: string): string {
  const { value } = part
  if (!(value instanceof View) || value.schema.summary !== undefined) return part.text
  const texts = part.parts.filter(isTold).map((node) => (Array.isArray(node.value) ? joined(node) : node.text))
  return `${part.field.label || listLabel}: ${texts.filter((text) => text !== '').join(', ')}`
}

/** Neither lengths nor what is reserved; lists need no filter name, as their members have one. */
const isTold = ({ field, key, value }: Node) =>
  !field.computed && (field.filter !== '' || Array.isArray(value)) && !/length$/i.test(key)

/** The members of a list within a member. */
const joined = ({ parts }: Node): string =>
  firstOf(
    parts.map((part) => () => {
      const told = part.parts.filter(isTold)
      return told.map(({ text }) => text).join(' ')
    }),
  ).join(' ')

function checksumPart(verdict: ChecksumVerdict | undefined): readonly DetailPart[] {
  if (verdict === undefined) return []
  const { checksum } = verdict.layer.schema
  const found = checksumHex(checksum!, verdict.found)
  switch (verdict.verdict) {
    case 'good':
      return [{ text: 'checksum ok' }]
    case 'bad':
      return [{ text: `checksum ${found} wrong, should be ${checksumHex(checksum!, verdict.expected)}`, isWrong: true }]
    case 'offloaded':
      return [{ text: `checksum ${found} left to the network card` }]
    case 'absent':
      return [{ text: 'no checksum' }]
    case 'unverified':
      return [{ text: `checksum ${found} not verified` }]
  }
}

/** Escaped, and cut where nobody reads on. */
const short = (text: string) => printable(text.length > longest ? `${text.slice(0, longest)}...` : text)

const mainCount = 8
const mostFields = 32
const mostRows = 50
const mostLines = 200
const longest = 300
