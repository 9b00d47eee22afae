/** Values of attributes by their type: Core Specification 5.3, volume 3, part G, section 3; GATT Specification Supplement. */
import { bits, group, text, u16, u24, u8, uint, type Fields, type View } from '../../../../schema/index.ts'
import { flags, hexadecimal, little } from '../common.ts'

const at = (name: string) => `btatt.${name}`
const named = (name: string, label: string) => {
  const filter = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return { [name]: text(at(`${filter}_string`), label) }
}

/** What the value of an attribute holds; those of other types are bytes. */
export const valuesByType: Readonly<Record<number, Fields<View>>> = {
  0x2900: { extended: flags(at('characteristic_extended_properties'), 'Characteristic Extended Properties', 16,
    'reliable_write:1 Reliable Write | writable_auxiliaries:1 Writable Auxiliaries | reserved:14 Reserved') },
  0x2901: { description: text(at('characteristic_user_description'), 'Characteristic User Description') },
  0x2902: { client: flags(at('characteristic_configuration_client'), 'Characteristic Configuration Client', 16,
    'notification Notification | indication Indication | reserved:14 Reserved') },
  0x2903: { server: flags(at('characteristic_configuration_server'), 'Characteristic Configuration Server', 16,
    'broadcast Broadcast | reserved:15 Reserved') },
  0x2904: {
    presentationFormat: u8(at('characteristic_presentation.format'), 'Format', { base: 16 }),
    exponent: u8(at('characteristic_presentation.exponent'), 'Exponent'),
    unit: u16(at('characteristic_presentation.unit'), 'Unit', hexadecimal),
    namespace: u8(at('characteristic_presentation.namespace'), 'Namespace', { base: 16 }),
    namespaceDescription: u16(at('characteristic_presentation.namespace_description'), 'Namespace Description', hexadecimal),
  },
  0x2908: {
    reportId: u8(at('report_reference.report_id'), 'Report ID', { base: 16 }),
    reportType: u8(at('report_reference.report_type'), 'Report Type', { base: 16, names: { 1: 'Input', 2: 'Output', 3: 'Feature' } }),
  },
  0x2a00: { deviceName: text(at('device_name'), 'Device Name') },
  0x2a01: { appearance: group(at('appearance'), 'Appearance', {
    subcategory: bits(6, at('appearance.subcategory'), 'Subcategory'), category: bits(10, at('appearance.category'), 'Category'),
  }, little) },
  0x2a02: { privacy: u8(at('peripheral_privacy_flag'), 'Peripheral Privacy') },
  0x2a04: {
    least: u16(at('minimum_connection_interval'), 'Minimum Connection Interval', little),
    most: u16(at('maximum_connection_interval'), 'Maximum Connection Interval', little),
    latency: u16(at('slave_latency'), 'Peripheral Latency', little),
    timeout: u16(at('connection_supervision_timeout_multiplier'), 'Connection Supervision Timeout Multiplier', little),
  },
  0x2a05: {
    firstChanged: u16(at('starting_handle'), 'Starting Handle', hexadecimal), lastChanged: u16(at('ending_handle'), 'Ending Handle',
      hexadecimal),
  },
  0x2a06: { alert: u8(at('alert_level'), 'Alert Level', { base: 16, names: { 0: 'No Alert', 1: 'Mild Alert', 2: 'High Alert' } }) },
  0x2a07: { power: u8(at('tx_power_level'), 'Tx Power Level', { signed: true }) },
  0x2a19: { battery: u8(at('battery_level'), 'Battery Level', { unit: '%' }) },
  0x2a1d: { temperatureType: u8(at('temperature_type'), 'Temperature Type', { base: 16 }) },
  0x2a23: {
    manufacturerPart: uint(at('system_id.manufacturer_identifier'), 'Manufacturer Identifier', () => 5, hexadecimal),
    organization: u24(at('system_id.organizationally_unique_identifier'), 'Organizationally Unique Identifier', hexadecimal),
  },
  0x2a24: named('modelNumber', 'Model Number String'), 0x2a25: named('serialNumber', 'Serial Number String'),
  0x2a26: named('firmwareRevision', 'Firmware Revision String'), 0x2a27: named('hardwareRevision', 'Hardware Revision String'),
  0x2a28: named('softwareRevision', 'Software Revision String'), 0x2a29: named('manufacturer', 'Manufacturer String'),
  0x2a2b: {
    year: u16(at('year'), 'Year', little), month: u8(at('month'), 'Month'), day: u8(at('day'), 'Day'), hours: u8(at('hours'), 'Hours'),
    minutes: u8(at('minutes'), 'Minutes'), seconds: u8(at('seconds'), 'Seconds'), weekday: u8(at('day_of_week'), 'Day of Week'),
    fractions: u8(at('fractions256'), 'Fractions256'), reason: u8(at('adjust_reason'), 'Adjust Reason', { base: 16 }),
  },
  0x2a38: { location: u8(at('body_sensor_location'), 'Body Sensor Location', { base: 16, names: {
    0: 'Other', 1: 'Chest', 2: 'Wrist', 3: 'Finger', 4: 'Hand', 5: 'Ear Lobe', 6: 'Foot' } }) },
  0x2a39: { control: u8(at('heart_rate_control_point'), 'Heart Rate Control Point', { base: 16 }) },
  0x2a4a: {
    version: u16(at('hogp.bcd_hid'), 'bcdHID', hexadecimal), country: u8(at('hogp.b_country_code'), 'bCountryCode', { base: 16 }),
    hidFlags: u8(at('hogp.flags'), 'Flags', { base: 16 }),
  },
  0x2a4c: { hidControl: u8(at('hogp.hid_control_point_command'), 'HID Control Point Command', { base: 16 }) },
  0x2a4e: { mode: u8(at('hogp.protocol_mode'), 'Protocol Mode', { base: 16, names: { 0: 'Boot', 1: 'Report' } }) },
  0x2a50: {
    source: u8(at('pnp_id.vendor_id_source'), 'Vendor ID Source', { base: 16, names: { 1: 'Bluetooth SIG', 2: 'USB' } }),
    vendor: u16(at('pnp_id.vendor_id'), 'Vendor ID', hexadecimal), product: u16(at('pnp_id.product_id'), 'Product ID', hexadecimal),
    productVersion: u16(at('pnp_id.product_version'), 'Version', hexadecimal),
  },
  0x2aa6: { resolution: u8(at('central_address_resolution'), 'Central Address Resolution') },
  0x2ac9: { resolvable: u8(at('resolvable_private_address'), 'Resolvable Private Address') },
}
