import { expect, test } from 'vitest'
import { bcd, bytes, record, rest, u8 } from '../../../src/schema/index.ts'
import { bytesOf } from '../../support/packets.ts'

const caller = record('Caller', { size: u8('x.size', 'Size'), number: bcd(bytes('x.number', 'Number', 'size')) })
const numberIn = (text: string) => caller.view(bytesOf(text), 0, bytesOf(text).length).number

test('digits end with a half of which all bits are set', () => {
  expect(numberIn('03 214365')).toBe('123456')
  expect(numberIn('03 2143f5')).toBe('12345')
  expect(numberIn('03 21ff65')).toBe('12')
  expect(numberIn('01 ba')).toBe('*#')
  expect(numberIn('00')).toBe('')
})

test('without a length they go on to the end', () => {
  const all = record('All', { number: bcd(rest('x.number', 'Number')) })
  expect(all.view(bytesOf('2143'), 0, 2).number).toBe('1234')
})
