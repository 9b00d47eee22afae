/** NetBIOS over LLC, "NetBEUI": IBM LAN Technical Reference, SC30-3587, chapter 5. Numbers have their low byte first. */
import {
  bits, bytes, flag, group, nameIn, peek, protocol, rest, text, u16, u8, type Fields, type View,
} from '../../../../schema/index.ts'

const commands = {
  0x00: 'Add Group Name Query', 0x01: 'Add Name Query', 0x02: 'Name In Conflict', 0x03: 'Status Query', 0x07: 'Terminate Trace',
  0x08: 'Datagram',
  0x09: 'Datagram Broadcast', 0x0a: 'Name Query', 0x0d: 'Add Name Response', 0x0e: 'Name Recognized', 0x0f: 'Status Response',
  0x13: 'Terminate Trace', 0x14: 'Data Ack', 0x15: 'Data First Middle', 0x16: 'Data Only Last', 0x17: 'Session Confirm',
  0x18: 'Session End',
  0x19: 'Session Initialize', 0x1a: 'No Receive', 0x1b: 'Receive Outstanding', 0x1c: 'Receive Continue', 0x1f: 'Session Alive',
}
const services = {
  0x00: 'Workstation/Redirector', 0x01: 'Browser', 0x03: 'Messenger service/Main name', 0x06: 'RAS server', 0x1b: 'Domain Master Browser',
  0x1c: 'Domain Controllers',
  0x1d: 'Local Master Browser', 0x1e: 'Browser Election Service', 0x1f: 'NetDDE', 0x20: 'Server service', 0x21: 'RAS client',
}
const low = { order: 'little' } as const
const transmit = u16('netbios.xmit_corrl', 'Transmit Correlator', { ...low, base: 16 })
const respond = u16('netbios.resp_corrl', 'Response Correlator', { ...low, base: 16 })
const to = {
  to:          text('netbios.nb_name', 'Receiver\'s Name', 15, { padding: 'space' }),
  toService:   u8('netbios.nb_name_type', 'Name Type', { base: 16, names: services }),
} satisfies Fields<View>
const from = {
  from:        text('netbios.nb_name', 'Sender\'s Name', 15, { padding: 'space' }),
  fromService: u8('netbios.nb_name_type', 'Name Type', { base: 16, names: services }),
} satisfies Fields<View>
const sessions = {
  remoteSession: u8('netbios.remote_session', 'Remote Session No.', { base: 16 }),
  localSession:  u8('netbios.local_session', 'Local Session No.', { base: 16 }),
} satisfies Fields<View>
const unused = (size: number) => ({ unused: bytes('netbios.reserved', 'Reserved', size) }) satisfies Fields<View>
const callType = u8('netbios.call_name_type', 'Caller\'s Name Type', { base: 16, names: { 0: 'Unique', 1: 'Group' } })
const dataFlags = group('netbios.flags', 'Flags', {
  reserved: bits(4, 'netbios.flags.reserved', 'Reserved'),
  acknowledge: flag('netbios.flags.ack', 'Acknowledge'), withData: flag('netbios.flags.ack_with_data', 'Acknowledge with data'),
  expected: flag('netbios.flags.ack_expected', 'Acknowledge expected'),
  continue: flag('netbios.flags.recv_cont_req', 'RECEIVE_CONTINUE requested'),
})
const data = { dataFlags, resync: u16('netbios.resync_indicator', 'Re-sync Indicator', { ...low, base: 16 }), transmit, respond,
  ...sessions }
const sessionFlags = group('netbios.flags', 'Flags', {
  sendNoAck: flag('netbios.flags.send_no_ack', 'Handle SEND.NO.ACK'), reserved: bits(3, 'netbios.flags.reserved', 'Reserved'),
  largest: bits(3, 'netbios.largest_frame', 'Largest Frame'), version: flag('netbios.version', 'NetBIOS 2.00 or higher'),
})
const established = { sessionFlags, maximumSize: u16('netbios.max_data_recv_size', 'Maximum Data Receive Size', low), transmit, respond,
  ...sessions }

const dataFirst = 0x15
const dataLast = 0x16

export const netbios = protocol('netbios', 'NetBIOS', { 'llc.dsap': [0xf0] })
  .specified('IBM SC30-3587, LAN Technical Reference, chapter 5')
  .fields({
    headerLength: u16('netbios.hdr_len', 'Length', { ...low, unit: 'bytes' }),
    delimiter:    u16('netbios.delimiter', 'Delimiter', { ...low, base: 16 }),
    command:      u8('netbios.command', 'Command', { base: 16, names: commands }),
  })
  .length(({ headerLength }) => Math.max(5, headerLength))
  .choice('command', {
    0x00: { ...unused(5), respond, ...to, ...from },
    0x01: { ...unused(5), respond, ...to, ...from },
    0x02: { ...unused(7), ...to, ...from },
    0x03: {
      statusRequest: u8('netbios.status_request', 'Status Request'),
      statusSize: u16('netbios.status_buffer_len', 'Length of Status', low), transmit, respond, ...to, ...from,
    },
    0x08: { ...unused(7), ...to, ...from },
    0x09: { ...unused(7), ...to, ...from },
    0x0a: {
      reserved: bytes('netbios.reserved', 'Reserved', 1), localSession: u8('netbios.local_session_no', 'Local Session No.', { base: 16 }),
      callType, transmit, respond, ...to, ...from,
    },
    0x0d: {
      status: u8('netbios.status', 'Status'), nameType: u16('netbios.name_type', 'Name Type', low), transmit, respond, ...to, ...from,
    },
    0x0e: {
      reserved: bytes('netbios.reserved', 'Reserved', 1), localSession: u8('netbios.state_of_name', 'State of Name', { base: 16 }), callType,
      transmit, respond, ...to, ...from,
    },
    0x0f: {
      statusResponse: u8('netbios.status_response', 'Status Response'),
      statusSize: u16('netbios.data2', 'Status Data Length', { ...low, base: 16 }), transmit, respond, ...to, ...from,
    },
    0x14: { ...unused(3), transmit, respond, ...sessions },
    0x15: data,
    0x16: data,
    0x17: established,
    0x18: { reserved: bytes('netbios.reserved', 'Reserved', 1),
      termination: u16('netbios.termination_indicator', 'Termination Indicator', { ...low, base: 16 }), transmit, respond, ...sessions },
    0x19: established,
    0x1a: { options: u8('netbios.no_receive_flags', 'Flags', { base: 16 }),
      accepted: u16('netbios.num_data_bytes_accepted', 'Bytes Accepted', low), transmit, respond, ...sessions },
    0x1b: { reserved: bytes('netbios.reserved', 'Reserved', 1), accepted: u16('netbios.num_data_bytes_accepted', 'Bytes Accepted', low),
      transmit, respond, ...sessions },
    0x1c: { ...unused(3), transmit, respond, ...sessions },
    0x1f: { ...unused(7), ...sessions },
  })
  .fields({ rest: rest('netbios.data', 'Data') })
  .defaults({ headerLength: 44, delimiter: 0xefff })
  .payload({
    tables: [['smb.protocol', (layer) => ([0x08, 0x09, dataFirst, dataLast].includes(layer.command) ? peek(8)(layer) : -1)]],
    partial: ({ command }) => command === dataFirst,
  })
  .colored('names')
  .summarized((netbios) => `${nameIn(commands, netbios.command) ?? `command ${netbios.command}`}`
    + (netbios.to === undefined ? '' : ` ${netbios.to.trimEnd()}<${netbios.toService?.toString(16).padStart(2, '0')}>`)
    + (netbios.from === undefined || !/^[!-~]/.test(netbios.from) ? ''
      : ` from ${netbios.from.trimEnd()}<${netbios.fromService?.toString(16).padStart(2, '0')}>`)
    + (netbios.remoteSession === undefined ? '' : `, session ${netbios.localSession} > ${netbios.remoteSession}`))
