/** What stands before link-layer packets of Bluetooth Low Energy: LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR and LINKTYPE_NORDIC_BLE. */
import { ahead, bits, converted, flag, group, only, protocol, u16, u32, u8, when } from '../../../../schema/index.ts'
import { hexadecimal, little } from '../common.ts'
import { wayOf } from '../memory.ts'

const kinds = {
  0: 'Advertising or Data (Unspecified Direction)', 1: 'Auxiliary Advertising', 2: 'Data, Central to Peripheral',
  3: 'Data, Peripheral to Central', 4: 'Connected Isochronous, Central to Peripheral', 5: 'Connected Isochronous, Peripheral to Central',
  6: 'Broadcast Isochronous',
}
const phys = { 0: 'LE 1M', 1: 'LE 2M', 2: 'LE Coded' }
/** The way of a packet, where its kind tells it. */
const wayByKind: Readonly<Record<number, boolean>> = { 2: false, 3: true }

/** https://www.tcpdump.org/linktypes/LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR.html; channels are those of the radio. */
export const lowEnergyRadio = protocol('btle_rf', 'Bluetooth Low Energy RF Info', { linktype: [256] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR.html')
  .fields({
    channel:   u8('btle_rf.channel', 'RF Channel'),
    signal:    only({ 'flags.signal': true }, u8('btle_rf.signal_dbm', 'Signal', { signed: true, unit: 'dBm' })),
    noise:     only({ 'flags.noise': true }, u8('btle_rf.noise_dbm', 'Noise', { signed: true, unit: 'dBm' })),
    offenses:  only({ 'flags.offenses': true }, u8('btle_rf.access_address_offenses', 'Access Address Offenses')),
    reference: only({ 'flags.reference': true }, u32('btle_rf.reference_access_address', 'Reference Access Address', hexadecimal)),
    flags:     group('btle_rf.flags', 'RF Packet Flags', {
      dewhitened: flag('btle_rf.flags.dewhitened', 'Dewhitened'),
      signal:     flag('btle_rf.flags.signal_dbm_valid', 'Signal Power Valid'),
      noise:      flag('btle_rf.flags.noise_dbm_valid', 'Noise Power Valid'),
      decrypted:  flag('btle_rf.flags.decrypted', 'Decrypted'),
      reference:  flag('btle_rf.flags.reference_access_address_valid', 'Reference Access Address Valid'),
      offenses:   flag('btle_rf.flags.access_address_offenses_valid', 'Access Address Offenses Valid'),
      aliased:    flag('btle_rf.flags.channel_aliased', 'Channel Aliased'),
      kind:       bits(3, 'btle_rf.pdu_type', 'PDU Type', { names: kinds }),
      checked:    flag('btle_rf.flags.crc_checked', 'CRC Checked'),
      valid:      flag('btle_rf.flags.crc_valid', 'CRC Valid'),
      micChecked: flag('btle_rf.flags.mic_checked', 'MIC Checked'),
      micValid:   flag('btle_rf.flags.mic_valid', 'MIC Valid'),
      phy:        bits(2, 'btle_rf.phy', 'PHY', { names: phys }),
    }, little),
  })
  .remembers(({ flags: { kind } }, memory) => {
    wayOf(memory).isReceived = wayByKind[kind]
    return undefined
  }, { isAlone: true })
  .payload({ tables: [['btle_rf.payload', () => 1]] })
  .colored(undefined, ({ flags: { checked, valid } }) => (checked && !valid ? 'warning' : undefined))
  .summarized(({ channel, signal, flags: { signal: isValid, checked, valid } }) =>
    `channel ${channel}${isValid ? `, ${signal} dBm` : ''}${checked && !valid ? ', CRC incorrect' : ''}`)

const packetIds = { 0x02: 'Event packet, advertising or data', 0x06: 'Event packet, data' }
const firstWithWord = 2
interface Nordic { readonly version: number }
const isNew = ({ version }: Nordic) => version >= firstWithWord
const isOld = (header: Nordic) => !isNew(header)
const advertising = 0x02

/** nRF Sniffer for Bluetooth LE, "Sniffer UART protocol" (infocenter.nordicsemi.com), versions 1 to 3 of its frames. */
export const nordicSniffer = protocol('nordic_ble', 'nRF Sniffer for Bluetooth LE', { linktype: [272] })
  .fields({
    board:    u8('nordic_ble.board_id', 'Board'),
    version:  ahead(8, { skip: 16 }),
  })
  .fields({
    headerLength: when(isOld, u8('nordic_ble.hlen', 'Length of header', { unit: 'bytes' })),
    shortLength:  when(isOld, u8('nordic_ble.plen', 'Length of payload', { unit: 'bytes' })),
    longLength:   when(isNew, u16('nordic_ble.plen', 'Length of payload', { ...little, unit: 'bytes' })),
    protocolVersion: u8('nordic_ble.protover', 'Protocol version'),
    counter:  u16('nordic_ble.packet_counter', 'Packet counter', little),
    kind:     u8('nordic_ble.packet_id', 'Packet ID', { names: packetIds }),
    length:   u8('nordic_ble.len', 'Length of packet', { unit: 'bytes' }),
    flags:    group('nordic_ble.flags', 'Flags', {
      valid:     flag('nordic_ble.crcok', 'CRC ok'),
      direction: flag('nordic_ble.direction', 'Central to Peripheral'),
      encrypted: flag('nordic_ble.encrypted', 'Encrypted'),
      micValid:  flag('nordic_ble.micok', 'MIC ok'),
      phy:       bits(3, 'nordic_ble.phy', 'PHY', { names: phys }),
      reserved:  bits(1, 'nordic_ble.flag_reserved7', 'Reserved'),
    }, little),
    channel:  u8('nordic_ble.channel', 'Channel Index'),
    strength: converted(u8('nordic_ble.rssi', 'RSSI', { unit: 'dBm' }), (value) => -value, 'number', (value) => -value),
    event:    u16('nordic_ble.event_counter', 'Event counter', little),
    time:     when({ protocolVersion: 3 }, u32('nordic_ble.time', 'Timestamp', { ...little, unit: 'us' })),
  })
  .fields({
    delta:    when(({ protocolVersion }) => protocolVersion !== 3,
      u32('nordic_ble.delta_time', 'Delta time (end to start)', { ...little, unit: 'us' })),
  })
  .remembers(({ flags: { direction }, kind }, memory) => {
    wayOf(memory).isReceived = kind === advertising ? undefined : !direction
    return undefined
  }, { isAlone: true })
  .payload({ tables: [['btle_rf.payload', () => 1]] })
  .colored(undefined, ({ flags: { valid } }) => (valid ? undefined : 'warning'))
  .summarized(({ channel, strength, flags: { valid } }) => `channel ${channel}, ${strength} dBm${valid ? '' : ', CRC incorrect'}`)
