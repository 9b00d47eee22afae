import {
  bits, bytes, computed, converted, flag, group, list, otherwise, padding, protocol, record, rest, u16, u64, u8, when, type View,
} from '../../../schema/index.ts'
import {
  aggregate, channelFlags, channelOf, extendedChannel, flags, highEfficiency, legacySignal, modulatedRate, modulation,
  receiveFlags, timestamp, transmitFlags, veryHighThroughput,
} from './data.ts'
import { namespaces } from './namespaces.ts'

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

/** Bits of a word after the first are the same if the word before says so, else those of another namespace. */
const word = record('Present', {}).cases(
  [({ bytes: memory, start }: View) => (memory[start - 1]! & radiotapNext) !== 0, { present: presence }],
  [otherwise, { present: group('radiotap.present.word', 'Present', {
    bits:              bits(29, '', 'Data', { base: 16 }),
    radiotapNamespace: flag('radiotap.present.rtap_ns', 'Radiotap namespace next'),
    vendorNamespace:   flag('radiotap.present.vendor_ns', 'Vendor namespace next'),
    extended:          flag('radiotap.present.ext', 'Another word follows'),
  }, { order: 'little' }) }],
)
const radiotapNext = 0x20

const zeroLengths = { 0: 'sounding PPDU', 1: 'data not captured', 255: 'vendor-specific' }

/** Data begin at a multiple of their size. */
const aligned = (bytes: number) => padding(bytes, '', 'Padding')

interface Modulated {
  readonly known: Parameters<typeof modulatedRate>[0] | undefined
  readonly modulation: Parameters<typeof modulatedRate>[1] | undefined
  readonly index: number | undefined
}

/** What a radio knows about a frame of a wireless LAN: https://www.radiotap.org. All numbers are little-endian, data aligned to their size. */
export const radiotap = protocol('radiotap', 'Radiotap', { linktype: [127] })
  .specified('https://www.radiotap.org')
  .borrows('wlan_radio')
  .fields({
    version:     u8('radiotap.version', 'Version'),
    padding:     u8('radiotap.pad', 'Padding'),
    length:      u16('radiotap.length', 'Length', { unit: 'bytes', order: 'little' }),
    present:     presence,
  })
  .length((radiotap) => Math.max(8, radiotap.length))
  .fields({
    morePresent: when('present.extended', list('', 'More Present', word, { last: ({ present }) => present?.extended !== true,
      complete: true })),
    timePadding: when('present.tsft', aligned(8)),
    macTime:     when('present.tsft', u64('radiotap.mactime', 'MAC Time', { unit: 'microseconds', order: 'little',
      also: 'wlan_radio.timestamp' })),
    flags:       when('present.flags', flags),
    rate:        when('present.rate', converted(u8('radiotap.datarate', 'Data Rate (Mb/s)', { also: 'wlan_radio.data_rate' }), (units) =>
      units / 2, 'float')),
    channelPadding: when('present.channel', aligned(2)),
    frequency:   when('present.channel', u16('radiotap.channel.freq', 'Channel Frequency', { unit: 'MHz', order: 'little',
      also: 'wlan_radio.frequency' })),
    channelFlags: when('present.channel', channelFlags),
    hopSet:      when('present.fhss', u8('radiotap.fhss.hopset', 'FHSS Hop Set')),
    hopPattern:  when('present.fhss', u8('radiotap.fhss.pattern', 'FHSS Pattern')),
    signal:      when('present.antennaSignal', u8('radiotap.dbm_antsignal', 'Antenna Signal', { signed: true, unit: 'dBm',
      also: 'wlan_radio.signal_dbm' })),
    noise:       when('present.antennaNoise', u8('radiotap.dbm_antnoise', 'Antenna Noise', { signed: true, unit: 'dBm',
      also: 'wlan_radio.noise_dbm' })),
    qualityPadding: when('present.lockQuality', aligned(2)),
    quality:     when('present.lockQuality', u16('radiotap.quality', 'Signal Quality', { order: 'little' })),
    attenuationPadding: when('present.txAttenuation', aligned(2)),
    attenuation: when('present.txAttenuation', u16('radiotap.txattenuation', 'TX Attenuation', { order: 'little' })),
    attenuationDbPadding: when('present.txAttenuationDb', aligned(2)),
    attenuationDb: when('present.txAttenuationDb', u16('radiotap.db_txattenuation', 'TX Attenuation', { unit: 'dB', order: 'little' })),
    power:       when('present.txPower', u8('radiotap.txpower', 'Transmit Power', { signed: true, unit: 'dBm' })),
    antenna:     when('present.antenna', u8('radiotap.antenna', 'Antenna')),
    signalDb:    when('present.antennaSignalDb', u8('radiotap.db_antsignal', 'Antenna Signal', { unit: 'dB',
      also: 'wlan_radio.signal_db' })),
    noiseDb:     when('present.antennaNoiseDb', u8('radiotap.db_antnoise', 'Antenna Noise', { unit: 'dB' })),
    rxPadding:   when('present.rxFlags', aligned(2)),
    rxFlags:     when('present.rxFlags', receiveFlags),
    txPadding:   when('present.txFlags', aligned(2)),
    txFlags:     when('present.txFlags', transmitFlags),
    rtsRetries:  when('present.rtsRetries', u8('', 'RTS Retries')),
    dataRetries: when('present.dataRetries', u8('radiotap.data_retries', 'Data Retries')),
  })
  .cases([{ 'present.xChannel': true }, { extendedPadding: aligned(4), ...extendedChannel }])
  .cases([{ 'present.mcs': true }, modulation])
  .cases([{ 'present.ampdu': true }, { aggregatePadding: aligned(4), ...aggregate }])
  .cases([{ 'present.vht': true }, { vhtPadding: aligned(2), ...veryHighThroughput }])
  .cases([{ 'present.timestamp': true }, { timestampPadding: aligned(8), ...timestamp }])
  .cases([{ 'present.he': true }, { hePadding: aligned(2), ...highEfficiency }])
  .fields({
    muPadding:   when('present.heMu', aligned(2)),
    mu:          when('present.heMu', bytes('', 'HE-MU', 12)),
    otherPadding: when('present.heMuOtherUser', aligned(2)),
    otherUser:   when('present.heMuOtherUser', bytes('', 'HE-MU other user', 6)),
    zeroLength:  when('present.zeroLengthPsdu', u8('radiotap.0_len_psdu.type', 'Type of 0-length PSDU', { names: zeroLengths })),
  })
  .cases([{ 'present.lSig': true }, { signalPadding: aligned(2), ...legacySignal }])
  .fields({
    namespaces:  when('present.extended', namespaces),
    data:        rest('', 'Data'),
    modulated:   converted(computed('radiotap.datarate', 'Data Rate (Mb/s)', ({ known, modulation: how, index }: Modulated) =>
      (known === undefined || how === undefined || index === undefined ? NaN : modulatedRate(known, how, index)), {
      also: 'wlan_radio.data_rate',
    }), (rate) => rate, 'float'),
    channel:     computed('wlan_radio.channel', 'Channel', ({ frequency }) => channelOf(frequency)),
  })
  .payload({ tables: [['radiotap', ({ flags }) => (flags?.fcsAtEnd ? 1 : 0)]] })
  .summarized(({ rate, frequency, signal, signalDb }) => [
    ...(rate === undefined ? [] : [`${rate} Mb/s`]),
    ...(frequency === undefined ? [] : [`${frequency} MHz`]),
    ...(signal === undefined ? [] : [`signal ${signal} dBm`]),
    ...(signal !== undefined || signalDb === undefined ? [] : [`signal ${signalDb} dB`]),
  ].join(', '))
