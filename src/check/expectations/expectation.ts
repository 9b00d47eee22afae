/** Expectations about traffic. Filters are display filters, as text. */

import { durationText } from '../../text/duration.ts'

export type Expectation = PlainExpectation | CountExpectation | OrderExpectation

export type ExpectationKind = Expectation['kind']

interface Expected {
  /** The name in reports. Default: the filter. */
  readonly name?: string | undefined
  /**
   * Milliseconds after the first packet of the capture; later packets count neither for nor against the expectation. In
   * an order, counted
   * from the packet that passes its first filter.
   */
  readonly within?: number | undefined
  /** A display filter: packets that do not pass it are disregarded. */
  readonly among?: string | undefined
  /** The name of the group it belongs to in reports. */
  readonly group?: string | undefined
  /** The place in a file where it was written, for reports that can point there. */
  readonly origin?: Origin | undefined
}

export interface Origin {
  readonly file: string
  readonly line: number
}

/** At least one packet passes a filter (`some`), none does, or every packet does (`only`). */
export interface PlainExpectation extends Expected {
  readonly kind: 'some' | 'none' | 'only'
  readonly filter: string
}

/** The number of packets that pass a filter is in a range. */
export interface CountExpectation extends Expected {
  readonly kind: 'count'
  readonly filter: string
  /** `>= 3`, `> 2`, `== 2`, `<= 5`, `< 5`, `2..4` or `3`. */
  readonly comparison: string
}

/** Packets pass the filters one after the other, with any packets between them. */
export interface OrderExpectation extends Expected {
  readonly kind: 'order'
  readonly filters: readonly string[]
}

export const filtersOf = (expectation: Expectation): readonly string[] =>
  expectation.kind === 'order' ? expectation.filters : [expectation.filter]

/** Its name, or else its wording, in one line. */
export function titleOf(expectation: Expectation): string {
  return expectation.name ?? wordingOf(expectation)
}

/** The expectation in one line, such as `only: tcp.port == 80 within 500ms`. */
export function wordingOf(expectation: Expectation): string {
  const { within, among } = expectation
  const subset = among === undefined ? '' : ` among ${among}`
  return `${unbounded(expectation)}${subset}${within === undefined ? '' : ` within ${durationText(within)}`}`
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
