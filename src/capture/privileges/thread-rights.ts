import { readdirSync, readFileSync } from 'node:fs'
import { loadLibc, type Libc } from '../libc.ts'

/**
 * What Linux lets the calling thread do, and no other: prctl(2), capabilities(7). Each method says whether the system
 * did it.
 */
export interface ThreadRights {
  /** No program it starts gains rights by being set-user-ID or by capabilities in its file; for good. */
  forbidNew(): boolean
  /** The same for all threads of this process. Where only this thread could be told so, false. */
  forbidNewEverywhere(): boolean
  /** Whether the capabilities it may have outlast the change to another user. */
  keepOverUserChange(keep: boolean): boolean
  /** Sets of bits, below 2^32: what it may have, and what of that it has. The rest is gone for good. */
  setCapabilities(permitted: number, effective: number): boolean
}

/** To open, make and remove files whatever their permissions say: CAP_DAC_OVERRIDE. */
export const openAnything = 1 << 1

let loading: Promise<ThreadRights | undefined> | undefined

/** Undefined where the system is not Linux, or koffi is missing. */
export function loadThreadRights(): Promise<ThreadRights | undefined> {
  return (loading ??= load())
}

async function load(): Promise<ThreadRights | undefined> {
  const libc = process.platform === 'linux' ? await loadLibc() : undefined
  if (libc === undefined) return undefined
  const prctl = libc.library.func('int prctl(int option, ulong a, ulong b, ulong c, ulong d)')
  const capset = libc.library.func('int capset(void *header, void *data)')
  const header = new Uint32Array([linuxCapabilityVersion3, 0])
  const forbidNew = () => prctl(setNoNewPrivileges, 1, 0, 0, 0) === 0
  return {
    forbidNew,
    forbidNewEverywhere: () => forbidNew() && synchronizeThreads(libc),
    keepOverUserChange: (keep) => prctl(setKeepCapabilities, keep ? 1 : 0, 0, 0, 0) === 0,
    // Effective, permitted, inheritable; then the same of the upper 32 bits.
    setCapabilities: (permitted, effective) =>
      capset(header, new Uint32Array([effective, permitted, 0, 0, 0, 0])) === 0,
  }
}

/**
 * There is no call that sets no_new_privs for other threads, but a seccomp filter that is given to all threads takes it
 * along (seccomp(2), SECCOMP_FILTER_FLAG_TSYNC). This one allows everything.
 */
function synchronizeThreads({ library, addressOf }: Libc): boolean {
  const number = seccompNumbers[process.arch]
  if (number === undefined) return false
  const seccomp = library.func('long syscall(long number, ulong operation, ulong flags, void *program)')
  // struct sock_filter: code, jump offsets, constant. struct sock_fprog: count of them, padding, their address.
  const filter = new Uint8Array(new Uint32Array([returnConstant, allow]).buffer)
  const program = new BigUint64Array([1n, addressOf(filter)])
  return Number(seccomp(number, setModeFilter, allThreads | withoutMitigations, program)) === 0
}

/**
 * The system call, linux/seccomp.h, linux/bpf_common.h. The mitigations against speculation would make every thread
 * slower.
 */
const seccompNumbers: Partial<Record<NodeJS.Architecture, number>> = {
  x64: 317,
  arm64: 277,
  riscv64: 277,
  loong64: 277,
}
const [setModeFilter, allThreads, withoutMitigations] = [1, 1, 4]
const returnConstant = 0x06
const allow = 0x7fff_0000

/** linux/capability.h, linux/prctl.h */
const linuxCapabilityVersion3 = 0x20080522
const setKeepCapabilities = 8
const setNoNewPrivileges = 38

/**
 * The capabilities that any thread of this process may have: a set of bits. 0 where there are none, or the system does
 * not tell.
 */
export function permittedCapabilities(): bigint {
  if (process.platform !== 'linux') return 0n
  const texts = attempt(() => readdirSync('/proc/self/task'), []).map((thread) =>
    attempt(() => readFileSync(`/proc/self/task/${thread}/status`, 'utf8'), ''),
  )
  return texts.reduce((all, text) => all | BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)$/m.exec(text)?.[1] ?? '0'}`), 0n)
}

/** A thread may end meanwhile, and `/proc` may be missing. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}
