/**
 * What devices tell of themselves, in advertising and in inquiry responses: Supplement to the Core Specification, part A;
 * Assigned Numbers, section 2.3.
 */
import {
  bytes, computedBytes, group, list, record, rest, text, u16, u32, u8, when, bits,
} from '../../../schema/index.ts'
import { channelMap, companies, deviceAddress, flags, hexadecimal, little } from './common.ts'
import { services } from './identifiers.ts'

const types = {
  0x01: 'Flags', 0x02: '16-bit Service Class UUIDs (incomplete)', 0x03: '16-bit Service Class UUIDs',
  0x04: '32-bit Service Class UUIDs (incomplete)', 0x05: '32-bit Service Class UUIDs', 0x06: '128-bit Service Class UUIDs (incomplete)',
  0x07: '128-bit Service Class UUIDs', 0x08: 'Device Name (shortened)', 0x09: 'Device Name', 0x0a: 'Tx Power Level',
  0x0d: 'Class Of Device', 0x0e: 'Simple Pairing Hash C', 0x0f: 'Simple Pairing Randomizer R',
  0x10: 'Device ID / Security Manager TK Value', 0x11: 'Security Manager Out of Band Flags', 0x12: 'Peripheral Connection Interval Range',
  0x14: 'List of 16-bit Service Solicitation UUIDs', 0x15: 'List of 128-bit Service Solicitation UUIDs',
  0x16: 'Service Data - 16 bit UUID', 0x17: 'Public Target Address', 0x18: 'Random Target Address', 0x19: 'Appearance',
  0x1a: 'Advertising Interval', 0x1b: 'LE Bluetooth Device Address', 0x1c: 'LE Role', 0x1d: 'Simple Pairing Hash C-256',
  0x1e: 'Simple Pairing Randomizer R-256', 0x1f: 'List of 32-bit Service Solicitation UUIDs', 0x20: 'Service Data - 32 bit UUID',
  0x21: 'Service Data - 128 bit UUID', 0x22: 'LE Secure Connections Confirmation Value', 0x23: 'LE Secure Connections Random Value',
  0x24: 'URI', 0x25: 'Indoor Positioning', 0x26: 'Transport Discovery Data', 0x27: 'LE Supported Features',
  0x28: 'Channel Map Update Indication', 0x29: 'PB-ADV', 0x2a: 'Mesh Message', 0x2b: 'Mesh Beacon', 0x2c: 'BIGInfo',
  0x2d: 'Broadcast Code', 0x2e: 'Resolvable Set Identifier', 0x2f: 'Advertising Interval - long', 0x30: 'Broadcast Name',
  0x31: 'Encrypted Advertising Data', 0x3d: '3D Information Data', 0xff: 'Manufacturer Specific',
}
const at = (name: string) => `btcommon.eir_ad.entry.${name}`

export const classOfDevice = flags('btcommon.cod.class_of_device', 'Class of Device', 24, [
  'format_type:2 Format Type', 'minor_device_class:6 Minor Device Class', 'major_device_class:5 Major Device Class',
  'major_service_classes.limited_discoverable_mode Limited Discoverable Mode', 'major_service_classes.le_audio:1 LE Audio',
  'major_service_classes.reserved:1 Reserved', 'major_service_classes.positioning Positioning',
  'major_service_classes.networking Networking', 'major_service_classes.rendering Rendering', 'major_service_classes.capturing Capturing',
  'major_service_classes.object_transfer Object Transfer', 'major_service_classes.audio Audio',
  'major_service_classes.telephony Telephony', 'major_service_classes.information Information',
].join(' | '), 'btcommon.cod.')

const uuid16 = u16(at('uuid_16'), 'UUID 16', { ...hexadecimal, names: services })
const uuid32 = u32(at('uuid_32'), 'UUID 32', hexadecimal)
/** UUIDs that are short ones on the base of Bluetooth have another name. */
const base = Uint8Array.of(0xfb, 0x34, 0x9b, 0x5f, 0x80, 0, 0, 0x80, 0, 0x10, 0, 0)
interface Placed { readonly raw: Uint8Array }
const isOnBase = ({ raw }: Placed) => base.every((byte, index) => raw[index] === byte)
const reversed = ({ raw }: { readonly raw: Uint8Array }) => raw.slice().reverse()
/** Shown as it is written, the last byte first. */
const long = record('UUID', { raw: bytes('', 'UUID, last byte first', 16) }).fields({
  onBase: when(isOnBase, computedBytes(at('uuid_128'), 'UUID 128', reversed)),
  custom: when((view: Placed) => !isOnBase(view), computedBytes(at('custom_uuid_128'), 'Custom UUID', reversed)),
})
const serviceData = rest(at('service_data'), 'Service Data')
const shorts = { shorts: list('', 'UUIDs', record('UUID', { uuid16 })) }
const mediums = { mediums: list('', 'UUIDs', record('UUID', { uuid32 })) }
const longs = { longs: list('', 'UUIDs', long) }
const targets = { targets: list('', 'Addresses', record('Address', { address: deviceAddress(at('bd_addr'), 'BD_ADDR') })) }
const name = { name: text(at('device_name'), 'Device Name') }
const hash = { hash: bytes(at('hash_c'), 'Hash C', 16) }
const randomizer = { randomizer: bytes(at('randomizer_r'), 'Randomizer R', 16) }
const deviceLength = 9

const entry = record('Entry', { length: u8(at('length'), 'Length', { unit: 'bytes' }) })
  .length({ length: 'length', plus: 1 })
  .fields({ type: when(({ length }) => length > 0, u8(at('type'), 'Type', { base: 16, names: types })) })
  .choice('type', {
    0x01: { flags: flags('', 'Flags', 8, 'le_limited_discoverable_mode:1 LE Limited Discoverable Mode | le_general_discoverable_mode:1'
      + ' LE General Discoverable Mode | bredr_not_supported:1 BR/EDR Not Supported | le_bredr_support_controller:1'
      + ' Simultaneous LE and BR/EDR (Controller) | le_bredr_support_host:1 Simultaneous LE and BR/EDR (Host) | reserved:3 Reserved',
    at('flags.')) },
    0x02: shorts, 0x03: shorts, 0x14: shorts, 0x04: mediums, 0x05: mediums, 0x1f: mediums, 0x06: longs, 0x07: longs, 0x15: longs,
    0x08: name, 0x09: name,
    0x0a: { power: u8(at('power_level'), 'Power Level', { signed: true, unit: 'dBm' }) },
    0x0d: { classOfDevice },
    0x0e: hash, 0x1d: hash, 0x0f: randomizer, 0x1e: randomizer,
    0x10: {
      source:  when({ length: deviceLength }, u16(at('did.vendor_id_source'), 'Vendor ID Source', hexadecimal)),
      vendor:  when({ length: deviceLength }, u16(at('did.vendor_id'), 'Vendor ID', hexadecimal)),
      product: when({ length: deviceLength }, u16(at('did.product_id'), 'Product ID', hexadecimal)),
      version: when({ length: deviceLength }, u16(at('did.version'), 'Version', hexadecimal)),
    },
    0x11: { outOfBand: flags('', 'Out of Band Flags', 8,
      'oob_data_present:1 OOB Data Present | oob_le_supported_host:1 LE Supported By Host'
      + ' | oob_le_bredr_support:1 Simultaneous LE and BR/EDR | oob_address_type:1 Address Type | oob_reserved:4 Reserved',
      at('oob_flags.')) },
    0x12: {
      least: u16(at('connection_interval_min'), 'Connection Interval Min', little),
      most:  u16(at('connection_interval_max'), 'Connection Interval Max', little),
    },
    0x16: { uuid16, serviceData },
    0x17: targets, 0x18: targets,
    0x19: { appearance: u16(at('appearance'), 'Appearance', hexadecimal) },
    0x1a: { interval: u16(at('advertising_interval'), 'Advertising Interval', little) },
    0x1b: {
      address: deviceAddress(at('bd_addr'), 'BD_ADDR'),
      addressType: group('', 'Address Type', {
        reserved: bits(7, at('le_bd_addr.reserved'), 'Reserved', { base: 16 }), isRandom: bits(1, at('le_bd_addr.type'), 'Type',
          { base: 16 }),
      }),
    },
    0x1c: { role: u8(at('le_role'), 'Role', { base: 16, names: {
      0: 'Peripheral only', 1: 'Central only', 2: 'both, Peripheral preferred', 3: 'both, Central preferred' } }) },
    0x20: { uuid32, serviceData },
    0x21: { uuid: list('', 'UUID', long, { count: 1 }), serviceData },
    0x22: { confirmation: bytes(at('le_secure_confirmation_value'), 'LE Secure Connections Confirmation Value', 16) },
    0x23: { random: bytes(at('le_secure_random_value'), 'LE Secure Connections Random Value', 16) },
    0x24: { uri: text(at('uri'), 'URI') },
    0x28: { ...channelMap(at('le_channel_map')), instant: u16(at('instant'), 'Instant', little) },
    0x29: { provisioning: rest(at('mesh_pbadv'), 'Mesh PB-ADV message') },
    0x2a: { meshMessage: rest(at('mesh_msg'), 'Mesh message') },
    0x2b: { meshBeacon: rest(at('mesh_beacon'), 'Mesh beacon') },
    0xff: { company: u16(at('company_id'), 'Company ID', { ...hexadecimal, names: companies }) },
  })
  .fields({ data: rest(at('data'), 'Data') })

/** The entries of advertising or inquiry data; an empty one is the last. */
export const advertisingData = (length?: object) =>
  list('', 'Advertising Data', entry, { ...length, last: ({ length: size }: { readonly length: number }) => size === 0 } as never)

interface Told { readonly name?: string | undefined; readonly company?: number | undefined }
/** The name that entries tell, or the company whose data they hold. */
export function nameTold(entries: unknown): string | undefined {
  const told = (entries as readonly Told[] | undefined)?.find((each) => each.name !== undefined)
  return told?.name
}
