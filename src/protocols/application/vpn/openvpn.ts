/**
 * OpenVPN: the protocol as draft-openvpn-wire-protocol and the OpenVPN sources (ssl_pkt.h) describe it. Whether control messages carry an
 * HMAC and a packet ID (tls-auth) or are encrypted (tls-crypt), no byte says: it follows from where the length of the array of packet IDs
 * can be.
 */
import {
  bits, bytes, group, list, nameIn, optional, otherwise, protocol, range, record, rest, time, u16, u24, u32, u64, u8, unfinished,
  type Schema, type View,
} from '../../../schema/index.ts'

const opcodes = {
  1: 'P_CONTROL_HARD_RESET_CLIENT_V1', 2: 'P_CONTROL_HARD_RESET_SERVER_V1', 3: 'P_CONTROL_SOFT_RESET_V1', 4: 'P_CONTROL_V1', 5: 'P_ACK_V1',
  6: 'P_DATA_V1', 7: 'P_CONTROL_HARD_RESET_CLIENT_V2', 8: 'P_CONTROL_HARD_RESET_SERVER_V2', 9: 'P_DATA_V2',
  10: 'P_CONTROL_HARD_RESET_CLIENT_V3', 11: 'P_CONTROL_WKC_V1',
}
const [data1, data2, acknowledgment] = [6, 9, 5]
/** They carry nothing. */
const resets = [1, 2, 7, 8]

const start = record('Start', { opcode: bits(5, '', 'Opcode'), keyId: bits(3, '', 'Key ID') })
const begins = start.recognizer({ opcode: range(1, 11) })
const countAt = record('Count', { count: u8('', 'Count') }).reader('count')
const opcodeAt = start.reader('opcode')
/** Bytes before the array of packet IDs without an HMAC; most of its elements; bytes of an HMAC (SHA-1 is the default). */
const [fixed, mostIds, hmacSize] = [9, 8, 20]
const signature = hmacSize + 8

/** Bytes of a control message from the length of its array on, without what it carries. */
const headerSize = (opcode: number, count: number) => 1 + 4 * count + (count > 0 ? 8 : 0) + (opcode === acknowledgment ? 0 : 4)

const messageIdAt = record('Message', { id: u32('', 'ID') }).reader('id')
/** Message IDs count from zero: those of messages without an HMAC are small. */
const mostMessages = 0x10000

/** Whether an array of packet IDs can begin `at` bytes after the start of a message, which is `lead` bytes after that of the layer. */
function isArrayAt({ bytes, start, end: limit, originalEnd: end }: View, lead: number, at: number): boolean {
  const [from, array] = [start + lead, start + lead + at]
  if (array >= limit) return false
  const [opcode, count] = [opcodeAt(bytes, from), countAt(bytes, array)]
  const stop = array + headerSize(opcode, count)
  if (count > mostIds || stop > limit) return false
  if (opcode === acknowledgment) return count > 0 && stop === end
  if (resets.includes(opcode) && stop !== end) return false
  return messageIdAt(bytes, stop - 4) < mostMessages
}

const typeAndKey = { type: group('openvpn.type', 'Type', {
  opcode: bits(5, 'openvpn.opcode', 'Opcode', { base: 16, names: opcodes }), keyId: bits(3, 'openvpn.keyid', 'Key ID'),
}) }
const sessionId = { sessionId: u64('openvpn.sessionid', 'Session ID') }
const data = { data: rest('openvpn.data', 'Data') }
const array = {
  idCount: u8('openvpn.mpidarraylength', 'Message Packet-ID Array Length'),
  ids:     list('', 'Packet-ID Array', record('Packet ID', {
    id: u32('openvpn.mpidarrayelement', 'Message Packet-ID Array Element'),
  }), { count: 'idCount' }),
}

/** What follows the `lead` bytes of a length, or of none over UDP. */
const openvpnOf = (beginning: Schema, lead: number) => beginning
  .fields(typeAndKey)
  .cases(
    [{ 'type.opcode': data2 }, { peerId: u24('openvpn.peerid', 'Peer ID'), ...data }],
    [{ 'type.opcode': data1 }, data],
    [(self) => isArrayAt(self, lead, fixed), { ...sessionId, ...array }],
    [(self) => isArrayAt(self, lead, fixed + signature), {
      ...sessionId,
      hmac:     bytes('openvpn.hmac', 'HMAC', hmacSize),
      packetId: u32('openvpn.pid', 'Replay-Packet-ID'),
      netTime:  time('openvpn.net_time', 'Net Time', 'unix'),
      ...array,
    }],
    [otherwise, { ...sessionId, ...data }],
  )
  .cases([({ idCount = 0 }) => idCount > 0, { remoteSessionId: u64('openvpn.rsessionid', 'Remote Session ID') }])
  .cases([({ idCount, type }) => idCount !== undefined && type.opcode !== acknowledgment, {
    messageId: u32('openvpn.mpid', 'Message Packet-ID'), fragment: optional(rest('openvpn.fragment_bytes', 'Fragment bytes')),
  }])
  .colored('security')
  .summarized(({ type: { opcode }, messageId, idCount = 0 }) =>
    (nameIn(opcodes, opcode) ?? `opcode ${opcode}`) + (messageId === undefined ? '' : `, message ${messageId}`) +
    (idCount > 0 ? `, acknowledges ${idCount}` : ''))

const specification = 'https://openvpn.github.io/openvpn-rfc/openvpn-wire-protocol.html'
export const openvpn = openvpnOf(protocol('openvpn', 'OpenVPN Protocol', { 'udp.port': [1194] }).specified(specification), 0)
  .accepts((bytes, start, end) => begins(bytes, start, end))

const measured = record('Message', { length: u16('', 'Length'), opcode: bits(5, '', 'Opcode'), keyId: bits(3, '', 'Key ID') })
const isMeasured = measured.recognizer({ length: range(1, 4096), opcode: range(1, 11) })
const lengthAt = measured.reader('length')

/** Over TCP a length is before each message. */
export const openvpnTcp = openvpnOf(protocol('openvpn', 'OpenVPN Protocol', { 'tcp.port': [1194], 'openvpn.next': [1] })
  .specified(specification)
  .fields({ messageLength: u16('openvpn.plen', 'Packet Length', { unit: 'bytes' }) })
  .length({ length: 'messageLength', plus: 2 }), 2)
  .accepts(isMeasured)
  .streamed((bytes, start, end) => {
    if (end - start < 3) return unfinished
    return isMeasured(bytes, start, end) ? 2 + lengthAt(bytes, start) : 0
  })
  .payload({ tables: [['openvpn.next', () => 1]] })
