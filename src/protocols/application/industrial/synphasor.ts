/** Synchrophasor data transfer, IEEE C37.118.2-2011, section 6. What a data frame holds is laid out by a configuration frame before it. */
import {
  bits, bytes, flag, group, list, nameIn, overlay, protocol, range, record, text, time, u16, u24, u32, unfinished, type Names,
} from '../../../schema/index.ts'

/** Table 2. */
const types = {
  0: 'Data Frame', 1: 'Header Frame', 2: 'Configuration Frame 1', 3: 'Configuration Frame 2', 4: 'Command Frame',
  5: 'Configuration Frame 3',
} satisfies Names
/** Table 15. */
const commands = {
  1: 'data transmission off', 2: 'data transmission on', 3: 'send HDR frame', 4: 'send CFG-1 frame', 5: 'send CFG-2 frame',
  6: 'send CFG-3 frame',
  8: 'extended frame',
} satisfies Names
const header = record('Header', { sync: u16('synphasor.sync', 'Sync'), size: u16('synphasor.size', 'Size') })
const frameSync = range(0xaa00, 0xaa7f)
const begins = header.recognizer({ sync: frameSync, size: range(16) })
const sizeAt = header.reader('size')

/** Table 9, of a station: names and what turns numbers into values. */
interface Station { readonly phasors: number, readonly analogs: number, readonly digitals: number }
const name = record('Channel', { name: text('synphasor.channel_name', 'Channel name', 16, { padding: 'space' }) })
const station = record('Station', {
  name:     text('synphasor.station_name', 'Station name', 16, { padding: 'space' }),
  id:       u16('synphasor.idcode_data_source', 'PMU/DC ID number (Data source ID)'),
  format:   group('synphasor.conf.format', 'Data format in data frame', {
    reserved:  bits(12, '', 'Reserved'),
    frequency: flag('synphasor.conf.dfreq_format', 'FREQ/DFREQ format'),
    analog:    flag('synphasor.conf.analog_format', 'Analog values format'),
    phasor:    flag('synphasor.conf.phasor_format', 'Phasor format'),
    notation:  flag('synphasor.conf.phasor_notation', 'Phasor notation'),
  }),
  phasors:  u16('synphasor.num_phasors', 'Number of phasors'),
  analogs:  u16('synphasor.num_analog_values', 'Number of analog values'),
  digitals: u16('synphasor.num_digital_status_words', 'Number of digital status words'),
}).fields({
  names:    list('', 'Channel names', name, { count: ({ phasors, analogs, digitals }: Station) => phasors + analogs + 16 * digitals }),
  phasorUnits: list('', 'Phasor units', record('Phasor unit', { factor: u32('synphasor.conversion_factor', 'Conversion factor') }),
    { count: 'phasors' }),
  analogUnits: list('', 'Analog units', record('Analog unit', { factor: u32('synphasor.factor_for_analog_value',
    'Factor for analog value') }), { count: 'analogs' }),
  digitalUnits: list('', 'Digital masks', record('Digital mask', {
    normal: u16('synphasor.status_word_mask.normal_state', 'Normal state', { base: 16 }),
    valid:  u16('synphasor.status_word_mask.valid_bits', 'Valid bits', { base: 16 }),
  }), { count: 'digitals' }),
  nominal:  group('', 'Nominal line frequency', {
    reserved:  bits(15, '', 'Reserved'),
    is50Hz:    bits(1, 'synphasor.conf.fnom', 'Nominal line frequency', { names: { 0: '60Hz', 1: '50Hz' } }),
  }),
  changes:  u16('synphasor.conf.cfgcnt', 'Configuration change count'),
})
const configuration = {
  reserved: bits(8, '', 'Reserved'),
  timeBase: u24('synphasor.conf.timebase', 'Resolution of fractional second time stamp'),
  count:    u16('synphasor.conf.numpmu', 'Number of PMU blocks included in the frame'),
  stations: list('', 'Stations', station, { count: 'count' }),
  rate:     u16('synphasor.rate_of_transmission', 'Rate of transmission', { signed: true }),
}
/** Table 7: of the first station. */
const status = { status: group('', 'Flags', {
  error:    bits(2, 'synphasor.data.status', 'Data error', { names: { 0: 'Good measurement data, no errors', 1: 'PMU error',
    2: 'PMU in test mode', 3: 'PMU error' } }),
  sync:     flag('synphasor.data.sync', 'Time synchronized'),
  sorting:  flag('synphasor.data.sorting', 'Data sorting'),
  trigger:  flag('synphasor.data.trigger', 'Trigger detected'),
  change:   flag('synphasor.data.CFGchange', 'Configuration changed'),
  modified: flag('synphasor.data.data_modified', 'Data modified indicator'),
  quality:  bits(3, 'synphasor.data.pmu_tq', 'PMU Time Quality'),
  unlocked: bits(2, 'synphasor.data.t_unlock', 'Unlocked time'),
  reason:   bits(4, 'synphasor.data.trigger_reason', 'Trigger reason'),
}) }

export const synphasor = protocol('synphasor', 'IEEE C37.118 Synchrophasor Protocol', {
  'tcp.port': [4712], 'udp.port': [4713], 'synphasor.next': [1],
})
  .specified('IEEE C37.118.2-2011')
  .fields({
    sync: group('synphasor.sync', 'Synchronization word', {
      leading:  bits(8, '', 'Leading byte', { base: 16 }),
      reserved: bits(1, '', 'Reserved'),
      type:     bits(3, 'synphasor.frtype', 'Frame Type', { names: types }),
      version:  bits(4, 'synphasor.version', 'Version', { names: { 1: 'IEEE C37.118-2005', 2: 'IEEE C37.118.2-2011' } }),
    }),
    size:     u16('synphasor.frsize', 'Framesize', { unit: 'bytes' }),
  })
  .length('size')
  .fields({
    source:   u16('synphasor.idcode_stream_source', 'PMU/DC ID number (Stream source ID)'),
    second:   time('synphasor.soc', 'SOC time stamp', 'unix'),
    quality:  group('synphasor.timeqal.flags', 'Time quality flags', {
      reserved:  bits(1, '', 'Reserved'),
      direction: flag('synphasor.timeqal.lsdir', 'Leap second direction'),
      occurred:  flag('synphasor.timeqal.lsocc', 'Leap second occurred'),
      pending:   flag('synphasor.timeqal.lspend', 'Leap second pending'),
      code:      bits(4, 'synphasor.timeqal.timequalindic', 'Message Time Quality indicator code', { base: 16 }),
    }),
    fraction: u24('synphasor.fracsec_raw', 'Fraction of second (raw)'),
  })
  .fields({ data: overlay(bytes('synphasor.data', 'Data', { length: 'size', minus: 16 })) })
  .choice('sync.type', {
    0: status,
    2: configuration,
    3: configuration,
    4: { command: u16('synphasor.command', 'Command', { names: commands, base: 16 }) },
    5: { continuation: u16('synphasor.conf.contindx', 'Continuation index') },
  })
  .choice(({ sync: { type } }) => (type === 0 ? 16 : type === 5 ? 16 : type === 1 ? 14 : 0), {
    14: { values: bytes('', 'Values', { length: 'size', minus: 16 }) },
    16: { values: bytes('', 'Values', { length: 'size', minus: 18 }) },
  })
  .fields({ checksum: u16('synphasor.checksum', 'Checksum', { base: 16 }) })
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 4 ? unfinished : begins(bytes, start, end) ? sizeAt(bytes, start) : 0))
  .payload({ tables: [['synphasor.next', () => 1]] })
  .colored('messages')
  .summarized(({ sync, source, command }) => {
    const name = nameIn(types, sync.type) ?? `frame of type ${sync.type}`
    return `${name} of ${source}${command === undefined ? '' : `: ${nameIn(commands, command) ?? command}`}`
  })
