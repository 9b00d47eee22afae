/** How Remote Desktop over UDP begins: [MS-RDPEUDP], sections 2.2.2.1, 2.2.2.5 and 2.2.2.9. */
import { bits, bytes, flag, goesOn, group, protocol, range, record, rest, u16, u32, when } from '../../../../schema/index.ts'

const set = (name: string, label: string) => flag(`rdpudp.flags.${name}`, label)
/** Section 2.2.2.1, from the highest bit down. */
const flags = group('rdpudp.flags', 'Flags', {
  reserved: bits(3, '', 'Reserved'), synEx: set('synex', 'SynEx'), correlation: set('correlationid', 'Correlation id'),
  delayed: set('ackdelayed', 'Ack delayed'), lossy: set('synlossy', 'Syn lossy'), acksOfAcks: set('aoa', 'Ack of Acks'),
  reserved2: bits(1, '', 'Reserved'), reduced: set('cwr', 'CWR'), congestion: set('cn', 'CN'), fec: set('fec', 'FECData'),
  data: set('data', 'Data'), ack: set('ack', 'Ack'), fin: set('fin', 'Fin'), syn: set('syn', 'Syn'),
})
/** A packet that begins a connection: only these can be told from those of version 2, and of other protocols. */
const lead = record('Header', {
  source: u32('', 'Source'), window: u16('', 'Window'), flags: u16('', 'Flags'), sequence: u32('', 'Sequence'),
  upstream: u16('', 'Upstream'), downstream: u16('', 'Downstream'),
})
const opens = lead.recognizer({ flags: [0x0001, 0x0201, 0x0801, 0x0a01, 0x1001, 0x1201, 0x1801, 0x1a01, 0x0005, 0x0205, 0x1005, 0x1205],
  upstream: range(1132, 1232), downstream: range(1132, 1232) })

export const rdpudp = protocol('rdpudp', 'UDP Remote Desktop Protocol', { 'udp.port': [3389] })
  .specified('[MS-RDPEUDP]')
  .fields({
    sourceAck: u32('rdpudp.snsourceack', 'snSourceAck', { base: 16 }),
    window:    u16('rdpudp.receivewindowsize', 'ReceiveWindowSize'),
    flags,
  })
  .fields({
    sequence:   u32('rdpudp.initialsequencenumber', 'Initial SequenceNumber', { base: 16 }),
    upstream:   u16('rdpudp.upstreammtu', 'Upstream MTU', { unit: 'bytes' }),
    downstream: u16('rdpudp.downstreammtu', 'DownStream MTU', { unit: 'bytes' }),
  })
  .fields({
    correlationId: when('flags.correlation', bytes('rdpudp.correlationid', 'Correlation Id', 16)),
    reserved:      when('flags.correlation', bytes('', 'Reserved', 16)),
  })
  .cases([({ flags: { synEx } }) => synEx, {
    synExFlags: group('rdpudp.synex.flags', 'Flags', { reserved: bits(15, '', 'Reserved'),
      hasVersion: flag('rdpudp.synex.flags.versioninfo', 'Version info') }),
    version:    u16('rdpudp.synex.version', 'Version', { base: 16, names: { 1: 'UDPv1', 2: 'UDPv1 (2)', 0x101: 'UDPv2' } }),
    cookieHash: bytes('rdpudp.synex.cookiehash', 'Cookie Hash', 32),
  }])
  .fields({ data: rest('rdpudp.data', 'Data') })
  .accepts((memory, start, end) => opens(memory, start, end))
  // Packets that begin it come again until they are answered.
  .announces(['udp.port', 'announced'], () => goesOn('udp', [['udp.port', 3389], ['announced', 'rdpudp']]))
  .colored('stream')
  .summarized(({ flags: { ack }, upstream, version }) =>
    `SYN${ack ? ' ACK' : ''}, MTU ${upstream}${version === undefined ? '' : `, version 0x${version.toString(16)}`}`)

/** What follows in the same conversation: its header depends on the version that both ends agreed on ([MS-RDPEUDP2], section 2.2.1). */
export const rdpudpEstablished = protocol('rdpudp', 'UDP Remote Desktop Protocol, established', { announced: ['rdpudp'] })
  .specified('[MS-RDPEUDP]')
  .fields({ data: rest('rdpudp.data', 'Data') })
  .colored('stream')
  .summarized(({ originalEnd, start }) => `Data, ${originalEnd - start} bytes`)
