import { protocol, rest, u16, u32, u8 } from '../../schema/index.ts'
import { linkTypes } from '../names/link-types.ts'

/** Per-Packet Information in front of a frame of any link type: "PPI Header Format Specification", version 1.0.7. Low byte first. */
export const perPacketInformation = protocol('ppi', 'Per-Packet Information', { linktype: [192] })
  .fields({
    version:  u8('ppi.version', 'Version'),
    flags:    u8('ppi.flags', 'Flags', { base: 16 }),
    length:   u16('ppi.length', 'Length', { unit: 'bytes', order: 'little' }),
    linkType: u32('ppi.dlt', 'Link Type', { names: linkTypes, order: 'little' }),
    details:  rest('', 'Details'),
  })
  .sized((ppi) => Math.max(8, ppi.length))
  .payload({ tables: [['linktype', (ppi) => ppi.linkType]] })
