import {
  bits, bytes, flag, group, list, otherwise, protocol, rest, tlv, u16, u24, u32, u64, u8, type Fields, type View,
} from '../../schema/index.ts'
import { linkTypes } from '../names/link-types.ts'

const little = { order: 'little' } as const
const types = {
  2: '802.11-Common', 3: '802.11n MAC Extensions', 4: '802.11n MAC+PHY Extensions', 5: 'Spectrum-Map', 6: 'Process-Info', 7: 'Capture-Info',
  8: 'Aggregation Extension', 9: '802.3 Extension',
}
const channelFlags = (name: string) => group(name, 'Channel flags', {
  reserved: bits(4, '', 'Reserved'),
  turbo:    flag(`${name}.turbo`, 'Turbo'),
  cck:      flag(`${name}.cck`, 'Complementary Code Keying (CCK)'),
  ofdm:     flag(`${name}.ofdm`, 'Orthogonal Frequency-Division Multiplexing (OFDM)'),
  ghz2:     flag(`${name}.2ghz`, '2 GHz spectrum'),
  ghz5:     flag(`${name}.5ghz`, '5 GHz spectrum'),
  passive:  flag(`${name}.passive`, 'Passive'),
  dynamic:  flag(`${name}.dynamic`, 'Dynamic CCK-OFDM'),
  gfsk:     flag(`${name}.gfsk`, 'Gaussian Frequency Shift Keying (GFSK)'),
  more:     bits(4, '', 'Reserved'),
}, little)

/** Section 4.1.1. */
const common = {
  macTime:      u64('ppi.80211-common.tsft', 'TSFT', { ...little, also: 'wlan_radio.timestamp' }),
  commonFlags:  group('ppi.80211-common.flags', 'Flags', {
    fcs:        flag('ppi.80211-common.flags.fcs', 'FCS present flag'),
    timeInMilliseconds: flag('ppi.80211-common.flags.tsft', 'TSFT flag'),
    fcsInvalid: flag('ppi.80211-common.flags.fcs-invalid', 'FCS validity'),
    phyError:   flag('ppi.80211-common.flags.phy-err', 'PHY error flag'),
    reserved:   bits(12, '', 'Reserved'),
  }, little),
  rate:         u16('ppi.80211-common.rate', 'Data rate', { ...little, times: 500, unit: 'kb/s' }),
  frequency:    u16('ppi.80211-common.chan.freq', 'Channel frequency', { ...little, unit: 'MHz', also: 'wlan_radio.frequency' }),
  channelFlags: channelFlags('ppi.80211-common.chan.flags'),
  hopSet:       u8('ppi.80211-common.fhss.hopset', 'FHSS hopset', { base: 16 }),
  hopPattern:   u8('ppi.80211-common.fhss.pattern', 'FHSS pattern', { base: 16 }),
  signal:       u8('ppi.80211-common.dbm.antsignal', 'dBm antenna signal', { signed: true, unit: 'dBm', also: 'wlan_radio.signal_dbm' }),
  noise:        u8('ppi.80211-common.dbm.antnoise', 'dBm antenna noise', { signed: true, unit: 'dBm', also: 'wlan_radio.noise_dbm' }),
}

const macFlags = group('ppi.80211n-mac.flags', 'MAC flags', {
  greenfield:   flag('ppi.80211n-mac.flags.greenfield', 'Greenfield flag'),
  width:        flag('ppi.80211n-mac.flags.ht20_40', 'HT20/HT40 flag'),
  short:        flag('ppi.80211n-mac.flags.rx.short_guard_interval', 'RX Short Guard Interval (SGI) flag'),
  duplicate:    flag('ppi.80211n-mac.flags.rx.duplicate', 'Duplicate RX flag'),
  aggregate:    flag('ppi.80211n-mac.flags.agg', 'Aggregate flag'),
  more:         flag('ppi.80211n-mac.flags.more_agg', 'More aggregates flag'),
  error:        flag('ppi.80211n-mac.flags.delim_crc_error_after', 'A-MPDU Delimiter CRC error after this frame flag'),
  reserved:     bits(25, '', 'Reserved'),
}, little)
const aggregate = u32('ppi.80211n-mac.ampdu_id', 'AMPDU-ID', { ...little, base: 16 })
const delimiters = u8('ppi.80211n-mac.num_delimiters', 'Num-Delimiters')

const strength = (name: string, label: string) => u8(`ppi.80211n-mac-phy.rssi.${name}`, label)
const power = (name: string, label: string) => u8(`ppi.80211n-mac-phy.${name}`, label, { signed: true, unit: 'dBm' })
/** Section 4.1.3. */
const physical = {
  macFlags, aggregate, delimiters,
  scheme:       u8('ppi.80211n-mac-phy.mcs', 'MCS'),
  streams:      u8('ppi.80211n-mac-phy.num_streams', 'Number of spatial streams'),
  combined:     strength('combined', 'RSSI combined'),
  control0:     strength('ant0ctl', 'Antenna 0 control RSSI'),
  control1:     strength('ant1ctl', 'Antenna 1 control RSSI'),
  control2:     strength('ant2ctl', 'Antenna 2 control RSSI'),
  control3:     strength('ant3ctl', 'Antenna 3 control RSSI'),
  extension0:   strength('ant0ext', 'Antenna 0 extension RSSI'),
  extension1:   strength('ant1ext', 'Antenna 1 extension RSSI'),
  extension2:   strength('ant2ext', 'Antenna 2 extension RSSI'),
  extension3:   strength('ant3ext', 'Antenna 3 extension RSSI'),
  extendedFrequency: u16('ppi.80211-mac-phy.ext-chan.freq', 'Extended channel frequency', { ...little, unit: 'MHz' }),
  extendedFlags: channelFlags('ppi.80211-mac-phy.ext-chan.flags'),
  signal0:      power('dbmant0.signal', 'dBm antenna 0 signal'),
  noise0:       power('dbmant0.noise', 'dBm antenna 0 noise'),
  signal1:      power('dbmant1.signal', 'dBm antenna 1 signal'),
  noise1:       power('dbmant1.noise', 'dBm antenna 1 noise'),
  signal2:      power('dbmant2.signal', 'dBm antenna 2 signal'),
  noise2:       power('dbmant2.noise', 'dBm antenna 2 noise'),
  signal3:      power('dbmant3.signal', 'dBm antenna 3 signal'),
  noise3:       power('dbmant3.noise', 'dBm antenna 3 noise'),
  errors:       bytes('', 'Error vector magnitudes', 16),
}

/** Section 4. */
const header = {
  type:   u16('ppi.field_type', 'Type', { names: types, order: 'little' }),
  length: u16('ppi.field_len', 'Length', { unit: 'bytes', order: 'little' }),
} satisfies Fields<View>
const bodies = {
  2: common,
  3: { macFlags, aggregate, delimiters, macReserved: u24('ppi.80211n-mac.reserved', 'Reserved', { ...little, base: 16 }) },
  4: physical,
}
const field = tlv('Field', header).choice('type', bodies).fields({ value: rest('', 'Value') })
const alignedField = tlv('Field', header, { align: 4 }).choice('type', bodies).fields({ value: rest('', 'Value') })
const wireless = 105

/** Per-Packet Information in front of a frame of any link type: "PPI Header Format Specification", version 1.0.7. Little-endian. */
export const perPacketInformation = protocol('ppi', 'Per-Packet Information', { linktype: [192] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .borrows('wlan_radio')
  .fields({
    version:    u8('ppi.version', 'Version'),
    flags:      group('ppi.flags', 'Flags', {
      reserved: bits(7, 'ppi.flags.reserved', 'Reserved'),
      aligned:  flag('ppi.flags.alignment', 'Alignment'),
    }),
    length:     u16('ppi.length', 'Length', { unit: 'bytes', order: 'little' }),
    linkType:   u32('ppi.dlt', 'Link Type', { names: linkTypes, order: 'little' }),
  })
  .length(({ length }) => Math.max(8, length))
  .cases([{ 'flags.aligned': true }, { fields: list('', 'Fields', alignedField) }], [otherwise, { fields: list('', 'Fields', field) }])
  .payload({
    tables: [
      ['radiotap', ({ linkType, fields }) =>
        (linkType === wireless && fields?.some(({ commonFlags }) => commonFlags?.fcs === true) === true ? 1 : -1)],
      ['linktype', 'linkType'],
    ],
  })
  .summarized(({ linkType, fields = [] }) => {
    const radio = fields.find(({ type }) => type === 2)
    if (radio?.frequency === undefined) return `link type ${linkType}`
    return `${(radio.rate ?? 0) / 1000} Mb/s, ${radio.frequency} MHz, signal ${radio.signal} dBm`
  })
