import { bits, flag, group, list, protocol, range, record, rest, u16, u24, u8 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** RFC 8926, section 3.5. */
const option = record('Option', {
  class:    u16('geneve.option.class', 'Class', { base: 16 }),
  type:     u8('geneve.option.type', 'Type', { base: 16 }),
  reserved: bits(3, 'geneve.option.flags.reserved', 'Reserved'),
  words:    bits(5, '', 'Length', { unit: 'words of 4 bytes' }),
}).followedBy({ length: 'words', times: 4 }).fields({ data: rest('geneve.option.unknown.data', 'Data') })

const isHeader = record('Header', {
  version: bits(2, 'geneve.version', 'Version'), words: bits(6, 'geneve.option.length', 'Length'), flags: u8('geneve.flags', 'Flags'),
  protocol: u16('geneve.proto_type', 'Protocol'),
}).recognizer({ version: 0, protocol: range(0x600) })

/** Generic Network Virtualization Encapsulation, RFC 8926, section 3.4. */
export const geneve = protocol('geneve', 'Generic Network Virtualization Encapsulation', { 'udp.port': [6081] })
  .specified('RFC 8926')
  .accepts(isHeader)
  .fields({
    version:        bits(2, 'geneve.version', 'Version'),
    optionsLength:  bits(6, '', 'Options Length', { times: 4, unit: 'bytes' }),
    flags:          group('geneve.flags', 'Flags', {
      oam:          flag('geneve.flags.oam', 'Operations, Administration and Management'),
      critical:     flag('geneve.flags.critical', 'Critical Options'),
      reserved:     bits(6, 'geneve.flags.reserved', 'Reserved'),
    }),
    protocol:       u16('geneve.proto_type', 'Protocol', { base: 16, names: etherTypes }),
    vni:            u24('geneve.vni', 'Virtual Network Identifier'),
    reserved:       u8('geneve.reserved', 'Reserved'),
    options:        list('geneve.options', 'Options', option, { length: 'optionsLength' }),
  })
  .payload({ tables: [['ethertype', 'protocol']] })
  .summarized((geneve) => `Geneve ${geneve.vni}`)
