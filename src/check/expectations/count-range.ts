/** A range of packet counts, parsed from `>= 3`, `> 2`, `== 2`, `<= 5`, `< 5`, `2..4` or `3`. */

export interface CountRange {
  readonly least: number
  /** Infinity if there is no upper bound. */
  readonly most: number
  /** In words: `at least 3 packets`. */
  readonly text: string
}

/** The range, or the reason why the text is invalid. */
export function parseCountRange(text: string): CountRange | string {
  const [, from, to] = /^\s*(\d{1,15})\s*\.\.\s*(\d{1,15})\s*$/.exec(text) ?? []
  if (from !== undefined) return between(Number(from), Number(to))
  const [, operator = '==', digits] = /^(==|>=|<=|>|<)?\s*(\d{1,15})$/.exec(text.trim()) ?? []
  if (digits === undefined) return `a count is ${countRangeExamples}, not ${JSON.stringify(text)}`
  const number = Number(digits)
  if (operator === '<' && number === 0) return 'no count is less than 0'
  switch (operator) {
    case '>':
      return between(number + 1, Infinity)
    case '>=':
      return between(number, Infinity)
    case '<':
      return between(0, number - 1)
    case '<=':
      return between(0, number)
    default:
      return between(number, number)
  }
}

/** Examples, for messages. */
export const countRangeExamples = "'>= 3', '> 2', '== 2', '<= 5', '< 5', '2..4' or '3'"

function between(least: number, most: number): CountRange | string {
  if (least > most) return `a count from ${least} to ${most} is none: the smaller number comes first`
  return { least, most, text: wording(least, most) }
}

function wording(least: number, most: number): string {
  if (least === most) return least === 0 ? 'no packet' : `exactly ${packets(least)}`
  if (most === Infinity) return least === 0 ? 'any number of packets' : `at least ${packets(least)}`
  return least === 0 ? `at most ${packets(most)}` : `between ${least} and ${packets(most)}`
}

const packets = (number: number) => `${number} packet${number === 1 ? '' : 's'}`
