/**
 * Oracle's Transparent Network Substrate, as far as it is known: Oracle Net Services Reference, "Troubleshooting", and what clients in the
 * open write (python-oracledb, "Thin" mode, 2026-11). Since version 315 the lengths of packets after the Accept have 32 bits.
 */
import {
  ahead, asciiText, bits, bytes, computedFlag, computedText, flag, group, lineOf, list, nameIn, otherwise, protocol, range, record,
  rest, text, u16, u32, u64, u8, unfinished, type FactValues, type Framing, type StreamMemory, type View,
} from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

const types = {
  1: 'Connect', 2: 'Accept', 3: 'Acknowledge', 4: 'Refuse', 5: 'Redirect', 6: 'Data', 7: 'Null', 9: 'Abort', 11: 'Resend', 12: 'Marker',
  13: 'Attention', 14: 'Control', 15: 'Data Descriptor',
}
const dataIds = {
  1: 'Set Protocol', 2: 'Set Datatypes', 3: 'User OCI Functions', 4: 'Return Status', 5: 'Access User Address Space',
  6: 'Row Transfer Header',
  7: 'Row Transfer Data', 8: 'Return OPI Parameter', 9: 'Function Complete', 10: 'N Error return definitions follow',
  11: 'Sending I/O Vec only for fast UPI', 12: 'Sending long for fast UPI', 13: 'Invoke user callback', 14: 'LOB/FILE data follows',
  15: 'Warning messages', 16: 'Describe Information', 17: 'Piggy back function follow', 18: 'Special action for untrusted callout',
  19: 'Flush Out Bind data', 32: 'External Procedures', 68: 'External Procedures', 0xef: 'Secure Network Services',
}
/** Calls in common use; there are more. */
const calls = {
  1: 'Logon to Oracle', 2: 'Open Cursor', 3: 'Parse a Row', 4: 'Execute a Row', 5: 'Fetch a Row', 8: 'Close Cursor',
  9: 'Logoff of Oracle', 12: 'Auto commit on', 13: 'Auto commit off', 14: 'Commit', 15: 'Rollback', 20: 'Cancel the current operation',
  39: 'Parse and Execute', 59: 'Get Oracle version-date string', 62: 'Bundled execution call', 71: 'Fast UPI calls',
  78: 'Execute and Fetch', 81: '2nd Half of Logon', 82: '1st Half of Logon', 84: 'Open Session', 94: 'Bundled execution call (V7)',
  96: 'LOB and FILE related calls', 98: 'Describe query', 103: 'Transaction start, attach, detach',
  104: 'Transaction commit, rollback, recover', 105: 'Cursor close all', 107: 'Session switching piggyback',
  115: 'Generic authentication call', 118: 'Get the session key', 119: 'Describe any', 120: 'Cancel All', 135: 'Session attribute set',
  147: 'Ping',
}

const head = record('Header', {
  length: u16('tns.length', 'Length'), low: u16('tns.packet_checksum', 'Low'), type: u8('tns.type', 'Type'),
  flags: u8('tns.reserved_byte', 'Flags'),
})
const longHead = record('Header', { length: u32('tns.length', 'Length'), type: u8('tns.type', 'Type') })
const known = Object.keys(types).map(Number)
const isShort = head.recognizer({ length: range(8), type: known })
const isLong = longHead.recognizer({ length: range(8, 0xffff), type: known })
const begins = (octets: Uint8Array, start: number, end: number): boolean => isShort(octets, start, end) || isLong(octets, start, end)
const isFirst = head.recognizer({ length: range(8), type: [1, 2, 4, 5, 11] })
const [lengthAt, longLengthAt] = [head.reader('length'), longHead.reader('length')]
const headSize = 8
const port = 1521

const framing: Framing = (octets, start, end, memory) => {
  if (end - start < headSize) return unfinished
  memory.own.tns = memory.ports.includes(port) ? { isResponse: sourcePort(memory) === port } : undefined
  if (isLong(octets, start, end)) return longLengthAt(octets, start)
  return isShort(octets, start, end) ? lengthAt(octets, start) : 0
}
const tells = ({ own }: StreamMemory) => own.tns as FactValues | undefined
const isResponse = ({ facts }: View) => facts?.['isResponse'] as boolean | undefined

const so = (name: string, label: string) => flag(`tns.so_flag.${name}`, label)
const serviceOptions = group('tns.service_options', 'Service Options', {
  reserved0: bits(2, 'tns.so_flag.reserved', 'Reserved'), brokenConnect: so('bconn', 'Broken Connect Notify'),
  packetChecksum: so('pc', 'Packet Checksum'),
  headerChecksum: so('hc', 'Header Checksum'), fullDuplex: so('fd', 'Full Duplex'), halfDuplex: so('hd', 'Half Duplex'),
  unused1: so('dc1', 'Don\'t Care'), unused2: so('dc2', 'Don\'t Care'), reserved1: bits(2, 'tns.so_flag.reserved', 'Reserved'),
  directIo: so('dio', 'Direct IO to Transport'), attention: so('ap', 'Attention Processing'), receives: so('ra', 'Can Receive Attention'),
  sends: so('sa', 'Can Send Attention'), reserved2: bits(1, 'tns.so_flag.reserved', 'Reserved'),
})
const ntp = (name: string, label: string) => flag(`tns.ntp_flag.${name}`, label)
const characteristics = group('tns.nt_proto_characteristics', 'NT Protocol Characteristics', {
  hangon: ntp('hangon', 'Hangon to listener connect'), release: ntp('crel', 'Confirmed release'), tduIo: ntp('tduio', 'TDU based IO'),
  spawner: ntp('srun', 'Spawner running'), dataTest: ntp('dtest', 'Data test'), callbackIo: ntp('cbio', 'Callback IO supported'),
  asyncIo: ntp('asio', 'ASync IO Supported'), packetIo: ntp('pio', 'Packet oriented IO'),
  grant: ntp('grant', 'Can grant connection to another'),
  handoff: ntp('handoff', 'Can handoff connection to another'), sigio: ntp('sigio', 'Generate SIGIO signal'),
  sigpipe: ntp('sigpipe', 'Generate SIGPIPE signal'), sigurg: ntp('sigurg', 'Generate SIGURG signal'),
  urgentIo: ntp('urgentio', 'Urgent IO supported'),
  fullDuplexIo: ntp('dfio', 'Full duplex IO supported'), testOperation: ntp('testop', 'Test operation'),
})
const connectFlags = (number: 0 | 1) => group(`tns.connect_flags${number}`, `Connect Flags ${number}`, {
  reserved: bits(3, 'tns.connect_flags.reserved', 'Reserved'), required: flag('tns.connect_flags.nareq', 'NA services required'),
  linked: flag('tns.connect_flags.nalink', 'NA services linked in'), enabled: flag('tns.connect_flags.enablena', 'NA services enabled'),
  interchange: flag('tns.connect_flags.ichg', 'Interchange is involved'), wanted: flag('tns.connect_flags.wantna', 'NA services wanted'),
})
const df = (name: string, label: string) => flag(`tns.data_flag.${name}`, label)
const dataFlags = group('tns.data_flag', 'Data Flag', {
  reserved0: bits(6, 'tns.data_flag.unused', 'Unused'), trailer: df('sntt', 'Send NT Trailer'), requestToSend: df('rts', 'Request To Send'),
  confirm: df('dic', 'Do Immediate Confirmation'), eof: df('eof', 'End of File'), more: df('more', 'More Data to Come'),
  unused: bits(1, 'tns.data_flag.unused', 'Unused'), reserved: df('reserved', 'Reserved'), confirmation: df('c', 'Confirmation'),
  request: df('rc', 'Request Confirmation'), send: df('send', 'Send Token'),
})
const version = u16('tns.version', 'Version')
const sdu = u16('tns.sdu_size', 'Session Data Unit Size', { unit: 'bytes' })
const tdu = u16('tns.max_tdu_size', 'Maximum Transmission Data Unit Size', { unit: 'bytes' })
const valueOfOne = bytes('tns.value_of_one', 'Value of 1 in Hardware', 2)
const call = u8('tns.data_oci.id', 'Call ID', { base: 16, names: calls })

const connect = record('Connect', {
  version, compatible: u16('tns.compat_version', 'Version (Compatible)'), serviceOptions, sdu, tdu, characteristics,
  turnaround: u16('tns.line_turnaround', 'Line Turnaround Value'), valueOfOne,
  dataLength: u16('tns.connect_data_length', 'Length of Connect Data', { unit: 'bytes' }),
  dataOffset: u16('tns.connect_data_offset', 'Offset to Connect Data'),
  most: u32('tns.connect_data_max', 'Maximum Receivable Connect Data', { unit: 'bytes' }), flags0: connectFlags(0), flags1: connectFlags(1),
}).cases(
  [{ dataOffset: range(58) }, {
    trace1: u32('tns.trace_cf1', 'Trace Cross Facility Item 1', { base: 16 }),
    trace2: u32('tns.trace_cf2', 'Trace Cross Facility Item 2', { base: 16 }),
    traceId: u64('tns.trace_cid', 'Trace Unique Connection ID', { base: 16 }),
    extended: bytes('tns.connect_extended', 'Extended Fields', { length: 'dataOffset', minus: 50 }),
  }],
  [otherwise, { extended: bytes('tns.connect_extended', 'Extended Fields', { length: 'dataOffset', minus: 34 }) }],
).fields({ connectData: text('tns.connect_data', 'Connect Data') })
const accept = record('Accept', {
  version, serviceOptions, sdu, tdu, valueOfOne, dataLength: u16('tns.accept_data_length', 'Accept Data Length', { unit: 'bytes' }),
  dataOffset: u16('tns.accept_data_offset', 'Offset to Accept Data'), flags0: connectFlags(0), flags1: connectFlags(1),
  extended: bytes('tns.accept_extended', 'Extended Fields', { length: 'dataOffset', minus: 24 }),
  acceptData: text('tns.accept_data', 'Accept Data', 'dataLength'),
})
const offered = record('Version', { version: u8('tns.data_setp_req.acc_vers', 'Accepted Version') })
const chosen = record('Version', { version: u8('tns.data_setp_resp.version', 'Version') })
const zero = { zero: u8('tns.data_setp.end', 'End of versions') }
const textToZero = { until: 'zero' } as const
/** Keys of data whose content depends on who sends it. */
const answered = 1000
const contentOf = (view: View & { readonly dataId?: number | undefined }) => {
  const { dataId = 0 } = view
  return (dataId === 1 || dataId === 0xef) && isResponse(view) ? answered + dataId : dataId
}

/** Statements in a call, whose other parts depend on versions of both ends. */
const statementWords = 'SELECT|INSERT|UPDATE|DELETE|MERGE|BEGIN|DECLARE|CREATE|DROP|ALTER|COMMIT|ROLLBACK|GRANT|WITH|CALL'
const statement = new RegExp(`(?:${statementWords})\\b[\\t\\n\\r -~]{3,4000}`, 'i')
const longestLooked = 8192

export const tns = protocol('tns', 'Transparent Network Substrate Protocol', { 'tcp.port': [port], 'tls.port': [2484] })
  .fields({ first: ahead(16) })
  .either({ first: 0 }, { length: u32('tns.length', 'Packet Length', { unit: 'bytes' }) }, {
    length: u16('tns.length', 'Packet Length', { unit: 'bytes' }), checksum: u16('tns.packet_checksum', 'Packet Checksum', { base: 16 }),
  })
  .fields({
    type:           u8('tns.type', 'Packet Type', { names: types }),
    flags:          bytes('tns.reserved_byte', 'Reserved Byte', 1),
    headerChecksum: u16('tns.header_checksum', 'Header Checksum', { base: 16 }),
  })
  .length('length')
  .choice('type', {
    1:  connect,
    2:  accept,
    4:  {
      userReason: u8('tns.refuse_reason_user', 'Refuse Reason (User)', { base: 16 }),
      systemReason: u8('tns.refuse_reason_system', 'Refuse Reason (System)', { base: 16 }),
      dataLength: u16('tns.refuse_data_length', 'Refuse Data Length', { unit: 'bytes' }),
      refuseData: text('tns.refuse_data', 'Refuse Data', 'dataLength'),
    },
    5:  {
      dataLength: u16('tns.redirect_data_length', 'Redirect Data Length', { unit: 'bytes' }),
      redirectData: text('tns.redirect_data', 'Redirect Data', 'dataLength'),
    },
    6:  { dataFlags, magic: ahead(32), data: ahead(8) },
    9:  {
      userReason: u8('tns.abort_reason_user', 'Abort Reason (User)', { base: 16 }),
      systemReason: u8('tns.abort_reason_system', 'Abort Reason (System)', { base: 16 }), abortData: text('tns.abort_data', 'Abort Data'),
    },
    12: markers(),
    13: markers(),
    14: { command: u16('tns.control.cmd', 'Control Command', { base: 16, names: { 1: 'Oracle Trace Command' } }),
      control: rest('tns.control.data', 'Control Data') },
  })
  .cases(
    [{ magic: 0xdeadbeef }, {
      snsMagic: bytes('tns.data_sns.magic', 'Magic', 3), dataId: u8('tns.data_id', 'Data ID', { base: 16, names: dataIds }),
      snsLength: u16('tns.data_length', 'Data Length', { unit: 'bytes' }),
    }],
    [({ type, end, start }) => type === 6 && end - start > 10, { dataId: u8('tns.data_id', 'Data ID', { base: 16, names: dataIds }) }],
  )
  .choice(contentOf, {
    1:    {
      versions: list('', 'Accepted Versions', offered, { begins: offered.recognizer({ version: range(1) }) }), ...zero,
      platform: text('tns.data_setp_req.cli_plat', 'Client Platform', textToZero),
    },
    1001: {
      chosen: list('', 'Versions', chosen, { begins: chosen.recognizer({ version: range(1) }) }), ...zero,
      banner: text('tns.data_setp_resp.banner', 'Server Banner', textToZero),
    },
    3:    { call },
    17:   { piggyback: u8('tns.data_piggyback.id', 'Call ID', { base: 16, names: calls }) },
    0xef: { snsVersion: u32('tns.data_sns.cli_vers', 'Client Version', { base: 16 }), services: u16('tns.data_sns.srvcnt', 'Services') },
    1239: { snsVersion: u32('tns.data_sns.srv_vers', 'Server Version', { base: 16 }), services: u16('tns.data_sns.srvcnt', 'Services') },
  })
  .fields({ more: rest('tns.data', 'Data') })
  .fields({ statement: computedText('tns.statement', 'Statement', ({ dataId, more }: { dataId?: number | undefined; more: Uint8Array }) =>
    (dataId === 3 || dataId === 17 ? statement.exec(asciiText(more, 0,
      Math.min(more.length, longestLooked)))?.[0] : undefined) as string) })
  .fields({
    request:  computedFlag('tns.request', 'Request', (view: View) => (isResponse(view) === false ? true : undefined)),
    response: computedFlag('tns.response', 'Response', (view: View) => isResponse(view) || undefined),
  })
  .accepts((octets, start, end) => end - start < headSize || begins(octets, start, end))
  .streamed(framing, { tells, opens: (octets, start, end) => end - start < headSize || isFirst(octets, start, end) })
  .colored('stream', ({ type }) => (type === 4 || type === 9 ? 'error' : undefined))
  .summarized((layer) => {
    const { type, connectData, redirectData, refuseData, dataId, call: called, statement: asked } = layer
    const said = connectData ?? redirectData ?? refuseData
    const direction = isResponse(layer)
    const parts = [
      `${direction === undefined ? '' : direction ? 'Response, ' : 'Request, '}${nameIn(types, type) ?? `type ${type}`} (${type})`,
      said?.slice(0, longestShown),
      dataId === undefined ? undefined : nameIn(dataIds, dataId) ?? `data ${dataId}`,
      called === undefined ? undefined : nameIn(calls, called) ?? `call ${called}`, asked?.slice(0, longestShown),
    ]
    return lineOf(parts)
  })
const longestShown = 120

function markers() {
  return {
    marker: u8('tns.marker.type', 'Marker Type', { base: 16, names: { 0: 'Data Marker - 0 Data Bytes', 1: 'Data Marker - 1 Data Bytes',
      2: 'Attention Marker' } }),
    markerData: bytes('tns.marker.data', 'Marker Data', 1), markerByte: u8('tns.marker.databyte', 'Marker Data Byte', { base: 16 }),
  }
}
