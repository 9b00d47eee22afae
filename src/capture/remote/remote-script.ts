/** The script that captures on a remote host, for its `sh`, whatever the login shell is. */
import { dumpcapWords } from '../engines/programs/dumpcap.ts'
import type { CaptureSettings } from '../engines/engine.ts'
import { tcpdumpWords } from '../engines/programs/tcpdump.ts'

export type RemoteProgram = 'tcpdump' | 'dumpcap'

/**
 * Quotes a word for sh, csh and fish; in the latter, backslashes and exclamation marks are special within quotes too.
 */
export function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replace(/['\\!]/g, (character) => `'\\${character}'`)}'`
}

/**
 * Captures to standard output until standard input ends, plus the time in which buffered packets are written. Tries
 * which program can capture, with and without sudo, and reports it on standard error after `through `. Excludes the
 * packets of its SSH connection.
 */
export function remoteScript(interfaces: readonly string[], settings: CaptureSettings, wanted?: RemoteProgram): string {
  // tcpdump captures from a single interface.
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

/** The program that captures, from the output of the script. */
export const programOf = (said: string) => /^through (.*)$/m.exec(said)?.[1]

const line = (words: readonly string[]) => words.map(quoted).join(' ')
