import { bits, flag, group, nameIn, protocol, rest, u16, u32, u8, when, type View } from '../../schema/index.ts'

/** 3GPP TS 29.281, section 6. */
const messages = {
  1: 'Echo request', 2: 'Echo response', 26: 'Error indication', 31: 'Supported extension headers', 253: 'Tunnel status',
  254: 'End marker', 255: 'User data',
}
const userData = 255

/** The three flags that any of the optional fields needs: all of them are there then (section 5.1). */
const hasOptional = ({ bytes, start }: View) => (bytes[start]! & 0x07) !== 0
const has = (flag: number) => ({ bytes, start }: View) => (bytes[start]! & flag) !== 0
const hasExtension = has(0x04)
const isIdle = (flag: number) => (gtp: View) => hasOptional(gtp) && !has(flag)(gtp)

/** Extension headers say how long they are in units of 4 bytes, and end with the type of the next (section 5.2). */
function headerLength(gtp: View): number {
  const { bytes, start, end } = gtp
  if (!hasOptional(gtp)) return 8
  let at = start + 12
  for (let next = hasExtension(gtp) ? bytes[start + 11]! : 0; next !== 0 && at < end && bytes[at] !== 0; ) {
    at += bytes[at]! * 4
    next = at <= end ? bytes[at - 1]! : 0
  }
  return at - start
}

/** GPRS Tunnelling Protocol, user plane, 3GPP TS 29.281. */
export const gtp = protocol('gtp', 'GPRS Tunnelling Protocol', { 'udp.port': [2152] })
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
    tunnel:             u32('gtp.teid', 'Tunnel Endpoint Identifier', { base: 16 }),
  })
  .fields({
    sequence:           when(has(0x02), u16('gtp.seq_number', 'Sequence Number')),
    unusedSequence:     when(isIdle(0x02), u16('', 'Unused')),
    number:             when(has(0x01), u8('gtp.npdu_number', 'N-PDU Number')),
    unusedNumber:       when(isIdle(0x01), u8('', 'Unused')),
    nextExtension:      when(hasOptional, u8('', 'Next Extension Header', { base: 16 })),
    extensions:         rest('', 'Extension Headers'),
  })
  .sized(headerLength)
  .payload({
    tables: [['ip.version', (gtp) => (gtp.message === userData ? gtp.bytes[gtp.start + headerLength(gtp)]! >> 4 : -1)]],
    length: (gtp) => gtp.length + 8 - headerLength(gtp),
  })
  .summarized((gtp) => `${nameIn(messages, gtp.message) ?? `message ${gtp.message}`}, tunnel 0x${gtp.tunnel.toString(16)}`)
