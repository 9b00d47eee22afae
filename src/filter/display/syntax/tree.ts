/** The parts of a display filter, as they were written. */
import type { Literal } from './strings.ts'
import type { Place } from './tokens.ts'

/** What is true or false of a packet. */
export type Condition =
  | (Place & { readonly kind: 'and' | 'or' | 'xor'; readonly conditions: readonly Condition[] })
  | (Place & { readonly kind: 'not'; readonly condition: Condition })
  | (Place & { readonly kind: 'exists'; readonly operand: Operand })
  | Comparison
  | Membership

export interface Comparison extends Place {
  readonly kind: 'comparison'
  readonly operator: Operator
  readonly quantifier: Quantifier | undefined
  readonly left: Operand
  readonly right: Operand
}

/** `!=` is that all differ, `!==` that any does; `===` that all are equal. */
export type Operator = '==' | '!=' | '===' | '!==' | '>' | '>=' | '<' | '<=' | 'contains' | 'matches'
export type Quantifier = 'any' | 'all'

export interface Membership extends Place {
  readonly kind: 'membership'
  readonly quantifier: Quantifier | undefined
  readonly operand: Operand
  readonly elements: readonly Element[]
}

/** One value, or all from one to another. */
export interface Element extends Place {
  readonly from: Operand
  readonly to: Operand | undefined
}

/** What has values in a packet. */
export type Operand =
  | Word
  | (Place & { readonly kind: 'string' | 'character'; readonly text: string; readonly literal: Literal })
  | (Place & { readonly kind: 'slice'; readonly operand: Operand; readonly ranges: readonly Range[] })
  | Call
  | Arithmetic
  | (Place & { readonly kind: 'negative' | 'positive'; readonly operand: Operand })

/** A name, or a value without quotes. */
export interface Word extends Place {
  readonly kind: 'word'
  readonly text: string
  /** What it must be, if that was said. */
  readonly sort: 'name' | 'literal' | undefined
  /** With `@`: the bytes of the field. */
  readonly raw: boolean
  /** After `#`: which of the layers of its protocol. */
  readonly layers: readonly Range[] | undefined
}

export interface Call extends Place {
  readonly kind: 'call'
  readonly name: string
  /** Where the name is. */
  readonly at: Place
  readonly operands: readonly Operand[]
}

export interface Arithmetic extends Place {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*' | '/' | '%' | '&'
  readonly left: Operand
  readonly right: Operand
}

/**
 * `from` counts from the end if it is negative; `length` and `to` exclude each other, and without both it goes on to
 * the end.
 */
export interface Range {
  readonly from: number
  readonly length?: number
  readonly to?: number
}
