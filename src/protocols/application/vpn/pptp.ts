/** Point-to-Point Tunneling Protocol, the control connection: RFC 2637, section 2. The tunnel itself is GRE, version 1. */
import { bits, bytes, flag, group, lineOf, nameIn, protocol, range, record, rest, text, u16, u32, u8 } from '../../../schema/index.ts'

const messageTypes = { 1: 'Control Message', 2: 'Management Message' }
const controls = {
  1: 'Start-Control-Connection-Request', 2: 'Start-Control-Connection-Reply', 3: 'Stop-Control-Connection-Request',
  4: 'Stop-Control-Connection-Reply', 5: 'Echo-Request', 6: 'Echo-Reply', 7: 'Outgoing-Call-Request', 8: 'Outgoing-Call-Reply',
  9: 'Incoming-Call-Request', 10: 'Incoming-Call-Reply', 11: 'Incoming-Call-Connected', 12: 'Call-Clear-Request',
  13: 'Call-Disconnect-Notify', 14: 'WAN-Error-Notify', 15: 'Set-Link-Info',
}
/** Section 2.16. */
const errors = {
  0: 'none', 1: 'not connected', 2: 'bad format', 3: 'bad value', 4: 'no resource', 5: 'bad call ID', 6: 'PAC error',
}
const startResults = { 1: 'established', 2: 'general error', 3: 'channel exists already', 4: 'not authorized', 5: 'version not supported' }
const stopReasons = { 1: 'none', 2: 'version not supported', 3: 'local shutdown' }
const results = { 1: 'OK', 2: 'general error' }
const outgoingResults = {
  1: 'connected', 2: 'general error', 3: 'no carrier', 4: 'busy', 5: 'no dial tone', 6: 'timeout', 7: 'not accepted',
}
const incomingResults = { 1: 'connected', 2: 'general error', 3: 'not accepted' }
const disconnectResults = { 1: 'lost carrier', 2: 'general error', 3: 'admin shutdown', 4: 'request' }

const magic = 0x1a2b3c4d
const header = record('Header', {
  length: u16('pptp.length', 'Length'), type: u16('pptp.type', 'Message Type'), magic: u32('pptp.magic_cookie', 'Magic Cookie'),
})
const begins = header.recognizer({ length: range(12, 220), type: [1, 2], magic })

const capabilities = (name: string, label: string, second: string, first: string) => group(`pptp.${name}`, label, {
  unused: bits(30, '', 'Unused'), second: flag('', second), first: flag('', first),
})
const reserved = (size: number) => bytes('pptp.reserved', 'Reserved', size)
const padded = (name: string, label: string, size: number) => text(`pptp.${name}`, label, size, { padding: 'zero' })
const error = u8('pptp.error', 'Error Code', { names: errors })
const version = u16('pptp.protocol_version', 'Protocol Version', { base: 16 })
const sides = {
  framing:  capabilities('framing_capabilities', 'Framing Capabilities', 'Synchronous', 'Asynchronous'),
  bearer:   capabilities('bearer_capabilities', 'Bearer Capabilities', 'Digital', 'Analog'),
  channels: u16('pptp.maximum_channels', 'Maximum Channels'),
  firmware: u16('pptp.firmware_revision', 'Firmware Revision'),
  host:     padded('host_name', 'Host Name', 64),
  vendor:   padded('vendor_name', 'Vendor Name', 64),
}
const call = { call: u16('pptp.call_id', 'Call ID') }
const peerCall = { peerCall: u16('pptp.peer_call_id', "Peer's Call ID") }
const receiving = {
  window: u16('pptp.packet_receive_window_size', 'Packet Receive Window Size', { unit: 'packets' }),
  delay:  u16('pptp.packet_processing_delay', 'Packet Processing Delay', { unit: 'tenths of a second' }),
}
const outcome = (filter: string, names: Readonly<Record<number, string>>) => ({ result: u8(filter, 'Result Code', { names }), error })
const counted = (name: string, label: string) => u32(`pptp.${name}`, label)

export const pptp = protocol('pptp', 'Point-to-Point Tunneling Protocol', { 'tcp.port': [1723] })
  .specified('RFC 2637')
  .fields({
    length:    u16('pptp.length', 'Length', { unit: 'bytes' }),
    type:      u16('pptp.type', 'Message Type', { names: messageTypes }),
    magic:     u32('pptp.magic_cookie', 'Magic Cookie', { base: 16 }),
    control:   u16('pptp.control_message_type', 'Control Message Type', { names: controls }),
    reserved0: reserved(2),
  })
  .length('length')
  .choice('control', {
    1:  { version, reserved1: reserved(2), ...sides },
    2:  { version, ...outcome('pptp.control_result', startResults), ...sides },
    3:  { reason: u8('pptp.reason', 'Reason', { names: stopReasons }), reserved1: reserved(3) },
    4:  { ...outcome('pptp.stop_result', results), reserved1: reserved(2) },
    5:  { identifier: u32('pptp.identifier', 'Identifier') },
    6:  { identifier: u32('pptp.identifier', 'Identifier'), ...outcome('pptp.echo_result', results), reserved1: reserved(2) },
    7:  {
      ...call, serial: u16('pptp.call_serial_number', 'Call Serial Number'), least: u32('pptp.minimum_bps', 'Minimum BPS'),
      most: u32('pptp.maximum_bps', 'Maximum BPS'), bearerType: u32('pptp.bearer_type', 'Bearer Type'),
      framingType: u32('pptp.framing_type', 'Framing Type'), ...receiving,
      numberLength: u16('pptp.phone_number_length', 'Phone Number Length'), reserved1: reserved(2),
      number: padded('phone_number', 'Phone Number', 64), subaddress: padded('subaddress', 'Subaddress', 64),
    },
    8:  {
      ...call, ...peerCall, ...outcome('pptp.out_result', outgoingResults), cause: u16('pptp.cause', 'Cause Code'),
      speed: u32('pptp.connect_speed', 'Connect Speed', { unit: 'bit/s' }), ...receiving,
      channel: u32('pptp.physical_channel_id', 'Physical Channel ID'),
    },
    9:  {
      ...call, serial: u16('pptp.call_serial_number', 'Call Serial Number'), bearerType: u32('pptp.bearer_type', 'Bearer Type'),
      channel: u32('pptp.physical_channel_id', 'Physical Channel ID'),
      dialedLength: u16('pptp.dialed_number_length', 'Dialed Number Length'),
      dialingLength: u16('pptp.dialing_number_length', 'Dialing Number Length'), dialed: padded('dialed_number', 'Dialed Number', 64),
      dialing: padded('dialing_number', 'Dialing Number', 64), subaddress: padded('subaddress', 'Subaddress', 64),
    },
    10: { ...call, ...peerCall, ...outcome('pptp.in_result', incomingResults), ...receiving, reserved1: reserved(2) },
    11: {
      ...peerCall, reserved1: reserved(2), speed: u32('pptp.connect_speed', 'Connect Speed', { unit: 'bit/s' }), ...receiving,
      framingType: u32('pptp.framing_type', 'Framing Type'),
    },
    12: { ...call, reserved1: reserved(2) },
    13: {
      ...call, ...outcome('pptp.disc_result', disconnectResults), cause: u16('pptp.cause', 'Cause Code'), reserved1: reserved(2),
      statistics: padded('call_Statistics', 'Call Statistics', 128),
    },
    14: {
      ...peerCall, reserved1: reserved(2), checks: counted('crc_errors', 'CRC Errors'),
      framingErrors: counted('framing_errors', 'Framing Errors'),
      overruns: counted('hardware_overruns', 'Hardware Overruns'), buffers: counted('buffer_overruns', 'Overruns of buffers'),
      timeouts: counted('timeout_errors', 'Time-out Errors'), alignments: counted('alignment_errors', 'Alignment Errors'),
    },
    15: {
      ...peerCall, reserved1: reserved(2), sendMap: u32('pptp.send_accm', 'Send ACCM', { base: 16 }),
      receiveMap: u32('pptp.receive_accm', 'Receive ACCM', { base: 16 }),
    },
  })
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .streamed({ length: 'length' })
  .colored('security', ({ error: code = 0 }) => (code > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { control, host, call: own, peerCall: other, identifier, result, error: code = 0 } = layer
    const parts = [
      nameIn(controls, control) ?? `message ${control}`, host === undefined || host === '' ? undefined : host,
      own === undefined ? undefined : `call ${own}`, other === undefined ? undefined : `peer's call ${other}`,
      identifier === undefined ? undefined : `id ${identifier}`, result === undefined || result === 1 ? undefined : `result ${result}`,
      code === 0 ? undefined : nameIn(errors, code) ?? `error ${code}`,
    ]
    return lineOf(parts)
  })
