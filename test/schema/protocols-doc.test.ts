/** The examples of docs/protocols.md do what they say. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as language from '../../src/schema/index.ts'
import { bytesOf } from '../support/packets.ts'

const page = readFileSync('docs/protocols.md', 'utf8')
const examples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code!)

describe('the examples', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(14))

  test.each(examples)('%s', (code) => {
    const claims = [...code.matchAll(/^show\((.*)\) \/\/ (.*)$/gm)]
    expect(claims.length).toBeGreaterThan(0)
    const runnable = code.replace(/^show\((.*)\) \/\/ (.*)$/gm, 'check(show($1), $2)')
    const check = (shown: unknown, claimed: unknown) => expect(shown).toEqual(claimed)
    new Function(...Object.keys(language), 'show', 'check', runnable)(...Object.values(language), show, check)
  })

  test('use every word of the language', () => {
    const words = Object.entries(language)
      .filter(([name, value]) => typeof value === 'function' && !notWords.has(name))
      .map(([name]) => name)
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(page))).toEqual([])
  })
})

/** What the engine exports besides the words that definitions are written with. */
const notWords = new Set([
  'bound',
  'bounded',
  'compiled',
  'point',
  'hex',
  'ipv4Text',
  'ipv6Text',
  'macText',
  'isAbsent',
  'Schema',
  'View',
  'listed',
  'nameIn',
  'shownNumber',
  'unsigned',
  'unsignedLittle',
  'domainNameMeasures',
  'domainNameSize',
  'namedBy',
  'afterBlanks',
  'afterFoldedLine',
  'afterFolds',
  'afterLine',
  'afterWhiteSpace',
  'asciiText',
  'beforeWhiteSpace',
  'decimalIn',
  'isAt',
  'isAtInAnyCase',
  'isLineEnd',
  'isPrintable',
  'lineStop',
  'octets',
  'oneOfWords',
  'positionOf',
  'tokenStop',
  'trimmedEnd',
])

function show(schema: language.Schema, hex: string): unknown {
  const bytes = bytesOf(hex)
  const json = JSON.stringify(schema.view(bytes, 0, bytes.length), (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  return JSON.parse(json)
}
