/** What versions 2 to 4 of the Network File System have in common. */
import { bytes, computed, crc32, nameIn, padding, record, u32, type Names, type View } from '../../../../schema/index.ts'

/** RFC 1813, section 2.6; RFC 8881, table 10. */
export const statusNames: Names = {
  0: 'OK', 1: 'not owner', 2: 'no such file or directory', 5: 'I/O error', 6: 'no such device', 13: 'permission denied', 17: 'file exists',
  18: 'cross-device link', 19: 'no such device', 20: 'not a directory', 21: 'is a directory', 22: 'invalid argument', 27: 'file too large',
  28: 'no space left', 30: 'read-only file system', 31: 'too many links', 63: 'name too long', 66: 'directory not empty',
  69: 'quota exceeded', 70: 'stale file handle', 71: 'too many levels of remote', 99: 'write cache flushed', 10001: 'bad file handle',
  10002: 'not synchronized', 10003: 'bad cookie', 10004: 'not supported', 10005: 'too small', 10006: 'server fault', 10007: 'bad type',
  10008: 'delay', 10009: 'same', 10010: 'denied', 10011: 'expired', 10012: 'locked', 10013: 'in grace period',
  10014: 'file handle expired', 10015: 'share denied', 10016: 'wrong security', 10017: 'client ID in use', 10019: 'moved',
  10020: 'no file handle', 10021: 'minor version mismatch', 10022: 'stale client ID', 10023: 'stale state ID', 10024: 'old state ID',
  10025: 'bad state ID', 10026: 'bad sequence ID', 10027: 'not same', 10028: 'lock range', 10029: 'symbolic link', 10031: 'lease moved',
  10032: 'attributes not supported', 10033: 'no grace', 10036: 'bad XDR', 10037: 'locks held', 10038: 'open mode', 10039: 'bad owner',
  10040: 'bad character', 10041: 'bad name', 10042: 'bad range', 10043: 'lock not supported', 10044: 'illegal operation',
  10045: 'deadlock', 10046: 'file open', 10047: 'administratively revoked', 10052: 'bad session', 10053: 'bad slot',
  10054: 'complete already', 10055: 'connection not bound to session', 10063: 'sequence misordered', 10068: 'retry of an uncached reply',
  10070: 'too many operations', 10071: 'operation not in a session', 10074: 'client ID busy', 10076: 'false retry',
  10077: 'bad high slot', 10078: 'dead session', 10081: 'not only operation', 10083: 'wrong type',
}
export const status = u32('nfs.status3', 'Status', { names: statusNames, also: 'nfs.status' })
export const statusText = (value: number): string => nameIn(statusNames, value) ?? `status ${value}`

/** RFC 1813, section 2.5; RFC 8881, section 3.2. */
export const fileTypes: Names = {
  1: 'file', 2: 'directory', 3: 'block device', 4: 'character device', 5: 'symbolic link', 6: 'socket', 7: 'FIFO', 8: 'attribute directory',
  9: 'named attribute',
}

const lengthSize = 4
/** A file handle of any length; its hash, if all of it is there, is what people know it by. */
export const fileHandle = record('File Handle', { length: u32('nfs.fh.length', 'Length', { unit: 'bytes' }) }).fields({
  hash: computed('nfs.fh.hash', 'Hash', ({ bytes: memory, start, end, length }: View & { readonly length: number }) => {
    const from = start + lengthSize
    return from + length > end ? NaN : crc32(memory, from, from + length)
  }, { base: 16 }),
  handle: bytes('nfs.fhandle', 'File Handle', 'length'),
  fill:   padding(4, 'rpc.fill_bytes', 'Fill Bytes'),
})

type Handles = readonly { readonly hash: number }[] | undefined
export function handleText(handles: Handles): string | undefined {
  const hash = handles?.[0]?.hash
  return hash === undefined || Number.isNaN(hash) ? undefined : `FH 0x${hash.toString(16).padStart(8, '0')}`
}
