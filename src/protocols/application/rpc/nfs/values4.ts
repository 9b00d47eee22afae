/** Values that several operations of version 4 have in common: RFC 7530, section 2; RFC 8881, section 3. */
import { bytes, computed, crc32, list, record, u32, u64, when, type View } from '../../../../schema/index.ts'
import { one, opaque, string } from '../data-representation.ts'

export const boolean = { names: { 0: 'No', 1: 'Yes' } } as const
export const stateId = (label = 'State ID') => one(label, record(label, {
  sequence: u32('nfs.stateid.seqid', 'Sequence', { base: 16 }), other: bytes('nfs.stateid.other', 'Other', 12),
  otherHash: computed('nfs.stateid.other_hash', 'Hash', ({ bytes: memory, start, end }: View) =>
    (end - start < 16 ? NaN : crc32(memory, start + 4, start + 16)), { base: 16 }),
}))
function bitsOf(mask: number): number {
  let count = 0
  for (let left = mask >>> 0; left > 0; left = Math.floor(left / 2)) count += left % 2
  return count
}
const mask = record('Mask', {
  mask: u32('nfs.attr_mask', 'Attribute Mask', { base: 16 }), count: computed('nfs.attr_count', 'Number of Attributes', 'mask', bitsOf),
})
/** Which attributes are meant, a bit for each. */
export const bitmap = {
  maskCount: u32('nfs.mask_count', 'Number of Masks'),
  masks: list('nfs.masks', 'Attributes', mask, { count: 'maskCount' as never }),
}
export const attributes = { ...bitmap, values: opaque('', 'Attribute Values') }
export const change = (label = 'Change') => one(label, record(label, {
  atomic: u32('nfs.change_info.atomic', 'Atomic', boolean), before: u64('nfs.changeid4.before', 'Before'),
  after: u64('nfs.changeid4.after', 'After'),
}))
export const client = { client: u64('nfs.clientid', 'Client ID', { base: 16 }) }
export const sequence = { sequence: u32('nfs.seqid', 'Sequence ID', { base: 16 }) }
export const offset = { offset: u64('nfs.offset4', 'Offset') }
export const count = { size: u32('nfs.count4', 'Count', { unit: 'bytes' }) }
export const range = { ...offset, length: u64('nfs.length4', 'Length') }
export const verifier = { verifier: u64('nfs.verifier4', 'Verifier', { base: 16 }) }
export const session = { session: bytes('nfs.session_id4', 'Session ID', 16) }
export const name = { name: string('nfs.name', 'Name') }

const channel = record('Channel Attributes', {
  padding: u32('nfs.padsize4', 'Header Padding Size'), request: u32('nfs.maxreqsize4', 'Maximum Request Size'),
  response: u32('nfs.maxrespsize4', 'Maximum Response Size'), cached: u32('nfs.maxrespsizecached4', 'Maximum Cached Response Size'),
  operations: u32('nfs.maxops4', 'Maximum Operations'), requests: u32('nfs.maxreqs4', 'Maximum Requests'),
  directCount: u32('nfs.direct_count', 'Number of RDMA Values'),
  direct: list('nfs.direct', 'RDMA', record('RDMA', { value: u32('nfs.value', 'Value') }),
    { count: 'directCount' }),
})
export const channels = { fore: one('Fore Channel', channel), back: one('Back Channel', channel) }
/** RFC 8881, section 18.35. */
const implementation = record('Implementation', {
  domain: string('nfs.nii_domain4', 'Domain'), product: string('nfs.nii_name4', 'Name'), seconds: u64('nfs.nfstime4.seconds', 'Seconds'),
  nanoseconds: u32('nfs.nfstime4.nseconds', 'Nanoseconds'),
})
export const implementations = {
  implementationCount: u32('nfs.implementation_count', 'Number of Implementations'),
  implementations: list('nfs.implementations', 'Implementations', implementation, { count: 'implementationCount' as never }),
}
/** Flavors of security: RFC 8881, section 18.45. */
const flavor = record('Flavor', { flavor: u32('nfs.secinfo.flavor', 'Flavor', { names: { 0: 'none', 1: 'system',
  6: 'GSS' } }) }).choice('flavor', {
  6: {
    mechanism: opaque('nfs.secinfo.flavor_info.rpcsec_gss_info.oid', 'OID'),
    quality: u32('nfs.secinfo.flavor_info.rpcsec_gss_info.qop', 'Quality of Protection'),
    service: u32('nfs.secinfo.rpcsec_gss_info.service', 'Service'),
  },
})
export const flavors = { flavorCount: u32('nfs.flavor_count', 'Number of Flavors'),
  flavors: list('nfs.flavors', 'Flavors', flavor, { count: 'flavorCount' as never }) }

const entry = record('Entry', { next: u32('rpc.value_follows', 'Value follows', { names: { 0: 'no value', 1: 'value follows' } }) })
  .choice('next', { 1: { cookie: u64('nfs.cookie4', 'Cookie'), ...name, ...attributes } })
export const entries = {
  entries: list('nfs.entries', 'Entries', entry, { last: ({ next }: { readonly next: number }) => next !== 1 } as never),
  eof: u32('nfs.dirlist4.eof', 'End of Directory', boolean),
}
const permission = record('Permissions', {
  kind: u32('nfs.acetype4', 'Type'), flags: u32('nfs.aceflags4', 'Flags', { base: 16 }), mask: u32('nfs.acemask4', 'Mask', { base: 16 }),
  who: string('nfs.who', 'Who'),
})
/** RFC 7530, section 16.16.2: 1 and 2 are delegations for reading and writing. */
export const delegation = {
  delegation: u32('nfs.open.delegation_type', 'Delegation Type', { names: { 0: 'none', 1: 'read', 2: 'write',
    3: 'none, with a reason' } }),
}
export const delegated = {
  delegatedState: when({ delegation: [1, 2] } as never, stateId('Delegation')),
  recall: when({ delegation: [1, 2] } as never, u32('nfs.recall', 'Recall', boolean)),
  limitBy: when({ delegation: 2 } as never, u32('nfs.open.limit_by', 'Limit By', { names: { 1: 'size', 2: 'blocks' } })),
  limitValue: when({ delegation: 2 } as never, u64('nfs.filesize', 'Limit')),
  permission: when({ delegation: [1, 2] } as never, one('Permissions', permission)),
  reason: when({ delegation: 3 } as never, u32('nfs.open.why_no_delegation', 'Reason')),
}
