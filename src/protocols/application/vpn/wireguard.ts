/** WireGuard, as its paper describes it (wireguard.com/papers/wireguard.pdf, section 5.4): numbers are in little-endian order. */
import { bytes, converted, finding, nameIn, protocol, range, record, u24, u32, u64, u8, type View } from '../../../schema/index.ts'

const types = { 1: 'Handshake Initiation', 2: 'Handshake Response', 3: 'Cookie Reply', 4: 'Transport Data' }
const little = { order: 'little' } as const
const index = { ...little, base: 16 } as const
const hidden = (filter: string, label: string, size?: number) => ({ ...bytes(filter, label, size), type: 'none' as const })

const whole = record('Header', { word: u32('', 'Type and reserved', little), more: bytes('', 'More', 12) })
/** Bytes of a message of each type; those of data are at least that many, and a multiple of 16. */
const sizes = [148, 92, 64] as const
const fixed = [1, 2, 3].map((word) => whole.recognizer({ word }))
/** No session has that many packets: section 6.2 ends it after 2^60, and its keys are gone after three minutes. */
const isData = record('Header', {
  word: u32('', 'Type and reserved', little), receiver: u32('wg.receiver', 'Receiver', little), counter: bytes('wg.counter', 'Counter', 5),
  high: u24('wg.counter', 'Counter'), more: bytes('', 'More', 16),
}).recognizer({ word: 4, receiver: range(1), high: 0 })

/** The three reserved bytes are zero, and each type has its length. */
const isMessage = (bytes: Uint8Array, start: number, end: number): boolean =>
  fixed.some((is, at) => is(bytes, start, end) && end - start === sizes[at]) || (isData(bytes, start, end) && (end - start) % 16 === 0)

export const wireguard = protocol('wg', 'WireGuard Protocol', { 'udp.port': [51820], udp: [] })
  .specified('https://www.wireguard.com/papers/wireguard.pdf')
  .fields({ type: u8('wg.type', 'Type', { names: types }), reserved: bytes('wg.reserved', 'Reserved', 3) })
  .choice('type', {
    1: {
      sender:    u32('wg.sender', 'Sender', index),
      ephemeral: converted(bytes('wg.ephemeral', 'Ephemeral', 32), base64, 'text'),
      encryptedStatic:    hidden('wg.encrypted_static', 'Encrypted Static', 48),
      encryptedTimestamp: hidden('wg.encrypted_timestamp', 'Encrypted Timestamp', 28),
      mac1:      bytes('wg.mac1', 'mac1', 16),
      mac2:      bytes('wg.mac2', 'mac2', 16),
    },
    2: {
      sender:    u32('wg.sender', 'Sender', index),
      receiver:  u32('wg.receiver', 'Receiver', index),
      ephemeral: converted(bytes('wg.ephemeral', 'Ephemeral', 32), base64, 'text'),
      encryptedEmpty: hidden('wg.encrypted_empty', 'Encrypted Empty', 16),
      mac1:      bytes('wg.mac1', 'mac1', 16),
      mac2:      bytes('wg.mac2', 'mac2', 16),
    },
    3: {
      receiver:  u32('wg.receiver', 'Receiver', index),
      nonce:     bytes('wg.nonce', 'Nonce', 24),
      encryptedCookie: bytes('wg.encrypted_cookie', 'Encrypted Cookie', 32),
    },
    4: {
      receiver:  u32('wg.receiver', 'Receiver', index),
      counter:   u64('wg.counter', 'Counter', little),
      encryptedPacket: hidden('wg.encrypted_packet', 'Encrypted Packet'),
    },
  })
  .fields({ isKeepalive: finding('wg.keepalive', 'This is a Keepalive message', isEmpty) })
  .encrypted()
  .accepts(isMessage)
  .colored('security')
  .summarized(({ type, sender, receiver, counter, isKeepalive }) => [
    isKeepalive ? 'Keepalive' : (nameIn(types, type) ?? `type ${type}`),
    ...(sender === undefined ? [] : [`sender ${indexText(sender)}`]),
    ...(receiver === undefined ? [] : [`receiver ${indexText(receiver)}`]),
    ...(counter === undefined ? [] : [`counter ${counter}`]),
  ].join(', '))

/** Data of no bytes has nothing but its authentication tag. */
function isEmpty({ type, start, end }: View & { readonly type: number }): boolean {
  return type === 4 && end - start === 32
}

const indexText = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

/** Keys are written in base64, as the tools of WireGuard do. */
function base64(key: Uint8Array): string {
  return btoa(String.fromCharCode(...key))
}
