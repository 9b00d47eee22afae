/** Common Internet File System browser protocol, in mailslots: [MS-BRWS], section 2.2. */
import {
  bits, flag, group, list, nameIn, protocol, record, rest, text, u16, u32, u8,
} from '../../../../schema/index.ts'

const commands = {
  0x01: 'Host Announcement', 0x02: 'Request Announcement', 0x08: 'Browser Election Request', 0x09: 'Get Backup List Request',
  0x0a: 'Get Backup List Response', 0x0b: 'Become Backup Browser', 0x0c: 'Domain/Workgroup Announcement', 0x0d: 'Master Announcement',
  0x0e: 'Reset Browser State Announcement', 0x0f: 'Local Master Announcement',
} as const
const little = { order: 'little' } as const

/** [MS-SRVS], section 2.2.2.7; the browser names them from the lowest bit up. */
const serverType = group('browser.server_type', 'Server Type', {
  workstation:      flag('browser.server_type.workstation', 'Workstation'),
  server:           flag('browser.server_type.server', 'Server'),
  sql:              flag('browser.server_type.sql', 'SQL'),
  controller:       flag('browser.server_type.domain_controller', 'Domain Controller'),
  backupController: flag('browser.server_type.backup_controller', 'Backup Controller'),
  time:             flag('browser.server_type.time', 'Time Source'),
  apple:            flag('browser.server_type.apple', 'Apple'),
  novell:           flag('browser.server_type.novell', 'Novell'),
  member:           flag('browser.server_type.member', 'Member'),
  print:            flag('browser.server_type.print', 'Print'),
  dialIn:           flag('browser.server_type.dialin', 'Dialin'),
  xenix:            flag('browser.server_type.xenix', 'Xenix'),
  ntWorkstation:    flag('browser.server_type.ntw', 'NT Workstation'),
  forWorkgroups:    flag('browser.server_type.wfw', 'WfW'),
  reserved:         flag('browser.server_type.reserved', 'Reserved'),
  ntServer:         flag('browser.server_type.nts', 'NT Server'),
  potentialBrowser: flag('browser.server_type.browser.potential', 'Potential Browser'),
  backupBrowser:    flag('browser.server_type.browser.backup', 'Backup Browser'),
  masterBrowser:    flag('browser.server_type.browser.master', 'Master Browser'),
  domainMaster:     flag('browser.server_type.browser.domain_master', 'Domain Master Browser'),
  osf:              flag('browser.server_type.osf', 'OSF'),
  vms:              flag('browser.server_type.vms', 'VMS'),
  windows95:        flag('browser.server_type.w95', 'Windows 95+'),
  dfs:              flag('browser.server_type.dfs', 'DFS'),
  reserved2:        bits(6, 'browser.server_type.reserved2', 'Reserved'),
  local:            flag('browser.server_type.local', 'Local'),
  domainEnum:       flag('browser.server_type.domainenum', 'Domain Enum'),
}, little)

const latin = { padding: 'zero', encoding: 'latin-1' } as const
const announcement = {
  updateCount: u8('browser.update_count', 'Update Count'),
  period:      u32('browser.period', 'Update Periodicity', { ...little, unit: 'ms' }),
  name:        text('browser.server', 'Server Name', 16, latin),
  osMajor:     u8('browser.os_major', 'OS Major Version'),
  osMinor:     u8('browser.os_minor', 'OS Minor Version'),
  serverType,
}
const browserVersion = {
  browserMajor: u8('browser.proto_major', 'Browser Protocol Major Version'),
  browserMinor: u8('browser.proto_minor', 'Browser Protocol Minor Version'),
  signature:    u16('browser.sig', 'Signature', { ...little, base: 16 }),
  comment:      text('browser.comment', 'Host Comment', { until: 'zero' }, { encoding: 'latin-1' }),
}
const zeroText = (filter: string, label: string) => text(filter, label, { until: 'zero' }, { encoding: 'latin-1' })
const backupServer = record('Server', { name: zeroText('browser.backup.server', 'Backup Server') })
const token = { token: u32('browser.backup.token', 'Backup Request Token', little) }

export const browser = protocol('browser', 'Microsoft Windows Browser Protocol', { 'smb.mailslot': ['BROWSE', 'LANMAN'] })
  .specified('[MS-BRWS]')
  .fields({ command: u8('browser.command', 'Command', { base: 16, names: commands }) })
  .choice('command', {
    0x01: { ...announcement, ...browserVersion },
    0x02: {
      unused:   u8('browser.unused', 'Unused flags', { base: 16 }),
      response: zeroText('browser.response_computer_name', 'Response Computer Name'),
    },
    0x08: {
      electionVersion: u8('browser.election.version', 'Election Version'),
      criteria:        group('browser.election.criteria', 'Election Criteria', {
        backup:       flag('browser.election.desire.backup', 'Backup'),
        standby:      flag('browser.election.desire.standby', 'Standby'),
        master:       flag('browser.election.desire.master', 'Master'),
        domainMaster: flag('browser.election.desire.domain_master', 'Domain Master'),
        reserved:     flag('browser.election.desire.reserved', 'Reserved'),
        wins:         flag('browser.election.desire.wins', 'WINS'),
        reserved2:    flag('browser.election.desire.reserved2', 'Reserved'),
        nt:           flag('browser.election.desire.nt', 'NT'),
        minor:        bits(8, 'browser.proto_minor', 'Browser Protocol Minor Version'),
        major:        bits(8, 'browser.proto_major', 'Browser Protocol Major Version'),
        wfw:          flag('browser.election.os.wfw', 'WfW'),
        reserved3:    bits(3, 'browser.election.os.reserved', 'Reserved'),
        ntw:          flag('browser.election.os.ntw', 'NT Workstation'),
        nts:          flag('browser.election.os.nts', 'NT Server'),
        reserved4:    bits(2, 'browser.election.os.reserved2', 'Reserved'),
      }, little),
      uptime:          u32('browser.uptime', 'Uptime', { ...little, unit: 'ms' }),
      zeros:           u32('browser.election.reserved', 'Reserved', little),
      server:          zeroText('browser.server', 'Server Name'),
    },
    0x09: { count: u8('browser.backup.count', 'Backup List Requested Count'), ...token },
    0x0a: {
      count: u8('browser.backup.count', 'Backup List Requested Count'),
      ...token,
      servers: list('browser.backup.servers', 'Backup Servers', backupServer, { count: 'count' }),
    },
    0x0b: { promoted: zeroText('browser.browser_to_promote', 'Browser to Promote') },
    0x0c: {
      ...announcement,
      mysterious: u32('browser.mysterious_field', 'Mysterious Field', { ...little, base: 16 }),
      master:     zeroText('browser.mb_server', 'Master Browser Server Name'),
    },
    0x0d: { server: zeroText('browser.server', 'Server Name') },
    0x0e: { reset: group('browser.reset_cmd', 'ResetBrowserState Command', {
      reserved: bits(5, 'browser.reset_cmd.reserved', 'Reserved'),
      stop:     flag('browser.reset_cmd.stop_lmb', 'Stop Being LMB'),
      flush:    flag('browser.reset_cmd.flush', 'Flush Browse List'),
      demote:   flag('browser.reset_cmd.demote', 'Demote LMB'),
    }) },
    0x0f: { ...announcement, ...browserVersion },
  })
  .fields({ data: rest('browser.data', 'Data') })
  .colored('names')
  .summarized(({ command, name, server, response, comment, promoted }) => {
    const words = name ?? server ?? response ?? promoted ?? ''
    return `${nameIn(commands, command) ?? `command ${command}`}${words === '' ? '' : ` ${words}`}${comment ? `, ${comment}` : ''}`
  })
