/** The examples of docs/protocols.md do what they say. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as language from '../../src/schema/index.ts'
import { Output, RecordWriter, valuesOf } from '../../src/schema/writing/index.ts'
import { bytesOf } from '../support/packets.ts'

const page = readFileSync('docs/protocols.md', 'utf8')
const examples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code!)

describe('the examples', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(14))

  test.each(examples)('%s', (code) => {
    const claims = [...code.matchAll(/^show\((.*)\) \/\/ (.*)$/gm)]
    expect(claims.length).toBeGreaterThan(0)
    const runnable = code.replace(/^(show|announced)\((.*)\) \/\/ (.*)$/gm, 'check($1($2), $3)')
    const check = (shown: unknown, claimed: unknown) => expect(shown).toEqual(claimed)
    new Function(...Object.keys(language), 'show', 'announced', 'check', runnable)(
      ...Object.values(language),
      show,
      announced,
      check,
    )
  })

  test.each(examples)('are written as they were read: %s', (code) => {
    const kept: [read: string, written: string][] = []
    const runnable = code.replace(/^show\((.*)\) \/\/ .*$/gm, 'write($1)').replace(/^announced\(.*$/gm, '')
    new Function(...Object.keys(language), 'write', runnable)(
      ...Object.values(language),
      (schema: language.Schema, text: string) => kept.push(rewritten(schema, text)),
    )
    expect(kept.length).toBeGreaterThan(0)
    for (const [read, written] of kept) expect(written).toBe(otherwise[read] ?? read)
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
  'factPlaces',
  'factValuesOf',
  'secondsText',
  'Schema',
  'View',
  'listed',
  'nameIn',
  'shownNumber',
  'unsigned',
  'unsignedLittle',
  'domainNameMeasures',
  'dottedLength',
  'headLength',
  'headerValue',
  'isCommand',
  'isHeaderLine',
  'isReply',
  'lineLength',
  'messageEnd',
  'undotted',
  'unfolded',
  'domainNameSize',
  'namedBy',
  'afterBlanks',
  'afterFoldedLine',
  'afterFolds',
  'afterLine',
  'afterWhiteSpace',
  'asciiText',
  'utf8Text',
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

/** The bytes of an example, as far as its fields go, and the same written from the values of its view. */
function rewritten(schema: language.Schema, text: string): [string, string] {
  const bytes = bytesOf(text)
  const view = schema.view(bytes, 0, bytes.length)
  const output = new Output()
  const read = language.hex(bytes.subarray(0, view.extent))
  try {
    const end = new RecordWriter(schema, valuesOf(view), output, 0, schema.label).write()
    return [read, language.hex(output.bytes.subarray(0, end))]
  } catch (error) {
    return [read, error instanceof TypeError ? error.message : `${error}`]
  }
}

/** What is not written as it was read, and why. */
const otherwise: Readonly<Record<string, string>> = {
  // Converted without a way back.
  8212: 'Query.time: expected no value, since it can only be read, found 32',
  '300b02010104026162a1020500': 'Message.message.more[0].tag: expected no value, since it can only be read, found 161',
  // A blank before the value of a line is not part of it.
  '4120323030204f4b0d0a423a20430d0a': '4120323030204f4b0d0a423a430d0a',
  // A code is followed by a space or a dash, which its value does not say; what is folded has no way back.
  '3235302d410d0a32353020420d0a': 'Reply.code: expected no value, since it can only be read, found 250',
  '5375626a6563743a20410d0a6c696e65733a20370d0a0d0aff':
    'Head.headers[0].value: expected no value, since it can only be read, found "A"',
  // Bits that say nothing there.
  '02': '00',
  // The last of a list that is aligned is padded too.
  '02010000030203': '0201000003020300',
}

function announced(schema: language.Schema, hex: string): unknown {
  const bytes = bytesOf(hex)
  return schema.announcing?.conversations(schema.view(bytes, 0, bytes.length), 1, {})
}

function show(schema: language.Schema, hex: string): unknown {
  const bytes = bytesOf(hex)
  const json = JSON.stringify(schema.view(bytes, 0, bytes.length), (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  return JSON.parse(json)
}
