import { UsageError } from '../usage-error.ts'

/** What the number of a criterion is: one that is whole, or seconds with fractions. */
type Kind = 'whole' | 'seconds'

/** Reads criteria such as `duration:60`, all of them positive numbers. Of one that is given twice the last counts. */
export function criteriaOf<const K extends Readonly<Record<string, Kind>>>(
  option: string,
  words: readonly string[],
  kinds: K,
): { readonly [N in keyof K]?: number } {
  const names = Object.keys(kinds)
  if (words.length === 0) throw new UsageError(`${option} takes one of ${names.join(', ')}, such as ${names[0]}:60`)
  return Object.fromEntries(
    words.map((word) => {
      const [, name = '', digits = ''] = /^([^:]*):?(.*)$/.exec(word) ?? []
      if (!Object.hasOwn(kinds, name))
        throw new UsageError(
          `${option} takes one of ${names.join(', ')}, such as ${names[0]}:60, not ${JSON.stringify(word)}`,
        )
      const kind = kinds[name]!
      const number = (kind === 'whole' ? /^\d{1,15}$/ : /^\d{1,9}(\.\d+)?$/).test(digits) ? Number(digits) : 0
      if (number > 0) return [name, number]
      throw new UsageError(
        `${option} ${name} takes ${kind === 'whole' ? 'a whole number from 1 on' : 'seconds'}, not ${JSON.stringify(digits)}`,
      )
    }),
  ) as { readonly [N in keyof K]?: number }
}
