/** Memcached: github.com/memcached/memcached, doc/protocol.txt and "BinaryProtocolRevamped", 2026-11. */
import {
  afterLine, asciiText, bytes, computed, computedText, fact, holding, line, lineStop, list, nameIn, numberWord, optionalLine, protocol,
  range, record, text, u16, u32, u64, u8, unfinished, word, type Framing, type View,
} from '../../../schema/index.ts'

const magics = { 0x80: 'Request', 0x81: 'Response' }
const operations = {
  0x00: 'Get', 0x01: 'Set', 0x02: 'Add', 0x03: 'Replace', 0x04: 'Delete', 0x05: 'Increment', 0x06: 'Decrement', 0x07: 'Quit',
  0x08: 'Flush', 0x09: 'Get Quietly', 0x0a: 'NOOP', 0x0b: 'Version', 0x0c: 'Get Key', 0x0d: 'Get Key Quietly', 0x0e: 'Append',
  0x0f: 'Prepend', 0x10: 'Statistics', 0x11: 'Set Quietly', 0x12: 'Add Quietly', 0x13: 'Replace Quietly', 0x14: 'Delete Quietly',
  0x15: 'Increment Quietly', 0x16: 'Decrement Quietly', 0x17: 'Quit Quietly', 0x18: 'Flush Quietly', 0x19: 'Append Quietly',
  0x1a: 'Prepend Quietly', 0x1b: 'Verbosity', 0x1c: 'Touch', 0x1d: 'Get and Touch', 0x1e: 'Get and Touch Quietly',
  0x20: 'List SASL Mechanisms', 0x21: 'SASL Authenticate', 0x22: 'SASL Step', 0x23: 'Get and Touch Key',
  0x24: 'Get and Touch Key Quietly',
}
const statuses = {
  0x00: 'No error', 0x01: 'Key not found', 0x02: 'Key exists', 0x03: 'Value too large', 0x04: 'Invalid arguments',
  0x05: 'Item not stored', 0x06: 'Incr/Decr on non-numeric value', 0x07: 'Wrong server', 0x08: 'Authentication error',
  0x09: 'Authentication continue', 0x20: 'Authentication required', 0x21: 'Further authentication required', 0x81: 'Unknown command',
  0x82: 'Out of memory', 0x83: 'Not supported', 0x84: 'Internal error', 0x85: 'Busy', 0x86: 'Temporary failure',
}
const request = 0x80
const response = 0x81
const head = record('Header', {
  magic: u8('memcache.magic', 'Magic'), operation: u8('memcache.opcode', 'Opcode'), keyLength: u16('memcache.key.length', 'Key Length'),
  extrasLength: u8('memcache.extras.length', 'Extras length'), type: u8('memcache.data_type', 'Data type'),
  status: u16('memcache.status', 'Status'),
  bodyLength: u32('memcache.total_body_length', 'Total body length'),
})
const mostBody = 0x4000_0000
const isBinary = head.recognizer({ magic: [request, response], operation: range(0, 0x45), keyLength: range(0, 250),
  extrasLength: range(0, 20),
  type: range(0, 5), bodyLength: range(0, mostBody) })
const bodyAt = head.reader('bodyLength')
const headSize = 24

function oneOf(words: string): string {
  return words.trim().split(/\s+/).join('|')
}
/** Commands of text, basic ones and those of the meta protocol and of administration. */
const commands = oneOf(`
  get gets gat gats mg set add replace append prepend cas ms delete md incr decr
  ma touch stats flush_all version verbosity quit slabs lru me mn
  watch lru_crawler cache_memlimit shutdown misbehave
`)
const answers = oneOf(`
  VALUE STAT END STORED NOT_STORED EXISTS NOT_FOUND DELETED TOUCHED OK ERROR CLIENT_ERROR SERVER_ERROR
  VERSION RESET BUSY HD VA EN NF NS EX MN ME
`)
const isCommandLine = new RegExp(`^(?:${commands})(?: [^\\0-\\x1f]*)?\\r?(?:\\n|$)`)
const isAnswerLine = new RegExp(`^(?:(?:${answers})(?: [^\\0-\\x1f]*)?|\\d{1,20} *)\\r?(?:\\n|$)`)
const longestLine = 2048
const lineAt = (memory: Uint8Array, start: number, end: number) => asciiText(memory, start, Math.min(end, start + longestLine))
const isText = (memory: Uint8Array, start: number, end: number): boolean => {
  const said = lineAt(memory, start, end)
  return isCommandLine.test(said) || isAnswerLine.test(said)
}
/**
 * Lines that say how many bytes follow: of `set` and its like the fourth word after the command, of VALUE the same, of `ms` and VA the
 * next.
 */
const sizeInLine = /^(?:(?:(?:set|add|replace|append|prepend|cas) \S+ \d+ -?\d+)|VALUE \S+ \d+|ms \S+|VA) (\d{1,10})(?:[ \r\n]|$)/
const sizeAfter = (said: string): number | undefined => {
  const size = sizeInLine.exec(said)?.[1]
  return size === undefined ? undefined : Number(size)
}
/** Answers of several lines end with one of these. */
const goesOn = /^(?:VALUE|STAT) /
const lineEnd = 2

/** A message of text is a command or an answer with the lines and values that belong to it. */
function textLength(memory: Uint8Array, start: number, end: number): number {
  for (let at = start; ;) {
    const stop = lineStop(memory, at, end)
    if (stop >= end) return stop - at > longestLine ? 0 : unfinished
    const said = asciiText(memory, at, Math.min(stop, at + longestLine))
    const size = sizeAfter(said)
    at = afterLine(memory, stop, end) + (size === undefined ? 0 : size + lineEnd)
    if (!goesOn.test(said) || at >= end) return at > end || !goesOn.test(said) ? at - start : unfinished
  }
}
const framing: Framing = (memory, start, end) => {
  if (isBinaryStart(memory, start, end)) return end - start < headSize ? unfinished : isBinary(memory, start,
    end) ? headSize + bodyAt(memory, start) : 0
  return isText(memory, start, end) ? textLength(memory, start, end) : 0
}
const isBinaryStart = (memory: Uint8Array, start: number, end: number) => magicOf(memory, start, end)
const magicOf = record('Magic', { magic: u8('memcache.magic', 'Magic') }).recognizer({ magic: [request, response] })

const key = word('memcache.key', 'Key')
const value = {
  flags: numberWord('memcache.flags', 'Flags'), expiration: numberWord('memcache.expiration', 'Expiration'),
  length: numberWord('memcache.value.length', 'Value length'),
}
const stored = { value: text('memcache.value', 'Value', 'length'), valueEnd: bytes('memcache.line_end', 'Line end', 2) }
const noreply = optionalLine('memcache.noreply', 'Noreply')
const storage = { key, ...value, noreply, ...stored }
const retrieval = { key: line('memcache.key', 'Key') }
const arithmetic = { key, delta: word('memcache.value', 'Amount'), noreply }
const item = { key, flags: numberWord('memcache.flags', 'Flags'), length: numberWord('memcache.value.length', 'Value length'),
  casUnique: optionalLine('memcache.cas_unique', 'CAS'), ...stored }
const bare = { rest: optionalLine('memcache.arguments', 'Arguments') }
/** A command with what follows it, and an answer with its value. */
const command = record('Command', { command: holding(word('memcache.command', 'Command'), 'vocabulary') }).choice('command', {
  set: storage, add: storage, replace: storage, append: storage, prepend: storage,
  cas: { key, ...value, casUnique: numberWord('memcache.cas', 'CAS'), noreply, ...stored },
  get: retrieval, gets: retrieval, gat: { expiration: numberWord('memcache.expiration', 'Expiration'), ...retrieval },
  gats: { expiration: numberWord('memcache.expiration', 'Expiration'), ...retrieval },
  delete: { key, noreply }, incr: arithmetic, decr: arithmetic,
  touch: { key, expiration: numberWord('memcache.expiration', 'Expiration'), noreply },
  stats: { subcommand: optionalLine('memcache.subcommand', 'Sub command') }, verbosity: { level: line('memcache.verbosity', 'Verbosity') },
  ms: { key, length: numberWord('memcache.value.length', 'Value length'), ...bare, ...stored },
  mg: { key, ...bare }, md: { key, ...bare }, ma: { key, ...bare },
}, bare)
const answer = record('Answer', { response: holding(word('memcache.response', 'Response'), 'vocabulary') })
  .choice('response', {
  VALUE: item, STAT: { name: word('memcache.name', 'Stat name'), nameValue: line('memcache.name_value', 'Stat value') },
  VA: { length: numberWord('memcache.value.length', 'Value length'), ...bare, ...stored },
  VERSION: { version: line('memcache.version', 'Version') },
}, bare)
  .fields({ command: computedText('memcache.command', 'Command', ({ response: said }) => (said === 'STAT' ? said : undefined) as string) })

/** Lines that are all there. */
const whole = { begins: (memory: Uint8Array, start: number, end: number) => lineStop(memory, start, end) < end }
const asks = ({ bytes: memory, start, end }: View) => isCommandLine.test(lineAt(memory, start, end))
const binary = ({ bytes: memory, start, end }: View) => isBinaryStart(memory, start, end)

/** What is used of a header of the binary protocol. */
interface Head {
  readonly magic?: number | undefined
  readonly operation?: number | undefined
  readonly bodyLength?: number | undefined
  readonly extrasLength?: number | undefined
  readonly keyLength?: number | undefined
}
const lengthOf = ({ bodyLength = 0, extrasLength = 0, keyLength = 0 }: Head) =>
  Math.max(0, bodyLength - extrasLength - keyLength)
const extras = {
  flags: u32('memcache.extras.flags', 'Flags', { base: 16 }), expiration: u32('memcache.extras.expiration', 'Expiration', { unit: 's' }),
}
const setExtras = { extrasFlags: extras.flags, extrasExpiration: extras.expiration }
const getExtras = { extrasFlags: extras.flags }
const deltaExtras = {
  extrasDelta: u64('memcache.extras.delta', 'Amount to add'), initial: u64('memcache.extras.initial', 'Initial value'),
  extrasExpiration: extras.expiration,
}
const touchExtras = { extrasExpiration: extras.expiration }
const responseBase = 0x100
/** Sections 4 and 5 of the binary protocol: which extras an operation has, of requests by the opcode, of responses 256 more. */
const extrasOf: Record<number, object> = {}
for (const operation of [1, 2, 3, 0x11, 0x12, 0x13]) extrasOf[operation] = setExtras
for (const operation of [5, 6, 0x15, 0x16]) extrasOf[operation] = deltaExtras
for (const operation of [8, 0x18, 0x1c, 0x1d, 0x1e, 0x23, 0x24]) extrasOf[operation] = touchExtras
for (const operation of [0, 9, 0xc, 0xd, 0x1d, 0x1e, 0x23, 0x24]) extrasOf[responseBase + operation] = getExtras
const extrasSize: Readonly<Record<number, number>> = Object.fromEntries(Object.entries(extrasOf).map(([operation, set]) =>
  [operation, set === setExtras ? 8 : set === deltaExtras ? 20 : 4]))
const extrasKey = ({ magic = 0, operation = 0, extrasLength = 0 }: Head) => {
  const own = (magic === response ? responseBase : 0) + operation
  return extrasLength > 0 && extrasSize[own] === extrasLength ? own : -1
}
const counting = [5, 6, 0x15, 0x16]
const datagram = record('Datagram', {
  id: u16('memcache_udp.request_id', 'Request ID'), number: u16('memcache_udp.sequence', 'Sequence'),
  count: u16('memcache_udp.count', 'Datagrams'),
  reserved: u16('memcache_udp.reserved', 'Reserved'),
})
const isDatagram = datagram.recognizer({ reserved: 0, count: range(1) })

export const memcache = protocol('memcache', 'Memcache Protocol', { 'tcp.port': [11211], 'memcache.next': [1] })
  .specified('https://github.com/memcached/memcached/blob/master/doc/protocol.txt')
  .facts({
    answeredIn: fact.frame('memcache.response_in', 'Response in frame'),
    answers:    fact.frame('memcache.response_to', 'Request in frame'),
    time:       fact.duration('memcache.time', 'Time from request'),
  })
  .cases(
    [binary, {
      magic: u8('memcache.magic', 'Magic', { names: magics }), operation: u8('memcache.opcode', 'Opcode', { names: operations }),
      keyLength: u16('memcache.key.length', 'Key Length', { unit: 'bytes' }),
      extrasLength: u8('memcache.extras.length', 'Extras length', { unit: 'bytes' }),
      dataType: u8('memcache.data_type', 'Data type'),
    }],
    [asks, { commands: list('', 'Commands', command, whole) }],
    [() => true, { answers: list('', 'Answers', answer, whole) }],
  )
  .choice('magic', {
    [request]: { reserved: u16('memcache.reserved', 'Reserved') },
    [response]: { status: u16('memcache.status', 'Status', { names: statuses }) },
  })
  .cases([binary, {
    bodyLength: u32('memcache.total_body_length', 'Total body length', { unit: 'bytes' }), opaque: u32('memcache.opaque', 'Opaque'),
    cas: u64('memcache.cas', 'CAS'),
  }])
  .choice(extrasKey, extrasOf as never, { unknownExtras: bytes('memcache.extras.unknown', 'Unknown', 'extrasLength' as never) })
  .cases([binary, { binaryKey: text('memcache.key', 'Key', 'keyLength' as never) }])
  .fields({ valueLength: computed('memcache.value.length', 'Value length',
    (layer: View) => (binary(layer) ? lengthOf(layer as never) : NaN)) })
  .cases(
    [({ magic, operation = 0, bodyLength }) => magic === response && counting.includes(operation) && bodyLength === 8, {
      count: u64('memcache.extras.response', 'Response') }],
    [binary, { binaryValue: text('memcache.value', 'Value', lengthOf as never) }],
  )
  .accepts((memory, start, end) => (isBinaryStart(memory, start, end) ? end - start < headSize || isBinary(memory, start,
    end) : isText(memory, start, end)))
  .streamed(framing)
  .exchanged({
    part: (layer) => (layer.magic === request || layer.commands !== undefined ? 'question' : 'answer'),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', ({ status = 0, answers: said }) =>
    ((status > 1 && status !== 9) || /^(?:CLIENT_|SERVER_)?ERROR$/.test(said?.[0]?.response ?? '') ? 'error' : undefined))
  .summarized((layer) => {
    const { magic, operation = 0, status, binaryKey, commands: asked, answers: said } = layer
    if (magic !== undefined) {
      const outcome = status === undefined || status === 0 ? '' : `: ${nameIn(statuses, status) ?? `status ${status}`}`
      const name = nameIn(operations, operation) ?? `opcode ${operation}`
      return `${name} ${nameIn(magics, magic)}${binaryKey === undefined || binaryKey === '' ? '' : ` ${binaryKey}`}${outcome}`
    }
    const [first] = asked ?? []
    if (first !== undefined) return `${first.command} ${first.key ?? first.subcommand ?? ''}`.trimEnd()
    const [answered] = said ?? []
    if (answered === undefined) return ''
    return `${answered.response} ${answered.key ?? (answered.name === undefined ? '' : `${answered.name} ${answered.nameValue
      ?? ''}`)}`.trimEnd()
  }, { all: true })

/** UDP: doc/protocol.txt, "UDP protocol". A message in several datagrams is not put together. */
export const memcacheDatagram = protocol('memcache_udp', 'Memcache UDP Header', { 'udp.port': [11211] })
  .specified('https://github.com/memcached/memcached/blob/master/doc/protocol.txt')
  .fields({
    id:       u16('memcache_udp.request_id', 'Request ID'),
    number:   u16('memcache_udp.sequence', 'Sequence Number'),
    count:    u16('memcache_udp.count', 'Datagrams'),
    reserved: u16('memcache_udp.reserved', 'Reserved'),
  })
  .accepts(isDatagram)
  .payload({ tables: [['memcache.next', () => 1]] })
  .summarized(({ id, number, count }) => `request ${id}, datagram ${number + 1} of ${count}`)
