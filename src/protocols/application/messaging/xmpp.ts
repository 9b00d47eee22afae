/** Extensible Messaging and Presence Protocol: RFC 6120 (streams, stanzas, SASL and TLS) and RFC 6121 (messages and presence). */
import {
  afterWhiteSpace, asciiText, computedText, fact, lineOf, protocol, text, unfinished, type Framing, type StreamMemory,
} from '../../../schema/index.ts'

/** A tag of XML, a comment or an instruction; attributes may hold `>` in quotes. */
const tag = /<(?:\?[^>]*\?>|!--[\s\S]*?-->|(\/?)([\w:.-]{1,256})((?:\s+[\w:.-]{1,256}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>)/y
const longest = 0x10_0000
const isStream = (name: string | undefined) => name === 'stream:stream' || name === 'open' || name === 'close'
/** What may be the beginning of a tag that is not all there. */
const isCut = /<[^<>]*$/

interface Reading {
  readonly length: number
  readonly name: string | undefined
}
/** The stanza with which a text begins, or the tag that opens or closes a stream; of length 0 if it is none. */
function stanzaIn(said: string): Reading {
  let depth = 0
  let first: string | undefined
  for (let at = 0; at < said.length;) {
    const next = said.indexOf('<', at)
    if (next < 0) return { length: depth > 0 ? unfinished : 0, name: first }
    if (depth === 0 && said.slice(at, next).trim() !== '') return { length: 0, name: first }
    tag.lastIndex = next
    const [whole, closes, name, , isEmpty] = tag.exec(said) ?? []
    if (whole === undefined) return { length: isCut.test(said.slice(next, next + longest)) ? unfinished : 0, name: first }
    at = next + whole.length
    if (name === undefined) continue
    first ??= name
    if (isStream(name)) return { length: at, name }
    if (closes === '/') depth--
    else if (isEmpty !== '/') depth++
    if (depth < 0) return { length: 0, name: first }
    if (depth === 0) return { length: at, name: first }
  }
  return { length: depth > 0 || first === undefined ? unfinished : 0, name: first }
}

interface Session {
  isEncrypted: boolean
}
const sessionOf = ({ both }: StreamMemory) => (both.xmpp ??= { isEncrypted: false }) as Session
const framing: Framing = (memory, start, end, stream) => {
  const session = sessionOf(stream)
  if (session.isEncrypted) return 0
  // White space keeps connections alive: RFC 6120, section 4.6.1.
  const from = afterWhiteSpace(memory, start, end)
  if (from === end) return end - start
  if (asciiText(memory, from, from + 1) !== '<') return 0
  const { length, name } = stanzaIn(asciiText(memory, from, Math.min(end, from + longest)))
  if (length === unfinished) return end - from >= longest ? 0 : unfinished
  if (length > 0 && name === 'proceed') session.isEncrypted = true
  return length === 0 ? 0 : from - start + length
}
const opens = (memory: Uint8Array, start: number, end: number) => {
  const from = afterWhiteSpace(memory, start, end)
  return from === end || /^<(?:$|\/|\?xml|stream:|[a-z])/.test(asciiText(memory, from, Math.min(end, from + 16)))
}
const switches = { tables: [], to: (memory: StreamMemory) => (sessionOf(memory).isEncrypted ? [] : undefined) }

interface Xml {
  readonly xml: string
}
/** The first tag that has a name, with its attributes. */
const firstTag = /<([A-Za-z_][\w:.-]{0,256})((?:\s+[\w:.-]{1,256}\s*=\s*(?:"[^"<]{0,4096}"|'[^'<]{0,4096}'))*)\s*\/?>/
const closing = /^\s*<\/([\w:.-]{1,256})\s*>/
const attribute = (name: string) => {
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`)
  return ({ xml }: Xml): string => {
    const [, double, single] = pattern.exec(firstTag.exec(xml)?.[2] ?? '') ?? []
    return unescaped(double ?? single) as string
  }
}
/** The text of an element inside of a stanza. */
const content = (name: string) => {
  const pattern = new RegExp(`<${name}(?:\\s[^<>]{0,1024})?>([^<]{0,65536})</${name}>`)
  return ({ xml }: Xml): string => unescaped(pattern.exec(xml)?.[1]) as string
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' }
const unescaped = (said: string | undefined) => said?.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '')
const nameOf = ({ xml }: Xml): string => (closing.test(xml) ? `/${closing.exec(xml)?.[1]}` : firstTag.exec(xml)?.[1]) as string
/** What a stanza is about: the first element in it, with its name space. */
const inQuotes = '(?:"([^"]{0,256})"|\'([^\']{0,256})\')'
const attributes = '(?:\\s[^<>]{0,1024})?'
const childPattern = new RegExp(
  `<[A-Za-z_][\\w:.-]*${attributes}>\\s{0,64}<([A-Za-z_][\\w:.-]{0,256})(?:\\s[^<>]{0,1024}?xmlns=${inQuotes})?`,
)
const childOf = ({ xml }: Xml): string => {
  const [, name, double, single] = childPattern.exec(xml) ?? []
  const space = double ?? single
  return (name === undefined ? undefined : space === undefined ? name : `${name}(${space})`) as string
}
const errorSpace = 'urn:ietf:params:xml:ns:xmpp-(?:stanzas|streams)'
const conditionPattern = new RegExp(
  `<(?:stream:)?error\\b[^<>]{0,256}>[^]{0,512}?<([a-z][a-z-]{2,64})\\s[^<>]{0,256}?xmlns=["']${errorSpace}["']`,
)
const errorType = ({ xml }: Xml): string => /<error\b[^<>]{0,256}?\stype=["']([a-z]{1,32})["']/.exec(xml)?.[1] as string
const condition = ({ xml }: Xml): string => conditionPattern.exec(xml)?.[1] as string

export const xmpp = protocol('xmpp', 'XMPP Protocol', { 'tcp.port': [5222, 5269, 5280], 'tls.port': [5223, 5270],
  'tls.alpn': ['xmpp-client', 'xmpp-server'],
  'ws.protocol': ['xmpp'] })
  .specified('RFC 6120')
  .facts({
    answeredIn: fact.frame('xmpp.response_in', 'Response in frame'),
    answers:    fact.frame('xmpp.response_to', 'Request in frame'),
    time:       fact.duration('xmpp.time', 'Time from request'),
  })
  .fields({ xml: text('xmpp.xml', 'XML') })
  .fields({
    name:      computedText('xmpp.element', 'Element', nameOf),
    space:     computedText('xmpp.xmlns', 'xmlns', attribute('xmlns')),
    id:        computedText('xmpp.id', 'id', attribute('id')),
    type:      computedText('xmpp.type', 'type', attribute('type')),
    from:      computedText('xmpp.from', 'from', attribute('from')),
    to:        computedText('xmpp.to', 'to', attribute('to')),
    mechanism: computedText('xmpp.auth.mechanism', 'mechanism', attribute('mechanism')),
    child:     computedText('xmpp.child', 'Child', childOf),
    body:      computedText('xmpp.message.body.value', 'Body', content('body')),
    subject:   computedText('xmpp.message.subject.value', 'Subject', content('subject')),
    show:      computedText('xmpp.presence.show', 'Show', content('show')),
    status:    computedText('xmpp.presence.status', 'Status', content('status')),
    errorType: computedText('xmpp.error.type', 'Error type', errorType),
    jid:       computedText('xmpp.iq.bind.jid', 'jid', content('jid')),
    resource:  computedText('xmpp.iq.bind.resource', 'resource', content('resource')),
    condition: computedText('xmpp.error.condition', 'Condition', condition),
  })
  .accepts((memory, start, end) => opens(memory, start, end))
  .streamed(framing, { opens, switches })
  .exchanged({
    part: ({ name, type }) => (name !== 'iq' ? undefined : type === 'get' || type === 'set' ? 'question' : 'answer'),
    key: ({ id }) => id ?? '',
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', ({ type, condition: error, name }) => (type === 'error' || error !== undefined || name === 'failure' ? 'error'
    : undefined))
  .detailed({ fields: [['xml', 'xml']] })
  .summarized((layer) => {
    const { name, type, from, to, id, body, child, condition: error, mechanism, show } = layer
    if (name === undefined) return 'White space'
    const parts = [
      name.toUpperCase(), type === undefined ? undefined : type, name === 'iq' ? id : undefined,
      from === undefined ? undefined : `from ${from}`,
      to === undefined ? undefined : `to ${to}`, mechanism, body ?? show
        ?? (error === undefined && (name === 'iq' || name === 'stream:features') ? child : undefined), error,
    ]
    return lineOf(parts, ' ').slice(0, longestShown)
  }, { all: true })
const longestShown = 200
