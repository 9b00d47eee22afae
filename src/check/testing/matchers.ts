/** Matchers for `expect.extend` of Vitest, Jest and compatible runners. */
import { dirname } from 'node:path'
import { defaultUpdate } from './node-assert.ts'
import * as assertions from './assertions.ts'
import type { AssertionOutcome } from './assertions.ts'
import type { TranscriptOptions } from '../snapshot/snapshot.ts'
import { Traffic } from './traffic.ts'

/** The part of a runner's matcher context that is used here. */
interface MatcherContext {
  readonly isNot?: boolean
  readonly testPath?: string | undefined
  /** Says in both runners whether snapshots are to be written. */
  readonly snapshotState?: unknown
}

export interface MatcherResult {
  readonly pass: boolean
  message(): string
  readonly expected?: string
  readonly actual?: string
}

/** The matchers as tests call them. */
export interface TrafficMatchers<R = void> {
  /** At least one packet passes a display filter. */
  toHaveSent(filter: string): R
  /** Every packet passes a display filter. */
  toHaveSentOnly(filter: string): R
  /** There was a connection to a host: a name or an address, optionally with a port. */
  toHaveConnectedTo(host: string): R
  /** The transcript equals a snapshot: a file beside the test, or the text itself if it has several lines. */
  toMatchTraffic(snapshot: string, options?: TranscriptOptions): R
}

/**
 * For `expect.extend`:
 *
 *     import { matchers, recordTraffic } from 'onwire/check'
 *     expect.extend(matchers)
 *     expect(await recordTraffic(() => fetch(url))).toHaveSent('http.request.method == "GET"')
 */
export const matchers = {
  toHaveSent(this: MatcherContext, received: unknown, filter: string): MatcherResult {
    return result(this, (this.isNot ? assertions.notSent : assertions.sent)(traffic(received), filter))
  },

  toHaveSentOnly(this: MatcherContext, received: unknown, filter: string): MatcherResult {
    return result(this, (this.isNot ? assertions.notSentOnly : assertions.sentOnly)(traffic(received), filter))
  },

  toHaveConnectedTo(this: MatcherContext, received: unknown, host: string): MatcherResult {
    return result(this, (this.isNot ? assertions.notConnectedTo : assertions.connectedTo)(traffic(received), host))
  },

  toMatchTraffic(
    this: MatcherContext,
    received: unknown,
    snapshot: string,
    options: TranscriptOptions = {},
  ): MatcherResult {
    const folder = this.testPath === undefined ? process.cwd() : dirname(this.testPath)
    const { notCompared, ...claim } = assertions.matchesSnapshot(traffic(received), snapshot, {
      ...options,
      folder,
      update: this.isNot ? 'none' : updateOf(this),
    })
    if (!this.isNot) return result(this, claim)
    const wanted = `expected other traffic than that of ${snapshot.includes('\n') ? 'the snapshot' : snapshot}`
    // The runner inverts it for `.not`: what passes here fails there.
    return {
      pass: claim.passed || notCompared !== undefined,
      message: () => (notCompared === undefined ? wanted : `${wanted}, but ${notCompared}`),
    }
  },
}

/** The runner inverts the result after `.not`; the assertion was already inverted. */
function result({ isNot = false }: MatcherContext, { passed, message, ...texts }: AssertionOutcome): MatcherResult {
  return { pass: passed !== isNot, message: () => message, ...texts }
}

function traffic(received: unknown): Traffic {
  if (received instanceof Traffic) return received
  const found =
    received instanceof Promise ? 'a promise: it may lack an await' : received === null ? 'null' : typeof received
  throw new TypeError(`expected traffic, as recordTraffic() of onwire/check gives it, found ${found}`)
}

function updateOf({ snapshotState }: MatcherContext): 'all' | 'new' | 'none' {
  // Jest has only the private property; Vitest has a getter since version 4.
  const { snapshotUpdateState, _updateSnapshot: update = snapshotUpdateState } = (snapshotState ?? {}) as {
    readonly _updateSnapshot?: unknown
    readonly snapshotUpdateState?: unknown
  }
  return update === 'all' || update === 'new' || update === 'none' ? update : defaultUpdate()
}
