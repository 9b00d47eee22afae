/** What is expected of traffic. Filters are display filters, as text. */

import { durationText } from './duration.ts'

export type Expectation = PlainExpectation | CountExpectation | OrderExpectation

export type ExpectationKind = Expectation['kind']

interface Expected {
  /** What reports call it; the filter unless given. */
  readonly name?: string | undefined
  /**
   * Milliseconds. Packets that come later than that after the first packet of the capture do not count: neither for what is expected nor
   * against it. In an order, later than that after the packet that passes its first filter.
   */
  readonly within?: number | undefined
  /** A display filter: only packets that pass it count, as if there were no others. */
  readonly among?: string | undefined
  /** What those are called together that belong together. */
  readonly group?: string | undefined
  /** Where it was written down, for reports that can point there. */
  readonly origin?: Origin | undefined
}

export interface Origin {
  readonly file: string
  readonly line: number
}

/** That a packet passes a filter (`some`), that none does, or that every packet does (`only`). */
export interface PlainExpectation extends Expected {
  readonly kind: 'some' | 'none' | 'only'
  readonly filter: string
}

/** That so many packets pass a filter. */
export interface CountExpectation extends Expected {
  readonly kind: 'count'
  readonly filter: string
  /** `>= 3`, `> 2`, `== 2`, `<= 5`, `< 5`, `2..4` or `3`. */
  readonly comparison: string
}

/** That for each filter a packet passes it, one after the other, whatever comes between them. */
export interface OrderExpectation extends Expected {
  readonly kind: 'order'
  readonly filters: readonly string[]
}

export const filtersOf = (expectation: Expectation): readonly string[] =>
  expectation.kind === 'order' ? expectation.filters : [expectation.filter]

/** What it is called in one line. */
export function titleOf(expectation: Expectation): string {
  return expectation.name ?? wordingOf(expectation)
}

/** The expectation itself in one line, as `only: tcp.port == 80 within 500ms`. */
export function wordingOf(expectation: Expectation): string {
  const { within, among } = expectation
  return `${unbounded(expectation)}${among === undefined ? '' : ` among ${among}`}${within === undefined ? '' : ` within ${durationText(within)}`}`
}

function unbounded(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'some':
      return expectation.filter
    case 'none':
      return `none: ${expectation.filter}`
    case 'only':
      return `only: ${expectation.filter}`
    case 'count':
      return `count ${expectation.comparison.trim()}: ${expectation.filter}`
    case 'order':
      return `order: ${expectation.filters.join(', then ')}`
  }
}
