import { describe, expect, test, vi } from 'vitest'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { FieldIndex } from '../../src/packet/field-index.ts'
import { fieldNamed, fields, fieldsNamed, type LayerSource } from '../../src/packet/fields.ts'
import { findersOf } from '../../src/packet/field-accessors.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { protocol, record, list, u8, u16, type Schema } from '../../src/schema/index.ts'

const protocols = entries.map(({ schema }) => schema)

/** Protocols that share a part, one of them deeper than the other. */
function shared() {
  const item = record('Item', { kind: u8('x.kind', 'Kind') })
  const outer = record('Outer', { items: list('x.items', 'Items', item) })
  const first = protocol('one', 'One').fields({ items: list('one.items', 'Items', item) })
  const second = protocol('two', 'Two').fields({ parts: list('two.outer', 'Outer', outer) })
  const third = protocol('three', 'Three').fields({ port: u16('three.port', 'Port') })
  return { item, outer, first, second, third }
}

/** Finders without their functions, which are bound anew each time. */
const shapes = (finders: LayerSource['finders']) => JSON.stringify(finders)

/** Counts how often the fields of schemas are read while something is done. */
function reads(schemas: Iterable<Schema>, work: () => void): number {
  const spies = [...schemas].map((schema) => vi.spyOn(schema, 'fieldsDeclared'))
  work()
  const count = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
  vi.restoreAllMocks()
  return count
}

function withParts(schema: Schema, into = new Set<Schema>()): Set<Schema> {
  if (into.has(schema)) return into
  into.add(schema)
  for (const { field } of schema.slots) for (const part of field.parts?.schemas ?? []) withParts(part, into)
  return into
}

const allSchemas = new Set(protocols.flatMap((schema) => [...withParts(schema)]))

describe('an index of fields', () => {
  test('knows which protocols have a name in a part of theirs, however deep', () => {
    const { first, second, third } = shared()
    const index = new FieldIndex([third, first, second] as Schema[])
    expect([...index.protocolsWith('x.kind')].toSorted((a, b) => a - b)).toEqual([1, 2])
    expect([...index.protocolsWith('x.items')]).toEqual([2])
    expect([...index.protocolsWith('three')]).toEqual([0])
    expect([...index.protocolsWith('frame.len')]).toEqual([])
    expect([...index.protocolsWith('none')]).toEqual([])
    expect(index.named('x.kind').map(({ label }) => label)).toEqual(['Kind'])
    expect(index.named('constructor')).toEqual([])
  })

  test('reads each schema once, and none again for a name', () => {
    const { item, outer, first, second, third } = shared()
    const schemas = [item, outer, first, second, third] as Schema[]
    let index: FieldIndex | undefined
    const built = reads(schemas, () => {
      index = new FieldIndex([first, second, third] as Schema[])
    })
    expect(built).toBe(schemas.length)
    const asked = reads(schemas, () => {
      for (let times = 0; times < 1000; times++) {
        index!.named('x.kind')
        Array.from(index!.protocolsWith('x.kind'))
      }
    })
    expect(asked).toBe(0)
  })

  test('finds every name in the protocols in which a search through all of them does', () => {
    const names = [...new Set(fields().map((field) => field.name))]
    // A search through all takes a while: of thousands of names, a hundred.
    const every = Math.ceil(names.length / 100)
    for (const name of names.filter((_, index) => index % every === 0)) {
      const source = fieldNamed(name)
      if (source.kind === 'frame') continue
      expect(shapes(source.finders)).toBe(shapes(protocols.map((schema) => findersOf(schema, name))))
      expect(fieldsNamed(name)).toEqual(fields().filter((field) => field.name === name))
    }
  })
})

describe('the number of conditions in a filter', () => {
  const addresses = (count: number) =>
    Array.from({ length: count }, (_, at) => `ip.addr == 10.0.${at >> 8}.${at & 255}`).join(' or ')
  const ports = (count: number) => `tcp.port in {${Array.from({ length: count }, (_, at) => at + 1).join(', ')}}`

  test.each([
    ['conditions', addresses],
    ['elements of a set', ports],
    ['protocols', (count: number) => `udp${' and udp'.repeat(count - 1)}`],
  ])('does not change how many schemas are read: %s', (_what, text) => {
    compileDisplayFilter(text(1))
    expect(reads(allSchemas, () => compileDisplayFilter(text(1000)))).toBe(0)
  })
})
