/** Operations, administration and maintenance of a link: IEEE 802.3-2018, clause 57. */
import { bits, bytes, flag, group, list, nameIn, protocol, range, record, rest, tlv, u16, u24, u32, u64,
  u8 } from '../../../schema/index.ts'

const codes = {
  0x00: 'Information', 0x01: 'Event notification', 0x02: 'Variable request', 0x03: 'Variable response', 0x04: 'Loopback control',
  0xfe: 'Organization specific',
}
const informationTypes = { 0: 'End of TLV', 1: 'Local Information', 2: 'Remote Information', 0xfe: 'Organization Specific Information' }
const eventTypes = {
  0: 'End of TLV', 1: 'Errored Symbol Period', 2: 'Errored Frame', 3: 'Errored Frame Period', 4: 'Errored Frame Seconds Summary',
  0xfe: 'Organization Specific',
}

/** Section 57.5.2.1. */
const state = {
  revision:         u16('oampdu.info.revision', 'Revision'),
  states:           group('oampdu.info.state', 'State', {
    reserved:       bits(5, 'oampdu.reserved', 'Reserved'),
    multiplexer:    flag('oampdu.info.state.multiplexer', 'Multiplexer Discards'),
    parser:         bits(2, 'oampdu.info.state.parser', 'Parser Action',
      { base: 16, names: { 0: 'Forward', 1: 'Loopback', 2: 'Discard' } }),
  }),
  configuration:    group('oampdu.info.oamConfig', 'OAM Configuration', {
    reserved:       bits(3, 'oampdu.reserved', 'Reserved'),
    variables:      flag('oampdu.info.oamConfig.var', 'Variable Retrieval'),
    events:         flag('oampdu.info.oamConfig.event', 'Link Events'),
    loopback:       flag('oampdu.info.oamConfig.lpbk', 'Remote Loopback'),
    unidirectional: flag('oampdu.info.oamConfig.uni', 'Unidirectional'),
    active:         flag('oampdu.info.oamConfig.mode', 'Active Mode'),
  }),
  maximumSize:      u16('oampdu.info.oampduConfig', 'Maximum OAMPDU Size', { unit: 'bytes' }),
  organization:     u24('oampdu.info.oui', 'Organizationally Unique Identifier', { base: 16 }),
  vendor:           bytes('oampdu.info.vendor', 'Vendor Specific Information', 4),
}
const information = tlv('Information', {
  type:    u8('oampdu.info.type', 'Type', { base: 16, names: informationTypes }),
  length:  u8('oampdu.info.length', 'Length', { unit: 'bytes' }),
}, { counts: 'all', bare: [0] })
  .cases([{ type: [1, 2] }, { version: u8('oampdu.info.version', 'OAM Version', { base: 16 }), ...state }],
    [{ type: 0xfe }, { organization: u24('oampdu.info.oui', 'Organizationally Unique Identifier', { base: 16 }) }])
  .fields({ data: rest('oampdu.data', 'Data') })

/** Section 57.5.3. */
const event = tlv('Event', {
  type:    u8('oampdu.event.type', 'Event Type', { base: 16, names: eventTypes }),
  length:  u8('oampdu.event.length', 'Event Length', { base: 16 }),
}, { counts: 'all', bare: [0] })
  .cases([{ type: range(1, 4) }, { timestamp: u16('oampdu.event.timestamp', 'Event Timestamp', { unit: 'units of 100 ms' }) }])
  .choice('type', {
    1: {
      symbolWindow: u64('oampdu.event.espeWindow', 'Errored Symbol Window'),
      symbolThreshold: u64('oampdu.event.espeThreshold', 'Errored Symbol Threshold'),
      symbolErrors: u64('oampdu.event.espeErrors', 'Errored Symbols'),
      symbolTotal: u64('oampdu.event.espeTotalErrors', 'Error Running Total'),
      symbolEvents: u32('oampdu.event.espeTotalEvents', 'Event Running Total'),
    },
    2: {
      frameWindow: u16('oampdu.event.efeWindow', 'Errored Frame Window'),
      frameThreshold: u32('oampdu.event.efeThreshold', 'Errored Frame Threshold'),
      frameErrors: u32('oampdu.event.efeErrors', 'Errored Frames'), frameTotal: u64('oampdu.event.efeTotalErrors', 'Error Running Total'),
      frameEvents: u32('oampdu.event.efeTotalEvents', 'Event Running Total'),
    },
    3: {
      periodWindow: u32('oampdu.event.efpeWindow', 'Errored Frame Window'),
      periodThreshold: u32('oampdu.event.efpeThreshold', 'Errored Frame Threshold'),
      periodErrors: u32('oampdu.event.efeErrors', 'Errored Frames'),
      periodTotal: u64('oampdu.event.efpeTotalErrors', 'Error Running Total'),
      periodEvents: u32('oampdu.event.efpeTotalEvents', 'Event Running Total'),
    },
    4: {
      secondsWindow: u16('oampdu.event.efsseWindow', 'Errored Frame Window'),
      secondsThreshold: u16('oampdu.event.efsseThreshold', 'Errored Frame Threshold'),
      secondsErrors: u16('oampdu.event.efeErrors', 'Errored Frames'),
      secondsTotal: u32('oampdu.event.efsseTotalErrors', 'Error Running Total'),
      secondsEvents: u32('oampdu.event.efsseTotalEvents', 'Event Running Total'),
    },
  })
  .fields({ data: rest('oampdu.data', 'Data') })

/** Section 57.6: a descriptor, and in a response what it holds; a width of 0x80 or more is an indication. */
const branch = u8('oampdu.variable.branch', 'Branch', { base: 16 })
const leaf = u16('oampdu.variable.attribute', 'Leaf', { base: 16 })
const descriptor = record('Descriptor', { branch, leaf })
const container = record('Container', { branch, leaf, width: u8('oampdu.variable.width', 'Variable Width') })
  .fields({ value: bytes('oampdu.variable.value', 'Variable Value', ({ width }) => (width < 0x80 ? width : 0)) })

/** Section 57.4. */
export const oam = protocol('oampdu', 'Operations, Administration and Maintenance of Ethernet Links', { 'slow.subtype': [3] })
  .specified('IEEE 802.3-2018, clause 57')
  .fields({
    flags:              group('oampdu.flags', 'Flags', {
      reserved:         bits(9, 'oampdu.reserved', 'Reserved'),
      remoteStable:     flag('oampdu.flags.remoteStable', 'Remote Stable'),
      remoteEvaluating: flag('oampdu.flags.remoteEvaluating', 'Remote Evaluating'),
      localStable:      flag('oampdu.flags.localStable', 'Local Stable'),
      localEvaluating:  flag('oampdu.flags.localEvaluating', 'Local Evaluating'),
      criticalEvent:    flag('oampdu.flags.criticalEvent', 'Critical Event'),
      dyingGasp:        flag('oampdu.flags.dyingGasp', 'Dying Gasp'),
      linkFault:        flag('oampdu.flags.linkFault', 'Link Fault'),
    }),
    code:               u8('oampdu.code', 'Code', { base: 16, names: codes }),
  })
  .choice('code', {
    0x00: { information: list('', 'Information', information, { last: ({ type }) => type === 0 }) },
    0x01: { sequence: u16('oampdu.event.sequence', 'Sequence Number'),
      events: list('', 'Events', event, { last: ({ type }) => type === 0 }) },
    0x02: { descriptors: list('', 'Descriptors', descriptor, { last: ({ branch }) => branch === 0 }) },
    0x03: { containers: list('', 'Containers', container, { last: ({ branch }) => branch === 0 }) },
    0x04: { command: u8('oampdu.lpbk.commands', 'Commands',
      { base: 16, names: { 1: 'Enable Remote Loopback', 2: 'Disable Remote Loopback' } }) },
    0xfe: { organization: u24('oampdu.info.oui', 'Organizationally Unique Identifier', { base: 16 }) },
  })
  .fields({ data: rest('oampdu.data', 'Data') })
  .colored('management', ({ flags }) => (flags.dyingGasp || flags.criticalEvent || flags.linkFault ? 'error' : undefined))
  .summarized(({ code, flags }) => `OAM ${(nameIn(codes, code) ?? `code ${code}`).toLowerCase()}${flags.dyingGasp ? ', dying gasp' : ''}`
    + `${flags.criticalEvent ? ', critical event' : ''}${flags.linkFault ? ', link fault' : ''}`)
