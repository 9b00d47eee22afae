/** Simple Mail Transfer Protocol, RFC 5321: commands, replies, and mail. */
import {
  asciiText, commandOrReply, commandsAndReplies, dottedLength, finding, holding, isCommand, isReply, lineOf, line, lineStop,
  negotiation, opensWithText, optionalLine, parts, protocol, replyCode, replyLines, text, wholeLine, word, type Framing, type View,
} from '../../../schema/index.ts'
import { smtpReplies } from '../../names/replies.ts'
import { isMail, mailIn, mailLength } from './mail-text.ts'

/** RFC 5321 section 4.1, RFC 821, 1985, 2034, 2852, 3030, 3207, 4954, and of Exchange. */
const isRequest = isCommand(`
  HELO EHLO LHLO MAIL RCPT DATA BDAT RSET SEND SOML SAML VRFY EXPN HELP NOOP QUIT TURN ETRN ATRN AUTH STARTTLS XCLIENT XFORWARD BURL
  X-EXPS XEXCH50 XEXPS XADR XSTA XCIR XGEN X-LINK2STATE
`)

const kinds = { request: 1, reply: 2, text: 3 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isReply(bytes, start, end) ? kinds.reply : isRequest(bytes, start, end) ? kinds.request : kinds.text

const message = commandOrReply('Message')
  .choice(kindOf, {
    [kinds.request]: {
      request:     finding('smtp.req', 'Request', () => true),
      commandLine: wholeLine('smtp.command_line', 'Command Line'),
      command:     holding(word('smtp.req.command', 'Command'), 'vocabulary'),
      parameter:   optionalLine('smtp.req.parameter', 'Request parameter'),
    },
    [kinds.reply]: {
      response:    finding('smtp.rsp', 'Response', () => true),
      replyLine:   wholeLine('smtp.response', 'Response'),
      code:        replyCode('smtp.response.code', 'Response code', smtpReplies),
      parameter:   line('smtp.rsp.parameter', 'Response parameter'),
      more:        replyLines('Response parameter', 'smtp.rsp.parameter'),
    },
    [kinds.text]: { text: line('smtp.message', 'Message') },
  })
  .summarized(({ code, command, parameter }) => lineOf([code ?? command, parameter], ' '))

/** RFC 3207, section 4. */
const tls = negotiation(/^STARTTLS *$/i, /^220/)
const commands = commandsAndReplies(tls)

/** What the messages of a connection remember: whether one direction announced a mail, and the other refused it. */
interface Remembered {
  isRefused: boolean
}

/** A mail follows the command DATA, unless the reply to that is not 354 (RFC 5321, section 4.1.1.4). */
const framing: Framing = (bytes, start, end, memory, progress) => {
  const remembered = (memory.both.smtp ??= { isRefused: false }) as Remembered
  const { own } = memory
  own.isMail = own.awaitsMail === true && !remembered.isRefused
  if (own.isMail === true) {
    const length = dottedLength(bytes, start, end, progress)
    if (length > 0 && start + length <= end) own.awaitsMail = false
    return length
  }
  const length = commands(bytes, start, end, memory, progress)
  if (length <= 0) return length
  if (isReply(bytes, start, end)) remembered.isRefused = asciiText(bytes, start, start + 3) !== '354'
  else {
    own.awaitsMail = /^DATA *$/i.test(asciiText(bytes, start, lineStop(bytes, start, Math.min(end, start + longestData))))
    if (own.awaitsMail === true) remembered.isRefused = false
  }
  return length
}

const longestData = 32

export const smtp = protocol('smtp', 'Simple Mail Transfer Protocol', { 'tcp.port': [25, 587], 'tls.port': [465] })
  .specified('RFC 5321')
  .cases([isMail, { mail: text('smtp.message', 'Message', mailLength) }])
  .fields({ messages: parts('Messages', message) })
  .streamed(framing, {
    several: ({ own }) => own.isMail !== true, switches: tls.switches, opens: opensWithText,
    tells: ({ own }) => (own.isMail === true ? { isMail: true } : undefined),
  })
  .derives(['mail.message'], (layer, limit) => mailIn(layer, 'smtp', limit))
  .colored('messages', ({ messages: [first] }) => (first?.code !== undefined && first.code >= 400 ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['messages'] })
  .summarized(({ mail, messages: [first], start, originalEnd }) => {
    if (mail !== undefined) return `C: mail, ${originalEnd - start} bytes`
    if (first?.code !== undefined) return `S: ${first.code} ${first.parameter ?? ''}`
    if (first?.command === undefined) return `C: data fragment, ${originalEnd - start} bytes`
    // What authenticates is nobody's business in a list.
    return first.command.toUpperCase() === 'AUTH' ? 'C: AUTH' : `C: ${first.command} ${first.parameter ?? ''}`.trimEnd()
  })
