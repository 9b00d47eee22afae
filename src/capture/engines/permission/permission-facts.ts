import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import type { Distribution, DumpcapFacts, PermissionFacts } from './permission.ts'
import { findProgram } from '../programs/program.ts'

/** Collects the facts that decide who may capture on this host. Never fails: unknown facts are undefined. */
export async function permissionFacts(interfaces: readonly string[]): Promise<PermissionFacts> {
  const user = userName()
  return {
    interfaces,
    user,
    platform: process.platform,
    root: process.getuid?.() === 0,
    withheld: isWithheld(read('/proc/self/status')),
    distribution: distributionIn(read('/etc/os-release')),
    dumpcap: await dumpcapFacts(user),
  }
}

/** Whether CAP_NET_RAW (bit 13) is missing in the capability bounding set: capabilities(7). */
export function isWithheld(status: string): boolean {
  const bound = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1]
  return bound !== undefined && ((BigInt(`0x${bound}`) >> 13n) & 1n) === 0n
}

/** The distribution, from ID and ID_LIKE of os-release(5). */
export function distributionIn(release: string): Distribution | undefined {
  const words = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, names]) => names!.split(' '))
  return words.map((word) => likeness[word]).find((each) => each !== undefined)
}

const likeness: Readonly<Record<string, Distribution>> = {
  debian: 'debian',
  ubuntu: 'debian',
  fedora: 'fedora',
  rhel: 'fedora',
  centos: 'fedora',
  arch: 'arch',
  suse: 'suse',
  opensuse: 'suse',
  alpine: 'alpine',
}

async function dumpcapFacts(user: string): Promise<DumpcapFacts | undefined> {
  const path = findProgram('dumpcap')?.path
  const stats = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })
  if (path === undefined || stats === undefined) return undefined
  const asRoot = (stats.mode & 0o4000) !== 0 && stats.uid === 0
  const [group, members] = groupIn(read('/etc/group'), stats.gid)
  const forAll = (stats.mode & 0o001) !== 0
  const now = process.getgid?.() === stats.gid || process.getgroups?.().includes(stats.gid) === true
  return {
    path,
    privileged: asRoot || (await hasCapability(path)),
    group: forAll ? undefined : group,
    member: now ? 'yes' : members.includes(user) ? 'later' : 'no',
  }
}

/** The name and the members of a group: group(5). */
export function groupIn(text: string, id: number): [name: string, members: readonly string[]] {
  const found = text
    .split('\n')
    .map((line) => line.split(':'))
    .find((parts) => parts[2] === `${id}`)
  return [found?.[0] ?? `${id}`, (found?.[3] ?? '').split(',').filter(Boolean)]
}

async function hasCapability(path: string): Promise<boolean | undefined> {
  const getcap = findProgram('getcap')
  if (getcap === undefined) return undefined
  try {
    const { stdout } = await promisify(execFile)(getcap.path, [path])
    return /cap_net_raw/.test(stdout)
  } catch {
    return undefined
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run a process with a user ID without an account.
    return '$USER'
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
