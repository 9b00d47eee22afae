import { protocol, u16, u8 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const metaData = {
  version:       u8('cmd.version', 'Version'),
  length:        u8('cmd.length', 'Length'),
  options:       u16('cmd.options', 'Options', { base: 16 }),
  securityGroup: u16('cmd.sgt', 'Security Group Tag'),
}
const type = u16('cmd.type', 'Type', { base: 16, names: etherTypes })

/** Cisco MetaData: the security group of a frame, in front of its own type. */
export const ciscoMetaData = protocol('cmd', 'Cisco MetaData', { ethertype: [0x8909] })
  .fields({ ...metaData, type })
  .payload({ tables: [['ethertype', (metaData) => metaData.type]] })

/** The same inside GRE, where the type comes first. */
export const ciscoMetaDataInGre = protocol('cmd', 'Cisco MetaData', { 'gre.proto': [0x8909] })
  .fields({ type, ...metaData })
  .payload({ tables: [['ethertype', (metaData) => metaData.type]] })
