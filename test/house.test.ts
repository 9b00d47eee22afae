/** The limits of docs/STYLE.md. What exceeds them today is listed with its size, and may only shrink. */
import { describe, expect, test } from 'vitest'
import {
  avoidedWordPlaces,
  avoidedWords,
  emptyFilterNames,
  fileLengths,
  filterNames,
  folderSizes,
  functionLengths,
  handBuiltFields,
  longLines,
  rawReads,
  unusualNames,
} from './support/survey.ts'

const root = '.'

const longFunctions: Readonly<Record<string, number>> = {
  'src/packet/registry/steps.ts': 75,
  'src/capture/traffic/isolated/isolated-outside.ts': 69,
  'src/filter/capture/primitives/conditions.ts': 66,
  'src/filter/capture/syntax/keyword-parser.ts': 59,
  'src/capture/traffic/isolated/uplink.ts': 56,
  'src/capture/remote/remote-script.ts': 55,
  'src/filter/capture/explain/explanation.ts': 54,
}

describe('the source tree', () => {
  test('has at most 16 files side by side', () =>
    expect(folderSizes(root).filter(([, files]) => files > 16)).toEqual([]))
  test('has files of at most 250 lines', () => expect(fileLengths(root).filter(([, lines]) => lines > 250)).toEqual([]))
  test('has functions of at most 50 lines', () =>
    expect(
      functionLengths(root).filter(([place, lines]) => lines > (longFunctions[place.replace(/:\d+$/, '')] ?? 50)),
    ).toEqual([]))
  test('has few lines over 120 columns, 140 in protocol definitions', () =>
    expect(longLines(root).length).toBeLessThanOrEqual(116))
  test('has kebab-case file names', () => expect(unusualNames(root)).toEqual([]))
})

describe('protocol definitions', () => {
  test('read few bytes by themselves', () => expect(rawReads(root).length).toBeLessThanOrEqual(26))
  test('make few fields by hand', () => expect(handBuiltFields(root).length).toBeLessThanOrEqual(7))
  test('leave at most one field in nine without a filter name', () =>
    expect(9 * emptyFilterNames(root).length).toBeLessThanOrEqual(filterNames(root).length))
})

test('sources and documents avoid the words that docs/STYLE.md lists', () => {
  expect(avoidedWords(root).length).toBeGreaterThan(25)
  expect(avoidedWordPlaces(root)).toEqual([])
})
