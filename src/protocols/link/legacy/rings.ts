/** Rings of tokens: FDDI (ISO 9314-2) and Token Ring (IEEE 802.5). */
import { ahead, bits, bytes, computed, converted, flag, group, list, mac, overlay, protocol, record, u8 } from '../../../schema/index.ts'

/** Each byte with its first bit last, as FDDI has addresses on the wire. */
const mirrored = (octets: Uint8Array) => Array.from(octets, (octet) =>
  Array.from({ length: 8 }, (_, bit) => ((octet >> bit) & 1) << (7 - bit)).reduce((sum, bit) => sum | bit, 0).toString(16).padStart(2,
    '0')).join(':')
const address = (name: string, label: string) => converted(bytes(name, label, 6), mirrored, 'ether')
const kinds = { 0: 'void or token', 4: 'station management or MAC', 5: 'LLC', 6: 'implementer', 8: 'restricted token', 12: 'MAC' } as const

/** ISO 9314-2, section 7. */
export const fddi = protocol('fddi', 'Fiber Distributed Data Interface', { linktype: [10] })
  .specified('ISO 9314-2')
  .fields({ control: overlay(u8('fddi.fc', 'Frame Control', { base: 16 })),
    kind: bits(4, 'fddi.fc.clf', 'Class/Length/Format', { base: 16, names: kinds }) })
  .fields({ low: bits(4, '', 'Control') })
  .fields({
    priority:   computed('fddi.fc.prio', 'Priority', ({ kind, low }) => (kind === 5 ? low : NaN)),
    management: computed('fddi.fc.smt_subtype', 'SMT Subtype', ({ kind, low }) => (kind === 4 ? low : NaN)),
    media:      computed('fddi.fc.mac_subtype', 'MAC Subtype', ({ kind, low }) => (kind === 12 ? low : NaN)),
  })
  .fields({ destination: address('fddi.dst', 'Destination'), source: address('fddi.src', 'Source') })
  .payload({ tables: [['eth.length', (frame) => (frame.kind === 5 ? 0 : -1)]] })
  .summarized(({ source, destination, kind }) => `${source} > ${destination} ${kinds[kind as keyof typeof kinds] ?? `class ${kind}`}`)

const segment = record('Segment', { ring: bits(12, 'tr.rif.ring', 'Ring', { base: 16 }),
  bridge: bits(4, 'tr.rif.bridge', 'Bridge', { base: 16 }) })
/** IEEE 802.5, sections 3.2 and C.3.3. */
export const tokenRing = protocol('tr', 'Token-Ring', { linktype: [6] })
  .specified('IEEE 802.5-1998')
  .fields({
    access:         group('tr.ac', 'Access Control', {
      priority:     bits(3, 'tr.priority', 'Priority'), isFrame: flag('tr.frame', 'Frame'),
      monitor: bits(1, 'tr.monitor_cnt', 'Monitor Count'),
      reservation:  bits(3, 'tr.priority_reservation', 'Priority Reservation'),
    }),
    control:        group('tr.fc', 'Frame Control', {
      type:         bits(2, 'tr.frame_type', 'Frame Type', { names: { 0: 'MAC', 1: 'LLC', 2: 'Reserved', 3: 'Unknown' } }),
      reserved:     bits(2, '', 'Reserved'), attention: bits(4, 'tr.frame_pcf', 'Frame PCF'),
    }),
    destination:    mac('tr.dst', 'Destination', { also: 'tr.addr' } as never),
    isRouted:       ahead(1),
    source:         mac('tr.src', 'Source', { also: 'tr.addr' } as never),
  })
  .cases([{ isRouted: 1 }, {
    broadcast:    bits(3, 'tr.broadcast', 'Broadcast Type'), routeLength: bits(5, 'tr.rif_bytes', 'RIF Bytes', { unit: 'bytes' }),
    direction:    bits(1, 'tr.direction', 'Direction'), largest: bits(3, 'tr.max_frame_size', 'Maximum Frame Size'),
    reserved: bits(4, '', 'Reserved'),
  }])
  .cases([{ isRouted: 1 }, {
    route:        list('', 'Route', segment, { length: ({ routeLength = 0 }) => Math.max(0, routeLength - 2) }),
  }])
  .payload({ tables: [['eth.length', (frame) => (frame.control.type === 1 ? 0 : -1)]] })
  .summarized(({ source, destination }) => `${source} > ${destination} Token Ring`)
