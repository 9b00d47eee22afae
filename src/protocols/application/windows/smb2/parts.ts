/** Parts that several commands of SMB 2 have: [MS-SMB2] (version 68.0), and the attributes of files, [MS-FSCC], section 2.6. */
import { bits, bytes, flag, group, guid, overlay, time, u16, u32, u64, type Field, type View } from '../../../../schema/index.ts'

export const little = { order: 'little' } as const
export const hex = { order: 'little', base: 16 } as const
export const word = (filter: string, label: string, look = {}) => u16(`smb2.${filter}`, label, { ...little, ...look })
export const long = (filter: string, label: string, look = {}) => u32(`smb2.${filter}`, label, { ...little, ...look })
export const wide = (filter: string, label: string, look = {}) => u64(`smb2.${filter}`, label, { ...little, ...look })
export const reserved = (length: number) => bytes('smb2.reserved', 'Reserved', length)
export const set = (filter: string, label: string) => flag(`smb2.${filter}`, label)

/** Bits of a group that say nothing. */
export const unused = (length: number) => bits(length, '', 'Reserved')

/** StructureSize, whose lowest bit says that more may follow. */
const structure = group('smb2.buffer_code', 'StructureSize', {
  dynamic: flag('smb2.buffer_code.dynamic', 'Dynamic Part'), length: bits(15, 'smb2.buffer_code.length', 'Fixed Part Length'),
}, hex)
export const bodyStart = { structure }

export const fileId = { fileId: guid('smb2.fid', 'File Id') }
export const times = {
  created:  time('smb2.create.time', 'Create', 'filetime', little),
  accessed: time('smb2.last_access.time', 'Last Access', 'filetime', little),
  written:  time('smb2.last_write.time', 'Last Write', 'filetime', little),
  changed:  time('smb2.last_change.time', 'Last Change', 'filetime', little),
}
const attribute = (name: string, label: string) => set(`file_attribute.${name}`, label)
export const attributes = { attributes: group('smb2.file_attribute', 'File Attributes', {
  readOnly: attribute('read_only', 'Read Only'), hidden: attribute('hidden', 'Hidden'), system: attribute('system', 'System'),
  reserved: unused(1), directory: attribute('directory', 'Directory'), archive: attribute('archive', 'Requires archived'),
  reserved2: unused(1), normal: attribute('normal', 'Normal'), temporary: attribute('temporary', 'Temporary'),
  sparse: attribute('sparse', 'Sparse'), reparse: attribute('reparse', 'Reparse Point'),
  compressed: attribute('compressed', 'Compressed'), offline: attribute('offline', 'Offline'),
  notIndexed: attribute('not_content_indexed', 'Not Content Indexed'), encrypted: attribute('encrypted', 'Encrypted'),
  integrity: attribute('integrity_stream', 'Integrity Stream'), reserved3: unused(1),
  noScrub: attribute('no_scrub_data', 'No Scrub Data'), reserved4: unused(14),
}, hex) }
export const sizes = { allocation: wide('allocation_size', 'Allocation Size'), endOfFile: wide('eof', 'End Of File') }

export const headerSize = 64

/** Bytes up to a place that is counted from the header; `from` is where they begin, where that is always the same. */
export interface Placed {
  readonly offset?: number | undefined
  readonly length?: number | undefined
}
export const gap = (from: number): Field<Uint8Array, Placed> =>
  bytes('', 'Padding', ({ offset = 0, length = 0 }: Placed) => (length > 0 ? Math.max(0, offset - headerSize - from) : 0))
/** A blob that is placed so. */
export const placed16 = { offset: word('olb.offset', 'Blob Offset', { base: 16 }), length: word('olb.length', 'Blob Length') }
export const placed32 = { offset: long('olb.offset', 'Blob Offset', { base: 16 }), length: long('olb.length', 'Blob Length') }

/** The parts of a function of devices: [MS-FSCC], section 2.3. */
const methods = { 0: 'METHOD_BUFFERED', 1: 'METHOD_IN_DIRECT', 2: 'METHOD_OUT_DIRECT', 3: 'METHOD_NEITHER' } as const
const accesses = { 0: 'FILE_ANY_ACCESS', 1: 'FILE_READ_ACCESS', 2: 'FILE_WRITE_ACCESS', 3: 'FILE_READ_WRITE_ACCESS' } as const
const devices = { 6: 'DFS', 9: 'FILE_SYSTEM', 0x11: 'NAMED_PIPE', 0x14: 'NETWORK_FILE_SYSTEM' } as const
export const functions = {
  0x00060194: 'FSCTL_DFS_GET_REFERRALS', 0x000601b0: 'FSCTL_DFS_GET_REFERRALS_EX', 0x0009003c: 'FSCTL_GET_COMPRESSION',
  0x0009009c: 'FSCTL_GET_OBJECT_ID', 0x000900a4: 'FSCTL_SET_REPARSE_POINT', 0x000900a8: 'FSCTL_GET_REPARSE_POINT',
  0x000900c0: 'FSCTL_CREATE_OR_GET_OBJECT_ID', 0x000900c4: 'FSCTL_SET_SPARSE', 0x000940cf: 'FSCTL_QUERY_ALLOCATED_RANGES',
  0x00098208: 'FSCTL_FILE_LEVEL_TRIM', 0x00098344: 'FSCTL_DUPLICATE_EXTENTS_TO_FILE', 0x000980c8: 'FSCTL_SET_ZERO_DATA',
  0x0009c040: 'FSCTL_SET_COMPRESSION', 0x00110018: 'FSCTL_PIPE_WAIT', 0x0011400c: 'FSCTL_PIPE_PEEK', 0x0011c017: 'FSCTL_PIPE_TRANSCEIVE',
  0x00140078: 'FSCTL_SRV_REQUEST_RESUME_KEY', 0x001401d4: 'FSCTL_LMR_REQUEST_RESILIENCY', 0x001401fc: 'FSCTL_QUERY_NETWORK_INTERFACE_INFO',
  0x00140204: 'FSCTL_VALIDATE_NEGOTIATE_INFO', 0x00144064: 'FSCTL_SRV_ENUMERATE_SNAPSHOTS', 0x001440f2: 'FSCTL_SRV_COPYCHUNK',
  0x001441bb: 'FSCTL_SRV_READ_HASH', 0x001480f2: 'FSCTL_SRV_COPYCHUNK_WRITE',
} as const
export const ioctlFunction = {
  function: overlay(long('ioctl.function', 'Function', { base: 16, names: functions })),
  parts:    group('', 'Parts of the function', {
    method:   bits(2, 'smb2.ioctl.function.method', 'Method', { base: 16, names: methods }),
    function: bits(12, 'smb2.ioctl.function.function', 'Function', { base: 16 }),
    access:   bits(2, 'smb2.ioctl.function.access', 'Access', { base: 16, names: accesses }),
    device:   bits(16, 'smb2.ioctl.function.device', 'Device', { base: 16, names: devices }),
  }, little),
}

/** What earlier messages tell of one: what was asked, and what is opened. */
export interface Told {
  readonly class?: number | undefined
  readonly level?: number | undefined
  readonly file?: string | undefined
}
export const toldOf = ({ facts }: View): Told => facts ?? {}
