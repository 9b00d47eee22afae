/** The attribute protocol: Core Specification 5.3, volume 3, part F, section 3. */
import {
  bits, bytes, fact, flag, found, group, lineOf, list, nameIn, overlay, protocol, record, rest, u16, u32, u8, when, type View,
} from '../../../../schema/index.ts'
import { flags, hexadecimal, little, named } from '../common.ts'
import { attributeTypes, services } from '../identifiers.ts'
import { remember, toldOf } from './memory.ts'
import { errors, methods } from './methods.ts'
import { valuesByType } from './values.ts'

const at = (name: string) => `btatt.${name}`
const allTypes = { ...services, ...attributeTypes }
const shorts = { ...hexadecimal, names: allTypes }
const handle = { handle: u16(at('handle'), 'Handle', hexadecimal) }
const range = { first: u16(at('starting_handle'), 'Starting Handle', hexadecimal), last: u16(at('ending_handle'), 'Ending Handle',
  hexadecimal) }
const groupEnd = { groupEnd: u16(at('group_end_handle'), 'Group End Handle', hexadecimal) }
const value = { value: rest(at('value'), 'Value') }
const uuid16 = u16(at('uuid16'), 'UUID', shorts)
const uuid128 = bytes(at('uuid128'), 'UUID', 16)
const offset = { offset: u16(at('offset'), 'Offset', little) }
const [include, characteristic] = [0x2802, 0x2803]
const sizeOf = ({ start, end }: View) => end - start

/** A UUID is what is left of a member. */
const groupMember = record('Attribute', { ...handle, ...groupEnd }).choice(sizeOf, { 6: { uuid16 }, 20: { uuid128 } }, value)
const properties = flags(at('characteristic_properties'), 'Characteristic Properties', 8, 'broadcast Broadcast | read Read'
  + ' | write_without_response Write without Response | write Write | notify Notify | indicate Indicate'
  + ' | authenticated_signed_writes Authenticated Signed Writes | extended_properties Extended Properties')
const declared = record('Attribute', { ...handle, properties, valueHandle: u16(at('handle'), 'Characteristic Value Handle', hexadecimal) })
  .choice(sizeOf, { 7: { uuid16 }, 21: { uuid128 } }, value)
const included = record('Attribute', {
  ...handle, includedHandle: u16(at('handle'), 'Included Service Handle', hexadecimal), last: u16(at('ending_handle'),
    'Ending Handle', hexadecimal),
}).choice(sizeOf, { 8: { uuid16 } })
const plain = record('Attribute', { ...handle, ...value })
const foundShort = record('Information', { ...handle, uuid16 })
const foundLong = record('Information', { ...handle, uuid128 })
const foundRange = record('Handles', { ...handle, ...groupEnd })
const variable = record('Value', { length: u16(at('length'), 'Length', { ...little, unit: 'bytes' }), value: bytes(at('value'),
  'Value', 'length') })
const notified = record('Value', {
  ...handle, length: u16(at('length'), 'Length', { ...little, unit: 'bytes' }), value: bytes(at('value'), 'Value', 'length'),
})

/** Members of one length, which stands before them. */
interface Sized { readonly memberLength?: number | undefined }
function slices({ end, memberLength = 0 }: View & Sized, from: number) {
  const parts = []
  for (let start = from; memberLength > 2 && start < end; start += memberLength) parts.push({ start, end: Math.min(end,
    start + memberLength) })
  return parts as never
}
const memberLength = u8(at('length'), 'Length', { unit: 'bytes' })
const [signatureSize, counterSize] = [8, 4]

/** What an answer holds, or a message with a handle: by the type of the attribute. */
const typeOf = (view: View & { readonly opcode: number }) => {
  const { opcode } = view
  if (opcode === 0x16 || opcode === 0x17 || opcode === 0x0d || opcode === 0x0f) return -1
  return opcode === 0x0b || opcode === 0x12 || opcode === 0x52 || opcode === 0x1b || opcode === 0x1d || opcode === 0xd2
    ? toldOf(view).type ?? -1 : -2
}
const hexadecimalOf = (value: number) => `0x${value.toString(16).padStart(4, '0')}`
const hasValue: ReadonlySet<number> = new Set([0x0b, 0x0d, 0x0f, 0x12, 0x52, 0x1b, 0x1d, 0x16, 0x17])

export const bluetoothAttributes = protocol('btatt', 'Bluetooth Attribute Protocol', { 'btl2cap.cid': [4], 'btl2cap.psm': [0x1f, 0x27] })
  .specified('Bluetooth Core Specification 5.4, volume 3, part F')
  .facts({
    attribute:      fact.number(at('handle'), 'Handle of the request', { base: 16 }),
    service:        fact.number(at('service_uuid16'), 'Service UUID', { base: 16, names: allTypes }),
    characteristic: fact.number(at('characteristic_uuid16'), 'Characteristic UUID', { base: 16, names: allTypes }),
    type:           fact.number(at('uuid16'), 'UUID of the handle', { base: 16, names: allTypes }),
    asked:          fact.number(at('uuid16'), 'UUID of the request', { base: 16, names: allTypes }),
    requestIn:      fact.frame(at('request_in_frame'), 'Request in frame'),
    responseIn:     fact.frame(at('response_in_frame'), 'Response in frame'),
  })
  .fields({
    opcode:   overlay(u8(at('opcode'), 'Opcode', { base: 16, names: methods })),
    parts:    group('', 'Opcode', {
      signed:  flag(at('opcode.authentication_signature'), 'Authentication Signature'),
      command: flag(at('opcode.command'), 'Command'), method: bits(6, at('opcode.method'), 'Method', { base: 16 }),
    }),
  })
  .choice('opcode', {
    0x01: {
      failed: u8(at('req_opcode_in_error'), 'Request Opcode in Error', { base: 16, names: methods }), ...handle,
      error: u8(at('error_code'), 'Error Code', { base: 16, names: errors }),
    },
    0x02: { clientSize: u16(at('client_rx_mtu'), 'Client Rx MTU', little) },
    0x03: { serverSize: u16(at('server_rx_mtu'), 'Server Rx MTU', little) },
    0x04: range, 0x08: range, 0x10: range,
    0x05: { format: u8(at('uuid_format'), 'UUID Format', { base: 16, names: { 1: '16-bit UUIDs', 2: '128-bit UUIDs' } }) },
    0x06: { ...range, type: uuid16, ...value },
    0x07: { ranges: list('btatt.ranges', 'Handles', foundRange) },
    0x09: { memberLength }, 0x11: { memberLength },
    0x0a: handle, 0x12: handle, 0x52: handle, 0x1b: handle, 0x1d: handle,
    0x0c: { ...handle, ...offset }, 0x16: { ...handle, ...offset }, 0x17: { ...handle, ...offset },
    0x0e: { handles: list('btatt.handles', 'Handles', record('Handle', handle)) },
    0x20: { handles: list('btatt.handles', 'Handles', record('Handle', handle)) },
    0x18: { flags: u8(at('flags'), 'Flags', { base: 16, names: { 0: 'Cancel All', 1: 'Immediately Write All' } }) },
    0x21: { values: list('btatt.values', 'Values', variable) },
    0x23: { notified: list('btatt.notified', 'Values', notified) },
    0xd2: {
      ...handle, value: bytes(at('value'), 'Value', ({ start, originalEnd }: View) => Math.max(0,
        originalEnd - start - 3 - counterSize - signatureSize)),
      counter: u32(at('sign_counter'), 'Sign Counter', little), signature: bytes(at('signature'), 'Signature', signatureSize),
    },
  })
  .cases(
    [({ opcode, start, end }) => (opcode === 0x08 || opcode === 0x10) && end - start === 7, { asks: uuid16 }],
    [({ opcode, start, end }) => (opcode === 0x08 || opcode === 0x10) && end - start === 21, { asksLong: uuid128 }],
    [{ opcode: 0x05, format: 1 }, { members: list('btatt.members', 'Information', foundShort) }],
    [{ opcode: 0x05, format: 2 }, { longMembers: list('btatt.long_members', 'Information', foundLong) }],
    [{ opcode: 0x11 }, { groups: found('', 'Attributes', groupMember, slices as never) }],
    [(view) => view.opcode === 0x09 && toldOf(view).asked === characteristic, { declared: found('', 'Attributes', declared,
      slices as never) }],
    [(view) => view.opcode === 0x09 && toldOf(view).asked === include, { included: found('', 'Attributes', included, slices as never) }],
    [{ opcode: 0x09 }, { plain: found('', 'Attributes', plain, slices as never) }],
  )
  .choice(typeOf as never, valuesByType as never)
  .fields({ rest: when(({ opcode }) => hasValue.has(opcode), rest(at('value'), 'Value')), more: rest('btatt.more', 'Data') })
  .remembers(remember as never, { isAlone: true })
  .exchanged({
    part: ({ opcode }) => (opcode >= 0x20 || opcode === 0x1b ? undefined : opcode % 2 === 0 && opcode !== 0x1e ? 'question'
      : opcode === 0x1d ? undefined : 'answer'),
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: '' },
  })
  .colored(undefined, ({ error }) => (error === undefined ? undefined : 'warning'))
  .summarized((view) => {
    const { opcode, handle: own, error, failed, first, last, asks, clientSize, serverSize } = view
    const { attribute, type, asked, characteristic: of } = toldOf(view)
    const number = own ?? attribute
    const kind = type ?? asks ?? asked
    const parts = [
      named(methods, opcode, 'method'), failed === undefined ? undefined : named(methods, failed, 'method'),
      number === undefined ? undefined : `handle ${hexadecimalOf(number)}`,
      first === undefined || last === undefined ? undefined : `handles ${hexadecimalOf(first)}..${hexadecimalOf(last)}`,
      of === undefined ? undefined : nameIn(allTypes, of), kind === undefined ? undefined : nameIn(allTypes, kind),
      clientSize === undefined ? undefined : `client MTU ${clientSize}`, serverSize === undefined ? undefined : `server MTU ${serverSize}`,
      error === undefined ? undefined : named(errors, error, 'error'),
    ]
    return lineOf(parts)
  })
