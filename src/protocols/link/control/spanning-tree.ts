/** Bridge protocol data units: STP, RSTP and MSTP (IEEE 802.1Q-2018, section 14), SPB (802.1aq), and those of Cisco with a VLAN. */
import {
  bits, bytes, converted, flag, given, group, lineOf, list, mac, nameIn, optional, protocol, range, record, rest, text, tlv, u16, u32,
  u8, type Fields, type View,
} from '../../../schema/index.ts'

const versions = { 0: 'Spanning Tree', 2: 'Rapid Spanning Tree', 3: 'Multiple Spanning Tree', 4: 'Shortest Path Tree' }
const types = { 0x00: 'Configuration', 0x02: 'Rapid/Multiple Spanning Tree', 0x80: 'Topology Change Notification' }
const [plain, rapid, notification] = [0x00, 0x02, 0x80]
const roles = { 0: 'Unknown', 1: 'Alternate or Backup', 2: 'Root', 3: 'Designated' }

/** Section 14.2.9: times are in 1/256 s. */
const timer = (name: string, label: string) =>
  converted(u16(name, label, { unit: 's' }), (value) => value / 256, 'number', (seconds) => Math.round(seconds * 256))

const flags = {
  acknowledgment: flag('stp.flags.tcack', 'Topology Change Acknowledgment'),
  agreement:      flag('stp.flags.agreement', 'Agreement'),
  forwarding:     flag('stp.flags.forwarding', 'Forwarding'),
  learning:       flag('stp.flags.learning', 'Learning'),
  portRole:       bits(2, 'stp.flags.port_role', 'Port Role', { names: roles }),
  proposal:       flag('stp.flags.proposal', 'Proposal'),
  topologyChange: flag('stp.flags.tc', 'Topology Change'),
} satisfies Fields<View>

/** Section 14.2.5: of a priority four bits; the others tell the tree, which in Cisco's is that of a VLAN. */
const bridge = {
  rootPriority:    bits(4, 'stp.root.prio', 'Root Bridge Priority', { times: 4096 }),
  rootExtension:   bits(12, 'stp.root.ext', 'Root Bridge System ID Extension'),
  root:            mac('stp.root.hw', 'Root Bridge System ID'),
  rootCost:        u32('stp.root.cost', 'Root Path Cost'),
  bridgePriority:  bits(4, 'stp.bridge.prio', 'Bridge Priority', { times: 4096 }),
  bridgeExtension: bits(12, 'stp.bridge.ext', 'Bridge System ID Extension'),
  bridge:          mac('stp.bridge.hw', 'Bridge System ID'),
  port:            u16('stp.port', 'Port Identifier', { base: 16 }),
  messageAge:      timer('stp.msg_age', 'Message Age'),
  maximumAge:      timer('stp.max_age', 'Max Age'),
  helloTime:       timer('stp.hello', 'Hello Time'),
  forwardDelay:    timer('stp.forward', 'Forward Delay'),
} satisfies Fields<View>

/** Section 14.4.1. */
const instance = record('MSTI', {
  flags:          group('mstp.msti.flags', 'MSTI Flags', flags),
  rootPriority:   bits(4, 'mstp.msti.priority', 'Priority', { base: 16 }),
  instance:       bits(12, 'mstp.msti.msti_id', 'MSTID'),
  regionalRoot:   mac('mstp.msti.root.hw', 'Regional Root'),
  rootCost:       u32('mstp.msti.root_cost', 'Internal Root Path Cost'),
  bridgePriority: bits(4, 'mstp.msti.bridge_priority', 'Bridge Identifier Priority'),
  bridgeReserved: bits(4, 'stp.reserved', 'Reserved'),
  portPriority:   bits(4, 'mstp.msti.port_priority', 'Port Identifier Priority'),
  portReserved:   bits(4, 'stp.reserved', 'Reserved'),
  remainingHops:  u8('mstp.msti.remaining_hops', 'Remaining Hops'),
})

/** Section 14.4. The digest is of the table of VLANs and trees: section 13.8. */
const smallestExtension = 64
const regional = {
  formatSelector:   u8('mstp.config_format_selector', 'MST Configuration Identifier Format Selector'),
  regionName:       text('mstp.config_name', 'MST Configuration Name', 32, { padding: 'zero' }),
  revision:         u16('mstp.config_revision_level', 'MST Configuration Revision'),
  digest:           bytes('mstp.config_digest', 'MST Configuration Digest', 16),
  internalRootCost: u32('mstp.cist_internal_root_path_cost', 'CIST Internal Root Path Cost'),
  cistPriority:     bits(4, 'mstp.cist_bridge.prio', 'CIST Bridge Priority', { times: 4096 }),
  cistExtension:    bits(12, 'mstp.cist_bridge.ext', 'CIST Bridge Identifier System ID Extension'),
  cistBridge:       mac('mstp.cist_bridge.hw', 'CIST Bridge Identifier System ID'),
  remainingHops:    u8('mstp.cist_remaining_hops', 'CIST Remaining Hops'),
} satisfies Fields<View>

/** IEEE 802.1aq-2012, sections 14.4 and 28.4. */
const smallestAgreement = 53
const shortestPath = {
  sptFormatSelector:      u8('mstp.config_format_selector', 'SPT Configuration Identifier Format Selector'),
  sptName:                text('mstp.config_name', 'SPT Configuration Name', 32, { padding: 'zero' }),
  sptRevision:            u16('mstp.config_revision_level', 'SPT Configuration Revision'),
  sptDigest:              bytes('mstp.config_digest', 'SPT Configuration Digest', 16),
  agreementReserved:      bits(2, 'stp.reserved', 'Reserved'),
  restrictedRole:         flag('mstp.agree_flags.rest_role', 'Restricted Role'),
  agreementValid:         flag('mstp.agree_flags.agreement_valid', 'Agreement Valid Flag'),
  discardedAgreement:     bits(2, 'mstp.agree_flags.dagreement_num', 'Disagreement Number'),
  agreement:              bits(2, 'mstp.agree_flags.agreement_num', 'Agreement Number'),
  reserved:               u8('stp.reserved', 'Reserved'),
  digestFormat:           bits(4, 'bpdu.agreement_digest_format_id', 'Agreement Digest Format Id'),
  digestFormatCapability: bits(4, 'bpdu.agreement_digest_format_capabilities', 'Agreement Digest Format Capabilities'),
  digestConvention:       bits(4, 'bpdu.agreement_digest_convention_id', 'Agreement Digest Convention Id'),
  digestConventionCapability: bits(4, 'bpdu.agreement_digest_convention_capabilities', 'Agreement Digest Convention Capabilities'),
  edges:                  u16('bpdu.agreement_digest_edge_count', 'Agreement Digest Edge Count'),
  reservedDigest:         bytes('stp.reserved_digest', 'Reserved', 8),
  agreementDigest:        bytes('mstp.agreement_digest', 'Agreement Digest', 20),
} satisfies Fields<View>

/** What Cisco's trees of one VLAN add: the VLAN that a BPDU began in. */
const vlanRecord = tlv('Per-VLAN Record', {
  type:   u16('stp.pvst.tlvtype', 'Type', { base: 16, names: { 0: 'Originating VLAN' } }),
  length: u16('stp.pvst.tlvlen', 'Length', { unit: 'bytes' }),
}).choice('type', { 0: { vlan: u16('stp.pvst.origvlan', 'Originating VLAN') } }).fields({ value: rest('stp.pvst.tlvval', 'Value') })
const beginsVlanRecord = vlanRecord.recognizer({ type: 0, length: 2 })

/** Sections 14.2 and 14.3. BPDUs have a service access point, those of Cisco's trees of one VLAN a protocol number in SNAP. */
export const stp = protocol('stp', 'Spanning Tree Protocol', {
  'llc.dsap': [0x42], 'llc.cisco_pid': [0x010b], 'llc.bridge_pid': [0x000e], 'ppp.protocol': [0x0201],
})
  .specified('IEEE 802.1Q-2018, section 14')
  .borrows('mstp', 'bpdu')
  .fields({
    identifier: u16('stp.protocol', 'Protocol Identifier', { base: 16, names: { 0: 'Spanning Tree Protocol' } }),
    version:    u8('stp.version', 'Protocol Version Identifier', { names: versions }),
    type:       u8('stp.type', 'BPDU Type', { base: 16, names: types }),
  })
  .cases(
    [{ type: plain }, { changes: group('stp.flags', 'BPDU Flags', {
      acknowledgment: flags.acknowledgment, reserved: bits(6, 'stp.reserved', 'Reserved'), topologyChange: flags.topologyChange,
    }) }],
    [{ type: rapid }, { flags: group('stp.flags', 'BPDU Flags', flags) }],
  )
  .cases([{ type: [plain, rapid] }, bridge])
  // Cisco's records begin one byte after what a configuration BPDU has.
  .cases([{ type: plain }, { padding: optional(u8('stp.padding', 'Padding')) }])
  .cases([{ type: rapid }, { version1Length: optional(u8('stp.version_1_length', 'Version 1 Length', { unit: 'bytes' })) }])
  .cases([{ type: rapid, version: range(3) },
    { version3Length: optional(u16('mstp.version_3_length', 'Version 3 Length', { unit: 'bytes' })) }])
  .cases([{ version3Length: range(smallestExtension) }, {
    ...regional, instances: list('', 'MSTIs', instance, { length: 'version3Length', minus: smallestExtension }),
  }])
  .cases([{ type: rapid, version: range(4) },
    { version4Length: optional(u16('mstp.version_4_length', 'Version 4 Length', { unit: 'bytes' })) }])
  .cases([{ version4Length: range(smallestAgreement) }, shortestPath])
  .cases([{ type: [plain, rapid], version: range(0, 2) },
    { vlans: list('', 'Per-VLAN Records', vlanRecord, { begins: beginsVlanRecord }) }])
  .defaults({ type: rapid, version: 2, maximumAge: 20, helloTime: 2, forwardDelay: 15, bridgePriority: 32768, rootPriority: 32768 })
  .colored('routing', ({ type, flags,
    changes }) => (type === notification || (flags ?? changes)?.topologyChange === true ? 'warning' : undefined))
  .summarized((stp) => {
    if (stp.type === notification) return 'Topology change notification'
    const { topologyChange = false } = stp.flags ?? stp.changes ?? {}
    const role = stp.flags === undefined ? undefined : given`${nameIn(roles, stp.flags.portRole)?.toLowerCase()} port`
    const name = versionNames[stp.version ?? 0] ?? 'STP'
    const root = given`root ${stp.rootPriority}/${stp.rootExtension}/${stp.root}`
    const port = stp.port?.toString(16).padStart(4, '0')
    const change = topologyChange ? 'topology change' : undefined
    return lineOf([lineOf([name, root], ' '), given`cost ${stp.rootCost}`, given`port 0x${port}`, role, change])
  })
const versionNames: Readonly<Record<number, string>> = { 2: 'RSTP', 3: 'MSTP', 4: 'SPB' }
