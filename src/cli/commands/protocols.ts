/** `onwire protocols TEXT`: what packets are decoded as, and what leads there. */
import { registry, type Entry } from '../../packet/registry/index.ts'
import type { Values } from '../arguments/options.ts'
import { namesQuery } from '../arguments/plans/queries.ts'
import { list } from '../listing.ts'

/** A protocol; of several definitions of one name, which are found in different tables, all together. */
interface ProtocolRow {
  readonly name: string
  readonly label: string
  /** The tables that lead to it, with their keys: `tcp.port 80, 8080`; `heuristic in udp` where first bytes do. */
  readonly over: readonly string[]
  /** What specifies it, where that is published. */
  readonly specification?: string
  /** Where that can be read, if there is an address. */
  readonly link?: string
}

/** Returns the exit status: whether any was found, as in grep. */
export function protocols(values: Values, operands: readonly string[]): Promise<number> {
  return list(
    {
      kind: 'protocol',
      rows: rows(),
      cells: ({ name, label, over, link, specification }) => [
        name,
        label,
        over.join('; '),
        link ?? specification ?? '',
      ],
      holds: ({ over, specification }, word) =>
        over.some((place) => place.includes(word)) || specification?.toLowerCase().includes(word) === true,
    },
    namesQuery(values, operands),
  )
}

function rows(): readonly ProtocolRow[] {
  const names = [...new Set(registry.entries.map(({ schema }) => schema.name))].toSorted()
  return names.map((name) => {
    const entries = registry.entries.filter(({ schema }) => schema.name === name)
    const keys = [...keysOf(entries)].map(([table, all]) => `${table} ${all.join(', ')}`)
    const label = [...new Set(entries.map(({ schema }) => schema.label))].join(' or ')
    const specification = entries.map(({ schema }) => schema.specification).find((text) => text !== '')
    return { name, label, ...specified(specification), over: [...keys, ...guessesOf(entries)] }
  })
}

function specified(specification: string | undefined): Pick<ProtocolRow, 'specification' | 'link'> {
  if (specification === undefined) return {}
  const link = linkTo(specification)
  return { specification, ...(link !== undefined && { link }) }
}

/** The address of a specification by the rules of who publishes it. */
function linkTo(specification: string): string | undefined {
  if (specification.startsWith('https://')) return specification
  for (const [form, address] of publishers) {
    const found = form.exec(specification)
    if (found !== null) return address(found[1]!)
  }
  return undefined
}

const publishers: readonly (readonly [form: RegExp, address: (number: string) => string])[] = [
  [/^RFC (\d+)/, (number) => `https://www.rfc-editor.org/rfc/rfc${number}`],
  [/^(draft-[-\w]+)-\d\d$/, (name) => `https://datatracker.ietf.org/doc/${name}`],
  [/^ITU-T ([A-Z]\.[\d.]+)/, (number) => `https://www.itu.int/rec/T-REC-${number}`],
  [/^3GPP TS ([\d.]+)/, (number) => `https://www.3gpp.org/dynareport/${number.replace('.', '')}.htm`],
  [/^\[(MS-\w+)\]/, (name) => `https://learn.microsoft.com/openspecs/windows_protocols/${name.toLowerCase()}`],
  [/^BEP (\d+)/, (number) => `https://www.bittorrent.org/beps/bep_${number.padStart(4, '0')}.html`],
]

/** The keys that lead to one of the protocols, by table: of several protocols, the last that was given a key has it. */
function keysOf(entries: readonly Entry[]): ReadonlyMap<string, readonly (number | string)[]> {
  const keys = new Map<string, (number | string)[]>()
  for (const { table, key, entry } of registry.associations)
    if (entries.includes(entry) && registry.find(table, key) === entry.id)
      keys.set(table, [...(keys.get(table) ?? []), key])
  return keys
}

function guessesOf(entries: readonly Entry[]): readonly string[] {
  const guessing = entries.filter(({ schema, guess }) => guess !== undefined && !registry.disabled.has(schema.name))
  const tables = guessing.flatMap(({ schema }) => Object.entries(schema.over).filter(([, keys]) => keys.length === 0))
  return [...new Set(tables.map(([table]) => `heuristic in ${table}`))]
}
