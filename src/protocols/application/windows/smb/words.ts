/** The words of commands of SMB, by the number of words: [MS-CIFS], section 2.2.4, and [MS-SMB], section 2.2.4. */
import { bits, bytes, flag, group, time, u16, u32, u64, u8 } from '../../../../schema/index.ts'
import { commands } from './header.ts'

const little = { order: 'little' } as const
const word = (filter: string, label: string, look = {}) => u16(filter, label, { ...little, ...look })
const long = (filter: string, label: string, look = {}) => u32(filter, label, { ...little, ...look })

export const andX = {
  andXCommand:  u8('smb.cmd', 'AndXCommand', { base: 16, names: commands }),
  andXReserved: bytes('smb.reserved', 'Reserved', 1),
  andXOffset:   word('smb.andxoffset', 'AndXOffset'),
}
const fileId = { fileId: word('smb.fid', 'FID', { base: 16 }) }

const capability = (name: string, label: string) => flag(`smb.server_cap.${name}`, label)
const capabilities = { capabilities: group('smb.server_cap', 'Capabilities', {
  rawMode:      capability('raw_mode', 'Raw Mode'),
  mpxMode:      capability('mpx_mode', 'MPX Mode'),
  unicode:      capability('unicode', 'Unicode'),
  largeFiles:   capability('large_files', 'Large Files'),
  ntSmbs:       capability('nt_smbs', 'NT SMBs'),
  rpc:          capability('rpc_remote_apis', 'RPC Remote APIs'),
  ntStatus:     capability('nt_status', 'NT Status Codes'),
  oplocks:      capability('level_2_oplocks', 'Level 2 Oplocks'),
  lockRead:     capability('lock_and_read', 'Lock and Read'),
  ntFind:       capability('nt_find', 'NT Find'),
  reserved:     bits(2, 'smb.server_cap.reserved_', 'Reserved'),
  dfs:          capability('dfs', 'Dfs'),
  passThrough:  capability('infolevel_passthru', 'Infolevel Passthru'),
  largeReads:   capability('large_readx', 'Large ReadX'),
  largeWrites:  capability('large_writex', 'Large WriteX'),
  lwio:         capability('lwio', 'LWIO'),
  reserved2:    bits(6, 'smb.server_cap.reserved2', 'Reserved'),
  unix:         capability('unix', 'UNIX'),
  reserved3:    bits(1, 'smb.server_cap.reserved', 'Reserved'),
  compressed:   capability('compressed_data', 'Compressed Data'),
  reserved4:    bits(3, 'smb.server_cap.reserved4', 'Reserved'),
  dynamic:      capability('dynamic_reauth', 'Dynamic Reauth'),
  reserved5:    bits(1, 'smb.server_cap.reserved5', 'Reserved'),
  extendedSecurity: capability('extended_security', 'Extended Security'),
}, little) }

const modeFlags = (rest: number) => ({
  reserved:          bits(rest, 'smb.sm.reserved', 'Reserved'),
  signatureRequired: flag('smb.sm.sig_required', 'Sig Req'),
  signatures:        flag('smb.sm.signatures', 'Signatures'),
  password:          flag('smb.sm.password', 'Password'),
  user:              flag('smb.sm.mode', 'Mode'),
})

const attribute = (name: string, label: string) => flag(`smb.file_attribute.${name}`, label)
const shortAttributes = {
  readOnly: attribute('read_only', 'Read Only'), hidden: attribute('hidden', 'Hidden'), system: attribute('system', 'System'),
  volume: attribute('volume', 'Volume ID'), directory: attribute('directory', 'Directory'), archive: attribute('archive', 'Archive'),
}
export const fileAttributes16 = group('smb.file_attribute', 'File Attributes', {
  ...shortAttributes, reserved: bits(10, 'smb.file_attribute.reserved', 'Reserved'),
}, little)
export const fileAttributes32 = group('smb.file_attribute', 'File Attributes', {
  ...shortAttributes, device: attribute('device', 'Device'), normal: attribute('normal', 'Normal'), temporary: attribute('temporary',
    'Temporary'),
  sparse: attribute('sparse', 'Sparse'), reparse: attribute('reparse', 'Reparse Point'), compressed: attribute('compressed', 'Compressed'),
  offline: attribute('offline', 'Offline'), notIndexed: attribute('not_content_indexed', 'Not Content Indexed'),
  encrypted: attribute('encrypted', 'Encrypted'), reserved: bits(17, 'smb.file_attribute.reserved', 'Reserved'),
}, little)
const found = (name: string, label: string) => flag(`smb.search.attribute.${name}`, label)
const searchAttributes = { searchAttributes: group('smb.search.attribute', 'Search Attributes', {
  readOnly: found('read_only', 'Read Only'), hidden: found('hidden', 'Hidden'), system: found('system', 'System'), volume: found('volume',
    'Volume ID'),
  directory: found('directory', 'Directory'), archive: found('archive', 'Archive'), reserved: bits(10, 'smb.search.attribute.reserved',
    'Reserved'),
}, little) }

const oplocks = { 0: 'No oplock granted', 1: 'Exclusive oplock granted', 2: 'Batch oplock granted', 3: 'Level II oplock granted' } as const
const fileTypes = { 0: 'Disk file or directory', 1: 'Named pipe in byte mode', 2: 'Named pipe in message mode',
  3: 'Spooled printer' } as const

const transaction = { transactionFlags: group('smb.transaction.flags', 'Flags', {
  disconnect: flag('smb.transaction.flags.dtid', 'Disconnect TID'), oneWay: flag('smb.transaction.flags.owt', 'One Way Transaction'),
  reserved: bits(14, 'smb.transaction.flags.reserved', 'Reserved'),
}, little) }
const times = {
  created: time('smb.create.time', 'Created', 'filetime', little), accessed: time('smb.access.time', 'Last Access', 'filetime', little),
  written: time('smb.last_write.time', 'Last Write', 'filetime', little), changed: time('smb.change.time', 'Change', 'filetime', little),
}
const transactionTail = {
  parameterCount: word('smb.pc', 'Parameter Count'), parameterOffset: word('smb.po', 'Parameter Offset'),
  dataCount: word('smb.dc', 'Data Count'), dataOffset: word('smb.data_offset', 'Data Offset'),
  setupCount: u8('smb.sc', 'Setup Count'), reserved3: bytes('smb.reserved', 'Reserved', 1),
}
/** Functions of Trans, which those of named pipes are: [MS-CIFS], section 2.2.2.2; where data goes to mailslots, section 2.2.4.33. */
const transactionWords = {
  totalParameters: word('smb.tpc', 'Total Parameter Count'), totalData: word('smb.tdc', 'Total Data Count'),
  mostParameters: word('smb.mpc', 'Max Parameter Count'), mostData: word('smb.mdc', 'Max Data Count'), mostSetup: u8('smb.msc',
    'Max Setup Count'),
  reserved1: bytes('smb.reserved', 'Reserved', 1), ...transaction, timeout: long('smb.timeout', 'Timeout', { unit: 'ms' }),
  reserved2: bytes('smb.reserved', 'Reserved', 2), ...transactionTail,
}
const transactionAnswer = {
  totalParameters: word('smb.tpc', 'Total Parameter Count'), totalData: word('smb.tdc', 'Total Data Count'),
  reserved1: bytes('smb.reserved', 'Reserved', 2), parameterCount: word('smb.pc', 'Parameter Count'),
  parameterOffset: word('smb.po', 'Parameter Offset'), parameterDisplacement: word('smb.pd', 'Parameter Displacement'),
  dataCount: word('smb.dc', 'Data Count'), dataOffset: word('smb.data_offset', 'Data Offset'),
  dataDisplacement: word('smb.data_disp', 'Data Displacement'), setupCount: u8('smb.sc', 'Setup Count'), reserved3: bytes('smb.reserved',
    'Reserved', 1),
}
const pipeFunctions = {
  0x01: 'SetNamedPipeHandleState', 0x11: 'RawReadNamedPipe', 0x21: 'QueryNamedPipeHandleState', 0x22: 'QueryNamedPipeInfo',
  0x23: 'PeekNamedPipe',
  0x26: 'TransactNamedPipe', 0x31: 'RawWriteNamedPipe', 0x36: 'ReadNamedPipe', 0x37: 'WriteNamedPipe', 0x53: 'WaitNamedPipe',
  0x54: 'CallNamedPipe',
} as const
export const subcommands = {
  0: 'OPEN2', 1: 'FIND_FIRST2', 2: 'FIND_NEXT2', 3: 'QUERY_FS_INFO', 4: 'SET_FS_INFO', 5: 'QUERY_PATH_INFO', 6: 'SET_PATH_INFO',
  7: 'QUERY_FILE_INFO',
  8: 'SET_FILE_INFO', 9: 'FSCTL', 10: 'IOCTL2', 11: 'FIND_NOTIFY_FIRST', 12: 'FIND_NOTIFY_NEXT', 13: 'CREATE_DIRECTORY',
  14: 'SESSION_SETUP',
  16: 'GET_DFS_REFERRAL', 17: 'REPORT_DFS_INCONSISTENCY',
} as const
const setupActions = { action: group('smb.setup.action', 'Action', {
  guest: flag('smb.setup.action.guest', 'Guest'), reserved: bits(15, 'smb.setup.action.reserved', 'Reserved'),
}, little) }
const sessionStart = {
  ...andX, mostBuffer: word('smb.max_buf', 'Max buffer'), mostMpx: word('smb.max_mpx_count', 'Max Mpx Count'), vcNumber: word('smb.vc',
    'VC Number'),
  sessionKey: long('smb.session_key', 'Session Key', { base: 16 }),
}
const blobLength = { blobLength: word('smb.security_blob_len', 'Security Blob Length') }
const negotiated = {
  dialectIndex: word('smb.dialect.index', 'Selected Index'),
}

export {
  blobLength, capabilities, fileId, fileTypes, little, long, modeFlags, negotiated, oplocks, pipeFunctions, searchAttributes, sessionStart,
  setupActions, times, transactionAnswer, transactionWords, word,
}
export const size64 = (filter: string, label: string) => u64(filter, label, little)
