/** What ZigBee applications say: the cluster library (ZigBee 075123, section 2.4) and the device profile (05-3474-21, section 2.4). */
import { bits, flag, group, list, protocol, record, rest, u16, u8, when } from '../../../schema/index.ts'
import { hexadecimal, little, named } from './addresses.ts'

/** Table 2-3: commands that all clusters have. */
const commands = {
  0: 'Read Attributes', 1: 'Read Attributes Response', 2: 'Write Attributes', 3: 'Write Attributes Undivided',
    4: 'Write Attributes Response',
  5: 'Write Attributes No Response', 6: 'Configure Reporting', 7: 'Configure Reporting Response', 10: 'Report Attributes',
    11: 'Default Response',
  12: 'Discover Attributes', 13: 'Discover Attributes Response',
}
const statuses = { 0: 'Success', 1: 'Failure', 0x7e: 'Not authorized', 0x80: 'Malformed command', 0x81: 'Unsupported command',
  0x86: 'Unsupported attribute', 0x87: 'Invalid value' }

export const zigbeeClusterLibrary = protocol('zbee_zcl', 'ZigBee Cluster Library Frame', { 'zbee_aps.payload': [1] })
  .specified('ZigBee Alliance 075123, Cluster Library')
  .fields({
    control:       group('', 'Frame Control Field', {
      type:        bits(2, 'zbee_zcl.type', 'Frame Type', { names: { 0: 'Profile-wide', 1: 'Cluster-specific' }, base: 16 }),
      vendor:      flag('zbee_zcl.ms', 'Manufacturer Specific'),
      fromServer:  flag('zbee_zcl.dir', 'Direction'),
      quiet:       flag('zbee_zcl.ddr', 'Disable Default Response'),
      reserved:    bits(3, '', 'Reserved'),
    }, little),
    vendor:        when('control.vendor', u16('zbee_zcl.cmd.mc', 'Manufacturer Code', hexadecimal)),
    sequence:      u8('zbee_zcl.cmd.tsn', 'Sequence Number'),
    command:       u8('zbee_zcl.cmd.id', 'Command', { base: 16 }),
  })
  .cases(
    [{ 'control.type': 0, command: 0 }, {
      attributes:  list('', 'Attributes', record('Attribute', { attribute: u16('zbee_zcl.attr.id', 'Attribute', hexadecimal) })),
    }],
    [{ 'control.type': 0, command: 11 }, {
      answered:    u8('zbee_zcl.cmd.id.rsp', 'Response to Command', { base: 16, names: commands }),
      status:      u8('zbee_zcl.attr.status', 'Status', { base: 16, names: statuses }),
    }],
  )
  .fields({ data: rest('zbee_zcl.attr.bytes', 'Data') })
  .summarized(({ control, command, status }) => {
    const kind = control.type === 0 ? named(commands, command, 'command') : `command ${command} of the cluster`
    return status === undefined ? kind : `${kind}, ${named(statuses, status, 'status')}`
  })

export const zigbeeDeviceProfile = protocol('zbee_zdp', 'ZigBee Device Profile', { 'zbee_aps.payload': [0] })
  .specified('ZigBee Alliance 05-3474-21, section 2.4')
  .fields({ sequence: u8('zbee_zdp.seqno', 'Sequence Number'), data: rest('zbee_zdp.data', 'Data') })
  .summarized(({ sequence }) => `sequence ${sequence}`)
