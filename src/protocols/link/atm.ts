/** ATM as SunATM captures it: https://www.tcpdump.org/linktypes/LINKTYPE_SUNATM.html. */
import { bits, computed, converted, protocol, u16, u8 } from '../../schema/index.ts'

const kinds = { 1: 'LAN Emulation', 2: 'LLC multiplexed', 5: 'ILMI', 6: 'Signaling' } as const
/** Wireshark's numbers of adaptation layers and of what they carry. */
const [aal5, signaling] = [4, 6]
const traffic: Readonly<Record<number, number>> = { 2: 1, 1: 3, 5: 4 }

export const atm = protocol('atm', 'Asynchronous Transfer Mode', { linktype: [123] })
  .specified('ITU-T I.361')
  .fields({
    channel:  converted(bits(1, 'atm.channel', 'Channel', { names: { 0: 'DTE->DCE', 1: 'DCE->DTE' } }), (isSent) => 1 - isSent),
    reserved: bits(3, '', 'Reserved'),
    kind:     bits(4, '', 'Kind', { names: kinds }),
    path:     u8('atm.vpi', 'Virtual Path Identifier'),
    circuit:  u16('atm.vci', 'Virtual Channel Identifier'),
  })
  .fields({
    layer:    computed('atm.aal', 'Adaptation layer', ({ kind }) => (kind === 6 ? signaling : aal5), {
      names: { 4: 'AAL5', 6: 'Signaling AAL' },
    }),
    traffic:  computed('atm.traffic_type', 'Traffic type', ({ kind }) => (kind === 0 ? 0 : traffic[kind] ?? NaN), {
      names: { 0: 'Unknown', 1: 'LLC multiplexed', 3: 'LAN Emulation', 4: 'ILMI' },
    }),
  })
  .payload({ tables: [['eth.length', ({ kind }) => (kind === 2 ? 0 : -1)]] })
  .summarized(({ path, circuit, kind }) => `VPI ${path}, VCI ${circuit}, ${kinds[kind as keyof typeof kinds] ?? `kind ${kind}`}`)
