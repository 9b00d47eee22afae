/** Requests of SMB 2, by command: [MS-SMB2], section 2.2. */
import { bits, bytes, flag, group, guid, list, record, text, u16, u8, when, type View } from '../../../../schema/index.ts'
import { accessMask, createOptions, dispositions, impersonations, shares } from '../file-access.ts'
import { createContext, leaseBroken, negotiateContext, oplockBreak } from './contexts.ts'
import { info, infoClass } from './info.ts'
import {
  attributes, bodyStart, fileId, gap, headerSize, hex, ioctlFunction, little, long, placed16, placed32, reserved, set, unused, wide, word,
  type Placed,
} from './parts.ts'

const utf16 = { encoding: 'utf-16le' } as const
export const dialects = {
  0x0202: 'SMB 2.0.2', 0x0210: 'SMB 2.1', 0x0222: 'SMB2 2.2', 0x02ff: 'SMB2 wildcard', 0x0300: 'SMB 3.0', 0x0302: 'SMB 3.0.2',
  0x0311: 'SMB 3.1.1',
} as const
export const securityMode = (size: number) => group('smb2.sec_mode', 'Security mode', {
  enabled: set('sec_mode.sign_enabled', 'Signing enabled'), required: set('sec_mode.sign_required', 'Signing required'),
  reserved: unused(size - 2),
}, hex)
const capability = (name: string, label: string) => set(`capabilities.${name}`, label)
export const capabilities = { capabilities: group('smb2.capabilities', 'Capabilities', {
  dfs: capability('dfs', 'DFS'), leasing: capability('leasing', 'LEASING'), largeMtu: capability('large_mtu', 'LARGE MTU'),
  multiChannel: capability('multi_channel', 'MULTI CHANNEL'), persistent: capability('persistent_handles', 'PERSISTENT HANDLES'),
  directory: capability('directory_leasing', 'DIRECTORY LEASING'), encryption: capability('encryption', 'ENCRYPTION'), reserved: unused(25),
}, hex) }
const channels = { 0: 'None', 1: 'RDMA V1', 2: 'RDMA V1_INVALIDATE' } as const
const channel = { channel: long('channel', 'Channel', { base: 16, names: channels }) }
const oplocks = { 0: 'No oplock', 1: 'Level2 oplock', 8: 'Exclusive oplock', 9: 'Batch oplock', 0xff: 'Lease' } as const
export const oplock = { oplock: u8('smb2.create.oplock', 'Oplock', { base: 16, names: oplocks }) }
export const levels = {
  1: 'SMB2_FIND_DIRECTORY_INFO', 2: 'SMB2_FIND_FULL_DIRECTORY_INFO', 3: 'SMB2_FIND_BOTH_DIRECTORY_INFO', 12: 'SMB2_FIND_NAME_INFO',
  37: 'SMB2_FIND_ID_BOTH_DIRECTORY_INFO', 38: 'SMB2_FIND_ID_FULL_DIRECTORY_INFO', 100: 'SMB2_FIND_POSIX_INFO',
} as const

/** Whether version 3.1.1 is among the dialects of a request, which has contexts then, else a time in their place. */
const dialectAt = record('Dialect', { dialect: u16('', 'Dialect', little) }).reader('dialect')
function hasContexts({ bytes: memory, start, end }: View): boolean {
  const from = start + headerSize + 36
  const count = dialectAt(memory, start + headerSize + 2)
  for (let at = from; at < Math.min(end - 1, from + 2 * Math.min(count, 32)); at += 2) if (dialectAt(memory, at) === 0x0311) return true
  return false
}
export interface Contexts {
  readonly contextsOffset?: number | undefined
  readonly dialectCount?: number | undefined
  readonly contextsLength?: number | undefined
}
/** Bytes from the end of the blob up to the contexts. */
export const gapAfter = ({ contextsOffset = 0, contextsLength = 1, offset = 0, length = 0 }: Placed & Contexts, from: number) =>
  (contextsLength > 0 ? Math.max(0, contextsOffset - (length > 0 ? Math.max(offset, headerSize + from) + length : headerSize + from)) : 0)

const lock = record('Lock Info', {
  offset:   wide('file_offset', 'File Offset'),
  length:   wide('lock_length', 'Length'),
  flags:    group('smb2.lock_flags', 'Flags', {
    shared: set('lock_flags.shared', 'Shared'), exclusive: set('lock_flags.exclusive', 'Exclusive'),
    unlock: set('lock_flags.unlock', 'Unlock'), unused: unused(1), immediate: set('lock_flags.fail_immediately', 'Fail Immediately'),
    reserved: unused(27),
  }, hex),
  reserved: reserved(4),
})
const change = (name: string, label: string) => flag(`smb.nt.notify.${name}`, label)
const filter = group('smb.nt.notify.completion_filter', 'Completion Filter', {
  fileName: change('file_name', 'File Name Change'), directoryName: change('dir_name', 'Directory Name Change'),
  attributes: change('attributes', 'Attribute Change'), size: change('size', 'Size Change'),
  lastWrite: change('last_write', 'Last Write Change'), lastAccess: change('last_access', 'Last Access Change'),
  creation: change('creation', 'Created Change'), ea: change('ea', 'EA Change'), security: change('security', 'Security Change'),
  streamName: change('stream_name', 'Stream Name Change'), streamSize: change('stream_size', 'Stream Size Change'),
  streamWrite: change('stream_write', 'Stream Write'), reserved: unused(20),
}, hex)

const short = { ...bodyStart, reserved: reserved(2) }

export const requests = {
  q0: {
    ...bodyStart,
    dialectCount:   word('dialect_count', 'Dialect count'),
    mode:           securityMode(16),
    reserved:       reserved(2),
    ...capabilities,
    clientGuid:     guid('smb2.client_guid', 'Client Guid'),
    contextsOffset: long('negotiate_context.offset', 'NegotiateContextOffset', { base: 16 }),
    contextCount:   word('negotiate_context.count', 'NegotiateContextCount'),
    padding:        reserved(2),
    dialects:       list('', 'Dialects', record('Dialect', { dialect: word('dialect', 'Dialect', { base: 16, names: dialects }) }),
      { count: 'dialectCount' }),
    gap2:           when(hasContexts, bytes('', 'Padding', ({ contextsOffset = 0, dialectCount = 0 }: Contexts) =>
      contextsOffset - headerSize - 36 - 2 * dialectCount)),
    contexts:       when(hasContexts, list('', 'Negotiate Contexts', negotiateContext, { count: 'contextCount' })),
  },
  q1: {
    ...bodyStart,
    setupFlags:   group('smb2.ses_req_flags', 'Flags', {
      binding: set('ses_req_flags.session_binding', 'Session Binding Request'), reserved: unused(7) }, little),
    mode:         securityMode(8),
    ...capabilities,
    ...channel,
    ...placed16,
    previousId:   wide('previous_sesid', 'Previous Session Id', { base: 16 }),
    gap:          gap(24),
    blob:         bytes('smb2.security_blob', 'Security Blob', 'length'),
  },
  q2: short,
  q3: {
    ...bodyStart,
    connectFlags: group('smb2.tc.flags', 'Flags', {
      reconnect: set('tc.cluster_reconnect', 'Cluster Reconnect'), redirect: set('tc.redirect_to_owner', 'Redirect To Owner'),
      extension: set('tc.extension_present', 'Extension Present'), reserved: bits(13, 'smb2.tc.reserved', 'Reserved', { base: 16 }),
    }, hex),
    ...placed16,
    gap:          gap(8),
    path:         text('smb2.tree', 'Tree', 'length', utf16),
  },
  q4: short,
  q5: {
    ...bodyStart,
    security:       bytes('', 'Security Flags', 1),
    ...oplock,
    impersonation:  long('impersonation.level', 'Impersonation level', { names: impersonations }),
    createFlags:    wide('create_flags', 'Create Flags', { base: 16 }),
    reserved:       reserved(8),
    access:         accessMask('Access Mask'),
    ...attributes,
    shares,
    disposition:    long('create.disposition', 'Disposition', { names: dispositions }),
    options:        createOptions,
    ...placed16,
    contextsOffset: long('olb.offset', 'Blob Offset', { base: 16 }),
    contextsLength: long('olb.length', 'Blob Length'),
    gap:            gap(56),
    name:           text('smb2.filename', 'Filename', 'length', utf16),
    gap2:           bytes('', 'Padding', (layer: Placed & Contexts) => gapAfter(layer, 56)),
    createContexts: list('', 'Create Contexts', createContext, { length: 'contextsLength' }),
  },
  q6: {
    ...bodyStart,
    closeFlags: group('smb2.close.flags', 'Close Flags', { attributes: set('close.pq_attrib', 'PostQuery Attrib'), reserved: unused(15) },
      hex),
    reserved:   bytes('', 'Reserved', 4),
    ...fileId,
  },
  q7: { ...bodyStart, reserved: bytes('', 'Reserved', 6), ...fileId },
  q8: {
    ...bodyStart,
    readPadding:    u8('smb2.read_padding', 'Padding', { base: 16 }),
    readFlags:      group('smb2.read_flags', 'Flags', { unbuffered: set('read_flags.unbuffered', 'Unbuffered'),
      compressed: set('read_flags.compressed', 'Compressed'), reserved: unused(6) }, hex),
    readLength:     long('read_length', 'Read Length'),
    fileOffset:     wide('file_offset', 'File Offset'),
    ...fileId,
    least:          long('min_count', 'Min Count'),
    ...channel,
    remaining:      long('remaining_bytes', 'Remaining Bytes'),
    ...placed16,
    gap:            gap(48),
    channelInfo:    bytes('smb2.channel_info_blob', 'Channel Info Blob', 'length'),
  },
  q9: {
    ...bodyStart,
    dataOffset:     word('data_offset', 'Data Offset', { base: 16 }),
    dataLength:     long('write_length', 'Write Length'),
    fileOffset:     wide('file_offset', 'File Offset'),
    ...fileId,
    ...channel,
    remaining:      long('remaining_bytes', 'Remaining Bytes'),
    ...placed16,
    writeFlags:     group('smb2.write.flags', 'Write Flags', { writeThrough: set('write.flags.write_through', 'Write through'),
      unbuffered: set('write.flags.unbuffered', 'Unbuffered'), reserved: unused(30) }, hex),
    gap:            bytes('', 'Padding', ({ dataOffset = 0 }: Written) => dataOffset - headerSize - 48),
    data:           bytes('smb2.write_data', 'Write Data', 'dataLength'),
  },
  q10: {
    ...bodyStart,
    lockCount: word('lock_count', 'Lock Count'),
    reserved:  reserved(4),
    ...fileId,
    locks:     list('smb2.lock_info', 'Lock Info', lock, { count: 'lockCount' }),
  },
  q11: {
    ...bodyStart,
    reserved:  reserved(2),
    ...ioctlFunction,
    ...fileId,
    ...placed32,
    mostIn:    long('max_ioctl_in_size', 'Max Ioctl In Size'),
    outOffset: long('olb.offset', 'Blob Offset', { base: 16 }),
    outLength: long('olb.length', 'Blob Length'),
    mostOut:   long('max_ioctl_out_size', 'Max Ioctl Out Size'),
    ioctlFlags: group('smb2.ioctl.flags', 'Flags', { isFsctl: set('ioctl.is_fsctl', 'Is FSCTL'), reserved: unused(31) }, hex),
    reserved2: reserved(4),
    gap:       gap(56),
    input:     bytes('smb2.ioctl.in', 'In Data', 'length'),
  },
  q12: short,
  q13: short,
  q14: {
    ...bodyStart,
    level:     u8('smb2.find.infolevel', 'Info Level', { names: levels }),
    findFlags: group('smb2.find.flags', 'Find Flags', { restart: set('find.restart_scans', 'Restart Scans'),
      single: set('find.single_entry', 'Single Entry'), indexed: set('find.index_specified', 'Index Specified'), unused: unused(1),
      reopen: set('find.reopen', 'Reopen'), reserved: unused(3) }, hex),
    fileIndex: long('file_index', 'File Index', { base: 16 }),
    ...fileId,
    ...placed16,
    mostOut:   long('output_buffer_len', 'Output buffer Length'),
    gap:       gap(32),
    name:      text('smb2.find.pattern', 'Search Pattern', 'length', utf16),
  },
  q15: {
    ...bodyStart,
    notifyFlags: group('smb2.notify.flags', 'Notify Flags', { tree: set('notify.watch_tree', 'Watch Tree'), reserved: unused(15) }, hex),
    mostOut:     long('output_buffer_len', 'Output buffer Length'),
    ...fileId,
    filter,
    reserved:    reserved(4),
  },
  q16: {
    ...bodyStart,
    ...infoClass,
    mostOut:     long('max_response_size', 'Max Response Size'),
    offset:      word('getinfo_input_offset', 'Getinfo Input Offset', { base: 16 }),
    reserved:    reserved(2),
    length:      long('getinfo_input_size', 'Getinfo Input Size'),
    additional:  long('getsetinfo_additional', 'Additional Info', { base: 16 }),
    infoFlags:   long('getinfo_flags', 'Flags', { base: 16 }),
    ...fileId,
    gap:         gap(40),
    input:       bytes('smb2.unknown', 'Unknown', 'length'),
  },
  q17: {
    ...bodyStart,
    ...infoClass,
    length:     long('setinfo_size', 'Setinfo Size'),
    offset:     word('setinfo_offset', 'Setinfo Offset', { base: 16 }),
    reserved:   word('setinfo_reserved', 'Reserved'),
    additional: long('getsetinfo_additional', 'Additional Info', { base: 16 }),
    ...fileId,
    gap:        gap(32),
    info:       list('', 'Info', info, { length: 'length' }),
  },
  q18: { ...bodyStart, ...oplockBreak, ...fileId },
  'q18.36': { ...bodyStart, ...leaseBroken },
}

export interface Written {
  readonly dataOffset?: number | undefined
}
