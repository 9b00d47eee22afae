/** Operands, checked: what kind of values each has in a packet, and how to get them. */
import { alikeField } from '../../packet/fields.ts'
import { arithmetic, signed } from './arithmetic.ts'
import { call, isFunction } from './calls.ts'
import { Column } from './column.ts'
import { fillingOf, findField, type Filling, type NamedField } from './fields.ts'
import { kinds, type Kind } from './kinds.ts'
import { constantOf, type Constant, type Expected, type Literal } from './literals.ts'
import { rangesText } from './ranges.ts'
import type { Scope } from './scope.ts'
import { sliceFilling } from './slices.ts'
import type { Operand, Word } from './syntax.ts'
import type { Place } from './tokens.ts'

export interface Term extends Place, Expected {
  readonly kind: Kind
  /** As an explanation has it. */
  readonly text: string
  /** Appends the values it has in the packet of the scope. */
  readonly fill: Filling
  /** What it is in every packet. */
  readonly constant: Constant | undefined
  /** The field, where it is one as a whole. */
  readonly field: NamedField | undefined
  /** The bytes of the field where they are others than its values: of a number those on the wire, of a protocol those without what it carries. */
  readonly extents: Filling | undefined
  /** A function has no values that could be there or not. */
  readonly called: boolean
}

export function termOf(fill: Filling, kind: Kind, text: string, { start, end }: Place, more: Partial<Term> = {}): Term {
  return { kind, bits: 32, names: [], text, fill, constant: undefined, field: undefined, extents: undefined, called: false, start, end, ...more }
}

/** What has a kind of its own: a field, or what is made of one. Literals are refused: `reason` says what is wanted. */
export function term(operand: Operand, scope: Scope, reason: (text: string) => string): Term {
  switch (operand.kind) {
    case 'word': {
      const found = operand.sort === 'literal' ? undefined : fieldTerm(operand, scope)
      if (found === undefined) throw unknown(operand, scope, reason)
      return found
    }
    case 'string': case 'character': throw scope.failure(reason(operand.text), operand)
    case 'slice': {
      const inner = term(operand.operand, scope, (text) => `${text} is not a field: only of a field can a slice be taken`)
      if (!kinds[inner.kind].sliced) throw scope.failure(`${inner.text} is ${kinds[inner.kind].name}, and has no bytes to take a slice of; @${inner.text} has`, operand.operand)
      return termOf(sliceFilling(inner, operand.ranges), 'bytes', `${inner.text}[${rangesText(operand.ranges)}]`, operand)
    }
    case 'call': return call(operand, scope)
    case 'arithmetic': return arithmetic(operand, scope, undefined, reason)
    case 'negative': case 'positive': return signed(operand, scope, undefined, reason)
  }
}

/** The same beside something of a kind, which says what a literal means. */
export function termBeside(operand: Operand, expected: Expected, scope: Scope): Term {
  switch (operand.kind) {
    case 'word': return (operand.sort === 'literal' ? undefined : fieldTerm(operand, scope)) ?? literalTerm(operand, expected, scope)
    case 'string': case 'character': return literalTerm(operand, expected, scope)
    case 'arithmetic': return arithmetic(operand, scope, expected)
    case 'negative': case 'positive': return signed(operand, scope, expected)
    case 'call': return call(operand, scope, expected)
    case 'slice': return term(operand, scope, (text) => `${text} is not a field`)
  }
}

function literalTerm(literal: Literal, expected: Expected, scope: Scope): Term {
  if (literal.kind === 'word' && (literal.raw || literal.layers !== undefined || literal.sort === 'name')) throw unknown(literal, scope)
  const constant = constantOf(literal, expected)
  if (typeof constant === 'string') throw scope.failure(constant, literal)
  return constantTerm(constant, expected, literal.text, literal)
}

export function constantTerm(constant: Constant, { kind, bits, names }: Expected, text: string, place: Place): Term {
  const { column } = constant
  return termOf((into) => { for (let index = 0; index < column.count; index++) into.take(column, index) }, kind, text, place, { constant, bits, names })
}

/** A constant that was worked out. */
export function settled(work: Filling, expected: Expected, text: string, place: Place): Term {
  const column = new Column()
  work(column)
  return constantTerm({ column, prefix: undefined }, expected, text, place)
}

function fieldTerm(word: Word, scope: Scope): Term | undefined {
  const field = findField(word.text)
  if (field === undefined) return undefined
  const { raw, layers } = word
  const kind = raw && field.kind !== 'protocol' ? 'bytes' : field.kind
  if (raw && field.source.kind === 'frame' && field.kind !== 'protocol') throw scope.failure(`${word.text} is worked out, and has no bytes`, word)
  const text = `${raw ? '@' : ''}${word.text}${layers === undefined ? '' : `#[${rangesText(layers)}]`}`
  return termOf(fillingOf(field, layers, raw ? 'bytes' : 'values', scope), kind, text, word, {
    bits: field.bits, names: raw ? [] : field.names, field, extents: extentsOf(field, word, scope),
  })
}

function extentsOf(field: NamedField, { raw, layers }: Word, scope: Scope): Filling | undefined {
  if (raw || field.kind === 'text' || field.source.kind === 'frame') return undefined
  return fillingOf(field, layers, field.kind === 'protocol' ? 'extents' : 'bytes', scope)
}

function unknown(word: Word, scope: Scope, reason = (text: string) => `there is no field ${text}`) {
  const meant = word.sort === 'literal' || /^[\d:]/.test(word.text) ? undefined : alikeField(word.text)
  const hint = isFunction(word.text) ? `; ${word.text} is a function: ${word.text}(…)` : meant === undefined ? '' : `; did you mean ${meant}?`
  return scope.failure(`${reason(word.text)}${hint}`, word)
}
