/** Facts that are records, and facts that are worked out. */
import { describe, expect, test } from 'vitest'
import { FieldIndex } from '../../../src/packet/field-index.ts'
import { collectFact } from '../../../src/packet/gain.ts'
import { fact, factPlaces, protocol, u8, type FactValues } from '../../../src/schema/index.ts'

const facts = {
  entries: fact.records(
    'x.entry',
    'Entry',
    {
      name: fact.text('x.entry.name', 'Name'),
      size: fact.number('x.entry.size', 'Size'),
      isLong: fact.derived(fact.flag('x.entry.long', 'Long'), ({ size }: { readonly size?: number }) =>
        size === undefined ? undefined : size > 9,
      ),
    },
    ({ name = '' }) => name,
  ),
  count: fact.derived(
    fact.number('x.count', 'Count'),
    ({ entries }: { readonly entries?: readonly unknown[] }) => entries?.length,
  ),
}
const told: FactValues = { entries: [{ name: 'a', size: 1 }, { name: 'b', size: 10 }, { name: 'c' }] }
const schema = protocol('x', 'X')
  .fields({ first: u8('x.first', 'First') })
  .facts(facts)

describe('facts that are records', () => {
  const view = schema.view(Uint8Array.of(7), 0, 1)
  view.facts = told

  test('are lines with lines below', () => {
    const [, entries, count] = view.nodes()
    expect(entries).toMatchObject({ key: 'entries', text: '3', field: { filter: 'x.entry', computed: true } })
    expect(entries!.parts.map(({ key, text }) => [key, text])).toEqual([
      ['0', 'a'],
      ['1', 'b'],
      ['2', 'c'],
    ])
    expect(entries!.parts[1]!.parts.map(({ field, value }) => [field.filter, value])).toEqual([
      ['x.entry.name', 'b'],
      ['x.entry.size', 10],
      ['x.entry.long', true],
    ])
    expect(count).toMatchObject({ value: 3, text: '3' })
  })

  test('are objects in JSON', () =>
    expect(JSON.parse(JSON.stringify(view))).toEqual({
      first: 7,
      entries: [{ name: 'a', size: 1, isLong: false }, { name: 'b', size: 10, isLong: true }, { name: 'c' }],
      count: 3,
    }))

  test('have values by filter name', () => {
    const valuesOf = (name: string) => {
      const into: (number | bigint | boolean | string)[] = []
      for (const place of factPlaces(facts)) if (place.fact.filter === name) collectFact(told, place, into)
      return into
    }
    expect(valuesOf('x.entry')).toEqual([true, true, true])
    expect(valuesOf('x.entry.name')).toEqual(['a', 'b', 'c'])
    expect(valuesOf('x.entry.size')).toEqual([1, 10])
    expect(valuesOf('x.entry.long')).toEqual([false, true])
    expect(valuesOf('x.count')).toEqual([3])
  })

  test('are known by their names', () =>
    expect([...new FieldIndex([schema]).names()].filter((name) => name.startsWith('x.'))).toEqual([
      'x.first',
      'x.entry',
      'x.entry.name',
      'x.entry.size',
      'x.entry.long',
      'x.count',
    ]))

  test('of nothing are not there', () => {
    const other = schema.view(Uint8Array.of(7), 0, 1)
    other.facts = {}
    expect(other.nodes()).toHaveLength(1)
  })
})
