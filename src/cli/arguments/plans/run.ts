import type { ProcessChoice, TrafficOptions } from '../../../capture/traffic/index.ts'
import { UsageError } from '../../usage-error.ts'
import type { OptionName, Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { checksPlan, refuseReports, type ChecksPlan } from './parts/checks.ts'
import { timeOf } from './parts/amounts.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'
import { sinksPlan, type SinksPlan } from './parts/sinks.ts'

/** `onwire run`. */
export interface RunPlan {
  readonly target: RunTarget
  readonly isolate: Values['isolate']
  readonly attribution: Values['attribution']
  readonly settings: Pick<TrafficOptions, 'snapLength' | 'memory' | 'linger'>
  readonly filter: FilterPlan
  readonly conversations: ConversationsPlan
  readonly sinks: SinksPlan
  readonly checks: ChecksPlan
  /** A capture file that is kept only if something fails. */
  readonly keepOnFailure: string | undefined
  /** Where packets and reports are shown. Default: standard error. */
  readonly output: string | undefined
  /** The user that runs the command, and to drop privileges to. */
  readonly user: string | undefined
  readonly failOnDrop: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** The words of a command, or the process, control group or container to capture. */
export type RunTarget = { readonly command: readonly string[] } | { readonly attached: ProcessChoice }

/** Reads files of expectations. Rejects with UsageError. */
export async function runPlan(given: Values, command: readonly string[]): Promise<RunPlan> {
  const target = runTarget(given, command)
  const values = withDefaultReports(given)
  const checks = await checksPlan(values)
  if (checks.expectations.length === 0 && checks.snapshot === undefined) refuseReports(values)
  const { 'snapshot-length': snapLength, memory: mebibytes, linger } = values
  return {
    target,
    isolate: values.isolate,
    attribution: values.attribution,
    settings: {
      snapLength: snapLength || undefined,
      memory: mebibytes === undefined ? undefined : mebibytes * 2 ** 20,
      linger: linger === undefined ? undefined : lingerOf(linger),
    },
    filter: filterPlan(values, [], 'display'),
    sinks: await sinksPlan(values),
    checks,
    keepOnFailure: values['keep-on-failure'],
    output: values.output,
    user: values['relinquish-privileges'],
    failOnDrop: values['fail-on-drop'] ?? false,
    quiet: values.quiet ?? false,
    verbose: values.verbose !== undefined,
    conversations: conversationsPlan(values),
  }
}

function lingerOf(text: string): number {
  const time = timeOf('linger', text, 'ms')
  if (time > mostLinger) throw new UsageError(`--linger is at most 1h, not ${JSON.stringify(text)}`)
  return time
}

/** Milliseconds: an hour. */
const mostLinger = 3_600_000

/** Throws UsageError unless there is exactly one. */
function runTarget(values: Values, command: readonly string[]): RunTarget {
  const { pid, cgroup, container } = values
  const attached: ProcessChoice[] = [
    ...(pid === undefined ? [] : [{ pid }]),
    ...(cgroup === undefined ? [] : [{ cgroup }]),
    ...(container === undefined ? [] : [{ container }]),
  ]
  if (attached.length + (command.length > 0 ? 1 : 0) > 1)
    throw new UsageError('run takes one of a command, --pid, --cgroup and --container')
  if (values.isolate !== undefined && values.attribution === 'best-effort')
    throw new UsageError('--isolate captures in a network of its own, which is exact: leave out --attribution')
  if (command.length > 0) return { command }
  if (attached[0] === undefined)
    throw new UsageError(
      'run needs a command: onwire run -- curl http://example.test, or --pid N for a running process',
    )
  const ofCommands = (['isolate', 'attribution'] satisfies OptionName[]).find((name) => values[name] !== undefined)
  if (ofCommands !== undefined)
    throw new UsageError(`--${ofCommands} is about a command: it cannot be used with running processes`)
  return { attached: attached[0] }
}

/** By default the packets are shown, then the summary; in a file without colors. Throws UsageError. */
function withDefaultReports(values: Values): Values {
  if (values.write === '-') throw new UsageError("standard output is the command's: -w takes a file")
  const { summary, count, quiet, format, write, output, color = output === undefined ? 'auto' : 'never' } = values
  const chosen = summary || count || quiet || (format !== undefined && format !== 'line')
  return {
    ...values,
    color,
    ...(chosen ? {} : { summary: true }),
    ...(chosen || write !== undefined ? {} : { print: true }),
  }
}
