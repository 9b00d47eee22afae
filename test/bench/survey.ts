/** Prints the figures of the source tree that the rules of docs/STYLE.md limit: `npm run survey`, or of another checkout, given its folder. */
import {
  avoidedWordPlaces,
  avoidedWords,
  emptyFilterNames,
  fileLengths,
  folderSizes,
  functionLengths,
  handBuiltFields,
  longLines,
  rawReads,
  unusualNames,
  type Place,
} from '../support/survey.ts'

const [root = '.', ...options] = process.argv.slice(2)
const verbose = options.includes('-v')

const say = (name: string, value: number, places: readonly string[] = []) => {
  console.log(`${name.padEnd(44)} ${String(value).padStart(6)}`)
  for (const place of verbose ? places : places.slice(0, 3)) console.log(`    ${place}`)
}
const named = (places: readonly Place[]) => places.map(({ file, line, text }) => `${file}:${line} ${text.slice(0, 80)}`)
const sized = (all: readonly (readonly [string, number])[]) => all.map(([place, size]) => `${size} ${place}`)

const folders = folderSizes(root)
say('folders with more than 16 files', folders.filter(([, files]) => files > 16).length, sized(folders))
const lengths = fileLengths(root)
say('files', lengths.length)
say(
  'lines',
  lengths.reduce((sum, [, lines]) => sum + lines, 0),
)
say('files over 250 lines', lengths.filter(([, lines]) => lines > 250).length, sized(lengths).slice(0, 10))
const functions = functionLengths(root)
say('functions over 50 lines', functions.filter(([, lines]) => lines > 50).length, sized(functions).slice(0, 20))
say('lines over 120 columns (protocols: 140)', longLines(root).length, named(longLines(root)))
say('file names that are not kebab-case', unusualNames(root).length, unusualNames(root))
say('raw byte reads in protocol definitions', rawReads(root).length, named(rawReads(root)))
say('hand-built fields in protocol definitions', handBuiltFields(root).length, named(handBuiltFields(root)))
say('fields without a filter name', emptyFilterNames(root).length)
const words = avoidedWordPlaces(root, avoidedWords('.'))
say('lines with words that STYLE.md rules out', words.length, named(words))
