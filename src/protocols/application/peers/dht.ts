/** The distributed hash table of BitTorrent: BEP 5 (2008), IPv6 of BEP 32, security of BEP 42, samples of BEP 51. */
import {
  asciiText, bytes, computedText, fact, found, hex, ipv4Address, ipv6Address, lineOf, protocol, record, space, u16, type Found,
  type View,
} from '../../../schema/index.ts'
import { bencoded, type FoundToken, type Token } from './bencode.ts'

const tokenOf = ({ facts }: View): Token & { readonly place?: keyof typeof places } => facts as never

/** Compact addresses: BEP 5, "Contact Encoding", and BEP 32. */
const places = {
  node:  { id: bytes('bt-dht.id', 'ID', 20), address: ipv4Address('bt-dht.ip', 'IP'), port: u16('bt-dht.port', 'Port') },
  node6: { id: bytes('bt-dht.id', 'ID', 20), address6: ipv6Address('bt-dht.ip6', 'IP'), port: u16('bt-dht.port', 'Port') },
  peer:  { address: ipv4Address('bt-dht.ip', 'IP'), port: u16('bt-dht.port', 'Port') },
  peer6: { address6: ipv6Address('bt-dht.ip6', 'IP'), port: u16('bt-dht.port', 'Port') },
}
const sizes = { node: 26, node6: 38, peer: 6, peer6: 18 } satisfies Record<keyof typeof places, number>

/** Text if it is printable, else hexadecimal digits. */
function wordsOf(octets: Uint8Array, from: number, to: number): string {
  const part = octets.subarray(from, to)
  return part.length > 0 && part.every((byte) => byte >= space && byte <= lastPrintable) ? asciiText(octets, from, to) : hex(part)
}
const lastPrintable = 0x7e
const textIf = (kind: Token['kind']) => (value: View) => {
  const token = tokenOf(value)
  return token.kind === kind && token.place === undefined ? wordsOf(value.bytes, token.at, token.to) : undefined
}
const value = record('Value', {})
  .choice((value: View) => tokenOf(value).place ?? '', places)
  .fields({
    string:     computedText('bt-dht.bencoded.string', 'String', textIf('string')),
    integer:    computedText('bt-dht.bencoded.int', 'Int', textIf('integer')),
    terminator: computedText('bt-dht.bencoded.list.terminator', 'Terminator', (value: View) =>
      (tokenOf(value).kind === 'end' ? 'e' : undefined)),
  })
  .summarized((value: View) => {
    const { path, kind } = tokenOf(value)
    return `${path || kind}`
  })

/** What lists of nodes and peers hold, in place of the strings that hold them. */
function valuesIn({ bytes, start, end }: View): readonly Found[] {
  return bencoded(bytes, start, end).tokens.flatMap((token): readonly Found[] => {
    const place = placeOf(token)
    if (place === undefined) return [token]
    const { at, to } = token.facts
    return Array.from({ length: Math.min(Math.floor((to - at) / sizes[place]), mostNodes) }, (_, index) => {
      const from = at + index * sizes[place]
      return { start: from, end: from + sizes[place], facts: { ...token.facts, place } }
    })
  })
}
const mostNodes = 1024

function placeOf({ facts: { kind, isKey, path, at, to } }: FoundToken): keyof typeof places | undefined {
  if (kind !== 'string' || isKey || to === at) return undefined
  const size = to - at
  if (path === '/r/nodes') return size % sizes.node === 0 ? 'node' : undefined
  if (path === '/r/nodes6') return size % sizes.node6 === 0 ? 'node6' : undefined
  return path === '/r/values' ? (size === sizes.peer ? 'peer' : size === sizes.peer6 ? 'peer6' : undefined) : undefined
}

interface Said {
  readonly kind: string | undefined
  readonly query: string | undefined
  readonly transaction: string | undefined
  readonly target: string | undefined
  readonly error: string | undefined
}
/** Asked for several times of a layer. */
const saidIn = (layer: View): Said => layer.once(readSaid, () => readSaid(layer))
function readSaid({ bytes, start, end }: View): Said {
  const words = new Map<string, string>()
  const errors: string[] = []
  for (const { facts: { kind, isKey, path, at, to } } of bencoded(bytes, start, end).tokens) {
    if (isKey || (kind !== 'string' && kind !== 'integer')) continue
    if (!words.has(path)) words.set(path, wordsOf(bytes, at, to))
    if (path === '/e') errors.push(wordsOf(bytes, at, to))
  }
  return {
    kind: words.get('/y'), query: words.get('/q'), transaction: words.get('/t'),
    target: words.get('/a/info_hash') ?? words.get('/a/target'), error: errors.length === 0 ? undefined : errors.join(' '),
  }
}
const kinds: Readonly<Record<string, string>> = { q: 'Request', r: 'Response', e: 'Error' }

/** One whole dictionary up to the end that says what message it is: BEP 5, "KRPC Protocol". */
function isMessage(octets: Uint8Array, start: number, end: number): boolean {
  if (asciiText(octets, start, Math.min(end, start + 3)).search(/^d[12]:/) < 0) return false
  const { tokens, isWhole } = bencoded(octets, start, end)
  return isWhole && tokens.at(-1)!.end === end && tokens.some(({ facts: { path, kind, isKey, at, to } }) =>
    path === '/y' && kind === 'string' && !isKey && to === at + 1 && kinds[asciiText(octets, at, to)] !== undefined)
}

export const dht = protocol('bt-dht', 'BitTorrent DHT Protocol', { udp: [] })
  .specified('BEP 5')
  .fields({ values: found('', 'Values', value, valuesIn) })
  .accepts(isMessage, 'heuristic')
  .facts({
    answeredIn: fact.frame('', 'Response in frame'),
    answers:    fact.frame('', 'Request in frame'),
    time:       fact.duration('', 'Time since the request'),
  })
  .exchanged({
    part: (layer: View) => {
      const { kind } = saidIn(layer)
      return kind === 'q' ? 'question' : kind === undefined ? undefined : 'answer'
    },
    key: (layer: View) => saidIn(layer).transaction ?? '',
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', (layer: View) => (saidIn(layer).kind === 'e' ? 'warning' : undefined))
  .summarized((layer) => {
    const { kind = '', query, target, error, transaction } = saidIn(layer)
    const nodes = layer.values.filter(({ id }) => id !== undefined).length
    const peers = layer.values.filter(({ id, port }) => id === undefined && port !== undefined).length
    return lineOf([
      kinds[kind] ?? kind, query, target, error, nodes > 0 ? `${nodes} nodes` : undefined, peers > 0 ? `${peers} peers` : undefined,
      transaction === undefined ? undefined : `tid ${transaction}`,
    ], ' ')
  })
