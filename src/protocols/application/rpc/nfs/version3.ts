/** Network File System, version 3: RFC 1813; sections are those. */
import { bits, bytes, flag, group, lineOf, list, protocol, record, time, u32, u64, when, type View } from '../../../../schema/index.ts'
import { calledFacts, calledIn, chosenByStatus, nameOfCall } from '../called.ts'
import { countText, follows, last, one, opaque, string } from '../data-representation.ts'
import { byProgram } from '../procedures.ts'
import { attributesAfter, attributesAround, attributesText, fileAttributes, newAttributes } from './attributes.ts'
import { fileHandle, fileTypes, handleText, status, statusText } from './common.ts'

const versions = byProgram[100003]!
const handle = (label: string) => one(label, fileHandle)
const name = string('nfs.name', 'Name')
const where = { directory: handle('Directory'), name }
/** post_op_fh3. */
const newHandle = one('Object', record('Object', { follow: u32('nfs.handle_follow', 'Handle follows', { names: follows }) })
  .choice('follow', { 1: { handle: handle('File Handle') } }))
const created = { object: newHandle, attributes: attributesAfter('Object Attributes'), around: attributesAround('Directory') }
const changed = { around: attributesAround('Directory') }
const known = { attributes: attributesAfter('Object Attributes') }
const offset = u64('nfs.offset3', 'Offset')
const count = u32('nfs.count3', 'Count', { unit: 'bytes' })
const verifier = bytes('nfs.verifier', 'Verifier', 8)
const stability = { 0: 'unstable', 1: 'data', 2: 'file' }

/** Section 3.3.4. */
const access = (filter: string, label: string) => group(filter, label, {
  unused: bits(26, '', 'Unused'),
  execute: flag('nfs.access_execute', 'Execute'), delete: flag('nfs.access_delete', 'Delete'), extend: flag('nfs.access_extend', 'Extend'),
  modify: flag('nfs.access_modify', 'Modify'), lookUp: flag('nfs.access_lookup', 'Look Up'), read: flag('nfs.access_read', 'Read'),
})

/** Section 3.3.8. */
const createModes = { 0: 'unchecked', 1: 'guarded', 2: 'exclusive' }
const creation = record('How', { mode: u32('nfs.createmode', 'Create Mode', { names: createModes }) })
  .choice('mode', { 0: { attributes: newAttributes }, 1: { attributes: newAttributes }, 2: { verifier } })
/** Section 3.3.2. */
const guard = one('Guard', record('Guard', { check: u32('nfs.sattrguard3', 'Check', { names: follows }) })
  .choice('check', { 1: { changed: time('nfs.ctime', 'Change Time', 'unix-s-ns') } }))
/** Section 3.3.11. */
const special = {
  attributes: newAttributes, major: u32('nfs.specdata1', 'Device, first number'), minor: u32('nfs.specdata2', 'Device, second number'),
}
const device = record('What', { type: u32('nfs.fattr3.type', 'Type', { names: fileTypes }) }).choice('type', {
  3: special, 4: special,
  6: { attributes: newAttributes }, 7: { attributes: newAttributes },
})

/** Sections 3.3.16 and 3.3.17: entries of a directory, each after a word that says whether it is there. */
const next = u32('nfs.value_follows', 'Value follows', { names: follows })
const entry = record('Entry', { next }).choice('next', { 1: {
  file: u64('nfs.readdir.entry3.fileid', 'File ID'), name: string('nfs.readdir.entry3.name', 'Name'),
  cookie: u64('nfs.readdir.entry3.cookie', 'Cookie'),
} })
const fullEntry = record('Entry', { next }).choice('next', { 1: {
  file: u64('nfs.readdirplus.entry.fileid', 'File ID'), name: string('nfs.readdirplus.entry.name', 'Name'),
  cookie: u64('nfs.readdirplus.entry.cookie', 'Cookie'), attributes: attributesAfter('Attributes'), handle: newHandle,
} })
const ends = u32('nfs.readdir.eof', 'End of directory')
const listing = { attributes: attributesAfter('Directory Attributes'), verifier }

const blocks = (what: string, label: string) => u32(`nfs.fsinfo.${what}`, label, { unit: 'bytes' })
const amount = (what: string, label: string) => u64(`nfs.fsstat3_resok.${what}`, label)
const boolean = (what: string, label: string) => u32(`nfs.pathconf.${what}`, label)

const isReply = (layer: View) => calledIn(layer)?.isReply === true && calledIn(layer)!.procedure > 0

export const nfs3 = protocol('nfs', 'Network File System', { 'rpc.program': ['100003.3'] })
  .specified('RFC 1813')
  .borrows('rpc')
  .facts(calledFacts('nfs.procedure', versions))
  .fields({ status: when(isReply, status) })
  .choice(chosenByStatus, {
    'call 1':   { file: handle('File') },
    'reply 1':  { itself: fileAttributes },
    'call 2':   { file: handle('File'), newAttributes, guard },
    'reply 2':  changed, 'error 2': changed,
    'call 3':   where,
    'reply 3':  { found: handle('Object'), ...known, directoryAttributes: attributesAfter('Directory Attributes') },
    'error 3':  { directoryAttributes: attributesAfter('Directory Attributes') },
    'call 4':   { file: handle('File'), access: access('nfs.access_check', 'Access asked for') },
    'reply 4':  { ...known, access: access('nfs.access_rights', 'Access') }, 'error 4': known,
    'call 5':   { file: handle('File') },
    'reply 5':  { ...known, target: string('nfs.readlink.data', 'Target') }, 'error 5': known,
    'call 6':   { file: handle('File'), offset, count },
    'reply 6':  { ...known, count, endOfFile: u32('nfs.read.eof', 'End of file'), data: opaque('nfs.data', 'Data') }, 'error 6': known,
    'call 7':   { file: handle('File'), offset, count, stable: u32('nfs.write.stable', 'Stable', { names: stability }),
      data: opaque('nfs.data', 'Data') },
    'reply 7':  { ...changed, count, committed: u32('nfs.write.committed', 'Committed', { names: stability }), verifier },
    'error 7':  changed,
    'call 8':   { ...where, how: one('How', creation) }, 'reply 8': created, 'error 8': changed,
    'call 9':   { ...where, newAttributes }, 'reply 9': created, 'error 9': changed,
    'call 10':  { ...where, newAttributes, target: string('nfs.symlink.to', 'Target') }, 'reply 10': created, 'error 10': changed,
    'call 11':  { ...where, what: one('What', device) }, 'reply 11': created, 'error 11': changed,
    'call 12':  where, 'reply 12': changed, 'error 12': changed,
    'call 13':  where, 'reply 13': changed, 'error 13': changed,
    'call 14':  { ...where, toDirectory: handle('New Directory'), toName: string('nfs.name', 'New Name') },
    'reply 14': { ...changed, aroundTo: attributesAround('New Directory') },
    'error 14': { ...changed, aroundTo: attributesAround('New Directory') },
    'call 15':  { file: handle('File'), ...where },
    'reply 15': { ...known, ...changed }, 'error 15': { ...known, ...changed },
    'call 16':  { file: handle('Directory'), cookie: u64('nfs.cookie3', 'Cookie'), verifier, count },
    'reply 16': { ...listing, entries: list('', 'Entries', entry, { last }), ends },
    'error 16': known,
    'call 17':  { file: handle('Directory'), cookie: u64('nfs.cookie3', 'Cookie'), verifier,
      count: u32('nfs.count3_dircount', 'Count of names', { unit: 'bytes' }),
      most: u32('nfs.count3_maxcount', 'Maximum', { unit: 'bytes' }) },
    'reply 17': { ...listing, fullEntries: list('', 'Entries', fullEntry, { last }), ends },
    'error 17': known,
    'call 18':  { file: handle('File') },
    'reply 18': {
      ...known, totalBytes: amount('tbytes', 'Total Bytes'), freeBytes: amount('fbytes', 'Free Bytes'),
      availableBytes: amount('abytes', 'Available Bytes'), totalFiles: amount('tfiles', 'Total Files'),
      freeFiles: amount('ffiles', 'Free Files'), availableFiles: amount('afiles', 'Available Files'),
      unchanged: u32('nfs.fsstat.invarsec', 'Unchanged for', { unit: 'seconds' }),
    },
    'error 18': known,
    'call 19':  { file: handle('File') },
    'reply 19': {
      ...known, mostRead: blocks('rtmax', 'Maximum read'), usualRead: blocks('rtpref', 'Preferred read'),
      readMultiple: blocks('rtmult', 'Multiple of a read'), mostWritten: blocks('wtmax', 'Maximum write'),
      usualWrite: blocks('wtpref', 'Preferred write'), writeMultiple: blocks('wtmult', 'Multiple of a write'),
      usualListing: blocks('dtpref', 'Preferred listing'), mostBytes: u64('nfs.fsinfo.maxfilesize', 'Maximum size of a file'),
      timeSeconds: u32('nfs.dtime.sec', 'Resolution of times, seconds'),
      timeNanoseconds: u32('nfs.dtime.nsec', 'Nanoseconds'), properties: u32('nfs.fsinfo.properties', 'Properties', { base: 16 }),
    },
    'error 19': known,
    'call 20':  { file: handle('File') },
    'reply 20': {
      ...known, mostLinks: u32('nfs.pathconf.linkmax', 'Maximum of links'),
      mostLetters: u32('nfs.pathconf.name_max', 'Maximum of a name'),
      isCutRefused: boolean('no_trunc', 'Long names are refused'), isOwnerFixed: boolean('chown_restricted', 'Change of owner restricted'),
      ignoresCase: boolean('case_insensitive', 'Case insensitive'), keepsCase: boolean('case_preserving', 'Case preserving'),
    },
    'error 20': known,
    'call 21':  { file: handle('File'), offset, count },
    'reply 21': { ...changed, verifier }, 'error 21': changed,
  })
  .colored('messages', ({ status: code = 0 }) => (code > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { status: code = 0, file, found, directory, name: names, toName, offset: from, count: length, object, entries, fullEntries,
      access: rights } = layer
    const path = lineOf([handleText(directory), names?.[0] && `/${names[0].value}`], '')
    return lineOf([
      nameOfCall(layer, versions), code > 0 ? statusText(code) : undefined, handleText(file ?? found ?? object?.[0]?.handle),
      path === '' ? undefined : path, toName?.[0] && `to ${toName[0].value}`, from === undefined ? undefined : `offset ${from}`,
      length === undefined ? undefined : `${length} bytes`, countText(entries ?? fullEntries, 'entries'),
      code > 0 ? undefined : attributesText(layer.itself ?? layer.attributes?.[0]?.attributes), rights && rightsText(rights),
    ])
  })

const letters = { read: 'read', lookUp: 'look up', modify: 'modify', extend: 'extend', delete: 'delete', execute: 'execute' } as const
const rightsText = (rights: Readonly<Record<keyof typeof letters, boolean>>) => {
  const given = Object.entries(letters).filter(([key]) => rights[key as keyof typeof letters]).map(([, text]) => text)
  return given.length === 0 ? 'no access' : given.join(' ')
}
