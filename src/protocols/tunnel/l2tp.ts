import { bits, bytes, flag, group, protocol, record, u16, u8, when } from '../../schema/index.ts'

const isHeader = record('Header', {
  flags: u8('l2tp.flags', 'Flags'), reserved: bits(4, 'l2tp.flags', 'Reserved'),
  version: bits(4, 'l2tp.version', 'Version'),
}).recognizer({ reserved: 0, version: [2, 3] })

/** Layer Two Tunneling Protocol, version 2, RFC 2661, section 3.1. */
export const l2tp = protocol('l2tp', 'Layer Two Tunneling Protocol', { 'udp.port': [1701] })
  .specified('RFC 2661')
  .accepts(isHeader)
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
    length:            when('flags.lengthPresent', u16('l2tp.length', 'Length', { unit: 'bytes' })),
    tunnelId:          when({ 'flags.version': 2 }, u16('l2tp.tunnel', 'Tunnel')),
    sessionId:         when({ 'flags.version': 2 }, u16('l2tp.session', 'Session')),
    ns:                when('flags.sequencePresent', u16('l2tp.Ns', 'Sequence Number')),
    nr:                when('flags.sequencePresent', u16('l2tp.Nr', 'Next Expected Sequence Number')),
    offset:            when('flags.offsetPresent', u16('l2tp.offset', 'Offset', { unit: 'bytes' })),
    offsetPadding:     bytes('', 'Offset Padding', 'offset'),
  })
  .defaults({ flags: { version: 2 } })
  .payload({ tables: [['l2tp', ({ flags }) => (flags.version === 2 && flags.control === 0 ? 0 : -1)]] })
  .summarized((l2tp) => `L2TP ${l2tp.flags.control ? 'control' : 'data'}, tunnel ${l2tp.tunnelId}, session ${l2tp.sessionId}`)
