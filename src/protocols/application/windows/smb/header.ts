/** The header of SMB messages: [MS-CIFS], section 2.2.3.1, and [MS-SMB], section 2.2.3.1. */
import { ahead, bits, bytes, flag, group, protocol, record, u16, u32, u8, type View } from '../../../../schema/index.ts'
import { dosClasses, dosErrors, ntStatuses } from '../statuses.ts'

export const commands = {
  0x00: 'Create Directory', 0x01: 'Delete Directory', 0x02: 'Open', 0x03: 'Create', 0x04: 'Close', 0x05: 'Flush', 0x06: 'Delete',
  0x07: 'Rename',
  0x08: 'Query Information', 0x09: 'Set Information', 0x0a: 'Read', 0x0b: 'Write', 0x0c: 'Lock Byte Range', 0x0d: 'Unlock Byte Range',
  0x0e: 'Create Temp', 0x0f: 'Create New', 0x10: 'Check Directory', 0x11: 'Process Exit', 0x12: 'Seek', 0x13: 'Lock And Read',
  0x14: 'Write And Unlock', 0x1a: 'Read Raw', 0x1b: 'Read MPX', 0x1d: 'Write Raw', 0x1e: 'Write MPX', 0x20: 'Write Complete',
  0x22: 'Set Information2', 0x23: 'Query Information2', 0x24: 'Locking AndX', 0x25: 'Trans', 0x26: 'Trans Secondary', 0x27: 'IOCTL',
  0x2b: 'Echo', 0x2c: 'Write And Close', 0x2d: 'Open AndX', 0x2e: 'Read AndX', 0x2f: 'Write AndX', 0x32: 'Trans2', 0x33: 'Trans2 Secondary',
  0x34: 'Find Close2', 0x35: 'Find Notify Close', 0x70: 'Tree Connect', 0x71: 'Tree Disconnect', 0x72: 'Negotiate Protocol',
  0x73: 'Session Setup AndX', 0x74: 'Logoff AndX', 0x75: 'Tree Connect AndX', 0x80: 'Query Information Disk', 0x81: 'Search', 0x82: 'Find',
  0x83: 'Find Unique', 0x84: 'Find Close', 0xa0: 'NT Trans', 0xa1: 'NT Trans Secondary', 0xa2: 'NT Create AndX', 0xa4: 'NT Cancel',
  0xa5: 'NT Rename', 0xc0: 'Open Print File', 0xc1: 'Write Print File', 0xc2: 'Close Print File', 0xc3: 'Get Print Queue',
  0xff: 'No further commands',
} as const

const little = { order: 'little' } as const
/** Where an error is a status of NT, and where text has two bytes a character: bits of Flags2. */
const ntStatus = 0x4000
const unicode = 0x8000

const fields = {
  protocol: u32('smb.server_component', 'Server Component', { ...little, base: 16, names: { 0x424d53ff: 'SMB' } }),
  command:  u8('smb.cmd', 'SMB Command', { base: 16, names: commands }),
}
const flags = group('smb.flags', 'Flags', {
  response:      flag('smb.flags.response', 'Request/Response'),
  notify:        flag('smb.flags.notify', 'Notify'),
  oplock:        flag('smb.flags.oplock', 'Oplocks'),
  canonical:     flag('smb.flags.canon', 'Canonicalized Pathnames'),
  caseless:      flag('smb.flags.caseless', 'Case Sensitivity'),
  reserved:      flag('smb.flags.reserved', 'Reserved'),
  receiveBuffer: flag('smb.flags.receive_buffer', 'Receive buffer Posted'),
  lock:          flag('smb.flags.lock', 'Lock and Read'),
})
const flags2 = group('smb.flags2', 'Flags2', {
  longNamesAllowed:   flag('smb.flags2.long_names_allowed', 'Long Names Allowed'),
  extendedAttributes: flag('smb.flags2.ea', 'Extended Attributes'),
  signatures:         flag('smb.flags2.sec_sig', 'Security Signatures'),
  compressed:         flag('smb.flags2.compressed', 'Compressed'),
  signatureRequired:  flag('smb.flags2.sec_sig_required', 'Security Signatures Required'),
  reserved:           flag('smb.flags2.reserved', 'Reserved'),
  longNamesUsed:      flag('smb.flags2.long_names_used', 'Long Names Used'),
  reserved2:          bits(3, 'smb.flags2.reserved2', 'Reserved'),
  reparsePath:        flag('smb.flags2.reparse_path', 'Reparse Path'),
  extendedSecurity:   flag('smb.flags2.esn', 'Extended Security Negotiation'),
  dfs:                flag('smb.flags2.dfs', 'Dfs'),
  readIfExecute:      flag('smb.flags2.roe', 'Execute-only Reads'),
  ntError:            flag('smb.flags2.nt_error', 'Error Code Type'),
  unicode:            flag('smb.flags2.string', 'Unicode Strings'),
}, little)

/** A message up to the end of its header. */
export const message = () => protocol('smb', 'SMB (Server Message Block Protocol)', { 'smb.protocol': [0xff] })
  .specified('[MS-CIFS]')
  .fields({ ...fields, flags2Ahead: ahead(16, { skip: 40, order: 'little' }) })
  .either(({ flags2Ahead }) => (flags2Ahead & ntStatus) !== 0, {
    status: u32('smb.nt_status', 'NT Status', { ...little, base: 16, names: ntStatuses }),
  }, {
    errorClass:    u8('smb.error_class', 'Error Class', { base: 16, names: dosClasses }),
    errorReserved: bytes('smb.reserved', 'Reserved', 1),
    errorCode:     u16('smb.error_code', 'Error Code', { ...little, names: dosErrors }),
  })
  .fields({
    flags,
    flags2,
    processIdHigh: u16('smb.pid.high', 'Process ID High', little),
    signature:     bytes('smb.signature', 'Signature', 8),
    reserved:      bytes('smb.reserved', 'Reserved', 2),
    treeId:        u16('smb.tid', 'Tree ID', little),
    processId:     u16('smb.pid', 'Process ID', little),
    userId:        u16('smb.uid', 'User ID', little),
    multiplexId:   u16('smb.mid', 'Multiplex ID', little),
  })

/** What commands look up in the header of their message, which is at the start of the layer. */
const plain = record('Header', {
  ...fields, status: u32('smb.nt_status', 'NT Status', little), flags: u8('smb.flags', 'Flags'), flags2: u16('smb.flags2', 'Flags2',
    little),
})
const [commandIn, flagsIn, flags2In] = [plain.reader('command'), plain.reader('flags'), plain.reader('flags2')]
export const begins = plain.recognizer({ protocol: 0x424d53ff })
export const headerSize = 32
export const commandOf = ({ bytes, origin }: View): number => commandIn(bytes, origin)
export const isResponse = ({ bytes, origin }: View): boolean => (flagsIn(bytes, origin) & 0x80) !== 0
export const isUnicode = ({ bytes, origin }: View): boolean => (flags2In(bytes, origin) & unicode) !== 0
