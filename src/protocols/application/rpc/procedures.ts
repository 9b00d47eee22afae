import { nameIn, type Names } from '../../../schema/index.ts'

/** Programs (IANA "Remote Procedure Call Programs", 2026-11; those of common use) and the names of their procedures. */
export const programs = {
  100000: 'portmap', 100001: 'rstat', 100002: 'rusers', 100003: 'NFS', 100004: 'NIS', 100005: 'mount', 100007: 'NIS binder',
  100008: 'rwall',
  100009: 'NIS passwords', 100011: 'rquota', 100012: 'spray', 100021: 'NLM', 100024: 'NSM', 100227: 'NFS ACL', 100300: 'NIS+',
  150001: 'PC NFS',
  300019: 'autofs', 390113: 'NetWorker', 0x40000000: 'NFS callback',
}

const listed = (names: string): Names => ({ ...names.split(' ') })

/** RFC 1833, sections 3.2 and 2.2. */
const portmap = listed('NULL SET UNSET GETPORT DUMP CALLIT')
const binder = listed('NULL SET UNSET GETADDR DUMP BCAST GETTIME UADDR2TADDR TADDR2UADDR GETVERSADDR INDIRECT GETADDRLIST GETSTAT')
/** RFC 1094, section 2.2; RFC 1813, section 3.3; RFC 8881, section 16. */
const nfs2 = listed('NULL GETATTR SETATTR ROOT LOOKUP READLINK READ WRITECACHE WRITE CREATE REMOVE RENAME LINK SYMLINK '
  + 'MKDIR RMDIR READDIR STATFS')
const nfs3 = listed('NULL GETATTR SETATTR LOOKUP ACCESS READLINK READ WRITE CREATE MKDIR SYMLINK MKNOD REMOVE RMDIR RENAME LINK READDIR '
  + 'READDIRPLUS FSSTAT FSINFO PATHCONF COMMIT')
const nfs4 = listed('NULL COMPOUND')
/** RFC 1094, appendix A; RFC 1813, appendix I. */
const mount = listed('NULL MNT DUMP UMNT UMNTALL EXPORT')
/** RFC 1813, appendix II; The Open Group, "Protocols for X/Open Interworking: XNFS", chapters 10 and 11. */
const locks = listed('NULL TEST LOCK CANCEL UNLOCK GRANTED TEST_MSG LOCK_MSG CANCEL_MSG UNLOCK_MSG GRANTED_MSG TEST_RES LOCK_RES '
  + 'CANCEL_RES UNLOCK_RES GRANTED_RES - - - - SHARE UNSHARE NM_LOCK FREE_ALL')
const status = listed('NULL STAT MON UNMON UNMON_ALL SIMU_CRASH NOTIFY')

export const byProgram: Readonly<Record<number, Readonly<Record<number, Names>>>> = {
  100000: { 2: portmap, 3: binder, 4: binder }, 100003: { 2: nfs2, 3: nfs3, 4: nfs4 },
  100005: { 1: mount, 2: mount, 3: mount },
  100021: { 1: locks, 2: locks, 3: locks, 4: locks }, 100024: { 1: status },
}

/** RFC 5531, section 8.2; IANA "RPC Authentication Flavor Numbers", 2026-11. */
export const flavors = { 0: 'none', 1: 'system', 2: 'short', 3: 'DH', 4: 'Kerberos 4', 5: 'RSA', 6: 'GSS', 7: 'TLS' }

export const procedureName = (program: number, version: number, procedure: number): string | undefined =>
  byProgram[program]?.[version]?.[procedure] ?? (procedure === 0 ? 'NULL' : undefined)

export const programText = (program: number): string => nameIn(programs, program) ?? `program ${program}`
