/** What is asked for when files are opened, in both versions of SMB: [MS-SMB2], sections 2.2.13 and 2.2.13.1. */
import { bits, flag, group } from '../../../schema/index.ts'

const little = { order: 'little' } as const

/** Read, written, and what may be done with files: [MS-CIFS], section 2.2.4.64.1. */
const right = (name: string, label: string) => flag(`smb.access.${name}`, label)
export const accessMask = (label: string) => group('smb.access_mask', label, {
  read: right('read', 'Read'), write: right('write', 'Write'), append: right('append', 'Append'), readEa: right('read_ea', 'Read EA'),
  writeEa: right('write_ea', 'Write EA'), execute: right('execute', 'Execute'), deleteChild: right('delete_child', 'Delete Child'),
  readAttributes: right('read_attributes', 'Read Attributes'), writeAttributes: right('write_attributes', 'Write Attributes'),
  reserved: bits(7, 'smb.access.reserved', 'Reserved'),
  delete: right('delete', 'Delete'), readControl: right('read_control', 'Read Control'), writeDac: right('write_dac', 'Write DAC'),
  writeOwner: right('write_owner', 'Write Owner'), synchronize: right('synchronize', 'Synchronize'), reserved2: bits(3,
    'smb.access.reserved2', 'Reserved'),
  systemSecurity: right('system_security', 'System Security'), maximum: right('maximum_allowed', 'Maximum Allowed'),
  reserved3: bits(2, 'smb.access.reserved3', 'Reserved'), genericAll: right('generic_all', 'Generic All'),
  genericExecute: right('generic_execute', 'Generic Execute'), genericWrite: right('generic_write', 'Generic Write'),
  genericRead: right('generic_read', 'Generic Read'),
}, little)

export const shares = group('smb.share_access', 'Share Access', {
  read: flag('smb.share.access.read', 'Read'), write: flag('smb.share.access.write', 'Write'), delete: flag('smb.share.access.delete',
    'Delete'),
  reserved: bits(29, 'smb.share.access.reserved', 'Reserved'),
}, little)

const option = (name: string, label: string) => flag(`smb.nt.create_options.${name}`, label)
export const createOptions = group('smb.create_options', 'Create Options', {
  directory: option('directory', 'Directory'), writeThrough: option('write_through', 'Write Through'),
  sequential: option('sequential_only', 'Sequential Only'), noBuffering: option('intermediate_buffering', 'Intermediate Buffering'),
  alert: option('sync_io_alert', 'Sync I/O Alert'), noAlert: option('sync_io_nonalert', 'Sync I/O Nonalert'),
  notDirectory: option('non_directory', 'Non-Directory'), tree: option('create_tree_connection', 'Create Tree Connection'),
  oplocked: option('complete_if_oplocked', 'Complete If Oplocked'), noEa: option('no_ea_knowledge', 'No EA Knowledge'),
  shortNames: option('eight_dot_three_only', '8.3 Only'), random: option('random_access', 'Random Access'),
  deleteOnClose: option('delete_on_close', 'Delete On Close'), byId: option('open_by_fileid', 'Open By FileID'),
  backup: option('backup_intent', 'Backup Intent'), noCompression: option('no_compression', 'No Compression'),
  reserved: bits(4, 'smb.nt.create_options.reserved', 'Reserved'), opFilter: option('reserve_opfilter', 'Reserve Opfilter'),
  reparsePoint: option('open_reparse_point', 'Open Reparse Point'), noRecall: option('open_no_recall', 'Open No Recall'),
  freeSpace: option('open_for_free_space_query', 'Open For Free Space query'), reserved2: bits(8, 'smb.nt.create_options.reserved2',
    'Reserved'),
}, little)
export const dispositions = { 0: 'Supersede', 1: 'Open', 2: 'Create', 3: 'Open If', 4: 'Overwrite', 5: 'Overwrite If' } as const
export const impersonations = { 0: 'Anonymous', 1: 'Identification', 2: 'Impersonation', 3: 'Delegation' } as const
export const createActions = { 0: 'Superseded', 1: 'The file existed and was opened', 2: 'Created', 3: 'Overwritten' } as const
