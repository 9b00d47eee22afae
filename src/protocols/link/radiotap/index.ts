import { converted, flag, group, list, padding, protocol, record, rest, u16, u64, u8, when } from '../../schema/index.ts'

/** Which data follow, from the lowest bit up: https://www.radiotap.org/fields/defined. */
const presence = group('radiotap.present.word', 'Present', {
  tsft:                flag('radiotap.present.tsft', 'TSFT'),
  flags:               flag('radiotap.present.flags', 'Flags'),
  rate:                flag('radiotap.present.rate', 'Rate'),
  channel:             flag('radiotap.present.channel', 'Channel'),
  fhss:                flag('radiotap.present.fhss', 'FHSS'),
  antennaSignal:       flag('radiotap.present.dbm_antsignal', 'Antenna signal in dBm'),
  antennaNoise:        flag('radiotap.present.dbm_antnoise', 'Antenna noise in dBm'),
  lockQuality:         flag('radiotap.present.lock_quality', 'Lock quality'),
  txAttenuation:       flag('radiotap.present.tx_attenuation', 'TX attenuation'),
  txAttenuationDb:     flag('radiotap.present.db_tx_attenuation', 'TX attenuation in dB'),
  txPower:             flag('radiotap.present.dbm_tx_power', 'TX power in dBm'),
  antenna:             flag('radiotap.present.antenna', 'Antenna'),
  antennaSignalDb:     flag('radiotap.present.db_antsignal', 'Antenna signal in dB'),
  antennaNoiseDb:      flag('radiotap.present.db_antnoise', 'Antenna noise in dB'),
  rxFlags:             flag('radiotap.present.rxflags', 'RX flags'),
  txFlags:             flag('radiotap.present.txflags', 'TX flags'),
  rtsRetries:          flag('', 'RTS retries'),
  dataRetries:         flag('radiotap.present.data_retries', 'Data retries'),
  xChannel:            flag('radiotap.present.xchannel', 'XChannel'),
  mcs:                 flag('radiotap.present.mcs', 'MCS'),
  ampdu:               flag('radiotap.present.ampdu', 'A-MPDU status'),
  vht:                 flag('radiotap.present.vht', 'VHT'),
  timestamp:           flag('radiotap.present.timestamp', 'Timestamp'),
  he:                  flag('radiotap.present.he', 'HE'),
  heMu:                flag('radiotap.present.he_mu', 'HE-MU'),
  heMuOtherUser:       flag('', 'HE-MU other user'),
  zeroLengthPsdu:      flag('radiotap.present.0_length.psdu', '0-length PSDU'),
  lSig:                flag('radiotap.present.l_sig', 'L-SIG'),
  tlvs:                flag('radiotap.present.tlv', 'TLVs'),
  radiotapNamespace:   flag('radiotap.present.rtap_ns', 'Radiotap namespace next'),
  vendorNamespace:     flag('radiotap.present.vendor_ns', 'Vendor namespace next'),
  extended:            flag('radiotap.present.ext', 'Another word follows'),
}, { order: 'little' })

const flags = group('radiotap.flags', 'Flags', {
  contentionFree:      flag('radiotap.flags.cfp', 'Contention-free period'),
  shortPreamble:       flag('radiotap.flags.preamble', 'Short preamble'),
  wep:                 flag('radiotap.flags.wep', 'WEP'),
  fragmented:          flag('radiotap.flags.frag', 'Fragmented'),
  fcsAtEnd:            flag('radiotap.flags.fcs', 'Frame check sequence at the end'),
  dataPad:             flag('radiotap.flags.datapad', 'Padding before the data'),
  badFcs:              flag('radiotap.flags.badfcs', 'Bad frame check sequence'),
  shortGuardInterval:  flag('radiotap.flags.shortgi', 'Short guard interval'),
}, { order: 'little' })

const word = record('Present', { present: presence })

/** Data begin at a multiple of their size. */
const aligned = (bytes: number) => padding(bytes, '', 'Padding')

/** What a radio knows about a frame of a wireless LAN: https://www.radiotap.org. All numbers are little-endian, data aligned to their size. */
export const radiotap = protocol('radiotap', 'Radiotap', { linktype: [127] })
  .fields({
    version:     u8('radiotap.version', 'Version'),
    padding:     u8('radiotap.pad', 'Padding'),
    length:      u16('radiotap.length', 'Length', { unit: 'bytes', order: 'little' }),
    present:     presence,
  })
  .length((radiotap) => Math.max(8, radiotap.length))
  .fields({
    morePresent: when('present.extended', list('', 'More Present', word, { last: ({ present }) => !present.extended, complete: true })),
    timePadding: when('present.tsft', aligned(8)),
    macTime:     when('present.tsft', u64('radiotap.mactime', 'MAC Time', { unit: 'microseconds', order: 'little' })),
    flags:       when('present.flags', flags),
    rate:        when('present.rate', converted(u8('radiotap.datarate', 'Data Rate (Mb/s)'), (units) => units / 2, 'float')),
    channelPadding: when('present.channel', aligned(2)),
    frequency:   when('present.channel', u16('radiotap.channel.freq', 'Channel Frequency', { unit: 'MHz', order: 'little' })),
    channelFlags: when('present.channel', u16('radiotap.channel.flags', 'Channel Flags', { base: 16, order: 'little' })),
    hopSet:      when('present.fhss', u8('radiotap.fhss.hopset', 'FHSS Hop Set')),
    hopPattern:  when('present.fhss', u8('radiotap.fhss.pattern', 'FHSS Pattern')),
    signal:      when('present.antennaSignal', u8('radiotap.dbm_antsignal', 'Antenna Signal', { signed: true, unit: 'dBm' })),
    noise:       when('present.antennaNoise', u8('radiotap.dbm_antnoise', 'Antenna Noise', { signed: true, unit: 'dBm' })),
    qualityPadding: when('present.lockQuality', aligned(2)),
    quality:     when('present.lockQuality', u16('radiotap.quality', 'Signal Quality', { order: 'little' })),
    attenuationPadding: when('present.txAttenuation', aligned(2)),
    attenuation: when('present.txAttenuation', u16('radiotap.txattenuation', 'TX Attenuation', { order: 'little' })),
    attenuationDbPadding: when('present.txAttenuationDb', aligned(2)),
    attenuationDb: when('present.txAttenuationDb', u16('radiotap.db_txattenuation', 'TX Attenuation', { unit: 'dB', order: 'little' })),
    power:       when('present.txPower', u8('radiotap.txpower', 'Transmit Power', { signed: true, unit: 'dBm' })),
    antenna:     when('present.antenna', u8('radiotap.antenna', 'Antenna')),
    signalDb:    when('present.antennaSignalDb', u8('radiotap.db_antsignal', 'Antenna Signal', { unit: 'dB' })),
    noiseDb:     when('present.antennaNoiseDb', u8('radiotap.db_antnoise', 'Antenna Noise', { unit: 'dB' })),
    data:        rest('', 'Data'),
  })
  .payload({
    tables: [['radiotap', () => 0]],
    length: (radiotap) => radiotap.limit - radiotap.start - radiotap.extent - (radiotap.flags?.fcsAtEnd ? 4 : 0),
  })
  .summarized(({ rate, frequency, signal, signalDb }) => [
    ...(rate === undefined ? [] : [`${rate} Mb/s`]),
    ...(frequency === undefined ? [] : [`${frequency} MHz`]),
    ...(signal === undefined ? [] : [`signal ${signal} dBm`]),
    ...(signal !== undefined || signalDb === undefined ? [] : [`signal ${signalDb} dB`]),
  ].join(', '))
