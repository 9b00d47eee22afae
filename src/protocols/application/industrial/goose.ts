/** Generic Object Oriented Substation Events: IEC 61850-8-1, annex A, over Ethernet (annex C), with data as of IEC 61850-7-2. */
import {
  ahead, ber, berElement, bits, computed, converted, flag, given, group, lineOf, list, overlay, protocol, range, record, rest, u16,
  type Names, type Schema,
} from '../../../schema/index.ts'

/** Annex A: the numbers of `Data`, as context tags. */
const kinds = {
  1: 'array', 2: 'structure', 3: 'boolean', 4: 'bit-string', 5: 'integer', 6: 'unsigned', 7: 'floating-point', 8: 'real', 9: 'octet-string',
  10: 'visible-string', 12: 'binary-time', 13: 'bcd', 14: 'booleanArray', 15: 'objId', 16: 'mMSString', 17: 'utc-time',
} satisfies Names

const floats = new DataView(new ArrayBuffer(4))
/** One byte says how many bits the exponent has; 8 is single precision (IEEE 754). */
function floatOf(octets: Uint8Array | undefined): number {
  if (octets?.length !== 5 || octets[0] !== 8) return Number.NaN
  for (let at = 0; at < 4; at++) floats.setUint8(at, octets[at + 1]!)
  return floats.getFloat32(0)
}
/** IEC 61850-8-1, section 8.1.3.6: seconds since 1970, a fraction in 24 bits, and the quality of the clock. */
function timeOf(octets: Uint8Array | undefined): string | undefined {
  if (octets?.length !== 8) return undefined
  const seconds = octets.subarray(0, 4).reduce((sum, octet) => sum * 256 + octet, 0)
  const fraction = octets.subarray(4, 7).reduce((sum, octet) => sum * 256 + octet, 0) / 2 ** 24
  return new Date(seconds * 1000 + Math.floor(fraction * 1000)).toISOString()
}
const timestamp = (filter: string, label: string, tag: number) => converted(ber.octets(filter, label, { tag }), timeOf, 'text')

const values = {
  0x83: { boolean: ber.boolean('goose.boolean', 'boolean', { tag: 0x83 }) },
  0x84: { bitString: ber.bits('goose.bit_string', 'bit-string', { tag: 0x84 }) },
  0x85: { integer: ber.integer('goose.integer', 'integer', { tag: 0x85 }) },
  0x86: { unsigned: ber.integer('goose.unsigned', 'unsigned', { tag: 0x86 }) },
  0x87: {
    float: overlay(converted(ber.octets('goose.float_value', 'float value', { tag: 0x87 }), floatOf, 'number')),
    floatBytes: ber.octets('goose.floating_point', 'floating-point', { tag: 0x87 }),
  },
  0x89: { octetString: ber.octets('goose.octet_string', 'octet-string', { tag: 0x89 }) },
  0x8a: { visibleString: ber.text('goose.visible_string', 'visible-string', { tag: 0x8a }) },
  0x8c: { binaryTime: ber.octets('goose.binary_time', 'binary-time', { tag: 0x8c }) },
  0x8d: { bcd: ber.integer('goose.bcd', 'bcd', { tag: 0x8d }) },
  0x8e: { booleans: ber.bits('goose.booleanArray', 'booleanArray', { tag: 0x8e }) },
  0x8f: { identifier: ber.oid('goose.objId', 'objId', { tag: 0x8f }) },
  0x90: { mmsString: ber.text('goose.mMSString', 'mMSString', { tag: 0x90 }) },
  0x91: { utcTime: timestamp('goose.utc_time', 'utc-time', 0x91) },
}
const start = () => record('Data', { tag: ahead(8) })
  .fields({ kind: computed('goose.Data', 'Data', 'tag', (tag) => tag & 0x1f, { names: kinds }) })
const other = { other: list('', 'Value', berElement, { count: 1 }) }
const plain = start().choice('tag', values, other)
/** Structures in structures, as logical nodes have them; deeper ones are not taken apart. */
const nesting = <V>(inner: Schema<V>) => start().choice('tag', {
  ...values,
  0xa1: { array: ber.list('goose.array', 'array', inner, { tag: 0xa1 }) },
  0xa2: { structure: ber.list('goose.structure', 'structure', inner, { tag: 0xa2 }) },
}, other)
const data = nesting(nesting(plain))

/** `IECGoosePdu`. */
const pdu = record('goosePdu', {
  reference:  ber.text('goose.gocbRef', 'gocbRef', { tag: 0x80 }),
  lifetime:   ber.integer('goose.timeAllowedtoLive', 'timeAllowedtoLive', { tag: 0x81 }),
  dataSet:    ber.text('goose.datSet', 'datSet', { tag: 0x82 }),
  id:         ber.text('goose.goID', 'goID', { tag: 0x83, optional: true }),
  time:       timestamp('goose.t', 't', 0x84),
  state:      ber.integer('goose.stNum', 'stNum', { tag: 0x85 }),
  sequence:   ber.integer('goose.sqNum', 'sqNum', { tag: 0x86 }),
  simulation: ber.boolean('goose.simulation', 'simulation', { tag: 0x87, optional: true }),
  revision:   ber.integer('goose.confRev', 'confRev', { tag: 0x88 }),
  needsCommissioning: ber.boolean('goose.ndsCom', 'ndsCom', { tag: 0x89, optional: true }),
  entryCount: ber.integer('goose.numDatSetEntries', 'numDatSetEntries', { tag: 0x8a }),
  values:     ber.list('', 'allData', data, { tag: 0xab }),
})

const begins = record('Header', { id: u16('', 'APPID'), length: u16('goose.length', 'Length') }).recognizer({ length: range(10, 1500) })

export const goose = protocol('goose', 'GOOSE', { ethertype: [0x88b8] })
  .specified('IEC 61850-8-1')
  .fields({
    applicationId: u16('goose.appid', 'APPID', { base: 16 }),
    length:        u16('goose.length', 'Length', { unit: 'bytes' }),
    reserved1:     group('goose.reserve1', 'Reserved 1', {
      simulated: flag('goose.reserve1.s_bit', 'Simulated'), reserved: bits(15, '', 'Reserved'),
    }),
    reserved2:     u16('goose.reserve2', 'Reserved 2', { base: 16 }),
    tag:           ahead(8),
  })
  .length('length')
  .cases([{ tag: 0x61 }, { message: ber.sequence('', 'goosePdu', pdu, { tag: 0x61 }) }], [{ tag: 0x62 }, {
    management: list('', 'gseMngtPdu', berElement, { count: 1 }),
  }])
  .fields({
    count: computed('goose.allData', 'allData', ({ message, isShort }) => (isShort ? Number.NaN : message?.values?.length ?? Number.NaN)),
    more:  rest('', 'Security'),
  })
  .accepts(begins)
  .colored('messages', ({ reserved1: { simulated } }) => (simulated ? 'warning' : undefined))
  .summarized(({ message, applicationId, count }) =>
    (message === undefined ? `management, APPID 0x${applicationId.toString(16)}`
      : lineOf([message.reference, given`state ${message.state}`, given`sequence ${message.sequence}`, given`${count} values`,
        message.simulation === true ? 'simulated' : undefined])))
