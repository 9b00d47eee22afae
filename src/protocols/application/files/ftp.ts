/** File Transfer Protocol, RFC 959, with the extensions of RFC 2228 (security) and RFC 2428 (IPv6): commands, replies, and files. */
import {
  commandOrReply, commandsAndReplies, computed, fact, finding, holding, isCommand, isReply, lineOf, line, negotiation, opensWithText,
  optionalLine, parts, protocol, replyCode, rest, textLines, word, type View,
} from '../../../schema/index.ts'
import { ftpReplies } from '../../names/replies.ts'
import { announcedBy } from './ftp-announcements.ts'

/** RFC 959 section 4.1, RFC 2228, 2389, 2428, 3659, 775, and those of servers in common use. */
const isRequest = isCommand(`
  USER PASS ACCT CWD CDUP SMNT REIN QUIT PORT PASV TYPE STRU MODE RETR STOR STOU APPE ALLO REST RNFR RNTO ABOR DELE RMD MKD PWD LIST NLST
  SITE SYST STAT HELP NOOP AUTH ADAT PROT PBSZ CCC MIC CONF ENC FEAT OPTS LANG EPRT EPSV MDTM SIZE MLST MLSD XCUP XCWD XMKD XPWD XRMD
  CLNT HOST CSID AVBL MFMT MFCT MFF LPRT LPSV THMB COMB XCRC XMD5 XSHA XSHA1 XSHA256 XSHA512 HASH DSIZ RANG MAIL XSEN UTF8
`)

const kinds = { request: 1, reply: 2, text: 3 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isReply(bytes, start, end) ? kinds.reply : isRequest(bytes, start, end) ? kinds.request : kinds.text

interface Said {
  readonly code: number | undefined
  readonly command: string | undefined
  readonly arg: string | undefined
}

/** The port that a message names, in one number or in two of 8 bits. */
const port = (filter: string, label: string, start: string | number, pattern: RegExp) =>
  computed(filter, label, ({ code, command, arg = '' }: Said) => {
    const [, first, second] = ((code ?? command?.toUpperCase()) === start && pattern.exec(arg)) || []
    return first === undefined ? NaN : second === undefined ? Number(first) : (Number(first) << 8) | Number(second)
  })

const message = commandOrReply('Message').choice(kindOf, {
  [kinds.request]: {
    request:  finding('ftp.request', 'Request', () => true),
    command:  holding(word('ftp.request.command', 'Request command'), 'vocabulary'),
    arg:      optionalLine('ftp.request.arg', 'Request arg'),
  },
  [kinds.reply]: {
    response: finding('ftp.response', 'Response', () => true),
    code:     replyCode('ftp.response.code', 'Response code', ftpReplies),
    arg:      line('ftp.response.arg', 'Response arg'),
    more:     textLines('Further lines'),
  },
  [kinds.text]: { text: line('ftp.text', 'Text') },
})
  .fields({
    activePort:          port('ftp.active.port', 'Active port', 'PORT', /^(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})$/),
    extendedActivePort:  port('ftp.eprt.port', 'Extended active port', 'EPRT', /^\|[12]\|[^|]+\|(\d{1,5})\|$/),
    passivePort:         port('ftp.passive.port', 'Passive port', 227, /(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})/),
    extendedPassivePort: port('ftp.epsv.port', 'Extended passive port', 229, /\(\|\|\|(\d{1,5})\|\)/),
  })
  .summarized(({ code, command, arg }) => lineOf([code ?? command, arg], ' '))

/** RFC 4217, section 4. */
const tls = negotiation(/^AUTH +(?:TLS|SSL|TLS-C|TLS-P)\b/i, /^234/)

/** The commands and replies in a segment. */
export const ftp = protocol('ftp', 'File Transfer Protocol (FTP)', { 'tcp.port': [21], 'tls.port': [990], 'tls.alpn': ['ftp'] })
  .specified('RFC 959')
  .fields({ messages: parts('Messages', message) })
  .streamed(commandsAndReplies(tls), { several: true, switches: tls.switches, opens: opensWithText })
  .announces(['announced'], ({ messages }, frame, memory) => announcedBy(messages, frame, memory))
  .colored('messages', ({ messages: [first] }) => (first?.code !== undefined && first.code >= 400 ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['messages'] })
  .summarized(({ messages: [first] }) => first === undefined ? '' : wordsOf(first))

function wordsOf({ code, command, arg = '', text = '' }: Message): string {
  if (code !== undefined) return `Response: ${code} ${arg}`
  // What authenticates is nobody's business in a list.
  return command === undefined ? text : `Request: ${command} ${/^(?:PASS|ADAT)$/i.test(command) ? '' : arg}`.trimEnd()
}

interface Message extends Said {
  readonly text: string | undefined
}

/** What is transferred over a connection of its own. */
export const ftpData = protocol('ftp-data', 'FTP Data', { 'tcp.port': [20], 'announced': ['ftp-data'] })
  .specified('RFC 959')
  .fields({ data: rest('ftp-data.data', 'Data') })
  .facts({
    setupFrame:   fact.frame('ftp-data.setup-frame', 'Setup frame'),
    setupMethod:  fact.text('ftp-data.setup-method', 'Setup method'),
    command:      fact.text('ftp-data.command', 'Command'),
    commandFrame: fact.frame('ftp-data.command-frame', 'Command frame'),
  })
  .colored('messages')
  .summarized(({ start, originalEnd, facts }) => {
    const command = facts?.['command'] as string | undefined
    return `${originalEnd - start} bytes${command === undefined ? '' : ` (${command})`}`
  })
