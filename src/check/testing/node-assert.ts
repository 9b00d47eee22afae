/** Assertions about traffic that throw an AssertionError, for node:test and other runners that catch it. */
import { AssertionError } from 'node:assert'
import * as assertions from './assertions.ts'
import type { AssertionOutcome } from './assertions.ts'
import type { TranscriptOptions } from '../snapshot/snapshot.ts'
import type { Traffic } from './traffic.ts'

/** Throws unless at least one packet passes a display filter. */
export const assertSent = (traffic: Traffic, filter: string): void =>
  requirePassed(assertions.sent(traffic, filter), assertSent)

/** Throws if a packet passes a display filter. */
export const assertNotSent = (traffic: Traffic, filter: string): void =>
  requirePassed(assertions.notSent(traffic, filter), assertNotSent)

/** Throws unless every packet passes a display filter. */
export const assertSentOnly = (traffic: Traffic, filter: string): void =>
  requirePassed(assertions.sentOnly(traffic, filter), assertSentOnly)

/** Throws unless there was a connection to a host: a name or an address, optionally with a port. */
export const assertConnectedTo = (traffic: Traffic, host: string): void =>
  requirePassed(assertions.connectedTo(traffic, host), assertConnectedTo)

export const assertNotConnectedTo = (traffic: Traffic, host: string): void =>
  requirePassed(assertions.notConnectedTo(traffic, host), assertNotConnectedTo)

export interface AssertTrafficOptions extends TranscriptOptions {
  /**
   * `all` replaces the file, `new` writes it if it does not exist, `none` never writes. Default: `all` with
   * --test-update-snapshots or
   * ONWIRE_UPDATE=1, `none` if CI is set, otherwise `new`.
   */
  readonly update?: 'all' | 'new' | 'none' | undefined
}

/** Throws unless the transcript equals a snapshot: a file, or the text itself if it has several lines. */
export function assertTraffic(
  traffic: Traffic,
  snapshot: string,
  { update = defaultUpdate(), ...options }: AssertTrafficOptions = {},
): void {
  requirePassed(
    assertions.matchesSnapshot(traffic, snapshot, { ...options, update, folder: process.cwd() }),
    assertTraffic,
  )
}

export function defaultUpdate(): 'all' | 'new' | 'none' {
  if (process.execArgv.includes('--test-update-snapshots') || process.env.ONWIRE_UPDATE === '1') return 'all'
  return process.env.CI ? 'none' : 'new'
}

function requirePassed(
  { passed, message, expected, actual }: AssertionOutcome,
  stackStartFn: (...args: never[]) => unknown,
): void {
  if (!passed)
    throw new AssertionError({ message: message, expected, actual, operator: stackStartFn.name, stackStartFn })
}
