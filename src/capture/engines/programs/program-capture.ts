import { CaptureError } from '../../../files/error.ts'
import { openCaptureStream } from '../../reading/live-stream.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { EngineName, EngineOptions } from '../engine.ts'
import { failureOfProgram } from './program-failure.ts'
import { findProgram, Program } from './program.ts'

/** A program that captures from interfaces and writes a capture file to its standard output. */
export interface CapturingProgram {
  readonly engine: EngineName
  /** Where the program lies. */
  readonly path: string
  readonly words: readonly string[]
  readonly unmet: readonly string[]
  readonly remarks: readonly string[]
  /** Interfaces its stream describes. */
  readonly interfaces: number
  /**
   * Milliseconds until a packet that has come is written: so long it goes on before it is told to end, since what waits
   * is lost then.
   */
  readonly latency: number
  /** Its counts, out of what it says when it ends. */
  readonly statistics: (said: string) => LiveStatistics | undefined
}

/** Starts the program and reads what it writes. Rejects with a CaptureError if it fails before it begins. */
export function openProgram(
  by: CapturingProgram,
  names: readonly string[],
  options: EngineOptions,
): Promise<LiveCapture> {
  const { engine, path, words, latency } = by
  const { captureFilter, onEvent, passedOver, reuseMemory, signal } = options
  // Messages are understood in one language.
  const program = new Program(path, words, { ownGroup: true, env: { ...process.env, LC_ALL: 'C' } })
  program.endInput()
  const name = names.join(', ')
  let [stopped, ended] = [false, false]
  return openCaptureStream(
    program.output,
    {
      name,
      engine,
      interfaces: by.interfaces,
      get unmet() {
        return [...by.unmet, ...warnings(program.said)]
      },
      remarks: [
        ...passedOver,
        ...by.remarks,
        `a slow reader makes the system drop packets, since what waits for it is only what ${engine}'s buffer holds`,
      ],
      stop(atOnce) {
        stopped = true
        program.interrupt(atOnce ? 0 : latency)
      },
      close() {
        stopped = true
        program.signal('SIGTERM')
        program.interrupt()
      },
      async failure() {
        const ending = await program.ended
        ended = true
        if (stopped) return undefined
        const failure = failureOfProgram({ program: engine, name, captureFilter, said: program.said, ...ending })
        if (failure.code === 'interface-failed')
          onEvent?.({ interface: goneIn(program.said) ?? name, kind: 'failed', detail: failure.found })
        return failure
      },
      statistics: () => (ended ? by.statistics(program.said) : undefined),
    },
    { reuseMemory, signal },
  )
}

/** Why the program cannot be started here. */
export async function troubleWith(name: EngineName): Promise<CaptureError | undefined> {
  const found = findProgram(name)
  if (found?.executable) return undefined
  const expected = `the program ${name}`
  if (found)
    return new CaptureError({
      code: 'no-permission',
      path: found.path,
      expected,
      found: 'that this user may not start it',
    })
  return new CaptureError({
    code: 'no-engine',
    expected,
    found: 'none in PATH',
    advice: 'Install it: its package is that of tcpdump or Wireshark',
  })
}

/** What a program says of a setting it was given and could not follow. */
function warnings(said: string): string[] {
  return [...said.matchAll(/^(?:tcpdump|dumpcap): WARNING: (.*)$/gm)].map(([, text]) => text!)
}

/** dumpcap names the one of its interfaces that is gone. */
const goneIn = (said: string) => /network adapter "(.*?)"/.exec(said)?.[1]
