import { CaptureError, type CaptureErrorCode } from '../../../files/error.ts'
import type { Ending } from './program.ts'

/** A program that captures, what it was to capture from, and how it ended. */
export interface EndedProgram extends Ending {
  /** `tcpdump` or `dumpcap`; both may be meant where it ran on another machine. */
  readonly program: string
  /** What is captured from, as the user knows it. */
  readonly name: string
  readonly captureFilter?: string | undefined
  /** The last it said on standard error. */
  readonly said: string
}

/** Why tcpdump or dumpcap ended, from what it said: in the terms of this library, with the words of the program. */
export function failureOfProgram(ended: EndedProgram): CaptureError {
  const { program, name: path, said, captureFilter, error } = ended
  const message = error ? `that ${program} cannot be started (${error.message})` : messageIn(said)
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
      found: `${captureFilter ?? 'one that is not'} (${filter ?? message})`,
    })
  }
  if (/permission|not permitted/i.test(said)) return refused(path, `that the system refuses it (${message})`)
  const [, code, expected, advice] =
    kinds.find(([pattern]) => pattern.test(said)) ?? ([undefined, 'interface-failed', 'packets'] as const)
  return new CaptureError({
    code: error ? 'no-engine' : code,
    path,
    expected,
    found: message || `that ${program} has ended (${endingText(ended)})`,
    ...(advice === undefined ? {} : { advice: advice.replace('NAME', path) }),
  })
}

/** `status 1`, or the name of a signal. */
export function endingText({ status, signal, error }: Ending): string {
  return error?.message ?? signal ?? `status ${status}`
}

const refused = (path: string, found: string) =>
  new CaptureError({ code: 'no-permission', path, expected: 'the right to capture', found })

/**
 * tcpdump names the interface before what it says of it; what it says of other options is none of a filter's either.
 */
const about = /No such device|permission|not permitted|not up|(data|time) ?(link|stamp)|^tcpdump: \S+: /im

const kinds: readonly (readonly [RegExp, CaptureErrorCode, expected: string, advice?: string])[] = [
  [
    /No such device|no device named|doesn't exist/i,
    'no-such-interface',
    'a network interface',
    'There is none of this name: see onwire interfaces',
  ],
  [/not up/i, 'interface-failed', 'an interface that is up', 'Bring it up: ip link set NAME up'],
  [/disappeared|no longer attached|went down/i, 'interface-failed', 'packets'],
  [
    /invalid (data link|time stamp)|isn't valid|Invalid argument to option|not supported|doesn't support|unsupported/i,
    'unsupported',
    'settings the interface has',
  ],
]

/** The filter's fault, in dumpcap's words around those of libpcap. */
const filterMessage = (said: string) => /isn't a valid capture filter \((.+?)\)\.?$/m.exec(said)?.[1]

/** What a program says in its own name, and otherwise the last it said. */
function messageIn(said: string): string {
  const lines = linesOf(said).filter((line) => !news.test(line))
  return lines.flatMap((line) => /^(?:tcpdump|dumpcap): (.*?)\.?$/.exec(line)?.[1] ?? []).at(-1) ?? lines.at(-1) ?? ''
}

const news =
  /^tcpdump: (WARNING|listening on|data link type|verbose)|^\d+ packets? |^(Packets|File:|Capturing on|through) ?/

/** The last lines another program said, fit for a terminal: joined to one, without control characters. */
export function lastLines(said: string, count = 3): string {
  return linesOf(said).slice(-count).join('; ')
}

function linesOf(said: string): string[] {
  return said
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter(Boolean)
}
