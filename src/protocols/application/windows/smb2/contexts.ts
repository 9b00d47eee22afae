/** Contexts of negotiation and of opening: [MS-SMB2], sections 2.2.3.1, 2.2.4.1, 2.2.13.2 and 2.2.14.2. */
import {
  ahead, bytes, group, guid, list, record, rest, text, time, u16, u32, u64, u8, type View,
} from '../../../../schema/index.ts'
import { accessMask } from '../file-access.ts'
import { isResponse } from './header.ts'
import { hex, little, long, reserved, set, unused, wide, word } from './parts.ts'
import { compressions } from './compressions.ts'
import { ntStatuses } from '../statuses.ts'

const utf16 = { encoding: 'utf-16le' } as const
const negotiated = (name: string) => `negotiate_context.${name}`

const contextTypes = {
  1: 'SMB2_PREAUTH_INTEGRITY_CAPABILITIES', 2: 'SMB2_ENCRYPTION_CAPABILITIES', 3: 'SMB2_COMPRESSION_CAPABILITIES',
  5: 'SMB2_NETNAME_NEGOTIATE_CONTEXT_ID', 6: 'SMB2_TRANSPORT_CAPABILITIES', 7: 'SMB2_RDMA_TRANSFORM_CAPABILITIES',
  8: 'SMB2_SIGNING_CAPABILITIES', 0x100: 'SMB2_POSIX_EXTENSIONS_CAPABILITIES',
} as const
const ciphers = { 1: 'AES-128-CCM', 2: 'AES-128-GCM', 3: 'AES-256-CCM', 4: 'AES-256-GCM' } as const
const signings = { 0: 'HMAC-SHA256', 1: 'AES-CMAC', 2: 'AES-GMAC' } as const

/** A list of algorithms, by the number of them. */
const algorithms = (filter: string, label: string, names: Readonly<Record<number, string>>) =>
  list('', `${label}s`, record(label, { id: word(negotiated(filter), label, { base: 16, names }) }), { count: 'count' })

export const negotiateContext = record('Negotiate Context', {
  type:     word(negotiated('type'), 'Type', { base: 16, names: contextTypes }),
  length:   word(negotiated('data_length'), 'DataLength'),
  reserved: reserved(4),
})
  .followedBy('length')
  .aligned(8)
  .choice('type', {
    1: {
      count:      word(negotiated('hash_alg_count'), 'HashAlgorithmCount'),
      saltLength: word(negotiated('salt_length'), 'SaltLength'),
      ids:        algorithms('hash_algorithm', 'HashAlgorithm', { 1: 'SHA-512' }),
      salt:       bytes('smb2.negotiate_context.salt', 'Salt', 'saltLength'),
    },
    2: { count: word(negotiated('cipher_count'), 'CipherCount'), ids: algorithms('cipher_id', 'CipherId', ciphers) },
    3: {
      count:   word(negotiated('comp_alg_count'), 'CompressionAlgorithmCount'),
      padding: reserved(2),
      flags:   group('smb2.negotiate_context.comp_alg_flags', 'Flags', {
        chained: set(negotiated('comp_alg_flags.chained'), 'Chained'), reserved: unused(31),
      }, hex),
      ids:     algorithms('comp_alg_id', 'CompressionAlgorithmId', compressions),
    },
    5: { name: text('smb2.negotiate_context.netname', 'Netname', 'length', utf16) },
    6: { transport: long(negotiated('transport_flags'), 'Flags', { base: 16 }) },
    7: {
      count:    word(negotiated('rdma_transform_count'), 'TransformCount'),
      padding:  word(negotiated('rdma_transform_reserved1'), 'Reserved1', { base: 16 }),
      padding2: long(negotiated('rdma_transform_reserved2'), 'Reserved2', { base: 16 }),
      ids:      algorithms('rdma_transform_id', 'RDMATransformId', { 0: 'None', 1: 'Encryption', 2: 'Signing' }),
    },
    8: { count: word(negotiated('signing_alg_count'), 'SigningAlgorithmCount'), ids: algorithms('signing_id', 'SigningAlgorithmId',
      signings) },
    0x100: { posix: bytes('smb2.negotiate_context.posix_reserved', 'POSIX Reserved', 'length') },
  })
  .fields({ data: rest('smb2.unknown', 'Unknown') })

const leaseState = group('smb2.lease.lease_state', 'Lease State', {
  read: set('lease.lease_state.read_caching', 'Read Caching'), handle: set('lease.lease_state.handle_caching', 'Handle Caching'),
  write: set('lease.lease_state.write_caching', 'Write Caching'), reserved: unused(29),
}, hex)
const leaseFlags = group('smb2.lease.lease_flags', 'Lease Flags', {
  acknowledge: set('lease.lease_state.break_ack_required', 'Break Ack Required'),
  breaking: set('lease.lease_state.break_in_progress', 'Break In Progress'),
  parent: set('lease.lease_state.parent_lease_key_set', 'Parent Lease Key Set'), reserved: unused(29),
}, hex)
const lease = { leaseKey: guid('smb2.lease.lease_key', 'Lease Key'), leaseState }

const durable2 = {
  timeout: long('dh2x.timeout', 'Timeout'),
  durable: group('smb2.dh2x.flags', 'Flags', {
    reserved: unused(1), persistent: set('dh2x.flags.persistent_handle', 'Persistent Handle'), reserved2: unused(30),
  }, hex),
}
const size = ({ dataLength = 0 }: Data) => dataLength
export interface Data {
  readonly dataLength?: number | undefined
}

/** The tag, and `-` for a request, `+` for an answer where they differ. */
const tags = new Set(['MxAc', 'QFid', 'RqLs', 'DHnQ', 'DH2Q', 'DHnC', 'DH2C', 'AlSi', 'TWrp'])
const keyOf = (context: View & { readonly tag?: string | undefined }) => {
  const { tag = '' } = context
  return tags.has(tag) ? `${tag}${isResponse(context) ? '+' : '-'}` : tag
}
const duration = u64('smb2.lease.lease_duration', 'Lease Duration', hex)
const leaseStart = { ...lease, leaseFlags, duration }

/** Section 2.2.13.2; offsets count from the context. */
export const createContext = record('Create Context', {
  next:       long('create.chain_offset', 'Chain Offset', { base: 16 }),
  tagOffset:  word('olb.offset', 'Blob Offset', { base: 16 }),
  tagLength:  word('olb.length', 'Blob Length'),
  reserved:   bytes('', 'Reserved', 2),
  dataOffset: word('olb.offset', 'Blob Offset', { base: 16 }),
  dataLength: long('olb.length', 'Blob Length'),
})
  .length(({ next, start, end }) => (next > 0 ? next : end - start))
  .fields({
    gap: bytes('', 'Padding', ({ tagOffset }) => tagOffset - 16),
    tag: text('smb2.tag', 'Tag', 'tagLength', { encoding: 'latin-1' }),
  })
  .fields({ gap2: bytes('', 'Padding', ({ dataOffset, dataLength, tagOffset, tagLength }) =>
    (dataLength > 0 ? dataOffset - Math.max(16, tagOffset) - tagLength : 0)) })
  .fields({ lead: ahead(8) })
  .choice((context) => (context.dataLength > 0 ? keyOf(context) : undefined), {
    'MxAc-': { timestamp: time('smb2.mxac_timestamp', 'Timestamp', 'filetime', little) },
    'MxAc+': {
      status: u32('smb2.mxac_status', 'Query Status', { ...hex, names: ntStatuses }), access: accessMask('Access Mask'),
    },
    'QFid+': { fileId: bytes('smb2.qfid_fid', 'Opaque File ID', 32) },
    'RqLs-': leaseStart,
    'RqLs+': leaseStart,
    'DHnQ-': { handle: guid('smb2.fid', 'File Id') },
    'DHnQ+': { zeros: wide('dhnq_buffer_reserved', 'Reserved', { base: 16 }) },
    'DHnC-': { handle: guid('smb2.fid', 'File Id') },
    'DH2Q-': { ...durable2, zeros: wide('dh2x.reserved', 'Reserved', { base: 16 }), createGuid: guid('smb2.dh2x.create_guid',
      'Create Guid') },
    'DH2Q+': durable2,
    'DH2C-': {
      handle: guid('smb2.fid', 'File Id'), createGuid: guid('smb2.dh2x.create_guid', 'Create Guid'), durable: durable2.durable,
    },
    'AlSi-': { allocation: wide('allocation_size', 'Allocation Size') },
    'TWrp-': { timestamp: time('smb2.twrp_timestamp', 'Timestamp', 'filetime', little) },
  }, { data: bytes('smb2.create.chain_data', 'Data', size) })
  .cases([({ dataLength, tag }) => tag === 'RqLs' && dataLength >= 52, {
    parentKey:     guid('smb2.lease.parent_lease_key', 'Parent Lease Key'),
    epoch:         u16('smb2.lease.lease_oplock', 'Lease Epoch', hex),
    leaseReserved: u16('smb2.lease.lease_reserved', 'Lease Reserved', hex),
  }])
  .fields({ more: rest('', 'More') })

/** Section 2.2.23.2 and on: leases that are broken, and what is answered. */
export const leaseBreak = {
  epoch:     u16('smb2.lease.lease_oplock', 'Lease Epoch', hex),
  leaseFlags,
  ...lease,
  newState:  u32('smb2.lease.lease_state', 'New Lease State', hex),
  reason:    u32('smb2.lease.lease_break_reason', 'Lease Break Reason', hex),
  access:    u32('smb2.lease.access_mask_hint', 'Access Mask Hint', hex),
  share:     u32('smb2.lease.share_mask_hint', 'Share Mask Hint', hex),
}
export const leaseBroken = { reserved: reserved(2), leaseFlags, ...lease, duration }
export const oplockBreak = { oplock: u8('smb2.create.oplock', 'Oplock', { base: 16 }), reserved: reserved(1), reserved2: reserved(4) }
