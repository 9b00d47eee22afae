/** Assertions about traffic that throw an AssertionError, for node:test and whatever else catches these. */
import { AssertionError } from 'node:assert'
import * as claims from './assertions.ts'
import type { Claim } from './assertions.ts'
import type { TranscriptOptions } from '../snapshot/snapshot.ts'
import type { Traffic } from './traffic.ts'

/** Throws unless at least one packet passes a display filter. */
export const assertSent = (traffic: Traffic, filter: string): void => held(claims.sent(traffic, filter), assertSent)

/** Throws if a packet does. */
export const assertNotSent = (traffic: Traffic, filter: string): void =>
  held(claims.notSent(traffic, filter), assertNotSent)

/** Throws unless every packet does. */
export const assertSentOnly = (traffic: Traffic, filter: string): void =>
  held(claims.sentOnly(traffic, filter), assertSentOnly)

/** Throws unless there was a connection to a host: a name, an address, either with a port. */
export const assertConnectedTo = (traffic: Traffic, host: string): void =>
  held(claims.connectedTo(traffic, host), assertConnectedTo)

export const assertNotConnectedTo = (traffic: Traffic, host: string): void =>
  held(claims.notConnectedTo(traffic, host), assertNotConnectedTo)

export interface AssertTrafficOptions extends TranscriptOptions {
  /**
   * `all` replaces the file, `new` writes it if it is not there, `none` never does. Unless given: `all` with --test-update-snapshots or
   * ONWIRE_UPDATE=1, `none` where CI is set, else `new`.
   */
  readonly update?: 'all' | 'new' | 'none' | undefined
}

/** Throws unless the transcript is that of a snapshot: a file, or the text itself if it has several lines. */
export function assertTraffic(
  traffic: Traffic,
  snapshot: string,
  { update = usualUpdate(), ...options }: AssertTrafficOptions = {},
): void {
  held(claims.likeSnapshot(traffic, snapshot, { ...options, update, folder: process.cwd() }), assertTraffic)
}

export function usualUpdate(): 'all' | 'new' | 'none' {
  if (process.execArgv.includes('--test-update-snapshots') || process.env.ONWIRE_UPDATE === '1') return 'all'
  return process.env.CI ? 'none' : 'new'
}

function held({ holds, why, expected, actual }: Claim, stackStartFn: (...args: never[]) => unknown): void {
  if (!holds) throw new AssertionError({ message: why, expected, actual, operator: stackStartFn.name, stackStartFn })
}
