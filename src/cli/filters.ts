/** The filters of a command line: `-Y`, `-f`, and plain words, whose language is found out. */
import { CaptureError } from '../files/error.ts'
import { FilterError } from '../filter/error.ts'
import type { Filter, FilterHint } from '../filter/filter.ts'
import type { Passes } from './sinks/pipeline.ts'
import { UsageError } from './usage-error.ts'
import type { Values } from './arguments/options.ts'
import { say } from './say.ts'
import { isTerminal } from './terminal/terminal.ts'
import { readTextFile } from './text-file.ts'

export type Language = 'display' | 'capture'

export interface ChosenFilters {
  readonly display: Filter | undefined
  /** In the words of pcap-filter: it is compiled for a link type, or by the system. */
  readonly capture: string | undefined
}

/** What compiles a filter of a language. Each is loaded only where there is one of it. Throws FilterError. */
const compilers: Readonly<Record<Language, () => Promise<(text: string, linkType: number) => Filter>>> = {
  display: async () => (await import('../filter/display/index.ts')).compileDisplayFilter,
  capture: async () => (await import('../filter/capture/index.ts')).compileCaptureFilter,
}

export async function compileFilter(language: Language, text: string, linkType = ethernet): Promise<Filter> {
  return (await compilers[language]())(text, linkType)
}

/**
 * The filters that the options and the plain words ask for. Words that mean something in both languages are of the one in `preferred`.
 * Throws FilterError and UsageError.
 */
export async function chosenFilters(
  values: Values,
  words: readonly string[],
  preferred: Language,
): Promise<ChosenFilters> {
  const texts: Record<Language, string | undefined> = {
    display: values['display-filter'],
    capture: await captureText(values),
  }
  const plain = words.join(' ')
  if (plain.trim() !== '') {
    const language = await languageOf(plain, preferred)
    if (texts[language] !== undefined)
      throw new UsageError(
        `there are two ${language} filters, ${JSON.stringify(texts[language])} and ${JSON.stringify(plain)}: join them to one`,
      )
    texts[language] = plain
    if (values.verbose) say(`onwire: ${JSON.stringify(plain)} is taken as a ${language} filter\n`)
  }
  const display = texts.display === undefined ? undefined : await compileFilter('display', texts.display)
  if (display && (await isTerminal(2))) say(hintLines(display))
  return { display, capture: texts.capture }
}

async function captureText({ 'capture-filter': text, 'filter-file': path }: Values): Promise<string | undefined> {
  if (path === undefined) return text
  if (text !== undefined) throw new UsageError('-f and -F both give a capture filter: give one of them')
  return readTextFile('-F', path)
}

/** The language of a filter that is given without saying which: the preferred one in which it means something. Throws UsageError with both objections. */
export async function languageOf(text: string, preferred: Language): Promise<Language> {
  const other = preferred === 'display' ? 'capture' : 'display'
  const objections: { readonly language: Language; readonly error: FilterError }[] = []
  for (const language of [preferred, other] as const) {
    try {
      // Live, the system knows which way a packet went and through which interface; of captures, those of `any` say so.
      const live = language === 'capture' && preferred === 'capture' && /\b(?:in|out)bound\b|\bifindex\b/.test(text)
      await compileFilter(language, text, live ? cooked2 : ethernet)
      return language
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
      objections.push({ language, error })
    }
  }
  // What was understood for longer is what was meant.
  objections.sort((one, two) => two.error.start - one.error.start)
  throw new UsageError(
    objections.map(({ language, error }) => `this is no ${language} filter: ${error.message}`).join('\n'),
  )
}

/**
 * What is wrong with a capture filter that whoever captures refuses: what is objected to here, with the place in it, or the refusal itself
 * where it means something here.
 */
export async function objectionTo(capture: string | undefined, refusal: unknown): Promise<unknown> {
  if (capture === undefined || !(refusal instanceof CaptureError && refusal.code === 'bad-filter')) return refusal
  return compileFilter('capture', capture).then(
    () => refusal,
    (objection: unknown) => objection,
  )
}

/** What decides which frames of a source pass; undefined if all do. Throws FilterError if the capture filter means nothing for its link type. */
export async function passesOf(
  { linkType: common }: { readonly linkType: number | undefined },
  { display, capture }: ChosenFilters,
): Promise<Passes | undefined> {
  if (capture === undefined) return display && ((batch, index) => display.matches(batch, index))
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
      (filters[linkType] ?? filterFor(linkType)).matches(batch, index) &&
      (display === undefined || display.matches(batch, index))
    )
  }
}

/** What may surprise about a filter, each with the place in its text. */
export function hintLines({ text, hints }: Filter): string {
  return hints.map((hint) => `${marked(text, hint)}${hint.text}\n`).join('')
}

/** One column for each character, or the marks would stand elsewhere. */
const marked = (text: string, { start, end }: FilterHint) =>
  `  ${text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')}\n  ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))} `
const ethernet = 1
const cooked2 = 276
