import { bits, flag, group, list, otherwise, protocol, rest, tlv, u16, u32, u8, type Fields, type View } from '../../schema/index.ts'
import { linkTypes } from '../names/link-types.ts'

/** Section 4. */
const header = {
  type:   u16('ppi.field_type', 'Type', { order: 'little' }),
  length: u16('ppi.field_len', 'Length', { unit: 'bytes', order: 'little' }),
} satisfies Fields<View>
const field = tlv('Field', header).fields({ value: rest('', 'Value') })
const alignedField = tlv('Field', header, { align: 4 }).fields({ value: rest('', 'Value') })

/** Per-Packet Information in front of a frame of any link type: "PPI Header Format Specification", version 1.0.7. Little-endian. */
export const perPacketInformation = protocol('ppi', 'Per-Packet Information', { linktype: [192] })
  .fields({
    version:    u8('ppi.version', 'Version'),
    flags:      group('ppi.flags', 'Flags', {
      reserved: bits(7, 'ppi.flags.reserved', 'Reserved'),
      aligned:  flag('ppi.flags.alignment', 'Alignment'),
    }),
    length:     u16('ppi.length', 'Length', { unit: 'bytes', order: 'little' }),
    linkType:   u32('ppi.dlt', 'Link Type', { names: linkTypes, order: 'little' }),
  })
  .length(({ length }) => Math.max(8, length))
  .cases([{ 'flags.aligned': true }, { fields: list('', 'Fields', alignedField) }], [otherwise, { fields: list('', 'Fields', field) }])
  .payload({ tables: [['linktype', 'linkType']] })
