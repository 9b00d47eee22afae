/** Low-rate wireless networks: IEEE 802.15.4-2020, section 7. */
import {
  atEnd, bits, flag, group, list, peek, protocol, range, record, rest, u16, u32, u8, bytes, when, type Schema, type View,
} from '../../../schema/index.ts'
import { hexadecimal, little, named, reversedAddress, short } from './addresses.ts'
import { associations, beacon, commandBodies, commands } from './wpan-bodies.ts'

const types = { 0: 'Beacon', 1: 'Data', 2: 'Ack', 3: 'Command', 5: 'Multipurpose', 6: 'Fragment', 7: 'Extended' }
const modes = { 0: 'None', 1: 'Reserved', 2: 'Short/16-bit', 3: 'Long/64-bit' }
const versions = { 0: 'IEEE Std 802.15.4-2003', 1: 'IEEE Std 802.15.4-2006', 2: 'IEEE Std 802.15.4-2015' }
const [none, long] = [0, 3]

/** Section 7.2.2. */
const frameControl = group('wpan.fcf', 'Frame Control Field', {
  type:            bits(3, 'wpan.frame_type', 'Frame Type', { names: types, base: 16 }),
  security:        flag('wpan.security', 'Security Enabled'),
  pending:         flag('wpan.pending', 'Frame Pending'),
  acknowledge:     flag('wpan.ack_request', 'Acknowledge Request'),
  compressed:      flag('wpan.pan_id_compression', 'PAN ID Compression'),
  reserved:        flag('wpan.fcf.reserved', 'Reserved'),
  unnumbered:      flag('wpan.seqno_suppression', 'Sequence Number Suppression'),
  elements:        flag('wpan.ie_present', 'Information Elements Present'),
  destination:     bits(2, 'wpan.dst_addr_mode', 'Destination Addressing Mode', { names: modes, base: 16 }),
  version:         bits(2, 'wpan.version', 'Frame Version', { names: versions }),
  source:          bits(2, 'wpan.src_addr_mode', 'Source Addressing Mode', { names: modes, base: 16 }),
}, little)

interface Control {
  readonly control: {
    readonly type: number
    readonly compressed: boolean
    readonly destination: number
    readonly source: number
    readonly version: number
    readonly security: boolean
    readonly unnumbered: boolean
  }
}

/** Which networks are named: section 7.2.2.6, table 7-2. */
const namesDestination = ({ control: { compressed, destination, source, version } }: Control) => {
  if (version < 2) return destination !== none
  if (destination === none && source === none) return compressed
  return destination !== none && (source === none || (destination === long && source === long) ? !compressed : true)
}
const namesSource = ({ control: { compressed, destination, source, version } }: Control) => {
  if (source === none || compressed) return false
  return version < 2 || !(destination === long && source === long)
}

const levels = {
  0: 'No Security', 1: '32-bit Message Integrity Code', 2: '64-bit Message Integrity Code', 3: '128-bit Message Integrity Code',
  4: 'Encryption', 5: 'Encryption with 32-bit Message Integrity Code', 6: 'Encryption with 64-bit Message Integrity Code',
  7: 'Encryption with 128-bit Message Integrity Code',
}
const keyModes = { 0: 'Implicit Key', 1: 'Key Index using the Default Key Source', 2: 'Explicit Key with 4-octet Key Source',
  3: 'Explicit Key with 8-octet Key Source' }
/** Section 9.4.2. */
const security = {
  protection:      group('wpan.aux_sec.security_control_field', 'Security Control Field', {
    level:         bits(3, 'wpan.aux_sec.sec_level', 'Security Level', { names: levels, base: 16 }),
    keyMode:       bits(2, 'wpan.aux_sec.key_id_mode', 'Key Identifier Mode', { names: keyModes, base: 16 }),
    uncounted:     flag('wpan.aux_sec.frame_counter_suppression', 'Frame Counter Suppression'),
    nonce:         flag('wpan.aux_sec.asn_in_nonce', 'ASN in Nonce'),
    reserved:      bits(1, 'wpan.aux_sec.reserved', 'Reserved', { base: 16 }),
  }, little),
  counter:         when({ 'protection.uncounted': false }, u32('wpan.aux_sec.frame_counter', 'Frame Counter', little)),
  keySource4:      when({ 'protection.keyMode': 2 }, bytes('wpan.aux_sec.key_source.bytes', 'Key Source', 4)),
  keySource8:      when({ 'protection.keyMode': 3 }, bytes('wpan.aux_sec.key_source.bytes', 'Key Source', 8)),
  keyIndex:        when({ 'protection.keyMode': range(1, 3) }, u8('wpan.aux_sec.key_index', 'Key Index', { base: 16 })),
}
const integrity = [0, 4, 8, 16]

/** Section 7.4.2.1: the last two end the list. */
const headerElements = { 0: 'Vendor Specific', 0x1a: 'CSL', 0x1e: 'Time Correction', 0x7e: 'Header Termination 1',
  0x7f: 'Header Termination 2' }
const headerElement = record('Header IE', {
  head:            group('wpan.header_ie_tlv', 'IE Header', {
    length:        bits(7, 'wpan.header_ie.length', 'Length'),
    id:            bits(8, 'wpan.header_ie.id', 'Id', { names: headerElements, base: 16 }),
    type:          bits(1, 'wpan.header_ie.type', 'Type', { names: { 0: 'Header', 1: 'Payload' } }),
  }, little),
}).followedBy('head.length').fields({ content: rest('wpan.header_ie.vendor_specific.content', 'Content') })

/** What is encrypted ends before the code that says that nobody changed it. */
const isOpen = ({ control }: Control) => !control.security
const isBare = (type: number) => (frame: Control) => frame.control.type === type && isOpen(frame)
const next = peek(8)
/** The dispatch of 6LoWPAN (RFC 4944, section 5.1) or the first byte of ZigBee's frame control, of version 2. */
const isLowPan = (first: number) => first === 0x41 || first === 0x42 || first === 0x50 || (first >= 0x60 && first <= 0x7f) || first >= 0x80
const isZigbee = (first: number) => ((first >> 2) & 15) === 2 && (first & 3) < 2 && first < 0x80

const label = 'IEEE 802.15.4 Low-Rate Wireless PAN'

/** A frame with a check sequence of `check` bytes, of which the last are another thing for some chips. */
function frame(schema: Schema, check: 0 | 2 | 4) {
  return schema
    .fields({ control: frameControl })
    .fields({
      sequence:    when(({ control }) => control.version < 2 || !control.unnumbered, u8('wpan.seq_no', 'Sequence Number')),
      destinationNetwork: when(namesDestination, u16('wpan.dst_pan', 'Destination PAN', hexadecimal)),
      destination: when({ 'control.destination': 2 }, u16('wpan.dst16', 'Destination', { ...hexadecimal, also: 'wpan.addr16' })),
      longDestination: when({ 'control.destination': 3 }, reversedAddress('wpan.dst64', 'Destination', 8, ['wpan.addr64'])),
      sourceNetwork: when(namesSource, u16('wpan.src_pan', 'Source PAN', hexadecimal)),
      source:      when({ 'control.source': 2 }, u16('wpan.src16', 'Source', { ...hexadecimal, also: 'wpan.addr16' })),
      longSource:  when({ 'control.source': 3 }, reversedAddress('wpan.src64', 'Extended Source', 8, ['wpan.addr64'])),
    })
    .cases([{ 'control.security': true, 'control.version': range(1, 3) }, security])
    .cases([{ 'control.elements': true, 'control.version': 2 }, {
      elements:    list('wpan.header_ie', 'Header IEs', headerElement, { last: ({ head }) => head.id >= 0x7e }),
    }])
    .cases(
      [isBare(0), beacon],
      [isBare(3), { command: u8('wpan.cmd', 'Command Identifier', { base: 16, names: commands }) }],
    )
    .choice('command', commandBodies)
    .fields({
      shortCheck:  when(() => check === 2, atEnd(u16('wpan.fcs', 'FCS', hexadecimal))),
      longCheck:   when(() => check === 4, atEnd(u32('wpan.fcs32', 'FCS', hexadecimal))),
    })
    .payload({
      tables: [['wpan.payload', (self) => {
        const { control } = self
        if (control.security) return -1
        if (control.type === 0) return next(self) === 0 ? 0 : -1
        return control.type !== 1 ? -1 : isZigbee(next(self)) ? 1 : isLowPan(next(self)) ? 2 : -1
      }]],
      length: ({ originalEnd, start, extent, protection }) =>
        Math.max(0, originalEnd - start - extent - check - (integrity[(protection?.level ?? 0) & 3] ?? 0)),
    })
    .colored(undefined)
    .summarized(words)
}

interface Said extends Control, View {
  readonly command?: number | undefined
  readonly status?: number | undefined
  readonly assigned?: number | undefined
  readonly source?: number | undefined
  readonly longSource?: string | undefined
  readonly destination?: number | undefined
  readonly longDestination?: string | undefined
}
function words(said: Said): string {
  const { control, command, status, assigned } = said
  const kind = command === undefined ? named(types, control.type, 'type') : named(commands, command, 'command')
  const from = said.longSource ?? (said.source === undefined ? undefined : short(said.source))
  const to = said.longDestination ?? (said.destination === undefined ? undefined : short(said.destination))
  return [
    [kind, ...(status ? [named(associations, status, 'status')] : []), ...(status === 0 ? [`address ${short(assigned)}`] : [])].join(', '),
    ...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`to ${to}`]), ...(control.security ? ['encrypted'] : []),
  ].join(' ')
}

export const personalNetwork = frame(protocol('wpan', label, { linktype: [230], wpan: [0] }).specified('IEEE 802.15.4-2020'), 0)
export const checkedPersonalNetwork = frame(protocol('wpan', label, { linktype: [195], wpan: [1] }).specified('IEEE 802.15.4-2020'), 2)
export const longCheckedPersonalNetwork = frame(protocol('wpan', label, { wpan: [2] }).specified('IEEE 802.15.4-2020'), 4)
