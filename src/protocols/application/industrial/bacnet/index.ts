/** BACnet/IP: ANSI/ASHRAE 135-2020, annex J (virtual link control), clause 6 (network layer), clause 9 (MS/TP). */
import {
  atEnd, bits, bytes, flag, group, nameIn, protocol, range, record, u16, u8, when, type Names,
} from '../../../../schema/index.ts'

/** Annex J.2. */
const functions = {
  0: 'BVLC-Result', 1: 'Write-Broadcast-Distribution-Table', 2: 'Read-Broadcast-Distribution-Table',
  3: 'Read-Broadcast-Distribution-Table-Ack',
  4: 'Forwarded-NPDU', 5: 'Register-Foreign-Device', 6: 'Read-Foreign-Device-Table', 7: 'Read-Foreign-Device-Table-Ack',
  8: 'Delete-Foreign-Device-Table-Entry', 9: 'Distribute-Broadcast-To-Network', 10: 'Original-Unicast-NPDU', 11: 'Original-Broadcast-NPDU',
  12: 'Secure-BVLL',
} satisfies Names
/** Annex J.2.1. */
const results = {
  0x0000: 'Successful completion', 0x0010: 'Write-Broadcast-Distribution-Table NAK', 0x0020: 'Read-Broadcast-Distribution-Table NAK',
  0x0030: 'Register-Foreign-Device NAK', 0x0040: 'Read-Foreign-Device-Table NAK', 0x0050: 'Delete-Foreign-Device-Table-Entry NAK',
  0x0060: 'Distribute-Broadcast-To-Network NAK',
} satisfies Names
const begins = record('BVLC', { type: u8('bvlc.type', 'Type'), function: u8('bvlc.function', 'Function'), length: u16('bvlc.length',
  'Length') })
  .recognizer({ type: 0x81, function: range(0, 12), length: range(4, 1600) })

export const bvlc = protocol('bvlc', 'BACnet Virtual Link Control', { 'udp.port': [47808] })
  .specified('ANSI/ASHRAE 135-2020, annex J')
  .fields({
    type:     u8('bvlc.type', 'Type', { base: 16, names: { 0x81: 'BACnet/IP (Annex J)' } }),
    function: u8('bvlc.function', 'Function', { base: 16, names: functions }),
    length:   u16('bvlc.length', 'BVLC-Length', { unit: 'bytes' }),
  })
  .choice('function', {
    0: { result: u16('bvlc.result', 'Result', { base: 16, names: results }) },
    4: { forwarded: bytes('bvlc.fwd', 'Forwarded from', 6) },
    5: { timeToLive: u16('bvlc.reg_ttl', 'TTL', { unit: 's' }) },
  })
  .accepts(begins)
  .payload({ tables: [['bacnet.npdu', ({ function: code }) => (code === 4 || (code >= 9 && code <= 11) ? 1 : 0)]] })
  .colored('messages', ({ result = 0 }) => (result > 0 ? 'error' : undefined))
  .summarized(({ function: code }) => nameIn(functions, code) ?? `function ${code}`)

/** Clause 6.2.4. */
const messages = {
  0x00: 'Who-Is-Router-To-Network', 0x01: 'I-Am-Router-To-Network', 0x02: 'I-Could-Be-Router-To-Network',
  0x03: 'Reject-Message-To-Network', 0x04: 'Router-Busy-To-Network', 0x05: 'Router-Available-To-Network', 0x06: 'Initialize-Routing-Table',
  0x07: 'Initialize-Routing-Table-Ack', 0x08: 'Establish-Connection-To-Network', 0x09: 'Disconnect-Connection-To-Network',
  0x0a: 'Challenge-Request',
  0x0b: 'Security-Payload', 0x0c: 'Security-Response', 0x0d: 'Request-Key-Update', 0x0e: 'Update-Key-Set', 0x0f: 'Update-Distribution-Key',
  0x10: 'Request-Master-Key', 0x11: 'Set-Master-Key', 0x12: 'What-Is-Network-Number',
  0x13: 'Network-Number-Is', '128..255': 'Proprietary', } satisfies Names

export const bacnet = protocol('bacnet', 'Building Automation and Control Network NPDU', {
  // Clause 7: Ethernet.
  'bacnet.npdu': [1], 'llc.dsap': [0x82],
})
  .specified('ANSI/ASHRAE 135-2020, clause 6')
  .fields({
    version: u8('bacnet.version', 'Version', { base: 16 }),
    control: group('bacnet.control', 'Control', {
      network:     flag('bacnet.control_net', 'NSDU contains'),
      reserved:    bits(1, 'bacnet.control_res1', 'Reserved'),
      destination: flag('bacnet.control_dest', 'Destination Specifier'),
      reserved2:   bits(1, 'bacnet.control_res2', 'Reserved'),
      source:      flag('bacnet.control_src', 'Source specifier'),
      expectsReply: flag('bacnet.control_expect', 'Expecting Reply'),
      priority:    bits(2, 'bacnet.control_prio_low', 'Priority'),
    }),
  })
  .fields({
    destinationNetwork: when('control.destination', u16('bacnet.dnet', 'Destination Network Address')),
    destinationLength:  when('control.destination', u8('bacnet.dlen', 'Destination MAC Layer Address Length')),
  })
  .fields({ destination: when('control.destination', bytes('bacnet.dadr', 'Destination MAC',
    ({ destinationLength = 0 }: Lengths) => destinationLength)) })
  .fields({
    sourceNetwork: when('control.source', u16('bacnet.snet', 'Source Network Address')),
    sourceLength:  when('control.source', u8('bacnet.slen', 'Source MAC Layer Address Length')),
  })
  .fields({
    source:   when('control.source', bytes('bacnet.sadr', 'Source MAC', ({ sourceLength = 0 }: Lengths) => sourceLength)),
    hopCount: when('control.destination', u8('bacnet.hopc', 'Hop Count')),
    message:  when('control.network', u8('bacnet.mesgtyp', 'Network Layer Message Type', { base: 16, names: messages })),
  })
  .fields({ vendor: when({ message: range(0x80) }, u16('bacnet.vendor', 'Vendor ID')) })
  .payload({ tables: [['bacnet.apdu', ({ control }) => (control.network ? 0 : 1)]] })
  .colored('messages')
  .summarized(({ message }) => (message === undefined ? 'application message' : nameIn(messages, message) ?? `network message ${message}`))
interface Lengths {
  readonly destinationLength?: number | undefined
  readonly sourceLength?: number | undefined
}

/** Clause 9.3. */
const frameTypes = {
  0: 'Token', 1: 'Poll For Master', 2: 'Reply To Poll For Master', 3: 'Test_Request', 4: 'Test_Response', 5: 'BACnet Data Expecting Reply',
  6: 'BACnet Data Not Expecting Reply', 7: 'Reply Postponed', 32: 'BACnet Extended Data Expecting Reply',
  33: 'BACnet Extended Data Not Expecting Reply', '128..255': 'Proprietary',
}

export const masterSlaveTokenPassing = protocol('mstp', 'BACnet MS/TP', { linktype: [165] })
  .specified('ANSI/ASHRAE 135-2020, clause 9')
  .fields({
    preamble55:  u8('mstp.preamble_55', 'Preamble 55', { base: 16 }),
    preambleFf:  u8('mstp.preamble_FF', 'Preamble FF', { base: 16 }),
    type:        u8('mstp.frame_type', 'Frame Type', { names: frameTypes }),
    destination: u8('mstp.dst', 'Destination Address'),
    source:      u8('mstp.src', 'Source Address'),
    length:      u16('mstp.len', 'Length', { unit: 'bytes' }),
    headerCheck: u8('mstp.hdr_crc', 'Header CRC', { base: 16 }),
  })
  .fields({ dataCheck: when(({ length }: { readonly length: number }) => length > 0,
    atEnd(u16('mstp.data_crc', 'Data CRC', { base: 16, order: 'little' }))) })
  .payload({ tables: [['bacnet.npdu', ({ type }) => (type === 5 || type === 6 ? 1 : 0)]], length: 'length' })
  .colored('messages')
  .summarized(({ type, source, destination }) => `${nameIn(frameTypes, type) ?? `frame type ${type}`}, ${source} to ${destination}`)
