/** Internet Relay Chat, RFC 1459 and 2812 section 2.3: lines of a prefix, a command, parameters and a trailer. */
import {
  computed, computedText, isAt, line, lineLength, lineRecord, octets, opensWithText, parts, protocol, record, type View,
} from '../../../schema/index.ts'

const colon = octets(':')
const error = octets('ERROR ')

/** What servers say: it begins with a prefix, or a number. */
const kinds = { request: 1, response: 2 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isAt(colon, bytes, start, end) || isAt(error, bytes, start, end) ? kinds.response : kinds.request

/** `[":" prefix SPACE] command *(SPACE middle) [SPACE ":" trailing]` */
function divided(line: string) {
  const [, prefix, command = '', parameters = '', trailer] = /^(?::(\S+) +)?(\S*)((?: +[^: ][^ ]*)*)(?: +:([^]*))?/.exec(line) ?? []
  return { prefix, command, parameters: parameters.trim(), trailer }
}

const part = (filter: string, label: string, name: 'prefix' | 'command' | 'parameters' | 'trailer') =>
  computedText(filter, label, ({ line }: { readonly line: string }) => {
    const found = divided(line)[name]
    return name === 'command' && /^\d{3}$/.test(found ?? '') ? undefined : found || undefined
  })

const said = (kind: 'request' | 'response', label: string) => record(label, { line: line(`irc.${kind}`, label) }).fields({
  prefix:    part(`irc.${kind}.prefix`, 'Prefix', 'prefix'),
  command:   part(`irc.${kind}.command`, 'Command', 'command'),
  number:    computed(`irc.${kind}.num_command`, 'Command', ({ line }) => numberIn(line)),
  parameter: part(`irc.${kind}.command_parameter`, 'Parameter', 'parameters'),
  trailer:   part(`irc.${kind}.trailer`, 'Trailer', 'trailer'),
})

/** The number that stands for a command; no number where it is a word. */
function numberIn(line: string): number {
  const { command } = divided(line)
  return /^\d{3}$/.test(command) ? Number(command) : NaN
}

const message = lineRecord('Message')
  .choice(kindOf, { [kinds.request]: said('request', 'Request'), [kinds.response]: said('response', 'Response') })
  .summarized(({ line = '' }) => line)

export const irc = protocol('irc', 'Internet Relay Chat', { 'tcp.port': [6667, 57000], 'tls.port': [6697], 'tls.alpn': ['irc'] })
  .specified('RFC 2812')
  .fields({ messages: parts('Messages', message) })
  .streamed((bytes, start, end, _memory, progress) => lineLength(bytes, start, end, progress), { several: true, opens: opensWithText })
  .colored('messages')
  .detailed({ fields: [], rows: ['messages'] })
  .summarized(({ messages }) => messages.map(({ line = '' }) => line.slice(0, longestShown)).slice(0, 2).join('; '))

const longestShown = 120
