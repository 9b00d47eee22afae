/** A capture filter as a tree. */
import type { AtmWord, DirectionWord, FieldWord, ProtocolWord, SignalUnitWord, TypeWord } from './keywords.ts'

/** A place in the filter's text. */
export interface Place {
  readonly start: number
  readonly end: number
}

export type Expression = Chain | Negation | Test

/** Tests joined from left to right: `and` and `or` bind alike. */
export interface Chain extends Place {
  readonly kind: 'chain'
  readonly first: Expression
  readonly rest: readonly { readonly operator: 'and' | 'or'; readonly right: Expression }[]
}

export interface Negation extends Place {
  readonly kind: 'not'
  readonly of: Expression
}

/**
 * What is said before a name, an address or a number; what comes after `or` and says nothing of its own inherits it.
 */
export interface Qualifiers {
  readonly protocol: ProtocolWord | undefined
  readonly direction: DirectionWord | 'src or dst' | 'src and dst' | undefined
  readonly type: TypeWord | undefined
}

export type Test = Place &
  (
    | { readonly kind: 'identifier'; readonly qualifiers: Qualifiers; readonly identifier: Identifier }
    | { readonly kind: 'protocol'; readonly protocol: ProtocolWord }
    | { readonly kind: 'relation'; readonly left: Arithmetic; readonly relation: Relation; readonly right: Arithmetic }
    | { readonly kind: 'broadcast' | 'multicast'; readonly protocol: ProtocolWord | undefined }
    | { readonly kind: 'less' | 'greater' | 'ifindex'; readonly number: number }
    | {
        readonly kind: 'byte'
        readonly index: number
        readonly operator: '=' | '<' | '>' | '&' | '|'
        readonly number: number
      }
    | { readonly kind: 'inbound' | 'outbound' | 'pppoed' }
    | { readonly kind: 'vlan' | 'mpls' | 'pppoes' | 'geneve' | 'vxlan'; readonly number: number | undefined }
    | { readonly kind: 'llc'; readonly subtype: string | undefined }
    | { readonly kind: 'frameType'; readonly type: number; readonly mask: number }
    | { readonly kind: 'frameDirection'; readonly direction: number }
    | { readonly kind: 'ifname' | 'ruleset'; readonly name: string }
    | { readonly kind: 'rulenum' | 'subrulenum' | 'reason' | 'action'; readonly number: number }
    | { readonly kind: 'circuit'; readonly circuit: AtmWord }
    | { readonly kind: 'signalUnit'; readonly unit: SignalUnitWord }
    | {
        readonly kind: 'field'
        readonly field: FieldWord
        readonly relation: Relation
        readonly numbers: readonly number[]
      }
  )

export type TestOf<K extends Test['kind']> = Extract<Test, { readonly kind: K }>

export type IdentifierOf<K extends Identifier['kind']> = Extract<Identifier, { readonly kind: K }>

export type Identifier = Place &
  (
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'ipv4'; readonly text: string }
    | { readonly kind: 'mac' | 'mac8'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string; readonly value: number }
    /** A net, its length in bits or its mask said. */
    | { readonly kind: 'ipv4Net'; readonly text: string; readonly mask: number | string }
    | { readonly kind: 'ipv6'; readonly text: string; readonly length: number | undefined }
  )

export type Relation = '=' | '!=' | '>' | '>=' | '<' | '<='

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>'

export type ArithmeticOf<K extends Arithmetic['kind']> = Extract<Arithmetic, { readonly kind: K }>

export type Arithmetic = Place &
  (
    | { readonly kind: 'number'; readonly number: number }
    | { readonly kind: 'len' }
    | { readonly kind: 'packet'; readonly protocol: ProtocolWord; readonly index: Arithmetic; readonly size: 1 | 2 | 4 }
    | { readonly kind: 'negative'; readonly of: Arithmetic }
    | {
        readonly kind: 'operation'
        readonly operator: ArithmeticOperator
        readonly left: Arithmetic
        readonly right: Arithmetic
      }
  )
