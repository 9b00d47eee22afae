/** Criteria such as `duration:60`, of `-a` and `-b`. */
import { UsageError } from '../../../usage-error.ts'
import type { Values } from '../../options.ts'

/** When the capture ends by itself (`-a`). */
export interface Autostop {
  /** In seconds. */
  readonly duration?: number
  readonly packets?: number
  /** In units of 1,000 bytes. */
  readonly filesize?: number
  readonly files?: number
}

/** Throws UsageError. */
export function autostopOf({ autostop }: Values): Autostop {
  return autostop === undefined
    ? {}
    : criteriaOf('-a', autostop, { duration: 'seconds', filesize: 'whole', files: 'whole', packets: 'whole' })
}

/** What the number of a criterion is: a whole number, or seconds with a fraction. */
type Kind = 'whole' | 'seconds'

/** Parses criteria, whose values are positive numbers. Throws UsageError, also for one that has two values. */
export function criteriaOf<const K extends Readonly<Record<string, Kind>>>(
  option: string,
  words: readonly string[],
  kinds: K,
): { readonly [N in keyof K]?: number } {
  const expected = `${option} takes one of ${Object.keys(kinds).join(', ')}, such as ${Object.keys(kinds)[0]}:60`
  if (words.length === 0) throw new UsageError(expected)
  const found = new Map<string, number>()
  for (const word of words) {
    const [, name = '', digits = ''] = /^([^:]*):?(.*)$/.exec(word) ?? []
    if (!Object.hasOwn(kinds, name)) throw new UsageError(`${expected}, not ${JSON.stringify(word)}`)
    const number = positiveNumber(`${option} ${name}`, digits, kinds[name]!)
    if ((found.get(name) ?? number) !== number)
      throw new UsageError(`${option} ${name} is given more than once, ${found.get(name)} and ${number}`)
    found.set(name, number)
  }
  return Object.fromEntries(found) as { readonly [N in keyof K]?: number }
}

function positiveNumber(what: string, digits: string, kind: Kind): number {
  const number = (kind === 'whole' ? /^\d{1,15}$/ : /^\d{1,9}(\.\d+)?$/).test(digits) ? Number(digits) : 0
  if (number > 0) return number
  const expected = kind === 'whole' ? 'a whole number of at least 1' : 'seconds'
  throw new UsageError(`${what} takes ${expected}, not ${JSON.stringify(digits)}`)
}
