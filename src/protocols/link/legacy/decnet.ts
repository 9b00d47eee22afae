/** DECnet: DNA Phase IV Routing Layer Functional Specification, version 2.0.0 (1983), and NSP, 4.0.0 (1982). Low bytes are first. */
import {
  ahead, bits, bytes, flag, group, mac, nameIn, otherwise, protocol, rest, u16, u8, when, type Fields, type View,
} from '../../../schema/index.ts'

const low = { order: 'little' } as const
const controls = {
  0: 'Initialization', 1: 'Verification', 2: 'Hello and test', 3: 'Level 1 routing', 4: 'Level 2 routing', 5: 'Router hello',
  6: 'End node hello',
}
const nodeTypes = { 1: 'Level 2 Router', 2: 'Level 1 Router', 3: 'End Node' }
const information = group('dec_dna.ctl.tiinfo', 'Routing Information', {
  reserved: bits(1, 'dec_dna.reserved', 'Reserved'), blocking: flag('dec_dna.ctl.iinfo.blkreq', 'Blocking Requested'),
  multicast: flag('dec_dna.ctl.iinfo.mta', 'Accepts Multicast'),
  failed: flag('dec_dna.ctl.iinfo.verf', 'Verification Failed'), rejected: flag('dec_dna.ctl.iinfo.rej', 'Rejected'),
  verification: flag('dec_dna.ctl.iinfo.vrf', 'Verification Required'),
  nodeType: bits(2, 'dec_dna.ctl.iinfo.node_type', 'Node Type', { base: 16, names: nodeTypes }),
})
const version = { version: u8('dec_dna.version', 'Version'), eco: u8('dec_dna.eco', 'ECO'),
  userEco: u8('dec_dna.user_eco', 'User ECO') } satisfies Fields<View>
const system = { ...version, system: mac('dec_dna.ctl.id', 'Transmitting System ID'), information,
  blockSize: u16('dec_dna.ctl.blk_size', 'Block Size', { ...low, unit: 'bytes' }) }
const timer = u16('dec_dna.ctl.timer', 'Hello Timer', { ...low, unit: 's' })
const reserved = bytes('dec_dna.ctl.reserved', 'Reserved', 1)

const [routerHello, endNodeHello] = [5, 6]
/** The address of a node is in the last two bytes of the one on the wire: six bits of area, ten of node. */
const nodeOf = (address: string) => {
  const [, , , , first = '0', second = '0'] = address.split(':')
  const value = Number.parseInt(`${second}${first}`, 16)
  return `${value >> 10}.${value & 1023}`
}
const shortNode = (value: number) => `${value >> 10}.${value & 1023}`

/** Routing, section 9: on Ethernet a length is before it, and perhaps padding. */
export const decnet = protocol('dec_dna', 'DECnet Routing', { ethertype: [0x6003] })
  .specified('DNA Phase IV Routing Layer Functional Specification')
  .fields({ length: u16('dec_dna.length', 'Length', { ...low, unit: 'bytes' }), isPadded: ahead(1), paddingLength: ahead(7, { skip: 1 }) })
  .fields({ padding: when({ isPadded: 1 }, bytes('dec_dna.padding_bytes', 'Padding', 'paddingLength')) })
  .fields({ isControl: ahead(1, { skip: 7 }), controlType: ahead(3, { skip: 4 }), format: ahead(2, { skip: 5 }) })
  .cases([{ isControl: 1 }, { controlFlags: group('dec_dna.flags', 'Routing Flags', {
    reserved: bits(4, 'dec_dna.reserved', 'Reserved'),
    type: bits(3, 'dec_dna.rt.msg_type', 'Routing Control Message', { names: controls }),
    control: flag('dec_dna.flags.control', 'Control Packet'),
  }) }], [otherwise, { dataFlags: group('dec_dna.flags', 'Routing Flags', {
    isPadding: flag('dec_dna.padding', 'Padding'), discard: flag('dec_dna.flags.discard', 'Discarded Packet'),
    ethernet: flag('dec_dna.flags.intra_eth', 'Intra-Ethernet Packet'),
    returning: flag('dec_dna.flags.RTS', 'Packet on Return Trip'), returnRequest: flag('dec_dna.flags.RQR', 'Return to Sender Request'),
    dataFormat: bits(2, 'dec_dna.flags.msglen', 'Data Packet Format', { base: 16, names: { 1: 'Short', 3: 'Long' } }),
    control: flag('dec_dna.flags.control', 'Control Packet'),
  }) }])
  .cases(
    [{ isControl: 1, controlType: routerHello },
      { ...system, priority: u8('dec_dna.ctl.prio', 'Routing Priority', { base: 16 }), area: reserved, timer,
      list: rest('dec_dna.router_list', 'Router List') }],
    [{ isControl: 1, controlType: endNodeHello }, {
      ...system, area: reserved, seed: bytes('dec_dna.ctl.seed', 'Verification Seed', 8),
      neighbor: mac('dec_dna.ctl_neighbor', 'Neighbor'), timer,
      reserved: bytes('dec_dna.ctl.reserved', 'Reserved', 1), test: rest('dec_dna.ctl.test_data', 'Test Message Data'),
    }],
    [{ isControl: 1 },
      { source: u16('dec_dna.src_node', 'Source Node', { ...low, base: 16 }), message: rest('dec_dna.message', 'Message') }],
    [{ format: 3 }, {
      destinationArea: u8('dec_dna.destination_area', 'Destination Area'),
      destinationSubarea: u8('dec_dna.destination_subarea', 'Destination Subarea'),
      destination: mac('dec_dna.dst.address', 'Destination Address'),
      sourceArea: u8('dec_dna.source_area', 'Source Area'), sourceSubarea: u8('dec_dna.source_subarea', 'Source Subarea'),
      sourceAddress: mac('dec_dna.src.addr', 'Source Address'),
      nextLevel2: u8('dec_dna.nl2', 'Next Level 2 Router', { base: 16 }), visits: u8('dec_dna.visit_cnt', 'Visit Count', { base: 16 }),
      serviceClass: u8('dec_dna.svc_cls', 'Service Class', { base: 16 }),
      protocolType: u8('dec_dna.proto_type', 'Protocol Type', { base: 16 }),
    }],
    [otherwise, {
      shortDestination: u16('dec_dna.dst_node', 'Destination Node', { ...low, base: 16 }),
      shortSource: u16('dec_dna.src_node', 'Source Node', { ...low, base: 16 }),
      visits: u8('dec_dna.vst_node', 'Nodes Visited'),
    }],
  )
  .payload({ tables: [['dec_dna', ({ dataFlags }) => (dataFlags === undefined ? -1 : 0)]] })
  .colored('routing')
  .summarized((decnet) => {
    const { controlFlags } = decnet
    if (controlFlags !== undefined) {
      const node = decnet.system === undefined ? '' : ` from ${nodeOf(decnet.system)}`
      const timer = decnet.timer === undefined ? '' : `, every ${decnet.timer} s`
      return `${nameIn(controls, controlFlags.type) ?? `control ${controlFlags.type}`}${node}${timer}`
    }
    if (decnet.destination !== undefined) return `${nodeOf(decnet.sourceAddress!)} > ${nodeOf(decnet.destination)}`
    return `${shortNode(decnet.shortSource ?? 0)} > ${shortNode(decnet.shortDestination ?? 0)}`
  })

const messages = {
  0x00: 'Data, middle', 0x20: 'Data, first', 0x40: 'Data, last', 0x60: 'Data, whole', 0x10: 'Link service', 0x30: 'Interrupt',
  0x04: 'Data acknowledgment',
  0x14: 'Other data acknowledgment', 0x24: 'Connect acknowledgment', 0x08: 'No operation', 0x18: 'Connect initiate',
  0x28: 'Connect confirm',
  0x38: 'Disconnect initiate', 0x48: 'Disconnect confirm', 0x68: 'Retransmitted connect initiate',
}
const [connectAcknowledgment, noOperation] = [0x24, 0x08]
const connects = [0x18, 0x28, 0x68]
const withSegment = [0x00, 0x20, 0x40, 0x60, 0x10, 0x30]
const acknowledgment = (label: string) => u16('', label, { ...low, base: 16 })

/** Network services, section 5. Numbers of acknowledgments have their highest bit set. */
export const decnetServices = protocol('nsp', 'DECnet Network Services', { dec_dna: [0] })
  .specified('DNA Phase IV NSP Functional Specification')
  .borrows('dec_dna')
  .fields({ type: u8('dec_dna.nsp.msg_type', 'NSP Message', { base: 16, names: messages }) })
  .cases([({ type }) => type !== noOperation, { destinationLink: u16('dec_dna.dst_node', 'Destination Link', { ...low, base: 16 }) }])
  .cases([({ type }) => type !== noOperation && type !== connectAcknowledgment,
    { sourceLink: u16('dec_dna.src_node', 'Source Link', { ...low, base: 16 }), acknowledges: ahead(1, { skip: 8 }) }])
  .cases([{ type: [0x04, 0x14, ...withSegment], acknowledges: 1 },
    { acknowledgment: acknowledgment('Acknowledgment'), acknowledgesOther: ahead(1, { skip: 8 }) }])
  .cases([{ type: [0x04, 0x14, ...withSegment], acknowledgesOther: 1 }, { otherAcknowledgment: acknowledgment('Other Acknowledgment') }])
  .cases(
    [{ type: withSegment }, { segment: u16('dec_dna.nsp.segnum', 'Segment', low) }],
    [{ type: connects }, {
      services: u8('dec_dna.nsp.services', 'Requested Services', { base: 16 }),
      info: u8('dec_dna.nsp.info', 'Version Information', { base: 16 }),
      segmentSize: u16('dec_dna.nsp.segsize', 'Maximum Data Segment Size', { ...low, unit: 'bytes' }),
    }],
    [{ type: [0x38, 0x48] }, { reason: u16('dec_dna.nsp.disc_reason', 'Reason for Disconnect', { ...low }) }],
  )
  .payload({ tables: [] })
  .summarized(({ type, destinationLink, sourceLink }) => `${nameIn(messages, type) ?? `message ${type}`}`
    + `${destinationLink === undefined || sourceLink === undefined ? '' : `, link ${sourceLink} > ${destinationLink}`}`)
