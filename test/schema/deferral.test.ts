import { describe, expect, test } from 'vitest'
import { onDemand } from '../../src/schema/engine/deferral.ts'
import { deferDefinitions } from '../../src/schema/engine/index.ts'
import { bits, list, protocol, record, rest, u16, u8, type Schema } from '../../src/schema/index.ts'

/** A definition with one of each step. */
function definition() {
  const item = record('Item', { kind: u8('x.kind', 'Kind'), length: u8('x.length', 'Length') })
    .followedBy('length')
    .choice('kind', { 1: { port: u16('x.port', 'Port') } }, { data: rest('x.data', 'Data') })
  return protocol('x', 'X', { 'udp.port': [9] })
    .fields({
      version: bits(4, 'x.version', 'Version'),
      headerLength: bits(4, 'x.hdr_len', 'Header Length', { times: 4 }),
      checksum: u16('x.checksum', 'Checksum'),
      type: u8('x.type', 'Type'),
    })
    .fields({ items: list('x.items', 'Items', item, { length: 'headerLength', minus: 4 }) })
    .checksummed('checksum', { covers: 'header' })
    .between('port', 'checksum', 'type')
    .payload({ tables: [['ip.proto', 'type']], length: 'headerLength', filter: 'x.payload' })
}

function deferred<T>(make: () => T): T {
  const end = deferDefinitions()
  try {
    return make()
  } finally {
    end()
  }
}

const layer = Uint8Array.of(0x43, 0, 7, 6, 1, 2, 0, 80, 2, 1, 9, 9, 1, 2)
const facts = (schema: Schema) => ({
  keys: schema.slots.map(({ key, fixed }) => [key, fixed]),
  sizes: [schema.fixedLength, schema.isFixed, schema.fixedSize],
  ends: schema.ends,
  checksum: schema.checksum,
  tables: schema.carries?.tables.map(([table]) => table),
  value: JSON.stringify(schema.view(layer, 0, layer.length)),
})

describe('a definition that waits', () => {
  test('is the same as one that was built at once', () => {
    expect(facts(deferred(definition) as Schema)).toEqual(facts(definition() as Schema))
  })

  test('is the same with sets of fields in functions, as the build puts them, which are called when it is used', () => {
    const made: string[] = []
    const set =
      <T>(name: string, fields: T) =>
      () => {
        made.push(name)
        return fields
      }
    const waiting = deferred(() =>
      (protocol('y', 'Y') as Schema)
        .fields(set('fields', { kind: u8('y.kind', 'Kind') }) as never)
        .choice('kind' as never, set('choice', { 1: { a: u8('y.a', 'A') } }) as never, set('fallback', {}) as never)
        .cases(set('cases', [[{ kind: 2 }, { b: u8('y.b', 'B') }]]) as never)
        .either(
          'kind' as never,
          set('first', { c: u8('y.c', 'C') }) as never,
          set('second', { d: u8('y.d', 'D') }) as never,
        ),
    ) as Schema
    expect(made).toEqual([])
    expect(waiting.fieldsDeclared().map((field) => field.label)).toEqual(['Kind', 'A', 'B', 'C', 'D'])
    expect(JSON.stringify(waiting.view(Uint8Array.of(2, 7, 9), 0, 3))).toBe('{"kind":2,"b":7,"c":9}')
    expect(made).toEqual(['fields', 'choice', 'fallback', 'cases', 'first', 'second'])
  })

  test.each<[string, (schema: Schema) => unknown]>([
    ['slots', ({ slots }) => slots.length],
    ['fixedLength', ({ fixedLength }) => fixedLength],
    ['a checksum', ({ checksum }) => checksum],
    ['ends', ({ ends }) => ends],
    ['a payload', ({ carries }) => typeof carries?.length],
    ['a cursor', ({ cursor }) => 'items' in cursor],
    ['a view', (schema) => JSON.stringify(schema.bare(layer, 0, layer.length, 0))],
  ])('is built for %s', (_name, look) => {
    expect(look(deferred(definition) as Schema)).toEqual(look(definition() as Schema))
  })

  test('has its names and tables without being built', () => {
    const waiting = deferred(() =>
      protocol('y', 'Y', { 'udp.port': [9] })
        .fields({ type: u8('y.type', 'Type') })
        .payload({ tables: [['ip.proto', 'nothing' as 'type']], filter: 'y.payload' })
        .fields({ broken: rest('y.broken', 'Broken'), type: u8('y.again', 'Twice') } as never),
    )
    expect([waiting.name, waiting.over, waiting.payloadStated?.filter]).toEqual(['y', { 'udp.port': [9] }, 'y.payload'])
    expect((waiting as Schema).fieldsDeclared().map((field) => field.label)).toEqual(['Type', 'Broken', 'Twice'])
    expect(() => waiting.slots).toThrow('Y: two fields, or two choices, have a property called type')
  })
})

test('what is declared elsewhere is built at once', () => {
  expect(() => record('X', { a: u8('', 'A') }).fields({ a: u8('', 'A') } as never)).toThrow('a property called a')
})

describe('a constant that is made on demand', () => {
  test('is made once, when it is first used', () => {
    const made: object[] = []
    const constant = onDemand(() => {
      made.push({})
      return made[0]
    })
    expect(made).toEqual([])
    expect(constant()).toBe(constant())
    expect(made.length).toBe(1)
  })

  test('may have definitions that refer to it', () => {
    const tree: () => Schema = onDemand(
      () =>
        record('Node', (() => ({
          more: u8('z.more', 'More'),
          below: list('z.nodes', 'Nodes', tree(), { count: 'more' as never }),
        })) as never) as Schema,
    )
    const bytes = Uint8Array.of(1, 1, 0)
    expect(JSON.stringify(tree().view(bytes, 0, 3))).toBe('{"more":1,"below":[{"more":1,"below":[{"more":0}]}]}')
  })

  test('can be made again after a failure', () => {
    const failing = onDemand(() => {
      throw new Error('not yet')
    })
    expect(failing).toThrow('not yet')
    expect(failing).toThrow('not yet')
  })
})
