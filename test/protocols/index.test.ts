/** What holds for every protocol there is, so that none can be added without it. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { valueTypes } from '../../src/filter/display/types/value-types.ts'
import { FieldIndex, prefixOf } from '../../src/packet/field-index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { protocols } from '../../src/protocols/index.ts'
import type { Field, Schema } from '../../src/schema/index.ts'
import { framesOf } from '../support/packets.ts'

const sheets = Object.entries<Schema>(protocols)

describe('a golden tree', () => {
  test.each(sheets)('of %s', (_key, { label, name, slots }) => {
    const first = slots.find(({ hidden }) => hidden !== true)
    const own = goldenLayers.filter((layer) => layer.label === label && layer.name === name)
    expect(own, `no golden tree has a layer "${label} (${name})"; see expectGolden`).not.toEqual([])
    // Sheets of one name, as DNS has over UDP and TCP, differ in what they begin with.
    if (first !== undefined && typeof first.field.size === 'number' && first.field.label !== '')
      expect(
        own.map(({ begins }) => begins),
        `no tree of "${label} (${name})" begins with its first field`,
      ).toContain(line(first.field))
  })
})

const goldenLayers = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\bgolden\/[^/]+\.txt$/.test(file))
  .flatMap((file) => readFileSync(`test/${file}`, 'utf8').split(/^(?=\S)/m))
  .flatMap((layer) => {
    const [, label, name] = /^(.*?)(?: \[\d+\.\.\d+\])? \((\S+)\)\n/.exec(layer) ?? []
    return label === undefined ? [] : [{ label, name, begins: firstLine(layer) }]
  })

/** The label and filter name of the first field, without its value and its bytes. */
function firstLine(layer: string): string | undefined {
  const [, label, filter = ''] = /^.*\n {2}([^:\n]+): .*?(?: \[\d+\.\.\d+\])?(?: \(([\w.-]+)\))?\n/.exec(layer) ?? []
  return label && line({ label, filter })
}

function line({ label, filter }: Pick<Field, 'label' | 'filter'>): string {
  return `${label} (${filter})`
}

/** Protocols of which nothing is published but what programs and devices do. */
const unpublished = [
  'afs',
  'cdp',
  'cfp',
  'chdlc',
  'cmd',
  'data',
  'db-lsp-disc',
  'dtp',
  'elasticsearch',
  'esio',
  'glbp',
  'gquic',
  'isl',
  'loop',
  'ndp',
  'nordic_ble',
  'rsync',
  'rx',
  's7comm',
  'skinny',
  'slarp',
  'tns',
  'tplink-smarthome',
  'uftp',
  'uftp4',
  'uftp5',
  'vntag',
  'zookeeper',
]

test('each protocol says what specifies it', () => {
  const silent = sheets.filter(([, { specification }]) => specification === '').map(([, { name }]) => name)
  expect([...new Set(silent)].toSorted()).toEqual(unpublished)
})

test('the type of all protocols names each room', () => {
  const index = readFileSync('src/protocols/index.ts', 'utf8')
  const rooms = [...index.matchAll(/^ {2}\.\.\.(\w+),/gm)].map(([, room]) => room)
  expect(rooms.length).toBeGreaterThan(15)
  expect(new Set([...index.matchAll(/typeof (\w+Protocols)\b/g)].map(([, room]) => room))).toEqual(new Set(rooms))
})

describe('tables', () => {
  const claims = sheets.flatMap(([key, { over }]) =>
    Object.entries(over).flatMap(([table, keys]) => keys.map((number) => ({ key, place: `${table} ${number}` }))),
  )

  test('no two protocols are found in one place', () => {
    const twice = claims.filter(({ place }, index) => claims.findIndex((other) => other.place === place) !== index)
    expect(twice).toEqual([])
  })

  test('somebody looks where a protocol is found', () => {
    const looked = new Set([
      'linktype',
      ...sheets.flatMap(([, { carries }]) => [carries?.guesses, ...(carries?.tables ?? []).map(([table]) => table)]),
      ...sheets.flatMap(([, { derivation, messages, announcing }]) =>
        [derivation, messages?.switches, announcing].flatMap((stated) => stated?.tables ?? []),
      ),
    ])
    for (const [key, { over }] of sheets)
      for (const table of Object.keys(over)) expect(looked, `${key} is found in ${table}`).toContain(table)
  })
})

test('each field has a type that filters know', () => {
  const index = new FieldIndex(sheets.map(([, schema]) => schema))
  expect(
    index.all.filter(({ type }) => !Object.hasOwn(valueTypes, type) && type !== 'none').map(({ name }) => name),
  ).toEqual([])
})

describe('filter names', () => {
  test.each(sheets)('of %s begin with its own, or with what it says that it borrows', (_key, schema) => {
    const prefixes = new FieldIndex([schema]).prefixes()
    expect([...prefixes].filter((prefix) => prefix !== prefixOf(schema.name)).toSorted()).toEqual(
      schema.borrowed.toSorted(),
    )
  })

  test('are found in all protocols that have them, without a look at the others', () => {
    const index = new FieldIndex(sheets.map(([, schema]) => schema))
    const parts = new Map<string, FieldIndex>()
    for (const name of index.names()) {
      const prefix = prefixOf(name)
      if (!parts.has(prefix))
        parts.set(
          prefix,
          new FieldIndex(
            sheets.map(([, schema]) => schema),
            prefix,
          ),
        )
      expect(new Set(parts.get(prefix)!.protocolsWith(name)), name).toEqual(new Set(index.protocolsWith(name)))
    }
  })
})

describe('summaries', () => {
  const captures = readdirSync(new URL('../../captures', import.meta.url)).filter((file) => /\.pcap(ng)?$/.test(file))

  test.each(captures)('of %s are text, the same from a view and from a cursor', (file) => {
    const layers = new Layers()
    for (const [index, { memory, start, end, originalLength, linkType }] of framesOf(file).entries()) {
      layers.split(memory, start, end, start + originalLength, linkType)
      for (const [at, view] of layers.views().entries()) {
        const { summary } = view.schema
        if (summary === undefined || !view.headed) continue
        const words = summary(view as never)
        expect(words, `${view.schema.name} in frame ${index + 1}`).toBeTypeOf('string')
        // A cursor does not end where a layer says that it ends, if others follow in the same packet.
        if (view.end < layers.end[at]!) continue
        layers.look(at)
        expect(
          summary(entries[layers.protocol[at]!]!.schema.cursor as never),
          `${view.schema.name} in frame ${index + 1}`,
        ).toBe(words)
      }
    }
  })
})
