/** Open Network Computing Remote Procedure Call, version 2: RFC 5531; sections are those. */
import {
  bits, fact, flag, group, lineOf, list, nameIn, protocol, range, record, rest, u32, unfinished, when, type View,
} from '../../../schema/index.ts'
import type { Called } from './called.ts'
import { string } from './data-representation.ts'
import { flavors, procedureName, programs, programText } from './procedures.ts'

/** Section 9. */
const messageTypes = { 0: 'Call', 1: 'Reply' }
const replyStates = { 0: 'accepted', 1: 'denied' }
const acceptStates = {
  0: 'success', 1: 'program unavailable', 2: 'version unsupported', 3: 'procedure unavailable', 4: 'arguments not understood',
  5: 'system error',
}
const rejectStates = { 0: 'RPC version unsupported', 1: 'authentication failed' }
const authenticationStates = {
  0: 'success', 1: 'credentials rejected', 2: 'credentials expired', 3: 'verifier rejected', 4: 'verifier expired', 5: 'too weak',
  6: 'response invalid', 7: 'unknown', 13: 'no GSS credentials', 14: 'no GSS context',
}

const opaque = {
  flavor: u32('rpc.auth.flavor', 'Flavor', { names: flavors }),
  length: u32('rpc.auth.length', 'Length', { unit: 'bytes' }),
}
/** Appendix A. */
const system = {
  stamp:      u32('rpc.auth.stamp', 'Stamp', { base: 16 }),
  machine:    string('rpc.auth.machinename', 'Machine Name'),
  user:       u32('rpc.auth.uid', 'User ID'),
  group:      u32('rpc.auth.gid', 'Group ID'),
  groupCount: u32('rpc.auth.gids', 'Number of Groups'),
  groups:     list('', 'Groups', record('Group', { group: u32('rpc.auth.gid', 'Group ID') }), { count: 'groupCount' }),
}
const credentials = record('Credentials', opaque).followedBy('length').choice('flavor',
  { 1: system }).fields({ data: rest('rpc.auth.data', 'Data') })
const verifier = record('Verifier', opaque).followedBy('length').fields({ data: rest('rpc.auth.data', 'Data') })

const part = (name: string) => u32('rpc.head', name)
const isCall = record('Call', {
  xid: part('XID'), type: part('Type'), version: part('RPC Version'), program: part('Program'), programVersion: part('Program Version'),
  procedure: part('Procedure'), flavor: part('Flavor'), length: part('Length'),
}).recognizer({
  type: 0, version: 2, program: range(100_000, 0x40000000), programVersion: range(0, 64), procedure: range(0, 512), flavor: range(0, 7),
    length: range(0, 400),
})
const isAccepted = record('Reply', {
  xid: part('XID'), type: part('Type'), state: part('State'), flavor: part('Flavor'), length: part('Length'),
}).recognizer({ type: 1, state: 0, flavor: range(0, 7), length: range(0, 400) })
const isDenied = record('Reply', { xid: part('XID'), type: part('Type'), state: part('State'), reason: part('Reason') })
  .recognizer({ type: 1, state: 1, reason: [0, 1] })

/** Section 11: in a stream a message is a record, with a mark before it. */
const markSize = 4
const mark = record('Mark', { isLast: bits(1, 'rpc.head', 'Last'), size: bits(31, 'rpc.head', 'Size') })
const sizeAt = mark.reader('size')
/** A denied call is the shortest: 16 bytes and its reason. */
const shortest = 20
const isMessage = (bytes: Uint8Array, start: number, end: number) =>
  isCall(bytes, start, end) || isAccepted(bytes, start, end) || isDenied(bytes, start, end)
const isMarked = ({ bytes, start, end }: View) => !isMessage(bytes, start, end) && isMessage(bytes, start + markSize, end)

interface CallOrReply extends Pick<View, 'facts'> {
  readonly type: number
  readonly program: number | undefined
  readonly programVersion: number | undefined
  readonly procedure: number | undefined
}

/** Which procedure a call is of, and a reply whose call is known. */
function calledBy(message: CallOrReply): (Called & { readonly program: number }) | undefined {
  const { type, program, programVersion, procedure, facts = {} } = message
  const { ofProgram, ofVersion, ofProcedure } = facts as Partial<Record<'ofProgram' | 'ofVersion' | 'ofProcedure', number>>
  const isReply = type === 1
  const [of, version, called] = isReply ? [ofProgram, ofVersion, ofProcedure] : [program, programVersion, procedure]
  return of === undefined ? undefined : { program: of, version: version!, procedure: called!, isReply }
}

export const remoteProcedureCall = protocol('rpc', 'Remote Procedure Call', {
  'udp.port': [111, 2049, 20048], 'tcp.port': [111, 2049, 20048],
})
  .specified('RFC 5531')
  .facts({
    // Wireshark names the reply of a request so, and the call of a reply.
    replyIn:   fact.frame('rpc.reqframe', 'Reply in frame'),
    requestIn: fact.frame('rpc.repframe', 'Call in frame'),
    time:      fact.duration('rpc.time', 'Time from request'),
    // What a reply gets of its call.
    ofProgram:   fact.number('rpc.program', 'Program', { names: programs }),
    ofVersion:   fact.number('rpc.programversion', 'Program Version'),
    ofProcedure: fact.number('rpc.procedure', 'Procedure'),
  })
  .fields({
    fragment: when(isMarked, group('rpc.fraghdr', 'Fragment Header', {
      last: flag('rpc.lastfrag', 'Last Fragment'), length: bits(31, 'rpc.fraglen', 'Fragment Length'),
    })),
    xid:      u32('rpc.xid', 'XID', { base: 16 }),
    type:     u32('rpc.msgtyp', 'Message Type', { names: messageTypes }),
  })
  .choice('type', {
    0: {
      version:        u32('rpc.version', 'RPC Version'),
      program:        u32('rpc.program', 'Program', { names: programs }),
      programVersion: u32('rpc.programversion', 'Program Version'),
      procedure:      u32('rpc.procedure', 'Procedure'),
      credentials:    list('', 'Credentials', credentials, { count: 1 }),
      verifier:       list('', 'Verifier', verifier, { count: 1 }),
    },
    1: { replyState: u32('rpc.replystat', 'Reply State', { names: replyStates }) },
  })
  .choice('replyState', {
    0: {
      replyVerifier:  list('', 'Verifier', verifier, { count: 1 }),
      acceptState:    u32('rpc.state_accept', 'Accept State', { names: acceptStates }),
    },
    1: { rejectState: u32('rpc.state_reject', 'Reject State', { names: rejectStates }) },
  })
  .choice('acceptState', { 2: { lowest: u32('rpc.programversion.min', 'Lowest Version'), highest: u32('rpc.programversion.max',
    'Highest Version') } })
  .choice('rejectState', {
    0: { lowestRpc: u32('rpc.version.min', 'Lowest RPC Version'), highestRpc: u32('rpc.version.max', 'Highest RPC Version') },
    1: { authentication: u32('rpc.state_auth', 'Authentication State', { names: authenticationStates }) },
  })
  .fields({ body: rest('rpc.body', 'Arguments or results') })
  .accepts((bytes, start, end) => isMessage(bytes, start, end) || isMessage(bytes, start + markSize, end))
  .streamed((bytes, start, end) => {
    if (end - start < markSize + shortest) return unfinished
    return isMessage(bytes, start + markSize, end) ? markSize + sizeAt(bytes, start) : 0
  })
  .exchanged({
    part: ({ type }) => (type === 0 ? 'question' : 'answer'),
    key: ({ xid }) => `${xid}`,
    facts: { answeredIn: 'replyIn', answers: 'requestIn', time: 'time' },
    tells: ({ program, programVersion, procedure }) => ({ ofProgram: program, ofVersion: programVersion, ofProcedure: procedure }),
  })
  .derives(['rpc.program'], (message) => {
    const { body, type, cut } = message
    const called = calledBy(message)
    // What was refused is an error of this protocol.
    if (called === undefined || (type === 1 && message.acceptState !== 0)) return []
    const { program, ...facts } = called
    const key = `${program}.${called.version}`
    return [{ speaks: [['rpc.program', key]], bytes: body, isCut: Boolean(cut), label: 'Arguments or results', facts }]
  }, { isAlone: true })
  .colored('control', ({ replyState = 0, acceptState = 0 }) => (replyState > 0 || acceptState > 0 ? 'error' : undefined))
  .summarized((message) => {
    const { type, xid, program = 0, programVersion = 0, procedure = 0, replyState = 0, acceptState = 0, rejectState = 0,
      authentication } = message
    const id = `xid 0x${xid.toString(16)}`
    if (type === 0) {
      const name = procedureName(program, programVersion, procedure) ?? `procedure ${procedure}`
      return `${programText(program)} v${programVersion} ${name} call, ${id}`
    }
    if (replyState === 0) return `reply, ${nameIn(acceptStates, acceptState) ?? `state ${acceptState}`}, ${id}`
    const reason = authentication === undefined ? undefined : nameIn(authenticationStates, authentication)
    return lineOf(['reply, denied', nameIn(rejectStates, rejectState), reason, id])
  })
