/** The functions of the language, as what they do with the values of their operands. */
import { ipv6Text, macText } from '../../../schema/index.ts'
import type { FunctionName } from '../check/functions.ts'
import type { CallOperand, TypedOperand } from '../check/typed-tree.ts'
import {
  isLinkLocal,
  isMulticast,
  isPrivate,
  isUniqueLocal,
  specialMask,
  specialName,
} from '../types/special-addresses.ts'
import { valueTypes, type Scalar } from '../types/value-types.ts'
import type { Evaluate } from './context.ts'
import { orderOf } from './order.ts'
import { ValueBuffer } from './value-buffer.ts'

/** A call, ready to be compiled. */
interface Prepared {
  /** The first operand. */
  readonly operand: TypedOperand
  /** The values of each operand. */
  readonly evaluates: readonly Evaluate[]
  /** The bytes that the values of the first operand are made of. */
  bytes(): Evaluate
}

/** The values of a call, given those of its operands and the bytes of the first one. */
export function evaluateCall(
  { name, operands }: CallOperand,
  evaluates: readonly Evaluate[],
  bytes: () => Evaluate,
): Evaluate {
  return functions[name]({ operand: operands[0]!, evaluates, bytes })
}

const functions: Readonly<Record<FunctionName, (call: Prepared) => Evaluate>> = {
  len: lengths,
  count: counted,
  string: (call) => texts(call, (values, index) => textOf(call.operand, values, index)),
  upper: (call) => texts(call, ({ values }, index) => upperCase(`${values[index]}`)),
  lower: (call) => texts(call, ({ values }, index) => lowerCase(`${values[index]}`)),
  max: (call) => extreme(call, 1),
  min: (call) => extreme(call, -1),
  abs: absolute,
  vals: named,
  dec: (call) => texts(call, ({ values }, index) => `${values[index]}`),
  hex: (call) => texts(call, ({ values }, index) => hexadecimal(values[index]!, call.operand.bits)),
  float: (call) => floats(call, Math.fround),
  double: (call) => floats(call, (value) => value),
  ip_special_name: (call) => addresses(call, specialName),
  ip_special_mask: (call) => addresses(call, specialMask),
  ip_linklocal: (call) => addresses(call, isLinkLocal),
  ip_multicast: (call) => addresses(call, isMulticast),
  ip_rfc1918: (call) => addresses(call, isPrivate),
  ip_ula: (call) => addresses(call, isUniqueLocal),
}

type Work = (into: ValueBuffer, values: ValueBuffer, index: number) => void

/** Does something with each value. */
function each(evaluate: Evaluate, work: Work): Evaluate {
  const values = new ValueBuffer()
  return (into) => {
    values.clear()
    evaluate(values)
    for (let index = 0; index < values.count; index++) work(into, values, index)
  }
}

const eachValue = ({ evaluates }: Prepared, work: Work): Evaluate => each(evaluates[0]!, work)

const texts = (call: Prepared, text: (values: ValueBuffer, index: number) => string): Evaluate =>
  eachValue(call, (into, values, index) => {
    into.add(text(values, index))
  })

const hexadecimal = (value: Scalar, bits: number) =>
  `0x${BigInt(value)
    .toString(16)
    .padStart(bits / 4, '0')}`

function floats(call: Prepared, number: (value: number) => number): Evaluate {
  const isTime = valueTypes[call.operand.type].shape === 'time'
  return eachValue(call, (into, values, index) => {
    const fraction = isTime ? values.from[index]! / 1e9 : 0
    into.add(number(Number(values.values[index]) + fraction))
  })
}

const addresses = (
  { bytes }: Prepared,
  work: (address: Uint8Array) => string | number | boolean | undefined,
): Evaluate =>
  each(bytes(), (into, values, index) => {
    const result = work(values.bytes(index))
    if (result !== undefined) into.add(typeof result === 'boolean' ? Number(result) : result)
  })

/** Lengths in bytes: of a protocol, that of its header; flags and times have none, as in Wireshark. */
function lengths(call: Prepared): Evaluate {
  const { type, bits } = call.operand
  if (type === 'number')
    return eachValue(call, (into) => {
      into.add(bits >> 3)
    })
  if (type === 'boolean' || valueTypes[type].shape === 'time')
    return eachValue(call, (into) => {
      into.add(0)
    })
  return each(call.bytes(), (into, { from, to }, index) => {
    into.add(to[index]! - from[index]!)
  })
}

function counted({ evaluates }: Prepared): Evaluate {
  const values = new ValueBuffer()
  return (into) => {
    values.clear()
    evaluates[0]!(values)
    if (values.count > 0) into.add(values.count)
  }
}

function absolute(call: Prepared): Evaluate {
  return eachValue(call, (into, { values, from }, index) => {
    const value = values[index]!
    const sign = Number(value) < 0 ? -1 : 1
    if (call.operand.type === 'duration') into.addTime(sign * Number(value), sign * from[index]!)
    else into.add(typeof value === 'bigint' ? value : Math.abs(Number(value)))
  })
}

/** The largest or the smallest of all values of all operands. */
function extreme({ operand, evaluates }: Prepared, sign: 1 | -1): Evaluate {
  const values = new ValueBuffer()
  const order = orderOf(operand.type)
  return (into) => {
    values.clear()
    for (const evaluate of evaluates) evaluate(values)
    let best = 0
    for (let index = 1; index < values.count; index++) if (order(values, index, values, best) * sign > 0) best = index
    if (values.count > 0) into.take(values, best)
  }
}

function named(call: Prepared): Evaluate {
  const names = new Map(call.operand.names)
  return eachValue(call, (into, { values }, index) => {
    const name = names.get(Number(values[index]))
    if (name !== undefined) into.add(name)
  })
}

/** As Wireshark writes it: numbers in decimal. */
function textOf({ type }: TypedOperand, { values, memory, from }: ValueBuffer, index: number): string {
  if (type === 'ipv4') return [24, 16, 8, 0].map((shift) => (Number(values[index]) >>> shift) & 0xff).join('.')
  if (valueTypes[type].shape === 'value') return `${values[index]}`
  return type === 'ether' ? macText(memory[index]!, from[index]!) : ipv6Text(memory[index]!, from[index]!)
}

/** Only the letters of ASCII. */
const upperCase = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
