/**
 * QUIC, RFC 9000 (version 1) and RFC 9369 (version 2), and the drafts of both from draft-23 on: packets, which Initial ones
 * are opened without keys (RFC 9001, section 5.2), others with a key log.
 */
import {
  fact, list, protocol, range, record, rest, u24, u32, u8, type Announced, type Derived, type View,
} from '../../../../schema/index.ts'
import { headerAt, headStart, isLong, isPadding, longestId, typeAt, versionAt } from './header.ts'
import { packet } from './packets.ts'
import { remember } from './remember.ts'
import { detailsOf, summaryOf } from './summary.ts'
import type { Told, ToldFrames } from './told.ts'

export { quicFrames } from './frames.ts'
export { isOpened } from './told.ts'

export const quic = protocol('quic', 'QUIC IETF', { 'udp.port': [], udp: [], announced: ['quic'] })
  .specified('RFC 9000')
  .facts({
    connection: fact.number('quic.connection.number', 'Connection Number'),
    unknown:    fact.mark('quic.connection.unknown', 'Unknown connection: its first packets were not captured'),
  })
  .fields({
    packets: list('', 'Packets', packet, { begins: (bytes, start, end) => !isPadding(bytes, start, end) }),
    padding: { ...rest('quic.coalesced_padding_data', 'Coalesced Padding Data'), type: 'none' },
  })
  .accepts(isFirst, 'heuristic')
  .trustedTo((bytes, start, end) => (isOther(bytes, start, end) ? start : end))
  .encrypted()
  .remembers((layer, memory) => ({ ...remember(layer, memory) }))
  .derives(['quic.packet'], ({ facts }) => framesOf(facts as Told | undefined), { isAlone: true })
  .announces(['announced'], announced)
  .detailed({ fields: [['connection', ({ facts }) => (facts as Told | undefined)?.connection]], rows: detailsOf })
  .colored('security')
  .summarized(summaryOf)

/** Each opened packet holds a layer of frames. */
function framesOf(told: Told | undefined): readonly Derived[] {
  const derived: Derived[] = []
  for (const { plain, epoch } of told?.packets ?? []) {
    if (plain === undefined || epoch === undefined) continue
    const facts: ToldFrames = { isUpward: told!.isUpward, epoch, state: told!.state }
    const label = 'Decrypted QUIC'
    derived.push({ speaks: [['quic.packet', 'payload']], bytes: plain, isCut: false, label, isOfFacts: true, facts: { ...facts } })
  }
  return derived
}

/** That QUIC is spoken with a server: packets with short headers, also those of clients that move, do not tell. */
function announced({ bytes, start, facts }: View, _frame: number, memory: Record<string, unknown>): readonly Announced[] {
  const { connection, isUpward } = (facts ?? {}) as Partial<Told>
  if (connection === undefined || memory.isAnnounced === true || !isLong(bytes, start)) return []
  memory.isAnnounced = true
  const server = isUpward === true ? 'destination' : 'source'
  return [{ transport: 'udp', address: server, port: server, speaks: [['announced', 'quic']] }]
}

/** Whether a datagram begins with a long header of a version that there is: others are known by their connection. */
function isFirst(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isLong(bytes, start) || end - start < shortest) return false
  const type = typeAt(bytes, start, versionAt(bytes, start))
  if (type === 'unknown') return false
  const header = headerAt(bytes, start, end)
  if (header === undefined || header.destination.length > longestId || header.source.length > longestId) return false
  if (type === 'negotiation') return (end - header.number) % 4 === 0 && end > header.number
  return type === 'retry' || header.end - header.number >= shortestProtected
}

/** Whether a datagram is one of those that may be sent between the same ports: RFC 9443, section 3. */
function isOther(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < headStart) return false
  if (isLong(bytes, start)) return typeAt(bytes, start, versionAt(bytes, start)) === 'unknown'
  return end - start >= stunHeader && isStun(bytes, start, end)
}

/** RFC 8489, section 5. */
const isStun = record('STUN', { type: u8('', 'Type'), rest: u24('', 'Rest'), cookie: u32('', 'Magic Cookie') })
  .recognizer({ type: range(0, 3), cookie: 0x2112a442 })
const stunHeader = 20
const shortest = 13
/** The packet number and the sample of header protection: RFC 9001, section 5.4.2. */
const shortestProtected = 20
