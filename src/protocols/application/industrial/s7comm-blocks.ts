/** Blocks of Siemens controllers in S7 Communication: how programs are loaded, listed and started; system status lists. */
import {
  bits, bytes, computed, flag, group, list, overlay, record, rest, text, u16, u32, u8, when, type Names,
} from '../../../schema/index.ts'

/** Types of blocks, as two characters. */
const ascii = { encoding: 'ascii' } as const
const letters = (name: string, label: string, size: number) => text(`s7comm.${name}`, label, size, ascii)
const status = { status: group('s7comm.param.blockcontrol.functionstatus', 'Function Status', {
  reserved: bits(6, '', 'Reserved'), error: flag('s7comm.param.blockcontrol.functionstatus.error', 'Error'),
  more: flag('s7comm.param.blockcontrol.functionstatus.more', 'More data following'),
}) }
const unknown = (size: number) => bytes('s7comm.data.blockcontrol.unknown1', 'Unknown byte(s) in blockcontrol', size)
const blockParts = record('Block', {
  identifier: letters('data.blockcontrol.file_identifier', 'File identifier', 1),
  type:       letters('data.blockcontrol.block_type', 'Block type', 2),
  number:     letters('data.blockcontrol.block_number', 'Block number', 5),
  filesystem: letters('data.blockcontrol.dest_filesys', 'Destination filesystem', 1),
})
const file = {
  nameLength: u8('s7comm.param.blockcontrol.filename_len', 'Filename Length', { unit: 'bytes' }),
  name:       overlay(text('s7comm.param.blockcontrol.filename', 'Filename', 'nameLength', ascii)),
  block:      when({ nameLength: 9 }, list('', 'Block', blockParts, { count: 1 })),
}
const error = u16('s7comm.data.blockcontrol.errorcode', 'Errorcode', { base: 16 })
const upload = u32('s7comm.data.blockcontrol.uploadid', 'UploadID', { base: 16 })
/** After a function, by its number: what a job says of a block. */
export const blockJobs = {
  0x1a: {
    ...status, unknown1: unknown(2), unknown2: unknown(4), ...file,
    secondLength: u8('s7comm.data.blockcontrol.part2_len', 'Length part 2', { unit: 'bytes' }),
    secondMark:   letters('data.blockcontrol.part2_unknown', 'Unknown char before load mem', 1),
    loadMemory:   letters('data.blockcontrol.loadmem_len', 'Length of load memory', 6),
    codeLength:   letters('data.blockcontrol.mc7code_len', 'Length of MC7 code', 6),
  },
  0x1b: { ...status, unknown1: unknown(2), unknown2: unknown(4), ...file },
  0x1c: { ...status, error1: error, unknown2: unknown(4), ...file },
  0x1d: { ...status, unknown1: unknown(2), upload, ...file },
  0x1e: { ...status, unknown1: unknown(2), upload },
  0x1f: { ...status, error1: error, upload },
  0x28: {
    unknownStart: bytes('s7comm.param.pistart.unknown1', 'Unknown bytes', 7),
    blockLength:  u16('s7comm.param.pistart.parameterblock_len', 'Parameter block length', { unit: 'bytes' }),
    argument:     bytes('', 'Parameter block', 'blockLength'),
    serviceLength: u8('s7comm.param.pi.n_x.string_len', 'String length', { unit: 'bytes' }),
    service:      text('s7comm.param.pistart.servicename', 'PI (program invocation) Service', 'serviceLength', ascii),
  },
  0x29: {
    unknownStart: bytes('s7comm.param.pistart.unknown1', 'Unknown bytes', 5),
    serviceLength: u8('s7comm.param.pi.n_x.string_len', 'String length', { unit: 'bytes' }),
    service:      text('s7comm.param.pistart.servicename', 'PI (program invocation) Service', 'serviceLength', ascii),
  },
}

export const blockAnswer = status
export const blockData = {
  length:   u16('s7comm.data.length', 'Length', { unit: 'bytes' }),
  unknown3: unknown(2),
  part:     rest('s7comm.resp.data', 'Data'),
}

const kinds = { 0: 'CPU', 4: 'IM', 8: 'FM', 12: 'CP' } satisfies Names
const partialLists = {
  0x00: 'List of all the SZL-IDs of a module', 0x11: 'Module identification', 0x12: 'CPU characteristics', 0x13: 'User memory areas',
  0x14: 'System areas', 0x15: 'Block types', 0x16: 'Priority classes', 0x19: 'Status of all LEDs', 0x1c: 'Component identification',
  0x22: 'Interrupt status', 0x24: 'Modes', 0x25: 'Process image partitions', 0x32: 'Communication status data', 0x37: 'Ethernet details',
  0x74: 'Status of the LEDs', 0x91: 'Module status information', 0x92: 'Rack / station status information', 0xa0: 'Diagnostic buffer',
  0xb1: 'Module diagnostic information', 0xb3: 'Module diagnostic data',
} satisfies Names
interface Listed { readonly id: Readonly<Record<'kind' | 'extract' | 'list', number>> }
const extractIn = (({ id }: Listed) => (id.kind << 12) | (id.extract << 8) | id.list) as never
/** A system status list: which, of what, and in an answer how many records of which length. */
export const statusList = {
  id: group('s7comm.data.userdata.szl_id', 'SZL-ID', {
    kind: bits(4, 's7comm.data.userdata.szl_id.diag_type', 'Diagnostic type', { names: kinds }),
    extract: bits(4, '', 'Number of the partial list extract'),
    list: bits(8, 's7comm.data.userdata.szl_id.partlist_num', 'Number of the partial list', { base: 16, names: partialLists }),
  }),
  extractOfList: computed('s7comm.data.userdata.szl_id.partlist_ex', 'Number of the partial list extract', extractIn, { base: 16 }),
  index: u16('s7comm.data.userdata.szl_index', 'SZL-Index', { base: 16 }),
}
export const statusRecords = {
  ...statusList,
  recordLength: u16('s7comm.data.userdata.szl_id.partlist_len', 'SZL partial list length in bytes', { unit: 'bytes' }),
  recordCount:  u16('s7comm.data.userdata.szl_id.partlist_cnt', 'SZL partial list count'),
  data:         rest('s7comm.data.userdata', 'SZL data tree'),
}
const type = letters('blockinfo.blocktype', 'Block type', 2)
export const blockType = { blockType: type }
export const blockCounts = { blocks: list('', 'Blocks', record('Block type', { type, count: u16('s7comm.blockinfo.block_count',
  'Block count') })) }
export const blockNumbers = { numbers: list('', 'Blocks', record('Block', {
  number: u16('s7comm.blockinfo.block_num', 'Block number'), flags: u8('s7comm.blockinfo.flags', 'Block flags', { base: 16 }),
  language: u8('s7comm.blockinfo.block_lang', 'Block language', { names: { 1: 'AWL', 2: 'KOP', 3: 'FUP', 4: 'SCL', 5: 'DB', 6: 'GRAPH',
    7: 'SDB', 9: 'CPU-OS', 17: 'SDB (after overall reset)', 18: 'SDB (routing)', 41: 'ENCRYPT' } }),
})) }
