/** Tests of protocols: by keyword, and by `proto` and `protochain` with a name or a number. */
import { protocolNumbers } from '../../../protocols/names/services.ts'
import { accessPoints, etherTypes } from '../link/ether-types.ts'
import { carries } from '../link/payload-type.ts'
import { all, any, equal, masked, type Condition } from '../program/program.ts'
import type { Scope } from '../link/scope.ts'
import type { Identifier, IdentifierOf, Qualifiers } from '../syntax/tree.ts'
import type { ProtocolWord } from '../syntax/keywords.ts'

/** Whether a packet is of a protocol. */
export function isProtocol(scope: Scope, protocol: ProtocolWord): Condition {
  const { over, numbers } = protocols[protocol] ?? scope.refuse(`${protocol} alone is not a test`)
  return any(...numbers.map((number) => hasProtocol(scope, over, number)))
}

/** What a protocol is a number of: of the link, of IP in either version, of ISO's network layer or of IS-IS. */
type Carrier = 'link' | 'ip' | 'ip6' | 'both' | 'iso' | 'isis'

const packets = {
  lanHello1: 15,
  lanHello2: 16,
  hello: 17,
  lsp1: 18,
  lsp2: 20,
  csnp1: 24,
  csnp2: 25,
  psnp1: 26,
  psnp2: 27,
} as const

const link = (...numbers: number[]) => ({ over: 'link', numbers }) as const
const ip = (...numbers: number[]) => ({ over: 'ip', numbers }) as const
const both = (...numbers: number[]) => ({ over: 'both', numbers }) as const
const iso = (...numbers: number[]) => ({ over: 'iso', numbers }) as const
const isis = (...numbers: number[]) => ({ over: 'isis', numbers }) as const

const protocols: Readonly<
  Partial<Record<ProtocolWord, { readonly over: Carrier; readonly numbers: readonly number[] }>>
> = {
  ip: link(etherTypes.ip),
  arp: link(etherTypes.arp),
  rarp: link(etherTypes.rarp),
  ip6: link(etherTypes.ip6),
  atalk: link(etherTypes.atalk),
  aarp: link(etherTypes.aarp),
  decnet: link(etherTypes.decnet),
  lat: link(etherTypes.lat),
  sca: link(etherTypes.sca),
  mopdl: link(etherTypes.mopdl),
  moprc: link(etherTypes.moprc),
  iso: link(accessPoints.iso),
  stp: link(accessPoints.stp),
  ipx: link(accessPoints.ipx),
  netbeui: link(accessPoints.netbeui),
  tcp: both(6),
  udp: both(17),
  sctp: both(132),
  pim: both(103),
  ah: both(51),
  esp: both(50),
  icmp: ip(1),
  igmp: ip(2),
  igrp: ip(9),
  vrrp: ip(112),
  carp: ip(112),
  icmp6: { over: 'ip6', numbers: [58] },
  clnp: iso(0x81),
  esis: iso(0x82),
  isis: iso(0x83),
  l1: isis(packets.lanHello1, packets.hello, packets.lsp1, packets.csnp1, packets.psnp1),
  l2: isis(packets.lanHello2, packets.hello, packets.lsp2, packets.csnp2, packets.psnp2),
  iih: isis(packets.lanHello1, packets.lanHello2, packets.hello),
  lsp: isis(packets.lsp1, packets.lsp2),
  snp: isis(packets.csnp1, packets.csnp2, packets.psnp1, packets.psnp2),
  csnp: isis(packets.csnp1, packets.csnp2),
  psnp: isis(packets.psnp1, packets.psnp2),
}

/** `proto` and `protochain`. */
export function hasProtocolOf(scope: Scope, qualifiers: Qualifiers, identifier: Identifier): Condition {
  const { protocol = 'both', type } = qualifiers
  const over = carriers.find((carrier) => carrier === protocol)
  if (over === undefined)
    return scope.refuse(`${protocol} ${type} is not a test; there are ${carriers.slice(1).join(', ')}`)
  const chain = type === 'protochain'
  if (chain && (over === 'link' || over === 'iso' || over === 'isis')) {
    scope.refuse('only headers of IP form a chain: protochain, ip protochain or ip6 protochain')
  }
  if (identifier.kind !== 'number' && identifier.kind !== 'name')
    return scope.refuse(`${type} takes a number or a name, not an address`, identifier)
  const number = identifier.kind === 'number' ? identifier.value : numberNamed(scope, over, identifier)
  return chain ? leadsTo(scope, over, number) : hasProtocol(scope, over, number)
}

const carriers: readonly Carrier[] = ['both', 'link', 'ip', 'ip6', 'iso', 'isis']

function numberNamed(scope: Scope, over: Carrier, identifier: IdentifierOf<'name'>): number {
  const names = namesOver[over]
  const number = Object.hasOwn(names, identifier.text) ? names[identifier.text] : undefined
  return (
    number ??
    scope.refuse(`"${identifier.text}" is not a protocol ${over === 'both' ? 'of IP' : `of ${over}`}`, identifier)
  )
}

const linkNames: Readonly<Record<string, number>> = {
  ip: etherTypes.ip,
  ip6: etherTypes.ip6,
  arp: etherTypes.arp,
  rarp: etherTypes.rarp,
  aarp: etherTypes.aarp,
  atalk: etherTypes.atalk,
  decnet: etherTypes.decnet,
  lat: etherTypes.lat,
  loopback: etherTypes.loopback,
  mopdl: etherTypes.mopdl,
  moprc: etherTypes.moprc,
  sca: etherTypes.sca,
  lldp: etherTypes.lldp,
  slow: etherTypes.slow,
  iso: accessPoints.iso,
  stp: accessPoints.stp,
  ipx: accessPoints.ipx,
  netbeui: accessPoints.netbeui,
}
const namesOver: Readonly<Record<Carrier, Readonly<Record<string, number>>>> = {
  link: linkNames,
  ip: protocolNumbers,
  ip6: protocolNumbers,
  both: protocolNumbers,
  iso: { clnp: 0x81, esis: 0x82, isis: 0x83 },
  isis: {},
}

function hasProtocol(scope: Scope, over: Carrier, number: number): Condition {
  const most = over === 'isis' ? 0x1f : 0xff
  if (over !== 'link') scope.limited('such a protocol', number, most)
  switch (over) {
    case 'link':
      return carries(scope, number)
    case 'both':
      return any(hasProtocol(scope, 'ip', number), hasProtocol(scope, 'ip6', number))
    case 'ip':
      return all(carries(scope, etherTypes.ip), equal(scope.ofNetwork(9, 1), number))
    case 'ip6': {
      const next = scope.ofNetwork(6, 1)
      return all(
        carries(scope, etherTypes.ip6),
        any(equal(next, number), all(equal(next, 44), equal(scope.ofNetwork(40, 1), number))),
      )
    }
    case 'iso':
      return overIso(scope, number)
    case 'isis': {
      const type = scope.ofNetworkWithoutSnap(scope.link.family === 'hdlc' ? 5 : 4, 1)
      return all(overIso(scope, 0x83), equal(masked(type, 0x1f), number))
    }
  }
}

function overIso(scope: Scope, number: number): Condition {
  const { family } = scope.link
  if (family === 'frame-relay') return equal(scope.ofLink(2, 2), 0x0300 | number)
  // Cisco's HDLC has a byte of padding there.
  return all(carries(scope, accessPoints.iso), equal(scope.ofNetworkWithoutSnap(family === 'hdlc' ? 1 : 0, 1), number))
}

function leadsTo(scope: Scope, over: Carrier, protocol: number): Condition {
  scope.limited('a protocol of IP', protocol, 0xff)
  if (scope.payload.register !== undefined)
    scope.refuse('protochain does not work where headers before IP differ in length')
  scope.optimized = false
  const offset = (scope.payload.constant + scope.network) >>> 0
  const chain = (version: 4 | 6) =>
    all(carries(scope, version === 4 ? etherTypes.ip : etherTypes.ip6), {
      kind: 'protocolChain',
      version,
      offset,
      protocol,
    })
  return over === 'both' ? any(chain(4), chain(6)) : chain(over === 'ip' ? 4 : 6)
}
