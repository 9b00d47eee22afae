/** The uplink of a network namespace: a program that opens the namespace's connections again outside it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { CaptureError } from '../../../files/error.ts'
import { findProgram } from '../../engines/programs/program.ts'
import { lastLines } from '../../engines/programs/program-failure.ts'

export type UplinkName = 'pasta' | 'slirp4netns'

/** A program that can be the uplink on this host. */
export interface UplinkProgram {
  readonly name: UplinkName
  readonly path: string
  /** The name server for the namespace. Default: that of this host. */
  readonly nameServer: string | undefined
  /** Its limitations, for the user. */
  readonly limits: string
  readonly remarks: readonly string[]
}

/**
 * The requested program, or all that are installed, in the order in which to try them. Throws a CaptureError with
 * advice on what to install or permit.
 */
export function chooseUplinks(wish: UplinkName | 'auto'): readonly UplinkProgram[] {
  const names = wish === 'auto' ? uplinkNames : [wish]
  const found = names.flatMap((name) => {
    const program = findProgram(name)
    return program?.executable ? [{ name, path: program.path }] : []
  })
  if (found.length === 0) {
    throw new CaptureError({
      code: 'no-engine',
      expected: `the program ${names.join(' or ')}, the uplink of a network namespace`,
      found: 'no such program in PATH',
      advice: `Install ${names.map((name) => packages[name]).join(', or ')}; or use --isolate=none`,
    })
  }
  requireTunnel()
  const ownServer = asksItself()
  return found.map(({ name, path }) => ({
    name,
    path,
    nameServer: ownServer ? nameServers[name] : undefined,
    limits: limits[name],
    remarks: remarks[name],
  }))
}

/** Why none of several uplinks could be used: each by its name, with what it said. */
export function noUplink(failures: readonly CaptureError[]): CaptureError {
  const missing = uplinkNames.filter((name) => findProgram(name) === undefined)
  const install = missing.map((name) => `install ${name} (${packages[name]}), or `).join('')
  const advice = `${install}use --isolate=none, with which the command is answered locally`
  return new CaptureError({
    code: 'interface-failed',
    expected: 'an uplink of a network namespace',
    found: failures.map(({ path, found }) => `${path}: ${found}`).join('; '),
    advice: advice.charAt(0).toUpperCase() + advice.slice(1),
  })
}

const uplinkNames: readonly UplinkName[] = ['pasta', 'slirp4netns']
const packages: Readonly<Record<UplinkName, string>> = {
  pasta: 'sudo apt-get install passt (Fedora, Arch, Alpine: passt)',
  slirp4netns: 'sudo apt-get install slirp4netns',
}
/** pasta is configured to forward queries to it; slirp4netns has its own. */
const nameServers: Readonly<Record<UplinkName, string>> = { pasta: '198.18.0.53', slirp4netns: '10.0.2.3' }
const limits: Readonly<Record<UplinkName, string>> = { pasta: '', slirp4netns: ', no IPv6' }

const remarks: Readonly<Record<UplinkName, readonly string[]>> = {
  // For example the version of March 2023 in Debian 12.
  pasta: [
    'old versions of pasta refuse a connection with a reset without acknowledgment, which is ignored: ' +
      'the command keeps trying until its timeout, unlike with slirp4netns',
  ],
  slirp4netns: [],
}

/** Whether the name server is a daemon on the loopback of this host, unreachable from the namespace. */
function asksItself(): boolean {
  try {
    const servers = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(
      ([, address]) => address!,
    )
    return servers.every((address) => /^127\.|^::1$/.test(address))
  } catch {
    return false
  }
}

function requireTunnel(): void {
  const path = '/dev/net/tun'
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    // The device file may exist without a driver.
    closeSync(openSync(path, 'r+'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const [found, advice] =
      code === 'EACCES' || code === 'EPERM'
        ? ['permission denied', 'Permit it: sudo chmod 666 /dev/net/tun']
        : ['no such device', 'Create it: sudo modprobe tun; in a container: --device /dev/net/tun']
    throw new CaptureError({
      code: 'no-permission',
      path,
      expected: 'the device of an uplink of a network namespace',
      found,
      advice: `${advice}; or use --isolate=none`,
      cause: error,
    })
  }
}

/** A running uplink. It lasts as long as the process at the other end of `life`, independently of this process. */
export class Uplink {
  /** Resolves with its output when it has ended. */
  readonly ended: Promise<string>
  private readonly child: ChildProcess
  private readonly folder: string | undefined

  /** For the namespaces of a process; `owned`: it has a user namespace as well. */
  constructor({ name, path, nameServer }: UplinkProgram, pid: number, owned: boolean, life: Socket) {
    this.folder = owned || name !== 'pasta' ? undefined : mkdtempSync(join(tmpdir(), 'onwire-'))
    const words =
      name === 'slirp4netns'
        ? slirpWords(path, pid)
        : pastaWords(path, pid, nameServer, this.folder && join(this.folder, 'net'))
    // Signals of the terminal must not reach it.
    this.child = spawn('/bin/sh', ['-c', watch, 'onwire', ...words], {
      detached: true,
      stdio: [life, 'ignore', 'ignore', 'ignore', 'pipe'],
    })
    const messages = this.child.stdio[4] as Readable
    let said = ''
    this.ended = new Promise((resolve) => {
      const end = () => resolve(lastLines(withoutLog(said)).replace(/^.*Don't run as root.*?; /, ''))
      messages
        .setEncoding('utf8')
        .on('data', (text: string) => {
          said = (said + text).slice(-mostText)
        })
        .on('close', end)
        .on('error', end)
      this.child.on('error', end)
    })
    this.child.unref()
    ;(messages as Socket).unref()
  }

  /** Once it runs: removes the temporary files of its start. */
  settle(): void {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true })
  }
}

const mostText = 4096

/**
 * Ends the program at the end of standard input, when the process at its other end has ended. Only the program's own
 * output is kept.
 */
const watch = 'exec 3<&0 </dev/null; "$@" 2>&4 3<&- 4>&- & exec 4>&-; read -r _ <&3; kill $! 2>/dev/null; wait $!'

function slirpWords(path: string, pid: number): readonly string[] {
  return [path, '--configure', '--mtu=1500', '--disable-host-loopback', `${pid}`, 'net0']
}

/** As root, pasta drops the privilege to open other namespaces first: they are passed as a file then. */
function pastaWords(
  path: string,
  pid: number,
  nameServer: string | undefined,
  file: string | undefined,
): readonly string[] {
  const words = [
    path,
    '--quiet',
    '--foreground',
    '--config-net',
    '--no-map-gw',
    '-t',
    'none',
    '-u',
    'none',
    '-T',
    'none',
    '-U',
    'none',
    '--ns-ifname',
    'net0',
    '--mtu',
    '1500',
    // With the addresses of this host, the host would be unreachable from the namespace.
    '-a',
    '10.0.2.15',
    '-n',
    '24',
    '-g',
    '10.0.2.2',
    '-a',
    'fd00:6f6e:7769:7265::1',
    '-g',
    'fe80::1',
    ...(nameServer === undefined ? [] : ['--dns-forward', nameServer]),
  ]
  if (file === undefined) return [...words, `${pid}`]
  const mounting = 'touch "$1" && mount --bind "$2" "$1" && shift 2 && exec "$@"'
  return [
    'unshare',
    '--mount',
    '/bin/sh',
    '-c',
    mounting,
    'onwire',
    file,
    `/proc/${pid}/ns/net`,
    ...words,
    '--runas',
    '0',
    '--no-netns-quit',
    '--netns',
    file,
  ]
}

/** The output of a program without the lines about syslog. */
function withoutLog(said: string): string {
  const lines = said.split('\n').filter((line) => !line.includes('syslog'))
  return lines.join('\n')
}
