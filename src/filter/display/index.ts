/** Display filters, in Wireshark's language. */
import type { Batch } from '../../files/batch.ts'
import { reachOf, type Reach } from '../../packet/decode-plan.ts'
import type { Filter, FilterHint } from '../filter.ts'
import type { Checked, Test } from './compile/comparison.ts'
import { condition } from './check/check.ts'
import { parse } from './syntax/parser.ts'
import { Scope } from './compile/context.ts'
import { Terms } from './check/operands.ts'

/**
 * Compiles a display filter, a text in Wireshark's language, to what decides whether a frame passes. What is wrong with the text is
 * a FilterError, whose message points at the place; nothing else is thrown. One filter serves all link types and any number of
 * captures; it reads fields from the bytes and makes no packet.
 *
 * ```ts
 * const filter = compileDisplayFilter('tcp.flags.syn == 1 and not tcp.port == 22')
 * for await (const batch of await openFile('trace.pcapng'))
 *   for (let index = 0; index < batch.length; index++)
 *     if (filter.matches(batch, index)) console.log(batch.number(index))
 * ```
 */
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

  constructor(
    private readonly scope: Scope,
    checked: Checked,
  ) {
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
