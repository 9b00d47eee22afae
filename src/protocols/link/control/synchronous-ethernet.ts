/** Organization specific slow protocols (IEEE 802.3-2018, annex 57B), and the one of synchronous Ethernet (ITU-T G.8264, section 11.3). */
import { bits, flag, list, nameIn, protocol, rest, tlv, u16, u24, u64, u8, uint } from '../../../schema/index.ts'

const itu = 0x0019a7
/** ITU-T G.781, tables 5-3 and 5-5: the codes of option I, of which some stand for other levels in option II. */
const qualities = {
  0: 'QL-STU or INV0', 1: 'QL-PRS', 2: 'QL-PRC', 4: 'QL-SSU-A or TNC', 7: 'QL-ST2', 8: 'QL-SSU-B', 10: 'QL-ST3 or EEC2',
  11: 'QL-SEC or EEC1',
  12: 'QL-SMC', 13: 'QL-ST3E', 14: 'QL-PROV', 15: 'QL-DNU or DUS',
}

const value = tlv('TLV', {
  type:   u8('ossp.esmc.tlv_type', 'Type', { base: 16, names: { 1: 'Quality Level', 2: 'Extended Quality Level' } }),
  length: u16('ossp.esmc.tlv_length', 'Length', { base: 16 }),
}, { counts: 'all' })
  .choice('type', {
    1: { unused: bits(4, 'ossp.esmc.tlv_ql_unused', 'Unused', { base: 16 }),
      quality: bits(4, 'ossp.esmc.tlv_ql_ssm', 'SSM Code', { base: 16, names: qualities }) },
    2: {
      enhanced:     u8('ossp.esmc.tlv_ext_ql_essm', 'Enhanced SSM Code', { base: 16 }),
      clock:        u64('ossp.esmc.tlv_ext_ql_clockid', 'SyncE Clock Identity', { base: 16 }),
      flagReserved: bits(6, 'ossp.esmc.tlv_ext_ql_flag_reserved', 'Reserved', { base: 16 }),
      partialChain: flag('ossp.esmc.tlv_ext_ql_flag_chain', 'Partial Chain'),
      mixed:        flag('ossp.esmc.tlv_ext_ql_flag_mixed', 'Mixed EEC/eEEC Clocks'),
      enhancedClocks: u8('ossp.esmc.tlv_ext_ql_eeec', 'Cascaded eEECs'),
      clocks:       u8('ossp.esmc.tlv_ext_ql_eec', 'Cascaded EECs'),
      reserved:     uint('ossp.esmc.tlv_ext_ql_reserved', 'Reserved', () => 5, { base: 16 }),
    },
  })
  .fields({ data: rest('ossp.data', 'Data') })
const begins = value.recognizer({ type: [1, 2] })

export const organizationSpecific = protocol('ossp', 'Organization Specific Slow Protocol', { 'slow.subtype': [10] })
  .specified('IEEE 802.3-2018, annex 57B')
  .fields({ organization: u24('ossp.oui', 'OUI', { base: 16, names: { [itu]: 'ITU-T' } }) })
  .cases(
    [{ organization: itu }, {
      subtype:      u16('ossp.itu.subtype', 'ITU-T Subtype', { base: 16, names: { 1: 'Ethernet Synchronization Messaging Channel' } }),
      version:      bits(4, 'ossp.esmc.version', 'Version', { base: 16 }),
      event:        flag('ossp.esmc.event_flag', 'Event Flag'),
      reservedBits: bits(3, 'ossp.esmc.reserved_bits', 'Reserved', { base: 16 }),
      reserved:     u24('ossp.esmc.reserved', 'Reserved', { base: 16 }),
      values:       list('ossp.esmc.tlv', 'TLVs', value, { begins }),
      padding:      rest('ossp.esmc.padding', 'Padding'),
    }],
  )
  .fields({ data: rest('ossp.data', 'Data') })
  .colored('management')
  .summarized(({ organization, subtype, event, values }) => {
    const quality = values?.find((value) => value.quality !== undefined)?.quality
    if (subtype !== 1) return `organization 0x${organization.toString(16).padStart(6, '0')}`
    const level = quality === undefined ? '' : `, ${nameIn(qualities, quality) ?? `quality ${quality}`}`
    return `ESMC ${event === true ? 'event' : 'information'}${level}`
  })
