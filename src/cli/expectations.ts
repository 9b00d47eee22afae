/** What the options expect of packets. */
import { parseComparison } from '../check/comparison.ts'
import { durationExamples, parseDuration } from '../check/duration.ts'
import type { Expectation } from '../check/expectation.ts'
import { compileDisplayFilter } from '../filter/display/index.ts'
import { FilterError } from '../filter/error.ts'
import { Misuse } from './misuse.ts'
import type { GivenWords, Values } from './options.ts'

/** In the order in which they were given. Throws Misuse for what is no expectation; filters are sure to compile. */
export function expectationsOf(values: Values): readonly Expectation[] {
  const given = optionNames.flatMap((option) => (values[option] ?? []).map((each) => ({ ...each, option }))).sort((one, two) => one.place - two.place)
  const expectations: Expectation[] = []
  let common: number | undefined
  for (const { option, words } of given) {
    if (option !== 'within') {
      const expectation = makers[option](words)
      const awaited = expectation.kind !== 'none' && expectation.kind !== 'only'
      expectations.push(awaited && common !== undefined ? { ...expectation, within: common } : expectation)
    } else {
      const within = durationNamed(words[0]!)
      const last = expectations.pop()
      if (last === undefined) common = within
      else expectations.push({ ...last, within })
    }
  }
  return expectations
}

const optionNames = ['expect', 'expect-none', 'expect-only', 'expect-count', 'expect-order', 'within'] as const

type OptionName = Exclude<(typeof optionNames)[number], 'within'>

const makers: Readonly<Record<OptionName, (words: GivenWords['words']) => Expectation>> = {
  'expect': ([text]) => ({ kind: 'some', ...namedFilter('expect', text!) }),
  'expect-none': ([text]) => ({ kind: 'none', ...namedFilter('expect-none', text!) }),
  'expect-only': ([text]) => ({ kind: 'only', ...namedFilter('expect-only', text!) }),
  'expect-count'([text, comparison]) {
    const parsed = parseComparison(comparison!)
    if (typeof parsed === 'string') throw new Misuse(`--expect-count: ${parsed}`)
    return { kind: 'count', ...namedFilter('expect-count', text!), comparison: comparison! }
  },
  'expect-order'([text, ...others]) {
    const { filter, ...named } = namedFilter('expect-order', text!)
    if (others.length === 0) throw new Misuse("--expect-order takes two filters or more: --expect-order 'dns' 'tcp.flags.syn == 1'")
    return { kind: 'order', ...named, filters: [filter, ...others.map((other) => checkedFilter('expect-order', other))] }
  },
}

/** A filter, perhaps with a name before it: what is a filter as a whole has none, since filters have colons too. */
function namedFilter(option: OptionName, text: string): { readonly name?: string, readonly filter: string } {
  const { name, filter } = /^(?<name>[\p{L}\p{N}][\p{L}\p{N} -]*): +(?<filter>\S[^]*)$/u.exec(text)?.groups ?? {}
  if (name === undefined || isFilter(text)) return { filter: checkedFilter(option, text) }
  return { name: name.trim(), filter: checkedFilter(option, filter!) }
}

function isFilter(text: string): boolean {
  try {
    compileDisplayFilter(text)
    return true
  } catch {
    return false
  }
}

function checkedFilter(option: OptionName, text: string): string {
  try {
    compileDisplayFilter(text)
    return text
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    const swallowed = option === 'expect-order' && !/[\s=(]/.test(text)
      ? '\n--expect-order takes all words up to the next option: what is no filter, such as a file, goes before it or behind --' : ''
    throw new Misuse(`--${option}: ${error.message}${swallowed}`)
  }
}

function durationNamed(text: string): number {
  const duration = parseDuration(text)
  if (duration === undefined) throw new Misuse(`--within takes a time with its unit, such as ${durationExamples}, not ${JSON.stringify(text)}`)
  return duration
}
