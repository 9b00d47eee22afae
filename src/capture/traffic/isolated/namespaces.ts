/** How a program is started in namespaces of its own, and why it is not. */
import { readFileSync } from 'node:fs'
import { CaptureError } from '../../../files/error.ts'
import { findProgram } from '../../engines/programs/program.ts'
import { lastLines } from '../../engines/programs/program-failure.ts'
import { permittedCapabilities } from '../../privileges/thread-rights.ts'

/** Whether this process may make network namespaces as it is; otherwise it takes a user namespace as well. */
export function ownsNetworks(): boolean {
  return process.geteuid?.() === 0 && (permittedCapabilities() & administrator) !== 0n
}

const administrator = 1n << 21n

/**
 * The words that start a program in a network and with mounts of its own, as the user it is. Throws a CaptureError
 * where there is no unshare.
 */
export function inNamespaces(words: readonly string[]): readonly string[] {
  if (process.platform !== 'linux')
    throw new CaptureError({
      code: 'unsupported',
      expected: 'Linux, which has networks for one command',
      found: process.platform,
    })
  const unshare = findProgram('unshare')
  if (!unshare?.executable)
    throw new CaptureError({
      code: 'no-engine',
      expected: 'the program unshare',
      found: 'none in PATH',
      advice: 'Install it: its package is util-linux',
    })
  return [
    unshare.path,
    ...(ownsNetworks() ? [] : ['--user', '--map-current-user', '--keep-caps']),
    '--net',
    '--mount',
    '--',
    ...words,
  ]
}

/** Why unshare has failed, from what it said. */
export function namespaceFailure(said: string): CaptureError {
  const found = lastLines(said) || 'that it has ended'
  const [code, advice] = /unrecognized option|invalid option|BusyBox/i.test(said)
    ? (['no-engine', 'It takes unshare of util-linux, 2.36 or newer'] as const)
    : (['no-permission', adviceFrom((path) => setting(path))] as const)
  return new CaptureError({ code, expected: 'a network of its own for the command', found, advice })
}

/** What to do where namespaces are refused; with what reads a setting of the kernel. */
export function adviceFrom(settingAt: (path: string) => string | undefined): string {
  const allowed = switches.find(([path, forbidding]) => settingAt(path) === forbidding)
  return (
    allowed?.[2] ??
    'Something keeps this process from making namespaces, as seccomp does in containers (docker run --security-opt seccomp=unconfined). Or run it as root, without --isolate'
  )
}

const switches = [
  [
    '/proc/sys/user/max_user_namespaces',
    '0',
    'User namespaces are switched off here: sudo sysctl user.max_user_namespaces=15000, or run it as root',
  ],
  [
    '/proc/sys/user/max_net_namespaces',
    '0',
    'Network namespaces are switched off here: sudo sysctl user.max_net_namespaces=15000',
  ],
  [
    '/proc/sys/kernel/unprivileged_userns_clone',
    '0',
    'User namespaces are for root only here: sudo sysctl kernel.unprivileged_userns_clone=1, or run it as root',
  ],
  [
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    '1',
    'AppArmor restricts user namespaces here: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run it as root',
  ],
] as const

function setting(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
