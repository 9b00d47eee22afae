/** What records hold besides their fields: handshake messages over several of them, and what was decrypted. */
import type { Derived, FactValues, TableKey, View } from '../../../../schema/index.ts'
import { types } from './records.ts'
import type { Opened, Part, Told } from './told.ts'

export const heldTables = ['tls.handshake', 'tls.alpn', 'tls.port'] as const

/** The next bytes of the streams in a layer, in order. */
export function heldBy({ bytes, start, end, facts }: View): readonly Derived[] {
  const { parts = [], opened = [], ...told } = (facts ?? {}) as Partial<Told>
  const held = parts.map((part) => ({ at: part.at, derived: partOf(part, bytes, start, end, told) }))
  for (const each of opened) {
    const derived = textOf(each, told)
    if (derived !== undefined) held.push({ at: each.at, derived })
  }
  // Only a layer with both has them out of order.
  if (parts.length > 0 && opened.length > 0) held.sort((one, other) => one.at - other.at)
  return held.map(({ derived }) => derived)
}

type Known = Partial<Told>

function partOf({ at, end: to, stream }: Part, bytes: Uint8Array, start: number, end: number, told: Known): Derived {
  const part = bytes.subarray(Math.min(start + at, end), Math.min(start + to, end))
  return { speaks: handshakes, bytes: part, isCut: false, label: 'TLS handshake', stream: { id: stream }, facts: factsOf(told) }
}

function textOf({ type, bytes, stream }: Opened, told: Known): Derived | undefined {
  const common = { bytes, isCut: false, label: 'Decrypted TLS', isOfFacts: true }
  if (type === types.handshake)
    return { ...common, speaks: handshakes, stream: { id: stream ?? '' }, facts: factsOf(told) }
  if (type === types.applicationData && bytes.length > 0) {
    const { applicationProtocol, ports = [] } = told
    const held = { ...common, facts: secure }
    const speaks: TableKey[] = ports.toSorted((one, other) => one - other).map((port) => ['tls.port', port])
    if (applicationProtocol === undefined) return { ...held, speaks, stream: { id: data, guesses: 'tcp' } }
    return { ...held, speaks: [['tls.alpn', applicationProtocol], ...speaks], stream: { id: data } }
  }
  // The other side may still say something (RFC 8446, section 6.1).
  if (type === types.alert && bytes.at(1) === closeNotify)
    return { ...common, bytes: none, speaks: [], stream: { id: data, isLast: true } }
  return undefined
}

/** What is known of the handshake messages of a layer. */
const factsOf = ({ isSince13, suiteName }: Known): FactValues => ({ isSince13, suiteName })

/** What is known of the layers in application data. */
const secure: FactValues = { isSecure: true }

const handshakes: readonly TableKey[] = [['tls.handshake', 'messages']]
const data = 'data'
const closeNotify = 0
const none = new Uint8Array(0)
