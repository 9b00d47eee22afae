/** What the protocols of Bluetooth have in common: addresses, sets of flags, error codes. Their numbers are little-endian. */
import { bits, bytes, converted, flag, group, nameIn, overlay, u64, type Field } from '../../../schema/index.ts'

export const little = { order: 'little' } as const
export const hexadecimal = { order: 'little', base: 16 } as const

const reversed = (address: Uint8Array) => Array.from(address, (byte) => byte.toString(16).padStart(2, '0')).reverse().join(':')
const back = (text: string) => Uint8Array.from(text.split(':').reverse(), (byte) => Number.parseInt(byte, 16))

/** A device address, the last byte first: Core Specification 5.3, volume 4, part E, section 5.2. */
export const deviceAddress = (filter: string, label: string): Field<string, unknown> =>
  converted(bytes(filter, label, 6), reversed, 'text', back)

export const named = (names: Readonly<Record<number, string>>, value: number, word: string): string =>
  nameIn(names, value) ?? `${word} 0x${value.toString(16).padStart(2, '0')}`

/** The words of a filter name in one: `le_scan_type` is `leScanType`. */
export const inOneWord = (name: string): string =>
  name.split(/[^a-zA-Z0-9]/).filter((word) => word !== '')
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')

const propertyOf = (name: string) => inOneWord(name).replace(/^[^a-z]+/, 'is')

/**
 * Bits from the lowest up, as words between bars: `reserved:3 Reserved | encryption Encryption`, where a width
 * makes a number, also one of 1; a name without a filter is `-`. `size` is that of the whole number.
 */
export function flags(filter: string, label: string, size: number, words: string, prefix = `${filter}.`): Field<object, unknown> {
  const fields: Record<string, Field<unknown, unknown>> = {}
  let used = 0
  const add = (name: string, width: number, text: string, isNumber = false) => {
    const field = name === '-' ? '' : prefix + name
    const key = name === '-' ? `unused${used}` : `${propertyOf(name)}${used}`
    fields[key] = width === 1 && !isNumber ? flag(field, text) : bits(width, field, text, { base: 16 })
    used += width
  }
  for (const part of words.split('|').map((text) => text.trim())) {
    const [name = '', ...text] = part.split(' ')
    const [only = '', width] = name.split(':')
    add(only, Number(width ?? 1), text.join(' ') || 'Reserved', width !== undefined)
  }
  if (used < size) add('-', size - used, 'Reserved')
  return group(filter, label, fields as never, little) as never
}

const half = 32
/** The same of 64 bits, as two halves: a number has no more bits. Their fields are called after `name`. */
export function longFlags(name: string, filter: string, label: string, words: string, prefix = `${filter}.`): Readonly<Record<string,
  Field<unknown, unknown>>> {
  const parts = words.split('|')
  const low: string[] = []
  for (let used = 0; used < half && parts.length > 0;) {
    const part = parts.shift()!
    used += Number(/^\s*[^\s:]+:(\d+)/.exec(part)?.[1] ?? 1)
    low.push(part)
  }
  return {
    ...(filter !== '' && { [name]: overlay(u64(filter, label, hexadecimal)) }),
    [`${name}Low`]: flags('', label, half, low.join('|'), prefix) as Field<unknown, unknown>,
    [`${name}High`]: flags('', label, half, parts.length === 0 ? `-:${half} Reserved` : parts.join('|'), prefix) as Field<unknown,
    unknown>,
  }
}

const channelWords = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `${first + index} Channel ${first + index}`).join('|')
/** The channels of Low Energy that are used: Core Specification 5.3, volume 6, part B, section 2.3.3.1. */
export const channelMap = (filter: string) => ({
  channels:     overlay(bytes(filter, 'Channel Map', 5)),
  channelsLow:  flags('', 'Channels', half, channelWords(0, half), 'btcommon.le_channel_map.'),
  channelsHigh: flags('', 'Channels', 8, channelWords(half, 8), 'btcommon.le_channel_map.'),
})

/** Core Specification 5.3, volume 1, part F. */
export const errors = {
  0x00: 'Success', 0x01: 'Unknown HCI Command', 0x02: 'Unknown Connection Identifier', 0x03: 'Hardware Failure', 0x04: 'Page Timeout',
  0x05: 'Authentication Failure', 0x06: 'PIN or Key Missing', 0x07: 'Memory Capacity Exceeded', 0x08: 'Connection Timeout',
  0x09: 'Connection Limit Exceeded', 0x0a: 'Synchronous Connection Limit To A Device Exceeded', 0x0b: 'Connection Already Exists',
  0x0c: 'Command Disallowed', 0x0d: 'Connection Rejected Due To Limited Resources', 0x0e: 'Connection Rejected Due To Security Reasons',
  0x0f: 'Connection Rejected Due To Unacceptable BD_ADDR', 0x10: 'Connection Accept Timeout Exceeded',
  0x11: 'Unsupported Feature Or Parameter Value', 0x12: 'Invalid HCI Command Parameters', 0x13: 'Remote User Terminated Connection',
  0x14: 'Remote Device Terminated Connection Due To Low Resources', 0x15: 'Remote Device Terminated Connection Due To Power Off',
  0x16: 'Connection Terminated By Local Host', 0x17: 'Repeated Attempts', 0x18: 'Pairing Not Allowed', 0x19: 'Unknown LMP PDU',
  0x1a: 'Unsupported Remote Feature', 0x1b: 'SCO Offset Rejected', 0x1c: 'SCO Interval Rejected', 0x1d: 'SCO Air Mode Rejected',
  0x1e: 'Invalid LMP Parameters', 0x1f: 'Unspecified Error', 0x20: 'Unsupported LMP Parameter Value', 0x21: 'Role Change Not Allowed',
  0x22: 'LMP Response Timeout', 0x23: 'LMP Error Transaction Collision', 0x24: 'LMP PDU Not Allowed',
  0x25: 'Encryption Mode Not Acceptable', 0x26: 'Link Key Cannot Be Changed', 0x27: 'Requested QoS Not Supported', 0x28: 'Instant Passed',
  0x29: 'Pairing With Unit Key Not Supported', 0x2a: 'Different Transaction Collision', 0x2c: 'QoS Unacceptable Parameter',
  0x2d: 'QoS Rejected', 0x2e: 'Channel Classification Not Supported', 0x2f: 'Insufficient Security',
  0x30: 'Parameter Out Of Mandatory Range', 0x32: 'Role Switch Pending', 0x34: 'Reserved Slot Violation', 0x35: 'Role Switch Failed',
  0x36: 'Extended Inquiry Response Too Large', 0x37: 'Secure Simple Pairing Not Supported By Host', 0x38: 'Host Busy - Pairing',
  0x39: 'Connection Rejected Due To No Suitable Channel Found', 0x3a: 'Controller Busy', 0x3b: 'Unacceptable Connection Parameters',
  0x3c: 'Advertising Timeout', 0x3d: 'Connection Terminated Due To MIC Failure', 0x3e: 'Connection Failed To Be Established',
  0x3f: 'MAC Connection Failed', 0x40: 'Coarse Clock Adjustment Rejected', 0x41: 'Type0 Submap Not Defined',
  0x42: 'Unknown Advertising Identifier', 0x43: 'Limit Reached', 0x44: 'Operation Cancelled By Host', 0x45: 'Packet Too Long',
}
/** Assigned Numbers, section 2.1 (2026-11). */
export const versions = {
  0: '1.0b', 1: '1.1', 2: '1.2', 3: '2.0 + EDR', 4: '2.1 + EDR', 5: '3.0 + HS', 6: '4.0', 7: '4.1', 8: '4.2', 9: '5.0', 10: '5.1',
  11: '5.2', 12: '5.3', 13: '5.4', 14: '6.0',
}
/** Assigned Numbers, section 7.1 (2026-11), those met most. */
export const companies = {
  0: 'Ericsson', 1: 'Nokia', 2: 'Intel', 3: 'IBM', 4: 'Toshiba', 6: 'Microsoft', 10: 'Qualcomm (CSR)', 13: 'Texas Instruments',
  15: 'Broadcom', 29: 'Qualcomm', 48: 'ST Microelectronics', 57: 'Integrated System Solution', 63: 'Bluetooth SIG', 70: 'MediaTek',
  76: 'Apple', 89: 'Nordic Semiconductor', 93: 'Realtek', 117: 'Samsung', 224: 'Google', 301: 'Sony', 305: 'Cypress', 637: 'Huawei',
  741: 'Espressif', 911: 'Xiaomi', 0xffff: 'internal use',
}
