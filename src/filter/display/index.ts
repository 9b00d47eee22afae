/** Display filters, in Wireshark's language. */
import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import type { Packet } from '../../packet/packet.ts'
import { matchesAlone, type Filter, type FilterHint } from '../filter.ts'
import { check } from './check/check.ts'
import type { TypedFilter } from './check/typed-tree.ts'
import { compile, type CompiledFilter } from './compile/compile.ts'
import { explanationOf } from './explain/explanation.ts'
import { parse } from './syntax/parser.ts'

/**
 * Compiles a display filter, a text in Wireshark's language, to what decides whether a frame passes. What is wrong with
 * the text is a FilterError, whose message points at the place; nothing else is thrown. One filter serves all link
 * types and any number of captures; it reads fields from the bytes and makes no packet.
 *
 * ```ts
 * const filter = compileDisplayFilter('tcp.flags.syn == 1 and not tcp.port == 22')
 * for await (const batch of await openFile('trace.pcapng'))
 *   for (let index = 0; index < batch.length; index++)
 *     if (filter.matches(batch, index)) console.log(batch.number(index))
 * ```
 */
export function compileDisplayFilter(text: string): Filter {
  return new DisplayFilter(checkDisplayFilter(text))
}

/** A filter parsed and checked, to be compiled or explained; throws FilterError. */
export function checkDisplayFilter(text: string): TypedFilter {
  return check(parse(text), text)
}

class DisplayFilter implements Filter {
  readonly text: string
  readonly hints: readonly FilterHint[]
  readonly needsConversations: boolean
  readonly facts: ReadonlySet<string>
  readonly showsContent: boolean
  private readonly compiled: CompiledFilter

  constructor(private readonly typed: TypedFilter) {
    this.text = typed.text
    this.hints = typed.hints
    this.compiled = compile(typed)
    this.needsConversations = this.compiled.needsConversations
    this.facts = this.compiled.facts
    this.showsContent = this.compiled.showsContent
  }

  get explanation(): string {
    return explanationOf(this.typed.condition)
  }

  get undecided(): number {
    return this.compiled.verdict.undecided
  }

  matches(given: Batch | Packet | Frame, index?: number): boolean {
    const { test } = this.compiled
    return index === undefined ? matchesAlone(test, given) : test(given as Batch, index)
  }
}
