/** What all PDUs of IS-IS carry: ISO/IEC 10589, section 9, and RFCs as named. */
import {
  bits, bytes, converted, flag, group, hex, ipv4Address, ipv6Address, list, mac, record, rest, text, tlv, u16, u32, u8, when, type Names,
  type Schema,
} from '../../../../schema/index.ts'

/** `1921.6800.1001`, with the number of a pseudonode `.01`, and of a fragment `-00`. */
function systemText(value: Uint8Array): string {
  const digits = hex(value)
  const system = digits.slice(0, 12).replaceAll(/(.{4})(?=.)/g, '$1.')
  return `${system}${digits.length > 12 ? `.${digits.slice(12, 14)}` : ''}${digits.length > 14 ? `-${digits.slice(14)}` : ''}`
}
export const systemId = (filter: string, label: string, size = 6) => converted(bytes(filter, label, size), systemText, 'text')

/** IANA "IS-IS Top-Level TLV Codepoints", 2026-11. */
const tlvTypes: Names = {
  1: 'Area Addresses', 2: 'IS Reachability', 3: 'ES Neighbors', 4: 'Partition Designated Level 2 IS', 5: 'Prefix Neighbors',
  6: 'IS Neighbors',
  7: 'Instance Identifier', 8: 'Padding', 9: 'LSP Entries', 10: 'Authentication', 11: 'ESN', 12: 'Optional Checksum',
  13: 'Purge Originator',
  14: 'Originating LSP Size', 15: 'Router Fingerprint', 16: 'Reverse Metric', 22: 'Extended IS Reachability', 23: 'IS Neighbor Attribute',
  128: 'IP Internal Reachability', 129: 'Protocols Supported', 130: 'IP External Reachability', 131: 'Inter-Domain Routing Information',
  132: 'IP Interface Addresses', 133: 'IP Authentication', 134: 'Traffic Engineering Router ID', 135: 'Extended IP Reachability',
  137: 'Hostname',
  138: 'Shared Risk Link Group', 140: 'IPv6 TE Router ID', 141: 'Inter-AS Reachability', 142: 'Group Address', 143: 'MT Port Capability',
  144: 'MT Capability', 148: 'BFD Enabled', 149: 'SID/Label Binding', 211: 'Restart', 222: 'MT IS Neighbors', 229: 'Multi-Topology',
  232: 'IPv6 Interface Addresses', 233: 'IPv6 Global Interface Addresses', 235: 'MT IP Reachability', 236: 'IPv6 Reachability',
  237: 'MT IPv6 Reachability', 240: 'Point-to-Point Three-Way Adjacency', 242: 'Router Capability',
}
/** ISO/IEC TR 9577. */
const protocols = {
  0x80: 'SNAP', 0x81: 'CLNP', 0x82: 'ES-IS', 0x83: 'IS-IS', 0x8e: 'IPv6', 0xc0: 'TRILL', 0xc1: 'IEEE 802.1aq', 0xcc: 'IPv4',
}

const one = (label: string, field: object) => record(label, { value: field } as never)
const several = (name: string, label: string, field: object) => list(`isis.${name}_list`, label, one(label, field) as never)

/** RFC 5304 and RFC 5310. */
const authentication = (pdu: string) => record('Authentication', {
  kind: u8(`isis.${pdu}.authentication_type`, 'Authentication Type', { names: { 1: 'Cleartext', 3: 'Generic', 54: 'HMAC-MD5' } }),
})
  .choice('kind', { 1: { password: text(`isis.${pdu}.cleartext`, 'Password') }, 3: { keyId: u16('isis.clv.key_id', 'Key ID') } })
  .fields({ digest: rest(`isis.${pdu}.${pdu === 'hello' ? 'clv_authentication' : 'authentication'}`, 'Authentication Data') })

/** TLVs that have the same shape in all PDUs, under names of each. */
export const commonTlvs = (pdu: string) => ({
  1:   { areas: list(`isis.${pdu}.areas`, 'Areas', record('Area', {
    length: u8(`isis.${pdu}.area_length`, 'Length'), address: bytes(`isis.${pdu}.area_address`, 'Area Address', 'length'),
  })) },
  7:   {
    instance:   u16(`isis.${pdu}.iid`, 'Instance Identifier'),
    topologies: several(`${pdu}.supported_itid`, 'Instance Topologies', u16(`isis.${pdu}.supported_itid`, 'Instance Topology')),
  },
  10:  { authentications: list(`isis.${pdu}.authentications`, 'Authentication', authentication(pdu), { count: 1 }) },
  12:  { checksum: u16(`isis.${pdu}.checksum`, 'Checksum', { base: 16 }) },
  129: { protocols: several(`${pdu}.nlpid`, 'Protocols', u8(`isis.${pdu}.clv_nlpid.nlpid`, 'Protocol', { base: 16, names: protocols })) },
  132: { addresses: several(`${pdu}.ipv4`, 'Addresses', ipv4Address(`isis.${pdu}.clv_ipv4_int_addr`, 'IPv4 Interface Address')) },
  133: { password: rest(`isis.${pdu}.ip_authentication`, 'IP Authentication') },
  229: { multiTopology: several(`${pdu}.mt`, 'Topologies', u16(`isis.${pdu}.clv_mt`, 'Topology', { base: 16 })) },
  232: { addresses6: several(`${pdu}.ipv6`, 'Addresses', ipv6Address(`isis.${pdu}.clv_ipv6_int_addr`, 'IPv6 Interface Address')) },
})

export const tlvOf = (pdu: string, names: Names = tlvTypes) => tlv('TLV', {
  type: u8(`isis.${pdu}.clv.type`, 'Type', { names }), length: u8(`isis.${pdu}.clv.length`, 'Length', { unit: 'bytes' }),
})
export const valueOf = (pdu: string) => ({ value: rest(`isis.${pdu}.clv.value`, 'Value') })

/** RFC 8706, section 3.1. */
const restart = group('isis.hello.clv_restart_flags', 'Restart Flags', {
  unused:      bits(5, 'isis.hello.clv_restart_flags.unused', 'Unused'),
  suppress:    flag('isis.hello.clv_restart_flags.sa', 'Suppress Adjacency'),
  acknowledge: flag('isis.hello.clv_restart_flags.ra', 'Restart Acknowledgment'),
  request:     flag('isis.hello.clv_restart_flags.rr', 'Restart Request'),
})
const from = (size: number) => ({ length }: { readonly length: number }) => length >= size
/** IEEE 802.1aq, section 28.12. */
const portTlv = tlv('Sub-TLV', {
  type: u8('isis.hello.port_tlv.type', 'Type', { names: { 4: 'SPB MCID', 5: 'SPB Digest', 6: 'SPB Base VID' } }),
  length: u8('isis.hello.port_tlv.length', 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    4: { mcid: bytes('isis.hello.mcid', 'MCID', 51), auxiliary: bytes('isis.hello.aux_mcid', 'Auxiliary MCID', 51) },
    5: {
      unused: bits(3, 'isis.hello.digest.unused', 'Unused'), v: bits(1, 'isis.hello.digest.v', 'V'), a: bits(2, 'isis.hello.digest.a', 'A'),
      d: bits(2, 'isis.hello.digest.d', 'D'), digest: bytes('isis.hello.digest', 'Digest', 32),
    },
  })
  .fields({ value: rest('isis.hello.port_tlv.value', 'Value') })
const helloOnly = {
  6:   { neighbors: several('hello.neighbors', 'Neighbors', mac('isis.hello.is_neighbor', 'IS Neighbor')) },
  143: {
    unused: bits(4, 'isis.hello.mt_unused', 'Unused'), topology: bits(12, 'isis.hello.mtid', 'Topology ID'),
    ports: list('isis.hello.port_tlvs', 'Sub-TLVs', portTlv),
  },
  211: {
    restart,
    remaining:  when(from(3), u16('isis.hello.clv_restart.remain_time', 'Remaining Time', { unit: 's' })),
    restarting: when(from(9), systemId('isis.hello.clv_restart.neighbor', 'Restarting Neighbor')),
  },
  240: {
    state:     u8('isis.hello.adjacency_state', 'Adjacency State', { names: { 0: 'Up', 1: 'Initializing', 2: 'Down' } }),
    circuit:   when(from(5), u32('isis.hello.extended_local_circuit_id', 'Extended Local Circuit ID', { base: 16 })),
    neighbor:  when(from(11), systemId('isis.hello.neighbor_systemid', 'Neighbor System ID')),
    neighborCircuit: when(
      from(15), u32('isis.hello.neighbor_extended_local_circuit_id', 'Neighbor Extended Local Circuit ID', { base: 16 })
    ),
  },
}
const entry = record('LSP Entry', {
  lifetime: u16('isis.csnp.lsp_remain_life', 'Remaining Lifetime', { unit: 's' }),
  id:       systemId('isis.csnp.lsp_id', 'LSP ID', 8),
  sequence: u32('isis.csnp.lsp_seq_num', 'Sequence Number', { base: 16 }),
  checksum: u16('isis.csnp.lsp_checksum', 'Checksum', { base: 16 }),
})

export const helloTlv = tlvOf('hello').choice('type', { ...commonTlvs('hello'), ...helloOnly } as never).fields(valueOf('hello'))
/** Sequence numbers PDUs name their entries alike. */
export const sequenceTlv = (pdu: string): Schema<object> =>
  tlvOf(pdu).choice('type', {
    ...commonTlvs('csnp'), 9: { entries: list(`isis.${pdu}.entries`, 'LSP Entries', entry) },
  } as never).fields(valueOf(pdu)) as never
