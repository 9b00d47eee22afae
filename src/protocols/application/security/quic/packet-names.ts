/** What packets are called. */
import { headStart, isLong, typeAt, versionAt } from './header.ts'

/** The name of the packet at `start`. */
export const packetName = (bytes: Uint8Array, start: number, end: number): (typeof names)[keyof typeof names] =>
  names[typeOf(bytes, start, end)]

function typeOf(bytes: Uint8Array, start: number, end: number): keyof typeof names {
  if (!isLong(bytes, start)) return 'short'
  return end - start < headStart ? 'unknown' : typeAt(bytes, start, versionAt(bytes, start))
}

const names = {
  initial: 'Initial', early: '0-RTT', handshake: 'Handshake', retry: 'Retry', short: '1-RTT', negotiation: 'Version Negotiation',
  unknown: 'Long header',
} as const
