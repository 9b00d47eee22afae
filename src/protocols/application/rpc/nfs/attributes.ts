/** Attributes of files in version 3: RFC 1813, section 2.5. */
import { bits, flag, group, nameIn, overlay, record, time, u32, u64, type ViewOf } from '../../../../schema/index.ts'
import { follows, one } from '../data-representation.ts'
import { fileTypes } from './common.ts'

const permission = (name: string) => flag(`nfs.mode3.${name}`, `S_I${name.toUpperCase()}`)
const mode = group('nfs.mode3', 'Mode', {
  type: bits(20, '', 'Type'),
  setUser: permission('suid'), setGroup: permission('sgid'), sticky: permission('sticky'),
  ownerReads: permission('rusr'), ownerWrites: permission('wusr'), ownerExecutes: permission('xusr'),
  groupReads: permission('rgrp'), groupWrites: permission('wgrp'), groupExecutes: permission('xgrp'),
  othersRead: permission('roth'), othersWrite: permission('woth'), othersExecute: permission('xoth'),
})

const accessTime = {
  accessed:            overlay(time('nfs.atime', 'Access Time', 'unix-s-ns')),
  accessedSeconds:     u32('nfs.atime.sec', 'Seconds'),
  accessedNanoseconds: u32('nfs.atime.nsec', 'Nanoseconds'),
}
const modificationTime = {
  modified:            overlay(time('nfs.mtime', 'Modification Time', 'unix-s-ns')),
  modifiedSeconds:     u32('nfs.mtime.sec', 'Seconds'),
  modifiedNanoseconds: u32('nfs.mtime.nsec', 'Nanoseconds'),
}
const changeTime = {
  changed:            overlay(time('nfs.ctime', 'Change Time', 'unix-s-ns')),
  changedSeconds:     u32('nfs.ctime.sec', 'Seconds'),
  changedNanoseconds: u32('nfs.ctime.nsec', 'Nanoseconds'),
}

/** fattr3. */
const attributes = record('Attributes', {
  type:   u32('nfs.fattr3.type', 'Type', { names: fileTypes }),
  mode,
  links:  u32('nfs.fattr3.nlink', 'Links'),
  user:   u32('nfs.fattr3.uid', 'User ID'),
  group:  u32('nfs.fattr3.gid', 'Group ID'),
  size:   u64('nfs.fattr3.size', 'Size', { unit: 'bytes' }),
  used:   u64('nfs.fattr3.used', 'Used', { unit: 'bytes' }),
  major:  u32('nfs.specdata1', 'Device, first number'),
  minor:  u32('nfs.specdata2', 'Device, second number'),
  system: u64('nfs.fattr3.fsid', 'File System ID', { base: 16 }),
  file:   u64('nfs.fattr3.fileid', 'File ID'),
  ...accessTime, ...modificationTime, ...changeTime,
})
export const fileAttributes = one('Attributes', attributes)
export function attributesText(found: readonly ViewOf<typeof attributes>[] | undefined): string | undefined {
  const first = found?.[0]
  if (first === undefined) return undefined
  const { type, size, user, group: owners } = first
  return `${nameIn(fileTypes, type) ?? `type ${type}`} of ${size} bytes, user ${user}, group ${owners}`
}

const follow = u32('nfs.attributes_follow', 'Attributes follow', { names: follows })
/** post_op_attr. */
const after = record('Attributes', { follow }).choice('follow', { 1: { attributes: fileAttributes } })
export const attributesAfter = (label: string) => one(label, after)

/** wcc_attr and pre_op_attr. */
const weak = record('Attributes', { size: u64('nfs.wcc_attr.size', 'Size', { unit: 'bytes' }), ...modificationTime, ...changeTime })
const before = record('Before', { follow }).choice('follow', { 1: { attributes: one('Attributes', weak) } })
/** wcc_data: Weak Cache Consistency. */
const consistency = record('Weak Cache Consistency', { before: one('Before', before), after: one('After', after) })
export const attributesAround = (label: string) => one(label, consistency)

/** Of set_atime and set_mtime. */
const timesSet = { 0: 'not changed', 1: 'set to time of server', 2: 'set to time of client' }
const given = u32('nfs.set_it', 'Set', { names: follows })
const givenTime = u32('nfs.set_it', 'Set', { names: timesSet })
/** sattr3. */
const settable = record('New Attributes', {
  mode:     one('Mode', record('Mode', { given }).choice('given', { 1: { mode } })),
  user:     one('User ID', record('User ID', { given }).choice('given', { 1: { user: u32('nfs.uid3', 'User ID') } })),
  group:    one('Group ID', record('Group ID', { given }).choice('given', { 1: { group: u32('nfs.gid3', 'Group ID') } })),
  size:     one('Size', record('Size', { given }).choice('given', { 1: { size: u64('nfs.length4', 'Size', { unit: 'bytes' }) } })),
  accessed: one('Access Time', record('Access Time', { given: givenTime }).choice('given', { 2: accessTime })),
  modified: one('Modification Time', record('Modification Time', { given: givenTime }).choice('given', { 2: modificationTime })),
})
export const newAttributes = one('New Attributes', settable)
