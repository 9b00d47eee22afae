/** Slow protocols (IEEE 802.3-2018, annex 57A): link aggregation (IEEE 802.1AX-2014, section 6.4.2), its markers, and their selector. */
import { bytes, converted, flag, group, list, mac, nameIn, overlay, protocol, record, rest, u16, u32, u8, type Fields,
  type View } from '../../../schema/index.ts'

const subtypes = { 1: 'LACP', 2: 'Marker', 3: 'OAM', 10: 'Organization specific' }

export const slow = protocol('slow', 'Slow Protocols', { ethertype: [0x8809] })
  .specified('IEEE 802.3-2018, annex 57A')
  .fields({ subtype: u8('slow.subtype', 'Subtype', { base: 16, names: subtypes }) })
  .payload({ tables: [['slow.subtype', 'subtype']] })
  .colored('management')
  .summarized(({ subtype }) => nameIn(subtypes, subtype) ?? `subtype ${subtype}`)

const stateOf = (end: string) => ({
  expired:        flag(`lacp.${end}.state.expired`, 'Expired'),
  defaulted:      flag(`lacp.${end}.state.defaulted`, 'Defaulted'),
  distributing:   flag(`lacp.${end}.state.distributing`, 'Distributing'),
  collecting:     flag(`lacp.${end}.state.collecting`, 'Collecting'),
  synchronized:   flag(`lacp.${end}.state.synchronization`, 'Synchronization'),
  aggregatable:   flag(`lacp.${end}.state.aggregation`, 'Aggregation'),
  shortTimeout:   flag(`lacp.${end}.state.timeout`, 'LACP Timeout'),
  active:         flag(`lacp.${end}.state.activity`, 'LACP Activity'),
}) satisfies Fields<View>

const tlvTypes = { 0: 'Terminator', 1: 'Actor Information', 2: 'Partner Information', 3: 'Collector Information' }
const header = {
  type:   u8('lacp.tlv_type', 'TLV Type', { base: 16, names: tlvTypes }),
  length: u8('lacp.tlv_length', 'TLV Length', { base: 16 }),
}
/** A letter for each flag, from the highest on; a star where one is not set. */
const stateText8 = (state: number) => Array.from('EFDCSGSA', (letter, index) => (state & (0x80 >> index) ? letter : '*')).join('')

/** IEEE 802.1AX-2014, section 6.4.2.3: what the actor says of its own port, and of its partner's. */
const information = (end: string, title: string, system: string) => ({
  systemPriority: u16(`lacp.${end}.sys_priority`, `${title} System Priority`),
  system:         mac(`lacp.${end}.sysid`, system),
  key:            u16(`lacp.${end}.key`, `${title} Key`),
  portPriority:   u16(`lacp.${end}.port_priority`, `${title} Port Priority`),
  port:           u16(`lacp.${end}.port`, `${title} Port`),
  stateLetters:   overlay(converted(u8(`lacp.${end}.state_str`, `${title} State Flags`), stateText8, 'text')),
  state:          group(`lacp.${end}.state`, `${title} State`, stateOf(end)),
  infoReserved:   bytes(`lacp.${end}.reserved`, 'Reserved', 3),
}) satisfies Fields<View>

const value = record('TLV', header)
  // A terminator has nothing of its own, and ends the list.
  .length(({ length }) => Math.max(2, length))
  .choice('type', {
    1: information('actor', 'Actor', 'Actor System ID'),
    2: information('partner', 'Partner', 'Partner System'),
    3: { maximumDelay: u16('lacp.collector.max_delay', 'Collector Max Delay', { unit: 'tens of microseconds' }),
      delayReserved: bytes('lacp.coll_reserved', 'Reserved', 12) },
  })
  .fields({ data: rest('lacp.data', 'Data') })

const stateNames = ['active', 'shortTimeout', 'aggregatable', 'synchronized', 'collecting', 'distributing', 'defaulted', 'expired'] as const
const stateText: Readonly<Record<(typeof stateNames)[number], string>> = {
  active: 'active', shortTimeout: 'short timeout', aggregatable: 'aggregatable', synchronized: 'in sync', collecting: 'collecting',
  distributing: 'distributing', defaulted: 'defaulted', expired: 'expired',
}

export const lacp = protocol('lacp', 'Link Aggregation Control Protocol', { 'slow.subtype': [1] })
  .specified('IEEE 802.1AX-2014')
  .fields({
    version: u8('lacp.version', 'Version', { base: 16 }),
    values:  list('', 'TLVs', value, { last: ({ type }) => type === 0 }),
    padding: rest('lacp.pad', 'Padding'),
  })
  .defaults({ version: 1 })
  .colored('management', ({ values }) => (values.some(({ type,
    state }) => type === 1 && (state?.expired === true || state?.defaulted === true)) ? 'warning' : undefined))
  .summarized(({ version, values }) => `LACP version ${version}${values.flatMap((value) => value.state === undefined ? [] : [
    `, ${value.type === 1 ? 'actor' : 'partner'} ${value.system} port ${value.port} key ${value.key} `
    + `[${stateNames.filter((name) => value.state![name]).map((name) => stateText[name]).join(', ')}]`,
  ]).join('')}`)

const markerTypes = { 0: 'Terminator', 1: 'Marker Information', 2: 'Marker Response Information' }

/** IEEE 802.1AX-2014, section 6.5.3.3. */
export const marker = protocol('marker', 'Link Aggregation Marker Protocol', { 'slow.subtype': [2] })
  .specified('IEEE 802.1AX-2014')
  .fields({
    version:     u8('marker.version', 'Version Number', { base: 16 }),
    type:        u8('marker.tlvType', 'TLV Type', { base: 16, names: markerTypes }),
    length:      u8('marker.tlvLen', 'TLV Length', { base: 16 }),
    port:        u16('marker.requesterPort', 'Requester Port'),
    system:      mac('marker.requesterSystem', 'Requester System'),
    transaction: u32('marker.requesterTransId', 'Requester Transaction ID'),
    padding:     u16('marker.requesterPad', 'Requester Pad'),
    endType:     u8('marker.tlvType', 'TLV Type', { base: 16, names: markerTypes }),
    endLength:   u8('marker.tlvLen', 'TLV Length', { base: 16 }),
    reserved:    rest('marker.reserved', 'Reserved'),
  })
  .defaults({ version: 1, type: 1, length: 16 })
  .colored('management')
  .summarized(({ type, system, port, transaction }) =>
    `${nameIn(markerTypes, type) ?? `type ${type}`} of ${system} port ${port}, transaction ${transaction}`)
