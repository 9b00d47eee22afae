/** Matchers for `expect.extend`, of Vitest, Jest and whatever else has that. */
import { dirname } from 'node:path'
import { usualUpdate } from './node-assert.ts'
import * as claims from './assertions.ts'
import type { Claim } from './assertions.ts'
import type { TranscriptOptions } from '../snapshot/snapshot.ts'
import { Traffic } from './traffic.ts'

/** What the test runners tell a matcher, as far as it is of use here. */
interface MatcherContext {
  readonly isNot?: boolean
  readonly testPath?: string | undefined
  /** Of both runners; what it says is whether snapshots are to be written. */
  readonly snapshotState?: unknown
}

export interface MatcherResult {
  readonly pass: boolean
  message(): string
  readonly expected?: string
  readonly actual?: string
}

/** The matchers as a test sees them. */
export interface TrafficMatchers<R = void> {
  /** That at least one packet passes a display filter. */
  toHaveSent(filter: string): R
  /** That every packet does. */
  toHaveSentOnly(filter: string): R
  /** That there was a connection to a host: a name, an address, either with a port. */
  toHaveConnectedTo(host: string): R
  /** That the transcript is that of a snapshot: a file beside the test, or the text itself if it has several lines. */
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
    return result(this, (this.isNot ? claims.notSent : claims.sent)(traffic(received), filter))
  },

  toHaveSentOnly(this: MatcherContext, received: unknown, filter: string): MatcherResult {
    return result(this, (this.isNot ? claims.notSentOnly : claims.sentOnly)(traffic(received), filter))
  },

  toHaveConnectedTo(this: MatcherContext, received: unknown, host: string): MatcherResult {
    return result(this, (this.isNot ? claims.notConnectedTo : claims.connectedTo)(traffic(received), host))
  },

  toMatchTraffic(
    this: MatcherContext,
    received: unknown,
    snapshot: string,
    options: TranscriptOptions = {},
  ): MatcherResult {
    const folder = this.testPath === undefined ? process.cwd() : dirname(this.testPath)
    const { untold, ...claim } = claims.likeSnapshot(traffic(received), snapshot, {
      ...options,
      folder,
      update: this.isNot ? 'none' : updateOf(this),
    })
    if (!this.isNot) return result(this, claim)
    const wanted = `expected other traffic than that of ${snapshot.includes('\n') ? 'the snapshot' : snapshot}`
    // The runner turns it around: what passes here fails there.
    return {
      pass: claim.holds || untold !== undefined,
      message: () => (untold === undefined ? wanted : `${wanted}, but ${untold}`),
    }
  },
}

/** A runner turns the result around behind `.not`: the claim was turned around already. */
function result({ isNot = false }: MatcherContext, { holds, why, ...texts }: Claim): MatcherResult {
  return { pass: holds !== isNot, message: () => why, ...texts }
}

function traffic(received: unknown): Traffic {
  if (received instanceof Traffic) return received
  const found =
    received instanceof Promise ? 'a promise: it may lack an await' : received === null ? 'null' : typeof received
  throw new TypeError(`expected traffic, as recordTraffic() of onwire/check gives it, found ${found}`)
}

function updateOf({ snapshotState }: MatcherContext): 'all' | 'new' | 'none' {
  // Jest has no other place for it, Vitest a getter since version 4.
  const { snapshotUpdateState, _updateSnapshot: update = snapshotUpdateState } = (snapshotState ?? {}) as {
    readonly _updateSnapshot?: unknown
    readonly snapshotUpdateState?: unknown
  }
  return update === 'all' || update === 'new' || update === 'none' ? update : usualUpdate()
}
