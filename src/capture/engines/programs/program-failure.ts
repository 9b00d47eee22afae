import { CaptureError, type CaptureErrorCode } from '../../../files/error.ts'
import type { Ending } from './program.ts'

/** A capturing program, its source, and how it ended. */
export interface EndedProgram extends Ending {
  /** `tcpdump` or `dumpcap`; either of them if it ran on a remote host. */
  readonly program: string
  /** The name of the source for messages. */
  readonly name: string
  readonly captureFilter?: string | undefined
  /** The last lines of its standard error. */
  readonly said: string
}

/** Converts the error output of tcpdump or dumpcap to a CaptureError, with the program's message in parentheses. */
export function failureOfProgram(ended: EndedProgram): CaptureError {
  const { program, name: path, said, captureFilter, error } = ended
  const message = error ? `a failed start of ${program} (${error.message})` : messageIn(said)
  if (error && (error.code === 'EACCES' || error.code === 'EPERM')) return refused(path, message)
  const filter = filterMessage(said)
  if (
    filter !== undefined ||
    (captureFilter !== undefined &&
      !about.test(said) &&
      /parse|syntax|unknown|illegal|invalid|expression/i.test(message))
  ) {
    return new CaptureError({
      code: 'bad-filter',
      path,
      expected: 'a capture filter',
      found: `${captureFilter ?? 'an invalid one'} (${filter ?? message})`,
    })
  }
  if (/permission|not permitted/i.test(said)) return refused(path, `permission denied (${message})`)
  const [, code, expected, advice] =
    kinds.find(([pattern]) => pattern.test(said)) ?? ([undefined, 'interface-failed', 'packets'] as const)
  return new CaptureError({
    code: error ? 'no-engine' : code,
    path,
    expected,
    found: message || `an unexpected end of ${program} (${endingText(ended)})`,
    ...(advice === undefined ? {} : { advice: advice.replace('NAME', path) }),
  })
}

/** `status 1`, or the name of a signal. */
export function endingText({ status, signal, error }: Ending): string {
  return error?.message ?? signal ?? `status ${status}`
}

const refused = (path: string, found: string) =>
  new CaptureError({ code: 'no-permission', path, expected: 'permission to capture', found })

/** tcpdump prefixes messages with the interface; messages about other options are not about the filter. */
const about = /No such device|permission|not permitted|not up|(data|time) ?(link|stamp)|^tcpdump: \S+: /im

const kinds: readonly (readonly [RegExp, CaptureErrorCode, expected: string, advice?: string])[] = [
  [
    /No such device|no device named|doesn't exist/i,
    'no-such-interface',
    'a network interface',
    'See onwire interfaces for the names',
  ],
  [/not up/i, 'interface-failed', 'an interface that is up', 'Bring it up: ip link set NAME up'],
  [/disappeared|no longer attached|went down/i, 'interface-failed', 'packets'],
  [
    /invalid (data link|time stamp)|isn't valid|Invalid argument to option|not supported|doesn't support|unsupported/i,
    'unsupported',
    'settings that the interface supports',
  ],
]

/** The message of libpcap about the filter, inside that of dumpcap. */
const filterMessage = (said: string) => /isn't a valid capture filter \((.+?)\)\.?$/m.exec(said)?.[1]

/** The message that a program prefixes with its name, otherwise its last line. */
function messageIn(said: string): string {
  const lines = linesOf(said).filter((line) => !news.test(line))
  return lines.flatMap((line) => /^(?:tcpdump|dumpcap): (.*?)\.?$/.exec(line)?.[1] ?? []).at(-1) ?? lines.at(-1) ?? ''
}

const news =
  /^tcpdump: (WARNING|listening on|data link type|verbose)|^\d+ packets? |^(Packets|File:|Capturing on|through) ?/

/** The last lines of another program's output, joined and without control characters, safe for a terminal. */
export function lastLines(said: string, count = 3): string {
  return linesOf(said).slice(-count).join('; ')
}

function linesOf(said: string): string[] {
  return said
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter(Boolean)
}
