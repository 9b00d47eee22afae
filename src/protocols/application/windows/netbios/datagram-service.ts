/** NetBIOS Datagram Service: RFC 1002, section 4.4. */
import { bits, flag, group, ipv4Address, nameIn, peek, protocol, range, record, u16, u8 } from '../../../../schema/index.ts'
import { encodedName } from './names.ts'

const types = {
  16: 'Direct_unique datagram', 17: 'Direct_group datagram', 18: 'Broadcast datagram', 19: 'Datagram error', 20: 'Datagram query request',
  21: 'Datagram positive query response', 22: 'Datagram negative query response',
} as const
const errors = {
  0x82: 'Destination name not present', 0x83: 'Invalid source name format', 0x84: 'Invalid destination name format',
} as const
const nodeTypes = { 0: 'B node', 1: 'P node', 2: 'M node', 3: 'NBDD' } as const

const isHeader = record('Header', { type: u8('nbdgm.type', 'Message Type') }).recognizer({ type: range(16, 22) })

export const nbdgm = protocol('nbdgm', 'NetBIOS Datagram Service', { 'udp.port': [138] })
  .specified('RFC 1002')
  .accepts(isHeader)
  .fields({
    type:       u8('nbdgm.type', 'Message Type', { names: types }),
    flags:      group('nbdgm.flags', 'Flags', {
      reserved: bits(4, 'nbdgm.flags.reserved', 'Reserved'),
      nodeType: bits(2, 'nbdgm.node_type', 'Node Type', { names: nodeTypes }),
      first:    flag('nbdgm.first', 'This is first fragment'),
      more:     flag('nbdgm.next', 'More fragments follow'),
    }),
    datagramId: u16('nbdgm.dgram_id', 'Datagram ID', { base: 16 }),
    sourceIp:   ipv4Address('nbdgm.src.ip', 'Source IP'),
    sourcePort: u16('nbdgm.src.port', 'Source Port'),
  })
  .cases(
    [{ type: range(16, 18) }, {
      length:          u16('nbdgm.dgram_len', 'Datagram length', { unit: 'bytes' }),
      offset:          u16('nbdgm.pkt_offset', 'Packet offset', { unit: 'bytes' }),
      sourceName:      encodedName('nbdgm.source_name', 'Source name'),
      destinationName: encodedName('nbdgm.destination_name', 'Destination name'),
    }],
    [{ type: 19 }, { error: u8('nbdgm.error_code', 'Error code', { base: 16, names: errors }) }],
    [{ type: range(20, 22) }, { destinationName: encodedName('nbdgm.destination_name', 'Destination name') }],
  )
  .payload({
    tables: [['smb.protocol', (layer) => (layer.offset === 0 ? peek(8)(layer) : -1)]],
    partial: ({ flags, offset = 0 }) => flags.more || offset > 0,
  })
  .colored('datagrams', ({ type }) => (type === 19 ? 'warning' : undefined))
  .summarized(({ type, sourceName, destinationName, error }) => {
    const names = sourceName === undefined ? destinationName ?? '' : `${sourceName} to ${destinationName ?? ''}`
    return `${nameIn(types, type) ?? `type ${type}`} ${error === undefined ? names : nameIn(errors, error) ?? error}`.trimEnd()
  })
