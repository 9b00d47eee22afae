/** Open Shortest Path First: version 2, RFC 2328, and version 3, RFC 5340; sections are those of RFC 2328, then of RFC 5340. */
import {
  bits, bytes, finding, flag, group, ipv4Address, list, nameIn, optional, protocol, record, rest, text, u16, u32, u8, when,
} from '../../../../schema/index.ts'
import { header2, lsa2, types2, words2 } from './lsa2.ts'
import { header3, lsa3, type3, words3 } from './lsa3.ts'
import { authenticationTrailer, linkLocalSignaling, options2, options3 } from './options.ts'

/** Section A.3.1. */
const types = { 1: 'Hello', 2: 'Database Description', 3: 'LS Request', 4: 'LS Update', 5: 'LS Acknowledge' }
const [hello, description, request, update, acknowledge] = [1, 2, 3, 4, 5]

const kind = (name: string, label: string, code: number) => finding(
  `ospf.msg.${name}`, label, ({ type }: { readonly type: number }) => type === code,
)

const neighbor = record('Neighbor', { neighbor: ipv4Address('ospf.hello.active_neighbor', 'Active Neighbor') })
const routers = {
  designated: ipv4Address('ospf.hello.designated_router', 'Designated Router'),
  backup:     ipv4Address('ospf.hello.backup_designated_router', 'Backup Designated Router'),
}
const priority = u8('ospf.hello.router_priority', 'Router Priority')
/** Section A.3.3. */
const exchange = {
  exchangeFlags: group('ospf.dbd', 'Flags', {
    unused: bits(4, 'ospf.unused_bits', 'Unused'), resync: flag('ospf.dbd.r', 'R'), initial: flag('ospf.dbd.i', 'I'),
    more: flag('ospf.dbd.m', 'M'),
    master: flag('ospf.dbd.ms', 'MS'),
  }),
  sequence: u32('ospf.db.dd_sequence', 'DD Sequence Number'),
}
const mtu = u16('ospf.db.interface_mtu', 'Interface MTU', { unit: 'bytes' })
const count = u32('ospf.ls.number_of_lsas', 'Number of LSAs')
const router = ipv4Address('ospf.advrouter', 'Advertising Router')
const id = ipv4Address('ospf.link_state_id', 'Link State ID')
/** Shorter than its header: where the next one begins is not known. */
const isShort = ({ length }: { readonly length: number }) => length < 20
/** Section A.3.4. */
const request2 = record('Request', { type: u32('ospf.lsa', 'LS Type', { names: types2 }), id, router })
const request3 = record('Request', { reserved: bytes('ospf.reserved', 'Reserved', 2), type: type3, id, router })

/** Section D.3. */
const authentication = record('Authentication', {
  authType: u16('ospf.auth.type', 'Authentication Type', { names: { 0: 'Null', 1: 'Simple password', 2: 'Cryptographic' } }),
})
  .choice('authType', {
    0: { none: bytes('ospf.auth.none', 'Data', 8) },
    1: { password: text('ospf.auth.simple', 'Password', 8, { padding: 'zero' }) },
    2: {
      zero: bytes('ospf.zero_bytes', 'Reserved', 2), keyId: u8('ospf.auth.crypt.key_id', 'Key ID'),
      digestLength: u8('ospf.auth.crypt.data_length', 'Authentication Data Length', { unit: 'bytes' }),
      cryptSequence: u32('ospf.auth.crypt.seq_nbr', 'Cryptographic Sequence Number'),
    },
  }, { unknown: bytes('ospf.auth.unknown', 'Data', 8) })

const saysMore = (type: number) => type === hello || type === description
interface Optioned {
  readonly version: number
  readonly type: number
  readonly options: object | undefined
}
const isAuthenticated = ({ version, type, options }: Optioned) =>
  version === 3 && saysMore(type) && options !== undefined && 'authentication' in options && options.authentication === true

export const ospf = protocol('ospf', 'Open Shortest Path First', { 'ip.proto': [89] })
  .specified('RFC 2328')
  .fields({
    version:  u8('ospf.version', 'Version'),
    type:     u8('ospf.msg', 'Message Type', { names: types }),
    length:   u16('ospf.packet_length', 'Packet Length', { unit: 'bytes' }),
    router:   ipv4Address('ospf.srcrouter', 'Router ID'),
    area:     ipv4Address('ospf.area_id', 'Area ID'),
    checksum: u16('ospf.checksum', 'Checksum', { base: 16 }),
  })
  .fields({
    isHello:       kind('hello', 'Hello', hello),
    isDescription: kind('dbdesc', 'Database Description', description),
    isRequest:     kind('lsreq', 'Link State Request', request),
    isUpdate:      kind('lsupdate', 'Link State Update', update),
    isAcknowledge: kind('lsack', 'Link State Acknowledgment', acknowledge),
  })
  .choice('version', {
    2: authentication,
    3: {
      instance: u8('ospf.instance_id', 'Instance ID', {
        names: { '0..31': 'IPv6 unicast', '32..63': 'IPv6 multicast', '64..95': 'IPv4 unicast', '96..127': 'IPv4 multicast' },
      }),
      reserved: bytes('ospf.reserved', 'Reserved', 1),
    },
  })
  .cases(
    [{ version: 2, type: hello }, {
      mask: ipv4Address('ospf.hello.network_mask', 'Network Mask'), interval: u16(
        'ospf.hello.hello_interval', 'Hello Interval', { unit: 's' },
      ), options: options2, priority,
      dead: u32('ospf.hello.router_dead_interval', 'Router Dead Interval', { unit: 's' }), ...routers,
      neighbors: list('ospf.neighbors_list', 'Neighbors', neighbor, { length: 'length', minus: 44 }),
    }],
    [{ version: 3, type: hello }, {
      interfaceId: u32('ospf.hello.interface_id', 'Interface ID'), priority, options: options3,
      interval: u16('ospf.hello.hello_interval', 'Hello Interval', { unit: 's' }), dead: u16(
        'ospf.hello.router_dead_interval', 'Router Dead Interval', { unit: 's' },
      ), ...routers,
      neighbors: list('ospf.neighbors_list', 'Neighbors', neighbor, { length: 'length', minus: 36 }),
    }],
    [{ version: 2, type: description }, {
      mtu, options: options2, ...exchange, headers: list('ospf.headers_list', 'LSA Headers', header2, { length: 'length', minus: 32 }),
    }],
    [{ version: 3, type: description }, {
      before: bytes('ospf.reserved', 'Reserved', 1), options: options3, mtu, between: bytes('ospf.reserved', 'Reserved', 1), ...exchange,
      headers: list('ospf.headers_list', 'LSA Headers', header3, { length: 'length', minus: 28 }),
    }],
    [{ version: 2, type: request }, { requests: list('ospf.requests_list', 'Requests', request2, { length: 'length', minus: 24 }) }],
    [{ version: 3, type: request }, { requests: list('ospf.requests_list', 'Requests', request3, { length: 'length', minus: 16 }) }],
    [{ version: 2, type: update }, { count, lsas: list('ospf.lsas_list', 'LSAs', lsa2, { count: 'count', last: isShort }) }],
    [{ version: 3, type: update }, { count, lsas: list('ospf.lsas_list', 'LSAs', lsa3, { count: 'count', last: isShort }) }],
    [{ version: 2, type: acknowledge }, { headers: list('ospf.headers_list', 'LSA Headers', header2, { length: 'length', minus: 24 }) }],
    [{ version: 3, type: acknowledge }, { headers: list('ospf.headers_list', 'LSA Headers', header3, { length: 'length', minus: 16 }) }],
  )
  .fields({
    digest:         when('digestLength', bytes('ospf.auth.crypt.data', 'Authentication Data', 'digestLength')),
    signals:        when(
      ({ type, options }) => saysMore(type) && options?.linkLocalSignals === true,
      list('', 'Link-Local Signaling', linkLocalSignaling, { count: 1 }),
    ),
    authentication: when(isAuthenticated, list('ospf.authentication_list', 'Authentication Trailer', authenticationTrailer, { count: 1 })),
    trailer:        optional(rest('ospf.trailer_data', 'Trailer')),
  })
  .defaults({ version: 2 })
  .colored('routing')
  .summarized(
    (packet) =>
      `v${packet.version} ${nameIn(types, packet.type) ?? `type ${packet.type}`} of ${packet.router}, area ${packet.area}${said(packet)}`,
  )

/** What a packet says besides who sent it. */
function said({ neighbors, designated, headers, requests, lsas, exchangeFlags }: Said): string {
  if (neighbors) return `${designated === '0.0.0.0' ? '' : `, designated router ${designated}`}, ${counted(neighbors.length, 'neighbor')}`
  if (exchangeFlags?.initial) return ', initial'
  if (headers) return `, ${counted(headers.length, 'LSA')}${listOf(headers.map(wordsOf))}`
  if (requests) return `, ${counted(requests.length, 'LSA')}`
  return lsas ? `, ${counted(lsas.length, 'LSA')}${listOf(lsas.map(wordsOf))}` : ''
}
interface Said {
  readonly neighbors?: readonly unknown[] | undefined
  readonly designated?: string | undefined
  readonly headers?: readonly Lsa[] | undefined
  readonly lsas?: readonly Lsa[] | undefined
  readonly requests?: readonly unknown[] | undefined
  readonly exchangeFlags?: { readonly initial: boolean } | undefined
}
type Lsa = Parameters<typeof words2>[0] | Parameters<typeof words3>[0]

const wordsOf = (lsa: Lsa) => ('router' in lsa && typeof lsa.type === 'object' ? words3(lsa) : words2(lsa as Parameters<typeof words2>[0]))
const listOf = (words: readonly string[]) =>
  words.length === 0 ? '' : `: ${words.slice(0, 3).join(', ')}${words.length > 3 ? ', ...' : ''}`
const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
