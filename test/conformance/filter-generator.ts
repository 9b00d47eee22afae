/** Display filters at random: well-formed, over fields with values that occur. */
import fc from 'fast-check'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { fieldNamed, fields, type FieldSource, type Value } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import type { FieldType } from '../../src/schema/index.ts'

/** A field of some packets, and literals for values it has there. */
export interface Sample {
  readonly name: string
  readonly type: FieldType
  readonly bits: number
  readonly literals: readonly string[]
}

/** The fields that occur in frames, each with some of its values. */
export function samplesOf(frames: readonly Frame[]): Sample[] {
  const layers = new Layers()
  const sources = [...new Map(fields().map((field) => [field.name, field])).values()].map((field) => ({
    field,
    source: fieldNamed(field.name),
    found: new Set<string>(),
  }))
  for (const frame of frames) {
    const batch = new Batch().hold(frame)
    layers.decode(batch, 0)
    for (const { field, source, found } of sources)
      if (found.size < 6)
        for (const value of valuesOf(source, batch, layers).slice(0, 3))
          found.add(literalOf(field.name.endsWith('host') ? 'text' : field.type, value))
  }
  return sources
    .filter(({ found }) => found.size > 0)
    .map(({ field: { name, type, bits = 32 }, found }) => ({
      name,
      type: name.endsWith('host') ? 'text' : type,
      bits: Math.ceil(bits / 8) * 8,
      literals: [...found].filter((literal) => literal !== ''),
    }))
}

function valuesOf(source: FieldSource, batch: Batch, layers: Layers): Value[] {
  const values: Value[] = []
  if (source.kind === 'layers') source.collect(layers, values)
  else values.push(source.read(batch, 0, layers) ?? '')
  return values
}

/** A value as a filter has it; empty where it has no such form. */
function literalOf(type: FieldType, value: Value): string {
  if (type === 'text')
    return /^[\x20-\x7e]*$/.test(`${value}`) ? `"${`${value}`.replace(/[\\"]/g, '\\$&').slice(0, 40)}"` : ''
  if (type === 'time') return `"${`${value}`.replace('T', ' ')}"`
  if (type === 'boolean') return value === true ? '1' : '0'
  if (type === 'bytes' || type === 'none')
    return typeof value === 'string' && value.length >= 4 ? value.slice(0, 16).match(/../g)!.join(':') : ''
  return type === 'protocol' ? '' : `${value}`
}

/** Regular expressions of what PCRE knows, some of them wrong. */
const patterns = fc
  .array(
    fc.constantFrom(
      'a',
      'T',
      '/',
      '\\.',
      '.',
      '\\d',
      '\\w+',
      '\\s',
      '[a-m]',
      '[^\\x00-\\x7f]',
      '[[:upper:]]',
      '\\x00',
      '*',
      '+?',
      '{2}',
      '(',
      ')',
      '(?:',
      '(?i)',
      '(?-i)',
      '(?=',
      '(?<!',
      '|',
      '^',
      '$',
      '\\b',
      '\\R',
      '(?s)',
      '(?>',
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''))

/** Filters over some fields, in order of their size. */
export function filtersOver(samples: readonly Sample[]): fc.Arbitrary<string> {
  const some = (types: readonly FieldType[], test: (sample: Sample) => fc.Arbitrary<string>) => {
    const fit = samples.filter(
      ({ type, literals }) => types.includes(type) && (type === 'protocol' || literals.length > 0),
    )
    return fit.length === 0 ? [] : [fc.constantFrom(...fit).chain(test)]
  }
  const literal = ({ literals }: Sample) => fc.constantFrom(...literals)
  const named = ({ name }: Sample) => fc.constantFrom(name, name, name, `any ${name}`, `all ${name}`)
  const layered = ({ name }: Sample) =>
    fc.constantFrom(name, name, `${name}#1`, `${name}#2`, `${name}#[-1]`, `${name}#[1-2]`)
  const join = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((words) => words.join(' '))
  const ordered = fc.constantFrom('==', '!=', '===', '!==', '<', '<=', '>', '>=', 'eq', 'any_ne', 'all_eq', 'ge')
  const equal = fc.constantFrom('==', '!=', '===', '!==', 'ne')
  const plain: readonly FieldType[] = ['number', 'ipv4', 'ipv6', 'ether', 'text', 'time', 'duration', 'bytes']
  const slice = fc.constantFrom('[0]', '[0:2]', '[1-3]', '[-2:]', '[:3]', '[2:]', '[-4:2]', '[0,2-3]', '[1:1,:2]')
  const atoms = [
    ...some([...plain, 'boolean', 'protocol'], layered),
    ...some(plain, (sample) => join(named(sample), ordered, literal(sample))),
    ...some(['number', 'ipv4'], (sample) => join(named(sample), ordered, literal(sample))),
    ...some(['boolean'], (sample) => join(layered(sample), equal, fc.constantFrom('0', '1', 'True', 'FALSE'))),
    ...some(['number', 'ipv4', 'text', 'ether'], (sample) =>
      fc
        .tuple(fc.array(literal(sample), { minLength: 1, maxLength: 3 }), fc.constantFrom('in', 'not in'))
        .map(([set, word]) => `${sample.name} ${word} {${set.join(', ')}}`),
    ),
    ...some(['number', 'ipv4', 'ipv6', 'duration'], (sample) =>
      fc.tuple(literal(sample), literal(sample)).map(([from, to]) => `${sample.name} in {${from} .. ${to}}`),
    ),
    ...some(['ipv4'], (sample) =>
      fc
        .tuple(literal(sample), fc.integer({ min: 0, max: 32 }), ordered)
        .map(([address, length, operator]) => `${sample.name} ${operator} ${address}/${length}`),
    ),
    ...some(['ipv6'], (sample) =>
      fc
        .tuple(literal(sample), fc.integer({ min: 0, max: 128 }), equal)
        .map(([address, length, operator]) => `${sample.name} ${operator} ${address}/${length}`),
    ),
    ...some(['number'], (sample) =>
      fc
        .tuple(fc.constantFrom('+', '*', '/', '%', '&'), fc.integer({ min: 1, max: 200 }), ordered, literal(sample))
        .map(([sign, by, operator, value]) => `${sample.name} ${sign} ${by} ${operator} ${value}`),
    ),
    ...some(['number'], (sample) =>
      join(
        fc.constantFrom(sample.name, `-${sample.name}`, `{${sample.name} + 1} * 2`),
        ordered,
        fc.constantFrom('-1', '+1', '-100', '- 0', `-${sample.name}`),
      ),
    ),
    ...some(['number'], (sample) =>
      fc
        .tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 }))
        .map(([from, to]) => `${sample.name} in {${from} .. ${to}, 6}`),
    ),
    ...some(['number'], (sample) =>
      fc
        .tuple(
          fc.constantFrom('+', '-', '*', '/', '%', '&'),
          fc.integer({ min: 1, max: 100 }),
          ordered,
          fc.integer({ min: 0, max: 100 }),
        )
        .map(([sign, by, operator, value]) => `${sample.name} ${sign} -${by} ${operator} ${value}`),
    ),
    ...some(['number', 'ipv4'], (sample) =>
      join(
        literal(sample),
        fc.constantFrom('<', '<=', '=='),
        fc.constant(sample.name),
        fc.constantFrom('<', '>=', '!='),
        literal(sample),
      ),
    ),
    ...some(
      ['protocol', 'bytes', 'ether', 'text', 'ipv4'],
      (sample) =>
        some(['protocol', 'bytes', 'ether', 'text', 'ipv4'], (other) =>
          join(
            fc.constant(sample.name),
            fc.constantFrom('==', '!=', '>', '<=', 'contains'),
            slice.map((range) => `${other.name}${range}`),
          ),
        )[0]!,
    ),
    ...some(['protocol', 'bytes', 'ether'], ({ name }) =>
      join(
        fc.tuple(slice, slice).map(([outer, inner]) => `${name}${outer}${inner}`),
        ordered,
        fc.constantFrom('00', '45:00', '"G"', "'a'", 'ff'),
      ),
    ),
    ...some(
      ['protocol'],
      (sample) =>
        some(['protocol'], (other) =>
          join(fc.constant(sample.name), fc.constantFrom('==', '<', '>=', '!=', 'contains'), fc.constant(other.name)),
        )[0]!,
    ),
    ...some(['protocol', 'text', 'bytes'], ({ name }) => patterns.map((pattern) => `${name} matches r"${pattern}"`)),
    ...some(['number'], (sample) => fc.integer({ min: 0, max: 255 }).map((mask) => `${sample.name} & ${mask}`)),
    ...some(['protocol', 'bytes', 'ether', 'ipv4', 'ipv6', 'text'], ({ name }) =>
      slice.map((range) => `${name}${range}`),
    ),
    ...some(['protocol', 'bytes', 'ether', 'ipv4', 'ipv6'], ({ name }) =>
      join(
        slice.map((range) => `${name}${range}`),
        ordered,
        fc.constantFrom('00:00', '45', 'ff:ff', '08:00', '02', '"GE"'),
      ),
    ),
    ...some(['protocol', 'bytes'], ({ name }) =>
      fc.constantFrom('00:01', '"e"', '08:00', '"HTTP"', '45').map((wanted) => `${name} contains ${wanted}`),
    ),
    ...some(['protocol', 'text', 'bytes'], ({ name }) =>
      fc
        .constantFrom('"^g"', '"[0-9]+"', 'r"\\.\\w+$"', '"(?-i)E"', '"a|b"', '"\\\\x45."')
        .map((pattern) => `${name} matches ${pattern}`),
    ),
    ...some(['text'], ({ name }) =>
      fc
        .tuple(
          fc.constantFrom('upper', 'lower'),
          fc.constantFrom('contains "e"', 'contains "E"', '> "m"', 'matches "t$"'),
        )
        .map(([convert, rest]) => `${convert}(${name}) ${rest}`),
    ),
    ...some([...plain, 'protocol'], ({ name }) =>
      join(fc.constantFrom(`len(${name})`, `count(${name})`), ordered, fc.integer({ min: 0, max: 40 }).map(String)),
    ),
    ...some(['number', 'ipv4', 'ether'], ({ name }) =>
      join(fc.constant(`string(${name})`), fc.constantFrom('contains "1"', 'matches "^[1-4]"', '== "64"')),
    ),
    ...some(['number'], (sample) =>
      join(
        fc.constantFrom(`max(${sample.name})`, `min(${sample.name})`, `abs(${sample.name})`),
        ordered,
        literal(sample),
      ),
    ),
    ...some(
      ['number'],
      (sample) => some(['number'], (other) => join(named(sample), ordered, fc.constant(other.name)))[0]!,
    ),
    ...some(['ipv4'], (sample) => some(['ipv4'], (other) => join(named(sample), ordered, fc.constant(other.name)))[0]!),
  ]
  const atom = fc.oneof(...atoms)
  const part = fc.oneof(
    { weight: 4, arbitrary: atom },
    { weight: 1, arbitrary: atom.map((text) => `not ${text}`) },
    { weight: 1, arbitrary: atom.map((text) => `!(${text})`) },
  )
  return fc
    .tuple(part, fc.array(fc.tuple(fc.constantFrom('and', 'or', '&&', '||'), part), { maxLength: 2 }))
    .map(([first, more]) => [first, ...more.map(([word, text]) => `${word} ${text}`)].join(' '))
}
