/** Attributes of STUN (RFC 8489, section 14) and TURN (RFC 8656, section 18), and of the older STUN of RFC 3489. */
import {
  bits, bytes, computed, computedText, converted, flag, ipv4Address, ipv4Text, ipv6Address, ipv6Text, list, overlay, record, rest, text,
  tlv, u16, u32, u8, type View,
} from '../../../../schema/index.ts'
import { algorithms, attributeTypes, families, transports } from './names.ts'

const family = {
  reserved: bytes('stun.att.reserved', 'Reserved', 1), family: u8('stun.att.family', 'Protocol Family', { names: families }),
}
/** RFC 8489, section 14.1. */
const mapped = record('Address', { ...family, port: u16('stun.att.port', 'Port') }).choice('family', {
  1: { address: ipv4Address('stun.att.ipv4', 'IP') },
  2: { addressV6: ipv6Address('stun.att.ipv6', 'IP') },
})

const cookieHigh = 0x2112
const isCookie = record('Cookie', { cookie: u32('', 'Cookie') }).recognizer({ cookie: 0x2112a442 })
/** Addresses are masked with the magic cookie and the transaction ID, which are 4 bytes after the start of a message. */
/** The address is 4 bytes after the start of the value. */
function unmasked({ bytes, start, end, origin }: View, size: number): Uint8Array {
  const mask = origin + (isCookie(bytes, origin + 4, end) ? 4 : 6)
  return bytes.slice(start + 4, start + 4 + size).map((byte, at) => byte ^ (bytes.at(mask + at) ?? 0))
}
const ofAddress = <const K extends 'ipv4' | 'ipv6'>(kind: K) => ({ type: kind, holds: kind })
/** RFC 8489, section 14.2. */
const masked = record('Address', { ...family })
  .fields({
    maskedPort: overlay(bytes('stun.att.port-xord', 'Port (XOR-d)', 2)),
    port:       converted(u16('stun.att.port', 'Port'), (port) => port ^ cookieHigh, 'number', (port) => port ^ cookieHigh),
  })
  .choice('family', {
    1: {
      maskedAddress: bytes('stun.att.ipv4-xord', 'IP (XOR-d)', 4),
      address: { ...computedText('stun.att.ipv4', 'IP', (self: View) => ipv4Text(unmasked(self, 4), 0)), ...ofAddress('ipv4') },
    },
    2: {
      maskedAddressV6: bytes('stun.att.ipv6-xord', 'IP (XOR-d)', 16),
      addressV6: { ...computedText('stun.att.ipv6', 'IP', (self: View) => ipv6Text(unmasked(self, 16), 0)), ...ofAddress('ipv6') },
    },
  })

/** RFC 8489, section 14.8. */
const error = record('Error', {
  reserved: bytes('stun.att.reserved', 'Reserved', 2), spare: bits(5, '', 'Reserved'),
  class: bits(3, 'stun.att.error.class', 'Error Class'),
  number: u8('stun.att.error', 'Error Code'), reason: text('stun.att.error.reason', 'Error Reason Phrase'),
})
const integrity = { integrity: rest('stun.att.hmac', 'HMAC') }
const tieBreaker = { tieBreaker: rest('stun.att.tie-breaker', 'Tie breaker') }
const reserved = (size: number) => bytes('stun.att.reserved', 'Reserved', size)

export const attribute = tlv('Attribute', {
  type:   u16('stun.att.type', 'Attribute Type', { base: 16, names: attributeTypes, also: 'stun.attribute' }),
  length: u16('stun.att.length', 'Attribute Length', { unit: 'bytes' }),
}, { align: 4 })
  .fields({
    comprehension: computed('stun.att.type.comprehension', 'Attribute Type Comprehension', 'type', (type) => type >> 15, {
      names: { 0: 'Required', 1: 'Optional' },
    }),
    assignment:    computed('stun.att.type.assignment', 'Attribute Type Assignment', 'type', (type) => (type >> 14) & 1, {
      names: { 0: 'IETF Review', 1: 'Designated Expert' },
    }),
  })
  .choice('type', {
    0x0001: mapped, 0x0002: mapped, 0x0004: mapped, 0x0005: mapped, 0x000b: mapped, 0x8023: mapped, 0x802b: mapped, 0x802c: mapped,
    0x0012: masked, 0x0016: masked, 0x0020: masked, 0x8020: masked,
    0x0003: {
      spare: bits(29, '', 'Reserved'), changeIp: flag('stun.att.change-ip', 'Change IP'),
      changePort: flag('stun.att.change-port', 'Change Port'), low: bits(1, '', 'Reserved'),
    },
    0x0006: { userName: text('stun.att.username', 'Username') },
    0x0007: { password: rest('stun.att.password', 'Password') },
    0x0008: integrity,
    0x001c: integrity,
    0x0009: error,
    0x000a: { unknown: list('', 'Unknown Attributes', record('Unknown Attribute', {
      type: u16('stun.att.unknown', 'Unknown Attribute', { base: 16, names: attributeTypes }),
    })) },
    0x000c: { channel: u16('stun.att.channelnum', 'Channel-Number', { base: 16 }), reserved2: reserved(2) },
    0x000d: { lifetime: u32('stun.att.lifetime', 'Lifetime', { unit: 's' }) },
    0x000f: { cookie: u32('stun.att.magic_cookie', 'Magic Cookie', { base: 16 }) },
    0x0010: { bandwidth: u32('stun.port.bandwidth', 'Bandwidth') },
    0x0014: { realm: text('stun.att.realm', 'Realm') },
    0x0015: { nonce: text('stun.att.nonce', 'Nonce') },
    0x0017: { family: u8('stun.att.family', 'Protocol Family', { names: families }), reserved2: reserved(3) },
    0x0018: { reserveNext: bits(1, 'stun.att.even-port.reserve-next', 'Reserve next'), spare: bits(7, '', 'Reserved') },
    0x0019: { transport: u8('stun.att.transp', 'Transport', { names: transports }), reserved2: reserved(3) },
    0x001d: { algorithm: u16('stun.att.pw_alg', 'Password Algorithm', { names: algorithms }) },
    0x0022: { token: rest('stun.att.token', 'Token') },
    0x0024: { priority: u32('stun.att.priority', 'Priority') },
    0x8022: { software: text('stun.att.software', 'Software') },
    0x8027: { timeout: u32('stun.att.cache-timeout', 'Cache timeout') },
    0x8028: { fingerprint: u32('stun.att.crc32', 'CRC-32', { base: 16 }) },
    0x8029: tieBreaker,
    0x802a: tieBreaker,
    0x8008: { version: u32('stun.att.ms.version', 'MS Version') },
    0x8054: { foundation: text('stun.att.ms.foundation', 'Foundation') },
    0x8070: { iceVersion: u32('stun.att.ms.version.ice', 'MS ICE Version') },
    0xc057: {
      networkId: u16('stun.att.google.network_id', 'Google Network ID'),
      networkCost: u16('stun.att.google.network_cost', 'Google Network Cost'),
    },
  })
  .fields({ value: rest('stun.value', 'Value') })
