import type { Libc } from '../libc.ts'

/**
 * System calls whose functions in the C library change all threads, made for the calling thread alone: credentials(7). Each returns whether
 * the system did it.
 */
export interface ThreadIdentity {
  setGroups(groups: readonly number[]): boolean
  /** Real, effective and saved; -1 leaves one as it is. */
  setGroup(real: number, effective: number, saved: number): boolean
  setUser(real: number, effective: number, saved: number): boolean
}

/** Undefined on machines whose numbers of system calls are not known here. */
export function threadIdentity({ library }: Libc): ThreadIdentity | undefined {
  const numbers = process.arch === 'x64' ? x64 : ['arm64', 'riscv64', 'loong64'].includes(process.arch) ? others : undefined
  if (numbers === undefined || process.platform !== 'linux') return undefined
  const listCall = library.func('long syscall(long number, long count, const uint *list)') as (number: number, count: number, list: Uint32Array) => number | bigint
  const call = library.func('long syscall(long number, int a, int b, int c)') as (number: number, a: number, b: number, c: number) => number | bigint
  return {
    setGroups: (groups) => Number(listCall(numbers.setgroups, groups.length, Uint32Array.from(groups))) === 0,
    setGroup: (real, effective, saved) => Number(call(numbers.setresgid, real, effective, saved)) === 0,
    setUser: (real, effective, saved) => Number(call(numbers.setresuid, real, effective, saved)) === 0,
  }
}

const x64 = { setgroups: 116, setresuid: 117, setresgid: 119 }
const others = { setgroups: 159, setresuid: 147, setresgid: 149 }
