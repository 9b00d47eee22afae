/** Regular expressions end in bounded time, whatever the text: those below would take minutes to centuries on these texts. */
import { describe, expect, test } from 'vitest'
import { patternOf, replacementOf, type Matches } from '../../src/regex/pattern.ts'

function matching(source: string): Matches {
  const matches = patternOf(source)
  if (typeof matches === 'string') throw new Error(matches)
  return matches
}

describe('work is bounded where it is', () => {
  const million = 'a'.repeat(1 << 20)

  test.each([
    ['comparing what a group matched', '(a*)\\1b'],
    ['comparing it in either case', '([a-z]+)\\1c'],
    ['comparing it twice', '(.+)\\1\\1b'],
    ['scanning for a possessive repeat', 'a++b'],
    ['scanning in an atomic group', '(?>a*)b'],
    ['scanning in a look ahead', '(?=(a*))b'],
    ['scanning in a negative look ahead', '(?!a*b)c'],
    ['scanning in a condition', '(?(?=a*b)c|d)'],
    ['scanning as often as a number says', 'a{65535}b'],
    ['scanning at least so often', '[^b]{500,}b'],
    ['giving back bytes', 'a*b'],
    ['taking more bytes', 'a*?b'],
    ['a long word', `${'a'.repeat(4000)}b`],
    ['words repeated a fixed number of times', `${'a{100}'.repeat(600)}b`],
    ['a look behind', `(?<=${'a'.repeat(3000)})b`],
    ['a call', '(a*){0}(?1)b'],
    ['many groups', `${'()'.repeat(1500)}ab`],
    ['a comparison after a repeat', 'a*aaaaaaaaaab'],
  ])('%s', { timeout: 30_000 }, (_what, source) => {
    expect(matching(source)(million)).not.toBe(true)
  })

  test.each([
    ['parts that may be absent', `${'a?'.repeat(40)}b`],
    ['branches that begin alike', `${'(?:a|aa)'.repeat(40)}b`],
  ])('%s', { timeout: 30_000 }, (_what, source) => {
    for (const length of [10, 40, 80, 1000]) expect(matching(source)('a'.repeat(length))).not.toBe(true)
  })
})

test('a text on which it is given up is neither', () => {
  expect(matching('(a+)+b')('a'.repeat(1000))).toBeUndefined()
})

describe('ordinary texts are searched to their end', () => {
  const lines = 'GET /index.html HTTP/1.1\r\nHost: www.example.org\r\nAccept: text/html, */*\r\n'.repeat(1000)

  test.each([
    'zebra$',
    'host: zebra',
    'GET /zebra[a-z]*',
    '(?>host: )zebra',
    'host: zeb[a-z.]++',
    '(?=host).*zebra',
    '(host).*zebra',
    '(z)(e)bra',
  ])('%s', (source) => {
    const matches = matching(source)
    expect(matches(lines)).toBe(false)
    expect(matches(`${lines}GET /zebras Host: zebra`)).toBe(true)
  })
})

test('backreferences compare bytes in either case, or not', () => {
  expect(matching('(ab+)-\\1')('xABb-aBBx')).toBe(true)
  expect(matching('(?-i)(ab+)-\\1')('xabb-aBBx')).toBe(false)
  expect(matching('(?-i)(ab+)-\\1')('xabb-abbx')).toBe(true)
  expect(matching('(a)?\\1b')('b')).toBe(false)
  expect(matching('(aa)\\1')('aaa')).toBe(false)
})

test('what a shorter text matches quickly, a longer one matches alike', () => {
  const sources = [
    'a.*c',
    'b+?c',
    '^x*a',
    '(?<=a)b',
    'https?://\\w+',
    '(?:GET|POST|PUT) /',
    '\\bfoo\\b',
    'a{3}',
    'a{2,5}b$',
  ]
  const starts = ['aXc', 'abbbc', 'xxa', 'http://w', 'PUT /', 'foo', 'aaab', 'zzz']
  for (const source of sources)
    for (const start of starts) {
      const matches = matching(source)
      for (const fill of ['-', '\n'])
        expect([source, start, matches(`${fill.repeat(70_000)}${start}`)]).toEqual([
          source,
          start,
          matches(`${fill}${start}`),
        ])
    }
})

describe('a replacement', () => {
  const replaced = (source: string, text: string) => {
    const replace = replacementOf(source)
    if (typeof replace === 'string') throw new Error(replace)
    return replace(text, '*')
  }

  test('is of every match that has a length, from left to right', () => {
    expect(replaced('[0-9]+', 'a1b22c333')).toEqual({ text: 'a*b*c*', count: 3, complete: true })
    expect(replaced('[0-9]*', 'a1b22')).toEqual({ text: 'a*b*', count: 2, complete: true })
    expect(replaced('(?<=id=)\\w+|zebra', 'id=x1&z=id ZEBRA')).toEqual({
      text: 'id=*&z=id *',
      count: 2,
      complete: true,
    })
    expect(replaced('aa', 'aaaaa')).toEqual({ text: '**a', count: 2, complete: true })
    expect(replaced('^|$', 'a')).toEqual({ text: 'a', count: 0, complete: true })
  })

  test('shares the work of a text among all its searches', { timeout: 20_000 }, () => {
    const { complete } = replaced('a|(x+x+)+y', `${'a'.repeat(100)}${'x'.repeat(5000)}a`)
    expect(complete).toBe(false)
  })
})
