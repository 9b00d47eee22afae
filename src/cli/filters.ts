/** Compiles the filters of a plan: `-Y`, `-f`, and plain words, whose language is detected. */
import { existsSync } from 'node:fs'
import { CaptureError } from '../files/error.ts'
import { FilterError } from '../filter/error.ts'
import type { Filter, FilterHint } from '../filter/filter.ts'
import type { FilterPlan, Language } from './arguments/plans/parts/selection.ts'
import { say } from './say.ts'
import { openFollower } from './sources/follower.ts'
import type { Follower, FramePredicate } from './sinks/pipeline.ts'
import { isTerminal } from './terminal/terminal.ts'
import { readTextFile } from './text-file.ts'
import { UsageError } from './usage-error.ts'

export interface Filters {
  readonly display: Filter | undefined
  /** Its text: it is compiled for a link type, or by the source. */
  readonly capture: string | undefined
}

/** The compilers, each loaded on demand. They throw FilterError. */
const compilers: Readonly<Record<Language, () => Promise<(text: string, linkType: number) => Filter>>> = {
  display: async () => (await import('../filter/display/index.ts')).compileDisplayFilter,
  capture: async () => (await import('../filter/capture/index.ts')).compileCaptureFilter,
}

export async function compileFilter(language: Language, text: string, linkType = ethernet): Promise<Filter> {
  // Only such names take the list of vendors.
  if (text.includes('_resolved')) (await import('./names/vendors.ts')).provideVendors()
  return (await compilers[language]())(text, linkType)
}

/** Compiles the display filter, and detects the language of words. Throws FilterError and UsageError. */
export async function compileFilters(plan: FilterPlan): Promise<Filters> {
  const { words, preferred, captureFile } = plan
  const texts: Record<Language, string | undefined> = {
    display: plan.display,
    capture: captureFile === undefined ? plan.capture : await readTextFile('-F', captureFile),
  }
  const plain = words.join(' ')
  if (plain.trim() !== '') {
    const language = await detectLanguage(plain, preferred).catch((error: unknown) => refuseFile(words, error))
    if (texts[language] !== undefined) refuseSecond(language, texts[language], plain)
    texts[language] = plain
    if (plan.verbose) say(`onwire: ${JSON.stringify(plain)} is a ${language} filter\n`)
  }
  const display = texts.display === undefined ? undefined : await compileFilter('display', texts.display)
  if (display && (await isTerminal(2))) say(hintLines(display))
  return { display, capture: texts.capture }
}

function refuseSecond(language: Language, one: string, other: string): never {
  const given = `${JSON.stringify(one)} and ${JSON.stringify(other)}`
  throw new UsageError(`more than one ${language} filter, ${given}: combine them: '(${one}) and (${other})'`)
}

/** Throws the error, or where the words name a file a clearer one. */
function refuseFile(words: readonly string[], error: unknown): never {
  const file = words.find((word) => existsSync(word) || captureName.test(word))
  if (file === undefined || !(error instanceof UsageError)) throw error
  const name = JSON.stringify(file)
  throw new UsageError(
    existsSync(file)
      ? `${name} is a file, not a filter: files come before the filter, as in onwire read FILE.. FILTER`
      : `${name} is not a valid filter, and there is no file of this name`,
  )
}

const captureName = /\.(?:pcap|pcapng|cap|dmp)(?:\.(?:gz|zst|lz4))?$/i

/**
 * The language of a filter: the preferred one if the filter is valid in it. Throws UsageError with the messages of both
 * languages.
 */
export async function detectLanguage(text: string, preferred: Language): Promise<Language> {
  const other = preferred === 'display' ? 'capture' : 'display'
  const refusals: { readonly language: Language; readonly error: FilterError }[] = []
  for (const language of [preferred, other] as const) {
    try {
      // Live, the system knows the direction and the interface of a packet; of captures, only those of `any` do.
      const live = language === 'capture' && preferred === 'capture' && /\b(?:in|out)bound\b|\bifindex\b/.test(text)
      await compileFilter(language, text, live ? cooked2 : ethernet)
      return language
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
      refusals.push({ language, error })
    }
  }
  // The language in which more of it is valid is likelier meant.
  refusals.sort((one, two) => two.error.start - one.error.start)
  const messages = refusals.map(({ language, error }) => `not a valid ${language} filter: ${error.message}`)
  const { bothLanguages } = await import('./both-languages.ts')
  throw new UsageError([...messages, ...bothLanguages(text)].join('\n'))
}

/**
 * The error for a capture filter that a source refuses: the one of our own compiler, which points at the place, or
 * else the refusal.
 */
export async function captureFilterError(capture: string | undefined, refusal: unknown): Promise<unknown> {
  if (capture === undefined || !(refusal instanceof CaptureError && refusal.code === 'bad-filter')) return refusal
  return compileFilter('capture', capture).then(
    () => refusal,
    (error: unknown) => error,
  )
}

/**
 * Which frames of a source pass the filters; undefined if all do. `follower` follows their conversations where a filter
 * is about them; default: one of its own. Throws FilterError if the capture filter is not
 * valid for its link type.
 */
export async function framePredicate(
  { linkType: common }: { readonly linkType: number | undefined },
  { display, capture }: Filters,
  follower?: Follower,
): Promise<FramePredicate | undefined> {
  const shows = display && (await displayPredicate(display, follower))
  if (capture === undefined) return shows
  const compile = await compilers.capture()
  // A capture may hold several link types, and a filter is compiled for one.
  const filters: Filter[] = []
  const filterFor = (linkType: number) => (filters[linkType] = compile(capture, linkType))
  if (common !== undefined) {
    const filter = filterFor(common)
    if (await isTerminal(2)) say(hintLines(filter))
  }
  return (batch, index) => {
    const linkType = batch.linkType[index]!
    return (
      (filters[linkType] ?? filterFor(linkType)).matches(batch, index) && (shows === undefined || shows(batch, index))
    )
  }
}

/** With what the conversations tell, where the filter is about that. */
async function displayPredicate(display: Filter, given: Follower | undefined): Promise<FramePredicate> {
  const passes = predicateOf(display)
  if (!display.needsConversations) return passes
  const follower = given ?? (await openFollower({ facts: display.facts, content: display.showsContent }))
  return (batch, index) => {
    follower.follow(batch)
    return passes(batch, index)
  }
}

/** Which frames pass a filter; undefined without one. */
export function predicateOf(filter: Filter): FramePredicate
export function predicateOf(filter: Filter | undefined): FramePredicate | undefined
export function predicateOf(filter: Filter | undefined): FramePredicate | undefined {
  return filter && ((batch, index) => filter.matches(batch, index))
}

/** The hints about a filter, each with its place in the text. */
export function hintLines({ text, hints }: Filter): string {
  return hints.map((hint) => `${marked(text, hint)}${hint.text}\n`).join('')
}

/** The text and a mark below the place; each control character takes one column. */
function marked(text: string, { start, end }: FilterHint): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  return `  ${line}\n  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))} `
}

const ethernet = 1
const cooked2 = 276
