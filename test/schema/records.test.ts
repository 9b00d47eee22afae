/** Type-length-value records and what has its length before it. */
import { describe, expect, expectTypeOf, test } from 'vitest'
import { bytes, list, optional, record, rest, text, tlv, u16, u8, vector, type ViewOf } from '../../src/schema/index.ts'

const whole = (bytes: readonly number[]) => Uint8Array.from(bytes)

describe('type, length and value', () => {
  const valued = { type: u8('', 'Type'), length: u8('', 'Length') }

  test('a length of the value, and types without one', () => {
    const option = tlv('Option', valued, { bare: [0, 255] })
      .choice('type', { 12: { name: text('', 'Name') } })
      .fields({ value: rest('', 'Value') })
    const options = record('Options', { all: list('', '', option, { last: (option) => option.type === 255 }) })
    expectTypeOf<ViewOf<typeof option>['length']>().toEqualTypeOf<number | undefined>()
    const { all } = options.view(whole([0, 12, 2, 0x61, 0x62, 9, 1, 7, 255, 1, 1]), 0, 11)
    expect(all.map(({ type, length, name, extent }) => [type, length, name, extent])).toEqual([
      [0, undefined, undefined, 1],
      [12, 2, 'ab', 4],
      [9, 1, undefined, 3],
      [255, undefined, undefined, 1],
    ])
    expect(all[2]!.value).toEqual(whole([7]))
  })

  test('a length of all, in units, and padding after it', () => {
    const all = tlv('Chunk', valued, { counts: 'all', align: 4 }).fields({ value: rest('', '') })
    expectTypeOf<ViewOf<typeof all>['length']>().toEqualTypeOf<number>()
    const chunks = record('', { chunks: list('', '', all), after: rest('', '') })
    const view = chunks.view(whole([1, 3, 7, 0, 2, 4, 8, 9]), 0, 8)
    expect(view.chunks.map(({ type, value }) => [type, [...value]])).toEqual([
      [1, [7]],
      [2, [8, 9]],
    ])
    expect(view.after.length).toBe(0)
    const units = tlv('Option', valued, { counts: 'all', times: 8 }).fields({ value: rest('', '') })
    expect(units.view(whole([1, 1, 0, 0, 0, 0, 0, 0, 9]), 0, 9).extent).toBe(8)
  })

  test('one that says it takes nothing ends the list', () => {
    const all = tlv('Chunk', valued, { counts: 'all' })
    expect(record('', { chunks: list('', '', all) }).view(whole([1, 0, 2, 2]), 0, 4).chunks).toEqual([])
  })
})

describe('vectors', () => {
  const suite = record('Suite', { suite: u16('', '') })
  const hello = record('Hello', {
    session: vector(u8('x.session_length', 'Session Length'), bytes('x.session', 'Session')),
    suites: vector(u16('', 'Suites Length'), list('', 'Suites', suite)),
    extensions: optional(vector(u8('', 'Extensions Length'), text('', 'Extensions'))),
  })

  test('have their length as a field of its own', () => {
    expectTypeOf<ViewOf<typeof hello>['sessionLength']>().toEqualTypeOf<number>()
    expectTypeOf<ViewOf<typeof hello>['session']>().toEqualTypeOf<Uint8Array>()
    expectTypeOf<ViewOf<typeof hello>['extensionsLength']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<ViewOf<typeof hello>['extensions']>().toEqualTypeOf<string | undefined>()
    const view = hello.view(whole([1, 9, 0, 4, 0, 1, 0, 2, 2, 0x68, 0x69]), 0, 11)
    expect(view.nodes().map(({ key, offset, length }) => [key, offset, length])).toEqual([
      ['sessionLength', 0, 1],
      ['session', 1, 1],
      ['suitesLength', 2, 2],
      ['suites', 4, 4],
      ['extensionsLength', 8, 1],
      ['extensions', 9, 2],
    ])
    expect([view.suites.map(({ suite }) => suite), view.extensions]).toEqual([[1, 2], 'hi'])
  })

  test('that are optional are there only if the record goes on', () => {
    const view = hello.view(whole([0, 0, 0]), 0, 3)
    expect([view.extensionsLength, view.extensions, view.cut]).toEqual([undefined, undefined, undefined])
    const empty = hello.view(whole([0, 0, 0, 0]), 0, 4)
    expect([empty.extensionsLength, empty.extensions]).toEqual([0, ''])
  })

  test('refuse what has an end of its own', () => {
    expect(() => vector(u8('', ''), u16('', ''))).toThrow(TypeError)
  })
})
