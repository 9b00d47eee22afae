/** What the parts of one compiled filter share, and what a compiled operand is. */
import type { Batch } from '../../../files/batch.ts'
import { copyOf } from '../../../schema/engine/index.ts'
import { Layers } from '../../../packet/layers.ts'
import type { ValueBuffer } from './value-buffer.ts'
import { Verdict } from './verdict.ts'

/** Appends the values that an operand has in the packet of the context. */
export type Evaluate = (into: ValueBuffer) => void

export interface CompiledOperand {
  readonly evaluate: Evaluate
  /**
   * Of what is computed: whether all that it is computed from was there when it was evaluated last, even if no value
   * resulted.
   */
  readonly hasInputs?: () => boolean
}

/** Whether an operand that was evaluated into a buffer is in the packet. */
export const isPresent = ({ hasInputs }: CompiledOperand, { count }: ValueBuffer): boolean =>
  count > 0 || hasInputs?.() === true

/** Copies of functions that one filter may have. */
const mostCopies = 64

export class Context {
  /** The packet that is looked at; set before the filter is asked. */
  batch: Batch = undefined as never
  index = 0
  readonly verdict = new Verdict()
  private copies = 0

  constructor(readonly layers = new Layers()) {}

  /**
   * A copy of a function, so that V8 specializes it for one condition. Making one takes some 20 µs, and a block list
   * may have thousands of conditions: then the later ones share the function.
   */
  specialized<F extends (...given: never[]) => unknown>(shared: F, name: string): F {
    return this.copies++ < mostCopies ? copyOf(shared, name) : shared
  }
}
