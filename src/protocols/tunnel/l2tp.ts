import { bits, flag, group, protocol, u16, when, type View } from '../../schema/index.ts'

const has = (bit: number) => ({ bytes, start }: View) => (bytes[start]! & bit) !== 0
const isControl = has(0x80)
const hasLength = has(0x40)
const hasSequence = has(0x08)
const hasOffset = has(0x02)

/** Where the offset stands, if there is one. */
const offsetAt = (l2tp: View) => 6 + (hasLength(l2tp) ? 2 : 0) + (hasSequence(l2tp) ? 4 : 0)
const headerLength = (l2tp: View) => {
  const at = l2tp.start + offsetAt(l2tp)
  return offsetAt(l2tp) + (hasOffset(l2tp) ? 2 + ((l2tp.bytes[at]! << 8) | l2tp.bytes[at + 1]!) : 0)
}
const isSecond = ({ bytes, start }: View) => (bytes[start + 1]! & 0x0f) === 2

/** Layer Two Tunneling Protocol, version 2, RFC 2661, section 3.1. */
export const l2tp = protocol('l2tp', 'Layer Two Tunneling Protocol', { 'udp.port': [1701] })
  .fields({
    flags:             group('l2tp.flags', 'Flags', {
      control:         bits(1, 'l2tp.type', 'Type', { names: { 0: 'Data', 1: 'Control' } }),
      lengthPresent:   flag('l2tp.length_bit', 'Length'),
      reserved:        bits(2, '', 'Reserved'),
      sequencePresent: flag('l2tp.seq_bit', 'Sequence'),
      alsoReserved:    bits(1, '', 'Reserved'),
      offsetPresent:   flag('l2tp.offset_bit', 'Offset'),
      priority:        flag('l2tp.priority', 'Priority'),
      moreReserved:    bits(4, '', 'Reserved'),
      version:         bits(4, 'l2tp.version', 'Version'),
    }),
  })
  .fields({
    length:            when(hasLength, u16('l2tp.length', 'Length', { unit: 'bytes' })),
    tunnel:            when(isSecond, u16('l2tp.tunnel', 'Tunnel')),
    session:           when(isSecond, u16('l2tp.session', 'Session')),
    sent:              when(hasSequence, u16('l2tp.Ns', 'Sequence Number')),
    received:          when(hasSequence, u16('l2tp.Nr', 'Next Expected Sequence Number')),
    offset:            when(hasOffset, u16('l2tp.offset', 'Offset', { unit: 'bytes' })),
  })
  .sized(headerLength)
  .payload({ tables: [['l2tp', (l2tp) => (isSecond(l2tp) && !isControl(l2tp) ? 0 : -1)]] })
  .summarized((l2tp) => `L2TP ${isControl(l2tp) ? 'control' : 'data'}, tunnel ${l2tp.tunnel}, session ${l2tp.session}`)
