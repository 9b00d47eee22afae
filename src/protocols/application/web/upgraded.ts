/** What HTTP leaves for the protocol that follows an Upgrade (RFC 9110, section 7.8) or an extended CONNECT (RFC 8441). */
import {
  afterFoldedLine, afterWhiteSpace, asciiText, beforeWhiteSpace, lineStop, positionOf, type StreamMemory,
} from '../../../schema/index.ts'

/** The headers of the response that agrees: values by name in lower case, those of one name joined with commas. */
export type UpgradeHeaders = ReadonlyMap<string, string>

/** Leaves headers in the memory of both directions. */
export const leaving = (headers: UpgradeHeaders): StreamMemory['both'] => ({ upgrade: headers })

/** What a CONNECT leaves there. */
export const tunneling = (): StreamMemory['both'] => ({ isTunneled: true })

export const isTunneled = (both: StreamMemory['both']): boolean => both['isTunneled'] === true

/** What was left there; undefined in a conversation that did not begin with HTTP. */
export const leftIn = ({ both }: StreamMemory): UpgradeHeaders | undefined => both['upgrade'] as UpgradeHeaders | undefined

/** Reads the header lines from `at` to the empty one: at most 64 of them, 1,024 characters of each. */
export function upgradeHeaders(bytes: Uint8Array, at: number, end: number): UpgradeHeaders {
  const headers = new Map<string, string>()
  for (let count = 0, next; at < end && count < mostHeaders; count++, at = next) {
    next = afterFoldedLine(bytes, at, end)
    if (lineStop(bytes, at, next) === at) break
    const mark = positionOf(colon, bytes, at, next)
    const name = asciiText(bytes, at, Math.min(mark, at + longestName)).trim().toLowerCase()
    const from = afterWhiteSpace(bytes, mark + 1, next)
    const value = asciiText(bytes, from, Math.min(beforeWhiteSpace(bytes, from, next), from + longestValue))
    const known = headers.get(name)
    headers.set(name, known === undefined ? value : `${known}, ${value}`)
  }
  return headers
}

const colon = 0x3a
const mostHeaders = 64
const longestName = 64
const longestValue = 1024
