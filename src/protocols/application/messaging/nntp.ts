/** Network News Transfer Protocol, RFC 3977: commands, responses with a code, and the lines of articles after some of them. */
import {
  finding, holding, isCommand, isReply, line, lineLength, lineRecord, optionalLine, parts, protocol, replyCode, wholeLine,
  opensWithText, word, type View,
} from '../../../schema/index.ts'

/** RFC 3977, section 9.1 and RFC 4643, 4644, 8054, and those of servers in common use. */
const isRequest = isCommand(`
  ARTICLE AUTHINFO BODY CAPABILITIES CHECK COMPRESS DATE GROUP HDR HEAD HELP IHAVE LAST LIST LISTGROUP MODE NEWGROUPS NEWNEWS NEXT OVER
  POST QUIT SLAVE STARTTLS STAT TAKETHIS XHDR XOVER XPAT XPATH XREPLIC
`)
const kinds = { request: 1, response: 2, text: 3 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isReply(bytes, start, end) ? kinds.response : isRequest(bytes, start, end) ? kinds.request : kinds.text

const message = lineRecord('Line')
  .choice(kindOf, {
    [kinds.request]: {
      whole:    wholeLine('nntp.line', 'Line'),
      request:  finding('nntp.request', 'Request', () => true),
      command:  holding(word('nntp.command', 'Command'), 'vocabulary'),
      argument: optionalLine('nntp.argument', 'Argument'),
    },
    [kinds.response]: {
      whole:    wholeLine('nntp.line', 'Line'),
      response: finding('nntp.response', 'Response', () => true),
      code:     replyCode('nntp.code', 'Code'),
      words:    line('nntp.words', 'Words'),
    },
    [kinds.text]: { text: line('nntp.text', 'Text') },
  })
  .summarized(({ whole, text }) => whole ?? text ?? '')

export const nntp = protocol('nntp', 'Network News Transfer Protocol', { 'tcp.port': [119], 'tls.port': [563], 'tls.alpn': ['nntp'] })
  .specified('RFC 3977')
  .fields({ lines: parts('Lines', message) })
  .streamed((bytes, start, end, _memory, progress) => lineLength(bytes, start, end, progress), { several: true, opens: opensWithText })
  .colored('messages', ({ lines: [first] }) => ((first?.code ?? 0) >= 400 ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['lines'] })
  .summarized(({ lines: [first] }) => {
    if (first === undefined) return ''
    const { command, code, whole, text } = first
    // What authenticates is nobody's business in a list.
    if (command !== undefined) return `Request: ${/^AUTHINFO$/i.test(command) ? command : whole ?? ''}`
    return code === undefined ? text ?? '' : `Response: ${whole ?? ''}`
  })
