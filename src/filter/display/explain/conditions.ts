/** A display filter taken apart: which of its conditions a packet meets, and what the packet has where it does not. */
import type { Batch } from '../../../files/batch.ts'
import { Layers } from '../../../packet/layers.ts'
import { data, entries } from '../../../packet/tables.ts'
import type { View } from '../../../schema/index.ts'
import { Column } from '../compile/value-buffer.ts'
import { compared } from '../compile/comparison.ts'
import { condition } from '../check/check.ts'
import { parse } from '../syntax/parser.ts'
import { Scope } from '../compile/context.ts'
import type { Condition, Operand } from '../syntax/tree.ts'
import type { Term } from '../check/typed-operand.ts'
import { Terms } from '../check/operands.ts'
import type { Place } from '../syntax/tokens.ts'
import { valueTexts, type Notation } from './value-text.ts'

/** A condition of a filter. What it says is about the packet that its filter looks at. */
export interface FilterPart extends Place {
  readonly kind: Condition['kind']
  /** As it was written. */
  readonly text: string
  /** The conditions it joins; empty if it joins none. */
  readonly parts: readonly FilterPart[]
  /** The operands of one that joins none, without those that are the same for every packet. */
  readonly operands: readonly FilterOperand[]
  /** Of a comparison of text with `==`, that text. */
  readonly wanted: string | undefined
  holds(): boolean
}

export interface FilterOperand {
  /** As it was written. */
  readonly text: string
  /** The values that the packet has, as a filter would have them; empty if it has none. */
  values(): readonly string[]
  /** Whether it has any. */
  isThere(): boolean
}

/** Throws FilterError for what is no filter. */
export class FilterParts {
  readonly root: FilterPart
  private readonly scope: Scope

  constructor(text: string) {
    const tree = parse(text)
    this.scope = new Scope(text, new SeenLayers())
    this.root = partOf(tree, new Terms(this.scope))
  }

  /** The packet that the parts tell about from now on. */
  look(batch: Batch, index: number): void {
    const { scope } = this
    scope.batch = batch
    scope.index = index
    scope.layers.decode(batch, index)
  }

  /** The filter name of the innermost protocol of that packet. */
  get protocol(): string {
    const { count, protocol } = this.scope.layers
    for (let at = count - 1; at > 0; at--)
      if (entries[protocol[at]!] !== data) return entries[protocol[at]!]!.schema.name
    return count === 0 ? data.schema.name : entries[protocol[0]!]!.schema.name
  }
}

/** Layers that are looked at again and again: a view remembers what it has read. */
class SeenLayers extends Layers {
  private readonly seen: View[] = []

  override decode(batch: Batch, index: number): void {
    this.seen.length = 0
    super.decode(batch, index)
  }

  override view(index: number): View {
    return (this.seen[index] ??= super.view(index))
  }
}

function partOf(node: Condition, terms: Terms): FilterPart {
  const { kind, start, end } = node
  const plain = { kind, start, end, text: terms.scope.textAt(node), parts: [], operands: [], wanted: undefined }
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor': {
      const parts = node.conditions.map((each) => partOf(each, terms))
      return { ...plain, parts, holds: joined(node.kind, parts) }
    }
    case 'not': {
      const part = partOf(node.condition, terms)
      return { ...plain, parts: [part], holds: () => !part.holds() }
    }
    case 'exists':
      return {
        ...plain,
        holds: condition(node, terms).test,
        operands: operandsOf([[terms.term(node.operand), node.operand]], 'filter', terms),
      }
    case 'membership': {
      const notation = notationOf(node.elements.map(({ from }) => from))
      return {
        ...plain,
        holds: condition(node, terms).test,
        operands: operandsOf([[terms.term(node.operand), node.operand]], notation, terms),
      }
    }
    case 'comparison': {
      const left = terms.term(node.left)
      const wanted =
        node.operator === '==' && left.kind === 'text' && node.right.kind === 'string'
          ? node.right.literal.text
          : undefined
      const varies =
        node.right.kind !== 'string' &&
        node.right.kind !== 'character' &&
        !(node.operator === 'contains' && left.kind === 'ether')
      const sides: [Term, Operand][] = [
        [left, node.left],
        ...(varies ? [[compared(node.right, left, terms), node.right] as [Term, Operand]] : []),
      ]
      return {
        ...plain,
        holds: condition(node, terms).test,
        wanted,
        operands: operandsOf(sides, notationOf([node.right]), terms),
      }
    }
  }
}

function joined(kind: 'and' | 'or' | 'xor', parts: readonly FilterPart[]): () => boolean {
  if (kind === 'and') return () => parts.every((part) => part.holds())
  if (kind === 'or') return () => parts.some((part) => part.holds())
  return () => parts.reduce((odd, part) => odd !== part.holds(), false)
}

/** Values are shown as the value that was written beside them is. */
function notationOf(written: readonly Operand[]): Notation {
  if (written.some(({ kind }) => kind === 'string')) return 'text'
  return written.some((operand) => operand.kind === 'word' && /^0x/i.test(operand.text)) ? 'hexadecimal' : 'filter'
}

function operandsOf(
  sides: readonly (readonly [term: Term, operand: Operand])[],
  notation: Notation,
  { scope }: Terms,
): FilterOperand[] {
  return sides
    .filter(([{ constant }]) => constant === undefined)
    .map(([term, operand]) => {
      const column = new Column()
      const fill = () => {
        column.clear()
        term.fill(column)
        return column
      }
      return {
        text: scope.textAt(operand),
        values: () => valueTexts(fill(), term, notation),
        isThere: () => fill().count > 0,
      }
    })
}
