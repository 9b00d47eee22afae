/** Messages of private use, mode 7, as the reference implementation has them: ntp_request.h of ntpd 4.2. */
import {
  bits, bytes, computedFlag, flag, group, ipv4Address, ipv6Address, list, record, u16, u32, u64, u8, type View,
} from '../../../../schema/index.ts'

export const requests: Readonly<Record<number, string>> = {
  0: 'peer list', 1: 'peer list summary', 2: 'peer information', 3: 'peer statistics', 4: 'system information', 5: 'system statistics',
  6: 'I/O statistics', 7: 'memory statistics', 8: 'loop information', 9: 'timer statistics', 10: 'configure', 11: 'unconfigure',
  12: 'set system flags', 13: 'clear system flags', 14: 'monitor', 15: 'do not monitor', 16: 'get restrictions',
  17: 'add flags of restrictions', 18: 'remove flags of restrictions', 19: 'remove restrictions', 20: 'get monitor list', 21: 'reset statistics', 22: 'reset peer',
  23: 'reread keys', 26: 'trust key', 27: 'do not trust key', 28: 'authentication information', 29: 'traps', 30: 'add trap', 31: 'clear trap',
  32: 'set request key', 33: 'set control key', 34: 'get control statistics', 35: 'get leap information', 36: 'get clock information',
  37: 'set clock fudge', 38: 'get kernel information', 39: 'get clock debugging information', 41: 'set precision',
  42: 'get monitor list 1', 43: 'host name of association', 44: 'interface statistics', 45: 'reload interfaces',
}
export const errors: Readonly<Record<number, string>> = {
  0: 'none', 1: 'incompatible implementation', 2: 'unimplemented request', 3: 'format error', 4: 'no data', 7: 'authentication failure',
}

const isSet = (mask: number) => ({ bytes: octets, start }: View) => (octets[start]! & mask) !== 0

const peerFlags = group('ntp.priv.mode7.peer.flags', 'Flags', {
  isShortlisted:  flag('ntp.priv.mode7.peer.flags.shortlist', 'Shortlist'),
  isCandidate:    flag('ntp.priv.mode7.peer.flags.sel_candidate', 'Candidate'),
  authenticates:  flag('ntp.priv.mode7.peer.flags.authenable', 'Authenticate'),
  isPreferred:    flag('ntp.priv.mode7.peer.flags.prefer', 'Prefer'),
  isClock:        flag('ntp.priv.mode7.peer.flags.refclock', 'Reference clock'),
  bursts:         flag('ntp.priv.mode7.peer.flags.burst', 'Burst'),
  isOfSystem:     flag('ntp.priv.mode7.peer.flags.syspeer', 'System peer'),
  isConfigured:   flag('ntp.priv.mode7.peer.flags.config', 'Configured'),
})
const version6 = { isVersion6: u32('ntp.priv.mode7.ipv6_flag', 'IPv6'), unused: bytes('ntp.priv.mode7.unused', 'Unused', 4) }

const peer = {
  address:        ipv4Address('ntp.priv.mode7.address', 'Address'),
  port:           u16('ntp.priv.mode7.port', 'Port'),
  hostMode:       u8('ntp.priv.mode7.hmode', 'Host Mode'),
  flags:          peerFlags,
}
const peer6 = { ...version6, address6: ipv6Address('ntp.priv.mode7.address6', 'IPv6 Address') }
const summary = {
  destination:    ipv4Address('ntp.priv.mode7.dstaddress', 'Destination Address'),
  source:         ipv4Address('ntp.priv.mode7.srcaddress', 'Source Address'),
  sourcePort:     u16('ntp.priv.mode7.srcport', 'Source Port'),
  stratum:        u8('ntp.stratum', 'Peer Clock Stratum'),
  hostPoll:       bits(8, 'ntp.priv.mode7.hpoll', 'Host Polling Interval', { signed: true, unit: 'as a power of 2, in seconds' }),
  poll:           bits(8, 'ntp.ppoll', 'Peer Polling Interval', { signed: true, unit: 'as a power of 2, in seconds' }),
  reach:          u8('ntp.priv.mode7.reach', 'Reach', { base: 16 }),
  flags:          peerFlags,
  hostMode:       u8('ntp.priv.mode7.hmode', 'Host Mode'),
  delay:          bits(32, 'ntp.priv.mode7.delay', 'Delay', { signed: true, unit: '/ 65536 seconds' }),
  offset:         u64('ntp.priv.mode7.offset', 'Offset', { unit: '/ 2^32 seconds' }),
  dispersion:     u32('ntp.priv.mode7.dispersion', 'Dispersion', { unit: '/ 65536 seconds' }),
}
const summary6 = {
  ...version6,
  destination6:   ipv6Address('ntp.priv.mode7.dstaddress6', 'IPv6 Destination'),
  source6:        ipv6Address('ntp.priv.mode7.srcaddress6', 'IPv6 Source'),
}

/** Who has sent packets: what attacks that amplify traffic ask for. */
const seen = {
  average:        u32('ntp.priv.monlist.avgint', 'Average Interval', { unit: 's' }),
  last:           u32('ntp.priv.monlist.lsint', 'Since Last Packet', { unit: 's' }),
  restrictions:   u32('ntp.priv.monlist.restr', 'Restrictions', { base: 16 }),
  count:          u32('ntp.priv.monlist.count', 'Packets'),
  remote:         ipv4Address('ntp.priv.monlist.remote_address', 'Remote Address'),
}
const seenLast = {
  port:           u16('ntp.priv.monlist.port', 'Port'),
  mode:           u8('ntp.priv.monlist.mode', 'Mode'),
  version:        u8('ntp.priv.monlist.version', 'Version'),
}
const seenLocal = {
  local:          ipv4Address('ntp.priv.monlist.local_address', 'Local Address'),
  flags:          u32('ntp.priv.monlist.flags', 'Flags', { base: 16 }),
}
const seen6 = {
  isVersion6:     u32('ntp.priv.monlist.ipv6', 'IPv6', { base: 16 }),
  unused:         u32('ntp.priv.monlist.unused', 'Unused', { base: 16 }),
  remote6:        ipv6Address('ntp.priv.monlist.addr6', 'IPv6 Remote Address'),
}
const seenLocal6 = { local6: ipv6Address('ntp.priv.monlist.daddr6', 'IPv6 Local Address') }

/** The fields of a message, up to its items. */
export const privateHeader = {
  isResponse:     computedFlag('ntp.priv.flags.r', 'Response bit', isSet(0x80)),
  more:           computedFlag('ntp.priv.flags.more', 'More bit', isSet(0x40)),
  sequencing:     group('ntp.priv.auth_seq', 'Auth, sequence', {
    isAuthenticated: flag('ntp.priv.auth', 'Auth bit'), privateSequence: bits(7, 'ntp.priv.seq', 'Sequence number'),
  }),
  implementation: u8('ntp.priv.impl', 'Implementation', { names: { 0: 'any', 2: 'XNTPD, old', 3: 'XNTPD' } }),
  request:        u8('ntp.priv.reqcode', 'Request code', { names: requests }),
  error:          bits(4, 'ntp.priv.err', 'Error', { names: errors }),
  itemCount:      bits(12, 'ntp.priv.numitems', 'Number of data items'),
  reserved:       bits(4, 'ntp.priv.reserved', 'Reserved', { base: 16 }),
  itemSize:       bits(12, 'ntp.priv.itemsize', 'Size of data item', { unit: 'bytes' }),
} as const

const items = (label: string, ...parts: readonly Parameters<typeof record>[1][]) =>
  ({ items: list('ntp.priv.mode7.item', label, record(label, Object.assign({}, ...parts)), { count: 'itemCount' as never }) })

/** The items of answers, by request and size in bytes: those without IPv6 are of old versions. */
export const privateItems = {
  '0 8':   items('Peer', peer),
  '0 32':  items('Peer', peer, peer6),
  '1 32':  items('Peer', summary),
  '1 72':  items('Peer', summary, summary6),
  '20 24': items('Client', seen, seenLast),
  '20 48': items('Client', seen, seenLast, seen6),
  '42 32': items('Client', seen, seenLocal, seenLast),
  '42 72': items('Client', seen, seenLocal, seenLast, seen6, seenLocal6),
}
