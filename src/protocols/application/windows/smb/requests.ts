/** The words of requests and answers. Keys are `q` or `a`, the command, and the number of words where it matters. */
import { bits, bytes, flag, group, time, u16, u8 } from '../../../../schema/index.ts'
import { accessMask, createActions, createOptions, dispositions, impersonations, shares } from '../file-access.ts'
import {
  andX, blobLength, capabilities, fileAttributes16, fileAttributes32, fileId, fileTypes, little, long, modeFlags, negotiated, oplocks,
  pipeFunctions, searchAttributes, sessionStart, setupActions, size64, subcommands, times, transactionAnswer, transactionWords, word,
} from './words.ts'

const treeFlags = { connectFlags: group('smb.connect.flags', 'Flags', {
  disconnect: flag('smb.connect.flags.dtid', 'Disconnect TID'), reserved: bits(1, 'smb.connect.flags.reserved', 'Reserved'),
  extendedSignature: flag('smb.connect.flags.extendedsig', 'Extended Signature'), extendedResponse: flag('smb.connect.flags.extendedresp',
    'Extended Response'),
  reserved2: bits(12, 'smb.connect.flags.reserved2', 'Reserved'),
}, little) }
const support = { support: group('smb.connect.support', 'Optional Support', {
  search: flag('smb.connect.support.search', 'Search Bits'), dfs: flag('smb.connect.support.dfs', 'In Dfs'),
  caching: bits(2, 'smb.connect.support.cscmask', 'CSC Mask'), uniqueNames: flag('smb.connect.support.uniqfilename', 'Unique File Name'),
  extendedSignature: flag('smb.connect.support.extendedsig', 'Extended Signatures'), reserved: bits(10, 'smb.connect.support.reserved',
    'Reserved'),
}, little) }
const readRemaining = { remaining: word('smb.remaining', 'Remaining') }
const desiredAccess = (filter: string, label: string) => group(filter, label, {
  mode: bits(3, 'smb.access.mode', 'Access Mode', { names: { 0: 'Open for reading', 1: 'Open for writing',
    2: 'Open for reading and writing', 3: 'Open for execute' } }),
  reserved: bits(1, 'smb.access.mode.reserved', 'Reserved'), sharing: bits(3, 'smb.access.sharing', 'Sharing Mode'), reserved2: bits(1,
    'smb.access.sharing.reserved', 'Reserved'),
  locality: bits(3, 'smb.access.locality', 'Locality'), reserved3: bits(1, 'smb.access.locality.reserved', 'Reserved'),
  caching: flag('smb.access.caching', 'Caching'), reserved4: bits(1, 'smb.access.caching.reserved', 'Reserved'),
  writeThrough: flag('smb.access.writethrough', 'Writethrough'),
  reserved5: bits(1, 'smb.access.writethrough.reserved', 'Reserved'),
}, little)
const offsetAndCounts = { offset: long('smb.file.rw.offset', 'Offset') }

export const words = {
  q06: searchAttributes,
  q07: searchAttributes,
  q04: { ...fileId, written: time('smb.last_write.time', 'Last Write', 'unix', little) },
  q05: fileId,
  q0a: { ...fileId, count: word('smb.file.rw.length', 'Count'), ...offsetAndCounts, ...readRemaining },
  a0a: { count: word('smb.file.rw.length', 'Count'), reserved: bytes('smb.reserved', 'Reserved', 8) },
  q0b: { ...fileId, count: word('smb.file.rw.length', 'Count'), ...offsetAndCounts, ...readRemaining },
  a0b: { count: word('smb.file.rw.length', 'Count') },
  q2b: { echoCount: word('smb.echo.count', 'Echo Count') },
  a2b: { sequence: word('smb.echo.seq_num', 'Echo Seq Num') },
  q2d: {
    ...andX,
    openFlags: group('smb.open.flags', 'Flags', {
      additional: flag('smb.open.flags.add_info', 'Additional Info'), exclusive: flag('smb.open.flags.ex_oplock', 'Exclusive Oplock'),
      batch: flag('smb.open.flags.batch_oplock', 'Batch Oplock'), reserved: bits(13, 'smb.open.flags.reserved', 'Reserved'),
    }, little),
    desired: desiredAccess('smb.access.desired', 'Desired Access'), ...searchAttributes, attributes: fileAttributes16,
    created: time('smb.create.time', 'Created', 'unix', little),
    openFunction: group('smb.open.function', 'Open Function', {
      open: bits(2, 'smb.open.function.open', 'Open'), reserved: bits(2, 'smb.open.function.reserved', 'Reserved'),
      create: flag('smb.open.function.create', 'Create'), reserved2: bits(11, 'smb.open.function.reserved2', 'Reserved'),
    }, little),
    allocation: long('smb.alloc_size', 'Allocation Size'), timeout: long('smb.timeout', 'Timeout', { unit: 'ms' }),
    reserved: bytes('smb.reserved', 'Reserved', 4),
  },
  a2d: {
    ...andX, ...fileId, attributes: fileAttributes16, written: time('smb.last_write.time', 'Last Write', 'unix', little),
    fileSize: long('smb.file_size', 'File Size'), granted: desiredAccess('smb.access.granted', 'Granted Access'),
    fileType: word('smb.file_type', 'File Type', { names: fileTypes }),
    pipe: group('smb.ipc_state', 'IPC State', {
      instances: bits(8, 'smb.ipc_state.icount', 'Icount'), readMode: bits(2, 'smb.ipc_state.read_mode', 'Read Mode'),
      type: bits(2, 'smb.ipc_state.pipe_type', 'Pipe Type'), reserved: bits(2, 'smb.ipc_state.reserved', 'Reserved'),
      endpoint: bits(1, 'smb.ipc_state.endpoint', 'Endpoint'), nonBlocking: flag('smb.ipc_state.nonblocking', 'Nonblocking'),
    }, little),
    openAction: group('smb.open.action', 'Action', {
      action: bits(2, 'smb.open.action.open', 'Open Action'), reserved: bits(13, 'smb.open.action.reserved', 'Reserved'),
      lock: flag('smb.open.action.lock', 'Exclusive Open'),
    }, little),
    serverFileId: long('smb.server_fid', 'Server FID', { base: 16 }), reserved: bytes('smb.reserved', 'Reserved', 2),
  },
  q2e: {
    ...andX, ...fileId, offset: long('smb.file.rw.offset', 'Offset'), mostCount: word('smb.maxcount_low', 'Max Count Low'),
    leastCount: word('smb.mincount', 'Min Count'), mostHigh: long('smb.maxcount_high', 'Max Count High'), ...readRemaining,
  },
  a2e: {
    ...andX, ...readRemaining, compaction: word('smb.dcm', 'Data Compaction Mode'), reserved: bytes('smb.reserved', 'Reserved', 2),
    dataLength: word('smb.data_len_low', 'Data Length Low'), dataOffset: word('smb.data_offset', 'Data Offset'),
    dataHigh: long('smb.data_len_high', 'Data Length High'), reserved2: bytes('smb.reserved', 'Reserved', 6),
  },
  q2f: {
    ...andX, ...fileId, offset: long('smb.file.rw.offset', 'Offset'), reserved: bytes('smb.reserved', 'Reserved', 4),
    writeMode: word('smb.write.mode', 'Write Mode', { base: 16 }),
    ...readRemaining, dataHigh: word('smb.data_len_high', 'Data Length High'), dataLength: word('smb.data_len_low', 'Data Length Low'),
    dataOffset: word('smb.data_offset', 'Data Offset'),
  },
  a2f: {
    ...andX, count: word('smb.file.rw.length', 'Count Low'), ...readRemaining, countHigh: word('smb.count_high', 'Count High'),
    reserved: bytes('smb.reserved', 'Reserved', 2),
  },
  q25: transactionWords,
  a25: transactionAnswer,
  q32: transactionWords,
  a32: transactionAnswer,
  'a72.1': negotiated,
  'a72.13': {
    ...negotiated,
    mode: group('smb.sm16', 'Security Mode', modeFlags(12)), mostBuffer: word('smb.max_bufsize', 'Max buffer Size'),
    mostMpx: word('smb.max_mpx_count', 'Max Mpx Count'),
    mostVcs: word('smb.max_vcs', 'Max VCs'), raw: word('smb.rm', 'Raw Mode', { base: 16 }), sessionKey: long('smb.session_key',
      'Session Key', { base: 16 }),
    serverTime: word('smb.server_date_time.smb_time', 'Server Time', { base: 16 }), serverDate: word('smb.server_date_time.smb_date',
      'Server Date', { base: 16 }),
    zone: word('smb.server_timezone', 'Server Time Zone', { signed: true, unit: 'min' }), challengeLength: word('smb.challenge_length',
      'Challenge Length'),
    reserved: bytes('smb.reserved', 'Reserved', 2),
  },
  'a72.17': {
    ...negotiated,
    mode: group('smb.sm', 'Security Mode', modeFlags(4)), mostMpx: word('smb.max_mpx_count', 'Max Mpx Count'), mostVcs: word('smb.max_vcs',
      'Max VCs'),
    mostBuffer: long('smb.max_bufsize', 'Max buffer Size'), mostRaw: long('smb.max_raw', 'Max Raw buffer'),
    sessionKey: long('smb.session_key', 'Session Key', { base: 16 }),
    ...capabilities, systemTime: time('smb.system.time', 'System Time', 'filetime', little),
    zone: u16('smb.server_timezone', 'Server Time Zone', { ...little, signed: true, unit: 'min' }),
    challengeLength: u8('smb.challenge_length', 'Challenge Length'),
  },
  'q73.10': { ...sessionStart, passwordLength: word('smb.pwlen', 'Password Length'), reserved: bytes('smb.reserved', 'Reserved', 4) },
  'q73.12': { ...sessionStart, ...blobLength, reserved: bytes('smb.reserved', 'Reserved', 4), ...capabilities },
  'q73.13': {
    ...sessionStart, passwordLength: word('smb.ansi_pwlen', 'ANSI Password Length'), unicodePasswordLength: word('smb.unicode_pwlen',
      'Unicode Password Length'),
    reserved: bytes('smb.reserved', 'Reserved', 4), ...capabilities,
  },
  'a73.3': { ...andX, ...setupActions },
  'a73.4': { ...andX, ...setupActions, ...blobLength },
  q74: andX,
  a74: andX,
  'q75.4': { ...andX, ...treeFlags, passwordLength: word('smb.pwlen', 'Password Length') },
  'a75.2': andX,
  'a75.3': { ...andX, ...support },
  'a75.7': { ...andX, ...support, rights: accessMask('Maximal Share Access Rights'),
    guestRights: accessMask('Guest Maximal Share Access Rights') },
  a80: {
    units: word('smb.units', 'Total Units'), blocks: word('smb.bpu', 'Blocks Per Unit'), blockSize: word('smb.blocksize', 'Block Size'),
    free: word('smb.free_units', 'Free Units'),
    reserved: bytes('smb.reserved', 'Reserved', 2),
  },
  q81: { count: word('smb.search_count', 'Max Count'), ...searchAttributes },
  a81: { count: word('smb.count', 'Count') },
  'qa2.24': {
    ...andX, reserved: bytes('smb.reserved', 'Reserved', 1), nameLength: word('smb.file_name_len', 'File Name Len'),
    createFlags: group('smb.create_flags', 'Create Flags', {
      reserved: bits(1, 'smb.nt.create.reserved', 'Reserved'), oplock: flag('smb.nt.create.oplock', 'Exclusive Oplock'),
      batch: flag('smb.nt.create.batch_oplock', 'Batch Oplock'),
      directory: flag('smb.nt.create.dir', 'Create Directory'), extended: flag('smb.nt.create.ext', 'Extended Response'),
      reserved2: bits(27, 'smb.nt.create.reserved2', 'Reserved'),
    }, little),
    rootId: long('smb.rfid', 'Root FID', { base: 16 }), access: accessMask('Access Mask'), allocation: size64('smb.alloc_size64',
      'Allocation Size'),
    attributes: fileAttributes32, shares, disposition: long('smb.create.disposition', 'Disposition', { names: dispositions }),
    options: createOptions,
    impersonation: long('smb.impersonation.level', 'Impersonation', { names: impersonations }),
    securityFlags: u8('smb.security.flags', 'Security Flags', { base: 16 }),
  },
  aa2: {
    ...andX, oplock: u8('smb.oplock.level', 'Oplock level', { names: oplocks }), ...fileId, createAction: long('smb.create.action',
      'Create action', { names: createActions }),
    ...times, attributes: fileAttributes32, allocation: size64('smb.alloc_size64', 'Allocation Size'), endOfFile: size64('smb.end_of_file',
      'End Of File'),
    fileType: word('smb.file_type', 'File Type', { names: fileTypes }), pipeState: word('smb.ipc_state', 'IPC State', { base: 16 }),
    isDirectory: u8('smb.is_directory', 'Is Directory'),
  },
}

/** Setup words of transactions that send to a mailslot. */
export const mailslotWords = {
  opcode:   word('mailslot.opcode', 'Opcode', { names: { 1: 'Write Mail Slot' } }),
  priority: word('mailslot.priority', 'Priority'),
  class:    word('mailslot.class', 'Class', { names: { 1: 'Reliable', 2: 'Unreliable & Broadcast' } }),
}
/** The same of those on a named pipe, and those of Trans2. */
export const pipeWords = { function: word('pipe.function', 'Function', { base: 16, names: pipeFunctions }), pipeId: word('smb.fid', 'FID',
  { base: 16 }) }
export const subcommandWords = { subcommand: word('smb.trans2.cmd', 'Subcommand', { base: 16, names: subcommands }) }
