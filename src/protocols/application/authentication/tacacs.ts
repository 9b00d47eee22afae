/** TACACS+: RFC 8907. Its bodies are obfuscated with a secret that both ends share, unless a flag says that they are not. */
import {
  bits, bytes, flag, found, group, list, nameIn, otherwise, protocol, range, record, rest, text, u16, u32, u8, unfinished, type View,
} from '../../../schema/index.ts'

const types = { 1: 'Authentication', 2: 'Authorization', 3: 'Accounting' } as const
/** Sections 5.1, 5.2, 6.2 and 7.2. */
const actions = { 1: 'Inbound Login', 2: 'Change password request', 4: 'Send Authentication Request' } as const
const methods = { 1: 'ASCII', 2: 'PAP', 3: 'CHAP', 5: 'MS-CHAP', 6: 'MS-CHAPv2' } as const
const services = { 0: 'None', 1: 'Login', 2: 'Enable', 3: 'PPP', 5: 'PT', 6: 'RCMD', 7: 'X25', 8: 'NASI', 9: 'FwProxy' } as const
const authenticationStatuses = {
  1: 'Authentication Passed', 2: 'Authentication Failed', 3: 'Send Data', 4: 'Send Username', 5: 'Send Password', 6: 'Restart',
  7: 'Error', 0x21: 'Follow',
} as const
const authorizationStatuses = { 1: 'Pass Add', 2: 'Pass Replace', 16: 'Fail', 17: 'Error', 0x21: 'Follow' } as const
const accountingStatuses = { 1: 'Success', 2: 'Error', 0x21: 'Follow' } as const
const [authentication, authorization, accounting] = [1, 2, 3]
const passwordProtocol = 2

const length = (name: string, label: string) => u8(`tacplus.${name}`, label, { unit: 'bytes' })
const length16 = (name: string, label: string) => u16(`tacplus.${name}`, label, { unit: 'bytes' })
const sizes = {
  userLength:    length('user_len', 'User len'),
  portLength:    length('port_len', 'Port len'),
  addressLength: length('address_len', 'Remaddr len'),
}
const names = {
  user:          text('tacplus.user', 'User', 'userLength'),
  port:          text('tacplus.port', 'Port', 'portLength'),
  address:       text('tacplus.remote_address', 'Remote Address', 'addressLength'),
}
const asker = {
  privilege:     u8('tacplus.privilege_level', 'Privilege Level'),
  method:        u8('tacplus.authentication_type', 'Authentication type', { names: methods }),
  service:       u8('tacplus.service', 'Service', { names: services }),
}
/** Section 6.1: the lengths of all arguments stand before the first. */
const argumentLength = record('Length', { length: length('arg_length', 'Length') })
interface Known {
  readonly facts?: { readonly length?: number } | undefined
}
const argument = record('Argument', { value: text('tacplus.arg_value', 'Value', ({ facts }: Known) => facts?.length ?? 0) })
interface Counted extends View {
  readonly argumentLengths: readonly { readonly length: number }[]
}
function argumentsIn({ argumentLengths, end }: Counted, at: number) {
  let start = at
  return argumentLengths.flatMap(({ length: size }) => {
    const from = start
    start += size
    return size > 0 && start <= end ? [{ start: from, end: start, facts: { length: size } }] : []
  })
}
const argumentSizes = (count: 'count') => list('', 'Argument lengths', argumentLength, { count })
const values = found('', 'Arguments', argument, argumentsIn)

/** Section 5.1. */
const start = record('Start', {
  action: u8('tacplus.authen_action', 'Action', { names: actions }), ...asker, ...sizes,
  dataLength: length('data_length', 'Data'), ...names,
}).cases(
  [{ method: passwordProtocol }, { password: text('tacplus.auth_password', 'Password', 'dataLength') }],
  [otherwise, { data: bytes('tacplus.data', 'Data', 'dataLength') }],
)
/** Section 5.2. */
const reply = record('Reply', {
  status:        u8('tacplus.body_authen_rep.status', 'Status', { names: authenticationStatuses, base: 16 }),
  flags:         u8('tacplus.body_authen_rep.flags', 'Flags', { base: 16 }),
  messageLength: length16('body_authen_rep.server_msg_len', 'Server message length'),
  dataLength:    length16('body_authen_rep_server.data_len', 'Data length'),
  message:       text('tacplus.body_authen_rep.server_msg', 'Server message', 'messageLength'),
  data:          bytes('tacplus.data', 'Data', 'dataLength'),
})
/** Section 5.3. */
const goOn = record('Continue', {
  userLength:    length16('body_authen_req_cont.user_length', 'User length'),
  dataLength:    length16('body_authen_req_cont.data_length', 'Data length'),
  flags:         u8('tacplus.body_authen_req_cont.flags', 'Flags', { base: 16 }),
  user:          text('tacplus.body_authen_req_cont.user', 'User', 'userLength'),
  data:          bytes('tacplus.data', 'Data', 'dataLength'),
})
/** Section 6.1. */
const authorizationRequest = record('Request', {
  authMethod:      u8('tacplus.body_author_req.auth_method', 'Auth Method', { base: 16 }), ...asker, ...sizes,
  count:           u8('tacplus.body_author_req.arg_count', 'Arg count'),
  argumentLengths: argumentSizes('count'),
  ...names,
}).fields({ values })
/** Section 6.2. */
const authorizationReply = record('Response', {
  status:          u8('tacplus.body_author_rep.auth_status', 'Auth Status', { names: authorizationStatuses, base: 16 }),
  count:           u8('tacplus.body_author_rep.arg_count', 'Arg count'),
  messageLength:   length16('body_author_rep_server.msg_len', 'Server Msg length'),
  dataLength:      length16('body_author_rep_server.data_len', 'Data length'),
  argumentLengths: argumentSizes('count'),
  message:         text('tacplus.body_authen_rep.server_msg', 'Server message', 'messageLength'),
  data:            bytes('tacplus.data', 'Data', 'dataLength'),
}).fields({ values })
/** Section 7.1. */
const accountingRequest = record('Request', {
  flags:           group('tacplus.acct.flags', 'Flags', {
    reserved:   bits(4, '', 'Reserved'),
    isUpdate:   flag('tacplus.acct.flags.watchdog', 'Watchdog'),
    isStop:     flag('tacplus.acct.flags.stop', 'Stop'),
    isStart:    flag('tacplus.acct.flags.start', 'Start'),
    hasMore:    flag('tacplus.acct.flags.more', 'More'),
  }),
  authMethod:      u8('tacplus.acct.auth_method', 'Auth Method', { base: 16 }), ...asker, ...sizes,
  count:           u8('tacplus.acct.arg_count', 'Arg count'),
  argumentLengths: argumentSizes('count'),
  ...names,
}).fields({ values })
/** Section 7.2. */
const accountingReply = record('Reply', {
  messageLength:   length16('body_acct.msg_len', 'Server Msg length'),
  dataLength:      length16('body_acct.data_len', 'Data length'),
  status:          u8('tacplus.body_acct.status', 'Status', { names: accountingStatuses, base: 16 }),
  message:         text('tacplus.body_acct.server_msg', 'Server message', 'messageLength'),
  data:            bytes('tacplus.data', 'Data', 'dataLength'),
})

const header = record('Header', {
  major: bits(4, '', 'Major'), minor: bits(4, '', 'Minor'), type: u8('', 'Type'), sequence: u8('', 'Sequence'), flags: u8('', 'Flags'),
  session: u32('', 'Session'), length: u32('', 'Length'),
})
const begins = header.recognizer({ major: 12, type: range(1, 3), sequence: range(1), length: range(1, 0xffff) })
const lengthAt = header.reader('length')
const headerLength = 12
interface Kinds {
  readonly type: number
  readonly sequence: number
  readonly flags: { readonly isPlain: boolean }
}
/** The number of a body by its kind, and whether a client or its server sends it; 0 for one that is not to be read. */
function bodyKind({ type, sequence, flags }: Kinds): number {
  if (!flags.isPlain) return 0
  return type * 10 + (sequence % 2 === 0 ? 2 : sequence === 1 || type !== authentication ? 1 : 3)
}
const one = { count: () => 1 }

/** Section 4.1. */
export const tacacs = protocol('tacplus', 'TACACS+', { 'tcp.port': [49] })
  .specified('RFC 8907')
  .fields({
    major:    bits(4, 'tacplus.majvers', 'Major version'),
    minor:    bits(4, 'tacplus.minvers', 'Minor version'),
    type:     u8('tacplus.type', 'Type', { names: types }),
    sequence: u8('tacplus.seqno', 'Sequence number'),
    flags:    group('tacplus.flags', 'Flags', {
      reserved: bits(5, '', 'Reserved'),
      isSingle: flag('tacplus.flags.singleconn', 'Single Connection'),
      unused:   bits(1, '', 'Reserved'),
      isPlain:  flag('tacplus.flags.unencrypted', 'Unencrypted'),
    }),
    session:  u32('tacplus.session_id', 'Session ID', { base: 16 }),
    length:   u32('tacplus.packet_len', 'Packet length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .choice(bodyKind, {
    [authentication * 10 + 1]: { login: list('', 'Authentication start', start, one) },
    [authentication * 10 + 2]: { reply: list('', 'Authentication reply', reply, one) },
    [authentication * 10 + 3]: { goOn: list('', 'Authentication continue', goOn, one) },
    [authorization * 10 + 1]:  { authorizationRequest: list('', 'Authorization request', authorizationRequest, one) },
    [authorization * 10 + 2]:  { authorizationReply: list('', 'Authorization reply', authorizationReply, one) },
    [accounting * 10 + 1]:     { accountingRequest: list('', 'Accounting request', accountingRequest, one) },
    [accounting * 10 + 2]:     { accountingReply: list('', 'Accounting reply', accountingReply, one) },
  })
  .fields({ body: rest('', 'Body') })
  .defaults({ major: 12 })
  .accepts(begins)
  .streamed((all, from, end) => (end - from < headerLength ? unfinished : begins(all, from, end) ? lengthAt(all, from) + headerLength : 0))
  .colored('security', ({ reply: answer, authorizationReply: grant }) => ([2, 7].includes(answer?.[0]?.status ?? 0)
    || [16, 17].includes(grant?.[0]?.status ?? 0) ? 'error' : undefined))
  .summarized((layer) => {
    const { type, sequence, flags, length: size } = layer
    const words = [`${nameIn(types, type) ?? `type ${type}`} ${sequence % 2 === 1 ? 'request' : 'reply'}`, `seq ${sequence}`]
    if (!flags.isPlain) return [...words, `obfuscated, ${size} bytes`].join(', ')
    const request = layer.login?.[0] ?? layer.authorizationRequest?.[0] ?? layer.accountingRequest?.[0]
    if (request !== undefined) words.push(`user ${request.user}`, `port ${request.port}`)
    const [answer, grant, booked] = [layer.reply?.[0], layer.authorizationReply?.[0], layer.accountingReply?.[0]]
    if (answer !== undefined) words.push(nameIn(authenticationStatuses, answer.status) ?? `status ${answer.status}`)
    if (grant !== undefined) words.push(nameIn(authorizationStatuses, grant.status) ?? `status ${grant.status}`)
    if (booked !== undefined) words.push(nameIn(accountingStatuses, booked.status) ?? `status ${booked.status}`)
    const told = (layer.authorizationRequest ?? layer.authorizationReply ?? layer.accountingRequest)?.[0]?.values ?? []
    words.push(...told.slice(0, most).map(({ value }) => value))
    return words.join(', ')
  })
const most = 4
