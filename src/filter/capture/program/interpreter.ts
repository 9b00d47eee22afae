/**
 * Runs a program without code made at run time: a function for each part of it, which a content security policy allows.
 */
import { leadsTo } from '../link/protocol-chain.ts'
import type { Condition, Program, Value, ValueOf } from './program.ts'
import { result } from './optimizer.ts'

/**
 * Whether a packet passes: the bytes of `memory` from `start` on, of which `captured` are there and which were
 * `original` on the wire.
 */
export type Run = (
  memory: Uint8Array,
  start: number,
  captured: number,
  original: number,
  littleEndian: boolean,
) => boolean

// What all parts of a program look at, set when one is run: nothing runs two at a time.
let bytes = new Uint8Array(0)
let from = 0
let size = 0
let wire = 0
let little = true
/** Whether something was loaded from beyond the end, or divided by zero. */
let failed = false
let kept: number[] = []

export function interpreted({ condition, registers }: Program): Run {
  const holds = testOf(condition)
  const own = Array<number>(registers).fill(0)
  return (memory, start, captured, original, littleEndian) => {
    bytes = memory as typeof bytes
    from = start
    size = captured
    wire = original
    little = littleEndian
    failed = false
    kept = own.fill(0)
    return holds() && !failed
  }
}

function testOf(condition: Condition): () => boolean {
  switch (condition.kind) {
    case 'constant':
      return () => condition.holds
    case 'not': {
      const holds = testOf(condition.of)
      return () => !holds()
    }
    case 'all':
      return chained(condition.of.map(testOf), false)
    case 'any':
      return chained(condition.of.map(testOf), true)
    case 'assign': {
      const value = valueOf(condition.value)
      return () => {
        kept[condition.register] = value()
        return true
      }
    }
    case 'compare': {
      const left = valueOf(condition.left)
      const right = valueOf(condition.right)
      if (condition.relation === '=') return () => left() === right()
      return condition.relation === '>' ? () => left() > right() : () => left() >= right()
    }
    case 'protocolChain':
      return () => {
        const answer = leadsTo(bytes, from, size, condition)
        if (answer === undefined) failed = true
        return answer === true
      }
  }
}

/** One test after the other, until one `decides`. */
function chained(tests: readonly (() => boolean)[], decides: boolean): () => boolean {
  const { length } = tests
  return () => {
    for (let index = 0; index < length; index++) if (tests[index]!() === decides) return decides
    return !decides
  }
}

function valueOf(value: Value): () => number {
  switch (value.kind) {
    case 'number':
      return () => value.number
    case 'length':
      return () => wire
    case 'register':
      return () => kept[value.register]!
    case 'load':
      return loaderOf(value)
    case 'choice': {
      const holds = testOf(value.condition)
      const yes = valueOf(value.yes)
      const no = valueOf(value.no)
      return () => (holds() ? yes() : no())
    }
    case 'arithmetic': {
      const left = valueOf(value.left)
      const right = valueOf(value.right)
      const { operator } = value
      const divides = operator === '/' || operator === '%'
      return () => {
        const one = left()
        const other = right()
        if (divides && other === 0) failed = true
        return result(operator, one, other)
      }
    }
  }
}

function loaderOf({ size: count, offset, base, native }: ValueOf<'load'>): () => number {
  const moved = base === undefined ? () => 0 : valueOf(base)
  return () => {
    const at = offset + moved()
    if (at + count > size) {
      failed = true
      return 0
    }
    let number = 0
    for (let index = 0; index < count; index++)
      number = number * 256 + bytes[from + at + (native && little ? count - 1 - index : index)]!
    return number
  }
}
