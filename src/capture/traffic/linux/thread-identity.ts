import type { Libc } from '../../libc.ts'

/**
 * Changes the credentials of the calling thread only: C library functions change all threads, system calls do not.
 * credentials(7). Each method returns whether it succeeded.
 */
export interface ThreadIdentity {
  setGroups(groups: readonly number[]): boolean
  /** Real, effective and saved IDs. */
  setGroup(real: number, effective: number, saved: number): boolean
  setUser(real: number, effective: number, saved: number): boolean
  /** All groups of a user, given the primary one; undefined if unknown. */
  groupsOf(user: string, group: number): readonly number[] | undefined
}

let declared: ThreadIdentity | undefined

/**
 * Undefined on architectures whose system call numbers are not listed here. Declared once: koffi never frees a
 * declaration.
 */
export function threadIdentity({ library }: Libc): ThreadIdentity | undefined {
  const numbers = process.platform === 'linux' ? numbersOf[process.arch] : undefined
  return numbers && (declared ??= declare(library, numbers))
}

function declare(library: Libc['library'], { setgroups, setresuid, setresgid }: typeof newer): ThreadIdentity {
  const setList = library.func('long syscall(long number, long count, const uint *list)') as (
    number: number,
    count: number,
    list: Uint32Array,
  ) => number | bigint
  const set = library.func('long syscall(long number, uint real, uint effective, uint saved)') as (
    number: number,
    real: number,
    effective: number,
    saved: number,
  ) => number | bigint
  const list = library.func(
    'int getgrouplist(const char *user, uint group, _Out_ uint *groups, _Inout_ int *count)',
  ) as (user: string, group: number, groups: Uint32Array, count: Int32Array) => number
  return {
    setGroups: (groups) => Number(setList(setgroups, groups.length, Uint32Array.from(groups))) === 0,
    setGroup: (real, effective, saved) => Number(set(setresgid, real, effective, saved)) === 0,
    setUser: (real, effective, saved) => Number(set(setresuid, real, effective, saved)) === 0,
    groupsOf(user, group) {
      const [groups, count] = [new Uint32Array(mostGroups), Int32Array.of(mostGroups)]
      return list(user, group, groups, count) < 0 ? undefined : [...groups.subarray(0, count[0])]
    },
  }
}

const newer = { setgroups: 159, setresuid: 147, setresgid: 149 }
const numbersOf: Partial<Record<NodeJS.Architecture, typeof newer>> = {
  x64: { setgroups: 116, setresuid: 117, setresgid: 119 },
  arm64: newer,
  riscv64: newer,
  loong64: newer,
}
/** NGROUPS_MAX of Linux. */
const mostGroups = 65_536
