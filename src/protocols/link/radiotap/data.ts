/** Data of radiotap headers: https://www.radiotap.org/fields/defined. All numbers are little-endian. */
import { bits, bytes, flag, group, u16, u32, u64, u8 } from '../../../schema/index.ts'

export const flags = group('radiotap.flags', 'Flags', {
  contentionFree:     flag('radiotap.flags.cfp', 'Contention-free period'),
  shortPreamble:       flag('radiotap.flags.preamble', 'Short preamble'),
  wep:                 flag('radiotap.flags.wep', 'WEP'),
  fragmented:          flag('radiotap.flags.frag', 'Fragmented'),
  fcsAtEnd:            flag('radiotap.flags.fcs', 'Frame check sequence at the end'),
  dataPad:             flag('radiotap.flags.datapad', 'Padding before the data'),
  badFcs:              flag('radiotap.flags.badfcs', 'Bad frame check sequence'),
  shortGuardInterval:  flag('radiotap.flags.shortgi', 'Short guard interval'),
}, { order: 'little' })

export const channelFlags = group('radiotap.channel.flags', 'Channel Flags', {
  mhz700:             flag('radiotap.channel.flags.700mhz', '700 MHz spectrum'),
  mhz800:             flag('radiotap.channel.flags.800mhz', '800 MHz spectrum'),
  mhz900:             flag('radiotap.channel.flags.900mhz', '900 MHz spectrum'),
  reserved:           flag('', 'Reserved'),
  turbo:              flag('radiotap.channel.flags.turbo', 'Turbo'),
  cck:                flag('radiotap.channel.flags.cck', 'Complementary Code Keying (CCK)'),
  ofdm:               flag('radiotap.channel.flags.ofdm', 'Orthogonal Frequency-Division Multiplexing (OFDM)'),
  ghz2:               flag('radiotap.channel.flags.2ghz', '2 GHz spectrum'),
  ghz5:               flag('radiotap.channel.flags.5ghz', '5 GHz spectrum'),
  passive:            flag('radiotap.channel.flags.passive', 'Passive'),
  dynamic:            flag('radiotap.channel.flags.dynamic', 'Dynamic CCK-OFDM'),
  gfsk:               flag('radiotap.channel.flags.gfsk', 'Gaussian Frequency Shift Keying (GFSK)'),
  gsm:                flag('radiotap.channel.flags.gsm', 'GSM (900 MHz)'),
  staticTurbo:        flag('radiotap.channel.flags.sturbo', 'Static Turbo'),
  half:               flag('radiotap.channel.flags.half', 'Half Rate Channel (10 MHz)'),
  quarter:            flag('radiotap.channel.flags.quarter', 'Quarter Rate Channel (5 MHz)'),
}, { order: 'little' })

/** The number of a channel: IEEE 802.11-2020, sections 15.4.4.3 and 17.3.8.4.2. */
export function channelOf(frequency: number | undefined): number {
  if (frequency === undefined) return NaN
  if (frequency === 2484) return 14
  if (frequency >= 2412 && frequency < 2484) return (frequency - 2407) / 5
  return frequency >= 5005 && frequency < 5900 ? (frequency - 5000) / 5 : NaN
}

export const receiveFlags = group('radiotap.rxflags', 'RX flags', {
  reserved:           flag('', 'Reserved'),
  badPlcp:            flag('radiotap.rxflags.badplcp', 'Bad PLCP'),
  more:               bits(14, '', 'Reserved'),
}, { order: 'little' })

export const transmitFlags = group('radiotap.txflags', 'TX flags', {
  failed:             flag('radiotap.rxflags.fail', 'Transmission failed due to excessive retries'),
  cts:                flag('radiotap.rxflags.cts', 'Transmission used CTS-to-self protection'),
  rts:                flag('radiotap.rxflags.rts', 'Transmission used RTS/CTS handshake'),
  noAck:              flag('radiotap.rxflags.noack', 'Transmission shall not expect an ACK frame'),
  noSequence:         flag('radiotap.rxflags.noseqno', 'Transmission includes a pre-configured sequence number'),
  order:              flag('radiotap.rxflags.order', 'Not reordered'),
  more:               bits(10, '', 'Reserved'),
}, { order: 'little' })

export const extendedChannel = {
  extendedFlags:      u32('radiotap.xchannel.flags', 'Channel Flags', { base: 16, order: 'little' }),
  extendedFrequency:  u16('radiotap.xchannel.freq', 'Channel Frequency', { unit: 'MHz', order: 'little' }),
  extendedChannel:    u8('radiotap.xchannel.channel', 'Channel Number'),
  extendedPower:      u8('', 'Maximum Power'),
}

export const modulation = {
  known:              group('radiotap.mcs.known', 'Known MCS information', {
    bandwidth:        flag('radiotap.mcs.have_bw', 'Bandwidth'),
    index:            flag('radiotap.mcs.have_index', 'MCS index'),
    guard:            flag('radiotap.mcs.have_gi', 'Guard interval'),
    format:           flag('radiotap.mcs.have_format', 'Format'),
    fec:              flag('radiotap.mcs.have_fec', 'FEC'),
    stbc:             flag('radiotap.mcs.have_stbc', 'STBC'),
    ness:             flag('radiotap.mcs.have_ness', 'Number of extension spatial streams'),
    ness1:            bits(1, 'radiotap.mcs.ness_bit1', 'Number of extension spatial streams bit 1'),
  }, { order: 'little' }),
  modulation:         group('', 'MCS flags', {
    bandwidth:        bits(2, 'radiotap.mcs.bw', 'Bandwidth', { names: { 0: '20 MHz', 1: '40 MHz', 2: '20 MHz lower',
      3: '20 MHz upper' } }),
    guard:            bits(1, 'radiotap.mcs.gi', 'Guard interval', { names: { 0: 'long', 1: 'short' } }),
    format:           bits(1, 'radiotap.mcs.format', 'Format', { names: { 0: 'mixed', 1: 'greenfield' } }),
    fec:              bits(1, 'radiotap.mcs.fec', 'FEC', { names: { 0: 'BCC', 1: 'LDPC' } }),
    stbc:             bits(2, 'radiotap.mcs.stbc', 'STBC streams'),
    ness0:            bits(1, 'radiotap.mcs.ness_bit0', 'Number of extension spatial streams bit 0'),
  }, { order: 'little' }),
  index:              u8('radiotap.mcs.index', 'MCS index'),
}

/** Mb/s of one stream at 20 and at 40 MHz with the long guard interval: IEEE 802.11-2020, tables 19-27 and 19-31. */
const rates = [[6.5, 13, 19.5, 26, 39, 52, 58.5, 65], [13.5, 27, 40.5, 54, 81, 108, 121.5, 135]] as const
/** Schemes that all streams share end here. */
const equalSchemes = 32

/** The rate of a scheme, if the index, the bandwidth and the guard interval are known. */
export function modulatedRate(
  known: { readonly index: boolean, readonly bandwidth: boolean, readonly guard: boolean },
  how: { readonly bandwidth: number, readonly guard: number },
  index: number,
): number {
  if (!known.index || !known.bandwidth || !known.guard || index >= equalSchemes) return NaN
  const rate = rates[how.bandwidth === 1 ? 1 : 0][index % 8]! * (Math.floor(index / 8) + 1)
  return Math.round((how.guard === 1 ? rate / 0.9 : rate) * 10) / 10
}

export const aggregate = {
  reference:          u32('radiotap.ampdu.reference', 'A-MPDU reference number', { order: 'little' }),
  aggregation:        group('radiotap.ampdu.flags', 'A-MPDU flags', {
    reportsZero:      flag('radiotap.ampdu.flags.report_zerolen', 'Driver reports 0-length subframes in this A-MPDU'),
    isZero:           flag('radiotap.ampdu.flags.is_zerolen', 'This is a 0-length subframe'),
    lastKnown:        flag('radiotap.ampdu.flags.lastknown', 'Last subframe of this A-MPDU is known'),
    last:             flag('radiotap.ampdu.flags.last', 'This is the last subframe of this A-MPDU'),
    delimiterError:   flag('radiotap.ampdu.flags.delim_crc_error', 'Delimiter CRC error on this subframe'),
    delimiterKnown:   flag('', 'Delimiter CRC value known'),
    eof:              flag('radiotap.ampdu.flags.eof', 'EOF on this subframe'),
    eofKnown:         flag('radiotap.ampdu.flags.eof_known', 'EOF known on this subframe'),
    more:             bits(8, '', 'Reserved'),
  }, { order: 'little' }),
  delimiter:          u8('radiotap.ampdu.delim_crc', 'A-MPDU subframe delimiter CRC', { base: 16 }),
  reserved:           u8('', 'Reserved'),
}

const user = (number: number) => group('', `User ${number}`, {
  streams:            bits(4, `radiotap.vht.nss.${number}`, `Spatial streams ${number}`),
  index:              bits(4, `radiotap.vht.mcs.${number}`, `MCS index ${number}`),
}, { order: 'little' })
export const veryHighThroughput = {
  vhtKnown:           group('radiotap.vht.known', 'Known VHT information', {
    stbc:             flag('radiotap.vht.have_stbc', 'STBC'),
    txop:             flag('radiotap.vht.have_txop_ps', 'TXOP_PS_NOT_ALLOWED'),
    guard:            flag('radiotap.vht.have_gi', 'Guard interval'),
    symbols:          flag('radiotap.vht.have_sgi_nsym_da', 'SGI Nsym disambiguation'),
    ldpc:             flag('radiotap.vht.ldpc_extra', 'LDPC extra OFDM symbol'),
    beamformed:       flag('radiotap.vht.have_beamformed', 'Beamformed'),
    bandwidth:        flag('radiotap.mcs.have_bw', 'Bandwidth'),
    group:            flag('radiotap.mcs.have_gid', 'Group ID'),
    partial:          flag('radiotap.mcs.have_paid', 'Partial AID'),
    more:             bits(7, '', 'Reserved'),
  }, { order: 'little' }),
  vhtFlags:           group('', 'VHT flags', {
    stbc:             flag('radiotap.vht.stbc', 'STBC'),
    txop:             flag('radiotap.vht.txop_ps', 'TXOP_PS_NOT_ALLOWED'),
    guard:            bits(1, 'radiotap.vht.gi', 'Guard interval', { names: { 0: 'long', 1: 'short' } }),
    symbols:          flag('radiotap.vht.sgi_nsym_da', 'SGI Nsym disambiguation'),
    ldpc:             flag('', 'LDPC extra OFDM symbol'),
    beamformed:       flag('radiotap.vht.beamformed', 'Beamformed'),
    more:             bits(2, '', 'Reserved'),
  }, { order: 'little' }),
  vhtBandwidth:       u8('radiotap.vht.bw', 'Bandwidth', { names: { 0: '20 MHz', 1: '40 MHz', 4: '80 MHz', 11: '160 MHz' } }),
  user0: user(0), user1: user(1), user2: user(2), user3: user(3),
  coding:             u8('', 'Coding', { base: 16 }),
  groupId:            u8('radiotap.vht.gid', 'Group ID'),
  partialAid:         u16('radiotap.vht.paid', 'Partial AID', { order: 'little' }),
}

export const timestamp = {
  timestamp:          u64('radiotap.timestamp.ts', 'Timestamp', { order: 'little' }),
  accuracy:           u16('radiotap.timestamp.accuracy', 'Accuracy', { order: 'little' }),
  timestampUnit:      group('', 'Unit and position', {
    unit:             bits(4, 'radiotap.timestamp.unit', 'Time unit', { names: { 0: 'ms', 1: 'us', 3: 'ns' } }),
    position:         bits(4, 'radiotap.timestamp.samplingpos', 'Sampling position'),
  }, { order: 'little' }),
  timestampFlags:     group('', 'Timestamp flags', {
    short:            flag('radiotap.timestamp.flags.32bit', '32-bit counter'),
    accuracy:         flag('radiotap.timestamp.flags.accuracy', 'Accuracy field present'),
    more:             bits(6, '', 'Reserved'),
  }, { order: 'little' }),
}

/** What is known of the rest, and only the most used of it. */
export const highEfficiency = {
  heData1:            group('radiotap.he.data_1', 'HE Data 1', {
    format:           bits(2, 'radiotap.he.data_1.ppdu_format', 'PPDU Format', { names: { 0: 'HE_SU', 1: 'HE_EXT_SU', 2: 'HE_MU',
      3: 'HE_TRIG' } }),
    known:            bits(14, '', 'Known', { base: 16 }),
  }, { order: 'little' }),
  heData2:            u16('radiotap.he.data_2', 'HE Data 2', { base: 16, order: 'little' }),
  heData3:            group('radiotap.he.data_3', 'HE Data 3', {
    color:            bits(6, 'radiotap.he.data_3.bss_color', 'BSS Color', { base: 16 }),
    beamChange:       bits(1, 'radiotap.he.data_3.beam_change', 'Beam Change', { base: 16 }),
    uplink:           bits(1, 'radiotap.he.data_3.ul_dl', 'UL/DL', { base: 16 }),
    index:            bits(4, 'radiotap.he.data_3.data_mcs', 'data MCS', { base: 16 }),
    dualCarrier:      bits(1, 'radiotap.he.data_3.data_dcm', 'data DCM', { base: 16 }),
    coding:           bits(1, 'radiotap.he.data_3.coding', 'Coding', { base: 16 }),
    more:             bits(2, '', 'LDPC extra symbol segment and STBC'),
  }, { order: 'little' }),
  heMore:             bytes('', 'HE Data 4 to 6', 6),
}

export const legacySignal = {
  legacyKnown:        u16('radiotap.l_sig.data1', 'Data1', { base: 16, order: 'little' }),
  legacySignal:       group('radiotap.l_sig.data2', 'Data2', {
    rate:             bits(4, 'radiotap.l_sig.rate', 'rate', { base: 16 }),
    length:           bits(12, 'radiotap.l_sig.length', 'length'),
  }, { order: 'little' }),
}
