import { bits, bytes, flag, group, list, nameIn, peek, protocol, range, record, u16, u32, u8, when } from '../../schema/index.ts'

/** 3GPP TS 29.281, section 6. */
const messages = {
  1: 'Echo request', 2: 'Echo response', 26: 'Error indication', 31: 'Supported extension headers', 253: 'Tunnel status',
  254: 'End marker', 255: 'User data',
}
const userData = 255

/** Says how long it is in units of 4 bytes, and ends with the type of the next (section 5.2). */
const extension = record('Extension Header', {
  words:   u8('gtp.ext_hdr.length', 'Length', { unit: 'units of 4 bytes' }),
  content: bytes('', 'Content', { length: 'words', times: 4, minus: 2 }),
  next:    u8('gtp.ext_hdr.next', 'Next Extension Header', { base: 16 }),
}).length({ length: 'words', times: 4 })

const isHeader = record('Header', {
  version: bits(3, 'gtp.flags.version', 'Version'), rest: bits(5, 'gtp.flags', 'Flags'), message: u8('gtp.message', 'Message Type'),
}).recognizer({ version: 1, message: [range(1, 7), 16, 17, 26, 31, range(18, 31), range(32, 255)] })

/** GPRS Tunnelling Protocol, user plane, 3GPP TS 29.281. */
export const gtp = protocol('gtp', 'GPRS Tunnelling Protocol', { 'udp.port': [2152] })
  .specified('3GPP TS 29.281')
  .accepts(isHeader)
  .fields({
    flags:              group('gtp.flags', 'Flags', {
      version:          bits(3, 'gtp.flags.version', 'Version'),
      protocolType:     bits(1, 'gtp.flags.payload', 'Protocol Type'),
      reserved:         bits(1, 'gtp.flags.reserved', 'Reserved'),
      extensionPresent: flag('gtp.flags.e', 'Extension Header'),
      sequencePresent:  flag('gtp.flags.s', 'Sequence Number'),
      numberPresent:    flag('gtp.flags.pn', 'N-PDU Number'),
    }),
    message:            u8('gtp.message', 'Message', { base: 16, names: messages }),
    length:             u16('gtp.length', 'Length', { unit: 'bytes' }),
    teid:               u32('gtp.teid', 'Tunnel Endpoint Identifier', { base: 16 }),
  })
  // Any of the three flags brings all of these fields (section 5.1).
  .cases([({ flags }) => flags.extensionPresent || flags.sequencePresent || flags.numberPresent, {
    sequence:           when('flags.sequencePresent', u16('gtp.seq_number', 'Sequence Number')),
    unusedSequence:     when({ 'flags.sequencePresent': false }, u16('', 'Unused')),
    number:             when('flags.numberPresent', u8('gtp.npdu_number', 'N-PDU Number')),
    unusedNumber:       when({ 'flags.numberPresent': false }, u8('', 'Unused')),
    nextExtension:      when('flags.extensionPresent', u8('gtp.ext_hdr.next', 'Next Extension Header', { base: 16 })),
    unusedExtension:    when({ 'flags.extensionPresent': false }, u8('', 'Unused')),
  }])
  .cases([(gtp) => gtp.flags.extensionPresent && gtp.nextExtension !== 0, {
    extensions:         list('gtp.ext_hdr', 'Extension Headers', extension, { last: ({ next }) => next === 0, complete: true }),
  }])
  .defaults({ flags: { version: 1, protocolType: 1 }, message: userData })
  .payload({
    tables: [['ip.version', (gtp) => (gtp.message === userData ? peek(4)(gtp) : -1)]],
    length: (gtp) => gtp.length + 8 - gtp.extent,
  })
  .colored(undefined, ({ message }) => (message === 26 ? 'error' : undefined)) // error indication
  .summarized((gtp) => `${nameIn(messages, gtp.message) ?? `message ${gtp.message}`}, tunnel 0x${gtp.teid.toString(16)}`)
