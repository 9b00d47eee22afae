/**
 * Settles what does not depend on the packet. Where libpcap's optimizer does the same it shows: what need not be loaded
 * cannot lie beyond the end, and reject the packet.
 */
import type { ArithmeticOperator } from '../syntax/tree.ts'
import { always, never, number, type Condition, type Value, type ValueOf } from './program.ts'

export function simplified(condition: Condition, refuse: (reason: string) => never): Condition {
  return new Simplifier(refuse).condition(condition)
}

class Simplifier {
  constructor(private readonly refuse: (reason: string) => never) {}

  condition(condition: Condition): Condition {
    switch (condition.kind) {
      case 'constant':
      case 'protocolChain':
        return condition
      case 'assign':
        return { ...condition, value: this.value(condition.value) }
      case 'not': {
        const of = this.condition(condition.of)
        if (of.kind === 'constant') return of.holds ? never : always
        return of.kind === 'not' ? of.of : { kind: 'not', of }
      }
      case 'all':
        return this.joined('all', condition.of, false)
      case 'any':
        return this.joined('any', condition.of, true)
      case 'compare':
        return this.compared(condition.relation, this.value(condition.left), this.value(condition.right))
    }
  }

  /** One condition that `decides` settles all. */
  private joined(kind: 'all' | 'any', conditions: readonly Condition[], decides: boolean): Condition {
    const open: Condition[] = []
    for (const condition of conditions.map((one) => this.condition(one))) {
      if (condition.kind !== 'constant') open.push(condition)
      else if (condition.holds === decides) return condition
    }
    if (open.length === 0) return decides ? never : always
    return open.length === 1 ? open[0]! : { kind, of: open }
  }

  private compared(relation: '=' | '>' | '>=', left: Value, right: Value): Condition {
    if (left.kind === 'number' && right.kind === 'number') {
      const holds =
        relation === '='
          ? left.number === right.number
          : relation === '>'
            ? left.number > right.number
            : left.number >= right.number
      return holds ? always : never
    }
    // libpcap takes a number with all its bits looked at for one that has some set.
    const wholly =
      left.kind === 'arithmetic' &&
      left.operator === '&' &&
      left.right.kind === 'number' &&
      left.right.number === 0xffffffff
    if (wholly && relation === '=' && right.kind === 'number' && right.number === 0) return never
    return { kind: 'compare', relation, left, right }
  }

  private value(value: Value): Value {
    switch (value.kind) {
      case 'number':
      case 'length':
      case 'register':
        return value
      case 'load':
        return value.base === undefined ? value : this.rebased(value, this.value(value.base))
      case 'choice':
        return {
          ...value,
          condition: this.condition(value.condition),
          yes: this.value(value.yes),
          no: this.value(value.no),
        }
      case 'arithmetic':
        return this.computed(value.operator, this.value(value.left), this.value(value.right))
    }
  }

  /**
   * What is constant in the base is added to the offset, as numbers of 32 bits are: `ip[-1]` is the byte before the
   * header.
   */
  private rebased(load: ValueOf<'load'>, base: Value): Value {
    if (base.kind === 'number') return { ...load, offset: (load.offset + base.number) >>> 0, base: undefined }
    if (base.kind === 'arithmetic' && base.operator === '+' && base.left.kind === 'number') {
      return { ...load, offset: (load.offset + base.left.number) >>> 0, base: base.right }
    }
    return { ...load, base }
  }

  private computed(operator: ArithmeticOperator, left: Value, right: Value): Value {
    if (right.kind === 'number') {
      if ((operator === '/' || operator === '%') && right.number === 0) this.refuse('this divides by zero')
      const shifts = operator === '<<' || operator === '>>'
      if (shifts && right.number > 31 && left.kind !== 'number')
        this.refuse('a number of 32 bits cannot be shifted by more than 31')
    }
    if (left.kind === 'number' && right.kind === 'number') return number(result(operator, left.number, right.number))
    const nothing = 'number' in right && right.number === 0
    if (nothing && (operator === '*' || operator === '&')) return right
    if (nothing && operator !== '/' && operator !== '%') return left
    if (left.kind === 'number' && left.number === 0) {
      if (operator === '+' || operator === '|' || operator === '^') return right
      if (operator !== '-') return left
    }
    return { kind: 'arithmetic', operator, left, right }
  }
}

/** The result of an operation, of 32 bits; 0 where it divides by zero. */
export function result(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return (left + right) >>> 0
    case '-':
      return (left - right) >>> 0
    case '*':
      return Math.imul(left, right) >>> 0
    case '/':
      return right === 0 ? 0 : Math.floor(left / right)
    case '%':
      return right === 0 ? 0 : left % right
    case '&':
      return (left & right) >>> 0
    case '|':
      return (left | right) >>> 0
    case '^':
      return (left ^ right) >>> 0
    case '<<':
      return right > 31 ? 0 : (left << right) >>> 0
    case '>>':
      return right > 31 ? 0 : left >>> right
  }
}
