/** Evaluates expectations against the packets of a capture as they arrive. */
import type { Batch } from '../../files/batch.ts'
import { compileDisplayFilter } from '../../filter/display/index.ts'
import type { Filter } from '../../filter/filter.ts'
import { followingIf } from '../../output/describe/followed.ts'
import { printable } from '../../text/escape.ts'
import { filtersOf, titleOf, type Expectation } from './expectation.ts'
import { hintRemarks } from '../diagnosis/diagnosis.ts'
import { PacketLines } from '../diagnosis/packet-lines.ts'
import type { CheckResult, ExpectationOutcome } from './result.ts'
import { CountEvaluator } from './evaluators/count.ts'
import { ForbiddenEvaluator } from './evaluators/forbidden.ts'
import { OrderEvaluator } from './evaluators/order.ts'
import { SomeEvaluator } from './evaluators/some.ts'
import { plural, type Evaluator, type Verdict } from './evaluators/evaluator.ts'

export interface CheckOptions {
  /** Whether credentials in packets, such as values of `Authorization` and `Cookie`, are shown. Default: false. */
  readonly showSecrets?: boolean | undefined
}

/** An expectation and its evaluator. */
interface Evaluation {
  readonly expectation: Expectation
  readonly evaluator: Evaluator
  readonly among: Filter | undefined
  /** How many packets it was given. */
  packets: number
}

/**
 * Takes any number of packets and keeps only a few lines about them: memory is bounded.
 *
 *     const check = new Check([{ kind: 'some', filter: 'http.request.uri == "/login"' }])
 *     for await (const batch of await openFile('trace.pcapng')) check.take(batch)
 *     process.stdout.write(reporters.text(check.result()))
 */
export class Check {
  /** Whether an expectation is about what conversations tell. */
  readonly needsConversations: boolean
  private readonly follow: (batch: Batch) => void
  private readonly evaluations: readonly Evaluation[]
  private readonly lines: PacketLines
  private packets = 0
  private first: { readonly seconds: number; readonly nanoseconds: number } | undefined
  private lastElapsed = NaN

  /** Throws FilterError for an invalid filter, and TypeError for an invalid count. */
  constructor(expectations: readonly Expectation[], { showSecrets = false }: CheckOptions = {}) {
    this.lines = new PacketLines(showSecrets)
    this.evaluations = expectations.map((expectation) => ({
      expectation,
      evaluator: evaluatorOf(expectation, this.lines),
      packets: 0,
      among: expectation.among === undefined ? undefined : compileDisplayFilter(expectation.among),
    }))
    this.needsConversations = expectations.some(aboutConversations)
    this.follow = followingIf(this)
  }

  /** Evaluates a batch, whose conversations it follows unless that was done; keeps nothing of its memory. */
  take(batch: Batch): void {
    const { evaluations, lines } = this
    this.follow(batch)
    for (let index = 0; index < batch.length; index++) {
      this.packets++
      if (evaluations.length > 0) lines.follow(batch, index)
      const elapsed = this.elapsedAt(batch, index)
      for (let at = 0; at < evaluations.length; at++) {
        const { among, evaluator } = evaluations[at]!
        if (among !== undefined && !among.matches(batch, index)) continue
        evaluations[at]!.packets++
        evaluator.take(batch, index, elapsed)
      }
    }
  }

  /** The result so far. */
  result(): CheckResult {
    const { packets, lastElapsed } = this
    const outcomes = this.evaluations.map((each) => outcomeOf(each))
    return {
      passed: outcomes.every(({ passed }) => passed),
      packets,
      seconds: Number.isNaN(lastElapsed) ? undefined : lastElapsed / 1000,
      outcomes,
    }
  }

  /** Milliseconds since the first packet. */
  private elapsedAt(batch: Batch, index: number): number {
    const seconds = batch.seconds[index]!
    const nanoseconds = batch.nanoseconds[index]!
    if (Number.isNaN(seconds)) return NaN
    this.first ??= { seconds, nanoseconds }
    return (this.lastElapsed = (seconds - this.first.seconds) * 1000 + (nanoseconds - this.first.nanoseconds) / 1e6)
  }
}

const aboutConversations = (expectation: Expectation): boolean =>
  [...filtersOf(expectation), ...(expectation.among === undefined ? [] : [expectation.among])].some(
    (filter) => compileDisplayFilter(filter).needsConversations,
  )

function outcomeOf({ expectation, evaluator, among, packets }: Evaluation): ExpectationOutcome {
  const verdict = certain(evaluator.verdict(packets), expectation, evaluator.undecided + (among?.undecided ?? 0))
  const hints = verdict.passed ? [] : filtersOf(expectation).flatMap(hintRemarks)
  return { expectation, title: printable(titleOf(expectation)), ...verdict, remarks: [...verdict.remarks, ...hints] }
}

/** A verdict passes only if no packet that could not be decided may change it. */
function certain(verdict: Verdict, { kind }: Expectation, undecided: number): Verdict {
  if (undecided === 0 || (verdict.passed && (kind === 'some' || kind === 'order'))) return verdict
  return {
    ...verdict,
    passed: false,
    found: `${verdict.found}, and ${plural(undecided, 'packet')} could not be decided`,
    remarks: ['a regular expression takes too much work there', ...verdict.remarks],
  }
}

function evaluatorOf(expectation: Expectation, lines: PacketLines): Evaluator {
  switch (expectation.kind) {
    case 'some':
      return new SomeEvaluator(expectation, lines)
    case 'none':
    case 'only':
      return new ForbiddenEvaluator(expectation, lines)
    case 'count':
      return new CountEvaluator(expectation, lines)
    case 'order':
      return new OrderEvaluator(expectation, lines)
  }
}
