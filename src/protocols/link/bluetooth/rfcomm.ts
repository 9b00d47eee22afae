/** RFCOMM, serial ports over L2CAP: RFCOMM with TS 07.10, version 1.2; ETSI TS 101 369 (GSM 07.10). */
import {
  ahead, atEnd, bits, group, lineOf, list, nameIn, protocol, record, rest, u16, u8, when, type Field, type View,
} from '../../../schema/index.ts'
import { little, named } from './common.ts'

/** Section 5.2.1.3, without the poll bit. */
const frameTypes = { 0x2f: 'SABM', 0x63: 'UA', 0x0f: 'DM', 0x43: 'DISC', 0xef: 'UIH', 0x03: 'UI' }
/** Section 5.4.6.3. */
const controls = {
  0x20: 'DLC parameter negotiation (PN)', 0x08: 'Test', 0x28: 'Flow control on (FCon)', 0x18: 'Flow control off (FCoff)',
  0x38: 'Modem Status Command (MSC)', 0x04: 'Non-supported command response (NSC)', 0x24: 'Remote Port Negotiation (RPN)',
  0x14: 'Remote Line Status (RLS)', 0x10: 'Service Negotiation Command (SNC)',
}
const at = (name: string) => `btrfcomm.${name}`
const [negotiation, modemStatus, data, withCredits] = [0x20, 0x38, 0xef, 0x10]
const lengthOf = (prefix: string) => ({
  shortLength: ahead(8),
  lengthByte: when(({ shortLength }: { readonly shortLength: number }) => (shortLength & 1) === 1, group('', 'Length', {
    extended: bits(1, 'btrfcomm.extended', 'EA'), value: bits(7, at(`${prefix}len`), 'Length', { unit: 'bytes' }) }, little)),
  lengthWord: when(({ shortLength }: { readonly shortLength: number }) => (shortLength & 1) === 0, group('', 'Length', {
    extended: bits(1, 'btrfcomm.extended', 'EA'), value: bits(15, at(`${prefix}len`), 'Length', { unit: 'bytes' }) }, little)),
}) as unknown as Lengths
type Lengths = Readonly<Record<'lengthByte' | 'lengthWord',
  Field<(View & { readonly extended: number; readonly value: number }) | undefined, unknown>>> & {
  readonly shortLength: Field<number, unknown> }
interface Length { readonly value: number }
interface Measured { readonly lengthByte?: Length | undefined; readonly lengthWord?: Length | undefined }
const measured = ({ lengthByte, lengthWord }: Measured) => lengthByte?.value ?? lengthWord?.value ?? 0
const control = record('Multiplexer Control Command', {
  kind: group('', 'Type', {
    extended: bits(1, at('mcc.ea'), 'EA', { base: 16 }), command: bits(1, at('mcc.cr'), 'C/R', { base: 16 }),
    type:     bits(6, at('mcc.cmd'), 'Command', { base: 16, names: controls }),
  }, little),
  ...lengthOf('mcc.'),
}).followedBy(measured as never).choice(({ kind: { type } }) => type, {
  [negotiation]: {
    link: group('', 'DLCI', {
      direction: bits(1, at('mcc.direction'), 'Direction', { base: 16 }), channel: bits(5, at('mcc.channel'), 'Channel'),
      unused: bits(2, 'btrfcomm.unused', 'Unused'),
    }, little),
    layer: group('', 'Types', {
      frames: bits(4, at('pn.i'), 'Type of frame', { base: 16 }), convergence: bits(4, at('pn.cl'), 'Convergence layer', { base: 16 }),
    }, little),
    priority: u8(at('priority'), 'Priority'), timer: u8(at('acknowledgement_timer_t1'), 'Acknowledgement timer T1'),
    largest: u16(at('max_frame_size'), 'Maximum frame size', { ...little, unit: 'bytes' }),
    retransmissions: u8(at('max_retrans'), 'Maximum number of retransmissions'),
    credits: u8(at('error_recovery_mode'), 'Initial credits'),
  },
  [modemStatus]: {
    link: group('', 'DLCI', {
      extended: bits(1, at('mcc.ea'), 'EA', { base: 16 }), padding: bits(1, at('mcc.padding'), 'Padding', { base: 16 }),
      direction: bits(1, at('mcc.direction'), 'Direction', { base: 16 }), channel: bits(5, at('mcc.channel'), 'Channel'),
    }, little),
    signals: group('', 'Signals', {
      extended: bits(1, at('mcc.ea'), 'EA', { base: 16 }), flow: bits(1, at('msc.fc'), 'Flow Control (FC)', { base: 16 }),
      communicate: bits(1, at('msc.rtc'), 'Ready To Communicate (RTC)', { base: 16 }),
      receive: bits(1, at('msc.rtr'), 'Ready To Receive (RTR)', { base: 16 }), reserved: bits(2, 'btrfcomm.reserved', 'Reserved'),
      incoming: bits(1, at('msc.ic'), 'Incoming Call Indicator (IC)', { base: 16 }), valid: bits(1, at('msc.dv'), 'Data Valid (DV)',
        { base: 16 }),
    }, little),
  },
}).fields({ more: rest('btrfcomm.more', 'Data') })

interface Shown extends View {
  readonly control: number
  readonly address: { readonly channel: number }
  readonly credits?: number | undefined
  readonly commands?: readonly { readonly kind: { readonly type: number } }[] | undefined
}

export const bluetoothRfcomm = protocol('btrfcomm', 'Bluetooth RFCOMM Protocol', { 'btl2cap.psm': [3] })
  .specified('Bluetooth SIG, RFCOMM with TS 07.10')
  .fields({
    address: group('', 'Address', {
      extended:  bits(1, at('ea'), 'EA', { base: 16 }), command: bits(1, at('cr'), 'C/R', { base: 16 }),
      direction: bits(1, at('direction'), 'Direction', { base: 16 }), channel: bits(5, at('channel'), 'Channel'),
    }, little),
    control: u8('btrfcomm.control', 'Control', { base: 16 }),
    ...lengthOf(''),
  })
  .fields({ credits: when(({ control: type, address }) => type === (data | withCredits) && address.channel > 0, u8(at('credits'),
    'Credits')) })
  .cases([({ control: type, address }) => (type & 0xef) === data && address.channel === 0,
    { commands: list('btrfcomm.commands', 'Commands', control,
    { length: measured as never }) }])
  .payload({ tables: [['btrfcomm.payload', () => -1]], length: (view) => measured(view as never) })
  .fields({ check: atEnd(u8(at('fcs'), 'Frame Check Sequence', { base: 16 })) })
  .summarized((view: Shown) => {
    const { control: type, address: { channel }, credits, commands = [] } = view
    return lineOf([
      named(frameTypes, type & 0xef, 'frame'), `channel ${channel}`, credits === undefined ? undefined : `${credits} credits`,
      ...commands.map(({ kind }) => nameIn(controls, kind.type)),
    ])
  })
