/** Events of the controller: Core Specification 5.3, volume 4, part E, sections 5.4.4 and 7.7. */
import {
  bytes, fact, lineOf, list, nameIn, protocol, record, rest, text, u16, u24, u8, when, type Fields, type View,
} from '../../../../schema/index.ts'
import { advertisingData, classOfDevice, nameTold } from '../advertising.ts'
import { deviceAddress, errors, flags, hexadecimal, little, named } from '../common.ts'
import { eventsByCode, lowEnergyEvents } from './events-by-code.ts'
import { exchange } from './exchange.ts'
import { commandName, opcodeOf, type Described } from './opcodes.ts'
import { parametersOf } from './parameters.ts'
import { returned } from './returned.ts'

const [complete, status, lowEnergy, vendor] = [0x0e, 0x0f, 0x3e, 0xff]
const names = {
  ...Object.fromEntries(Object.entries(eventsByCode as Described).map(([code, [name = '']]) => [code, name])),
  [complete]: 'Command Complete', [status]: 'Command Status', [lowEnergy]: 'LE Meta', [vendor]: 'Vendor-Specific',
}
const subNames = Object.fromEntries(Object.entries(lowEnergyEvents as Described).map(([code, [name = '']]) => [code, name]))

const at = (name: string) => `bthci_evt.${name}`
const of = (words: string) => parametersOf('bthci_evt', words)
const counted = { count: 'count' as never }
const address = { bdAddr: deviceAddress(at('bd_addr'), 'BD_ADDR') }
const handle = { handle: u16(at('connection_handle'), 'Connection Handle', hexadecimal) }
const responses = { count: u8(at('num_responses'), 'Number of responses') }
const reports = { count: u8(at('le_num_reports'), 'Num Reports') }
const rssi = u8(at('rssi'), 'RSSI', { signed: true, unit: 'dBm' })
const strength = u8(at('rssi'), 'RSSI', { signed: true, unit: 'dBm' })
const addressType = { addressType: u8(at('le_peer_address_type'), 'Peer Address Type', { base: 16, names: {
  0: 'Public Device Address', 1: 'Random Device Address', 2: 'Public Identity Address', 3: 'Random Identity Address',
  0xff: 'Anonymous' } }) }
const advertisingTypes = {
  0: 'Connectable Undirected Advertising', 1: 'Connectable Directed Advertising', 2: 'Scannable Undirected Advertising',
  3: 'Non-Connectable Undirected Advertising', 4: 'Scan Response',
}
const clock = flags('', 'Clock Offset', 16, 'clock_offset:15 Clock Offset | - Reserved', 'bthci_evt.')
const scanned = { ...address, repetition: u8(at('page_scan_repetition_mode'), 'Page Scan Repetition Mode', { base: 16 }) }

const inquiryResult = record('Response', {
  ...scanned, period: u8(at('page_scan_period_mode'), 'Page Scan Period Mode', { base: 16 }),
  mode: u8(at('page_scan_mode'), 'Page Scan Mode', { base: 16 }), classOfDevice, clock,
})
const inquiryWithStrength = record('Response', {
  ...scanned, period: u8(at('page_scan_period_mode'), 'Page Scan Period Mode', { base: 16 }), classOfDevice, clock, strength,
})
const advertisingReport = record('Report', {
  type: u8(at('le_advts_event_type'), 'Event Type', { base: 16, names: advertisingTypes }), ...addressType, ...address,
  length: u8(at('data_length'), 'Data Length', { unit: 'bytes' }), advertising: advertisingData({ length: 'length' }), rssi,
})
const directReport = record('Report', {
  type: u8(at('event_type'), 'Event Type', { base: 16, names: advertisingTypes }),
  ...of('le_address_type bd_addr'), directType: u8(at('le_direct_address_type'), 'Direct Address Type', { base: 16 }),
  direct: deviceAddress(at('direct_bd_addr'), 'Direct BD_ADDR'), leRssi: u8(at('le_rssi'), 'RSSI', { signed: true, unit: 'dBm' }),
})
const extendedReport = record('Report', {
  type: flags(at('le_ext_advts_event_type'), 'Event Type', 16, 'connectable Connectable | scannable Scannable | directed Directed'
    + ' | scan_response Scan Response | legacy Legacy | data_status:2 Data Status | reserved:9 Reserved'),
  ...addressType, ...address,
  primary: u8(at('primary_phy'), 'Primary PHY', { base: 16 }), secondary: u8(at('secondary_phy'), 'Secondary PHY', { base: 16 }),
  set: u8(at('advertising_sid'), 'Advertising SID', { base: 16 }), power: u8(at('tx_power'), 'TX Power', { signed: true,
    unit: 'dBm' }), rssi,
  interval: u16(at('periodic_advertising_interval'), 'Periodic Advertising Interval', hexadecimal),
  directType: u8(at('le_direct_address_type'), 'Direct Address Type', { base: 16 }),
  direct: deviceAddress(at('direct_bd_addr'), 'Direct BD_ADDR'),
  length: u8(at('data_length'), 'Data Length', { unit: 'bytes' }), advertising: advertisingData({ length: 'length' }),
})
const completed = record('Handle', { ...handle, packets: u16(at('num_compl_packets'), 'Number of Completed Packets', little) })
const featurePage = { pageNumber: u8(at('page_number'), 'Page Number'), pages: u8(at('max_page_number'), 'Max. Page Number') }
interface Paged { readonly pageNumber?: number }
const features = {
  ...Object.fromEntries(Object.entries(of('lmp_features')).map(([key, field]) => [key,
    when(({ pageNumber = 0 }: Paged) => pageNumber === 0,
    field as never)])) as Fields<View>,
  otherFeatures: when(({ pageNumber = 0 }: Paged) => pageNumber !== 0, bytes(at('lmp_features.reserved'), 'Features', 8)),
} as unknown as Fields<View>
const result = { status: u8(at('status'), 'Status', { base: 16, names: errors }) }

/** Those with lists. */
const special: Readonly<Record<number, Fields<View>>> = {
  0x02: { ...responses, results: list('bthci_evt.results', 'Responses', inquiryResult, counted) },
  0x07: { ...result, ...address, name: text(at('remote_name'), 'Remote Name', 248, { padding: 'zero' }) },
  0x13: { count: u8(at('num_handles'), 'Number of Connection Handles'), handles: list('bthci_evt.handles', 'Handles', completed, counted) },
  0x15: { count: u8(at('num_keys'), 'Number of Link Keys'),
    keys: list('bthci_evt.keys', 'Link Keys', record('Link Key', of('bd_addr link_key')),
    counted) },
  0x19: {},
  0x1d: { ...result, ...handle, packetType: u16(at('packet_type'), 'Packet Type', hexadecimal) },
  0x22: { ...responses, results: list('bthci_evt.results', 'Responses', inquiryWithStrength, counted) },
  0x23: { ...result, ...handle, ...featurePage, ...features },
  0x2f: { ...responses, ...scanned, reserved: u8(at('page_scan_period_mode'), 'Reserved'), classOfDevice, clock, strength,
    advertising: advertisingData() },
  0x48: {
    blocks: u16(at('total_num_data_blocks'), 'Total Number of Data Blocks', little),
    count: u8(at('num_handles'), 'Number of Connection Handles'),
    handles: list('bthci_evt.handles', 'Handles', record('Handle', of('connection_handle num_compl_packets num_compl_blocks')), counted),
  },
}
const specialLow: Readonly<Record<number, Fields<View>>> = {
  0x02: { ...reports, reports: list('bthci_evt.reports', 'Reports', advertisingReport, counted) },
  0x0b: { count: u8(at('number_of_reports'), 'Number of Reports'), reports: list('bthci_evt.reports', 'Reports', directReport, counted) },
  0x0d: { ...reports, reports: list('bthci_evt.reports', 'Reports', extendedReport, counted) },
  0x0f: { ...of('sync_handle tx_power rssi cte_type data_status data_length'), advertising: rest(at('data'), 'Data') },
}
const handles = { count: u8(at('num_bis'), 'Number of BISes'),
  handles: list('bthci_evt.handles', 'Handles', record('Handle', of('bis_handle')), counted) }
const streams = (words: string) => ({ ...of(words), ...handles })
const specialReturns: Readonly<Record<number, Fields<View>>> = {
  0x0c14: { name: text(at('device_name'), 'Device Name', 248, { padding: 'zero' }) },
  0x0c39: { count: u8(at('num_curr_iac'), 'Number of Current IAC'),
    codes: list('bthci_evt.codes', 'Access Codes', record('IAC', { code: u24(at('iac_lap'), 'IAC LAP', hexadecimal) }), counted) },
  0x1001: {
    hostVersion: u8(at('hci_vers_nr'), 'HCI Version', { base: 16 }), hostRevision: u16(at('hci_vers_nr'), 'HCI Revision', little),
    ...of('lmp_vers_nr comp_id lmp_sub_vers_nr'),
  },
  0x1004: { ...featurePage, ...features },
  0x2062: { ...of('cig_id'), count: u8(at('cis_count'), 'CIS Count'),
    handles: list('bthci_evt.handles', 'Handles', record('Handle', of('cis_handle')), counted) },
}
const setsBy = (described: Described, own: Readonly<Record<number, Fields<View>>>) =>
  Object.fromEntries(Object.entries(described).map(([code, [, words = '']]) => [code, own[Number(code)] ?? of(words)]))
const returnSets = {
  ...Object.fromEntries(Object.entries(returned as Readonly<Record<number, string>>).map(([opcode, words]) => [opcode, of(words)])),
  ...specialReturns, 0x2063: specialReturns[0x2062]!,
}
const lowSets = {
  ...setsBy(lowEnergyEvents, specialLow),
  0x1b: streams('status big_handle big_sync_delay big_transport_latency phy nse bn pto irc max_pdu iso_interval'),
  0x1d: streams('status big_handle big_transport_latency nse bn pto irc max_pdu iso_interval'),
}
/** By event; by Low Energy event; by the command that is complete. */
const [ofLowEnergy, ofCommand] = [0x100, 0x10000]
const moved = (sets: Readonly<Record<string, Fields<View>>>, by: number) =>
  Object.fromEntries(Object.entries(sets).map(([key, set]) => [Number(key) + by, set]))
const allSets = { ...setsBy(eventsByCode, special), ...moved(lowSets, ofLowEnergy), ...moved(returnSets, ofCommand) }
function setOf({ code, subEvent, opcode }: { readonly code: number; readonly subEvent?: number; readonly opcode?: number }): number {
  if (code === complete) return ofCommand + (opcode ?? 0)
  return code === lowEnergy ? ofLowEnergy + (subEvent ?? 0) : code === status ? -1 : code
}
/** Of these nothing says whether they worked. */
const hasNoStatus: ReadonlySet<number> = new Set([0])

interface Told {
  readonly status?: number
  readonly bdAddr?: string
  readonly name?: string
  readonly connectionHandle?: number
  readonly reason?: number
  readonly count?: number
  readonly reports?: readonly Report[]
  readonly advertising?: unknown
}
interface Report { readonly bdAddr: string; readonly advertising?: unknown }
const hexadecimalOf = (value: number) => `handle 0x${value.toString(16).padStart(4, '0')}`

export const bluetoothEvent = protocol('bthci_evt', 'Bluetooth HCI Event', { 'hci_h4.type': [4] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part E')
  .borrows('btcommon')
  .facts({
    answeredIn: fact.frame('', 'Response in frame'),
    answers:    fact.frame('bthci_evt.command_in_frame', 'Command in frame'),
    time:       fact.duration('', 'Time since the command'),
  })
  .fields({
    code:            u8(at('code'), 'Event Code', { base: 16, names }),
    parameterLength: u8(at('param_length'), 'Parameter Total Length', { unit: 'bytes' }),
  })
  .length({ length: 'parameterLength', plus: 2 })
  .cases(
    [{ code: complete }, { packets: u8(at('num_command_packets'), 'Number of Allowed Command Packets'), ...opcodeOf('bthci_evt') }],
    [{ code: status }, {
      commandStatus: result.status, packets: u8(at('num_command_packets'), 'Number of Allowed Command Packets'), ...opcodeOf('bthci_evt'),
    }],
    [{ code: lowEnergy }, { subEvent: u8(at('le_meta_subevent'), 'Sub Event', { base: 16, names: subNames }) }],
  )
  .fields({ returnStatus: when(({ code, opcode = 0 }) => code === complete && !hasNoStatus.has(opcode),
    u8(at('status'), 'Status', { base: 16, names: errors })) })
  .choice(setOf as never, allSets as never)
  .fields({ more: rest(at('parameters'), 'Parameters') })
  .exchanged(exchange as never)
  .colored(undefined, (layer) => {
    const { status: state = 0 } = layer as unknown as Told
    return (layer.returnStatus ?? layer.commandStatus ?? state) > 0 ? 'warning' : undefined
  })
  .summarized((layer) => {
    const { code, subEvent, opcode, returnStatus } = layer
    const told = layer as unknown as Told
    const failed = returnStatus ?? layer.commandStatus ?? told.status ?? 0
    const [report] = told.reports ?? []
    const parts = [
      subEvent === undefined ? named(names, code, 'event') : named(subNames, subEvent, 'LE event'),
      opcode === undefined ? undefined : commandName(opcode), told.bdAddr ?? report?.bdAddr,
      told.name ?? nameTold(told.advertising ?? report?.advertising),
      told.connectionHandle === undefined ? undefined : hexadecimalOf(told.connectionHandle),
      failed === 0 ? undefined : named(errors, failed, 'status'),
      told.reason === undefined ? undefined : nameIn(errors, told.reason),
    ]
    return lineOf(parts)
  })
