/** Lines and words in bytes, and the fields that are made of them. */
import { describe, expect, test } from 'vitest'
import {
  afterFoldedLine,
  decimalIn,
  isPrintable,
  line,
  numberWord,
  oneOfWords,
  optionalLine,
  record,
  rest,
  trimmedEnd,
  upTo,
  word,
} from '../../src/schema/index.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('fields of a line', () => {
  const status = record('Status', { version: word('', ''), code: numberWord('', ''), phrase: optionalLine('', '') })
  const of = (text: string) => {
    const { version, code, phrase } = status.view(bytesOf(text), 0, text.length)
    return [version, code, phrase]
  }

  test('end at a space, at the end of the line, or where the bytes end', () => {
    expect(of('HTTP/1.1 200 All right\r\nX: y')).toEqual(['HTTP/1.1', 200, 'All right'])
    expect(of('HTTP/1.1 200\n')).toEqual(['HTTP/1.1', 200, undefined])
    expect(of('HTTP/1.1 x')).toEqual(['HTTP/1.1', 0, undefined])
    expect(of('')).toEqual(['', 0, undefined])
  })

  test('may end at a character, which is not part of them', () => {
    const header = record('Header', { name: upTo(':', '', ''), value: line('', ''), more: rest('', '') })
    const view = header.view(bytesOf('A:  b \r\nC'), 0, 9)
    expect([view.name, view.value, view.more]).toEqual(['A', 'b ', bytesOf('C')])
  })
})

test('a folded line goes on where the next begins with a blank', () => {
  const bytes = bytesOf('A: b\r\n c\r\n\td\r\nE: f\r\n')
  expect(afterFoldedLine(bytes, 0, bytes.length)).toBe(14)
  expect(afterFoldedLine(bytes, 14, bytes.length)).toBe(20)
  expect(afterFoldedLine(bytes, 0, 3)).toBe(3)
})

test('words of a list are whole, with a space or the end of the line or bytes after them', () => {
  const isMethod = oneOfWords(' GET  POST GETTING ')
  const of = (text: string) => isMethod(bytesOf(text), 0, text.length)
  expect(['GET /', 'GETTING x', 'POST\r\n', 'GET', 'GETS', 'get /', ''].map(of)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('numbers, printable text, and text without its line end', () => {
  const of = (text: string) => decimalIn(bytesOf(text), 0, text.length)
  expect([' 12 ', '12x', '', ' ', '0'].map(of)).toEqual([12, undefined, undefined, undefined, 0])
  expect(isPrintable(bytesOf('a b~'), 0, 4)).toBe(true)
  expect(isPrintable(bytesOf('a\tb'), 0, 3)).toBe(false)
  expect(isPrintable(new Uint8Array(0), 0, 1)).toBe(false)
  expect(trimmedEnd(bytesOf('ab\r\n\n'), 0, 5)).toBe(2)
})
