/** The application support layer: ZigBee Specification 05-3474-21, chapter 2. */
import {
  bits, bytes, flag, group, nameIn, protocol, range, rest, u16, u8, when,
} from '../../../schema/index.ts'
import { hexadecimal, little, named, reversedAddress, short } from './addresses.ts'
import { carried, integrityCode, security } from './zigbee-security.ts'

const supportTypes = { 0: 'Data', 1: 'Command', 2: 'Ack', 3: 'Interpan' }
const deliveries = { 0: 'Unicast', 1: 'Indirect', 2: 'Broadcast', 3: 'Group' }
const supportCommands = {
  1: 'SKKE-1', 2: 'SKKE-2', 3: 'SKKE-3', 4: 'SKKE-4', 5: 'Transport Key', 6: 'Update Device', 7: 'Remove Device', 8: 'Request Key',
  9: 'Switch Key', 14: 'Tunnel', 15: 'Verify Key', 16: 'Confirm Key',
}
const keyTypes = { 0: 'Trust Center Master Key', 1: 'Standard Network Key', 3: 'Application Link Key', 4: 'Trust Center Link Key',
  5: 'High-Security Network Key' }
const applications = { 0: 'ZigBee Device Profile', 0x0104: 'Home Automation', 0x0109: 'Smart Energy', 0xc05e: 'ZigBee Light Link',
  0xa1e0: 'Green Power' }
/** ZigBee Cluster Library 075123, chapter 2 on, those met most. */
const clusters = {
  0: 'Basic', 1: 'Power Configuration', 3: 'Identify', 4: 'Groups', 5: 'Scenes', 6: 'On/Off', 8: 'Level Control', 10: 'Time',
    0x19: 'OTA Upgrade',
  0x20: 'Poll Control', 0x101: 'Door Lock', 0x102: 'Window Covering', 0x201: 'Thermostat', 0x300: 'Color Control',
    0x400: 'Illuminance Measurement',
  0x402: 'Temperature Measurement', 0x405: 'Relative Humidity Measurement', 0x406: 'Occupancy Sensing', 0x500: 'IAS Zone',
    0x702: 'Metering',
  0xb04: 'Electrical Measurement',
}
/** Section 2.4. */
const requests = {
  0x00: 'Network Address Request', 0x01: 'Extended Address Request', 0x02: 'Node Descriptor Request', 0x04: 'Simple Descriptor Request',
  0x05: 'Active Endpoint Request', 0x06: 'Match Descriptor Request', 0x13: 'Device Announcement', 0x21: 'Bind Request',
    0x22: 'Unbind Request',
  0x31: 'Link Quality Request', 0x34: 'Leave Request', 0x36: 'Permit Join Request',
}
const requestName = (cluster: number) => {
  const name = nameIn(requests, cluster & 0x7fff)
  return cluster < 0x8000 ? name : name?.replace(/ Request$/, ' Response')
}
const direct = [0, 2]

interface Support {
  readonly control: { readonly type: number; readonly delivery: number; readonly shortAck: boolean }
}
/** Where a frame is from and for: section 2.2.5.1. */
const isAddressed = ({ control: { type, shortAck } }: Support) => type === 0 || (type === 2 && !shortAck)
const isDirect = (frame: Support) => isAddressed(frame) && direct.includes(frame.control.delivery)

/** Section 2.2.5. */
export const zigbeeSupport = protocol('zbee_aps', 'ZigBee Application Support Layer', { 'zbee_nwk.payload': [0] })
  .specified('ZigBee Alliance 05-3474-21, chapter 2')
  .borrows('zbee')
  .fields({
    control:       group('', 'Frame Control Field', {
      type:        bits(2, 'zbee_aps.type', 'Frame Type', { names: supportTypes, base: 16 }),
      delivery:    bits(2, 'zbee_aps.delivery', 'Delivery Mode', { names: deliveries, base: 16 }),
      shortAck:    flag('zbee_aps.ack_format', 'Acknowledgement Format'),
      security:    flag('zbee_aps.security', 'Security'),
      acknowledge: flag('zbee_aps.ack_req', 'Acknowledgement Request'),
      extended:    flag('zbee_aps.ext_header', 'Extended Header'),
    }, little),
  })
  .fields({
    endpoint:      when(isDirect, u8('zbee_aps.dst', 'Destination Endpoint')),
    group:         when({ 'control.type': 0, 'control.delivery': 3 }, u16('zbee_aps.group', 'Group', hexadecimal)),
    cluster:       when(isAddressed, u16('zbee_aps.cluster', 'Cluster', { ...hexadecimal, also: 'zbee_aps.zdp_cluster' })),
    profile:       when(isAddressed, u16('zbee_aps.profile', 'Profile', { ...hexadecimal, names: applications })),
    sourceEndpoint: when(isAddressed, u8('zbee_aps.src', 'Source Endpoint')),
    counter:       u8('zbee_aps.counter', 'Counter'),
    fragmentation: when('control.extended', u8('zbee_aps.fragmentation', 'Fragmentation', { base: 16 })),
    block:         when({ fragmentation: range(1) }, u8('zbee_aps.block', 'Block Number')),
  })
  .cases([{ 'control.security': true }, security])
  .cases([{ 'control.type': 1, 'control.security': false }, { command: u8('zbee_aps.cmd.id', 'Command Identifier', { base: 16,
    names: supportCommands }) }])
  .choice('command', {
    1: { initiator: reversedAddress('zbee_aps.cmd.initiator', 'Initiator Address'), responder: reversedAddress('zbee_aps.cmd.responder',
      'Responder Address'),
      challenge: bytes('zbee_aps.cmd.challenge', 'Challenge', 16) },
    2: { initiator: reversedAddress('zbee_aps.cmd.initiator', 'Initiator Address'), responder: reversedAddress('zbee_aps.cmd.responder',
      'Responder Address'),
      challenge: bytes('zbee_aps.cmd.challenge', 'Challenge', 16) },
    5: {
      keyType:     u8('zbee_aps.cmd.key_type', 'Key Type', { base: 16, names: keyTypes }),
      key:         bytes('zbee_aps.cmd.key', 'Key', 16),
      transported: when({ keyType: [1, 5] }, u8('zbee_aps.cmd.seqno', 'Sequence Number')),
      keyDestination: when({ keyType: [0, 1, 4, 5] }, reversedAddress('zbee_aps.cmd.dst', 'Extended Destination')),
      keySource:   when({ keyType: [0, 1, 4, 5] }, reversedAddress('zbee_aps.cmd.src', 'Extended Source')),
    },
    6: {
      device:      reversedAddress('zbee_aps.cmd.device', 'Device Address'), address: u16('zbee_aps.cmd.addr', 'Device Address',
        hexadecimal),
      deviceStatus: u8('zbee_aps.cmd.update_status', 'Device Status', { base: 16 }),
    },
    7: { device: reversedAddress('zbee_aps.cmd.device', 'Device Address') },
    9: { sequence: u8('zbee_aps.cmd.seqno', 'Sequence Number') },
  })
  .fields({ rest: when({ 'control.type': 1, 'control.security': false }, rest('', 'Data')), code: when('control.security', integrityCode) })
  .payload({
    tables: [['zbee_aps.payload', ({ control, profile }) => (control.type !== 0 || control.security ? -1 : profile === 0 ? 0 : 1)]],
    length: (frame) => carried(frame.control.security, frame),
  })
  .summarized(({ control, command, cluster, profile, endpoint }) => {
    const kind = command === undefined ? named(supportTypes, control.type, 'type') : named(supportCommands, command, 'command')
    const where = cluster === undefined ? undefined : (profile === 0 ? requestName(cluster) : nameIn(clusters,
      cluster)) ?? `cluster ${short(cluster)}`
    const more = [where, endpoint === undefined ? undefined : `endpoint ${endpoint}`, control.security ? 'encrypted' : undefined]
    return [kind, ...more.filter((part) => part !== undefined)].join(', ')
  })
