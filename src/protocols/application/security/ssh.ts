/**
 * Secure Shell: RFC 4253 (transport), 5656, 8731 and 4419 (key exchange). Messages are in clear until both sides sent New Keys; after that
 * even lengths are encrypted with most ciphers, so that the bytes of a segment are one packet.
 */
import { md5 } from '@noble/hashes/legacy.js'
import {
  afterLine, ahead, bytes, computedText, hex, holding, line, lineStop, nameIn, octets, otherwise, protocol, range, record, rest, text,
  opensWithText, u32, u8, unfinished, vector, when, type View,
} from '../../../schema/index.ts'

/** IANA "Secure Shell (SSH) Protocol Parameters", message numbers, 2026-11; those of key exchange as with elliptic curves. */
const messages = {
  1: 'Disconnect', 2: 'Ignore', 3: 'Unimplemented', 4: 'Debug', 5: 'Service Request', 6: 'Service Accept', 7: 'Extension Info',
  20: 'Key Exchange Init', 21: 'New Keys', 30: 'Key Exchange Method Init', 31: 'Key Exchange Method Reply',
  32: 'Diffie-Hellman Group Exchange Init', 33: 'Diffie-Hellman Group Exchange Reply', 34: 'Diffie-Hellman Group Exchange Request',
}
const words = (name: string) =>
  vector(u32(`ssh.${name}_length`, `${name} length`), holding(text(`ssh.${name}`, `${name} string`), 'vocabulary'))

/** RFC 4253, section 7.1. */
const keyExchangeInit = {
  cookie:           bytes('ssh.cookie', 'Cookie', 16),
  kexAlgorithms:    words('kex_algorithms'),
  hostKeyAlgorithms: words('server_host_key_algorithms'),
  encryptionToServer: words('encryption_algorithms_client_to_server'),
  encryptionToClient: words('encryption_algorithms_server_to_client'),
  macToServer:      words('mac_algorithms_client_to_server'),
  macToClient:      words('mac_algorithms_server_to_client'),
  compressionToServer: words('compression_algorithms_client_to_server'),
  compressionToClient: words('compression_algorithms_server_to_client'),
  languagesToServer: words('languages_client_to_server'),
  languagesToClient: words('languages_server_to_client'),
  packetFollows:    u8('ssh.first_kex_packet_follows', 'First KEX Packet Follows'),
  kexReserved:      bytes('ssh.kex.reserved', 'Reserved', 4),
}
interface Offers {
  readonly kexAlgorithms: string
  readonly encryptionToServer: string
  readonly encryptionToClient: string
  readonly macToServer: string
  readonly macToClient: string
  readonly compressionToServer: string
  readonly compressionToClient: string
}
/** What only a client (`c`) or a server (`s`) offers: RFC 8308, section 2.1, and strict key exchange of OpenSSH. */
const says = (side: 'c' | 's') => ({ kexAlgorithms }: Offers) =>
  kexAlgorithms.split(',').some((name) => name === `ext-info-${side}` || name.startsWith(`kex-strict-${side}-`))
const [isClient, isServer] = [says('c'), says('s')]
/** HASSH, github.com/salesforce/hassh: what a client or a server offers for its own direction. */
const clientWords = (offers: Offers) =>
  [offers.kexAlgorithms, offers.encryptionToServer, offers.macToServer, offers.compressionToServer].join(';')
const serverWords = (offers: Offers) =>
  [offers.kexAlgorithms, offers.encryptionToClient, offers.macToClient, offers.compressionToClient].join(';')
const fingerprint = (words: string) => hex(md5(octets(words)))
const keyExchange = record('Key Exchange Init', keyExchangeInit).fields({
  hasshWords:       when(isClient, computedText('ssh.kex.hassh_algorithms', 'hasshAlgorithms', clientWords)),
  hassh:            when(isClient, computedText('ssh.kex.hassh', 'hassh', (offers) => fingerprint(clientWords(offers)))),
  hasshServerWords: when(isServer, computedText('ssh.kex.hasshserver_algorithms', 'hasshServerAlgorithms', serverWords)),
  hasshServer:      when(isServer, computedText('ssh.kex.hasshserver', 'hasshServer', (offers) => fingerprint(serverWords(offers)))),
})

const mpint = (filter: string, label: string) => vector(u32('ssh.mpint_length', 'Multi Precision Integer Length'), bytes(filter, label))
const kind = (filter: string, label: string) =>
  vector(u32(`ssh.${filter}_length`, `${label} length`), holding(text(`ssh.${filter}`, label), 'vocabulary'))
/** Bytes of points on curves, and with them of sntrup761 and of ML-KEM-768: other lengths are those of powers of Diffie-Hellman. */
const curves = [32, 56, 65, 97, 133, 1039, 1071, 1158, 1190, 1120, 1216]
const clientCurve = vector(
  u32('ssh.ecdh.q_c_length', "ECDH client's ephemeral public key length"),
  bytes('ssh.ecdh.q_c', "ECDH client's ephemeral public key (Q_C)"),
)
const serverCurve = vector(
  u32('ssh.ecdh.q_s_length', "ECDH server's ephemeral public key length"),
  bytes('ssh.ecdh.q_s', "ECDH server's ephemeral public key (Q_S)"),
)
/** RFC 4253, section 8, with the host key and the signature of section 6.6; RFC 5656, section 4, is the same with other names. */
const reply = record('Key Exchange Reply', {
  hostKeyLength: u32('ssh.host_key.length', 'Host key length', { unit: 'bytes' }), hostKeyType: kind('host_key.type', 'Host key type'),
})
  .fields({ hostKey: bytes('ssh.host_key.data', 'Host key data', (reply) => reply.hostKeyLength - 4 - reply.hostKeyTypeLength) })
  .fields({ ephemeralLength: ahead(32) })
  .cases(
    [{ ephemeralLength: curves }, { serverKey: serverCurve }],
    [otherwise, { serverPower: mpint('ssh.dh.f', 'DH server f') }],
  )
  .fields({
    signatureLength: u32('ssh.host_sig.length', 'Host signature length', { unit: 'bytes' }),
    signatureType:   kind('host_sig.type', 'Host signature type'),
  })
  .fields({ signature: bytes('ssh.host_sig.data', 'Host signature data', (view) => view.signatureLength - 4 - view.signatureTypeLength) })

/** RFC 4253, section 6: all up to the padding. */
const packet = record('Packet', {
  packetLength:  u32('ssh.packet_length', 'Packet Length', { unit: 'bytes' }),
  paddingLength: u8('ssh.padding_length', 'Padding Length', { unit: 'bytes' }),
  code:          u8('ssh.message_code', 'Message Code', { names: messages }),
  first:         ahead(32),
  second:        ahead(32, { skip: 32 }),
})
  .length({ length: 'packetLength', plus: 4 })
  .cases(
    [{ code: 1 }, {
      reason:      u32('ssh.disconnect_reason', 'Disconnect reason'),
      description: vector(
        u32('ssh.disconnect_description_length', 'Disconnect description length'),
        text('ssh.disconnect_description', 'Disconnect description'),
      ),
    }],
    [{ code: [5, 6] }, { service: kind('service_name', 'Service Name') }],
    [{ code: 20 }, keyExchange],
    [{ code: 30, first: curves }, { clientKey: clientCurve }],
    [{ code: [30, 32] }, { clientPower: mpint('ssh.dh.e', 'DH client e') }],
    // The host key of a reply begins with its type, a modulus does not.
    [{ code: 31, second: range(128) }, {
      modulus: mpint('ssh.dh_gex.p', 'DH GEX modulus (P)'), base: mpint('ssh.dh_gex.g', 'DH GEX base (G)'),
    }],
    [{ code: [31, 33] }, reply],
    [{ code: 34 }, {
      least: u32('ssh.dh_gex.min', 'DH GEX Min'), wanted: u32('ssh.dh_gex.nbits', 'DH GEX Number of Bits'),
      most: u32('ssh.dh_gex.max', 'DH GEX Max'),
    }],
    [otherwise, { message: bytes('ssh.payload', 'Payload', ({ packetLength, paddingLength }) => packetLength - paddingLength - 2) }],
  )
  .fields({ padding: rest('ssh.padding_string', 'Padding String') })

const isBanner = record('Banner', { first: u32('', 'First') }).recognizer({ first: 0x5353482d })
const start = record('Start', { length: u32('', 'Length'), padding: u8('', 'Padding'), code: u8('', 'Code') })
/** RFC 4253, section 6.1: packets up to 35000 bytes, with at least four bytes of padding. Encrypted bytes seldom look like that. */
const isPacket = start.recognizer({ length: range(12, 35000), padding: range(4, 255), code: [range(1, 7), 20, 21, range(30, 34)] })
const lengthAt = start.reader('length')
const kinds = { banner: 1, packet: 2, encrypted: 3, unknown: 4 }
/** Bytes that say what begins. */
const enough = 6
function kindOf({ bytes, start, end }: Pick<View, 'bytes' | 'start' | 'end'>): number {
  if (isBanner(bytes, start, end)) return kinds.banner
  if (end - start < enough) return kinds.unknown
  return isPacket(bytes, start, end) ? kinds.packet : kinds.encrypted
}
/** RFC 4253, section 4.2. */
const longestBanner = 255

export const ssh = protocol('ssh', 'SSH Protocol', { 'tcp.port': [22], 'ssh.next': [1] })
  .specified('RFC 4253')
  .choice(kindOf, {
    [kinds.banner]: { banner: line('ssh.protocol', 'Protocol') },
    [kinds.packet]: packet,
    [kinds.unknown]: { data: rest('ssh.payload', 'Payload') },
  }, {
    encryptedLength: bytes('ssh.packet_length_encrypted', 'Packet Length (encrypted)', 4),
    encrypted:       rest('ssh.encrypted_packet', 'Encrypted Packet'),
  })
  .streamed((bytes, start, end) => {
    const kind = kindOf({ bytes, start, end })
    if (kind === kinds.packet) return 4 + lengthAt(bytes, start)
    if (kind === kinds.encrypted) return end - start
    if (kind === kinds.unknown) return unfinished
    const stop = lineStop(bytes, start, Math.min(end, start + longestBanner))
    return stop === end ? unfinished : afterLine(bytes, stop, end) - start
  }, {
    // A subflow of MPTCP (RFC 8684) begins with what follows on another.
    opens: (bytes, start, end) => opensWithText(bytes, start, end) || isPacket(bytes, start, end),
  })
  .payload({ tables: [['ssh.next', () => 1]] })
  .colored('security', ({ code }) => (code === 1 ? 'warning' : undefined))
  .summarized(({ banner, code, encrypted, clientKey, data }) => {
    if (data !== undefined) return `Part of a packet, ${data.length} bytes`
    if (banner !== undefined) return `Protocol ${banner}`
    if (code === undefined) return `Encrypted packet, ${4 + (encrypted?.length ?? 0)} bytes`
    if (code === 30 && clientKey !== undefined) return 'Elliptic Curve Diffie-Hellman Key Exchange Init'
    return nameIn(messages, code) ?? `message ${code}`
  })
