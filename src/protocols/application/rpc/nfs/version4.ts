/** The Network File System, versions 4.0 to 4.2: compounds of operations. RFC 7530, section 16; RFC 8881, sections 16 and 18. */
import { lineOf, list, nameIn, protocol, record, rest, u32, u64, when, type Fields, type View } from '../../../../schema/index.ts'
import { calledFacts, calledIn } from '../called.ts'
import { one, opaque, string } from '../data-representation.ts'
import { byProgram } from '../procedures.ts'
import { fileHandle, handleText, statusNames, statusText } from './common.ts'
import { operations } from './operations.ts'
import {
  attributes, bitmap, boolean, change, channels, client, count, delegated, delegation, entries, flavors, implementations, name,
  offset, range,
  sequence, session, stateId, verifier,
} from './values4.ts'

const versions = byProgram[100003]!
const state = { state: stateId() }
const handle = { handle: one('File Handle', fileHandle) }
const access = (filter: string, label: string) => u32(`nfs.${filter}`, label, { base: 16 })
const owner = { ...client, owner: opaque('nfs.open_owner4', 'Owner') }
const lockKind = { kind: u32('nfs.locktype4', 'Lock Type', { names: { 1: 'read', 2: 'write', 3: 'read, waiting', 4: 'write, waiting' } }) }
const share = {
  shareAccess: u32('nfs.open4.share_access', 'Share Access', { names: { 1: 'read', 2: 'write', 3: 'both' } }),
  shareDeny: u32('nfs.open4.share_deny', 'Share Deny', { names: { 0: 'none', 1: 'read', 2: 'write', 3: 'both' } }),
}
const stability = { names: { 0: 'unstable', 1: 'data', 2: 'file' } } as const
const data = { data: opaque('nfs.data', 'Data') }
const nothing = {}
const component = { name: string('nfs.pathname.component', 'Name') }
type Sets = Readonly<Record<number, Fields<View>>>

const createModes = { 0: 'unchecked', 1: 'guarded', 2: 'exclusive', 3: 'exclusive, with attributes' }
const claims = { 0: 'by name', 1: 'previous', 2: 'delegation', 3: 'previous delegation', 4: 'file handle', 5: 'delegation of handle',
  6: 'previous of handle' }
const created = { createMode: [0, 1, 3] } as never
const open = {
  ...sequence, ...share, ...owner,
  openType:    u32('nfs.open.opentype', 'Open Type', { names: { 0: 'no create', 1: 'create' } }),
  createMode:  when({ openType: 1 } as never, u32('nfs.createmode4', 'Create Mode', { names: createModes })),
  exclusive:   when({ createMode: [2, 3] } as never, u64('nfs.verifier4', 'Verifier', { base: 16 })),
  maskCount:   when(created, bitmap.maskCount), masks: when(created, bitmap.masks as never), values: when(created,
    attributes.values as never),
  claim:       u32('nfs.open.claim_type', 'Claim', { names: claims }),
  delegateType: when({ claim: 1 } as never, u32('nfs.open.delegation_type', 'Delegation Type')),
  claimState:  when({ claim: [2, 5] } as never, stateId()),
  name:        when({ claim: [0, 2, 3] } as never, component.name),
}
const isNew = { isNew: 1 } as never
const isKnown = { isNew: 0 } as never
const lock = {
  ...lockKind, reclaim: u32('nfs.lock.reclaim', 'Reclaim', boolean), ...range, isNew: u32('nfs.lock.locker.new_lock_owner',
    'New Owner', boolean),
  openSequence: when(isNew, u32('nfs.seqid', 'Open Sequence ID', { base: 16 })), openState: when(isNew, stateId('Open State ID')),
  lockSequence: when(isNew, u32('nfs.lock_seqid', 'Lock Sequence ID', { base: 16 })), client: when(isNew, client.client),
  owner: when(isNew, opaque('nfs.lock_owner4', 'Owner')),
  lockState: when(isKnown, stateId('Lock State ID')), knownSequence: when(isKnown, u32('nfs.lock_seqid', 'Lock Sequence ID',
    { base: 16 })),
}
/** RFC 8881, section 18.36; what GSS adds is not looked at. */
const security = record('Security', { flavor: u32('nfs.flavor4', 'Flavor', { names: { 0: 'none', 1: 'system' } }) }).choice('flavor', {
  1: {
    stamp: u32('nfs.stamp4', 'Stamp'), machine: string('nfs.machinename4', 'Machine'), user: u32('nfs.uid4', 'User ID'),
    group: u32('nfs.gid4', 'Group ID'),
    groupCount: u32('nfs.group_count', 'Number of Groups'),
    groups: list('nfs.groups', 'Groups', record('Group', { group: u32('nfs.gid4', 'Group ID') }),
      { count: 'groupCount' as never }),
  },
})
/** What operations ask, as far as their layout is known here. */
const asked: Sets = {
  3: { check: access('access_check', 'Access to check') }, 4: { ...sequence, ...state }, 5: { ...offset, ...count },
  6: {
    type: u32('nfs.nfs_ftype4', 'Type', { names: { 2: 'directory', 3: 'block device', 4: 'character device', 5: 'symbolic link',
      6: 'socket', 7: 'FIFO' } }),
    link: when({ type: 5 } as never, string('nfs.symlink.linktext', 'Link')), device: when({ type: [3, 4] } as never, u64('', 'Device')),
    ...name, ...attributes,
  },
  7: client, 8: state, 9: bitmap, 10: nothing, 11: component, 12: lock, 13: { ...lockKind, ...range, ...client,
    owner: opaque('nfs.lock_owner4', 'Owner') },
  14: { ...lockKind, ...sequence, ...state, ...range }, 15: component, 16: nothing, 17: attributes, 18: open,
  19: { create: u32('nfs.openattr4.createdir', 'Create', boolean) }, 20: { ...state, ...sequence }, 21: { ...state, ...sequence,
    ...share },
  22: handle, 23: nothing, 24: nothing, 25: { ...state, ...offset, ...count },
  26: {
    cookie: u64('nfs.cookie4', 'Cookie'), cookieVerifier: u64('nfs.cookie_verf4', 'Cookie Verifier', { base: 16 }),
    directorySize: u32('nfs.dircount', 'Size of Names'), size: u32('nfs.maxcount', 'Size of Entries'), ...bitmap,
  },
  27: nothing, 28: component,
  29: { ...component, newName: string('nfs.pathname.component', 'New Name') }, 30: client, 31: nothing, 32: nothing, 33: component,
  34: { ...state, ...attributes },
  35: {
    ...verifier, owner: opaque('nfs.nfs_client_id4.id', 'Client'), callback: u32('nfs.cb_program', 'Callback Program', { base: 16 }),
    network: string('nfs.r_netid', 'Network'), address: string('nfs.r_addr', 'Address'), identifier: u32('nfs.callback.ident',
      'Callback Ident', { base: 16 }),
  },
  36: { ...client, ...verifier }, 37: attributes,
  38: { ...state, ...offset, stable: u32('nfs.stable_how4', 'Stable', stability), ...data }, 39: { ...client,
    owner: opaque('nfs.lock_owner4', 'Owner') },
  42: {
    ...verifier, owner: opaque('nfs.data', 'Owner'), flags: u32('nfs.exchange_id.call_flags', 'Flags', { base: 16 }),
    protection: u32('nfs.exchange_id.state_protect', 'State Protection', { names: { 0: 'none', 1: 'machine', 2: 'SSV' } }),
      ...implementations,
  },
  43: {
    ...client, ...sequence, flags: u32('nfs.create_session_flags', 'Flags', { base: 16 }), ...channels,
    callback: u32('nfs.cb_program', 'Callback Program', { base: 16 }), parameterCount: u32('nfs.parameter_count', 'Number of Parameters'),
    parameters: list('nfs.parameters', 'Security Parameters', security, { count: 'parameterCount' as never }),
  },
  44: session, 45: state, 52: { style: u32('nfs.secinfo.style', 'Style') },
  53: {
    ...session, ...sequence, slot: u32('nfs.slotid', 'Slot ID'), highest: u32('nfs.high_slotid', 'Highest Slot ID'),
    cached: u32('nfs.cachethis4', 'Cache this', boolean),
  },
  57: client, 58: { one: u32('nfs.reclaim_one_fs4', 'Reclaim one FS', boolean) }, 59: { ...state, ...range }, 62: { ...state, ...range },
  69: { ...state, ...offset, what: u32('nfs.data_content', 'Content') },
}
/** What they answer when they have worked. */
const answered: Sets = {
  3: { supported: access('access_supported', 'Supported'), granted: access('access_rights', 'Access rights') }, 4: state, 5: verifier,
  6: { change: change(), ...bitmap }, 7: nothing, 8: nothing, 9: attributes, 10: handle, 11: { change: change() }, 12: state, 13: nothing,
  14: state, 15: nothing, 16: nothing, 17: nothing,
  18: { ...state, change: change(), flags: u32('nfs.open_rflags', 'Result Flags', { base: 16 }), ...bitmap, ...delegation, ...delegated },
  19: nothing, 20: state, 21: state, 22: nothing, 23: nothing, 24: nothing, 25: { eof: u32('nfs.eof', 'End of File', boolean), ...data },
  26: { cookieVerifier: u64('nfs.cookie_verf4', 'Cookie Verifier', { base: 16 }), ...entries },
  27: { link: string('nfs.symlink.linktext', 'Link') },
  28: { change: change() }, 29: { change: change('Change of Source'), newChange: change('Change of Target') }, 30: nothing,
  31: nothing, 32: nothing,
  33: flavors, 34: bitmap, 35: { ...client, ...verifier }, 36: nothing, 37: nothing,
  38: { ...count, committed: u32('nfs.stable_how4', 'Committed', stability), ...verifier }, 39: nothing, 40: nothing,
  42: {
    ...client, ...sequence, flags: u32('nfs.exchange_id.reply_flags', 'Flags', { base: 16 }),
    protection: u32('nfs.exchange_id.state_protect', 'State Protection'), minor: u64('nfs.minorid4', 'Server Minor ID'),
    major: opaque('nfs.majorid4', 'Server Major ID'), scope: opaque('nfs.scope', 'Server Scope'), ...implementations,
  },
  43: { ...session, ...sequence, flags: u32('nfs.create_session_flags', 'Flags', { base: 16 }), ...channels }, 44: nothing,
  45: nothing, 52: flavors,
  53: {
    ...session, ...sequence, slot: u32('nfs.slotid', 'Slot ID'), highest: u32('nfs.high_slotid', 'Highest Slot ID'),
    target: u32('nfs.target_high_slotid', 'Target Highest Slot ID'), flags: u32('nfs.sequence.flags', 'Status Flags', { base: 16 }),
  },
  57: nothing, 58: nothing, 59: nothing, 62: nothing, 69: { eof: u32('nfs.eof', 'End of File', boolean), ...offset },
}
const setattr = 34
/** An operation whose layout is not known here is the last that is looked at. */
const question = record('Operation', { operation: u32('nfs.opcode', 'Opcode', { names: operations }) })
  .choice('operation', asked as never).fields({ unknown: when(({ operation }) => asked[operation] === undefined, rest('', 'Arguments')) })
const answer = record('Operation', {
  operation: u32('nfs.opcode', 'Opcode', { names: operations }), status: u32('nfs.nfsstat4', 'Status', { names: statusNames,
    also: 'nfs.status' }),
}).choice((({ operation, status }: Answer) => (status === 0 || operation === setattr ? operation : -1)) as never, answered as never)
  .fields({ unknown: when(({ operation, status }) => status === 0 && answered[operation] === undefined, rest('', 'Results')) })
interface Answer { readonly operation: number; readonly status: number }

interface Shown {
  readonly operation: number
  readonly status?: number
  readonly name?: readonly { readonly value: string }[]
  readonly newName?: readonly { readonly value: string }[]
  readonly handle?: readonly { readonly hash: number }[]
  readonly offset?: bigint
}
function operationText({ operation, status = 0, name: of, newName, handle: file, offset: at }: Shown): string {
  const names = [of, newName].flatMap((each) => each?.[0]?.value ?? []).join(' to ')
  return [nameIn(operations, operation) ?? `operation ${operation}`, names, handleText(file), at === undefined ? '' : `offset ${at}`,
    status === 0 ? '' : statusText(status)].filter((part) => part !== '' && part !== undefined).join(' ')
}
const isCompound = (isReply: boolean) => (layer: View) => calledIn(layer)?.procedure === 1 && calledIn(layer)?.isReply === isReply
const [isCall, isAnswer] = [isCompound(false), isCompound(true)]

export const nfs4 = protocol('nfs', 'Network File System, version 4', { 'rpc.program': ['100003.4'] })
  .specified('RFC 8881')
  .borrows('rpc')
  .facts(calledFacts('nfs.procedure', versions))
  .fields({
    status:       when(isAnswer, u32('nfs.nfsstat4', 'Status', { names: statusNames, also: 'nfs.status' })),
    tag:          when((layer: View) => isCall(layer) || isAnswer(layer), string('nfs.tag', 'Tag')),
    minorVersion: when(isCall, u32('nfs.minorversion', 'Minor Version')),
    count:        when((layer: View) => isCall(layer) || isAnswer(layer), u32('nfs.ops.count', 'Number of Operations')),
    questions:    when(isCall, list('', 'Operations', question, { count: 'count' as never }) as never),
    answers:      when(isAnswer, list('', 'Operations', answer, { count: 'count' as never }) as never),
  })
  .colored('messages', ({ status = 0 }) => (status > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { status = 0, minorVersion } = layer
    const { questions, answers } = layer as unknown as { readonly questions?: readonly Shown[]; readonly answers?: readonly Shown[] }
    const called = calledIn(layer)
    if (called?.procedure !== 1) return `NULL ${called?.isReply === true ? 'reply' : 'call'}`
    return lineOf([
      called.isReply ? 'COMPOUND reply' : `COMPOUND call v4.${minorVersion ?? 0}`, status > 0 ? statusText(status) : undefined,
      ...(questions ?? answers ?? []).map(operationText),
    ])
  })
