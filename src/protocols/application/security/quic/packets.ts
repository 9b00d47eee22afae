/** Packets and their headers: RFC 9000, section 17, and RFC 9369, section 3.2. */
import {
  bits, bytes, computed, computedFlag, finding, flag, list, record, rest, u32, u8, varint, vector, when, type View,
} from '../../../../schema/index.ts'
import { quicPacketTypes, quicPacketTypesOf2, quicVersions } from '../../../names/quic.ts'
import { afterIds, headStart, isLast, isLong, packetEnd, typeAt, versionAt } from './header.ts'
import { retryTagLength } from './protection.ts'
import { packetName } from './packet-names.ts'
import { badRetry, toldOf, type ToldPacket } from './told.ts'
import { versionOf } from './versions.ts'

const headerForm = bits(1, 'quic.header_form', 'Header Form', { names: { 0: 'Short Header', 1: 'Long Header' } })
const fixedBit = flag('quic.fixed_bit', 'Fixed Bit')
const packetType = bits(2, 'quic.long.packet_type', 'Packet Type', { names: quicPacketTypes })
const packetTypeOf2 = bits(2, 'quic.long.packet_type_v2', 'Packet Type', { names: quicPacketTypesOf2 })
const look = { names: quicVersions, base: 16 } as const
const ids = {
  version:                 u32('quic.version', 'Version', look),
  destinationConnectionId: vector(u8('quic.dcil', 'Destination Connection ID Length'), bytes('quic.dcid', 'Destination Connection ID')),
  sourceConnectionId:      vector(u8('quic.scil', 'Source Connection ID Length'), bytes('quic.scid', 'Source Connection ID')),
}

/** What is known of a packet that was opened. */
const opened = (packet: View): ToldPacket | undefined => {
  const told = toldOf(packet)
  return told?.plain === undefined ? undefined : told
}
const isOpened = (packet: View) => opened(packet) !== undefined
const isFailed = (packet: View) => toldOf(packet)?.failure !== undefined
const isBadRetry = (packet: View) => toldOf(packet)?.failure === badRetry
const isClosed = (packet: View) => opened(packet) === undefined
/** Bits of the first byte without its protection. */
const bitsOf = (packet: View, shift: number, mask: number) => {
  const firstByte = toldOf(packet)?.firstByte
  return firstByte === undefined ? NaN : (firstByte >> shift) & mask
}
const numberLength = computed('quic.packet_number_length', 'Packet Number Length', (packet: View) => bitsOf(packet, 0, 3), {
  names: { 0: '1 byte', 1: '2 bytes', 2: '3 bytes', 3: '4 bytes' },
})
const packetNumber = {
  maskedNumber: when(isOpened, bytes('', 'Packet Number (protected)', (packet: View) => opened(packet)?.numberLength ?? 0)),
  packetNumber: computed('quic.packet_number', 'Packet Number', (packet: View) => opened(packet)?.number ?? NaN),
}
const failed = finding('quic.decryption_failed', 'Failed to decrypt', (packet: View) => isFailed(packet))
const remainingPayload = when(isClosed, rest('quic.remaining_payload', 'Remaining Payload'))

/** What is protected of a long header is shown as it was before that. */
const longBits = (type: typeof packetType) => ({
  headerForm,
  fixedBit,
  packetType:   type,
  maskedBits:   bits(4, '', 'Reserved, Packet Number Length (protected)', { base: 16 }),
  reserved:     computed('quic.long.reserved', 'Reserved', (packet: View) => bitsOf(packet, 2, 3)),
  numberLength,
  ...ids,
})
const longRest = {
  length: varint('quic.length', 'Length', 'quic'),
  ...packetNumber,
  failed,
  protectedPayload: when(isOpened, rest('quic.payload', 'Payload')),
  remainingPayload,
}
const token = { token: vector(varint('quic.token_length', 'Token Length', 'quic'), bytes('quic.token', 'Token')) }
const initial = (type: typeof packetType) => ({ ...longBits(type), ...token, ...longRest })
const long = (type: typeof packetType) => ({ ...longBits(type), ...longRest })

/** Section 17.2.5. */
const retry = (type: typeof packetType) => ({
  headerForm,
  fixedBit,
  packetType:   type,
  unused:       bits(4, '', 'Unused', { base: 16 }),
  ...ids,
  retryToken:   bytes('quic.retry_token', 'Retry Token', ({ start, originalEnd, bytes: all }: View) =>
    originalEnd - retryTagLength - afterIds(all, start)),
  integrityTag: bytes('quic.retry_integrity_tag', 'Retry Integrity Tag', retryTagLength),
  badRetry:     finding('quic.bad_retry', 'Retry Integrity Tag verification failure', isBadRetry),
})

/** Before draft-25. */
const oldRetry = {
  headerForm,
  fixedBit,
  packetType,
  unused:                          bits(4, '', 'Unused', { base: 16 }),
  ...ids,
  originalDestinationConnectionId: vector(
    u8('quic.odcil', 'Original Destination Connection ID Length'),
    bytes('quic.odcid', 'Original Destination Connection ID'),
  ),
  retryToken:                      rest('quic.retry_token', 'Retry Token'),
}

/** Section 17.2.1. */
const negotiation = {
  headerForm,
  vnUnused: bits(7, 'quic.vn.unused', 'Unused', { base: 16 }),
  ...ids,
  supportedVersions: list('', 'Supported Versions', record('Supported Version', {
    version: u32('quic.supported_version', 'Supported Version', look),
  })),
}

/** Section 17.3.1. */
const short = {
  headerForm,
  fixedBit,
  spinBit:      flag('quic.spin_bit', 'Spin Bit'),
  maskedBits:   bits(5, '', 'Reserved, Key Phase, Packet Number Length (protected)', { base: 16 }),
  reserved:     computed('quic.short.reserved', 'Reserved', (packet: View) => bitsOf(packet, 3, 3)),
  keyPhase:     computedFlag('quic.key_phase', 'Key Phase Bit', (packet: View) => {
    const phase = bitsOf(packet, 2, 1)
    return Number.isNaN(phase) ? undefined : phase === 1
  }),
  numberLength,
  destinationConnectionId: when((packet: View) => (toldOf(packet)?.idLength ?? 0) > 0,
    bytes('quic.dcid', 'Destination Connection ID', (packet: View) => toldOf(packet)?.idLength ?? 0)),
  ...packetNumber,
  failed,
  protectedPayload: when(isOpened, rest('quic.protected_payload', 'Protected Payload')),
  remainingPayload,
}
/** Of a version that is not known (RFC 8999, section 5.1), and what is cut before that. */
const unknown = { headerForm, otherBits: bits(7, '', 'Version-specific', { base: 16 }), ...ids, remainingPayload }
const cut = { data: rest('', 'Data') }

/** Which of the sets above a packet is. */
function kindOf({ bytes: all, start, end }: View): string {
  if (!isLong(all, start)) return 'short'
  if (end - start < headStart) return 'cut'
  const version = versionAt(all, start)
  const type = typeAt(all, start, version)
  if (type === 'retry' && versionOf(version)?.retry === undefined) return 'oldRetry'
  const kind = type === 'early' || type === 'handshake' ? 'long' : type
  return versionOf(version)?.prefix === 'quicv2' ? `${kind}2` : kind
}

/** NaN where it is not known how long the datagram was. */
function lengthOf({ bytes: all, start, end, originalEnd }: View): number {
  const last = isLast(all, start) ? originalEnd : packetEnd(all, start, end)
  return Number.isFinite(last) ? last - start : NaN
}

export const packet = record('Packet', {
  packetLength: computed('quic.packet_length', 'Packet Length', lengthOf),
})
  .choice(kindOf, {
    initial: initial(packetType), initial2: initial(packetTypeOf2), long: long(packetType), long2: long(packetTypeOf2),
    retry: retry(packetType), retry2: retry(packetTypeOf2), oldRetry, negotiation, unknown, short, cut,
  })
  .length(({ bytes: all, start, end }) => packetEnd(all, start, end) - start)
  .summarized((packet) => {
    const { bytes: all, start, end } = packet
    const name = packetName(all, start, end)
    const { number, failure } = toldOf(packet) ?? {}
    return `${name}${number === undefined ? '' : ` ${number}`}${failure === undefined ? '' : `, ${failure}`}`
  })
