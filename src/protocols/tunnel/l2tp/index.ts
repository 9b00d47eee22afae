/** Layer Two Tunneling Protocol: version 2 RFC 2661, version 3 RFC 3931, over UDP and over IP. */
import {
  bits, bytes, flag, given, group, lineOf, list, nameIn, otherwise, protocol, record, u16, u32, u8, when,
} from '../../../schema/index.ts'
import { attribute, messageTypes, type Attribute } from './attributes.ts'

const isHeader = record('Header', {
  flags: u8('l2tp.flags', 'Flags'), reserved: bits(4, 'l2tp.flags', 'Reserved'),
  version: bits(4, 'l2tp.version', 'Version'),
}).recognizer({ reserved: 0, version: [2, 3] })

const flags = group('l2tp.flags', 'Flags', {
  control:         bits(1, 'l2tp.type', 'Type', { names: { 0: 'Data', 1: 'Control' } }),
  lengthPresent:   flag('l2tp.length_bit', 'Length'),
  reserved:        bits(2, '', 'Reserved'),
  sequencePresent: flag('l2tp.seq_bit', 'Sequence'),
  alsoReserved:    bits(1, '', 'Reserved'),
  offsetPresent:   flag('l2tp.offset_bit', 'Offset'),
  priority:        flag('l2tp.priority', 'Priority'),
  moreReserved:    bits(4, '', 'Reserved'),
  version:         bits(4, 'l2tp.version', 'Version'),
})
const length = u16('l2tp.length', 'Length', { unit: 'bytes' })
const numbers = { ns: u16('l2tp.Ns', 'Sequence Number'), nr: u16('l2tp.Nr', 'Next Expected Sequence Number') }
const attributes = list('', 'AVPs', attribute)
const connection = u32('l2tp.ccid', 'Control Connection ID', { base: 16 })
const session = u32('l2tp.sid', 'Session ID', { base: 16 })

/** RFC 2661, section 3.1, and over UDP RFC 3931, section 4.1.2. */
export const l2tp = protocol('l2tp', 'Layer Two Tunneling Protocol', { 'udp.port': [1701] })
  .specified('RFC 2661')
  .accepts(isHeader)
  .fields({ flags })
  .cases(
    [{ 'flags.version': 3, 'flags.control': 1 }, { length, connection, ...numbers }],
    [{ 'flags.version': 3 }, { reserved: u16('l2tp.res', 'Reserved', { base: 16 }), session }],
    [otherwise, {
      length:        when('flags.lengthPresent', length),
      tunnelId:      u16('l2tp.tunnel', 'Tunnel'),
      sessionId:     u16('l2tp.session', 'Session'),
      ns:            when('flags.sequencePresent', numbers.ns),
      nr:            when('flags.sequencePresent', numbers.nr),
      offset:        when('flags.offsetPresent', u16('l2tp.offset', 'Offset', { unit: 'bytes' })),
      offsetPadding: bytes('', 'Offset Padding', 'offset'),
    }],
  )
  .cases([{ 'flags.control': 1 }, { attributes }])
  .defaults({ flags: { version: 2 } })
  .payload({ tables: [['l2tp', (message) => (message.flags.version === 2 && message.flags.control === 0 ? 0 : -1)]] })
  .summarized(({ flags: { version, control }, tunnelId, sessionId, connection: id, session: number, attributes: all }) => {
    const ends = version === 2 ? [given`tunnel ${tunnelId}`, given`session ${sessionId}`]
      : [given`connection 0x${id?.toString(16)}` ?? given`session 0x${number?.toString(16)}`]
    return lineOf([control ? `L2TP ${controlText(all)}` : 'L2TP data', ...ends])
  })

/** RFC 3931, section 4.1.1: a session of 0 is a control message. Only the ends know how long a cookie is. */
export const l2tpOverIp = protocol('l2tp', 'Layer Two Tunneling Protocol, version 3', { 'ip.proto': [115] })
  .specified('RFC 3931')
  .fields({ session })
  .cases([{ session: 0 }, { flags, length, connection, ...numbers, attributes }])
  .payload({ tables: [] })
  .summarized(({ session: number, connection: id, attributes: all }) =>
    (number === 0 ? lineOf([`L2TP ${controlText(all)}`, given`connection 0x${id?.toString(16)}`])
      : `L2TP data, session 0x${number.toString(16)}`))

function controlText(all: readonly Attribute[] | undefined): string {
  const words: string[] = []
  for (const { message, host, tunnelId, connectionId, sessionId, result, errorText } of (all ?? []).slice(0, most)) {
    if (message !== undefined) words.push(nameIn(messageTypes, message) ?? `message ${message}`)
    if (host !== undefined) words.push(host)
    if (tunnelId !== undefined || connectionId !== undefined) words.push(`assigns ${tunnelId ?? connectionId}`)
    if (sessionId !== undefined) words.push(`assigns session ${sessionId}`)
    if (result !== undefined) words.push(`result ${result}`)
    if (errorText !== undefined && errorText !== '') words.push(`"${errorText}"`)
  }
  return words.length === 0 ? 'ZLB' : words.join(', ')
}
/** Attributes that the line of a message looks at. */
const most = 16
