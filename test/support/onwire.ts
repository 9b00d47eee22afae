import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { resolve } from 'node:path'

/** What a command said, and how it ended. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  /** The exit status, or the name of the signal that ended it. */
  readonly status: number | string
}

export interface RunOptions {
  readonly input?: Uint8Array | string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const bin = resolve('bin/onwire.js')

/** What the command sees of this process's environment. */
const environment = () => ({
  PATH: process.env.PATH!,
  TZ: 'UTC',
  ...(process.env.ONWIRE_POISON === undefined ? {} : { ONWIRE_POISON: process.env.ONWIRE_POISON }),
})

/** Runs the built command as a user does, neither end of it being a terminal. */
export function onwire(words: readonly string[], { input, ...options }: RunOptions = {}): Promise<Outcome> {
  const child = startOnwire(words, options)
  // A command that has ended does not read.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return outcomeOf(child)
}

/** Starts the built command and leaves it running. */
export function startOnwire(
  words: readonly string[],
  { env = {}, cwd }: Omit<RunOptions, 'input'> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...words], {
    env: { ...environment(), ...env },
    cwd,
    timeout: 15_000,
    killSignal: 'SIGKILL',
  })
}

export function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve) =>
    child.on('close', (status, signal) => resolve({ stdout, stderr, status: status ?? signal ?? 'lost' })),
  )
}

/** Runs a line of shell, in which `onwire` is the built command. */
export function shell(line: string, options: Omit<RunOptions, 'input'> = {}): Promise<Outcome> {
  const script = `onwire() { "${process.execPath}" "${bin}" "$@"; }\n${line}`
  return outcomeOf(
    spawn('bash', ['--norc', '-c', script], {
      stdio: 'pipe',
      env: { ...environment(), ...options.env },
      cwd: options.cwd,
      timeout: 15_000,
    }),
  )
}
