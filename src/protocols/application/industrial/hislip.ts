/** High-Speed LAN Instrument Protocol, IVI-6.1 revision 2.0, section 2 and table 4. */
import {
  holding, nameIn, protocol, range, record, text, u16, u32, u64, u8, unfinished, type Names,
} from '../../../schema/index.ts'

const types = {
  0: 'Initialize', 1: 'InitializeResponse', 2: 'FatalError', 3: 'Error', 4: 'AsyncLock', 5: 'AsyncLockResponse', 6: 'Data', 7: 'DataEnd',
  8: 'DeviceClearComplete', 9: 'DeviceClearAcknowledge', 10: 'AsyncRemoteLocalControl', 11: 'AsyncRemoteLocalResponse', 12: 'Trigger',
  13: 'Interrupted', 14: 'AsyncInterrupted', 15: 'AsyncMaxMsgSize', 16: 'AsyncMaxMsgSizeResponse', 17: 'AsyncInitialize',
  18: 'AsyncInitializeResponse', 19: 'AsyncDeviceClear', 20: 'AsyncServiceRequest', 21: 'AsyncStatusQuery', 22: 'AsyncStatusResponse',
  23: 'AsyncDeviceClearAcknowledge', 24: 'AsyncLockInfo', 25: 'AsyncLockInfoResponse',
} satisfies Names
const header = record('Header', {
  prologue: u16('hislip.prologue', 'Prologue'), type: u8('hislip.type', 'Type'), control: u8('hislip.control', 'Control'),
  parameter: u32('hislip.parameter', 'Parameter'), high: u32('hislip.high', 'High'), length: u32('hislip.length', 'Length'),
})
const longest = 0x0fffffff
const begins = header.recognizer({ prologue: 0x4853, high: 0, length: range(0, longest) })
const lengthAt = header.reader('length')
const headerLength = 16

const vendor = { vendor: u16('hislip.msgpara.vendorID', 'VendorID', { base: 16 }) }
const message = { messageId: u32('hislip.msgpara.messageid', 'MessageID', { base: 16 }) }
const remote = { delivered: u8('hislip.controlcode.rmt', 'RMT', { names: { 0: 'RMT was not delivered', 1: 'RMT was delivered' } }) }
const plainControl = { control: u8('hislip.controlcode', 'Control Code') }
const parameter = { parameter: u32('hislip.msgpara', 'Message Parameter') }
const overlap = {
  overlap: u8('hislip.controlcode.overlap', 'Control Code', { names: { 0: 'Prefer Synchronized', 1: 'Prefer Overlap' } }),
}

export const hislip = protocol('hislip', 'High-Speed LAN Instrument Protocol', { 'tcp.port': [4880], 'hislip.next': [1] })
  .specified('IVI-6.1')
  .fields({
    prologue: holding(text('hislip.prologue', 'Prologue', 2), 'vocabulary'),
    type:     u8('hislip.messagetype', 'Message Type', { names: types, base: 16 }),
  })
  .choice('type', {
    0: { ...plainControl, clientVersion: u16('hislip.msgpara.clientproto', 'Client version', { base: 16 }), ...vendor },
    1: {
      ...overlap,
      serverVersion: u16('hislip.msgpara.servproto', 'Server version', { base: 16 }),
      sessionId:     u16('hislip.msgpara.sessionid', 'SessionID', { base: 16 }),
    },
    4: {
      lock: u8('hislip.controlcode.asynclockcode', 'Control Code', { names: { 0: 'Release', 1: 'Request' } }),
      timeout: u32('hislip.msgpara.timeout', 'Timeout', { unit: 'ms' }),
    },
    5: { lockResponse: u8('hislip.controlcode.asynclockresponse', 'Control Code',
      { names: { 0: 'Failure', 1: 'Success', 2: 'Success shared', 3: 'Error' } }), ...parameter },
    6: { ...remote, ...message },
    7: { ...remote, ...message },
    12: { ...remote, ...message },
    17: { ...plainControl, sessionId: u32('hislip.msgpara.sessionid', 'SessionID', { base: 16 }) },
    18: { ...plainControl, reserved: u16('', 'Reserved'), ...vendor },
    21: { ...remote, ...message },
    22: { statusByte: u8('hislip.controlcode.stb', 'STB', { base: 16 }), ...parameter },
    25: {
      lockHeld: u8('hislip.controlcode.asynclockinforesponse', 'Control Code',
        { names: { 0: 'No exclusive lock granted', 1: 'Exclusive lock granted' } }),
      clients:  u32('hislip.msgpara.clients', 'HiSLIP clients holding locks'),
    },
  }, { ...plainControl, ...parameter })
  .fields({ payloadLength: u64('hislip.payloadlength', 'Payload Length', { unit: 'bytes' }) })
  .choice('type', {
    15: { maximumSize: u64('hislip.maxmsgsize', 'Max Message Size', { unit: 'bytes' }) },
    16: { maximumSize: u64('hislip.maxmsgsize', 'Max Message Size', { unit: 'bytes' }) },
  }, { data: text('hislip.data', 'Data', ({ payloadLength }: { readonly payloadLength: bigint }) => Number(payloadLength)) })
  .length(({ payloadLength }) => headerLength + Number(payloadLength))
  .accepts(begins)
  .streamed((bytes, start, end) =>
    (end - start < headerLength ? unfinished : begins(bytes, start, end) ? headerLength + lengthAt(bytes, start) : 0))
  .payload({ tables: [['hislip.next', () => 1]] })
  .colored('messages', ({ type }) => (type === 2 || type === 3 ? 'error' : undefined))
  .summarized(({ type, data }) => `${nameIn(types, type) ?? `type ${type}`}${data ? ` ${data.slice(0, 80).trim()}` : ''}`)
