/** Commands to the controller: Core Specification 5.3, volume 4, part E, section 5.4.1. */
import { fact, lineOf, list, protocol, record, rest, u16, u24, u8, type Fields, type View } from '../../../../schema/index.ts'
import { advertisingData } from '../advertising.ts'
import { hexadecimal, little } from '../common.ts'
import { exchange } from './exchange.ts'
import { commandName, commands, opcodeOf } from './opcodes.ts'
import { parametersOf } from './parameters.ts'

const of = (names: string) => parametersOf('bthci_cmd', names)
const handle = { handle: u16('bthci_cmd.connection_handle', 'Connection Handle', hexadecimal) }
const extendedSet = record('Set', of('advertising_handle adv_duration max_extended_advertising_events'))
/** Those with lists. */
const special: Readonly<Record<number, Fields<View>>> = {
  0x0c11: {
    count: u8('bthci_cmd.num_link_keys', 'Number of Link Keys'),
    keys: list('bthci_cmd.keys', 'Link Keys', record('Link Key', of('bd_addr link_key')), { count: 'count' as never }),
  },
  0x0c35: {
    count: u8('bthci_cmd.num_handles', 'Number of Connection Handles'),
    handles: list('bthci_cmd.handles', 'Handles',
      record('Handle', { ...handle, packets: u16('bthci_cmd.num_compl_packets', 'Completed Packets', little) }),
      { count: 'count' as never }),
  },
  0x0c3a: {
    count: u8('bthci_cmd.num_curr_iac', 'Number of Current IAC'),
    codes: list('bthci_cmd.codes', 'Access Codes', record('IAC', { code: u24('bthci_cmd.num_iac_lap', 'IAC LAP', hexadecimal) }),
      { count: 'count' as never }),
  },
  0x2039: {
    enable: u8('bthci_cmd.le_advts_enable', 'Advertising Enable', { base: 16 }), count: u8('bthci_cmd.adv_num_sets', 'Number of Sets'),
    sets: list('bthci_cmd.sets', 'Sets', extendedSet, { count: 'count' as never }),
  },
  ...Object.fromEntries([0x2008, 0x2009].map((opcode) => [opcode, {
    dataLength: u8('bthci_cmd.le_data_length', 'Data Length', { unit: 'bytes' }), advertising: advertisingData({ length: 'dataLength' }),
  }])),
  ...Object.fromEntries([0x2037, 0x2038].map((opcode) => [opcode, {
    ...of('advertising_handle adv_data_operation adv_fragment_preference'),
    dataLength: u8('bthci_cmd.le_data_length', 'Data Length', { unit: 'bytes' }), advertising: advertisingData({ length: 'dataLength' }),
  }])),
  0x203f: {
    ...of('advertising_handle adv_data_operation'),
    dataLength: u8('bthci_cmd.le_data_length', 'Data Length', { unit: 'bytes' }), advertising: advertisingData({ length: 'dataLength' }),
  },
  0x0c05: {
    filterType: u8('bthci_cmd.filter_type', 'Filter Type', { base: 16, names: { 0: 'Clear All', 1: 'Inquiry Result',
      2: 'Connection Setup' } }),
    filterData: rest('bthci_cmd.filter_data', 'Condition'),
  },
}
const left = new Set([0x0c6f, 0x0c72, 0x0c73, 0x0c76])
const sets = Object.fromEntries(Object.entries(commands)
  .filter(([opcode, [, words]]) => words !== undefined && !left.has(Number(opcode)))
  .map(([opcode, [, words = '']]) => [opcode, special[Number(opcode)] ?? of(words)]))

interface Told { readonly bdAddr?: string; readonly connectionHandle?: number; readonly deviceName?: string; readonly reason?: number }

export const bluetoothCommand = protocol('bthci_cmd', 'Bluetooth HCI Command', { 'hci_h4.type': [1] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part E')
  .borrows('btcommon')
  .facts({
    answeredIn: fact.frame('bthci_cmd.response_in_frame', 'Response in frame'),
    answers:    fact.frame('', 'Command in frame'),
    time:       fact.duration('', 'Time to the response'),
  })
  .fields({ ...opcodeOf('bthci_cmd'), parameterLength: u8('bthci_cmd.param_length', 'Parameter Total Length', { unit: 'bytes' }) })
  .length({ length: 'parameterLength', plus: 3 })
  .choice('opcode', sets as never)
  .fields({ more: rest('bthci_cmd.more', 'Parameters') })
  .exchanged(exchange as never)
  .colored(undefined)
  .summarized((layer) => {
    const { bdAddr, connectionHandle } = layer as unknown as Told
    const parts = [
      commandName(layer.opcode), bdAddr,
      connectionHandle === undefined ? undefined : `handle 0x${connectionHandle.toString(16).padStart(4, '0')}`,
    ]
    return lineOf(parts)
  })
