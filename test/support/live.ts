/** `onwire live` on a host of a `Network` while it runs, and programs with the library there. */
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Host, networkTrouble } from './network.ts'
import { type Outcome, outcomeOf } from './onwire.ts'
import { senderTrouble } from './sender.ts'

const missing = networkTrouble() ?? senderTrouble()
// In continuous integration these must run: there the tools are installed, and tests that are left out tell nobody.
if (missing !== undefined && process.env.CI) throw new Error(`live capture cannot be tested here: ${missing}`)

/** For `describe.skipIf`, and behind the name of what is left out. */
export const leftOut = missing !== undefined
export const whyLeftOut = missing === undefined ? '' : ` (left out: ${missing})`

/** The built command. */
export const onwireWords: readonly string[] = [process.execPath, resolve('bin/onwire.js')]

export interface Live {
  readonly pid: number
  readonly outcome: Promise<Outcome>
  /** Waits until standard error holds this, and gives what it is. Rejects if it ends before. */
  said(expected: RegExp): Promise<RegExpMatchArray>
  /** The same of standard output. */
  shown(expected: RegExp): Promise<RegExpMatchArray>
  /** Writes to its standard input. */
  write(text: string): void
  /** Sends a signal, SIGINT unless given, and waits until it has ended. */
  end(signal?: NodeJS.Signals): Promise<Outcome>
}

/** Starts a capture on a host, and waits until it listens. */
export async function startLive(
  host: Host,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  umask = '022',
): Promise<Live> {
  const assignments = Object.entries({ TZ: 'UTC', ...env }).map(([name, value]) => `${name}=${value}`)
  const masked = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh']
  const live = follow(host, [...masked, 'env', ...assignments, ...onwireWords, 'live', ...words])
  await live.said(/^listening on /m)
  return live
}

/** Starts a program on a host whose output is waited for. */
export function follow(host: Host, words: readonly string[]): Live {
  const child = host.start(words)
  const late = setTimeout(() => child.kill('SIGKILL'), longest)
  const outcome = outcomeOf(child).finally(() => clearTimeout(late))
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (text: string) => {
      texts[name] += text
    })
  const waitFor = async (name: 'stdout' | 'stderr', expected: RegExp) => {
    for (;;) {
      const found = expected.exec(texts[name])
      if (found) return found
      const over = await Promise.race([once(child[name], 'data').then(() => false), outcome.then(() => true)])
      if (over && !expected.test(texts[name]))
        throw new Error(`it has ended without ${expected}: ${texts.stdout.slice(-500)}${texts.stderr}`)
    }
  }
  return {
    pid: child.pid!,
    outcome,
    said: (expected) => waitFor('stderr', expected),
    shown: (expected) => waitFor('stdout', expected),
    write: (text) => void child.stdin.write(text),
    end(signal = 'SIGINT') {
      child.kill(signal)
      return outcome
    },
  }
}

/** Milliseconds. */
const longest = 30_000

/** Runs a module on a host as `startProgram` does, and gives what it returns. */
export const inProgram = <T>(host: Host, body: string): Promise<T> => startProgram<T>(host, body).result

/**
 * Starts a module on a host that has the library as `onwire`, its address as `libraryPath`, and the name of the interface as `wire`. It may call
 * `ready()`, which is waited for in `ready`, and is to say nothing else: then `result` is what it returns.
 */
export function startProgram<T>(
  host: Host,
  body: string,
): { readonly ready: Promise<unknown>; readonly result: Promise<T> } {
  const library = pathToFileURL(resolve('dist/library/index.js')).href
  const source = `
    import * as onwire from ${JSON.stringify(library)}
    const wire = ${JSON.stringify(host.interface)}
    const libraryPath = ${JSON.stringify(library)}
    const ready = () => console.error('ready')
    const result = await (async () => { ${body} })()
    console.log(JSON.stringify(result ?? null))`
  const live = follow(host, [process.execPath, '--expose-gc', '--input-type=module', '-e', source])
  const ready = live.said(/^ready$/m)
  // Only some say so.
  ready.catch(() => {})
  const result = live.outcome.then(({ stdout, stderr, status }) => {
    if (status !== 0 || !/^(ready\n)?$/.test(stderr))
      throw new Error(`the program ended with ${status}: ${stderr}${stdout}`)
    return JSON.parse(stdout) as T
  })
  return { ready, result }
}

/** What a capture says at its end: captured, received, and dropped by whomever. */
export function countsOf(said: string): { captured: number; received: number; dropped: number } {
  const count = (words: string) => Number(new RegExp(`^(\\d+) packets? ${words}`, 'm').exec(said)?.[1] ?? 0)
  return {
    captured: count('captured'),
    received: count('received by filter'),
    dropped: count('dropped by kernel') + count('dropped by interface') + count('dropped by onwire'),
  }
}
