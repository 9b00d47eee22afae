import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Identity, StartAs } from '../../privileges/start-as.ts'
import { ProgramGuard } from './program-guard.ts'

/** Where a program lies, and whether this user may start it. */
export interface FoundProgram {
  readonly path: string
  readonly executable: boolean
}

/** Looks for a program in PATH, and where programs for administrators lie, which PATH often leaves out. */
export function findProgram(name: string): FoundProgram | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...usualFolders]
  const paths = folders.map((folder) => join(folder, process.platform === 'win32' ? `${name}.exe` : name))
  const path = paths.find(isExecutable) ?? paths.find((each) => existsSync(each))
  return path === undefined ? undefined : { path, executable: isExecutable(path) }
}

const usualFolders =
  process.platform === 'win32'
    ? ['C:\\Program Files\\Wireshark']
    : [
        '/usr/sbin',
        '/usr/bin',
        '/sbin',
        '/usr/local/sbin',
        '/usr/local/bin',
        '/Applications/Wireshark.app/Contents/MacOS',
      ]

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** How a program ended. */
export interface Ending {
  /** Undefined where a signal ended it, or where it never began. */
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  /** Why it could not be started: what the system says. */
  readonly error: NodeJS.ErrnoException | undefined
}

export interface ProgramOptions {
  /** Whether signals of the terminal pass it by, and whoever stops it stops all that it has started. */
  readonly ownGroup: boolean
  readonly env?: NodeJS.ProcessEnv
  /** Whose it is. Default: of the user of this process. */
  readonly as?: StartAs | undefined
}

/** Another program that runs, writes to a pipe, and is to be ended in good order. */
export class Program {
  readonly ended: Promise<Ending>
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  private readonly guard: ProgramGuard | undefined
  private readonly ownGroup: boolean
  private text = ''
  private over = false
  private end: (ending: Partial<Ending>) => void = () => {}

  constructor(
    path: string,
    words: readonly string[],
    { ownGroup, env = process.env, as = asNobodyElse }: ProgramOptions,
  ) {
    this.ownGroup = ownGroup && process.platform !== 'win32'
    const [child, guard] = as(({ env: own, ...identity }) => {
      const child = spawn(path, words, {
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: this.ownGroup,
        windowsHide: true,
        env: { ...env, ...own },
        ...identity,
      })
      return [child, guardOf(child, this.ownGroup, identity)] as const
    })
    this.child = child
    this.guard = guard
    // It may have gone before its input is closed.
    this.child.stdin.on('error', () => {})
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.text = (this.text + text).slice(-mostText)
    })
    this.ended = new Promise((resolve) => {
      this.end = (ending) => {
        this.over = true
        this.guard?.release()
        resolve({ status: undefined, signal: undefined, error: undefined, ...ending })
      }
      this.child.on('error', (error) => this.end({ error }))
      this.child.on('close', (status, signal) => this.end({ status: status ?? undefined, signal: signal ?? undefined }))
    })
  }

  /** What it writes. */
  get output(): Readable {
    return this.child.stdout
  }
  /** The last it has said on standard error. */
  get said(): string {
    return this.text
  }

  endInput(): void {
    this.child.stdin.end()
  }

  /** Asks it to end, after `delay` milliseconds; where it does not, it is ended. */
  interrupt(delay = 0): void {
    if (delay === 0) this.signal('SIGINT')
    else setTimeout(() => this.signal('SIGINT'), delay).unref()
    this.killAfter(delay + patience)
  }

  /**
   * Ends it after `delay` milliseconds; what it has written is still read, as long as that does not take as long again.
   */
  killAfter(delay: number): void {
    setTimeout(() => {
      this.signal('SIGKILL')
      setTimeout(() => this.abandon(), delay).unref()
      this.child.stderr.destroy()
    }, delay).unref()
  }

  signal(signal: NodeJS.Signals): void {
    const { pid } = this.child
    if (this.over || pid === undefined) return
    try {
      process.kill(this.ownGroup ? -pid : pid, signal)
    } catch (error) {
      // It has just ended, or belongs to another user since this process gave up root.
      if ((error as NodeJS.ErrnoException).code === 'EPERM') this.guard?.signal(signal)
    }
  }

  /**
   * What it has started may hold its output open, or it may have gained rights so that nobody here may end it: it is
   * not waited for.
   */
  private abandon(): void {
    this.child.stdout.destroy()
    if (this.over || this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.unref()
    this.end({ error: new Error('it cannot be ended') })
  }
}

const asNobodyElse: StartAs = (start) => start({})

function guardOf({ pid }: ChildProcess, ofGroup: boolean, identity: Identity): ProgramGuard | undefined {
  if (pid === undefined || process.platform === 'win32') return undefined
  return new ProgramGuard(ofGroup ? -pid : pid, identity)
}

/** Characters: enough for what a program says when it fails, or ends. */
const mostText = 8192

/** Milliseconds a program has to end by itself. */
const patience = 2000
