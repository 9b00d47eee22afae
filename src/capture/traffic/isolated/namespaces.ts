/** Starts programs in new namespaces, and explains failures. */
import { readFileSync } from 'node:fs'
import { CaptureError } from '../../../files/error.ts'
import { findProgram } from '../../engines/programs/program.ts'
import { lastLines } from '../../engines/programs/program-failure.ts'
import { permittedCapabilities } from '../../privileges/thread-rights.ts'

/** Whether this process may create network namespaces; otherwise a user namespace is needed as well. */
export function ownsNetworks(): boolean {
  return process.geteuid?.() === 0 && (permittedCapabilities() & administrator) !== 0n
}

const administrator = 1n << 21n

/**
 * The command line that starts a program in new network and mount namespaces, as the current user. Throws a
 * CaptureError if unshare is missing.
 */
export function inNamespaces(words: readonly string[]): readonly string[] {
  if (process.platform !== 'linux')
    throw new CaptureError({
      code: 'unsupported',
      expected: 'Linux, for network namespaces',
      found: process.platform,
    })
  const unshare = findProgram('unshare')
  if (!unshare?.executable)
    throw new CaptureError({
      code: 'no-engine',
      expected: 'the program unshare',
      found: 'no such program in PATH',
      advice: 'Install util-linux',
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

/** Explains a failure of unshare by its output. */
export function namespaceFailure(said: string): CaptureError {
  const found = lastLines(said) || 'an unexpected end of unshare'
  const [code, advice] = /unrecognized option|invalid option|BusyBox/i.test(said)
    ? (['no-engine', 'Install util-linux 2.36 or later'] as const)
    : (['no-permission', adviceFrom((path) => setting(path))] as const)
  return new CaptureError({ code, expected: 'a network namespace for the command', found, advice })
}

/** Advice if namespaces are denied; the argument reads a kernel setting. */
export function adviceFrom(settingAt: (path: string) => string | undefined): string {
  const allowed = switches.find(([path, forbidding]) => settingAt(path) === forbidding)
  return (
    allowed?.[2] ??
    'Namespaces are denied to this process, for example by seccomp in a container ' +
      '(docker run --security-opt seccomp=unconfined). Or run it as root, without --isolate'
  )
}

const switches = [
  [
    '/proc/sys/user/max_user_namespaces',
    '0',
    'User namespaces are disabled: sudo sysctl user.max_user_namespaces=15000, or run it as root',
  ],
  [
    '/proc/sys/user/max_net_namespaces',
    '0',
    'Network namespaces are disabled: sudo sysctl user.max_net_namespaces=15000',
  ],
  [
    '/proc/sys/kernel/unprivileged_userns_clone',
    '0',
    'User namespaces are restricted to root: sudo sysctl kernel.unprivileged_userns_clone=1, or run it as root',
  ],
  [
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    '1',
    'AppArmor restricts user namespaces: ' +
      'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run it as root',
  ],
] as const

function setting(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
