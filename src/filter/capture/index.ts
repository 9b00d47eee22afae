/** Capture filters, the language of tcpdump and libpcap (pcap-filter), compiled without either. */
import type { Batch } from '../../files/batch.ts'
import type { Frame } from '../../files/frame.ts'
import type { Packet } from '../../packet/packet.ts'
import { matchesAlone, type Filter, type FilterHint, type FrameTest } from '../filter.ts'
import { compiled } from './program/javascript.ts'
import { explained } from './explain/explanation.ts'
import { hintsOf } from './explain/hints.ts'
import { linkNumbers, links } from './link/link-layers.ts'
import { parse } from './syntax/parser.ts'
import { prelude } from './link/header-lengths.ts'
import { all, always, registersIn, type Program } from './program/program.ts'
import { Scope } from './link/scope.ts'
import { simplified } from './program/optimizer.ts'
import type { Expression } from './syntax/tree.ts'
import { conditionOf } from './primitives/conditions.ts'

/**
 * Compiles a capture filter, a text in the language of tcpdump, for frames of a link type: a LINKTYPE_ number, as
 * frames and captures have it, 1 for Ethernet. A filter without words lets all pass. It decides as libpcap does, and
 * needs no libpcap. Throws FilterError, whose message points at the place, also for what cannot be told in captures of
 * this link type.
 *
 * ```ts
 * const filter = compileCaptureFilter('tcp port 80', 1)
 * console.log(filter.explanation) // (ip or ip6) and tcp and (src port 80 or dst port 80)
 * for await (const batch of await openFile('trace.pcap'))
 *   for (let index = 0; index < batch.length; index++)
 *     if (filter.matches(batch, index)) console.log(batch.frame(index).bytes)
 * ```
 */
export function compileCaptureFilter(text: string, linkType: number): Filter {
  const expression = parse(text)
  const program = programOf(text, expression, linkType)
  const run = compiled(program)
  const test: FrameTest = (batch, index) =>
    run(
      batch.memory,
      batch.start[index]!,
      batch.capturedLength[index]!,
      batch.originalLength[index]!,
      batch.littleEndian,
    )
  return {
    text,
    needsConversations: false,
    facts: new Set(),
    showsContent: false,
    get hints() {
      return [...hintsOf(text, expression), ...outcome(text, program)]
    },
    get explanation() {
      return explained(expression)
    },
    undecided: 0,
    matches: (given: Batch | Packet | Frame, index?: number) =>
      index === undefined ? matchesAlone(test, given) : test(given as Batch, index),
  }
}

/** What is settled without a packet. */
function outcome(text: string, { condition }: Program): readonly FilterHint[] {
  if (condition.kind !== 'constant' || text.trim() === '') return []
  return [{ start: 0, end: text.length, text: `${condition.holds ? 'every' : 'no'} packet of this link type passes` }]
}

function programOf(text: string, expression: Expression | undefined, linkType: number): Program {
  const scope = new Scope(text, linkType)
  const { header, payload } = scope
  if (expression === undefined) return { condition: always, registers: 0 }
  const whole = conditionOf(scope, expression)
  // libpcap's optimizer leaves programs with jumps of their own alone.
  const used = registersIn(whole)
  const isUsed = (register: number) => used.has(register)
  const jumps = links[linkType]?.family === 'wireless' && isUsed(payload.register!)
  const optimized = scope.optimized && linkType !== linkNumbers.prism && !jumps
  const known = prelude(linkType, header, payload, isUsed)
  return {
    condition: all(...known, optimized ? simplified(whole, (reason) => scope.refuse(reason, expression)) : whole),
    registers: scope.registers,
  }
}
