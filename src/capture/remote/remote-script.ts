/** What is run on another machine to capture there: a script for its `sh`, whatever the login shell is. */
import { dumpcapWords } from '../engines/programs/dumpcap.ts'
import type { CaptureSettings } from '../engines/engine.ts'
import { tcpdumpWords } from '../engines/programs/tcpdump.ts'

export type RemoteProgram = 'tcpdump' | 'dumpcap'

/**
 * One word for a shell, as it stands: for sh, and also for csh and fish, where a backslash or an exclamation mark means
 * something within quotes too.
 */
export function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replace(/['\\!]/g, (character) => `'\\${character}'`)}'`
}

/**
 * Captures to standard output until standard input ends, and then as long as a packet that has come may wait to be
 * written. Which program captures, and whether sudo must start it, is tried there and said on standard error, after
 * `through `. The packets of the SSH connection it runs in are left out.
 */
export function remoteScript(interfaces: readonly string[], settings: CaptureSettings, wanted?: RemoteProgram): string {
  // tcpdump captures from one interface.
  const programs = wanted
    ? [wanted]
    : interfaces.length > 1
      ? (['dumpcap'] as const)
      : (['tcpdump', 'dumpcap'] as const)
  const tries = [...programs, ...programs.map((program) => `sudo -n ${program}`)]
  const { captureFilter = '', timestampPrecision, ...others } = settings
  const nano = timestampPrecision === undefined ? '$nano ' : ''
  const forTcpdump = line(tcpdumpWords(interfaces[0], { ...others, timestampPrecision }))
  const forDumpcap = line(dumpcapWords(interfaces, others))
  return `
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin:/usr/bin
set -- $SSH_CONNECTION
own=
[ $# -eq 4 ] && own="not (host \${1%%%*} and host \${3%%%*} and tcp port $2 and tcp port $4)"
filter=${quoted(captureFilter)}
filter=$own\${filter:+\${own:+ and }($filter)}
nano=
[ "$(uname)" = Linux ] && nano=--time-stamp-precision=nano
first=
chosen=
for each in ${tries.map(quoted).join(' ')}; do
  command -v "\${each##* }" >/dev/null 2>&1 || continue
  first=\${first:-$each}
  if $each -L ${line(interfaces.flatMap((name) => ['-i', name]))} </dev/null >/dev/null 2>&1; then
    chosen=$each
    break
  fi
done
chosen=\${chosen:-$first}
if [ -z "$chosen" ]; then
  echo "no ${programs.join(' and no ')}" >&2
  exit 127
fi
echo "through $chosen" >&2
exec 3<&0
case $chosen in
  *tcpdump) $chosen ${nano}${forTcpdump} \${filter:+--} \${filter:+"$filter"} & ;;
  *) $chosen \${filter:+-f} \${filter:+"$filter"} ${forDumpcap} & ;;
esac
program=$!
(
  while read -r line; do :; done
  case $chosen in *tcpdump) sleep ${settings.immediate ? 0 : '1.1 || sleep 2'} ;; *) sleep 0.3 || sleep 1 ;; esac
  kill -TERM $program || sudo -n pkill -TERM -P $program
) <&3 >/dev/null 2>&1 &
watch=$!
wait $program
status=$?
kill $watch 2>/dev/null
exit $status
`
}

/** Which program captures there, out of what the script says. */
export const programOf = (said: string) => /^through (.*)$/m.exec(said)?.[1]

const line = (words: readonly string[]) => words.map(quoted).join(' ')
