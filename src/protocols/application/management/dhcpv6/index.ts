/** Dynamic Host Configuration Protocol for IPv6: RFC 8415, sections 8 and 9. A relayed message is a layer in that of its relay agent. */
import { ipv6Address, lineOf, list, nameIn, otherwise, protocol, range, record, u24, u8 } from '../../../../schema/index.ts'
import { messageTypes, statusCodes } from './names.ts'
import { option } from './options.ts'

const begins = record('Header', { type: u8('dhcpv6.msgtype', 'Message Type') }).recognizer({ type: range(1, 37) })
const relayMessage = 9

export const dhcpv6 = protocol('dhcpv6', 'DHCPv6', { 'udp.port': [546, 547], 'dhcpv6.relayed': [1] })
  .specified('RFC 8415')
  .fields({ type: u8('dhcpv6.msgtype', 'Message Type', { names: messageTypes }) })
  .cases(
    [{ type: [12, 13] }, {
      hops: u8('dhcpv6.hopcount', 'Hop Count'), link: ipv6Address('dhcpv6.linkaddr', 'Link Address'), peer: ipv6Address('dhcpv6.peeraddr',
        'Peer Address'),
    }],
    [otherwise, { transactionId: u24('dhcpv6.xid', 'Transaction ID', { base: 16 }) }],
  )
  .fields({ options: list('', 'Options', option) })
  .accepts(begins)
  .derives(['dhcpv6.relayed'], ({ type, options }) => {
    const relayed = type === 12 || type === 13 ? options.find(({ code }) => code === relayMessage) : undefined
    if (relayed === undefined) return []
    const bytes = relayed.bytes.subarray(relayed.start + 4, relayed.end)
    return [{ speaks: [['dhcpv6.relayed', 1]], bytes, isCut: relayed.isShort, label: 'Relayed message' }]
  })
  .colored('management', ({ options }) => (options.some(({ status = 0 }) => status > 0) ? 'error' : undefined))
  .summarized(({ type, hops, peer, transactionId, options }) => {
    const leases = options.flatMap((each) => each.options ?? [])
    const given = leases.flatMap(({ address, prefixLength }) => (address === undefined ? [] : [prefixLength === undefined
      ? address : `${address}/${prefixLength}`]))
    const failed = [...options, ...leases].find(({ status = 0 }) => status > 0)?.status
    return lineOf([
      nameIn(messageTypes, type) ?? `message of type ${type}`,
      hops === undefined ? undefined : `for ${peer}, hops ${hops}`,
      given.length === 0 ? undefined : given.join(' '),
      failed === undefined ? undefined : nameIn(statusCodes, failed) ?? `status ${failed}`,
      transactionId === undefined ? undefined : `xid 0x${transactionId.toString(16)}`,
    ], ' ')
  })
