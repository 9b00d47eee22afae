/**
 * Modbus over TCP: "Modbus Messaging on TCP/IP Implementation Guide" V1.0b, section 3.1, and "Modbus Application Protocol
 * Specification" V1.1b3.
 * A message does not say whether it asks or answers: its shape does, or, in a conversation, which end asked first.
 */
import {
  bits, fact, flag, list, nameIn, optional, protocol, range, record, rest, text, u16, u8, unfinished, vector, type Names,
  type StreamMemory, type View,
} from '../../../schema/index.ts'

/** V1.1b3, section 5.1. */
const functions = {
  1: 'Read Coils', 2: 'Read Discrete Inputs', 3: 'Read Holding Registers', 4: 'Read Input Registers', 5: 'Write Single Coil',
  6: 'Write Single Register',
  7: 'Read Exception Status', 8: 'Diagnostics', 11: 'Get Comm Event Counter', 12: 'Get Comm Event Log', 15: 'Write Multiple Coils',
  16: 'Write Multiple Registers', 17: 'Report Server ID', 20: 'Read File Record', 21: 'Write File Record', 22: 'Mask Write Register',
  23: 'Read/Write Multiple Registers', 24: 'Read FIFO Queue', 43: 'Encapsulated Interface Transport', 90: 'Unity (Schneider)',
} satisfies Names
/** Section 7. */
const exceptions = {
  1: 'Illegal function', 2: 'Illegal data address', 3: 'Illegal data value', 4: 'Server device failure', 5: 'Acknowledge',
  6: 'Server device busy',
  7: 'Negative acknowledge', 8: 'Memory parity error', 10: 'Gateway path unavailable', 11: 'Gateway target device failed to respond',
}
/** Section 6.8. */
const diagnostics = {
  0: 'Return Query Data', 1: 'Restart Communications Option', 2: 'Return Diagnostic Register', 3: 'Change ASCII Input Delimiter',
  4: 'Force Listen Only Mode', 10: 'Clear Counters and Diagnostic Register', 11: 'Return Bus Message Count',
  12: 'Return Bus Communication Error Count', 13: 'Return Bus Exception Error Count', 14: 'Return Server Message Count',
  15: 'Return Server No Response Count', 16: 'Return Server NAK Count', 17: 'Return Server Busy Count',
  18: 'Return Bus Character Overrun Count',
  20: 'Clear Overrun Counter and Flag',
}
const objects = {
  0: 'VendorName', 1: 'ProductCode', 2: 'MajorMinorRevision', 3: 'VendorURL', 4: 'ProductName', 5: 'ModelName', 6: 'UserApplicationName',
}
const deviceIds = { 1: 'Basic', 2: 'Regular', 3: 'Extended', 4: 'One specific object' }

/** Guide, section 3.1.3: what is before each message. */
const header = record('Header', {
  transaction: u16('mbtcp.transaction', 'Transaction'), protocol: u16('mbtcp.protocol', 'Protocol'),
  length: u16('mbtcp.length', 'Length'), unit: u8('mbtcp.unit', 'Unit'), code: u8('mbtcp.code', 'Code'),
})
const headerLength = 7
/** The length counts the unit; a message has 253 bytes at most. */
const begins = header.recognizer({ protocol: 0, length: range(2, 254) })
const lengthAt = header.reader('length')

type Shape = 'question' | 'answer' | undefined
/** What a message is by its length, where that tells: from the function code at byte `at`, `length` bytes. */
function shapeOf(bytes: Uint8Array, at: number, length: number): Shape {
  const [code = 0, first = NaN] = bytes.subarray(at, at + 2)
  if (code > 127) return 'answer'
  if (code >= 1 && code <= 4) return length === 5 && (first !== 3 || code > 2) ? 'question' : 'answer'
  if (code === 15 || code === 16) return length === 5 ? 'answer' : 'question'
  if (code === 7 || code === 11 || code === 12 || code === 17) return length === 1 ? 'question' : 'answer'
  if (code === 23) return length === first + 2 ? 'answer' : 'question'
  if (code === 43) return length > 6 ? 'answer' : 'question'
  return undefined
}

/** Who asks is known from the first message whose shape tells, or else by who spoke first. */
function noteAsker({ own, both }: StreamMemory, shape: Shape): void {
  if (both.asker === undefined && both.answerer === undefined) both[shape === 'answer' ? 'answerer' : 'asker'] = own
}

export const modbusTcp = protocol('mbtcp', 'Modbus/TCP', { 'tcp.port': [502], 'udp.port': [502], 'mbtcp.next': [1] })
  .specified('https://www.modbus.org/docs/Modbus_Messaging_Implementation_Guide_V1_0b.pdf')
  .borrows('modbus')
  .fields({
    transaction: u16('mbtcp.trans_id', 'Transaction Identifier'),
    protocolId:  u16('mbtcp.prot_id', 'Protocol Identifier'),
    length:      u16('mbtcp.len', 'Length', { unit: 'bytes' }),
    unit:        u8('mbtcp.unit_id', 'Unit Identifier'),
  })
  .accepts(begins)
  .streamed((bytes, start, end, memory) => {
    if (end - start < headerLength + 1) return unfinished
    if (!begins(bytes, start, end)) return 0
    const length = lengthAt(bytes, start) + 6
    if (end - start >= length) noteAsker(memory, shapeOf(bytes, start + headerLength, length - headerLength))
    return length
  }, { tells: ({ own, both: { asker, answerer } }) => ({ isAnswer: answerer === own || (asker !== undefined && asker !== own) }) })
  .payload({ tables: [['mbtcp.data', () => 1]] })
  .facts({
    answeredIn: fact.frame('modbus.response_frame', 'Response Frame'),
    answers:    fact.frame('modbus.request_frame', 'Request Frame'),
    time:       fact.duration('modbus.response_time', 'Time from request'),
  })
  .exchanged({
    part: ({ facts }) => (facts?.['isAnswer'] === undefined ? undefined : facts['isAnswer'] === true ? 'answer' : 'question'),
    key:  ({ transaction, unit }) => `${transaction} ${unit}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .summarized(({ transaction, unit }) => `transaction ${transaction} unit ${unit}`)
  .colored('messages')

const address = u16('modbus.reference_num', 'Reference Number')
const register = record('Register', { value: u16('modbus.regval_uint16', 'Register Value (UINT16)') })
const registers = list('', 'Registers', register)
const byteCount = { byteCount: u8('modbus.byte_cnt', 'Byte Count', { unit: 'bytes' }) }
const object = record('Object', {
  objectId: u8('modbus.object_id', 'Object ID', { names: objects }),
  value:    vector(u8('modbus.object_str_len', 'Object Length'), text('modbus.object_str', 'Object')),
})
const deviceQuestion = {
  interfaceType:  u8('modbus.mei', 'MEI type', { names: { 13: 'CANopen General Reference', 14: 'Read Device Identification' } }),
  readDeviceId:   optional(u8('modbus.read_device_id', 'Read Device ID', { names: deviceIds })),
}
const deviceAnswer = {
  conformity:     u8('modbus.conformity_level', 'Conformity Level', { base: 16 }),
  moreFollows:    u8('modbus.more_follows', 'More Follows', { names: { 0: 'No', 255: 'Yes' } }),
  nextObject:     u8('modbus.next_object_id', 'Next Object ID'),
  objectCount:    u8('modbus.num_objects', 'Number of Objects'),
  objects:        list('', 'Objects', object, { count: 'objectCount' }),
}
const quantity = (name: 'bit' | 'word') => u16(`modbus.${name}_cnt`, name === 'bit' ? 'Bit Count' : 'Word Count')

/** From the message to the length that its header states. */
const statedLength = (bytes: Uint8Array, start: number) => lengthAt(bytes, start - headerLength) - 1
const shapeIn = ({ bytes, start }: Pick<View, 'bytes' | 'start'>) => shapeOf(bytes, start, statedLength(bytes, start))

/** A function code with its question or its answer; sections 6.1 to 6.21. */
export const modbus = protocol('modbus', 'Modbus', { 'mbtcp.data': [1] })
  .specified('https://www.modbus.org/docs/Modbus_Application_Protocol_V1_1b3.pdf')
  .fields({
    failed:       flag('modbus.exception', 'Exception'),
    functionCode: bits(7, 'modbus.func_code', 'Function Code', { names: functions }),
  })
  .length(({ bytes, start }) => statedLength(bytes, start))
  .cases(
    [{ failed: true }, { exceptionCode: u8('modbus.exception_code', 'Exception Code', { names: exceptions }) }],
    [(layer) => layer.functionCode < 3 && shapeIn(layer) === 'question', { address, bitCount: quantity('bit') }],
    [(layer) => layer.functionCode < 5 && shapeIn(layer) === 'question', { address, wordCount: quantity('word') }],
    [{ functionCode: [1, 2] }, { ...byteCount, bits: rest('', 'Bits') }],
    [{ functionCode: [3, 4] }, { ...byteCount, registers }],
    [{ functionCode: [5, 6] }, { address, written: rest('modbus.data', 'Data') }],
    [{ functionCode: 8 }, { diagnostic: u16('modbus.diagnostic_code', 'Diagnostic Code', { names: diagnostics }) }],
    [(layer) => layer.functionCode === 15 && shapeIn(layer) === 'question', {
      address, bitCount: quantity('bit'), ...byteCount, bits: rest('', 'Bits'),
    }],
    [(layer) => layer.functionCode === 16 && shapeIn(layer) === 'question', {
      address, wordCount: quantity('word'), ...byteCount, registers,
    }],
    [{ functionCode: 15 }, { address, bitCount: quantity('bit') }],
    [{ functionCode: 16 }, { address, wordCount: quantity('word') }],
    [{ functionCode: 22 }, {
      address,
      andMask: u16('modbus.and_mask', 'AND mask', { base: 16 }),
      orMask:  u16('modbus.or_mask', 'OR mask', { base: 16 }),
    }],
    [(layer) => layer.functionCode === 23 && shapeIn(layer) === 'question', {
      readAddress:  u16('modbus.read_reference_num', 'Read Reference Number'),
      readCount:    u16('modbus.read_word_cnt', 'Read Word Count'),
      writeAddress: u16('modbus.write_reference_num', 'Write Reference Number'),
      writeCount:   u16('modbus.write_word_cnt', 'Write Word Count'),
      ...byteCount,
      registers,
    }],
    [{ functionCode: 23 }, { ...byteCount, registers }],
    [(layer) => layer.functionCode === 43 && shapeIn(layer) === 'question', {
      ...deviceQuestion, objectId: optional(u8('modbus.object_id', 'Object ID', { names: objects })),
    }],
    [{ functionCode: 43 }, { ...deviceQuestion, ...deviceAnswer }],
  )
  .fields({ data: rest('modbus.data', 'Data') })
  .payload({ tables: [['mbtcp.next', () => 1]] })
  .colored('messages', ({ failed }) => (failed ? 'error' : undefined))
  .summarized((layer) => {
    const { functionCode, exceptionCode, address, wordCount, bitCount, registers, readAddress, readCount } = layer
    const name = nameIn(functions, functionCode) ?? `function ${functionCode}`
    if (exceptionCode !== undefined) return `${name}: ${nameIn(exceptions, exceptionCode) ?? `exception ${exceptionCode}`}`
    const at = address ?? readAddress
    const count = wordCount ?? bitCount ?? readCount
    const shown = registers?.slice(0, 4).map(({ value }) => ` ${value}`).join('') ?? ''
    const values = (registers?.length ?? 0) > 4 ? `${shown} …` : shown
    return `${name}${at === undefined ? '' : ` ${at}`}${count === undefined ? '' : ` count ${count}`}${values}`
  })
