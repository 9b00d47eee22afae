import type { Batch } from '../../../files/batch.ts'
import { Layers } from '../../../packet/layers.ts'
import { FilterError } from '../../error.ts'
import type { FilterHint } from '../../filter.ts'
import type { Place } from '../syntax/tokens.ts'

/** What all parts of one compiled filter share: the packet that is looked at, and what is collected while compiling. */
export class Scope {
  batch: Batch = undefined as never // nothing is looked at before a filter is asked, and then it is there
  index = 0
  readonly hints: FilterHint[] = []
  /** The protocols it looks at, by their place in `entries`. */
  readonly wanted = new Set<number>()
  /** Whether it looks at all layers, such as for their names. */
  wantsAll = false

  constructor(
    readonly text: string,
    readonly layers = new Layers(),
  ) {}

  failure(reason: string, { start, end }: Place): FilterError {
    return new FilterError(reason, this.text, start, end)
  }

  hint({ start, end }: Place, text: string): void {
    this.hints.push({ start, end, text })
  }

  textAt({ start, end }: Place): string {
    return this.text.slice(start, end)
  }
}
