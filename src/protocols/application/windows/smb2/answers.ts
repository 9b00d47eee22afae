/** Responses of SMB 2, by command: [MS-SMB2], section 2.2. */
import {
  bytes, group, guid, ipv4Address, ipv6Address, list, record, rest, time, u16, u32, u8,
} from '../../../../schema/index.ts'
import { accessMask } from '../file-access.ts'
import { createContext, leaseBreak, leaseBroken, negotiateContext, oplockBreak } from './contexts.ts'
import { change, directoryEntry, info } from './info.ts'
import {
  attributes, bodyStart, fileId, gap, headerSize, hex, ioctlFunction, little, long, placed16, placed32, reserved, set, sizes, times, unused,
  wide, word, type Placed,
} from './parts.ts'
import { capabilities, dialects, gapAfter, oplock, securityMode, type Contexts } from './requests.ts'

export const shareTypes = { 1: 'Physical disk', 2: 'Named pipe', 3: 'Printer' } as const
const share = (name: string, label: string) => set(`share_flags.${name}`, label)
const shareFlags = group('smb2.share_flags', 'Share flags', {
  dfs: share('dfs', 'DFS'), dfsRoot: share('dfs_root', 'DFS root'), reserved: unused(2), caching: unused(2), reserved2: unused(2),
  exclusive: share('restrict_exclusive_opens', 'Restrict exclusive opens'), delete: share('force_shared_delete', 'Force shared delete'),
  names: share('allow_namespace_caching', 'Allow namespace caching'), access: share('access_based_dir_enum', 'Access based directory enum'),
  level2: share('force_levelii_oplock', 'Force level II oplock'), hash1: share('enable_hash_v1', 'Enable hash V1'),
  hash2: share('enable_hash_v2', 'Enable hash V2'), encrypt: share('encrypt_data', 'Encrypted data required'), reserved3: unused(2),
  identity: share('identity_remoting', 'Identity Remoting'), reserved4: unused(1), compress: share('compress_data', 'Compressed IO'),
  reserved5: unused(11),
}, hex)
const able = (name: string, label: string) => set(`share_caps.${name}`, label)
const shareCapabilities = group('smb2.share_caps', 'Share Capabilities', {
  reserved: unused(3), dfs: able('dfs', 'DFS'), available: able('continuous_availability', 'CONTINUOUS AVAILABILITY'),
  scaleOut: able('scaleout', 'SCALEOUT'), cluster: able('cluster', 'CLUSTER'), asymmetric: able('assymetric', 'ASSYMETRIC'),
  redirect: able('redirect_to_owner', 'REDIRECT_TO_OWNER'), reserved2: unused(23),
}, hex)
const actions = {
  0: 'Superseded', 1: 'The file existed and was opened', 2: 'The file did not exist but was created',
  3: 'The file existed and was truncated',
} as const

/** Section 2.2.32.5. */
const networkInterface = record('Network Interface', {
  next:       long('ioctl.network_interfaces.next_offset', 'Next Offset', { base: 16 }),
  index:      long('ioctl.network_interfaces.index', 'Interface Index'),
  abilities:  group('smb2.ioctl.network_interfaces.capabilities', 'Interface Capabilities', {
    rss: set('ioctl.network_interfaces.capabilities.rss', 'RSS'), rdma: set('ioctl.network_interfaces.capabilities.rdma', 'RDMA'),
    reserved: unused(30) }, hex),
  queues:     long('ioctl.network_interfaces.rss_queue_count', 'RSS Queue Count'),
  speed:      wide('ioctl.network_interfaces.link_speed', 'Link Speed', { unit: 'bit/s' }),
  family:     word('windows.sockaddr.family', 'Socket Family', { names: { 2: 'IPv4', 23: 'IPv6' } }),
  port:       u16('smb2.windows.sockaddr.port', 'Socket Port'),
})
  .length(({ next, start, end }) => (next > 0 ? next : end - start))
  .choice('family', {
    2:  { ipv4: ipv4Address('smb2.windows.sockaddr.in.addr', 'Socket IPv4') },
    23: {
      flow: u32('smb2.windows.sockaddr.in6.flow_info', 'IPv6 Flow Info', hex), ipv6: ipv6Address('smb2.windows.sockaddr.in6.addr',
        'Socket IPv6'),
      scope: u32('smb2.windows.sockaddr.in6.scope_id', 'IPv6 Scope ID', little),
    },
  })
  .fields({ more: rest('', 'More') })

export interface Output {
  readonly outOffset?: number | undefined
  readonly outLength?: number | undefined
}
const short = { ...bodyStart, reserved: reserved(2) }
const placedIn = { offset: placed16.offset, length: placed32.length }
const oplockAnswer = { ...bodyStart, ...oplockBreak, ...fileId }

export const error = {
  ...bodyStart,
  contextCount:  u8('smb2.error.context_count', 'Error Context Count'),
  errorReserved: u8('smb2.error.reserved', 'Reserved', { base: 16 }),
  errorLength:   long('error.byte_count', 'Byte Count'),
  errorData:     rest('smb2.error.data', 'Error Data'),
}

export const answers = {
  a0: {
    ...bodyStart,
    mode:           securityMode(16),
    dialect:        word('dialect', 'Dialect', { base: 16, names: dialects }),
    contextCount:   word('negotiate_context.count', 'NegotiateContextCount'),
    serverGuid:     guid('smb2.server_guid', 'Server Guid'),
    ...capabilities,
    mostTransact:   long('max_trans_size', 'Max Transaction Size'),
    mostRead:       long('max_read_size', 'Max Read Size'),
    mostWrite:      long('max_write_size', 'Max Write Size'),
    currentTime:    time('smb2.current_time', 'Current Time', 'filetime', little),
    bootTime:       time('smb2.boot_time', 'Boot Time', 'filetime', little),
    ...placed16,
    contextsOffset: long('negotiate_context.offset', 'NegotiateContextOffset', { base: 16 }),
    gap:            gap(64),
    blob:           bytes('smb2.security_blob', 'Security Blob', 'length'),
    gap2:           bytes('', 'Padding', (layer: Placed & Contexts & Count) => (layer.contextCount === 0 ? 0 : gapAfter(layer, 64))),
    contexts:       list('', 'Negotiate Contexts', negotiateContext, { count: 'contextCount' }),
  },
  a1: {
    ...bodyStart,
    sessionFlags: group('smb2.session_flags', 'Session Flags', { guest: set('ses_flags.guest', 'Guest'),
      null: set('ses_flags.null', 'Null'), encrypt: set('ses_flags.encrypt', 'Encrypt'), reserved: unused(13) }, hex),
    ...placed16,
    gap:          gap(8),
    blob:         bytes('smb2.security_blob', 'Security Blob', 'length'),
  },
  a2: short,
  a3: {
    ...bodyStart,
    shareType: u8('smb2.share_type', 'Share Type', { base: 16, names: shareTypes }),
    reserved:  reserved(1),
    shareFlags,
    shareCapabilities,
    access:    accessMask('Access Mask'),
  },
  a4: short,
  a5: {
    ...bodyStart,
    ...oplock,
    createFlags:    group('smb2.create.rep_flags', 'Response Flags', { reparse: set('create.rep_flags.reparse_point', 'ReparsePoint'),
      reserved: unused(7) }, hex),
    action:         long('create.action', 'Create Action', { names: actions }),
    ...times,
    ...sizes,
    ...attributes,
    reserved:       reserved(4),
    ...fileId,
    contextsOffset: long('olb.offset', 'Blob Offset', { base: 16 }),
    contextsLength: long('olb.length', 'Blob Length'),
    gap2:           bytes('', 'Padding', (layer: Contexts) => gapAfter(layer, 88)),
    createContexts: list('', 'Create Contexts', createContext, { length: 'contextsLength' }),
  },
  a6: {
    ...bodyStart,
    closeFlags: group('smb2.close.flags', 'Close Flags', { attributes: set('close.pq_attrib', 'PostQuery Attrib'), reserved: unused(15) },
      hex),
    reserved:   reserved(4),
    ...times,
    ...sizes,
    ...attributes,
  },
  a7: { ...bodyStart, reserved: bytes('', 'Reserved', 2) },
  a8: {
    ...bodyStart,
    offset:    u8('smb2.olb.offset', 'Blob Offset', { base: 16 }),
    reserved:  reserved(1),
    length:    long('olb.length', 'Blob Length'),
    remaining: long('read_remaining', 'Read Remaining'),
    reserved2: reserved(4),
    gap:       gap(16),
    data:      bytes('smb2.read.blob', 'Info', 'length'),
  },
  a9: {
    ...bodyStart,
    reserved:      reserved(2),
    count:         long('write.count', 'Write Count'),
    remaining:     long('write.remaining', 'Write Remaining'),
    channelOffset: word('channel_info_offset', 'Channel Info Offset'),
    channelLength: word('channel_info_length', 'Channel Info Length'),
  },
  a10: short,
  a11: {
    ...bodyStart,
    reserved:   reserved(2),
    ...ioctlFunction,
    ...fileId,
    ...placed32,
    outOffset:  long('olb.offset', 'Blob Offset', { base: 16 }),
    outLength:  long('olb.length', 'Blob Length'),
    ioctlFlags: bytes('', 'Flags', 4),
    reserved2:  reserved(4),
    gap:        gap(48),
    input:      bytes('smb2.ioctl.in', 'In Data', 'length'),
    gap2:       bytes('', 'Padding', ({ outOffset = 0, outLength = 0, offset = 0, length = 0 }: Placed & Output) =>
      (outLength > 0 ? outOffset - (length > 0 ? offset + length : headerSize + 48) : 0)),
  },
  a13: short,
  a14: {
    ...bodyStart,
    ...placedIn,
    gap:   gap(8),
    files: list('', 'Files', directoryEntry, { length: 'length' }),
  },
  a15: {
    ...bodyStart,
    ...placedIn,
    gap:     gap(8),
    changes: list('smb2.notify.info', 'Notify Info', change, { length: 'length' }),
  },
  a16: {
    ...bodyStart,
    ...placedIn,
    gap:  gap(8),
    info: list('', 'Info', info, { length: 'length' }),
  },
  a17: bodyStart,
  a18: oplockAnswer,
  'a18.36': { ...bodyStart, ...leaseBroken },
  'a18.44': { ...bodyStart, ...leaseBreak },
}

export interface Count {
  readonly contextCount?: number | undefined
}
/** What functions answer: [MS-FSCC], section 2.3, and [MS-SMB2], section 2.2.32. */
export const otherOutput = { out: bytes('smb2.ioctl.out', 'Out Data', 'outLength') }
export const output = {
  0x001401fc: { interfaces: list('', 'Network Interfaces', networkInterface, { length: 'outLength' }) },
  0x00140204: {
    serverCapabilities: capabilities.capabilities, server: guid('smb2.server_guid', 'Server Guid'), serverMode: securityMode(16),
    chosen: word('dialect', 'Dialect', { base: 16, names: dialects }),
  },
}
