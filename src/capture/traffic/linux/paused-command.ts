import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Writable } from 'node:stream'
import { CaptureError } from '../../../files/error.ts'
import type { Libc } from '../../libc.ts'
import { printable } from '../../../text/escape.ts'
import { homeOf } from '../../privileges/start-as.ts'
import { runAsUser } from './run-as-user.ts'
import type { CommandOutcome, CommandTraffic, CommandTrafficOptions } from '../traffic.ts'

/**
 * A paused command, in its final process: with its user, folder and terminal. It is in the process group of this
 * process, so that terminal signals reach both. If this process ends before resuming it, it never runs.
 */
export class PausedCommand {
  readonly ended: Promise<CommandOutcome>

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.once('exit', (status, signal) => resolve(outcomeOf(status, signal))))
    // A signal that may not be sent, since it runs as another user by now.
    child.on('error', () => {})
    this.gate.on('error', () => {})
  }

  /** Rejects with a CaptureError if it cannot be started in that folder or as that user. */
  static async start(options: CommandTrafficOptions, libc: Libc): Promise<PausedCommand> {
    const { account, variables } = options
    const env = { ...(options.env ?? process.env), ...variables }
    const child =
      account === undefined || process.geteuid?.() !== 0
        ? spawned(options, env)
        : runAsUser(account, libc, (user) => spawned(options, options.env ? env : { ...env, ...homeOf(user) }))
    try {
      await once(child, 'spawn')
    } catch (cause) {
      const { cwd = process.cwd() } = options
      throw new CaptureError({
        code: 'not-found',
        path: cwd,
        expected: 'a folder to run the command in',
        found: (cause as Error).message,
        cause,
      })
    }
    return new PausedCommand(child)
  }

  get pid(): number {
    return this.child.pid!
  }

  get streams(): CommandTraffic['streams'] {
    return [this.child.stdin, this.child.stdout, this.child.stderr]
  }

  open(): void {
    this.gate.end('\n')
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Ends it if it is still paused. */
  abandon(): void {
    this.gate.destroy()
  }

  private get gate(): Writable {
    return this.child.stdio[gateDescriptor] as Writable
  }
}

const gateDescriptor = 3

function spawned({ command, cwd, stdio = 'inherit' }: CommandTrafficOptions, env: NodeJS.ProcessEnv): ChildProcess {
  const [input, output, error] = stdio === 'inherit' ? [0, 1, 2] : stdio
  const [name = ''] = command
  return spawn('/bin/sh', ['-c', script, 'onwire', name, printable(name), ...unusual(env), ...command], {
    cwd,
    env,
    stdio: [input, output, error, 'pipe'],
  })
}

/**
 * Waits, reports a command that cannot be executed as shells do, with status 127 or 126, and becomes the command. The
 * first argument is its name, the second the same as messages show it.
 */
const script = `read -r _ <&${gateDescriptor} || exit 125
fail() { echo "onwire: $2: $3" >&2; exit "$1"; }
case $1 in
  */*)
    [ -e "$1" ] || fail 127 "$2" 'no such file'
    [ ! -d "$1" ] || fail 126 "$2" 'a folder, not a command'
    [ -x "$1" ] || fail 126 "$2" 'no permission to execute it' ;;
  *) command -v -- "$1" >/dev/null 2>&1 || fail 127 "$2" 'command not found' ;;
esac
shift 2
exec "$@" ${gateDescriptor}<&-`

/** Some shells drop variables whose names are not valid identifiers: those are set by env after the shell. */
function unusual(env: NodeJS.ProcessEnv): readonly string[] {
  const lost = Object.entries(env).filter(([name]) => !/^[A-Za-z_]\w*$/.test(name))
  return lost.length === 0 ? [] : ['env', ...lost.map(([name, value]) => `${name}=${value}`)]
}

function outcomeOf(status: number | null, signal: NodeJS.Signals | null): CommandOutcome {
  return {
    status: status ?? undefined,
    signal: signal ?? undefined,
    exitStatus: status ?? 128 + constants.signals[signal!],
  }
}
