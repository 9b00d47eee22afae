/** Label Distribution Protocol: RFC 5036, pseudowires RFC 8077. Sections are those of RFC 5036. */
import {
  bits, bytes, flag, group, ipv4Address, ipv4Prefix, ipv6Address, ipv6Prefix, list, nameIn, protocol, range, record, rest, tlv, u16, u32,
  u8, unfinished, type ViewOf,
} from '../../../schema/index.ts'

/** IANA "Label Distribution Protocol (LDP) Parameters", 2026-11. */
const messageTypes = {
  0x0001: 'Notification', 0x0100: 'Hello', 0x0200: 'Initialization', 0x0201: 'Keep Alive', 0x0202: 'Capability', 0x0300: 'Address',
  0x0301: 'Address Withdraw', 0x0400: 'Label Mapping', 0x0401: 'Label Request', 0x0402: 'Label Withdraw', 0x0403: 'Label Release',
  0x0404: 'Label Abort Request',
} as const
const tlvTypes = {
  0x0100: 'FEC', 0x0101: 'Address List', 0x0103: 'Hop Count', 0x0104: 'Path Vector', 0x0200: 'Generic Label', 0x0201: 'ATM Label',
  0x0202: 'Frame Relay Label', 0x0300: 'Status', 0x0301: 'Extended Status', 0x0302: 'Returned PDU', 0x0303: 'Returned Message',
  0x0400: 'Common Hello Parameters', 0x0401: 'IPv4 Transport Address', 0x0402: 'Configuration Sequence Number',
  0x0403: 'IPv6 Transport Address', 0x0500: 'Common Session Parameters', 0x0503: 'FT Session', 0x0506: 'Dynamic Capability Announcement',
  0x0508: 'P2MP Capability', 0x050b: 'Typed Wildcard FEC Capability', 0x0600: 'Label Request Message ID', 0x0701: 'Dual-Stack capability',
  0x096a: 'PW Status', 0x096b: 'PW Interface Parameters', 0x096c: 'PW Grouping ID', 0x096d: 'PW Switching Point PE',
} as const
const statuses = {
  0: 'Success', 1: 'Bad LDP Identifier', 2: 'Bad Protocol Version', 3: 'Bad PDU Length', 4: 'Unknown Message Type', 5: 'Bad Message Length',
  6: 'Unknown TLV', 7: 'Bad TLV Length', 8: 'Malformed TLV Value', 9: 'Hold Timer Expired', 10: 'Shutdown', 11: 'Loop Detected',
  12: 'Unknown FEC', 13: 'No Route', 14: 'No Label Resources', 15: 'Label Resources / Available', 16: 'Session Rejected / No Hello',
  17: 'Session Rejected / Parameters Advertisement Mode', 18: 'Session Rejected / Parameters Max PDU Length',
  19: 'Session Rejected / Parameters Label Range', 20: 'KeepAlive Timer Expired', 21: 'Label Request Aborted',
  22: 'Missing Message Parameters', 23: 'Unsupported Address Family', 24: 'Session Rejected / Bad KeepAlive Time', 25: 'Internal Error',
} as const
const families = { 1: 'IPv4', 2: 'IPv6' } as const
const elements = { 1: 'Wildcard', 2: 'Prefix', 3: 'Host Address', 128: 'PWid', 129: 'Generalized PWid' } as const
const t = 'ldp.msg.tlv'

/** Section 3.4.1. */
const fecElement = record('FEC Element', { type: u8(`${t}.fec.type`, 'FEC Element Type', { names: elements }) })
  .choice('type', {
    1: {},
    2: {
      family:         u16(`${t}.fec.af`, 'FEC Element Address Type', { names: families }),
      length:         u8(`${t}.fec.len`, 'FEC Element Length', { unit: 'bits' }),
    },
    128: {
      hasControlWord: flag(`${t}.fec.vc.controlword`, 'C-bit'),
      wireType:       bits(15, `${t}.fec.vc.vctype`, 'VC Type'),
      infoLength:     u8(`${t}.fec.vc.infolength`, 'VC Info Length', { unit: 'bytes' }),
      groupId:        u32(`${t}.fec.vc.groupid`, 'Group ID'),
      parameters:     bytes('', 'VC ID and Interface Parameters', 'infoLength'),
    },
  }, { other: rest('', 'Value') })
  .cases(
    [{ type: 2, family: 1 }, { prefix: ipv4Prefix(`${t}.fec.pfval`, 'FEC Element Prefix Value', 'length') }],
    [{ type: 2, family: 2 }, { prefix6: ipv6Prefix(`${t}.fec.pfval6`, 'FEC Element Prefix Value', 'length') }],
  )
const address4 = record('Address', { address: ipv4Address(`${t}.addrl.addr`, 'Address') })
const address6 = record('Address', { address: ipv6Address(`${t}.addrl.addr6`, 'Address') })
const router = record('LSR', { id: ipv4Address(`${t}.pv.lsrid`, 'LSR Id') })

/** Section 3.3. */
const parameter = tlv('TLV', {
  type:   group('', 'TLV', {
    unknown: bits(2, `${t}.unknown`, 'TLV Unknown bits'), type: bits(14, `${t}.type`, 'TLV Type', { names: tlvTypes, base: 16 }),
  }),
  length: u16(`${t}.len`, 'TLV Length', { unit: 'bytes' }),
})
  .choice(({ type }) => type.type, {
    0x0100: { elements: list('', 'FEC Elements', fecElement) },
    0x0101: { family: u16(`${t}.addrl.addr_family`, 'Address Family', { names: families }) },
    0x0103: { hops: u8(`${t}.hc.value`, 'Hop Count Value') },
    0x0104: { path: list('', 'LSR Ids', router) },
    0x0200: { label: u32(`${t}.generic.label`, 'Generic Label') },
    0x0300: {
      isFatal:      flag(`${t}.status.ebit`, 'E Bit'),
      isForwarded:  flag(`${t}.status.fbit`, 'F Bit'),
      status:       bits(30, `${t}.status.data`, 'Status Data', { names: statuses }),
      statusId:     u32(`${t}.status.msg.id`, 'Message ID', { base: 16 }),
      statusType:   u16(`${t}.status.msg.type`, 'Message Type', { base: 16, names: messageTypes }),
    },
    0x0400: {
      holdTime:     u16(`${t}.hello.hold`, 'Hold Time', { unit: 's' }),
      isTargeted:   flag(`${t}.hello.targeted`, 'Targeted Hello'),
      isRequested:  flag(`${t}.hello.requested`, 'Hello Requested'),
      isProtected:  flag(`${t}.hello.gtsm`, 'GTSM Flag'),
      reserved:     bits(13, `${t}.hello.res`, 'Reserved'),
    },
    0x0401: { transport: ipv4Address(`${t}.ipv4.taddr`, 'IPv4 Transport Address') },
    0x0402: { sequence: u32(`${t}.hello.cnf_seqno`, 'Configuration Sequence Number') },
    0x0403: { transport: ipv6Address(`${t}.ipv6.taddr`, 'IPv6 Transport Address') },
    0x0500: {
      version:      u16(`${t}.sess.ver`, 'Session Protocol Version'),
      keepAlive:    u16(`${t}.sess.ka`, 'Session KeepAlive Time', { unit: 's' }),
      onDemand:     flag(`${t}.sess.advbit`, 'Session Label Advertisement Discipline'),
      detectsLoops: flag(`${t}.sess.ldetbit`, 'Session Loop Detection'),
      reserved:     bits(6, '', 'Reserved'),
      pathLimit:    u8(`${t}.sess.pvlim`, 'Session Path Vector Limit'),
      mostBytes:    u16(`${t}.sess.mxpdu`, 'Session Max PDU Length', { unit: 'bytes' }),
      receiver:     ipv4Address(`${t}.sess.rxlsr`, 'Session Receiver LSR Identifier'),
      receiverSpace: u16(`${t}.sess.rxls`, 'Session Receiver Label Space Identifier'),
    },
    0x0600: { requestId: u32(`${t}.lbl_req_msg_id`, 'Label Request Message ID', { base: 16 }) },
  })
  .cases(
    [{ 'type.type': 0x0101, family: 1 }, { addresses: list('', 'Addresses', address4) }],
    [{ 'type.type': 0x0101, family: 2 }, { addresses6: list('', 'Addresses', address6) }],
  )
  .fields({ value: rest(`${t}.value`, 'TLV Value') })

/** Section 3.5: the length counts what follows it. */
const message = record('Message', {
  isOptional: flag('ldp.msg.ubit', 'U bit'),
  type:       bits(15, 'ldp.msg.type', 'Message Type', { names: messageTypes, base: 16 }),
  length:     u16('ldp.msg.len', 'Message Length', { unit: 'bytes' }),
}).followedBy('length').fields({ id: u32('ldp.msg.id', 'Message ID', { base: 16 }), parameters: list('', 'TLVs', parameter) })

const header = record('Header', { version: u16('', 'Version'), length: u16('', 'PDU Length') })
const begins = header.recognizer({ version: 1, length: range(6) })
const lengthAt = header.reader('length')

const fecText = ({ type, prefix, prefix6, length }: ViewOf<typeof fecElement>) =>
  prefix ?? prefix6 ? `${prefix ?? prefix6}/${length}` : nameIn(elements, type) ?? `FEC ${type}`
function messageText({ type, parameters }: ViewOf<typeof message>): string {
  const words = [nameIn(messageTypes, type) ?? `message 0x${type.toString(16)}`]
  for (const { elements: fecs, label, status, holdTime, transport, keepAlive, addresses } of parameters.slice(0, most)) {
    if (fecs !== undefined) words.push(...fecs.slice(0, most).map((one) => fecText(one)))
    if (label !== undefined) words.push(`label ${label}`)
    if (status !== undefined) words.push(nameIn(statuses, status) ?? `status ${status}`)
    if (holdTime !== undefined) words.push(`hold time ${holdTime} s`)
    if (transport !== undefined) words.push(`transport ${transport}`)
    if (keepAlive !== undefined) words.push(`keepalive ${keepAlive} s`)
    if (addresses !== undefined) words.push(...addresses.slice(0, most).map(({ address }) => address))
  }
  return words.join(' ')
}
const most = 4

/** Section 3.1. */
export const ldp = protocol('ldp', 'Label Distribution Protocol', { 'udp.port': [646], 'tcp.port': [646] })
  .specified('RFC 5036')
  .fields({
    version: u16('ldp.hdr.version', 'Version'),
    length:  u16('ldp.hdr.pdu_len', 'PDU Length', { unit: 'bytes' }),
  })
  .followedBy('length')
  .fields({
    router:   ipv4Address('ldp.hdr.ldpid.lsr', 'LSR ID'),
    space:    u16('ldp.hdr.ldpid.lsid', 'Label Space ID'),
    messages: list('', 'Messages', message),
  })
  .accepts(begins)
  .streamed((all, start, end) => (end - start < 4 ? unfinished : begins(all, start, end) ? lengthAt(all, start) + 4 : 0))
  .colored('routing', ({ messages }) => (messages.some(({ type, parameters }) => type === 1
    && parameters.some(({ status = 0 }) => status !== 0)) ? 'error' : undefined))
  .summarized(({ messages }) => {
    const more = messages.length - most
    return `${messages.slice(0, most).map((one) => messageText(one)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  })
