import { bits, computed, flag, group, mac, nameIn, protocol, rest, u16, when, type Field, type Schema, type View } from '../../schema/index.ts'

const types = { 0: 'Management', 1: 'Control', 2: 'Data', 3: 'Extension' }
/** Type and subtype, as 16 times the one and the other. */
const subtypes = {
  0x00: 'Association request', 0x01: 'Association response', 0x02: 'Reassociation request', 0x03: 'Reassociation response',
  0x04: 'Probe request', 0x05: 'Probe response', 0x06: 'Timing advertisement', 0x08: 'Beacon',
  0x09: 'Announcement traffic indication', 0x0a: 'Disassociation', 0x0b: 'Authentication', 0x0c: 'Deauthentication',
  0x0d: 'Action', 0x0e: 'Action, no acknowledgement', 0x12: 'Trigger', 0x14: 'Beamforming report poll',
  0x15: 'Announcement of null data', 0x16: 'Control frame extension', 0x17: 'Control wrapper',
  0x18: 'Block acknowledgement request', 0x19: 'Block acknowledgement', 0x1a: 'Power-save poll', 0x1b: 'Request to send',
  0x1c: 'Clear to send', 0x1d: 'Acknowledgement', 0x1e: 'End of contention-free period',
  0x1f: 'End of contention-free period, acknowledged', 0x20: 'Data', 0x24: 'No data', 0x28: 'Data with quality of service',
  0x2c: 'No data with quality of service',
}

const control = {
  subtype:         bits(4, 'wlan.fc.subtype', 'Subtype'),
  type:            bits(2, 'wlan.fc.type', 'Type', { names: types }),
  version:         bits(2, 'wlan.fc.version', 'Version'),
}
const flags = {
  flags:           group('', 'Flags', {
    order:         flag('wlan.fc.order', 'Order'),
    protected:     flag('wlan.fc.protected', 'Protected'),
    moreData:      flag('wlan.fc.moredata', 'More Data'),
    powerSaving:   flag('wlan.fc.pwrmgt', 'Power Management'),
    retry:         flag('wlan.fc.retry', 'Retry'),
    moreFragments: flag('wlan.fc.frag', 'More Fragments'),
    fromNetwork:   flag('wlan.fc.fromds', 'From Distribution System'),
    toNetwork:     flag('wlan.fc.tods', 'To Distribution System'),
  }),
}
const duration = u16('', 'Duration or Identifier', { order: 'little' })

const address = (name: string, label: string, ...also: string[]): Field<string, unknown> =>
  mac(`wlan.${name}`, label, { also: [...also.map((other) => `wlan.${other}`), 'wlan.addr'] })
const little = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8)

const sequence: Field<number, unknown> = { ...u16('wlan.seq', 'Sequence Number'), bind: () => (bytes, at) => little(bytes, at) >> 4 }
const source = address('sa', 'Source')
const destination = address('da', 'Destination')
const receiver = address('ra', 'Receiver')
const transmitter = address('ta', 'Transmitter')
const receivingDestination = address('da', 'Destination', 'ra')
const transmittingSource = address('sa', 'Source', 'ta')

const direct = { destination: receivingDestination, source: transmittingSource, network: address('bssid', 'Basic Service Set'), sequence }
const toNetwork = { network: address('bssid', 'Basic Service Set', 'ra'), source: transmittingSource, destination, sequence }
const fromNetwork = { destination: receivingDestination, network: address('bssid', 'Basic Service Set', 'ta'), source, sequence }

/** Wireless LAN, IEEE 802.11, section 9.2. */
export const wirelessLan = frame(protocol('wlan', 'IEEE 802.11 Wireless LAN', { linktype: [105], radiotap: [0], capwap: [2] }).fields({ ...control, ...flags, duration }), 0)

/** The same with the two bytes of its frame control swapped, as access points of Cisco send it to their controller. */
export const swappedWirelessLan = frame(protocol('wlan', 'IEEE 802.11 Wireless LAN', { capwap: [3] }).fields({ ...flags, ...control, duration }), 1)

/** What follows frame control and duration; `typeAt` is which of the two bytes of frame control has the type. */
function frame<V>(sheet: Schema<V>, typeAt: 0 | 1) {
  const typeOf = ({ bytes, start }: View) => (bytes[start + typeAt]! >> 2) & 3
  const subtypeOf = ({ bytes, start }: View) => bytes[start + typeAt]! >> 4
  const kindOf = (frame: View) => (typeOf(frame) << 4) | subtypeOf(frame)
  const flagsOf = ({ bytes, start }: View) => bytes[start + 1 - typeAt]!
  const isData = (frame: View) => typeOf(frame) === 2
  const hasQuality = (frame: View) => isData(frame) && (subtypeOf(frame) & 8) !== 0
  /** Both ends lie behind access points. */
  const hasFourth = (frame: View) => isData(frame) && (flagsOf(frame) & 3) === 3
  const hasThroughputControl = (frame: View) => (flagsOf(frame) & 0x80) !== 0 && (hasQuality(frame) || typeOf(frame) === 0)

  /** Control frames are for their receiver, and some tell the transmitter (section 9.3.1). */
  const hasTransmitter = (frame: View) => [8, 9, 10, 11, 14, 15].includes(subtypeOf(frame))
  const qualityAt = (frame: View) => (hasFourth(frame) ? 30 : 24)
  const headerLength = (frame: View) => {
    if (typeOf(frame) === 1) return hasTransmitter(frame) ? 16 : 10
    return qualityAt(frame) + (hasQuality(frame) ? 2 : 0) + (hasThroughputControl(frame) ? 4 : 0)
  }
  /** Access points of Cisco number what is whole as if it were a last fragment: it begins with LLC, as no other last fragment does. */
  const isWhole = (frame: View) => (frame.bytes[frame.start + 22]! & 0x0f) === 0 || beginsSnap(frame.bytes, frame.start + headerLength(frame), frame.end)
  /** Not encrypted, not a fragment, not an aggregate, and not empty. */
  const carriesData = (frame: View) =>
    isData(frame) && (subtypeOf(frame) & 4) === 0 && (flagsOf(frame) & 0x44) === 0 && isWhole(frame) &&
    !(hasQuality(frame) && (frame.bytes[frame.start + qualityAt(frame)]! & 0x80) !== 0)

  return sheet
    .sized(headerLength)
    .choice((frame) => (isData(frame) ? flagsOf(frame) & 3 : typeOf(frame) === 1 ? (hasTransmitter(frame) ? 5 : 4) : 0), {
      0: direct,
      1: toNetwork,
      2: fromNetwork,
      3: { receiver, transmitter, destination, sequence, source },
      4: { receiver },
      5: { receiver, transmitter },
    })
    .fields({
      quality:           when(hasQuality, u16('', 'Quality of Service', { base: 16, order: 'little' })),
      throughputControl: rest('', 'High Throughput Control'),
      kind:              computed('wlan.fc.type_subtype', 'Type and Subtype', kindOf, { base: 16, names: subtypes }),
    })
    .payload({ tables: [['wlan.data', (frame) => (carriesData(frame) ? 0 : -1)]] })
    .summarized((frame) => nameIn(subtypes, frame.kind) ?? `Frame of type ${typeOf(frame)}, subtype ${subtypeOf(frame)}`)
}

/** LLC with SNAP behind it. */
const beginsSnap = (bytes: Uint8Array, at: number, end: number) => at + 3 <= end && bytes[at] === 0xaa && bytes[at + 1] === 0xaa && bytes[at + 2] === 3
