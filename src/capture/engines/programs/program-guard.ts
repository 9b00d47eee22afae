import { startOutliving } from '../../outliving-script.ts'
import type { Identity } from '../../privileges/start-as.ts'

/**
 * A process that keeps the current privileges to signal one program: after dropping root, this process may no longer
 * signal programs it started as root. If this process ends without releasing it, for any reason, the guard ends the
 * program. POSIX only.
 */
export class ProgramGuard {
  private readonly child

  /** `target` is a process, or, as a negative number, the process group that it leads: see kill(2). */
  constructor(target: number, identity: Identity = {}) {
    this.child = startOutliving(script, ['onwire-guard', `${target}`], '/', identity)
  }

  signal(signal: NodeJS.Signals): void {
    this.child.stdin.write(`${signal.slice('SIG'.length)}\n`)
  }

  /** The program has ended: its process ID may be reused. */
  release(): void {
    this.child.stdin.end('end\n')
  }
}

/**
 * Accepts only these commands, and checks by the start time (field 22 of proc_pid_stat(5), if there is a /proc) that
 * the process ID still belongs to the program.
 */
const script = `target=$1
start_time() { read -r line < "/proc/\${target#-}/stat" && set -- \${line##*) } && echo "\${20}"; }
started=$(start_time)
send() { [ "$(start_time)" = "$started" ] && kill -s "$1" -- "$target"; }
while read -r order; do
  case $order in
    INT | TERM | KILL) send "$order" ;;
    end) exit ;;
  esac
done
send TERM
sleep 1
send KILL`
