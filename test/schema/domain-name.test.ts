/** Domain names as a kind of field. */
import { expect, test } from 'vitest'
import { bytes, domainName, domainNameMeasures, record, rest, u16 } from '../../src/schema/index.ts'
import { bytesOf } from '../support/packets.ts'

const named = record('Named', { before: u16('', ''), name: domainName('', ''), after: rest('', '') })
const of = (hex: string) => {
  const bytes = bytesOf(hex)
  return named.view(bytes, 0, bytes.length)
}

test('pointers count from the start of the layer and lead only backwards', () => {
  expect(of('0161 00 00').name).toBe('<Root>')
  expect(of('0000 01 61 01 62 00 09')).toMatchObject({ name: 'a.b', after: Uint8Array.of(9) })
  expect(of('0161 c000 09')).toMatchObject({ name: '<Name that does not end>', after: Uint8Array.of(9) })
  expect(of('0000 01 61 c002').name).toBe('<Name that does not end>')
})

test.each([
  [127, 'a'],
  [128, '<Name that does not end>'],
])('a chain of pointers has an end (%d before the last)', (count, name) => {
  const pointerTo = (at: number) => (0xc000 + at).toString(16)
  const places = Array.from({ length: count + 1 }, (_, index) => (index === 0 ? 0 : 1 + 2 * index))
  const chain = bytesOf(`01 61 00 ${places.map(pointerTo).join(' ')}`)
  const chained = record('Chained', { before: bytes('', '', chain.length - 2), name: domainName('', '') })
  expect(chained.view(chain, 0, chain.length).name).toBe(name)
})

test('a name that does not end takes all there is', () => {
  expect(of('0000 05 61').cut).toBe('header')
  expect(of('0000 41 61 00').cut).toBe('header')
  expect(of(`0000 ${'01 61 '.repeat(200)} 00`).cut).toBe('header')
})

test('what is not printable is escaped, and not counted as more than an octet', () => {
  const query = record('Query', { name: domainName('', '') })
  const bytes = bytesOf('03 610962 01 63 00')
  const view = query.view(bytes, 0, bytes.length)
  expect(view.name).toBe('a\\tb.c')
  expect(domainNameMeasures(view)).toEqual({ length: 5, labels: 2 })
})
