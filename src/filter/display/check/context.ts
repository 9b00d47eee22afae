/** What checking one filter shares: its text, for messages that point at a place, and what was found on the way. */
import { FilterError } from '../../error.ts'
import type { FilterHint } from '../../filter.ts'
import type { Place } from '../syntax/tokens.ts'
import type { NamedField } from '../types/fields.ts'

export class CheckContext {
  readonly hints: FilterHint[] = []
  readonly fields = new Set<NamedField>()

  constructor(readonly text: string) {}

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
