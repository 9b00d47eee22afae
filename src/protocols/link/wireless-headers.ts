/** Headers that older drivers put in front of frames of a wireless LAN: Prism, and AVS. */
import { bytes, list, mac, nameIn, otherwise, protocol, record, text, u16, u32, u64 } from '../../schema/index.ts'

const little = { order: 'little' } as const

/** What each item of a Prism header tells: `p80211msg` of linux-wlan-ng, whose numbers differ between drivers. */
const items = {
  0x10044: 'Host Time', 0x20044: 'MAC timestamp', 0x30044: 'Channel', 0x40044: 'RSSI', 0x50044: 'Signal Quality', 0x60044: 'Signal',
  0x70044: 'Noise', 0x80044: 'Data rate', 0x90044: 'IsTX', 0xa0044: 'Frame Length',
  0x1041: 'Host Time', 0x2041: 'MAC timestamp', 0x3041: 'Channel', 0x4041: 'RSSI', 0x5041: 'Signal Quality', 0x6041: 'Signal',
    0x7041: 'Noise',
  0x8041: 'Data rate', 0x9041: 'IsTX', 0xa041: 'Frame Length',
}
const either = (number: number) => [(number << 16) | 0x44, (number << 12) | 0x41]
const item = record('DID', {
  type:     u32('prism.did.type', 'DID', { ...little, base: 16, names: items }),
  status:   u16('prism.did.status', 'Status', { ...little, names: { 0: 'Supplied', 1: 'Not supplied' } }),
  length:   u16('prism.did.length', 'Length', { ...little, unit: 'bytes' }),
}).cases(
  [{ type: either(1) }, { hostTime: u32('prism.did.hosttime', 'Host Time', little) }],
  [{ type: either(2) }, { macTime: u32('prism.did.mactime', 'MAC timestamp (lower 32 bits)', little) }],
  [{ type: either(3) }, { channel: u32('prism.did.channel', 'Channel', { ...little, also: 'wlan_radio.channel' }) }],
  [{ type: either(4) }, { strength: u32('prism.did.rssi', 'RSSI', { ...little, signed: true }) }],
  [{ type: either(5) }, { quality: u32('prism.did.sq', 'Signal Quality', little) }],
  [{ type: either(6) }, { signal: u32('prism.did.signal', 'Signal', { ...little, signed: true }) }],
  [{ type: either(7) }, { noise: u32('prism.did.noise', 'Noise', { ...little, signed: true }) }],
  [{ type: either(8) }, { rate: u32('prism.did.rate', 'Data rate', { ...little, unit: '500 kb/s' }) }],
  [{ type: either(9) }, { sent: u32('prism.did.istx', 'IsTX', { ...little, base: 16 }) }],
  [{ type: either(10) }, { frameLength: u32('prism.did.frmlen', 'Frame Length', little) }],
  [otherwise, { other: u32('prism.did.unknown', 'Unknown DID Field', { ...little, base: 16 }) }],
)
const prismHead = 24

/** LINKTYPE_IEEE802_11_PRISM, which may also be an AVS header: that begins with a number of its own. */
export const prism = protocol('prism', 'Prism capture header', { linktype: [119] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .borrows('wlan_radio')
  .fields({
    messageCode: u32('prism.msgcode', 'Message Code', { ...little, base: 16 }),
    length:     u32('prism.msglen', 'Message Length', { ...little, unit: 'bytes' }),
    device:     text('prism.devname', 'Device Name', 16, { padding: 'zero' }),
  })
  .length(({ length }) => Math.max(prismHead, length))
  .fields({ items: list('prism.did', 'DID', item) })
  .payload({ tables: [['radiotap', () => 0]] })
  .summarized(({ device, items: all }) => {
    const channel = all.find((one) => one.channel !== undefined)?.channel
    return `${device}${channel === undefined ? '' : `, channel ${channel}`}`
  })

const physicalTypes = {
  1: 'FHSS 802.11 97', 2: 'DSSS 802.11 97', 3: 'IR Baseband', 4: 'DSSS 802.11b', 5: 'PBCC 802.11b', 6: 'OFDM 802.11g', 7: 'PBCC 802.11g',
  8: 'OFDM 802.11a',
}
const strengths = { 0: 'None', 1: 'Normalized RSSI', 2: 'dBm', 3: 'Raw RSSI' }

/** "AVS WLAN Monitoring Header", version 2.1, https://web.archive.org/web/20040803232023/http://www.shaftnet.org/~pizza/software/capturefrm.txt. */
export const wirelessMonitoring = protocol('wlancap', 'AVS WLAN Capture header', { linktype: [163] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .borrows('wlan_radio')
  .fields({
    magic:      u32('wlancap.magic', 'Header magic', { base: 16 }),
    length:     u32('wlancap.length', 'Header length', { unit: 'bytes' }),
    macTime:    u64('wlancap.mactime', 'MAC timestamp'),
    hostTime:   u64('wlancap.hosttime', 'Host timestamp'),
    physical:   u32('wlancap.phytype', 'PHY type', { names: physicalTypes }),
    channel:    u32('wlancap.channel', 'Channel', { also: 'wlan_radio.channel' }),
    rate:       u32('wlancap.data_rate', 'Data Rate', { unit: '100 kb/s' }),
    antenna:    u32('wlancap.antenna', 'Antenna'),
    priority:   u32('wlancap.priority', 'Priority'),
    strength:   u32('wlancap.ssi_type', 'SSI Type', { names: strengths }),
  })
  .length(({ length }) => Math.max(64, length))
  .choice('strength', {
    1: { signal: u32('wlancap.normrssi_antsignal', 'Normalized RSSI Signal'), noise: u32('wlancap.normrssi_antnoise',
      'Normalized RSSI Noise') },
    2: {
      signal:   u32('wlancap.dbm_antsignal', 'SSI Signal', { signed: true, unit: 'dBm', also: 'wlan_radio.signal_dbm' }),
      noise:    u32('wlancap.dbm_antnoise', 'SSI Noise', { signed: true, unit: 'dBm', also: 'wlan_radio.noise_dbm' }),
    },
    3: { signal: u32('wlancap.rawrssi_antsignal', 'Raw RSSI Signal'), noise: u32('wlancap.rawrssi_antnoise', 'Raw RSSI Noise') },
  }, { signal: u32('', 'Signal'), noise: u32('', 'Noise') })
  .fields({
    preamble:   u32('wlancap.preamble', 'Preamble', { names: { 0: 'Undefined', 1: 'Short', 2: 'Long' } }),
    encoding:   u32('wlancap.encoding', 'Encoding Type'),
  })
  .cases([({ magic, length }) => magic >= 0x80211002 && length >= 80, {
    sequence:   u32('wlancap.sequence', 'Receive sequence'),
    drops:      u32('wlancap.drops', 'Known Dropped Frames'),
    receiver:   mac('wlancap.receiver_addr', 'Receiver Address'),
    padding:    bytes('wlancap.padding', 'Padding', 2),
  }])
  .payload({ tables: [['radiotap', () => 0]] })
  .summarized(({ channel, rate, strength, signal }) =>
    `channel ${channel}, ${rate / 10} Mb/s, signal ${signal} ${strength === 2 ? 'dBm' : nameIn(strengths, strength) ?? ''}`.trimEnd())
