/** Management of PTP clocks: IEEE 1588-2019, section 15.5. */
import { bits, bytes, flag, group, holding, list, record, rest, text, u16, u32, u48, u64, u8, vector } from '../../../../schema/index.ts'
import { accuracies, managementErrors, managementIds, states, timeSources, tlvTypes } from './names.ts'

const clock = (filter: string, label: string) => holding(u64(filter, label, { base: 16 }), 'address')
const nanoseconds = (filter: string, label: string) => u48(filter, label, { unit: 'nanoseconds', signed: true })
const fraction = (label: string) => u16('ptp.v2.mm.fraction', label, { unit: '/ 65536 nanoseconds' })
const reserved = (size: number) => bytes('ptp.v2.mm.reserved_bytes', 'Reserved', size)
const ptpText = (name: string, label: string) => vector(u8(`ptp.v2.mm.${name}.length`, `${label} Length`), text(`ptp.v2.mm.${name}`, label))
const interval = (name: string, label: string) => u8(`ptp.v2.mm.${name}`, label, { signed: true, unit: 'as a power of 2, in seconds' })

/** Section 15.5.3.1.2. */
const description = {
  clockType: group('ptp.v2.mm.clockType', 'Clock Type', {
    ordinary: flag('ptp.v2.mm.clockType.OC', 'Ordinary clock'), boundary: flag('ptp.v2.mm.clockType.BC', 'Boundary clock'),
    peerToPeer: flag('ptp.v2.mm.clockType.p2p_TC', 'Peer-to-peer transparent clock'),
    endToEnd: flag('ptp.v2.mm.clockType.e2e_TC', 'End-to-end transparent clock'),
    management: flag('ptp.v2.mm.clockType.MM', 'Management node'), reserved: bits(11, 'ptp.v2.mm.clockType.reserved', 'Reserved'),
  }),
  physicalLayer:   ptpText('physicalLayerProtocol', 'Physical Layer Protocol'),
  physicalAddress: vector(u16('ptp.v2.mm.physicalAddressLength', 'Physical Address Length'),
    holding(bytes('ptp.v2.mm.physicalAddress', 'Physical Address'), 'address')),
  networkProtocol: u16('ptp.v2.mm.networkProtocol', 'Network Protocol', {
    names: { 1: 'UDP/IPv4', 2: 'UDP/IPv6', 3: 'IEEE 802.3', 4: 'DeviceNet', 5: 'ControlNet', 6: 'PROFINET' },
  }),
  protocolAddress: vector(u16('ptp.v2.mm.protocolAddress.length', 'Protocol Address Length'),
    holding(bytes('ptp.v2.mm.protocolAddress', 'Protocol Address'), 'address')),
  manufacturer:    holding(bytes('ptp.v2.mm.manufacturerIdentity', 'Manufacturer Identity', 3), 'vocabulary'),
  reserved:        bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1),
  product:         ptpText('productDescription', 'Product Description'),
  revision:        ptpText('revisionData', 'Revision Data'),
  user:            ptpText('userDescription', 'User Description'),
  profile:         bytes('ptp.v2.mm.profileIdentity', 'Profile Identity', 6),
}

/** Section 15.5.3.3 to 15.5.3.8, by management ID; `reserved` bits are those the standard has. */
const dataSets = {
  0x0001: description,
  0x0002: { user: ptpText('userDescription', 'User Description') },
  0x0005: { initialization: u16('ptp.v2.mm.initializationKey', 'Initialization Key') },
  0x2000: {
    clockFlags: group('', 'Flags', {
      reserved: bits(6, 'ptp.v2.mm.reserved', 'Reserved'), slaveOnly: flag('ptp.v2.mm.SlavOnly', 'Slave Only'),
        twoStep: flag('ptp.v2.mm.twoStep', 'Two Step'),
    }),
    reserved:      reserved(1),
    ports:         u16('ptp.v2.mm.numberPorts', 'Number of Ports'),
    priority1:     u8('ptp.v2.mm.priority1', 'Priority 1'),
    clockClass:    u8('ptp.v2.mm.clockclass', 'Clock Class'),
    clockAccuracy: u8('ptp.v2.mm.clockaccuracy', 'Clock Accuracy', { base: 16, names: accuracies }),
    clockVariance: u16('ptp.v2.mm.clockvariance', 'Clock Variance'),
    priority2:     u8('ptp.v2.mm.priority2', 'Priority 2'),
    clockIdentity: clock('ptp.v2.mm.clockidentity', 'Clock Identity'),
    domain:        u8('ptp.v2.mm.domainNumber', 'Domain Number'),
    padding:       bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1),
  },
  0x2001: {
    steps:          u16('ptp.v2.mm.stepsRemoved', 'Steps Removed'),
    offset:         nanoseconds('ptp.v2.mm.offset.ns', 'Offset from Master'),
    offsetFraction: fraction('Offset from Master, fraction'),
    delay:          nanoseconds('ptp.v2.mm.pathDelay.ns', 'Mean Path Delay'),
    delayFraction:  fraction('Mean Path Delay, fraction'),
  },
  0x2002: {
    parentIdentity: clock('ptp.v2.mm.parentclockidentity', 'Parent Clock Identity'),
    parentPort:     u16('ptp.v2.mm.parentsourceportid', 'Parent Port'),
    parentFlags:    group('', 'Flags', { reserved: bits(7, 'ptp.v2.mm.reserved', 'Reserved'), statistics: flag('ptp.v2.mm.parentstats',
      'Parent Statistics') }),
    reserved:       reserved(1),
    parentVariance: u16('ptp.v2.mm.observedParentOffsetScaledLogVariance', 'Observed Parent Offset Variance'),
    parentRate:     u32('ptp.v2.mm.observedParentClockPhaseChangeRate', 'Observed Parent Clock Phase Change Rate', { signed: true }),
    priority1:      u8('ptp.v2.mm.grandmasterPriority1', 'Grandmaster Priority 1'),
    clockClass:     u8('ptp.v2.mm.grandmasterclockclass', 'Grandmaster Clock Class'),
    clockAccuracy:  u8('ptp.v2.mm.grandmasterclockaccuracy', 'Grandmaster Clock Accuracy', { base: 16, names: accuracies }),
    clockVariance:  u16('ptp.v2.mm.grandmasterclockvariance', 'Grandmaster Clock Variance'),
    priority2:      u8('ptp.v2.mm.grandmasterPriority2', 'Grandmaster Priority 2'),
    clockIdentity:  clock('ptp.v2.mm.grandmasterclockidentity', 'Grandmaster Clock Identity'),
  },
  0x2003: {
    utcOffset: u16('ptp.v2.mm.currentutcoffset', 'Current UTC Offset', { signed: true, unit: 'seconds' }),
    timeFlags: group('', 'Flags', {
      reserved: bits(2, 'ptp.v2.mm.reserved', 'Reserved'), frequencyTraceable: flag('ptp.v2.mm.frequencyTraceable', 'Frequency Traceable'),
      timeTraceable: flag('ptp.v2.mm.timeTraceable', 'Time Traceable'), ptpTimescale: flag('ptp.v2.mm.ptptimescale', 'PTP Timescale'),
      utcOffsetValid: flag('ptp.v2.mm.CurrentUTCOffsetValid', 'UTC Offset Valid'), leap59: flag('ptp.v2.mm.li59', 'Leap 59'),
      leap61: flag('ptp.v2.mm.li61', 'Leap 61'),
    }),
    timeSource: u8('ptp.v2.mm.timesource', 'Time Source', { base: 16, names: timeSources }),
  },
  0x2004: {
    portIdentity:     clock('ptp.v2.mm.clockidentity', 'Clock Identity'),
    port:             u16('ptp.v2.mm.PortNumber', 'Port Number'),
    state:            u8('ptp.v2.mm.portState', 'Port State', { names: states }),
    delayRequests:    interval('logMinDelayReqInterval', 'Minimum Delay_Req Interval'),
    peerDelay:        nanoseconds('ptp.v2.mm.peerMeanPathDelay.ns', 'Peer Mean Path Delay'),
    peerFraction:     fraction('Peer Mean Path Delay, fraction'),
    announceInterval: interval('logAnnounceInterval', 'Announce Interval'),
    announceTimeout:  u8('ptp.v2.mm.announceReceiptTimeout', 'Announce Receipt Timeout'),
    syncInterval:     interval('logSyncInterval', 'Sync Interval'),
    delayMechanism:   u8('ptp.v2.mm.delayMechanism', 'Delay Mechanism', { names: { 1: 'end to end', 2: 'peer to peer',
      0xfe: 'disabled' } }),
    pdelayInterval:   interval('logMinPdelayReqInterval', 'Minimum Pdelay_Req Interval'),
    versionNumber:    u8('ptp.v2.mm.versionNumber', 'Version Number'),
  },
  0x2005: { priority1: u8('ptp.v2.mm.priority1', 'Priority 1'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x2006: { priority2: u8('ptp.v2.mm.priority2', 'Priority 2'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x2007: { domain: u8('ptp.v2.mm.domainNumber', 'Domain Number'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x2009: { announceInterval: interval('logAnnounceInterval', 'Announce Interval'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x200a: { announceTimeout: u8('ptp.v2.mm.announceReceiptTimeout', 'Announce Receipt Timeout'), padding: bytes('ptp.v2.mm.reserved_bytes',
    'Reserved', 1) },
  0x200b: { syncInterval: interval('logSyncInterval', 'Sync Interval'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x200c: { versionNumber: u8('ptp.v2.mm.versionNumber', 'Version Number'), padding: bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1) },
  0x200f: {
    timeSeconds:     u48('ptp.v2.mm.currentTime.seconds', 'Current Time (seconds)'),
    timeNanoseconds: u32('ptp.v2.mm.currentTime.nanoseconds', 'Current Time (nanoseconds)', { signed: true }),
  },
}

/** Section 15.5.4: the length counts what follows it. A request has the ID alone. */
const managementTlv = record('TLV', {
  type:   u16('ptp.v2.mm.tlvType', 'TLV Type', { names: tlvTypes }),
  length: u16('ptp.v2.mm.lengthField', 'Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    1: { managementId: u16('ptp.v2.mm.managementId', 'Management ID', { base: 16, names: managementIds }) },
    2: {
      error:        u16('ptp.v2.mm.managementErrorId', 'Management Error', { names: managementErrors }),
      managementId: u16('ptp.v2.mm.managementId', 'Management ID', { base: 16, names: managementIds }),
      reservedError: reserved(4),
      display:      ptpText('displayData', 'Display Data'),
    },
  })
  .choice(({ type, length, managementId = 0 }) => (type === 1 && length > 2 ? managementId : -1), dataSets)
  .fields({ data: rest('ptp.v2.mm.data', 'Data') })

export const managementBody = {
  target:         clock('ptp.v2.mm.targetportidentity', 'Target Clock Identity'),
  targetPort:     u16('ptp.v2.mm.targetportid', 'Target Port'),
  startingHops:   u8('ptp.v2.mm.startingboundaryhops', 'Starting Boundary Hops'),
  boundaryHops:   u8('ptp.v2.mm.boundaryhops', 'Boundary Hops'),
  reservedAction: bits(4, 'ptp.v2.mm.reserved', 'Reserved'),
  action:         bits(4, 'ptp.v2.mm.action', 'Action', { names: { 0: 'GET', 1: 'SET', 2: 'RESPONSE', 3: 'COMMAND', 4: 'ACKNOWLEDGE' } }),
  reserved:       bytes('ptp.v2.mm.reserved_bytes', 'Reserved', 1),
  tlvs:           list('', 'TLVs', managementTlv),
}
