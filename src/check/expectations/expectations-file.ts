/** Reads expectations from a YAML file. `expectations.schema.json` describes the same format to editors. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import { FilterError } from '../../filter/error.ts'
import { countRangeExamples, parseCountRange } from './count-range.ts'
import { durationExamples, parseDuration } from '../../text/duration.ts'
import type { Expectation, ExpectationKind } from './expectation.ts'
import { alike, NodeReader, type Fields } from './node-reader.ts'
import { SourcePlaces, type Problem } from './source-places.ts'

export interface ExpectationsFile {
  readonly name: string | undefined
  readonly description: string | undefined
  /** With the settings of the file applied. */
  readonly expectations: readonly Expectation[]
}

/** The problems of an expectations file, each with file, line and column, and the marked source below it. */
export class ExpectationsError extends Error {
  override readonly name = 'ExpectationsError'

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ text }) => text).join('\n'))
  }
}

/** Reads expectations from the text of a file. Throws ExpectationsError. */
export function parseExpectations(text: string, file: string): ExpectationsFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const places = new SourcePlaces(text, file, lines)
  for (const {
    pos: [start, end],
    message,
  } of [...document.errors, ...document.warnings].slice(0, mostProblems))
    places.add(inWords(message), start, end)
  const read = places.problems.length > 0 ? undefined : new ExpectationsReader(document, places, file).file()
  if (read === undefined || places.problems.length > 0) throw new ExpectationsError(places.problems)
  return read
}

/** A filter may begin with `!`, which YAML takes for a tag. */
const inWords = (message: string) =>
  message.startsWith('Unresolved tag') ? 'in YAML a ! at the beginning is a tag: put the text in quotes' : message

/** The most problems that are reported. */
const mostProblems = 10

const fileKeys = ['name', 'description', 'settings', 'expectations'] as const
const settingKeys = ['within', 'among'] as const
const expectationKeys = ['name', 'kind', 'filter', 'filters', 'count', 'among', 'within'] as const

/** Walks the nodes of a document; problems are added to `places`, and invalid parts are omitted. */
class ExpectationsReader extends NodeReader {
  constructor(
    document: Document,
    places: SourcePlaces,
    private readonly path: string,
  ) {
    super(document, places, mostProblems)
  }

  file(): ExpectationsFile | undefined {
    const root = this.resolved(this.document.contents)
    if (!isMap(root)) return void this.problem(`expectations are a mapping with the keys ${fileKeys.join(', ')}`, root)
    const fields = this.fieldsOf(root, fileKeys, 'a file of expectations')
    const name = this.text(fields.name, 'name')
    const settings = this.settings(fields.settings)
    const list = fields.expectations
    if (list === undefined) return void this.problem('there are no expectations: the key expectations is missing', root)
    if (!isSeq(list) || list.items.length === 0)
      return void this.problem('expectations is a list of at least one', list)
    const expectations = list.items.flatMap((item) => this.expectation(this.resolved(item), settings, name) ?? [])
    return { name, description: this.text(fields.description, 'description'), expectations }
  }

  private settings(node: Node | undefined): {
    readonly within: number | undefined
    readonly among: string | undefined
  } {
    const fields = node === undefined ? {} : this.mapping(node, settingKeys, 'settings')
    return { within: this.duration(fields.within), among: this.filter(fields.among, 'among') }
  }

  private expectation(
    node: Node | null,
    settings: { readonly within: number | undefined; readonly among: string | undefined },
    group: string | undefined,
  ): Expectation | undefined {
    if (!isMap(node))
      return void this.problem(`an expectation is a mapping with the keys ${expectationKeys.join(', ')}`, node)
    const fields = this.fieldsOf(node, expectationKeys, 'an expectation')
    const kind = this.kind(fields.kind)
    if (kind === undefined) return undefined
    const awaited = kind !== 'none' && kind !== 'only'
    const common = {
      name: this.text(fields.name, 'name'),
      among: this.filter(fields.among, 'among') ?? settings.among,
      within: this.duration(fields.within) ?? (awaited ? settings.within : undefined),
      group,
      origin: { file: this.path, line: this.places.lineOf(node.range?.[0] ?? 0) },
    }
    if (this.refuses(fields, kind)) return undefined
    if (kind === 'order') {
      const filters = this.filters(fields.filters, node)
      return filters && { ...common, kind, filters }
    }
    const filter = this.filter(fields.filter, 'filter')
    if (fields.filter === undefined)
      this.problem(`an expectation of kind ${kind} has a filter, and this one has none`, node)
    if (kind !== 'count') return filter === undefined ? undefined : { ...common, kind, filter }
    const comparison = this.comparison(fields.count, node)
    return filter === undefined || comparison === undefined ? undefined : { ...common, kind, filter, comparison }
  }

  private kind(node: Node | undefined): ExpectationKind | undefined {
    if (node === undefined) return 'some'
    const value = isScalar(node) ? node.value : undefined
    const kind = kinds.find((each) => each === value)
    if (kind === undefined)
      this.problem(`kind is ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}${alike(value, kinds)}`, node)
    return kind
  }

  /** Whether there are keys that a kind does not have. */
  private refuses(fields: Fields<(typeof expectationKeys)[number]>, kind: ExpectationKind): boolean {
    const strange = (
      kind === 'order'
        ? (['filter', 'count'] as const)
        : kind === 'count'
          ? (['filters'] as const)
          : (['filters', 'count'] as const)
    ).filter((key) => fields[key] !== undefined)
    const advice = {
      filter: ', which has filters',
      filters: ': add kind: order',
      count: kind === 'order' ? '' : ': add kind: count',
    }
    for (const key of strange)
      this.problem(`${key} means nothing to an expectation of kind ${kind}${advice[key]}`, fields[key])
    return strange.length > 0
  }

  private comparison(node: Node | undefined, parent: Node): string | undefined {
    if (node === undefined)
      return void this.problem(`an expectation of kind count has a count: ${countRangeExamples}`, parent)
    const value = isScalar(node) ? node.value : undefined
    const text = typeof value === 'number' && Number.isInteger(value) && value >= 0 ? `${BigInt(value)}` : value
    if (typeof text !== 'string') return void this.problem(`count is ${countRangeExamples}`, node)
    const parsed = parseCountRange(text)
    return typeof parsed === 'string' ? void this.problem(parsed, node) : text
  }

  private duration(node: Node | undefined): number | undefined {
    if (node === undefined) return undefined
    const value = isScalar(node) ? node.value : undefined
    const duration = typeof value === 'string' ? parseDuration(value) : undefined
    if (duration === undefined) this.problem(`within is a time with its unit, such as ${durationExamples}`, node)
    return duration
  }

  private filters(node: Node | undefined, parent: Node): readonly string[] | undefined {
    if (node === undefined)
      return void this.problem('an expectation of kind order has filters, and this one has none', parent)
    if (!isSeq(node) || node.items.length < 2)
      return void this.problem('filters is a list of two filters or more', node)
    const filters = node.items.map((item) => this.filter(this.resolved(item), 'a filter'))
    return filters.every((filter) => filter !== undefined) ? filters : undefined
  }

  private filter(node: Node | null | undefined, name: string): string | undefined {
    const text = this.text(node, name)
    if (text === undefined) return undefined
    try {
      compileDisplayFilter(text)
      return text
    } catch (error) {
      if (!(error instanceof FilterError)) throw error
      this.places.addInside(error, node!)
      return undefined
    }
  }
}

const kinds = ['some', 'none', 'only', 'count', 'order'] as const
