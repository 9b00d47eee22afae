/** NATS: docs.nats.io, "Client Protocol" and "NATS Cluster Protocol", 2026-11. */
import {
  afterLine, asciiText, bytes, computedText, fact, holding, lineOf, line, lineStop, opensWithText, optionalLine, protocol, text,
  unfinished, word, type Framing,
} from '../../../schema/index.ts'

const operations = 'INFO|CONNECT|PUB|HPUB|SUB|UNSUB|MSG|HMSG|PING|PONG|\\+OK|-ERR|RS\\+|RS-|RMSG|A\\+|A-|LS\\+|LS-|LMSG'
const isOperation = new RegExp(`^(?:${operations})(?:[ \\t][^\\0-\\x08\\x0a-\\x1f]*)?[ \\t]*\\r?(?:\\n|$)`, 'i')
const longestLine = 64 * 1024
const lineAt = (memory: Uint8Array, start: number, end: number) => asciiText(memory, start,
  Math.min(end, lineStop(memory, start, Math.min(end, start + longestLine)) + 2))
const begins = (memory: Uint8Array, start: number, end: number) => isOperation.test(lineAt(memory, start, end))
/** Operations whose last word is the number of bytes that follow their line. */
const hasPayload = /^(?:PUB|HPUB|MSG|HMSG|RMSG|LMSG)[ \t].*[ \t](\d{1,9})[ \t]*\r?\n?$/is
const longest = 64 * 1024 * 1024
const sizeIn = (said: string): number | undefined => {
  const digits = hasPayload.exec(said)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
const framing: Framing = (memory, start, end) => {
  if (!begins(memory, start, end)) return 0
  const stop = lineStop(memory, start, end)
  if (stop >= end) return stop - start > longestLine ? 0 : unfinished
  const after = afterLine(memory, stop, end)
  const size = sizeIn(asciiText(memory, start, after))
  return size === undefined ? after - start : size > longest ? 0 : after - start + size + 2
}

/** What a line says of the message after it: perhaps a subject for answers, and sizes. */
const words = (said: string | undefined) => (said ?? '').trim().split(/[ \t]+/).filter((part) => part !== '')
export interface Sized {
  readonly sizes?: string | undefined
}
const numberOf = (said: string | undefined) => {
  const size = Number(said ?? 0)
  return Number.isInteger(size) && size >= 0 && size <= longest ? size : 0
}
const total = ({ sizes }: Sized) => numberOf(words(sizes).at(-1))
const headers = ({ sizes }: Sized) => Math.min(total({ sizes }), numberOf(words(sizes).at(-2)))
const replyTo = (sizesExpected: number) => ({ sizes }: Sized) => (words(sizes).length > sizesExpected ? words(sizes)[0]
  : undefined) as string

const subject = word('nats.subject', 'Subject')
const sid = word('nats.sid', 'Subscription ID')
const sizes = line('nats.sizes', 'Reply-To and sizes')
const lineEnd = bytes('nats.line_end', 'Line end', 2)
/** Sections "PUB" and "MSG". */
const message = { sizes, content: bytes('nats.payload', 'Payload', total), lineEnd }
/** Sections "HPUB" and "HMSG": the first size is that of the headers. */
const headed = {
  sizes, headers: text('nats.headers', 'Headers', headers), content: bytes('nats.payload', 'Payload',
    (self: Sized) => total(self) - headers(self)),
  lineEnd,
}
const options = { options: line('nats.options', 'Options') }
const bare = { rest: optionalLine('nats.arguments', 'Arguments') }

export const nats = protocol('nats', 'NATS', { 'tcp.port': [4222, 6222] })
  .specified('https://docs.nats.io/reference/reference-protocols/nats-protocol')
  .facts({
    answeredIn: fact.frame('nats.response_in', 'Response in frame'),
    answers:    fact.frame('nats.response_to', 'Request in frame'),
    time:       fact.duration('nats.time', 'Time from request'),
  })
  .fields({ operation: holding(word('nats.operation', 'Operation'), 'vocabulary') })
  .choice(({ operation }) => operation.toUpperCase(), {
    INFO: options, CONNECT: options,
    PUB: { subject, ...message }, HPUB: { subject, ...headed },
    MSG: { subject, sid, ...message }, HMSG: { subject, sid, ...headed },
    SUB: { subject, queueAndSid: line('nats.queue_and_sid', 'Queue group and subscription ID') },
    UNSUB: { sid, most: optionalLine('nats.max_messages', 'Maximum of messages') },
    '-ERR': { error: line('nats.error', 'Error') },
    RMSG: { account: word('nats.account', 'Account'), subject, ...message }, LMSG: { subject, ...message },
    'RS+': { account: word('nats.account', 'Account'), subject, ...bare },
    'RS-': { account: word('nats.account', 'Account'), subject, ...bare },
  }, bare)
  .fields({
    replyTo: computedText('nats.reply_to', 'Reply-To', (self: Sized & { operation: string }) => replyTo(/^H/i.test(self.operation) ? 2
      : 1)(self)),
  })
  .accepts(begins)
  .streamed(framing, { opens: (memory, start, end) => opensWithText(memory, start,
    end) && (begins(memory, start, end) || end - start < 4) })
  .exchanged({
    part: ({ operation }) => (/^ping$/i.test(operation) ? 'question' : /^pong$/i.test(operation) ? 'answer' : undefined),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', ({ error }) => (error === undefined ? undefined : 'error'))
  .summarized((layer) => {
    const { operation, subject: about, sid: id, queueAndSid, error, options: said, replyTo: answer, content } = layer
    const parts = [
      operation.toUpperCase(), about, id, queueAndSid, answer === undefined ? undefined : `reply ${answer}`,
      content === undefined ? undefined : `${content.length} bytes`, error, said === undefined ? undefined : shownOptions(said),
    ]
    return lineOf(parts, ' ')
  }, { all: true })

/** What tells which server or client it is. */
const shownOptions = (said: string) =>
  lineOf(['server_name', 'name', 'lang', 'version'].map((key) => new RegExp(`"${key}":\\s*"([^"]{1,60})"`).exec(said)?.[1]), ' ')
