/** How values lie on the wire, as data: what writes them goes by it (`writing/`), and readers do without. */
import type { AnyAmount } from './amount.ts'
import type { AnyCondition } from './condition.ts'
import type { Encoding } from './kinds/text.ts'
import type { TimeKind } from './kinds/times.ts'
import type { VarintKind } from './kinds/varints.ts'
import type { View } from './view.ts'

type Order = 'little' | undefined

/** One kind of field, with what its reader was made with. */
export type Wire =
  | {
      readonly kind: 'number'
      readonly size: number
      readonly times: number
      readonly signed: boolean
      readonly order: Order
    }
  | { readonly kind: 'large number'; readonly signed: boolean; readonly order: Order }
  | { readonly kind: 'float'; readonly size: 32 | 64; readonly order: Order }
  | { readonly kind: 'flag'; readonly order: Order }
  | { readonly kind: 'letters'; readonly names: string }
  | { readonly kind: 'uint'; readonly measure: (self: View) => number; readonly order: Order }
  | { readonly kind: 'varint'; readonly of: VarintKind }
  | { readonly kind: 'address'; readonly of: 'ether' | 'ipv4' | 'ipv6'; readonly sized?: true }
  | { readonly kind: 'bytes'; readonly length?: number }
  | {
      readonly kind: 'text'
      readonly encoding: Encoding
      readonly padding: 'zero' | 'space' | undefined
      readonly length?: number
    }
  | { readonly kind: 'text to zero'; readonly encoding: Encoding }
  | { readonly kind: 'counted text'; readonly encoding: Encoding; readonly prefix: 1 | 2 | 4; readonly order: Order }
  | { readonly kind: 'delimited text'; readonly by: string }
  | { readonly kind: 'domain name'; readonly whole: boolean }
  | { readonly kind: 'guid'; readonly places: readonly number[] }
  | { readonly kind: 'oid' }
  | { readonly kind: 'time'; readonly of: TimeKind; readonly order: Order }
  | { readonly kind: 'group'; readonly size: number }
  /** `last` tells the record that ends it; what is left of its length is padding. */
  | {
      readonly kind: 'list'
      readonly count: AnyAmount | undefined
      readonly last: ((item: never) => boolean) | undefined
    }
  | { readonly kind: 'choice'; readonly cases: CasesAsData }
  | { readonly kind: 'ahead'; readonly size: number; readonly skip: number; readonly order: Order }
  /** With the first byte of a tag that may be around it. */
  | {
      readonly kind: 'ber'
      readonly of: BerKind
      readonly tag: number
      readonly around?: number | undefined
      readonly encoding?: Encoding | undefined
    }
  /** The value that `back` makes of it. */
  | { readonly kind: 'converted'; readonly of: Wire; readonly back: (value: never) => unknown }
  /** Written as the value of another property, `by`, where there is one. */
  | { readonly kind: 'replaced'; readonly of: Wire; readonly by: string }
  /** Written in the place of another field, which names it. */
  | { readonly kind: 'elsewhere' }

export type BerKind = 'integer' | 'boolean' | 'octets' | 'bits' | 'text' | 'time' | 'oid' | 'sequence' | 'list'

/** How a choice is made, and for each set the condition as it was stated. */
export interface CasesAsData {
  select(self: View): number | undefined
  stated(this: void, index: number): AnyCondition | undefined
}

/** When a field that is not always there is there; `stated` is the condition as it was stated, if it was. */
export interface Presence {
  holds(self: View, at: number): boolean
  readonly stated: AnyCondition | undefined
}
