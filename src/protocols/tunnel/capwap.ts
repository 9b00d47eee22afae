import {
  bits, bytes, flag, group, list, mac, nameIn, otherwise, padding, peek, protocol, range, rest, tlv, u16, u24, u32, u8, when, type Schema,
} from '../../schema/index.ts'

const fields = {
  version: bits(4, 'capwap.preamble.version', 'Version'),
  // 1: DTLS follows, after three reserved bytes (section 4.2).
  type:    bits(4, 'capwap.preamble.type', 'Type', { names: { 0: 'CAPWAP header', 1: 'DTLS' } }),
}
const heading = {
  headerLength: bits(5, 'capwap.header.length', 'Header Length', { unit: 'words of 4 bytes' }),
  radio:        bits(5, 'capwap.header.rid', 'Radio Identifier'),
  binding:      bits(5, 'capwap.header.wbid', 'Wireless Binding Identifier', { names: { 1: 'IEEE 802.11', 3: 'EPCglobal' } }),
  flags:        group('capwap.header.flags', 'Flags', {
    native:       flag('capwap.header.flags.t', 'Native Frame'),
    fragment:     flag('capwap.header.flags.f', 'Fragment'),
    lastFragment: flag('capwap.header.flags.l', 'Last Fragment'),
    wireless:     flag('capwap.header.flags.w', 'Wireless Information'),
    address:      flag('capwap.header.flags.m', 'Radio MAC Address'),
    keepAlive:    flag('capwap.header.flags.k', 'Keep-Alive'),
    reserved:     bits(3, 'capwap.header.flags.r', 'Reserved'),
  }),
}
const encrypted = { reserved: u24('capwap.preamble.reserved', 'Reserved') }
/** Addresses and what is known of the radio are padded to words of four bytes, their length included (section 4.3). */
const optional = {
  fragment:         when({ type: 0 }, u16('capwap.header.fragment.id', 'Fragment Identifier')),
  fragmentPlace:    when({ type: 0 }, group('', 'Fragment Place', {
    offset:         bits(13, 'capwap.header.fragment.offset', 'Offset', { unit: 'units of 8 bytes' }),
    reserved:       bits(3, 'capwap.header.fragment.reserved', 'Reserved'),
  })),
  addressLength:    when('flags.address', u8('capwap.header.mac.length', 'Radio MAC Address Length', { unit: 'bytes' })),
  address:          when({ addressLength: 6 }, mac('capwap.header.mac.eui48', 'Radio MAC Address')),
  otherAddress:     when({ addressLength: [range(0, 5), range(7)] }, bytes('capwap.header.mac.data', 'Radio MAC Address', 'addressLength')),
  addressPadding:   when('flags.address', padding(4, 'capwap.header.padding', 'Padding')),
  wirelessLength:   when('flags.wireless', u8('capwap.header.wireless.length', 'Wireless Information Length', { unit: 'bytes' })),
}

/** What a radio knows of a frame it has received (RFC 5416, section 4). */
const frameInformation = {
  signal:           u8('capwap.header.wireless.data.ieee80211.fi.rssi', 'Signal Strength', { unit: 'dBm', signed: true }),
  signalToNoise:    u8('capwap.header.wireless.data.ieee80211.fi.snr', 'Signal to Noise', { unit: 'dB', signed: true }),
  rate:             u16('capwap.header.wireless.data.ieee80211.fi.data_rate', 'Data Rate', { unit: 'times 100 kbit/s' }),
}

const withHeader = (schema: Schema) => schema
  .fields(fields)
  .either((header) => header.type === 0, heading, encrypted)
  .fields(optional)
  .cases(
    [{ wirelessLength: 4, binding: 1 }, frameInformation],
    [otherwise, { wireless: bytes('capwap.header.wireless.data', 'Wireless Information', 'wirelessLength') }],
  )
  .fields({ wirelessPadding: when('flags.wireless', padding(4, 'capwap.header.padding', 'Padding')) })
  .length((header) => (header.type === 0 ? Math.max(8, (header.headerLength ?? 0) * 4) : 4))

/** Control And Provisioning of Wireless Access Points, RFC 5415, section 4.3: what controls the access points. */
export const capwapControl = withHeader(
  protocol('capwap', 'Control And Provisioning of Wireless Access Points', { 'udp.port': [5246] }).specified('RFC 5415'),
)
  .payload({ tables: [['capwap', ({ type, flags }) => (type === 1 ? secured : flags && !flags.fragment ? control : -1)]] })
  .summarized((header) => (header.type === 0 ? 'CAPWAP' : 'CAPWAP, encrypted'))

/** The same, carrying frames of stations: of a wireless LAN, or of Ethernet where the access point has turned them into such. */
export const capwapData = withHeader(
  protocol('capwap.data', 'Control And Provisioning of Wireless Access Points, Data', { 'udp.port': [5247] }).specified('RFC 5415'),
)
  .payload({
    tables: [['capwap', (header) => {
      const { type, flags, binding } = header
      if (type === 1) return secured
      if (!flags || flags.fragment || flags.keepAlive) return -1
      if (!flags.native) return ethernet
      const frameControl = peek(16)(header)
      if (binding !== 1 || frameControl < 0) return -1
      // Cisco's access points swap the two bytes of frame control; what would then have a version other than 0 was not swapped.
      return (frameControl & 3) === 0 ? swappedWirelessLan : wirelessLan
    }]],
  })
  .summarized((header) => (header.flags?.keepAlive ? 'CAPWAP keep-alive' : header.type === 0 ? 'CAPWAP' : 'CAPWAP, encrypted'))

/** What is secured is DTLS. */
const [control, ethernet, wirelessLan, swappedWirelessLan, secured] = [0, 1, 2, 3, 4]

/** RFC 5415, section 4.5.1.1. */
const messageTypes = {
  1: 'Discovery Request', 2: 'Discovery Response', 3: 'Join Request', 4: 'Join Response', 5: 'Configuration Status Request',
  6: 'Configuration Status Response', 7: 'Configuration Update Request', 8: 'Configuration Update Response', 9: 'WTP Event Request',
  10: 'WTP Event Response', 11: 'Change State Event Request', 12: 'Change State Event Response', 13: 'Echo Request', 14: 'Echo Response',
  15: 'Image Data Request', 16: 'Image Data Response', 17: 'Reset Request', 18: 'Reset Response', 19: 'Primary Discovery Request',
  20: 'Primary Discovery Response', 21: 'Data Transfer Request', 22: 'Data Transfer Response', 23: 'Clear Configuration Request',
  24: 'Clear Configuration Response', 25: 'Station Configuration Request', 26: 'Station Configuration Response',
}

/** RFC 5415, section 4.6. */
const element = tlv('Message Element', {
  type:   u16('capwap.message_element.type', 'Type'),
  length: u16('capwap.message_element.length', 'Length', { unit: 'bytes' }),
}).fields({ value: rest('capwap.message_element.value', 'Value') })

/** What the control channel says, RFC 5415, section 4.5.1. */
export const capwapMessage = protocol('capwap.control', 'CAPWAP Control Message', { capwap: [control] })
  .specified('RFC 5415')
  .fields({
    type:     u32('capwap.control.header.message_type', 'Message Type', { names: messageTypes }),
    sequence: u8('capwap.control.header.sequence_number', 'Sequence Number'),
    length:   u16('capwap.control.header.message_element_length', 'Message Element Length', { unit: 'bytes' }),
    flags:    u8('capwap.control.header.flags', 'Flags', { base: 16 }),
    // The length counts from after the sequence number.
    elements: list('capwap.message_element', 'Message Elements', element, { length: 'length', minus: 3 }),
  })
  .summarized((message) => nameIn(messageTypes, message.type) ?? `CAPWAP message of type ${message.type}`)
