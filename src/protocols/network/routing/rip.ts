/** Routing Information Protocol: version 1, RFC 1058, version 2, RFC 2453, and RIPng, RFC 2080. */
import {
  ahead, bytes, ipv4Address, ipv6Address, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, type View,
} from '../../../schema/index.ts'

const commands = {
  1: 'Request', 2: 'Response', 3: 'Trace On', 4: 'Trace Off', 5: 'Sun Reserved', 9: 'Update Request', 10: 'Update Response',
  11: 'Update Acknowledge',
}
const families = { 0: 'Unspecified', 2: 'IP', 0xffff: 'Authentication' }
const entry = (version: number) => {
  const tagged = version === 1
    ? { zero: bytes('rip.zero', 'Zero', 2), address: ipv4Address('rip.ip', 'IP Address'), zeros: bytes('rip.zeros', 'Zero', 8) }
    : {
      tag: u16('rip.route_tag', 'Route Tag'), address: ipv4Address('rip.ip', 'IP Address'), mask: ipv4Address('rip.netmask', 'Netmask'),
      hop: ipv4Address('rip.next_hop', 'Next Hop'),
    }
  const metric = u32('rip.metric', 'Metric')
  return record('Route', { family: u16('rip.family', 'Address Family', { names: families }), kind: ahead(16) })
    .cases(
      // RFC 2453, section 4.1; RFC 4822, section 2.
      [{ family: 0xffff }, {
        authentication: u16('rip.auth.type', 'Authentication Type', {
          names: { 1: 'Data Trailer', 2: 'Simple Password', 3: 'Keyed Message Digest' },
        }),
      }],
      [({ family }) => family !== 0xffff, { ...tagged, metric } as { address: typeof tagged.address; metric: typeof metric }],
    )
    .choice('authentication', {
      1: { digest: rest('rip.authentication_data', 'Authentication Data') },
      2: { password: text('rip.auth.passwd', 'Password', 16, { padding: 'zero' }) },
      3: {
        offset: u16('rip.digest_offset', 'Digest Offset'), keyId: u8('rip.key_id', 'Key ID'),
        size: u8('rip.auth_data_len', 'Authentication Data Length'),
        sequence: u32('rip.seq_num', 'Sequence Number'), padding: bytes('rip.zero_padding', 'Zero Padding', 8),
      },
    })
    .length(({ family, kind, start, end }: View & {
      readonly family: number; readonly kind: number,
    }) => (family === 0xffff && kind === 1 ? end - start : 20))
}

const listed = (words: readonly string[], count: number) =>
  `${words.map((word) => `, ${word}`).join('')}${count > words.length ? ', ...' : ''}`

const header = record('Header', { command: u8('rip.command', 'Command'), version: u8('rip.version', 'Version') })
const isHeader = header.recognizer({ command: Object.keys(commands).map(Number), version: range(0, 2) })

/** RFC 2453, section 4. */
export const rip = protocol('rip', 'Routing Information Protocol', { 'udp.port': [520] })
  .specified('RFC 2453')
  .accepts(isHeader)
  .fields({
    command: u8('rip.command', 'Command', { names: commands }),
    version: u8('rip.version', 'Version'),
    domain:  u16('rip.routing_domain', 'Routing Domain'),
  })
  .choice('version', { 1: { routes: list('rip.routes', 'Routes', entry(1)) } }, { routes: list('rip.routes', 'Routes', entry(2)) })
  .defaults({ version: 2 })
  .colored('routing')
  .summarized(({ command, version, routes }) => {
    const shown = (routes ?? []).filter(({ address }) => address !== undefined)
    const words = shown.slice(0, 3).map(({ address, metric }) => `${address} metric ${metric}`)
    return `v${version} ${nameIn(commands, command) ?? `command ${command}`}${listed(words, shown.length)}`
  })

/** RFC 2080, section 2.1. */
const entry6 = record('Route', {
  prefix: ipv6Address('ripng.rte.ipv6_prefix', 'IPv6 Prefix'),
  tag:    u16('ripng.rte.route_tag', 'Route Tag', { base: 16 }),
  length: u8('ripng.rte.prefix_length', 'Prefix Length', { unit: 'bits' }),
  metric: u8('ripng.rte.metric', 'Metric', { names: { '1..15': 'Reachable', 16: 'Infinity', 255: 'Next Hop' } }),
})
export const ripng = protocol('ripng', 'RIPng', { 'udp.port': [521] })
  .specified('RFC 2080')
  .accepts(header.recognizer({ command: [1, 2], version: 1 }))
  .fields({
    command:  u8('ripng.cmd', 'Command', { names: { 1: 'Request', 2: 'Response' } }),
    version:  u8('ripng.version', 'Version'),
    reserved: bytes('ripng.reserved', 'Reserved', 2),
    routes:   list('ripng.routes', 'Routes', entry6),
  })
  .defaults({ version: 1 })
  .colored('routing')
  .summarized(({ command, version, routes }) => {
    const words = routes.slice(0, 3).map(({ prefix, length, metric }) => `${prefix}/${length} metric ${metric}`)
    return `v${version} ${command === 1 ? 'Request' : 'Response'}${listed(words, routes.length)}`
  })
