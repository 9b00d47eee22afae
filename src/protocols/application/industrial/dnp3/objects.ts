/** The objects of an application message: IEEE 1815-2012, annex A. A group and a variation say what each point has. */
import {
  bits, bytes, f32, f64, flag, group, list, record, time, u16, u32, u8, uint, type Fields, type Names, type View,
} from '../../../../schema/index.ts'

const little = { order: 'little' } as const

/** Clause 11.6: the flags of a point, from the highest bit down. */
const quality = (of: string, names: readonly string[]) => group(`dnp3.al.${of}`, 'Quality', Object.fromEntries(
  names.map((name, at) => [`bit${7 - at}`, flag(`dnp3.al.${of}.b${7 - at}`, name)]),
))
const common = ['Local Force', 'Remote Force', 'Comm Fail', 'Restart', 'Online']
const remote = (...first: string[]) => [...first, ...common]
const binaryIn = { quality: quality('biq', remote('Point Value', 'Reserved', 'Chatter Filter')) }
const binaryOut = { quality: quality('boq', remote('Point Value', 'Reserved', 'Reserved')) }
const counter = { quality: quality('ctrq', remote('Reserved', 'Discontinuity', 'Roll-Over')) }
const analogIn = { quality: quality('aiq', remote('Reserved', 'Reference Check', 'Over-Range')) }
const analogOut = { quality: quality('aoq', remote('Reserved', 'Reserved', 'Reserved')) }

/** Milliseconds since 1970, in 48 bits. */
const timestamp = { time: time('dnp3.al.timestamp', 'Timestamp', 'unix-ms-48', little) }
const count32 = { count: u32('dnp3.al.cnt', 'Counter (32 bit)', little) }
const count16 = { count: u16('dnp3.al.cnt', 'Counter (16 bit)', little) }
const whole32 = { value: u32('dnp3.al.ana.int', 'Value (32 bit)', { ...little, signed: true }) }
const whole16 = { value: u16('dnp3.al.ana.int', 'Value (16 bit)', { ...little, signed: true }) }
const float = { value: f32('dnp3.al.ana.float', 'Value (float)', little) }
const double = { value: f64('dnp3.al.ana.double', 'Value (double)', little) }
const out32 = { value: u32('dnp3.al.anaout.int', 'Output Value (32 bit)', { ...little, signed: true }) }
const out16 = { value: u16('dnp3.al.anaout.int', 'Output Value (16 bit)', { ...little, signed: true }) }
const outFloat = { value: f32('dnp3.al.anaout.float', 'Output Value (float)', little) }
const outDouble = { value: f64('dnp3.al.anaout.double', 'Output (double)', little) }
/** Clause 11.10.1, table 11-11. */
const statuses = {
  0: 'Req. Accepted/Init/Queued', 1: 'Arm Timeout', 2: 'No Select', 3: 'Format Error', 4: 'Not Supported', 5: 'Already Active',
  6: 'Hardware Error',
  7: 'Local', 8: 'Too Many Operations', 9: 'Not Authorized', 10: 'Automation Inhibit', 11: 'Processing Limited', 12: 'Out Of Range',
  126: 'Non Participating',
}
const status = { status: u8('dnp3.al.ctrlstatus', 'Control Status', { names: statuses }) }
const control = {
  code: group('', 'Control Code', {
    tripClose: bits(2, 'dnp3.ctrlfield.tripclose', 'Trip Close Code', { names: { 0: 'NUL', 1: 'Close', 2: 'Trip' } }),
    clear:     flag('dnp3.ctrlfield.clear', 'Clear'),
    queue:     flag('', 'Queue'),
    operation: bits(4, 'dnp3.ctrlfield.operation', 'Operation Type',
      { names: { 0: 'NUL', 1: 'Pulse On', 2: 'Pulse Off', 3: 'Latch On', 4: 'Latch Off' } }),
  }),
  number:  u8('dnp3.al.count', 'Count'),
  onTime:  u32('dnp3.al.on_time', 'On Time', { ...little, unit: 'ms' }),
  offTime: u32('dnp3.al.off_time', 'Off Time', { ...little, unit: 'ms' }),
  ...status,
}
const relative = { relativeTime: u16('dnp3.al.reltimestamp', 'Relative Timestamp', { ...little, unit: 'ms' }) }

/** By group and variation. */
const points: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '1.2': binaryIn, '2.1': binaryIn, '2.2': { ...binaryIn, ...timestamp }, '2.3': { ...binaryIn, ...relative },
  '3.2': binaryIn, '4.1': binaryIn, '4.2': { ...binaryIn, ...timestamp }, '4.3': { ...binaryIn, ...relative },
  '10.2': binaryOut, '11.1': binaryOut, '11.2': { ...binaryOut, ...timestamp }, '12.1': control,
  '20.1': { ...counter, ...count32 }, '20.2': { ...counter, ...count16 }, '20.5': count32, '20.6': count16,
  '21.1': { ...counter, ...count32 }, '21.2': { ...counter, ...count16 }, '21.5': { ...counter, ...count32, ...timestamp },
  '21.6': { ...counter, ...count16, ...timestamp }, '21.9': count32, '21.10': count16,
  '22.1': { ...counter, ...count32 }, '22.2': { ...counter, ...count16 }, '22.5': { ...counter, ...count32, ...timestamp },
  '22.6': { ...counter, ...count16, ...timestamp },
  '23.1': { ...counter, ...count32 }, '23.2': { ...counter, ...count16 }, '23.5': { ...counter, ...count32, ...timestamp },
  '30.1': { ...analogIn, ...whole32 }, '30.2': { ...analogIn, ...whole16 }, '30.3': whole32, '30.4': whole16,
  '30.5': { ...analogIn, ...float }, '30.6': { ...analogIn, ...double },
  '32.1': { ...analogIn, ...whole32 }, '32.2': { ...analogIn, ...whole16 }, '32.3': { ...analogIn, ...whole32, ...timestamp },
  '32.4': { ...analogIn, ...whole16, ...timestamp }, '32.5': { ...analogIn, ...float }, '32.6': { ...analogIn, ...double },
  '32.7': { ...analogIn, ...float, ...timestamp }, '34.1': whole16, '34.2': whole32, '34.3': float,
  '40.1': { ...analogOut, ...out32 }, '40.2': { ...analogOut, ...out16 }, '40.3': { ...analogOut, ...outFloat },
  '40.4': { ...analogOut, ...outDouble },
  '41.1': { ...out32, ...status }, '41.2': { ...out16, ...status }, '41.3': { ...outFloat, ...status }, '41.4': { ...outDouble, ...status },
  '42.1': { ...analogOut, ...out32 }, '42.2': { ...analogOut, ...out16 }, '42.3': { ...analogOut, ...out32, ...timestamp },
  '50.1': timestamp, '51.1': timestamp, '51.2': timestamp,
  '52.1': { delay: u16('dnp3.al.time_delay', 'Time Delay', { ...little, unit: 's' }) },
  '52.2': { delay: u16('dnp3.al.time_delay', 'Time Delay', { ...little, unit: 'ms' }) },
}

/** Bytes of an index before each point, by the prefix code of a header. */
export const prefixSizes: Readonly<Record<number, number>> = { 0: 0, 1: 1, 2: 2, 3: 4 }

interface Counted { readonly items: number }
const pointList = (fields: Fields<View>, size: number) => ({ points: list('dnp3.al.points', 'Points', record('Point', {
  ...(size > 0 && { index: uint('dnp3.al.index', 'Index', () => size, little) }), ...fields,
}), { count: 'items' }) })
/** Points of one bit each, clause 11.9.2.3. */
const packed = { packed: bytes('', 'Values', ({ items }: Counted) => Math.ceil(items / 8)) }
interface Sized extends Counted { readonly object: number }
/** The variation is the length of each. */
const octets = (size: number): Fields<View> =>
  ({ octets: bytes('dnp3.al.octet_string', 'Octet String', ({ items, object }: Sized) => items * ((object & 255) + size)) as never })

/** What follows a header, by group, variation and size of the prefix. */
export const pointSets: Readonly<Record<string, Fields<View>>> = Object.fromEntries([
  ...['1.1.0', '10.1.0', '80.1.0'].map((key) => [key, packed] as const),
  ...[0, 1, 2, 4].flatMap((size) => [
    ...Object.entries(points).map(([key, fields]) => [`${key}.${size}`, pointList(fields as Fields<View>, size)] as const),
    ...[110, 111].map((group) => [`${group}.${size}`, octets(size)] as const),
  ]),
])

/** Annex A, group by group; of further variations the number says it. */
const groups: Readonly<Record<number, string>> = {
  1: 'Binary Input', 2: 'Binary Input Change', 3: 'Double-bit Input', 4: 'Double-bit Input Change', 10: 'Binary Output',
  11: 'Binary Output Change',
  12: 'Control Relay Output Block', 20: 'Counter', 21: 'Frozen Counter', 22: 'Counter Change', 23: 'Frozen Counter Change',
  30: 'Analog Input',
  31: 'Frozen Analog Input', 32: 'Analog Input Change', 33: 'Frozen Analog Input Change', 34: 'Analog Input Deadband',
  40: 'Analog Output Status',
  41: 'Analog Output Block', 42: 'Analog Output Change', 43: 'Analog Output Command', 70: 'File', 110: 'Octet String',
  111: 'Octet String Event',
  120: 'Authentication',
}
const others: Names = {
  0x3201: 'Time and Date', 0x3202: 'Time and Date with Interval', 0x3301: 'Time and Date CTO', 0x3302: 'Unsynchronized Time and Date CTO',
  0x3401: 'Time Delay Coarse', 0x3402: 'Time Delay Fine', 0x3c01: 'Class 0 Data', 0x3c02: 'Class 1 Data', 0x3c03: 'Class 2 Data',
  0x3c04: 'Class 3 Data', 0x5001: 'Internal Indications', 0x0c01: 'Control Relay Output Block',
}
/** By group and variation. */
export const objectNames: Names = {
  ...Object.fromEntries(Object.entries(groups).flatMap(([group, name]) =>
    Array.from({ length: 16 }, (_, variation) => [Number(group) * 256 + variation,
      variation === 0 ? name : `${name} variation ${variation}`]))),
  ...others,
}
