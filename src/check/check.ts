/** Expectations, held against the packets of a capture as they come. */
import type { Batch } from '../files/batch.ts'
import { compileDisplayFilter } from '../filter/display/index.ts'
import type { Filter } from '../filter/filter.ts'
import { printable } from '../text/escape.ts'
import { filtersOf, titleOf, type Expectation } from './expectation.ts'
import { hintRemarks } from './findings.ts'
import { PacketLines } from './packetLines.ts'
import type { CheckResult, ExpectationOutcome } from './result.ts'
import { CountWatcher } from './watchers/count.ts'
import { ForbiddenWatcher } from './watchers/forbidden.ts'
import { OrderWatcher } from './watchers/order.ts'
import { SomeWatcher } from './watchers/some.ts'
import type { Watcher } from './watchers/watcher.ts'

/** An expectation that packets are brought to. */
interface Watched {
  readonly expectation: Expectation
  readonly watcher: Watcher
  readonly among: Filter | undefined
  /** How many packets it has seen. */
  packets: number
}

/**
 * Takes any number of packets and keeps a few of them: memory does not grow.
 *
 *     const check = new Check([{ kind: 'some', filter: 'http.request.uri == "/login"' }])
 *     for await (const batch of await openFile('trace.pcapng')) check.take(batch)
 *     process.stdout.write(reporters.text(check.result()))
 */
export class Check {
  private readonly watched: readonly Watched[]
  private readonly lines = new PacketLines()
  private packets = 0
  private first: { readonly seconds: number; readonly nanoseconds: number } | undefined
  private lastElapsed = NaN

  /** Throws FilterError for a filter that is none, and TypeError for a count that is none. */
  constructor(expectations: readonly Expectation[]) {
    this.watched = expectations.map((expectation) => ({
      expectation,
      watcher: watcherOf(expectation, this.lines),
      packets: 0,
      among: expectation.among === undefined ? undefined : compileDisplayFilter(expectation.among),
    }))
  }

  /** A batch is looked at, not kept. */
  take(batch: Batch): void {
    const { watched, lines } = this
    for (let index = 0; index < batch.length; index++) {
      this.packets++
      if (watched.length > 0) lines.follow(batch, index)
      const elapsed = this.elapsedAt(batch, index)
      for (let at = 0; at < watched.length; at++) {
        const { among, watcher } = watched[at]!
        if (among !== undefined && !among.matches(batch, index)) continue
        watched[at]!.packets++
        watcher.take(batch, index, elapsed)
      }
    }
  }

  /** What came of it so far. */
  result(): CheckResult {
    const { packets, lastElapsed } = this
    const outcomes = this.watched.map((each) => outcomeOf(each))
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

function outcomeOf({ expectation, watcher, packets }: Watched): ExpectationOutcome {
  const verdict = watcher.verdict(packets)
  const hints = verdict.passed ? [] : filtersOf(expectation).flatMap(hintRemarks)
  return { expectation, title: printable(titleOf(expectation)), ...verdict, remarks: [...verdict.remarks, ...hints] }
}

function watcherOf(expectation: Expectation, lines: PacketLines): Watcher {
  switch (expectation.kind) {
    case 'some':
      return new SomeWatcher(expectation, lines)
    case 'none':
    case 'only':
      return new ForbiddenWatcher(expectation, lines)
    case 'count':
      return new CountWatcher(expectation, lines)
    case 'order':
      return new OrderWatcher(expectation, lines)
  }
}
