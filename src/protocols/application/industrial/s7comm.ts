/** S7 Communication of Siemens controllers, after the field names of Wireshark's list: no specification is published. */
import {
  bits, bytes, computed, list, nameIn, protocol, range, record, rest, u16, u24, u8, type Names,
} from '../../../schema/index.ts'
import { blockAnswer, blockCounts, blockData, blockJobs, blockNumbers, blockType, statusList, statusRecords } from './s7comm-blocks.ts'

const kinds = { 1: 'Job', 2: 'Ack', 3: 'Ack_Data', 7: 'Userdata' } satisfies Names
const functions = {
  0x00: 'CPU services', 0x04: 'Read Var', 0x05: 'Write Var', 0x1a: 'Request download', 0x1b: 'Download block', 0x1c: 'Download ended',
  0x1d: 'Start upload', 0x1e: 'Upload', 0x1f: 'End upload', 0x28: 'PI-Service', 0x29: 'PLC Stop', 0xf0: 'Setup communication',
} satisfies Names
const groups = {
  0: 'Mode-transition', 1: 'Programmer commands', 2: 'Cyclic services', 3: 'Block functions', 4: 'CPU functions', 5: 'Security',
  6: 'PBC BSEND/BRECV', 7: 'Time functions', 15: 'NC programming',
} satisfies Names
const directions = { 0: 'Push', 4: 'Request', 8: 'Response' } satisfies Names
const sizes = {
  1: 'BIT', 2: 'BYTE', 3: 'CHAR', 4: 'WORD', 5: 'INT', 6: 'DWORD', 7: 'DINT', 8: 'REAL', 9: 'DATE', 10: 'TOD', 11: 'TIME', 12: 'S5TIME',
  15: 'DATE_AND_TIME', 28: 'COUNTER', 29: 'TIMER',
} satisfies Names
const areas = {
  3: 'System info of 200 family', 5: 'System flags of 200 family', 6: 'Analog inputs of 200 family', 7: 'Analog outputs of 200 family',
  0x80: 'Direct peripheral access', 0x81: 'Inputs', 0x82: 'Outputs', 0x83: 'Flags', 0x84: 'Data blocks', 0x85: 'Instance data blocks',
  0x86: 'Local data', 28: 'S7 counters', 29: 'S7 timers',
} satisfies Names
const returns = {
  0: 'Reserved', 1: 'Hardware error', 3: 'Accessing the object not allowed', 5: 'Invalid address', 6: 'Data type not supported',
  7: 'Data type inconsistent', 10: 'Object does not exist', 255: 'Success',
} satisfies Names
const dataSizes = { 0: 'NULL', 3: 'BIT', 4: 'BYTE/WORD/DWORD', 5: 'INTEGER', 6: 'DINTEGER', 7: 'REAL', 9: 'OCTET STRING' } satisfies Names

/** What the length counts in bits, for these sizes. */
const inBits = (size: number | undefined) => size === 3 || size === 4 || size === 5
const item = record('Item', {
  specification: u8('s7comm.param.item.varspec', 'Variable specification', { base: 16 }),
  length:        u8('s7comm.param.item.varspec_length', 'Length of following address specification', { unit: 'bytes' }),
}).followedBy('length').fields({ syntax: u8('s7comm.param.item.syntaxid', 'Syntax Id', { base: 16 }) })
  .cases([{ syntax: 0x10, length: 10 }, {
    size:    u8('s7comm.param.item.transp_size', 'Transport size', { names: sizes }),
    count:   u16('s7comm.param.item.length', 'Length'),
    block:   u16('s7comm.param.item.db', 'DB number'),
    area:    u8('s7comm.param.item.area', 'Area', { base: 16, names: areas }),
    address: u24('s7comm.param.item.address', 'Address', { base: 16 }),
    byteAddress: computed('s7comm.param.item.address.byte', 'Byte Address',
      (({ address }: { readonly address: number }) => address >> 3) as never),
    bitAddress: computed('s7comm.param.item.address.bit', 'Bit Address',
      (({ address }: { readonly address: number }) => address & 7) as never),
  }])
  .fields({ more: rest('', 'Address') })
const code = { code: u8('s7comm.data.returncode', 'Return code', { base: 16, names: returns }) }
const lead = {
  ...code,
  size:   u8('s7comm.data.transportsize', 'Transport size', { base: 16, names: dataSizes }),
  length: u16('s7comm.data.length', 'Length'),
}
const value = record('Item', lead)
  .fields({ data: bytes('s7comm.resp.data', 'Data', ({ size, length }) => (inBits(size) ? Math.ceil(length / 8) : length)) })
  .aligned(2)
const result = record('Item', code)
const setup = {
  unused:    u8('s7comm.param.setup_reserved1', 'Reserved'),
  calling:   u16('s7comm.param.maxamq_calling', 'Max AmQ (parallel jobs with ack) calling'),
  called:    u16('s7comm.param.maxamq_called', 'Max AmQ (parallel jobs with ack) called'),
  pduLength: u16('s7comm.param.pdu_length', 'PDU length', { unit: 'bytes' }),
}
const count = { count: u8('s7comm.param.itemcount', 'Item count') }
const userData = {
  head:       u24('s7comm.param.userdata.head', 'Parameter head', { base: 16 }),
  bytesAfter: u8('s7comm.param.userdata.length', 'Parameter length', { unit: 'bytes' }),
  method:     u8('s7comm.param.userdata.reqres1', 'Method (Request/Response)', { base: 16, names: { 0x11: 'Req', 0x12: 'Res' } }),
  type:       bits(4, 's7comm.param.userdata.type', 'Type', { names: directions }),
  group:      bits(4, 's7comm.param.userdata.funcgroup', 'Function group', { names: groups }),
  subfunction: u8('s7comm.param.userdata.subfunc', 'Subfunction', { base: 16 }),
  sequence:   u8('s7comm.param.userdata.seq_num', 'Sequence number'),
}
const fragment = {
  dataUnit:  u8('s7comm.param.userdata.dataunitref', 'Data unit reference number'),
  lastUnit:  u8('s7comm.param.userdata.lastdataunit', 'Last data unit', { names: { 0: 'Yes', 1: 'No' } }),
  errorCode: u16('s7comm.param.errcod', 'Error code', { base: 16 }),
}
/** Answers with a part of a block: to a download and an upload. */
const carriesBlock = (work: number | undefined) => work === 0x1b || work === 0x1e
const begins = record('Header', { protocolId: u8('s7comm.header.protid', 'Protocol Id'), kind: u8('s7comm.header.rosctr', 'ROSCTR') })
  .recognizer({ protocolId: 0x32, kind: [1, 2, 3, 7] })

export const s7comm = protocol('s7comm', 'S7 Communication', { 'cotp.payload': [] })
  .fields({
    protocolId:      u8('s7comm.header.protid', 'Protocol Id', { base: 16 }),
    kind:            u8('s7comm.header.rosctr', 'ROSCTR', { names: kinds }),
    reserved:        u16('s7comm.header.redid', 'Redundancy Identification (Reserved)', { base: 16 }),
    reference:       u16('s7comm.header.pduref', 'Protocol Data Unit Reference'),
    parameterLength: u16('s7comm.header.parlg', 'Parameter length', { unit: 'bytes' }),
    dataLength:      u16('s7comm.header.datlg', 'Data length', { unit: 'bytes' }),
  })
  .cases([{ kind: [2, 3] }, {
    errorClass: u8('s7comm.header.errcls', 'Error class', { base: 16 }),
    error:      u8('s7comm.header.errcod', 'Error code', { base: 16 }),
  }])
  .cases(
    [{ kind: 7, parameterLength: range(8) }, userData],
    [{ kind: [1, 2, 3], parameterLength: range(1) }, { function: u8('s7comm.param.func', 'Function', { base: 16, names: functions }) }],
  )
  .cases(
    [{ kind: 7, parameterLength: range(12), bytesAfter: 8 }, fragment],
    [{ kind: [1, 3], function: 0xf0 }, setup],
    [{ kind: 1, function: [4, 5] }, { ...count, items: list('s7comm.param.item', 'Items', item, { count: 'count' }) }],
    [{ kind: 3, function: [4, 5] }, count],
  )
  .choice((layer) => (layer.kind === 1 ? layer.function ?? 0 : layer.kind === 3 && carriesBlock(layer.function) ? 'answer' : ''),
    { ...blockJobs, answer: blockAnswer })
  .cases(
    [{ kind: 3, function: [0x1b, 0x1e], dataLength: range(4) }, blockData],
    [{ kind: 7, group: 4, subfunction: 1, type: 8, dataLength: range(12) }, { ...lead, ...statusRecords }],
    [{ kind: 7, group: 4, subfunction: 1, type: 4, dataLength: range(8) }, { ...lead, ...statusList }],
    [{ kind: 7, group: 3, subfunction: 1, type: 8, dataLength: range(8) }, { ...lead, ...blockCounts }],
    [{ kind: 7, group: 3, subfunction: 2, type: 4, dataLength: range(6) }, { ...lead, ...blockType }],
    [{ kind: 7, group: 3, subfunction: 2, type: 8, dataLength: range(8) }, { ...lead, ...blockNumbers }],
    [{ kind: 7, dataLength: range(4) }, {
      ...lead,
      data: bytes('s7comm.data.userdata', 'Data', 'length'),
    }],
    [{ kind: 3, function: 4, dataLength: range(1) }, { values: list('s7comm.data.item', 'Data', value) }],
    [{ kind: 1, function: 5, dataLength: range(1) }, { values: list('s7comm.data.item', 'Data', value) }],
    [{ kind: 3, function: 5, dataLength: range(1) }, { results: list('s7comm.data.item', 'Data', result, { count: 'count' }) }],
  )
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .colored('messages', ({ errorClass = 0 }) => (errorClass > 0 ? 'error' : undefined))
  .summarized(({ kind, function: work, group, type, subfunction, items, values, errorClass = 0, error = 0 }) => {
    const what = group === undefined
      ? nameIn(functions, work ?? 0) ?? `function ${work}`
      : `${nameIn(directions, type ?? 0) ?? 'message'}, ${nameIn(groups, group) ?? `group ${group}`}, subfunction ${subfunction}`
    const several = items ?? values
    const failure = errorClass > 0 ? `, error 0x${((errorClass << 8) | error).toString(16)}` : ''
    const count = several === undefined ? '' : `, ${several.length} item${several.length === 1 ? '' : 's'}`
    return `${nameIn(kinds, kind) ?? kind}: ${what}${count}${failure}`
  })
