/** VLAN Trunking Protocol of Cisco, versions 1 and 2: "Understanding VLAN Trunk Protocol (VTP)", Cisco document 10558. */
import { bytes, flag, group, bits, ipv4Address, list, nameIn, protocol, record, rest, text, tlv, u16, u32, u8,
  when } from '../../../schema/index.ts'

const codes = { 1: 'Summary advertisement', 2: 'Subset advertisement', 3: 'Advertisement request', 4: 'Join/prune message' }
const vlanTypes = { 1: 'Ethernet', 2: 'FDDI', 3: 'TrCRF', 4: 'FDDI-Net', 5: 'TrBRF' }
const valueTypes = {
  0x01: 'Source-Routing Ring Number', 0x02: 'Source-Routing Bridge Number', 0x03: 'Spanning-Tree Protocol Type', 0x04: 'Parent VLAN',
  0x05: 'Translationally Bridged VLANs', 0x06: 'Pruning', 0x07: 'Bridge Type', 0x08: 'Max ARE Hop Count', 0x09: 'Max STE Hop Count',
  0x0a: 'Backup CRF Mode',
}

/** Its length counts words of two bytes. */
const value = tlv('TLV', {
  type:   u8('vtp.vlan_info.tlv_type', 'Type', { base: 16, names: valueTypes }),
  length: u8('vtp.vlan_info.tlv_len', 'Length', { unit: 'words of two bytes' }),
}, { times: 2 })
  .choice('type', {
    0x01: { ring: u16('vtp.vlan_info.src_route_ring_num', 'Source-Routing Ring Number', { base: 16 }) },
    0x02: { bridge: u16('vtp.vlan_info.src_route_bridge_num', 'Source-Routing Bridge Number', { base: 16 }) },
    0x03: { spanningTree: u16('vtp.vlan_info.stp_type', 'Spanning-Tree Protocol Type', { base: 16 }) },
    0x04: { parent: u16('vtp.vlan_info.parent_vlan', 'Parent VLAN', { base: 16 }) },
    0x05: { bridged: u16('vtp.vlan_info.translationally_bridged_vlans', 'Translationally Bridged VLANs', { base: 16 }) },
    0x06: { pruning: u16('vtp.vlan_info.pruning', 'Pruning', { base: 16, names: { 1: 'Enabled', 2: 'Disabled' } }) },
    0x07: { bridgeType: u16('vtp.vlan_info.bridge_type', 'Bridge Type', { base: 16, names: { 1: 'SRT', 2: 'SRB' } }) },
    0x08: { allRoutesHops: u16('vtp.vlan_info.max_are_hop_count', 'Max ARE Hop Count') },
    0x09: { treeHops: u16('vtp.vlan_info.max_ste_hop_count', 'Max STE Hop Count') },
    0x0a: { backup: u16('vtp.vlan_info.backup_crf_mode', 'Backup CRF Mode', { base: 16 }) },
  })
  .fields({ data: rest('vtp.vlan_info.data', 'Data') })

const vlan = record('VLAN Information', {
  length:     u8('vtp.vlan_info.len', 'VLAN Information Length', { unit: 'bytes' }),
  status:     group('vtp.vlan_info.status', 'Status', {
    reserved:  bits(7, 'vtp.reserved', 'Reserved'),
    suspended: flag('vtp.vlan_info.status.vlan_susp', 'VLAN Suspended'),
  }),
  type:       u8('vtp.vlan_info.vlan_type', 'VLAN Type', { base: 16, names: vlanTypes }),
  nameLength: u8('vtp.vlan_info.vlan_name_len', 'VLAN Name Length', { unit: 'bytes' }),
  id:         u16('vtp.vlan_info.isl_vlan_id', 'ISL VLAN ID', { base: 16 }),
  mtu:        u16('vtp.vlan_info.mtu_size', 'MTU Size', { unit: 'bytes' }),
  index:      u32('vtp.vlan_info.802_10_index', '802.10 Index', { base: 16 }),
}).length('length')
  .fields({ name: text('vtp.vlan_info.vlan_name', 'VLAN Name', { length: 'nameLength' }) })
  .fields({ padding: bytes('vtp.padding', 'Padding', ({ nameLength }) => -nameLength & 3), values: list('', 'TLVs', value) })

const [summary, subset, request, join] = [1, 2, 3, 4]

export const vtp = protocol('vtp', 'VLAN Trunking Protocol', { 'llc.cisco_pid': [0x2003] })
  .specified('Cisco document 10558')
  .fields({
    version:       u8('vtp.version', 'Version', { base: 16 }),
    code:          u8('vtp.code', 'Code', { base: 16, names: codes }),
    followers:     when({ code: summary }, u8('vtp.followers', 'Followers')),
    sequence:      when({ code: subset }, u8('vtp.seq_num', 'Sequence Number')),
    reserved:      when({ code: [request, join] }, u8('vtp.reserved', 'Reserved')),
    domainLength:  u8('vtp.md_len', 'Management Domain Length', { unit: 'bytes' }),
    domain:        text('vtp.md', 'Management Domain', 32, { padding: 'zero' }),
  })
  .choice('code', {
    [summary]: {
      revision:    u32('vtp.conf_rev_num', 'Configuration Revision Number'),
      updater:     ipv4Address('vtp.upd_id', 'Updater Identity'),
      timestamp:   text('vtp.upd_ts', 'Update Timestamp', 12),
      digest:      bytes('vtp.md5_digest', 'MD5 Digest', 16),
    },
    [subset]: {
      revision:    u32('vtp.conf_rev_num', 'Configuration Revision Number'),
      vlans:       list('', 'VLANs', vlan),
    },
    [request]: { startValue: u16('vtp.start_value', 'Start Value', { base: 16 }) },
    [join]: {
      firstVlan:   u16('vtp.pruning.first', 'First VLAN ID'),
      lastVlan:    u16('vtp.pruning.last', 'Last VLAN ID'),
      active:      rest('vtp.active_vlans', 'Active VLANs'),
    },
  })
  .defaults({ version: 1, code: 1 })
  .colored('management')
  .summarized(({ code, domain, revision, followers }) => `${nameIn(codes, code) ?? `code ${code}`}, domain ${domain}`
    + `${revision === undefined ? '' : `, revision ${revision}`}${followers === undefined ? '' : `, followers ${followers}`}`)
