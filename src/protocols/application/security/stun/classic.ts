/** Simple Traversal of UDP Through NAT, RFC 3489: what became STUN, without a magic cookie. */
import {
  bits, bytes, fact, flag, hex, ipv4Address, list, nameIn, protocol, record, rest, text, tlv, u16, u32, u8,
} from '../../../../schema/index.ts'

/** RFC 3489, section 11.1. */
const types = {
  0x0001: 'Binding Request', 0x0101: 'Binding Response', 0x0111: 'Binding Error Response', 0x0002: 'Shared Secret Request',
  0x0102: 'Shared Secret Response', 0x0112: 'Shared Secret Error Response',
}
/** RFC 3489, section 11.2. */
const attributeTypes = {
  0x0001: 'MAPPED-ADDRESS', 0x0002: 'RESPONSE-ADDRESS', 0x0003: 'CHANGE-REQUEST', 0x0004: 'SOURCE-ADDRESS', 0x0005: 'CHANGED-ADDRESS',
  0x0006: 'USERNAME', 0x0007: 'PASSWORD', 0x0008: 'MESSAGE-INTEGRITY', 0x0009: 'ERROR-CODE', 0x000a: 'UNKNOWN-ATTRIBUTES',
  0x000b: 'REFLECTED-FROM', 0x8022: 'SERVER',
}
const address = {
  reserved: bytes('', 'Reserved', 1), family: u8('classicstun.att.family', 'Protocol Family', { names: { 1: 'IPv4' } }),
  port: u16('classicstun.att.port', 'Port'), address: ipv4Address('classicstun.att.ipv4', 'IP'),
}
const attribute = tlv('Attribute', {
  type:   u16('classicstun.att.type', 'Attribute Type', { base: 16, names: attributeTypes }),
  length: u16('classicstun.att.length', 'Attribute Length', { unit: 'bytes' }),
})
  .choice('type', {
    0x0001: address, 0x0002: address, 0x0004: address, 0x0005: address, 0x000b: address,
    0x0003: {
      spare: bits(29, '', 'Reserved'), changeIp: flag('classicstun.att.change.ip', 'Change IP'),
      changePort: flag('classicstun.att.change.port', 'Change Port'), low: bits(1, '', 'Reserved'),
    },
    0x0009: {
      reserved2: bytes('', 'Reserved', 2), errorClass: u8('classicstun.att.error.class', 'Error Class'),
      error: u8('classicstun.att.error', 'Error Code'), reason: text('classicstun.att.error.reason', 'Error Reason Phrase'),
    },
    0x8022: { server: text('classicstun.att.server', 'Server version') },
  })
  .fields({ value: rest('classicstun.att.value', 'Value') })

const header = record('Header', { type: u16('', 'Type'), length: u16('', 'Length'), cookie: u32('', 'Cookie'), id: bytes('', 'ID', 12) })
const begins = header.recognizer({ type: Object.keys(types).map(Number) })
const hasCookie = header.recognizer({ cookie: 0x2112a442 })
const lengthAt = header.reader('length')
const headerSize = 20

/** A type that there is, and attributes up to the end of the datagram. */
export const classicStun = protocol('classicstun', 'Simple Traversal of UDP Through NAT', { udp: [] })
  .specified('RFC 3489')
  .fields({
    type:       u16('classicstun.type', 'Message Type', { base: 16, names: types }),
    length:     u16('classicstun.length', 'Message Length', { unit: 'bytes' }),
    id:         bytes('classicstun.id', 'Message Transaction ID', 16),
    attributes: list('classicstun.att', 'Attributes', attribute),
  })
  .accepts((bytes, start, end) =>
    begins(bytes, start, end) && !hasCookie(bytes, start, end) && start + headerSize + lengthAt(bytes, start) === end)
  .facts({
    responseIn: fact.frame('classicstun.response_in', 'Response in frame'),
    responseTo: fact.frame('classicstun.response_to', 'Request in frame'),
    time:       fact.duration('classicstun.time', 'Time since the request'),
  })
  .exchanged({
    part: ({ type }) => (type >= 0x100 ? 'answer' : 'question'),
    key: ({ id }) => hex(id),
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('datagrams', ({ type }) => ((type & 0x110) === 0x110 ? 'error' : undefined))
  .detailed({ fields: [], rows: ['attributes'] })
  .summarized(({ type }) => nameIn(types, type) ?? `type ${type}`)
