/** DCE/RPC over connections: [C706] (The Open Group, 1997), section 12.6, and [MS-RPCE], section 2.2.2. */
import {
  bits, bytes, flag, group, guid, list, nameIn, only, padding, protocol, range, record, rest, text, u16, u32, u8, unfinished, when,
} from '../../../../schema/index.ts'
import { interfaces } from './interfaces.ts'

/** Section 12.6.4. */
const types = {
  0: 'Request', 1: 'Ping', 2: 'Response', 3: 'Fault', 4: 'Working', 5: 'Nocall', 6: 'Reject', 7: 'Ack', 8: 'Cl_cancel', 9: 'Fack',
  10: 'Cancel_ack', 11: 'Bind', 12: 'Bind_ack', 13: 'Bind_nak', 14: 'Alter_context', 15: 'Alter_context_resp', 16: 'AUTH3', 17: 'Shutdown',
  18: 'Co_cancel', 19: 'Orphaned',
} as const
const results = { 0: 'Acceptance', 1: 'User rejection', 2: 'Provider rejection', 3: 'Negotiate ACK' } as const
const reasons = {
  0: 'Reason not specified', 1: 'Abstract syntax not supported', 2: 'Proposed transfer syntaxes not supported', 3: 'Local limit exceeded',
} as const
/** Section 12.6.4.7, and [MS-RPCE], section 2.2.2.5. */
const rejections = {
  0: 'Reason not specified', 1: 'Temporary congestion', 2: 'Local limit exceeded', 4: 'Protocol version not supported',
  8: 'Authentication type not recognized', 9: 'Invalid checksum',
} as const
/** Appendix N, and [MS-ERREF], section 2.2. */
const faults = {
  0x00000001: 'nca_s_fault_other', 0x00000005: 'nca_s_fault_access_denied', 0x000006d8: 'nca_s_fault_cant_perform',
  0x000006f7: 'nca_s_fault_ndr', 0x00000721: 'nca_s_fault_sec_pkg_error', 0x1c000001: 'nca_s_fault_int_div_by_zero',
  0x1c000002: 'nca_s_fault_addr_error', 0x1c000003: 'nca_s_fault_fp_div_zero', 0x1c000004: 'nca_s_fault_fp_underflow',
  0x1c000005: 'nca_s_fault_fp_overflow', 0x1c000006: 'nca_s_fault_invalid_tag', 0x1c000007: 'nca_s_fault_invalid_bound',
  0x1c000008: 'nca_rpc_version_mismatch', 0x1c000009: 'nca_unspec_reject', 0x1c00000a: 'nca_s_bad_actid',
  0x1c00000b: 'nca_who_are_you_failed', 0x1c00000c: 'nca_manager_not_entered', 0x1c00000d: 'nca_s_fault_cancel',
  0x1c00000e: 'nca_s_fault_ill_inst', 0x1c00000f: 'nca_s_fault_fp_error', 0x1c000010: 'nca_s_fault_int_overflow',
  0x1c000012: 'nca_s_fault_unspec', 0x1c000013: 'nca_s_fault_remote_comm_failure', 0x1c000014: 'nca_s_fault_pipe_empty',
  0x1c000015: 'nca_s_fault_pipe_closed', 0x1c000016: 'nca_s_fault_pipe_order', 0x1c000017: 'nca_s_fault_pipe_discipline',
  0x1c000018: 'nca_s_fault_pipe_comm_error', 0x1c000019: 'nca_s_fault_pipe_memory', 0x1c00001a: 'nca_s_fault_context_mismatch',
  0x1c00001b: 'nca_s_fault_remote_no_memory', 0x1c00001c: 'nca_invalid_pres_context_id', 0x1c00001d: 'nca_unsupported_authn_level',
  0x1c00001f: 'nca_invalid_checksum', 0x1c000020: 'nca_invalid_crc', 0x1c000021: 'nca_s_fault_user_defined',
  0x1c000022: 'nca_s_fault_tx_open_failed', 0x1c000023: 'nca_s_fault_codeset_conv_error', 0x1c000024: 'nca_s_fault_object_not_found',
  0x1c000025: 'nca_s_fault_no_client_stub', 0x1c010001: 'nca_comm_failure', 0x1c010002: 'nca_op_rng_error', 0x1c010003: 'nca_unk_if',
  0x1c010006: 'nca_wrong_boot_time', 0x1c010009: 'nca_s_you_crashed', 0x1c01000b: 'nca_proto_error', 0x1c010013: 'nca_out_args_too_big',
  0x1c010014: 'nca_server_too_busy', 0x1c010017: 'nca_unsupported_type',
} as const
/** [MS-RPCE], sections 2.2.1.1.7 and 2.2.1.1.8. */
const authTypes = {
  0: 'None', 1: 'Kerberos 5', 9: 'SPNEGO', 10: 'NTLMSSP', 14: 'SCHANNEL', 16: 'Kerberos', 68: 'NETLOGON Secure Channel',
} as const
const authLevels = { 1: 'None', 2: 'Connect', 3: 'Call', 4: 'Packet', 5: 'Packet integrity', 6: 'Packet privacy' } as const

/** Numbers are in the byte order of the sender, those in UUIDs too. */
type Order = 'big' | 'little'
const orders = { big: {}, little: { order: 'little' } } as const
const uuids = { big: { order: 'big' }, little: {} } as const

const contextItem = (order: Order) => record('Ctx Item', {
  contextId:     u16('dcerpc.cn_ctx_id', 'Context ID', orders[order]),
  transferCount: u8('dcerpc.cn_num_trans_items', 'Num Trans Items'),
  reserved:      bytes('dcerpc.cn_reserved', 'Reserved', 1),
  uuid:          guid('dcerpc.cn_bind_to_uuid', 'Interface UUID', uuids[order]),
  version:       u16('dcerpc.cn_bind_if_ver', 'Interface Ver', orders[order]),
  minor:         u16('dcerpc.cn_bind_if_ver_minor', 'Interface Ver Minor', orders[order]),
  transfers:     list('dcerpc.cn_bind_transfers', 'Transfer Syntaxes', record('Transfer Syntax', {
    transfer: guid('dcerpc.cn_bind_trans_id', 'ID', uuids[order]),
    version:  u32('dcerpc.cn_bind_trans_ver', 'ver', orders[order]),
  }), { count: 'transferCount' }),
})
const result = (order: Order) => record('Ctx Item', {
  result:   u16('dcerpc.cn_ack_result', 'Ack result', { ...orders[order], names: results }),
  reason:   only({ result: range(1, 0xffff) }, u16('dcerpc.cn_ack_reason', 'Ack reason', { ...orders[order], names: reasons })),
  transfer: guid('dcerpc.cn_ack_trans_id', 'Transfer Syntax', uuids[order]),
  version:  u32('dcerpc.cn_ack_trans_ver', 'Syntax ver', orders[order]),
})
const bindStart = (order: Order) => ({
  mostSent:     u16('dcerpc.cn_max_xmit', 'Max Xmit Frag', orders[order]),
  mostReceived: u16('dcerpc.cn_max_recv', 'Max Recv Frag', orders[order]),
  association:  u32('dcerpc.cn_assoc_group', 'Assoc Group', { ...orders[order], base: 16 }),
})
const contexts = (order: Order) => ({
  ...bindStart(order),
  contextCount: u8('dcerpc.cn_num_ctx_items', 'Num Ctx Items'),
  reserved:     bytes('dcerpc.cn_reserved', 'Reserved', 3),
  contexts:     list('dcerpc.cn_ctx_item', 'Ctx Items', contextItem(order), { count: 'contextCount' }),
})
const acknowledged = (order: Order) => ({
  ...bindStart(order),
  addressLength: u16('dcerpc.cn_sec_addr_len', 'Scndry Addr len', orders[order]),
  address:       text('dcerpc.cn_sec_addr', 'Scndry Addr', 'addressLength', { padding: 'zero' }),
  padding:       padding(4, 'dcerpc.cn_padding', 'Padding'),
  resultCount:   u8('dcerpc.cn_num_results', 'Num results'),
  reserved:      bytes('dcerpc.cn_reserved', 'Reserved', 3),
  results:       list('dcerpc.cn_ack_results', 'Ctx Items', result(order), { count: 'resultCount' }),
})
const callStart = (order: Order) => ({
  allocationHint: u32('dcerpc.cn_alloc_hint', 'Alloc hint', { ...orders[order], unit: 'bytes' }),
  contextId:      u16('dcerpc.cn_ctx_id', 'Context ID', orders[order]),
})

/** What follows the common header, in the byte order of the sender. */
const bodies = (order: Order) => ({
  lengths: {
    fragmentLength: u16('dcerpc.cn_frag_len', 'Frag Length', { ...orders[order], unit: 'bytes' }),
    authLength:     u16('dcerpc.cn_auth_len', 'Auth Length', { ...orders[order], unit: 'bytes' }),
    callId:         u32('dcerpc.cn_call_id', 'Call ID', orders[order]),
  },
  request: { ...callStart(order), operation: u16('dcerpc.opnum', 'Opnum', orders[order]) },
  response: { ...callStart(order), cancelCount: u8('dcerpc.cn_cancel_count', 'Cancel count'), reserved: bytes('dcerpc.cn_reserved',
    'Reserved', 1) },
  fault: {
    ...callStart(order), cancelCount: u8('dcerpc.cn_cancel_count', 'Cancel count'), faultFlags: u8('dcerpc.cn_fault_flags', 'Fault flags',
      { base: 16 }),
    fault: u32('dcerpc.cn_status', 'Status', { ...orders[order], base: 16, names: faults }),
    faultReserved: bytes('dcerpc.cn_reserved', 'Reserved', 4),
  },
  rejected: { rejection: u16('dcerpc.cn_reject_reason', 'Reject reason', { ...orders[order], names: rejections }) },
  contexts: contexts(order),
  acknowledged: acknowledged(order),
})
const [big, little] = [bodies('big'), bodies('little')]

const lead = record('DCE/RPC', {
  version: u8('dcerpc.ver', 'Version'), minor: u8('dcerpc.ver_minor', 'Version (minor)'), type: u8('dcerpc.pkt_type', 'Packet type'),
  flags: u8('dcerpc.cn_flags', 'Packet Flags'), order: u8('dcerpc.drep.byteorder', 'Byte order'), float: u8('dcerpc.drep.fp',
    'Floating-point'),
  zeros: u16('dcerpc.drep', 'Reserved'),
})
const headerLength = 16
const begins = lead.recognizer({ version: 5, minor: [0, 1], type: [0, 2, 3, range(11, 19)], order: [0, 1, 0x10, 0x11], float: range(0, 3),
  zeros: 0 })
const orderAt = lead.reader('order')
const lengthAt = {
  big:    record('Length', { length: u16('dcerpc.cn_frag_len', 'Frag Length') }).reader('length'),
  little: record('Length', { length: u16('dcerpc.cn_frag_len', 'Frag Length', { order: 'little' }) }).reader('length'),
}
const lengthOf = (bytes: Uint8Array, start: number) => lengthAt[orderAt(bytes, start) >= 0x10 ? 'little' : 'big'](bytes, start + 8)
const isWhole = (bytes: Uint8Array, start: number, end: number) =>
  end - start >= headerLength && begins(bytes, start, end) && lengthOf(bytes, start) >= headerLength

export interface Trailer {
  readonly authLength?: number | undefined
  readonly fragmentLength?: number | undefined
}
/** Bytes of the authentication at the end, its header of eight bytes included. */
const trailerLength = ({ authLength = 0 }: Trailer) => (authLength > 0 ? authLength + 8 : 0)
const stubLength = ({ fragmentLength = 0, authLength }: Trailer, headed: number) =>
  Math.max(0, fragmentLength - headed - trailerLength({ authLength }))

export const dcerpc = protocol('dcerpc', 'Distributed Computing Environment / Remote Procedure Call (DCE/RPC)', {
  'tcp.port': [135, 593], tcp: [], 'smb.pipe': ['message'],
})
  .specified('[MS-RPCE]')
  .fields({
    version: u8('dcerpc.ver', 'Version'),
    minor:   u8('dcerpc.ver_minor', 'Version (minor)'),
    type:    u8('dcerpc.pkt_type', 'Packet type', { names: types }),
    flags:   group('dcerpc.cn_flags', 'Packet Flags', {
      object:        flag('dcerpc.cn_flags.object', 'Object'),
      maybe:         flag('dcerpc.cn_flags.maybe', 'Maybe'),
      didNotExecute: flag('dcerpc.cn_flags.dne', 'Did Not Execute'),
      multiplex:     flag('dcerpc.cn_flags.mpx', 'Multiplex'),
      reserved:      flag('dcerpc.cn_flags.reserved', 'Reserved'),
      cancelPending: flag('dcerpc.cn_flags.cancel_pending', 'Cancel Pending'),
      last:          flag('dcerpc.cn_flags.last_frag', 'Last Frag'),
      first:         flag('dcerpc.cn_flags.first_frag', 'First Frag'),
    }),
    representation: group('dcerpc.drep', 'Data Representation', {
      order:     bits(4, 'dcerpc.drep.byteorder', 'Byte order', { names: { 0: 'Big-endian', 1: 'Little-endian' } }),
      character: bits(4, 'dcerpc.drep.character', 'Character', { names: { 0: 'ASCII', 1: 'EBCDIC' } }),
      float:     bits(8, 'dcerpc.drep.fp', 'Floating-point', { names: { 0: 'IEEE', 1: 'VAX', 2: 'Cray', 3: 'IBM' } }),
      reserved:  bits(16, 'dcerpc.drep.reserved', 'Reserved'),
    }),
  })
  .either({ 'representation.order': 1 }, little.lengths, big.lengths)
  .length('fragmentLength')
  .cases(
    [{ type: 0, 'representation.order': 1 }, little.request],
    [{ type: 0 }, big.request],
    [{ type: 2, 'representation.order': 1 }, little.response],
    [{ type: 2 }, big.response],
    [{ type: 3, 'representation.order': 1 }, little.fault],
    [{ type: 3 }, big.fault],
    [{ type: [11, 14], 'representation.order': 1 }, little.contexts],
    [{ type: [11, 14] }, big.contexts],
    [{ type: [12, 15], 'representation.order': 1 }, little.acknowledged],
    [{ type: [12, 15] }, big.acknowledged],
    [{ type: 13, 'representation.order': 1 }, little.rejected],
    [{ type: 13 }, big.rejected],
  )
  .fields({
    object: when(({ type, flags }) => type === 0 && flags.object, guid('dcerpc.obj_id', 'Object UUID')),
  })
  .fields({
    stub: when(({ type }) => type <= 3, bytes('dcerpc.stub_data', 'Stub data', (layer) =>
      stubLength(layer, layer.type === 3 ? 32 : layer.type === 0 && layer.flags.object ? 40 : 24))),
  })
  .cases([({ authLength }) => authLength > 0, {
    authType:     u8('dcerpc.auth_type', 'Auth type', { names: authTypes }),
    authLevel:    u8('dcerpc.auth_level', 'Auth level', { names: authLevels }),
    authPadding:  u8('dcerpc.auth_pad_len', 'Auth pad len', { unit: 'bytes' }),
    authReserved: u8('dcerpc.auth_rsrvd', 'Auth Rsrvd'),
    authContext:  u32('dcerpc.auth_ctx_id', 'Auth Context ID', { order: 'little' }),
    credentials:  bytes('dcerpc.auth_credentials', 'Auth Credentials', ({ authLength = 0 }: Trailer) => authLength),
  }])
  .fields({ data: rest('dcerpc.data', 'Data') })
  .accepts((bytes, start, end) => isWhole(bytes, start, end))
  .streamed((bytes, start, end) => {
    if (end - start < headerLength) return end - start < 8 || begins(bytes, start, end) ? unfinished : 0
    return isWhole(bytes, start, end) ? lengthOf(bytes, start) : 0
  })
  .derives(['security.token'], ({ type, authType, credentials, isShort }) =>
    credentials === undefined || type < 11 || (authType !== 9 && authType !== 10 && authType !== 16) ? []
    : [{ speaks: [['security.token', authType === 10 ? 'ntlmssp' : 'gss-api']], bytes: credentials, isCut: isShort, label: 'Credentials' }],
  { isAlone: true })
  .colored('messages', ({ type }) => (type === 3 || type === 13 ? 'error' : undefined))
  .summarized(({ type, callId, operation, contextId, contexts: offered, results: given, fault, rejection, flags }) => {
    const name = nameIn(types, type) ?? `type ${type}`
    const more = offered !== undefined ? offered.map(({ uuid, version }) => `${interfaces[uuid] ?? uuid} V${version}`).join(', ')
      : given !== undefined ? given.map((each) => `${nameIn(results, each.result) ?? each.result}`).join(', ')
      : fault !== undefined ? `${nameIn(faults, fault) ?? `0x${fault.toString(16)}`}`
      : rejection !== undefined ? `${nameIn(rejections, rejection) ?? rejection}`
      : operation !== undefined ? `opnum ${operation}, context ${contextId ?? 0}` : contextId !== undefined ? `context ${contextId}` : ''
    const fragment = flags.first && flags.last ? '' : flags.first ? ', first fragment' : flags.last ? ', last fragment' : ', fragment'
    return `${name}, call ${callId}${more === '' ? '' : `: ${more}`}${fragment}`
  })
