/** OSI network layer: what its protocols have in common, ES-IS (ISO 9542) and CLNP (ISO 8473-1). */
import {
  ahead, bits, bytes, flag, group, list, nameIn, peek, protocol, range, record, rest, tlv, u16, u8, vector, when,
} from '../../../schema/index.ts'

/** ISO/IEC TR 9577: the first byte names the protocol. */
const [clnpId, esisId] = [0x81, 0x82]
/** Chooses the protocol. On Cisco HDLC a byte of padding comes first. */
export const osi = protocol('osi', 'OSI', { 'llc.dsap': [0xfe], 'ppp.protocol': [0x23], 'chdlc.protocol': [0xfefe], ethertype: [0xfefe] })
  .specified('ISO/IEC TR 9577')
  .borrows('chdlc')
  .fields({ first: ahead(8) })
  .fields({ padding: when({ first: range(0, 0x7f) }, u8('chdlc.clns_padding', 'CLNS Padding', { base: 16 })) })
  .payload({ tables: [['osinl.incl', peek(8)]] })
  .selects()

const sized = (name: string, label: string) => vector(
  u8(`esis.${name}l`, `${label} Length`, { unit: 'bytes' }), bytes(`esis.${name}`, label)
)
const esisTypes = { 2: 'End System Hello', 4: 'Intermediate System Hello', 6: 'Redirect' }
/** ISO 9542, section 7. */
export const esis = protocol('esis', 'ES-IS Routing', { 'osinl.incl': [esisId] })
  .specified('ISO 9542')
  .fields({
    discriminator: u8('esis.nlpi', 'Network Layer Protocol Identifier', { base: 16 }),
    length:        u8('esis.length', 'Length', { unit: 'bytes' }),
    version:       u8('esis.ver', 'Version'),
    reserved:      u8('esis.res', 'Reserved'),
    typeReserved:  bits(3, 'esis.type.reserved', 'Reserved'),
    type:          bits(5, 'esis.type', 'Type', { names: esisTypes }),
    holdingTime:   u16('esis.htime', 'Holding Time', { unit: 's' }),
    checksum:      u16('esis.chksum', 'Checksum', { base: 16 }),
  })
  .length('length')
  .choice('type', {
    2: {
      count:     u8('esis.number_of_source_addresses', 'Number of Source Addresses'),
      addresses: list('esis.addresses', 'Source Addresses', record('Address', {
        address: sized('sa', 'Source Address'),
      }), { count: 'count' }),
    },
    4: { title: sized('net', 'Network Entity Title') },
    6: {
      destination: sized('da', 'Destination Address'), point: sized('bsnpa', 'Better Subnetwork Address'),
      title: sized('net', 'Network Entity Title'),
    },
  })
  .fields({ options: rest('esis.options', 'Options') })
  .colored('routing')
  .summarized(({ type, holdingTime }) => `ES-IS ${nameIn(esisTypes, type) ?? `type ${type}`}, holding time ${holdingTime} s`)

const clnpTypes = { 1: 'Error', 28: 'Data', 29: 'Multicast Data', 30: 'Echo Request', 31: 'Echo Reply' }
const option = tlv('Option', {
  type: u8('clnp.opt.code', 'Code', { base: 16 }), length: u8('clnp.opt.length', 'Length', { unit: 'bytes' }),
})
  .fields({ value: rest('clnp.opt.value', 'Value') })
const address = (name: string, label: string) => vector(
  u8(`clnp.${name}.len`, `${label} Length`, { unit: 'bytes' }), bytes(`clnp.${name}`, label)
)
/** ISO 8473-1, section 7. */
export const clnp = protocol('clnp', 'Connectionless Network Protocol', { 'osinl.incl': [clnpId] })
  .specified('ISO/IEC 8473-1')
  .fields({
    discriminator: u8('clnp.nlpi', 'Network Layer Protocol Identifier', { base: 16 }),
    headerLength:  u8('clnp.len', 'Header Length', { unit: 'bytes' }),
    version:       u8('clnp.version', 'Version'),
    lifetime:      u8('clnp.ttl', 'Lifetime', { unit: 'half seconds' }),
    flags:         group('clnp.cnf', 'Flags and Type', {
      segmentation: flag('clnp.cnf.segmentation', 'Segmentation Permitted'),
      more:         flag('clnp.cnf.more_segments', 'More Segments'),
      report:       flag('clnp.cnf.report_error', 'Error Report'),
      type:         bits(5, 'clnp.cnf.type', 'Type', { names: clnpTypes }),
    }),
    segmentLength: u16('clnp.pdu.len', 'PDU Length', { unit: 'bytes' }),
    checksum:      u16('clnp.checksum', 'Checksum', { base: 16 }),
  })
  .length('headerLength')
  .fields({
    destination: address('dsap', 'Destination Address'),
    source:      address('ssap', 'Source Address'),
    identifier:  when('flags.segmentation', u16('clnp.data_unit_identifier', 'Data Unit Identifier')),
    offset:      when('flags.segmentation', u16('clnp.segment_offset', 'Segment Offset', { unit: 'bytes' })),
    total:       when('flags.segmentation', u16('clnp.total_length', 'Total Length', { unit: 'bytes' })),
    options:     list('clnp.options', 'Options', option),
  })
  .payload({ tables: [['clnp.protocol', () => -1]], length: { length: 'segmentLength', minus: 'headerLength' } })
  .colored('routing')
  .summarized(({ flags }) => `CLNP ${nameIn(clnpTypes, flags.type) ?? `type ${flags.type}`}`)
