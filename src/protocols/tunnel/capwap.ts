import { bits, bytes, flag, group, list, mac, nameIn, protocol, record, rest, u16, u24, u32, u8, when, type View } from '../../schema/index.ts'

/** 0: the header of section 4.3 follows; 1: DTLS does, behind three reserved bytes (section 4.2). */
const isHeader = ({ bytes, start }: View) => (bytes[start]! & 0x0f) === 0

/** The flags of the header without the first, from the byte they fill. */
const isFlagged = (mask: number) => (header: View) => isHeader(header) && (header.bytes[header.start + 3]! & mask) !== 0
const isFragment = isFlagged(0x80)
const hasWireless = isFlagged(0x20)
const hasAddress = isFlagged(0x10)
const isKeepAlive = isFlagged(0x08)

const headerLength = (header: View) => (isHeader(header) ? Math.max(8, (header.bytes[header.start + 1]! >> 3) * 4) : 4)

/** Behind their length, addresses and what is known of the radio are padded to words of four bytes (section 4.3). */
const addressLength = (header: View) => (hasAddress(header) ? header.bytes[header.start + 8]! : 0)
const wirelessAt = (header: View) => (hasAddress(header) ? 8 + ((1 + addressLength(header) + 3) & ~3) : 8)
const wirelessLength = (header: View) => (hasWireless(header) ? header.bytes[header.start + wirelessAt(header)]! : 0)
const padding = (length: number) => -(1 + length) & 3

/** What a radio knows of a frame it has received (RFC 5416, section 4). */
const isFrameInformation = (header: View) => hasWireless(header) && wirelessLength(header) === 4 && (header.bytes[header.start + 2]! & 0x3e) === 2

const fields = {
  version: bits(4, 'capwap.preamble.version', 'Version'),
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
const optional = {
  fragment:         when(isHeader, u16('capwap.header.fragment.id', 'Fragment Identifier')),
  fragmentPlace:    when(isHeader, group('', 'Fragment Place', {
    offset:         bits(13, 'capwap.header.fragment.offset', 'Offset', { unit: 'units of 8 bytes' }),
    reserved:       bits(3, 'capwap.header.fragment.reserved', 'Reserved'),
  })),
  addressLength:    when(hasAddress, u8('capwap.header.mac.length', 'Radio MAC Address Length', { unit: 'bytes' })),
  address:          when((header: View) => addressLength(header) === 6, mac('capwap.header.mac.eui48', 'Radio MAC Address')),
  otherAddress:     when((header: View) => addressLength(header) !== 6, bytes('capwap.header.mac.data', 'Radio MAC Address', addressLength)),
  addressPadding:   when(hasAddress, bytes('capwap.header.padding', 'Padding', (header: View) => padding(addressLength(header)))),
  wirelessLength:   when(hasWireless, u8('capwap.header.wireless.length', 'Wireless Information Length', { unit: 'bytes' })),
  signal:           when(isFrameInformation, u8('capwap.header.wireless.data.ieee80211.fi.rssi', 'Signal Strength', { unit: 'dBm', signed: true })),
  signalToNoise:    when(isFrameInformation, u8('capwap.header.wireless.data.ieee80211.fi.snr', 'Signal to Noise', { unit: 'dB', signed: true })),
  rate:             when(isFrameInformation, u16('capwap.header.wireless.data.ieee80211.fi.data_rate', 'Data Rate', { unit: 'times 100 kbit/s' })),
  wireless:         when((header: View) => !isFrameInformation(header), bytes('capwap.header.wireless.data', 'Wireless Information', wirelessLength)),
  wirelessPadding:  when(hasWireless, bytes('capwap.header.padding', 'Padding', (header: View) => padding(wirelessLength(header)))),
}

/** Control And Provisioning of Wireless Access Points, RFC 5415, section 4.3: what controls the access points. */
export const capwapControl = protocol('capwap', 'Control And Provisioning of Wireless Access Points', { 'udp.port': [5246] })
  .fields(fields)
  .either(isHeader, heading, encrypted)
  .fields(optional)
  .sized(headerLength)
  .payload({ tables: [['capwap', (header) => (isHeader(header) && !isFragment(header) ? control : -1)]] })
  .summarized((header) => (isHeader(header) ? 'CAPWAP' : 'CAPWAP, encrypted'))

/** The same, carrying frames of stations: of a wireless LAN, or of Ethernet where the access point has turned them into such. */
export const capwapData = protocol('capwap.data', 'Control And Provisioning of Wireless Access Points, Data', { 'udp.port': [5247] })
  .fields(fields)
  .either(isHeader, heading, encrypted)
  .fields(optional)
  .sized(headerLength)
  .payload({ tables: [['capwap', (header) => (isHeader(header) && !isFragment(header) && !isKeepAlive(header) ? carried(header) : -1)]] })
  .summarized((header) => (isKeepAlive(header) ? 'CAPWAP keep-alive' : isHeader(header) ? 'CAPWAP' : 'CAPWAP, encrypted'))

const [control, ethernet, wirelessLan, swappedWirelessLan] = [0, 1, 2, 3]

function carried(header: View): number {
  const { bytes, start } = header
  if ((bytes[start + 2]! & 1) === 0) return ethernet
  if ((bytes[start + 2]! & 0x3e) !== 2) return -1
  const second = bytes[start + headerLength(header) + 1]
  if (second === undefined) return -1
  // Cisco's access points swap the two bytes of frame control; what would then have a version other than 0 was not swapped.
  return (second & 3) === 0 ? swappedWirelessLan : wirelessLan
}

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
const element = record('Message Element', {
  type:   u16('capwap.message_element.type', 'Type'),
  length: u16('capwap.message_element.length', 'Length', { unit: 'bytes' }),
})
  .sized((element) => 4 + element.length)
  .fields({ value: rest('capwap.message_element.value', 'Value') })

/** What the control channel says, RFC 5415, section 4.5.1. */
export const capwapMessage = protocol('capwap.control', 'CAPWAP Control Message', { capwap: [control] })
  .fields({
    type:     u32('capwap.control.header.message_type', 'Message Type', { names: messageTypes }),
    sequence: u8('capwap.control.header.sequence_number', 'Sequence Number'),
    length:   u16('capwap.control.header.message_element_length', 'Message Element Length', { unit: 'bytes' }),
    flags:    u8('capwap.control.header.flags', 'Flags', { base: 16 }),
  })
  // The length counts from behind the sequence number.
  .fields({ elements: list('capwap.message_element', 'Message Elements', element, { length: (message) => message.length - 3 }) })
  .summarized((message) => nameIn(messageTypes, message.type) ?? `CAPWAP message of type ${message.type}`)
