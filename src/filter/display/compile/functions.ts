/** The functions of the language. */
import { suggestion } from '../../../packet/suggestion.ts'
import { ipv6Text, macText } from '../../../schema/index.ts'
import { Column, orderOf, type Scalar } from './value-buffer.ts'
import type { Filling } from '../types/fields.ts'
import { comparable, kinds, type Kind } from '../types/value-types.ts'
import type { Expected } from '../types/literals.ts'
import type { Scope } from './context.ts'
import { bytesFilling } from './slices.ts'
import {
  isLinkLocal,
  isMulticast,
  isPrivate,
  isUniqueLocal,
  specialMask,
  specialName,
} from '../types/special-addresses.ts'
import type { Call, Operand } from '../syntax/tree.ts'
import { settled, termOf, type Checker, type Term } from '../check/typed-operand.ts'

interface Definition {
  /** How many operands it takes. */
  readonly least: number
  readonly most: number
  /** Which kinds it takes; all where there is none. */
  readonly takes?: readonly Kind[]
  /** What it makes of its operands, which are checked. */
  apply(operands: readonly Term[], call: Call, scope: Scope): Term
}

export const isFunction = (name: string) => Object.hasOwn(functions, name)

/** A call, checked; `expected` is what stands on the other side of a comparison. */
export function call(node: Call, checker: Checker, expected?: Expected): Term {
  const { scope } = checker
  const { name, at, operands } = node
  if (!isFunction(name)) {
    const meant = suggestion(name, Object.keys(functions))
    throw scope.failure(`there is no function ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`, at)
  }
  const { least, most, takes, apply } = functions[name]!
  if (operands.length < least || operands.length > most) {
    const wanted =
      least === most
        ? `${least} operand${least === 1 ? '' : 's'}`
        : `at least ${least} operand${least === 1 ? '' : 's'}`
    throw scope.failure(`${name}() takes ${wanted}, not ${operands.length}`, node)
  }
  const terms = operandsOf(node, checker, most > 1 || name === 'abs' ? expected : undefined)
  for (const { kind, text, start, end } of terms) {
    if (takes !== undefined && !takes.includes(kind))
      throw scope.failure(`${name}() does not take ${text}, which is ${kinds[kind].name}`, { start, end })
  }
  const result = { ...apply(terms, node, scope), start: node.start, end: node.end, called: true, field: undefined }
  return terms.every(({ constant }) => constant !== undefined)
    ? settled(result.fill, result, result.text, node)
    : result
}

/** The first operand says what the others are; a literal in its place is understood beside what the call is compared with. */
function operandsOf({ name, operands }: Call, checker: Checker, expected: Expected | undefined): Term[] {
  const reason = (text: string) => `${text} is not a field: ${name}() takes fields`
  const first = expected === undefined ? checker.term(operands[0]!, reason) : checker.beside(operands[0]!, expected)
  return [first, ...operands.slice(1).map((operand: Operand) => checker.beside(operand, first))]
}

const one = { least: 1, most: 1 }
const many = { least: 1, most: Infinity }
const measures: readonly Kind[] = ['number', 'float', 'boolean', 'duration', 'time']

const functions: Readonly<Record<string, Definition>> = {
  len: { ...one, apply: ([field], node) => termOf(lengths(field!), 'number', written(node, [field!]), node) },
  count: { ...one, apply: ([field], node) => termOf(counted(field!), 'number', written(node, [field!]), node) },
  string: {
    ...one,
    takes: ['number', 'float', 'ipv4', 'ether', 'ipv6'],
    apply: ([field], node) => texts(field!, node, (column, index) => textOf(field!, column, index)),
  },
  upper: {
    ...one,
    takes: ['text'],
    apply: ([field], node) => texts(field!, node, ({ values }, index) => upperCase(`${values[index]}`)),
  },
  lower: {
    ...one,
    takes: ['text'],
    apply: ([field], node) => texts(field!, node, ({ values }, index) => lowerCase(`${values[index]}`)),
  },
  max: { ...many, apply: (terms, node, scope) => extreme(terms, node, scope, 1) },
  min: { ...many, apply: (terms, node, scope) => extreme(terms, node, scope, -1) },
  abs: {
    ...one,
    takes: ['number', 'float', 'duration'],
    apply: ([field], node) =>
      termOf(absolute(field!), field!.kind, written(node, [field!]), node, { bits: field!.bits }),
  },
  vals: { ...one, takes: ['number', 'boolean'], apply: ([field], node, scope) => named(field!, node, scope) },
  dec: {
    ...one,
    takes: ['number'],
    apply: ([field], node) => texts(field!, node, ({ values }, index) => `${values[index]}`),
  },
  hex: {
    ...one,
    takes: ['number'],
    apply: ([field], node) => texts(field!, node, ({ values }, index) => hexadecimal(values[index]!, field!.bits)),
  },
  float: { ...one, takes: measures, apply: ([field], node) => floats(field!, node, Math.fround) },
  double: { ...one, takes: measures, apply: ([field], node) => floats(field!, node, (value) => value) },
  ip_special_name: {
    ...one,
    takes: ['ipv4', 'ipv6'],
    apply: ([field], node) => addresses(field!, node, 'text', specialName),
  },
  ip_special_mask: {
    ...one,
    takes: ['ipv4', 'ipv6'],
    apply: ([field], node) => addresses(field!, node, 'number', specialMask),
  },
  ip_linklocal: {
    ...one,
    takes: ['ipv4', 'ipv6'],
    apply: ([field], node) => addresses(field!, node, 'boolean', isLinkLocal),
  },
  ip_multicast: {
    ...one,
    takes: ['ipv4', 'ipv6'],
    apply: ([field], node) => addresses(field!, node, 'boolean', isMulticast),
  },
  ip_rfc1918: { ...one, takes: ['ipv4'], apply: ([field], node) => addresses(field!, node, 'boolean', isPrivate) },
  ip_ula: { ...one, takes: ['ipv6'], apply: ([field], node) => addresses(field!, node, 'boolean', isUniqueLocal) },
}

const written = ({ name }: Call, terms: readonly Term[]) => `${name}(${terms.map(({ text }) => text).join(', ')})`

/** Does something with each value. */
function each({ fill }: Term, work: (into: Column, values: Column, index: number) => void): Filling {
  const values = new Column()
  return (into) => {
    values.clear()
    fill(values)
    for (let index = 0; index < values.count; index++) work(into, values, index)
  }
}

const texts = (field: Term, node: Call, text: (column: Column, index: number) => string): Term =>
  termOf(
    each(field, (into, values, index) => {
      into.add(text(values, index))
    }),
    'text',
    written(node, [field]),
    node,
  )

const hexadecimal = (value: Scalar, bits: number) =>
  `0x${BigInt(value)
    .toString(16)
    .padStart(bits / 4, '0')}`

const floats = (field: Term, node: Call, number: (value: number) => number): Term =>
  termOf(
    each(field, (into, values, index) => {
      const fraction = kinds[field.kind].shape === 'time' ? values.from[index]! / 1e9 : 0
      into.add(number(Number(values.values[index]) + fraction))
    }),
    'float',
    written(node, [field]),
    node,
  )

function addresses(
  field: Term,
  node: Call,
  kind: Kind,
  work: (address: Uint8Array) => string | number | boolean | undefined,
): Term {
  const fill = each({ ...field, fill: bytesFilling(field) }, (into, values, index) => {
    const result = work(values.slice(index))
    if (result !== undefined) into.add(typeof result === 'boolean' ? Number(result) : result)
  })
  return termOf(fill, kind, written(node, [field]), node)
}

/** Lengths in bytes: of a protocol, those of its own fields; flags and times have none, as Wireshark has it. */
function lengths(field: Term): Filling {
  const { kind, bits } = field
  if (kind === 'number')
    return each(field, (into) => {
      into.add(bits >> 3)
    })
  if (kind === 'boolean' || kinds[kind].shape === 'time')
    return each(field, (into) => {
      into.add(0)
    })
  return each({ ...field, fill: field.extents ?? bytesFilling(field) }, (into, { from, to }, index) => {
    into.add(to[index]! - from[index]!)
  })
}

function counted({ fill }: Term): Filling {
  const values = new Column()
  return (into) => {
    values.clear()
    fill(values)
    if (values.count > 0) into.add(values.count)
  }
}

function absolute(field: Term): Filling {
  return each(field, (into, { values, from }, index) => {
    const value = values[index]!
    const sign = Number(value) < 0 ? -1 : 1
    if (field.kind === 'duration') into.addTime(sign * Number(value), sign * from[index]!)
    else into.add(typeof value === 'bigint' ? value : Math.abs(Number(value)))
  })
}

/** The largest or the smallest of all values of all operands. */
function extreme(terms: readonly Term[], node: Call, scope: Scope, sign: 1 | -1): Term {
  const [first] = terms
  for (const { kind, bits, text, start, end } of terms) {
    if (!comparable(kind, first!.kind))
      throw scope.failure(`${text} is ${kinds[kind].name}, ${first!.text} is ${kinds[first!.kind].name}`, {
        start,
        end,
      })
    if (bits === first!.bits) continue
    throw scope.failure(
      `${text} has ${bits} bits, ${first!.text} ${first!.bits}: ${node.name}() takes numbers of one size`,
      { start, end },
    )
  }
  const values = new Column()
  const order = orderOf(first!.kind, undefined)
  const fill: Filling = (into) => {
    values.clear()
    for (const one of terms) one.fill(values)
    let best = 0
    for (let index = 1; index < values.count; index++) if (order(values, index, values, best) * sign > 0) best = index
    if (values.count > 0) into.take(values, best)
  }
  return termOf(fill, first!.kind, written(node, terms), node, { bits: first!.bits })
}

function named(field: Term, node: Call, scope: Scope): Term {
  if (field.names.length === 0)
    throw scope.failure(`vals() takes fields whose values have names, and those of ${field.text} have none`, field)
  const names = new Map(field.names)
  return termOf(
    each(field, (into, { values }, index) => {
      const name = names.get(Number(values[index]))
      if (name !== undefined) into.add(name)
    }),
    'text',
    written(node, [field]),
    node,
  )
}

/** As Wireshark writes it: numbers in decimal. */
function textOf({ kind }: Term, column: Column, index: number): string {
  if (kind === 'ipv4') return [24, 16, 8, 0].map((shift) => (Number(column.values[index]) >>> shift) & 0xff).join('.')
  if (kinds[kind].shape === 'value') return `${column.values[index]}`
  const { memory, from } = column
  return kind === 'ether' ? macText(memory[index]!, from[index]!) : ipv6Text(memory[index]!, from[index]!)
}

/** Of the letters of ASCII only. */
const upperCase = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
