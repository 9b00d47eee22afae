/** Network File System, version 2: RFC 1094; sections are those. */
import {
  bits, bytes, computed, crc32, flag, group, lineOf, list, nameIn, overlay, protocol, record, time, u32, when, type View, type ViewOf,
} from '../../../../schema/index.ts'
import { calledFacts, calledIn, chosenByStatus, nameOfCall } from '../called.ts'
import { countText, follows, last, one, opaque, string } from '../data-representation.ts'
import { byProgram } from '../procedures.ts'
import { handleText, statusNames, statusText } from './common.ts'

/** Section 2.3.2, and what servers say of files that it does not know. */
const fileTypes = {
  0: 'no file', 1: 'file', 2: 'directory', 3: 'block device', 4: 'character device', 5: 'symbolic link', 6: 'socket', 8: 'FIFO',
}
const versions = byProgram[100003]!
const handleSize = 32
/** Section 2.3.3. */
const fileHandle = record('File Handle', {
  hash: computed('nfs.fh.hash', 'Hash', ({ bytes: memory, start, end }: View) =>
    (start + handleSize > end ? NaN : crc32(memory, start, start + handleSize)), { base: 16 }),
  handle: bytes('nfs.fhandle', 'File Handle', handleSize),
})
const handle = (label: string) => one(label, fileHandle)
/** Section 2.3.10. */
const name = string('nfs.name', 'Name')
const where = { directory: handle('Directory'), name }

/** Section 2.3.5. */
const permission = (what: string, label: string) => flag(`nfs.mode.${what}`, label)
const mode = group('nfs.mode', 'Mode', {
  reserved:      bits(16, '', 'Reserved'),
  type:          bits(4, 'nfs.mode.name', 'Type', { names: { 1: 'FIFO', 2: 'character device', 4: 'directory', 6: 'block device', 8: 'file',
    10: 'symbolic link', 12: 'socket' } }),
  setUser:       permission('set_user_id', 'Set user ID on execution'),
  setGroup:      permission('set_group_id', 'Set group ID on execution'),
  saveText:      permission('save_swap_text', 'Save swapped text'),
  ownerReads:    permission('read_owner', 'Owner reads'),
  ownerWrites:   permission('write_owner', 'Owner writes'),
  ownerExecutes: permission('exec_owner', 'Owner executes'),
  groupReads:    permission('read_group', 'Group reads'),
  groupWrites:   permission('write_group', 'Group writes'),
  groupExecutes: permission('exec_group', 'Group executes'),
  othersRead:    permission('read_other', 'Others read'),
  othersWrite:   permission('write_other', 'Others write'),
  othersExecute: permission('exec_other', 'Others execute'),
})
const accessTime = {
  accessed:             overlay(time('nfs.atime', 'Access Time', 'unix-s-us')),
  accessedSeconds:      u32('nfs.atime.sec', 'Seconds'),
  accessedMicroseconds: u32('nfs.atime.usec', 'Microseconds'),
}
const modificationTime = {
  modified:             overlay(time('nfs.mtime', 'Modification Time', 'unix-s-us')),
  modifiedSeconds:      u32('nfs.mtime.sec', 'Seconds'),
  modifiedMicroseconds: u32('nfs.mtime.usec', 'Microseconds'),
}
const owner = { user: u32('nfs.fattr.uid', 'User ID'), group: u32('nfs.fattr.gid', 'Group ID') }
const size = { size: u32('nfs.fattr.size', 'Size', { unit: 'bytes' }) }
const attributes = record('Attributes', {
  type:    u32('nfs.type', 'Type', { names: fileTypes }),
  mode,
  links:   u32('nfs.fattr.nlink', 'Links'),
  ...owner, ...size,
  block:   u32('nfs.fattr.blocksize', 'Block Size', { unit: 'bytes' }),
  device:  u32('nfs.fattr.rdev', 'Device', { base: 16 }),
  blocks:  u32('nfs.fattr.blocks', 'Blocks'),
  system:  u32('nfs.fattr.fsid', 'File System ID', { base: 16 }),
  file:    u32('nfs.fattr.fileid', 'File ID'),
  ...accessTime, ...modificationTime,
  changed:             overlay(time('nfs.ctime', 'Change Time', 'unix-s-us')),
  changedSeconds:      u32('nfs.ctime.sec', 'Seconds'),
  changedMicroseconds: u32('nfs.ctime.usec', 'Microseconds'),
})
const known = { attributes: one('Attributes', attributes) }
/** Section 2.3.6: what is not set has all bits set. */
const newAttributes = { newAttributes: one('New Attributes', record('New Attributes', {
  mode, ...owner, ...size, ...accessTime, ...modificationTime,
})) }
/** Section 2.3.11. */
const found = { found: handle('File'), ...known }

/** Section 2.2.17: entries of a directory, each after a word that says whether it is there. */
const entry = record('Entry', { next: u32('nfs.value_follows', 'Value follows', { names: follows }) }).choice('next', { 1: {
  file: u32('nfs.readdir.entry.fileid', 'File ID'), name: string('nfs.readdir.entry.name', 'Name'),
  cookie: u32('nfs.readdir.entry.cookie', 'Cookie'),
} })

const file = { file: handle('File') }
const isReply = (layer: View) => calledIn(layer)?.isReply === true && hasStatus(calledIn(layer)!.procedure)
/** All but NULL, ROOT and WRITECACHE. */
const hasStatus = (procedure: number) => procedure > 0 && procedure !== 3 && procedure !== 7

export const nfs2 = protocol('nfs', 'Network File System', { 'rpc.program': ['100003.2'] })
  .specified('RFC 1094')
  .borrows('rpc')
  .facts(calledFacts('nfs.procedure', versions))
  .fields({ status: when(isReply, u32('nfs.status2', 'Status', { names: statusNames, also: 'nfs.status' })) })
  .choice(chosenByStatus, {
    'call 1':   file,
    'reply 1':  known,
    'call 2':   { ...file, ...newAttributes },
    'reply 2':  known,
    'call 4':   where,
    'reply 4':  found,
    'call 5':   file,
    'reply 5':  { target: string('nfs.readlink.data', 'Target') },
    'call 6':   { ...file, offset: u32('nfs.read.offset', 'Offset'), count: u32('nfs.read.count', 'Count', { unit: 'bytes' }),
      total: u32('nfs.read.totalcount', 'Total Count') },
    'reply 6':  { ...known, data: opaque('nfs.data', 'Data') },
    'call 8':   { ...file, first: u32('nfs.write.beginoffset', 'Begin Offset'), offset: u32('nfs.write.offset', 'Offset'),
      total: u32('nfs.write.totalcount', 'Total Count'), data: opaque('nfs.data', 'Data') },
    'reply 8':  known,
    'call 9':   { ...where, ...newAttributes },
    'reply 9':  found,
    'call 10':  where,
    'call 11':  { ...where, toDirectory: handle('New Directory'), toName: string('nfs.name', 'New Name') },
    'call 12':  { ...file, ...where },
    'call 13':  { ...where, target: string('nfs.symlink.to', 'Target'), ...newAttributes },
    'call 14':  { ...where, ...newAttributes },
    'reply 14': found,
    'call 15':  where,
    'call 16':  { file: handle('Directory'), cookie: u32('nfs.readdir.cookie', 'Cookie'),
      count: u32('nfs.readdir.count', 'Count', { unit: 'bytes' }) },
    'reply 16': { entries: list('', 'Entries', entry, { last }), ends: u32('nfs.readdir.eof', 'End of directory') },
    'call 17':  file,
    'reply 17': {
      transfer: u32('nfs.statfs.tsize', 'Transfer Size', { unit: 'bytes' }),
      blockSize: u32('nfs.statfs.bsize', 'Block Size', { unit: 'bytes' }),
      blocks: u32('nfs.statfs.blocks', 'Total Blocks'), free: u32('nfs.statfs.bfree', 'Free Blocks'),
      available: u32('nfs.statfs.bavail', 'Available Blocks'),
    },
  })
  .colored('messages', ({ status = 0 }) => (status > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { status = 0, file: of, found: object, directory, name: names, toName, offset, count, data, entries, attributes: given } = layer
    const path = lineOf([handleText(directory), names?.[0] && `/${names[0].value}`], '')
    const length = count ?? data?.[0]?.length
    return lineOf([
      nameOfCall(layer, versions), status > 0 ? statusText(status) : undefined, handleText(of ?? object), path === '' ? undefined : path,
      toName?.[0] && `to ${toName[0].value}`, offset === undefined ? undefined : `offset ${offset}`,
      length === undefined ? undefined : `${length} bytes`, countText(entries, 'entries'), attributesText(given?.[0]),
    ])
  })

function attributesText(known: ViewOf<typeof attributes> | undefined): string | undefined {
  if (known === undefined) return undefined
  const { type, size: length, user, group: owners } = known
  return `${nameIn(fileTypes, type) ?? `type ${type}`} of ${length} bytes, user ${user}, group ${owners}`
}
