/** What stations can do at high (HT) and very high throughput (VHT): IEEE 802.11-2020, section 9.4.2. */
import { bits, flag, group, list, optional, record, u16, u8 } from '../../../schema/index.ts'

/** Section 9.4.2.55.4: 77 bits for what can be received, and what differs when transmitting. */
const scheme = record('Rx Supported Modulation and Coding Scheme Set', {
  to7:               bits(8, 'wlan.ht.mcsset.rxbitmask.0to7', 'Rx Bitmask Bits 0-7', { base: 16, order: 'little' }),
  to15:              bits(8, 'wlan.ht.mcsset.rxbitmask.8to15', 'Rx Bitmask Bits 8-15', { base: 16, order: 'little' }),
  to23:              bits(8, 'wlan.ht.mcsset.rxbitmask.16to23', 'Rx Bitmask Bits 16-23', { base: 16, order: 'little' }),
  to31:              bits(8, 'wlan.ht.mcsset.rxbitmask.24to31', 'Rx Bitmask Bits 24-31', { base: 16, order: 'little' }),
  at32:              bits(1, 'wlan.ht.mcsset.rxbitmask.32', 'Rx Bitmask Bit 32', { base: 16, order: 'little' }),
  to38:              bits(6, 'wlan.ht.mcsset.rxbitmask.33to38', 'Rx Bitmask Bits 33-38', { base: 16, order: 'little' }),
  to52:              bits(14, 'wlan.ht.mcsset.rxbitmask.39to52', 'Rx Bitmask Bits 39-52', { base: 16, order: 'little' }),
  to76:              bits(24, 'wlan.ht.mcsset.rxbitmask.53to76', 'Rx Bitmask Bits 53-76', { base: 16, order: 'little' }),
  reserved1:         bits(3, '', 'Reserved', { order: 'little' }),
  highest:           bits(10, 'wlan.ht.mcsset.highestdatarate', 'Highest Supported Data Rate', { base: 16, unit: 'Mb/s', order: 'little' }),
  reserved2:         bits(6, '', 'Reserved', { order: 'little' }),
  defined:           bits(1, 'wlan.ht.mcsset.txsetdefined', 'Tx Supported MCS Set', { order: 'little' }),
  differs:           bits(1, 'wlan.ht.mcsset.txrxmcsnotequal', 'Tx and Rx MCS Set', { order: 'little' }),
  streams:           bits(2, 'wlan.ht.mcsset.txmaxss', 'Maximum Number of Tx Spatial Streams Supported', { base: 16, order: 'little' }),
  unequal:           bits(1, 'wlan.ht.mcsset.txunequalmod', 'Unequal Modulation', { order: 'little' }),
  reserved3:         bits(27, '', 'Reserved', { order: 'little' }),
})
const schemes = list('wlan.ht.mcsset', 'Rx Supported Modulation and Coding Scheme Set', scheme, { length: 16 })

export const highThroughput = {
  htCapabilities:    group('wlan.ht.capabilities', 'HT Capabilities Info', {
    ldpc:            flag('wlan.ht.capabilities.ldpccoding', 'HT LDPC coding capability'),
    width:           flag('wlan.ht.capabilities.width', 'HT Support channel width'),
    powerSave:       bits(2, 'wlan.ht.capabilities.sm', 'HT SM Power Save', { base: 16 }),
    greenfield:      flag('wlan.ht.capabilities.green', 'HT Green Field'),
    short20:         flag('wlan.ht.capabilities.short20', 'HT Short GI for 20MHz'),
    short40:         flag('wlan.ht.capabilities.short40', 'HT Short GI for 40MHz'),
    txStbc:          flag('wlan.ht.capabilities.txstbc', 'HT Tx STBC'),
    rxStbc:          bits(2, 'wlan.ht.capabilities.rxstbc', 'HT Rx STBC', { base: 16 }),
    delayedBlockAck: flag('wlan.ht.capabilities.delayedblockack', 'HT Delayed Block ACK'),
    longAmsdu:       flag('wlan.ht.capabilities.amsdu', 'HT Max A-MSDU length'),
    dsssCck:         flag('wlan.ht.capabilities.dsscck', 'HT DSSS/CCK mode in 40MHz'),
    psmp:            flag('wlan.ht.capabilities.psmp', 'HT PSMP Support'),
    intolerant:      flag('wlan.ht.capabilities.40mhzintolerant', 'HT Forty MHz Intolerant'),
    lSig:            flag('wlan.ht.capabilities.lsig', 'HT L-SIG TXOP Protection support'),
  }, { order: 'little' }),
  htAggregation:     optional(group('wlan.ht.ampduparam', 'A-MPDU Parameters', {
    most:            bits(2, 'wlan.ht.ampduparam.maxlength', 'Maximum Rx A-MPDU Length', { base: 16 }),
    density:         bits(3, 'wlan.ht.ampduparam.mpdudensity', 'MPDU Density', { base: 16 }),
    reserved:        bits(3, 'wlan.ht.ampduparam.reserved', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
  htSchemes:         schemes,
  htExtended:        optional(group('wlan.htex.capabilities', 'HT Extended Capabilities', {
    pco:             flag('wlan.htex.capabilities.pco', 'Transmitter supports PCO'),
    transition:      bits(2, 'wlan.htex.capabilities.transtime', 'Time needed to transition between 20MHz and 40MHz', { base: 16 }),
    reserved1:       bits(5, '', 'Reserved'),
    feedback:        bits(2, 'wlan.htex.capabilities.mcs', 'MCS Feedback capability', { base: 16 }),
    htc:             flag('wlan.htex.capabilities.htc', 'High Throughput'),
    responder:       flag('wlan.htex.capabilities.rdresponder', 'Reverse Direction Responder'),
    reserved2:       bits(4, '', 'Reserved'),
  }, { order: 'little' })),
  htBeamforming:     optional(group('wlan.txbf', 'Transmit Beam Forming (TxBF) Capabilities', {
    beamforming:     flag('wlan.txbf.txbf', 'Transmit Beamforming'),
    receiveStaggered: flag('wlan.txbf.rxss', 'Receive Staggered Sounding'),
    transmitStaggered: flag('wlan.txbf.txss', 'Transmit Staggered Sounding'),
    receiveNull:     flag('wlan.txbf.rxndp', 'Receive Null Data packet (NDP)'),
    transmitNull:    flag('wlan.txbf.txndp', 'Transmit Null Data packet (NDP)'),
    implicit:        flag('wlan.txbf.impltxbf', 'Implicit TxBF capable'),
    calibration:     bits(2, 'wlan.txbf.calibration', 'Calibration', { base: 16 }),
    csi:             flag('wlan.txbf.csi', 'STA can apply TxBF using CSI explicit feedback'),
    uncompressed:    flag('wlan.txbf.fm.uncompressed.tbf', 'STA can apply TxBF using uncompressed beamforming feedback matrix'),
    compressed:      flag('wlan.txbf.fm.compressed.tbf', 'STA can apply TxBF using compressed beamforming feedback matrix'),
    receiverCsi:     bits(2, 'wlan.txbf.rcsi', 'Receiver can return explicit CSI feedback', { base: 16 }),
    receiverUncompressed: bits(2, 'wlan.txbf.fm.uncompressed.rbf', 
      'Receiver can return explicit uncompressed Beamforming Feedback Matrix', { base: 16 }),
    receiverCompressed: bits(2, 'wlan.txbf.fm.compressed.bf', 
      'STA can compress and use compressed Beamforming Feedback Matrix', { base: 16 }),
    grouping:        bits(2, 'wlan.txbf.mingroup', 'Minimal grouping used for explicit feedback reports', { base: 16 }),
    csiAntennas:     bits(2, 'wlan.txbf.csinumant', 'Max antennae STA can support when CSI feedback required', { base: 16 }),
    uncompressedAntennas: bits(2, 'wlan.txbf.fm.uncompressed.maxant', 
      'Max antennae STA can support when uncompressed Beamforming feedback required', { base: 16 }),
    compressedAntennas: bits(2, 'wlan.txbf.fm.compressed.maxant', 
      'Max antennae STA can support when compressed Beamforming feedback required', { base: 16 }),
    csiRows:         bits(2, 'wlan.txbf.csi.maxrows', 'Maximum number of rows of CSI explicit feedback', { base: 16 }),
    estimation:      bits(2, 'wlan.txbf.channelest', 
      'Maximum number of space time streams for which channel dimensions can be simultaneously estimated', { base: 16 }),
    reserved:        bits(3, 'wlan.txbf.reserved', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
  htAntennas:        optional(group('wlan.asel', 'Antenna Selection (ASEL) Capabilities', {
    capable:         flag('wlan.asel.capable', 'Antenna Selection Capable'),
    transmitCsi:     flag('wlan.asel.txcsi', 'Explicit CSI Feedback Based Tx ASEL'),
    transmitIndices: flag('wlan.asel.txif', 'Antenna Indices Feedback Based Tx ASEL'),
    csi:             flag('wlan.asel.csi', 'Explicit CSI Feedback'),
    indices:         flag('wlan.asel.if', 'Antenna Indices Feedback'),
    receive:         flag('wlan.asel.rx', 'Rx ASEL'),
    sounding:        flag('wlan.asel.sppdu', 'Tx Sounding PPDUs'),
    reserved:        bits(1, 'wlan.asel.reserved', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
}

export const highThroughputOperation = {
  primaryChannel:    u8('wlan.ht.info.primarychannel', 'Primary Channel'),
  htOperation1:      optional(group('wlan.ht.info.delim1', 'HT Information Subset (1 of 3)', {
    secondary:       bits(2, 'wlan.ht.info.secchanoffset', 'Secondary channel offset', { base: 16 }),
    width:           flag('wlan.ht.info.chanwidth', 'Supported channel width'),
    rifs:            flag('wlan.ht.info.rifs', 'Reduced Interframe Spacing (RIFS)'),
    reserved:        bits(4, 'wlan.ht.info.reserved_b4_b7', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
  htOperation2:      optional(group('wlan.ht.info.delim2', 'HT Information Subset (2 of 3)', {
    protection:      bits(2, 'wlan.ht.info.ht_protection', 'HT Protection', { base: 16 }),
    greenfield:      flag('wlan.ht.info.greenfield', 'Non-greenfield STAs present'),
    reserved1:       bits(1, 'wlan.ht.info.reserved_b11', 'Reserved', { base: 16 }),
    obss:            flag('wlan.ht.info.obssnonht', 'OBSS non-HT STAs present'),
    segment2:        bits(8, 'wlan.ht.info.chan_center_freq_seg_2', 'Channel Center Frequency Segment 2'),
    reserved2:       bits(3, 'wlan.ht.info.reserved_b21_b23', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
  htOperation3:      optional(group('wlan.ht.info.delim3', 'HT Information Subset (3 of 3)', {
    reserved1:       bits(6, 'wlan.ht.info.reserved_b24_b29', 'Reserved', { base: 16 }),
    dualBeacon:      flag('wlan.ht.info.dualbeacon', 'Dual beacon'),
    dualCts:         flag('wlan.ht.info.dualcts', 'Dual Clear To Send (CTS) protection'),
    secondaryBeacon: flag('wlan.ht.info.secondarybeacon', 'Beacon ID'),
    lSig:            flag('wlan.ht.info.lsigprotsupport', 'L-SIG TXOP Protection Full Support'),
    pcoActive:       flag('wlan.ht.info.pco.active', 'Phased Coexistence Operation (PCO)'),
    pcoPhase:        flag('wlan.ht.info.pco.phase', 'Phased Coexistence Operation (PCO) Phase'),
    reserved2:       bits(4, 'wlan.ht.info.reserved_b36_b39', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
  htBasicSchemes:    schemes,
}

const vhtRanges = { 0: 'MCS 0-7', 1: 'MCS 0-8', 2: 'MCS 0-9', 3: 'Not Supported' } as const
/** Section 9.4.2.157.3: two bits for each number of streams. */
function vhtSchemes(way: 'rx' | 'tx', label: string) {
  const scheme = (streams: number) =>
    bits(2, `wlan.vht.mcsset.${way}mcsmap.ss${streams}`, `${label} ${streams} SS`, { base: 16, names: vhtRanges })
  return optional(group(`wlan.vht.mcsset.${way}mcsmap`, `${label} MCS Map`, {
    streams1: scheme(1), streams2: scheme(2), streams3: scheme(3), streams4: scheme(4), streams5: scheme(5), streams6: scheme(6),
    streams7: scheme(7), streams8: scheme(8),
  }, { order: 'little' }))
}

export const veryHighThroughput = {
  vhtCapabilities:   group('wlan.vht.capabilities', 'VHT Capabilities Info', {
    longest:         bits(2, 'wlan.vht.capabilities.maxmpdulength', 'Maximum MPDU Length', { base: 16 }),
    widths:          bits(2, 'wlan.vht.capabilities.supportedchanwidthset', 'Supported Channel Width Set', { base: 16 }),
    rxLdpc:          flag('wlan.vht.capabilities.rxldpc', 'Rx LDPC'),
    short80:         flag('wlan.vht.capabilities.short80', 'Short GI for 80MHz/TVHT_MODE_4C'),
    short160:        flag('wlan.vht.capabilities.short160', 'Short GI for 160MHz and 80+80MHz'),
    txStbc:          flag('wlan.vht.capabilities.txstbc', 'Tx STBC'),
    rxStbc:          bits(3, 'wlan.vht.capabilities.rxstbc', 'Rx STBC', { base: 16 }),
    suBeamformer:    flag('wlan.vht.capabilities.subeamformer', 'SU Beamformer Capable'),
    suBeamformee:    flag('wlan.vht.capabilities.subeamformee', 'SU Beamformee Capable'),
    streams:         bits(3, 'wlan.vht.capabilities.beamformee_sts_cap', 'Beamformee STS Capability', { base: 16 }),
    sounding:        bits(3, 'wlan.vht.capabilities.soundingdimensions', 'Number of Sounding Dimensions', { base: 16 }),
    muBeamformer:    flag('wlan.vht.capabilities.mubeamformer', 'MU Beamformer Capable'),
    muBeamformee:    flag('wlan.vht.capabilities.mubeamformee', 'MU Beamformee Capable'),
    txopPowerSave:   flag('wlan.vht.capabilities.vhttxopps', 'TXOP PS'),
    htControl:       flag('wlan.vht.capabilities.vhthtc', '+HTC-VHT Capable'),
    longestAmpdu:    bits(3, 'wlan.vht.capabilities.maxampdu', 'Max A-MPDU Length Exponent', { base: 16 }),
    linkAdaptation:  bits(2, 'wlan.vht.capabilities.linkadapt', 'VHT Link Adaptation', { base: 16 }),
    rxPattern:       flag('wlan.vht.capabilities.rxpatconsist', 'Rx Antenna Pattern Consistency'),
    txPattern:       flag('wlan.vht.capabilities.txpatconsist', 'Tx Antenna Pattern Consistency'),
    extendedNss:     bits(2, 'wlan.vht.capabilities.ext_nss_bw_support', 'Extended NSS BW Support', { base: 16 }),
  }, { order: 'little' }),
  vhtRxSchemes:      vhtSchemes('rx', 'Rx'),
  vhtRx:             optional(group('', 'Rx Rate', {
    rxRate:          bits(13, 'wlan.vht.mcsset.rxhighestlonggirate', 'Rx Highest Long GI Data Rate', { base: 16 }),
    streams:         bits(3, 'wlan.vht.mcsset.max_nsts_total', 'Max NSTS Total'),
  }, { order: 'little' })),
  vhtTxSchemes:      vhtSchemes('tx', 'Tx'),
  vhtTx:             optional(group('', 'Tx Rate', {
    txRate:          bits(13, 'wlan.vht.mcsset.txhighestlonggirate', 'Tx Highest Long GI Data Rate', { base: 16 }),
    extendedNss:     flag('wlan.vht.ncsset.ext_nss_bw_cap', 'Extended NSS BW Capable'),
    reserved:        bits(2, 'wlan.vht.ncsset.reserved', 'Reserved', { base: 16 }),
  }, { order: 'little' })),
}

export const veryHighThroughputOperation = {
  vhtWidth:          u8('wlan.vht.op.channelwidth', 'Channel Width'),
  vhtCenter0:        u8('wlan.vht.op.channelcenter0', 'Channel Center Segment 0'),
  vhtCenter1:        u8('wlan.vht.op.channelcenter1', 'Channel Center Segment 1'),
  vhtBasicSchemes:   optional(u16('wlan.vht.op.basicmcsmap', 'Basic MCS Map', { base: 16, order: 'little' })),
}
