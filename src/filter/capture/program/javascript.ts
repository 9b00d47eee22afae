/**
 * Writes a program as JavaScript, of numbers and fixed names only, and compiles it: some ten times as fast as
 * `interpreter.ts`.
 */
import { generated } from '../../../schema/engine/generated-code.ts'
import { interpreted, type Run } from './interpreter.ts'
import { leadsTo } from '../link/protocol-chain.ts'
import type { Condition, ConditionOf, Program, Size, Value, ValueOf } from './program.ts'

/** Limit of the code length: longer programs are interpreted. */
const longestCode = 1 << 20

/** A function that runs a program. Falls back to the interpreter where code may not be made at run time. */
export function compiled(program: Program): Run {
  const writer = new Writer()
  const expression = written(writer, program)
  if (expression === undefined) return interpreted(program)
  const variables = ['bad = false', ...numbered('r', program.registers), ...numbered('t', writer.temporaries)]
  const body = `return (m, s, n, w, e) => { let ${variables.join(', ')}\nreturn ${expression} && !bad }`
  const make = generated<(follow: typeof leadsTo, chains: typeof writer.chains) => Run>(['leadsTo', 'chains'], body)
  return make?.(leadsTo, writer.chains) ?? interpreted(program)
}

/** The expression of a program; undefined if it is too long, or nested too deeply to be written. */
function written(writer: Writer, { condition }: Program): string | undefined {
  try {
    const expression = writer.condition(condition)
    return expression.length > longestCode ? undefined : expression
  } catch {
    return undefined
  }
}

const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index} = 0`)

/**
 * In the code: `m` is the memory, the packet begins at `s`, `n` bytes are captured of `w`, and `e` says whether the
 * capturing machine was little-endian.
 */
class Writer {
  temporaries = 0
  readonly chains: ConditionOf<'protocolChain'>[] = []

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'constant':
        return `${condition.holds}`
      case 'not':
        return `!${this.condition(condition.of)}`
      case 'all':
        return `(${condition.of.map((one) => this.condition(one)).join(' && ')})`
      case 'any':
        return `(${condition.of.map((one) => this.condition(one)).join(' || ')})`
      case 'assign':
        return `(r${condition.register} = ${this.value(condition.value)}, true)`
      case 'compare':
        return `(${this.value(condition.left)} ${condition.relation === '=' ? '===' : condition.relation} ${this.value(condition.right)})`
      case 'protocolChain': {
        const answer = this.temporary()
        this.chains.push(condition)
        return `(${answer} = leadsTo(m, s, n, chains[${this.chains.length - 1}]), ${answer} === undefined ? (bad = true, false) : ${answer})`
      }
    }
  }

  private value(value: Value): string {
    switch (value.kind) {
      case 'number':
        return `${value.number}`
      case 'length':
        return 'w'
      case 'register':
        return `r${value.register}`
      case 'choice':
        return `(${this.condition(value.condition)} ? ${this.value(value.yes)} : ${this.value(value.no)})`
      case 'load':
        return this.load(value)
      case 'arithmetic':
        return this.arithmetic(value)
    }
  }

  private load({ size, offset, base, native }: ValueOf<'load'>): string {
    const fixed = offset + (base?.kind === 'number' ? base.number : 0)
    if (fixed > 0x7fffffff) return '(bad = true, 0)'
    if (base === undefined || base.kind === 'number') {
      return `(n < ${fixed + size} ? (bad = true, 0) : ${bytes(size, native, (index) => `s + ${fixed + index}`)})`
    }
    const place = this.temporary()
    const loaded = bytes(size, native, (index) => `s + ${place} + ${index}`)
    return `(${place} = ${this.value(base)} + ${offset}, n < ${place} + ${size} ? (bad = true, 0) : ${loaded})`
  }

  private arithmetic({ operator, left, right }: ValueOf<'arithmetic'>): string {
    const one = this.value(left)
    const other = this.value(right)
    switch (operator) {
      case '+':
      case '-':
        return `(${one} ${operator} ${other} >>> 0)`
      case '*':
        return `(Math.imul(${one}, ${other}) >>> 0)`
      case '&':
      case '|':
      case '^':
        return `((${one} ${operator} ${other}) >>> 0)`
      case '/':
      case '%': {
        const divisor = this.temporary()
        return `((${divisor} = ${other}) === 0 ? (bad = true, 0) : ${one} ${operator} ${divisor} >>> 0)`
      }
      case '<<':
      case '>>': {
        const shift = operator === '<<' ? '<<' : '>>>'
        if (right.kind === 'number') return right.number > 31 ? '0' : `(${one} ${shift} ${other} >>> 0)`
        const [shifted, bits] = [this.temporary(), this.temporary()]
        return `(${shifted} = ${one}, (${bits} = ${other}) > 31 ? 0 : ${shifted} ${shift} ${bits} >>> 0)`
      }
    }
  }

  private temporary(): string {
    return `t${this.temporaries++}`
  }
}

function bytes(size: Size, native: boolean, place: (index: number) => string): string {
  if (size === 1) return `m[${place(0)}]`
  const order = [0, 1, 2, 3].slice(0, size)
  return native ? `(e ? ${word([...order].reverse(), place)} : ${word(order, place)})` : word(order, place)
}

/** A number of the bytes in an order, the most significant first. */
function word(order: readonly number[], place: (index: number) => string): string {
  const shifted = order.map((index, at) => `m[${place(index)}] << ${8 * (order.length - 1 - at)}`)
  return `((${shifted.join(' | ')}) >>> 0)`
}
