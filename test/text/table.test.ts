import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, tableText } from '../../src/text/table.ts'
import { displayWidth } from '../../src/text/width.ts'

const name = (text: string) => text.toUpperCase()
const columns = [{ name: 'no', right: true }, { name: 'name' }, { name: 'addresses' }]
const rows = [
  ['1', 'eth0', '192.0.2.1\n2001:db8::1'],
  ['10', '中文', ''],
]

test('a table has aligned columns, and a line for each line of a value', () => {
  expect(tableText(columns, rows, { width: Infinity, name })).toBe(
    ['NO  NAME  ADDRESSES', ' 1  eth0  192.0.2.1', '          2001:db8::1', '10  中文', ''].join('\n'),
  )
})

test('the widest columns are cut where it does not fit, and at last left out', () => {
  expect(tableText(columns, rows, { width: 18, name })).toBe(
    ['NO  NAME  ADDRESS…', ' 1  eth0  192.0.2…', '          2001:db…', '10  中文', ''].join('\n'),
  )
  expect(tableText(columns, rows, { width: 12, name })).toMatch(/^NO {2}NAME\n[^]*\nnot shown f…\n$/)
  expect(tableText(columns, rows, { width: 44, name: (text) => text })).not.toContain('not shown')
})

test('widths fit, none beyond what is needed', () => {
  expect(fitted([5, 50, 10], 45)).toEqual([5, 30, 10])
  expect(fitted([5, 10], 100)).toEqual([5, 10])
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }),
      fc.nat(400),
      (natural, room) => {
        const widths = fitted(natural, room)
        const total = widths.reduce((sum, width) => sum + width, 0)
        const least = natural.reduce((sum, width) => sum + Math.min(width, 8), 0)
        expect(total).toBeLessThanOrEqual(Math.max(room, least))
        widths.forEach((width, index) => expect(width).toBeLessThanOrEqual(natural[index]!))
      },
    ),
  )
})

test('no line is wider than the terminal', () => {
  const texts = fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' }), fc.string()), { maxLength: 5 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 10, max: 100 }), (values, width) => {
      // oxlint-disable-next-line no-control-regex
      const plain = values.map((row) => row.map((text) => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '')))
      for (const line of tableText(columns, plain, { width, name }).split('\n'))
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }),
  )
})
