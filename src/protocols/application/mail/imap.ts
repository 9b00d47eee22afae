/** Internet Message Access Protocol, RFC 9051 and 3501: lines with a tag, and literals of a stated length in them. */
import {
  afterLine, asciiText, computedText, fact, isAt, line, lineLength, lineStop, negotiation, octets, parts, protocol, record, rest,
  opensWithText, type Framing, type View,
} from '../../../schema/index.ts'

/** The octets that follow a line whose end says so: `{303}`, `{303+}` (RFC 9051, section 4.3). */
function literalAfter(bytes: Uint8Array, start: number, stop: number): number {
  const [, count] = /\{(\d{1,9})\+?\}$/.exec(asciiText(bytes, Math.max(start, stop - longestCount), stop)) ?? []
  return count === undefined ? 0 : Number(count)
}

/** Where the command or response ends that begins at `at`, literals included; beyond `end` if not all is there. */
function messageEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let lines = 0; at < end && lines < mostLiterals; lines++) {
    const stop = lineStop(bytes, at, end)
    const literal = literalAfter(bytes, at, stop)
    const next = afterLine(bytes, stop, end)
    // A carriage return at the end may be half of a line end.
    at = next + literal + (next === end && isAt(carriageReturn, bytes, next - 1, next) ? 1 : 0)
    if (literal === 0) break
  }
  return at
}

const carriageReturn = octets('\r')
const isStatus = /^(?:OK|NO|BAD|PREAUTH|BYE)$/i
/** What a line is by its first two words: only servers say that. */
const statusOf = (text: string) => {
  const [tag = '', status = ''] = text.split(' ', 2)
  return isStatus.test(status) ? [tag, status] : undefined
}
const isResponse = (text: string) => /^[*+](?: |$)/.test(text) || statusOf(text) !== undefined
const isTagged = (text: string) => /^[!-~]+ [A-Za-z]+(?: |$)/.test(text) && !/^[*+] /.test(text)

const wordAt = (filter: string, label: string, at: number, when: (text: string) => boolean) =>
  computedText(filter, label, ({ line }: { readonly line: string }) => (when(line) ? line.split(' ', at + 1)[at] || undefined : undefined))
const isRequest = (text: string) => isTagged(text) && !isResponse(text)
const isTaggedResponse = (text: string) => isTagged(text) && isResponse(text)
const whole = (filter: string, label: string, when: (text: string) => boolean) =>
  computedText(filter, label, ({ line }: { readonly line: string }) => (when(line) ? line : undefined))

const message = record('Message', {})
  .length(({ bytes, start, end }: View) => messageEnd(bytes, start, end) - start)
  .fields({ line: line('imap.line', 'Line') })
  .fields({
    request:         whole('imap.request', 'Request', isRequest),
    requestTag:      wordAt('imap.request_tag', 'Request Tag', 0, isRequest),
    requestCommand:  wordAt('imap.request.command', 'Request Command', 1, isRequest),
    response:        whole('imap.response', 'Response', isTaggedResponse),
    responseTag:     wordAt('imap.response_tag', 'Response Tag', 0, isTaggedResponse),
    responseStatus:  wordAt('imap.response.status', 'Response Status', 1, isTaggedResponse),
    responseCommand: wordAt('imap.response.command', 'Response Command', 2, isTaggedResponse),
    literal:         rest('imap.literal', 'Literals'),
  })
  .summarized(({ line }) => line)

/** RFC 9051, section 6.2.1. */
const tls = negotiation(/^[!-~]+ STARTTLS *$/i, /^[!-~]+ OK/i)

/** Untagged responses may come before the tagged one that answers. */
const framing: Framing = (bytes, start, end, memory, progress) => {
  if (tls.isAgreed(memory)) return 0
  const length = lineLength(bytes, start, end, progress)
  if (length <= 0) return length
  const to = messageEnd(bytes, start, end)
  if (to > end) return to - start
  const first = asciiText(bytes, start, lineStop(bytes, start, Math.min(end, start + longestFirst)))
  if (isTagged(first)) tls.note(memory, bytes, start, isResponse(first))
  return to - start
}

export const imap = protocol('imap', 'Internet Message Access Protocol', { 'tcp.port': [143], 'tls.port': [993], 'tls.alpn': ['imap'] })
  .specified('RFC 9051')
  .fields({ messages: parts('Messages', message) })
  .streamed(framing, { several: true, switches: tls.switches, opens: opensWithText })
  .facts({
    responseIn: fact.frame('imap.response_in', 'Response In'),
    requestIn:  fact.frame('imap.response_to', 'Request In'),
    time:       fact.duration('imap.time', 'Response Time'),
  })
  .exchanged({
    part: ({ messages }) => {
      const tagged = messages.find(({ requestTag, responseTag }) => requestTag !== undefined || responseTag !== undefined)
      return tagged === undefined ? undefined : tagged.requestTag !== undefined ? 'question' : 'answer'
    },
    key: ({ messages }) => messages.map(({ requestTag, responseTag }) => requestTag ?? responseTag).find((tag) => tag !== undefined) ?? '',
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .colored('messages', ({ messages }) =>
    messages.some(({ responseStatus = '' }) => /^(?:NO|BAD)$/i.test(responseStatus)) ? 'warning' : undefined)
  .detailed({ fields: [], rows: ['messages'] })
  .summarized(({ messages: [first] }) => `${first?.request === undefined ? 'Response' : 'Request'}: ${first?.line ?? ''}`)

const longestCount = 16
const longestFirst = 512
const mostLiterals = 1024
