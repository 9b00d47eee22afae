/** Figures of the source tree that the rules of docs/STYLE.md limit. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

export interface Place {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** The files of a folder and below it, relative to `root`, that end in `ending`. */
const filesIn = (root: string, folder: string, ending = '.ts'): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort()

/** Number tables and protocol definitions, which are data, may be as many as there are. */
const isData = (folder: string) => /^src\/protocols\b/.test(folder)

/** Folders by the number of files side by side, largest first, without those of data. */
export function folderSizes(root: string): readonly (readonly [folder: string, files: number])[] {
  const counts = new Map<string, number>()
  for (const file of filesIn(root, 'src')) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  return [...counts].filter(([folder]) => !isData(folder)).sort(([, a], [, b]) => b - a)
}

/** Files by their number of lines, longest first, without number tables. */
export function fileLengths(root: string): readonly (readonly [file: string, lines: number])[] {
  return filesIn(root, 'src')
    .filter((file) => !file.includes('/names/'))
    .map((file) => [file, linesOf(root, file).length] as const)
    .sort(([, a], [, b]) => b - a)
}

/** Lines that are longer than the rules allow. */
export function longLines(root: string): readonly Place[] {
  return filesIn(root, 'src').flatMap((file) => {
    if (file.endsWith('/bpf/bytecode.ts')) return [] // compiled programs, as base64
    const most = file.startsWith('src/protocols/') ? 140 : 120
    return placesOf(root, file, (text) => text.length > most && !/https?:\/\/\S{60}/.test(text))
  })
}

/** Functions and methods by their number of lines, longest first. */
export function functionLengths(root: string): readonly (readonly [place: string, lines: number])[] {
  return filesIn(root, 'src')
    .flatMap((file) => functionsOf(root, file))
    .sort(([, a], [, b]) => b - a)
}

/** Reads of single bytes inside protocol definitions, which the schema language should express. */
export const rawReads = (root: string): readonly Place[] => inDefinitions(root, /\bbytes\[/g)

/** Fields that protocol definitions make by hand instead of by a word of the language. */
export const handBuiltFields = (root: string): readonly Place[] => inDefinitions(root, /\bbind(?=\(|:)/g)

/** Fields without a display-filter name. */
export const emptyFilterNames = (root: string): readonly Place[] => inDefinitions(root, /\(''(?=,)/g)

/** All filter names, empty ones included, as arguments of what makes a field. */
export const filterNames = (root: string): readonly Place[] =>
  inDefinitions(root, /\((?:''|'[\w.-]+\.[\w.-]+')(?=, ')/g)

function inDefinitions(root: string, pattern: RegExp): readonly Place[] {
  return filesIn(root, 'src/protocols')
    .filter((file) => !file.includes('/names/'))
    .flatMap((file) =>
      linesOf(root, file).flatMap((text, index) =>
        Array.from(text.matchAll(pattern), () => ({ file, line: index + 1, text: text.trim() })),
      ),
    )
}

/** The words that docs/STYLE.md rules out, as regular expressions. */
export function avoidedWords(root: string): readonly RegExp[] {
  const rows = readFileSync(join(root, 'docs/STYLE.md'), 'utf8').matchAll(/^\| (`.*?`) \|/gm)
  return [...rows].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([^`]+)`/g)].map(([, word]) => new RegExp(`\\b${word!.replace(/\?$/, '\\?')}(?![\\w-])`, 'i')),
  )
}

/** Where they occur: in sources and in documents other than docs/STYLE.md itself. */
export function avoidedWordPlaces(root: string, words: readonly RegExp[] = avoidedWords(root)): readonly Place[] {
  const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md', ...filesIn(root, 'docs', '.md')]
  const files = [...filesIn(root, 'src'), ...documents.filter((file) => existsSync(join(root, file)))]
  return files
    .filter((file) => file !== 'docs/STYLE.md')
    .flatMap((file) => placesOf(root, file, (text) => words.some((word) => word.test(text))))
}

/** File and folder names that are not kebab-case. */
export const unusualNames = (root: string): readonly string[] =>
  [...filesIn(root, 'src'), ...filesIn(root, 'test')].filter(
    (file) => !file.split('/').every((part) => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)),
  )

const linesOf = (root: string, file: string) => readFileSync(join(root, file), 'utf8').replace(/\n$/, '').split('\n')

const placesOf = (root: string, file: string, wanted: (text: string) => boolean): readonly Place[] =>
  linesOf(root, file).flatMap((text, index) => (wanted(text) ? [{ file, line: index + 1, text: text.trim() }] : []))

function functionsOf(root: string, file: string): readonly (readonly [string, number])[] {
  const source = readFileSync(join(root, file), 'utf8')
  const found: (readonly [string, number])[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, start, end } = node as { type?: string; start: number; end: number }
    if (type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression') {
      const lines = source.slice(start, end).split('\n').length
      found.push([`${file}:${source.slice(0, start).split('\n').length}`, lines])
    }
    Object.values(node).forEach(visit)
  }
  visit(parseAst(source, { lang: 'ts' }).body)
  return found
}
