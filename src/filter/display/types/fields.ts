/** Fields as filters see them, found by name. */
import { fieldNamed, fieldsNamed, type FieldDescription, type FieldSource } from '../../../packet/fields.ts'
import { entries, registry } from '../../../packet/registry/index.ts'
import type { ValueNames } from './literals.ts'
import { valueTypeOf, type ValueType } from './value-types.ts'

/** A field or protocol that a filter names. */
export interface NamedField {
  readonly name: string
  readonly source: FieldSource
  readonly type: ValueType
  /** Of numbers: the size in bits, rounded up to that of a whole type. */
  readonly bits: number
  readonly names: ValueNames
  /** Of numbers, whether they can be negative. */
  readonly signed: boolean
  /** Whether some of its values lie in packets: others are computed. */
  readonly stored: boolean
  /** Whether one layer has it more than once under this name, as it has two ports. */
  readonly several: boolean
  /** The protocols that have it, by their position in `entries`; empty for fields of the frame. */
  readonly protocols: readonly number[]
  /** Of a protocol, whether its header is distinguished from its payload. */
  readonly hasExtent: boolean
  /** A protocol that Wireshark knows and onwire does not: no packet has it. */
  readonly isUndecoded: boolean
}

/** The field of a name, if there is one. */
export function findField(name: string): NamedField | undefined {
  const known = found()
  let field = known.get(name)
  if (field === undefined && (field = describedField(name)) !== undefined) known.set(name, field)
  return field
}

/**
 * The fields asked for so far: at most one for each name that exists, so that a long list of conditions describes its
 * field once.
 */
const found = registry.derived(() => new Map<string, NamedField>())

function describedField(name: string): NamedField | undefined {
  const same = fieldsNamed(name)
  const [first] = same
  if (first === undefined) return hexadecimalNames.has(name) ? undecoded(name) : undefined
  const source = fieldNamed(name)
  const finders = source.kind === 'layers' ? source.finders : []
  const type = valueTypeOf(name, first.type)
  const bits = Math.max(...same.map((field) => field.bits ?? 32))
  return {
    name,
    source,
    type,
    bits: bits <= 32 ? Math.ceil(bits / 8) * 8 : 64,
    names: type === 'boolean' ? flagNames : same.flatMap((field) => namesOf(field)),
    signed: same.some((field) => field.signed === true),
    stored: same.some((field) => field.bits !== undefined),
    several: finders.some((one) => one !== undefined && one.length > 1),
    protocols: [...finders.keys()].filter((id) => finders[id] !== undefined),
    hasExtent: type === 'protocol' && source.kind === 'layers' && !quotes(name),
    isUndecoded: false,
  }
}

/** Wireshark counts the packet that an error quotes as part of the protocol that quotes it. */
const quotes = (name: string): boolean => entries.some(({ schema }) => schema.name === name && schema.carries?.quoted)

/**
 * Protocols that Wireshark decodes and onwire may not, whose names would otherwise be bytes: `eth.dst[0] == ff` asks
 * for Foundation Fieldbus.
 */
const hexadecimalNames: ReadonlySet<string> = new Set([
  'a11',
  'a21',
  'a615a',
  'aaf',
  'acf',
  'adb',
  'bfd',
  'c1222',
  'c15',
  'dc',
  'dcc',
  'e100',
  'e164',
  'e212',
  'fc',
  'fc00',
  'fefd',
  'ff',
])

const undecoded = (name: string): NamedField => ({
  name,
  source: { kind: 'layers', name, type: 'protocol', finders: [], collect: () => {} },
  type: 'protocol',
  bits: 32,
  names: [],
  signed: false,
  stored: false,
  several: false,
  protocols: [],
  hasExtent: true,
  isUndecoded: true,
})

const namesOf = ({ names = {} }: FieldDescription) =>
  Object.entries(names).flatMap(([value, text]) =>
    Number.isNaN(Number(value)) ? [] : [[Number(value), text] as const],
  )
const flagNames = [
  [1, 'Set'],
  [0, 'Not set'],
] as const
