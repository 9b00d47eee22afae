/** Information objects of IEC 60870-5-101, clauses 7.2.6 and 7.3: what each type identification has, and lists of them. */
import {
  bits, converted, f32, flag, group, list, overlay, record, time, u16, u24, u32, u8, type Fields, type View,
} from '../../../schema/index.ts'

const little = { order: 'little' } as const
const asdu = (name: string) => `iec60870_asdu.${name}`
/** Quality of a value, from the highest bit down. */
const quality = (of: string) => ({
  invalid: flag(asdu(`${of}.iv`), 'IV'), notTopical: flag(asdu(`${of}.nt`), 'NT'), substituted: flag(asdu(`${of}.sb`), 'SB'),
  blocked: flag(asdu(`${of}.bl`), 'BL'),
})
const single = { quality: group(asdu('siq'), 'SIQ', { ...quality('siq'), reserved: bits(3, '', 'Reserved'), on: flag(asdu('siq.spi'),
  'SPI') }) }
const double = { quality: group(asdu('diq'), 'DIQ', {
  ...quality('diq'), reserved: bits(2, '', 'Reserved'),
  state: bits(2, asdu('diq.dpi'), 'DPI', { names: { 0: 'Indeterminate or Intermediate', 1: 'OFF', 2: 'ON', 3: 'Indeterminate' } }),
}) }
const described = { quality: group(asdu('qds'), 'QDS', {
  ...quality('qds'), reserved: bits(3, '', 'Reserved'), overflow: flag(asdu('qds.ov'), 'OV'),
}) }
const step = { step: group(asdu('vti'), 'VTI', { transient: flag(asdu('vti.t'), 'T'), value: bits(7, asdu('vti.v'), 'Value',
  { signed: true }) }) }
/** A fraction of 1, clause 7.2.6.6. */
const normalized = { value: converted(u16(asdu('normval'), 'Value', { ...little, signed: true }), (value) => value / 32768, 'number') }
const scaled = { value: u16(asdu('scalval'), 'Value', { ...little, signed: true }) }
const float = { value: f32(asdu('float'), 'Value', little) }
const string = { value: u32(asdu('bitstring'), 'Value', { base: 16 }) }
const counter = {
  value:    u32(asdu('bcr.count'), 'Binary Counter', { ...little, signed: true }),
  invalid:  flag(asdu('bcr.iv'), 'IV'),
  adjusted: flag(asdu('bcr.ca'), 'CA'),
  carry:    flag(asdu('bcr.cy'), 'CY'),
  sequence: bits(5, asdu('bcr.sq'), 'SQ'),
}
const select = (name: string) => flag(asdu(`${name}.se`), 'S/E')
const qualifiers = { 0: 'No pulse defined', 1: 'Short Pulse', 2: 'Long Pulse', 3: 'Persistent Output' }
const qualifier = (name: string) => bits(5, asdu(`${name}.qu`), 'QU', { names: qualifiers })
const singleCommand = { command: group(asdu('sco'), 'SCO', {
  select: select('sco'), qualifier: qualifier('sco'), reserved: bits(1, '', 'Reserved'), on: flag(asdu('sco.on'), 'ON/OFF'),
}) }
const doubleCommand = { command: group(asdu('dco'), 'DCO', {
  select: select('dco'), qualifier: qualifier('dco'), state: bits(2, asdu('dco.on'), 'ON/OFF', { names: { 1: 'OFF', 2: 'ON' } }),
}) }
const stepCommand = { command: group(asdu('rco'), 'RCO', {
  select: select('rco'), qualifier: qualifier('rco'), state: bits(2, asdu('rco.up'), 'UP/DOWN', { names: { 1: 'DOWN', 2: 'UP' } }),
}) }
const setting = { setting: group(asdu('qos'), 'QOS', { select: select('qos'), qualifier: bits(7, asdu('qos.ql'), 'QL') }) }
const parameter = { parameter: group(asdu('qpm'), 'QPM', {
  operation: bits(1, asdu('qpm.pop'), 'POP'), change: bits(1, asdu('qpm.lpc'), 'LPC'),
  kind: bits(6, asdu('qpm.kpa'), 'KPA', { names: { 1: 'Threshold value', 2: 'Smoothing factor',
    3: 'Low limit for transmission of measured values',
    4: 'High limit for transmission of measured values' } }),
}) }
const milliseconds = { milliseconds: u16(asdu('cp24time.ms'), 'MS', little) }
/** CP24Time2a, clause 7.2.6.19. */
const cp24 = {
  ...milliseconds, timeInvalid: flag(asdu('cp24time.iv'), 'IV'), timeReserved: bits(1, '', 'Reserved'),
  minute: bits(6, asdu('cp24time.min'), 'Min'),
}
/** CP56Time2a, clause 7.2.6.18. */
const cp56 = {
  time:         overlay(time(asdu('cp56time'), 'CP56Time', 'cp56')),
  milliseconds: u16(asdu('cp56time.ms'), 'MS', little),
  timeInvalid:  flag(asdu('cp56time.iv'), 'IV'),
  generated:    flag(asdu('cp56time.gen'), 'GEN'),
  minute:       bits(6, asdu('cp56time.min'), 'Min'),
  summer:       flag(asdu('cp56time.su'), 'SU'),
  timeReserved: bits(2, '', 'Reserved'),
  hour:         bits(5, asdu('cp56time.hour'), 'Hour'),
  weekday:      bits(3, asdu('cp56time.dow'), 'DOW'),
  day:          bits(5, asdu('cp56time.day'), 'Day'),
  monthReserved: bits(4, '', 'Reserved'),
  month:        bits(4, asdu('cp56time.month'), 'Month'),
  yearReserved: bits(1, '', 'Reserved'),
  year:         bits(7, asdu('cp56time.year'), 'Year'),
}

/** Clause 7.3; and of -104 those with CP56Time2a (clause 8). */
const elements: Readonly<Record<number, Readonly<Record<string, unknown>>>> = {
  1: single, 2: { ...single, ...cp24 }, 3: double, 4: { ...double, ...cp24 }, 5: { ...step, ...described },
  6: { ...step, ...described, ...cp24 }, 7: { ...string, ...described }, 8: { ...string, ...described, ...cp24 },
  9: { ...normalized, ...described }, 10: { ...normalized, ...described, ...cp24 }, 11: { ...scaled, ...described },
  12: { ...scaled, ...described, ...cp24 }, 13: { ...float, ...described }, 14: { ...float, ...described, ...cp24 },
  15: counter, 16: { ...counter, ...cp24 }, 21: normalized, 30: { ...single, ...cp56 }, 31: { ...double, ...cp56 },
  32: { ...step, ...described, ...cp56 }, 33: { ...string, ...described, ...cp56 }, 34: { ...normalized, ...described, ...cp56 },
  35: { ...scaled, ...described, ...cp56 }, 36: { ...float, ...described, ...cp56 }, 37: { ...counter, ...cp56 },
  45: singleCommand, 46: doubleCommand, 47: stepCommand, 48: { ...normalized, ...setting }, 49: { ...scaled, ...setting },
  50: { ...float, ...setting }, 51: string, 58: { ...singleCommand, ...cp56 }, 59: { ...doubleCommand, ...cp56 },
  60: { ...stepCommand, ...cp56 }, 61: { ...normalized, ...setting, ...cp56 }, 62: { ...scaled, ...setting, ...cp56 },
  63: { ...float, ...setting, ...cp56 }, 64: { ...string, ...cp56 },
  70: { cause: group(asdu('coi'), 'COI', { changed: flag(asdu('coi_i'), 'I'), reason: bits(7, asdu('coi_r'), 'R', { names: {
    0: 'Local power on', 1: 'Local manual reset', 2: 'Remote reset' } }) }) },
  100: { interrogation: u8(asdu('qoi'), 'QOI', { names: { 0: 'Not used', 20: 'Station interrogation (global)',
    '21..36': 'Group interrogation' } }) },
  101: { counters: group(asdu('qcc'), 'QCC', { freeze: bits(2, asdu('frz'), 'FRZ'), request: bits(6, asdu('rqt'), 'RQT') }) },
  102: {}, 103: cp56, 105: { reset: u8(asdu('qrp'), 'QRP') }, 106: { delay: u16('', 'Delay', { ...little, unit: 'ms' }) },
  107: { testCounter: u16('', 'Test sequence counter', little), ...cp56 }, 110: { ...normalized, ...parameter },
  111: { ...scaled, ...parameter }, 112: { ...float, ...parameter }, 113: { activation: u8('', 'QPA') },
}
const address = { address: u24(asdu('ioa'), 'IOA', little) }
const separate = (fields: Fields<View>) => ({ objects: list('', 'Objects', record('Object', { ...address, ...fields }),
  { count: 'count' }) })
const sequence = (fields: Fields<View>) => ({
  first: u24(asdu('ioa'), 'IOA', little), objects: list('', 'Elements', record('Element', fields), { count: 'count' }),
})

/** By type and whether one address is followed by several elements: `1.0`, `1.1`. */
export const objectSets: Readonly<Record<string, Fields<View>>> = Object.fromEntries(Object.entries(elements).flatMap(([type, fields]) => [
  [`${type}.0`, separate(fields as Fields<View>)] as const,
  ...(Object.keys(fields).length === 0 ? [] : [[`${type}.1`, sequence(fields as Fields<View>)] as const]),
]))
