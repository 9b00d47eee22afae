/** Post Office Protocol version 3, RFC 1939, with STLS (RFC 2595), SASL (RFC 5034) and CAPA (RFC 2449). */
import {
  asciiText, dottedLength, holding, isAt, isCommand, line, lineLength, lineRecord, lineStop, negotiation, octets, optionalLine, parts,
  opensWithText, protocol, text, wholeLine, word, type Framing, type View,
} from '../../../schema/index.ts'
import { isMail, mailIn, mailLength } from './mail-text.ts'

const isRequest = isCommand('USER PASS STAT LIST RETR DELE NOOP RSET QUIT TOP UIDL APOP AUTH CAPA STLS LAST XTND XSENDER UTF8 LANG RPOP')
const [good, bad] = [octets('+OK'), octets('-ERR')]
const isResponse = (bytes: Uint8Array, start: number, end: number) => isAt(good, bytes, start, end) || isAt(bad, bytes, start, end)

const kinds = { request: 1, response: 2, data: 3 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isResponse(bytes, start, end) ? kinds.response : isRequest(bytes, start, end) ? kinds.request : kinds.data

const message = lineRecord('Message')
  .choice(kindOf, {
    [kinds.request]: {
      request:     wholeLine('pop.request', 'Request'),
      command:     holding(word('pop.request.command', 'Request command'), 'vocabulary'),
      parameter:   optionalLine('pop.request.parameter', 'Request parameter'),
    },
    [kinds.response]: {
      response:    wholeLine('pop.response', 'Response'),
      indicator:   holding(word('pop.response.indicator', 'Response indicator'), 'vocabulary'),
      description: optionalLine('pop.response.description', 'Response description'),
    },
    [kinds.data]: { data: line('pop.response.data', 'Data') },
  })
  .summarized(({ request, response, data }) => request ?? response ?? data ?? '')

/** RFC 2595, section 4. */
const tls = negotiation(/^STLS *$/i, /^\+OK/)

/** Commands that ask for a mail and wait for it, the oldest first, and others. */
interface Remembered {
  readonly waiting: boolean[]
}

/** A mail follows the response to a RETR (RFC 1939, section 5). */
const framing: Framing = (bytes, start, end, memory, progress) => {
  if (tls.isAgreed(memory)) return 0
  const { own } = memory
  const { waiting } = (memory.both.pop ??= { waiting: [] }) as Remembered
  own.isMail = own.awaitsMail === true
  const length = (own.isMail === true ? dottedLength : lineLength)(bytes, start, end, progress)
  if (length <= 0 || start + length > end) return length
  if (own.isMail === true) {
    own.awaitsMail = false
    return length
  }
  const answers = isResponse(bytes, start, end)
  const asks = !answers && isRequest(bytes, start, end)
  if (answers) own.awaitsMail = waiting.shift() === true && isAt(good, bytes, start, end)
  else if (asks && waiting.length < mostPipelined)
    waiting.push(/^(?:RETR|TOP) /i.test(asciiText(bytes, start, lineStop(bytes, start, Math.min(end, start + longestCommand)))))
  if (answers || asks) tls.note(memory, bytes, start, answers)
  return length
}

const mostPipelined = 1024
const longestCommand = 16

export const pop = protocol('pop', 'Post Office Protocol', { 'tcp.port': [110], 'tls.port': [995], 'tls.alpn': ['pop3'] })
  .specified('RFC 1939')
  .cases([isMail, { mail: text('pop.response.data', 'Data', mailLength) }])
  .fields({ messages: parts('Messages', message) })
  .streamed(framing, {
    several: ({ own }) => own.isMail !== true, switches: tls.switches, opens: opensWithText,
    tells: ({ own }) => (own.isMail === true ? { isMail: true } : undefined),
  })
  .derives(['mail.message'], (layer, limit) => mailIn(layer, 'pop', limit))
  .colored('messages', ({ messages: [first] }) => (first?.indicator === '-ERR' ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['messages'] })
  .summarized(({ mail, messages: [first], start, originalEnd }) => {
    if (mail !== undefined) return `S: mail, ${originalEnd - start} bytes`
    if (first?.response !== undefined) return `S: ${first.response}`
    // What authenticates is nobody's business in a list.
    const isSecret = /^(?:PASS|APOP|AUTH)$/i.test(first?.command ?? '')
    return first?.request === undefined ? `data, ${originalEnd - start} bytes` : `C: ${isSecret ? first.command : first.request}`
  })
