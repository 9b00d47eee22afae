import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { patternOf } from '../../../src/regex/pattern.ts'
import { fields } from '../../../src/packet/fields.ts'
import { framesOf } from '../../support/packets.ts'

const words = [
  'tcp',
  'ip.src',
  'tcp.port',
  'tcp.flags.syn',
  'frame',
  'frame.time',
  'http.host',
  'eth.src',
  'ipv6.dst',
  'dns.qry.name',
  'tcp.payload',
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '>=',
  'contains',
  'matches',
  '~',
  'in',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '[0:4]',
  '[-2:]',
  '[1,3-5]',
  '#2',
  '#[1-2]',
  'and',
  'or',
  'xor',
  'not',
  '!',
  'any',
  'all',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  ',',
  '..',
  '@',
  '80',
  '0x1f',
  '1.5',
  '10.0.0.0/8',
  '::1',
  'ff:ff',
  '"text"',
  'r"\\d+"',
  "'a'",
  'true',
  'len(',
  'count(',
  'max(',
  'vals(',
  '\\',
  '"',
  '#',
]
const soup = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '))
const batches = ['web.pcapng', 'ipv6.pcapng', 'http.pcapng'].flatMap((capture) =>
  framesOf(capture)
    .slice(0, 8)
    .map((frame) => new Batch().hold(frame)),
)

/** Asks a filter for some frames, if the text is one. */
function expectTried(text: string): void {
  let filter
  try {
    filter = compileDisplayFilter(text)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    expect(error.start).toBeLessThanOrEqual(error.end)
    expect(error.end).toBeLessThanOrEqual(text.length + 1)
    return
  }
  for (const batch of batches) expect(filter.matches(batch, 0)).toBeTypeOf('boolean')
}

test('any text is a filter or a FilterError', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), expectTried), { numRuns: 1500 })
})
test('so are words of the language in any order', () => {
  fc.assert(fc.property(soup, expectTried), { numRuns: 1500 })
})

const patternPieces = [
  'a',
  'B',
  '.',
  '^',
  '$',
  '*',
  '+',
  '?',
  '{2}',
  '{1,3}',
  '{,2}',
  '(',
  ')',
  '(?:',
  '(?i)',
  '(?-i:',
  '(?=',
  '(?<!',
  '(?>',
  '(?<n>',
  '(?(1)',
  '(?R)',
  '|',
  '[',
  ']',
  '[^',
  '-',
  '[:alpha:]',
  '\\\\d',
  '\\\\1',
  '\\\\k<n>',
  '\\\\x{41}',
  '\\\\Q',
  '\\\\E',
  '\\\\p{L}',
  '\\\\R',
  '\\\\b',
]
const patterns = fc
  .array(fc.constantFrom(...patternPieces), { maxLength: 12 })
  .map((parts) => `frame matches "${parts.join('')}"`)
test('so are patterns', () => {
  fc.assert(fc.property(patterns, expectTried), { numRuns: 1500 })
}, 60_000)

describe('long and deep filters are compiled or refused within the time limit of a test', () => {
  const times = (text: string, count = 50_000) => text.repeat(count)
  test.each([
    ['parentheses', times('(')],
    ['braces', times('{')],
    ['not', times('!')],
    ['brackets', `tcp${times('[0]', 20_000)}`],
    ['arithmetic', `ip.ttl${times('+1', 30_000)} == 1`],
    ['and', `tcp${times(' and tcp', 7_000)}`],
    ['a set', `tcp.port in {1${times(',1', 20_000)}}`],
    ['a string', `frame contains "${times('a')}"`],
    ['escapes', `frame contains "${times('\\x41', 12_000)}"`],
    ['comparisons', `1${times(' < ip.ttl', 6_000)}`],
    ['functions', times('len(', 12_000)],
    ['a word', times('a')],
    ['digits', times('1')],
    ['colons', times(':')],
    ['hexadecimal digits', times('aa:', 20_000)],
    ['more than a filter may have', times(' ', 100_000)],
    ['patterns in patterns', `frame matches "${times('(', 2_000)}"`],
    ['a long pattern', `frame matches "${times('a?', 2_000)}"`],
    ['ranges', `tcp[${times('0,', 20_000)}0]`],
  ])('%s', (_what, text) => {
    expectTried(text)
  })

  test.each([
    '(a+)+$',
    '(x+x+)+y',
    '(?:a|a)*b',
    '(.*)*q',
    '.*.*.*.*q',
    'a*a*a*b',
    '((((a*)*)*)*)*b',
    '(?R)?b',
    '(a{1,100}){1,100}b',
  ])('a pattern that has many ways to match: %s', (pattern) => {
    const matches = patternOf(pattern)
    if (typeof matches === 'string') throw new Error(matches)
    expect(matches(`${'a'.repeat(60_000)}!`)).not.toBe(true)
  })
})

test('every field that is listed can be asked for and compared', () => {
  const forms = [
    (name: string) => `${name} == 0`,
    (name: string) => `count(${name}) > 0`,
    (name: string) => `@${name} contains 00`,
  ]
  for (const [index, name] of [...new Set(fields().map(({ name }) => name))].entries()) {
    const filter = compileDisplayFilter(name)
    expect(filter.text).toBe(name)
    for (const batch of batches) expect(filter.matches(batch, 0)).toBeTypeOf('boolean')
    // Each form with every third field.
    expectTried(forms[index % forms.length]!(name))
  }
}, 120_000)
