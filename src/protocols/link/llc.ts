import { ahead, bits, flag, group, namedBy, nameIn, protocol, u8, uint } from '../../schema/index.ts'
import { servicePoints } from '../names/service-points.ts'

/** The low bits of the control field tell its format (section 5.2). */
const [information, supervisory, unnumbered] = [0, 1, 3]
const called = (name: string) => ({ '0..65535': name })
const formats = { [information]: called('Information'), 2: called('Information'), [supervisory]: called('Supervisory'),
  [unnumbered]: called('Unnumbered') }

/** UI, unnumbered information, apart from its poll bit. */
const isUi = (control: number) => (control & 0xef) === 0x03

/** Logical Link Control, IEEE 802.2 (ISO/IEC 8802-2), section 3.2. */
export const llc = protocol('llc', 'Logical Link Control', {
  linktype: [100], 'eth.length': [0], 'sll.ltype': [4], 'wlan.data': [0], 'ppp.protocol': [0x4d], ethertype: [0x8870],
  'arcnet.protocol_id': [205],
})
  .specified('ISO/IEC 8802-2')
  .fields({
    destination:      u8('llc.dsap', 'Destination Service Access Point', { base: 16, names: servicePoints }),
    source:           group('llc.ssap', 'Source Service Access Point', {
      point:          bits(7, 'llc.ssap.sap', 'Service Access Point', { base: 16 }),
      response:       flag('llc.ssap.cr', 'Response'),
    }),
    format:           ahead(2, { skip: 6 }),
  })
  .fields({
    control:          namedBy(
      uint('llc.control', 'Control', ({ format }: Formatted) => (format === unnumbered ? 1 : 2), { base: 16, order: 'little' }),
      ({ format }) => formats[format],
    ),
  })
  .defaults({ control: 3 })
  // Information, numbered or not, is for a protocol above; all other frames are for LLC itself.
  .payload({
    tables: [['llc.dsap',
      ({ format, control, destination }) => (format !== supervisory && (format !== unnumbered || isUi(control)) ? destination : -1)]],
  })
  .summarized(({ format, control, destination, source }) =>
    `LLC to ${nameOf(destination)}${format === unnumbered && isUi(control) ? '' : `, ${frameText(format, control, source?.response)}`}`)

/** Section 5.3 and 5.4: what a frame is, and its numbers. */
function frameText(format: number, control: number, isResponse = false): string {
  if (format === unnumbered) return nameIn(isResponse ? responses : commands, control & 0xef) ?? `unnumbered 0x${control.toString(16)}`
  const next = control >> 9
  if (format === supervisory) return `${supervisions[(control >> 2) & 3]}, N(R) ${next}`
  return `I, N(R) ${next}, N(S) ${(control >> 1) & 0x7f}`
}

const supervisions = ['RR', 'RNR', 'REJ', 'supervisory 3']
const common: Readonly<Record<number, string>> = { 0x03: 'UI', 0xaf: 'XID', 0xe3: 'TEST' }
const commands = { ...common, 0x6f: 'SABME', 0x43: 'DISC', 0x67: 'AC0', 0xe7: 'AC1' }
const responses = { ...common, 0x63: 'UA', 0x0f: 'DM', 0x87: 'FRMR', 0x67: 'AC0', 0xe7: 'AC1' }

interface Formatted {
  readonly format: number
}

const nameOf = (point: number) => nameIn(servicePoints, point) ?? `0x${point.toString(16).padStart(2, '0')}`
