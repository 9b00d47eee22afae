/** Compiles a typed tree to a function that decides whether a packet passes. */
import type { FrameTest } from '../../filter.ts'
import { factsOf, needsConversations, reachOf, showsContent, type Reach } from '../../../packet/decode-plan.ts'
import type { Existence, TypedCondition, TypedFilter } from '../check/typed-tree.ts'
import type { NamedField } from '../types/fields.ts'
import { valueTypes, type ValueType } from '../types/value-types.ts'
import { compileComparison, compileContainment, compileMatch } from './comparison.ts'
import { Context } from './context.ts'
import { fastExistence } from './fast-path.ts'
import { compileMembership } from './membership.ts'
import { compileOperand } from './operands.ts'
import { ValueBuffer } from './value-buffer.ts'
import type { Test, Verdict } from './verdict.ts'

export interface CompiledFilter {
  readonly test: FrameTest
  readonly verdict: Verdict
  readonly needsConversations: boolean
  readonly facts: ReadonlySet<string>
  readonly showsContent: boolean
}

export function compile({ condition, fields }: TypedFilter): CompiledFilter {
  const context = new Context()
  const { verdict } = context
  const test = verdict.deciding(compileCondition(condition, context))
  const plan = decodePlan(fields)
  const sources = [...fields].map(({ source }) => source)
  return {
    test: frameTest(test, context, plan),
    verdict,
    needsConversations: plan === 'conversations',
    facts: factsOf(sources),
    showsContent: showsContent(sources),
  }
}

function frameTest(test: Test, context: Context, plan: DecodePlan): FrameTest {
  if (plan === 'no layers')
    return (batch, index) => {
      context.batch = batch
      context.index = index
      return test()
    }
  if (plan === 'conversations')
    return (batch, index) => {
      context.batch = batch
      context.index = index
      context.layers.decode(batch, index)
      return test()
    }
  const reach = plan === 'all layers' ? undefined : plan
  return (batch, index) => {
    context.batch = batch
    context.index = index
    context.layers.decodeAlone(batch, index, reach)
    return test()
  }
}

/** How far frames must be decoded; `conversations`: with what their conversations tell. */
type DecodePlan = 'no layers' | 'all layers' | 'conversations' | Reach

function decodePlan(given: Iterable<NamedField>): DecodePlan {
  const fields = [...given]
  // What only conversations tell, and messages that may lie in several frames.
  if (fields.some(({ source }) => needsConversations(source))) return 'conversations'
  const wanted = new Set<number>()
  let isLayered = false
  for (const { source, protocols } of fields) {
    if (source.kind === 'frame') {
      if (source.layered) return 'all layers'
      continue
    }
    // What follows a layer can be known only from what the layer carries.
    if (protocols.some((id) => source.finders[id]!.some(({ kind }) => kind === 'trailer'))) return 'all layers'
    for (const id of protocols) wanted.add(id)
    isLayered ||= protocols.length > 0
  }
  return isLayered ? (reachOf(wanted) ?? 'all layers') : 'no layers'
}

export function compileCondition(node: TypedCondition, context: Context): Test {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return joined(
        node.kind,
        node.conditions.map((one) => compileCondition(one, context)),
      )
    case 'not': {
      const test = compileCondition(node.condition, context)
      return () => !test()
    }
    case 'exists':
      return compileExistence(node, context)
    case 'comparison':
      return compileComparison(node, context)
    case 'contains':
      return compileContainment(node, context)
    case 'matches':
      return compileMatch(node, context)
    case 'membership':
      return compileMembership(node, context)
  }
}

function joined(kind: 'and' | 'or' | 'xor', tests: readonly Test[]): Test {
  const [first, second] = tests
  if (kind === 'xor') return () => tests.reduce((odd, test) => odd !== test(), false)
  if (tests.length === 2) return kind === 'and' ? () => first!() && second!() : () => first!() || second!()
  return kind === 'and' ? () => tests.every((test) => test()) : () => tests.some((test) => test())
}

function compileExistence({ operand, counts }: Existence, context: Context): Test {
  const fast = fastExistence(operand, context)
  if (fast !== undefined) return fast
  const { evaluate } = compileOperand(operand, context)
  const values = new ValueBuffer()
  const fits = counts === 'all' ? always : counts === 'nonempty' ? isNotEmpty : isNotZero(operand.type)
  return () => {
    values.clear()
    evaluate(values)
    for (let index = 0; index < values.count; index++) if (fits(values, index)) return true
    return false
  }
}

type ValueTest = (values: ValueBuffer, index: number) => boolean

const always: ValueTest = () => true
const isNotEmpty: ValueTest = ({ from, to }, index) => to[index]! > from[index]!
const isNotZero = (type: ValueType): ValueTest =>
  valueTypes[type].shape === 'bytes' ? hasOtherByte : ({ values }, index) => values[index] !== 0
const hasOtherByte: ValueTest = ({ memory, from, to }, index) => {
  for (let at = from[index]!; at < to[index]!; at++) if (memory[index]![at] !== 0) return true
  return false
}
