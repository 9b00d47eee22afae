import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unfolded } from '../../../../src/schema/kinds/lines/folds.ts'

const pieces = fc.constantFrom(' ', '\t', '\r', '\n', '\r\n', '\v', '\f', 'a', 'b:', '\ufffd')

test('a fold and the white space around it are one space, and other white space stays', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
      const text = parts.join('')
      expect(unfolded(text)).toBe(text.replace(/\s*[\r\n]+[ \t]+/g, ' '))
    }),
    { numRuns: 5000 },
  )
})

test('a long run of white space takes time in proportion to its length', () => {
  // With the expression above, minutes each.
  const blanks = ' \t'.repeat(1_000_000)
  expect(unfolded(`a${blanks}b\r\n c`)).toBe(`a${blanks}b c`)
  expect(unfolded(`a\r\n${blanks}b`)).toBe('a b')
  expect(unfolded(`a${'\r\n'.repeat(1_000_000)}b`)).toHaveLength(2_000_002)
})
