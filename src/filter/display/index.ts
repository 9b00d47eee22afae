/** Display filters, in Wireshark's language. */
import type { Batch } from '../../files/batch.ts'
import { reachOf, type Reach } from '../../packet/reach.ts'
import type { Filter, FilterHint } from '../filter.ts'
import type { Checked, Test } from './comparison.ts'
import { condition } from './conditions.ts'
import { parse } from './parser.ts'
import { Scope } from './scope.ts'
import { Terms } from './terms.ts'

/** Compiles a display filter; what is wrong with its text is a FilterError, and nothing else is thrown. */
export function compileDisplayFilter(text: string): Filter {
  const tree = parse(text)
  const scope = new Scope(text)
  return new DisplayFilter(scope, condition(tree, new Terms(scope)))
}

class DisplayFilter implements Filter {
  readonly text: string
  readonly hints: readonly FilterHint[]
  readonly explanation: string
  private readonly test: Test
  private readonly reach: Reach | undefined
  /** Whether it looks at layers at all. */
  private readonly layered: boolean

  constructor(private readonly scope: Scope, checked: Checked) {
    this.text = scope.text
    this.hints = scope.hints
    this.explanation = checked.text
    this.test = checked.test
    this.layered = scope.wantsAll || scope.wanted.size > 0
    this.reach = scope.wantsAll ? undefined : reachOf(scope.wanted)
  }

  matches(batch: Batch, index: number): boolean {
    const { scope } = this
    scope.batch = batch
    scope.index = index
    if (this.layered) scope.layers.decode(batch, index, this.reach)
    return this.test()
  }
}
