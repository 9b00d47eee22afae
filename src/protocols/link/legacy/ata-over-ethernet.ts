import { bits, flag, nameIn, protocol, rest, u16, u32, u48, u8 } from '../../../schema/index.ts'

const commands = { 0: 'Issue ATA command', 1: 'Query configuration', 2: 'MAC mask list', 3: 'Reserve/release' }
const errors = {
  1: 'Unrecognized command code', 2: 'Bad argument parameter', 3: 'Device unavailable', 4: 'Config string present',
  5: 'Unsupported version', 6: 'Target is reserved',
}
const ataCommands = { 0x20: 'Read sectors', 0x24: 'Read sectors ext', 0x30: 'Write sectors', 0x34: 'Write sectors ext',
  0xa1: 'Identify packet device', 0xe7: 'Flush cache', 0xec: 'Identify device' }
const configurationCommands = { 0: 'Read', 1: 'Test', 2: 'Test prefix', 3: 'Set', 4: 'Force set' }

/** ATA over Ethernet: "AoE (ATA over Ethernet)", Coraid, revision 11 (2009), sections 2 to 4. */
export const ataOverEthernet = protocol('aoe', 'ATA over Ethernet', { ethertype: [0x88a2] })
  .specified('AoEr11, ATA over Ethernet')
  .fields({
    version:    bits(4, 'aoe.version', 'Version'),
    response:   flag('aoe.response', 'Response'),
    failed:     flag('aoe.flags_error', 'Error'),
    reserved:   bits(2, 'aoe.reserved', 'Reserved'),
    error:      u8('aoe.error', 'Error', { names: errors }),
    major:      u16('aoe.major', 'Major', { base: 16 }),
    minor:      u8('aoe.minor', 'Minor', { base: 16 }),
    command:    u8('aoe.cmd', 'Command', { names: commands }),
    tag:        u32('aoe.tag', 'Tag', { base: 16 }),
  })
  .choice('command', {
    0: {
      flagsReserved: bits(1, 'aoe.aflags.reserved', 'Reserved'), extended: flag('aoe.aflags.e', 'E'),
      flagsReserved2: bits(1, 'aoe.aflags.reserved', 'Reserved'),
      device: flag('aoe.aflags.d', 'D'), flagsReserved3: bits(2, 'aoe.aflags.reserved', 'Reserved'),
      asynchronous: flag('aoe.aflags.a', 'A'),
      isWrite: flag('aoe.aflags.w', 'W'),
      feature: u8('aoe.err_feature', 'Err/Feature', { base: 16 }), sectors: u8('aoe.sector_count', 'Sector Count'),
      ataCommand: u8('aoe.ata.cmd', 'ATA Command', { base: 16, names: ataCommands }),
      block: u48('aoe.lba', 'LBA', { order: 'little', base: 16 }), blockReserved: u16('aoe.lba.reserved', 'Reserved'),
    },
    1: {
      buffers: u16('aoe.config.buffers', 'Number of Outstanding Messages'),
      firmware: u16('aoe.config.firmware', 'Firmware Version', { base: 16 }),
      sectorsAtOnce: u8('aoe.config.sectors', 'Sectors in a Message'), aoeVersion: bits(4, 'aoe.config.version', 'Version'),
      configuration: bits(4, 'aoe.config.cmd', 'Configuration Command', { names: configurationCommands }),
      stringLength: u16('aoe.config.length', 'Configuration Length'),
    },
  })
  .fields({ data: rest('aoe.data', 'Data') })
  .defaults({ version: 1 })
  .colored('datagrams', ({ failed }) => (failed ? 'error' : undefined))
  .summarized(({ command, response, major, minor, failed, error, ataCommand, block, sectors }) => {
    const name = nameIn(ataCommands, ataCommand ?? 0) ?? `0x${ataCommand?.toString(16)}`
    const asks = response || ataCommand === undefined ? '' : `, ${name} of ${sectors} at ${block}`
    const problem = failed ? `, error: ${nameIn(errors, error) ?? error}` : ''
    return `${nameIn(commands, command) ?? `command ${command}`} ${response ? 'response' : 'request'} ${major}.${minor}${asks}${problem}`
  })
