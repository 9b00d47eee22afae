/**
 * Precision Time Protocol: version 2 (IEEE 1588-2008, 2019; sections are those of 2019) and version 1 (IEEE 1588-2002). One protocol, since
 * the same bits of the second byte distinguish them.
 */
import {
  ahead, bits, bytes, flag, given, group, holding, lineOf, list, nameIn, otherwise, protocol, record, rest, u16, u24, u32, u48, u64, u8,
} from '../../../../schema/index.ts'
import { managementBody } from './management.ts'
import { accuracies, actions, managementIds, messages, timeSources, tlvTypes } from './names.ts'
import { bodies1, controls, header1 } from './version-1.ts'

const clock = (filter: string, label: string) => holding(u64(filter, label, { base: 16 }), 'address')
/** Section 5.3.3. */
const timestamp = (name: string, label: string) => ({
  seconds:     u48(`ptp.v2.${name}.seconds`, `${label} (seconds)`),
  nanoseconds: u32(`ptp.v2.${name}.nanoseconds`, `${label} (nanoseconds)`, { signed: true }),
})
const requester = (identity: string, port: string) => ({
  requester:     clock(`ptp.v2.${identity}`, 'Requesting Clock Identity'),
  requesterPort: u16(`ptp.v2.${port}`, 'Requesting Port'),
})
const period = (filter: string, label: string) => u8(filter, label, { signed: true, unit: 'as a power of 2, in seconds' })

/** Section 14.3. */
const organization = {
  organization: holding(u24('ptp.v2.an.oe.organizationId', 'Organization ID', { base: 16 }), 'vocabulary'),
  subtype:      u24('ptp.v2.an.oe.organizationSubType', 'Organization Subtype', { base: 16 }),
}
const tlv = record('TLV', {
  type:   u16('ptp.v2.an.tlvType', 'TLV Type', { names: tlvTypes }),
  length: u16('ptp.v2.an.lengthField', 'Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    3: { ...organization, organizationData: rest('ptp.v2.an.oe.dataField', 'Data') },
    8: { path: list('', 'Path', record('Clock', { identity: clock('ptp.v2.an.pathsequence', 'Clock Identity') })) },
    9: {
      key: u8('ptp.v2.an.atoi.keyField', 'Key'),
      currentOffset: u32('ptp.v2.an.atoi.currentOffset', 'Current Offset', { signed: true, unit: 'seconds' }),
      jump: u32('ptp.v2.an.atoi.jumpSeconds', 'Jump', { signed: true, unit: 'seconds' }),
      nextJump: bytes('ptp.v2.an.atoi.timeOfNextJump', 'Time of Next Jump', 6),
    },
  })
  .fields({ data: rest('ptp.v2.an.tlv.data', 'Data') })

/** Section 16.1: unicast negotiation. */
const about = { messageKind: bits(4, 'ptp.v2.sig.tlv.messageType', 'Message Type', { base: 16, names: messages }), reserved: bits(4,
  'ptp.v2.reserved', 'Reserved') }
const signal = record('TLV', {
  type:   u16('ptp.v2.sig.tlv.tlvType', 'TLV Type', { names: tlvTypes }),
  length: u16('ptp.v2.sig.tlv.lengthField', 'Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    4: {
      ...about, period: period('ptp.v2.sig.tlv.logInterMessagePeriod', 'Inter-Message Period'),
      duration: u32('ptp.v2.sig.tlv.durationField', 'Duration', { unit: 'seconds' }),
    },
    5: {
      ...about, period: period('ptp.v2.sig.tlv.logInterMessagePeriod', 'Inter-Message Period'),
      duration: u32('ptp.v2.sig.tlv.durationField', 'Duration', { unit: 'seconds' }), reservedByte: u8('ptp.v2.reserved', 'Reserved'),
      renewal: group('', 'Flags', { reserved: bits(7, 'ptp.v2.reserved', 'Reserved'), invited: flag('ptp.v2.sig.tlv.renewalInvited',
        'Renewal Invited') }),
    },
    6: { ...about, reservedByte: u8('ptp.v2.reserved', 'Reserved') },
    7: { ...about, reservedByte: u8('ptp.v2.reserved', 'Reserved') },
  })
  .fields({ data: rest('ptp.v2.sig.tlv.data', 'Data') })

/** Section 13.3.2.8. */
const flags = group('ptp.v2.flags', 'Flags', {
  security: flag('ptp.v2.flags.security', 'Security'), specific2: flag('ptp.v2.flags.specific2', 'Profile Specific 2'),
  specific1: flag('ptp.v2.flags.specific1', 'Profile Specific 1'), reserved: bits(2, 'ptp.v2.reserved', 'Reserved'),
  unicast: flag('ptp.v2.flags.unicast', 'Unicast'), twoStep: flag('ptp.v2.flags.twostep', 'Two Step'),
  alternateMaster: flag('ptp.v2.flags.alternatemaster', 'Alternate Master'), reservedLow: bits(1, 'ptp.v2.reserved', 'Reserved'),
  uncertain: flag('ptp.v2.flags.synchronizationUncertain', 'Synchronization Uncertain'),
  frequencyTraceable: flag('ptp.v2.flags.frequencytraceable', 'Frequency Traceable'),
  timeTraceable: flag('ptp.v2.flags.timetraceable', 'Time Traceable'), ptpTimescale: flag('ptp.v2.flags.timescale', 'PTP Timescale'),
  utcOffsetValid: flag('ptp.v2.flags.utcreasonable', 'Current UTC Offset Valid'), leap59: flag('ptp.v2.flags.li59', 'Leap 59'),
  leap61: flag('ptp.v2.flags.li61', 'Leap 61'),
})

/** Section 13.3. */
const header = {
  majorSdoId:    bits(4, 'ptp.v2.majorsdoid', 'Major SDO ID', { base: 16 }),
  type:          bits(4, 'ptp.v2.messagetype', 'Message Type', { base: 16, names: messages }),
  minorVersion:  bits(4, 'ptp.v2.minorversionptp', 'Minor Version'),
  version:       bits(4, 'ptp.v2.versionptp', 'Version'),
  length:        u16('ptp.v2.messagelength', 'Message Length', { unit: 'bytes' }),
  domain:        u8('ptp.v2.domainnumber', 'Domain Number'),
  minorSdoId:    u8('ptp.v2.minorsdoid', 'Minor SDO ID'),
  flags,
  correction:    u48('ptp.v2.correction.ns', 'Correction', { signed: true, unit: 'nanoseconds' }),
  correctionFraction: u16('ptp.v2.correction.fraction', 'Correction, fraction', { unit: '/ 65536 nanoseconds' }),
  specific:      u32('ptp.v2.messagetypespecific', 'Message Type Specific'),
  clockIdentity: clock('ptp.v2.clockidentity', 'Source Clock Identity'),
  port:          u16('ptp.v2.sourceportid', 'Source Port'),
  sequence:      u16('ptp.v2.sequenceid', 'Sequence ID'),
  control:       u8('ptp.v2.controlfield', 'Control', {
    names: { 0: 'Sync', 1: 'Delay_Req', 2: 'Follow_Up', 3: 'Delay_Resp', 4: 'Management', 5: 'all others' },
  }),
  period:        period('ptp.v2.logmessageperiod', 'Message Period'),
}

/** Sections 13.5 to 13.11; keys are types of messages, and 15 stands for version 1. */
const bodies = {
  0: timestamp('sdr.origintimestamp', 'Origin Timestamp'),
  1: timestamp('sdr.origintimestamp', 'Origin Timestamp'),
  2: { ...timestamp('pdrq.origintimestamp', 'Origin Timestamp'), reserved: bytes('ptp.v2.reserved_bytes', 'Reserved', 10) },
  3: {
    ...timestamp('pdrs.requestreceipttimestamp', 'Request Receipt Timestamp'),
    ...requester('pdrs.requestingportidentity', 'pdrs.requestingsourceportid'),
  },
  8: { ...timestamp('fu.preciseorigintimestamp', 'Precise Origin Timestamp'), tlvs: list('', 'TLVs', tlv) },
  9: { ...timestamp('dr.receivetimestamp', 'Receive Timestamp'), ...requester('dr.requestingsourceportidentity',
    'dr.requestingsourceportid') },
  10: {
    ...timestamp('pdfu.responseorigintimestamp', 'Response Origin Timestamp'),
    ...requester('pdfu.requestingportidentity', 'pdfu.requestingsourceportid'),
  },
  11: {
    ...timestamp('an.origintimestamp', 'Origin Timestamp'),
    utcOffset:     u16('ptp.v2.an.origincurrentutcoffset', 'Current UTC Offset', { signed: true, unit: 'seconds' }),
    reservedByte:  u8('ptp.v2.reserved', 'Reserved'),
    priority1:     u8('ptp.v2.an.priority1', 'Grandmaster Priority 1'),
    clockClass:    u8('ptp.v2.an.grandmasterclockclass', 'Grandmaster Clock Class'),
    clockAccuracy: u8('ptp.v2.an.grandmasterclockaccuracy', 'Grandmaster Clock Accuracy', { base: 16, names: accuracies }),
    clockVariance: u16('ptp.v2.an.grandmasterclockvariance', 'Grandmaster Clock Variance'),
    priority2:     u8('ptp.v2.an.priority2', 'Grandmaster Priority 2'),
    grandmaster:   clock('ptp.v2.an.grandmasterclockidentity', 'Grandmaster Identity'),
    steps:         u16('ptp.v2.an.localstepsremoved', 'Steps Removed'),
    timeSource:    u8('ptp.v2.timesource', 'Time Source', { base: 16, names: timeSources }),
    tlvs:          list('', 'TLVs', tlv),
  },
  12: {
    target:     clock('ptp.v2.sig.targetportidentity', 'Target Clock Identity'),
    targetPort: u16('ptp.v2.sig.targetportid', 'Target Port'),
    signals:    list('', 'TLVs', signal),
  },
}

const begins = record('Header', { high: bits(4, 'ptp.v2.reserved', 'High'), type: bits(4, 'ptp.v2.reserved', 'Type'), minor: bits(4,
  'ptp.v2.reserved', 'Minor'), version: bits(4, 'ptp.v2.reserved', 'Version') })
  .recognizer({ version: [1, 2] })

export const precisionTime = protocol('ptp', 'Precision Time Protocol', { 'udp.port': [319, 320], ethertype: [0x88f7] })
  .specified('IEEE 1588-2019')
  .fields({ versionAhead: ahead(4, { skip: 12 }) })
  .cases([{ versionAhead: 1 }, header1], [otherwise, header])
  .length((message) => (message.versionAhead === 1 ? message.limit - message.start : message.length ?? 0))
  .choice(({ versionAhead, control = 0, type = 0 }) => (versionAhead === 1 ? 100 + control : type), { ...bodies, 13: managementBody,
    ...bodies1 })
  .fields({ data: rest('ptp.v2.data', 'Data') })
  .accepts(begins)
  .colored('management', ({ tlvs }) => (tlvs?.some((tlv) => 'error' in tlv && tlv.error !== undefined) === true ? 'warning' : undefined))
  .summarized((message) => {
    const { versionAhead, control = 0, type = 0, sequence, domain, subdomain, clockIdentity, uuid, tlvs, action, grandmaster,
      clockClass } = message
    if (versionAhead === 1)
      return lineOf([`v1 ${nameIn(controls, control) ?? `control ${control}`}`, given`of ${uuid}`, given`, sequence ${sequence}`,
        given`, subdomain ${subdomain}`], ' ').replaceAll(' ,', ',')
    const managed = tlvs?.[0] !== undefined && 'managementId' in tlvs[0] ? tlvs[0].managementId : undefined
    return lineOf([
      nameIn(messages, type) ?? `message of type ${type}`,
      action === undefined ? undefined : `${nameIn(actions, action) ?? action}`,
      managed === undefined ? undefined : nameIn(managementIds, managed) ?? `0x${managed.toString(16)}`,
      given`of ${clockIdentity?.toString(16).padStart(16, '0')}`, given`, sequence ${sequence}`, given`, domain ${domain}`,
      grandmaster === undefined ? undefined : `, grandmaster ${grandmaster.toString(16).padStart(16, '0')} of class ${clockClass}`,
    ], ' ').replaceAll(' ,', ',')
  })
