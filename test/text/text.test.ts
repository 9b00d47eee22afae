import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blanked, jsonLine, jsonText, printable, printableLines } from '../../src/text/escape.ts'
import { TextBuffer } from '../../src/text/buffer.ts'

const written = (write: (text: TextBuffer) => void, capacity = 4): string => {
  const text = new TextBuffer(capacity)
  write(text)
  return new TextDecoder().decode(text.written)
}

test('text of any kind is kept as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
      expect(written((text) => parts.forEach((part) => text.text(part)))).toBe(parts.join(''))
    }),
  )
})

test('numbers are written like String writes them', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(written((text) => text.integer(value))).toBe(`${value}`)
    }),
  )
  for (const value of [0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 999_999_999, 1_000_000_000])
    expect(written((text) => text.integer(value))).toBe(`${value}`)
  fc.assert(
    fc.property(fc.nat(999_999_999), (value) => {
      expect(written((text) => text.padded(value, 9))).toBe(`${value}`.padStart(9, '0'))
    }),
  )
})

test('addresses and bytes are written digit by digit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
      expect(written((text) => text.ipv4(bytes, 0))).toBe(bytes.join('.'))
    }),
  )
  expect(written((text) => text.hexadecimal(Uint8Array.of(1, 0xab, 0xff), 1, 3))).toBe('abff')
})

test('what could steer a terminal is shown and not sent', () => {
  expect(printable('plain, even ünïcödé')).toBe('plain, even ünïcödé')
  expect(printable('\u001b[31mred\u0007\r\n\t\u009b1m\u202eevil\u0000')).toBe(
    '\\x1b[31mred\\x07\\r\\n\\t\\x9b1m\\u202eevil\\x00',
  )
})

test('JSON stays JSON, and is safe for a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const json = jsonText(value)
      expect(JSON.parse(json)).toBe(value)
      // oxlint-disable-next-line no-control-regex
      expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    }),
  )
})

test('lines keep their line feeds and tabs, and nothing else that controls a terminal', () => {
  expect(printableLines('a\tb\nc\r\u001b[2J\u009b\u202e\u2028\u0085')).toBe(
    'a\tb\nc\\r\\x1b[2J\\x9b\\u202e\\u2028\\x85',
  )
  expect(blanked('a\tb\u202ec')).toBe('a b c')
  expect(jsonLine({ a: '\u202e\u009b\n' })).toBe('{"a":"\\u202e\\u009b\\n"}')
})
