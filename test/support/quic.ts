/** Packets of QUIC for tests, protected as RFC 9001 says: with the platform's ciphers, so that both check each other. */
import { createCipheriv } from 'node:crypto'
import { hkdfExpandLabel, hkdfExtract } from '../../src/cryptography/index.ts'
import { ipv4, type Sent } from './conversations.ts'
import { join } from './capture-bytes.ts'
import { bytesOf } from './packets.ts'

type Cipher = 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'

export interface Protection {
  readonly secret: Uint8Array
  readonly cipher?: Cipher
  readonly prefix?: 'quic' | 'quicv2'
  /** That header protection keeps after a key update. */
  readonly headerSecret?: Uint8Array
}

const salts = {
  quic: '38762cf7f55934b34d179ae6a4c80cadccbb7f0a',
  quicv2: '0dede3def700a6db819381be6e269dcbf9bd2ed9',
} as const

/** The secret of Initial packets. */
export function initialSecret(
  id: Uint8Array,
  side: 'client' | 'server',
  prefix: keyof typeof salts = 'quic',
): Uint8Array {
  return hkdfExpandLabel('sha256', hkdfExtract('sha256', bytesOf(salts[prefix]), id), `${side} in`, 32)
}

/** The secret after a key update. */
export const updatedSecret = (secret: Uint8Array, prefix = 'quic'): Uint8Array =>
  hkdfExpandLabel(secret.length === 48 ? 'sha384' : 'sha256', secret, `${prefix} ku`, secret.length)

/** A packet: the header with a packet number of `numberLength` bytes at its end, and the frames. */
export function protectedPacket(
  header: Uint8Array,
  number: number,
  frames: Uint8Array,
  protection: Protection,
): Uint8Array {
  const { secret, cipher = 'aes-128-gcm', prefix = 'quic', headerSecret = secret } = protection
  const hash = cipher === 'aes-256-gcm' ? 'sha384' : 'sha256'
  const keyLength = cipher === 'aes-128-gcm' ? 16 : 32
  const derived = (of: Uint8Array, label: string, length: number) =>
    hkdfExpandLabel(hash, of, `${prefix} ${label}`, length)
  const nonce = derived(secret, 'iv', 12)
  for (let at = 11, rest = number; rest > 0; at--, rest = Math.floor(rest / 256)) nonce[at]! ^= rest & 0xff
  const sealer = createCipheriv(cipher as 'aes-128-gcm', derived(secret, 'key', keyLength), nonce, {
    authTagLength: 16,
  })
  sealer.setAAD(header)
  const sealed = join(
    new Uint8Array(sealer.update(frames)),
    new Uint8Array(sealer.final()),
    new Uint8Array(sealer.getAuthTag()),
  )
  const packet = join(header, sealed)
  const numberLength = (header[0]! & 3) + 1
  const numberStart = header.length - numberLength
  const mask = maskOf(
    cipher,
    derived(headerSecret, 'hp', keyLength),
    packet.subarray(numberStart + 4, numberStart + 20),
  )
  packet[0]! ^= mask[0]! & (packet[0]! & 0x80 ? 0x0f : 0x1f)
  for (let at = 0; at < numberLength; at++) packet[numberStart + at]! ^= mask[at + 1]!
  return packet
}

function maskOf(cipher: Cipher, key: Uint8Array, sample: Uint8Array): Uint8Array {
  if (cipher === 'chacha20-poly1305')
    return new Uint8Array(createCipheriv('chacha20', key, sample).update(new Uint8Array(5)))
  const name = cipher === 'aes-128-gcm' ? 'aes-128-ecb' : 'aes-256-ecb'
  return new Uint8Array(createCipheriv(name, key, null).update(sample))
}

export interface LongHeader {
  /** As in version 1. */
  readonly type: 'initial' | 'early' | 'handshake'
  readonly version?: number
  readonly to: Uint8Array
  readonly from: Uint8Array
  readonly number: number
}

const types = { initial: 0, early: 1, handshake: 2 } as const
export const version2 = 0x6b3343cf

/** A packet with a long header and a packet number of one byte; frames are filled up so that there is a sample. */
export function longPacket(
  { type, version = 1, to, from, number }: LongHeader,
  frames: Uint8Array,
  protection: Protection,
): Uint8Array {
  const text = frames.length < 4 ? join(frames, new Uint8Array(4 - frames.length)) : frames
  const bits = (types[type] + (version === version2 ? 1 : 0)) << 4
  const length = 1 + text.length + 16
  const header = join(
    Uint8Array.of(0xc0 | bits, version >>> 24, (version >> 16) & 255, (version >> 8) & 255, version & 255, to.length),
    to,
    Uint8Array.of(from.length),
    from,
    type === 'initial' ? Uint8Array.of(0) : new Uint8Array(0),
    Uint8Array.of(0x40 | (length >> 8), length & 255, number & 255),
  )
  return protectedPacket(header, number, text, protection)
}

/** A packet with a short header. */
export function shortPacket(
  to: Uint8Array,
  number: number,
  frames: Uint8Array,
  protection: Protection,
  phase = 0,
): Uint8Array {
  const text = frames.length < 4 ? join(frames, new Uint8Array(4 - frames.length)) : frames
  return protectedPacket(
    join(Uint8Array.of(0x40 | (phase << 2)), to, Uint8Array.of(number & 255)),
    number,
    text,
    protection,
  )
}

/** A CRYPTO frame. */
export const cryptoFrame = (offset: number, data: Uint8Array): Uint8Array =>
  join(Uint8Array.of(6, 0x40 | (offset >> 8), offset & 255, 0x40 | (data.length >> 8), data.length & 255), data)

/** A STREAM frame with a length. */
export const streamFrame = (id: number, data: Uint8Array): Uint8Array =>
  join(Uint8Array.of(0x0a, id, data.length), data)

/** Packets in one datagram of UDP. */
export function datagram(
  side: 'client' | 'server',
  packets: readonly Uint8Array[],
  { clientPort = 40_000 } = {},
): Sent {
  const payload = join(...packets)
  const header = new Uint8Array(8)
  const view = new DataView(header.buffer)
  view.setUint16(0, side === 'client' ? clientPort : 4433)
  view.setUint16(2, side === 'client' ? 4433 : clientPort)
  view.setUint16(4, 8 + payload.length)
  return { at: 0, bytes: ipv4(17, side === 'client', join(header, payload)) }
}
