/** Checks operands. */
import { alikeField } from '../../../packet/fields.ts'
import type { FilterError } from '../../error.ts'
import { arithmetic, signed } from '../compile/arithmetic.ts'
import { call, isFunction } from '../compile/functions.ts'
import { fillingOf, findField, hexadecimalNames, type Filling, type NamedField } from '../types/fields.ts'
import { kinds } from '../types/value-types.ts'
import { constantOf, type Expected, type Literal } from '../types/literals.ts'
import { rangesText } from '../syntax/ranges.ts'
import type { Scope } from '../compile/context.ts'
import { sliceFilling } from '../compile/slices.ts'
import type { Operand, Word } from '../syntax/tree.ts'
import { constantTerm, termOf, type Checker, type Reason, type Term } from './typed-operand.ts'

export class Terms implements Checker {
  constructor(readonly scope: Scope) {}

  term(operand: Operand, reason: Reason = (text) => `${text} is not a field`): Term {
    switch (operand.kind) {
      case 'word': {
        const found = operand.sort === 'literal' ? undefined : this.field(operand)
        if (found === undefined) throw this.unknown(operand, reason)
        return found
      }
      case 'string':
      case 'character':
        throw this.scope.failure(reason(operand.text), operand)
      case 'slice':
        return this.slice(operand)
      case 'call':
        return call(operand, this)
      case 'arithmetic':
        return arithmetic(operand, this, undefined, reason)
      case 'negative':
      case 'positive':
        return signed(operand, this, undefined, reason)
    }
  }

  beside(operand: Operand, expected: Expected): Term {
    switch (operand.kind) {
      case 'word':
        return (operand.sort === 'literal' ? undefined : this.field(operand)) ?? this.literal(operand, expected)
      case 'string':
      case 'character':
        return this.literal(operand, expected)
      case 'slice':
        return this.slice(operand)
      case 'call':
        return call(operand, this, expected)
      case 'arithmetic':
        return arithmetic(operand, this, expected)
      case 'negative':
      case 'positive':
        return signed(operand, this, expected)
    }
  }

  private slice(operand: Extract<Operand, { readonly kind: 'slice' }>): Term {
    const inner = this.term(operand.operand, (text) => `${text} is not a field: only of a field can a slice be taken`)
    const { kind, text } = inner
    if (!kinds[kind].sliced) {
      const bytes = inner.field?.source.kind === 'layers' ? `; @${text} has` : ''
      throw this.scope.failure(
        `${text} is ${kinds[kind].name}, and has no bytes to take a slice of${bytes}`,
        operand.operand,
      )
    }
    return termOf(sliceFilling(inner, operand.ranges), 'bytes', `${text}[${rangesText(operand.ranges)}]`, operand, {
      part: true,
    })
  }

  private literal(literal: Literal, expected: Expected): Term {
    if (literal.kind === 'word' && (literal.raw || literal.layers !== undefined || literal.sort === 'name'))
      throw this.unknown(literal)
    const constant = constantOf(literal, expected)
    if (typeof constant === 'string') throw this.scope.failure(constant, literal)
    return constantTerm(constant, expected, literal.text, literal)
  }

  private field(word: Word): Term | undefined {
    const field = findField(word.text)
    if (field === undefined) return undefined
    const { raw, layers, text: name } = word
    if (hexadecimalNames.has(name) && field.source.kind === 'layers' && field.source.finders.length === 0) {
      this.scope.hint(word, `${name} is a protocol, to Wireshark; for bytes write :${name}`)
    }
    if (raw && field.source.kind === 'frame' && field.kind !== 'protocol')
      throw this.scope.failure(`${name} is worked out, and has no bytes`, word)
    const text = `${raw ? '@' : ''}${name}${layers === undefined ? '' : `#[${rangesText(layers)}]`}`
    const extents = this.extents(field, word)
    if (raw)
      return termOf(extents ?? fillingOf(field, layers, 'bytes', this.scope), 'bytes', text, word, {
        field,
        part: true,
      })
    return termOf(fillingOf(field, layers, 'values', this.scope), field.kind, text, word, {
      bits: field.bits,
      names: field.names,
      signed: field.signed,
      field,
      whole: layers === undefined,
      extents,
    })
  }

  private extents(field: NamedField, { layers }: Word): Filling | undefined {
    const { kind, source } = field
    if (kind !== 'protocol' || source.kind === 'frame' || whole.has(source.name)) return undefined
    return fillingOf(field, layers, 'extents', this.scope)
  }

  private unknown(word: Word, reason: Reason = (text) => `there is no field ${text}`): FilterError {
    const { text } = word
    const meant = word.sort === 'literal' || /^[\d:]/.test(text) ? undefined : alikeField(text)
    const hint = isFunction(text)
      ? `; ${text} is a function: ${text}(…)`
      : meant === undefined
        ? ''
        : `; did you mean ${meant}?`
    return this.scope.failure(`${reason(text)}${hint}`, word)
  }
}

/** What these carry is part of them, to Wireshark. */
const whole: ReadonlySet<string> = new Set(['icmp', 'icmpv6'])
