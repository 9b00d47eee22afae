/** The way out of a network namespace: another program, which makes the connections of the namespace anew out here. */
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

/** A program that can be the uplink here. */
export interface UplinkProgram {
  readonly name: UplinkName
  readonly path: string
  /** Where those in the namespace ask for names, if not where everybody here does. */
  readonly nameServer: string | undefined
  /** What is different behind it, for people. */
  readonly limits: string
  readonly remarks: readonly string[]
}

/** The program asked for, or the first there is. Throws a CaptureError with what to install, or what to allow. */
export function chooseUplink(wish: UplinkName | 'auto'): UplinkProgram {
  const names = wish === 'auto' ? uplinkNames : [wish]
  const found = names.map((name) => ({ name, program: findProgram(name) })).find(({ program }) => program?.executable)
  if (found === undefined) {
    throw new CaptureError({
      code: 'no-engine',
      expected: `the program ${names.join(' or ')}, through which a network of its own reaches the others`,
      found: 'none in PATH',
      advice: `Install it: ${names.map((name) => packages[name]).join(', or ')}; or go without: --isolate=none`,
    })
  }
  requireTunnel()
  const { name, program } = found
  return {
    name,
    path: program!.path,
    nameServer: asksItself() ? nameServers[name] : undefined,
    limits: limits[name],
    remarks: remarks[name],
  }
}

const uplinkNames: readonly UplinkName[] = ['pasta', 'slirp4netns']
const packages: Readonly<Record<UplinkName, string>> = {
  pasta: 'sudo apt-get install passt (Fedora, Arch, Alpine: passt)',
  slirp4netns: 'sudo apt-get install slirp4netns',
}
/** pasta is told to pass on what is asked there; slirp4netns has one of its own. */
const nameServers: Readonly<Record<UplinkName, string>> = { pasta: '198.18.0.53', slirp4netns: '10.0.2.3' }
const limits: Readonly<Record<UplinkName, string>> = { pasta: '', slirp4netns: ', no IPv6' }

const remarks: Readonly<Record<UplinkName, readonly string[]>> = {
  // So that of March 2023, which is Debian 12's.
  pasta: [
    'old versions of pasta refuse a connection by a reset without acknowledgment, which is ignored: the command tries for long what slirp4netns refuses at once',
  ],
  slirp4netns: [],
}

/** Whether names are asked of a daemon on this machine, which the namespace does not reach. */
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
    // Where there is a file, there may be no driver.
    closeSync(openSync(path, 'r+'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const [found, advice] =
      code === 'EACCES' || code === 'EPERM'
        ? ['that this user may not open it', 'Allow it, as most systems do: sudo chmod 666 /dev/net/tun']
        : ['that it is missing', 'Have it made: sudo modprobe tun; in a container: --device /dev/net/tun']
    throw new CaptureError({
      code: 'no-permission',
      path,
      expected: 'the device through which a network of its own reaches the others',
      found,
      advice: `${advice}; or go without: --isolate=none`,
      cause: error,
    })
  }
}

/** An uplink that runs: as long as the process at the other end of `life` does, whatever becomes of this one. */
export class Uplink {
  /** Resolves with what it said when it has ended. */
  readonly ended: Promise<string>
  private readonly child: ChildProcess
  private readonly folder: string | undefined

  /** For the namespaces of a process; `owned` says that it has a user namespace, too. */
  constructor({ name, path, nameServer }: UplinkProgram, pid: number, owned: boolean, life: Socket) {
    this.folder = owned || name !== 'pasta' ? undefined : mkdtempSync(join(tmpdir(), 'onwire-'))
    const words =
      name === 'slirp4netns'
        ? slirpWords(path, pid)
        : pastaWords(path, pid, nameServer, this.folder && join(this.folder, 'net'))
    // Signals of the terminal are not meant for it.
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

  /** Once it runs: what it was started with is not needed any more. */
  settle(): void {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true })
  }
}

const mostText = 4096

/** Ends the program when standard input does: whoever holds its other end has gone. Only the program may speak. */
const watch = 'exec 3<&0 </dev/null; "$@" 2>&4 3<&- 4>&- & exec 4>&-; read -r _ <&3; kill $! 2>/dev/null; wait $!'

function slirpWords(path: string, pid: number): readonly string[] {
  return [path, '--configure', '--mtu=1500', '--disable-host-loopback', `${pid}`, 'net0']
}

/** As root it gives up the right to look at another's namespaces before it does: they come as a file then. */
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
    // With those of this machine, it would be taken for the namespace itself, and not be reached.
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

/** What a program said without the lines about the log of the system. */
function withoutLog(said: string): string {
  const lines = said.split('\n').filter((line) => !line.includes('syslog'))
  return lines.join('\n')
}
