/** A datagram in words: the types of its packets, and the handshake messages in them. */
import { nameIn, type View } from '../../../../schema/index.ts'
import { quicErrors, quicVersions } from '../../../names/quic.ts'
import { quicFrames } from './frames.ts'
import { headerAt, isLong, isPadding, typeAt, versionAt } from './header.ts'
import { toldPackets } from './told.ts'

/** `Initial, Client Hello (example.test)`; `Handshake, 1-RTT`. */
export function summaryOf(layer: View): string {
  const { bytes, start, end } = layer
  const told = toldPackets(layer)
  const words: string[] = []
  for (let at = start; words.length < mostWords && !isPadding(bytes, at, end);) {
    const known = told.find((packet) => packet.at === at - start)
    const type = isLong(bytes, at) && end - at < headStart ? 'unknown' : typeOf(bytes, at)
    const name = names[type]
    if (words.at(-1) !== name) words.push(type === 'unknown' ? `${name}${versionIn(bytes, at, end)}` : name)
    words.push(...(known?.words ?? []), ...(known?.plain ? closings(known.plain) : []))
    at = headerAt(bytes, at, end)?.end ?? end
  }
  return words.join(', ')
}

const typeOf = (bytes: Uint8Array, at: number) => (isLong(bytes, at) ? typeAt(bytes, at, versionAt(bytes, at)) : 'short')

const names = {
  initial: 'Initial', early: '0-RTT', handshake: 'Handshake', retry: 'Retry', short: '1-RTT', negotiation: 'Version Negotiation',
  unknown: 'Long header',
} as const

function versionIn(bytes: Uint8Array, at: number, end: number): string {
  if (end - at < headStart) return ''
  const version = versionAt(bytes, at)
  return ` of version ${nameIn(quicVersions, version) ?? `0x${version.toString(16)}`}`
}

/** Why a connection is closed. */
function closings(plain: Uint8Array): string[] {
  const words: string[] = []
  for (const { type, closeError, applicationError, reason } of quicFrames.view(plain, 0, plain.length).frames) {
    if (type !== 0x1c && type !== 0x1d) continue
    const known = closeError === undefined ? undefined : nameIn(quicErrors, Number(closeError))
    const error = closeError === undefined ? `application error ${applicationError}` : (known ?? `error ${closeError}`)
    words.push(`closed: ${error}${reason ? ` (${reason})` : ''}`)
  }
  return words.slice(0, 1)
}

const headStart = 5
const mostWords = 8
