/** HART over IP: FieldComm Group FCG TS10085, section 10.3, and the frames of HART that it carries (TS10081). */
import {
  bits, bytes, converted, f32, flag, group, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished, type Names,
} from '../../../schema/index.ts'

const messageTypes = { 0: 'Request', 1: 'Response', 2: 'Publish', 15: 'NAK' } satisfies Names
const messageIds = { 0: 'Session Initiate', 1: 'Session Close', 2: 'Keep Alive', 3: 'Pass Through', 4: 'Read Audit Log' } satisfies Names
const header = record('Header', { version: u8('hart_ip.version', 'Version'), type: u8('hart_ip.type', 'Type'), id: u8('hart_ip.id', 'Id'),
  status: u8('hart_ip.status', 'Status'), sequence: u16('hart_ip.sequence', 'Sequence'),
  length: u16('hart_ip.length', 'Length') })
const begins = header.recognizer({ version: range(1, 2), type: [0, 1, 2, 15], id: range(0, 4), length: range(8, 2048) })
const lengthAt = header.reader('length')

const unitsOf = (name: string) => u8(`hart_ip.pt.rsp.${name}_units`, `${name.toUpperCase()} Units`)
const valueOf = (name: string) => f32(`hart_ip.pt.rsp.${name}`, name.toUpperCase())
const primary = { pvUnits: unitsOf('pv'), pv: valueOf('pv') }
const all = {
  ...primary, svUnits: unitsOf('sv'), sv: valueOf('sv'), tvUnits: unitsOf('tv'), tv: valueOf('tv'), qvUnits: unitsOf('qv'),
  qv: valueOf('qv'),
}
const identity = {
  expansion:      u8('hart_ip.pt.rsp.expansion_code', 'Expansion Code'),
  deviceType:     u16('hart_ip.pt.rsp.expanded_device_type', 'Expanded Device Type', { base: 16 }),
  preambles:      u8('hart_ip.pt.rsp.req_min_preambles', 'Minimum Number of Request Preambles'),
  universal:      u8('hart_ip.pt.rsp.hart_univ_rev', 'HART Universal Revision'),
  deviceRevision: u8('hart_ip.pt.rsp.device_rev', 'Device Revision'),
  software:       u8('hart_ip.pt.rsp.software_rev', 'Device Software Revision'),
  hardware:       u8('hart_ip.pt.rsp.hardrev_and_physical_signal', 'Hardware Rev and Physical Signaling', { base: 16 }),
  identityFlags:  u8('hart_ip.pt.rsp.flags', 'Flags', { base: 16 }),
  deviceId:       bytes('hart_ip.pt.rsp.device_id', 'Device ID', 3),
  answerPreambles: u8('hart_ip.pt.rsp.rsp_min_preambles', 'Minimum Number of Response Preambles'),
  variables:      u8('hart_ip.pt.rsp.device_variables', 'Maximum Number of Device Variables'),
  changes:        u16('hart_ip.pt.rsp.configure_change', 'Configuration Change Counter'),
  extendedStatus: u8('hart_ip.pt.rsp.ext_device_status', 'Extended Device Status', { base: 16 }),
  manufacturer:   u16('hart_ip.pt.rsp.manufacturer_Id', 'Manufacturer ID'),
  privateLabel:   u16('hart_ip.pt.rsp.private_label', 'Private Label'),
  profile:        u8('hart_ip.pt.rsp.device_profile', 'Device Profile'),
}
/** Characters of six bits, four in three bytes: TS20127, section 5.1.1. */
function unpacked(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 2 < octets.length; at += 3) {
    const [first = 0, second = 0, third = 0] = octets.subarray(at, at + 3)
    const whole = (first << 16) | (second << 8) | third
    for (let shift = 18; shift >= 0; shift -= 6) {
      const six = (whole >> shift) & 63
      text += String.fromCharCode(six < 32 ? six + 64 : six)
    }
  }
  return text
}
const packed = (name: string, label: string, size: number) => converted(bytes(`hart_ip.pt.rsp.${name}`, label, size), unpacked, 'text')
const slotOf = (number: number) => {
  const name = `hart_ip.pt.rsp.slot${number}`
  const label = `Slot${number}`
  return {
    [`variable${number}`]: u8(`${name}_device_var`, `${label} Device Variable`),
    [`class${number}`]:    u8(`${name}_device_var_classif${number === 0 ? 'ication' : 'y'}`, `${label} Device Variable Classification`),
    [`units${number}`]:    u8(`${name}_units`, `${label} Units`),
    [`value${number}`]:    f32(`${name}_device_var_value`, `${label} Device Variable Value`),
    [`status${number}`]:   u8(`${name}_device_var_status`, `${label} Device Variable Status`, { base: 16 }),
  }
}
const timestamped = { slotTime: bytes('hart_ip.pt.rsp.slot0_data_timestamp', 'Slot0 Data TimeStamp', 4) }
/** Command 9: response code and status, extended status, slots of 8 bytes and a time, by the number of slots. */
const slots = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [3 + 8 * (index + 1) + 4, Object.assign({},
  ...Array.from({ length: index + 1 }, (_unused, slot) => slotOf(slot)), timestamped) as {}]))
const slotLengths = Object.keys(slots).map(Number)
const extendedStatus = { extendedStatus: u8('hart_ip.pt.rsp.ext_device_status', 'Extended Device Status', { base: 16 }) }
const date = { day: u8('hart_ip.pt.rsp.day', 'Day'), month: u8('hart_ip.pt.rsp.month', 'Month'), year: u8('hart_ip.pt.rsp.year', 'Year') }
const standard = (number: number) => u8(`hart_ip.pt.rsp.standardized_status_${number}`, `Standardized Status ${number}`, { base: 16 })
const current = { current: f32('hart_ip.pt.rsp.pv_loop_current', 'PV Loop Current') }

export const hartIp = protocol('hart_ip', 'HART_IP Protocol', { 'udp.port': [5094], 'tcp.port': [5094], 'hart_ip.next': [1] })
  .specified('FieldComm Group TS10085')
  .fields({
    version:  u8('hart_ip.version', 'Version'),
    type:     u8('hart_ip.message_type', 'Message Type', { names: messageTypes }),
    id:       u8('hart_ip.message_id', 'Message ID', { names: messageIds }),
    status:   u8('hart_ip.status', 'Status'),
    sequence: u16('hart_ip.transaction_id', 'Sequence Number'),
    length:   u16('hart_ip.msg_length', 'Message Length', { unit: 'bytes' }),
  })
  .length('length')
  .choice('id', {
    0: {
      hostType:   u8('hart_ip.session_init.master_type', 'Host Type', { names: { 0: 'Secondary Host', 1: 'Primary Host' } }),
      closeTimer: u32('hart_ip.session_init.inactivity_close_timer', 'Inactivity Close Timer', { unit: 'ms' }),
    },
    3: { delimiter: group('hart_ip.pt.delimiter', 'Delimiter', {
      long:      flag('', 'Long Address'),
      expansion: bits(2, '', 'Expansion bytes'),
      layer:     bits(2, '', 'Physical layer'),
      frame:     bits(3, '', 'Frame Type', { names: { 1: 'BACK', 2: 'STX', 6: 'ACK' } }),
    }) },
  })
  .choice(({ delimiter }) => (delimiter === undefined ? 'none' : delimiter.long ? 'long' : 'short'), {
    long:  { longAddress: bytes('hart_ip.pt.long_address', 'Long Address', 5) },
    short: { shortAddress: u8('hart_ip.pt.short_addr', 'Short Address') },
  })
  .choice('id', { 3: { command: u8('hart_ip.pt.command', 'Command'), dataLength: u8('hart_ip.pt.length', 'Length', { unit: 'bytes' }) } })
  .cases([{ id: 3, type: [1, 2] }, {
    responseCode: u8('hart_ip.pt.response_code', 'Response Code'),
    deviceStatus: u8('hart_ip.pt.device_status', 'Device Status', { base: 16 }),
  }])
  .cases(
    [{ id: 3, type: 1, command: [0, 11, 21], dataLength: 24 }, identity],
    [{ id: 3, type: 1, command: 1, dataLength: 7 }, primary],
    [{ id: 3, type: 1, command: 2, dataLength: 10 }, { ...current, percent: f32('hart_ip.pt.rsp.pv_percent_range',
      'PV Percent Range') }],
    [{ id: 3, type: 1, command: 3, dataLength: 26 }, { ...current, ...all }],
    [{ id: 3, type: 1, command: 7, dataLength: 4 }, {
      pollAddress: u8('hart_ip.pt.rsp.poll_address', 'Polling Address'),
      loopMode: u8('hart_ip.pt.rsp.loop_current_mode', 'Loop Current Mode'),
    }],
    [{ id: 3, type: [1, 2], command: 9, dataLength: slotLengths }, extendedStatus],
    [{ id: 3, type: 1, command: 12, dataLength: 26 }, { message: packed('message', 'Message', 24) }],
    [{ id: 3, type: 1, command: 13, dataLength: 23 }, {
      tag: packed('tag', 'Tag', 6), descriptor: packed('descriptor', 'Descriptor', 12), ...date,
    }],
    [{ id: 3, type: 1, command: 14, dataLength: 18 }, {
      transducer: bytes('hart_ip.pt.rsp.transducer_serail_number', 'Transducer Serial Number', 3),
      limitUnits: u8('hart_ip.pt.rsp.transducer_limit_min_span_units', 'Transducer Limits and Minimum Span Units'),
      upperLimit: f32('hart_ip.pt.rsp.upper_transducer_limit', 'Upper Transducer Limit'),
      lowerLimit: f32('hart_ip.pt.rsp.lower_transducer_limit', 'Lower Transducer Limit'),
      span: f32('hart_ip.pt.rsp.minimum_span', 'Minimum Span'),
    }],
    [{ id: 3, type: 1, command: 16, dataLength: 5 }, {
      assembly: bytes('hart_ip.pt.rsp.final_assembly_number', 'Final Assembly Number', 3),
    }],
    [{ id: 3, type: 1, command: 20, dataLength: 34 }, {
      longTag: text('hart_ip.pt.rsp.tag', 'Tag', 32, { padding: 'zero', encoding: 'latin-1' }),
    }],
    [{ id: 3, type: 1, command: 48, dataLength: [15, 16] }, {
      specific: bytes('hart_ip.pt.rsp.device_sp_status', 'Device-Specific Status', 6), ...extendedStatus,
      mode: u8('hart_ip.pt.rsp.device_op_mode', 'Device Operating Mode', { base: 16 }), standard0: standard(0), standard1: standard(1),
      saturated: u8('hart_ip.pt.rsp.analog_channel_saturated', 'Analog Channel Saturated', { base: 16 }), standard2: standard(2),
      standard3: standard(3),
    }],
    [{ id: 3, type: [1, 2], dataLength: range(3) }, { undecoded: bytes('hart_ip.pt.payload', 'Payload', { length: 'dataLength',
      minus: 2 }) }],
    [{ id: 3, type: 0, dataLength: range(1) }, { payloadData: bytes('hart_ip.pt.payload', 'Payload', 'dataLength') }],
  )
  .cases([{ id: 3, type: 1, command: 48, dataLength: 16 }, {
    fixed: u8('hart_ip.pt.rsp.analog_channel_fixed', 'Analog Channel Fixed', { base: 16 }),
  }])
  .choice(({ id, type, command, dataLength }) => (id === 3 && type !== 0 && command === 9 ? dataLength : ''), slots)
  .cases([{ id: 3 }, { checksum: u8('hart_ip.pt.checksum', 'Checksum', { base: 16 }) }])
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  // A device answers a Session Initiate from another port.
  .announces(['udp.port'], ({ id, type }) =>
    id === 0 && type === 0
      ? [{ transport: 'udp', address: 'source', port: 'source', peer: 'destination', speaks: [['udp.port', 5094]] }] : [])
  .streamed((bytes, start, end) => (end - start < 8 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) : 0))
  .payload({ tables: [['hart_ip.next', () => 1]] })
  .colored('messages', ({ type, status }) => (type === 15 || status > 0 ? 'error' : undefined))
  .summarized(({ id, type, sequence, command }) =>
    [
      nameIn(messageIds, id) ?? `message ${id}`, nameIn(messageTypes, type) ?? type, `sequence ${sequence}`,
      ...(command === undefined ? [] : [`command ${command}`]),
    ].join(' '))
