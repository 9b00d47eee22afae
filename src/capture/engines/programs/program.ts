import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Identity, StartAs } from '../../privileges/start-as.ts'
import { ProgramGuard } from './program-guard.ts'

/** The path of a program, and whether this user may execute it. */
export interface FoundProgram {
  readonly path: string
  readonly executable: boolean
}

/** Searches for a program in PATH and in the sbin folders, which are often missing in PATH. */
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
  /** Undefined if a signal ended it or it was not started. */
  readonly status: number | undefined
  readonly signal: NodeJS.Signals | undefined
  /** The system error if it could not be started. */
  readonly error: NodeJS.ErrnoException | undefined
}

export interface ProgramOptions {
  /**
   * Whether it gets a process group of its own: terminal signals do not reach it, and stopping it stops its children.
   */
  readonly ownGroup: boolean
  readonly env?: NodeJS.ProcessEnv
  /** The user to run it as. Default: the user of this process. */
  readonly as?: StartAs | undefined
}

/** A running program that writes to a pipe and is to be stopped gracefully. */
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
    // It may end before its input is closed.
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

  /** Its standard output. */
  get output(): Readable {
    return this.child.stdout
  }
  /** The last part of its standard error. */
  get said(): string {
    return this.text
  }

  endInput(): void {
    this.child.stdin.end()
  }

  /** Interrupts it after `delay` milliseconds; kills it if it does not end. */
  interrupt(delay = 0): void {
    if (delay === 0) this.signal('SIGINT')
    else setTimeout(() => this.signal('SIGINT'), delay).unref()
    this.killAfter(delay + patience)
  }

  /** Kills it after `delay` milliseconds; its remaining output is still read, for at most as long again. */
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
      // It has just ended, or belongs to another user since this process dropped root.
      if ((error as NodeJS.ErrnoException).code === 'EPERM') this.guard?.signal(signal)
    }
  }

  /**
   * Its children may keep the output open, or it may have gained privileges and cannot be killed: do not wait for it.
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

/** Characters of error output that are kept. */
const mostText = 8192

/** Milliseconds for a program to end by itself. */
const patience = 2000
