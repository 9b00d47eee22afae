/** Packets on advertising channels: Core Specification 5.3, volume 6, part B, section 2.3. */
import { bits, bytes, flag, group, list, only, overlay, record, rest, u16, u24, u32, u8, when } from '../../../../schema/index.ts'
import { advertisingData } from '../advertising.ts'
import { channelMap, deviceAddress, flags, hexadecimal, little } from '../common.ts'

export const advertisingTypes = {
  0: 'ADV_IND', 1: 'ADV_DIRECT_IND', 2: 'ADV_NONCONN_IND', 3: 'SCAN_REQ', 4: 'SCAN_RSP', 5: 'CONNECT_IND', 6: 'ADV_SCAN_IND',
  7: 'ADV_EXT_IND', 8: 'AUX_CONNECT_RSP',
}
const at = (name: string) => `btle.${name}`

export const advertisingHeader = group(at('advertising_header'), 'Packet Header', {
  type:     bits(4, at('advertising_header.pdu_type'), 'PDU Type', { base: 16, names: advertisingTypes }),
  reserved: bits(1, at('advertising_header.rfu.1'), 'Reserved'),
  channels: only({ type: [0, 5] }, flag(at('advertising_header.ch_sel'), 'Channel Selection Algorithm #2')),
  sender:   flag(at('advertising_header.randomized_tx'), 'Tx Address random'),
  receiver: only({ type: [1, 3, 5] }, flag(at('advertising_header.randomized_rx'), 'Rx Address random')),
  length:   bits(8, at('advertising_header.length'), 'Length', { unit: 'bytes' }),
}, little)

const advertiser = { advertiser: deviceAddress(at('advertising_address'), 'Advertising Address') }
const link = at('link_layer_data')
/** Section 2.3.3.1. */
const linkData = record('Link Layer Data', {
  access:  u32(`${link}.access_address`, 'Access Address', hexadecimal),
  crcInit: u24(`${link}.crc_init`, 'CRC Init', hexadecimal),
  size:    u8(`${link}.window_size`, 'Window Size'), offset: u16(`${link}.window_offset`, 'Window Offset', little),
  interval: u16(`${link}.interval`, 'Interval', little), latency: u16(`${link}.latency`, 'Latency', little),
  timeout: u16(`${link}.timeout`, 'Timeout', little), ...channelMap(`${link}.channel_map`),
  hop:     group('', 'Hop', {
    hop: bits(5, `${link}.hop`, 'Hop'), accuracy: bits(3, `${link}.sleep_clock_accuracy`, 'Sleep Clock Accuracy') }, little),
})

const extended = (name: string) => at(`extended_advertising_header.${name}`)
interface Flags { readonly present?: Readonly<Record<string, boolean | number>> | undefined }
const has = (name: string) => ({ present }: Flags) => present?.[name] === true
/** Section 2.3.4. */
const extendedHeader = record('Extended Advertising Header', {
  head: group('', 'Length and Mode', {
    length: bits(6, extended('length'), 'Extended Header Length', { unit: 'bytes' }),
    mode:   bits(2, extended('mode'), 'Advertising Mode', { base: 16, names: { 0: 'Non-connectable, non-scannable', 1: 'Connectable',
      2: 'Scannable' } }),
  }, little),
}).followedBy((({ head: { length } }: { readonly head: { readonly length: number } }) => length) as never).fields({
  present: when((({ head: { length } }: { readonly head: { readonly length: number } }) => length > 0) as never,
    group(extended('flags'), 'Flags', {
    advertiser: flag(extended('flags.advertiser_address'), 'Advertiser Address'), target: flag(extended('flags.target_address'),
      'Target Address'),
    cte:        flag(extended('flags.cte_info'), 'CTE Info'), info: flag(extended('advertiser_data_info'), 'Advertiser Data Info'),
    auxiliary:  flag(extended('flags.aux_pointer'), 'Aux pointer'), sync: flag(extended('flags.sync_info'), 'Sync Info'),
    power:      flag(extended('flags.tx_power'), 'TX Power'), reserved: flag(extended('flags.reserved'), 'Reserved'),
  }, little)),
}).fields({
  advertiser: when(has('advertiser') as never, deviceAddress(at('advertising_address'), 'Advertising Address')),
  target:     when(has('target') as never, deviceAddress(at('target_address'), 'Target Address')),
  cte:        when(has('cte') as never, flags(extended('cte_info'), 'CTE Info', 8,
    'cte_info.time:5 CTE Time | cte_info.rfu:1 RFU | cte_info.type:2 CTE Type',
    'btle.extended_advertising_header.')),
  info:       when(has('info') as never, group(at('extended_advertising.advertising_data_info'), 'Advertiser Data Info', {
    identifier: bits(12, at('extended_advertising.advertising_data_info.did'), 'Advertiser Data Identifier', { base: 16 }),
    set:        bits(4, at('extended_advertising.advertising_data_info.sid'), 'Advertiser Set Identifier', { base: 16 }),
  }, little)),
  auxiliary:  when(has('auxiliary') as never, group('', 'Aux Pointer', {
    channel:  bits(6, extended('aux_pointer.channel'), 'Channel Index'), accuracy: flag(extended('aux_pointer.ca'), 'Clock Accuracy'),
    units:    flag(extended('aux_pointer.offset_units'), 'Offset units'), offset: bits(13, extended('aux_pointer.aux_offset'),
      'Aux Offset', { base: 16 }),
    phy:      bits(3, extended('aux_pointer.aux_phy'), 'Aux PHY', { names: { 0: 'LE 1M', 1: 'LE 2M', 2: 'LE Coded' } }),
  }, little)),
  sync:       when(has('sync') as never, group('', 'Sync Info', {
    offset:   bits(13, extended('sync_info.sync_offset'), 'Sync Offset', { base: 16 }),
    units: flag(extended('sync_info.offset_units'), 'Offset Units'),
    adjust:   flag(extended('sync_info.offset_adjust'), 'Offset Adjust'), reserved: bits(1, '', 'Reserved'),
  }, little)),
  syncInterval: when(has('sync') as never, u16(extended('sync_info.interval'), 'Interval', hexadecimal)),
  syncChannels: when(has('sync') as never, bytes(extended('sync_info.channel_map'), 'Channel Map', 5)),
  syncAccess:   when(has('sync') as never, u32(extended('sync_info.access_address'), 'Access Address', hexadecimal)),
  syncCrc:      when(has('sync') as never, u24(extended('sync_info.crc_init'), 'CRC Init', hexadecimal)),
  syncEvent:    when(has('sync') as never, u16(extended('sync_info.event_counter'), 'Event counter', little)),
  power:      when(has('power') as never, u8(extended('tx_power'), 'TX Power', { signed: true, unit: 'dBm' })),
  more:       rest('', 'Additional Controller Advertising Data'),
})

const data = { advertising: advertisingData() }
const scanner = { scanner: deviceAddress(at('scanning_address'), 'Scanning Address') }
const initiator = { initiator: deviceAddress(at('initiator_address'), 'Initiator Address') }
/** What packets hold, by their type. */
export const advertisingBodies = {
  0: { ...advertiser, ...data }, 2: { ...advertiser, ...data }, 6: { ...advertiser, ...data },
  1: { ...advertiser, target: deviceAddress(at('target_address'), 'Target Address') },
  3: { ...scanner, ...advertiser },
  4: { ...advertiser, raw: overlay(rest(at('scan_responce_data'), 'Scan Response Data')), response: advertisingData() },
  5: { ...initiator, ...advertiser, connection: list('', 'Link Layer Data', linkData, { count: 1 }) },
  7: { extended: list('', 'Extended Advertising', extendedHeader, { count: 1 }), extendedData: advertisingData() },
  8: { extended: list('', 'Extended Advertising', extendedHeader, { count: 1 }) },
} as const
