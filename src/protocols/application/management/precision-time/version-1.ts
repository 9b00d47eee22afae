/** PTP version 1: IEEE 1588-2002, annex D. */
import { bits, bytes, flag, group, mac, text, u16, u32, u8 } from '../../../../schema/index.ts'

export const controls = { 0: 'Sync', 1: 'Delay_Req', 2: 'Follow_Up', 3: 'Delay_Resp', 4: 'Management' }
const technologies = { names: { 1: 'Ethernet', 4: 'FOUNDATION Fieldbus', 5: 'PROFIBUS', 6: 'LonTalk', 7: 'DeviceNet',
  8: 'SmartDistributedSystem', 9: 'ControlNet', 10: 'CANopen', 243: 'IEEE 1394', 247: 'Bluetooth' } }
const reserved = (size: number) => bytes('ptp.reserved', 'Reserved', size)
const technology = (name: string, label: string) => u8(`ptp.${name}communicationtechnology`, `${label} Communication Technology`,
  technologies)
const variance = (name: string, label: string) => u16(`ptp.sdr.${name}variance`, `${label} Variance`, { signed: true })
const timestamp = (name: string, label: string) => ({
  seconds:     u32(`ptp.${name}_seconds`, `${label} (seconds)`),
  nanoseconds: u32(`ptp.${name}_nanoseconds`, `${label} (nanoseconds)`, { signed: true }),
})

/** Section D.2. */
export const header1 = {
  version:    u16('ptp.versionptp', 'Version'),
  network:    u16('ptp.versionnetwork', 'Network Version'),
  subdomain:  text('ptp.subdomain', 'Subdomain', 16, { padding: 'zero' }),
  type:       u8('ptp.messagetype', 'Message Type', { names: { 1: 'Event', 2: 'General' } }),
  technology: technology('source', 'Source'),
  uuid:       mac('ptp.sourceuuid', 'Source UUID'),
  port:       u16('ptp.sourceportid', 'Source Port'),
  sequence:   u16('ptp.sequenceid', 'Sequence ID'),
  control:    u8('ptp.controlfield', 'Control', { names: controls }),
  reserved1:  reserved(1),
  flags:      group('ptp.flags', 'Flags', {
    reserved: bits(9, 'ptp.flags.reserved', 'Reserved'), burst: flag('ptp.flags.sync_burst', 'Sync Burst'),
      parentStatistics: flag('ptp.flags.parent_stats', 'Parent Statistics'),
    externalSync: flag('ptp.flags.ext_sync', 'External Sync'), assist: flag('ptp.flags.assist', 'Assist'),
    boundaryClock: flag('ptp.flags.boundary_clock', 'Boundary Clock'), leap59: flag('ptp.flags.li59', 'Leap 59'),
      leap61: flag('ptp.flags.li61', 'Leap 61'),
  }),
  reserved2:  reserved(4),
}

/** Section D.3. */
const sync = {
  ...timestamp('sdr.origintimestamp', 'Origin Timestamp'),
  epoch:          u16('ptp.sdr.epochnumber', 'Epoch Number'),
  utcOffset:      u16('ptp.sdr.currentutcoffset', 'Current UTC Offset', { signed: true, unit: 'seconds' }),
  reserved3:      reserved(1),
  grandmasterTechnology: technology('sdr.grandmaster', 'Grandmaster'),
  grandmasterUuid: mac('ptp.sdr.grandmasterclockuuid', 'Grandmaster UUID'),
  grandmasterPort: u16('ptp.sdr.grandmasterportid', 'Grandmaster Port'),
  grandmasterSequence: u16('ptp.sdr.grandmastersequenceid', 'Grandmaster Sequence ID'),
  reserved4:      reserved(3),
  stratum:        u8('ptp.sdr.grandmasterclockstratum', 'Grandmaster Stratum'),
  identifier:     text('ptp.sdr.grandmasterclockidentifier', 'Grandmaster Clock Identifier', 4, { padding: 'zero' }),
  reserved5:      reserved(2),
  clockVariance:  variance('grandmasterclock', 'Grandmaster Clock'),
  reserved6:      reserved(1),
  preferred:      u8('ptp.sdr.grandmasterpreferred', 'Grandmaster Preferred'),
  reserved7:      reserved(1),
  boundary:       u8('ptp.sdr.grandmasterisboundaryclock', 'Grandmaster Is Boundary Clock'),
  reserved8:      reserved(3),
  interval:       u8('ptp.sdr.syncinterval', 'Sync Interval', { signed: true }),
  reserved9:      reserved(2),
  localVariance:  variance('localclock', 'Local Clock'),
  reserved10:     reserved(2),
  steps:          u16('ptp.sdr.localstepsremoved', 'Steps Removed'),
  reserved11:     reserved(3),
  localStratum:   u8('ptp.sdr.localclockstratum', 'Local Stratum'),
  localIdentifier: text('ptp.sdr.localclockidentifier', 'Local Clock Identifier', 4, { padding: 'zero' }),
  reserved12:     reserved(1),
  parentTechnology: technology('sdr.parent', 'Parent'),
  parentUuid:     mac('ptp.sdr.parentuuid', 'Parent UUID'),
  reserved13:     reserved(2),
  parentPort:     u16('ptp.sdr.parentportfield', 'Parent Port'),
  reserved14:     reserved(2),
  masterVariance: variance('estimatedmaster', 'Estimated Master'),
  masterDrift:    u32('ptp.sdr.estimatedmasterdrift', 'Estimated Master Drift', { signed: true }),
  reserved15:     reserved(3),
  utcReasonable:  u8('ptp.sdr.utcreasonable', 'UTC Reasonable'),
}

/** Sections D.3 to D.5; keys are 100 and the control field. */
export const bodies1 = {
  100: sync,
  101: sync,
  102: {
    reserved3:    reserved(2), associated: u16('ptp.fu.associatedsequenceid', 'Associated Sequence ID'),
    ...timestamp('fu.preciseorigintimestamp', 'Precise Origin Timestamp'),
  },
  103: {
    ...timestamp('dr.delayreceipttimestamp', 'Delay Receipt Timestamp'), reserved3: reserved(1),
      requesterTechnology: technology('dr.requestingsource', 'Requesting'),
    requesterUuid: mac('ptp.dr.requestingsourceuuid', 'Requesting UUID'), requesterPort: u16('ptp.dr.requestingsourceportid',
      'Requesting Port'),
    requesterSequence: u16('ptp.dr.requestingsourcesequenceid', 'Requesting Sequence ID'),
  },
  104: {
    reserved3:    reserved(1), targetTechnology: technology('mm.target', 'Target'), targetUuid: mac('ptp.mm.targetuuid', 'Target UUID'),
    targetPort: u16('ptp.mm.targetportid', 'Target Port'), startingHops: u16('ptp.mm.startingboundaryhops', 'Starting Boundary Hops',
      { signed: true }),
    boundaryHops: u16('ptp.mm.boundaryhops', 'Boundary Hops', { signed: true }), reserved4: reserved(1),
    key: u8('ptp.mm.managementmessagekey', 'Management Message Key'), reserved5: reserved(2),
    parameterLength: u16('ptp.mm.parameterlength', 'Parameter Length'),
  },
}
