/** The conditions of a display filter one by one: which of them a packet meets, and what it has where it does not. */
import type { Batch } from '../../../files/batch.ts'
import { Layers } from '../../../packet/layers.ts'
import { data, entries } from '../../../packet/registry/index.ts'
import type { Schema, View } from '../../../schema/index.ts'
import type { TypedCondition, TypedFilter, TypedOperand } from '../check/typed-tree.ts'
import { compileCondition } from '../compile/compile.ts'
import { Context } from '../compile/context.ts'
import { compileOperand } from '../compile/operands.ts'
import { ValueBuffer } from '../compile/value-buffer.ts'
import type { Place } from '../syntax/tokens.ts'
import { valueTexts, type Notation } from './value-text.ts'

/** A condition of a filter. What its functions return is about the packet that its filter looks at. */
export interface FilterCondition extends Place {
  readonly kind: TypedCondition['kind']
  /** As it was written. */
  readonly text: string
  /** The conditions it joins; empty if it joins none. */
  readonly parts: readonly FilterCondition[]
  /** The operands of one that joins none, without those that are the same for every packet. */
  readonly operands: readonly FilterOperand[]
  /** Of a comparison of text with `==`, that text. */
  readonly wanted: string | undefined
  holds(): boolean
  /** Whether it was given up, since a regular expression takes too much work: `holds` is then false. */
  isGivenUp(): boolean
}

export interface FilterOperand {
  /** As it was written. */
  readonly text: string
  /** The values that the packet has, as a filter would have them; empty if it has none. */
  values(): readonly string[]
  /** Whether it has any. */
  isThere(): boolean
}

export class FilterConditions {
  readonly root: FilterCondition
  private readonly context = new Context(new CachedLayers())

  constructor(filter: TypedFilter) {
    this.root = conditionOf(filter.condition, filter.text, this.context)
  }

  /** Sets the packet that the conditions are about from now on. */
  look(batch: Batch, index: number): void {
    const { context } = this
    context.batch = batch
    context.index = index
    context.verdict.begin()
    context.layers.decode(batch, index)
  }

  /** Whether a condition was given up for that packet. */
  get isGivenUp(): boolean {
    return this.context.verdict.isOpen()
  }

  /** Whether that packet passes the filter; false, and counted, where it cannot be decided. */
  decide(): boolean {
    return this.context.verdict.decide(this.root.holds)
  }

  get undecided(): number {
    return this.context.verdict.undecided
  }

  /** The innermost protocol of that packet. */
  get protocol(): Schema {
    const { count, protocol } = this.context.layers
    for (let at = count - 1; at > 0; at--) {
      const entry = entries[protocol[at]!]!
      if (entry !== data && !entry.schema.holdsContent) return entry.schema
    }
    return count === 0 ? data.schema : entries[protocol[0]!]!.schema
  }
}

/** Layers that are looked at again and again: a view remembers what it has read. */
class CachedLayers extends Layers {
  private readonly cached: View[] = []

  override decode(batch: Batch, index: number): void {
    this.cached.length = 0
    super.decode(batch, index)
  }

  override view(index: number): View {
    return (this.cached[index] ??= super.view(index))
  }
}

function conditionOf(node: TypedCondition, text: string, context: Context): FilterCondition {
  const { kind, start, end } = node
  const plain = {
    kind,
    start,
    end,
    text: text.slice(start, end),
    parts: [],
    operands: [],
    wanted: undefined,
    isGivenUp: () => false,
  }
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor': {
      const parts = node.conditions.map((one) => conditionOf(one, text, context))
      return { ...plain, parts, holds: joined(node.kind, parts) }
    }
    case 'not': {
      const part = conditionOf(node.condition, text, context)
      return { ...plain, parts: [part], holds: () => !part.holds() }
    }
    default: {
      const notation = notationOf(node)
      const operands = varyingOperands(node).map((operand) => filterOperand(operand, notation, text, context))
      const holds = compileCondition(node, context)
      const isGivenUp = () => node.kind === 'matches' && !holds() && context.verdict.isOpen(holds)
      return { ...plain, holds, isGivenUp, operands, wanted: wantedText(node) }
    }
  }
}

function joined(kind: 'and' | 'or' | 'xor', parts: readonly FilterCondition[]): () => boolean {
  if (kind === 'and') return () => parts.every((part) => part.holds())
  if (kind === 'or') return () => parts.some((part) => part.holds())
  return () => parts.reduce((odd, part) => odd !== part.holds(), false)
}

/** A condition that joins no others. */
type Single = Exclude<TypedCondition, { readonly kind: 'and' | 'or' | 'xor' | 'not' }>

function varyingOperands(node: Single): readonly TypedOperand[] {
  switch (node.kind) {
    case 'exists':
    case 'membership':
      return [node.operand]
    case 'matches':
      return [node.left]
    case 'comparison':
    case 'contains':
      return node.right.isConstant ? [node.left] : [node.left, node.right]
  }
}

/** Values are shown in the notation of the constants that they are compared with. */
function notationOf(node: Single): Notation {
  switch (node.kind) {
    case 'exists':
      return 'filter'
    case 'matches':
      return 'text'
    case 'membership':
      return notationOfOperands(node.elements.map(({ from }) => from))
    case 'comparison':
    case 'contains':
      return notationOfOperands([node.right])
  }
}

function notationOfOperands(operands: readonly TypedOperand[]): Notation {
  const literals = operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.literal] : []))
  if (literals.some(({ kind }) => kind === 'string')) return 'text'
  return literals.some(({ kind, text }) => kind === 'word' && /^0x/i.test(text)) ? 'hexadecimal' : 'filter'
}

function wantedText(node: Single): string | undefined {
  if (node.kind !== 'comparison' || node.operator !== '==' || node.left.type !== 'text') return undefined
  const { right } = node
  return right.kind === 'literal' && right.literal.kind === 'string' ? right.literal.literal.text : undefined
}

function filterOperand(operand: TypedOperand, notation: Notation, text: string, context: Context): FilterOperand {
  const { evaluate } = compileOperand(operand, context)
  const values = new ValueBuffer()
  const evaluated = () => {
    values.clear()
    evaluate(values)
    return values
  }
  return {
    text: text.slice(operand.start, operand.end),
    values: () => valueTexts(evaluated(), operand, notation),
    isThere: () => evaluated().count > 0,
  }
}
