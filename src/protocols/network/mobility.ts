/** Headers of IPv6 that end their packet as a rule: mobility and multihoming. */
import { bits, flag, nameIn, only, protocol, rest, u16, u8 } from '../../schema/index.ts'
import { ipProtocols } from '../names/ip-protocols.ts'

/** IANA "Mobility Header Types", 2026-11. */
const messageTypes = {
  0: 'Binding refresh request', 1: 'Home test init', 2: 'Care-of test init', 3: 'Home test', 4: 'Care-of test',
  5: 'Binding update', 6: 'Binding acknowledgement', 7: 'Binding error', 8: 'Fast binding update',
  9: 'Fast binding acknowledgment', 10: 'Fast neighbor advertisement', 11: 'Experimental', 12: 'Home agent switch',
  13: 'Heartbeat', 14: 'Handover initiate', 15: 'Handover acknowledge', 16: 'Binding revocation',
  17: 'Localized routing initiation', 18: 'Localized routing acknowledgment', 19: 'Update notification',
  20: 'Update notification acknowledgement', 21: 'Flow binding', 22: 'Subscription query', 23: 'Subscription response',
}

/** Mobility header, RFC 6275, section 6.1. */
export const mobilityHeader = protocol('mipv6', 'Mobile IPv6', { 'ip.proto': [135] })
  .specified('RFC 6275')
  .borrows('mip6')
  .fields({
    nextHeader: u8('mip6.proto', 'Next Header', { names: ipProtocols }),
    length:     u8('mip6.hlen', 'Length, in 8 bytes without the first 8'),
    type:       u8('mip6.mhtype', 'Message Type', { names: messageTypes }),
    reserved:   u8('mip6.reserved', 'Reserved', { base: 16 }),
    checksum:   u16('mip6.csum', 'Checksum', { base: 16 }),
    message:    rest('', 'Message'),
  })
  .length({ length: 'length', times: 8, plus: 8 })
  .checksummed('checksum', { covers: 'header', pseudo: 135 })
  .payload({ tables: [['ip.proto', (header) => (header.nextHeader === 59 ? -1 : header.nextHeader)]] })
  .summarized((header) => nameIn(messageTypes, header.type) ?? `Mobility message ${header.type}`)

/** Shim6, RFC 5533, section 5.1. */
export const shim6 = protocol('shim6', 'Shim6', { 'ip.proto': [140] })
  .specified('RFC 5533')
  .fields({
    nextHeader: u8('shim6.nxt', 'Next Header', { names: ipProtocols }),
    length:     u8('shim6.len', 'Length, in 8 bytes without the first 8'),
    carriesPayload: flag('shim6.p', 'Payload Extension'),
    type:       only({ carriesPayload: false }, bits(7, 'shim6.type', 'Message Type')),
  })
  .length({ length: 'length', times: 8, plus: 8 })
  .cases([{ carriesPayload: false }, {
    specific:   bits(7, '', 'Type-specific'),
    protocol:   bits(1, 'shim6.proto', 'Protocol', { names: { 0: 'Shim6', 1: 'HIP' } }),
    checksum:   u16('shim6.checksum', 'Checksum', { base: 16 }),
  }])
  .fields({ message: rest('', 'Message') })
  .checksummed('checksum', { covers: 'header' })
  .payload({ tables: [['ip.proto', 'nextHeader']] })
