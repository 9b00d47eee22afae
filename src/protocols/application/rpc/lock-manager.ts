/**
 * The network lock manager of NFS: The Open Group, "Protocols for Interworking: XNFS, Version 3W", chapter 10;
 * version 4 in RFC 1813, appendix II.
 */
import { lineOf, nameIn, protocol, record, u32, u64, when, type View } from '../../../schema/index.ts'
import { calledFacts, calledIn, nameOfCall } from './called.ts'
import { one, opaque, string } from './data-representation.ts'
import { fileHandle, handleText } from './nfs/common.ts'
import { byProgram } from './procedures.ts'

const versions = byProgram[100021]!
const states = {
  0: 'granted', 1: 'denied', 2: 'denied, no locks', 3: 'blocked', 4: 'denied, grace period', 5: 'deadlock', 6: 'read-only file system',
  7: 'stale file handle', 8: 'file too large', 9: 'failed',
}
const modes = { 0: 'deny none', 1: 'deny read', 2: 'deny write', 3: 'deny both' }
const accesses = { 0: 'none', 1: 'read', 2: 'write', 3: 'read and write' }
const boolean = { names: { 0: 'No', 1: 'Yes' } } as const

const cookie = opaque('nlm.cookie', 'Cookie')
const block = { block: u32('nlm.block', 'Block', boolean) }
const exclusive = { exclusive: u32('nlm.exclusive', 'Exclusive', boolean) }
const status = { status: u32('nlm.stat', 'Status', { names: states }) }
/** The place that is locked: 64 bits since version 4. */
const extent = (isLong: boolean) => (isLong
  ? { offset64: u64('nlm.lock.l_offset64', 'Offset'), length64: u64('nlm.lock.l_len64', 'Length', { unit: 'bytes' }) }
  : { offset: u32('nlm.lock.l_offset', 'Offset'), length: u32('nlm.lock.l_len', 'Length', { unit: 'bytes' }) })
const lockOf = (isLong: boolean) => record('Lock', {
  caller: string('nlm.lock.caller_name', 'Caller Name'), handle: one('File Handle', fileHandle), owner: opaque('nlm.lock.owner', 'Owner'),
  process: u32('nlm.lock.svid', 'Process'), ...extent(isLong),
})
const holderOf = (isLong: boolean) => record('Holder', {
  ...exclusive, process: u32('nlm.lock.svid', 'Process'), owner: opaque('nlm.lock.owner', 'Owner'), ...extent(isLong),
})
const share = record('Share', {
  caller: string('nlm.share.name', 'Caller Name'), handle: one('File Handle', fileHandle), owner: opaque('nlm.lock.owner', 'Owner'),
  mode: u32('nlm.share.mode', 'Mode', { names: modes }), access: u32('nlm.share.access', 'Access', { names: accesses }),
})
const shared = { cookie, share: one('Share', share), reclaim: u32('nlm.reclaim', 'Reclaim', boolean) }

const [denied, firstLong] = [1, 4]
const isDenied = ({ tested }: { readonly tested?: number }) => tested === denied
/** What a message holds, by what it is about. */
const setsOf = (isLong: boolean) => {
  const lock = { lock: one('Lock', lockOf(isLong)) }
  return {
    test:    { cookie, ...exclusive, ...lock },
    lock:    { cookie, ...block, ...exclusive, ...lock, reclaim: u32('nlm.reclaim', 'Reclaim', boolean), state: u32('nlm.state',
      'State') },
    cancel:  { cookie, ...block, ...exclusive, ...lock },
    unlock:  { cookie, ...lock },
    granted: { cookie, ...exclusive, ...lock },
    tested:  { cookie, tested: u32('nlm.test_stat.stat', 'Status', { names: states }),
      holder: when(isDenied as never, one('Holder', holderOf(isLong))) },
  }
}
const [short, long] = [setsOf(false), setsOf(true)]
const result = { cookie, ...status }
const asked = ['test', 'lock', 'cancel', 'unlock', 'granted'] as const

/** Calls 1 to 5, the same as messages (6 to 10), and their results, which are replies, or calls of their own (11 to 15). */
function kindOf(layer: View): string | undefined {
  const called = calledIn(layer)
  if (called === undefined) return undefined
  const { procedure, isReply, version } = called
  const size = version >= firstLong ? 'long' : 'short'
  if (procedure >= 1 && procedure <= 10) {
    const kind = asked[(procedure - 1) % 5]!
    if (!isReply) return `${size} ${kind}`
    return procedure > 5 ? undefined : kind === 'test' ? `${size} tested` : 'result'
  }
  if (procedure >= 11 && procedure <= 15) return isReply ? undefined : procedure === 11 ? `${size} tested` : 'result'
  if (procedure === 20 || procedure === 21) return isReply ? 'shared' : 'share'
  return procedure === 22 ? (isReply ? 'result' : `${size} lock`) : procedure === 23 && !isReply ? 'free' : undefined
}
const named = (size: string, sets: typeof short) => Object.fromEntries(Object.entries(sets).map(([kind, set]) => [`${size} ${kind}`, set]))
interface Locks {
  readonly status?: number
  readonly tested?: number
  readonly lock?: readonly Lock[]
  readonly share?: readonly Lock[]
}
interface Lock {
  readonly caller: readonly { readonly value: string }[]
  readonly handle: readonly { readonly hash: number }[]
  readonly offset?: number
  readonly length?: number
  readonly offset64?: bigint
  readonly length64?: bigint
}

export const lockManager = protocol('nlm', 'Network Lock Manager Protocol', { 'rpc.program': ['100021.1', '100021.2', '100021.3',
  '100021.4'] })
  .specified('The Open Group C702, Protocols for Interworking: XNFS')
  .borrows('nfs', 'rpc')
  .facts(calledFacts('nlm.procedure', versions))
  .fields({})
  .choice(kindOf as never, {
    ...named('short', short), ...named('long', long), result, share: shared,
    shared: { ...result, sequence: u32('nlm.sequence', 'Sequence', { signed: true }) },
    free: { caller: string('nlm.lock.caller_name', 'Caller Name'), state: u32('nlm.state', 'State') },
  } as never)
  .colored('management', (layer) => {
    const { status: state = 0, tested = 0 } = layer as Locks
    return state > 0 || tested > 0 ? 'warning' : undefined
  })
  .summarized((layer) => {
    const { status: state, tested, lock, share: taken } = layer as unknown as Locks
    const [about] = lock ?? taken ?? []
    const answer = state ?? tested
    const from = about?.offset64 ?? about?.offset
    return lineOf([
      nameOfCall(layer, versions), about?.caller[0]?.value, handleText(about?.handle),
      from === undefined ? undefined : `offset ${from}, ${about?.length64 ?? about?.length} bytes`,
      answer === undefined ? undefined : nameIn(states, answer) ?? `status ${answer}`,
    ])
  })
