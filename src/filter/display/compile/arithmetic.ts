/** Arithmetic on operands. What does not fit 64 bits, or 32 for what has no more, has no value; nor has a division by zero. */
import { Column, isAlike, type Scalar } from './value-buffer.ts'
import type { Filling } from '../types/fields.ts'
import { comparable, kinds, type Kind } from '../types/value-types.ts'
import type { Expected } from '../types/literals.ts'
import type { Arithmetic, Operand } from '../syntax/tree.ts'
import { settled, termOf, type Checker, type Reason, type Term } from '../check/typed-operand.ts'

type Operator = Arithmetic['operator']

/** Beside something `expected`, both sides may be literals; else the left one has to have a kind of its own. */
export function arithmetic(node: Arithmetic, checker: Checker, expected?: Expected, reason?: Reason): Term {
  const { operator } = node
  const left = expected === undefined ? checker.term(node.left, reason) : leftBeside(node, expected, checker)
  allow(left, operator, checker)
  const right = checker.beside(node.right, { ...left, names: [] })
  allow(right, operator, checker)
  if (!comparable(left.kind, right.kind)) {
    throw checker.scope.failure(
      `${left.text} is ${kinds[left.kind].name}, ${right.text} is ${kinds[right.kind].name}`,
      node.right,
    )
  }
  const text = `{${left.text} ${operator} ${right.text}}`
  const { work, founded } = pairs(left, right, operationOf(operator, left))
  const { kind, bits, signed } = left
  if (left.constant !== undefined && right.constant !== undefined)
    return settled(work, { kind, bits, names: [] }, text, node)
  return termOf(work, kind, text, node, { bits, signed, founded })
}

/** A literal on the left of a field has the field's kind. */
function leftBeside({ left, right }: Arithmetic, expected: Expected, checker: Checker): Term {
  const plain = { ...expected, names: [] }
  if (left.kind !== 'word' || right.kind !== 'word') return checker.beside(left, plain)
  const beside = checker.beside(right, plain)
  return checker.beside(left, beside.constant === undefined ? { ...beside, names: [] } : plain)
}

export function signed(
  node: Extract<Operand, { readonly kind: 'negative' | 'positive' }>,
  checker: Checker,
  expected?: Expected,
  reason?: Reason,
): Term {
  const inner = expected === undefined ? checker.term(node.operand, reason) : checker.beside(node.operand, expected)
  if (node.kind === 'positive') return { ...inner, start: node.start, end: node.end }
  const { kind, bits } = inner
  const ability = kinds[kind].arithmetic
  if (ability !== 'all' && ability !== 'sums')
    throw checker.scope.failure(`${inner.text} is ${kinds[kind].name}, which cannot be negative`, node.operand)
  const column = new Column()
  const work: Filling = (into) => {
    column.clear()
    inner.fill(column)
    for (let index = 0; index < column.count; index++) {
      const value = column.values[index]!
      if (kind === 'duration') into.addTime(-Number(value), -column.from[index]!)
      else addNumber(into, typeof value === 'bigint' ? -value : -Number(value), inner)
    }
  }
  const text = `-${inner.text}`
  if (inner.constant !== undefined) return { ...settled(work, inner, text, node), signed: true }
  return termOf(work, kind, text, node, { bits, signed: true, founded: () => isFounded(inner, column) })
}

function allow({ kind, text, start, end }: Term, operator: Operator, { scope }: Checker): void {
  const ability = kinds[kind].arithmetic
  const sums = kind === 'float' ? operator !== '&' : operator === '+' || operator === '-'
  const allowed = ability === 'all' || (ability === 'mask' && operator === '&') || (ability === 'sums' && sums)
  if (!allowed) throw scope.failure(`${text} is ${kinds[kind].name}, which ${operator} does not take`, { start, end })
}

type Operation = (into: Column, left: Column, index: number, right: Column, at: number) => void

/** Every value of one side with every value of the other. */
function pairs(left: Term, right: Term, operation: Operation): { work: Filling; founded: () => boolean } {
  const [ours, theirs] = [new Column(), new Column()]
  const work = (into: Column) => {
    ours.clear()
    theirs.clear()
    left.fill(ours)
    right.fill(theirs)
    for (let index = 0; index < ours.count; index++)
      for (let at = 0; at < theirs.count; at++) operation(into, ours, index, theirs, at)
  }
  return { work, founded: () => isFounded(left, ours) && isFounded(right, theirs) }
}

/** Whether a side that was filled into a column is there. */
export const isFounded = ({ founded }: Term, { count }: Column): boolean => count > 0 || founded?.() === true

function operationOf(operator: Operator, expected: Term): Operation {
  const { kind } = expected
  if (kinds[kind].shape === 'bytes') return maskBytes
  if (kind === 'duration') {
    const sign = operator === '-' ? -1 : 1
    return (into, left, index, right, at) => {
      into.addTime(
        Number(left.values[index]) + sign * Number(right.values[at]),
        left.from[index]! + sign * right.from[at]!,
      )
    }
  }
  const [small, large] = [operations[operator], largeOperations[operator]]
  const { signed, bits } = expected
  return (into, left, index, right, at) => {
    const a = left.values[index]!
    const value = right.values[at]!
    const b = kind !== 'number' || isAlike(a, value, signed, bits) ? value : otherSign(value, bits)
    // Where the result is below 0, both sides have to be numbers with a sign.
    if (operator === '-' && bits <= 32 && a < b && Number(b) > 0x7fffffff) return
    const result = typeof a === 'number' && typeof b === 'number' ? small(a, b, kind) : NaN
    if (Number.isSafeInteger(result) || kind === 'float') addNumber(into, result, expected)
    else addNumber(into, large(BigInt(a), BigInt(b)), expected)
  }
}

/** The bits of a number read as one without sign, or with one if it had none: so Wireshark takes what is not of the left side's type. */
function otherSign(value: Scalar, bits: number): Scalar {
  const range = bits > 32 ? 2n ** 64n : 2n ** 32n
  const number = BigInt(value)
  const other = number < 0n ? number + range : number - range
  return Number.isSafeInteger(Number(other)) ? Number(other) : other
}

const operations: Readonly<Record<Operator, (a: number, b: number, kind: Kind) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b, kind) => (kind === 'float' ? a / b : b === 0 ? NaN : Math.trunc(a / b)),
  '%': (a, b) => a % b,
  '&': (a, b) => (a <= 0xffffffff && b <= 0xffffffff && a >= 0 && b >= 0 ? (a & b) >>> 0 : NaN),
}

const largeOperations: Readonly<Record<Operator, (a: bigint, b: bigint) => bigint | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n ? undefined : a / b),
  '%': (a, b) => (b === 0n ? undefined : a % b),
  '&': (a, b) => BigInt.asUintN(64, a & b),
}

/** Appends a result if it fits what numbers of its size may become. */
function addNumber(into: Column, result: Scalar | undefined, { kind, bits }: Expected): void {
  if (result === undefined || typeof result === 'string') return
  const fits =
    kind === 'float'
      ? !Number.isNaN(result)
      : bits > 32
        ? result >= -(2n ** 63n) && result < 2n ** 64n
        : result >= -(2 ** 31) && result < 2 ** 32
  if (fits)
    into.add(
      typeof result === 'bigint' && result >= Number.MIN_SAFE_INTEGER && result <= Number.MAX_SAFE_INTEGER
        ? Number(result)
        : result,
    )
}

/** As long as the shorter of the two. */
const maskBytes: Operation = (into, left, index, right, at) => {
  const [a, b] = [left.memory[index]!, right.memory[at]!]
  const [from, other] = [left.from[index]!, right.from[at]!]
  const masked = new Uint8Array(Math.min(left.to[index]! - from, right.to[at]! - other))
  for (let byte = 0; byte < masked.length; byte++) masked[byte] = a[from + byte]! & b[other + byte]!
  into.addBytes(masked, 0, masked.length)
}
