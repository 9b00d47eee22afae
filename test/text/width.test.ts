import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutEnd, cutMiddle, displayWidth, padEnd, padStart } from '../../src/text/width.ts'

test.each([
  ['', 0],
  ['example.test', 12],
  ['naïve', 5],
  ['e\u0301', 1],
  ['中文', 4],
  ['ｱ', 1],
  ['ａ', 2],
  ['한글', 4],
  ['각', 2],
  ['😀', 2],
  ['⌚', 2],
  ['→', 1],
  ['…', 1],
  ['a\u200bb', 2],
  ['ไทย', 3],
  ['𠀀', 2],
])('%j takes %i cells', (text, cells) => expect(displayWidth(text)).toBe(cells))

test('what is cut fits, and shows that it was cut', () => {
  expect(cutEnd('example.test', 12)).toBe('example.test')
  expect(cutEnd('example.test', 8)).toBe('example…')
  expect(cutEnd('中文中文', 4)).toBe('中…')
  expect(cutEnd('example', 0)).toBe('')
  expect(cutMiddle('[2001:db8:85a3::8a2e:370:7334]:443', 21)).toBe('[2001:db8:…:7334]:443')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
      for (const cut of [cutEnd, cutMiddle]) {
        expect(displayWidth(cut(text, most))).toBeLessThanOrEqual(most)
        if (displayWidth(text) <= most) expect(cut(text, most)).toBe(text)
      }
    }),
  )
})

test('padding counts cells, not characters', () => {
  expect(padEnd('中', 4)).toBe('中  ')
  expect(padStart('中', 4)).toBe('  中')
  expect(padEnd('example', 4)).toBe('example')
})
