/** What captures put in front of frames of IEEE 802.15.4. */
import { list, protocol, rest, tlv, u16, u32, u64, u8 } from '../../../schema/index.ts'
import { little } from './addresses.ts'

/** What precedes a frame on the air: LINKTYPE_IEEE802_15_4_NONASK_PHY. */
export const personalNetworkPhysical = protocol('wpan-nonask-phy', 'IEEE 802.15.4 Low-Rate Wireless PAN non-ASK PHY', { linktype: [215] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .fields({
    preamble:        u32('wpan-nonask-phy.preamble', 'Preamble', { base: 16 }),
    delimiter:       u8('wpan-nonask-phy.sfd', 'Start of Frame Delimiter', { base: 16 }),
    length:          u8('wpan-nonask-phy.frame_length', 'Frame Length', { unit: 'bytes' }),
  })
  .payload({ tables: [['wpan', () => 1]], length: 'length' })

const tapTypes = {
  0: 'FCS Type', 1: 'Received Signal Strength', 3: 'Channel assignment', 5: 'Start of frame timestamp', 10: 'Link Quality Indicator',
}
const tapItem = tlv('TLV', {
  type: u16('wpan-tap.tlv.type', 'TLV Type', { ...little, names: tapTypes }), length: u16('wpan-tap.tlv.length', 'TLV Length', little),
}, { align: 4 }).choice('type', {
  0: { checkType: u8('wpan-tap.fcs_type', 'FCS Type', { names: { 0: 'None', 1: '16-bit CRC', 2: '32-bit CRC' } }) },
  3: { channel: u16('wpan-tap.ch_num', 'Channel', little), page: u8('wpan-tap.ch_page', 'Page') },
  5: { frameStart: u64('wpan-tap.sof_ts', 'Start of frame timestamp', { ...little, unit: 'nanoseconds' }) },
  6: { frameEnd: u64('wpan-tap.eof_ts', 'End of frame timestamp', { ...little, unit: 'nanoseconds' }) },
  10: { quality: u8('wpan-tap.lqi', 'Link Quality Indicator') },
}).fields({ unknown: rest('wpan-tap.tlv.unknown', 'Unknown') })

/** LINKTYPE_IEEE802_15_4_TAP, https://www.tcpdump.org/linktypes.html. */
export const personalNetworkTap = protocol('wpan-tap', 'IEEE 802.15.4 Low-Rate Wireless PAN TAP', { linktype: [283] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_IEEE802_15_4_TAP.html')
  .fields({
    version:         u8('wpan-tap.version', 'Version'),
    reserved:        u8('wpan-tap.reserved', 'Reserved'),
    length:          u16('wpan-tap.length', 'Length', { ...little, unit: 'bytes' }),
  })
  .length(({ length }) => Math.max(4, length))
  .fields({ items: list('', 'TLVs', tapItem) })
  .payload({ tables: [['wpan', ({ items }) => items.find(({ type }) => type === 0)?.checkType ?? 0]] })
  .summarized(({ items }) => {
    const channel = items.find((item) => item.channel !== undefined)?.channel
    return channel === undefined ? '' : `channel ${channel}`
  })
