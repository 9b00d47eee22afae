/** NetBIOS Session Service: RFC 1002, section 4.3; directly over TCP, [MS-SMB2], section 2.1. */
import {
  bits, flag, group, ipv4Address, nameIn, overlay, peek, protocol, range, record, u16, u24, u8, unfinished,
} from '../../../../schema/index.ts'
import { encodedName } from './names.ts'

const types = {
  0: 'Session message', 0x81: 'Session request', 0x82: 'Positive session response', 0x83: 'Negative session response',
  0x84: 'Retarget session response', 0x85: 'Session keep-alive',
} as const
const errors = {
  0x80: 'Not listening on called name', 0x81: 'Not listening for calling name', 0x82: 'Called name not present',
  0x83: 'Called name present, but insufficient resources', 0x8f: 'Unspecified error',
} as const

const lead = record('Lead', {
  type: u8('nbss.type', 'Message Type'), reserved: bits(7, 'nbss.flags', 'Flags'), length: bits(17, 'nbss.length', 'Length'),
})
const control = lead.recognizer({ type: range(0x81, 0x85), length: range(0, 600) })
const lengthOfControl = lead.reader('length')
const start = { type: u8('nbss.type', 'Message Type'), length: u24('nbss.length', 'Length') }
const message = record('Message', { ...start, protocol: u24('smb.server_component', 'Protocol') })
const session = message.recognizer({ type: 0, protocol: [0xff534d, 0xfe534d, 0xfd534d, 0xfc534d] })
const empty = record('Message', start).recognizer({ type: 0, length: 0 })
const lengthOfMessage = message.reader('length')
const isType = record('Message', { type: u8('nbss.type', 'Message Type') }).recognizer({ type: [0, range(0x81, 0x85)] })

/** A message without a payload of another protocol. */
const isControl = (bytes: Uint8Array, start: number, end: number) => control(bytes, start, end) || empty(bytes, start, end)

export const nbss = protocol('nbss', 'NetBIOS Session Service', { 'tcp.port': [139, 445] })
  .specified('RFC 1002')
  .fields({ type: u8('nbss.type', 'Message Type', { base: 16, names: types }) })
  .choice('type', {
    0: { length: u24('nbss.length', 'Length', { unit: 'bytes' }) },
  }, {
    flags:    overlay(group('nbss.flags', 'Flags', {
      others: bits(7, 'nbss.flags.reserved', 'Reserved'), extend: flag('nbss.flags.e', 'Extend'),
    })),
    reserved: bits(7, 'nbss.flags.reserved', 'Reserved'),
    length:   bits(17, 'nbss.length', 'Length', { unit: 'bytes' }),
  })
  .choice('type', {
    0x81: { calledName: encodedName('nbss.called_name', 'Called name'), callingName: encodedName('nbss.calling_name', 'Calling name') },
    0x83: { error: u8('nbss.error_code', 'Error code', { base: 16, names: errors }) },
    0x84: {
      address: ipv4Address('nbss.retarget_ip_address', 'Retarget IP address'),
      port:    u16('nbss.retarget_port', 'Retarget port'),
    },
  })
  .accepts((bytes, start, end) => session(bytes, start, end) || isControl(bytes, start, end))
  .streamed((bytes, start, end) => {
    if (isControl(bytes, start, end)) return 4 + lengthOfControl(bytes, start)
    if (session(bytes, start, end)) return 4 + lengthOfMessage(bytes, start)
    return end - start < 7 && isType(bytes, start, end) ? unfinished : 0
  })
  .payload({
    tables: [['smb.protocol', (layer) => (layer.type === 0 ? peek(8)(layer) : -1)]],
    length: ({ type, length }) => (type === 0 ? length : 0),
  })
  .colored('stream', ({ type }) => (type === 0x83 ? 'warning' : undefined))
  .summarized(({ type, calledName, callingName, error, length }) => {
    const name = nameIn(types, type) ?? `type ${type}`
    if (calledName !== undefined) return `${name}, ${callingName ?? ''} to ${calledName}`
    return error === undefined ? `${name}, ${length ?? 0} bytes` : `${name}, ${nameIn(errors, error) ?? error}`
  })
