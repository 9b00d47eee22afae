/** The requirements of exact mode, and how to meet them. */
import { accessSync, constants, readFileSync } from 'node:fs'
import { release } from 'node:os'
import { CaptureError, type CaptureErrorCode } from '../../files/error.ts'
import { loadLibpcap } from '../engines/libpcap/library.ts'
import { loadLibc, type Libc } from '../libc.ts'
import { BpfCalls, BpfError, invalidArgument } from './bpf/calls.ts'
import { findMount, groupOf, type CgroupMount } from './linux/cgroups.ts'

/** What exact mode uses when all requirements are met. */
export interface Equipment {
  readonly libc: Libc
  readonly bpf: BpfCalls
  readonly mount: CgroupMount
  /** The cgroup of this process: a folder. */
  readonly ownGroup: string
}

/** Rejects with one CaptureError that lists all missing requirements and how to meet them. */
export async function equipment(): Promise<Equipment> {
  if (process.platform !== 'linux')
    throw refusal([{ code: 'unsupported', found: `the system ${process.platform}`, advice: 'Run it on Linux' }])
  const libc = await loadLibc()
  const bpf = libc && BpfCalls.on(libc)
  const mount = findMount()
  const ownGroup = mount && groupOf('self', mount)
  const troubles = [
    ...kernelTroubles(),
    ...rightsTroubles(),
    ...groupTroubles(mount, ownGroup),
    ...(await libraryTroubles()),
  ]
  if (libc && !bpf)
    troubles.push({
      code: 'unsupported',
      found: `the architecture ${process.arch}`,
      advice: 'x64, arm64, riscv64 and loong64 are supported',
    })
  if (troubles.length > 0 || !libc || !bpf || !mount || !ownGroup) throw refusal(troubles)
  return { libc, bpf, mount, ownGroup }
}

/** Converts an error of BPF or cgroups to a CaptureError; returns other errors unchanged. */
export function explained(error: unknown): unknown {
  if (error instanceof BpfError) {
    const reason =
      error.errno === invalidArgument
        ? 'It may be too old, or built without BPF for cgroups'
        : 'BPF is denied to this process, for example by seccomp in a container'
    return new CaptureError({
      code: 'no-permission',
      expected: 'a kernel that runs the BPF programs of exact mode',
      found: `an error of ${error.message}`,
      advice: `${reason}. ${otherwise}`,
      cause: error,
    })
  }
  const { code, path, message } = error as NodeJS.ErrnoException
  if (error instanceof CaptureError || code === undefined || path === undefined) return error
  return new CaptureError({
    code: 'no-permission',
    path,
    expected: 'a writable cgroup',
    found: message,
    advice: otherwise,
    cause: error,
  })
}

const otherwise =
  'Without these requirements: use --isolate, which runs the command in a network namespace, or --attribution ' +
  'best-effort, which needs only CAP_NET_RAW and is not exact'

interface Trouble {
  readonly code: CaptureErrorCode
  readonly found: string
  readonly advice: string
}

function kernelTroubles(): readonly Trouble[] {
  const [major = 0, minor = 0] = release()
    .split('.')
    .map((part) => parseInt(part))
  if (major > 5 || (major === 5 && minor >= 7)) return []
  return [{ code: 'unsupported', found: `Linux ${release()}`, advice: 'Linux 5.7 or later is needed' }]
}

function rightsTroubles(): readonly Trouble[] {
  const missing = missingRights()
  if (missing.length === 0) return []
  return [
    {
      code: 'no-permission',
      found: `a process without ${missing.join(', ')}`,
      advice: 'Run it as root: sudo onwire run …; in a container: --cap-add NET_RAW --cap-add NET_ADMIN --cap-add BPF',
    },
  ]
}

/** Bits of capabilities(7); CAP_SYS_ADMIN replaces CAP_BPF, which kernels before 5.8 lack. */
function missingRights(): readonly string[] {
  const effective = BigInt(
    `0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`,
  )
  const has = (number: bigint) => ((effective >> number) & 1n) === 1n
  return [
    ...(has(13n) ? [] : ['CAP_NET_RAW']),
    ...(has(12n) ? [] : ['CAP_NET_ADMIN']),
    ...(has(39n) || has(21n) ? [] : ['CAP_BPF']),
  ]
}

function groupTroubles(mount: CgroupMount | undefined, ownGroup: string | undefined): readonly Trouble[] {
  if (mount === undefined)
    return [
      {
        code: 'unsupported',
        found: 'no cgroup v2 hierarchy',
        advice: 'Mount them: mkdir -p /sys/fs/cgroup/unified; mount -t cgroup2 none /sys/fs/cgroup/unified',
      },
    ]
  if (ownGroup === undefined)
    return [
      {
        code: 'unsupported',
        found: 'a cgroup of this process that is not visible here',
        advice: 'Start the container with --cgroupns=host and /sys/fs/cgroup of the host',
      },
    ]
  try {
    accessSync(ownGroup, constants.W_OK)
    return []
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS')
      return process.geteuid!() === 0 ? [unchangeable(ownGroup)] : []
    return [
      {
        code: 'no-permission',
        found: `${ownGroup} mounted read-only`,
        advice: 'Remount it writable: mount -o remount,rw, or start the container with --privileged',
      },
    ]
  }
}

const unchangeable = (group: string): Trouble => ({
  code: 'no-permission',
  found: `no write permission for ${group}`,
  advice: 'Run it where root may change its cgroup',
})

async function libraryTroubles(): Promise<readonly Trouble[]> {
  try {
    await loadLibpcap()
    return []
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    const { code, found, expected, advice = 'Capture on another host' } = error
    return [{ code, found: `${found} (${expected})`, advice }]
  }
}

function refusal(troubles: readonly Trouble[]): CaptureError {
  const codes: readonly CaptureErrorCode[] = ['no-permission', 'no-engine', 'unsupported']
  return new CaptureError({
    code: codes.find((each) => troubles.some(({ code }) => code === each)) ?? 'unsupported',
    expected: 'the requirements of exact mode',
    found: troubles.map(({ found }) => found).join('; '),
    advice: [...troubles.map(({ advice }) => advice), otherwise].join('. '),
  })
}
