import { ipv4Address, nameIn, protocol, u24, u8 } from '../../../schema/index.ts'

const states = { 1: 'Topology Change', 2: 'Heartbeat', 3: 'New' }

/** SynOptics Network Management Protocol, which Nortel and Avaya use to find neighbors. */
export const nortelDiscovery = protocol('ndp', 'Nortel Networks / SynOptics Network Management Protocol', { 'llc.nortel_pid': [0x01a1,
  0x01a2] })
  .fields({
    address:      ipv4Address('ndp.ipaddress', 'IP address'),
    segment:      u24('ndp.segmentident', 'Segment Identifier', { base: 16 }),
    chassis:      u8('ndp.chassis', 'Chassis type'),
    backplane:    u8('ndp.backplane', 'Backplane type'),
    state:        u8('ndp.state', 'State', { names: states }),
    links:        u8('ndp.numberoflinks', 'Number of links'),
  })
  .colored('neighbors')
  .summarized(({ address, segment, state }) =>
    `from ${address}, segment 0x${segment.toString(16).padStart(6, '0')}, ${nameIn(states, state) ?? `state ${state}`}`)
