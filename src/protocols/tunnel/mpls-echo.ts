/** MPLS echo, the ping of label-switched paths: RFC 8029. Sections are those of it. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, nameIn, protocol, range, record, rest, time, tlv, u16, u24, u32, u8,
  type ViewOf,
} from '../../schema/index.ts'

/** IANA "Multiprotocol Label Switching (MPLS) Label Switched Paths (LSPs) Ping Parameters", 2026-11. */
const messages = { 1: 'MPLS Echo Request', 2: 'MPLS Echo Reply' } as const
const replyModes = {
  1: 'Do not reply', 2: 'Reply via an IPv4/IPv6 UDP packet', 3: 'Reply via an IPv4/IPv6 UDP packet with Router Alert',
  4: 'Reply via application level control channel',
} as const
const returnCodes = {
  0: 'No return code', 1: 'Malformed echo request received', 2: 'One or more of the TLVs was not understood',
  3: 'Replying router is an egress for the FEC at stack depth RSC', 4: 'Replying router has no mapping for the FEC at stack depth RSC',
  5: 'Downstream Mapping Mismatch', 6: 'Upstream Interface Index Unknown', 8: 'Label switched at stack-depth RSC',
  9: 'Label switched but no MPLS forwarding at stack-depth RSC', 10: 'Mapping for this FEC is not the given label at stack depth RSC',
  11: 'No label entry at stack-depth RSC', 12: 'Protocol not associated with interface at FEC stack depth RSC',
  13: 'Premature termination, label stack shrinking to a single label', 14: 'See DDM TLV', 15: 'Label switched with FEC change',
} as const
const tlvTypes = {
  1: 'Target FEC Stack', 2: 'Downstream Mapping', 3: 'Pad', 5: 'Vendor Enterprise Code', 7: 'Interface and Label Stack', 9: 'Errored TLVs',
  10: 'Reply TOS Byte', 15: 'BFD Discriminator', 20: 'Detailed Downstream Mapping',
} as const
const fecTypes = {
  1: 'LDP IPv4 prefix', 2: 'LDP IPv6 prefix', 3: 'RSVP IPv4 LSP', 4: 'RSVP IPv6 LSP', 6: 'VPN IPv4 prefix', 7: 'VPN IPv6 prefix',
  8: 'L2 VPN endpoint', 10: 'FEC 128 Pseudowire', 11: 'FEC 129 Pseudowire', 12: 'BGP labeled IPv4 prefix', 13: 'BGP labeled IPv6 prefix',
  14: 'Generic IPv4 prefix', 15: 'Generic IPv6 prefix', 16: 'Nil FEC',
} as const
const f = 'mpls_echo.tlv.fec'
const prefix4 = (name: string, mask = `${name}_mask`) => ({
  prefix: ipv4Address(`${f}.${name}`, 'IPv4 Prefix'), length: u8(`${f}.${mask}`, 'Prefix Length'),
})
const prefix6 = (name: string, mask = `${name}_mask`) => ({
  prefix: ipv6Address(`${f}.${name}`, 'IPv6 Prefix'), length: u8(`${f}.${mask}`, 'Prefix Length'),
})
const tunnel = {
  zero:     u16(`${f}.rsvp_ip_mbz1`, 'Must Be Zero'),
  tunnelId: u16(`${f}.rsvp_ip_tun_id`, 'Tunnel ID'),
}
const path = { moreZero: u16(`${f}.rsvp_ip_mbz2`, 'Must Be Zero'), pathId: u16(`${f}.rsvp_ip_lsp_id`, 'LSP ID') }

/** Section 3.2; each is padded to words, which its length does not count. */
const fecElement = record('FEC Element', {
  type: u16(`${f}.type`, 'Type', { names: fecTypes }),
  size: u16(`${f}.len`, 'Length', { unit: 'bytes' }),
}).length(({ size }) => 4 + size).aligned(4).choice('type', {
  1:  prefix4('ldp_ipv4'),
  2:  prefix6('ldp_ipv6'),
  3:  {
    endpoint:   ipv4Address(`${f}.rsvp_ipv4_ep`, 'IPv4 Tunnel endpoint address'),
    ...tunnel,
    extendedId: u32(`${f}.rsvp_ipv4_ext_tun_id`, 'Extended Tunnel ID', { base: 16 }),
    sender:     ipv4Address(`${f}.rsvp_ipv4_sender`, 'IPv4 Tunnel sender address'),
    ...path,
  },
  4:  {
    endpoint:   ipv6Address(`${f}.rsvp_ipv6_ep`, 'IPv6 Tunnel endpoint address'),
    ...tunnel,
    extended6:  bytes(`${f}.rsvp_ipv6_ext_tun_id`, 'Extended Tunnel ID', 16),
    sender:     ipv6Address(`${f}.rsvp_ipv6_sender`, 'IPv6 Tunnel sender address'),
    ...path,
  },
  6:  { distinguisher: bytes(`${f}.vpn_route_dist`, 'Route Distinguisher', 8), ...prefix4('vpn_ipv4', 'vpn_len') },
  7:  { distinguisher: bytes(`${f}.vpn_route_dist`, 'Route Distinguisher', 8), ...prefix6('vpn_ipv6', 'vpn_len') },
  10: {
    sender:     ipv4Address(`${f}.l2cid_sender`, 'Sender\'s PE Address'),
    remote:     ipv4Address(`${f}.l2cid_remote`, 'Remote PE Address'),
    circuit:    u32(`${f}.l2cid_vcid`, 'VC ID'),
    wireType:   u16(`${f}.l2cid_encap`, 'Encapsulation'),
  },
  12: prefix4('bgp_ipv4', 'bgp_len'),
  13: prefix6('bgp_ipv6', 'bgp_len'),
  14: prefix4('gen_ipv4'),
  15: prefix6('gen_ipv6'),
  16: { label: bits(20, `${f}.nil_label`, 'Label'), labelZero: bits(12, '', 'Must Be Zero') },
}).fields({ value: rest(`${f}.value`, 'Value') })

const padActions = { 1: 'Drop Pad TLV from reply', 2: 'Copy Pad TLV to reply' } as const
const parameter = tlv('TLV', {
  type:   u16('mpls_echo.tlv.type', 'Type', { names: tlvTypes }),
  length: u16('mpls_echo.tlv.len', 'Length', { unit: 'bytes' }),
}, { align: 4 }).choice('type', {
  1:  { elements: list('', 'FEC Elements', fecElement) },
  3:  { action: u8('mpls_echo.tlv.pad_action', 'Pad Action', { names: padActions }), pad: rest('mpls_echo.tlv.pad_padding', 'Padding') },
  5:  { vendor: u32('mpls_echo.tlv.vendor_id', 'Vendor Id') },
  10: { tos: u8('mpls_echo.tlv.reply.tos', 'Reply-TOS Byte'), tosZero: u24('mpls_echo.tlv.reply.tos.mbz', 'MBZ', { base: 16 }) },
  15: { discriminator: u32('mpls_echo.bfd_discriminator', 'BFD Discriminator', { base: 16 }) },
}).fields({ value: rest('mpls_echo.tlv.value', 'Value') })

function fecText({ type, prefix, length, endpoint, tunnelId, sender, remote, circuit }: ViewOf<typeof fecElement>): string {
  const name = nameIn(fecTypes, type) ?? `FEC ${type}`
  if (prefix !== undefined) return `${name} ${prefix}/${length}`
  if (endpoint !== undefined) return `${name} ${sender} > ${endpoint} tunnel ${tunnelId}`
  return circuit === undefined ? name : `${name} ${sender} > ${remote} VC ${circuit}`
}
const begins = record('Header', { version: u16('', 'Version'), flags: u16('', 'Flags'), type: u8('', 'Type') })
  .recognizer({ version: 1, type: range(1, 4) })
const most = 4

/** Section 3. */
export const mplsEcho = protocol('mpls-echo', 'Multiprotocol Label Switching Echo', { 'udp.port': [3503] })
  .specified('RFC 8029')
  .borrows('mpls_echo')
  .fields({
    version:       u16('mpls_echo.version', 'Version'),
    flags:         group('mpls_echo.flags', 'Global Flags', {
      reserved:         bits(13, 'mpls_echo.flag_sbz', 'Reserved'),
      validatesReverse: flag('mpls_echo.flag_r', 'Validate Reverse Path'),
      onlyExpired:      flag('mpls_echo.flag_t', 'Respond only if TTL expired'),
      validates:        flag('mpls_echo.flag_v', 'Validate FEC Stack'),
    }),
    type:          u8('mpls_echo.msg_type', 'Message Type', { names: messages }),
    replyMode:     u8('mpls_echo.reply_mode', 'Reply Mode', { names: replyModes }),
    returnCode:    u8('mpls_echo.return_code', 'Return Code', { names: returnCodes }),
    returnSubcode: u8('mpls_echo.return_subcode', 'Return Subcode'),
    handle:        u32('mpls_echo.sender_handle', 'Sender\'s Handle', { base: 16 }),
    sequence:      u32('mpls_echo.sequence', 'Sequence Number'),
    sent:          time('mpls_echo.timestamp_sent', 'Timestamp Sent', 'ntp'),
    received:      time('mpls_echo.timestamp_rec', 'Timestamp Received', 'ntp'),
    parameters:    list('', 'TLVs', parameter),
  })
  .accepts(begins)
  .defaults({ version: 1 })
  .colored('routing', ({ type, returnCode }) => (type === 2 && ![0, 3, 8].includes(returnCode) ? 'error' : undefined))
  .summarized(({ type, sequence, returnCode, parameters }) => {
    const words = [nameIn(messages, type) ?? `message ${type}`]
    for (const { elements = [] } of parameters.slice(0, most)) words.push(...elements.slice(0, most).map((one) => fecText(one)))
    if (type === 2) words.push(nameIn(returnCodes, returnCode) ?? `return code ${returnCode}`)
    return [...words, `seq ${sequence}`].join(', ')
  })
