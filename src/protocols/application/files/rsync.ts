/**
 * The rsync daemon protocol, versions 27 to 32, as rsync 3.4 writes it: greetings, the name of a module, answers, arguments; after them the
 * transfer itself, whose parts depend on both ends.
 */
import {
  afterLine, asciiText, bytes, holding, line, lineStop, protocol, text, unfinished, word, type FactValues, type Framing,
  type StreamMemory, type View,
} from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

const port = 873
const kinds = { greeting: 1, query: 2, response: 3, message: 4, arguments: 5, data: 6, credentials: 7 } as const
const isGreeting = /^@RSYNCD: \d{1,3}(?:\.\d{1,3})?(?: [\w. -]*)?\r?\n?$/
const isResponse = /^@(?:RSYNCD|ERROR)/
const longestLine = 4096

/** What is known of both directions. */
interface Session {
  version: number
  /** Whether a module was accepted: then the client sends arguments. */
  isAccepted: boolean
  awaitsCredentials: boolean
}
interface Own {
  rsyncPhase?: 'greeted' | 'asked' | 'data'
  rsyncKind?: number
}
const sessionOf = ({ both }: StreamMemory) => (both.rsync ??= { version: 0, isAccepted: false, awaitsCredentials: false }) as Session
/** Arguments end with a zero since version 30, with their line before that. */
const firstWithZeros = 30

const framing: Framing = (memory, start, end, stream) => {
  const session = sessionOf(stream)
  const own = stream.own as Own
  const tell = (kind: number, length: number) => {
    own.rsyncKind = kind
    return length
  }
  if (own.rsyncPhase === 'data') return tell(kinds.data, end - start)
  const isServer = sourcePort(stream) === port
  if (!isServer && session.isAccepted) {
    const length = argumentsLength(memory, start, end, session.version >= firstWithZeros)
    if (length > 0) own.rsyncPhase = 'data'
    return tell(kinds.arguments, length)
  }
  const stop = lineStop(memory, start, end)
  if (stop >= end) return stop - start > longestLine ? 0 : unfinished
  const after = afterLine(memory, stop, end)
  const said = asciiText(memory, start, after)
  if (own.rsyncPhase === undefined) {
    if (!isGreeting.test(said)) return 0
    own.rsyncPhase = 'greeted'
    const version = Number.parseInt(said.slice('@RSYNCD: '.length), 10)
    session.version = session.version === 0 ? version : Math.min(session.version, version)
    return tell(kinds.greeting, after - start)
  }
  if (!isServer) {
    const isCredentials = session.awaitsCredentials
    session.awaitsCredentials = false
    return tell(isCredentials ? kinds.credentials : kinds.query, after - start)
  }
  if (said.startsWith('@RSYNCD: AUTHREQD')) session.awaitsCredentials = true
  if (said.startsWith('@RSYNCD: OK')) {
    session.isAccepted = true
    own.rsyncPhase = 'data'
  }
  return tell(isResponse.test(said) ? kinds.response : kinds.message, after - start)
}
const tells = ({ own }: StreamMemory): FactValues => ({ kind: (own as Own).rsyncKind ?? kinds.data })

/** Where the empty argument is that ends them. */
function argumentsLength(memory: Uint8Array, start: number, end: number, withZeros: boolean): number {
  const said = asciiText(memory, start, Math.min(end, start + 16 * longestLine))
  const at = said.startsWith(withZeros ? '\0' : '\n') ? 0 : said.indexOf(withZeros ? '\0\0' : '\n\n') + 1
  return at > 0 || said.startsWith(withZeros ? '\0' : '\n') ? at + 1 : said.length >= 16 * longestLine ? 0 : unfinished
}

const opens = (memory: Uint8Array, start: number, end: number) => '@RSYNCD: '.startsWith(asciiText(memory, start, Math.min(end, start + 9)))
const kindAlone = ({ bytes: memory, start, end }: View) => {
  const said = asciiText(memory, start, Math.min(end, start + longestLine))
  return isGreeting.test(said) ? kinds.greeting : isResponse.test(said) ? kinds.response : kinds.data
}
const kindOf = (view: View) => (view.facts?.['kind'] as number | undefined) ?? kindAlone(view)

export const rsync = protocol('rsync', 'RSYNC File Synchroniser', { 'tcp.port': [port], 'tls.port': [874] })
  .choice(kindOf, {
    [kinds.greeting]: { magic: holding(word('rsync.hdr_magic', 'Magic Header'), 'vocabulary'),
      version: holding(line('rsync.hdr_version', 'Header Version'), 'vocabulary') },
    [kinds.query]: { query: line('rsync.query', 'Client Query String') },
    [kinds.credentials]: { user: word('rsync.user', 'User'), password: line('rsync.password', 'Response to the challenge') },
    [kinds.response]: { response: line('rsync.response', 'RSYNCD Response String') },
    [kinds.message]: { message: line('rsync.motd', 'Server MOTD String') },
    [kinds.arguments]: { command: text('rsync.command', 'Client Command String') },
  }, { data: bytes('rsync.data', 'rsync data', ({ end, start }: View) => end - start) })
  .streamed(framing, { opens, tells })
  .colored('stream', ({ response }) => (response?.startsWith('@ERROR') ? 'error' : undefined))
  .summarized((layer) => {
    const { version, query, user, response, message, command, data } = layer
    if (version !== undefined) return `Version ${version}`
    if (query !== undefined) return query === '' || query === '#list' ? 'List of modules' : `Module ${query}`
    if (user !== undefined) return `User ${user}`
    if (command !== undefined) return `Arguments ${command.replace(/[\0\n]+/g, ' ').trim()}`
    return response ?? message ?? `Data ${data?.length ?? 0} bytes`
  }, { all: true })
