import { bits, flag, group, nameIn, protocol, u8, type Field, type View } from '../../schema/index.ts'
import { servicePoints } from '../names/service-points.ts'

/** The low bits of the control field tell its format, and with it whether it has one byte or two (section 5.2). */
const isUnnumbered = (bytes: Uint8Array, at: number) => (bytes[at]! & 3) === 3

/** One byte in unnumbered frames, else two, the first of them the low one. */
const control: Field<number, unknown> = {
  filter: 'llc.control', also: [], label: 'Control', type: 'number',
  size: ({ bytes }, at) => (isUnnumbered(bytes, at) ? 1 : 2),
  bind: () => (bytes, at) => (isUnnumbered(bytes, at) ? bytes[at]! : bytes[at]! | (bytes[at + 1]! << 8)),
  show: (value) => `${control.names![value & 3]} (0x${value.toString(16).padStart(2, '0')})`,
  names: { 0: 'Information', 1: 'Supervisory', 2: 'Information', 3: 'Unnumbered' },
}

/** Information, numbered or not (UI), is for a protocol above; all other frames are for LLC itself. */
const carriesInformation = ({ bytes, start }: View) => (bytes[start + 2]! & 1) === 0 || (bytes[start + 2]! & 0xef) === 0x03

/** Logical Link Control, IEEE 802.2 (ISO/IEC 8802-2), section 3.2. */
export const llc = protocol('llc', 'Logical Link Control', {
  'eth.length': [0], 'sll.ltype': [4], 'wlan.data': [0], 'ppp.protocol': [0x4d], ethertype: [0x8870],
})
  .fields({
    destination:      u8('llc.dsap', 'Destination Service Access Point', { base: 16, names: servicePoints }),
    source:           group('llc.ssap', 'Source Service Access Point', {
      point:          bits(7, 'llc.ssap.sap', 'Service Access Point', { base: 16 }),
      response:       flag('llc.ssap.cr', 'Response'),
    }),
  })
  .fields({ control })
  .payload({ tables: [['llc.dsap', (llc) => (carriesInformation(llc) ? llc.destination : -1)]] })
  .summarized((llc) => `LLC to ${nameOf(llc.destination)}`)

const nameOf = (point: number) => nameIn(servicePoints, point) ?? `0x${point.toString(16).padStart(2, '0')}`
