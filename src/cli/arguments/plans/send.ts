import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'

/** `onwire send`. */
export interface SendPlan {
  /** `-` is standard input. */
  readonly path: string
  /** The interface to send from. */
  readonly interface: string
  readonly filter: FilterPlan
  /** How many packets are sent at most. */
  readonly limit: number
  /** A multiple of the speed of the capture, Infinity without pauses. */
  readonly speed: number
  /** Packets a second; undefined to go by their times. */
  readonly rate: number | undefined
  readonly rounds: number
  readonly isDry: boolean
  /** The user to drop privileges to. */
  readonly user: string | undefined
  readonly verbose: boolean
}

/** Throws UsageError, also for options that cannot be used together. */
export function sendPlan(values: Values, operands: readonly string[]): SendPlan {
  const [path, ...words] = operands
  const { interface: names = [], rate, repeat: rounds = 1, limit = Infinity, 'replay-speed': speed } = values
  const [name, other] = names
  if (path === undefined)
    throw new UsageError('send needs a capture file: onwire send FILE -i INTERFACE, or - for standard input')
  if (name === undefined) throw new UsageError('send needs an interface: onwire send FILE -i INTERFACE')
  if (other !== undefined) throw new UsageError(`send takes one interface, not ${names.join(' and ')}`)
  if (rate !== undefined && speed !== undefined)
    throw new UsageError('--rate and --replay-speed both set the pace: use one of them')
  if (path === '-' && rounds > 1) throw new UsageError('--repeat needs a file: standard input can be read once')
  return {
    path,
    interface: name,
    filter: filterPlan(values, words, 'display'),
    limit,
    speed: speed === undefined ? 1 : speedOf(speed),
    rate: rate === undefined ? undefined : positive('--rate', 'packets per second, such as 1000 or 0.5', rate),
    rounds,
    isDry: values['dry-run'] ?? false,
    user: values['relinquish-privileges'],
    verbose: values.verbose !== undefined,
  }
}

function speedOf(text: string): number {
  return text === 'max' || /^0+$/.test(text)
    ? Infinity
    : positive('--replay-speed', 'a factor, such as 2 or 0.5, or max', text)
}

function positive(option: string, expected: string, text: string): number {
  const value = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : 0
  if (value > 0) return value
  throw new UsageError(`${option} takes ${expected}, not ${JSON.stringify(text)}`)
}
