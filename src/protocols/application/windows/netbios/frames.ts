/** NetBIOS frames over LLC (NetBEUI): IBM Local Area Network Technical Reference (SC30-3587), chapter 5. */
import { bytes, nameIn, peek, protocol, range, record, rest, u16, u8 } from '../../../../schema/index.ts'
import { shortName, suffixes } from './names.ts'

const commands = {
  0x00: 'Add Group Name Query', 0x01: 'Add Name Query', 0x02: 'Name In Conflict', 0x03: 'Status Query', 0x07: 'Terminate Trace (local)',
  0x08: 'Datagram', 0x09: 'Broadcast Datagram', 0x0a: 'Name Query', 0x0d: 'Add Name Response', 0x0e: 'Name Recognized',
  0x0f: 'Status Response', 0x13: 'Terminate Trace (local and remote)', 0x14: 'Data Acknowledgement', 0x15: 'Data First Middle',
  0x16: 'Data Only Last',
  0x17: 'Session Confirm', 0x18: 'Session End', 0x19: 'Session Initialize', 0x1a: 'No Receive', 0x1b: 'Receive Outstanding',
  0x1c: 'Receive Continue', 0x1f: 'Session Alive',
} as const
const little = { order: 'little' } as const
const correlators = {
  transmit: u16('netbios.xmit_corrl', 'Transmit Correlator', { ...little, base: 16 }),
  response: u16('netbios.resp_corrl', 'Response Correlator', { ...little, base: 16 }),
}
const source = {
  source:     shortName('netbios.nb_name', 'NetBIOS Name'),
  sourceType: u8('netbios.nb_name_type', 'NetBIOS Name Type', { base: 16, names: suffixes }),
}
const names = {
  destination:     shortName('netbios.nb_name', 'NetBIOS Name'),
  destinationType: u8('netbios.nb_name_type', 'NetBIOS Name Type', { base: 16, names: suffixes }),
  ...source,
}
const sessions = { remote: u8('netbios.remote_session', 'Remote Session No.'), local: u8('netbios.local_session', 'Local Session No.') }

const fields = {
  length:    u16('netbios.hdr_len', 'Length', { ...little, unit: 'bytes' }),
  delimiter: u16('netbios.delimiter', 'Delimiter', { ...little, base: 16, names: { 0xefff: 'NetBIOS' } }),
  command:   u8('netbios.command', 'Command', { base: 16, names: commands }),
  data1:     u8('netbios.data1', 'Data 1', { base: 16 }),
  data2:     u16('netbios.data2', 'Data 2', { ...little, base: 16 }),
}
const dataFirst = 0x15
const dataLast = 0x16

export const netbios = protocol('netbios', 'NetBIOS', { 'llc.dsap': [0xf0] })
  .fields(fields)
  .length('length')
  .cases(
    [{ command: [0x00, 0x01] }, { ...correlators, zeros: bytes('netbios.reserved', 'Reserved', 16), ...source }],
    [{ command: range(0x02, 0x0f) }, { ...correlators, ...names }],
    [{ command: range(0x14, 0x1f) }, { ...correlators, ...sessions }],
  )
  .fields({ others: rest('netbios.unknown_command_data', 'Unknown NetBIOS command data') })
  .accepts(record('NetBIOS', fields).recognizer({ length: range(14, 128), delimiter: 0xefff }))
  .payload({
    tables: [['smb.protocol', (layer) =>
      [0x08, 0x09, dataFirst, dataLast].includes(layer.command) ? peek(8)(layer) : -1]],
    partial: ({ command }) => command === dataFirst,
  })
  .colored('names')
  .summarized(({ command, source, destination, local, remote }) => {
    const ends = source === undefined ? [] : destination === undefined ? [source] : [`${source} to ${destination}`]
    const session = local === undefined ? [] : [`session ${local} to ${remote ?? 0}`]
    return [nameIn(commands, command) ?? `command ${command}`, ...ends, ...session].join(' ')
  })
