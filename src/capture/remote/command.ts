import { CaptureError } from '../../files/error.ts'
import { endingText, lastLines } from '../engines/programs/program-failure.ts'
import type { Ending, Program } from '../engines/programs/program.ts'
import type { Account } from '../privileges/target-user.ts'
import { openCaptureStream } from '../reading/live-stream.ts'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'

export interface OpenCommandOptions extends OpenStreamOptions {
  /** The user to run it as, if this process is root. Default: root. */
  readonly account?: Account | undefined
}

/**
 * Captures with a shell command that writes a pcap or pcapng stream to standard output. Ends when the command does;
 * `stop` interrupts it (SIGINT) after 1.1 s, so that it can write its remaining packets. Rejects with a CaptureError
 * (`interface-failed`, `not-a-capture`); so does the loop if the command fails.
 *
 *     const capture = await openCommand('kubectl exec pod -- tcpdump -U -w - -i eth0')
 */
export async function openCommand(command: string, options: OpenCommandOptions = {}): Promise<LiveCapture> {
  const { signal, reuseMemory = false, account } = options
  signal?.throwIfAborted()
  const { isatty } = await import('node:tty')
  const { Program } = await import('../engines/programs/program.ts')
  const { startAs } = await import('../privileges/start-as.ts')
  // Only programs in the foreground of the terminal may ask for a password.
  const ownGroup = ![0, 1, 2].some((descriptor) => isatty(descriptor))
  const program = new Program(...shell(command), { ownGroup, as: await startAs(account) })
  program.endInput()
  return openCaptureStream(
    program.output,
    {
      name: command,
      engine: 'command',
      unmet: [],
      remarks: ['the filter and the drop counts of the command are unknown'],
      // A capturing program that is interrupted too early loses its buffered packets; at a terminal it receives Ctrl-C
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

/** Milliseconds until a received packet is written: tcpdump waits up to a second for its buffer to fill. */
const latency = 1100

function shell(command: string): [path: string, words: readonly string[]] {
  return process.platform === 'win32'
    ? [process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', command]]
    : ['/bin/sh', ['-c', command]]
}

/** A program ended by an interrupt has ended regularly, even if another process sent it. */
function failureOf(command: string, ending: Ending, { said }: Program): CaptureError | undefined {
  if (ending.status === 0 || ending.status === 130 || ending.signal === 'SIGINT') return undefined
  const last = lastLines(said)
  return new CaptureError({
    code: 'interface-failed',
    path: command,
    expected: 'packets',
    found: `a command that failed (${endingText(ending)}${last && `: ${last}`})`,
  })
}
