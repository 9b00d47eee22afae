import { expect, test } from 'vitest'
import { build, layer, type Layer } from '../../../src/packet/build/index.ts'
import { linkTypeOf } from '../../../src/packet/build/next-protocol.ts'
import { Layers } from '../../../src/packet/layers.ts'
import { entries, registry, type Entry } from '../../../src/packet/registry/index.ts'

const made = (chain: readonly Entry[]): readonly Layer[] => chain.map(({ schema }) => layer(schema))

/** The properties of the layers that bytes are decoded as. */
function decoded([first]: readonly Entry[], bytes: Uint8Array): readonly string[] {
  const layers = new Layers()
  layers.split(bytes, 0, bytes.length, bytes.length, linkTypeOf(first!.schema)!)
  return Array.from({ length: layers.count }, (_, index) => entries[layers.protocol[index]!]!.property)
}

/** The protocols that the tables of one lead to. */
function successors({ schema }: Entry): readonly Entry[] {
  const tables = new Set((schema.carries?.tables ?? []).map(([table]) => table))
  return [...new Set(registry.associations.filter(({ table }) => tables.has(table)).map(({ entry }) => entry))]
}

test('each protocol leads to what its tables have, without a value given, or says that it does not', async () => {
  const chains = entries
    .filter(({ schema }) => schema.over['linktype'] && schema.slots.length > 0)
    .map((entry) => [entry])
  const reached = new Set(chains.flat())
  const others: string[] = []
  let right = 0
  for (const chain of chains)
    for (const next of successors(chain.at(-1)!)) {
      const longer = [...chain, next]
      const path = longer.map(({ property }) => property)
      let bytes: Uint8Array
      try {
        bytes = build(...made(longer), new Uint8Array(24))
      } catch (error) {
        expect(`${error}`).toMatch(/expected a protocol that a table leads to, found /)
        continue
      }
      if (decoded(longer, bytes).slice(0, path.length).join() !== path.join()) {
        others.push(path.slice(-2).join('>'))
        continue
      }
      right++
      if (!reached.has(next)) chains.push(longer)
      reached.add(next)
    }
  expect(right).toBeGreaterThan(450)
  const missed = entries.filter((entry) => !reached.has(entry)).map(({ property }) => property)
  // What is refused by its first bytes, what lies in an attribute and what only a conversation tells needs values.
  await expect(`decoded as another:\n${lined(others)}\nnot reached by a table:\n${lined(missed)}`).toMatchFileSnapshot(
    'golden/chains.txt',
  )
}, 60_000)

const lined = (names: readonly string[]) => names.map((name) => `  ${name}\n`).join('')
