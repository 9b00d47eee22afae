import { CaptureError } from '../../files/error.ts'
import { isatty } from 'node:tty'
import { endingText, lastLines } from '../engines/programs/program-failure.ts'
import { Program, type Ending } from '../engines/programs/program.ts'
import { startAs } from '../privileges/start-as.ts'
import type { Account } from '../privileges/target-user.ts'
import { openCaptureStream } from '../reading/live-stream.ts'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'

export interface OpenCommandOptions extends OpenStreamOptions {
  /** Who runs it, where this process is root. Default: root. */
  readonly account?: Account | undefined
}

/**
 * Captures through any program that writes a pcap or pcapng stream to its standard output: a line for the shell. It
 * ends when the program does; `stop` interrupts it (SIGINT) after 1.1 s, so that it writes the packets it has. Rejects
 * with a CaptureError (`interface-failed`, `not-a-capture`), as does the loop if the program fails.
 *
 *     const capture = await openCommand('kubectl exec pod -- tcpdump -U -w - -i eth0')
 */
export async function openCommand(command: string, options: OpenCommandOptions = {}): Promise<LiveCapture> {
  const { signal, reuseMemory = false, account } = options
  signal?.throwIfAborted()
  // It may ask for a password where there is a terminal: only the programs in its foreground may do that.
  const ownGroup = ![0, 1, 2].some((descriptor) => isatty(descriptor))
  const program = new Program(...shell(command), { ownGroup, as: await startAs(account) })
  program.endInput()
  return openCaptureStream(
    program.output,
    {
      name: command,
      engine: 'command',
      unmet: [],
      remarks: ['what the command captures, and what it loses, only the command knows'],
      // A capturing program that is interrupted leaves behind what it still holds, and at a terminal it hears of Ctrl-C
      // itself.
      stop: (atOnce) => program.interrupt(atOnce ? 0 : latency),
      close() {
        program.signal('SIGTERM')
        program.interrupt()
      },
      failure: async () => failureOf(command, await program.ended, program),
    },
    { reuseMemory, signal },
  )
}

/** Milliseconds until a packet that has come is written: tcpdump waits up to a second for its buffer to fill. */
const latency = 1100

function shell(command: string): [path: string, words: readonly string[]] {
  return process.platform === 'win32'
    ? [process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', command]]
    : ['/bin/sh', ['-c', command]]
}

/** A program that was interrupted has ended as it was to, whoever did it. */
function failureOf(command: string, ending: Ending, { said }: Program): CaptureError | undefined {
  if (ending.status === 0 || ending.status === 130 || ending.signal === 'SIGINT') return undefined
  const last = lastLines(said)
  return new CaptureError({
    code: 'interface-failed',
    path: command,
    expected: 'packets',
    found: `that the command failed (${endingText(ending)}${last && `: ${last}`})`,
  })
}
