/** Information on files, volumes and directories, by class and level: [MS-FSCC], sections 2.4 and 2.5. */
import {
  ahead, bytes, flag, group, range, record, rest, text, time, u32, u64, u8, when, type View,
} from '../../../../schema/index.ts'
import { accessMask } from '../file-access.ts'
import { isResponse } from './header.ts'
import { attributes, headerSize, hex, little, long, reserved, set, sizes, times, toldOf, unused, wide } from './parts.ts'

export const classes = { 1: 'FILE_INFO', 2: 'FS_INFO', 3: 'SEC_INFO', 4: 'QUOTA_INFO' } as const
export const fileLevels = {
  4: 'SMB2_FILE_BASIC_INFO', 5: 'SMB2_FILE_STANDARD_INFO', 6: 'SMB2_FILE_INTERNAL_INFO', 7: 'SMB2_FILE_EA_INFO', 8: 'SMB2_FILE_ACCESS_INFO',
  10: 'SMB2_FILE_RENAME_INFO', 13: 'SMB2_FILE_DISPOSITION_INFO', 14: 'SMB2_FILE_POSITION_INFO', 15: 'SMB2_FILE_FULL_EA_INFO',
  16: 'SMB2_FILE_MODE_INFO', 17: 'SMB2_FILE_ALIGNMENT_INFO', 18: 'SMB2_FILE_ALL_INFO', 19: 'SMB2_FILE_ALLOCATION_INFO',
  20: 'SMB2_FILE_ENDOFFILE_INFO', 21: 'SMB2_FILE_ALTERNATE_NAME_INFO', 22: 'SMB2_FILE_STREAM_INFO', 23: 'SMB2_FILE_PIPE_INFO',
  28: 'SMB2_FILE_COMPRESSION_INFO', 34: 'SMB2_FILE_NETWORK_OPEN_INFO', 35: 'SMB2_FILE_ATTRIBUTE_TAG_INFO',
  48: 'SMB2_FILE_NORMALIZED_NAME_INFO',
} as const
export const volumeLevels = {
  1: 'FileFsVolumeInformation', 3: 'FileFsSizeInformation', 4: 'FileFsDeviceInformation', 5: 'FileFsAttributeInformation',
  6: 'FileFsControlInformation', 7: 'FileFsFullSizeInformation', 8: 'FileFsObjectIdInformation', 11: 'FileFsSectorSizeInformation',
} as const
const levelOf = (name: string, names = {}) => u8(`smb2.${name}`, 'InfoLevel', { base: 16, names })
export const infoClass = {
  class:       u8('smb2.class', 'Class', { base: 16, names: classes }),
  level:       ahead(8),
  fileLevel:   when({ class: 1 }, levelOf('file_info.infolevel', fileLevels)),
  volumeLevel: when({ class: 2 }, levelOf('fs_info.infolevel', volumeLevels)),
  otherLevel:  when({ class: [0, range(3, 255)] }, levelOf('infolevel')),
}

const utf16 = { encoding: 'utf-16le' } as const
const standard = {
  allocation: u64('smb.alloc_size64', 'Allocation Size', little), endOfFile: u64('smb.end_of_file', 'End Of File', little),
  links: u32('smb.link_count', 'Link Count', little), deletePending: u8('smb.delete_pending', 'Delete Pending'),
  isDirectory: u8('smb.is_directory', 'Is Directory'), unknown: bytes('', 'Reserved', 2),
}
const name = { nameLength: long('filename.len', 'Filename Length'), name: text('smb2.filename', 'Filename', 'nameLength', utf16) }
const mode = { mode: group('smb2.mode_info', 'Mode Information', {
  unused: unused(1), writeThrough: set('mode.file_write_through', 'FILE_WRITE_THROUGH'),
  sequential: set('mode.file_sequential_only', 'FILE_SEQUENTIAL_ONLY'),
  noBuffering: set('mode.file_no_intermediate_buffering', 'FILE_NO_INTERMEDIATE_BUFFERING'),
  alert: set('mode.file_synchronous_io_alert', 'FILE_SYNCHRONOUS_IO_ALERT'),
  noAlert: set('mode.file_synchronous_io_nonalert', 'FILE_SYNCHRONOUS_IO_NONALERT'), reserved: unused(6),
  deleteOnClose: set('mode.file_delete_on_close', 'FILE_DELETE_ON_CLOSE'), reserved2: unused(19),
}, hex) }

const alignments = { 0: 'FILE_BYTE_ALIGNMENT', 1: 'FILE_WORD_ALIGNMENT', 3: 'FILE_LONG_ALIGNMENT', 7: 'FILE_QUAD_ALIGNMENT' } as const
const internal = { fileId: wide('file_id', 'File Id', { base: 16 }) }
const ea = { eaSize: long('ea_size', 'EA Size') }
const position = { position: wide('position_info', 'Position Information') }
const alignment = { alignment: long('alignment_info', 'Alignment Information', { base: 16, names: alignments }) }
const unknown = { unknown: bytes('smb2.unknown', 'Unknown', 4) }

const ability = (name: string, label: string) => flag(`smb.fs_attr.${name}`, label)
/** Section 2.5.1. */
const volumeAttributes = group('smb.fs_attr', 'FS Attributes', {
  caseSensitive: ability('css', 'Case Sensitive Search'), casePreserving: ability('cpn', 'Case Preserving'),
  unicode: ability('uod', 'Unicode On Disk'), acls: ability('pacls', 'Persistent ACLs'), compression: ability('fc', 'Compression'),
  quotas: ability('vq', 'Volume Quotas'), sparse: ability('ssf', 'Sparse Files'), reparse: ability('srp', 'Reparse Points'),
  remote: ability('srs', 'Remote Storage'), unused: unused(5), longNames: ability('sla', 'LFN APIs'),
  compressed: ability('vis', 'Volume Is Compressed'), objectIds: ability('soids', 'Supports OIDs'),
  encryption: ability('se', 'Supports Encryption'), streams: ability('ns', 'Named Streams'), readOnly: ability('rov', 'Read Only Volume'),
  writeOnce: ability('swo', 'Sequential Write Once'), transactions: ability('st', 'Transactions'), hardLinks: ability('shl', 'Hard Links'),
  reserved: unused(3), integrity: ability('sis', 'Integrity Streams'), counting: ability('sbr', 'Block Refcounting'),
  sparseLength: ability('ssv', 'Sparse VDL'), reserved2: unused(3),
}, hex)
const device = (name: string, label: string) => flag(`smb.device.${name}`, label)
const characteristics = group('smb.device', 'Device Characteristics', {
  removable: device('removable', 'Removable'), readOnly: device('read_only', 'Read Only'), floppy: device('floppy', 'Floppy'),
  writeOnce: device('write_once', 'Write Once'), remote: device('remote', 'Remote'), mounted: device('mounted', 'Mounted'),
  virtual: device('virtual', 'Virtual'), reserved: unused(1), secureOpen: device('secure_open', 'Secure Open'), reserved2: unused(3),
  terminal: device('ts', 'Terminal Services'), webdav: device('webdav', 'Webdav'), portable: device('portable', 'Portable'),
  reserved3: unused(2), traversal: device('aat', 'Allow Appcontainer Traversal'), reserved4: unused(14),
}, hex)
const units = (filter: string, label: string) => u64(`smb.${filter}`, label, little)
const sectors = {
  sectorsPerUnit: u32('smb.fs_sector_per_unit', 'Sectors/Unit', little), bytesPerSector: u32('smb.fs_bytes_per_sector', 'Bytes per Sector',
    little),
}

/** The class and the level: of what was asked, in the request or as it is remembered. */
const [classAt, levelAt] = (() => {
  const start = record('Info', { class: u8('', 'Class'), level: u8('', 'Level') })
  return [start.reader('class'), start.reader('level')]
})()
function keyOf(view: View): string {
  if (isResponse(view)) return `${toldOf(view).class}.${toldOf(view).level}`
  const at = view.origin + headerSize + 2
  return `${classAt(view.bytes, at)}.${levelAt(view.bytes, at)}`
}

export const info = record('Info', {}).choice(keyOf, {
  '1.4':  { ...times, ...attributes, ...unknown },
  '1.5':  standard,
  '1.6':  internal,
  '1.7':  ea,
  '1.8':  { access: accessMask('Access Mask') },
  '1.10': {
    replace: u8('smb2.rename.replace_if', 'Replace If', { base: 16 }), padding: bytes('', 'Reserved', 7),
    root: bytes('smb2.root_directory', 'Root Dir Handle', 8), ...name,
  },
  '1.13': { disposition: group('', 'Disposition', { deleteOnClose: set('disposition.delete_on_close', 'Delete on close'),
    reserved: unused(7) }, little) },
  '1.14': position,
  '1.16': mode,
  '1.17': alignment,
  '1.18': {
    ...times, ...attributes, ...unknown, ...sizes, links: long('nlinks', 'Number of Links'),
    deletePending: u8('smb2.delete_pending', 'Delete Pending'), isDirectory: u8('smb2.is_directory', 'Is Directory'),
    padding: bytes('', 'Reserved', 2), ...internal, ...ea, access: accessMask('Access Mask'), ...position, ...mode, ...alignment, ...name,
  },
  '1.19': { allocation: sizes.allocation },
  '1.20': { endOfFile: sizes.endOfFile },
  '1.21': name,
  '1.34': { ...times, ...sizes, ...attributes, ...unknown },
  '1.35': { ...attributes, tag: long('reparse_tag', 'Reparse Tag', { base: 16 }) },
  '1.48': name,
  '2.1':  {
    created: time('smb.create.time', 'Created', 'filetime', little), serial: u32('smb.volume.serial', 'Volume Serial Number', hex),
    nameLength: u32('smb.volume.label.len', 'Label Length', little), padding: bytes('', 'Supports objects, reserved', 2),
    name: text('smb.volume.label', 'Label', 'nameLength', utf16),
  },
  '2.3':  { total: units('alloc_size64', 'Allocation Size'), free: units('free_alloc_units', 'Free Units'), ...sectors },
  '2.4':  { type: u32('smb.device.type', 'Device Type', hex), characteristics },
  '2.5':  {
    abilities: volumeAttributes, longest: u32('smb.fs_max_name_len', 'Max name length', little),
    nameLength: u32('smb.fs_name.len', 'Label Length', little), name: text('smb.fs_name', 'FS Name', 'nameLength', utf16),
  },
  '2.7':  {
    total: units('alloc_size64', 'Allocation Size'), callerFree: units('caller_free_alloc_units', 'Caller Free Units'),
    free: units('free_alloc_units', 'Free Units'), ...sectors,
  },
}).fields({ more: rest('smb2.unknown', 'Unknown') })

/** Entries of directories: section 2.4.10 and on. */
const entryTail = { nameLength: long('filename.len', 'Filename Length') }
const entryEnd = { name: text('smb2.filename', 'Filename', 'nameLength', utf16) }
const entryStart = { ...times, endOfFile: sizes.endOfFile, allocation: sizes.allocation, ...attributes, ...entryTail }
const shortName = {
  shortLength: u8('smb2.short_name_len', 'Short Name Length'), padding: reserved(1),
  shortName: text('smb2.shortname', 'Short Name', 24, { ...utf16, padding: 'zero' }),
}
export const directoryEntry = record('File', {
  next: long('next_offset', 'Next Offset'), index: long('file_index', 'File Index', { base: 16 }),
})
  .length(({ next, start, end }) => (next > 0 ? next : end - start))
  .choice((entry: View) => toldOf(entry).level, {
    1:  { ...entryStart, ...entryEnd },
    2:  { ...entryStart, ...ea, ...entryEnd },
    3:  { ...entryStart, ...ea, ...shortName, ...entryEnd },
    12: { ...entryTail, ...entryEnd },
    37: { ...entryStart, ...ea, ...shortName, padding2: reserved(2), ...internal, ...entryEnd },
    38: { ...entryStart, ...ea, padding: bytes('', 'Reserved', 4), ...internal, ...entryEnd },
  })
  .fields({ more: rest('', 'More') })

const actions = {
  1: 'FILE_ACTION_ADDED', 2: 'FILE_ACTION_REMOVED', 3: 'FILE_ACTION_MODIFIED', 4: 'FILE_ACTION_RENAMED_OLD_NAME',
  5: 'FILE_ACTION_RENAMED_NEW_NAME', 6: 'FILE_ACTION_ADDED_STREAM', 7: 'FILE_ACTION_REMOVED_STREAM', 8: 'FILE_ACTION_MODIFIED_STREAM',
  9: 'FILE_ACTION_REMOVED_BY_DELETE',
} as const
/** Section 2.7.1. */
export const change = record('Notify Info', {
  next:       long('notify.next_offset', 'Next Offset', { base: 16 }),
  action:     long('notify.action', 'Action', { base: 16, names: actions }),
  nameLength: long('filename.len', 'Filename Length'),
  name:       text('smb2.filename', 'Filename', 'nameLength', utf16),
})
  .length(({ next, start, end }) => (next > 0 ? next : end - start))
  .fields({ more: rest('', 'More') })
