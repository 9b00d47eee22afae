/** What the exact mode needs of a machine, and what to do where it is missing. */
import { accessSync, constants, readFileSync } from 'node:fs'
import { release } from 'node:os'
import { CaptureError, type CaptureErrorCode } from '../../files/error.ts'
import { loadLibpcap } from '../engines/libpcap-library.ts'
import { loadLibc, type Libc } from '../libc.ts'
import { BpfCalls, BpfError, invalidArgument } from './bpf/calls.ts'
import { findMount, groupOf, type CgroupMount } from './cgroups.ts'

/** What is there where nothing is missing. */
export interface Equipment {
  readonly libc: Libc
  readonly bpf: BpfCalls
  readonly mount: CgroupMount
  /** That of this process: a folder. */
  readonly ownGroup: string
}

interface Trouble {
  readonly code: CaptureErrorCode
  readonly found: string
  readonly advice: string
}

/** Rejects with one CaptureError that has all that is missing, and the remedies. */
export async function equipment(): Promise<Equipment> {
  const libc = await loadLibc()
  const bpf = libc && BpfCalls.on(libc)
  const mount = process.platform === 'linux' ? findMount() : undefined
  const ownGroup = mount && groupOf('self', mount)
  const troubles = [...systemTroubles(mount, ownGroup, bpf), ...await libraryTroubles()]
  if (troubles.length > 0 || !libc || !bpf || !mount || !ownGroup) throw refusal(troubles)
  return { libc, bpf, mount, ownGroup }
}

/** What the kernel refused all the same, as a CaptureError; any other error as it is. */
export function explained(error: unknown): unknown {
  if (error instanceof BpfError) {
    const old = error.errno === invalidArgument ? 'it may be too old, or built without BPF for cgroups' : 'something keeps this process from using BPF, as seccomp does in containers'
    return new CaptureError({ code: 'no-permission', expected: 'a kernel that runs the programs of the exact mode', found: `that it refuses ${error.message}`, advice: `${old}. ${otherwise}`, cause: error })
  }
  const { code, path, message } = error as NodeJS.ErrnoException
  if (error instanceof CaptureError || code === undefined || path === undefined) return error
  return new CaptureError({ code: 'no-permission', path, expected: 'a cgroup that can be changed', found: message, advice: otherwise, cause: error })
}

const otherwise = 'Without any of this: --isolate, in a network of its own'

function systemTroubles(mount: CgroupMount | undefined, ownGroup: string | undefined, bpf: BpfCalls | undefined): readonly Trouble[] {
  if (process.platform !== 'linux') return [{ code: 'unsupported', found: `the system ${process.platform}`, advice: 'Run it on Linux' }]
  const missing = missingRights()
  return [
    ...(isOlder(release(), oldestKernel) ? [trouble('unsupported', `Linux ${release()}`, `A kernel from ${oldestKernel.join('.')} on is needed`)] : []),
    ...(bpf === undefined && numbersKnown() ? [] : bpf === undefined ? [trouble('unsupported', `a machine of the kind ${process.arch}`, 'x64, arm64, riscv64 and loong64 are supported')] : []),
    ...(missing.length === 0 ? [] : [trouble('no-permission', `that this process lacks ${missing.join(', ')}`, 'Run it as root: sudo onwire run …; in a container: --cap-add NET_RAW --cap-add NET_ADMIN --cap-add BPF')]),
    ...(mount === undefined ? [trouble('unsupported', 'no cgroups of version 2', 'Mount them: mount -t cgroup2 none /sys/fs/cgroup/unified')] : []),
    ...(mount !== undefined && ownGroup === undefined ? [trouble('unsupported', 'that the cgroup of this process is not seen here', 'Start the container with --cgroupns=host and /sys/fs/cgroup of the host')] : []),
    ...(ownGroup !== undefined && missing.length === 0 && !isWritable(ownGroup) ? [trouble('no-permission', `that ${ownGroup} is read-only`, 'Mount it to write: mount -o remount,rw, or start the container with --privileged')] : []),
  ]
}

const trouble = (code: CaptureErrorCode, found: string, advice: string): Trouble => ({ code, found, advice })
const oldestKernel = [5, 7] as const
const numbersKnown = () => ['x64', 'arm64', 'riscv64', 'loong64'].includes(process.arch)

async function libraryTroubles(): Promise<readonly Trouble[]> {
  try {
    await loadLibpcap()
    return []
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    return [trouble(error.code, `${error.found} (${error.expected})`, error.advice ?? 'Capture on another machine')]
  }
}

function refusal(troubles: readonly Trouble[]): CaptureError {
  const code = (['no-permission', 'no-engine', 'unsupported'] as const).find((each) => troubles.some(({ code }) => code === each)) ?? 'unsupported'
  return new CaptureError({
    code, expected: 'what it takes to capture exactly what certain processes send', found: troubles.map(({ found }) => found).join('; '),
    advice: [...troubles.map(({ advice }) => advice), otherwise].join('. '),
  })
}

function isOlder(kernel: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = kernel.split('.').map((part) => parseInt(part))
  return ownMajor < major || ownMajor === major && ownMinor < minor
}

/** Of capabilities(7), by their numbers; CAP_SYS_ADMIN stands for CAP_BPF, which kernels before 5.8 do not have. */
function missingRights(): readonly string[] {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`)
  const has = (number: bigint) => (effective >> number & 1n) === 1n
  return [...(has(13n) ? [] : ['CAP_NET_RAW']), ...(has(12n) ? [] : ['CAP_NET_ADMIN']), ...(has(39n) || has(21n) ? [] : ['CAP_BPF'])]
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
