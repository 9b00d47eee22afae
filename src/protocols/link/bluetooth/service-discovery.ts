/** The service discovery protocol: Core Specification 5.3, volume 3, part B. */
import {
  bits, bytes, fact, group, lineOf, list, nameIn, protocol, record, rest, text, u16, u32, u8, uint, when, type Schema, type View,
} from '../../../schema/index.ts'
import { named } from './common.ts'
import { services } from './identifiers.ts'

/** Section 4.2. */
const operations = {
  1: 'Error Response', 2: 'Service Search Request', 3: 'Service Search Response', 4: 'Service Attribute Request',
  5: 'Service Attribute Response', 6: 'Service Search Attribute Request', 7: 'Service Search Attribute Response',
}
const errors = {
  1: 'Invalid/unsupported SDP version', 2: 'Invalid Service Record Handle', 3: 'Invalid request syntax', 4: 'Invalid PDU size',
  5: 'Invalid Continuation State', 6: 'Insufficient Resources',
}
/** Section 3.2. */
const elementTypes = {
  0: 'Nil', 1: 'Unsigned Integer', 2: 'Signed Twos-Complement Integer', 3: 'UUID', 4: 'Text string', 5: 'Boolean',
  6: 'Data Element Sequence',
  7: 'Data Element Alternative', 8: 'URL',
}
const at = (name: string) => `btsdp.${name}`
const value = (name: string) => at(`data_element.value.${name}`)
const [unsigned, signedNumber, uuid, string, boolean, sequence, alternative, url] = [1, 2, 3, 4, 5, 6, 7, 8]
const mostDepth = 8

export interface Element extends View {
  readonly kind: { readonly type: number; readonly size: number }
  readonly uuid16: number | undefined
  readonly elements: readonly Element[] | undefined
}
interface Sized { readonly kind: { readonly type: number; readonly size: number }; readonly size8?: number | undefined }
/** Section 3.3: how many bytes follow the size. */
const lengthOf = ({ kind: { type, size }, size8 }: Sized) => (type === 0 ? 0 : size < 5 ? 1 << size : size8 ?? 0)
const sizeBytes = { 5: 1, 6: 2, 7: 4 } as const

function makeElement(depth: number): Schema<Element> {
  return record('Data Element', {
    kind: group('', 'Descriptor', {
      type: bits(5, at('data_element.type'), 'Type', { names: elementTypes }), size: bits(3, at('data_element.size'), 'Size'),
    }),
  }).fields({
    size8: when(({ kind: { size } }) => size >= 5, uint(at('data_element.var_size'), 'Length',
      ({ kind: { size } }) => sizeBytes[size as 5] ?? 0)),
  }).followedBy(lengthOf as never).cases(
    [({ kind }) => kind.type === unsigned && kind.size < 4, { unsigned: uint(value('unsigned_int'), 'Unsigned Integer',
      lengthOf as never) }],
    [({ kind }) => kind.type === signedNumber && kind.size < 4, { signed: uint(value('signed_int'), 'Signed Integer',
      lengthOf as never, { signed: true } as never) }],
    [({ kind }) => kind.type === uuid && kind.size === 1, { uuid16: u16(value('uuid_16'), 'UUID', { base: 16, names: services }) }],
    [({ kind }) => kind.type === uuid && kind.size === 2, { uuid32: u32(value('uuid_32'), 'UUID', { base: 16 }) }],
    [({ kind }) => kind.type === uuid && kind.size === 4, { uuid128: bytes(value('uuid_128'), 'UUID', 16) }],
    [({ kind }) => kind.type === string, { text: text(value('string'), 'Value') }],
    [({ kind }) => kind.type === boolean, { boolean: u8(value('boolean'), 'Value', { names: { 0: 'False', 1: 'True' } }) }],
    [({ kind }) => kind.type === url, { url: text(value('url'), 'Value') }],
    [({ kind }) => (kind.type === sequence || kind.type === alternative) && depth > 0, depth === 0 ? {} : {
      elements: list('btsdp.elements', 'Elements', makeElement(depth - 1)) }],
  ).fields({ data: rest('btsdp.data', 'Data') }) as unknown as Schema<Element>
}
const element = makeElement(mostDepth)
const one = (label: string) => list('', label, element, { count: 1 })
const continuation = {
  continuationLength: u8(at('continuation_state.length'), 'Continuation State Length', { unit: 'bytes' }),
  continuation: bytes('btsdp.continuation_state.value', 'Continuation State', 'continuationLength' as never),
}
const recordHandle = { handle: u32('btsdp.service_record_handle', 'Service Record Handle', { base: 16 }) }
const handles = list('', 'Service Record Handles', record('Handle', recordHandle),
  { count: 'count' as never })
const most = { largest: u16(at('maximum_attribute_byte_count'), 'Maximum Attribute Byte Count', { unit: 'bytes' }) }
const attributes = (name: string) => ({
  byteCount: u16(at('attribute_list_byte_count'), 'Attribute List Byte Count', { unit: 'bytes' }),
  lists: list('btsdp.lists', name, element, { length: 'byteCount' as never }),
})

/** The UUIDs in elements, for the line. */
function uuidsIn(elements: readonly Element[] | undefined, depth = 3): string[] {
  return (elements ?? []).flatMap(({ uuid16, elements: inner }) =>
    (uuid16 === undefined ? depth > 0 ? uuidsIn(inner, depth - 1) : [] : [nameIn(services, uuid16) ?? `0x${uuid16.toString(16)}`]))
}

export const bluetoothServiceDiscovery = protocol('btsdp', 'Bluetooth SDP Protocol', { 'btl2cap.psm': [1] })
  .specified('Bluetooth Core Specification 5.4, volume 3, part B')
  .facts({
    answeredIn: fact.frame('', 'Response in frame'), answers: fact.frame('', 'Request in frame'), time: fact.duration('',
      'Time from the request'),
  })
  .fields({
    operation:   u8(at('pdu'), 'PDU', { base: 16, names: operations }),
    transaction: u16(at('tid'), 'Transaction Id', { base: 16 }),
    length:      u16(at('len'), 'Parameter Length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .choice('operation', {
    1: { error: u16(at('error_code'), 'Error Code', { base: 16, names: errors }) },
    2: { pattern: one('Service Search Pattern'), mostRecords: u16(at('maximum_service_record_count'), 'Maximum Service Record Count'),
      ...continuation },
    3: { total: u16(at('ssr.total_count'), 'Total Service Record Count'), count: u16(at('ssr.current_count'),
      'Current Service Record Count'),
      handles, ...continuation },
    4: { ...recordHandle, ...most, ids: one('Attribute ID List'), ...continuation },
    5: { ...attributes('Attribute List'), ...continuation },
    6: { pattern: one('Service Search Pattern'), ...most, ids: one('Attribute ID List'), ...continuation },
    7: { ...attributes('Attribute Lists'), ...continuation },
  })
  .fields({ more: rest('btsdp.more', 'Data') })
  .colored('names', ({ error }) => (error === undefined ? undefined : 'error'))
  .summarized(({ operation, error, pattern, lists }) => lineOf([
    named(operations, operation, 'PDU'), error === undefined ? undefined : named(errors, error, 'error'),
    ...uuidsIn(pattern as never), ...[...new Set(uuidsIn(lists as never))].slice(0, 8),
  ]))
