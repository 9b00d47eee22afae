import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

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
}

/** Another program that runs, writes to a pipe, and is to be ended in good order. */
export class Program {
  readonly ended: Promise<Ending>
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  private readonly ownGroup: boolean
  private text = ''
  private over = false

  constructor(path: string, words: readonly string[], { ownGroup, env }: ProgramOptions) {
    this.ownGroup = ownGroup && process.platform !== 'win32'
    this.child = spawn(path, words, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: this.ownGroup,
      windowsHide: true,
      ...(env && { env }),
    })
    // It may have gone before its input is closed.
    this.child.stdin.on('error', () => {})
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.text = (this.text + text).slice(-mostText)
    })
    this.ended = new Promise((resolve) => {
      const end = (ending: Partial<Ending>) => {
        this.over = true
        resolve({ status: undefined, signal: undefined, error: undefined, ...ending })
      }
      this.child.on('error', (error) => end({ error }))
      this.child.on('close', (status, signal) => end({ status: status ?? undefined, signal: signal ?? undefined }))
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

  /** Ends it after `delay` milliseconds; what it has written is still read, as long as that does not take as long again. */
  killAfter(delay: number): void {
    setTimeout(() => {
      this.signal('SIGKILL')
      // What it has started may hold its output open.
      setTimeout(() => this.child.stdout.destroy(), delay).unref()
      this.child.stderr.destroy()
    }, delay).unref()
  }

  signal(signal: NodeJS.Signals): void {
    const { pid } = this.child
    if (this.over || pid === undefined) return
    try {
      process.kill(this.ownGroup ? -pid : pid, signal)
    } catch {
      // It has just ended, or belongs to another user: then it ends when it writes, since nobody reads.
    }
  }
}

/** Characters: enough for what a program says when it fails, or ends. */
const mostText = 8192

/** Milliseconds a program has to end by itself. */
const patience = 2000
