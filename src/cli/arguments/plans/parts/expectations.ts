/** The expectations of options and of files. */
import { parseCountRange } from '../../../../check/expectations/count-range.ts'
import { durationExamples, parseDuration } from '../../../../text/duration.ts'
import type { Expectation } from '../../../../check/expectations/expectation.ts'
import { compileDisplayFilter } from '../../../../filter/display/index.ts'
import { FilterError } from '../../../../filter/error.ts'
import { UsageError } from '../../../usage-error.ts'
import type { GivenWords, Values } from '../../options.ts'
import { readTextFile } from '../../../text-file.ts'

/**
 * The expectations in the order in which they were given, including those of files; their filters compile. Rejects with
 * UsageError.
 */
export async function expectationsOf(values: Values): Promise<readonly Expectation[]> {
  const given = optionNames
    .flatMap((option) => (values[option] ?? []).map((each) => ({ ...each, option })))
    .sort((one, two) => one.place - two.place)
  const expectations: Expectation[] = []
  let common: number | undefined
  let before: (typeof optionNames)[number] | undefined
  for (const { option, words } of given) {
    if (option === 'expectations') expectations.push(...(await expectationsIn(words[0]!)))
    else if (option !== 'within') expectations.push(bounded(makers[option](words), common))
    else if (before === undefined || (before === 'within' && expectations.length === 0))
      common = durationNamed(words[0]!)
    else if (before === 'expectations')
      throw new UsageError('--within limits the expectation before it, which is a file: put within in the file')
    else expectations.push({ ...expectations.pop()!, within: durationNamed(words[0]!) })
    before = option
  }
  if (expectations.length === 0 && given.length > 0)
    throw new UsageError("--within needs an expectation, such as --expect 'http.request'")
  return expectations
}

const optionNames = [
  'expect',
  'expect-none',
  'expect-only',
  'expect-count',
  'expect-order',
  'expectations',
  'within',
] as const

/** A common time limit applies to what must come, not to what must not. */
function bounded(expectation: Expectation, within: number | undefined): Expectation {
  return within === undefined || expectation.kind === 'none' || expectation.kind === 'only'
    ? expectation
    : { ...expectation, within }
}

async function expectationsIn(path: string): Promise<readonly Expectation[]> {
  const text = await readTextFile('--expectations', path)
  const { parseExpectations, ExpectationsError } = await import('../../../../check/expectations/expectations-file.ts')
  try {
    return parseExpectations(text, path).expectations
  } catch (error) {
    throw error instanceof ExpectationsError ? new UsageError(error.message) : error
  }
}

type OptionName = Exclude<(typeof optionNames)[number], 'within' | 'expectations'>

const makers: Readonly<Record<OptionName, (words: GivenWords['words']) => Expectation>> = {
  expect: ([text]) => ({ kind: 'some', ...namedFilter('expect', text!) }),
  'expect-none': ([text]) => ({ kind: 'none', ...namedFilter('expect-none', text!) }),
  'expect-only': ([text]) => ({ kind: 'only', ...namedFilter('expect-only', text!) }),
  'expect-count'([text, comparison]) {
    const parsed = parseCountRange(comparison!)
    if (typeof parsed === 'string') throw new UsageError(`--expect-count: ${parsed}`)
    return { kind: 'count', ...namedFilter('expect-count', text!), comparison: comparison! }
  },
  'expect-order'([text, ...others]) {
    const { filter, ...named } = namedFilter('expect-order', text!)
    if (others.length === 0)
      throw new UsageError("--expect-order takes two filters or more: --expect-order 'dns' 'tcp.flags.syn == 1'")
    return {
      kind: 'order',
      ...named,
      filters: [filter, ...others.map((other) => checkedFilter('expect-order', other))],
    }
  },
}

/** A filter, optionally preceded by a name. Filters have colons too: what is a filter as a whole has no name. */
function namedFilter(option: OptionName, text: string): { readonly name?: string; readonly filter: string } {
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
    const swallowed =
      option === 'expect-order' && !/[\s=(]/.test(text)
        ? '\n--expect-order takes all words up to the next option: put other words, such as a file, before it or after --'
        : ''
    throw new UsageError(`--${option}: ${error.message}${swallowed}`)
  }
}

function durationNamed(text: string): number {
  const duration = parseDuration(text)
  if (duration === undefined)
    throw new UsageError(
      `--within takes a time with its unit, such as ${durationExamples}, not ${JSON.stringify(text)}`,
    )
  return duration
}
