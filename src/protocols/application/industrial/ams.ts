/** Automation Device Specification of Beckhoff: AMS over TCP, and ADS in it (Beckhoff Information System, "TwinCAT ADS", 2024). */
import {
  bits, bytes, computedText, flag, group, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished, type Names,
} from '../../../schema/index.ts'

const little = { order: 'little' } as const
const hex = { order: 'little', base: 16 } as const
const commands = {
  0: 'Invalid', 1: 'ADS Read Device Info', 2: 'ADS Read', 3: 'ADS Write', 4: 'ADS Read State', 5: 'ADS Write Control',
  6: 'ADS Add Device Notification',
  7: 'ADS Delete Device Notification', 8: 'ADS Device Notification', 9: 'ADS ReadWrite',
} satisfies Names
/** "ADS Return Codes". */
const errors = {
  0: 'NO ERROR', 1: 'INTERNAL ERROR', 2: 'NO RTIME', 3: 'ALLOCATION LOCKED MEMORY ERROR', 4: 'INSERT MAILBOX ERROR',
  5: 'WRONG RECEIVE HMSG',
  6: 'TARGET PORT NOT FOUND', 7: 'TARGET MACHINE NOT FOUND', 8: 'UNKNOWN CMDID', 9: 'BAD TASKID', 10: 'NO IO', 11: 'UNKNOWN AMSCMD',
  0x700: 'ERROR CLASS DEVICE ERROR', 0x701: 'SERVICE NOT SUPPORTED', 0x702: 'INVALID INDEX GROUP', 0x703: 'INVALID INDEX OFFSET',
  0x704: 'READING NOT PERMITTED', 0x705: 'PARAMETER SIZE NOT CORRECT', 0x706: 'INVALID PARAMETER VALUES', 0x707: 'DEVICE NOT READY',
  0x708: 'DEVICE BUSY', 0x70c: 'NOT FOUND', 0x710: 'SYMBOL NOT FOUND', 0x745: 'TIMEOUT',
} satisfies Names
const header = record('Header', {
  reserved: u16('ams.reserved', 'Reserved'), length: u32('ams.length', 'Length', little), target: u32('ams.target', 'Target'),
  targetRest: u16('ams.targetrest', 'Targetrest'), port: u16('ams.port', 'Port'), sender: u32('ams.sender', 'Sender'),
  senderRest: u16('ams.senderrest', 'Senderrest'), senderPort: u16('ams.senderport', 'Senderport'),
  command: u16('ams.command', 'Command', little), flags: u16('ams.flags', 'Flags'), dataLength: u32('ams.datalength', 'Datalength', little),
})
const begins = header.recognizer({ reserved: 0, length: range(32, 0xffffff), command: range(0, 9) })
const lengthAt = header.reader('length')
const lead = 6

const dotted = (name: string, label: string, property: 'target' | 'sender') =>
  computedText(name, label, (layer: Readonly<Partial<Record<typeof property, Uint8Array>>>) => [...layer[property] ?? []].join('.'))
const result = { result: u32('ams.adsresult', 'Result', { ...hex, names: errors }) }
const place = { indexGroup: u32('ams.ads_indexgroup', 'IndexGroup', hex), indexOffset: u32('ams.ads_indexoffset', 'IndexOffset', hex) }
const size = { size: u32('ams.ads_cblength', 'CbLength', { ...little, unit: 'bytes' }) }
const data = { data: bytes('ams.ads_data', 'Data', 'size') }
const handle = { handle: u32('ams.ads_notificationhandle', 'NotificationHandle', hex) }
const state = { adsState: u16('ams.ads_state', 'AdsState', hex), deviceState: u16('ams.ads_devicestate', 'DeviceState', hex) }
const transmission = { 0: 'NO TRANSMISSION', 1: 'CLIENT CYCLE', 2: 'CLIENT ON CHANGE', 3: 'SERVER CYCLE', 4: 'SERVER ON CHANGE' }

export const ams = protocol('ams', 'AMS', { 'tcp.port': [48898], 'ams.next': [1] })
  .specified('Beckhoff Information System, TwinCAT ADS')
  .fields({
    tcpReserved: u16('', 'Reserved'),
    tcpLength:   u32('', 'Length', { ...little, unit: 'bytes' }),
    target:      bytes('', 'AMS Target Net Id', 6),
    targetId:    dotted('ams.targetnetid', 'AMS Target Net Id', 'target'),
    targetPort:  u16('ams.targetport', 'AMS Target port', little),
    sender:      bytes('', 'AMS Sender Net Id', 6),
    senderId:    dotted('ams.sendernetid', 'AMS Sender Net Id', 'sender'),
    senderPort:  u16('ams.senderport', 'AMS Sender port', little),
    command:     u16('ams.cmdid', 'CmdId', { ...little, names: commands }),
    flags:       group('ams.stateflags', 'StateFlags', {
      response:     flag('ams.state_response', 'RESPONSE'),
      noReturn:     flag('ams.state_noreturn', 'NO RETURN'),
      adsCommand:   flag('ams.state_adscmd', 'ADS COMMAND'),
      system:       flag('ams.state_syscmd', 'SYSTEM COMMAND'),
      highPriority: flag('ams.state_highprio', 'HIGH PRIORITY COMMAND'),
      timestamp:    flag('ams.state_timestampadded', 'TIMESTAMP ADDED'),
      udp:          flag('ams.state_udp', 'UDP COMMAND'),
      initial:      flag('ams.state_initcmd', 'INIT COMMAND'),
      reserved:     bits(7, '', 'Reserved'),
      broadcast:    flag('ams.state_broadcast', 'BROADCAST'),
    }, { order: 'little' }),
    dataLength:  u32('ams.cbdata', 'cbData', { ...little, unit: 'bytes' }),
    error:       u32('ams.errorcode', 'ErrorCode', { ...hex, names: errors }),
    invokeId:    u32('ams.invokeid', 'InvokeId', hex),
  })
  .length({ length: 'tcpLength', plus: lead })
  .cases(
    [{ dataLength: 0 }, {}],
    [{ command: 1, 'flags.response': true }, {
      ...result,
      major:      u8('ams.ads_versionversion', 'ADS Major Version'),
      minor:      u8('ams.ads_versionrevision', 'ADS Minor Version'),
      build:      u16('ams.ads_versionbuild', 'ADS Version Build', little),
      deviceName: text('ams.ads_devicename', 'Device Name', 16, { padding: 'zero' }),
    }],
    [{ command: 2, 'flags.response': false }, { ...place, ...size }],
    [{ command: [2, 9], 'flags.response': true }, { ...result, ...size, ...data }],
    [{ command: 3, 'flags.response': false }, { ...place, ...size, ...data }],
    [{ command: [3, 5, 7], 'flags.response': true }, result],
    [{ command: 4, 'flags.response': true }, { ...result, ...state }],
    [{ command: 5, 'flags.response': false }, { ...state, ...size, ...data }],
    [{ command: 6, 'flags.response': false }, {
      ...place, ...size,
      mode:       u32('ams.ads_transmode', 'Trans Mode', { ...little, names: transmission }),
      delay:      u32('ams.ads_maxdelay', 'Max Delay', little),
      cycle:      u32('ams.ads_cycletime', 'Cycle Time', little),
      reserved:   bytes('', 'Reserved', 16),
    }],
    [{ command: 6, 'flags.response': true }, { ...result, ...handle }],
    [{ command: 7, 'flags.response': false }, handle],
    [{ command: 9, 'flags.response': false }, {
      ...place,
      readLength: u32('ams.ads_cbreadlength', 'CBReadLength', { ...little, unit: 'bytes' }),
      size:       u32('ams.ads_cbwritelength', 'CBWriteLength', { ...little, unit: 'bytes' }),
      ...data,
    }],
  )
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 38 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) + lead : 0))
  .payload({ tables: [['ams.next', () => 1]] })
  .colored('messages', ({ error, result = 0 }) => (error > 0 || result > 0 ? 'error' : undefined))
  .summarized(({ command, flags, error, result = 0, senderId, targetId }) => {
    const name = `${nameIn(commands, command) ?? `command ${command}`} ${flags.response ? 'Response' : 'Request'}`
    const failure = error || result
    return `${name} ${senderId} > ${targetId}${failure ? `: ${nameIn(errors, failure) ?? `error ${failure}`}` : ''}`
  })
