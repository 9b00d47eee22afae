import { CaptureError } from '../../../files/error.ts'
import { openCaptureStream } from '../../reading/live-stream.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
import type { EngineName, EngineOptions } from '../engine.ts'
import { failureOfProgram } from './program-failure.ts'
import { findProgram, Program } from './program.ts'

/** A program that captures from interfaces and writes a capture file to standard output. */
export interface CapturingProgram {
  readonly engine: EngineName
  /** Path of the program. */
  readonly path: string
  readonly words: readonly string[]
  readonly unmet: readonly string[]
  readonly remarks: readonly string[]
  /** Number of interfaces in its stream. */
  readonly interfaces: number
  /**
   * Milliseconds until a received packet is written. The program is stopped after this delay, since buffered packets
   * are lost then.
   */
  readonly latency: number
  /** Parses its final statistics. */
  readonly statistics: (said: string) => LiveStatistics | undefined
}

/** Starts the program and reads its output. Rejects with a CaptureError if it fails before the capture begins. */
export function openProgram(
  by: CapturingProgram,
  names: readonly string[],
  options: EngineOptions,
): Promise<LiveCapture> {
  const { engine, path, words, latency } = by
  const { captureFilter, onEvent, passedOver, reuseMemory, signal } = options
  // Only English messages are parsed.
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
        `if the reader is slow, packets are dropped once the buffer of ${engine} is full`,
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

/** Why the program cannot be started. */
export async function troubleWith(name: EngineName): Promise<CaptureError | undefined> {
  const found = findProgram(name)
  if (found?.executable) return undefined
  const expected = `the program ${name}`
  if (found)
    return new CaptureError({
      code: 'no-permission',
      path: found.path,
      expected,
      found: 'no permission to execute it',
    })
  return new CaptureError({
    code: 'no-engine',
    expected,
    found: 'no such program in PATH',
    advice: 'Install tcpdump or Wireshark',
  })
}

/** Warnings of a program about unsupported settings. */
function warnings(said: string): string[] {
  return [...said.matchAll(/^(?:tcpdump|dumpcap): WARNING: (.*)$/gm)].map(([, text]) => text!)
}

/** dumpcap names the interface that disappeared. */
const goneIn = (said: string) => /network adapter "(.*?)"/.exec(said)?.[1]
