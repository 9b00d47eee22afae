/** The application layer of DNP3, IEEE 1815-2012, clause 4: a header, and objects of which each has points. */
import {
  bits, computed, flag, group, list, nameIn, protocol, record, u16, u32, u8, type Names,
} from '../../../../schema/index.ts'
import { objectNames, pointSets, prefixSizes } from './objects.ts'

/** Clause 4.2.2.5, table 4-2. */
const functions = {
  0: 'Confirm', 1: 'Read', 2: 'Write', 3: 'Select', 4: 'Operate', 5: 'Direct Operate', 6: 'Direct Operate No Ack', 7: 'Immediate Freeze',
  8: 'Immediate Freeze No Ack', 9: 'Freeze and Clear', 10: 'Freeze and Clear No Ack', 11: 'Freeze at Time', 12: 'Freeze at Time No Ack',
  13: 'Cold Restart', 14: 'Warm Restart', 15: 'Initialize Data', 16: 'Initialize Application', 17: 'Start Application',
  18: 'Stop Application',
  19: 'Save Configuration', 20: 'Enable Spontaneous Messages', 21: 'Disable Spontaneous Messages', 22: 'Assign Classes',
  23: 'Delay Measurement',
  24: 'Record Current Time', 25: 'Open File', 26: 'Close File', 27: 'Delete File', 28: 'Get File Information', 29: 'Authenticate File',
  30: 'Abort File', 31: 'Activate Configuration', 32: 'Authentication Request', 33: 'Authentication Error', 129: 'Response',
  130: 'Unsolicited Response', 131: 'Authentication Response',
} satisfies Names
const prefixes = {
  0: 'None', 1: '1-Octet Index Prefix', 2: '2-Octet Index Prefix', 3: '4-Octet Index Prefix', 4: '1-Octet Object Size Prefix',
  5: '2-Octet Object Size Prefix', 6: '4-Octet Object Size Prefix',
}
const ranges = {
  0: '8-bit Start and Stop Indices', 1: '16-bit Start and Stop Indices', 2: '32-bit Start and Stop Indices', 3: '8-bit Absolute Address',
  4: '16-bit Absolute Address', 5: '32-bit Absolute Address', 6: 'No Range Field', 7: '8-bit Single Field Quantity',
  8: '16-bit Single Field Quantity', 9: '32-bit Single Field Quantity', 11: 'Variable Array',
}
const little = { order: 'little' } as const
const startStop = (field: typeof u8, width: number) => ({
  rangeStart: field('dnp3.al.range.start', `Start (${width} bit)`, little),
  rangeStop:  field('dnp3.al.range.stop', `Stop (${width} bit)`, little),
})
const quantity = (field: typeof u8, width: number) => ({
  quantity: field('dnp3.al.range.quantity', `Quantity (${width} bit)`, little),
})

/** Clause 4.2.2.7. Objects that are asked for have no points. */
const objectHeader = (hasPoints: boolean) => {
  const object = record('Object', {
    object:    u16('dnp3.al.obj', 'Object', { base: 16, names: objectNames }),
    qualifier: group('', 'Qualifier', {
      reserved: bits(1, '', 'Reserved'),
      prefix:   bits(3, 'dnp3.al.objq.prefix', 'Prefix Code', { names: prefixes }),
      range:    bits(4, 'dnp3.al.objq.range', 'Range Code', { names: ranges }),
    }),
  })
    .choice('qualifier.range', {
      0: startStop(u8, 8), 1: startStop(u16, 16), 2: startStop(u32, 32), 7: quantity(u8, 8), 8: quantity(u16, 16), 9: quantity(u32, 32),
    })
    .fields({ items: computed('', 'Number of Items', (it: Ranged) => itemsIn(it)) })
  return hasPoints ? object.choice((it) => keyOf(it), pointSets as {}) : object
}
interface Ranged {
  readonly quantity: number | undefined
  readonly rangeStart: number | undefined
  readonly rangeStop: number | undefined
}
const itemsIn = ({ quantity, rangeStart = 0, rangeStop = -1 }: Ranged) => quantity ?? Math.max(0, rangeStop - rangeStart + 1)
const keyOf = ({ object, qualifier }: { readonly object: number; readonly qualifier: { readonly prefix: number } }) =>
  `${object >> 8}.${isOctets(object) ? '' : `${object & 255}.`}${prefixSizes[qualifier.prefix] ?? 'size'}`
/** Octet strings, of which the variation is a length. */
const isOctets = (object: number) => object >> 8 === 110 || object >> 8 === 111

/** Clause 4.2.2.6. */
const indications = { indications: group('dnp3.al.iin', 'Internal Indications', {
  restart:       flag('dnp3.al.iin.rst', 'Device Restart'),
  trouble:       flag('dnp3.al.iin.dt', 'Device Trouble'),
  local:         flag('dnp3.al.iin.dol', 'Digital Outputs in Local'),
  needTime:      flag('dnp3.al.iin.tsr', 'Time Sync Required'),
  class3:        flag('dnp3.al.iin.cls3d', 'Class 3 Data Available'),
  class2:        flag('dnp3.al.iin.cls2d', 'Class 2 Data Available'),
  class1:        flag('dnp3.al.iin.cls1d', 'Class 1 Data Available'),
  broadcast:     flag('dnp3.al.iin.bmsg', 'Broadcast Msg Rx'),
  reserved:      bits(2, '', 'Reserved'),
  corrupt:       flag('dnp3.al.iin.cc', 'Configuration Corrupt'),
  executing:     flag('dnp3.al.iin.oae', 'Operation Already Executing'),
  overflow:      flag('dnp3.al.iin.ebo', 'Event buffer Overflow'),
  badParameters: flag('dnp3.al.iin.pioor', 'Parameters Invalid or Out of Range'),
  unknownObject: flag('dnp3.al.iin.obju', 'Requested Objects Unknown'),
  noFunction:    flag('dnp3.al.iin.fcni', 'Function Code not implemented'),
}) }

const asked = objectHeader(false)
const held = objectHeader(true)

export const dnp3Application = protocol('dnp3', 'DNP 3.0 Application Layer', { 'dnp3.data': [1] })
  .specified('IEEE 1815-2012')
  .fields({
    control: group('dnp3.al.ctl', 'Application Control', {
      first:       flag('dnp3.al.fir', 'First'),
      final:       flag('dnp3.al.fin', 'Final'),
      confirm:     flag('dnp3.al.con', 'Confirm'),
      unsolicited: flag('dnp3.al.uns', 'Unsolicited'),
      sequence:    bits(4, 'dnp3.al.seq', 'Sequence'),
    }),
    function: u8('dnp3.al.func', 'Application Layer Function Code', { names: functions }),
  })
  .choice('function', { 129: indications, 130: indications, 131: indications })
  .cases(
    [{ function: [0, 1, 20, 21, 22] }, { asked: list('', 'Objects', asked) }],
    [() => true, { objects: list('', 'Objects', held) }],
  )
  .colored('messages', ({ indications: seen }) => {
    if (seen === undefined) return undefined
    return seen.noFunction || seen.unknownObject || seen.badParameters ? 'error' : seen.trouble || seen.corrupt ? 'warning' : undefined
  })
  .summarized(({ function: code, asked, objects }) => {
    const names = (asked ?? objects ?? []).slice(0, 4).map(({ object }) => nameIn(objectNames,
      object) ?? `object ${object >> 8} variation ${object & 255}`)
    return `${nameIn(functions, code) ?? `function ${code}`}${names.length > 0 ? `: ${names.join(', ')}` : ''}`
  })
