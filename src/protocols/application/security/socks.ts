/** SOCKS: version 5 by RFC 1928 and 1929; version 4 and 4A as their authors describe them, since no RFC does. */
import {
  ipv4Address, ipv6Address, list, nameIn, protocol, record, rest, text, u16, u8, type View,
} from '../../../schema/index.ts'
import { guessedKind, kinds, mayBeMessage, socksFraming, socksSwitches } from './socks-stream.ts'

const commands = { 1: 'Connect', 2: 'Bind', 3: 'UDP Associate' }
/** IANA "SOCKS Methods", 2026-11. */
const methods = {
  0: 'No authentication', 1: 'GSSAPI', 2: 'Username/Password', 3: 'CHAP', 5: 'Challenge-Response', 6: 'TLS', 7: 'NDS',
  8: 'Multi-Authentication',
  255: 'no acceptable method',
}
/** RFC 1928, section 6. */
const results = {
  0: 'Succeeded', 1: 'General SOCKS server failure', 2: 'Connection not allowed by ruleset', 3: 'Network unreachable',
  4: 'Host unreachable',
  5: 'Connection refused', 6: 'TTL expired', 7: 'Command not supported', 8: 'Address type not supported',
}
const results4 = { 90: 'Granted', 91: 'Rejected or failed', 92: 'Rejected: no identd', 93: 'Rejected: another user id' }

const version = { version: u8('socks.version', 'Version') }
const subnegotiation = { version: u8('socks.subnegotiation_version', 'Subnegotiation Version') }
const counted = (filter: string, label: string) => text(filter, label, { prefix: 1 })

/** RFC 1928, section 5. */
const target = {
  reserved:    u8('socks.reserved', 'Reserved'),
  addressType: u8('socks.address_type', 'Address Type', { names: { 1: 'IPv4', 3: 'Domain Name', 4: 'IPv6' } }),
}
const addresses = {
  1: { address: ipv4Address('socks.dst', 'Remote Address') },
  3: { name: counted('socks.remote_name', 'Remote name') },
  4: { addressV6: ipv6Address('socks.dstV6', 'Remote Address(ipv6)') },
}
const command = { command: u8('socks.command', 'Command', { names: commands }) }
const request = record('Request', { ...version, ...command, ...target })
  .choice('addressType', addresses).fields({ port: u16('socks.dstport', 'Remote Port') })
const reply = record('Reply', { ...version, result: u8('socks.results', 'Results', { names: results }), ...target })
  .choice('addressType', addresses).fields({ port: u16('socks.port', 'Port') })
const request4 = record('Request', {
  ...version, ...command, port: u16('socks.dstport', 'Remote Port'), address: ipv4Address('socks.dst', 'Remote Address'),
  userName: text('socks.username', 'User name', { until: 'zero' }),
  // Version 4A.
  name:     text('socks.v4a_dns_name', 'SOCKS v4a Remote Domain Name', { until: 'zero' }),
})

/** As earlier messages told, or by itself. */
const kindOf = ({ bytes, start, end, originalEnd, facts }: View) =>
  (facts?.['kind'] as number | undefined) ?? guessedKind(bytes, start, end, originalEnd)
const method = record('Method', { method: u8('socks.auth_method', 'Method', { names: methods }) })

export const socks = protocol('socks', 'Socks Protocol', { 'tcp.port': [1080] })
  .specified('RFC 1928')
  .choice(kindOf, {
    [kinds.methods]: {
      ...version,
      count:   u8('socks.auth_method_count', 'Authentication Method Count'),
      methods: list('socks.auth_methods', 'Methods', method, { count: 'count' }),
    },
    [kinds.method]: { ...version, accepted: u8('socks.auth_accepted_method', 'Accepted Auth Method', { names: methods }) },
    [kinds.login]: { ...subnegotiation, userName: counted('socks.username', 'User name'), password: counted('socks.password', 'Password') },
    [kinds.loginStatus]: { ...subnegotiation, status: u8('socks.auth_status', 'Status', { names: { 0: 'success' } }) },
    [kinds.request]: request,
    [kinds.reply]: reply,
    [kinds.request4]: request4,
    [kinds.reply4]: {
      ...version,
      result:  u8('socks.results', 'Results(V4)', { names: results4 }),
      port:    u16('socks.port', 'Port'),
      address: ipv4Address('socks.dst', 'Remote Address'),
    },
  }, { data: rest('socks.data', 'Data') })
  .accepts(mayBeMessage)
  .streamed(socksFraming, { switches: socksSwitches, tells: ({ own }) => (own.kind === undefined ? undefined : { kind: own.kind }) })
  .colored('security', ({ result = 0, accepted, status = 0 }) =>
    ((result > 0 && result !== 90) || accepted === 255 || status > 0 ? 'error' : undefined))
  .summarized(({ count, accepted, command, result, status, userName, name, address, addressV6, port }) => {
    const to = name || (address ?? addressV6 ?? '')
    if (command !== undefined) return `${nameIn(commands, command) ?? `command ${command}`} to ${to} port ${port ?? 0}`
    if (result !== undefined) return `Reply: ${nameIn(results, result) ?? nameIn(results4, result) ?? result}`
    if (count !== undefined) return `Client Authentication Methods: ${count}`
    if (accepted !== undefined) return `Accepted Auth Method: ${nameIn(methods, accepted) ?? accepted}`
    return status === undefined ? `User Authentication: ${userName ?? ''}` : `User Authentication status: ${status}`
  })
