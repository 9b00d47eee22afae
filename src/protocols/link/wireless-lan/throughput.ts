/** What stations can do at high (HT) and very high throughput (VHT): IEEE 802.11-2020, section 9.4.2. */
import { bits, bytes, flag, group, optional, u16, u8 } from '../../../schema/index.ts'

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
  htSchemes:         optional(bytes('wlan.ht.mcsset', 'Rx Supported Modulation and Coding Scheme Set', 16)),
  htExtended:        optional(u16('wlan.htex.capabilities', 'HT Extended Capabilities', { base: 16, order: 'little' })),
  htBeamforming:     optional(bytes('', 'Transmit Beam Forming (TxBF) Capabilities', 4)),
  htAntennas:        optional(u8('wlan.asel', 'Antenna Selection (ASEL) Capabilities', { base: 16 })),
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
  htBasicSchemes:    optional(bytes('wlan.ht.mcsset', 'Rx Supported Modulation and Coding Scheme Set', 16)),
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
  vhtRxSchemes:      optional(u16('wlan.vht.mcsset.rxmcsmap', 'Rx MCS Map', { base: 16, order: 'little' })),
  vhtRx:             optional(group('', 'Rx Rate', {
    rxRate:          bits(13, 'wlan.vht.mcsset.rxhighestlonggirate', 'Rx Highest Long GI Data Rate', { base: 16 }),
    streams:         bits(3, 'wlan.vht.mcsset.max_nsts_total', 'Max NSTS Total'),
  }, { order: 'little' })),
  vhtTxSchemes:      optional(u16('wlan.vht.mcsset.txmcsmap', 'Tx MCS Map', { base: 16, order: 'little' })),
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
