/** Options of neighbor discovery: RFC 4861, section 4.6, and those that came later. */
import {
  bits, bytes, flag, group, hex, holding, ipv6Address, list, record, rest, text, tlv, u16, u32, u8, type Field,
} from '../../../schema/index.ts'
import { neighborOptions } from '../../names/icmpv6.ts'

const preferences = { 0: 'Medium', 1: 'High', 2: 'Reserved', 3: 'Low' }

/** As long as the addresses of its link are, with padding; six bytes on most. */
const linkAddress = (filter: string, label: string): Field<Uint8Array, unknown> =>
  ({ ...holding(rest(filter, label), 'address'), also: ['icmpv6.opt.linkaddr'], show: (value) => hex(value, ':') })

const server = record('Server', { address: ipv6Address('icmpv6.opt.rdnss', 'Recursive DNS Server') })

/** Labels of names that are not compressed, each name ended by an empty label (RFC 8106, section 5.2; RFC 1035, section 3.1). */
const searchName = (): Field<string, unknown> => ({
  filter: 'icmpv6.opt.dnssl', also: [], label: 'Domain Name', type: 'text', holds: 'domain-name', elastic: true,
  size: ({ bytes, end }, at) => lengthOfName(bytes, at, end),
  bind: () => (bytes, at, { end }) => textOfName(bytes, at, Math.min(end, at + lengthOfName(bytes, at, end))),
  show: (value) => value,
  wire: { kind: 'converted', of: { kind: 'bytes' }, back: bytesOfName },
})

/** Each label after its length, and an empty one; nothing for no name. */
function bytesOfName(name: string): Uint8Array {
  if (name === '') return new Uint8Array(0)
  const labels = name.split('.').map((label) => new TextEncoder().encode(label))
  return Uint8Array.from([...labels.flatMap((label) => [label.length, ...label]), 0])
}

function lengthOfName(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === 0) return 0 // padding after the last name
  let next = at
  while (next < end && bytes[next] !== 0) next += bytes[next]! + 1
  return next + 1 - at
}

function textOfName(bytes: Uint8Array, at: number, end: number): string {
  const labels: string[] = []
  for (let next = at; next < end && bytes[next] !== 0; next += bytes[next]! + 1) {
    labels.push(utf8.decode(bytes.subarray(next + 1, Math.min(end, next + 1 + bytes[next]!))))
  }
  return labels.join('.')
}
const utf8 = new TextDecoder()

/** RFC 4861, section 4.6. */
export const neighborOption = tlv('Option', {
  type:   u8('icmpv6.opt.type', 'Type', { names: neighborOptions }),
  length: u8('icmpv6.opt.length', 'Length', { unit: 'units of 8 bytes' }),
}, { counts: 'all', times: 8 })
  .choice('type', {
    1:  { sourceAddress: linkAddress('icmpv6.opt.src_linkaddr', 'Source Link-layer Address') },
    2:  { targetAddress: linkAddress('icmpv6.opt.target_linkaddr', 'Target Link-layer Address') },
    3:  {
      prefixLength:           u8('icmpv6.opt.prefix.length', 'Prefix Length'),
      prefixFlags:            group('icmpv6.opt.prefix.flag', 'Flags', {
        onLink:               flag('icmpv6.opt.prefix.flag.l', 'On-link'),
        autonomous:           flag('icmpv6.opt.prefix.flag.a', 'Autonomous Address Configuration'),
        routerAddress:        flag('icmpv6.opt.prefix.flag.r', 'Router Address'),
        reserved:             bits(5, 'icmpv6.opt.prefix.flag.reserved', 'Reserved'),
      }),
      validLifetime:          u32('icmpv6.opt.prefix.valid_lifetime', 'Valid Lifetime', { unit: 's' }),
      preferredLifetime:      u32('icmpv6.opt.prefix.preferred_lifetime', 'Preferred Lifetime', { unit: 's' }),
      reserved:               bytes('', 'Reserved', 4),
      prefix:                 ipv6Address('icmpv6.opt.prefix', 'Prefix'),
    },
    4:  { reserved: bytes('', 'Reserved', 6), redirected: rest('icmpv6.opt.redirected_packet', 'Redirected Packet') },
    5:  { reserved: bytes('', 'Reserved', 2), mtu: u32('icmpv6.opt.mtu', 'MTU', { unit: 'bytes' }) },
    7:  { reserved: bytes('', 'Reserved', 2), advertisementInterval: u32('icmpv6.opt.advertisement_interval', 'Advertisement Interval', { unit: 'ms' }) },
    8:  {
      reserved:               bytes('', 'Reserved', 2),
      homeAgentPreference:    u16('icmpv6.opt.home_agent_preference', 'Home Agent Preference'),
      homeAgentLifetime:      u16('icmpv6.opt.home_agent_lifetime', 'Home Agent Lifetime', { unit: 's' }),
    },
    14: { nonce: rest('icmpv6.opt.nonce', 'Nonce') },
    24: {
      prefixLength:           u8('icmpv6.opt.prefix.length', 'Prefix Length'),
      routeFlags:             group('icmpv6.opt.route_info.flag', 'Flags', {
        reserved:             bits(3, '', 'Reserved'),
        preference:           bits(2, 'icmpv6.opt.route_info.flag.route_preference', 'Route Preference', { names: preferences }),
        alsoReserved:         bits(3, '', 'Reserved'),
      }),
      routeLifetime:          u32('icmpv6.opt.route_lifetime', 'Route Lifetime', { unit: 's' }),
      routePrefix:            ipv6Address('icmpv6.opt.prefix', 'Prefix', { shortened: true }), // as many bytes as there is room for: RFC 4191, section 2.3
    },
    25: {
      reserved:               bytes('', 'Reserved', 2),
      serverLifetime:         u32('icmpv6.opt.rdnss.lifetime', 'Lifetime', { unit: 's' }),
      servers:                list('', 'Servers', server),
    },
    31: {
      reserved:               bytes('', 'Reserved', 2),
      searchLifetime:         u32('icmpv6.opt.dnssl.lifetime', 'Lifetime', { unit: 's' }),
      searchList:             list('', 'Search List', record('Domain', { name: searchName() })),
    },
    37: { captivePortal: text('icmpv6.opt.captive_portal', 'Captive Portal') }, // RFC 8910
    38: { // RFC 8781
      scaledLifetime:         bits(13, 'icmpv6.opt.pref64.scaled_lifetime', 'Scaled Lifetime', { unit: 'units of 8 s' }),
      prefixLengthCode:       bits(3, 'icmpv6.opt.pref64.plc', 'Prefix Length Code'),
      prefix64:               rest('', 'Prefix'),
    },
  })
  .fields({ data: rest('', 'Data') })
